//! What accounts see and write.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::{Document, Noun, Reference};
use kintrace_policy::{Action, Kind, Role, Thing};
use kintrace_record::Change;
use kintrace_service::desk::{Desk, DeskError};
use kintrace_service::today;
use kintrace_store::Store;
use kintrace_store::documents::Filter;
use kintrace_store::record::Kind as Recorded;
use serde_json::{Value, json};

use crate::world::Region;

async fn readings(store: &Store, thing: &Reference) -> usize {
    let history = store.history(Recorded::Document(thing.kind), &thing.id).await.expect("read");
    history.iter().filter(|v| v.change == Change::Read).count()
}

/// Every repository of documents as every role: of the body that keeps the registry, and of both parties.
#[tokio::test(flavor = "multi_thread")]
async fn every_document_as_every_role_of_every_party() {
    let region = Region::new().await;
    // The test is about all kinds, held by both.
    let kinds: BTreeSet<Noun> = region.documents.iter().map(|d| d.reference.kind).collect();
    assert_eq!(kinds.len(), DOCUMENTS.len(), "{kinds:?}");
    let held: BTreeSet<&str> = region.documents.iter().map(|d| d.party.as_str()).collect();
    assert!(["", "north", "south", "house", "laboratory"].iter().all(|p| held.contains(p)), "{held:?}");
    let mut seen_of_other = BTreeSet::new();
    for role in Role::ALL {
        for party in ["", "north", "south"] {
            let account = region.account(role, party);
            let desk = Desk::new(&region.store, account.clone());
            let mut expected: BTreeMap<Noun, BTreeSet<&str>> = BTreeMap::new();
            for document in &region.documents {
                let thing = Thing::from(document);
                let may = account.may_to(Action::Read, &thing);
                let whole = account.may(Action::Read, Kind::Document(document.reference.kind));
                let own = [document.party.as_str(), ""].contains(&account.party.as_str())
                    || document.party.is_empty()
                    || document.shared_with.contains(&account.party);
                assert!(!may || (own && whole), "{role:?} of {party} and {}", document.reference);
                if may {
                    expected.entry(document.reference.kind).or_default().insert(&document.reference.id);
                    if !account.party.is_empty()
                        && !["", account.party.as_str()].contains(&document.party.as_str())
                    {
                        seen_of_other.insert(document.reference.kind);
                    }
                }
            }
            for noun in DOCUMENTS {
                let wanted = expected.remove(&noun).unwrap_or_default();
                let (listed, _) = desk.list(noun, &Filter::default(), 0, 2000).await.expect("listed");
                let listed: BTreeSet<&str> = listed.iter().map(|d| d.reference.id.as_str()).collect();
                assert_eq!(listed, wanted, "{role:?} of {party:?}: {noun:?}");
                // One that may be read, and one that may not.
                let of_noun = || region.documents.iter().filter(|d| d.reference.kind == noun);
                for there in [true, false] {
                    let sample = of_noun().find(|d| wanted.contains(d.reference.id.as_str()) == there);
                    if let Some(document) = sample {
                        let read = desk.read(noun, &document.reference.id).await.expect("read");
                        assert_eq!(read.is_some(), there, "{role:?} of {party:?}: {}", document.reference);
                    }
                }
            }
        }
    }
    // What is shared is seen, and nothing else of another party.
    let shared =
        [Noun::Exhumation, Noun::Custody, Noun::InformationRequest, Noun::Identification, Noun::Handover];
    assert!(seen_of_other.is_subset(&BTreeSet::from(shared)), "{seen_of_other:?}");
    assert!(seen_of_other.contains(&Noun::InformationRequest));
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_what_is_protected_is_on_record_and_the_rest_is_not() {
    let region = Region::new().await;
    let protected = &region.one(Noun::Statement, |d| d.is_protected).reference;
    let open = &region.one(Noun::Statement, |d| !d.is_protected).reference;
    let desk = region.desk("investigator", Role::Investigator, "");
    for thing in [protected, open] {
        assert!(desk.read(thing.kind, &thing.id).await.expect("read").is_some());
    }
    assert_eq!((readings(&region.store, protected).await, readings(&region.store, open).await), (1, 0));
    // Somebody who may not leaves no trace, and sees nothing.
    let registrar = region.desk("registrar", Role::Registrar, "");
    assert_eq!(registrar.read(protected.kind, &protected.id).await.expect("asked"), None);
    assert_eq!(readings(&region.store, protected).await, 1);
    assert!(region.store.verify(&[]).await.expect("verified").findings.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_witness_opens_to_those_named_only() {
    let region = Region::new().await;
    let witness = region.one(Noun::Witness, |d| d.is_protected);
    let text = witness.state.to_string();
    assert!(!text.contains("A witness of the invented region"), "sealed");
    let id = &witness.reference.id;
    let party = witness.party.as_str();
    let named = region.desk(&format!("{party}-interviewer"), Role::Interviewer, party);
    let identity = named.open_identity(id, &region.identities).await.expect("opened");
    assert!(identity.starts_with("A witness of the invented region"));
    assert_eq!(readings(&region.store, &witness.reference).await, 1);
    for (name, role, party) in [
        ("somebody", Role::Interviewer, party),
        ("supervisor", Role::Supervisor, ""),
        ("administrator", Role::Administrator, ""),
        // The same name in another party.
        (&format!("{party}-interviewer"), Role::Interviewer, "another"),
    ] {
        let desk = region.desk(name, role, party);
        let refused = desk.open_identity(id, &region.identities).await;
        assert!(matches!(refused, Err(DeskError::Absent)), "{name}");
    }
    assert_eq!(readings(&region.store, &witness.reference).await, 1);
}

/// The exact place of a withheld site is for those named; others see that there is a site.
#[tokio::test(flavor = "multi_thread")]
async fn a_withheld_place_is_not_in_what_others_read() {
    let region = Region::new().await;
    let site = region.one(Noun::Site, |d| d.is_protected);
    let party = site.party.as_str();
    let id = &site.reference.id;
    let read = async |name: &str| {
        let desk = region.desk(name, Role::Investigator, party);
        desk.read(Noun::Site, id).await.expect("read").expect("there")
    };
    assert!(read(&format!("{party}-investigator")).await.state.get("position").is_some());
    let without = read("another-investigator").await;
    assert_eq!(without.state.get("position"), None);
    let other = region.desk("another-investigator", Role::Investigator, party);
    let (listed, _) = other.list(Noun::Site, &Filter::default(), 0, 100).await.expect("listed");
    assert!(listed.iter().any(|d| d.reference.id == *id && d.state.get("position").is_none()));
}

fn place(id: &str, name: &str, kind: &str) -> Value {
    json!({"id": id, "names": [{"language": "en", "text": name}], "kind": kind})
}

/// Both keep what they typed, and see the difference.
#[tokio::test(flavor = "multi_thread")]
async fn two_clerks_edit_one_thing() {
    let region = Region::new().await;
    let first = region.desk("aygun", Role::Registrar, "");
    let second = region.desk("hayk", Role::Registrar, "");
    let written = first.write(Noun::Place, place("P1", "Orchard", "landscape"), 0).await.expect("written");
    assert_eq!(written.version, 1);
    let theirs =
        first.write(Noun::Place, place("P1", "The old orchard", "landscape"), 1).await.expect("written");
    assert_eq!(theirs.version, 2);
    let mine = place("P1", "Orchard", "settlement");
    let Err(DeskError::Conflict(conflict)) = second.write(Noun::Place, mine.clone(), 1).await else {
        panic!("the second is told")
    };
    assert_eq!((conflict.now, conflict.by.as_str()), (2, "aygun"));
    let differs: Vec<(&str, bool, bool, bool)> = conflict
        .differences
        .iter()
        .map(|d| {
            (
                d.member.as_str(),
                d.was.contains("Orchard") || d.was == "landscape",
                d.theirs.contains("The old orchard") || d.theirs == "landscape",
                d.mine.contains("Orchard") || d.mine == "settlement",
            )
        })
        .collect();
    assert_eq!(differs, [("kind", true, true, true), ("names", true, true, true)]);
    // Having seen it, the second goes on.
    let after = second.write(Noun::Place, mine, conflict.now).await.expect("written");
    assert_eq!(after.version, 3);
    // Nobody makes a second thing of the same id.
    let again = second.write(Noun::Place, place("P1", "Elsewhere", "road"), 0).await;
    assert!(matches!(again, Err(DeskError::Conflict(_))));
}

fn told(error: &DeskError) -> String {
    match error {
        DeskError::Problems(problems) => problems.to_string(),
        other => other.to_string(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_signs_in_their_own_name_and_nobody_is_told_too_early() {
    let region = Region::new().await;
    let proposed = region.one(Noun::Identification, |d| d.status == "proposed");
    let id = proposed.reference.id.clone();
    let missing = proposed.state["missing"].as_str().expect("an id").to_owned();
    let act = |by: &str, on: &str| json!({"by": by, "on": on});
    let mut state = proposed.state.clone();
    state["signatures"] = json!([act("supervisor", "2026-09-01")]);
    // In somebody else's name; by who proposed it; by who may not.
    let write =
        async |desk: &Desk, state: Value, seen: u64| desk.write(Noun::Identification, state, seen).await;
    let aygun = region.desk("aygun", Role::Supervisor, "");
    let error = write(&aygun, state.clone(), 1).await.expect_err("refused");
    assert!(told(&error).contains("their own name"), "{error}");
    let mut own = proposed.state.clone();
    own["signatures"] = json!([act("analyst", "2026-09-01")]);
    let analyst = region.desk("analyst", Role::Analyst, "");
    let error = write(&analyst, own, 1).await.expect_err("refused");
    assert!(told(&error).contains("who proposed it does not sign"), "{error}");
    let registrar = region.desk("registrar", Role::Registrar, "");
    assert!(write(&registrar, state.clone(), 1).await.is_err());
    // One signature, and the family told: refused.
    let supervisor = region.desk("supervisor", Role::Supervisor, "");
    let mut early = state.clone();
    early["family_informed"] = act("supervisor", "2026-09-02");
    let error = write(&supervisor, early, 1).await.expect_err("refused");
    assert!(told(&error).contains("before two people have signed"), "{error}");
    assert_eq!(write(&supervisor, state.clone(), 1).await.expect("signed").version, 2);
    let case = async || region.store.document(Noun::Case, &missing).await.expect("read").expect("there");
    // The case goes along, in the name of who signed, and can't say more than the identification does.
    assert_eq!(case().await.status, "under review");
    let version = region.store.version(Recorded::Document(Noun::Case), &missing).await.expect("read");
    let mut ahead = case().await.state;
    let step = json!({"to": "identified", "on": today(), "by": "supervisor"});
    ahead["steps"].as_array_mut().expect("steps").push(step);
    let error = supervisor.write(Noun::Case, ahead, version).await.expect_err("refused");
    assert!(told(&error).contains("two people have signed"), "{error}");
    // The second signs; what was signed can't be changed any more.
    let geneticist = region.desk("geneticist", Role::Analyst, "");
    state["signatures"].as_array_mut().expect("a list").push(act("geneticist", "2026-09-03"));
    let mut changed = state.clone();
    changed["conclusion"] = "Somebody else.".into();
    let error = write(&geneticist, changed, 2).await.expect_err("refused");
    assert!(told(&error).contains("what was signed stays"), "{error}");
    assert_eq!(write(&geneticist, state.clone(), 2).await.expect("signed").version, 3);
    assert_eq!(case().await.status, "identified");
    let steps = case().await.state["steps"].as_array().expect("steps").clone();
    assert_eq!(steps.last().expect("a step")["by"], "geneticist");
    // Nothing is handed over before somebody has told the family.
    let handover = json!({
        "id": "HO9", "identification": id, "missing": missing, "to": "nobody",
        "remains": state["remains"], "on": "2026-09-10", "at": "the office", "what": "all", "by": "supervisor",
    });
    let error = supervisor.write(Noun::Handover, handover.clone(), 0).await.expect_err("refused");
    let text = told(&error);
    assert!(text.contains("person/nobody: there is no such thing"), "{text}");
    assert!(text.contains("after the family was told in person"), "{text}");
    state["family_informed"] = act("supervisor", "2026-09-05");
    assert_eq!(write(&supervisor, state, 3).await.expect("told").version, 4);
    assert_eq!(case().await.status, "family informed");
    let mut handover = handover;
    handover["to"] = region.world.persons[0].id.clone().into();
    assert_eq!(supervisor.write(Noun::Handover, handover, 0).await.expect("handed over").version, 1);
    assert_eq!(case().await.status, "remains handed over");
    assert!(region.store.verify(&[]).await.expect("verified").findings.is_empty());
}

/// The other party answers, and changes nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn a_liaison_answers_what_the_party_was_asked() {
    let region = Region::new().await;
    let waiting = |d: &Document| {
        d.status == "waiting" && ["north", "south"].contains(&d.state["to"].as_str().unwrap_or(""))
    };
    let request = region.one(Noun::InformationRequest, waiting);
    let asked = request.state["to"].as_str().expect("a party").to_owned();
    let name = format!("{asked}-liaison");
    let liaison = region.desk(&name, Role::Liaison, &asked);
    let read =
        liaison.read(Noun::InformationRequest, &request.reference.id).await.expect("read").expect("shared");
    let mut reply = read.state.clone();
    reply["replies"] =
        json!([{"on": "2026-10-01", "kind": "nothing known", "text": "We have looked.", "by": name}]);
    let mut more = reply.clone();
    more["text"] = "Another question.".into();
    assert!(liaison.write(Noun::InformationRequest, more, 1).await.is_err());
    let mut backdated = reply.clone();
    backdated["replies"][0]["by"] = "somebody".into();
    assert!(liaison.write(Noun::InformationRequest, backdated, 1).await.is_err());
    assert_eq!(liaison.write(Noun::InformationRequest, reply.clone(), 1).await.expect("answered").version, 2);
    // An answer is not taken back, by nobody.
    let supervisor = region.desk("supervisor", Role::Supervisor, "");
    let mut gone = reply;
    gone["replies"] = json!([]);
    let error = supervisor.write(Noun::InformationRequest, gone, 2).await.expect_err("refused");
    assert!(told(&error).contains("only be added to"), "{error}");
    // Who was not asked does not know of it.
    let other = region.desk("x", Role::Liaison, "laboratory");
    assert_eq!(other.read(Noun::InformationRequest, &request.reference.id).await.expect("asked"), None);
}

/// An id that another party uses can't be used again, and says nothing of what it is.
#[tokio::test(flavor = "multi_thread")]
async fn another_partys_id_is_in_use_and_says_nothing() {
    let region = Region::new().await;
    let site = region.one(Noun::Claim, |d| d.party == "south");
    let desk = region.desk("x", Role::Investigator, "north");
    let error = desk.write(Noun::Claim, site.state.clone(), 0).await.expect_err("refused");
    assert_eq!(told(&error), "id: another id was expected");
    // Nor is anything put into another party's name.
    let mut new = site.state.clone();
    new["id"] = "CL-new".into();
    assert!(matches!(desk.write(Noun::Claim, new, 0).await, Err(DeskError::Forbidden)));
}
