//! Sets of remains in one family, locus by locus.
//!
//! Of hundreds of remains few readings differ at a locus, so what a set says there depends on few things: each is
//! computed once.
//!
//! Where a reading may be another's ([`Case::contamination`]), each of a set's readings may or may not be: the LR of
//! the set is the mean of the LRs of all its subsets, each with the probability that just these readings are true. The
//! others say nothing.

use std::collections::HashMap;
use std::rc::Rc;

use kintrace_kinship::likelihood::{GenotypeTable, genotype_table, ln_likelihood};
use kintrace_kinship::likelihood_ratio::ln_contaminated;
use kintrace_kinship::{Genotype, Inheritance};

use crate::case::{Case, Family};
use crate::pairwise::at_locus;
use crate::readings::{Readings, UNTYPED};

/// A member of the family, and which of a locus's readings the remains show that are this member.
type Shown = (usize, u32);

/// A member, another one, a locus, and the two alleles that the other has there.
type Other = (usize, usize, usize, usize, usize);

/// ln LRs of sets of remains in a family, and of all remains given that some are this or that member.
pub(super) struct Given<'a> {
    case: &'a Case,
    readings: &'a Readings,
    family: &'a Family,
    /// ln P(family), by locus.
    references: Vec<Option<f64>>,
    /// ln LRs of sets whose readings are all true, by locus.
    sets: HashMap<(usize, Vec<Shown>), f64>,
    /// ln LRs of each reading against a member, if a set is so and so; with every reading true, and as they are.
    all_true: HashMap<(usize, usize, Vec<Shown>), Rc<[f64]>>,
    as_they_are: HashMap<(usize, usize, Vec<Shown>), Rc<[f64]>>,
    /// Tables of a member by one other's genotype.
    tables: HashMap<Other, GenotypeTable>,
}

impl<'a> Given<'a> {
    pub(super) fn new(case: &'a Case, readings: &'a Readings, family: &'a Family) -> Self {
        let references = vec![None; case.loci.len()];
        let (sets, all_true, as_they_are) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { case, readings, family, references, sets, all_true, as_they_are, tables: HashMap::new() }
    }

    /// ln LR of the DNA: these remains are these members, against all are unrelated.
    pub(super) fn ln_lr(&mut self, set: &[(usize, usize)]) -> f64 {
        let mut sum = 0.0;
        for l in 0..self.case.loci.len() {
            let shown = self.shown(l, set);
            if !shown.is_empty() {
                sum += self.as_it_is(l, &shown);
            }
            if sum == f64::NEG_INFINITY {
                break;
            }
        }
        sum
    }

    /// ln LRs of all remains against a member, if a set of remains is so and so (members and remains). `many`: this is
    /// asked of many sets.
    pub(super) fn against_all(&mut self, member: usize, set: &[(usize, usize)], many: bool) -> Vec<f64> {
        let mut row = vec![0.0; self.readings.remains()];
        for l in 0..self.case.loci.len() {
            if self.readings.distinct(l).is_empty() {
                continue;
            }
            let shown = self.shown(l, set);
            let ln_lrs = self.readings_as_they_are(member, l, shown, many);
            self.readings.add(l, &ln_lrs, &mut row);
        }
        row
    }

    /// What a set shows at a locus.
    fn shown(&self, l: usize, set: &[(usize, usize)]) -> Vec<Shown> {
        let of = self.readings.at(l);
        let read = set.iter().map(|&(member, remains)| (member, of[remains]));
        let mut shown: Vec<Shown> = read.filter(|&(_, reading)| reading != UNTYPED).collect();
        shown.sort_unstable();
        shown
    }

    /// ln LR of a set at a locus.
    fn as_it_is(&mut self, l: usize, shown: &[Shown]) -> f64 {
        if self.case.contamination == 0.0 {
            return self.if_all_true(l, shown);
        }
        self.subsets(l, shown).iter().map(|(probability, _)| probability).sum::<f64>().ln()
    }

    /// Each subset of a set's readings, with P(these are true and the others not) times the LR that they have.
    fn subsets(&mut self, l: usize, shown: &[Shown]) -> Vec<(f64, Vec<Shown>)> {
        let contamination = self.case.contamination;
        let chosen = |bits: usize| -> Vec<Shown> {
            let those = shown.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
            those.map(|(_, shown)| *shown).collect()
        };
        (0..1_usize << shown.len())
            .map(chosen)
            .map(|subset| {
                let others = (shown.len() - subset.len()).try_into().unwrap_or(i32::MAX);
                let number = subset.len().try_into().unwrap_or(i32::MAX);
                let probability = (1.0 - contamination).powi(number) * contamination.powi(others);
                (probability * self.if_all_true(l, &subset).exp(), subset)
            })
            .collect()
    }

    /// ln LR of a set at a locus, each of its readings true.
    fn if_all_true(&mut self, l: usize, shown: &[Shown]) -> f64 {
        if shown.is_empty() {
            return 0.0;
        }
        if let Some(&known) = self.sets.get(&(l, shown.to_vec())) {
            return known;
        }
        let (locus, theta, pedigree) = (&self.case.loci[l], self.case.theta, &self.family.pedigree);
        let genotypes = self.family.genotypes[l].clone();
        let found: Vec<Genotype> = shown.iter().map(|&(_, reading)| self.genotype(l, reading)).collect();
        let unrelated = if theta > 0.0 {
            ln_likelihood(pedigree, locus, &genotypes, &found, theta)
        } else {
            let reference = *self.references[l]
                .get_or_insert_with(|| ln_likelihood(pedigree, locus, &genotypes, &[], 0.0));
            reference + found.iter().map(|g| g.ln_population(locus.frequencies())).sum::<f64>()
        };
        let ln_lr = ln_likelihood(pedigree, locus, &self.with(l, shown), &[], theta) - unrelated;
        self.sets.insert((l, shown.to_vec()), ln_lr);
        ln_lr
    }

    fn genotype(&self, l: usize, reading: u32) -> Genotype {
        self.readings.distinct(l)[reading as usize]
    }

    /// The family's genotypes at a locus, with what a set shows.
    fn with(&self, l: usize, shown: &[Shown]) -> Vec<Option<Genotype>> {
        let mut genotypes = self.family.genotypes[l].clone();
        for &(member, reading) in shown {
            genotypes[member] = Some(self.genotype(l, reading));
        }
        genotypes
    }

    /// ln LRs of a locus's readings against a member, if a set shows this.
    fn readings_as_they_are(&mut self, member: usize, l: usize, shown: Vec<Shown>, many: bool) -> Rc<[f64]> {
        let contamination = self.case.contamination;
        if contamination == 0.0 {
            return self.readings_if_all_true(member, l, shown, many);
        }
        let key = (member, l, shown);
        if let Some(known) = self.as_they_are.get(&key) {
            return Rc::clone(known);
        }
        let subsets = self.subsets(l, &key.2);
        let total: f64 = subsets.iter().map(|(weight, _)| weight).sum();
        let mut lrs = vec![0.0; self.readings.distinct(l).len()];
        for (weight, subset) in subsets.into_iter().filter(|(weight, _)| *weight > 0.0) {
            let of_subset = self.readings_if_all_true(member, l, subset, many);
            for (lr, ln_lr) in lrs.iter_mut().zip(of_subset.iter()) {
                *lr += weight / total * ln_contaminated(*ln_lr, contamination).exp();
            }
        }
        let ln_lrs: Rc<[f64]> = lrs.into_iter().map(f64::ln).collect();
        self.as_they_are.insert(key, Rc::clone(&ln_lrs));
        ln_lrs
    }

    fn readings_if_all_true(&mut self, member: usize, l: usize, shown: Vec<Shown>, many: bool) -> Rc<[f64]> {
        let key = (member, l, shown);
        if let Some(known) = self.all_true.get(&key) {
            return Rc::clone(known);
        }
        let distinct = self.readings.distinct(l);
        let autosomal = self.case.loci[l].inheritance() == Inheritance::Autosomal;
        let one = match key.2[..] {
            [(other, reading)] if many && autosomal && self.case.theta == 0.0 => {
                Some((other, self.genotype(l, reading)))
            }
            _ => None,
        };
        let ln_lrs = match one {
            // What may have dropped out is a mixture of all genotypes that there may be.
            Some((other, shown @ Genotype::Partial { allele, .. })) => {
                self.mixed(member, other, l, allele, shown).ln_likelihood_ratios(distinct)
            }
            _ => self.table(member, l, &key.2),
        };
        let ln_lrs: Rc<[f64]> = ln_lrs.into();
        self.all_true.insert(key, Rc::clone(&ln_lrs));
        ln_lrs
    }

    fn table(&self, member: usize, l: usize, shown: &[Shown]) -> Vec<f64> {
        let (distinct, case) = (self.readings.distinct(l), self.case);
        let genotypes = self.with(l, shown);
        let said = at_locus(&self.family.pedigree, member, &case.loci[l], &genotypes, case.theta, distinct);
        if said.is_empty() { vec![0.0; distinct.len()] } else { said }
    }

    /// The table of a member, if another one shows an allele and may hide a second: of tables by the other's genotype,
    /// which other readings need as well.
    fn mixed(&mut self, member: usize, other: usize, l: usize, a: usize, shown: Genotype) -> GenotypeTable {
        let locus = &self.case.loci[l];
        let weight = |b: usize| if b == a { 1.0 } else { shown.weight_of_other(b) };
        let others = (0..locus.labels().len()).filter(|&b| weight(b) > 0.0);
        let parts: Vec<(f64, Other)> =
            others.map(|b| (weight(b), (member, other, l, a.min(b), a.max(b)))).collect();
        for &(_, key @ (.., a, b)) in &parts {
            self.tables.entry(key).or_insert_with(|| {
                let mut genotypes = self.family.genotypes[l].clone();
                genotypes[other] = Some(Genotype::pair(a, b));
                genotype_table(&self.family.pedigree, locus, &genotypes, member, 0.0)
            });
        }
        GenotypeTable::mixed(parts.iter().map(|(weight, key)| (*weight, &self.tables[key])))
    }
}
