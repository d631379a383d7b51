//! Cases computed by pedprobr, forrel and Familias (R): agreement to 1e-8 in log10, relative and absolute.

use std::path::Path;

use kintrace_interchange::reference_cases::kinship_cases;
use kintrace_kinship::LN_10;
use serde_json::Value;

fn agree(ours: f64, expected: &Value, what: &str) {
    match expected.as_f64() {
        None => assert!(ours == f64::NEG_INFINITY, "{what}: {ours}, minus infinity was expected"),
        Some(e) => {
            assert!((ours - e).abs() <= 1e-8 * (1.0 + e.abs()), "{what}: {ours}, {e} was expected");
        }
    }
}

fn check(file: &str, cases: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(file);
    let text = std::fs::read_to_string(&path).expect("test data");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let read = kinship_cases(file, &text).expect("cases");
    assert_eq!(read.len(), cases);
    for (case, json) in read.into_iter().zip(json["cases"].as_array().expect("cases")) {
        let expected = &json["expected"];
        let result = case.likelihood_ratio();
        for locus in &result.loci {
            let what = |field: &str| format!("{} {} {field}", case.id, locus.locus);
            let at = |field: &str| &expected[field][&locus.locus];
            // What a program did not give is null in none of the files.
            let given = |field: &str| !expected[field].is_null();
            if given("reference_log10_likelihood") {
                agree(locus.ln_reference / LN_10, at("reference_log10_likelihood"), &what("reference"));
            }
            if given("unrelated_log10_likelihood") {
                agree(locus.ln_unrelated / LN_10, at("unrelated_log10_likelihood"), &what("unrelated"));
            }
            agree(locus.ln_joint / LN_10, at("joint_log10_likelihood"), &what("joint"));
            agree(locus.ln_lr() / LN_10, at("per_locus_log10_lr"), &what("LR"));
        }
        agree(result.ln_lr() / LN_10, &expected["log10_lr"], &case.id);
    }
}

#[test]
fn autosomal_cases_agree_with_pedprobr() {
    check("kinship-cases.json", 103);
}

#[test]
fn x_chromosomal_cases_agree_with_pedprobr() {
    check("kinship-cases-x.json", 28);
}

/// Computed by Familias: alleles that no kit shows, with mutation and θ.
#[test]
fn silent_alleles_agree_with_familias() {
    check("kinship-cases-silent.json", 16);
}
