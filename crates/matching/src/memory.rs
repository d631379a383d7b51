//! What one search leaves to the next: what was computed, and what was learned of everybody.
//!
//! **Computed.** What has not changed meanwhile is not computed again, and what is found is the same.
//!
//! **Learned.** What a finding says of somebody depends on everybody else: how many are men, how frequent a haplotype is,
//! how the dead lie, how many people are outside. If all that were learned again with each new sample, each would change
//! every number a little, and all would have to be computed again. So a search learns it and the next ones take it as it
//! is ([`Reference`]), until one in a hundred of the missing or of the remains has come or is described in another way;
//! then everything is learned again. So it is as soon as anybody who was counted is gone, or what was read of a counted
//! line has changed: of what is compared no more, nothing is held.

use std::collections::HashMap;
use std::sync::Arc;

use kintrace_casework::elimination_profile::EliminationProfile;
use kintrace_casework::registry::Registry;
use kintrace_casework::review::Reviews;
use kintrace_identification::lines::lineage::Database;
use kintrace_identification::lines::reference::Reference;
use kintrace_identification::lines::rows::Rows;
use kintrace_identification::lines::{AnteMortem, Known, PostMortem};
use kintrace_identification::{Pairwise, Tables};
use kintrace_kinship::Locus;

use crate::bodies::{self, Bodies, Divided};
use crate::doubts::{self, Doubt};
use crate::{Assembled, Described, FALSE_RELATION, Outcome, Settings, assemble, conclude, ids};

/// What one search leaves to the next. By default nothing is left, as where no other search follows.
#[derive(Debug, Default)]
pub struct Memory {
    lasts: bool,
    learned: Option<Learned>,
    tables: Option<Tables>,
    rows: Rows,
    relations: doubts::Relations,
    bodies: Option<Divided>,
}

impl Memory {
    /// One that lasts, at the price of 0.4 MB a missing person in a region of 4,000 with 2,000 remains, and 2 GiB at most.
    #[must_use]
    pub fn lasting() -> Self {
        Self { lasts: true, ..Self::default() }
    }

    /// One that has learned the same, and computed nothing: what it finds is found by comparing everything with everything.
    #[must_use]
    pub fn without_anything_computed(&self) -> Self {
        Self { lasts: self.lasts, learned: self.learned.clone(), ..Self::default() }
    }

    /// What was learned is learned again by the next search.
    pub fn learn_again(&mut self) {
        self.learned = None;
    }

    /// Divides the samples of all remains into people ([`bodies::bodies`]).
    #[must_use]
    pub fn bodies(&mut self, registry: &Registry, described: &Described, settings: &Settings) -> Bodies {
        let found = bodies::bodies_again(registry, described, settings, &mut self.bodies);
        if !self.lasts {
            self.bodies = None;
        }
        found
    }

    /// Makes a case of the registry ([`crate::case`]), against what was learned by an earlier search if that still stands.
    #[must_use]
    pub fn case(&mut self, registry: &Registry, described: &Described, settings: &Settings) -> Assembled {
        assemble(registry, described, settings, &mut self.learned)
    }

    /// Searches everything against everything. `done` is told after each missing person.
    #[must_use]
    pub fn search(&mut self, assembled: Assembled, done: &(impl Fn() + Sync)) -> Outcome {
        let compared = self.compare(&assembled, done);
        self.conclude(assembled, compared)
    }

    /// Compares the DNA of every missing person's family with that of all remains: the first half of a search.
    #[must_use]
    pub fn compare(&mut self, assembled: &Assembled, done: &(impl Fn() + Sync)) -> Compared {
        let tables = match self.tables.take() {
            Some(tables) => tables.renewed(&assembled.case),
            None if self.lasts => Tables::kept(&assembled.case),
            None => Tables::new(&assembled.case),
        };
        let pairwise = Pairwise::by(&tables, &assembled.case, done);
        Compared { tables, pairwise }
    }

    /// Weighs the other lines of evidence and all pairs together: the second half. `compared` is of this case.
    #[must_use]
    pub fn conclude(&mut self, mut assembled: Assembled, compared: Compared) -> Outcome {
        let Compared { tables, pairwise } = compared;
        if assembled.learns {
            // Other lines of descent are counted, perhaps with other settings.
            self.rows = Rows::default();
            assembled.learn_places(&pairwise);
        }
        let (missing, remains) = ids(&assembled.case);
        self.rows = std::mem::take(&mut self.rows).weigh(&mut assembled.lines, &missing, &remains);
        assembled.case.ln_other = self.rows.give();
        let doubtful = pairwise.with_doubt(&tables, &assembled.case, FALSE_RELATION);
        let outcome = conclude(&assembled, &tables, &pairwise, &doubtful, true);
        if self.lasts {
            if self.learned.is_none() {
                self.learned = Some(Learned::new(&assembled, outcome.outside));
            }
            self.rows.take_back(assembled.case.ln_other);
            self.tables = Some(tables);
        } else {
            self.rows = Rows::default();
        }
        outcome
    }

    /// Everything that is doubtful of samples and relations ([`doubts::doubts`]).
    #[must_use]
    pub fn doubts(
        &mut self,
        registry: &Registry,
        eliminations: &[EliminationProfile],
        reviews: &Reviews,
        settings: &Settings,
    ) -> Vec<Doubt> {
        doubts::found(registry, eliminations, reviews, settings, &mut self.relations)
    }
}

/// What the DNA says of each pair of a case, and the tables from which it was read.
#[derive(Debug)]
pub struct Compared {
    tables: Tables,
    pairwise: Pairwise,
}

/// Searches everything against everything, once. `done` is told after each missing person.
#[must_use]
pub fn search(assembled: Assembled, done: &(impl Fn() + Sync)) -> Outcome {
    Memory::default().search(assembled, done)
}

/// Who is compared: ids, and what is known; by which loci, and among which lines of descent.
pub(crate) struct People<'a> {
    pub(crate) loci: &'a [Locus],
    pub(crate) database: &'a Database,
    pub(crate) missing: (&'a [&'a str], &'a [AnteMortem]),
    pub(crate) remains: (&'a [&'a str], &'a [PostMortem]),
}

/// What a search learned of everybody, and of whom.
#[derive(Debug, Clone)]
pub(crate) struct Learned {
    pub(crate) reference: Arc<Reference>,
    pub(crate) database: Arc<Database>,
    pub(crate) outside: f64,
    settings: Settings,
    loci: Vec<Locus>,
    /// Places in the reference, by id.
    missing: HashMap<String, usize>,
    remains: HashMap<String, usize>,
}

/// Of so many one may have changed, and what was learned still stands.
const OF: usize = 100;

impl Learned {
    fn new(assembled: &Assembled, outside: f64) -> Self {
        let (missing, remains) = ids(&assembled.case);
        let places = |ids: Vec<&str>| ids.into_iter().enumerate().map(|(i, id)| (id.to_owned(), i)).collect();
        Self {
            reference: Arc::clone(assembled.lines.reference()),
            database: Arc::clone(&assembled.database),
            outside,
            settings: assembled.settings.clone(),
            loci: assembled.case.loci.clone(),
            missing: places(missing),
            remains: places(remains),
        }
    }

    /// Whether it is still true enough of these people, compared with these settings.
    pub(crate) fn is_near(&self, people: &People<'_>, settings: &Settings) -> bool {
        let (missing, remains) = (people.missing, people.remains);
        let (counted, now) = (&self.database, people.database);
        self.settings == *settings
            && self.loci == people.loci
            && are_there((&counted.male, &counted.male_places), (&now.male, &now.male_places))
            && are_there((&counted.maternal, &counted.maternal_places), (&now.maternal, &now.maternal_places))
            && is_near(&self.missing, self.reference.missing(), missing.0, missing.1)
            && is_near(&self.remains, self.reference.remains(), remains.0, remains.1)
    }

    /// Which of them it knows.
    pub(crate) fn known(&self, people: &People<'_>) -> Known {
        let places = |known: &HashMap<String, usize>, ids: &[&str]| {
            ids.iter().map(|id| known.get(*id).copied()).collect()
        };
        Known {
            missing: places(&self.missing, people.missing.0),
            remains: places(&self.remains, people.remains.0),
        }
    }
}

fn is_near<T: PartialEq>(known: &HashMap<String, usize>, before: &[T], ids: &[&str], now: &[T]) -> bool {
    let (mut there, mut same) = (0, 0);
    for (id, now) in ids.iter().zip(now) {
        if let Some(&place) = known.get(*id) {
            there += 1;
            same += usize::from(before[place] == *now);
        }
    }
    there == before.len() && (now.len() - same) * OF <= before.len()
}

/// Haplotypes of lines, and their places by the lines' names.
type Haplotypes<'a, T> = (&'a [T], &'a HashMap<String, usize>);

/// Whether all lines that were counted are there, and as they were.
fn are_there<T: PartialEq>(counted: Haplotypes<'_, T>, now: Haplotypes<'_, T>) -> bool {
    let is_there = |(name, place): (&String, &usize)| {
        now.1.get(name).is_some_and(|now_at| now.0[*now_at] == counted.0[*place])
    };
    counted.1.iter().all(is_there)
}
