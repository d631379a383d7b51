//! What each pair weighs, by missing person: what a family's configurations are looked for in.

use rayon::prelude::*;

use crate::case::Case;
use crate::pairwise::Pairwise;

/// Weights of all pairs relative to nobody: DNA, other lines of evidence, prior.
#[derive(Debug, Clone)]
pub(crate) struct PairWeights {
    /// By missing person and remains: [`Case::ln_other`] the other way round, so that a family's are together.
    pub(crate) ln_other: Vec<Vec<f64>>,
    /// By missing person and remains.
    pub(crate) weights: Vec<Vec<f64>>,
    /// By remains, the sum over all missing: how much the registry wants them.
    pub(crate) of_remains: Vec<f64>,
}

/// The sums of all pairs' weights by remains and by missing person.
#[derive(Debug, Clone)]
pub(crate) struct Sums {
    pub(crate) of_remains: Vec<f64>,
    pub(crate) of_missing: Vec<f64>,
}

impl Sums {
    /// Sums all pairs; a pair's prior weight is given by its ln.
    pub(crate) fn new(case: &Case, pairwise: &Pairwise, ln_prior: f64) -> Self {
        let (missing, remains) = (pairwise.ln_lr.len(), case.remains.len());
        let of_block = |block: usize| {
            let missing = block * BLOCK..missing.min((block + 1) * BLOCK);
            let mut of = Self { of_remains: vec![0.0; remains], of_missing: vec![0.0; missing.len()] };
            for (r, row) in case.ln_other.iter().enumerate() {
                for (m, (other, sum)) in row[missing.clone()].iter().zip(&mut of.of_missing).enumerate() {
                    let weight = (pairwise.ln_lr[missing.start + m][r] + other + ln_prior).exp();
                    *sum += weight;
                    of.of_remains[r] += weight;
                }
            }
            of
        };
        let blocks: Vec<Self> = (0..missing.div_ceil(BLOCK)).into_par_iter().map(of_block).collect();
        let mut all = Self { of_remains: vec![0.0; remains], of_missing: Vec::with_capacity(missing) };
        for block in blocks {
            all.of_missing.extend(block.of_missing);
            all.of_remains.iter_mut().zip(block.of_remains).for_each(|(sum, of_block)| *sum += of_block);
        }
        all
    }
}

/// So many missing persons at a time: a line of the processor's cache holds eight numbers of a row.
const BLOCK: usize = 64;

impl PairWeights {
    /// Weighs all pairs; a pair's prior weight is given by its ln.
    pub(crate) fn new(case: &Case, pairwise: &Pairwise, ln_prior: f64) -> Self {
        let (missing, remains) = (pairwise.ln_lr.len(), case.remains.len());
        let of_block = |block: usize| {
            let missing = block * BLOCK..missing.min((block + 1) * BLOCK);
            let mut ln_other = vec![vec![0.0; remains]; missing.len()];
            for (r, row) in case.ln_other.iter().enumerate() {
                ln_other.iter_mut().zip(&row[missing.clone()]).for_each(|(of, other)| of[r] = *other);
            }
            let mut of_remains = vec![0.0; remains];
            let weights = missing.zip(&ln_other).map(|(m, other)| {
                let pairs = pairwise.ln_lr[m].iter().zip(other);
                let weights: Vec<f64> = pairs.map(|(dna, other)| (dna + other + ln_prior).exp()).collect();
                of_remains.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
                weights
            });
            let weights: Vec<Vec<f64>> = weights.collect();
            (ln_other, weights, of_remains)
        };
        let blocks: Vec<_> = (0..missing.div_ceil(BLOCK)).into_par_iter().map(of_block).collect();
        let mut all = Self { ln_other: Vec::new(), weights: Vec::new(), of_remains: vec![0.0; remains] };
        for (ln_other, weights, of_remains) in blocks {
            all.ln_other.extend(ln_other);
            all.weights.extend(weights);
            all.of_remains.iter_mut().zip(of_remains).for_each(|(sum, of_block)| *sum += of_block);
        }
        all
    }
}
