//! Components too large for an exact sum: a sampler with a stated error.
//!
//! A Gibbs sampler over families: each in turn draws a configuration from those whose remains are
//! free, with the exact conditional probabilities, and it is these (not the draws) that are averaged
//! (Gelfand & Smith 1990, *JASA* 85:398). Families that compete strongly for the same remains would
//! exchange them too seldom one at a time, so they are drawn together as a block, by the exact sums
//! of [`crate::assignment`]. The error is estimated from the means of batches.

use std::collections::{BTreeMap, HashSet};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::assignment::{Choice, Solution, solve};
use crate::joint::find;

/// Marginals by family and choice, and the largest standard error among them.
pub(crate) struct Sampled {
    pub(crate) marginals: Vec<Vec<f64>>,
    pub(crate) standard_error: f64,
}

const BATCHES: usize = 20;
/// A configuration at least this heavy, relative to nobody, makes a competitor.
const STRONG: f64 = 1e-2;
const BLOCK_STATES: usize = 2_000;

/// Samples for about `effort` drawn choices in all; deterministic in `seed`.
pub(crate) fn sample(families: &[Vec<Choice>], effort: usize, seed: u64) -> Sampled {
    let blocks = blocks(families);
    let per_sweep: usize = families.iter().map(Vec::len).sum::<usize>().max(1);
    let sweeps = (effort / per_sweep / BATCHES).clamp(20, 2_000);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut state: Vec<usize> = vec![0; families.len()];
    let mut taken: HashSet<usize> = HashSet::new();
    let mut batches: Vec<Vec<Vec<f64>>> = Vec::new();
    // One batch to forget the start.
    for batch in 0..=BATCHES {
        let mut sum: Vec<Vec<f64>> = families.iter().map(|f| vec![0.0; f.len()]).collect();
        for _ in 0..sweeps {
            for block in &blocks {
                for &f in block {
                    for r in &families[f][state[f]].remains {
                        taken.remove(r);
                    }
                }
                draw(families, block, &mut state, &mut taken, &mut sum, &mut rng);
            }
        }
        if batch > 0 {
            sum.iter_mut().flatten().for_each(|p| *p /= sweeps as f64);
            batches.push(sum);
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
                    let variance = values().map(|v| (v - mean).powi(2)).sum::<f64>()
                        / (BATCHES * (BATCHES - 1)) as f64;
                    standard_error = standard_error.max(variance.sqrt());
                    mean
                })
                .collect()
        })
        .collect();
    Sampled { marginals, standard_error }
}

/// Draws a block's choices given everybody else's, and adds their conditional probabilities.
fn draw(
    families: &[Vec<Choice>],
    block: &[usize],
    state: &mut [usize],
    taken: &mut HashSet<usize>,
    sum: &mut [Vec<f64>],
    rng: &mut ChaCha8Rng,
) {
    let exact = if block.len() > 1 { conditional(families, block, taken) } else { None };
    if let Some(solution) = &exact {
        for (i, &f) in block.iter().enumerate() {
            for (cell, p) in sum[f].iter_mut().zip(&solution.marginals[i]) {
                *cell += p;
            }
        }
    }
    // One family at a time, each given those before it; the block's own sums make this exact.
    for (i, &f) in block.iter().enumerate() {
        let probabilities = match &exact {
            Some(solution) if i == 0 => solution.marginals[0].clone(),
            Some(_) => conditional(families, &block[i..], taken)
                .map_or_else(|| alone(&families[f], taken), |s| s.marginals[0].clone()),
            None => alone(&families[f], taken),
        };
        if exact.is_none() {
            for (cell, p) in sum[f].iter_mut().zip(&probabilities) {
                *cell += p;
            }
        }
        let mut u: f64 = rng.random();
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
        state[f] = chosen;
        taken.extend(&families[f][chosen].remains);
    }
}

fn conditional(families: &[Vec<Choice>], block: &[usize], taken: &HashSet<usize>) -> Option<Solution> {
    let own: Vec<Vec<Choice>> = block.iter().map(|&f| families[f].clone()).collect();
    solve(&own, &|r| taken.contains(&r), BLOCK_STATES)
}

/// Probabilities of a family's choices given which remains are taken.
fn alone(choices: &[Choice], taken: &HashSet<usize>) -> Vec<f64> {
    let free = |c: &Choice| c.remains.iter().all(|r| !taken.contains(r));
    let largest =
        choices.iter().filter(|c| free(c)).map(|c| c.ln_weight).fold(f64::NEG_INFINITY, f64::max);
    let mut weights: Vec<f64> = choices
        .iter()
        .map(|c| if free(c) { (c.ln_weight - largest).exp() } else { 0.0 })
        .collect();
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    weights
}

/// Families that want the same remains strongly, together.
fn blocks(families: &[Vec<Choice>]) -> Vec<Vec<usize>> {
    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut parent: Vec<usize> = (0..families.len()).collect();
    for (f, choices) in families.iter().enumerate() {
        for choice in choices.iter().filter(|c| c.ln_weight >= STRONG.ln()) {
            for &r in &choice.remains {
                let other = *owner.entry(r).or_insert(f);
                let (a, b) = (find(&mut parent, f), find(&mut parent, other));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for f in 0..families.len() {
        let r = find(&mut parent, f);
        blocks.entry(r).or_default().push(f);
    }
    blocks.into_values().collect()
}
