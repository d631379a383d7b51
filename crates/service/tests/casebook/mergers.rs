//! Whoever was reported twice.

use kintrace_casework::case::{Case, Status};
use kintrace_casework::registry::Subject;
use kintrace_casework::{Noun, Reference, Sound};
use kintrace_policy::Role;
use kintrace_service::desk::DeskError;
use kintrace_service::mergers::{joined_file, likely, merge, mergers, part};
use kintrace_service::reports::{Report, enter};
use serde_json::json;

use crate::world::Region;

/// A neighbour reports somebody again, whose mother has long reported: both are found to be one, merged by a
/// person who says why, and parted again.
#[tokio::test(flavor = "multi_thread")]
async fn two_reports_are_merged_and_parted() {
    let region = Region::new().await;
    let store = &region.store;
    let desk = region.desk("aygun", Role::Registrar, "north");
    // Somebody with dates and a place, whose case is still open.
    let mut known = None;
    for document in region.documents.iter().filter(|d| d.party == "north") {
        let Ok(case) = document.thing::<Case>().map(Sound::into_draft) else { continue };
        let file = store.missing_file(&case.id).await.expect("read").expect("there");
        let told = file.missing.born.is_some() && file.missing.last_seen.is_some();
        if case.now() == Some(Status::DnaCollected) && told && file.missing.party == "north" {
            known = Some(file);
            break;
        }
    }
    let known = known.expect("the region has one");
    let text =
        |date: &Option<kintrace_casework::DateInterval>| date.as_ref().map_or("", |d| &d.text).to_owned();
    let report = Report {
        name: kintrace_names::romanise::romanise(&known.missing.name),
        born: text(&known.missing.born),
        last_seen: text(&known.missing.last_seen),
        place: known.missing.place.clone(),
        ..Report::default()
    };
    let again = enter(store, &report, desk.account()).await.expect("entered");
    let file = store.missing_file(&again).await.expect("read").expect("there");
    let found = likely(store, &file).await.expect("read");
    assert_eq!(found[0].listed.missing.id, known.missing.id);
    assert!(found[0].probability > 0.9, "{}", found[0].probability);
    let id = known.missing.id.as_str();

    let refused = merge(&desk, &again, id, " ").await.expect_err("without a reason");
    assert!(matches!(&refused, DeskError::Problems(p) if p.0[0].field == "steps[1].reason"), "{refused}");
    merge(&desk, &again, id, "The neighbour says so.").await.expect("merged");
    assert_eq!(mergers(store).await.expect("read").goes_on_as(&again), id);
    let joined = joined_file(store, id).await.expect("read").expect("there");
    assert_eq!(joined.merged.iter().map(|m| m.id.as_str()).collect::<Vec<_>>(), [again.as_str()]);
    assert!(joined.apart.is_empty());
    assert_eq!(joined.file.missing, known.missing);
    let others = likely(store, &known).await.expect("read");
    assert!(others.iter().all(|d| d.listed.missing.id != again), "who was merged is no duplicate any more");
    let circle = merge(&desk, id, &again, "Why not.").await.expect_err("into a merged case");
    assert!(matches!(&circle, DeskError::Problems(p) if p.0[0].field.contains(".into")), "{circle}");
    let stranger = region.desk("somebody", Role::Registrar, "south");
    let refused = part(&stranger, &again, "Ours.").await.expect_err("another party's");
    assert!(matches!(refused, DeskError::Absent | DeskError::Forbidden), "{refused}");

    part(&desk, &again, "They are cousins of one name.").await.expect("parted");
    assert!(mergers(store).await.expect("read").is_empty());
    let joined = joined_file(store, id).await.expect("read").expect("there");
    assert_eq!((&joined.file, joined.merged.len()), (&known, 0));

    // Whose consent to compare DNA has ended is left out, as the search leaves it out.
    let donor = joined.file.samples.iter().find_map(|(s, _)| match &s.subject {
        Subject::Person(id) => Some(id.clone()),
        Subject::Remains(_) => None,
    });
    let donor = donor.expect("somebody of the family gave DNA");
    let speaker = region.desk("interviewer", Role::Interviewer, "");
    let about = speaker.about(&Reference::new(Noun::Person, &donor)).await.expect("read");
    let consent = about.iter().find(|d| d.reference.kind == Noun::Consent).expect("a consent");
    let seen = speaker.version(Noun::Consent, &consent.reference.id).await.expect("read");
    let mut state = consent.state.clone();
    let step = json!({"purpose": "match", "decision": "withdrawn", "on": "2026-01-05"});
    state["steps"].as_array_mut().expect("steps").push(step);
    speaker.write(Noun::Consent, state, seen).await.expect("written");
    let compared = joined_file(store, id).await.expect("read").expect("there").file;
    let of_donor = Subject::Person(donor);
    assert!(compared.samples.iter().all(|(s, _)| s.subject != of_donor));
    assert!(known.samples.iter().any(|(s, _)| s.subject == of_donor), "it is kept, and not compared");
}
