//! Who vanished together lies together: from events and incidents to hypotheses.

use kintrace_identification::lines::Why;
use kintrace_kinship::builtin;
use kintrace_matching::{Found, Settings, case, search};
use kintrace_simulation::{Scale, World};

use crate::{described, judged};

/// All groups were taken away. With their events more are named, and nobody more wrongly.
#[test]
fn groups_that_were_taken_away_are_found_by_those_who_are_known() {
    let (mut with, mut without) = ((0, 0), (0, 0));
    for seed in 31..33 {
        let scale = Scale { missing: 200, remains: 140, seed };
        let world = World::simulate(scale, &builtin::frequencies()).taken_away(seed, 1.0);
        let truth = world.truth().collect();
        let (mut registry, mut offices) = described(&world);
        let outcome = search(case(&registry, &offices, &Settings::default()), &|| ());
        let named = judged(&outcome, &truth);
        with = (with.0 + named.named.0, with.1 + named.named.1);
        assert!(
            outcome.learned.places.together > 0.6 && outcome.learned.places.pairs_together > 20,
            "{:?}",
            outcome.learned.places
        );
        let is_company = |f: &Found| f.lines.iter().any(|l| matches!(l.weight.why, Why::Company { .. }));
        assert!(outcome.found.iter().any(is_company));
        offices.incidents.clear();
        registry.missing.values_mut().for_each(|m| m.event.clear());
        let outcome = search(case(&registry, &offices, &Settings::default()), &|| ());
        assert_eq!(outcome.learned.places.pairs_together, 0);
        let named = judged(&outcome, &truth);
        without = (without.0 + named.named.0, without.1 + named.named.1);
    }
    assert!(with.0 > without.0 && with.1 <= without.1, "{with:?} with groups, {without:?} without");
}
