//! Readings of remains as codes that the screen looks up.

use std::collections::HashMap;

use kintrace_kinship::Genotype;

use super::screen::{CODES, LANES, Row};
use crate::readings::{Readings, UNTYPED};

/// By locus a code for each reading.
#[derive(Debug)]
pub(super) struct Codes {
    /// By locus and reading.
    pub(super) code: Vec<Vec<u8>>,
    /// By locus: how many remains have each code.
    pub(super) counts: Vec<[u32; CODES]>,
}

impl Codes {
    /// By locus different readings, each with how many remains have it; of those that have none so many in all.
    pub(super) fn new<'a>(loci: impl Iterator<Item = (&'a [Genotype], Vec<u32>, u32)>) -> Self {
        let of_locus = |(distinct, of_readings, none): (&[Genotype], Vec<u32>, u32)| {
            let code = codes(distinct, &of_readings);
            let mut counts = [0; CODES];
            counts[usize::from(NOTHING)] = none;
            code.iter().zip(of_readings).for_each(|(code, count)| counts[usize::from(*code)] += count);
            (code, counts)
        };
        let (code, counts) = loci.map(of_locus).unzip();
        Self { code, counts }
    }
}

/// Remains for the search: their readings, and by locus a code for each.
#[derive(Debug)]
pub struct Coded {
    readings: Readings,
    codes: Codes,
    /// By block of [`LANES`] remains, then by locus.
    rows: Vec<Row>,
}

/// What stands for no reading.
pub(super) const NOTHING: u8 = 0;

impl Coded {
    /// Codes the readings.
    #[must_use]
    pub fn new(readings: Readings) -> Self {
        let loci = readings.loci();
        let counted = |l: usize| {
            let mut counts = vec![0_u32; readings.distinct(l).len()];
            let read = readings.at(l).iter().filter(|&&reading| reading != UNTYPED);
            read.for_each(|&reading| counts[reading as usize] += 1);
            let none = readings.at(l).iter().filter(|&&reading| reading == UNTYPED).count();
            (readings.distinct(l), counts, u32::try_from(none).unwrap_or(u32::MAX))
        };
        let codes = Codes::new((0..loci).map(counted));
        let blocks = readings.remains().div_ceil(LANES);
        let mut rows = vec![Row::of(NOTHING); blocks * loci];
        for (l, code) in codes.code.iter().enumerate() {
            for (r, &reading) in readings.at(l).iter().enumerate() {
                let code = if reading == UNTYPED { NOTHING } else { code[reading as usize] };
                rows[r / LANES * loci + l].0[r % LANES] = code;
            }
        }
        Self { readings, codes, rows }
    }

    /// What the remains show.
    #[must_use]
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// How many blocks of [`LANES`] remains there are; the last may not be full.
    pub(super) fn blocks(&self) -> usize {
        self.readings.remains().div_ceil(LANES)
    }

    /// Codes of a block, by locus.
    pub(super) fn block(&self, block: usize) -> &[Row] {
        let loci = self.readings.loci();
        &self.rows[block * loci..(block + 1) * loci]
    }

    pub(super) fn codes(&self) -> &Codes {
        &self.codes
    }
}

/// A code for each reading of a locus; [`NOTHING`] is none of them. Any assignment is right; this one keeps apart what
/// families tell apart. Readings of one allele share the allele's code, whatever may have dropped out. Of two alleles,
/// where there are more than there are codes, the frequent ones have their own, and the others share one with those
/// that have the same more frequent allele: a family seldom has the rarer one.
///
/// `counts` is how many remains have each.
fn codes(distinct: &[Genotype], counts: &[u32]) -> Vec<u8> {
    let mut weight: HashMap<usize, u32> = HashMap::new();
    for (genotype, count) in distinct.iter().zip(counts) {
        genotype.alleles().for_each(|allele| *weight.entry(allele).or_default() += count);
    }
    let mut alleles: Vec<(usize, u32)> = weight.iter().map(|(a, w)| (*a, *w)).collect();
    alleles.sort_unstable_by_key(|&(allele, weight)| (std::cmp::Reverse(weight), allele));
    let rank: HashMap<usize, usize> = alleles.iter().enumerate().map(|(rank, a)| (a.0, rank)).collect();
    let commoner = |g: &Genotype| g.alleles().map(|a| rank[&a]).min().unwrap_or(0);
    let is_pair = |g: &Genotype| matches!(g, Genotype::Pair(a, b) | Genotype::DroppedIn { alleles: (a, b), .. } if a != b);
    let mut pairs: Vec<usize> = (0..distinct.len()).filter(|&i| is_pair(&distinct[i])).collect();
    pairs.sort_unstable_by_key(|&i| (std::cmp::Reverse(counts[i]), i));
    // Code 0 is nothing; then one for each allele alone.
    let room = CODES - 1;
    let singles = alleles.len().min(room);
    let own = match room - singles {
        left if pairs.len() <= left => pairs.len(),
        left => left.saturating_sub(alleles.len()),
    };
    let shared = room - singles - own;
    let to_code = |number: usize| u8::try_from(1 + number.min(room - 1)).unwrap_or(u8::MAX);
    let mut codes: Vec<u8> = distinct.iter().map(|g| to_code(commoner(g).min(singles - 1))).collect();
    for (i, &pair) in pairs.iter().enumerate() {
        if i < own {
            codes[pair] = to_code(singles + i);
        } else if shared > 0 {
            codes[pair] = to_code(singles + own + commoner(&distinct[pair]).min(shared - 1));
        }
    }
    codes
}
