//! A family's pedigree, edited step by step ([`kintrace_casework::family_edit`]).

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::Registry;
use kintrace_casework::family_edit::{Edit, edit};
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::{Person, Subject};
use kintrace_language::Message;
use kintrace_store::Store;
use kintrace_store::missing_persons::File;

use crate::desk::DeskError;
use crate::secrets::secret;

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
