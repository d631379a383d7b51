//! Each remains against each missing person, everybody else unidentified.

use std::sync::Arc;

use kintrace_kinship::likelihood::Wanted;
use kintrace_kinship::likelihood_ratio::contaminated;
use kintrace_kinship::subpopulation::Subpopulation;
use kintrace_kinship::{Genotype, Locus, Pedigree};
use rayon::prelude::*;

use crate::case::{Case, MissingIndex};
use crate::given::Given;
use crate::readings::Readings;
use crate::tables::Tables;

/// ln LRs of the DNA, by missing person (order of [`Case::missing`]) and remains.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    /// `ln_lr[missing][remains]`; minus infinity where the DNA excludes the pair.
    pub ln_lr: Vec<Arc<[f64]>>,
}

impl Pairwise {
    /// Computes all pairs, for this once; `done` is told after each missing person.
    #[must_use]
    pub fn compute(case: &Case, done: &(impl Fn() + Sync)) -> Self {
        Self::by(&Tables::new(case), case, done)
    }

    /// Computes all pairs by the case's tables, in parallel over families; `done` is told after each missing person.
    ///
    /// For each missing person and locus one table of all genotypes is computed from the family, from it the ratio of
    /// each reading that any remains show, and every remains is a lookup: the cost grows with families plus pairs,
    /// not with their product times a pedigree's cost.
    #[must_use]
    pub fn by(tables: &Tables, case: &Case, done: &(impl Fn() + Sync)) -> Self {
        let of_family = |f: usize| -> Vec<Arc<[f64]>> {
            let row = |given: &mut Given<'_>, member: usize| {
                let row = given.against_all(member, &[], false);
                done();
                row
            };
            tables.given(case, f, None, |given| {
                case.families[f].missing.iter().map(|&member| row(given, member)).collect()
            })
        };
        let ln_lr: Vec<Vec<Arc<[f64]>>> = (0..case.families.len()).into_par_iter().map(of_family).collect();
        Self { ln_lr: ln_lr.into_iter().flatten().collect() }
    }
}

impl Pairwise {
    /// The same with some doubt about each stated relation, for families with several missing: a
    /// donor who is not the child he is thought to be would exclude the right brother and leave the
    /// remains to the wrong one. Each LR is mixed with those that follow when one donor is left out,
    /// each with probability `doubt`. Families with one missing person stay as they are: there a false
    /// relation can only hide somebody.
    #[must_use]
    pub fn with_doubt(&self, tables: &Tables, case: &Case, doubt: f64) -> Self {
        let offsets = case.offsets();
        let of_family = |f: usize| -> Vec<Arc<[f64]>> {
            let family = &case.families[f];
            let typed = |d: &usize| family.genotypes.iter().any(|locus| locus[*d].is_some());
            let donors: Vec<usize> = (0..family.pedigree.members().len()).filter(typed).collect();
            let of_missing = |(position, &member): (usize, &usize)| {
                let row = &self.ln_lr[offsets[f] + position];
                if donors.len() < 2 || !self.could_be_hidden(case, MissingIndex { family: f, position }) {
                    return Arc::clone(row);
                }
                let sure = (1.0 - doubt * donors.len() as f64).max(0.5);
                let mut mixed: Vec<f64> = row.iter().map(|ln| sure * ln.exp()).collect();
                for &donor in &donors {
                    let others =
                        tables.given(case, f, Some(donor), |given| given.against_all(member, &[], false));
                    mixed.iter_mut().zip(others.iter()).for_each(|(lr, ln)| *lr += doubt * ln.exp());
                }
                mixed.into_iter().map(f64::ln).collect()
            };
            family.missing.iter().enumerate().map(of_missing).collect()
        };
        let ln_lr: Vec<Vec<Arc<[f64]>>> = (0..case.families.len()).into_par_iter().map(of_family).collect();
        Self { ln_lr: ln_lr.into_iter().flatten().collect() }
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
            .any(|other| other.iter().zip(own.iter()).any(|(other, own)| *other > FITS.ln() && *own < 0.0))
    }
}

/// An LR from which remains fit a person well.
const FITS: f64 = 100.0;

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
    let of_locus = |(l, (locus, genotypes)): (usize, (&Locus, &Vec<Option<Genotype>>))| {
        at_locus(pedigree, member, l, locus, genotypes, theta, readings)
    };
    loci.iter().zip(genotypes).enumerate().map(of_locus).collect()
}

/// The same of one of the readings' loci.
pub(crate) fn at_locus(
    pedigree: &Pedigree,
    member: usize,
    number: usize,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    theta: f64,
    readings: &Readings,
) -> Vec<f64> {
    let distinct = readings.distinct(number);
    if distinct.is_empty() || !says_something(member, genotypes) {
        // The ratio is 1.
        return Vec::new();
    }
    let table = Subpopulation::table(pedigree, locus, genotypes, member, theta, Wanted::Ratios);
    let lrs = table.likelihood_ratios(distinct);
    lrs.into_iter().map(|lr| contaminated(lr, readings.contamination()).ln()).collect()
}

/// Whether what was read of others at a locus says anything of a member's genotype.
pub(crate) fn says_something(member: usize, genotypes: &[Option<Genotype>]) -> bool {
    genotypes.iter().enumerate().any(|(i, g)| i != member && g.is_some())
}
