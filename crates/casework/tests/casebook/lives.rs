//! Which steps may follow which, and what was said and stays.

use kintrace_casework::allegation::Allegation;
use kintrace_casework::case::{self, Case, Status, Step};
use kintrace_casework::consent::{Consent, ConsentStep, Decision, Purpose};
use kintrace_casework::identification::{Act, Contest, ContestOutcome, Finding, Identification};
use kintrace_casework::information_request::{InformationRequest, LegalGround, Reply, ReplyKind};
use kintrace_casework::proceeding::{self, Outcome, Proceeding, ProceedingStep, Stage};
use kintrace_casework::statement::{Protection, Statement, Witness};
use kintrace_casework::wording;
use kintrace_casework::{Day, Noun, Problems, Reference, Sound, Thing};

fn day(of_month: u8) -> Day {
    Day::new(2026, 3, of_month)
}

fn fields(problems: &Problems) -> Vec<&str> {
    problems.0.iter().map(|p| p.field.as_str()).collect()
}

/// Which fields are wrong with a draft.
fn wrong<T: Thing>(draft: T) -> Vec<String> {
    let problems = Sound::new(draft).err().unwrap_or_default();
    fields(&problems).into_iter().map(str::to_owned).collect()
}

/// The whole table of a case's life, as a picture of it.
#[test]
fn the_life_of_a_case() {
    let mut table = String::new();
    for before in std::iter::once(None).chain(Status::ALL.iter().copied().map(Some)) {
        let next: Vec<&str> = Status::ALL
            .iter()
            .filter(|next| case::may_follow(before, **next))
            .map(|next| next.text())
            .collect();
        table += &[before.map_or("(nothing)", Status::text), " → ", &next.join(", "), "\n"].concat();
    }
    insta::assert_snapshot!(table);
    // However it goes, nobody is told of a death, and nothing handed over, without an identification.
    for before in Status::ALL {
        if case::may_follow(Some(*before), Status::HandedOver) {
            assert_eq!(*before, Status::FamilyInformed);
        }
    }
}

#[test]
fn the_life_of_a_proceeding() {
    let mut table = String::new();
    for before in std::iter::once(None).chain(Stage::ALL.iter().copied().map(Some)) {
        let next: Vec<&str> = Stage::ALL
            .iter()
            .filter(|next| proceeding::may_follow(before, **next))
            .map(|next| next.text())
            .collect();
        table += &[before.map_or("(nothing)", Stage::text), " → ", &next.join(", "), "\n"].concat();
    }
    insta::assert_snapshot!(table);
}

fn step(to: Status, on: Day) -> Step {
    Step { to, on, by: "aygun".to_owned(), reason: "because".to_owned(), into: String::new() }
}

#[test]
fn a_case_keeps_its_steps() {
    let case = |steps: Vec<Step>| Case { id: "M1".to_owned(), steps, ..Case::default() };
    let first = vec![step(Status::Reported, day(1)), step(Status::Registered, day(2))];
    let sound = Sound::new(case(first.clone())).expect("its rules hold");
    assert_eq!(sound.status(), "registered");
    let mut more = first.clone();
    more.push(step(Status::Hypothesis, day(3)));
    Sound::after(case(more), &sound).expect("a step more");
    assert_eq!(fields(&Sound::after(case(first[..1].to_vec()), &sound).expect_err("refused")), ["steps"]);
    assert_eq!(wrong(case(Vec::new())), ["steps"]);
    assert_eq!(wrong(case(vec![step(Status::Identified, day(1))])), ["steps[0].to"]);
    assert_eq!(
        wrong(case(vec![step(Status::Reported, day(2)), step(Status::Registered, day(1))])),
        ["steps[1].on"]
    );
    let into = |id: &str| Step { into: id.to_owned(), ..step(Status::Merged, day(3)) };
    let merged = |id: &str| case([first.clone(), vec![into(id)]].concat());
    assert_eq!(wrong(merged("")), ["steps[2].into"]);
    assert_eq!(wrong(merged("M1")), ["steps[2].into"]);
    assert!(wrong(merged("M2")).is_empty());
    let unexplained = Step { reason: String::new(), ..step(Status::Withdrawn, day(3)) };
    assert_eq!(wrong(case([first, vec![unexplained]].concat())), ["steps[2].reason"]);
}

#[test]
fn consent_says_what_it_covered_when() {
    let step = |purpose, with: &str, decision, on| ConsentStep {
        purpose,
        with: with.to_owned(),
        decision,
        on,
        how: String::new(),
        limits: if decision == Decision::Narrowed { "no names".to_owned() } else { String::new() },
    };
    let consent = |steps: Vec<ConsentStep>| Consent {
        id: "C1".to_owned(),
        person: "P1".to_owned(),
        steps,
        ..Consent::default()
    };
    let steps = vec![
        step(Purpose::Match, "", Decision::Given, day(1)),
        step(Purpose::Share, "north", Decision::Given, day(2)),
        step(Purpose::Share, "north", Decision::Narrowed, day(5)),
        step(Purpose::Match, "", Decision::Withdrawn, day(9)),
    ];
    let sound = Sound::new(consent(steps.clone())).expect("its rules hold");
    for (purpose, with, on, covered) in [
        (Purpose::Match, "", day(1), true),
        (Purpose::Match, "", day(8), true),
        (Purpose::Match, "", day(9), false),
        (Purpose::Share, "north", day(1), false),
        (Purpose::Share, "north", day(20), true),
        (Purpose::Share, "south", day(20), false),
        (Purpose::Research, "", day(20), false),
    ] {
        assert_eq!(sound.covers(purpose, with, on), covered, "{purpose:?} {with} {on}");
    }
    assert_eq!(sound.status(), "share");
    assert_eq!(
        wrong(consent(vec![step(Purpose::Match, "", Decision::Withdrawn, day(1))])),
        ["steps[0].decision"]
    );
    assert_eq!(wrong(consent(vec![step(Purpose::Share, "", Decision::Given, day(1))])), ["steps[0].with"]);
    assert!(Sound::after(consent(steps[..3].to_vec()), &sound).is_err(), "a withdrawal stays");
}

#[test]
fn a_protected_witness_has_no_name_here() {
    let open = Witness { id: "W1".to_owned(), name: "Somebody".to_owned(), ..Witness::default() };
    assert!(wrong(open.clone()).is_empty());
    let named = Witness { protection: Protection::Protected, ..open.clone() };
    assert_eq!(wrong(named), ["name", "sealed_identity", "readers", "contact"]);
    let sealed = Witness {
        protection: Protection::Protected,
        name: String::new(),
        sealed_identity: "-----BEGIN AGE ENCRYPTED FILE-----\n…".to_owned(),
        readers: vec!["aygun".to_owned()],
        contact: "aygun".to_owned(),
        ..open.clone()
    };
    let sealed = Sound::new(sealed).expect("its rules hold");
    // What was promised stays.
    assert_eq!(fields(&Sound::after(open, &sealed).expect_err("refused")), ["protection"]);
    assert!(sealed.is_protected());
}

#[test]
fn what_a_witness_said_stays() {
    let statement = Statement {
        id: "ST1".to_owned(),
        witness: "W1".to_owned(),
        taken_by: "aygun".to_owned(),
        taken: Some(day(1)),
        text: "I saw them by the orchard.".to_owned(),
        ..Statement::default()
    };
    let sound = Sound::new(statement.clone()).expect("its rules hold");
    let linked = Statement { about: vec![Reference::new(Noun::Site, "SG1")], ..statement.clone() };
    Sound::after(linked, &sound).expect("what follows from it may be added");
    let changed = Statement { text: "I saw nothing.".to_owned(), ..statement };
    assert_eq!(fields(&Sound::after(changed, &sound).expect_err("refused")), ["text"]);
}

#[test]
fn a_request_that_was_not_answered_stays_on_record() {
    let draft = InformationRequest {
        id: "IR1".to_owned(),
        party: "north".to_owned(),
        to: "south".to_owned(),
        about: vec![Reference::new(Noun::MissingPerson, "M1")],
        grounds: vec![LegalGround::Customary117],
        text: "What is known?".to_owned(),
        ..InformationRequest::default()
    };
    assert_eq!(Sound::new(draft.clone()).expect("a draft").status(), "draft");
    assert!(draft.shared_with().is_empty(), "nobody else sees a draft");
    let sent = InformationRequest { sent: Some(day(1)), due: Some(day(10)), ..draft.clone() };
    let sound = Sound::new(sent.clone()).expect("sent");
    assert_eq!((sound.status().as_str(), sound.shared_with()), ("waiting", vec!["south".to_owned()]));
    assert!(!sound.is_overdue(day(10)) && sound.is_overdue(day(11)));
    assert_eq!(wrong(InformationRequest { due: None, ..sent.clone() }), ["due"]);
    assert_eq!(wrong(InformationRequest { grounds: Vec::new(), ..sent.clone() }), ["grounds"]);
    assert_eq!(wrong(InformationRequest { to: "north".to_owned(), ..sent.clone() }), ["to"]);
    let other = InformationRequest { text: "Something else".to_owned(), ..sent.clone() };
    assert!(Sound::after(other, &sound).is_err(), "what was sent stays");
    let reply =
        |kind| Reply {
            on: day(12), kind, text: "…".to_owned(), by: "hayk".to_owned(), enclosed: Vec::new()
        };
    let interim =
        Sound::after(InformationRequest { replies: vec![reply(ReplyKind::Interim)], ..sent.clone() }, &sound);
    let interim = interim.expect("a reply");
    assert!(interim.is_overdue(day(13)), "an interim reply is no answer");
    assert!(Sound::after(sent.clone(), &interim).is_err(), "a reply stays");
    let answered =
        InformationRequest { replies: vec![reply(ReplyKind::Interim), reply(ReplyKind::Refused)], ..sent };
    let answered = Sound::after(answered, &interim).expect("a reply more");
    assert!(!answered.is_overdue(day(13)) && answered.due().is_none());
}

fn act(by: &str, on: Day) -> Act {
    Act { by: by.to_owned(), on, remark: "because".to_owned() }
}

fn identification() -> Identification {
    Identification {
        id: "ID1".to_owned(),
        missing: "M1".to_owned(),
        remains: vec!["B1".to_owned()],
        findings: vec![Finding {
            finding: "as expected".to_owned(),
            examiner: "x".to_owned(),
            ..Finding::default()
        }],
        conclusion: "The remains are those of the missing person.".to_owned(),
        proposed: Some(act("analyst", day(1))),
        ..Identification::default()
    }
}

#[test]
fn an_identification_needs_two_who_did_not_propose_it() {
    let signed = |by: &[&str]| Identification {
        signatures: by.iter().map(|b| act(b, day(2))).collect(),
        ..identification()
    };
    assert_eq!(Sound::new(signed(&[])).expect("proposed").status(), "proposed");
    assert_eq!(Sound::new(signed(&["a"])).expect("one").status(), "under review");
    assert_eq!(Sound::new(signed(&["a", "b"])).expect("two").status(), "identified");
    assert_eq!(wrong(signed(&["a", "a"])), ["signatures[1].by"]);
    assert_eq!(wrong(signed(&["analyst", "a"])), ["signatures[0].by"]);
    let told = |by: &[&str], on| Identification { family_informed: Some(act("a", on)), ..signed(by) };
    assert_eq!(wrong(told(&["a"], day(3))), ["family_informed"]);
    assert_eq!(wrong(told(&["a", "b"], day(1))), ["family_informed.on"]);
    assert_eq!(Sound::new(told(&["a", "b"], day(3))).expect("told").status(), "family informed");
    // A posterior says from which prior it comes, and what computed it.
    assert_eq!(wrong(Identification { posterior: Some(0.9999), ..identification() }), ["prior", "engine"]);
    assert_eq!(
        wrong(Identification {
            posterior: Some(1.2),
            prior: "p".to_owned(),
            engine: "e".to_owned(),
            ..identification()
        }),
        ["posterior"]
    );
}

#[test]
fn a_family_contests_and_gets_a_reasoned_reply() {
    let signed = Identification {
        signatures: vec![act("a", day(2)), act("b", day(2))],
        family_informed: Some(act("a", day(3))),
        ..identification()
    };
    let contest = |outcome| Contest {
        person: "P1".to_owned(),
        on: day(5),
        grounds: "It is not his coat.".to_owned(),
        second_laboratory: String::new(),
        second_opinion: String::new(),
        reply: String::new(),
        replied: None,
        outcome,
    };
    let contested = Identification { contests: vec![contest(ContestOutcome::Open)], ..signed.clone() };
    let sound = Sound::after(contested, &Sound::new(signed.clone()).expect("signed")).expect("contested");
    assert_eq!(sound.status(), "contested");
    // It can't be waved away: a second laboratory and a reasoned reply are part of it.
    let waved = Identification { contests: vec![contest(ContestOutcome::Confirmed)], ..signed.clone() };
    let told =
        ["second_laboratory", "second_opinion", "reply", "replied"].map(|f| format!("contests[0].{f}"));
    assert_eq!(wrong(waved), told);
    let answered = Contest {
        second_laboratory: "laboratory".to_owned(),
        second_opinion: "the same".to_owned(),
        reply: "Coats were exchanged.".to_owned(),
        replied: Some(act("a", day(9))),
        ..contest(ContestOutcome::Confirmed)
    };
    let confirmed = Identification { contests: vec![answered.clone()], ..signed.clone() };
    let confirmed = Sound::after(confirmed, &sound).expect("answered");
    assert_eq!(confirmed.status(), "confirmed");
    let forgotten = Sound::after(signed.clone(), &confirmed).expect_err("refused");
    assert_eq!(fields(&forgotten), ["contests"]);
    // Upheld, the identification goes.
    let upheld = Contest { outcome: ContestOutcome::Withdrawn, ..answered };
    let upheld = Identification { contests: vec![upheld], ..signed };
    assert_eq!(wrong(upheld.clone()), ["withdrawn"]);
    let withdrawn = Identification { withdrawn: Some(act("a", day(9))), ..upheld };
    let withdrawn = Sound::after(withdrawn, &sound).expect("withdrawn");
    assert!(!withdrawn.stands());
    assert_eq!(withdrawn.status(), "withdrawn");
}

#[test]
fn whoever_is_alleged_is_presumed_innocent() {
    let allegation = |description: &str, responsible: &str| Allegation {
        id: "AL1".to_owned(),
        description: description.to_owned(),
        alleged_responsible: vec![responsible.to_owned()],
        supported_by: vec![Reference::new(Noun::Statement, "ST1")],
        ..Allegation::default()
    };
    assert!(wrong(allegation("It is alleged that people were led away.", "a commander")).is_empty());
    assert_eq!(wrong(allegation("The perpetrator led them away.", "a commander")), ["description"]);
    assert_eq!(
        wrong(allegation("The enemy led them away.", "a war criminal")),
        ["description", "alleged_responsible[0]"]
    );
    // A source's own words stand in quotation marks.
    assert!(wrong(allegation("The witness calls him «a murderer».", "a man called “Hero”")).is_empty());
    assert_eq!(wording::judges_a_side("Heroic heritage; the terroristic"), None, "whole words only");
    let step =
        |to, outcome, remark: &str| ProceedingStep { to, on: day(1), outcome, remark: remark.to_owned() };
    let proceeding = |steps| Proceeding {
        id: "PR1".to_owned(),
        allegations: vec!["AL1".to_owned()],
        body: "a court".to_owned(),
        steps,
        ..Proceeding::default()
    };
    let started = vec![step(Stage::Investigation, Outcome::None, "The culprit is sought.")];
    assert_eq!(wrong(proceeding(started)), ["steps[0].remark"]);
    let judged = vec![
        step(Stage::Investigation, Outcome::None, ""),
        step(Stage::Charged, Outcome::None, ""),
        step(Stage::Trial, Outcome::None, ""),
        step(Stage::Judged, Outcome::Convicted, ""),
        step(Stage::Final, Outcome::Convicted, "Found guilty."),
    ];
    assert!(wrong(proceeding(judged)).is_empty());
    assert_eq!(
        wrong(proceeding(vec![step(Stage::Investigation, Outcome::Convicted, "")])),
        ["steps[0].outcome"]
    );
}
