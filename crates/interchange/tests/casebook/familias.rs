//! Familias files: examples of others where they are, and small ones written by ourselves.

use std::path::{Path, PathBuf};

use kintrace_identification::Pairwise;
use kintrace_interchange::familias::{FamiliasFile, dvi, paternity::compare};
use kintrace_kinship::LN_10;

use crate::{file, import, refused};

fn own(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/familias").join(name);
    std::fs::read_to_string(path).expect("test data")
}

/// Others' files are read where they lie, if they are there.
fn others(name: &str) -> Option<String> {
    let folder = std::env::var_os("KINTRACE_REFERENCE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join("familias").join(name)).ok();
    if text.is_none() {
        eprintln!("LEFT OUT: {name} is not here; set KINTRACE_REFERENCE to the folder that holds familias/");
    }
    text
}

fn lr(name: &str, text: &str, pedigree: &str, reference: Option<&str>) -> f64 {
    let parsed = FamiliasFile::parse(name, text).expect("a Familias file");
    let found = compare(name, &parsed, reference).expect("comparable");
    let row = found.iter().find(|p| p.name == pedigree).expect("pedigree");
    row.ln_lr.iter().map(|(_, ln)| ln).sum::<f64>().exp()
}

#[test]
fn a_paternity_of_others() {
    let Some(text) = others("paternity.fam") else { return };
    let ratio = lr("paternity.fam", &text, "H1", None);
    assert!((ratio - 760.3445).abs() < 5e-5, "{ratio}");
    assert!((lr("paternity.fam", &text, "H2", Some("H1")) * ratio - 1.0).abs() < 1e-9);
}

fn pairwise(text: &str) -> Vec<(String, String, f64)> {
    let parsed = FamiliasFile::parse("dvi.fam", text).expect("a Familias file");
    let case = dvi::case("dvi.fam", &parsed).expect("a case");
    let table = Pairwise::compute(&case, &|| ());
    let missing: Vec<_> = case.missing().collect();
    let mut rows = Vec::new();
    for (r, remains) in case.remains.iter().enumerate() {
        for (column, m) in missing.iter().enumerate() {
            rows.push((remains.id.clone(), case.missing_id(*m).to_owned(), table.ln_lr[column][r].exp()));
        }
    }
    rows
}

#[test]
fn a_dvi_section_of_others() {
    let Some(text) = others("dvi-example.fam") else { return };
    let rows = pairwise(&text);
    let expected = [
        ("V1", "Missing male 2", 20.0),
        ("V1", "Missing male 3", 10.5),
        ("V1", "Missing person", 1.0),
        ("V2", "Missing male 2", 0.0),
        ("V2", "Missing male 3", 0.5),
        ("V2", "Missing person", 1.0),
        ("V3", "Missing male 2", 10.0),
        ("V3", "Missing male 3", 5.5),
        ("V3", "Missing person", 1.0),
    ];
    for ((remains, missing, lr), (r, m, e)) in rows.iter().zip(expected) {
        assert_eq!((remains.as_str(), missing.as_str()), (r, m));
        assert!((lr - e).abs() < 1e-8, "{r} {m}: {lr}, {e} was expected");
    }
}

#[test]
fn sixteen_remains_and_fifteen_families_of_others() {
    let (Some(text), Some(json)) = (others("exclusionExample.fam"), others("../dvi-published.json")) else {
        return;
    };
    let parsed = FamiliasFile::parse("exclusionExample.fam", &text).expect("a Familias file");
    let case = dvi::case("exclusionExample.fam", &parsed).expect("a case");
    let table = Pairwise::compute(&case, &|| ());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let cases = json["cases"].as_array().expect("cases");
    let published = cases.iter().find(|c| c["id"] == "exclusionExample").expect("the case");
    let rows = published["expected"]["pairwise_log10_lr"].as_array().expect("pairs");
    // V1 to V16 and M1 to M15 are numbered in the file's order.
    let number =
        |id: &serde_json::Value| id.as_str().and_then(|s| s[1..].parse::<usize>().ok()).expect("id") - 1;
    for row in rows {
        let ours = table.ln_lr[number(&row["missing"])][number(&row["remains"])] / LN_10;
        let expected = row["log10_lr"].as_f64().expect("LR");
        assert!((ours - expected).abs() < 1e-7, "{row}: {ours}");
    }
    assert_eq!(rows.len(), 208);
}

#[test]
fn our_own_trio() {
    // Heterozygous alleged father and child share one allele of frequency 0.1: LR = 1/(4·0.1).
    let ratio = lr("trio.fam", &own("trio.fam"), "related", None);
    assert!((ratio - 2.5).abs() < 1e-9, "{ratio}");
}

#[test]
fn our_own_dvi_section_becomes_a_registry() {
    let text = own("dvi.fam");
    let rows = pairwise(&text);
    // A brother typed 11,12 and remains 11,12: LR by hand = (1 + p + q + 2pq) / (8pq), p = q = 0.25.
    let (_, missing, lr) = &rows[0];
    assert_eq!(missing, "Missing person");
    assert!((lr - (1.0 + 0.5 + 2.0 * 0.0625) / (8.0 * 0.0625)).abs() < 1e-9, "{lr}");
    let registry = import(&[file("dvi.fam", &text)]).expect("imported").registry;
    assert_eq!(registry.missing.len(), 1);
    assert_eq!(registry.remains.len(), 1);
    assert_eq!(registry.samples.len(), 2);
    assert!(registry.frequencies.locus("L1").is_some());
}

#[test]
fn every_way_of_breaking_a_file_is_told_by_line() {
    let text = own("dvi.fam");
    let lines: Vec<&str> = text.lines().collect();
    for cut in 1..lines.len() {
        let broken = lines[..cut].join("\n");
        // Some cuts leave a whole file without its last settings; the others must be told, not panic.
        if let Err(faults) = FamiliasFile::parse("cut.fam", &broken) {
            assert!(faults.0.iter().all(|f| f.row > 0), "{faults}");
        }
    }
    insta::assert_snapshot!(refused(&[file("cut.fam", lines[..12].join("\n"))]));
}
