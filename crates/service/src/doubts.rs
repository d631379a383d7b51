//! What is doubtful about samples and stated relations, as the last search found it.

use std::collections::BTreeSet;

use kintrace_casework::elimination_profile::EliminationProfile;
use kintrace_casework::{Noun, Sound};
use kintrace_matching::doubts::Doubt;
use kintrace_store::doubts::StoredDoubt;
use kintrace_store::{Store, StoreError, UnitOfWork};

/// Elimination profiles, whoever keeps them.
pub(crate) async fn eliminations(store: &Store) -> Result<Vec<EliminationProfile>, StoreError> {
    let documents = store.every_document(Noun::EliminationProfile).await?;
    Ok(documents.iter().filter_map(|d| d.thing().ok()).map(Sound::into_draft).collect())
}

/// Puts those of a search in the place of earlier ones.
pub(crate) async fn replace(work: &UnitOfWork, found: &[Doubt]) -> Result<(), StoreError> {
    let rows: Vec<StoredDoubt> = found
        .iter()
        .map(|d| StoredDoubt {
            id: d.id.clone(),
            kind: d.what.text().to_owned(),
            // Numbers, ids and words from closed lists can be written as JSON.
            doubt: serde_json::to_value(d).unwrap_or_default(),
        })
        .collect();
    work.replace_doubts(&rows).await
}

/// The doubts of the last search of which the store's party may see everything that they name; those that stand as
/// they are come last.
///
/// # Errors
/// The store's refusal.
pub async fn all(store: &Store) -> Result<Vec<Doubt>, StoreError> {
    let read = store.every_doubt().await?.into_iter().map(|value| {
        let id = value["id"].as_str().unwrap_or_default().to_owned();
        serde_json::from_value(value).map_err(|e| StoreError::Damaged {
            table: "doubts",
            id,
            problem: e.to_string(),
        })
    });
    let mut found = read.collect::<Result<Vec<Doubt>, StoreError>>()?;
    let ids =
        |of: fn(&Doubt) -> &[String]| -> BTreeSet<String> { found.iter().flat_map(of).cloned().collect() };
    let (missing, remains) = store.visible_among(&ids(|d| &d.missing), &ids(|d| &d.remains)).await?;
    found.retain(|d| {
        d.missing.iter().all(|id| missing.contains(id)) && d.remains.iter().all(|id| remains.contains(id))
    });
    found.sort_by_key(|d| (!d.standing.is_empty(), d.what.gravity()));
    Ok(found)
}
