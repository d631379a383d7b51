//! Learns m and the share of matches without labels, by expectation–maximisation.
//!
//! The levels of a pair of one person are independent (Winkler 1988, *Proc. ASA Section on Survey
//! Research Methods* 667); among different people, each column may depend on one other. u is known ([`crate::fields`]); so are the pairs that no
//! block held: they are two people, all but a few. What is learnt is m, by column and level, and λ, the
//! prior odds that a random pair is one person. In the expectation, the candidates of a row exclude each
//! other, since nobody is twice on a list: without that, a common name with no birth date would be
//! matched to all its namesakes.

use rayon::prelude::*;

use crate::fields::{Fields, Levels, MISSING, MOST_COLUMNS};

/// Rounds at most; it stops when no probability moves by more than [`STILL`].
const ROUNDS: usize = 60;
const STILL: f64 = 1e-4;
/// No more of a list's rows are taken to be on the other.
const MOST_ON_BOTH: f64 = 0.98;
/// How many pairs the prior of m weighs.
const PRIOR_PAIRS: f64 = 8.0;

/// What was learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// ln m, by column and level.
    pub ln_m: Vec<Vec<f64>>,
    /// ln λ: prior odds of a pair against the row of the first list being on no pair.
    pub ln_prior: f64,
    /// Share of the rows of each list that are on the other.
    pub on_both: [f64; 2],
}

impl Model {
    /// ln of the weight of a pair among one-to-one matchings ([`crate::matching`]): its likelihood ratio
    /// times the prior odds against both rows being on no pair. Uniform weights λ / (1 − s), with s the
    /// second list's share on both, give each row the probability to be matched that was learnt.
    #[must_use]
    pub fn ln_weight(&self, fields: &Fields, a: usize, b: usize, levels: &Levels) -> f64 {
        self.ln_prior - (1.0 - self.on_both[1]).ln() + self.ln_lr(fields, a, b, levels)
    }

    /// ln of the posterior odds that two rows are one person, all others left aside.
    #[must_use]
    pub fn ln_odds(&self, fields: &Fields, a: usize, b: usize, levels: &Levels) -> f64 {
        self.ln_prior + (1.0 - self.on_both[0]).ln() + self.ln_lr(fields, a, b, levels)
    }

    /// ln of the likelihood ratio of two rows.
    #[must_use]
    pub fn ln_lr(&self, fields: &Fields, a: usize, b: usize, levels: &Levels) -> f64 {
        let columns: f64 = (0..self.ln_m.len()).map(|f| self.column(fields, a, b, levels, f)).sum();
        columns + Fields::ln_swapped(levels) - fields.ln_together(levels)
    }

    /// What one column contributes, ln (m/u).
    #[must_use]
    pub fn column(&self, fields: &Fields, a: usize, b: usize, levels: &Levels, f: usize) -> f64 {
        match levels.of[f] {
            MISSING => 0.0,
            level => self.ln_m[f][usize::from(level)] - fields.ln_u(a, b, levels, f),
        }
    }
}

/// A pair of the sample.
struct Sampled {
    levels: [u8; MOST_COLUMNS],
    /// Sum of ln u, less what swapped columns cost.
    ln_u: f64,
}

/// Learns from the candidates of a sample of rows: `(row of the first list, its candidates)`.
#[must_use]
pub fn learn(fields: &Fields, sample: &[(usize, Vec<u32>)]) -> Model {
    let rows: Vec<Vec<Sampled>> = sample
        .par_iter()
        .map(|(a, candidates)| {
            candidates
                .iter()
                .map(|b| {
                    let b = *b as usize;
                    let levels = fields.levels(*a, b);
                    let ln_u: f64 = (0..fields.fields.len()).map(|f| fields.ln_u(*a, b, &levels, f)).sum();
                    let ln_u = ln_u + fields.ln_together(&levels) - Fields::ln_swapped(&levels);
                    Sampled { levels: levels.of, ln_u }
                })
                .collect()
        })
        .collect();
    let [n, m] = fields.rows();
    let priors: Vec<Vec<f64>> = fields.fields.iter().map(|f| f.prior().to_vec()).collect();
    let mut model = Model {
        ln_m: priors.iter().map(|p| p.iter().map(|p| p.ln()).collect()).collect(),
        ln_prior: (0.3 * n.min(m) as f64 / (n as f64 * m as f64)).ln(),
        on_both: [0.3, 0.3],
    };
    for _ in 0..ROUNDS {
        let (counts, matches) = rows
            .par_iter()
            .map(|row| expect(&model, row))
            // Sums in the order of rows, whatever the threads.
            .collect::<Vec<_>>()
            .into_iter()
            .fold((vec![[0.0; 16]; priors.len()], 0.0), |(mut counts, matches), (row, some)| {
                for (count, row) in counts.iter_mut().zip(row) {
                    count.iter_mut().zip(row).for_each(|(c, r)| *c += r);
                }
                (counts, matches + some)
            });
        let mut moved: f64 = 0.0;
        for (f, prior) in priors.iter().enumerate() {
            let groups = fields.fields[f].groups();
            for level in 0..prior.len() {
                let total: f64 = (0..prior.len())
                    .filter(|l| groups[*l] == groups[level])
                    .map(|l| counts[f][l] + PRIOR_PAIRS * prior[l])
                    .sum();
                let probability = (counts[f][level] + PRIOR_PAIRS * prior[level]) / total;
                moved = moved.max((probability - model.ln_m[f][level].exp()).abs());
                model.ln_m[f][level] = probability.ln();
            }
        }
        // Of the rows of each list this share is on the other.
        let on_both = ((matches + 0.5) / sample.len() as f64).min(MOST_ON_BOTH);
        model.ln_prior = (on_both / (1.0 - on_both) / m as f64).ln();
        model.on_both = [on_both, (on_both * n as f64 / m as f64).min(MOST_ON_BOTH)];
        if moved < STILL {
            break;
        }
    }
    model
}

/// Expected counts of levels among the matches of one row, and how many matches it has.
fn expect(model: &Model, row: &[Sampled]) -> (Vec<[f64; 16]>, f64) {
    let mut counts = vec![[0.0; 16]; model.ln_m.len()];
    let odds: Vec<f64> = row
        .iter()
        .map(|pair| {
            let ln_m: f64 = model
                .ln_m
                .iter()
                .zip(pair.levels)
                .filter(|(_, l)| *l != MISSING)
                .map(|(m, l)| m[usize::from(l)])
                .sum();
            (model.ln_prior + ln_m - pair.ln_u).min(500.0).exp()
        })
        .collect();
    let total: f64 = 1.0 + odds.iter().sum::<f64>();
    for (pair, odds) in row.iter().zip(&odds) {
        let p = odds / total;
        for (count, level) in counts.iter_mut().zip(pair.levels) {
            if level != MISSING {
                count[usize::from(level)] += p;
            }
        }
    }
    (counts, (total - 1.0) / total)
}
