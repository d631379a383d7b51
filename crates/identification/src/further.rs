//! Whose DNA would help most: what a family's DNA can do now, and with one more relative.
//!
//! The missing person's own whole profile would have some log₁₀ LR, with a mean and a standard deviation that are exact
//! for the relatives who gave DNA ([`crate::power`]). With one more relative they depend on what that relative will show:
//! it is taken at [`STEPS`] equal steps of its probability, which is not exact and off by little. Over more than a dozen
//! loci the sum is nearly normal, so the chance that it reaches what is needed follows from both numbers.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_kinship::likelihood::genotype_table;
use kintrace_kinship::{Genotype, Locus, Pedigree};
use rayon::prelude::*;

use crate::normal::distribution;
use crate::power::Power;

/// What DNA can do for a missing person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// Expected log₁₀ LR of the missing person's own profile.
    pub mean_log10_lr: f64,
    /// Its standard deviation.
    pub sd_log10_lr: f64,
}

impl Chance {
    /// How probable it is that the missing person's profile has a log₁₀ LR of at least so much.
    #[must_use]
    pub fn reaches(self, log10_lr: f64) -> f64 {
        if self.sd_log10_lr > 0.0 {
            distribution((self.mean_log10_lr - log10_lr) / self.sd_log10_lr)
        } else {
            f64::from(u8::from(self.mean_log10_lr >= log10_lr))
        }
    }
}

/// Genotypes that a further relative may show, taken at equal steps of their probability.
pub const STEPS: usize = 4;

/// With the relatives who gave DNA. `genotypes` are by locus and member; the missing person's are ignored.
#[must_use]
pub fn now(
    pedigree: &Pedigree,
    missing: usize,
    loci: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
) -> Chance {
    let read = loci.iter().zip(genotypes.iter().cloned());
    let (mean_log10_lr, sd_log10_lr) = Power::compute(pedigree, missing, read, 0.0).log10_lr();
    Chance { mean_log10_lr, sd_log10_lr }
}

/// With each of these members besides, in their order.
#[must_use]
pub fn with_each(
    pedigree: &Pedigree,
    missing: usize,
    loci: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
    members: &[usize],
) -> Vec<Chance> {
    // Brothers and sisters without children would say the same, each by themselves.
    let people = pedigree.members();
    let alike = |a: usize, b: usize| {
        let (x, y) = (&people[a], &people[b]);
        x.father.is_some()
            && (x.father, x.mother, x.sex) == (y.father, y.mother, y.sex)
            && [a, b].iter().all(|&m| pedigree.children(m).next().is_none())
    };
    let first = |member: usize| members.iter().copied().find(|&m| m == member || alike(m, member));
    let each: BTreeSet<usize> = members.iter().filter_map(|&m| first(m)).collect();
    let chances: BTreeMap<usize, Chance> =
        each.into_par_iter().map(|m| (m, with(pedigree, missing, loci, genotypes, m))).collect();
    members.iter().filter_map(|&m| chances.get(&first(m)?).copied()).collect()
}

fn with(
    pedigree: &Pedigree,
    missing: usize,
    loci: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
    member: usize,
) -> Chance {
    let (mut mean, mut variance) = (0.0, 0.0);
    for (locus, read) in loci.iter().zip(genotypes) {
        let mut read = read.clone();
        read[missing] = None;
        let shown = at_steps(pedigree, locus, &read, member);
        let (mut of_locus, mut squares) = (0.0, 0.0);
        for genotype in &shown {
            read[member] = Some(*genotype);
            let power = Power::compute(pedigree, missing, [(locus, read.clone())], 0.0);
            let (m, sd) = power.log10_lr();
            of_locus += m / shown.len() as f64;
            squares += (m * m + sd * sd) / shown.len() as f64;
        }
        mean += of_locus;
        variance += squares - of_locus * of_locus;
    }
    Chance { mean_log10_lr: mean, sd_log10_lr: variance.max(0.0).sqrt() }
}

/// What a member may show at a locus, given the others: genotypes in order of their probability, at equal steps.
fn at_steps(pedigree: &Pedigree, locus: &Locus, read: &[Option<Genotype>], member: usize) -> Vec<Genotype> {
    let table = genotype_table(pedigree, locus, read, member, 0.0);
    let readings = locus.readings(pedigree.members()[member].sex).into_iter();
    let mut cells: Vec<(f64, Genotype)> = readings.map(|g| (table.probabilities(g).0, g)).collect();
    cells.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total: f64 = cells.iter().map(|c| c.0).sum();
    let step = |i: usize| {
        let mut left = (i as f64 + 0.5) / STEPS as f64 * total;
        let at = cells.iter().find(|(p, _)| {
            left -= p;
            left <= 0.0
        });
        at.map(|c| c.1)
    };
    (0..STEPS).filter_map(step).collect()
}
