//! Whose DNA would help most: what a family's DNA can do now, and with one more relative.
//!
//! The missing person's own whole profile would have some log₁₀ LR, with a mean and a standard deviation that are exact
//! for the relatives who gave DNA ([`crate::power`]). With one more relative they depend on what that relative will show:
//! it is taken at [`STEPS`] equal steps of its probability, which is not exact and off by little. Over more than a dozen
//! loci the sum is nearly normal, so the chance that it reaches what is needed follows from both numbers.
//!
//! A larger kit reads loci of which nothing is known of anybody ([`with_loci`]): what those who gave DNA will show there is
//! drawn. What a male or a maternal line will say is in [`crate::lines::lineage::Worth`].

use std::collections::{BTreeMap, BTreeSet};

use kintrace_kinship::likelihood::genotype_table;
use kintrace_kinship::{Genotype, Locus, Pedigree};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::normal::distribution;
use crate::power::Power;

/// What DNA can do for a missing person.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Chance {
    /// Expected log₁₀ LR of the missing person's own profile.
    pub mean_log10_lr: f64,
    /// Its standard deviation.
    pub sd_log10_lr: f64,
}

impl Chance {
    /// With what is independent of it besides.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            mean_log10_lr: self.mean_log10_lr + other.mean_log10_lr,
            sd_log10_lr: self.sd_log10_lr.hypot(other.sd_log10_lr),
        }
    }

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

/// What families may show at a further locus: so many are drawn.
pub const DRAWS: usize = 16;

/// What further loci would add, if they were read of the members who gave DNA and of the remains: of families that are
/// drawn from these relations, the same each time. Without anybody `typed` it is nothing.
#[must_use]
pub fn with_loci(pedigree: &Pedigree, missing: usize, loci: &[Locus], typed: &[usize]) -> Chance {
    let of_locus = |locus: &Locus| {
        // Each locus draws by itself, or all would err to one side.
        let seed = locus.name().bytes().fold(0_u64, |seed, byte| seed.wrapping_mul(31) + u64::from(byte));
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let powers = (0..DRAWS).map(|i| {
            let mut read = vec![None; pedigree.members().len()];
            for (nth, &member) in typed.iter().filter(|&&m| m != missing).enumerate() {
                let (cells, total) = probable(pedigree, locus, &read, member);
                // The first is drawn from equal steps of the probability, which is more exact.
                let drawn: f64 = rng.random();
                let drawn = if nth == 0 { (i as f64 + drawn) / DRAWS as f64 } else { drawn };
                read[member] = at(&cells, drawn * total);
            }
            Power::compute(pedigree, missing, [(locus, read)], 0.0).log10_lr()
        });
        mixture(powers)
    };
    loci.par_iter().map(of_locus).collect::<Vec<_>>().into_iter().fold(Chance::default(), Chance::and)
}

/// What follows if each of these means and standard deviations is as probable as any other.
fn mixture(powers: impl Iterator<Item = (f64, f64)>) -> Chance {
    let (mut n, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for (m, sd) in powers {
        n += 1.0;
        mean += m;
        squares += m * m + sd * sd;
    }
    mean /= n;
    Chance { mean_log10_lr: mean, sd_log10_lr: (squares / n - mean * mean).max(0.0).sqrt() }
}

fn with(
    pedigree: &Pedigree,
    missing: usize,
    loci: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
    member: usize,
) -> Chance {
    let of_locus = |(locus, read): (&Locus, &Vec<Option<Genotype>>)| {
        let mut read = read.clone();
        read[missing] = None;
        let shown = at_steps(pedigree, locus, &read, member);
        mixture(shown.into_iter().map(|genotype| {
            read[member] = Some(genotype);
            Power::compute(pedigree, missing, [(locus, read.clone())], 0.0).log10_lr()
        }))
    };
    loci.iter().zip(genotypes).map(of_locus).fold(Chance::default(), Chance::and)
}

/// What a member may show at a locus, given the others: genotypes in order of their probability, at equal steps.
fn at_steps(pedigree: &Pedigree, locus: &Locus, read: &[Option<Genotype>], member: usize) -> Vec<Genotype> {
    let (cells, total) = probable(pedigree, locus, read, member);
    (0..STEPS).filter_map(|i| at(&cells, (i as f64 + 0.5) / STEPS as f64 * total)).collect()
}

/// Probabilities of what a member may show, given the others, the most probable first; and their sum.
fn probable(
    pedigree: &Pedigree,
    locus: &Locus,
    read: &[Option<Genotype>],
    member: usize,
) -> (Vec<(f64, Genotype)>, f64) {
    let table = genotype_table(pedigree, locus, read, member, 0.0);
    let readings = locus.readings(pedigree.members()[member].sex).into_iter();
    let mut cells: Vec<(f64, Genotype)> = readings.map(|g| (table.probabilities(g).0, g)).collect();
    cells.sort_by(|a, b| b.0.total_cmp(&a.0));
    let total = cells.iter().map(|c| c.0).sum();
    (cells, total)
}

/// The cell where so much of the probability is reached.
fn at(cells: &[(f64, Genotype)], mut left: f64) -> Option<Genotype> {
    let reached = cells.iter().find(|(p, _)| {
        left -= p;
        left <= 0.0
    });
    reached.or(cells.last()).map(|c| c.1)
}
