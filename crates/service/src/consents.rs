//! Whose data is left out because consent has ended.

use std::collections::BTreeSet;

use kintrace_casework::consent::{Consent, Purpose};
use kintrace_casework::{Document, Noun, Sound};
use kintrace_store::{Store, StoreError};

use crate::today;

/// Members of families who agreed to a purpose once and no longer do, by id. Of whom no consent is written
/// down, nothing is said here.
///
/// # Errors
/// The store's refusal.
pub async fn withdrawn(store: &Store, purpose: Purpose) -> Result<BTreeSet<String>, StoreError> {
    Ok(no_longer(&store.every_document(Noun::Consent).await?, purpose))
}

/// The same of these members of families only.
///
/// # Errors
/// The store's refusal.
pub async fn withdrawn_among(
    store: &Store,
    purpose: Purpose,
    persons: &[String],
) -> Result<BTreeSet<String>, StoreError> {
    let documents = store.documents_of_kind_about_any(Noun::Consent, Noun::Person, persons).await?;
    Ok(no_longer(&documents, purpose))
}

fn no_longer(documents: &[Document], purpose: Purpose) -> BTreeSet<String> {
    let consents: Vec<Consent> =
        documents.iter().filter_map(|d| d.thing().ok()).map(Sound::into_draft).collect();
    let today = today();
    let of_purpose = |c: &&Consent| c.steps.iter().any(|s| s.purpose == purpose && s.with.is_empty());
    let agrees = |c: &&Consent| c.covers(purpose, "", today);
    // Who has taken one back and given another agrees.
    let agreeing: BTreeSet<&str> = consents.iter().filter(agrees).map(|c| c.person.as_str()).collect();
    let asked = consents.iter().filter(of_purpose).map(|c| c.person.as_str());
    asked.filter(|person| !agreeing.contains(person)).map(str::to_owned).collect()
}
