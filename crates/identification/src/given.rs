//! What sets of remains say in one family, locus by locus.
//!
//! Of hundreds of remains few readings differ at a locus, so what a set says there depends on few things: each is
//! computed once.
//!
//! Where a reading may be another's ([`Case::contamination`]), each of a set's readings may or may not be: the LR of
//! the set is the mean of the LRs of all its subsets, each with the probability that just these readings are true. The
//! others say nothing.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use kintrace_kinship::arrangement::{Arrangement, Kind, Kinds};
use kintrace_kinship::likelihood::{self, GenotypeTable, Lookup, Wanted, genotype_table, ln_likelihood};
use kintrace_kinship::likelihood_ratio::contaminated;
use kintrace_kinship::subpopulation::Subpopulation;
use kintrace_kinship::{Genotype, Inheritance};

use crate::case::{Case, Family};
use crate::pairwise::says_something;
use crate::readings::{Readings, UNTYPED, key};
use crate::tables::{Known, Shown, Tables};

/// A member, a locus, what a set shows there, and the slot from which on readings are asked for.
type Asked = (usize, usize, Vec<Shown>, usize);

/// LRs of each of those readings, or their logarithms.
type OfReadings = HashMap<Asked, Rc<[f64]>>;

/// ln LRs of sets of remains in a family, and of all remains given that some are this or that member.
pub(crate) struct Given<'a> {
    case: &'a Case,
    tables: &'a Tables,
    family: &'a Family,
    /// By locus and member: the family's own, or with somebody left out.
    genotypes: Cow<'a, [Vec<Option<Genotype>>]>,
    known: Known,
    /// LRs with every reading true.
    all_true: OfReadings,
    /// Logarithms of LRs with the readings as they are.
    as_they_are: OfReadings,
    /// The family as it matters for a member, by what was read at a locus.
    arranged: HashMap<(usize, Kinds), Rc<Arrangement>>,
}

impl<'a> Given<'a> {
    pub(crate) fn new(
        case: &'a Case,
        tables: &'a Tables,
        family: &'a Family,
        genotypes: Cow<'a, [Vec<Option<Genotype>>]>,
        known: Known,
    ) -> Self {
        let (all_true, as_they_are, arranged) = (HashMap::new(), HashMap::new(), HashMap::new());
        Self { case, tables, family, genotypes, known, all_true, as_they_are, arranged }
    }

    /// What is worth knowing another time.
    pub(crate) fn known(self) -> Known {
        self.known
    }

    fn readings(&self) -> &'a Readings {
        self.tables.readings()
    }

    /// ln LR of the DNA: these remains are these members, against all are unrelated.
    pub(crate) fn ln_lr(&mut self, set: &[(usize, usize)]) -> f64 {
        let mut sum = 0.0;
        let set = self.in_slots(set);
        for l in 0..self.case.loci.len() {
            let shown = self.shown(l, &set);
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
    pub(crate) fn against_all(&mut self, member: usize, set: &[(usize, usize)], many: bool) -> Arc<[f64]> {
        let member = if set.is_empty() { self.first_alike(member) } else { member };
        let key = (member, self.in_slots(set));
        // What has been compared before says what it said.
        let mut row = self.known.rows.remove(&key).unwrap_or_default();
        let from = row.len();
        row.resize(self.readings().remains(), 0.0);
        let loci = if from < row.len() { self.case.loci.len() } else { 0 };
        let mut said = Vec::with_capacity(loci);
        for l in 0..loci {
            let readings = self.tables.lookup(l, from);
            if readings.readings().is_empty() {
                continue;
            }
            let asked = (member, l, self.shown(l, &key.1), from);
            said.push((l, self.readings_as_they_are(asked, many, &readings)));
        }
        self.tables.add(from, &said, &mut row);
        let of_case = self.tables.of_case(&row);
        if self.tables.keeps() {
            self.known.rows.insert(key, row);
        }
        of_case
    }

    /// The first missing member of whom the family's DNA says just what it says of this one: one of his brothers and
    /// sisters, where nothing was read of either, nor of who descends from them. Only X-chromosomal loci say of a sister
    /// something else than of a brother.
    fn first_alike(&self, member: usize) -> usize {
        let members = self.family.pedigree.members();
        let by_sex = self.case.loci.iter().any(|locus| locus.inheritance() == Inheritance::XChromosomal);
        let of = |m: usize| (members[m].father, members[m].mother, by_sex.then_some(members[m].sex));
        let is_alike = |other: usize| of(other) == of(member) && !self.is_known(other);
        let alone = members[member].father.is_none() || self.is_known(member);
        let first = self.family.missing.iter().copied().find(|&other| !alone && is_alike(other));
        first.unwrap_or(member)
    }

    /// Whether something was read of a member or of who descends from him.
    fn is_known(&self, member: usize) -> bool {
        let is_read = self.genotypes.iter().any(|locus| locus[member].is_some());
        is_read || self.family.pedigree.children(member).any(|child| self.is_known(child))
    }

    /// A set of members and remains as one of members and slots.
    fn in_slots(&self, set: &[(usize, usize)]) -> Vec<(usize, usize)> {
        set.iter().map(|&(member, remains)| (member, self.tables.slot(remains))).collect()
    }

    /// What a set of members and slots shows at a locus.
    fn shown(&self, l: usize, set: &[(usize, usize)]) -> Vec<Shown> {
        let of = self.readings().at(l);
        let read = set.iter().map(|&(member, slot)| (member, of[slot]));
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
        let Some((&(member, reading), before)) = shown.split_last() else { return 0.0 };
        if let Some(&known) = self.known.sets.get(&(l, shown.to_vec())) {
            return known;
        }
        let ln_lr = if self.case.theta > 0.0 {
            // One after the other, each given those before.
            let reading = Lookup::new(self.case.loci[l].labels().len(), &[self.genotype(l, reading)]);
            self.if_all_true(l, before) + self.if_all_true_of(member, l, before, false, &reading)[0].ln()
        } else {
            let (locus, pedigree) = (&self.case.loci[l], &self.family.pedigree);
            let genotypes = self.genotypes[l].clone();
            let reference = self.known.reference(l, || ln_likelihood(pedigree, locus, &genotypes, &[], 0.0));
            let found = shown.iter().map(|&(_, reading)| self.genotype(l, reading));
            let unrelated = reference + found.map(|g| g.ln_population(locus.frequencies())).sum::<f64>();
            ln_likelihood(pedigree, locus, &self.with(l, shown), &[], 0.0) - unrelated
        };
        self.known.sets.insert((l, shown.to_vec()), ln_lr);
        ln_lr
    }

    fn genotype(&self, l: usize, reading: u32) -> Genotype {
        self.readings().distinct(l)[reading as usize]
    }

    /// The family's genotypes at a locus, with what a set shows.
    fn with(&self, l: usize, shown: &[Shown]) -> Cow<'_, [Option<Genotype>]> {
        let mut genotypes = Cow::Borrowed(&self.genotypes[l][..]);
        for &(member, reading) in shown {
            genotypes.to_mut()[member] = Some(self.genotype(l, reading));
        }
        genotypes
    }

    /// ln LRs of a locus's readings against a member, if a set shows this.
    fn readings_as_they_are(&mut self, asked: Asked, many: bool, readings: &Lookup) -> Rc<[f64]> {
        if let Some(known) = self.as_they_are.get(&asked) {
            return Rc::clone(known);
        }
        let (member, l, shown, from) = &asked;
        let if_true = |given: &mut Self, subset: Vec<Shown>| {
            given.if_all_true_of_each((*member, *l, subset, *from), many, readings)
        };
        let ln_lrs: Rc<[f64]> = self.as_they_are(*l, shown, readings.readings().len(), if_true).into();
        self.as_they_are.insert(asked, Rc::clone(&ln_lrs));
        ln_lrs
    }

    /// ln LRs of `number` readings of a locus, any of which may be another's, of the LRs that they have if just a subset
    /// of what a set shows is true, and they are.
    fn as_they_are(
        &mut self,
        l: usize,
        shown: &[Shown],
        number: usize,
        mut if_true: impl FnMut(&mut Self, Vec<Shown>) -> Rc<[f64]>,
    ) -> Vec<f64> {
        let contamination = self.case.contamination;
        if contamination == 0.0 || shown.is_empty() {
            let lrs = if_true(self, shown.to_vec());
            return lrs.iter().map(|lr| contaminated(*lr, contamination).ln()).collect();
        }
        let subsets = self.subsets(l, shown);
        let total: f64 = subsets.iter().map(|(weight, _)| weight).sum();
        let mut lrs = vec![0.0; number];
        for (weight, subset) in subsets.into_iter().filter(|(weight, _)| *weight > 0.0) {
            let of_subset = if_true(self, subset);
            for (lr, of_subset) in lrs.iter_mut().zip(of_subset.iter()) {
                *lr += weight / total * contaminated(*of_subset, contamination);
            }
        }
        lrs.into_iter().map(f64::ln).collect()
    }

    /// LRs of each of those readings, if it and all that a set shows are true.
    fn if_all_true_of_each(&mut self, asked: Asked, many: bool, readings: &Lookup) -> Rc<[f64]> {
        if let Some(known) = self.all_true.get(&asked) {
            return Rc::clone(known);
        }
        let (member, l, shown, _) = &asked;
        let lrs: Rc<[f64]> = self.if_all_true_of(*member, *l, shown, many, readings).into();
        self.all_true.insert(asked, Rc::clone(&lrs));
        lrs
    }

    /// LRs of some readings of a locus against a member, if they and all that a set shows are true.
    fn if_all_true_of(
        &mut self,
        member: usize,
        l: usize,
        shown: &[Shown],
        many: bool,
        readings: &Lookup,
    ) -> Vec<f64> {
        let case = self.case;
        let locus = &case.loci[l];
        if let [(other, reading)] = shown[..]
            && many
            && case.theta == 0.0
            && locus.inheritance() == Inheritance::Autosomal
            && !self.genotype(l, reading).is_sure()
        {
            // What may have dropped out, or in, is a mixture of all genotypes that there may be.
            return self.of_mixture(member, other, l, self.genotype(l, reading), readings);
        }
        // With θ the last digits depend on the order of children, which stays that of the family wherever it is computed.
        let arranged = (shown.is_empty() && case.theta == 0.0).then(|| self.arranged(member, l));
        let genotypes = self.with(l, shown);
        if !says_something(member, &genotypes) {
            return vec![1.0; readings.readings().len()];
        }
        let others: Vec<(usize, Genotype)> =
            shown.iter().map(|&(other, reading)| (other, self.genotype(l, reading))).collect();
        let key = (member, l, others.iter().map(|&(other, genotype)| (other, key(genotype))).collect());
        if let Some(kept) = self.known.tables.get(&key) {
            return kept.look_up(readings);
        }
        // With others it may become a part of a mixture, for which it matters how probable they are.
        let wanted = if others.is_empty() { Wanted::Ratios } else { Wanted::Probabilities };
        let mut table = if let Some(arranged) = arranged {
            let genotypes = arranged.genotypes(&genotypes);
            likelihood::table(&arranged.pedigree, locus, &genotypes, arranged.member, 0.0, wanted)
        } else {
            Subpopulation::table(&self.family.pedigree, locus, &genotypes, member, case.theta, wanted)
        };
        if case.theta > 0.0 && !others.is_empty() {
            // If all are strangers, the others' alleles are of the subpopulation as well.
            let of_family =
                || Subpopulation::of_family(&self.family.pedigree, locus, &self.genotypes[l], case.theta);
            let strangers: Vec<Genotype> = others.iter().map(|other| other.1).collect();
            table = table.against(&self.known.subpopulation(l, of_family).with(&strangers));
        }
        let lrs = table.look_up(readings);
        if self.tables.keeps() {
            self.known.tables.insert(key, table);
        }
        lrs
    }

    /// The family as it matters for a member at a locus.
    fn arranged(&mut self, member: usize, l: usize) -> Rc<Arrangement> {
        let kinds: Kinds = self.genotypes[l].iter().map(|genotype| Kind::of(*genotype)).collect();
        let pedigree = &self.family.pedigree;
        let arrange = |kinds: &Kinds| Rc::new(Arrangement::new(pedigree, member, kinds));
        Rc::clone(self.arranged.entry((member, kinds)).or_insert_with_key(|(_, kinds)| arrange(kinds)))
    }

    /// LRs of readings against a member, if another one shows what may be of several genotypes: of tables by the
    /// other's genotype, which other readings need as well.
    fn of_mixture(
        &mut self,
        member: usize,
        other: usize,
        l: usize,
        shown: Genotype,
        readings: &Lookup,
    ) -> Vec<f64> {
        let locus = &self.case.loci[l];
        let parts: Vec<_> = shown
            .behind(locus.labels().len())
            .map(|(weight, genotype)| (weight, genotype, (member, l, vec![(other, key(genotype))])))
            .collect();
        for (_, genotype, key) in &parts {
            if !self.known.tables.contains_key(key) {
                let mut genotypes = self.genotypes[l].clone();
                genotypes[other] = Some(*genotype);
                let table = genotype_table(&self.family.pedigree, locus, &genotypes, member, 0.0);
                self.known.tables.insert(key.clone(), table);
            }
        }
        let parts: Vec<(f64, &GenotypeTable)> =
            parts.iter().map(|(weight, _, key)| (*weight, &self.known.tables[key])).collect();
        GenotypeTable::look_up_mixture(&parts, readings)
    }
}
