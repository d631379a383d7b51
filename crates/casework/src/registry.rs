//! Everything that is known, in memory: what the search reads and the import changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use kintrace_kinship::pedigree::{Founder, PedigreeError, Row};
use kintrace_kinship::{FrequencyTable, Pedigree, Profile, Sex};

use crate::date::DateInterval;

/// Columns that an import did not know, kept with the thing they belong to.
pub type Other = BTreeMap<String, String>;

/// A person who is missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MissingPerson {
    /// Id of the case.
    pub id: String,
    /// Family id.
    pub family: String,
    /// The person's id in the family's pedigree.
    pub person: String,
    /// Name, as reported.
    pub name: String,
    /// Born.
    pub born: Option<DateInterval>,
    /// Last seen when.
    pub last_seen: Option<DateInterval>,
    /// Last seen where.
    pub place: String,
    /// Last seen where, WGS 84, and how far off that may be.
    pub position: Option<Position>,
    /// The event the person vanished at.
    pub event: String,
    /// Stature, cm.
    pub stature_cm: Option<f64>,
    /// Civilian, combatant or unknown, as reported.
    pub capacity: String,
    /// The party whose office keeps the case; empty: all of them together.
    pub party: String,
    /// Everything else that was given.
    pub other: Other,
}

/// A point with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty, km.
    pub radius_km: Option<f64>,
}

/// A member of a family's pedigree, living, dead or missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Id, unique in the registry.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Father's id.
    pub father: Option<String>,
    /// Mother's id.
    pub mother: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Name, if it was given.
    pub name: String,
    /// Relation to the missing person, as it was reported.
    pub relation: String,
    /// Born.
    pub born: Option<DateInterval>,
    /// Everything else that was given.
    pub other: Other,
}

/// A body, or a part of one.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Remains {
    /// Id.
    pub id: String,
    /// Site where they were found.
    pub site: String,
    /// Where, WGS 84.
    pub position: Option<Position>,
    /// Sex as estimated.
    pub sex: Sex,
    /// Age at death as estimated, years, from and to.
    pub age: Option<(f64, f64)>,
    /// Stature as estimated, cm.
    pub stature_cm: Option<f64>,
    /// When they were found.
    pub found: String,
    /// Which bones.
    pub bones: String,
    /// Description.
    pub description: String,
    /// The party that has them; empty: all of them together.
    pub party: String,
    /// Everything else that was given.
    pub other: Other,
}

/// What a sample was taken from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A person, by id.
    Person(String),
    /// Remains, by id.
    Remains(String),
}

/// A sample, and the profile read from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Barcode.
    pub id: String,
    /// What it was taken from.
    pub subject: Subject,
    /// Kind: buccal swab, tooth, femur …
    pub kind: String,
    /// When it was taken.
    pub taken: String,
    /// Which laboratory has it.
    pub laboratory: String,
    /// Number of its seal.
    pub seal: String,
    /// Everything else that was given.
    pub other: Other,
}

/// Everything in the registry, by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registry {
    /// Missing persons.
    pub missing: BTreeMap<String, MissingPerson>,
    /// Members of families.
    pub persons: BTreeMap<String, Person>,
    /// Remains.
    pub remains: BTreeMap<String, Remains>,
    /// Samples.
    pub samples: BTreeMap<String, Sample>,
    /// Profiles by sample.
    pub profiles: BTreeMap<String, Profile>,
    /// Allele frequencies; empty if the office has given none and the built-in table is used.
    pub frequencies: FrequencyTable,
}

/// The columns of a person that say what is known of a founder's ancestors: see [`Founder`]. Few families have them, so
/// they are kept with the other columns ([`Person::other`]).
pub const INBREEDING: &str = "inbreeding";
/// The id of a founder of the same family to whom this one is related.
pub const RELATED_TO: &str = "related_to";
/// How closely: a coefficient of kinship.
pub const KINSHIP_COEFFICIENT: &str = "kinship_coefficient";

impl Person {
    /// What is known of the person's ancestors, if he or she is a founder and anything is. What is no number is none
    /// that a pedigree takes.
    #[must_use]
    pub fn founder(&self) -> Option<Founder> {
        let column = |name: &str| self.other.get(name).filter(|text| !text.is_empty());
        let number = |name: &str| column(name).map(|text| text.parse().unwrap_or(f64::NAN));
        let related_to = column(RELATED_TO).map(String::as_str);
        Founder::stated(&self.id, number(INBREEDING), related_to, number(KINSHIP_COEFFICIENT))
    }
}

/// The pedigree of members of one family.
///
/// # Errors
/// What is impossible about it.
pub fn pedigree_of<'a>(
    persons: impl IntoIterator<Item = &'a Person>,
) -> Result<Pedigree, Vec<PedigreeError>> {
    let row =
        |p: &Person| Row { id: p.id.clone(), father: p.father.clone(), mother: p.mother.clone(), sex: p.sex };
    let (rows, founders): (Vec<Row>, Vec<Option<Founder>>) =
        persons.into_iter().map(|p| (row(p), p.founder())).unzip();
    let founders: Vec<Founder> = founders.into_iter().flatten().collect();
    Pedigree::new(&rows)?.with_founders(&founders)
}

/// What there is of one family.
#[derive(Debug, Clone)]
pub struct FamilyView<'a> {
    /// Family id.
    pub id: &'a str,
    /// Its members, in order of id.
    pub persons: Vec<&'a Person>,
    /// Its missing, in order of id.
    pub missing: Vec<&'a MissingPerson>,
}

impl FamilyView<'_> {
    /// The family's pedigree.
    ///
    /// # Errors
    /// What is impossible about it.
    pub fn pedigree(&self) -> Result<Pedigree, Vec<PedigreeError>> {
        pedigree_of(self.persons.iter().copied())
    }
}

impl Registry {
    /// Leaves out the samples and profiles of these members of families.
    pub fn without_samples_of(&mut self, persons: &BTreeSet<String>) {
        let gone = self
            .samples
            .extract_if(.., |_, s| matches!(&s.subject, Subject::Person(id) if persons.contains(id)));
        for (id, _) in gone {
            self.profiles.remove(&id);
        }
    }

    /// All families that have a missing person, in order of id.
    #[must_use]
    pub fn families(&self) -> Vec<FamilyView<'_>> {
        let mut families: BTreeMap<&str, FamilyView<'_>> = BTreeMap::new();
        for m in self.missing.values() {
            families
                .entry(&m.family)
                .or_insert_with(|| FamilyView { id: &m.family, persons: Vec::new(), missing: Vec::new() })
                .missing
                .push(m);
        }
        for p in self.persons.values() {
            if let Some(family) = families.get_mut(p.family.as_str()) {
                family.persons.push(p);
            }
        }
        families.into_values().collect()
    }

    /// The profile of a person or of remains: all of the subject's samples together, by locus. Where
    /// samples disagree, the locus that shows more alleles counts, then the sample that comes first
    /// by id.
    #[must_use]
    pub fn profiles_by_subject(&self) -> BTreeMap<&Subject, Cow<'_, Profile>> {
        self.profiles_of(|_| true)
    }

    /// The same of some subjects only.
    #[must_use]
    pub fn profiles_of(&self, wanted: impl Fn(&Subject) -> bool) -> BTreeMap<&Subject, Cow<'_, Profile>> {
        let mut by_subject: BTreeMap<&Subject, Cow<'_, Profile>> = BTreeMap::new();
        for sample in self.samples.values().filter(|s| wanted(&s.subject)) {
            let Some(profile) = self.profiles.get(&sample.id) else { continue };
            let merged = by_subject.entry(&sample.subject).or_default();
            if merged.is_empty() {
                *merged = Cow::Borrowed(profile);
                continue;
            }
            let merged = merged.to_mut();
            merged.forget_peaks();
            for (locus, pair) in profile.iter() {
                if merged.get(locus).is_none_or(|old| distinct(old) < distinct(pair)) {
                    merged.insert(locus, pair.clone());
                }
            }
        }
        by_subject
    }

    /// The profiles of members of families by their ids; of those only that are `wanted`.
    #[must_use]
    pub fn profiles_of_persons(&self, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Profile> {
        let is_wanted = |subject: &Subject| matches!(subject, Subject::Person(id) if wanted(id));
        let found = self.profiles_of(is_wanted).into_iter().filter_map(|(subject, profile)| match subject {
            Subject::Person(id) => Some((id.clone(), profile.into_owned())),
            Subject::Remains(_) => None,
        });
        found.collect()
    }
}

/// How much a reading shows: more than two alleles say nothing of one person; one allele, a homozygote, two alleles.
fn distinct(pair: &kintrace_kinship::AllelePair) -> usize {
    if !pair.more.is_empty() {
        return 0;
    }
    match &pair.second {
        None => 1,
        Some(second) if *second == pair.first => 2,
        Some(_) => 3,
    }
}
