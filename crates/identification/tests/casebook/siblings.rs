//! Ten missing brothers and sisters: not refused, and right.

use kintrace_identification::joint::joint;
use kintrace_identification::{JointOptions, MissingIndex, Pairwise};

use crate::ten_siblings;

#[test]
fn ten_siblings_share_ten_remains_evenly() {
    for model in ["proportional", "stepwise"] {
        let case = ten_siblings::case(model);
        let pairwise = Pairwise::compute(&case, &|| ());
        let result = joint(&case, &pairwise, JointOptions::EXACT);
        assert!(result.dropped_mass < 1e-8, "{}", result.dropped_mass);
        assert!(result.standard_error == 0.0);
        for (r, row) in result.pairs.iter().enumerate() {
            let total: f64 = row.values().sum::<f64>() + result.none[r];
            assert!((total - 1.0).abs() < 1e-9, "{total}");
            // Five are of the remains' sex, and the DNA can't tell them apart.
            let own = row.get(&MissingIndex { family: 0, position: r }).copied().unwrap_or(0.0);
            assert!((own - (1.0 - result.none[r]) / 5.0).abs() < 1e-9, "{own}");
        }
        assert!(
            result.none.iter().all(|p| *p < 1e-3),
            "together they are surely the family's: {:?}",
            result.none
        );
    }
}
