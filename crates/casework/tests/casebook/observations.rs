//! What was found, seen and passed on.

use kintrace_casework::claim::{Claim, Value, compare};
use kintrace_casework::custody::{Custody, Flaw, Transfer};
use kintrace_casework::date::DateInterval;
use kintrace_casework::dental::is_tooth;
use kintrace_casework::geometry::{Geometry, Position};
use kintrace_casework::party::Wording;
use kintrace_casework::site::Site;
use kintrace_casework::skeleton::{Bone, BoneCount, Side, completeness, minimum_number};
use kintrace_casework::{Day, Noun, Reference, Sound, Thing};
use proptest::prelude::*;

fn transfer(from: &str, to: &str, of_month: u8, found: &str, set: &str) -> Transfer {
    Transfer {
        from: from.to_owned(),
        to: to.to_owned(),
        on: Day::new(2024, 7, of_month),
        seal_found: found.to_owned(),
        seal_intact: true,
        seal_set: set.to_owned(),
        remark: String::new(),
    }
}

fn custody(transfers: Vec<Transfer>) -> Custody {
    Custody {
        id: "CU1".to_owned(),
        item: Reference::new(Noun::Sample, "S1"),
        transfers,
        ..Custody::default()
    }
}

#[test]
fn a_gap_or_a_broken_seal_is_visible_for_ever() {
    let good = vec![
        transfer("", "field", 1, "", "K1"),
        transfer("field", "mortuary", 2, "K1", ""),
        transfer("mortuary", "laboratory", 3, "K1", "K2"),
    ];
    let chain = Sound::new(custody(good.clone())).expect("its rules hold");
    assert_eq!((chain.flaws(), chain.status()), (Vec::new(), "unbroken, with laboratory".to_owned()));
    let flaws = |change: &dyn Fn(&mut Vec<Transfer>)| {
        let mut transfers = good.clone();
        change(&mut transfers);
        // None of it is refused: it happened.
        Sound::new(custody(transfers)).expect("its rules hold").flaws()
    };
    assert_eq!(flaws(&|t| t[2].from = "a driver".to_owned()), [Flaw::Gap(2)]);
    assert_eq!(flaws(&|t| t[1].seal_found = "K9".to_owned()), [Flaw::SealDiffers(1), Flaw::SealDiffers(2)]);
    assert_eq!(flaws(&|t| t[2].on = Day::new(2024, 7, 1)), [Flaw::Backwards(2)]);
    assert_eq!(
        flaws(&|t| {
            t[2].seal_intact = false;
            t[2].remark = "torn".to_owned();
        }),
        [Flaw::SealBroken(2)]
    );
    // A broken seal without a word about it is.
    let mut silent = good.clone();
    silent[2].seal_intact = false;
    assert!(Sound::new(custody(silent)).is_err());
    // And nothing of it goes away.
    assert!(Sound::after(custody(good[..2].to_vec()), &chain).is_err());
}

proptest! {
    /// A chain that is handed on correctly has no flaw; without one of its inner transfers it has.
    #[test]
    fn chains(keepers in prop::collection::vec("[a-z]{3,6}", 3..8), seals in prop::collection::vec(prop::bool::ANY, 8), out in 0_usize..6) {
        let keepers: Vec<String> = keepers.iter().enumerate().map(|(i, k)| format!("{k}{i}")).collect();
        let mut seal = String::new();
        let transfers: Vec<Transfer> = keepers
            .iter()
            .enumerate()
            .map(|(i, keeper)| {
                let from = if i == 0 { "" } else { &keepers[i - 1] };
                let set = if seals[i] { format!("K{i}") } else { String::new() };
                let t = transfer(from, keeper, u8::try_from(i + 1).unwrap(), &seal, &set);
                if !set.is_empty() {
                    seal = set;
                }
                t
            })
            .collect();
        prop_assert!(custody(transfers.clone()).flaws().is_empty());
        let mut without = transfers;
        let at = 1 + out % (without.len() - 2);
        without.remove(at);
        prop_assert!(custody(without).flaws().contains(&Flaw::Gap(at)));
    }

    /// Fewer bones are never more people, and whatever the bones, one person's never make two.
    #[test]
    fn minimum_numbers(counts in prop::collection::vec(0_u32..4, 28), drop in 0_usize..28) {
        let inventory: Vec<BoneCount> = Bone::ALL
            .iter()
            .zip(&counts)
            .filter(|(_, count)| **count > 0)
            .map(|(bone, count)| BoneCount {
                bone: *bone,
                side: if bone.is_midline() { Side::None } else { Side::Left },
                count: *count,
                percent: 100,
            })
            .collect();
        let all = minimum_number(&inventory);
        let fewer: Vec<BoneCount> = inventory.iter().filter(|l| l.bone != Bone::ALL[drop]).cloned().collect();
        prop_assert!(minimum_number(&fewer) <= all);
        let one: Vec<BoneCount> =
            inventory.iter().map(|l| BoneCount { count: l.count.min(l.bone.of_a_person().div_ceil(2)), ..l.clone() }).collect();
        prop_assert!(minimum_number(&one) <= 1);
        prop_assert!((0.0..=1.0).contains(&completeness(&inventory)));
    }
}

/// By hand: two left tibias are two people; three ribs of unknown side are one; pieces are not counted.
#[test]
fn how_many_people() {
    let line = |bone, side, count, percent| BoneCount { bone, side, count, percent };
    assert_eq!(minimum_number(&[]), 0);
    assert_eq!(
        minimum_number(&[line(Bone::Femur, Side::Left, 1, 100), line(Bone::Femur, Side::Right, 1, 100)]),
        1
    );
    assert_eq!(minimum_number(&[line(Bone::Tibia, Side::Left, 2, 100)]), 2);
    assert_eq!(minimum_number(&[line(Bone::Rib, Side::None, 3, 75)]), 1);
    assert_eq!(minimum_number(&[line(Bone::Rib, Side::Left, 13, 75)]), 2);
    assert_eq!(minimum_number(&[line(Bone::Femur, Side::None, 3, 100)]), 2);
    assert_eq!(minimum_number(&[line(Bone::Cranium, Side::None, 2, 25)]), 1);
    // A whole skeleton.
    let whole: Vec<BoneCount> = Bone::ALL
        .iter()
        .flat_map(|b| {
            let n = b.of_a_person();
            if b.is_midline() {
                vec![line(*b, Side::None, n, 100)]
            } else {
                vec![line(*b, Side::Left, n / 2, 100), line(*b, Side::Right, n / 2, 100)]
            }
        })
        .collect();
    assert_eq!((minimum_number(&whole), completeness(&whole)), (1, 1.0));
    // An adult has 206 bones: six small ones of the ears are not counted, and the skull's 22 are two here.
    assert_eq!(Bone::ALL.iter().map(|b| b.of_a_person()).sum::<u32>(), 206 - 6 - 20);
}

#[test]
fn teeth_of_the_fdi() {
    let numbers: Vec<u8> = (0..=99).filter(|n| is_tooth(*n)).collect();
    assert_eq!(numbers.len(), 32 + 20);
    for (number, is) in
        [(11, true), (48, true), (19, false), (49, false), (55, true), (56, false), (85, true), (91, false)]
    {
        assert_eq!(is_tooth(number), is, "{number}");
    }
}

fn claim(id: &str, value: Value) -> Claim {
    Claim {
        id: id.to_owned(),
        subject: Reference::new(Noun::MissingPerson, "M1"),
        property: "born".to_owned(),
        value,
        source: Some(Reference::new(Noun::Report, "R1")),
        ..Claim::default()
    }
}

#[test]
fn claims_that_contradict_each_other_all_stand() {
    let date = |text: &str| Value::Date(DateInterval::parse(text).expect("a date"));
    let claims = [claim("A", date("1971")), claim("B", date("1970/1972")), claim("C", date("1968"))];
    let compared = compare(&claims[..2]);
    assert!(!compared[0].contradict, "intervals that overlap may both be true");
    let compared = compare(&claims);
    assert!(compared[0].contradict);
    assert_eq!(compared[0].claims.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["A", "B", "C"]);
    // The one that the office takes comes first; a claim that was corrected does not contradict.
    let mut preferred = claims.clone();
    preferred[2].preferred_because = "a birth certificate".to_owned();
    assert_eq!(compare(&preferred)[0].claims[0].id, "C");
    let mut corrected = claims.to_vec();
    corrected.push(Claim { corrects: "C".to_owned(), ..claim("D", date("1971-05")) });
    assert!(!compare(&corrected)[0].contradict);
    // What a source said stays.
    let sound = Sound::new(claims[0].clone()).expect("its rules hold");
    assert!(Sound::after(claim("A", date("1972")), &sound).is_err());
    let cm = |from, to| Value::Number { from, to, unit: "cm".to_owned() };
    assert!(
        cm(170.0, 176.0).agrees_with(&cm(175.0, 180.0)) && !cm(170.0, 172.0).agrees_with(&cm(175.0, 180.0))
    );
    assert!(Sound::new(Claim { source: None, ..claims[0].clone() }).is_err(), "a claim is somebody's");
}

#[test]
fn areas_are_on_the_earth_and_closed() {
    let site = |geometry| Site {
        id: "S1".to_owned(),
        names: vec![Wording { language: "hy".to_owned(), text: "Լեռ".to_owned() }],
        position: Position { geometry: Some(geometry), uncertainty_m: Some(50.0) },
        ..Site::default()
    };
    let area = |ring: Vec<[f64; 2]>| site(Geometry::Polygon { coordinates: vec![ring] });
    let square = vec![[46.0, 39.0], [46.1, 39.0], [46.1, 39.1], [46.0, 39.1], [46.0, 39.0]];
    let bow = vec![[46.0, 39.0], [46.1, 39.1], [46.1, 39.0], [46.0, 39.1], [46.0, 39.0]];
    assert!(Sound::new(area(square.clone())).is_ok());
    assert!(Sound::new(area(square[..4].to_vec())).is_err(), "open");
    assert!(Sound::new(area(bow)).is_err(), "crosses itself");
    assert!(Sound::new(site(Geometry::point(39.5, 46.2))).is_ok());
    assert!(Sound::new(site(Geometry::point(139.5, 46.2))).is_err(), "not on the earth");
    // GeoJSON: longitude first.
    let json = serde_json::to_value(Geometry::point(39.5, 46.2)).expect("JSON");
    assert_eq!(json, serde_json::json!({"type": "Point", "coordinates": [46.2, 39.5]}));
    // Where it is withheld, only those named see where.
    let withheld = Site { withheld_to: vec!["aygun".to_owned()], ..site(Geometry::point(39.5, 46.2)) };
    assert!(withheld.clone().seen_by("aygun").position.geometry.is_some());
    assert!(withheld.seen_by("hayk").position.geometry.is_none());
}
