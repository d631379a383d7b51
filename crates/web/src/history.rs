//! What the record says was done to a thing, as pages show it.

use kintrace_record::Change;
use kintrace_store::Store;
use kintrace_store::record::Kind;

use crate::page::PageError;

/// A line of the table.
pub(crate) struct HistoryRow {
    /// When, to the minute.
    pub(crate) when: String,
    /// What was done.
    pub(crate) what: &'static str,
    /// By which account.
    pub(crate) by: String,
    /// The leaf.
    pub(crate) sequence: u64,
}

/// The lines of a thing, the latest first.
pub(crate) async fn history(store: &Store, kind: Kind, id: &str) -> Result<Vec<HistoryRow>, PageError> {
    let versions = store.history(kind, id).await?;
    let rows = versions.into_iter().map(|v| HistoryRow {
        when: v.time.get(..16).unwrap_or(&v.time).replace('T', " ") + " UTC",
        what: match v.change {
            Change::Created => "recorded",
            Change::Changed => "changed",
            Change::Adopted => "taken into the record",
            Change::Removed => "removed",
            Change::Erased => "erased",
            Change::Read => "read",
        },
        by: if v.by.is_empty() { "command line".to_owned() } else { v.by },
        sequence: v.sequence,
    });
    Ok(rows.collect())
}
