//! What the male line and the maternal line have in common: how frequent a line is, and how far a stated line is trusted.
//!
//! A haplotype is compared as a whole: its loci are handed down together, so that their frequencies can't be multiplied.
//! How frequent it is, is counted among the lines of the registry's own families, who are the people that the dead are
//! of, and of a population if its haplotypes are given; each line counts once, also that of a relative by marriage. The
//! count is made one larger on both sides, as if the remains were one of them (Egeland & Salas 2008, *`PLoS` ONE* 3:e3988),
//! and a share θ of all is thought to be of the same line in any case, since people of one village descend from few
//! ancestors (ISFG: Roewer et al. 2020, *Forensic Sci Int Genet* 48:102308).
//!
//! A stated line may be broken: somebody's father was another than is believed. Then the haplotype says nothing. Relatives
//! of one line who contradict each other are several branches of it: what the line says is their mean, weighed by how
//! many relatives are of each.

use std::collections::HashMap;

use kintrace_kinship::lineage::Lines;
use kintrace_kinship::{MitochondrialHaplotype, YHaplotype};
use serde::{Deserialize, Serialize};

use super::{male_line, maternal_line};
use crate::further::Chance;

/// Haplotypes of people of the region, one a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Database {
    /// Of male lines.
    pub male: Vec<YHaplotype>,
    /// Of maternal lines.
    pub maternal: Vec<MitochondrialHaplotype>,
    /// The places of lines that have a name ([`Lineage::own`]).
    pub male_places: HashMap<String, usize>,
    /// The same of maternal lines.
    pub maternal_places: HashMap<String, usize>,
}

/// What the lines of a database are worth: log₁₀ LR of the haplotype of one of them, where it is found again and the line
/// is as stated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// How many lines were read.
    pub lines: usize,
    /// Their mean.
    pub mean_log10_lr: f64,
    /// Its variance.
    pub variance: f64,
}

impl Worth {
    /// Of log₁₀ LR, line by line.
    pub(super) fn of(log10_lrs: &[f64]) -> Self {
        let n = log10_lrs.len().max(1) as f64;
        let mean = log10_lrs.iter().sum::<f64>() / n;
        let squares = log10_lrs.iter().map(|x| (x - mean).powi(2));
        Self { lines: log10_lrs.len(), mean_log10_lr: mean, variance: squares.sum::<f64>() / n }
    }

    /// If so many lines were read, and no two had one haplotype.
    #[must_use]
    pub fn all_different(lines: usize, theta: f64) -> Self {
        let share = Count { same: 0, of: lines.saturating_sub(1) }.share(theta);
        Self { lines, mean_log10_lr: -share.log10(), variance: 0.0 }
    }

    /// What the own haplotype of whoever is so many meioses away from somebody of the line would say, where a stated parent
    /// is another with this probability; nothing, if no line was read. Mutations are left out: they cost less.
    #[must_use]
    pub fn chance(self, meioses: u32, false_parent: f64) -> Chance {
        if self.lines == 0 {
            return Chance::default();
        }
        let unbroken = (1.0 - false_parent).powi(meioses.cast_signed());
        let broken = 1.0 - unbroken;
        // As lines are weighed: the mean of both.
        let found = (unbroken * 10_f64.powf(self.mean_log10_lr) + broken).log10();
        let other = broken.max(f64::MIN_POSITIVE).log10();
        let between = unbroken * broken * (found - other).powi(2);
        Chance {
            mean_log10_lr: unbroken * found + if broken > 0.0 { broken * other } else { 0.0 },
            sd_log10_lr: (unbroken * self.variance + between).sqrt(),
        }
    }
}

/// What male and maternal lines are worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Worths {
    /// Male lines.
    pub male: Worth,
    /// Maternal lines.
    pub maternal: Worth,
}

impl Database {
    /// What its lines are worth. One line among n that were read as far, x of which have the
    /// same, is found again with an LR of 1/(θ + (1 − θ)(x + 1)/(n + 1)), x and n without itself.
    #[must_use]
    pub fn worth(&self, theta: f64) -> Worths {
        let of = |counts: Vec<Count>| {
            Worth::of(&counts.into_iter().map(|count| -count.share(theta).log10()).collect::<Vec<_>>())
        };
        Worths {
            male: of(male_line::counts(&self.male)),
            maternal: of(maternal_line::counts(&self.maternal)),
        }
    }
}

/// How lines are weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The share of people who are of the same line without anybody's knowing it. Default 0.003, our own choice: a haplotype
    /// never counts for more than 333.
    pub theta: f64,
    /// P(what was read of remains is somebody else's): at each locus of a Y haplotype, or of a mitochondrial one as a whole.
    /// Default 0.003, as for other loci.
    pub contamination: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { theta: 0.003, contamination: 0.003 }
    }
}

/// A missing person's line: its branches, as far as anybody of it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Lineage<Branch> {
    /// The line's name: of its own haplotype in the [`Database`], which does not count.
    pub own: Option<String>,
    /// Relatives of one haplotype each, nearest first.
    pub branches: Vec<Branch>,
}

impl<Branch> Lineage<Branch> {
    /// Its own place among the haplotypes of a database, by the places of lines that have a name.
    pub(super) fn place(&self, places: &HashMap<String, usize>) -> Option<usize> {
        places.get(self.own.as_ref()?).copied()
    }
}

/// A relative of a line: how many meioses away, which member, the haplotype.
pub(super) type Relative<'a, Haplotype> = (u32, usize, &'a Haplotype);

/// The relatives of a member's line who were read, nearest first; by member of the pedigree whose lines these are.
pub(super) fn relatives<'a, Haplotype>(
    lines: &Lines,
    member: usize,
    haplotypes: &[Option<&'a Haplotype>],
) -> Vec<Relative<'a, Haplotype>> {
    let of_line = |i: usize| Some((lines.meioses(member, i)?, i, haplotypes[i]?));
    let mut relatives: Vec<_> = (0..haplotypes.len()).filter(|&i| i != member).filter_map(of_line).collect();
    relatives.sort_by_key(|(meioses, i, _)| (*meioses, *i));
    relatives
}

/// A haplotype that was looked for in the database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Of other lines, how many have it.
    pub(super) same: usize,
    /// How many other lines were read as far.
    pub(super) of: usize,
}

impl Count {
    /// The probability that somebody else has it.
    pub(super) fn share(self, theta: f64) -> f64 {
        theta + (1.0 - theta) * (self.same as f64 + 1.0) / (self.of as f64 + 1.0)
    }
}

/// What a branch says: how many relatives it is, how far the nearest is, and the LR if the line is as stated.
pub(super) struct OfBranch {
    pub(super) members: u32,
    pub(super) meioses: u32,
    pub(super) lr: f64,
}

/// ln LR of all branches together, where a stated parent is another with this probability; `None` without branches.
pub(super) fn ln_lr(branches: impl Iterator<Item = OfBranch>, false_parent: f64) -> Option<f64> {
    let (mut sum, mut members) = (0.0, 0.0);
    for OfBranch { members: of_branch, meioses, lr } in branches {
        let unbroken = (1.0 - false_parent).powi(meioses.cast_signed());
        let weight = f64::from(of_branch);
        sum += weight * (unbroken * lr + 1.0 - unbroken);
        members += weight;
    }
    (members > 0.0).then(|| (sum / members).ln())
}
