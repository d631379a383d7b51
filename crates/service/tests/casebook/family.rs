//! What a relative sees: nothing of a result before an office told the family, and nobody else's person.

use std::collections::BTreeSet;

use kintrace_casework::case::{Case, Status};
use kintrace_casework::consent::Purpose;
use kintrace_casework::family::{Family, Topic};
use kintrace_casework::family_request::RequestKind;
use kintrace_casework::identification::Identification;
use kintrace_casework::{Noun, Sound, Thing};
use kintrace_language::Language;
use kintrace_policy::{Account, Role};
use kintrace_service::family::{self, FamilyError};
use kintrace_service::family_reports::{FamilyReport, report};
use kintrace_service::invitations::{MOST_TRIES, accept, invite};
use kintrace_service::reports::Report;
use kintrace_service::{ServiceError, accounts};

use crate::world::Region;

const PASSWORD: &str = "a long enough password";

/// Messages from which a result could be read or guessed.
const OF_A_RESULT: [&str; 12] = [
    "family-step-informed",
    "family-step-identified",
    "family-step-alive",
    "family-step-fate",
    "family-step-handed-over",
    "family-step-closed",
    "family-step-reopened",
    "family-handover-agreed",
    "family-handed-over",
    "family-handed-over-in-part",
    "family-next-informed",
    "family-next-handed-over",
];

fn all<T: Thing>(region: &Region) -> Vec<T> {
    region.documents.iter().filter_map(|d| d.thing::<T>().ok()).map(Sound::into_draft).collect()
}

/// A relative's account, made by an invitation.
async fn relative(region: &Region, missing: &str, person: &str, name: &str) -> Account {
    let supervisor = Account::new("supervisor", Role::Supervisor);
    let sent = invite(&region.store, &supervisor, missing, person).await.expect("invited");
    let made = accept(&region.store, &sent.link, &sent.code, name, PASSWORD).await.expect("made");
    made.expect("link and code belong together")
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_of_a_result_before_it_was_told() {
    let region = Region::new().await;
    let (mut told, mut kept) = (0, 0);
    let families: Vec<Family> = all(&region);
    let cases: Vec<Case> = all(&region);
    let informed = |c: &Case| c.steps.iter().any(|s| s.to == Status::FamilyInformed);
    let (of_result, others): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|c| informed(c));
    // All that were told, and some of the others, those with steps that must not be seen first.
    let secret = |c: &&&Case| c.steps.iter().any(|s| matches!(s.to, Status::Hypothesis | Status::Identified));
    let chosen = others.iter().filter(secret).chain(others.iter().take(5)).chain(&of_result);
    for (n, case) in chosen.enumerate() {
        let file = region.store.missing_file(&case.id).await.expect("read").expect("there");
        let family = families.iter().find(|f| f.id == file.missing.family);
        for (k, contact) in family.iter().flat_map(|f| &f.contacts).enumerate() {
            let name = format!("r{n}-{k}");
            let account = relative(&region, &case.id, &contact.person, &name).await;
            let seen = family::case(&region.store, &account, &case.id).await.expect("read").expect("own");
            let said: BTreeSet<&str> =
                seen.course.iter().map(|t| t.what.id.as_ref()).chain([seen.next.id.as_ref()]).collect();
            let may = contact.may_be_told.contains(&Topic::Result) && informed(case);
            let result = OF_A_RESULT.iter().any(|id| said.contains(id));
            assert_eq!(result, may, "{}: {said:?}", case.id);
            assert_eq!(seen.result_is_told, may, "{}", case.id);
            assert!(may || seen.identification.is_none());
            *(if may { &mut told } else { &mut kept }) += 1;
            // Whose person it is not, it is not there for.
            let other = cases.iter().find(|c| c.id != case.id).expect("another");
            assert!(family::case(&region.store, &account, &other.id).await.expect("read").is_none());
        }
    }
    assert!(told > 0 && kept > 3, "{told} were told, {kept} not");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_contested_by_who_was_told() {
    let region = Region::new().await;
    let found: Vec<Identification> = all(&region);
    let families: Vec<Family> = all(&region);
    let mut contested = false;
    for identification in
        found.iter().filter(|i| i.family_informed.is_some() && i.withdrawn.is_none() && !i.is_contested())
    {
        let file = region.store.missing_file(&identification.missing).await.expect("read").expect("there");
        let family = families.iter().find(|f| f.id == file.missing.family);
        let contacts = family.map(|f| f.contacts.clone()).unwrap_or_default();
        let Some(contact) = contacts.iter().find(|c| c.may_be_told.contains(&Topic::Result)) else {
            continue;
        };
        let account = relative(&region, &identification.missing, &contact.person, "doubts").await;
        let empty = family::contest(&region.store, &account, &identification.missing, " ").await;
        assert!(matches!(empty, Err(FamilyError::Problems(_))), "{empty:?}");
        family::contest(&region.store, &account, &identification.missing, "The watch is not his.")
            .await
            .expect("written");
        let now =
            region.store.find::<Identification>(&identification.id).await.expect("read").expect("there");
        assert!(now.is_contested());
        assert_eq!(now.contests.last().expect("one").person, contact.person);
        // Once it is contested, it waits for the answer.
        let again = family::contest(&region.store, &account, &identification.missing, "Again.").await;
        assert!(matches!(again, Err(FamilyError::Absent)), "{again:?}");
        contested = true;
        break;
    }
    assert!(contested, "the region has a result that was told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_written_as_a_whole_or_not_at_all() {
    let region = Region::new().await;
    let store = &region.store;
    let account = accounts::join(store, "aynur", PASSWORD, "").await.expect("made");
    let mut told = FamilyReport {
        missing: Report {
            name: "Elçin Bulaqlı".to_owned(),
            born: "yesterday".to_owned(),
            ..Report::default()
        },
        text: "He left in the morning.".to_owned(),
        name: "Aynur Bulaqlı".to_owned(),
        relation: "sister".to_owned(),
        contact: String::new(),
        consent: [(Purpose::Search, String::new()), (Purpose::Match, String::new())].into(),
    };
    let before = store.count_missing().await.expect("counted");
    let faults = report(store, &told, &account, Language::Azerbaijani).await.expect_err("no such date");
    assert!(matches!(&faults, ServiceError::Faults(f) if f.0[0].column == "born"), "{faults}");
    assert_eq!(store.count_missing().await.expect("counted"), before);
    told.missing.born = "1962/1964".to_owned();
    let reported = report(store, &told, &account, Language::Azerbaijani).await.expect("written");
    let account = accounts::account(store, "aynur").await.expect("read").expect("there");
    assert_eq!(account.cases, [reported.missing.clone()].into());
    let case = family::case(store, &account, &reported.missing).await.expect("read").expect("own");
    assert_eq!(case.missing.name, "Elçin Bulaqlı");
    assert_eq!(case.next.id, "family-next-reported");
    assert_eq!(case.could_give_dna, ["Aynur Bulaqlı"]);
    assert_eq!(family::covered(case.consent.as_ref()), told.consent);
    // Sharing is agreed to party by party, and each purpose is taken back by itself.
    let wanted: BTreeSet<_> = [(Purpose::Search, String::new()), (Purpose::Share, "north".to_owned())].into();
    let leaf = family::decide_consent(store, &account, &reported.missing, &wanted).await.expect("written");
    assert!(leaf.is_some());
    let case = family::case(store, &account, &reported.missing).await.expect("read").expect("own");
    assert_eq!(family::covered(case.consent.as_ref()), wanted);
    let same = family::decide_consent(store, &account, &reported.missing, &wanted).await.expect("read");
    assert_eq!(same, None, "nothing has changed");
    // What is asked is due.
    family::ask(store, &account, &reported.missing, RequestKind::Access, "").await.expect("written");
    let waiting = kintrace_store::documents::Filter { due_only: true, ..Default::default() };
    let (due, _) = store.documents(Noun::FamilyRequest, &waiting, 0, 100).await.expect("read");
    assert!(due.iter().any(|d| d.links.iter().any(|l| l.to.id == reported.missing)));
    let foreign = family::ask(store, &account, "M00001", RequestKind::Access, "").await;
    assert!(matches!(foreign, Err(FamilyError::Absent)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_ends_after_wrong_codes() {
    let region = Region::new().await;
    let registrar = Account::new("registrar", Role::Registrar);
    let sent = invite(&region.store, &registrar, "M00017", "").await.expect("invited");
    for n in 0..MOST_TRIES {
        let made = accept(&region.store, &sent.link, "none-such-code-here", &format!("r{n}"), PASSWORD).await;
        assert_eq!(made.expect("asked"), None);
    }
    let made = accept(&region.store, &sent.link, &sent.code, "relative", PASSWORD).await;
    assert_eq!(made.expect("asked"), None, "the right code comes too late");
    // Of another party's case, nobody invites.
    let other = Account { party: "south".to_owned(), ..Account::new("other", Role::Registrar) };
    let cases: Vec<Case> = all(&region);
    let north = cases.iter().find(|c| c.party == "north").expect("a case of the north");
    assert!(invite(&region.store, &other, &north.id, "").await.is_err());
}
