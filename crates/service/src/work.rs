//! What waits for an account: what is due or late, and the next step of each thing's life that the account
//! may take.
//!
//! Nothing is assigned to anybody: who may take a step sees that it waits, until somebody has taken it.

use kintrace_casework::case::Status;
use kintrace_casework::identification::Identification;
use kintrace_casework::site::SiteStatus;
use kintrace_casework::{Day, Document, Noun, Reference};
use kintrace_policy::{Action, Kind, Thing};
use kintrace_store::documents::Filter;
use kintrace_store::drafts::Draft;
use kintrace_store::hypotheses::Hypothesis;
use kintrace_store::laboratory::LaboratorySample;
use kintrace_store::lists::ReceivedList;

use crate::desk::{Desk, DeskError};
use crate::recovery;

/// Hypotheses of at least this posterior wait for somebody to propose an identification.
pub const READY: f64 = 0.9999;

/// At most this many of each kind are listed; how many there are is said.
pub const LISTED: u64 = 8;

/// Documents that wait for the same.
#[derive(Debug)]
pub struct Waiting {
    /// For what: the end of a message's id, `waits-for-…`.
    pub what: &'static str,
    /// The kind, and the status that all of them have.
    pub of: (Noun, &'static str),
    /// The first of them.
    pub first: Vec<Document>,
    /// How many there are.
    pub total: u64,
}

/// Everything that waits for an account.
#[derive(Debug, Default)]
pub struct Work {
    /// What has a day by which somebody does something about it, the most urgent first.
    pub due: Vec<Document>,
    /// Documents that wait for their next step.
    pub waiting: Vec<Waiting>,
    /// Hypotheses that are ready to be proposed, and how many there are.
    pub hypotheses: (Vec<Hypothesis>, u64),
    /// Lists of others with rows to decide, and how many rows.
    pub lists: Vec<(ReceivedList, u64)>,
    /// The first samples without a profile.
    pub samples: Vec<LaboratorySample>,
    /// Accounts that somebody else asks to give back.
    pub recoveries: Vec<String>,
    /// Forms that the account has begun.
    pub drafts: Vec<Draft>,
}

/// Whether a day has passed.
#[must_use]
pub fn is_late(due: Option<Day>, today: Day) -> bool {
    due.is_some_and(|due| due < today)
}

/// Steps of documents' lives: what they wait for, which kind, in which state, and what one must be permitted
/// to take the step.
pub const STEPS: [(&str, Noun, &str, Action); 8] = [
    ("registering", Noun::Case, Status::Reported.text(), Action::Create),
    ("signing", Noun::Identification, "proposed", Action::Decide),
    ("signing", Noun::Identification, "under review", Action::Decide),
    ("telling-the-family", Noun::Identification, "identified", Action::Decide),
    ("answering-a-doubt", Noun::Identification, "contested", Action::Decide),
    ("handing-over", Noun::Case, Status::FamilyInformed.text(), Action::Create),
    ("sending", Noun::InformationRequest, "draft", Action::Create),
    ("surveying", Noun::Site, SiteStatus::Reported.text(), Action::Create),
];

/// What waits for the account at a desk.
///
/// # Errors
/// The store's refusal.
pub async fn waiting(desk: &Desk) -> Result<Work, DeskError> {
    let account = desk.account();
    let may = |action: Action, noun: Noun| account.may(action, Kind::Document(noun));
    let mut work = Work { drafts: desk.store().drafts(&account.name).await?, ..Work::default() };
    for noun in [Noun::InformationRequest, Noun::FamilyRequest] {
        let filter = Filter { due_only: true, ..Filter::default() };
        let (found, _) = desk.list(noun, &filter, 0, LISTED * 4).await?;
        work.due.extend(found.into_iter().filter(|d| acts(desk, d)));
    }
    work.due.sort_by_key(|d| d.due);
    for (what, noun, status, action) in STEPS {
        if !may(action, noun) {
            continue;
        }
        let filter = Filter { status: Some(status.to_owned()), ..Filter::default() };
        let (mut first, total) = desk.list(noun, &filter, 0, LISTED).await?;
        if what == "signing" {
            // Two different people: who proposed or signed it waits with everybody else.
            first.retain(|d| {
                let by = |i: &Identification| {
                    i.proposed.iter().chain(&i.signatures).any(|act| act.by == account.name)
                };
                d.thing::<Identification>().is_ok_and(|i| !by(&i))
            });
        }
        if !first.is_empty() {
            work.waiting.push(Waiting { what, of: (noun, status), first, total });
        }
    }
    if may(Action::Create, Noun::Identification) && account.may(Action::Read, Kind::Hypothesis) {
        work.hypotheses = desk.store().hypotheses_to_propose(READY, LISTED).await?;
    }
    if account.may(Action::Decide, Kind::List) {
        for list in desk.store().lists().await? {
            let open = desk.store().progress(&list.id).await?.open;
            if open > 0 {
                work.lists.push((list, open));
            }
        }
    }
    if account.may(Action::Import, Kind::Profile) && account.may(Action::Read, Kind::LaboratorySample) {
        work.samples = desk.store().samples_to_type(LISTED).await?;
    }
    if account.may(Action::Create, Kind::Recovery) {
        let asked = recovery::under_way(desk.store()).await?;
        let others = asked
            .into_iter()
            .filter(|r| r.confirmed_by.is_empty() && r.asked_by != account.name && r.account != account.name);
        work.recoveries = others.map(|r| r.account).collect();
    }
    Ok(work)
}

/// Whether the account at a desk may do something about a document that is due: answer it, or write to it.
fn acts(desk: &Desk, document: &Document) -> bool {
    let thing = Thing::from(document);
    [Action::Create, Action::Reply].into_iter().any(|action| desk.account().may_to(action, &thing))
}

/// What the draft of a form is called: of a thing that is there, or (without an `id`) of a new one of a kind,
/// about something or nothing. [`form_of`] reads it.
#[must_use]
pub fn draft_of(noun: Noun, id: &str, about: &str) -> String {
    let slug = noun.slug();
    if id.is_empty() { format!("{slug}/new/{about}") } else { format!("{slug}/{id}") }
}

/// Where a draft leads: to the form of a thing that is there, or of a new one of a kind (about something).
#[must_use]
pub fn form_of(draft: &str) -> Option<(Noun, FormOf)> {
    let (slug, of) = draft.split_once('/')?;
    let noun = Noun::ALL.iter().copied().find(|n| n.slug() == slug)?;
    Some((
        noun,
        match of.strip_prefix("new/") {
            Some(about) => FormOf::New(Reference::read(about)),
            None => FormOf::There(of.to_owned()),
        },
    ))
}

/// Whose form a draft is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormOf {
    /// A new thing's, about something or nothing.
    New(Option<Reference>),
    /// That of a thing that is there.
    There(String),
}
