//! Mitochondrial DNA: are the remains of the missing person's maternal line?
//!
//! Compared is at how many places two haplotypes differ, in the range that was read of both. Of one line, differences are
//! mutations: a Poisson number of the meioses between them at [`RATE`]. Of two lines, so many differences are as frequent
//! as they are between the remains and the lines of the database ([`super::lineage`]). One difference or two never speak
//! for a line, and few against it, as guidelines have it (SWGDAM 2019, interpretation guidelines for mitochondrial DNA:
//! one is inconclusive, two or more exclude); three and more leave that the remains' DNA was read wrong, or that a mother
//! is another ([`FALSE_MOTHER`]).

use std::collections::BTreeMap;

use kintrace_kinship::MitochondrialHaplotype as Haplotype;
use kintrace_kinship::lineage;
use kintrace_kinship::mitochondrial::{bases, hypervariable_bases};
use rayon::prelude::*;

use super::Why;
use super::lineage::{Count, Database, Lineage, OfBranch, Options, ln_lr, relatives};

/// Mutations a base and meiosis in the hypervariable segments: 15 among 1,113 transmissions of about 610 bases (3 of 705,
/// Sigurðardóttir et al. 2000, *Am J Hum Genet* 66:1599; 10 of 327, Parsons et al. 1997, *Nat Genet* 15:363; 2 of 81,
/// Howell et al. 1996, *Am J Hum Genet* 59:501).
pub const RATE: f64 = 15.0 / 1113.0 / 610.0;

/// The same elsewhere: 0.058 a site in a million years, of 25 years a generation (Connell et al. 2022, *Sci Rep* 12:6827).
pub const RATE_ELSEWHERE: f64 = 0.058e-6 * 25.0;

/// How often a child's mother is another than is stated; our own choice: seldom, and more often by a slip of the pen.
pub const FALSE_MOTHER: f64 = 0.002;

/// At so many places two maternal relatives may differ by mutations.
pub const OF_ONE_LINE: u32 = 2;

/// How many lines are thought to differ at one place, at two, and at more, before any was read.
const BEFORE: [f64; 3] = [1.0, 1.0, 30.0];

/// Maternal relatives of one haplotype.
#[derive(Debug, Clone, PartialEq)]
pub struct MaternalBranch {
    /// The haplotype: what was read of any of them.
    pub haplotype: Haplotype,
    /// How many meioses the nearest is away.
    pub meioses: u32,
    /// How many they are.
    pub members: u32,
}

/// A missing person's maternal line.
pub type MaternalLine = Lineage<MaternalBranch>;

/// The branches of a member's maternal line, nearest first; by member of the pedigree whose lines these are.
#[must_use]
pub fn branches(
    lines: &lineage::Lines,
    member: usize,
    haplotypes: &[Option<&Haplotype>],
) -> Vec<MaternalBranch> {
    let mut branches: Vec<MaternalBranch> = Vec::new();
    for (meioses, _, haplotype) in relatives(lines, member, haplotypes) {
        let joined = branches.iter_mut().find_map(|b| Some((b.haplotype.joined(haplotype)?, b)));
        match joined {
            Some((joined, branch)) => {
                branch.haplotype = joined;
                branch.members += 1;
            }
            None => branches.push(MaternalBranch { haplotype: haplotype.clone(), meioses, members: 1 }),
        }
    }
    branches
}

/// How often the haplotype of each line of a database is found among the others that were read as far.
pub(super) fn counts(database: &[Haplotype]) -> Vec<Count> {
    // Many lines have one haplotype: each is looked for once.
    let mut distinct: BTreeMap<&Haplotype, usize> = BTreeMap::new();
    for haplotype in database {
        *distinct.entry(haplotype).or_default() += 1;
    }
    let distinct: Vec<(&Haplotype, usize)> = distinct.into_iter().collect();
    let count = |(haplotype, lines): &(&Haplotype, usize)| {
        let ranges = haplotype.common(haplotype);
        let mut found = Count::default();
        for (other, n) in distinct.iter().filter(|(other, _)| other.covers(&ranges)) {
            found.of += n;
            found.same += if haplotype.differences_in(other, &ranges) == 0 { *n } else { 0 };
        }
        vec![Count { same: found.same - 1, of: found.of - 1 }; *lines]
    };
    distinct.par_iter().flat_map_iter(count).collect()
}

/// What lines of the database have of a haplotype in one range.
#[derive(Debug)]
struct Counted {
    ranges: Vec<(u16, u16)>,
    bases: u32,
    /// Mutations expected at each meiosis.
    mutations: f64,
    /// How many differ at no place, one, two, more.
    differing: [usize; 4],
    /// Which differ at so few, in order.
    near: Vec<(usize, u32)>,
}

#[derive(Debug)]
struct Found {
    haplotype: Haplotype,
    counted: Vec<Counted>,
    /// By the ranges that were read of a branch: which of those it is; `None` where nothing was read of both.
    by_range: Vec<Option<usize>>,
}

/// A line, its place in the database, and for each of its branches the number of the ranges that were read of it.
type Ranged = (MaternalLine, Option<usize>, Vec<usize>);

/// Maternal lines and remains, ready to be compared. Laboratories read few ranges, and each is counted once.
#[derive(Debug)]
pub(super) struct MaternalLines {
    options: Options,
    missing: Vec<Option<Ranged>>,
    remains: Vec<Option<Found>>,
    database: Vec<Haplotype>,
}

impl MaternalLines {
    pub(super) fn new<'a>(
        missing: impl Iterator<Item = Option<&'a MaternalLine>>,
        remains: impl Iterator<Item = Option<&'a Haplotype>>,
        database: &Database,
        options: Options,
    ) -> Self {
        let mut read: Vec<&Haplotype> = Vec::new();
        let mut range_of = |branch: &'a MaternalBranch| {
            let known = read.iter().position(|other| other.is_read_like(&branch.haplotype));
            known.unwrap_or_else(|| {
                read.push(&branch.haplotype);
                read.len() - 1
            })
        };
        let missing = missing
            .map(|line| {
                let line = line?;
                let own = line.place(&database.maternal_places);
                Some((line.clone(), own, line.branches.iter().map(&mut range_of).collect()))
            })
            .collect();
        let found = |haplotype: &Haplotype| {
            let mut counted: Vec<Counted> = Vec::new();
            let mut by_range = Vec::with_capacity(read.len());
            for of_branch in &read {
                let ranges = haplotype.common(of_branch);
                let known = counted.iter().position(|c| c.ranges == ranges);
                by_range.push(if ranges.is_empty() {
                    None
                } else if known.is_some() {
                    known
                } else {
                    counted.push(count(haplotype, &database.maternal, ranges));
                    Some(counted.len() - 1)
                });
            }
            Found { haplotype: haplotype.clone(), counted, by_range }
        };
        let remains: Vec<Option<&Haplotype>> = remains.collect();
        let remains = remains.into_par_iter().map(|haplotype| haplotype.map(found)).collect();
        Self { options, missing, remains, database: database.maternal.clone() }
    }

    /// What the maternal line says of a pair; `None` where no base was read of both.
    pub(super) fn weigh(&self, remains: usize, missing: usize) -> Option<(f64, Why)> {
        let (line, own, ranges) = self.missing[missing].as_ref()?;
        let found = self.remains[remains].as_ref()?;
        let mut best: Option<(f64, Why)> = None;
        let of_branches = line.branches.iter().zip(ranges).filter_map(|(branch, range)| {
            let counted = &found.counted[found.by_range[*range]?];
            let differences = found.haplotype.differences_in(&branch.haplotype, &counted.ranges);
            let own = own.filter(|own| self.database[*own].covers(&counted.ranges));
            let mut differing = counted.differing;
            if let Some(own) = own {
                let near = counted.near.binary_search_by_key(&own, |(i, _)| *i);
                differing[near.map_or(3, |at| counted.near[at].1 as usize)] -= 1;
            }
            let lr = self.lr(differences, f64::from(branch.meioses) * counted.mutations, differing);
            let class = differences.min(3) as usize;
            if best.is_none_or(|(most, _)| lr > most) {
                let why = Why::MaternalLine {
                    bases: counted.bases,
                    differences,
                    meioses: branch.meioses,
                    count: differing[..=class].iter().sum(),
                    of: differing.iter().sum(),
                };
                best = Some((lr, why));
            }
            Some(OfBranch { members: branch.members, meioses: branch.meioses, lr })
        });
        let ln_lr = ln_lr(of_branches, FALSE_MOTHER)?;
        Some((ln_lr, best?.1))
    }

    /// LR of so many differences where so many were expected, if the line is as stated.
    fn lr(&self, differences: u32, expected: f64, differing: [usize; 4]) -> f64 {
        let Options { theta, contamination } = self.options;
        let none = (-expected).exp();
        let of: usize = differing.iter().sum();
        let ratio = match differences {
            0 => none / Count { same: differing[0], of }.share(theta),
            differences => {
                let class = differences.min(3) as usize;
                let probability = match class {
                    1 => none * expected,
                    2 => none * expected.powi(2) / 2.0,
                    _ => 1.0 - none * (1.0 + expected + expected.powi(2) / 2.0),
                };
                let before: f64 = BEFORE.iter().sum();
                let share = (differing[class] as f64 + BEFORE[class - 1]) / (of as f64 + 1.0 + before);
                (probability / share).min(1.0)
            }
        };
        (1.0 - contamination) * ratio + contamination
    }
}

fn count(haplotype: &Haplotype, database: &[Haplotype], ranges: Vec<(u16, u16)>) -> Counted {
    let (mut differing, mut near) = ([0; 4], Vec::new());
    for (i, line) in database.iter().enumerate().filter(|(_, line)| line.covers(&ranges)) {
        let differences = haplotype.differences_in(line, &ranges).min(OF_ONE_LINE + 1);
        differing[differences as usize] += 1;
        if differences <= OF_ONE_LINE {
            near.push((i, differences));
        }
    }
    let (bases, hypervariable) = (bases(&ranges), hypervariable_bases(&ranges));
    let mutations = f64::from(hypervariable) * RATE + f64::from(bases - hypervariable) * RATE_ELSEWHERE;
    Counted { ranges, bases, mutations, differing, near }
}
