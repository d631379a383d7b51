//! What changed lately, for people.

use kintrace_store::{Store, StoreError};

use crate::page::Moment;

/// An entry of the time line.
pub(crate) struct Entry {
    pub(crate) moment: Moment,
    pub(crate) text: String,
}

/// The latest entries, newest first.
pub(crate) async fn latest(store: &Store, most: u64) -> Result<Vec<Entry>, StoreError> {
    let entries = store.events(most).await?;
    Ok(entries
        .into_iter()
        .map(|e| {
            let what = match e.kind.as_str() {
                "import" => "Imported",
                "search" => "Searched",
                "list" => "Lists",
                "report" => "Reports",
                _ => "Accounts",
            };
            let by = if e.by.is_empty() { String::new() } else { format!(", by {}", e.by) };
            Entry { moment: Moment::new(e.time), text: format!("{what}: {}{by}", e.summary) }
        })
        .collect())
}
