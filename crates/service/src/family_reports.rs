//! A relative reports somebody missing: person, case, report, the relative's place in the family and consent,
//! all in one.

use std::collections::BTreeSet;

use kintrace_casework::consent::Purpose;
use kintrace_casework::report::{Report as Written, Reporter};
use kintrace_casework::{Document, Faults, Noun};
use kintrace_language::{Language, Message};
use kintrace_policy::Account;
use kintrace_store::Store;
use kintrace_store::record::Kind;
use kintrace_store::users::User;

use crate::family::decided;
use crate::reports::{Relative, Report, new_missing, opened, sound};
use crate::{ServiceError, today};

/// Relations that a relative chooses from; any other is written in words, and the office finds the place in
/// the family.
pub const RELATIONS: [&str; 8] =
    ["mother", "father", "daughter", "son", "sister", "brother", "wife", "husband"];

/// What a relative tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FamilyReport {
    /// Who is missing.
    pub missing: Report,
    /// How it happened, in the relative's words.
    pub text: String,
    /// The relative's name.
    pub name: String,
    /// One of [`RELATIONS`], or other words.
    pub relation: String,
    /// How to reach the relative.
    pub contact: String,
    /// What the relative agrees to, and with whom data may be shared.
    pub consent: BTreeSet<(Purpose, String)>,
}

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The missing person's id.
    pub missing: String,
    /// The leaf of the report: what the receipt is for.
    pub sequence: u64,
}

/// Writes down what a relative tells; the account is about this missing person from now on.
///
/// # Errors
/// Faults, each naming the field, or the store's refusal; then nothing was written.
pub async fn report(
    store: &Store,
    told: &FamilyReport,
    account: &Account,
    language: Language,
) -> Result<Reported, ServiceError> {
    let missing_field = |column: &str| {
        let mut faults = Faults::of_file("the form", "this was expected");
        column.clone_into(&mut faults.0[0].column);
        ServiceError::from(faults)
    };
    for (column, value) in [("name", &told.missing.name), ("text", &told.text), ("own_name", &told.name)] {
        if value.trim().is_empty() {
            return Err(missing_field(column));
        }
    }
    let work = store.begin(&account.name).await?;
    let related = RELATIONS.contains(&told.relation.as_str());
    let relative = related.then_some(Relative { name: told.name.trim(), relation: &told.relation });
    let id = new_missing(&work, &told.missing, relative, &account.party).await?;
    let person = if related { format!("{id}-1") } else { String::new() };
    let case = opened(&id, account);
    let written = Written {
        id: format!("R-{id}"),
        party: account.party.clone(),
        missing: id.clone(),
        reporter: Reporter {
            name: told.name.trim().to_owned(),
            relation: told.relation.clone(),
            person: person.clone(),
            contact: told.contact.trim().to_owned(),
        },
        received: Some(today()),
        language: language.tag().to_owned(),
        text: told.text.trim().to_owned(),
        by: account.name.clone(),
    };
    let report = Document::of(&sound(written)?);
    let mut documents = vec![Document::of(&sound(case)?), report];
    if related && let Some(consent) = decided(None, &person, &account.party, &told.consent) {
        documents.push(Document::of(&sound(consent)?));
    }
    work.put(&documents).await?;
    if let Some(user) = work.user(&account.name).await? {
        let mut cases = user.cases.clone();
        cases.insert(id.clone());
        let person = if user.person.is_empty() { person } else { user.person.clone() };
        work.change_user(&User { cases, person, ..user }).await?;
    }
    work.event("report", &Message::new("diary-reported").with("missing", id.as_str())).await?;
    work.commit().await?;
    let versions = store.history(Kind::Document(Noun::Report), &format!("R-{id}")).await?;
    Ok(Reported { missing: id, sequence: versions.first().map_or(0, |v| v.sequence) })
}
