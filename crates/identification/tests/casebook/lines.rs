//! The lines of evidence together: nothing counts twice, and what is multiplied is what is shown.

use std::collections::BTreeMap;

use kintrace_identification::lines::features::Feature;
use kintrace_identification::lines::place::{Point, region};
use kintrace_identification::lines::sex::{BONES_ERROR_RATE, Finding};
use kintrace_identification::lines::teeth::State;
use kintrace_identification::lines::{AnteMortem, Line, Lines, PostMortem, Range, Why};
use kintrace_kinship::Sex;
use proptest::prelude::*;

fn sex() -> impl Strategy<Value = Sex> {
    prop_oneof![Just(Sex::Male), Just(Sex::Female), Just(Sex::Unknown)]
}

fn interval(from: f64, to: f64) -> impl Strategy<Value = Option<(f64, f64)>> {
    prop::option::of((from..to, 0.0..15.0_f64).prop_map(|(from, length)| (from, from + length)))
}

fn chart() -> impl Strategy<Value = Vec<(u8, State)>> {
    let state = prop_oneof![Just(State::Sound), Just(State::Restored), Just(State::Lost)];
    prop::collection::btree_map(11_u8..19, state, 0..6).prop_map(|chart| chart.into_iter().collect())
}

fn things() -> impl Strategy<Value = Vec<Feature>> {
    let thing = prop_oneof!["watch", "belt", "ring"];
    let feature = thing.prop_map(|what| Feature { what, ..Feature::default() });
    prop::collection::vec(feature, 0..3)
}

fn point() -> impl Strategy<Value = Option<Point>> {
    prop::option::of((-33.0..-31.0_f64, 88.0..90.0_f64).prop_map(|(latitude, longitude)| Point {
        latitude,
        longitude,
        radius_km: 5.0,
    }))
}

type Known =
    (Sex, Option<Range>, Option<Range>, Option<usize>, Vec<(u8, State)>, Vec<Feature>, Option<Point>);

/// What may be known on either side: sex, age, stature, hair, teeth, effects, place.
fn known() -> impl Strategy<Value = Known> {
    (
        sex(),
        interval(5.0, 70.0),
        interval(140.0, 190.0),
        prop::option::of(0_usize..5),
        chart(),
        things(),
        point(),
    )
}

fn before() -> impl Strategy<Value = AnteMortem> {
    known().prop_map(|(sex, age, stature_cm, hair, teeth, effects, place)| AnteMortem {
        sex,
        age,
        stature_cm,
        hair,
        teeth,
        effects,
        place,
        ..AnteMortem::default()
    })
}

fn after() -> impl Strategy<Value = PostMortem> {
    known().prop_map(|(sex, age, stature_cm, hair, teeth, effects, place)| PostMortem {
        sex: Finding { sex, error_rate: BONES_ERROR_RATE },
        age,
        stature_cm,
        hair,
        teeth,
        effects: Some(effects).filter(|e| !e.is_empty()),
        place,
        ..PostMortem::default()
    })
}

proptest! {
    #[test]
    fn what_is_multiplied_is_what_is_shown(
        missing in prop::collection::vec(before(), 1..6),
        remains in prop::collection::vec(after(), 1..4),
    ) {
        let lines = Lines::new(missing.clone(), remains.clone(), BTreeMap::new());
        for r in 0..remains.len() {
            let row = lines.of(r).row();
            prop_assert_eq!(row.len(), missing.len());
            for (m, sum) in row.iter().enumerate() {
                let shown: f64 = lines.of(r).pair(m).iter().filter(|w| w.counts).map(|w| w.ln_lr).sum();
                prop_assert!((sum - shown).abs() < 1e-9, "{} {}", sum, shown);
                prop_assert!(sum.is_finite());
                // Leaving each line out once leaves what the others say.
                for weight in lines.of(r).pair(m) {
                    let without = lines.without(&[weight.line]).of(r).row()[m];
                    prop_assert!((sum - weight.ln_lr - without).abs() < 1e-9);
                }
            }
        }
    }

    /// Whom the remains are compared with is the registry: weighed by how probable their sex is, its ratios average
    /// to one.
    #[test]
    fn ratios_average_to_one(missing in prop::collection::vec(before(), 1..8), mut remains in after()) {
        remains.sex = Finding::default();
        let lines = Lines::new(missing.clone(), vec![remains], BTreeMap::new());
        for line in [Line::Age, Line::Stature, Line::Place] {
            let ratios: Vec<f64> = (0..missing.len())
                .flat_map(|m| lines.of(0).pair(m))
                .filter(|w| w.line == line)
                .map(|w| w.ln_lr.exp())
                .collect();
            if !ratios.is_empty() {
                let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
                prop_assert!((mean - 1.0).abs() < 1e-9, "{:?}: {}", line, mean);
            }
        }
    }
}

#[test]
fn an_examiners_conclusion_stands_for_what_is_computed_from_the_same() {
    let teeth = vec![(16, State::Restored), (26, State::Lost)];
    let missing = AnteMortem { teeth: teeth.clone(), ..AnteMortem::default() };
    let remains = PostMortem { teeth, ..PostMortem::default() };
    let concluded =
        BTreeMap::from([((0, 0), vec![(Line::Teeth, 2.0), (Line::Fingerprint, 6.0), (Line::Teeth, 3.0)])]);
    let lines = Lines::new(vec![missing], vec![remains], concluded);
    let counted: Vec<(Line, f64)> =
        lines.of(0).pair(0).iter().filter(|w| w.counts).map(|w| (w.line, w.ln_lr)).collect();
    assert_eq!(counted, [(Line::Teeth, 3.0), (Line::Fingerprint, 6.0)], "the last of each");
    assert_eq!(lines.of(0).row(), [9.0]);
    // All are shown.
    let shown = lines.of(0).pair(0);
    assert_eq!(shown.len(), 4);
    assert!(shown.iter().any(|w| !w.counts && matches!(w.why, Why::Teeth { same: 2, .. })));
}

#[test]
fn what_was_found_before_somebody_vanished_is_of_another() {
    let missing = AnteMortem { last_seen: Some((1993.2, 1993.3)), ..AnteMortem::default() };
    let remains = |found| PostMortem { found: Some(found), ..PostMortem::default() };
    let lines = Lines::new(vec![missing], vec![remains(1990.0), remains(1993.0)], BTreeMap::new());
    assert!(lines.of(0).row()[0] < -3.0);
    assert_eq!(lines.of(1).row()[0].to_bits(), 0.0_f64.to_bits(), "found in the same year");
}

/// Four people vanished at one village, two of them together. The first of these lies far away, as DNA says; other remains
/// lie beside, and a third lie near the village.
#[test]
fn whoever_vanished_together_lies_together() {
    let at = |latitude| Point { latitude, longitude: 89.0, radius_km: 1.0 };
    let village = Some(Point { radius_km: 0.0, ..at(-32.0) });
    let missing =
        |groups: &[String], place| AnteMortem { groups: groups.to_vec(), place, ..AnteMortem::default() };
    let bus = &["bus".to_owned()];
    let before =
        vec![missing(bus, village), missing(bus, village), missing(&[], village), missing(bus, None)];
    let found = |latitude| PostMortem { place: Some(at(latitude)), ..PostMortem::default() };
    let after = vec![found(-31.0), found(-31.0), found(-32.0)];
    let mut lines = Lines::new(before, after, BTreeMap::new());
    let of = |lines: &Lines, r: usize, m: usize| {
        let of_pair = lines.of(r).pair(m);
        of_pair.iter().find(|w| w.line == Line::Place).map(|w| (w.ln_lr.exp(), w.why))
    };
    // Nobody is settled: the place alone speaks, and says the same of all.
    let (before, why) = of(&lines, 1, 1).expect("both places are known");
    assert!((before - 1.0).abs() < 1e-12 && matches!(why, Why::Distance(_)), "{before} {why:?}");
    assert_eq!(of(&lines, 1, 3), None);
    lines.learn_places(&[(0, 0)]);
    let shares = lines.places();
    assert_eq!((shares.pairs, shares.pairs_together), (1, 0));
    // One other lies at the very place: 1/(2π(2² + 1² + 1²)).
    let density = |km: f64, v: f64| (-km * km / (2.0 * v)).exp() / (2.0 * std::f64::consts::PI * v);
    let company = density(0.0, 6.0);
    let anywhere = (company + 1.0 / 5000.0_f64.max(region(&[at(-31.0), at(-32.0)]))) / 3.0;
    let km = at(-31.0).distance_km(&at(-32.0));
    let taken = (-km / 40.0).exp() / (2.0 * std::f64::consts::PI * 1600.0);
    let alone = shares.near * density(km, 101.0) + shares.taken * taken + shares.anywhere * anywhere;
    let together = shares.together * company + (1.0 - shares.together) * alone;
    // The first is settled at other remains, and is not the own company.
    let mean = (alone + together + alone) / 3.0;
    for (m, expected) in [(0, alone), (1, together), (2, alone)] {
        let (lr, _) = of(&lines, 1, m).expect("both places are known");
        assert!((lr - expected / mean).abs() < 1e-9 * lr, "{m}: {lr} {}", expected / mean);
    }
    let (_, why) = of(&lines, 1, 1).expect("said");
    assert!(matches!(why, Why::Company { others: 1, beside: 1, .. }), "{why:?}");
    // Of whom it is not known where he or she was last seen, the company alone speaks.
    let (lr, why) = of(&lines, 1, 3).expect("said");
    let expected = shares.together * company / mean + 1.0 - shares.together;
    assert!((lr - expected).abs() < 1e-9 * lr, "{lr} {expected}");
    assert_eq!(why, Why::Company { km: None, others: 1, beside: 1 });
    // Near the village the company is far away, and speaks against.
    let (lr, why) = of(&lines, 2, 1).expect("said");
    assert!(lr < 1.0 && matches!(why, Why::Company { others: 1, beside: 0, .. }), "{lr} {why:?}");
    // The remains that settle it say nothing of themselves.
    assert!(matches!(of(&lines, 0, 0), Some((_, Why::Distance(_)))));
    assert!(matches!(of(&lines, 0, 1), Some((_, Why::Distance(_)))));
}
