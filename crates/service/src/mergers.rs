//! Whoever was reported twice: who is likely to be one person, both reports side by side, their cases merged and
//! parted again ([`kintrace_casework::merger`]).

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::case::{Case, Status, Step};
use kintrace_casework::merger::{Apart, Joined, Mergers, join, one_family};
use kintrace_casework::registry::{MissingPerson, Person, Sample, Subject};
use kintrace_casework::{Document, Noun, Problems, Reference, Registry, Sound};
use kintrace_kinship::Sex;
use kintrace_store::documents::Filter;
use kintrace_store::missing_persons::File;
use kintrace_store::{Store, StoreError};

use crate::desk::{Desk, DeskError, Written};
use crate::left_out::LeftOut;
use crate::reports::{Duplicate, Report, duplicates_but};
use crate::today;

/// All cases that are merged into others, as far as the store's party may see them.
///
/// # Errors
/// The store's refusal.
pub async fn mergers(store: &Store) -> Result<Mergers, StoreError> {
    let merged = Filter { status: Some(Status::Merged.text().to_owned()), ..Filter::default() };
    let (found, _) = store.documents(Noun::Case, &merged, 0, u64::MAX >> 1).await?;
    let cases: Vec<Case> = found.iter().filter_map(|d| d.thing().ok()).map(Sound::into_draft).collect();
    Ok(Mergers::of(&cases))
}

/// The cases that go on in one, by themselves and through others.
///
/// # Errors
/// The store's refusal.
pub async fn merged_into(store: &Store, id: &str) -> Result<Mergers, StoreError> {
    let mut found: BTreeMap<String, Case> = BTreeMap::new();
    let mut look = vec![id.to_owned()];
    while let Some(id) = look.pop() {
        // The own case speaks of it, and those that were merged into it.
        let about = Reference::new(Noun::MissingPerson, &id);
        for document in store.documents_of_kind_about(Noun::Case, &about).await? {
            let Ok(case) = document.thing::<Case>() else { continue };
            let into = case.steps.last().filter(|s| s.to == Status::Merged).map(|s| s.into.as_str());
            if into == Some(id.as_str()) && !found.contains_key(&case.id) {
                look.push(case.id.clone());
                found.insert(case.id.clone(), case.into_draft());
            }
        }
    }
    Ok(Mergers::of(found.values()))
}

/// A missing person's file with those of everybody who was merged into this case.
#[derive(Debug, Clone)]
pub struct JoinedFile {
    /// The family as the search compares it.
    pub file: File,
    /// The missing persons who go on in this one.
    pub merged: Vec<MissingPerson>,
    /// Those of them whose families can't be one, and are compared by themselves: id, and why.
    pub apart: Vec<(String, Apart)>,
}

/// A missing person's file as the search compares it: without the DNA of who has taken back the consent to
/// compare it, which is left out before families are joined and members of one go by another's id. `None` if nobody
/// has the id.
///
/// # Errors
/// The store's refusal.
pub async fn joined_file(store: &Store, id: &str) -> Result<Option<JoinedFile>, StoreError> {
    let Some(file) = compared_file(store, id).await? else { return Ok(None) };
    let mergers = merged_into(store, id).await?;
    if mergers.is_empty() {
        return Ok(Some(JoinedFile { file, merged: Vec::new(), apart: Vec::new() }));
    }
    let mut registry = Registry::default();
    add(&mut registry, &file);
    let mut merged = Vec::new();
    for (other, _) in mergers.iter() {
        if let Some(file) = compared_file(store, other).await? {
            merged.push(file.missing.clone());
            add(&mut registry, &file);
        }
    }
    let apart = join(&mut registry, &mergers);
    let family = registry.missing.get(id).map_or(&file.missing.family, |m| &m.family).clone();
    let persons: Vec<Person> = registry.persons.values().filter(|p| p.family == family).cloned().collect();
    let members: BTreeSet<&str> = persons.iter().map(|p| p.id.as_str()).collect();
    let of_member = |s: &&Sample| matches!(&s.subject, Subject::Person(p) if members.contains(p.as_str()));
    let samples = registry
        .samples
        .values()
        .filter(of_member)
        .map(|s| (s.clone(), registry.profiles.get(&s.id).cloned().unwrap_or_default()))
        .collect();
    let missing = registry.missing.get(id).cloned().unwrap_or(file.missing);
    let missing_of_family = registry.missing.values().filter(|m| m.family == family).cloned().collect();
    Ok(Some(JoinedFile { file: File { missing, persons, missing_of_family, samples }, merged, apart }))
}

/// A missing person's file without the samples that are not compared ([`LeftOut`]). `None` if nobody has the id.
///
/// # Errors
/// The store's refusal.
pub async fn compared_file(store: &Store, id: &str) -> Result<Option<File>, StoreError> {
    let Some(mut file) = store.missing_file(id).await? else { return Ok(None) };
    LeftOut::of_file(store, &file).await?.apply_to_samples(&mut file);
    Ok(Some(file))
}

fn add(registry: &mut Registry, file: &File) {
    registry.missing.extend(file.missing_of_family.iter().map(|m| (m.id.clone(), m.clone())));
    registry.persons.extend(file.persons.iter().map(|p| (p.id.clone(), p.clone())));
    for (sample, profile) in &file.samples {
        registry.samples.insert(sample.id.clone(), sample.clone());
        registry.profiles.insert(sample.id.clone(), profile.clone());
    }
}

/// Who else of the registry may be a missing person, the most probable first: nobody of the own family, and
/// nobody who was merged already.
///
/// # Errors
/// The store's refusal.
pub async fn likely(store: &Store, file: &File) -> Result<Vec<Duplicate>, StoreError> {
    let missing = &file.missing;
    let text =
        |date: &Option<kintrace_casework::DateInterval>| date.as_ref().map_or("", |d| &d.text).to_owned();
    let report = Report {
        name: missing.name.clone(),
        sex: match sex(file) {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Unknown => "",
        }
        .to_owned(),
        born: text(&missing.born),
        last_seen: text(&missing.last_seen),
        place: missing.place.clone(),
    };
    let mergers = mergers(store).await?;
    let other = |m: &MissingPerson| m.family != missing.family && mergers.goes_on_as(&m.id) == m.id;
    duplicates_but(store, &report, &other).await
}

/// The sex of a file's missing person.
#[must_use]
pub fn sex(file: &File) -> Sex {
    file.persons.iter().find(|p| p.id == file.missing.person).map_or(Sex::Unknown, |p| p.sex)
}

/// What both families say, if the two were one person.
///
/// # Errors
/// Why they can't be.
pub fn families(one: &File, other: &File) -> Result<Joined, Apart> {
    let mut registry = Registry::default();
    add(&mut registry, one);
    add(&mut registry, other);
    let profiles = registry.profiles_of_persons(|_| true);
    let members: Vec<Person> = registry.persons.values().cloned().collect();
    one_family(&members, &one.missing, &other.missing, &profiles)
}

/// Merges a case into another, in which it goes on.
///
/// # Errors
/// [`DeskError`]: one of them is not there, the account may not, their families can't be one
/// (field `dna`), or the case's steps don't permit it.
pub async fn merge(desk: &Desk, id: &str, into: &str, reason: &str) -> Result<Written, DeskError> {
    let store = desk.store();
    let own = compared_file(store, id).await?.ok_or(DeskError::Absent)?;
    let other = joined_file(store, into).await?.ok_or(DeskError::Absent)?;
    if families(&other.file, &own).is_err() {
        let mut problems = Problems::default();
        problems.add("dna", "their families can't be one");
        return Err(problems.into());
    }
    let step = Step {
        to: Status::Merged,
        on: today(),
        by: desk.account().name.clone(),
        reason: reason.trim().to_owned(),
        into: into.to_owned(),
    };
    add_step(desk, &own.missing, step).await
}

/// Parts a case from the one into which it was merged: it is looked at again by itself.
///
/// # Errors
/// As [`merge`].
pub async fn part(desk: &Desk, id: &str, reason: &str) -> Result<Written, DeskError> {
    let missing = desk.store().listed(id).await?.ok_or(DeskError::Absent)?.missing;
    let step = Step {
        to: Status::Reopened,
        on: today(),
        by: desk.account().name.clone(),
        reason: reason.trim().to_owned(),
        into: String::new(),
    };
    add_step(desk, &missing, step).await
}

/// Adds a step to a case; one that nobody opened yet is registered first.
async fn add_step(desk: &Desk, missing: &MissingPerson, step: Step) -> Result<Written, DeskError> {
    let seen = desk.version(Noun::Case, &missing.id).await?;
    let mut case = match desk.read(Noun::Case, &missing.id).await? {
        Some(document) => document.thing::<Case>()?.into_draft(),
        None => Case {
            id: missing.id.clone(),
            party: desk.account().party.clone(),
            steps: vec![Step {
                to: Status::Registered,
                on: today(),
                by: desk.account().name.clone(),
                reason: String::new(),
                into: String::new(),
            }],
            ..Case::default()
        },
    };
    case.steps.push(step);
    desk.write(Noun::Case, Document::of(&Sound::new(case)?).state, seen).await
}
