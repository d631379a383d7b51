//! What all are compared with: what is counted among the missing and the remains of a registry, and learned of them.
//!
//! How many times more probable a finding is for this missing person than for somebody else depends on who else there is:
//! how many are men, how old the missing are, how frequent a haplotype is, where the dead lie. If that were counted
//! again with each new sample, each would change every number a little. So it is counted and learned once, of everybody,
//! and stands until it is learned again; whoever comes meanwhile is compared with those who were there.

use std::collections::HashMap;

use kintrace_kinship::Sex;

use super::features::{Effects, Frequencies, Medical};
use super::place::{self, Anywhere, Company, Point, Shares};
use super::{AnteMortem, Others, PostMortem, age, category, stature};

/// What is counted and learned of the missing and the remains of a registry.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    missing: Vec<AnteMortem>,
    remains: Vec<PostMortem>,
    /// The same missing, by number of group and whether anybody is settled.
    persons: Vec<Person>,
    /// Numbers of groups.
    groups: HashMap<String, usize>,
    pub(super) male_share: f64,
    anywhere: Anywhere,
    places: Shares,
    /// By missing person the remains that something else than place has settled to be this person's.
    settled: Vec<Option<usize>>,
    pub(super) hair: Vec<f64>,
    pub(super) eyes: Vec<f64>,
    pub(super) abo: Vec<f64>,
    pub(super) rhesus: Vec<f64>,
    pub(super) medical: Frequencies,
    pub(super) effects: Frequencies,
}

/// A missing person, as a reference knows people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// Which of the reference's this is, if any.
    known: Option<usize>,
    /// Whether it is as the reference has it, and so counted there.
    pub(super) is_counted: bool,
    /// Numbers of groups, as far as the reference has them.
    groups: Vec<usize>,
}

/// A mean over the missing of a reference.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Mean {
    sum: f64,
    weights: f64,
}

impl Mean {
    fn of(weighted: impl Iterator<Item = (f64, f64)>) -> Self {
        weighted.fold(Self::default(), |mean, (weight, value)| mean.and(weight, value))
    }

    /// With one more.
    pub(super) fn and(self, weight: f64, value: f64) -> Self {
        Self { sum: self.sum + weight * value, weights: self.weights + weight }
    }

    /// What it is; nothing, where there is nobody.
    pub(super) fn value(self) -> Option<f64> {
        (self.sum > 0.0).then(|| self.sum / self.weights)
    }
}

impl Reference {
    /// Counts what has to be counted. How the dead lie is not learned yet.
    #[must_use]
    pub fn count(missing: &[AnteMortem], remains: &[PostMortem]) -> Self {
        let of = |sex: Sex| missing.iter().filter(|m| m.sex == sex).count() as f64;
        let (men, women) = (of(Sex::Male), of(Sex::Female));
        let sites = || remains.iter().filter_map(|r| r.place.as_ref());
        let region = place::region(missing.iter().filter_map(|m| m.place.as_ref()).chain(sites()));
        let blood_groups = || missing.iter().filter_map(|m| m.blood_group);
        let seen = remains.iter().filter_map(|r| r.medical.as_deref());
        let mut groups = HashMap::new();
        for group in missing.iter().flat_map(|m| &m.groups) {
            let next = groups.len();
            groups.entry(group.clone()).or_insert(next);
        }
        let mut reference = Self {
            missing: missing.to_vec(),
            remains: remains.to_vec(),
            persons: Vec::new(),
            groups,
            // As if one man and one woman more were missing: nobody is impossible.
            male_share: (men + 1.0) / (men + women + 2.0),
            anywhere: Anywhere::new(sites(), region),
            places: Shares::default(),
            settled: vec![None; missing.len()],
            hair: category::HAIR.frequencies(missing.iter().filter_map(|m| m.hair)),
            eyes: category::EYES.frequencies(missing.iter().filter_map(|m| m.eyes)),
            abo: category::ABO.frequencies(blood_groups().map(|g| g.0)),
            rhesus: category::RHESUS.frequencies(blood_groups().filter_map(|g| g.1)),
            medical: Frequencies::count(missing.iter().map(|m| &m.medical[..]).chain(seen), Medical::DEFAULT),
            effects: Frequencies::count(
                remains.iter().filter_map(|r| r.effects.as_deref()),
                Effects::DEFAULT,
            ),
        };
        let persons = missing.iter().enumerate().map(|(i, m)| reference.person(m, Some(i)));
        reference.persons = persons.collect();
        reference
    }

    /// The missing that it was counted of.
    #[must_use]
    pub fn missing(&self) -> &[AnteMortem] {
        &self.missing
    }

    /// The remains that it was counted of.
    #[must_use]
    pub fn remains(&self) -> &[PostMortem] {
        &self.remains
    }

    /// How the dead lie.
    #[must_use]
    pub fn places(&self) -> Shares {
        self.places
    }

    /// Learns from pairs (remains and missing person, by index) that something else than place has settled how the dead
    /// lie.
    pub(super) fn learn_places(&mut self, settled: &[(usize, usize)]) {
        self.settled = vec![None; self.missing.len()];
        for &(r, m) in settled {
            self.settled[m] = Some(r);
        }
        let pairs = settled.iter().filter_map(|&(r, m)| {
            let (site, seen) = (self.remains[r].place.as_ref()?, self.missing[m].place.as_ref()?);
            let companies = self.companies(Some(site), Some(r));
            let anywhere = self.anywhere(&self.remains[r], Some(r));
            Some(place::Settled {
                densities: place::densities(site, seen, anywhere),
                company: self.company(&companies, site, Some(r), &self.persons[m]).density(),
            })
        });
        let pairs: Vec<place::Settled> = pairs.collect();
        self.places = Shares::learn(&pairs);
    }

    /// A missing person, one of the reference's or somebody who came later.
    pub(super) fn person(&self, missing: &AnteMortem, known: Option<usize>) -> Person {
        let groups = missing.groups.iter().filter_map(|group| self.groups.get(group).copied());
        let is_counted = known.is_some_and(|m| self.missing[m] == *missing);
        Person { known, is_counted, groups: groups.collect() }
    }

    /// How dense the dead lie at the site of remains, which are one of the reference's or came later.
    pub(super) fn anywhere(&self, remains: &PostMortem, known: Option<usize>) -> f64 {
        let itself = known.and_then(|r| self.remains[r].place.as_ref());
        remains.place.as_ref().map_or(0.0, |site| self.anywhere.density(site, itself))
    }

    /// By group, where those of it lie who are settled, as seen from the site of remains, themselves not counted.
    fn companies(&self, site: Option<&Point>, known: Option<usize>) -> Vec<Company> {
        let mut companies: Vec<Company> = Vec::new();
        let Some(site) = site else { return companies };
        for (person, r) in self.persons.iter().zip(&self.settled) {
            let Some(r) = r.filter(|r| Some(*r) != known) else { continue };
            let Some(other) = &self.remains[r].place else { continue };
            for &group in &person.groups {
                if companies.len() <= group {
                    companies.resize(group + 1, Company::default());
                }
                companies[group].add(site, other);
            }
        }
        companies
    }

    /// The company of a missing person, as seen from the site of remains: those of all groups, the person not counted.
    pub(super) fn company(
        &self,
        companies: &[Company],
        site: &Point,
        known: Option<usize>,
        person: &Person,
    ) -> Company {
        let of_groups = person.groups.iter().filter_map(|group| companies.get(*group));
        let all = of_groups.fold(Company::default(), |all, one| all.and(*one));
        let own = person.known.and_then(|m| self.settled[m]).filter(|r| Some(*r) != known);
        let Some((own, other)) = person.known.zip(own.and_then(|r| self.remains[r].place.as_ref())) else {
            return all;
        };
        // As the reference counted the person: whoever has changed groups since is still counted in the old ones.
        let counted = self.persons[own].groups.iter().filter(|group| person.groups.contains(group));
        counted.fold(all, |all, _| all.without(site, other))
    }

    /// What remains show, for somebody else of the registry; `anywhere` is that of their site.
    pub(super) fn others(&self, found: &PostMortem, known: Option<usize>, anywhere: f64) -> Others {
        let weight = |m: &AnteMortem| self.weight(found, m);
        let of = |likelihood: &dyn Fn(&AnteMortem) -> Option<f64>| {
            Mean::of(self.missing.iter().filter_map(|m| Some((weight(m), likelihood(m)?))))
        };
        let companies = self.companies(found.place.as_ref(), known);
        let density = |m: usize| {
            let (site, seen) = (found.place.as_ref()?, self.missing[m].place.as_ref()?);
            let alone = self.places.density(place::densities(site, seen, anywhere));
            let company = self.company(&companies, site, known, &self.persons[m]).density();
            Some(company.map_or(alone, |company| self.places.with_company(alone, company)))
        };
        Others {
            age: of(&|m| found.age.zip(m.age).map(|(found, age)| age::likelihood(found, age))),
            stature: of(&|m| {
                found.stature_cm.zip(m.stature_cm).map(|(found, cm)| stature::likelihood(found, cm))
            }),
            place: Mean::of((0..self.missing.len()).filter_map(density).map(|density| (1.0, density))),
            companies,
        }
    }

    /// How probable the sex that remains show is of a missing person: as much does that one count among others.
    pub(super) fn weight(&self, found: &PostMortem, missing: &AnteMortem) -> f64 {
        if missing.sex == Sex::Unknown {
            found.sex.of_others(self.male_share)
        } else {
            found.sex.given(missing.sex)
        }
    }
}
