//! Learns the table of confusions from spellings of one name, by expectation–maximisation.

use super::{EditModel, LONGEST, lines, prior};
use crate::dictionary::Dictionary;
use crate::sound::{COUNT, Sounds};

/// How much the prior weighs, as a count of sounds.
const PRIOR_WEIGHT: f64 = 8.0;
/// How probable it is beforehand that a pair is no pair of spellings.
const RANDOM: f64 = 0.05;
/// Rounds of expectation–maximisation; the table moves by less than 10⁻⁴ after twenty.
const ROUNDS: usize = 25;

/// Expected counts of one round.
struct Counts {
    write: Vec<[f64; COUNT]>,
    omit: [f64; COUNT],
    inserted: [f64; COUNT],
    /// Times at which something could have been put in.
    chances: f64,
}

/// Learns from pairs (meant, written).
#[must_use]
pub fn learn(pairs: &[(Sounds, Sounds)]) -> EditModel {
    let start = prior();
    let mut model = start.clone();
    for _ in 0..ROUNDS {
        let mut counts = Counts {
            write: start.write.iter().map(|row| row.map(|p| p * PRIOR_WEIGHT)).collect(),
            omit: start.omit.map(|p| p * PRIOR_WEIGHT),
            inserted: start.inserted.map(|p| p * PRIOR_WEIGHT * start.insert),
            chances: PRIOR_WEIGHT,
        };
        for (x, y) in pairs {
            expect(&model, x.as_slice(), y.as_slice(), &mut counts);
        }
        let inserted: f64 = counts.inserted.iter().sum();
        model.insert = inserted / (counts.chances + inserted);
        model.inserted = counts.inserted.map(|c| c / inserted);
        for x in 0..COUNT {
            let total: f64 = counts.write[x].iter().sum::<f64>() + counts.omit[x];
            model.write[x] = counts.write[x].map(|c| c / total);
            model.omit[x] = counts.omit[x] / total;
        }
    }
    model
}

/// Forward and backward sums over all ways from `x` to `y`; adds each step's share to the counts.
fn expect(model: &EditModel, x: &[u8], y: &[u8], counts: &mut Counts) {
    let (n, m) = (x.len().min(LONGEST), y.len().min(LONGEST));
    let go_on = 1.0 - model.insert;
    let mut forward = vec![vec![0.0; m + 1]; n + 1];
    let mut backward = vec![vec![0.0; m + 1]; n + 1];
    let (xs, ys) = (|i: usize| usize::from(x[i]), |j: usize| usize::from(y[j]));
    for i in 0..=n {
        for j in 0..=m {
            let mut p = if i + j == 0 { 1.0 } else { 0.0 };
            if i > 0 {
                p += forward[i - 1][j] * go_on * model.omit[xs(i - 1)];
            }
            if i > 0 && j > 0 {
                p += forward[i - 1][j - 1] * go_on * model.write[xs(i - 1)][ys(j - 1)];
            }
            if j > 0 {
                p += forward[i][j - 1] * model.insert * model.inserted[ys(j - 1)];
            }
            forward[i][j] = p;
        }
    }
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            let mut p = if i == n && j == m { go_on } else { 0.0 };
            if i < n {
                p += backward[i + 1][j] * go_on * model.omit[xs(i)];
            }
            if i < n && j < m {
                p += backward[i + 1][j + 1] * go_on * model.write[xs(i)][ys(j)];
            }
            if j < m {
                p += backward[i][j + 1] * model.insert * model.inserted[ys(j)];
            }
            backward[i][j] = p;
        }
    }
    let total = forward[n][m] * go_on;
    if total <= 0.0 {
        return;
    }
    // Some spellings on one line are cousins rather than spellings (Hovhannes, Ivan, John): a pair
    // counts as far as the table explains it better than sounds drawn at random.
    let at_random = (COUNT as f64).recip().powi(i32::try_from(m).unwrap_or(i32::MAX));
    let total = total + RANDOM * at_random;
    for i in 0..=n {
        for j in 0..=m {
            let here = forward[i][j] / total;
            if i < n {
                counts.omit[xs(i)] += here * go_on * model.omit[xs(i)] * backward[i + 1][j];
            }
            if i < n && j < m {
                let p = model.write[xs(i)][ys(j)];
                counts.write[xs(i)][ys(j)] += here * go_on * p * backward[i + 1][j + 1];
            }
            if j < m {
                let p = model.insert * model.inserted[ys(j)];
                counts.inserted[ys(j)] += here * p * backward[i][j + 1];
            }
        }
    }
    counts.chances += (n as f64 + 1.0) * forward[n][m] * go_on / total;
}

/// Both tables, learnt from the dictionary, as the text of `data/edits.csv`.
#[must_use]
pub fn edits_csv(dictionary: &Dictionary) -> String {
    let mut text = String::from("table,meant,written,probability\n");
    for (abjad, table) in [(false, "written"), (true, "abjad")] {
        let pairs: Vec<(Sounds, Sounds)> = dictionary
            .spellings()
            .flat_map(|of_one| {
                let mut pairs = Vec::new();
                for (i, (x, x_abjad)) in of_one.iter().enumerate() {
                    for (j, (y, y_abjad)) in of_one.iter().enumerate() {
                        if i != j && (*x_abjad || *y_abjad) == abjad {
                            pairs.push((x.clone(), y.clone()));
                        }
                    }
                }
                pairs
            })
            .collect();
        for line in lines(&learn(&pairs), table) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}
