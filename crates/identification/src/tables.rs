//! What families' DNA says of remains, kept from one search to the next.
//!
//! Most of a search is the computing of tables: for a family, a member of it and a locus, what each genotype says
//! ([`GenotypeTable`]). They depend on the family alone, and on what is supposed of its other missing members. So a new
//! relative's profile changes the tables of one family; new remains are looked up in those that are there; and a
//! search after such a change gives what a search of everything would give.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt};
use kintrace_kinship::likelihood::{GenotypeTable, Lookup};
use kintrace_kinship::subpopulation::Subpopulation;
use kintrace_kinship::{Genotype, Locus, Pedigree};

use crate::case::Case;
use crate::given::Given;
use crate::numbered::Numbered;
use crate::readings::{Key, Readings};

/// A member of a family, and which of a locus's readings the remains show that are this member.
pub(crate) type Shown = (usize, u32);

/// A member, and the members and slots that others are supposed to be.
type Supposed = (usize, Vec<(usize, usize)>);

/// A member, a locus, and what other members show there.
type AtLocus = (usize, usize, Vec<(usize, Key)>);

/// What was computed of the DNA of a case's families, whatever its other lines of evidence and its prior are.
#[derive(Debug)]
pub struct Tables {
    /// What everything depends on.
    loci: Vec<Locus>,
    theta: f64,
    /// Of all remains that were ever compared: their *slots*. Remains that show the same share one.
    readings: Readings,
    numbered: Numbered,
    /// By locus, as they are looked up.
    lookups: Vec<Lookup>,
    slots: HashMap<Vec<u32>, usize>,
    /// By remains of the case.
    of_remains: Vec<usize>,
    /// By family of the case.
    families: Vec<OfFamily>,
    keeps: bool,
    /// How many bytes are kept, about.
    bytes: AtomicUsize,
}

/// What was computed for a family.
#[derive(Debug)]
struct OfFamily {
    id: String,
    /// What it was computed from; nothing if it is not kept.
    from: Option<(Pedigree, Vec<Vec<Option<Genotype>>>)>,
    /// By the donor who was left out, if one was.
    known: Mutex<BTreeMap<Option<usize>, Known>>,
}

/// What is known of a family's DNA.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// ln P(family), by locus.
    references: HashMap<usize, f64>,
    /// With θ, what the family lets expect of its subpopulation, by locus.
    subpopulations: HashMap<usize, Subpopulation>,
    /// ln LRs of sets whose readings are all true, by locus.
    pub(crate) sets: HashMap<(usize, Vec<Shown>), f64>,
    /// ln LRs by slot, of a member if a set of members and slots is so and so.
    pub(crate) rows: HashMap<Supposed, Vec<f64>>,
    /// Tables of a member at a locus, by what others show.
    pub(crate) tables: HashMap<AtLocus, GenotypeTable>,
}

impl Known {
    /// ln P(family) at a locus.
    pub(crate) fn reference(&mut self, locus: usize, compute: impl FnOnce() -> f64) -> f64 {
        *self.references.entry(locus).or_insert_with(compute)
    }

    /// The family's subpopulation at a locus.
    pub(crate) fn subpopulation(
        &mut self,
        locus: usize,
        compute: impl FnOnce() -> Subpopulation,
    ) -> Subpopulation {
        self.subpopulations.entry(locus).or_insert_with(compute).clone()
    }

    /// About so many bytes are held: of what there is most of.
    fn bytes(&self) -> usize {
        let rows: usize = self.rows.values().map(Vec::len).sum();
        let tables: usize = self.tables.values().map(GenotypeTable::bytes).sum();
        rows * size_of::<f64>() + tables
    }
}

/// So many bytes are kept at most: of the families that would be too much, everything is computed anew.
const MOST_BYTES: usize = 2 << 30;

/// With more slots than so many times the remains that there are, it is better to begin anew.
const STALE: usize = 2;

impl Tables {
    /// For one search: nothing is kept that only another one needs.
    #[must_use]
    pub fn new(case: &Case) -> Self {
        Self::of(case, None, false)
    }

    /// For a search that is followed by others ([`Self::renewed`]).
    #[must_use]
    pub fn kept(case: &Case) -> Self {
        Self::of(case, None, true)
    }

    /// The same for a case that has changed: what is still true of it is taken over.
    #[must_use]
    pub fn renewed(self, case: &Case) -> Self {
        let same = self.loci == case.loci
            && self.theta.to_bits() == case.theta.to_bits()
            && self.readings.contamination().to_bits() == case.contamination.to_bits()
            && self.readings.remains() <= STALE * case.remains.len().max(1000);
        Self::of(case, same.then_some(self), true)
    }

    fn of(case: &Case, before: Option<Self>, keeps: bool) -> Self {
        let nothing = || {
            let none = Readings::new(case.loci.len()).contaminated(case.contamination);
            (none, HashMap::new(), Vec::new())
        };
        let before = before.map(|before| (before.readings, before.slots, before.families));
        let (mut readings, mut slots, families) = before.unwrap_or_else(nothing);
        let slot = |remains: &crate::Remains| {
            let read = readings.number(&remains.genotypes);
            *slots.entry(read).or_insert_with_key(|read| {
                readings.push_numbered(read);
                readings.remains() - 1
            })
        };
        let of_remains: Vec<usize> = case.remains.iter().map(slot).collect();
        // Of what is compared no more (corrected, taken back, erased), nothing that was read is held.
        let compared: HashSet<usize> = of_remains.iter().copied().collect();
        (0..readings.remains())
            .filter(|slot| !compared.contains(slot))
            .for_each(|slot| readings.forget(slot));
        slots.retain(|_, slot| compared.contains(slot));
        let lookup = |l: usize| Lookup::new(case.loci[l].labels().len(), readings.distinct(l));
        let lookups = (0..case.loci.len()).map(lookup).collect();
        let numbered = Numbered::new(&readings);
        let mut before: HashMap<String, OfFamily> = families.into_iter().map(|f| (f.id.clone(), f)).collect();
        let of_family = |family: &crate::Family| {
            let is_same = |before: &OfFamily| {
                before.from.as_ref().is_some_and(|(pedigree, genotypes)| {
                    *pedigree == family.pedigree && *genotypes == family.genotypes
                })
            };
            before.remove(&family.id).filter(is_same).unwrap_or_else(|| OfFamily {
                id: family.id.clone(),
                from: keeps.then(|| (family.pedigree.clone(), family.genotypes.clone())),
                known: Mutex::default(),
            })
        };
        let families: Vec<OfFamily> = case.families.iter().map(of_family).collect();
        let known = |f: &OfFamily| -> usize {
            f.known.lock().map_or(0, |known| known.values().map(Known::bytes).sum())
        };
        let bytes = AtomicUsize::new(families.iter().map(known).sum());
        Self {
            loci: case.loci.clone(),
            theta: case.theta,
            readings,
            numbered,
            lookups,
            slots,
            of_remains,
            families,
            keeps,
            bytes,
        }
    }

    pub(crate) fn keeps(&self) -> bool {
        self.keeps
    }

    /// What was read of all slots.
    pub(crate) fn readings(&self) -> &Readings {
        &self.readings
    }

    /// What slots from a number on show at a locus, once each.
    pub(crate) fn lookup(&self, locus: usize, from: usize) -> Cow<'_, Lookup> {
        if from == 0 {
            return Cow::Borrowed(&self.lookups[locus]);
        }
        let alleles = self.loci[locus].labels().len();
        Cow::Owned(Lookup::new(alleles, &self.readings.from(locus, from)))
    }

    /// Adds what [`Self::lookup`]'s readings of some loci say to the slots from a number on that show them.
    pub(crate) fn add(&self, from: usize, said: &[(usize, Rc<[f64]>)], row: &mut [f64]) {
        match from {
            0 => self.numbered.add(said, row),
            _ => self.readings.add(from, said, row),
        }
    }

    /// The slot of remains.
    pub(crate) fn slot(&self, remains: usize) -> usize {
        self.of_remains[remains]
    }

    /// From numbers by slot those by remains.
    pub(crate) fn of_case(&self, row: &[f64]) -> Arc<[f64]> {
        self.of_remains.iter().map(|&slot| row[slot]).collect()
    }

    /// Does something with what is known of a family, a donor being left out or nobody. The case is that which the
    /// tables are of.
    pub(crate) fn given<'a, T>(
        &'a self,
        case: &'a Case,
        family: usize,
        without: Option<usize>,
        ask: impl FnOnce(&mut Given<'a>) -> T,
    ) -> T {
        let of = &case.families[family];
        let mut genotypes = Cow::Borrowed(&of.genotypes[..]);
        if let Some(donor) = without {
            genotypes.to_mut().iter_mut().for_each(|locus| locus[donor] = None);
        }
        let all = || self.families[family].known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all().remove(&without).unwrap_or_default();
        self.bytes.fetch_sub(known.bytes(), Ordering::Relaxed);
        let mut given = Given::new(case, self, of, genotypes, known);
        let answer = ask(&mut given);
        let known = given.known();
        let bytes = known.bytes();
        if self.keeps && self.bytes.load(Ordering::Relaxed) + bytes <= MOST_BYTES {
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
            all().insert(without, known);
        }
        answer
    }
}
