//! Things that are kept as documents, as tables: statements, sites, requests and the like.
//!
//! The first column is named for the kind and holds the id (`site`, `statement`, `information request`);
//! the others are the members of its JSON. A cell holds a text, a date, a number as it is typed; a list of
//! texts separated by semicolons; names as `az: …; hy: …`; and what has parts of its own as JSON. The same
//! tables are written by an export.

use std::sync::LazyLock;

use kintrace_casework::document::{DOCUMENTS, members};
use kintrace_casework::import::{Batch, DocumentRow};
use kintrace_casework::{Document, Noun};
use serde_json::{Map, Value, json};

use crate::tables::Table;
use crate::tables::columns::fold;

/// Members of a kind with what they hold when they hold nothing, which says of which type they are.
static FORMS: LazyLock<Vec<(Noun, Map<String, Value>)>> =
    LazyLock::new(|| DOCUMENTS.into_iter().map(|noun| (noun, members(noun))).collect());

fn form(noun: Noun) -> &'static Map<String, Value> {
    let found = FORMS.iter().find(|(n, _)| *n == noun);
    found.map_or(&FORMS[0].1, |(_, form)| form)
}

/// Columns of a kind's table: the id under the kind's name, then the members.
#[must_use]
pub fn columns(noun: Noun) -> Vec<String> {
    let others = form(noun).keys().filter(|k| *k != "id").cloned();
    std::iter::once(noun.text().to_owned()).chain(others).collect()
}

/// Members that hold a number when they hold anything.
const NUMBERS: [&str; 2] = ["log10_lr", "posterior"];

/// The kind of a table, if its first column names one and the others are members of it.
pub(crate) fn noun_of(header: &[String]) -> Option<Noun> {
    let noun = named_first(header)?;
    unknown(noun, header).is_empty().then_some(noun)
}

/// The kind that a table's first column names.
fn named_first(header: &[String]) -> Option<Noun> {
    let first = fold(header.first()?);
    DOCUMENTS.into_iter().find(|noun| fold(noun.text()) == first)
}

fn unknown(noun: Noun, header: &[String]) -> Vec<&str> {
    let known: Vec<String> = columns(noun).iter().map(|c| fold(c)).collect();
    header.iter().filter(|h| !h.is_empty() && !known.contains(&fold(h))).map(String::as_str).collect()
}

/// What would make a table of documents out of one that is none, in words.
pub(crate) fn expectation(header: &[String]) -> Option<String> {
    let noun = named_first(header)?;
    let unknown = unknown(noun, header).join(", ");
    let known = columns(noun).join(", ");
    Some(format!("if these are {}: {unknown} is not known there; known are {known}", noun.several()))
}

/// Puts a table into the batch.
pub(crate) fn read(noun: Noun, table: &Table, batch: &mut Batch) {
    let mut faults = Vec::new();
    let names = columns(noun);
    let columns: Vec<Option<&String>> =
        table.header.iter().map(|h| names.iter().find(|n| fold(n) == fold(h))).collect();
    for (number, cells) in &table.rows {
        let mut state = Map::new();
        for (column, text) in columns.iter().zip(cells).filter(|(_, text)| !text.is_empty()) {
            let Some(column) = column else { continue };
            let member = if *column == noun.text() { "id" } else { column.as_str() };
            match cell(noun, member, text) {
                Ok(value) => {
                    state.insert(member.to_owned(), value);
                }
                Err(expected) => faults.push(table.fault(*number, column, text, expected)),
            }
        }
        batch.documents.push(DocumentRow {
            origin: table.origin(*number),
            noun,
            state: Value::Object(state),
        });
    }
    batch.faults.extend(faults);
}

/// A cell as the member that it is.
///
/// # Errors
/// What was expected.
pub fn cell(noun: Noun, member: &str, text: &str) -> Result<Value, String> {
    let json = || serde_json::from_str::<Value>(text).map_err(|e| format!("JSON was expected: {e}"));
    let has_parts = text.starts_with(['{', '[']);
    match form(noun).get(member) {
        Some(Value::String(_)) | None => Ok(text.into()),
        Some(Value::Bool(_)) => truth(text),
        _ if has_parts => json(),
        Some(Value::Array(_)) if member == "names" => names(text),
        Some(Value::Array(_)) => Ok(text.split(';').map(str::trim).filter(|t| !t.is_empty()).collect()),
        // A claim's value in words.
        Some(Value::Object(_)) if member == "value" => Ok(json!({ "text": text })),
        Some(Value::Object(_)) => json(),
        Some(Value::Null) if NUMBERS.contains(&member) => json(),
        Some(Value::Null) if member == "minor" => truth(text),
        Some(Value::Null | Value::Number(_)) => Ok(text.into()),
    }
}

fn truth(text: &str) -> Result<Value, String> {
    match fold(text).as_str() {
        "true" | "yes" | "1" => Ok(true.into()),
        "false" | "no" | "0" => Ok(false.into()),
        _ => Err("yes or no was expected".to_owned()),
    }
}

/// `az: Dağ; hy: Լեռ`
fn names(text: &str) -> Result<Value, String> {
    text.split(';')
        .map(|part| {
            let (language, name) = part.split_once(':').ok_or_else(|| {
                "names with their languages were expected, such as az: Dağ; hy: Լեռ".to_owned()
            })?;
            Ok(json!({ "language": language.trim(), "text": name.trim() }))
        })
        .collect()
}

/// A document as cells of its table, in the order of [`columns`].
#[must_use]
pub fn cells(document: &Document) -> Vec<String> {
    let noun = document.reference.kind;
    columns(noun)
        .iter()
        .map(|column| {
            let member = if column == noun.text() { "id" } else { column };
            match document.state.get(member) {
                None => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(value) => plainly(noun, member, value).unwrap_or_else(|| value.to_string()),
            }
        })
        .collect()
}

/// A list as people type it, where that is read as the same list again.
fn plainly(noun: Noun, member: &str, value: &Value) -> Option<String> {
    let items = value.as_array()?;
    let parts: Option<Vec<String>> = items
        .iter()
        .map(|item| match item {
            Value::String(text) => Some(text.clone()),
            Value::Object(name) if member == "names" => {
                Some(format!("{}: {}", name.get("language")?.as_str()?, name.get("text")?.as_str()?))
            }
            _ => None,
        })
        .collect();
    let text = parts?.join("; ");
    (cell(noun, member, &text).as_ref() == Ok(value)).then_some(text)
}

/// Documents as CSV tables, one a kind: file names with their content.
#[must_use]
pub fn tables(documents: &[Document]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for noun in DOCUMENTS {
        let mut of_noun = documents.iter().filter(|d| d.reference.kind == noun).peekable();
        if of_noun.peek().is_some() {
            let rows = std::iter::once(columns(noun)).chain(of_noun.map(cells));
            out.push((format!("{}.csv", noun.slug()), crate::tables::csv_file::write(rows)));
        }
    }
    out
}
