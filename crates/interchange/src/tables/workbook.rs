//! Workbooks (XLSX, XLS, ODS): each sheet a table.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use kintrace_casework::Faults;
use kintrace_casework::import::Batch;

use super::{Table, read_table};

/// Reads all sheets of a workbook; empty ones are passed over.
///
/// # Errors
/// Where the workbook can't be opened, or a sheet is no known table.
pub fn read_workbook(file: &str, bytes: &[u8], batch: &mut Batch) -> Result<(), Faults> {
    let mut faults = Vec::new();
    for table in tables(file, bytes)? {
        if let Err(found) = read_table(&table, batch) {
            faults.extend(found.0);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

/// The cells of all sheets that have any.
pub(crate) fn tables(file: &str, bytes: &[u8]) -> Result<Vec<Table>, Faults> {
    let broken = |e: String| Faults::of_file(file, format!("the workbook can't be opened: {e}"));
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    let mut tables = Vec::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).map_err(|e| broken(e.to_string()))?;
        let first_row = range.start().map_or(0, |(row, _)| row as usize);
        let mut rows: Vec<(usize, Vec<String>)> = range
            .rows()
            .enumerate()
            .map(|(i, cells)| (first_row + i + 1, cells.iter().map(text).collect::<Vec<String>>()))
            .filter(|(_, cells)| cells.iter().any(|c| !c.is_empty()))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let (_, header) = rows.remove(0);
        tables.push(Table { file: Arc::from(format!("{file}[{sheet}]")), header, rows });
    }
    if tables.is_empty() {
        return Err(Faults::of_file(file, "no sheet with rows; a table with a header was expected"));
    }
    Ok(tables)
}

/// A cell as somebody would type it: 9.3 and not 9.300000001, 9 and not 9.0, dates as EDTF.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(s) => s.trim().to_owned(),
        Data::Int(i) => i.to_string(),
        Data::Float(f) => {
            let rounded = (f * 1e9).round() / 1e9;
            format!("{rounded}")
        }
        Data::DateTime(d) => {
            let (year, month, day, ..) = d.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(s) => s.split('T').next().unwrap_or(s).to_owned(),
        other => other.to_string().trim().to_owned(),
    }
}
