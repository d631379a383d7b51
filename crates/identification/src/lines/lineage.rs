//! What the male line and the maternal line have in common: how frequent a line is, and how far a stated line is trusted.
//!
//! A haplotype is compared as a whole: its loci are handed down together, so that their frequencies can't be multiplied.
//! How frequent it is, is counted among the lines of the registry's own families, who are the people that the dead are
//! of; each line counts once, also that of a relative by marriage. The count is made one larger on both sides, as if the remains were one of them
//! (Egeland & Salas 2008, *`PLoS` ONE* 3:e3988), and a share θ of all is thought to be of the same line in any case, since
//! people of one village descend from few ancestors (ISFG: Roewer et al. 2020, *Forensic Sci Int Genet* 48:102308).
//!
//! A stated line may be broken: somebody's father was another than is believed. Then the haplotype says nothing. Relatives
//! of one line who contradict each other are several branches of it: what the line says is their mean, weighed by how
//! many relatives are of each.

use kintrace_kinship::lineage::Lines;
use kintrace_kinship::{MitochondrialHaplotype, YHaplotype};

/// Haplotypes of people of the region, one a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Database {
    /// Of male lines.
    pub male: Vec<YHaplotype>,
    /// Of maternal lines.
    pub maternal: Vec<MitochondrialHaplotype>,
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
    /// Its own place in the [`Database`], where it does not count.
    pub own: Option<usize>,
    /// Relatives of one haplotype each, nearest first.
    pub branches: Vec<Branch>,
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
