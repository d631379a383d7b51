//! What a relative sees of the own person's case, and does: the course of it in plain words, who could still
//! give DNA, consent, questions and rights.
//!
//! Nobody reads of a death on a page: a result, and everything from which one could be guessed (hypotheses,
//! reviews, what requests were answered with, handovers), is left out until an office has told the family in
//! person, and is shown only to relatives who may be told results. Nothing here says what others of the
//! family agreed to or asked.

use std::collections::BTreeSet;

use kintrace_casework::case::{Case, Status};
use kintrace_casework::consent::{Consent, ConsentStep, Decision, Purpose};
use kintrace_casework::family::{Family, Topic};
use kintrace_casework::family_request::{FamilyRequest, RequestKind};
use kintrace_casework::handover::Handover;
use kintrace_casework::identification::{Contest, ContestOutcome, Identification};
use kintrace_casework::information_request::{InformationRequest, ReplyKind};
use kintrace_casework::registry::{MissingPerson, Person, Subject};
use kintrace_casework::report::Report;
use kintrace_casework::{Day, Document, Noun, Problems, Reference, Sound};
use kintrace_language::Message;
use kintrace_policy::{Account, Action, Kind, Thing};
use kintrace_store::missing_persons::File;
use kintrace_store::{Store, StoreError};
use rand::Rng;
use time::OffsetDateTime;

use crate::{day, day_of, today};

/// Something of the course of a case, in words for the family.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// When; `None` where only the order is known.
    pub on: Option<Day>,
    /// What.
    pub what: Message,
    /// What somebody said in their own words: a question, an answer.
    pub words: String,
}

/// A relative's person as the relative may see the case.
#[derive(Debug, Clone)]
pub struct FamilyCase {
    /// The missing person.
    pub missing: MissingPerson,
    /// The course, the earliest first.
    pub course: Vec<Told>,
    /// Members of the family who gave DNA, by name.
    pub gave_dna: Vec<String>,
    /// Who could still give it.
    pub could_give_dna: Vec<String>,
    /// What comes next.
    pub next: Message,
    /// Whether a result was told, and this relative may be told results.
    pub result_is_told: bool,
    /// The identification that can be contested: it was told, and this relative may contest it.
    pub identification: Option<String>,
    /// The relative's own consent, as it stands.
    pub consent: Option<Consent>,
    /// Which member of the family the relative is; empty if the office has not said.
    pub person: String,
    /// Which party's office keeps the case.
    pub party: String,
}

/// What is written down about a case, as far as the course needs it.
#[derive(Default)]
struct Written {
    case: Option<Case>,
    reports: Vec<Report>,
    requests: Vec<InformationRequest>,
    identifications: Vec<Identification>,
    handovers: Vec<Handover>,
    asked: Vec<FamilyRequest>,
}

impl Written {
    fn of(documents: &[Document]) -> Self {
        fn all<T: kintrace_casework::Thing + Clone>(documents: &[Document]) -> Vec<T> {
            documents.iter().filter_map(|d| d.thing::<T>().ok()).map(Sound::into_draft).collect()
        }
        Self {
            case: all(documents).into_iter().next(),
            reports: all(documents),
            requests: all(documents),
            identifications: all(documents),
            handovers: all(documents),
            asked: all(documents),
        }
    }
}

/// The missing persons of a relative's account: id, name, and what was told last.
///
/// # Errors
/// The store's refusal.
pub async fn cases(store: &Store, account: &Account) -> Result<Vec<FamilyCase>, StoreError> {
    let mut found = Vec::new();
    for id in &account.cases {
        found.extend(case(store, account, id).await?);
    }
    Ok(found)
}

/// The case of one missing person, if it is one of the account's.
///
/// # Errors
/// The store's refusal.
pub async fn case(store: &Store, account: &Account, id: &str) -> Result<Option<FamilyCase>, StoreError> {
    let own = Thing { about: [id.to_owned()].into(), ..Thing::held_by(Kind::Portal, "") };
    if !account.may_to(Action::Read, &own) {
        return Ok(None);
    }
    let Some(file) = store.missing_file(id).await? else { return Ok(None) };
    let person = store.user(&account.name).await?.map(|u| u.person).unwrap_or_default();
    let written = Written::of(&store.documents_about(&Reference::new(Noun::MissingPerson, id)).await?);
    let family = store.find::<Family>(&file.missing.family).await?.map(Sound::into_draft);
    let consent = match person.as_str() {
        "" => None,
        person => own_consent(store, person).await?,
    };
    let may_be_told = |topic| match &family {
        // An office that has not said who may be told what speaks with whoever reports.
        None => true,
        Some(family) if family.contacts.is_empty() => true,
        Some(family) => family.contacts.iter().any(|c| c.person == person && c.may_be_told.contains(&topic)),
    };
    let result_is_told =
        may_be_told(Topic::Result) && written.case.as_ref().is_some_and(|c| informed_at(c).is_some());
    let identification = written.identifications.iter().find(|i| {
        result_is_told && i.family_informed.is_some() && i.withdrawn.is_none() && !i.is_contested()
    });
    let (gave_dna, could_give_dna) = donors(&file);
    let last_compared = store.last_search().await?.map(|(_, at)| day_of(at));
    Ok(Some(FamilyCase {
        course: course(&written, &file, result_is_told, &account.name, &person),
        next: next(&written, &file, result_is_told, last_compared),
        identification: identification.filter(|_| !person.is_empty()).map(|i| i.id.clone()),
        party: file.missing.party.clone(),
        gave_dna,
        could_give_dna,
        result_is_told,
        consent,
        person,
        missing: file.missing,
    }))
}

/// Which step of a case told the family last.
fn informed_at(case: &Case) -> Option<usize> {
    case.steps.iter().rposition(|s| s.to == Status::FamilyInformed)
}

/// The message of a step, for steps that may be shown; `told`: whether a result up to this step was told.
fn step_message(to: Status, told: bool) -> Option<&'static str> {
    Some(match to {
        Status::Reported => "family-step-reported",
        Status::Registered => "family-step-registered",
        Status::DnaCollected => "family-step-dna",
        Status::Merged => "family-step-merged",
        Status::Withdrawn => "family-step-withdrawn",
        Status::FamilyInformed if told => "family-step-informed",
        Status::Identified if told => "family-step-identified",
        Status::FoundAlive if told => "family-step-alive",
        Status::FateKnown if told => "family-step-fate",
        Status::HandedOver if told => "family-step-handed-over",
        Status::Closed if told => "family-step-closed",
        Status::Reopened if told => "family-step-reopened",
        _ => return None,
    })
}

fn course(written: &Written, file: &File, told: bool, account: &str, person: &str) -> Vec<Told> {
    let mut course = Vec::new();
    let mut add = |on: Option<Day>, what: Message, words: &str| {
        course.push(Told { on, what, words: words.to_owned() });
    };
    if let Some(case) = &written.case {
        let informed = informed_at(case).filter(|_| told);
        for (i, step) in case.steps.iter().enumerate() {
            // What comes after the family was told may be a new result, which was not told yet.
            let of_result = informed.is_some_and(|at| {
                i <= at || matches!(step.to, Status::HandedOver | Status::Closed | Status::Reopened)
            });
            if let Some(id) = step_message(step.to, of_result) {
                add(Some(step.on), Message::new(id), "");
            }
        }
    }
    let steps = written.case.iter().flat_map(|c| &c.steps);
    let reported: BTreeSet<Day> = steps.filter(|s| s.to == Status::Reported).map(|s| s.on).collect();
    for report in &written.reports {
        let own = report.by == account || (!person.is_empty() && report.reporter.person == person);
        // The case's first step says so already.
        if !own && report.received.is_some_and(|on| reported.contains(&on)) {
            continue;
        }
        let id = if own { "family-you-reported" } else { "family-reported" };
        add(report.received, Message::new(id), if own { &report.text } else { "" });
    }
    for (sample, _) in &file.samples {
        if let Subject::Person(_) = &sample.subject
            && let Ok(on) = Day::parse(&sample.taken)
        {
            add(Some(on), Message::new("family-dna-taken"), "");
        }
    }
    for request in written.requests.iter().filter(|r| r.sent.is_some()) {
        let asked = |id: &'static str| Message::new(id).with("addressee", asked_of(request));
        add(request.sent, asked("family-asked"), "");
        for reminder in &request.reminders {
            add(Some(*reminder), asked("family-reminded"), "");
        }
        for reply in &request.replies {
            let id = match reply.kind {
                ReplyKind::Interim => "family-reply-interim",
                // What was answered may be a result.
                ReplyKind::Answered => "family-reply-answered",
                ReplyKind::InPart => "family-reply-in-part",
                ReplyKind::NothingKnown => "family-reply-nothing",
                ReplyKind::Refused => "family-reply-refused",
            };
            add(Some(reply.on), asked(id), "");
        }
        if request.is_overdue(today()) {
            add(request.due, asked("family-overdue"), "");
        }
    }
    for handover in written.handovers.iter().filter(|_| told) {
        let id = match (handover.on, handover.partial) {
            (None, _) => "family-handover-agreed",
            (_, true) => "family-handed-over-in-part",
            (_, false) => "family-handed-over",
        };
        add(handover.on, Message::new(id), &handover.at);
    }
    for identification in written.identifications.iter().filter(|_| told) {
        for contest in identification.contests.iter().filter(|c| c.person == person) {
            add(Some(contest.on), Message::new("family-contested"), &contest.grounds);
            if let Some(replied) =
                contest.replied.as_ref().filter(|_| contest.outcome != ContestOutcome::Open)
            {
                add(Some(replied.on), Message::new("family-contest-answered"), &contest.reply);
            }
        }
    }
    for request in written.asked.iter().filter(|r| r.account == account) {
        let id = match request.kind {
            RequestKind::Question => "family-you-asked",
            RequestKind::Access => "family-you-asked-held",
            RequestKind::Correction => "family-you-asked-correction",
            RequestKind::Erasure => "family-you-asked-erasure",
            RequestKind::SecondLaboratory => "family-you-asked-laboratory",
        };
        add(request.made, Message::new(id), &request.text);
        for answer in &request.answers {
            add(Some(answer.on), Message::new("family-we-answered"), &answer.text);
        }
    }
    // Stable: what happened on one day stays in the order of cause and effect above.
    course.sort_by_key(|t| t.on);
    course
}

/// Who was asked, as the request names them.
fn asked_of(request: &InformationRequest) -> String {
    if request.addressee.is_empty() { request.to.clone() } else { request.addressee.clone() }
}

/// Members of the family by name: who gave DNA, and who could. (The missing themselves can't.)
fn donors(file: &File) -> (Vec<String>, Vec<String>) {
    let gave =
        |person: &Person| file.samples.iter().any(|(s, _)| s.subject == Subject::Person(person.id.clone()));
    let named = file
        .persons
        .iter()
        .filter(|p| !p.name.is_empty() && !file.missing_of_family.iter().any(|m| m.person == p.id));
    let (gave, could): (Vec<&Person>, Vec<&Person>) = named.partition(|p| gave(p));
    let names = |persons: Vec<&Person>| persons.into_iter().map(|p| p.name.clone()).collect();
    (names(gave), names(could))
}

fn next(written: &Written, file: &File, told: bool, compared: Option<Day>) -> Message {
    let status = written.case.as_ref().and_then(Case::now);
    let name = file.missing.name.as_str();
    let id = match status {
        Some(Status::Withdrawn) => "family-next-withdrawn",
        Some(Status::Merged) => "family-next-merged",
        Some(Status::Closed) if told => "family-next-closed",
        Some(Status::FamilyInformed) if told => "family-next-informed",
        Some(Status::HandedOver) if told => "family-next-handed-over",
        None | Some(Status::Reported) => "family-next-reported",
        _ if file.samples.is_empty() => "family-next-dna",
        _ => {
            return match compared {
                Some(day) => {
                    Message::new("family-next-comparing").with("name", name).with("day", day.parts())
                }
                None => Message::new("family-next-waiting").with("name", name),
            };
        }
    };
    Message::new(id)
}

/// The consent of a person.
async fn own_consent(store: &Store, person: &str) -> Result<Option<Consent>, StoreError> {
    let about = store.documents_about(&Reference::new(Noun::Person, person)).await?;
    Ok(about.iter().find_map(|d| Some(d.thing::<Consent>().ok()?.into_draft())))
}

/// What a consent covers today: purposes, and with whom data is shared.
#[must_use]
pub fn covered(consent: Option<&Consent>) -> BTreeSet<(Purpose, String)> {
    let Some(consent) = consent else { return BTreeSet::new() };
    let steps = consent.steps.iter().map(|s| (s.purpose, s.with.clone()));
    steps.filter(|(purpose, with)| consent.covers(*purpose, with, today())).collect()
}

/// The consent of a person after it was decided anew what it covers; `None` if nothing changes.
#[must_use]
pub fn decided(
    before: Option<Consent>,
    person: &str,
    party: &str,
    wanted: &BTreeSet<(Purpose, String)>,
) -> Option<Consent> {
    let now = covered(before.as_ref());
    let step = |(purpose, with): &(Purpose, String), decision| ConsentStep {
        purpose: *purpose,
        with: with.clone(),
        decision,
        on: today(),
        how: "family page".to_owned(),
        limits: String::new(),
    };
    let withdrawn = now.difference(wanted).map(|covered| step(covered, Decision::Withdrawn));
    let given = wanted.difference(&now).map(|covered| step(covered, Decision::Given));
    let steps: Vec<ConsentStep> = withdrawn.chain(given).collect();
    if steps.is_empty() {
        return None;
    }
    let mut consent = before.unwrap_or_else(|| Consent {
        id: format!("C-{person}"),
        party: party.to_owned(),
        person: person.to_owned(),
        steps: Vec::new(),
    });
    consent.steps.extend(steps);
    Some(consent)
}

/// Why something was not done; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum FamilyError {
    /// It is not this account's to do.
    #[error("there is nothing here")]
    Absent,
    /// It is not right.
    #[error(transparent)]
    Problems(#[from] Problems),
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Decides anew what the relative's own consent covers; gives the leaf, if something changed.
///
/// # Errors
/// [`FamilyError`].
pub async fn decide_consent(
    store: &Store,
    account: &Account,
    missing: &str,
    wanted: &BTreeSet<(Purpose, String)>,
) -> Result<Option<u64>, FamilyError> {
    let case = case(store, account, missing).await?.ok_or(FamilyError::Absent)?;
    if case.person.is_empty() {
        return Err(FamilyError::Absent);
    }
    let Some(consent) = decided(case.consent.clone(), &case.person, &case.party, wanted) else {
        return Ok(None);
    };
    let sound = match case.consent {
        Some(before) => Sound::after(consent, &Sound::new(before)?)?,
        None => Sound::new(consent)?,
    };
    let work = store.begin(&account.name).await?;
    work.put(&[Document::of(&sound)]).await?;
    Ok(Some(work.commit().await?.leaves.start))
}

/// Days within which an office answers (GDPR article 12(3): a month).
const ANSWERED_WITHIN: i32 = 30;

/// A relative asks something of the office; gives the leaf.
///
/// # Errors
/// [`FamilyError`].
pub async fn ask(
    store: &Store,
    account: &Account,
    missing: &str,
    kind: RequestKind,
    text: &str,
) -> Result<u64, FamilyError> {
    let case = case(store, account, missing).await?.ok_or(FamilyError::Absent)?;
    let request = FamilyRequest {
        id: format!("FR-{:08x}", rand::rng().random::<u32>()),
        party: case.party,
        missing: missing.to_owned(),
        person: case.person,
        account: account.name.clone(),
        kind,
        text: text.trim().to_owned(),
        made: Some(today()),
        due: Some(in_days(ANSWERED_WITHIN)),
        answers: Vec::new(),
    };
    let work = store.begin(&account.name).await?;
    work.put(&[Document::of(&Sound::new(request)?)]).await?;
    Ok(work.commit().await?.leaves.start)
}

/// A relative contests the identification that the family was told; gives the leaf.
///
/// # Errors
/// [`FamilyError`].
pub async fn contest(
    store: &Store,
    account: &Account,
    missing: &str,
    grounds: &str,
) -> Result<u64, FamilyError> {
    let case = case(store, account, missing).await?.ok_or(FamilyError::Absent)?;
    let id = case.identification.ok_or(FamilyError::Absent)?;
    let work = store.begin(&account.name).await?;
    let before = work.documents(Noun::Identification, std::slice::from_ref(&id)).await?.pop();
    let before = before.ok_or(FamilyError::Absent)?.thing::<Identification>()?;
    let mut after = (*before).clone();
    after.contests.push(Contest {
        person: case.person,
        on: today(),
        grounds: grounds.trim().to_owned(),
        second_laboratory: String::new(),
        second_opinion: String::new(),
        reply: String::new(),
        replied: None,
        outcome: ContestOutcome::default(),
    });
    work.put(&[Document::of(&Sound::after(after, &before)?)]).await?;
    Ok(work.commit().await?.leaves.start)
}

fn in_days(days: i32) -> Day {
    day(OffsetDateTime::now_utc().date() + time::Duration::days(days.into()))
}
