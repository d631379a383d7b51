//! Plain tables, as offices and laboratories fill them in.
//!
//! A table is recognised by its columns, not by its name. Headers are matched without case, blanks,
//! underscores or points, in English, Russian, Azerbaijani and Armenian ([`columns`]). CSV may be
//! separated by commas, semicolons or tabs; a workbook may hold several tables, one a sheet. Columns
//! that are not known are kept with the row.

pub mod columns;
pub(crate) mod csv_file;
mod profiles;
pub(crate) mod workbook;

use std::collections::BTreeMap;
use std::sync::Arc;

use kintrace_casework::import::{Batch, Frequency, Row};
use kintrace_casework::registry::Other;
use kintrace_casework::{Fault, Faults, Origin, locus_name};
use kintrace_kinship::allele;

pub use csv_file::read_text;
pub use workbook::read_workbook;

use crate::documents;
use columns::canonical;

/// Cells of one table as text: the header, and the rows with their numbers.
pub(crate) struct Table {
    pub(crate) file: Arc<str>,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    pub(crate) fn origin(&self, row: usize) -> Origin {
        Origin { file: Arc::clone(&self.file), row }
    }

    pub(crate) fn fault(&self, row: usize, column: &str, value: &str, expected: impl Into<String>) -> Fault {
        self.origin(row).fault(column, value, expected)
    }
}

/// What a table is, by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Missing,
    Relatives,
    Pedigree,
    Remains,
    Samples,
    ProfilesLong,
    ProfilesWide,
    FrequenciesLong,
    FrequenciesWide,
    Truth,
}

fn kind(header: &[String]) -> Option<Kind> {
    let has = |name: &str| header.iter().any(|h| canonical(h) == Some(name));
    let known = header.iter().filter(|h| canonical(h).is_some()).count();
    let loci = header.iter().filter(|h| profiles::locus_of(h).is_some()).count();
    if has("sample") && has("locus") {
        return Some(Kind::ProfilesLong);
    }
    if has("locus") && has("allele") && has("frequency") {
        return Some(Kind::FrequenciesLong);
    }
    if has("allele") && !has("sample") && loci >= 1 {
        return Some(Kind::FrequenciesWide);
    }
    let is_mitochondrial = header.iter().any(|h| locus_name::mitochondrial(h).is_some());
    if has("sample") && (loci >= 2 || is_mitochondrial) {
        return Some(Kind::ProfilesWide);
    }
    if has("sample") && (has("person") || has("remains")) {
        return Some(Kind::Samples);
    }
    let is_pedigree = has("family") && has("person") && (has("father") || has("mother"));
    if has("missing") && has("relation") && !is_pedigree {
        return Some(Kind::Relatives);
    }
    if is_pedigree {
        return Some(Kind::Pedigree);
    }
    if has("missing") && (has("name") || has("surname") || has("given_name")) {
        return Some(Kind::Missing);
    }
    if has("remains") && has("missing") && known == 2 {
        return Some(Kind::Truth);
    }
    (has("remains") && !has("missing")).then_some(Kind::Remains)
}

/// Puts a table into the batch.
pub(crate) fn read_table(table: &Table, batch: &mut Batch) -> Result<(), Faults> {
    if let Some(noun) = documents::noun_of(&table.header) {
        documents::read(noun, table, batch);
        return Ok(());
    }
    let Some(kind) = kind(&table.header) else {
        if let Some(expected) = documents::expectation(&table.header) {
            return Err(Faults(vec![table.fault(1, "", &table.header.join(", "), expected)]));
        }
        return Err(Faults(vec![table.fault(
            1,
            "",
            &table.header.join(", "),
            "these columns are no known table; expected one of: missing persons (missing, name), relatives \
             (missing, person, relation), pedigree (family, person, father, mother, sex), remains (remains), \
             samples (sample, person or remains), profiles (sample, locus, allele1, allele2), frequencies \
             (locus, allele, frequency), or a column named for what it holds (site, statement, incident …) \
             first",
        )]));
    };
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    if !matches!(kind, Kind::ProfilesWide | Kind::FrequenciesWide) {
        for h in &table.header {
            if let Some(name) = canonical(h)
                && let Some(first) = seen.insert(name, h)
            {
                faults.push(table.fault(
                    1,
                    h,
                    "",
                    format!("this column means the same as {first}; one was expected"),
                ));
            }
        }
    }
    for (row, cells) in &table.rows {
        if cells.len() > table.header.len() && cells[table.header.len()..].iter().any(|c| !c.is_empty()) {
            faults.push(table.fault(
                *row,
                "",
                "",
                format!("{} cells; {} were expected, one a column", cells.len(), table.header.len()),
            ));
        }
    }
    match kind {
        Kind::Truth => batch.notes.push(format!("{}: known truth of a simulation, not imported", table.file)),
        Kind::Missing => batch.missing.extend(rows(table, batch_notes(table, &mut batch.notes))),
        Kind::Relatives => {
            require(table, &["person"], &mut faults);
            batch.relatives.extend(rows(table, batch_notes(table, &mut batch.notes)));
        }
        Kind::Pedigree => {
            require(table, &["father", "mother", "sex"], &mut faults);
            batch.pedigree.extend(rows(table, batch_notes(table, &mut batch.notes)));
        }
        Kind::Remains => batch.remains.extend(rows(table, batch_notes(table, &mut batch.notes))),
        Kind::Samples => batch.samples.extend(rows(table, batch_notes(table, &mut batch.notes))),
        Kind::ProfilesLong => profiles::long(table, batch, &mut faults),
        Kind::ProfilesWide => profiles::wide(table, batch, &mut faults),
        Kind::FrequenciesLong => frequencies_long(table, batch, &mut faults),
        Kind::FrequenciesWide => frequencies_wide(table, batch, &mut faults),
    }
    // Without its frequencies every reading would look wrong; other tables are checked on without the
    // cells that can't be read, so that all faults are told at once.
    if matches!(kind, Kind::FrequenciesLong | Kind::FrequenciesWide) && !faults.is_empty() {
        return Err(Faults(faults));
    }
    batch.faults.extend(faults);
    Ok(())
}

fn require(table: &Table, columns: &[&str], faults: &mut Vec<Fault>) {
    for column in columns {
        if !table.header.iter().any(|h| canonical(h) == Some(column)) {
            faults.push(table.fault(1, column, "", "this column was expected"));
        }
    }
}

/// Notes which columns are kept without being understood.
fn batch_notes(table: &Table, notes: &mut Vec<String>) -> bool {
    let unknown: Vec<&str> = table
        .header
        .iter()
        .filter(|h| canonical(h).is_none() && !h.is_empty() && *h != "other")
        .map(String::as_str)
        .collect();
    if !unknown.is_empty() {
        notes.push(format!("{}: unknown columns, kept as they are: {}", table.file, unknown.join(", ")));
    }
    true
}

fn rows(table: &Table, keep_other: bool) -> Vec<Row> {
    table
        .rows
        .iter()
        .map(|(number, cells)| {
            let mut row =
                Row { origin: table.origin(*number), cells: BTreeMap::new(), other: BTreeMap::new() };
            for (header, cell) in table.header.iter().zip(cells).filter(|(_, c)| !c.is_empty()) {
                match canonical(header) {
                    Some(name) => {
                        row.cells.insert(name, cell.clone());
                    }
                    // As an export writes what it can't give columns of their own.
                    None if header == "other" && cell.starts_with('{') => {
                        match serde_json::from_str::<Other>(cell) {
                            Ok(kept) => row.other.extend(kept),
                            Err(_) => {
                                row.other.insert(header.clone(), cell.clone());
                            }
                        }
                    }
                    None if keep_other && !header.is_empty() => {
                        row.other.insert(header.clone(), cell.clone());
                    }
                    None => {}
                }
            }
            row
        })
        .collect()
}

fn frequency(table: &Table, row: usize, column: &str, text: &str, faults: &mut Vec<Fault>) -> Option<f64> {
    match text.replace(',', ".").parse::<f64>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Some(value),
        _ => {
            faults.push(table.fault(row, column, text, "a frequency between 0 and 1 was expected"));
            None
        }
    }
}

fn frequency_allele(table: &Table, row: usize, text: &str, faults: &mut Vec<Fault>) -> Option<String> {
    allele::normalize(text).map_err(|e| faults.push(table.fault(row, "allele", text, e.to_string()))).ok()
}

/// A file's name without its folders, which are nobody's business.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn frequencies_long(table: &Table, batch: &mut Batch, faults: &mut Vec<Fault>) {
    file_name(&table.file).clone_into(&mut batch.frequency_source);
    let source = table.header.iter().position(|h| columns::fold(h) == "source");
    if let Some(given) = source.and_then(|at| table.rows.first()?.1.get(at)).filter(|s| !s.is_empty()) {
        batch.frequency_source.clone_from(given);
    }
    let cell = |cells: &[String], name: &str| {
        let at = table.header.iter().position(|h| canonical(h) == Some(name));
        at.and_then(|i| cells.get(i)).cloned().unwrap_or_default()
    };
    for (number, cells) in &table.rows {
        let (locus, label, value) = (cell(cells, "locus"), cell(cells, "allele"), cell(cells, "frequency"));
        if locus.is_empty() {
            faults.push(table.fault(*number, "locus", "", "the name of a locus was expected"));
        }
        let label = frequency_allele(table, *number, &label, faults);
        let frequency = frequency(table, *number, "frequency", &value, faults);
        if let (Some(allele), Some(frequency)) = (label, frequency) {
            batch.frequencies.push(Frequency { origin: table.origin(*number), locus, allele, frequency });
        }
    }
}

/// The usual layout in papers: a row an allele, a column a locus, empty where an allele was not seen.
fn frequencies_wide(table: &Table, batch: &mut Batch, faults: &mut Vec<Fault>) {
    file_name(&table.file).clone_into(&mut batch.frequency_source);
    let allele_at = table.header.iter().position(|h| canonical(h) == Some("allele")).unwrap_or(0);
    for (number, cells) in &table.rows {
        let label = cells.get(allele_at).map_or("", String::as_str);
        // Papers put sample sizes and the like below the alleles.
        let first = label.chars().next().unwrap_or(' ');
        if !first.is_ascii_digit() && !label.is_empty() {
            batch.notes.push(format!("{}, row {number}: {label:?} is not an allele, left out", table.file));
            continue;
        }
        let Some(allele) = frequency_allele(table, *number, label, faults) else { continue };
        for (i, (header, cell)) in table.header.iter().zip(cells).enumerate() {
            if i == allele_at || header.is_empty() || matches!(cell.as_str(), "" | "-" | "0") {
                continue;
            }
            if locus_name::is_amelogenin(header) {
                continue;
            }
            if let Some(frequency) = frequency(table, *number, header, cell, faults) {
                batch.frequencies.push(Frequency {
                    origin: table.origin(*number),
                    locus: header.clone(),
                    allele: allele.clone(),
                    frequency,
                });
            }
        }
    }
}
