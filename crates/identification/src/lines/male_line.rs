//! The Y chromosome: are the remains of the missing man's male line?
//!
//! If they are his, their haplotype is his male relatives', but for mutations between them ([`Predicted`], exact on the
//! tree of fathers and sons); if they are somebody else's, it is as frequent as it is ([`super::lineage`]). Only loci
//! that were read of both count, in the prediction and in the frequency.
//!
//! A locus may be somebody else's, or misread: its reading is then as frequent as it is at that locus. So a single
//! contradiction makes the line improbable, and several exclude it; what is left is that a father of the line is another
//! ([`FALSE_FATHER`]).

use std::collections::{BTreeMap, BTreeSet};

use kintrace_kinship::YHaplotype;
use kintrace_kinship::lineage;
use kintrace_kinship::y_haplotype::{Predicted, PredictedLocus, Reading};
use rayon::prelude::*;

use super::Why;
use super::lineage::{Count, Database, Lineage, OfBranch, Options, Relative, ln_lr, relatives};

/// How often a child has another father than is believed (Anderson 2006, *Current Anthropology* 47:513).
pub const FALSE_FATHER: f64 = 0.01;

/// So many steps apart, two men may be of one line. Two brothers' haplotypes of 27 loci differ by one step in about four
/// pairs; strangers' by ten and more as a rule.
pub const OF_ONE_BRANCH: u32 = 4;

/// Male relatives of one haplotype, but for mutations.
#[derive(Debug, Clone, PartialEq)]
pub struct MaleBranch {
    /// What they make probable of the missing man.
    pub predicted: Predicted,
    /// Whoever of them is nearest to him.
    pub nearest: YHaplotype,
    /// How many meioses that one is away.
    pub meioses: u32,
    /// How many they are.
    pub members: u32,
}

/// A missing man's male line.
pub type MaleLine = Lineage<MaleBranch>;

/// The branches of a member's male line, nearest first; by member of the pedigree whose lines these are.
#[must_use]
pub fn branches(
    lines: &lineage::Lines,
    member: usize,
    haplotypes: &[Option<&YHaplotype>],
) -> Vec<MaleBranch> {
    let mut branches: Vec<Vec<Relative<'_, YHaplotype>>> = Vec::new();
    for relative in relatives(lines, member, haplotypes) {
        let fits =
            |branch: &&mut Vec<Relative<'_, YHaplotype>>| branch[0].2.steps(relative.2).0 <= OF_ONE_BRANCH;
        match branches.iter_mut().find(fits) {
            Some(branch) => branch.push(relative),
            None => branches.push(vec![relative]),
        }
    }
    let predicted = |branch: Vec<Relative<'_, YHaplotype>>| {
        let mut of_branch = vec![None; haplotypes.len()];
        for (_, i, haplotype) in &branch {
            of_branch[*i] = Some(*haplotype);
        }
        let (meioses, _, nearest) = branch[0];
        MaleBranch {
            predicted: Predicted::new(lines, member, &of_branch),
            nearest: nearest.clone(),
            meioses,
            members: u32::try_from(branch.len()).unwrap_or(u32::MAX),
        }
    };
    branches.into_iter().map(predicted).collect()
}

/// How often each reading of some loci is found, and how many lines were read there.
type Known = (BTreeMap<Vec<Reading>, usize>, usize);

/// How often the haplotype of each line of a database is found among the others that were read as far.
pub(super) fn counts(database: &[YHaplotype]) -> Vec<Count> {
    let loci_of = |h: &YHaplotype| h.iter().map(|(locus, _)| locus.to_owned()).collect::<Vec<_>>();
    let mut by_loci: BTreeMap<Vec<String>, Known> = BTreeMap::new();
    for haplotype in database {
        by_loci.entry(loci_of(haplotype)).or_default();
    }
    let at = |haplotype: &YHaplotype, loci: &[String]| -> Option<Vec<Reading>> {
        loci.iter().map(|locus| haplotype.get(locus)).collect()
    };
    for (loci, (known, all)) in &mut by_loci {
        for read in database.iter().filter_map(|haplotype| at(haplotype, loci)) {
            *known.entry(read).or_default() += 1;
            *all += 1;
        }
    }
    let count = |haplotype: &YHaplotype| {
        let loci = loci_of(haplotype);
        let (known, all) = by_loci.get(&loci)?;
        let same = known.get(&at(haplotype, &loci)?)?;
        Some(Count { same: same - 1, of: all - 1 })
    };
    database.iter().filter_map(count).collect()
}

/// Readings by locus, where it was read.
type Coded = Vec<Option<Reading>>;

/// Which loci, a bit each.
type Mask = u64;

fn mask<T>(read: &[Option<T>]) -> Mask {
    read.iter().enumerate().filter(|(_, r)| r.is_some()).map(|(l, _)| 1 << l).sum()
}

#[derive(Debug)]
struct CodedBranch {
    predicted: Vec<Option<PredictedLocus>>,
    loci: Mask,
    nearest: Coded,
    meioses: u32,
    members: u32,
}

#[derive(Debug)]
struct Found {
    read: Coded,
    loci: Mask,
    /// By locus, how probable its reading is of somebody else whose DNA got there.
    of_another: Vec<f64>,
    /// By loci compared: which lines of the database have the same there, and how many were read there.
    counted: BTreeMap<Mask, (Vec<usize>, usize)>,
}

/// Male lines and remains, ready to be compared.
#[derive(Debug)]
pub(super) struct MaleLines {
    options: Options,
    missing: Vec<Option<(Option<usize>, Vec<CodedBranch>)>>,
    remains: Vec<Option<Found>>,
    database: Vec<Mask>,
}

impl MaleLines {
    pub(super) fn new<'a>(
        missing: impl Iterator<Item = Option<&'a MaleLine>>,
        remains: impl Iterator<Item = Option<&'a YHaplotype>>,
        database: &Database,
        options: Options,
    ) -> Self {
        let (missing, remains): (Vec<_>, Vec<_>) = (missing.collect(), remains.collect());
        // What no remains show is not compared. More loci than a mask has bits are more than any kit has.
        let names: BTreeSet<&str> = remains.iter().flatten().flat_map(|h| h.iter().map(|(l, _)| l)).collect();
        let names: Vec<&str> = names.into_iter().take(64).collect();
        let coded = |haplotype: &YHaplotype| -> Coded { names.iter().map(|l| haplotype.get(l)).collect() };
        let lines: Vec<Coded> = database.male.iter().map(coded).collect();
        let missing: Vec<_> = missing
            .into_iter()
            .map(|line| {
                let branch = |branch: &MaleBranch| {
                    let mut predicted = vec![None; names.len()];
                    for (locus, of_locus) in branch.predicted.iter() {
                        if let Ok(at) = names.binary_search(&locus) {
                            predicted[at] = Some(of_locus.clone());
                        }
                    }
                    let (meioses, members) = (branch.meioses, branch.members);
                    let (loci, nearest) = (mask(&predicted), coded(&branch.nearest));
                    CodedBranch { predicted, loci, nearest, meioses, members }
                };
                line.map(|line| {
                    (line.place(&database.male_places), line.branches.iter().map(branch).collect())
                })
            })
            .collect();
        let of_branches = missing.iter().flatten().flat_map(|(_, branches): &(_, Vec<_>)| branches);
        let of_branches: BTreeSet<Mask> = of_branches.map(|b: &CodedBranch| b.loci).collect();
        let found = |haplotype: &YHaplotype| {
            let read = coded(haplotype);
            let loci = mask(&read);
            let compared: BTreeSet<Mask> =
                of_branches.iter().map(|branch| branch & loci).filter(|m| *m != 0).collect();
            let of_another = read.iter().enumerate().map(|(l, reading)| {
                let others = lines.iter().filter_map(|line| line[l]);
                let (same, of) = others.fold((0.0, 0.0), |(same, of), other| {
                    (same + f64::from(u8::from(Some(other) == *reading)), of + 1.0)
                });
                // As if each of five alleles had been seen once.
                options.contamination * (same + 1.0) / (of + 5.0)
            });
            let of_another = of_another.collect();
            let counted = compared.into_iter().map(|loci| (loci, count(&read, &lines, loci))).collect();
            Found { read, loci, of_another, counted }
        };
        let remains = remains.into_par_iter().map(|haplotype| haplotype.map(found)).collect();
        Self { options, missing, remains, database: lines.iter().map(|line| mask(line)).collect() }
    }

    /// What the male line says of a pair; `None` where no locus was read of both.
    pub(super) fn weigh(&self, remains: usize, missing: usize) -> Option<(f64, Why)> {
        let (own, branches) = self.missing[missing].as_ref()?;
        let found = self.remains[remains].as_ref()?;
        let mut best: Option<(f64, Why)> = None;
        let of_branches = branches.iter().filter_map(|branch| {
            let loci = branch.loci & found.loci;
            let (same, of) = found.counted.get(&loci)?;
            let mut lr = 1.0;
            for (l, predicted) in branch.predicted.iter().enumerate() {
                if let (Some(predicted), Some(reading)) = (predicted, found.read[l]) {
                    lr *= (1.0 - self.options.contamination) * predicted.probability(reading)
                        + found.of_another[l];
                }
            }
            let is_there = own.is_some_and(|own| self.database[own] & loci == loci);
            let is_same = own.is_some_and(|own| same.binary_search(&own).is_ok());
            let count = Count { same: same.len() - usize::from(is_same), of: of - usize::from(is_there) };
            lr /= count.share(self.options.theta);
            if best.is_none_or(|(most, _)| lr > most) {
                let alike = (0..found.read.len())
                    .filter(|l| loci >> l & 1 == 1 && found.read[*l] == branch.nearest[*l])
                    .count();
                let why = Why::MaleLine {
                    loci: loci.count_ones(),
                    same: u32::try_from(alike).unwrap_or(u32::MAX),
                    meioses: branch.meioses,
                    count: count.same,
                    of: count.of,
                };
                best = Some((lr, why));
            }
            Some(OfBranch { members: branch.members, meioses: branch.meioses, lr })
        });
        let ln_lr = ln_lr(of_branches, FALSE_FATHER)?;
        Some((ln_lr, best?.1))
    }
}

/// Which lines have the same at all these loci, and how many were read at all of them.
fn count(read: &Coded, lines: &[Coded], loci: Mask) -> (Vec<usize>, usize) {
    let (mut same, mut of) = (Vec::new(), 0);
    let at: Vec<usize> = (0..read.len()).filter(|l| loci >> l & 1 == 1).collect();
    for (i, line) in lines.iter().enumerate() {
        if at.iter().all(|&l| line[l].is_some()) {
            of += 1;
            if at.iter().all(|&l| line[l] == read[l]) {
                same.push(i);
            }
        }
    }
    (same, of)
}
