//! θ in a family too large for the exact sum.

use kintrace_interchange::reference_cases::kinship_cases;
use serde_json::{Map, Value, json};

/// A cousin, a nephew and a half-sister of a missing man, who mutates stepwise among fifteen alleles.
fn case(relatives: &[(&str, [&str; 2])]) -> String {
    let frequencies: Map<String, Value> = (6..21).map(|a: i32| (a.to_string(), json!(1.0 / 15.0))).collect();
    let member = |id: &str, parents: Option<(&str, &str)>, sex: &str| json!({"id": id, "father": parents.map(|p| p.0), "mother": parents.map(|p| p.1), "sex": sex});
    let profiles: Map<String, Value> = relatives
        .iter()
        .chain(&[("remains", ["9", "12"])])
        .map(|(id, alleles)| ((*id).to_owned(), json!({"L": alleles})))
        .collect();
    json!({
        "format": "kinship-cases/1",
        "frequencies": {"L": frequencies},
        "cases": [{
            "id": "1", "loci": ["L"], "missing": "missing", "theta": 0.02,
            "mutation": {"model": "stepwise", "rate_female": 0.001, "rate_male": 0.003, "range": 0.1, "rate2": 0},
            "pedigree": [
                member("grandfather", None, "male"), member("grandmother", None, "female"),
                member("father", Some(("grandfather", "grandmother")), "male"),
                member("uncle", Some(("grandfather", "grandmother")), "male"),
                member("aunt", None, "female"), member("cousin", Some(("uncle", "aunt")), "male"),
                member("mother", None, "female"), member("stepmother", None, "female"),
                member("missing", Some(("father", "mother")), "male"),
                member("sister", Some(("father", "mother")), "female"),
                member("husband", None, "male"), member("nephew", Some(("husband", "sister")), "male"),
                member("half", Some(("father", "stepmother")), "female"),
            ],
            "profiles": profiles,
        }],
    })
    .to_string()
}

#[test]
fn what_is_out_of_reach_is_named_and_answered() {
    let small = kinship_cases("case.json", &case(&[("mother", ["9", "14"])])).expect("sound");
    assert!(small[0].expected().is_empty());
    let relatives = [("cousin", ["9", "14"]), ("nephew", ["12", "7"]), ("half", ["9", "9"])];
    let large = kinship_cases("case.json", &case(&relatives)).expect("sound");
    assert_eq!(large[0].expected(), ["L"]);
    let ln_lr = large[0].likelihood_ratio().ln_lr();
    // All three show an allele of the remains, in a population in which each has one of fifteen.
    assert!((1.0..5.0).contains(&ln_lr), "{ln_lr}");
}
