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
//!
//! Two alleles of which one may have dropped in ([`Genotype::DroppedIn`]) are a sum of three readings, with weights of 0 or
//! more: both, or either alone. Its LR, a quotient of two such sums, is not larger than the largest of theirs, so of their
//! codes' deficits the least counts.

use std::collections::HashMap;

use kintrace_kinship::{Genotype, Locus, Sex};
use rayon::prelude::*;
use smallvec::{SmallVec, smallvec};

use super::codes::{Codes, NOTHING};
use super::screen::{CODES, LANES};
use super::shared::Preparation;
use super::target::Target;
use crate::readings::Readings;

/// Deficits of all missing persons, for one threshold.
#[derive(Debug)]
pub struct Standing {
    /// By locus, codes of two different alleles and of one.
    codes: Vec<OfLocus>,
    ln_threshold: f64,
    missing: usize,
    /// Of [`LANES`] missing persons each.
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    /// By locus and code, then by missing person.
    deficits: Vec<u8>,
    /// By locus and missing person, the most that the locus says (ln), rounded up.
    most: Vec<f32>,
    /// By missing person, of how much a deficit is a step, rounded down.
    step: Vec<f32>,
}

/// By this share a bound that is kept as a short number is made weaker: more than what is lost of it.
const ROUNDED: f64 = 1e-6;

impl Block {
    fn new(loci: usize) -> Self {
        let (deficits, most) = (vec![0; loci * CODES * LANES], vec![0.0; loci * LANES]);
        Self { deficits, most, step: vec![0.0; LANES] }
    }

    fn row(&self, locus: usize, code: usize) -> &[u8] {
        let from = (locus * CODES + code) * LANES;
        &self.deficits[from..from + LANES]
    }

    /// The most that a reading of these codes can say at a locus (ln).
    fn at_most(&self, lane: usize, locus: usize, codes: &[usize]) -> f64 {
        let deficit = codes.iter().map(|code| self.row(locus, *code)[lane]).min().unwrap_or(0);
        f64::from(self.most[locus * LANES + lane]) - f64::from(self.step[lane]) * f64::from(deficit)
    }
}

/// Codes of all that a reading may mean.
type OfReading = SmallVec<[usize; 3]>;

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
        // No locus lists it.
        Genotype::DroppedIn { .. } => Vec::new(),
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

    /// Makes the deficits of `missing` missing persons, of [`Self::readings`], which are `readings`. `target` gives the
    /// tables of one by what prepares them. In parallel.
    ///
    /// # Panics
    /// If the readings are not of these loci.
    #[must_use]
    pub fn new(
        loci: &[Locus],
        theta: f64,
        readings: &Readings,
        missing: usize,
        ln_threshold: f64,
        target: &(impl Fn(&Preparation<'_>, usize) -> Option<Target> + Sync),
    ) -> Self {
        let of_locus = |(l, locus): (usize, &Locus)| {
            let distinct = readings.distinct(l);
            (distinct, distinct.iter().map(|reading| expected(locus, *reading)).collect(), 0)
        };
        let codes = Codes::new(loci.iter().enumerate().map(of_locus));
        let preparation = Preparation::by_codes(loci, theta, readings, &codes, ln_threshold);
        let block = |first: usize| {
            let mut block = Block::new(loci.len());
            for m in first..missing.min(first + LANES) {
                let lane = m - first;
                let Some(target) = target(&preparation, m) else {
                    // Nothing reaches the threshold, whatever it shows at the first locus.
                    (0..CODES).for_each(|code| block.deficits[code * LANES + lane] = u8::MAX);
                    continue;
                };
                block.step[lane] = short(target.step * (1.0 - ROUNDED));
                for (l, most, of_codes) in target.deficits() {
                    block.most[l * LANES + lane] = short(most * (1.0 + ROUNDED));
                    for (code, deficit) in of_codes.iter().enumerate() {
                        block.deficits[(l * CODES + code) * LANES + lane] = *deficit;
                    }
                }
            }
            block
        };
        let blocks = (0..missing).into_par_iter().step_by(LANES).map(block).collect();
        let coded = |(l, code): (usize, &Vec<u8>)| {
            let mut of = OfLocus { pairs: HashMap::new(), alleles: HashMap::new() };
            for (reading, code) in readings.distinct(l).iter().zip(code) {
                match *reading {
                    Genotype::Pair(a, b) if a != b => of.pairs.insert((a, b), *code),
                    Genotype::Pair(a, _) | Genotype::Hemizygous(a) => of.alleles.insert(a, *code),
                    Genotype::Partial { allele, .. } => of.alleles.insert(allele, *code),
                    Genotype::DroppedIn { .. } => None,
                };
            }
            of
        };
        Self { codes: codes.code.iter().enumerate().map(coded).collect(), ln_threshold, missing, blocks }
    }

    /// The missing persons with whom a sample reaches the threshold, in order, with its ln LRs. `read` is what it shows by
    /// locus; `exact` says of a missing person what it says at a locus (ln), and is asked of few of them, and of no more loci
    /// than it takes to see that the threshold is not reached. In parallel.
    ///
    /// # Panics
    /// If it is not one reading or `None` for each locus.
    #[must_use]
    pub fn find<AtLocus: FnMut(usize) -> f64>(
        &self,
        read: &[Option<Genotype>],
        exact: &(impl Fn(usize) -> AtLocus + Sync),
    ) -> Vec<(usize, f64)> {
        assert_eq!(read.len(), self.codes.len(), "a reading or None for each locus");
        let codes: Vec<OfReading> = self.codes.iter().zip(read).map(|(of, read)| of.codes(*read)).collect();
        // Where a second allele may be hidden the bound is the weakest.
        let mut order: Vec<usize> = (0..read.len()).filter(|l| read[*l].is_some()).collect();
        order.sort_by_key(|l| read[*l].is_some_and(Genotype::is_sure));
        let passing: Vec<(&Block, usize, usize)> = self
            .blocks
            .par_iter()
            .enumerate()
            .flat_map_iter(|(b, block)| {
                let left = (self.missing - b * LANES).min(LANES);
                block.passing(&codes, left).into_iter().map(move |lane| (block, b, lane))
            })
            .collect();
        let reaches = |&(block, b, lane): &(&Block, usize, usize)| {
            let m = b * LANES + lane;
            let mut exact = exact(m);
            let mut said = vec![0.0; read.len()];
            let mut at_most: f64 = order.iter().map(|&l| block.at_most(lane, l, &codes[l])).sum();
            for &l in &order {
                said[l] = exact(l);
                at_most += said[l] - block.at_most(lane, l, &codes[l]);
                if at_most < self.ln_threshold - ROUNDED {
                    return None;
                }
            }
            // In the order in which others sum.
            let ln_lr: f64 = said.iter().sum();
            (ln_lr >= self.ln_threshold).then_some((m, ln_lr))
        };
        passing.par_iter().filter_map(reaches).collect()
    }

    /// How many bytes it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.blocks
            .iter()
            .map(|b| b.deficits.len() + size_of_val(&b.most[..]) + size_of_val(&b.step[..]))
            .sum()
    }
}

impl Block {
    /// Those of the first missing persons whom the screen lets pass.
    fn passing(&self, codes: &[OfReading], of: usize) -> Vec<usize> {
        let mut sums = [0_u8; LANES];
        for (locus, codes) in codes.iter().enumerate() {
            match codes[..] {
                [code] => {
                    let deficits = self.row(locus, code);
                    sums.iter_mut()
                        .zip(deficits)
                        .for_each(|(sum, deficit)| *sum = sum.saturating_add(*deficit));
                }
                ref codes => {
                    // Where there is none, it says nothing.
                    let mut least = if codes.is_empty() { [0; LANES] } else { [u8::MAX; LANES] };
                    for row in codes.iter().map(|code| self.row(locus, *code)) {
                        least
                            .iter_mut()
                            .zip(row)
                            .for_each(|(least, deficit)| *least = (*least).min(*deficit));
                    }
                    sums.iter_mut().zip(least).for_each(|(sum, least)| *sum = sum.saturating_add(least));
                }
            }
        }
        sums[..of].iter().enumerate().filter(|(_, sum)| **sum < u8::MAX).map(|(lane, _)| lane).collect()
    }
}

/// A number that takes half the room.
fn short(number: f64) -> f32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is lost is less than the bound was made weaker by"
    )]
    let short = number as f32;
    short
}

impl OfLocus {
    /// The codes of what may have been read.
    ///
    /// # Panics
    /// If the locus has no such allele.
    fn codes(&self, read: Option<Genotype>) -> OfReading {
        let code = |(_, meaning): (f64, Genotype)| {
            usize::from(match meaning {
                Genotype::Pair(a, b) if a != b => self.pairs[&(a, b)],
                // Of the last there is none among meanings.
                Genotype::Pair(a, _)
                | Genotype::Hemizygous(a)
                | Genotype::Partial { allele: a, .. }
                | Genotype::DroppedIn { alleles: (a, _), .. } => self.alleles[&a],
            })
        };
        read.map_or_else(|| smallvec![usize::from(NOTHING)], |read| read.meanings().map(code).collect())
    }
}
