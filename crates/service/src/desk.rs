//! An account at its desk: what it may see of the registry's documents, and what it may change.
//!
//! Here is the one place where documents are asked for in somebody's name: what the policies do not permit
//! is absent, as if it were not there; each reading of a protected thing is put on record; what is written
//! keeps to the rules of its kind, of other things, and of two people at one thing.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::case::Case;
use kintrace_casework::import::Kind as Imported;
use kintrace_casework::statement::Witness;
use kintrace_casework::{Document, Noun, Problems, Reference, Sound, rules};
use kintrace_language::Message;
use kintrace_policy::{Account, Action, Kind, Thing};
use kintrace_store::documents::Filter;
use kintrace_store::record::Kind as Recorded;
use kintrace_store::{Store, StoreError, UnitOfWork};
use serde_json::Value;

use crate::sealing::{SealingError, SealingKey};

/// Why something was not done; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// There is no such thing, or the account may not know of it.
    #[error("there is nothing here")]
    Absent,
    /// The account sees it and may not do this to it.
    #[error("this account may not do that")]
    Forbidden,
    /// It is not right.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// Somebody else was quicker.
    #[error("somebody else has changed it since")]
    Conflict(Box<Conflict>),
    /// The identity can't be opened.
    #[error(transparent)]
    Identity(#[from] SealingError),
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Two people changed one thing: what each has, member by member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The version that it has now.
    pub now: u64,
    /// Who changed it.
    pub by: String,
    /// Members that differ.
    pub differences: Vec<Difference>,
}

/// A member of a thing that two people have differently. JSON; empty: it is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The member.
    pub member: String,
    /// As it was when both began.
    pub was: String,
    /// As the other left it.
    pub theirs: String,
    /// As it would be now.
    pub mine: String,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The version.
    pub version: u64,
    /// Its leaf: what a receipt is for.
    pub sequence: u64,
}

/// An account at its desk.
#[derive(Debug, Clone)]
pub struct Desk {
    store: Store,
    account: Account,
}

impl Desk {
    /// A desk for an account. What the store reads is what its party may see.
    #[must_use]
    pub fn new(store: &Store, account: Account) -> Self {
        Self { store: store.seen_by(&account.party), account }
    }

    /// The store as the account's party sees it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whose desk it is.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    fn sees(&self, document: &Document) -> bool {
        self.account.may_to(Action::Read, &Thing::from(document))
    }

    /// A thing, if there is one that the account may see. That a protected one was read is on record
    /// before it is given.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn read(&self, noun: Noun, id: &str) -> Result<Option<Document>, DeskError> {
        let Some(document) = self.store.document(noun, id).await?.filter(|d| self.sees(d)) else {
            return Ok(None);
        };
        if document.is_protected {
            let work = self.store.begin(&self.account.name).await?;
            work.record_read(Recorded::Document(noun), id);
            work.commit().await?;
        }
        Ok(Some(document.seen_by(&self.account.name)))
    }

    /// A page (from 0) of the things of a kind, without their content, and how many there are.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn list(
        &self,
        noun: Noun,
        filter: &Filter,
        page: u64,
        size: u64,
    ) -> Result<(Vec<Document>, u64), DeskError> {
        if !self.account.may(Action::Read, Kind::Document(noun)) {
            return Ok((Vec::new(), 0));
        }
        let (found, total) = self.store.documents(noun, filter, page, size).await?;
        let found = found.into_iter().filter(|d| self.sees(d)).map(|d| d.seen_by(&self.account.name));
        Ok((found.collect(), total))
    }

    /// Things that refer to one, as far as the account may see them. Only what they are, not what they say,
    /// is meant to be shown of protected ones.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn about(&self, thing: &Reference) -> Result<Vec<Document>, DeskError> {
        self.first_about(thing, usize::MAX).await
    }

    /// The first of each kind that refer to a thing, as many as asked for.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn first_about(&self, thing: &Reference, most: usize) -> Result<Vec<Document>, DeskError> {
        let found = self.store.first_documents_about(thing, most).await?;
        Ok(found.into_iter().filter(|d| self.sees(d)).map(|d| d.seen_by(&self.account.name)).collect())
    }

    /// The version of a thing: what [`Desk::write`] takes.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn version(&self, noun: Noun, id: &str) -> Result<u64, DeskError> {
        Ok(self.store.version(Recorded::Document(noun), id).await?)
    }

    /// Writes a thing, new (`seen` is 0) or as the successor of the version that was seen.
    ///
    /// # Errors
    /// [`DeskError`]; nothing was changed.
    pub async fn write(&self, noun: Noun, state: Value, seen: u64) -> Result<Written, DeskError> {
        let work = self.store.begin(&self.account.name).await?;
        let (document, now) = self.checked(&work, noun, state, seen).await?;
        let case = self.case_moved(&work, &document).await?;
        work.put(&[document]).await?;
        work.put(case.as_slice()).await?;
        let leaves = work.commit().await?.leaves;
        Ok(Written { version: now + u64::from(!leaves.is_empty()), sequence: leaves.start })
    }

    /// Whether [`Desk::write`] would write this; nothing is changed.
    ///
    /// # Errors
    /// As [`Desk::write`].
    pub(crate) async fn may_write(&self, noun: Noun, state: &Value, seen: u64) -> Result<(), DeskError> {
        let work = self.store.begin(&self.account.name).await?;
        self.checked(&work, noun, state.clone(), seen).await.map(|_| ())
    }

    /// The case of the missing person that a document is about, as far as the document takes it: one signature
    /// less to write twice. Only where the account's party keeps the case; nothing moves where the steps may not
    /// follow.
    async fn case_moved(
        &self,
        work: &UnitOfWork,
        document: &Document,
    ) -> Result<Option<Document>, DeskError> {
        let Some((missing, to)) = rules::leads_to(document) else { return Ok(None) };
        let Some(before) = work.documents(Noun::Case, &[missing]).await?.pop() else { return Ok(None) };
        if !self.account.party.is_empty() && before.party != self.account.party {
            return Ok(None);
        }
        let mut case = before.thing::<Case>()?.into_draft();
        let moved = case.advance(to, &self.account.name, crate::today(), &document.reference.id);
        let case = moved.then(|| Sound::new(case)).transpose()?.map(|case| Document::of(&case));
        let Some(case) = case else { return Ok(None) };
        // What the case says has to hold with the document that takes it there.
        let faults = faults_with_others(work, &[document, &case]).await?;
        Ok(faults.is_empty().then_some(case))
    }

    /// What would be written, and the version that is there.
    async fn checked(
        &self,
        work: &UnitOfWork,
        noun: Noun,
        state: Value,
        seen: u64,
    ) -> Result<(Document, u64), DeskError> {
        let id = state.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let before = work.documents(noun, std::slice::from_ref(&id)).await?.pop();
        if before.as_ref().is_some_and(|b| !self.sees(b)) {
            // That there is one already is said, or the id could never be used; what it is, is not.
            let mut problems = Problems::default();
            problems.add("id", "another id was expected");
            return Err(problems.into());
        }
        let now = work.version(Recorded::Document(noun), &id).await?;
        if now != seen {
            let conflict = self.conflict(noun, &id, seen, now, &state).await?;
            return Err(DeskError::Conflict(Box::new(conflict)));
        }
        let document = match &before {
            Some(before) => Document::read_after(noun, state, before)?,
            None => Document::read(noun, state)?,
        };
        self.permit(before.as_ref(), &document)?;
        if let Some((_, problems)) = faults_with_others(work, &[&document]).await?.pop() {
            return Err(problems.into());
        }
        Ok((document, now))
    }

    /// Whether the account may make this of that.
    fn permit(&self, before: Option<&Document>, after: &Document) -> Result<(), DeskError> {
        let action = match (after.reference.kind, before) {
            // To sign, to tell, to answer a doubt.
            (Noun::Identification, Some(_)) => Action::Decide,
            _ => Action::Create,
        };
        let may = |document: &Document| self.account.may_to(action, &Thing::from(document));
        // Another party answers what it was asked, and changes nothing else.
        let replies = after.reference.kind == Noun::InformationRequest
            && before.is_some_and(|b| {
                self.account.may_to(Action::Reply, &Thing::from(b))
                    && only_member_changed(b, after, "replies")
            });
        let permitted = before.is_none_or(may) && may(after);
        if !permitted && !replies {
            return Err(DeskError::Forbidden);
        }
        if let Some(other) = after.added_acts(before).into_iter().find(|by| *by != self.account.name) {
            let mut problems = Problems::default();
            problems.add(
                "by",
                format!("{other:?} is somebody else: everybody speaks and signs in their own name"),
            );
            return Err(problems.into());
        }
        Ok(())
    }

    async fn conflict(
        &self,
        noun: Noun,
        id: &str,
        seen: u64,
        now: u64,
        mine: &Value,
    ) -> Result<Conflict, DeskError> {
        let versions = self.store.history(Recorded::Document(noun), id).await?;
        let state = |version: u64| {
            let found = versions.iter().find(|v| v.version == version && v.state.is_some());
            let state = found.and_then(|v| serde_json::from_str::<Value>(v.state.as_deref()?).ok());
            state.map_or(Value::Null, |mut s| s["document"].take())
        };
        let by = versions.iter().find(|v| v.version == now).map(|v| v.by.clone()).unwrap_or_default();
        Ok(Conflict { now, by, differences: differences(&state(seen), &state(now), mine) })
    }

    /// Opens a protected witness's identity. That it was opened, and by whom, is on record before it is
    /// given.
    ///
    /// # Errors
    /// [`DeskError::Absent`] unless the account is named as a reader; [`SealingError`].
    pub async fn open_identity(&self, witness: &str, key: &SealingKey) -> Result<String, DeskError> {
        let document = self.store.document(Noun::Witness, witness).await?.ok_or(DeskError::Absent)?;
        if !self.account.may_to(Action::Open, &Thing::from(&document)) {
            return Err(DeskError::Absent);
        }
        let sealed = document.thing::<Witness>()?;
        let identity = key.open(&sealed.sealed_identity)?;
        let work = self.store.begin(&self.account.name).await?;
        work.record_read(Recorded::Document(Noun::Witness), witness);
        work.event("identity", &Message::new("diary-identity-opened")).await?;
        work.commit().await?;
        Ok(identity)
    }
}

/// What does not hold between documents that are to be stored together, and what is there: whether all
/// that they refer to exists, and the rules between things.
pub(crate) async fn faults_with_others<'a>(
    work: &UnitOfWork,
    documents: &[&'a Document],
) -> Result<Vec<(&'a Document, Problems)>, StoreError> {
    let new: BTreeMap<&Reference, &Document> = documents.iter().map(|d| (&d.reference, *d)).collect();
    let wanted: BTreeSet<Reference> = documents
        .iter()
        .flat_map(|d| d.links.iter().map(|l| l.to.clone()))
        .filter(|to| !new.contains_key(to))
        .collect();
    let there = work.existing(&wanted).await?;
    // By whom they are about: an import has a hundred thousand.
    let mut about: BTreeMap<&Reference, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        for link in document.links.iter().filter(|l| l.to.kind == Noun::MissingPerson) {
            about.entry(&link.to).or_default().push(document);
        }
    }
    let mut faults = Vec::new();
    for document in documents {
        let mut problems = Problems::default();
        for link in &document.links {
            let known = new.contains_key(&link.to) || there.contains(&link.to);
            problems.expect(known, link.role, format!("{}: there is no such thing", link.to));
        }
        let looks_at = rules::looks_at(document.reference.kind);
        if !looks_at.is_empty() {
            let mut others = BTreeMap::new();
            for missing in document.links.iter().filter(|l| l.to.kind == Noun::MissingPerson) {
                for other in work.documents_about(&missing.to, looks_at).await? {
                    others.insert(other.reference.clone(), other);
                }
                let new = about.get(&missing.to).into_iter().flatten();
                for other in new.filter(|d| looks_at.contains(&d.reference.kind)) {
                    others.insert(other.reference.clone(), (*other).clone());
                }
            }
            if let Err(found) = rules::check(document, &others) {
                problems.0.extend(found.0);
            }
        }
        if !problems.0.is_empty() {
            faults.push((*document, problems));
        }
    }
    Ok(faults)
}

/// What a policy calls a kind of an import.
#[must_use]
pub fn policy_kind(kind: Imported) -> Kind {
    match kind {
        Imported::MissingPerson => Kind::MissingPerson,
        Imported::Person => Kind::Person,
        Imported::Remains => Kind::Remains,
        Imported::Sample => Kind::Sample,
        Imported::Profile => Kind::Profile,
        Imported::Locus => Kind::Locus,
        Imported::Document(noun) => Kind::Document(noun),
    }
}

fn only_member_changed(before: &Document, after: &Document, member: &str) -> bool {
    let without = |document: &Document| {
        let mut state = document.state.clone();
        state.as_object_mut().and_then(|o| o.remove(member));
        state
    };
    without(before) == without(after)
}

/// Members that three versions of a thing have differently: as it was, theirs and mine.
#[must_use]
pub fn differences(was: &Value, theirs: &Value, mine: &Value) -> Vec<Difference> {
    let empty = serde_json::Map::new();
    let members = |value: &'_ Value| value.as_object().cloned().unwrap_or_else(|| empty.clone());
    let mine = kintrace_casework::document::tidy(mine.clone());
    let (was, theirs, mine) = (members(was), members(theirs), members(&mine));
    let names: BTreeSet<&String> = was.keys().chain(theirs.keys()).chain(mine.keys()).collect();
    let shown = |value: Option<&Value>| match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    };
    names
        .into_iter()
        .filter(|name| theirs.get(*name) != mine.get(*name))
        .map(|name| Difference {
            member: name.clone(),
            was: shown(was.get(name)),
            theirs: shown(theirs.get(name)),
            mine: shown(mine.get(name)),
        })
        .collect()
}
