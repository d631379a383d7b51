//! Each remains against each missing person, everybody else unidentified.

use kintrace_kinship::likelihood::{genotype_table, ln_likelihood};
use kintrace_kinship::likelihood_ratio::ln_contaminated;
use kintrace_kinship::{Genotype, Locus, Pedigree};
use rayon::prelude::*;

use crate::case::{Case, Family, MissingIndex};
use crate::readings::Readings;

/// ln LRs of the DNA, by missing person (order of [`Case::missing`]) and remains.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    /// `ln_lr[missing][remains]`; minus infinity where the DNA excludes the pair.
    pub ln_lr: Vec<Vec<f64>>,
}

impl Pairwise {
    /// Computes all pairs, in parallel over missing persons; `done` is told after each of them.
    ///
    /// For each missing person and locus one table of all genotypes is computed from the family, from it the ratio of
    /// each reading that any remains show, and every remains is a lookup: the cost grows with families plus pairs,
    /// not with their product times a pedigree's cost.
    #[must_use]
    pub fn compute(case: &Case, done: &(impl Fn() + Sync)) -> Self {
        let missing: Vec<MissingIndex> = case.missing().collect();
        let readings = case.readings();
        let ln_lr = missing
            .par_iter()
            .map(|&m| {
                let family = &case.families[m.family];
                let row = against_all(case, &readings, family, family.missing[m.position], None);
                done();
                row
            })
            .collect();
        Self { ln_lr }
    }
}

impl Pairwise {
    /// The same with some doubt about each stated relation, for families with several missing: a
    /// donor who is not the child he is thought to be would exclude the right brother and leave the
    /// remains to the wrong one. Each LR is mixed with those that follow when one donor is left out,
    /// each with probability `doubt`. Families with one missing person stay as they are: there a false
    /// relation can only hide somebody.
    #[must_use]
    pub fn with_doubt(&self, case: &Case, doubt: f64) -> Self {
        let missing: Vec<MissingIndex> = case.missing().collect();
        let readings = case.readings();
        let ln_lr = missing
            .par_iter()
            .zip(&self.ln_lr)
            .map(|(&m, row)| {
                let family = &case.families[m.family];
                let typed = |d: &usize| family.genotypes.iter().any(|locus| locus[*d].is_some());
                let donors: Vec<usize> = (0..family.pedigree.members().len()).filter(typed).collect();
                if donors.len() < 2 || !self.could_be_hidden(case, m) {
                    return row.clone();
                }
                let sure = (1.0 - doubt * donors.len() as f64).max(0.5);
                let mut mixed: Vec<f64> = row.iter().map(|ln| sure * ln.exp()).collect();
                for &donor in &donors {
                    let mut without = family.genotypes.clone();
                    without.iter_mut().for_each(|locus| locus[donor] = None);
                    let others =
                        against_all(case, &readings, family, family.missing[m.position], Some(&without));
                    mixed.iter_mut().zip(others).for_each(|(lr, ln)| *lr += doubt * ln.exp());
                }
                mixed.into_iter().map(f64::ln).collect()
            })
            .collect();
        Self { ln_lr }
    }

    /// Whether there are remains that fit another missing person of the family well, and this one worse than a
    /// stranger: then one false relation could be why. It need not exclude him: where another relative fits, and a locus
    /// may be somebody else's, a child who is not his leaves a ratio of 1 to 300.
    fn could_be_hidden(&self, case: &Case, m: MissingIndex) -> bool {
        let offset = case.offsets()[m.family];
        let own = &self.ln_lr[offset + m.position];
        let others = (0..case.families[m.family].missing.len()).filter(|&p| p != m.position);
        others
            .map(|p| &self.ln_lr[offset + p])
            .any(|other| other.iter().zip(own).any(|(other, own)| *other > FITS.ln() && *own < 0.0))
    }
}

/// An LR from which remains fit a person well.
const FITS: f64 = 100.0;

/// ln LRs of all remains against one member of a family; `known[locus][member]` replaces the family's genotypes.
fn against_all(
    case: &Case,
    readings: &Readings,
    family: &Family,
    member: usize,
    known: Option<&[Vec<Option<Genotype>>]>,
) -> Vec<f64> {
    let mut row = vec![0.0; readings.remains()];
    let genotypes = known.unwrap_or(&family.genotypes);
    let ln_lrs = ln_lrs(&family.pedigree, member, &case.loci, genotypes, case.theta, readings);
    for (l, ln_lrs) in ln_lrs.iter().enumerate().filter(|(_, ln_lrs)| !ln_lrs.is_empty()) {
        readings.add(l, ln_lrs, &mut row);
    }
    row
}

/// By locus, the ln LR of each reading that some remains show, if they are this member of a family rather than
/// somebody unrelated; no numbers where nobody else shows anything. `genotypes` by locus and member.
#[must_use]
pub fn ln_lrs(
    pedigree: &Pedigree,
    member: usize,
    loci: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
    theta: f64,
    readings: &Readings,
) -> Vec<Vec<f64>> {
    let contamination = readings.contamination();
    let of_locus = |(l, (locus, genotypes)): (usize, (&Locus, &Vec<Option<Genotype>>))| {
        let mut ln_lrs = at_locus(pedigree, member, locus, genotypes, theta, readings.distinct(l));
        ln_lrs.iter_mut().for_each(|ln_lr| *ln_lr = ln_contaminated(*ln_lr, contamination));
        ln_lrs
    };
    loci.iter().zip(genotypes).enumerate().map(of_locus).collect()
}

/// The same of one locus, each reading being of the remains' own DNA.
pub(crate) fn at_locus(
    pedigree: &Pedigree,
    member: usize,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    theta: f64,
    distinct: &[Genotype],
) -> Vec<f64> {
    let others = genotypes.iter().enumerate().any(|(i, g)| i != member && g.is_some());
    if distinct.is_empty() || (theta == 0.0 && !others) {
        // The ratio is 1.
        Vec::new()
    } else if theta == 0.0 {
        genotype_table(pedigree, locus, genotypes, member, 0.0).ln_likelihood_ratios(distinct)
    } else {
        // With θ a table over all genotypes would be larger than its use.
        one_by_one(pedigree, locus, genotypes, member, theta, distinct)
    }
}

fn one_by_one(
    pedigree: &Pedigree,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    member: usize,
    theta: f64,
    distinct: &[Genotype],
) -> Vec<f64> {
    let mut genotypes = genotypes.to_vec();
    let ratio = |&found: &Genotype| {
        genotypes[member] = None;
        let unrelated = ln_likelihood(pedigree, locus, &genotypes, &[found], theta);
        genotypes[member] = Some(found);
        ln_likelihood(pedigree, locus, &genotypes, &[], theta) - unrelated
    };
    distinct.iter().map(ratio).collect()
}
