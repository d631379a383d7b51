//! `/`: what waits for whoever is signed in, what is late; then how many, how sure, what changed lately.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use kintrace_casework::{Document, Noun, Reference};
use kintrace_language::Language;
use kintrace_policy::{Action, Kind};
use kintrace_service::today;
use kintrace_service::work::{self, FormOf, READY, Work, form_of, is_late};
use kintrace_store::drafts::Draft;
use kintrace_store::{Store, StoreError};

use crate::documents::{DocumentRow, called, named, path, urlencode};
use crate::events::{self, Entry};
use crate::hypotheses::{Candidate, EXCLUSIVE, LEAST_SHOWN, candidates};
use crate::page::{Frame, Moment, PageError, html};
use crate::session::{Office, SignedIn};

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    frame: Frame,
    missing: u64,
    remains: u64,
    groups: Vec<Group>,
    strengths: Vec<Strength>,
    entries: Vec<Entry>,
    last_search: Option<Moment>,
}

/// Hypotheses of similar posterior.
struct Strength {
    label: String,
    count: u64,
}

/// Things that wait for the same.
struct Group {
    title: String,
    tasks: Vec<Task>,
    /// Where all of them stand, and how many more there are.
    more: Option<(String, u64)>,
}

/// One thing that waits.
struct Task {
    path: String,
    text: String,
    /// A day: for machines, and for people.
    due: Option<(String, String)>,
    is_late: bool,
}

impl Task {
    fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), due: None, is_late: false }
    }
}

fn begun(language: Language, draft: &Draft) -> Option<Task> {
    if draft.form == crate::family_report::FORM {
        return None;
    }
    let (noun, of) = form_of(&draft.form)?;
    let title = |kind: Noun| language.say("new-of-kind").with("kind", called(language, kind)).to_string();
    let task = match of {
        FormOf::There(id) => {
            let thing = Reference::new(noun, id);
            Task::new(format!("{}/edit", path(&thing)), named(language, &thing))
        }
        FormOf::New(None) => Task::new(format!("/{}/new", noun.slug()), title(noun)),
        FormOf::New(Some(about)) => Task::new(
            format!("/{}/new?about={}", noun.slug(), urlencode(&about.to_string())),
            format!("{}: {}", title(noun), named(language, &about)),
        ),
    };
    let moment = Moment::new(language, draft.changed);
    Some(Task { due: Some((moment.machine, moment.shown)), ..task })
}

/// The missing person that a document is about.
fn about(document: &Document) -> Option<&str> {
    let link = document.links.iter().find(|l| l.to.kind == Noun::MissingPerson)?;
    Some(&link.to.id)
}

/// What waits, in words.
fn groups(
    language: Language,
    work: Work,
    ready: &[Candidate],
    names: &BTreeMap<String, String>,
) -> Vec<Group> {
    let title = |what: &str| language.say(format!("waits-for-{what}")).to_string();
    let today = today();
    let mut groups = Vec::new();
    let mut add = |title: String, tasks: Vec<Task>, more: Option<(String, u64)>| {
        if !tasks.is_empty() {
            groups.push(Group { title, tasks, more });
        }
    };
    let task = |document: &Document| {
        let row = DocumentRow::new(language, document);
        let name = about(document).and_then(|id| names.get(id));
        let text = name.map_or_else(String::new, |name| format!(", {name}"));
        Task {
            due: document.due.map(|_| (row.due, row.due_shown)),
            is_late: is_late(document.due, today),
            ..Task::new(row.path, format!("{} {}{text}", row.noun, row.id))
        }
    };
    let due = work.due.iter().map(task);
    add(language.say("waits-for-answers").to_string(), due.collect(), None);
    for waiting in work.waiting {
        let (noun, status) = waiting.of;
        let listed = waiting.first.len() as u64;
        let tasks = waiting.first.iter().map(task);
        let all = format!("/{}?status={}", noun.slug(), urlencode(status));
        let more = (waiting.total > listed).then_some((all, waiting.total - listed));
        add(title(waiting.what), tasks.collect(), more);
    }
    let (listed, total) = (ready.len() as u64, work.hypotheses.1);
    let tasks = ready.iter().map(|c| {
        let text = language
            .say("remains-may-be")
            .with("remains", c.hypothesis.remains.as_str())
            .with("name", c.name.as_str())
            .to_string();
        let (remains, missing) = (urlencode(&c.hypothesis.remains), urlencode(&c.hypothesis.missing));
        Task::new(format!("/hypotheses/{remains}/{missing}"), text)
    });
    let more = (total > listed).then_some(("/hypotheses".to_owned(), total - listed));
    add(language.say("waits-for-proposing").to_string(), tasks.collect(), more);
    let lists = work.lists.iter().map(|(list, open)| {
        let text = language.say("rows-of-list").with("list", list.title.as_str()).with("rows", *open);
        Task::new(format!("/lists/{}", urlencode(&list.id)), text.to_string())
    });
    add(language.say("waits-for-deciding").to_string(), lists.collect(), None);
    let samples = work.samples.iter().map(|s| Task::new("/laboratory-samples", s.id.as_str()));
    add(language.say("waits-for-typing").to_string(), samples.collect(), None);
    let accounts = work.recoveries.iter().map(|account| Task::new("/accounts", account.as_str()));
    add(language.say("waits-for-a-second").to_string(), accounts.collect(), None);
    add(
        language.say("waits-for-finishing").to_string(),
        work.drafts.iter().filter_map(|d| begun(language, d)).collect(),
        None,
    );
    groups
}

/// Hypotheses by how strong they are: a message's id, and the posteriors.
const STRENGTHS: [(&str, (f64, f64)); 4] = [
    ("strength-ready", (READY, EXCLUSIVE)),
    ("strength-more-evidence", (0.99, READY)),
    ("strength-likely", (0.5, 0.99)),
    ("strength-possible", (LEAST_SHOWN, 0.5)),
];

/// How many there are of what the registry is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals {
    missing: u64,
    remains: u64,
    /// Hypotheses, in the order of [`STRENGTHS`].
    strengths: Vec<u64>,
}

async fn count(store: Store) -> Result<Totals, StoreError> {
    Ok(Totals {
        missing: store.count_missing().await?,
        remains: store.count_remains().await?,
        strengths: store.count_hypotheses(&STRENGTHS.map(|strength| strength.1)).await?,
    })
}

/// `GET /`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let store = &app.store;
    let language = user.language;
    let mut work = work::waiting(&user.desk(&app)).await?;
    let ready = candidates(language, store, std::mem::take(&mut work.hypotheses.0)).await?;
    let documents = work.due.iter().chain(work.waiting.iter().flat_map(|w| &w.first));
    let missing: Vec<String> = documents.filter_map(about).map(str::to_owned).collect();
    let names = if user.may(Action::Read, Kind::MissingPerson) {
        store.missing_names(missing).await?
    } else {
        BTreeMap::new()
    };
    let groups = groups(language, work, &ready, &names);
    let counting = store.clone();
    let (totals, _) = app.totals.get(&user.account.party, || count(counting)).await?;
    let mut strengths = Vec::new();
    if user.may(Action::Read, Kind::Hypothesis) {
        for ((id, (from, to)), count) in STRENGTHS.into_iter().zip(totals.strengths) {
            let label = language.say(id).with("from", from).with("to", to).to_string();
            strengths.push(Strength { label, count });
        }
    }
    html(&OverviewPage {
        missing: totals.missing,
        remains: totals.remains,
        groups,
        strengths,
        entries: events::latest(language, store, 8).await?,
        last_search: store.last_search().await?.map(|(_, at)| Moment::new(language, at)),
        frame: Frame::new(language.say("overview"), "overview", user),
    })
}
