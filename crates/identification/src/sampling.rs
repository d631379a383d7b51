//! Components too large for an exact sum: a sampler with a stated error.
//!
//! A Gibbs sampler over families: each in turn draws a configuration from those whose remains are
//! free, with the exact conditional probabilities, and it is these (not the draws) that are averaged
//! (Gelfand & Smith 1990, *JASA* 85:398). Two families that both want the same remains would exchange
//! them too seldom one at a time, so such rivals are also drawn together, exactly. The error is
//! estimated from the means of batches.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::assignment::Choice;

/// Marginals by family and choice, and the largest standard error among them.
pub(crate) struct Sampled {
    pub(crate) marginals: Vec<Vec<f64>>,
    pub(crate) standard_error: f64,
}

const BATCHES: usize = 20;
/// Two families are rivals for remains that each wants at least this much, relative to nobody.
const STRONG: f64 = 0.3;

/// A family's choices, ready for drawing.
struct Drawer {
    /// Weights relative to the heaviest.
    weights: Vec<f64>,
    /// The remains of all choices, one choice behind the other.
    remains: Vec<usize>,
    /// Where each choice's begin; at last, where the last one's end.
    begins: Vec<usize>,
    /// Choices that use a given remains.
    using: BTreeMap<usize, Vec<usize>>,
}

/// Samples for about `effort` choices looked at in all; deterministic in `seed`.
pub(crate) fn sample(families: &[Vec<Choice>], effort: usize, seed: u64) -> Sampled {
    let drawers: Vec<Drawer> = families.iter().map(|f| Drawer::new(f)).collect();
    let rivals = rivals(families);
    let size = |f: usize| families[f].len();
    let per_sweep: usize = (0..families.len()).map(size).sum::<usize>()
        + rivals.iter().map(|&(f, g)| 2 * (size(f) + size(g))).sum::<usize>();
    let sweeps = (effort / per_sweep.max(1) / (BATCHES + 1)).clamp(20, 2_000);
    let most = families.iter().flatten().flat_map(|c| &c.remains).max().map_or(0, |r| r + 1);
    let mut chain = Chain {
        drawers: &drawers,
        state: vec![0; families.len()],
        taken: vec![false; most],
        wanted: vec![0.0; most],
        rng: ChaCha8Rng::seed_from_u64(seed),
    };
    let mut batches: Vec<Vec<Vec<f64>>> = Vec::new();
    // The first batch is to forget the start.
    for batch in 0..=BATCHES {
        let mut sums: Vec<Vec<f64>> = families.iter().map(|f| vec![0.0; f.len()]).collect();
        let mut counts = vec![0.0; families.len()];
        for _ in 0..sweeps {
            for f in 0..families.len() {
                let p = chain.draw(f);
                add(&mut sums[f], &p);
                counts[f] += 1.0;
            }
            for &(f, g) in &rivals {
                let (p, q) = chain.draw_rivals(f, g);
                add(&mut sums[f], &p);
                add(&mut sums[g], &q);
                counts[f] += 1.0;
                counts[g] += 1.0;
            }
        }
        if batch > 0 {
            for (sum, count) in sums.iter_mut().zip(counts) {
                sum.iter_mut().for_each(|p| *p /= count);
            }
            batches.push(sums);
        }
    }
    let mut standard_error: f64 = 0.0;
    let marginals = families
        .iter()
        .enumerate()
        .map(|(f, choices)| {
            (0..choices.len())
                .map(|c| {
                    let values = || batches.iter().map(|b| b[f][c]);
                    let mean = values().sum::<f64>() / BATCHES as f64;
                    let variance =
                        values().map(|v| (v - mean).powi(2)).sum::<f64>() / (BATCHES * (BATCHES - 1)) as f64;
                    standard_error = standard_error.max(variance.sqrt());
                    mean
                })
                .collect()
        })
        .collect();
    Sampled { marginals, standard_error }
}

fn add(sum: &mut [f64], p: &[f64]) {
    for (cell, p) in sum.iter_mut().zip(p) {
        *cell += p;
    }
}

/// Pairs of families that want the same remains strongly.
fn rivals(families: &[Vec<Choice>]) -> Vec<(usize, usize)> {
    let mut wanting: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (f, choices) in families.iter().enumerate() {
        for choice in choices.iter().filter(|c| c.ln_weight >= STRONG.ln()) {
            for &r in &choice.remains {
                wanting.entry(r).or_default().insert(f);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for set in wanting.values() {
        for &f in set {
            pairs.extend(set.range(f + 1..).map(|&g| (f, g)));
        }
    }
    pairs.into_iter().collect()
}

impl Drawer {
    fn new(choices: &[Choice]) -> Self {
        let largest = choices.iter().map(|c| c.ln_weight).fold(f64::NEG_INFINITY, f64::max);
        let mut using: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, c) in choices.iter().enumerate() {
            for &r in &c.remains {
                using.entry(r).or_default().push(i);
            }
        }
        let mut begins = vec![0];
        for c in choices {
            begins.push(begins[begins.len() - 1] + c.remains.len());
        }
        Self {
            weights: choices.iter().map(|c| (c.ln_weight - largest).exp()).collect(),
            remains: choices.iter().flat_map(|c| c.remains.iter().copied()).collect(),
            begins,
            using,
        }
    }

    /// The remains of a choice.
    fn of(&self, choice: usize) -> &[usize] {
        &self.remains[self.begins[choice]..self.begins[choice + 1]]
    }

    /// Σ of `weights` over the choices that use none of `remains`.
    fn without(&self, weights: &[f64], total: f64, remains: &[usize]) -> f64 {
        let mut overlapping: Vec<usize> =
            remains.iter().filter_map(|r| self.using.get(r)).flatten().copied().collect();
        overlapping.sort_unstable();
        overlapping.dedup();
        let overlap: f64 = overlapping.iter().map(|&i| weights[i]).sum();
        if overlap < 0.5 * total {
            return total - overlap;
        }
        // The difference would be mostly rounding.
        let mut next = overlapping.into_iter().peekable();
        let mut sum = 0.0;
        for (i, w) in weights.iter().enumerate() {
            if next.peek() == Some(&i) {
                next.next();
            } else {
                sum += w;
            }
        }
        sum
    }
}

struct Chain<'a> {
    drawers: &'a [Drawer],
    state: Vec<usize>,
    taken: Vec<bool>,
    /// Memory to work in, by remains; zero in between.
    wanted: Vec<f64>,
    rng: ChaCha8Rng,
}

impl Chain<'_> {
    fn release(&mut self, f: usize) {
        for &r in self.drawers[f].of(self.state[f]) {
            self.taken[r] = false;
        }
    }

    fn choose(&mut self, f: usize, probabilities: &[f64]) {
        let mut u: f64 = self.rng.random();
        let mut chosen = 0;
        for (c, p) in probabilities.iter().enumerate() {
            if *p > 0.0 {
                chosen = c;
                u -= p;
                if u < 0.0 {
                    break;
                }
            }
        }
        self.state[f] = chosen;
        for &r in self.drawers[f].of(chosen) {
            self.taken[r] = true;
        }
    }

    /// Weights of the choices of a family whose remains are free.
    fn free(&self, f: usize) -> Vec<f64> {
        let drawer = &self.drawers[f];
        let free = |(choice, weight): (usize, &f64)| {
            if drawer.of(choice).iter().any(|&r| self.taken[r]) { 0.0 } else { *weight }
        };
        drawer.weights.iter().enumerate().map(free).collect()
    }

    /// Draws one family given all others; gives the probabilities it drew from.
    fn draw(&mut self, f: usize) -> Vec<f64> {
        self.release(f);
        let p = normalised(self.free(f));
        self.choose(f, &p);
        p
    }

    /// The probabilities of a family's choices, of which these weights are free, if another one's are summed over.
    fn marginal(&mut self, own: &[f64], f: usize, other: &[f64], g: usize) -> Vec<f64> {
        let total: f64 = other.iter().sum();
        let (drawer, rival) = (&self.drawers[f], &self.drawers[g]);
        // How much the other one wants each remains: most choices are of one set of remains, and need no more.
        for (choice, weight) in other.iter().enumerate() {
            rival.of(choice).iter().for_each(|&r| self.wanted[r] += weight);
        }
        let rest = |remains: &[usize]| match *remains {
            [] => total,
            [r] if self.wanted[r] < 0.5 * total => total - self.wanted[r],
            _ => rival.without(other, total, remains),
        };
        let weigh = |(choice, weight): (usize, &f64)| {
            if *weight == 0.0 { 0.0 } else { weight * rest(drawer.of(choice)) }
        };
        let p = own.iter().enumerate().map(weigh).collect();
        rival.remains.iter().for_each(|&r| self.wanted[r] = 0.0);
        normalised(p)
    }

    /// Draws two families together given all others; gives both marginals.
    fn draw_rivals(&mut self, f: usize, g: usize) -> (Vec<f64>, Vec<f64>) {
        self.release(f);
        self.release(g);
        let (own, other) = (self.free(f), self.free(g));
        let p = self.marginal(&own, f, &other, g);
        let q = self.marginal(&other, g, &own, f);
        self.choose(f, &p);
        let given = normalised(self.free(g));
        self.choose(g, &given);
        (p, q)
    }
}

fn normalised(mut weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    weights
}
