//! Mutation models from a file, and in cases.

use kintrace_interchange::mutation_models::mutation_models;
use kintrace_interchange::reference_cases::kinship_cases;
use serde_json::json;

fn models(loci: &serde_json::Value) -> String {
    json!({ "format": "mutation-models/1", "loci": loci }).to_string()
}

#[test]
fn what_is_wrong_is_told_by_locus() {
    let told = |loci: serde_json::Value| {
        mutation_models("rates.json", &models(&loci)).expect_err("refused").to_string()
    };
    let model = told(json!({"FGA": {"model": "stepwize"}}));
    assert!(
        model.contains("rates.json") && model.contains("FGA") && model.contains("\"stepwize\""),
        "{model}"
    );
    let row = told(json!({"FGA": {"model": "matrix", "alleles": ["20", "21"],
        "female": [[0.9, 0.1], [0.1, 0.8]], "male": [[1, 0], [0, 1]]}}));
    assert!(row.contains("row 1 of the mutation matrix"), "{row}");
    assert!(mutation_models("rates.json", "{").expect_err("refused").to_string().contains("line 1"));
    let other = mutation_models("x.json", r#"{"format": "kinship-cases/1", "loci": {}}"#);
    assert!(other.expect_err("refused").to_string().contains("mutation-models/1 was expected"));
}

/// A father who shows A, B and remains that show C, C: by the matrix of the equal model the LR is that of the equal model.
#[test]
fn a_matrix_says_what_the_model_says_of_which_it_is() {
    let case = |mutation: serde_json::Value| {
        let text = json!({
            "format": "kinship-cases/1",
            "frequencies": {"L": {"A": 0.2, "B": 0.3, "C": 0.5}},
            "cases": [{
                "id": "1", "mutation": mutation, "loci": ["L"], "missing": "child",
                "pedigree": [
                    {"id": "father", "father": null, "mother": null, "sex": "male"},
                    {"id": "mother", "father": null, "mother": null, "sex": "female"},
                    {"id": "child", "father": "father", "mother": "mother", "sex": "male"},
                ],
                "profiles": {"father": {"L": ["A", "B"]}, "remains": {"L": ["C", "C"]}},
            }],
        });
        kinship_cases("case.json", &text.to_string()).map(|cases| cases[0].likelihood_ratio().ln_lr())
    };
    let equal = case(json!({"model": "equal", "rate_female": 0.01, "rate_male": 0.02})).expect("sound");
    // Given in another order of alleles.
    let rows = |rate: f64| {
        let row = |i: usize| (0..3).map(|j| if i == j { 1.0 - rate } else { rate / 2.0 }).collect::<Vec<_>>();
        (0..3).map(row).collect::<Vec<_>>()
    };
    let matrix = json!({"L": {"model": "matrix", "alleles": ["C", "A", "B"], "female": rows(0.01), "male": rows(0.02)}});
    let found = case(matrix).expect("sound");
    assert!((found - equal).abs() < 1e-12 && equal < 0.0, "{found} {equal}");
    // The child of a father who has neither: one mutation, 0.02 / 2, and a mother's C.
    let by_hand = (0.01 * (0.5 * 0.99 + 0.5 * 0.005) / 0.25_f64).ln();
    assert!((equal - by_hand).abs() < 1e-12, "{equal} {by_hand}");
    let wrong = json!({"L": {"model": "matrix", "alleles": ["A"], "female": [[2]], "male": [[1]]}});
    assert!(case(wrong).expect_err("refused").to_string().contains("case 1, mutation"));
}
