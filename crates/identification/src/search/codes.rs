//! Readings of remains as codes that the screen looks up.

use std::collections::HashMap;

use kintrace_kinship::Genotype;

use super::screen::{CODES, LANES, Row};
use crate::readings::{Readings, UNTYPED};

/// Remains for the search: their readings, and by locus a code for each.
#[derive(Debug)]
pub struct Coded {
    readings: Readings,
    /// By locus and reading.
    code: Vec<Vec<u8>>,
    /// By locus: how many remains have each code.
    counts: Vec<[u32; CODES]>,
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
        let code: Vec<Vec<u8>> = (0..loci).map(|l| codes(readings.distinct(l), readings.at(l))).collect();
        let blocks = readings.remains().div_ceil(LANES);
        let mut counts = vec![[0; CODES]; loci];
        let mut rows = vec![Row::of(NOTHING); blocks * loci];
        for l in 0..loci {
            for (r, &reading) in readings.at(l).iter().enumerate() {
                let code = if reading == UNTYPED { NOTHING } else { code[l][reading as usize] };
                counts[l][usize::from(code)] += 1;
                rows[r / LANES * loci + l].0[r % LANES] = code;
            }
        }
        Self { readings, code, counts, rows }
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

    /// The code of each reading of a locus.
    pub(super) fn code(&self, locus: usize) -> &[u8] {
        &self.code[locus]
    }

    /// How many remains have each code of a locus.
    pub(super) fn counts(&self, locus: usize) -> &[u32; CODES] {
        &self.counts[locus]
    }
}

/// A code for each reading of a locus; [`NOTHING`] is none of them. Any assignment is right; this one keeps apart what
/// families tell apart. Readings of one allele share the allele's code, whatever may have dropped out. Of two alleles,
/// where there are more than there are codes, the frequent ones have their own, and the others share one with those
/// that have the same more frequent allele: a family seldom has the rarer one.
fn codes(distinct: &[Genotype], of: &[u32]) -> Vec<u8> {
    let mut counts = vec![0_u32; distinct.len()];
    of.iter().filter(|&&reading| reading != UNTYPED).for_each(|&reading| counts[reading as usize] += 1);
    let mut weight: HashMap<usize, u32> = HashMap::new();
    for (genotype, count) in distinct.iter().zip(&counts) {
        genotype.alleles().for_each(|allele| *weight.entry(allele).or_default() += count);
    }
    let mut alleles: Vec<(usize, u32)> = weight.iter().map(|(a, w)| (*a, *w)).collect();
    alleles.sort_unstable_by_key(|&(allele, weight)| (std::cmp::Reverse(weight), allele));
    let rank: HashMap<usize, usize> = alleles.iter().enumerate().map(|(rank, a)| (a.0, rank)).collect();
    let commoner = |g: &Genotype| g.alleles().map(|a| rank[&a]).min().unwrap_or(0);
    let is_pair = |g: &Genotype| matches!(g, Genotype::Pair(a, b) if a != b);
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
