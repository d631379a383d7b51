//! What changed lately, for people.

use kintrace_language::Language;
use kintrace_store::{Store, StoreError};

use crate::page::Moment;

/// An entry of the time line.
pub(crate) struct Entry {
    pub(crate) moment: Moment,
    pub(crate) text: String,
}

/// The latest entries, newest first.
pub(crate) async fn latest(language: Language, store: &Store, most: u64) -> Result<Vec<Entry>, StoreError> {
    let entries = store.events(most).await?;
    Ok(entries
        .into_iter()
        .map(|e| {
            let what = language.tell(&e.what);
            let by =
                |what| language.say("diary-by").with("what", what).with("account", e.by.as_str()).to_string();
            Entry {
                moment: Moment::new(language, e.time),
                text: if e.by.is_empty() { what } else { by(what) },
            }
        })
        .collect())
}
