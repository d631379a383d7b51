//! Files into the registry: all or nothing, in the name of an account.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::document::members;
use kintrace_casework::import::{Batch, Change, DocumentRow, Kind, MergeOptions, Merged, merge};
use kintrace_casework::registry::Subject;
use kintrace_casework::{Document, Fault, Faults, Noun, Registry};
use kintrace_interchange::detect::{Source, read_all};
use kintrace_interchange::package::DESCRIPTOR;
use kintrace_kinship::builtin;
use kintrace_language::Message;
use kintrace_policy::{Account, Action, Thing};
use kintrace_store::originals::Originals;
use kintrace_store::{Store, UnitOfWork};

use crate::desk::{faults_with_others, policy_kind};
use crate::package::Extras;
use crate::{ServiceError, counts, in_words};

/// Imports files in one transaction; with `dry_run` only says what would change. `account`: in whose name;
/// `None` for the command line, which may do everything. `originals`: where the files of an export's
/// evidence are kept.
///
/// # Errors
/// Every fault of the files, [`ServiceError::Forbidden`], or the store's refusal.
pub async fn import(
    store: &Store,
    mut sources: Vec<Source>,
    options: MergeOptions,
    dry_run: bool,
    account: Option<&Account>,
    originals: Option<&Originals>,
) -> Result<Merged, ServiceError> {
    let names: Vec<String> =
        sources.iter().map(|s| s.name.rsplit('/').next().unwrap_or(&s.name).to_owned()).collect();
    let extras = Extras::take(&mut sources)?;
    if !extras.is_empty() && account.is_some() {
        let expected = "a whole registry is imported on the command line, by who keeps it";
        return Err(Faults::of_file(DESCRIPTOR, expected).into());
    }
    let work = store.begin(account.map_or("", |a| a.name.as_str())).await?;
    let before = work.registry().await?;
    // Reading and checking a large set of files takes seconds; others must not wait for it.
    let (before, mut batch, mut merged) = tokio::task::spawn_blocking(move || {
        let batch = read_all(&sources)?;
        match merge(&before, &batch, &builtin::frequencies(), options) {
            Ok(merged) => Ok((before, batch, merged)),
            Err(mut faults) => {
                // Everything that is wrong is told at once.
                faults.0.extend(faults_alone(&batch.documents));
                Err(faults)
            }
        }
    })
    .await??;
    if let Some(account) = account {
        own(account, &mut batch, &mut merged);
        permit(account, &before, &merged)?;
    }
    // Documents refer to what comes with them: that is there first, and goes again if they are not right.
    work.apply(&merged.registry, &merged.changes).await?;
    let documents = documents(&work, &batch.documents, account).await?;
    merged.changes.extend(documents.iter().map(|(document, is_new)| Change {
        kind: Kind::Document(document.reference.kind),
        id: document.reference.id.clone(),
        is_new: *is_new,
    }));
    let documents: Vec<Document> = documents.into_iter().map(|(document, _)| document).collect();
    work.put(&documents).await?;
    extras.write(&work).await?;
    if let Some(originals) = originals.filter(|_| !dry_run) {
        extras.keep(originals).await?;
    }
    let something = !merged.changes.is_empty() || !extras.is_empty();
    if something && !dry_run {
        let files = names.iter().map(|name| Message::new("diary-as-written").with("text", name));
        let what = Message::new("diary-imported")
            .with("changes", shortened(in_words(&merged.changes)))
            .with("files", shortened(files.collect()));
        work.event("import", &what).await?;
        work.commit().await?;
    }
    Ok(merged)
}

/// The first few, and how many more there are.
fn shortened(mut list: Vec<Message>) -> Vec<Message> {
    /// An entry of the diary is read at a glance.
    const MOST: usize = 6;
    if list.len() > MOST {
        let more = list.len() - MOST;
        list.truncate(MOST);
        list.push(Message::new("and-more").with("count", more));
    }
    list
}

/// What is wrong with documents by themselves, but for rows of which a cell could not be read.
fn faults_alone(rows: &[DocumentRow]) -> Vec<Fault> {
    let faults = rows.iter().filter_map(|row| {
        let problems = Document::read(row.noun, row.state.clone()).err()?;
        Some(problems.0.into_iter().map(|p| row.origin.fault(&p.field, "", p.problem)))
    });
    faults.flatten().collect()
}

/// What an account of a party puts in and does not say whose it is, is its party's.
fn own(account: &Account, batch: &mut Batch, merged: &mut Merged) {
    if account.party.is_empty() {
        return;
    }
    for change in merged.changes.iter().filter(|c| c.is_new) {
        let party = match change.kind {
            Kind::MissingPerson => merged.registry.missing.get_mut(&change.id).map(|m| &mut m.party),
            Kind::Remains => merged.registry.remains.get_mut(&change.id).map(|r| &mut r.party),
            _ => None,
        };
        if let Some(party) = party.filter(|p| p.is_empty()) {
            party.clone_from(&account.party);
        }
    }
    for row in &mut batch.documents {
        if members(row.noun).contains_key("party")
            && let Some(members) = row.state.as_object_mut()
        {
            members.entry("party").or_insert_with(|| account.party.as_str().into());
        }
    }
}

/// Whether an account may make these changes: of these kinds, and to what its party holds.
fn permit(account: &Account, before: &Registry, merged: &Merged) -> Result<(), ServiceError> {
    let changed: Vec<Kind> = counts(&merged.changes).into_iter().map(|(kind, ..)| kind).collect();
    let forbidden: Vec<Kind> =
        changed.into_iter().filter(|k| !account.may(Action::Import, policy_kind(*k))).collect();
    if !forbidden.is_empty() {
        return Err(ServiceError::Forbidden(forbidden));
    }
    if account.party.is_empty() {
        return Ok(());
    }
    // Whose families are.
    let holders = |registry: &Registry| {
        let mut holders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for missing in registry.missing.values() {
            holders.entry(missing.family.clone()).or_default().insert(missing.party.clone());
        }
        holders
    };
    let of_families = [holders(before), holders(&merged.registry)];
    let mut foreign = Vec::new();
    for change in &merged.changes {
        let held = |registry: &Registry, families: &BTreeMap<String, BTreeSet<String>>| -> BTreeSet<String> {
            let of_person = |id: &str| {
                let family = registry.persons.get(id).map(|p| p.family.as_str()).unwrap_or_default();
                families.get(family).cloned().unwrap_or_default()
            };
            let of_remains =
                |id: &str| registry.remains.get(id).map(|r| r.party.clone()).into_iter().collect();
            match change.kind {
                Kind::MissingPerson => {
                    registry.missing.get(&change.id).map(|m| m.party.clone()).into_iter().collect()
                }
                Kind::Remains => of_remains(&change.id),
                Kind::Person => of_person(&change.id),
                Kind::Sample | Kind::Profile => match registry.samples.get(&change.id) {
                    // A laboratory's are the samples that it was given, whoever they are of.
                    Some(sample) if sample.laboratory == account.party => BTreeSet::new(),
                    Some(sample) => match &sample.subject {
                        Subject::Person(id) => of_person(id),
                        Subject::Remains(id) => of_remains(id),
                    },
                    None => BTreeSet::new(),
                },
                Kind::Locus | Kind::Document(_) => BTreeSet::new(),
            }
        };
        let mut parties = held(before, &of_families[0]);
        parties.extend(held(&merged.registry, &of_families[1]));
        let kind = policy_kind(change.kind);
        if !parties.iter().all(|party| account.may_to(Action::Import, &Thing::held_by(kind, party.as_str())))
        {
            foreign.push(in_use(kind.text(), &change.id));
        }
    }
    if foreign.is_empty() { Ok(()) } else { Err(Faults(foreign).into()) }
}

/// What another party holds: that an id is in use is said, and nothing else.
fn in_use(kind: &str, id: &str) -> Fault {
    Fault {
        file: String::new(),
        row: 0,
        column: kind.to_owned(),
        value: id.to_owned(),
        expected: "another id was expected, and your own party or none".to_owned(),
    }
}

/// The documents of a batch that are new or changed, checked, and whether they are new.
async fn documents(
    work: &UnitOfWork,
    rows: &[DocumentRow],
    account: Option<&Account>,
) -> Result<Vec<(Document, bool)>, ServiceError> {
    let mut by_noun: BTreeMap<Noun, Vec<&DocumentRow>> = BTreeMap::new();
    for row in rows {
        by_noun.entry(row.noun).or_default().push(row);
    }
    let mut faults = Vec::new();
    let mut changed: Vec<(&DocumentRow, Document, bool)> = Vec::new();
    for (noun, rows) in by_noun {
        let id =
            |row: &DocumentRow| row.state.get("id").and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let ids: Vec<String> = rows.iter().map(|r| id(r)).collect();
        let earlier: BTreeMap<String, Document> =
            work.documents(noun, &ids).await?.into_iter().map(|d| (d.reference.id.clone(), d)).collect();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            let id = id(row);
            if let Some(first) = seen.insert(id.clone(), row.origin.row) {
                let expected = format!("this {} is given twice (first in row {first})", noun.text());
                faults.push(row.origin.fault(noun.text(), &id, expected));
                continue;
            }
            let before = earlier.get(&id);
            let read = match before {
                Some(before) => Document::read_after(noun, row.state.clone(), before),
                None => Document::read(noun, row.state.clone()),
            };
            let document = match read {
                Ok(document) => document,
                Err(problems) => {
                    faults.extend(problems.0.into_iter().map(|p| row.origin.fault(&p.field, "", p.problem)));
                    continue;
                }
            };
            if before == Some(&document) {
                continue;
            }
            if let Some(account) = account {
                let may = |d: &Document| account.may_to(Action::Import, &Thing::from(d));
                if !account.may(Action::Import, policy_kind(Kind::Document(noun))) {
                    return Err(ServiceError::Forbidden(vec![Kind::Document(noun)]));
                }
                if !may(&document) || !before.is_none_or(may) {
                    faults.push(in_use(noun.text(), &id));
                }
                if let Some(other) = document.added_acts(before).into_iter().find(|by| *by != account.name) {
                    let expected = "everybody speaks and signs in their own name";
                    faults.push(row.origin.fault("by", other, expected));
                }
            }
            changed.push((row, document, before.is_none()));
        }
    }
    let all: Vec<&Document> = changed.iter().map(|(_, document, _)| document).collect();
    for (document, problems) in faults_with_others(work, &all).await? {
        let origin = changed.iter().find(|(_, d, _)| std::ptr::eq(d, document)).map(|(row, ..)| &row.origin);
        if let Some(origin) = origin {
            faults.extend(problems.0.into_iter().map(|p| origin.fault(&p.field, "", p.problem)));
        }
    }
    if faults.is_empty() {
        Ok(changed.into_iter().map(|(_, document, is_new)| (document, is_new)).collect())
    } else {
        faults.sort();
        Err(Faults(faults).into())
    }
}
