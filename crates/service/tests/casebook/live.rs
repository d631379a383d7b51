//! A search after a search.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::Subject;
use kintrace_kinship::AllelePair;
use kintrace_language::Message;
use kintrace_matching::{Found, Settings};
use kintrace_service::{SearchMemory, find_doubts, is_search_due, search, search_again};

use crate::world::Region;

/// What has been written since is in the next search, and the hypotheses that are stored are its.
#[tokio::test(flavor = "multi_thread")]
async fn a_search_knows_what_was_written_since_the_last() {
    let region = Region::new().await;
    let store = &region.store;
    let memory = Arc::new(Mutex::new(SearchMemory::lasting()));
    let found = async || -> Vec<Found> {
        let again = search_again(store, Settings::default(), Arc::clone(&memory), None, |_| (), || ()).await;
        let (outcome, doubtful, _) = again.expect("searched");
        find_doubts(store, doubtful, Arc::clone(&memory), "").await.expect("looked for");
        outcome.found
    };
    let dna = |found: &[Found]| -> BTreeMap<(String, String), f64> {
        found.iter().map(|f| ((f.remains.clone(), f.missing.clone()), f.log10_lr_dna)).collect()
    };
    let is_due = async |since: u64| is_search_due(store, since).await.expect("read");
    let first = found().await;
    assert!(!is_due(0).await, "nothing has changed but by the search");
    // A reading of the surest remains is corrected.
    let surest = &first[0];
    let mut registry = store.registry().await.expect("read");
    let of_remains = |id: &String| registry.samples[id].subject == Subject::Remains(surest.remains.clone());
    let sample = registry.profiles.keys().find(|id| of_remains(id)).expect("typed").clone();
    let profile = registry.profiles.get_mut(&sample).expect("there");
    let locus = profile.iter().next().expect("a locus").0.to_owned();
    profile.insert(locus, AllelePair::new("8", "8"));
    let work = store.begin("").await.expect("begun");
    let change = Change { kind: Kind::Profile, id: sample, is_new: false };
    work.apply(&registry, &[change]).await.expect("written");
    work.commit().await.expect("committed");
    assert!(is_due(0).await, "a profile is compared");
    assert!(!is_due(store.record_size().await.expect("read")).await);
    let second = found().await;
    assert!(!is_due(0).await);
    let work = store.begin("").await.expect("begun");
    work.event("import", &Message::new("diary-reported").with("missing", "M1")).await.expect("written");
    work.commit().await.expect("committed");
    assert!(!is_due(0).await, "the diary is not compared");
    let stored = store.count_hypotheses(&[(0.0, 2.0)]).await.expect("read");
    assert_eq!(stored, [second.len() as u64]);
    let (anew, _) = search(store, Settings::default(), "", |_| (), || ()).await.expect("searched");
    let (before, now, anew) = (dna(&first), dna(&second), dna(&anew.found));
    let pair = (surest.remains.clone(), surest.missing.clone());
    assert!((before[&pair] - now[&pair]).abs() > 0.1, "the correction was read");
    let mut compared = 0;
    for (pair, ln) in &now {
        if let Some(expected) = anew.get(pair) {
            assert!(ln.to_bits() == expected.to_bits() || (ln - expected).abs() < 1e-9, "{pair:?}");
            compared += 1;
        }
    }
    assert!(compared * 10 > now.len() * 9, "{compared} of {}", now.len());
}
