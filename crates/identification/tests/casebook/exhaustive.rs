//! The dynamic programme against listing everything, on random small problems; and the bound on what
//! is dropped against what it cost.

use kintrace_identification::assignment::{Choice, best, solve};
use proptest::prelude::*;

/// Families with choices over six remains; the first choice of each is nobody.
fn problem() -> impl Strategy<Value = Vec<Vec<Choice>>> {
    let choice = (prop::collection::btree_set(0_usize..6, 1..=2), -3.0_f64..6.0)
        .prop_map(|(remains, ln_weight)| Choice { remains: remains.into_iter().collect(), ln_weight });
    let family = prop::collection::vec(choice, 0..5).prop_map(|mut choices| {
        choices.insert(0, Choice { remains: (&[][..]).into(), ln_weight: 0.0 });
        choices
    });
    prop::collection::vec(family, 1..5)
}

/// All assignments: the choice of each family, and the ln weight.
fn list(families: &[Vec<Choice>]) -> Vec<(Vec<usize>, f64)> {
    let mut all: Vec<(Vec<usize>, Vec<usize>, f64)> = vec![(Vec::new(), Vec::new(), 0.0)];
    for choices in families {
        let mut next = Vec::new();
        for (path, used, ln) in &all {
            for (i, c) in
                choices.iter().enumerate().filter(|(_, c)| c.remains.iter().all(|r| !used.contains(r)))
            {
                let (mut path, mut used) = (path.clone(), used.clone());
                path.push(i);
                used.extend(&c.remains);
                next.push((path, used, ln + c.ln_weight));
            }
        }
        all = next;
    }
    all.into_iter().map(|(path, _, ln)| (path, ln)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sums_are_those_of_the_list(families in problem()) {
        let all = list(&families);
        let total: f64 = all.iter().map(|(_, ln)| ln.exp()).sum();
        let solution = solve(&families, 10_000).expect("small enough");
        prop_assert!((solution.ln_total - total.ln()).abs() < 1e-9);
        for (f, choices) in families.iter().enumerate() {
            for c in 0..choices.len() {
                let with: f64 = all.iter().filter(|(path, _)| path[f] == c).map(|(_, ln)| ln.exp()).sum();
                prop_assert!((solution.marginals[f][c] - with / total).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn the_best_are_those_of_the_list(families in problem()) {
        let mut all: Vec<f64> = list(&families).into_iter().map(|(_, ln)| ln).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        all.truncate(10);
        let found = best(&families, 10);
        prop_assert_eq!(found.len(), all.len());
        for ((path, ln), expected) in found.iter().zip(all) {
            prop_assert!((ln - expected).abs() < 1e-9);
            let sum: f64 = path.iter().enumerate().map(|(f, &c)| families[f][c].ln_weight).sum();
            prop_assert!((sum - ln).abs() < 1e-9);
        }
    }

    #[test]
    fn too_many_states_are_refused_not_guessed(families in problem()) {
        prop_assert!(solve(&families, 0).is_none());
    }
}
