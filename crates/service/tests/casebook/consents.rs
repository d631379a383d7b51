//! Consent that has ended.

use kintrace_casework::consent::Purpose;
use kintrace_casework::registry::Subject;
use kintrace_casework::{Noun, Reference};
use kintrace_matching::{Found, Settings};
use kintrace_policy::Role;
use kintrace_service::consents::withdrawn;
use kintrace_service::search;
use serde_json::json;

use crate::world::Region;

/// Whose consent to compare DNA ends is compared no more; given again, it is.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_consent_back_is_compared_no_more() {
    let region = Region::new().await;
    let store = &region.store;
    let before = withdrawn(store, Purpose::Match).await.expect("read");
    let found = async || {
        let (outcome, _) = search(store, Settings::default(), "", |_| {}, || {}).await.expect("searched");
        outcome.found
    };
    // All donors of one family that was found, and that has taken nothing back yet.
    let first = found().await;
    let registry = store.registry().await.expect("read");
    let donors_of = |missing: &str| -> Vec<&str> {
        let family = &registry.missing[missing].family;
        let of_family = registry.samples.values().filter_map(|s| match &s.subject {
            Subject::Person(id) if registry.persons[id].family == *family => Some(id.as_str()),
            _ => None,
        });
        of_family.collect()
    };
    let consents = store.every_document(Noun::Consent).await.expect("read");
    let agrees = |donor: &str| {
        !before.contains(donor) && consents.iter().any(|c| c.reference.id == format!("C-{donor}"))
    };
    let best = first
        .iter()
        .filter(|f| f.log10_lr_dna != 0.0 && donors_of(&f.missing).into_iter().all(agrees))
        .max_by(|a, b| a.posterior.total_cmp(&b.posterior))
        .expect("found");
    let donors = donors_of(&best.missing);
    assert!(!donors.is_empty());
    let desk = region.desk("interviewer", Role::Interviewer, "");
    let decide = async |decision: &str, on: &str| {
        for donor in &donors {
            let about = Reference::new(Noun::Person, *donor);
            let consent = desk.about(&about).await.expect("read");
            let consent = consent.iter().find(|d| d.reference.kind == Noun::Consent).expect("a consent");
            let seen = desk.version(Noun::Consent, &consent.reference.id).await.expect("read");
            let mut state = consent.state.clone();
            let steps = state["steps"].as_array_mut().expect("steps");
            steps.push(json!({"purpose": "match", "decision": decision, "on": on}));
            desk.write(Noun::Consent, state, seen).await.expect("written");
        }
    };
    decide("withdrawn", "2026-01-05").await;
    let now = withdrawn(store, Purpose::Match).await.expect("read");
    assert_eq!(now.len(), before.len() + donors.len());
    let second = found().await;
    let of_person = second.iter().filter(|f| f.missing == best.missing);
    assert!(
        of_person.map(|f| f.log10_lr_dna).all(|dna| dna.abs() < 1e-12),
        "no DNA of the family is compared"
    );
    // What is kept is kept: it is left out, not deleted.
    assert_eq!(store.registry().await.expect("read").profiles.len(), registry.profiles.len());
    decide("given", "2026-01-06").await;
    let again = |f: &Found| f.missing == best.missing && f.log10_lr_dna.total_cmp(&best.log10_lr_dna).is_eq();
    assert!(found().await.iter().any(again));
}
