//! What all pairs weigh together, and what the other lines say of a few missing persons' pairs.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::case::Case;
use crate::pairwise::Pairwise;

/// The sums of all pairs' weights.
#[derive(Debug, Clone)]
pub(crate) struct Sums {
    /// By remains and by missing person.
    pub(crate) of_remains: Vec<f64>,
    pub(crate) of_missing: Vec<f64>,
    /// By remains, of the DNA with what is doubted of it.
    pub(crate) doubtful: Vec<f64>,
}

impl Sums {
    /// Sums all pairs; a pair's prior weight is given by its ln. `doubtful` is the DNA with what is doubted of it: where
    /// nothing is, it has the same rows.
    pub(crate) fn new(case: &Case, pairwise: &Pairwise, doubtful: &Pairwise, ln_prior: f64) -> Self {
        let (missing, remains) = (pairwise.ln_lr.len(), case.remains.len());
        let of_block = |block: usize| {
            let missing = block * BLOCK..missing.min((block + 1) * BLOCK);
            let is_doubted = |m: usize| !Arc::ptr_eq(&pairwise.ln_lr[m], &doubtful.ln_lr[m]);
            let sure: Vec<bool> = missing.clone().map(|m| !is_doubted(m)).collect();
            let doubted: Vec<usize> = missing.clone().filter(|m| is_doubted(*m)).collect();
            let mut of = Self::none(remains);
            of.of_missing.resize(missing.len(), 0.0);
            for (r, row) in case.ln_other.iter().enumerate() {
                let weight = |of: &Pairwise, m: usize| (of.ln_lr[m][r] + row[m] + ln_prior).exp();
                let mut surely = 0.0;
                for ((m, sum), is_sure) in missing.clone().zip(&mut of.of_missing).zip(&sure) {
                    let weight = weight(pairwise, m);
                    *sum += weight;
                    of.of_remains[r] += weight;
                    if *is_sure {
                        surely += weight;
                    }
                }
                of.doubtful[r] = surely + doubted.iter().map(|&m| weight(doubtful, m)).sum::<f64>();
            }
            of
        };
        let blocks: Vec<Self> = (0..missing.div_ceil(BLOCK)).into_par_iter().map(of_block).collect();
        let mut all = Self::none(remains);
        let add = |all: &mut [f64], of: Vec<f64>| all.iter_mut().zip(of).for_each(|(sum, of)| *sum += of);
        for block in blocks {
            all.of_missing.extend(block.of_missing);
            add(&mut all.of_remains, block.of_remains);
            add(&mut all.doubtful, block.doubtful);
        }
        all
    }

    fn none(remains: usize) -> Self {
        Self { of_remains: vec![0.0; remains], of_missing: Vec::new(), doubtful: vec![0.0; remains] }
    }
}

/// So many missing persons at a time: a line of the processor's cache holds eight numbers of a row.
const BLOCK: usize = 64;

/// What the other lines say of these missing persons' pairs: by missing person and remains, [`Case::ln_other`] the other way
/// round.
pub(crate) fn by_missing(case: &Case, missing: Range<usize>) -> Vec<Vec<f64>> {
    let mut by_missing = vec![vec![0.0; case.remains.len()]; missing.len()];
    for (r, row) in case.ln_other.iter().enumerate() {
        by_missing.iter_mut().zip(&row[missing.clone()]).for_each(|(of, other)| of[r] = *other);
    }
    by_missing
}
