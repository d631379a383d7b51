//! Erasing what is held of somebody, when consent has ended.

use kintrace_language::Message;
use kintrace_store::{Store, StoreError};

/// Whose data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// A missing person's: case, person, DNA, hypotheses, links of lists.
    MissingPerson(&'a str),
    /// A relative's: name, description, samples and profiles; the place in the pedigree stays.
    Person(&'a str),
}

/// Erases, and rewrites the database so that nothing is left in its free pages. False if there is nobody
/// of that id; then nothing was changed.
///
/// # Errors
/// The store's refusal.
pub async fn erase(store: &Store, whose: Whose<'_>, by: &str) -> Result<bool, StoreError> {
    let work = store.begin(by).await?;
    let found = match whose {
        Whose::MissingPerson(id) => work.erase_missing(id).await?,
        Whose::Person(id) => work.erase_person(id).await?,
    };
    if found {
        // The diary does not say who it was.
        work.event("erasure", &Message::new("diary-erased")).await?;
        work.commit().await?;
        store.purge().await?;
    }
    Ok(found)
}
