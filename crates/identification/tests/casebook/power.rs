//! Power computed by forrel (R): exclusion exact to 1e-8, what was drawn within four standard errors.

use std::path::Path;

use kintrace_identification::power::Power;
use kintrace_interchange::reference_cases::power_cases;
use serde_json::Value;

fn close(ours: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!((ours - expected).abs() <= tolerance, "{what}: {ours}, {expected} was expected");
}

#[test]
fn power_agrees_with_forrel() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/power-cases.json");
    let text = std::fs::read_to_string(&path).expect("test data");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let cases = power_cases("power-cases.json", &text).expect("cases");
    assert_eq!(cases.len(), 10);
    for (case, json) in cases.iter().zip(json["cases"].as_array().expect("cases")) {
        let (expected, id) = (&json["expected"], &case.id);
        let loci = case.loci.iter().map(|(locus, genotypes, _)| (locus, genotypes.clone()));
        let power = Power::compute(&case.pedigree, case.missing, loci, case.theta);
        for locus in &power.loci {
            let at = &expected["exclusion_power_per_locus"][&locus.locus];
            close(locus.exclusion, at, 1e-8, &format!("{id} {}", locus.locus));
        }
        close(power.exclusion(), &expected["exclusion_power"], 1e-8, id);
        close(power.expected_mismatches(), &expected["expected_mismatching_loci"], 1e-8, id);
        // A thousand draws of forrel's against ours, exact where it can be.
        let simulated = &expected["simulated"];
        let n = simulated["n"].as_f64().expect("draws");
        let (mean, sd) = power.log10_lr();
        close(mean, &simulated["mean_log10_lr"], 4.0 * sd / n.sqrt() + 1e-9, &format!("{id} mean"));
        // The standard error of a standard deviation, for a distribution with not too long tails.
        close(sd, &simulated["sd_log10_lr"], 4.0 * sd / n.sqrt() + 1e-9, &format!("{id} sd"));
        let draws = power.draw(20_000, &[2.0, 4.0, 6.0], 3);
        for (share, threshold) in draws.inclusion.iter().zip(["1e2", "1e4", "1e6"]) {
            let theirs = simulated["inclusion_power"][threshold].as_f64().expect("a share");
            let p = f64::midpoint(*share, theirs);
            let error = (p * (1.0 - p) * (1.0 / n + 1.0 / 20_000.0)).sqrt();
            assert!((share - theirs).abs() <= 4.0 * error + 1e-3, "{id} {threshold}: {share} {theirs}");
        }
        let both = (draws.mean_log10_lr - mean).abs();
        assert!(
            both <= 4.0 * sd / 20_000_f64.sqrt() + 1e-9,
            "{id}: drawn {}, exact {mean}",
            draws.mean_log10_lr
        );
    }
}
