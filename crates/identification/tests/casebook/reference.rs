//! Cases solved by dvir (R): every pairwise LR, the best assignments, every posterior.

use std::path::{Path, PathBuf};

use kintrace_identification::joint::joint;
use kintrace_identification::{Case, Joint, JointOptions, MissingIndex, Pairwise};
use kintrace_interchange::reference_cases::dvi_cases;
use kintrace_kinship::LN_10;
use serde_json::Value;

/// Other people's data is not copied into the project: it is read where it lies, if it is there.
pub(crate) fn others_data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("KINTRACE_REFERENCE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference"),
        PathBuf::from,
    );
    let path = folder.join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("LEFT OUT: {file} is not here; set KINTRACE_REFERENCE to the folder that holds it");
    None
}

struct Tolerances {
    posterior: f64,
    /// dvir fixed undisputed pairs first and left them out of the likelihoods: only differences
    /// between assignments are comparable.
    fixed_first: bool,
}

fn close(ours: f64, expected: f64, tolerance: f64) -> bool {
    (ours - expected).abs() <= tolerance * (1.0 + expected.abs())
}

/// One row of `pairing_posterior` or `pairwise_log10_lr`, whichever of its two layouts is used.
fn rows(json: &Value, value: &str) -> Vec<(String, Option<String>, Option<f64>)> {
    match json {
        Value::Array(rows) => rows
            .iter()
            .map(|row| {
                let text = |field: &str| row[field].as_str().map(str::to_owned);
                (text("remains").expect("remains"), text("missing"), row[value].as_f64())
            })
            .collect(),
        Value::Object(by_remains) => by_remains
            .iter()
            .flat_map(|(r, row)| {
                row.as_object()
                    .expect("row")
                    .iter()
                    .map(move |(m, v)| (r.clone(), (m != "*").then(|| m.clone()), v.as_f64()))
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn missing(case: &Case, id: &str) -> MissingIndex {
    case.missing().find(|m| case.missing_id(*m) == id).expect("missing person")
}

fn posterior(case: &Case, joint: &Joint, r: usize, id: Option<&str>) -> f64 {
    match id {
        None => joint.none[r],
        Some(id) => joint.pairs[r].get(&missing(case, id)).copied().unwrap_or(0.0),
    }
}

fn check(name: &str, case: &Case, expected: &Value, tolerances: &Tolerances) {
    let pairwise = Pairwise::compute(case, &|| ());
    let result = joint(case, &pairwise, JointOptions { top: 3000, ..JointOptions::EXACT });
    let all = result.pairs.iter().flat_map(|row| row.values()).chain(&result.none);
    assert!(all.into_iter().all(|p| (0.0..=1.0).contains(p)), "{name}: a posterior is a probability");
    let remains = |id: &str| case.remains.iter().position(|r| r.id == id).expect("remains");
    let order: Vec<MissingIndex> = case.missing().collect();
    for (r, m, value) in rows(&expected["pairwise_log10_lr"], "log10_lr") {
        let column = order.iter().position(|o| case.missing_id(*o) == m.as_deref().unwrap()).unwrap();
        let row = remains(&r);
        let ours = if case.ln_other[row][column] == f64::NEG_INFINITY {
            f64::NEG_INFINITY
        } else {
            pairwise.ln_lr[column][row] / LN_10
        };
        let agrees = value.map_or(ours == f64::NEG_INFINITY, |e| close(ours, e, 1e-8));
        assert!(agrees, "{name}: LR of {r} and {m:?}: {ours}, {value:?} was expected");
    }
    for (r, m, value) in rows(&expected["pairing_posterior"], "posterior") {
        let ours = posterior(case, &result, remains(&r), m.as_deref());
        let value = value.expect("a posterior");
        assert!(
            close(ours, value, tolerances.posterior),
            "{name}: posterior of {r} and {m:?}: {ours}, {value} was expected"
        );
    }
    let top = expected["top"].as_array().map_or(&[][..], Vec::as_slice);
    for (i, row) in top.iter().enumerate() {
        // dvir lists impossible assignments where fewer than ten are possible.
        let Some(ln) = row["loglik"].as_f64() else {
            assert!(result.top.len() <= i, "{name}: assignment {i} is impossible");
            continue;
        };
        let wanted: Vec<Option<MissingIndex>> = case
            .remains
            .iter()
            .map(|r| row["assignment"][&r.id].as_str().filter(|id| *id != "*").map(|id| missing(case, id)))
            .collect();
        let ours = result.top.iter().find(|t| t.missing == wanted);
        let ours = ours.unwrap_or_else(|| panic!("{name}: assignment {i} is not among the best"));
        let constant = if tolerances.fixed_first {
            result.top[0].ln_likelihood - top[0]["loglik"].as_f64().expect("loglik")
        } else {
            0.0
        };
        assert!(
            close(ours.ln_likelihood - constant, ln, 1e-8),
            "{name}: assignment {i}: {}, {ln} was expected",
            ours.ln_likelihood
        );
        let p = row["posterior"].as_f64().expect("posterior");
        assert!(close(ours.posterior, p, tolerances.posterior), "{name}: assignment {i}: {}", ours.posterior);
    }
}

#[test]
fn invented_cases_agree_with_dvir() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/dvi-cases.json");
    let text = std::fs::read_to_string(path).expect("test data");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    for ((name, case), json) in
        dvi_cases("dvi-cases.json", &text).expect("cases").iter().zip(json["cases"].as_array().unwrap())
    {
        check(name, case, &json["expected"], &Tolerances { posterior: 1e-8, fixed_first: false });
    }
}

#[test]
fn published_cases_agree_with_dvir() {
    let Some(path) = others_data("dvi-published.json") else { return };
    let text = std::fs::read_to_string(path).expect("test data");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    for ((name, case), json) in
        dvi_cases("dvi-published.json", &text).expect("cases").iter().zip(json["cases"].as_array().unwrap())
    {
        if name == "exclusionExample" {
            // The file names the loci of this case in another order than its alleles; the LRs are
            // those of exclusionExample.fam, which interchange's casebook compares.
            continue;
        }
        let fixed_first =
            json["expected"]["assignments_mode"].as_str().unwrap_or("").starts_with("undisputed");
        let posterior = if fixed_first { 1e-3 } else { 1e-8 };
        check(name, case, &json["expected"], &Tolerances { posterior, fixed_first });
    }
}
