//! What is to be identified: remains, families, and what was believed beforehand.

use std::collections::BTreeMap;

use kintrace_kinship::{Genotype, Locus, Pedigree, Sex};

/// A family: its pedigree, who of it is missing, and what was read from its members.
#[derive(Debug, Clone)]
pub struct Family {
    /// The family's id.
    pub id: String,
    /// Its pedigree.
    pub pedigree: Pedigree,
    /// The missing persons, as indices of members, in the order in which they are reported.
    pub missing: Vec<usize>,
    /// The missing persons' ids, in the same order.
    pub missing_ids: Vec<String>,
    /// Genotypes by locus (order of [`Case::loci`]) and member.
    pub genotypes: Vec<Vec<Option<Genotype>>>,
}

/// Remains with a profile.
#[derive(Debug, Clone)]
pub struct Remains {
    /// Their id.
    pub id: String,
    /// Sex, where it is known.
    pub sex: Sex,
    /// Genotypes by locus (order of [`Case::loci`]); `None` where not typed.
    pub genotypes: Vec<Option<Genotype>>,
}

/// A missing person: family and position in [`Family::missing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MissingIndex {
    /// Index of the family.
    pub family: usize,
    /// Position in the family's list of missing persons.
    pub position: usize,
}

/// What is believed before the evidence, as the weight of pairing given remains with a given
/// missing person relative to leaving them unpaired.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prior {
    /// Every assignment has the same probability, whatever the number of pairs in it (dvir's prior).
    Flat,
    /// Remains may be of anybody out of `outside` people who are in no family of the registry, each
    /// as likely as each registered missing person.
    Open {
        /// How many people outside the registry could lie where the remains were found (> 0).
        outside: f64,
    },
}

impl Prior {
    /// ln of a pair's weight relative to "none of the registered".
    #[must_use]
    pub fn ln_pair(self) -> f64 {
        match self {
            Self::Flat => 0.0,
            Self::Open { outside } => -outside.max(f64::MIN_POSITIVE).ln(),
        }
    }
}

/// All that is to be compared.
#[derive(Debug, Clone)]
pub struct Case {
    /// Loci, ready for computing.
    pub loci: Vec<Locus>,
    /// Families.
    pub families: Vec<Family>,
    /// Remains.
    pub remains: Vec<Remains>,
    /// ln LR of all evidence but DNA, by remains and missing person (order of [`Case::missing`]);
    /// minus infinity where a pair is excluded, as by sex.
    pub ln_other: Vec<Vec<f64>>,
    /// The prior.
    pub prior: Prior,
    /// Coancestry coefficient θ of the population.
    pub theta: f64,
    /// P(what was read of remains at a locus is of somebody else), as where a trace of another bone outweighed what
    /// was left in this one; independently at each locus. 0: never.
    pub contamination: f64,
    /// Remains that may be parts of one person: by remains, those others with ln P(they are of two people)
    /// ([`crate::reassociation`]). Two that look alike because they are of one person are no two brothers; empty: nobody
    /// looked.
    pub alike: Vec<BTreeMap<usize, f64>>,
}

impl Case {
    /// ln P(remains are of other people than all of these), as far as they look alike.
    #[must_use]
    pub fn ln_apart<'a>(&self, remains: usize, others: impl IntoIterator<Item = &'a usize>) -> f64 {
        let Some(alike) = self.alike.get(remains).filter(|a| !a.is_empty()) else { return 0.0 };
        others.into_iter().filter_map(|other| alike.get(other)).sum()
    }

    /// Every missing person, family by family.
    pub fn missing(&self) -> impl Iterator<Item = MissingIndex> + '_ {
        self.families.iter().enumerate().flat_map(|(family, f)| {
            (0..f.missing.len()).map(move |position| MissingIndex { family, position })
        })
    }

    /// A missing person's id.
    #[must_use]
    pub fn missing_id(&self, missing: MissingIndex) -> &str {
        &self.families[missing.family].missing_ids[missing.position]
    }

    /// A missing person's sex.
    #[must_use]
    pub fn missing_sex(&self, missing: MissingIndex) -> Sex {
        let family = &self.families[missing.family];
        family.pedigree.members()[family.missing[missing.position]].sex
    }

    /// The table of [`Case::ln_other`] that only excludes pairs of known, different sex.
    #[must_use]
    pub fn excluded_by_sex(&self) -> Vec<Vec<f64>> {
        self.remains
            .iter()
            .map(|remains| {
                self.missing()
                    .map(|m| {
                        let sex = self.missing_sex(m);
                        let differ = sex != Sex::Unknown && remains.sex != Sex::Unknown && sex != remains.sex;
                        if differ { f64::NEG_INFINITY } else { 0.0 }
                    })
                    .collect()
            })
            .collect()
    }

    /// Positions of all missing persons, so that [`Case::ln_other`]'s columns can be found by family.
    #[must_use]
    pub fn offsets(&self) -> Vec<usize> {
        let mut next = 0;
        self.families
            .iter()
            .map(|f| {
                let at = next;
                next += f.missing.len();
                at
            })
            .collect()
    }
}
