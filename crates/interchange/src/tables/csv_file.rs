//! CSV by comma, semicolon or tab.

use std::sync::Arc;

use kintrace_casework::import::Batch;
use kintrace_casework::{Fault, Faults};

use super::{Table, read_table};

/// Reads a table from text.
///
/// # Errors
/// Where the text is not CSV, or the table is not understood.
pub fn read_text(file: &str, text: &str, batch: &mut Batch) -> Result<(), Faults> {
    read_table(&table(file, text)?, batch)
}

/// The cells of a CSV file.
pub(crate) fn table(file: &str, text: &str) -> Result<Table, Faults> {
    let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |c: char| first.matches(c).count();
    let delimiter = [('\t', b'\t'), (';', b';'), (',', b',')]
        .into_iter()
        .max_by_key(|(c, _)| count(*c))
        .map_or(b',', |(_, b)| b);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            let row = e.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
            Faults(vec![Fault {
                file: file.to_owned(),
                row,
                column: String::new(),
                value: String::new(),
                expected: format!("not a table: {e}"),
            }])
        })?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, |p| usize::try_from(p.line()).unwrap_or(0));
        rows.push((line, record.iter().map(str::to_owned).collect::<Vec<String>>()));
    }
    if rows.is_empty() {
        return Err(Faults::of_file(file, "no rows; a table with a header was expected"));
    }
    let (_, header) = rows.remove(0);
    Ok(Table { file: Arc::from(file), header, rows })
}

/// Rows as a CSV file (RFC 4180, UTF-8).
pub(crate) fn write(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Into memory: nothing can fail but rows of different lengths, and ours have their columns'.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
