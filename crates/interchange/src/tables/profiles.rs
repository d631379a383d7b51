//! DNA profiles: one row a sample and locus, or one row a sample with columns for the loci.

use kintrace_casework::import::{Batch, Reading};
use kintrace_casework::{Fault, locus_name};
use kintrace_kinship::allele::{self, AlleleError};
use kintrace_kinship::{AllelePair, MitochondrialHaplotype, Peak};

use super::Table;
use super::columns::{canonical, fold};

/// The locus of a wide table's column: "D3S1358", "`D3S1358_1`", "D3S1358 a". `None` for any other
/// column. Names of loci hold a digit, or are known by name.
pub(crate) fn locus_of(header: &str) -> Option<String> {
    if canonical(header).is_some() || header.is_empty() {
        return None;
    }
    let trimmed = header.trim();
    let base = [
        "_1", "_2", "_3", " 1", " 2", " 3", ".1", ".2", "-1", "-2", "_a", "_b", " a", " b", " A", " B", "_A",
        "_B", "(1)", "(2)",
    ]
    .iter()
    .find_map(|suffix| trimmed.strip_suffix(suffix))
    .unwrap_or(trimmed)
    .trim();
    let key = locus_name::key(base);
    let named = matches!(
        key.as_str(),
        "VWA"
            | "FGA"
            | "TPOX"
            | "CSF1PO"
            | "TH01"
            | "SE33"
            | "PENTAD"
            | "PENTAE"
            | "PENTAB"
            | "PENTAC"
            | "AMEL"
            | "HPRTB"
            | "F13A01"
            | "F13B"
            | "FESFPS"
            | "LPL"
    );
    let bytes = key.as_bytes();
    let numbered = bytes.len() >= 4
        && bytes[0] == b'D'
        && (bytes[1].is_ascii_digit() || key.starts_with("DXS"))
        && key.contains('S')
        && bytes[bytes.len() - 1].is_ascii_digit();
    let of_one_line = locus_name::y_chromosomal(base).is_some() || locus_name::mitochondrial(base).is_some();
    (named || numbered || of_one_line).then(|| base.to_owned())
}

/// A column that says in which range mitochondrial DNA was read.
fn is_range(header: &str) -> bool {
    let folded = fold(header);
    matches!(folded.as_str(), "range" | "mtdnarange" | "mtrange" | "диапазон" | "aralıq" | "տիրույթ")
}

/// Reads what differs from the reference in mitochondrial DNA, as one label. Where neither the text nor a column says in
/// which range it was read, the locus does.
fn haplotype(
    table: &Table,
    row: usize,
    column: &str,
    (locus, range, text): (&str, &str, &str),
    faults: &mut Vec<Fault>,
) -> Option<String> {
    if matches!(allele::normalize(text), Err(AlleleError::Empty)) {
        return None;
    }
    let of_locus = locus_name::mitochondrial(locus).filter(|name| *name != "mtDNA");
    let range = Some(range).filter(|r| !r.is_empty()).or(of_locus);
    match MitochondrialHaplotype::parse(text, range) {
        Ok(haplotype) => Some(haplotype.to_string()),
        Err(e) => {
            faults.push(table.fault(row, column, text, e.to_string()));
            None
        }
    }
}

/// Reads one allele; empty is `None`, anything else that is no allele a fault.
fn read(table: &Table, row: usize, column: &str, text: &str, faults: &mut Vec<Fault>) -> Option<String> {
    match allele::normalize(text) {
        Ok(label) => Some(label),
        Err(AlleleError::Empty) => None,
        Err(e) => {
            faults.push(table.fault(row, column, text, e.to_string()));
            None
        }
    }
}

/// Heights in RFU and lengths in base pairs of the first two alleles, as software of genetic analysers exports them.
const PEAK_COLUMNS: [&str; 4] = ["height1", "height2", "size1", "size2"];

/// Reads a height or a length; empty is `None`.
fn number(table: &Table, row: usize, column: &str, text: &str, faults: &mut Vec<Fault>) -> Option<f64> {
    const MOST: f64 = 100_000.0;
    if text.is_empty() {
        return None;
    }
    let read = text.replace(',', ".").parse::<f64>().ok().filter(|value| (0.0..=MOST).contains(value));
    if read.is_none() {
        let expected = format!("a number from 0 to {MOST} was expected");
        faults.push(table.fault(row, column, text, expected));
    }
    read
}

/// Takes in what was read at a locus: nothing, one allele, two, or more, which is kept and not compared.
fn push(
    table: &Table,
    batch: &mut Batch,
    row: usize,
    column: &str,
    sample: &str,
    locus: &str,
    (alleles, peaks): (Vec<String>, Vec<Peak>),
) {
    let mut alleles = alleles.into_iter();
    let Some(first) = alleles.next() else { return };
    batch.readings.push(Reading {
        origin: table.origin(row),
        column: column.to_owned(),
        sample: sample.to_owned(),
        locus: locus.to_owned(),
        alleles: AllelePair { first, second: alleles.next(), more: alleles.collect() },
        peaks,
    });
}

/// One row a sample and locus.
pub(crate) fn long(table: &Table, batch: &mut Batch, faults: &mut Vec<Fault>) {
    let at = |name: &str| table.header.iter().position(|h| canonical(h) == Some(name));
    let columns = ["sample", "locus", "allele1", "allele2", "allele3", "allele"].map(at);
    let peaks = PEAK_COLUMNS.map(at);
    let range = table.header.iter().position(|h| is_range(h));
    for (row, cells) in &table.rows {
        let cell = |i: usize| columns[i].and_then(|c| cells.get(c)).map_or("", |c| c.trim());
        let (sample, locus) = (cell(0), cell(1));
        if sample.is_empty() {
            faults.push(table.fault(*row, "sample", "", "the id of a sample was expected"));
            continue;
        }
        let alleles = if locus_name::mitochondrial(locus).is_some() {
            let at = if columns[2].is_some() { (2, "allele1") } else { (5, "allele") };
            let range = range.and_then(|c| cells.get(c)).map_or("", |c| c.trim());
            haplotype(table, *row, at.1, (locus, range, cell(at.0)), faults).into_iter().collect()
        } else if columns[2].is_none() && columns[5].is_some() {
            split(table, *row, "allele", cell(5), faults)
        } else {
            let too_many = [(2, "allele1"), (3, "allele2")].into_iter().any(|(i, column)| {
                let several = pieces(cell(i)).len() > 1;
                if several {
                    faults.push(table.fault(
                        *row,
                        column,
                        cell(i),
                        "several alleles in one cell; one was expected",
                    ));
                }
                several
            });
            if too_many {
                continue;
            }
            let pair = [(2, "allele1"), (3, "allele2")];
            let read = pair.iter().filter_map(|(i, column)| read(table, *row, column, cell(*i), faults));
            let mut alleles: Vec<String> = read.collect();
            alleles.extend(split(table, *row, "allele3", cell(4), faults));
            alleles
        };
        let number = |i: usize, faults: &mut Vec<Fault>| {
            let column = PEAK_COLUMNS[i];
            number(table, *row, column, peaks[i].and_then(|c| cells.get(c)).map_or("", |c| c.trim()), faults)
        };
        let read = [0, 1].map(|i| (number(i, faults), number(i + 2, faults)));
        let read = read.into_iter().filter_map(|(height, size)| Some(Peak::new(height?, size)));
        push(table, batch, *row, "allele1", sample, locus, (alleles, read.collect()));
    }
}

/// Alleles in one cell: "11/12", "11, 12", "9,3 10". A comma before a single digit from 1 to 4 is a
/// decimal comma.
fn pieces(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let chars: Vec<char> = text.trim().chars().collect();
    for (i, &c) in chars.iter().enumerate() {
        let decimal = c == ','
            && chars.get(i + 1).is_some_and(|d| ('1'..='4').contains(d))
            && !chars.get(i + 2).is_some_and(char::is_ascii_digit)
            && i > 0
            && chars[i - 1].is_ascii_digit();
        if matches!(c, '/' | ';' | '|' | ' ' | '\t' | '-' | '+') && chars.len() > 1 || c == ',' && !decimal {
            out.push(String::new());
        } else if let Some(last) = out.last_mut() {
            last.push(c);
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

fn split(table: &Table, row: usize, column: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<String> {
    pieces(text).iter().filter_map(|p| read(table, row, column, p, faults)).collect()
}

/// One row a sample, one or two columns a locus.
pub(crate) fn wide(table: &Table, batch: &mut Batch, faults: &mut Vec<Fault>) {
    let sample_at = table.header.iter().position(|h| canonical(h) == Some("sample"));
    let range = table.header.iter().position(|h| is_range(h));
    // Columns of one locus, in order; the first one's header names it in faults.
    let mut loci: Vec<(String, Vec<usize>)> = Vec::new();
    let mut unknown = Vec::new();
    for (i, header) in table.header.iter().enumerate() {
        match locus_of(header) {
            Some(locus) => match loci.iter_mut().find(|(l, _)| locus_name::key(l) == locus_name::key(&locus))
            {
                Some((_, columns)) => columns.push(i),
                None => loci.push((locus, vec![i])),
            },
            None if canonical(header).is_none() && !header.is_empty() && !is_range(header) => unknown.push(i),
            None => {}
        }
    }
    // A column whose neighbour is a locus and whose cells are alleles is a locus of unknown name.
    unknown.retain(|&i| {
        let cells: Vec<&str> = table
            .rows
            .iter()
            .filter_map(|(_, c)| c.get(i))
            .map(String::as_str)
            .filter(|c| !c.is_empty())
            .collect();
        let alleles =
            !cells.is_empty() && cells.iter().all(|c| pieces(c).iter().all(|p| allele::normalize(p).is_ok()));
        if alleles {
            loci.push((table.header[i].clone(), vec![i]));
        }
        !alleles
    });
    if !unknown.is_empty() {
        let names: Vec<&str> = unknown.iter().map(|&i| table.header[i].as_str()).collect();
        batch.notes.push(format!(
            "{}: columns that are no locus, passed over: {}",
            table.file,
            names.join(", ")
        ));
    }
    for (locus, columns) in loci.iter().filter(|(_, c)| c.len() > 3) {
        faults.push(table.fault(
            1,
            locus,
            "",
            format!("{} columns for one locus; one or two were expected", columns.len()),
        ));
    }
    for (row, cells) in &table.rows {
        let sample = sample_at.and_then(|i| cells.get(i)).map_or("", |c| c.trim());
        if sample.is_empty() {
            faults.push(table.fault(*row, "sample", "", "the id of a sample was expected"));
            continue;
        }
        for (locus, columns) in &loci {
            let texts: Vec<&str> = columns.iter().filter_map(|&i| cells.get(i)).map(|c| c.trim()).collect();
            if locus_name::mitochondrial(locus).is_some() {
                let range = range.and_then(|c| cells.get(c)).map_or("", |c| c.trim());
                let read = haplotype(table, *row, locus, (locus, range, &texts.join(" ")), faults);
                push(table, batch, *row, locus, sample, locus, (read.into_iter().collect(), Vec::new()));
                continue;
            }
            let alleles = texts.iter().flat_map(|t| split(table, *row, locus, t, faults)).collect();
            push(table, batch, *row, locus, sample, locus, (alleles, Vec::new()));
        }
    }
}
