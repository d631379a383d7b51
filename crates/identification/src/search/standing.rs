//! One new sample against all families: the tables of all missing persons, standing in memory.
//!
//! A search goes through all pairs, and makes a family's tables when it comes to it. When one sample comes later, there is
//! one pair with each missing person, and the tables are all of the work. So they are kept, as the deficits of the screen
//! ([`super`]) and the other way round: by locus and code those of many missing persons lie side by side, and what a sample
//! shows at a locus names one row, which is added. A byte for each missing person and locus is read, whatever else there is.
//!
//! # Why nobody is missed
//! A later sample may show what no other showed: an allele that was rare, or one beside which another may have dropped out,
//! with a probability of its own. So the tables are of all readings that a locus can have. What may hide a second allele
//! is one of as many readings as there are probabilities, but its LR is
//!
//! > (T₁ + w Tₛ + h Tₒ) / (U₁ + w Uₛ + h Uₒ)
//!
//! with what the family's and strangers' tables say of the allele twice, beside a silent one, and beside any other, and
//! 0 ≤ w, h ≤ 1 ([`Genotype::Partial`]). In w alone, and in h alone, that only rises or only falls (it is a quotient of two
//! linear functions, of which the lower one has no zero), so that it is largest at a corner: the four corners are readings
//! of the table, they share the allele's code, and a code's entry is the largest of its readings.

use std::collections::HashMap;

use kintrace_kinship::{Genotype, Locus, Sex};
use rayon::prelude::*;

use super::codes::{Codes, NOTHING};
use super::screen::{CODES, LANES};
use super::target::Target;
use crate::readings::Readings;

/// Deficits of all missing persons, for one threshold.
#[derive(Debug)]
pub struct Standing {
    /// By locus, codes of two different alleles and of one.
    codes: Vec<OfLocus>,
    missing: usize,
    /// By block of [`LANES`] missing persons: by locus and code, then by missing person.
    blocks: Vec<Vec<u8>>,
}

#[derive(Debug)]
struct OfLocus {
    pairs: HashMap<(usize, usize), u8>,
    alleles: HashMap<usize, u8>,
}

/// How many remains each reading is expected of, if there were so many: the more frequent get codes of their own.
const EXPECTED: f64 = 1e6;

/// Everything that may be read of remains at a locus, alleles beside which another may be hidden as corners.
fn readings(locus: &Locus) -> Vec<Genotype> {
    let corners = |allele: usize, silent: Option<usize>| {
        let corner =
            move |hidden: f64, silent: Option<(usize, f64)>| Genotype::Partial { allele, hidden, silent };
        let hidden = [0.0, 1.0].into_iter();
        hidden.flat_map(move |hidden| match silent {
            None => vec![corner(hidden, None)],
            // Of a sample whose silent allele does not count it is one of the others.
            Some(s) => [None, Some((s, 0.0)), Some((s, 1.0))].map(|silent| corner(hidden, silent)).into(),
        })
    };
    let of = |reading: Genotype| match reading {
        Genotype::Pair(a, b) if a != b => vec![reading],
        Genotype::Pair(a, _) | Genotype::Hemizygous(a) => corners(a, None).collect(),
        Genotype::Partial { allele, silent, .. } => corners(allele, silent.map(|s| s.0)).collect(),
    };
    locus.readings(Sex::Unknown).into_iter().flat_map(of).collect()
}

/// How many remains of [`EXPECTED`] show a reading.
fn expected(locus: &Locus, reading: Genotype) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a million")]
    let count = (EXPECTED * reading.ln_population(locus.frequencies()).exp()) as u32;
    count.max(1)
}

impl Standing {
    /// The readings of which [`Self::new`] wants the entries of each missing person, by locus, as if of remains.
    #[must_use]
    pub fn readings(loci: &[Locus], contamination: f64) -> Readings {
        let mut all = Readings::new(loci.len()).contaminated(contamination);
        let by_locus: Vec<Vec<Genotype>> = loci.iter().map(readings).collect();
        let most = by_locus.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..most {
            let shown: Vec<Option<Genotype>> = by_locus.iter().map(|of| of.get(i).copied()).collect();
            all.push(&shown);
        }
        all
    }

    /// Makes the deficits of `missing` missing persons. `entries` gives those of one for [`Self::readings`], which are
    /// `readings` ([`crate::pairwise::ln_lrs`]). In parallel.
    ///
    /// # Panics
    /// If the entries are not of these readings.
    #[must_use]
    pub fn new(
        loci: &[Locus],
        readings: &Readings,
        missing: usize,
        ln_threshold: f64,
        entries: &(impl Fn(usize) -> Vec<Vec<f64>> + Sync),
    ) -> Self {
        let of_locus = |(l, locus): (usize, &Locus)| {
            let distinct = readings.distinct(l);
            (distinct, distinct.iter().map(|reading| expected(locus, *reading)).collect(), 0)
        };
        let codes = Codes::new(loci.iter().enumerate().map(of_locus));
        let block = |first: usize| {
            let mut deficits = vec![0_u8; loci.len() * CODES * LANES];
            for m in first..missing.min(first + LANES) {
                let lane = m - first;
                let Some(target) = Target::by_codes(entries(m), &codes, ln_threshold) else {
                    // Nothing reaches the threshold, whatever it shows at the first locus.
                    (0..CODES).for_each(|code| deficits[code * LANES + lane] = u8::MAX);
                    continue;
                };
                for (l, of_codes) in target.deficits() {
                    for (code, deficit) in of_codes.iter().enumerate() {
                        deficits[(l * CODES + code) * LANES + lane] = *deficit;
                    }
                }
            }
            deficits
        };
        let blocks = (0..missing).into_par_iter().step_by(LANES).map(block).collect();
        let coded = |(l, code): (usize, &Vec<u8>)| {
            let mut of = OfLocus { pairs: HashMap::new(), alleles: HashMap::new() };
            for (reading, code) in readings.distinct(l).iter().zip(code) {
                match *reading {
                    Genotype::Pair(a, b) if a != b => of.pairs.insert((a, b), *code),
                    Genotype::Pair(a, _) | Genotype::Hemizygous(a) => of.alleles.insert(a, *code),
                    Genotype::Partial { allele, .. } => of.alleles.insert(allele, *code),
                };
            }
            of
        };
        Self { codes: codes.code.iter().enumerate().map(coded).collect(), missing, blocks }
    }

    /// The missing persons whom a sample may reach the threshold with, in order: everyone whom it does reach it with is
    /// among them. `read` by locus. In parallel.
    ///
    /// # Panics
    /// If it is not one reading or `None` for each locus.
    #[must_use]
    pub fn passing(&self, read: &[Option<Genotype>]) -> Vec<usize> {
        assert_eq!(read.len(), self.codes.len(), "a reading or None for each locus");
        let rows: Vec<usize> = self
            .codes
            .iter()
            .zip(read)
            .enumerate()
            .map(|(l, (of, read))| l * CODES + of.code(*read))
            .collect();
        let of_block = |(b, block): (usize, &Vec<u8>)| {
            let mut sums = [0_u8; LANES];
            for row in &rows {
                let deficits = &block[row * LANES..(row + 1) * LANES];
                sums.iter_mut().zip(deficits).for_each(|(sum, deficit)| *sum = sum.saturating_add(*deficit));
            }
            let first = b * LANES;
            let passing = sums.iter().enumerate().filter(|(_, sum)| **sum < u8::MAX).map(|(i, _)| first + i);
            passing.filter(|m| *m < self.missing).collect::<Vec<usize>>()
        };
        self.blocks.par_iter().enumerate().flat_map_iter(of_block).collect()
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}

impl OfLocus {
    /// The code of what was read.
    ///
    /// # Panics
    /// If the locus has no such allele.
    fn code(&self, read: Option<Genotype>) -> usize {
        let code = match read {
            None => NOTHING,
            Some(Genotype::Pair(a, b)) if a != b => self.pairs[&(a, b)],
            Some(Genotype::Pair(a, _) | Genotype::Hemizygous(a) | Genotype::Partial { allele: a, .. }) => {
                self.alleles[&a]
            }
        };
        usize::from(code)
    }
}
