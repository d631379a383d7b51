//! What the record says was done to a thing, as pages show it.

use kintrace_language::Language;
use kintrace_record::Change;
use kintrace_store::Store;
use kintrace_store::record::Kind;

use crate::page::{Moment, PageError};

/// A line of the table.
pub(crate) struct HistoryRow {
    /// When, to the minute.
    pub(crate) when: String,
    /// What was done.
    pub(crate) what: String,
    /// By which account.
    pub(crate) by: String,
    /// The leaf.
    pub(crate) sequence: u64,
}

/// What was done, in words.
pub(crate) fn change(language: Language, change: Change) -> String {
    let id = match change {
        Change::Created => "change-created",
        Change::Changed => "change-changed",
        Change::Adopted => "change-adopted",
        Change::Removed => "change-removed",
        Change::Erased => "change-erased",
        Change::Read => "change-read",
    };
    language.say(id).to_string()
}

/// As many stand on a page: each reading of something protected is a line.
pub(crate) const MOST: usize = 40;

/// The latest lines of a thing.
pub(crate) async fn history(
    language: Language,
    store: &Store,
    kind: Kind,
    id: &str,
) -> Result<Vec<HistoryRow>, PageError> {
    let versions = store.latest_history(kind, id, MOST as u64).await?;
    let rows = versions.into_iter().map(|v| HistoryRow {
        when: Moment::read(language, &v.time).shown,
        what: change(language, v.change),
        by: if v.by.is_empty() { language.say("the-command-line").to_string() } else { v.by },
        sequence: v.sequence,
    });
    Ok(rows.collect())
}
