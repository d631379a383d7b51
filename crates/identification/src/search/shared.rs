//! What is made of a family at a locus, made once for all families that show the same.
//!
//! Offices have thousands of families of few kinds: a mother, two brothers, a wife and a child. Alleles repeat, so at a
//! locus many of them show the same, and what it says of remains is the same. Of 20,000 families of the usual kinds the
//! tables take half as long, and the more there are, the less each.

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use foldhash::fast::FixedState;
use kintrace_kinship::likelihood::{GenotypeTable, Wanted};
use kintrace_kinship::likelihood_ratio::contaminated;
use kintrace_kinship::subpopulation::Subpopulation;
use kintrace_kinship::{Genotype, Locus, Pedigree};
use smallvec::SmallVec;

use super::codes::{Coded, Codes};
use super::target::{Entries, Target};
use crate::pairwise::{at_locus, says_something};
use crate::readings::{Readings, key};

/// What makes the [`Target`]s of a search.
#[derive(Debug)]
pub struct Preparation<'a> {
    loci: &'a [Locus],
    theta: f64,
    readings: &'a Readings,
    codes: &'a Codes,
    ln_threshold: f64,
    entries: Shared<Entries>,
}

impl<'a> Preparation<'a> {
    /// For a search among remains, at these loci, with a coancestry coefficient and a threshold (ln LR).
    #[must_use]
    pub fn new(loci: &'a [Locus], theta: f64, remains: &'a Coded, ln_threshold: f64) -> Self {
        Self::by_codes(loci, theta, remains.readings(), remains.codes(), ln_threshold)
    }

    pub(super) fn by_codes(
        loci: &'a [Locus],
        theta: f64,
        readings: &'a Readings,
        codes: &'a Codes,
        ln_threshold: f64,
    ) -> Self {
        Self { loci, theta, readings, codes, ln_threshold, entries: Shared::new(Entries::bytes) }
    }

    /// The tables of a member of a family, by what was read of it at each locus, by member; `None` if no remains could
    /// reach the threshold.
    ///
    /// # Panics
    /// If it is not a row for each locus and a reading or `None` for each member.
    #[must_use]
    pub fn target(
        &self,
        pedigree: &Pedigree,
        member: usize,
        genotypes: &[Vec<Option<Genotype>>],
    ) -> Option<Target> {
        assert_eq!(genotypes.len(), self.loci.len(), "what was read at each locus");
        let family = Kin::new(pedigree, member, self.theta);
        let of_locus = |(l, read): (usize, &Vec<Option<Genotype>>)| {
            let says = says_something(member, read) && !self.readings.distinct(l).is_empty();
            let make = |read: &[Option<Genotype>]| {
                let locus = &self.loci[l];
                let ln_lrs = at_locus(pedigree, member, l, locus, read, self.theta, self.readings);
                Entries::new(ln_lrs, self.codes, l)
            };
            says.then(|| self.entries.of(l, &family, read, make))
        };
        let entries = genotypes.iter().enumerate().map(of_locus).collect();
        Target::shared(entries, self.codes, self.ln_threshold)
    }
}

/// Tables of all genotypes, for readings that come one after the other.
#[derive(Debug)]
pub struct KeptTables<'a> {
    loci: &'a [Locus],
    theta: f64,
    contamination: f64,
    tables: Shared<GenotypeTable>,
}

impl<'a> KeptTables<'a> {
    /// At these loci, with a coancestry coefficient and the probability that a reading is somebody else's.
    #[must_use]
    pub fn new(loci: &'a [Locus], theta: f64, contamination: f64) -> Self {
        Self { loci, theta, contamination, tables: Shared::new(GenotypeTable::bytes) }
    }

    /// ln LR of a reading at a locus, if it is of this member of a family; `read` is what was read there, by member. The
    /// same as [`crate::pairwise::ln_lrs`] gives.
    ///
    /// # Panics
    /// If there is no such locus, or it is not a reading or `None` for each member.
    #[must_use]
    pub fn ln_lr(
        &self,
        pedigree: &Pedigree,
        member: usize,
        locus: usize,
        read: &[Option<Genotype>],
        reading: Genotype,
    ) -> f64 {
        if !says_something(member, read) {
            return 0.0;
        }
        let make = |read: &[Option<Genotype>]| {
            let locus = &self.loci[locus];
            Subpopulation::table(pedigree, locus, read, member, self.theta, Wanted::Ratios)
        };
        let table = self.tables.of(locus, &Kin::new(pedigree, member, self.theta), read, make);
        contaminated(table.likelihood_ratio(reading), self.contamination).ln()
    }
}

/// What is shared, by what families show.
#[derive(Debug)]
struct Shared<T> {
    /// By the hash of what a family shows.
    parts: Vec<Mutex<HashMap<Shows, Arc<T>>>>,
    /// So many more bytes are kept.
    room: AtomicUsize,
    /// How many bytes something takes, about.
    bytes: fn(&T) -> usize,
}

/// A locus, and everything of a family on which the table of a member depends there.
type Shows = SmallVec<[u64; 24]>;

/// So many parts are locked each by itself.
const PARTS: usize = 64;
/// So many bytes are kept at most: of a million families the frequent ones come first.
const MOST_BYTES: usize = 512 << 20;

impl<T> Shared<T> {
    /// Nothing yet.
    fn new(bytes: fn(&T) -> usize) -> Self {
        let parts = (0..PARTS).map(|_| Mutex::default()).collect();
        Self { parts, room: AtomicUsize::new(MOST_BYTES), bytes }
    }

    /// What is made at a locus of a family of which this was read, by member; `make` is asked with the same in the order in
    /// which it is known, so that it does not matter which family comes first.
    fn of(
        &self,
        locus: usize,
        family: &Kin<'_>,
        read: &[Option<Genotype>],
        make: impl Fn(&[Option<Genotype>]) -> T,
    ) -> Arc<T> {
        let read = family.sorted(read);
        let Some(shows) = family.shows(locus, &read) else { return Arc::new(make(&read)) };
        let hash = usize::try_from(FixedState::default().hash_one(&shows) >> 32).unwrap_or(0);
        let part = || self.parts[hash % PARTS].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = part().get(&shows) {
            return Arc::clone(known);
        }
        let made = Arc::new(make(&read));
        let bytes = (self.bytes)(&made) + size_of_val(&shows);
        let room =
            self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(bytes));
        if room.is_ok() {
            part().insert(shows, Arc::clone(&made));
        }
        made
    }
}

/// A family as one of its members sees it.
struct Kin<'a> {
    pedigree: &'a Pedigree,
    member: usize,
    /// Brothers, or sisters, without children, in whose place each might stand: two or more each.
    alike: Vec<SmallVec<[usize; 4]>>,
    /// Of whose founders nothing is known.
    is_plain: bool,
}

/// What was read of a family at a locus, by member.
type Read = SmallVec<[Option<Genotype>; 16]>;

impl<'a> Kin<'a> {
    /// In a subpopulation (`theta` above 0) nobody is exchanged: what a founder's two alleles are expected to be is counted
    /// for each, and which is which goes by the first child that is listed, so that the ninth digit is another one.
    fn new(pedigree: &'a Pedigree, member: usize, theta: f64) -> Self {
        let members = pedigree.members();
        let mut alike: Vec<SmallVec<[usize; 4]>> = Vec::new();
        for (i, of) in members.iter().enumerate().filter(|_| theta == 0.0) {
            if i == member || of.father.is_none() || pedigree.children(i).next().is_some() {
                continue;
            }
            let is_like = |j: usize| {
                let other = &members[j];
                (other.father, other.mother, other.sex) == (of.father, of.mother, of.sex)
            };
            match alike.iter_mut().find(|group| is_like(group[0])) {
                Some(group) => group.push(i),
                None => alike.push(SmallVec::from_slice(&[i])),
            }
        }
        alike.retain(|group| group.len() > 1);
        Self { pedigree, member, alike, is_plain: pedigree.founders().is_empty() }
    }

    /// With what was read of brothers, or of sisters, exchanged so that it is in order: the table is the same.
    fn sorted(&self, read: &[Option<Genotype>]) -> Read {
        let mut sorted = Read::from_slice(read);
        for group in &self.alike {
            let mut of_group: SmallVec<[Option<Genotype>; 4]> = group.iter().map(|&i| read[i]).collect();
            of_group.sort_by_key(|genotype| genotype.map(key));
            group.iter().zip(of_group).for_each(|(&i, genotype)| sorted[i] = genotype);
        }
        sorted
    }

    /// Everything that the table depends on: who was read, their ancestors, and what was read. `None` where it is more
    /// than that.
    fn shows(&self, l: usize, read: &[Option<Genotype>]) -> Option<Shows> {
        if !self.is_plain {
            return None;
        }
        let members = self.pedigree.members();
        let mut matters: SmallVec<[bool; 32]> =
            (0..members.len()).map(|i| i == self.member || read[i].is_some()).collect();
        for (i, of) in members.iter().enumerate().rev() {
            if matters[i] {
                of.father.into_iter().chain(of.mother).for_each(|parent| matters[parent] = true);
            }
        }
        let mut shows = Shows::new();
        shows.push(l as u64);
        let mut numbers: SmallVec<[u64; 32]> = SmallVec::from_elem(0, members.len());
        let mut number = 0;
        for (i, of) in members.iter().enumerate().filter(|(i, _)| matters[*i]) {
            number += 1;
            numbers[i] = number;
            let parent = |parent: Option<usize>| parent.map_or(0, |parent| numbers[parent]);
            let is_read = i != self.member && read[i].is_some();
            let what = 2 * u64::from(i == self.member) + u64::from(is_read);
            shows.push(parent(of.father) << 32 | parent(of.mother) << 8 | (of.sex as u64) << 4 | what);
            if let Some(genotype) = read[i].filter(|_| is_read) {
                let (a, b, rest) = key(genotype);
                shows.extend([a as u64, b as u64]);
                shows.extend(rest.into_iter().filter(|_| !genotype.is_sure()));
            }
        }
        Some(shows)
    }
}
