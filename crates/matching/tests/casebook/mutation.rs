//! Mutation models of an office's own.

use std::sync::Arc;

use kintrace_interchange::mutation_models::mutation_models;
use kintrace_kinship::{MutationModel, builtin};
use kintrace_matching::{Settings, impossible_mutation, loci};
use serde_json::json;

fn models(loci: &serde_json::Value) -> String {
    json!({ "format": "mutation-models/1", "loci": loci }).to_string()
}

#[test]
fn each_locus_has_its_own_rate_and_the_others_the_default() {
    let text = models(&json!({
        "se 33": {"model": "stepwise", "rate_female": 0.001, "rate_male": 0.006},
        "TH01": {"model": "matrix", "alleles": ["9", "9.3"],
            "female": [[0.99, 0.01], [0.02, 0.98]], "male": [[1, 0], [0, 1]]},
    }));
    let read = mutation_models("rates.json", &text).expect("sound");
    let settings = Settings { mutation_models: Arc::new(read), ..Settings::default() };
    let table = builtin::frequencies();
    let loci = loci(&table, &settings);
    let find = |name: &str| loci.iter().find(|l| l.name() == name).expect("a locus");
    let rate = |name: &str| match &find(name).mutation().male {
        MutationModel::Stepwise { rate, .. } => *rate,
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!((rate("SE33"), rate("FGA")), (0.006, 0.002));
    let th01 = find("TH01");
    let at = |label: &str| th01.labels().iter().position(|l| l == label).expect("an allele");
    let MutationModel::Matrix(matrix) = &th01.mutation().female else { panic!("a matrix") };
    let passed_on = |from: &str, to: &str| matrix[at(from) * th01.labels().len() + at(to)];
    assert!((passed_on("9.3", "9") - 0.02).abs() < 1e-12);
    assert!((passed_on("6", "6") - 1.0).abs() < 1e-12);
    assert!(impossible_mutation(&table, &settings).is_empty());
    // What fits no alleles of the table is told.
    let text = models(&json!({"TH01": {"model": "proportional", "rate_female": 0.9, "rate_male": 0.9}}));
    let read = mutation_models("rates.json", &text).expect("readable");
    let settings = Settings { mutation_models: Arc::new(read), ..Settings::default() };
    let told = impossible_mutation(&table, &settings);
    assert!(told.len() == 1 && told[0].0 == "TH01", "{told:?}");
}
