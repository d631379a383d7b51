//! A search in tiles finds what a search of everything finds.

use std::collections::BTreeMap;

use kintrace_casework::merger::join;
use kintrace_casework::registry::Subject;
use kintrace_casework::{Document, Noun};
use kintrace_identification::Pairwise;
use kintrace_kinship::LN_10;
use kintrace_matching::{Described, Settings, bodies, case};
use kintrace_policy::Role;
use kintrace_service::left_out::LeftOut;
use kintrace_service::mergers::{merge, mergers};
use kintrace_service::tiles::{Rate, TileError, TileMemory, plan, work_on};
use kintrace_store::Store;
use serde_json::json;

use crate::world::Region;

const THRESHOLD: f64 = 2.0;

/// ln LRs by missing person and remains.
type Pairs = BTreeMap<(String, String), f64>;

/// Works on all tiles of a search, and gives its pairs.
async fn in_tiles(store: &Store, settings: &Settings, of: (usize, usize)) -> Pairs {
    let search = plan(store, settings, THRESHOLD, of).await.expect("planned");
    assert_eq!(Rate::of(&search), Rate { pairs_per_second: 0.0, per_worker: 0.0 });
    let (memory, none) = (TileMemory::default(), TileMemory::default());
    for tile in store.open_tiles(search.id).await.expect("read") {
        let at = (search.id, tile.tile);
        let found = work_on(store, settings, at, "first", &memory).await.expect("worked");
        // Twice is as once.
        let found = found.expect("it was open");
        store.finish_tile(search.id, tile.tile, &found).await.expect("written");
        assert_eq!(work_on(store, settings, at, "second", &none).await.expect("seen"), None);
    }
    let search = store.tile_search(search.id).await.expect("read").expect("there");
    assert!(search.is_done() && search.failed == 0 && Rate::of(&search).per_worker > 0.0, "{search:?}");
    let pairs = store.tile_pairs(search.id).await.expect("read");
    assert_eq!(search.found, pairs.len() as u64);
    pairs.into_iter().map(|(missing, remains, ln_lr)| ((missing, remains), ln_lr)).collect()
}

/// Every pair of the registry, as a search of everything compares it.
async fn of_everything(store: &Store, settings: &Settings) -> Pairs {
    let mut registry = store.registry().await.expect("read");
    let mut described = Described::default();
    for noun in Described::KINDS {
        store.every_document(noun).await.expect("read").iter().for_each(|document| described.add(document));
    }
    LeftOut::of_all(store, described.reviews.clone()).await.expect("read").apply(&mut registry);
    let _ = join(&mut registry, &mergers(store).await.expect("read"));
    bodies::join(&mut registry, &mut described, settings);
    let case = case(&registry, &described, settings).case;
    let pairwise = Pairwise::compute(&case, &|| ());
    let of_missing = |(m, missing): (usize, kintrace_identification::MissingIndex)| {
        let case = &case;
        let row = pairwise.ln_lr[m].iter().zip(&case.remains);
        let id = case.missing_id(missing).to_owned();
        row.filter(|(ln_lr, _)| **ln_lr >= THRESHOLD * LN_10)
            .map(move |(ln_lr, remains)| ((id.clone(), remains.id.clone()), *ln_lr))
            .collect::<Vec<_>>()
    };
    case.missing().enumerate().flat_map(of_missing).collect()
}

/// The same pairs, and their ln LRs but for the last bits: a table of many readings is summed in another order than that
/// of a few.
fn agree(tiles: &Pairs, everything: &Pairs, what: &str) {
    assert_eq!(tiles.keys().collect::<Vec<_>>(), everything.keys().collect::<Vec<_>>(), "{what}");
    for (pair, ln_lr) in tiles {
        let expected = everything[pair];
        assert!((ln_lr - expected).abs() < 1e-10 * expected.abs(), "{what}: {pair:?} {ln_lr} {expected}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn however_a_search_is_cut_it_finds_what_one_of_everything_finds() {
    let region = Region::new().await;
    let store = &region.store;
    let settings = Settings { drop_in: 0.01, ..Settings::default() };
    let first = of_everything(store, &settings).await;
    assert!(first.len() > 20, "{}", first.len());
    // A sample of remains is set aside, two remains are of one body, and somebody was reported twice.
    let registry = store.registry().await.expect("read");
    let of_remains = |id: &str| {
        let own = Subject::Remains(id.to_owned());
        let taken = |s: &&kintrace_casework::registry::Sample| s.subject == own;
        registry.samples.values().find(taken).expect("taken").id.clone()
    };
    let remains: Vec<&String> = first.keys().map(|(_, remains)| remains).collect();
    let (one, other) = (remains[0].clone(), remains.iter().find(|r| **r > remains[0]).expect("another"));
    let aside = remains.iter().rev().find(|r| ![&one, *other].contains(r)).expect("a third");
    let review = |id: &str, more: serde_json::Value| {
        let mut state = json!({
            "id": id, "party": "", "reason": "Seen in the laboratory.", "by": "aygun", "on": "2026-01-01",
        });
        more.as_object().expect("members").iter().for_each(|(k, v)| state[k] = v.clone());
        Document::read(Noun::Review, state).expect("sound")
    };
    let reviews = [
        review("RV1", json!({"decision": "samples set aside", "samples": [of_remains(aside)]})),
        review("RV2", json!({"decision": "of one person", "remains": [one, other]})),
    ];
    let work = store.begin("").await.expect("begun");
    work.put(&reviews).await.expect("written");
    work.commit().await.expect("committed");
    let desk = region.desk("aygun", Role::Supervisor, "");
    let twice: Vec<&String> = registry.missing.keys().collect();
    let mut merged = 0;
    for pair in twice.chunks_exact(2).take(30) {
        // Most families can't be one: their relatives differ.
        merged += usize::from(merge(&desk, pair[1], pair[0], "Reported twice.").await.is_ok());
    }
    assert!(merged > 0);

    let everything = of_everything(store, &settings).await;
    assert_ne!(everything, first);
    for of in [(1000, 1000), (13, 17), (60, 9)] {
        agree(&in_tiles(store, &settings, of).await, &everything, &format!("{of:?}"));
    }
    let theta = Settings { theta: 0.02, ..Settings::default() };
    agree(&in_tiles(store, &theta, (40, 30)).await, &of_everything(store, &theta).await, "θ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_with_other_settings_takes_no_part_and_what_is_erased_is_in_no_search() {
    let region = Region::new().await;
    let store = &region.store;
    let settings = Settings::default();
    let search = plan(store, &settings, THRESHOLD, (50, 50)).await.expect("planned");
    let other = Settings { contamination: 0.0, ..Settings::default() };
    let memory = TileMemory::default();
    let refused = work_on(store, &other, (search.id, 0), "other", &memory).await;
    assert!(matches!(refused, Err(TileError::OtherSettings)), "{refused:?}");
    // The prior is not compared.
    let outside = Settings { outside: Some(3.0), ..Settings::default() };
    assert!(work_on(store, &outside, (search.id, 0), "first", &memory).await.expect("worked").is_some());
    store.fail_tile(search.id, 1, "the disk is full").await.expect("noted");
    let now = store.tile_search(search.id).await.expect("read").expect("there");
    assert_eq!((now.done, now.failed, now.repeated), (1, 1, 0));
    let missing = region.world.truth().find_map(|(_, missing)| missing).expect("somebody").to_owned();
    let work = store.begin("").await.expect("begun");
    assert!(work.erase_missing(&missing).await.expect("erased"));
    work.commit().await.expect("committed");
    assert_eq!(store.tile_searches().await.expect("read"), []);
    assert_eq!(store.tile_pairs(search.id).await.expect("read"), []);
    let at = (search.id, 2);
    assert_eq!(work_on(store, &settings, at, "first", &memory).await.expect("nothing to do"), None);
}
