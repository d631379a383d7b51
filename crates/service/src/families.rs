//! A family's pedigree, edited step by step ([`kintrace_casework::family_edit`]), and who of it gave DNA.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::family_edit::{Edit, edit};
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::{Other, Person, Sample, Subject};
use kintrace_casework::{Noun, Problems, Reference, Registry};
use kintrace_language::Message;
use kintrace_store::Store;
use kintrace_store::missing_persons::File;

use crate::desk::DeskError;
use crate::secrets::secret;
use crate::today;

/// Members who stay: the missing, and who gave a sample.
#[must_use]
pub fn who_stays(file: &File) -> BTreeSet<String> {
    let missing = file.missing_of_family.iter().map(|m| m.person.clone());
    let donors = file.samples.iter().filter_map(|(sample, _)| match &sample.subject {
        Subject::Person(id) => Some(id.clone()),
        Subject::Remains(_) => None,
    });
    missing.chain(donors).collect()
}

/// Writes down that a member of a missing person's family gave a sample, by the barcode of its tube; it waits for
/// its laboratory from then on.
///
/// # Errors
/// [`DeskError`]: there is no such member, or the barcode is none or another sample's (field `sample`).
pub async fn give_sample(
    store: &Store,
    by: &str,
    missing: &str,
    member: &str,
    barcode: &str,
) -> Result<(), DeskError> {
    let work = store.begin(by).await?;
    let file = store.missing_file(missing).await?.ok_or(DeskError::Absent)?;
    let person = file.persons.iter().find(|p| p.id == member).ok_or(DeskError::Absent)?;
    let barcode = barcode.trim();
    let mut problems = Problems::default();
    problems.require(barcode, "sample");
    let sane = barcode.len() <= LONGEST_BARCODE && !barcode.chars().any(char::is_control);
    problems.expect(sane, "sample", "200 bytes at most were expected, without blanks around");
    let there = work.existing(&[Reference::new(Noun::Sample, barcode)].into()).await?;
    problems.expect(there.is_empty(), "sample", "another id was expected");
    if !problems.0.is_empty() {
        return Err(problems.into());
    }
    let sample = Sample {
        id: barcode.to_owned(),
        subject: Subject::Person(person.id.clone()),
        kind: "buccal swab".to_owned(),
        taken: today().to_string(),
        laboratory: String::new(),
        seal: String::new(),
        other: Other::new(),
    };
    let changes = [Change { kind: Kind::Sample, id: sample.id.clone(), is_new: true }];
    let registry =
        Registry { samples: [(sample.id.clone(), sample)].into_iter().collect(), ..Registry::default() };
    work.apply(&registry, &changes).await?;
    work.event("family", &Message::new("diary-sample-given").with("sample", barcode)).await?;
    work.commit().await?;
    Ok(())
}

/// As long as ids may be, in bytes.
const LONGEST_BARCODE: usize = 200;

/// Takes a step in the family of a missing person, in an account's name; gives the members who came in or were
/// changed.
///
/// # Errors
/// [`DeskError`]: there is no such missing person, or the step can't be taken; the family is as it was.
pub async fn change(store: &Store, by: &str, missing: &str, step: &Edit) -> Result<Vec<String>, DeskError> {
    let work = store.begin(by).await?;
    let file = store.missing_file(missing).await?.ok_or(DeskError::Absent)?;
    let family = &file.missing.family;
    let before = work.family(family).await?;
    let mut new_id = || format!("{family}-{}", &secret()[..6]);
    let after = edit(&before, &who_stays(&file), step, &mut new_id)?;
    let was: BTreeMap<&str, &Person> = before.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut registry = Registry::default();
    let mut changes = Vec::new();
    for person in &after {
        let old = was.get(person.id.as_str());
        if old.is_none_or(|old| *old != person) {
            changes.push(Change { kind: Kind::Person, id: person.id.clone(), is_new: old.is_none() });
            registry.persons.insert(person.id.clone(), person.clone());
        }
    }
    work.apply(&registry, &changes).await?;
    let stays: BTreeSet<&str> = after.iter().map(|p| p.id.as_str()).collect();
    for gone in before.iter().filter(|p| !stays.contains(p.id.as_str())) {
        work.remove_person(&gone.id).await?;
    }
    work.event("family", &Message::new("diary-family-changed").with("missing", missing)).await?;
    work.commit().await?;
    Ok(changes.into_iter().map(|c| c.id).collect())
}
