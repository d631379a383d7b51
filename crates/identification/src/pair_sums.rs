//! What all pairs weigh together, and what the other lines say of a few missing persons' pairs.

use std::ops::Range;

use rayon::prelude::*;

use crate::case::Case;
use crate::pairwise::Pairwise;

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

/// What the other lines say of these missing persons' pairs: by missing person and remains, [`Case::ln_other`] the other way
/// round.
pub(crate) fn by_missing(case: &Case, missing: Range<usize>) -> Vec<Vec<f64>> {
    let mut by_missing = vec![vec![0.0; case.remains.len()]; missing.len()];
    for (r, row) in case.ln_other.iter().enumerate() {
        by_missing.iter_mut().zip(&row[missing.clone()]).for_each(|(of, other)| of[r] = *other);
    }
    by_missing
}
