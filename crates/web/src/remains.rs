//! `/remains`: the list, and the page of a set of remains.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use kintrace_casework::examination::Examination;
use kintrace_casework::registry::{Remains, Sample, Subject};
use kintrace_casework::site::Site;
use kintrace_casework::skeleton::{BoneCount, completeness, minimum_number};
use kintrace_casework::{Document, Noun, Reference, Sound};
use kintrace_kinship::Profile;
use kintrace_language::Language;
use kintrace_policy::{Action, Kind};
use kintrace_report::words;
use kintrace_service::body;
use kintrace_store::hypotheses::Of;
use kintrace_store::record::Kind as Recorded;
use kintrace_store::remains::Listed;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::App;
use crate::documents::{ClaimRow, DocumentRow, recorded_about};
use crate::forms::offers;
use crate::history::{HistoryRow, history};
use crate::hypotheses::{Candidate, candidates};
use crate::missing_persons::{position, sex};
use crate::page::{Frame, PageError, Pages, html};
use crate::session::{Office, SignedIn, WhichFilter};

const PAGE: u64 = 50;

/// Where the session keeps the list's filter.
const FILTER: &str = "remains-filter";

/// What the list is filtered by.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ListForm {
    token: String,
    words: String,
    page: u64,
}

#[derive(Template)]
#[template(path = "remains_list.html")]
struct ListPage {
    frame: Frame,
    form: ListForm,
    rows: Vec<Row>,
    pages: Pages,
}

/// Remains in a list.
pub(crate) struct Row {
    pub(crate) remains: Remains,
    pub(crate) sex: String,
    pub(crate) age: String,
    pub(crate) best: String,
}

impl Row {
    fn new(language: Language, Listed { remains, best }: Listed) -> Self {
        Self {
            sex: sex(language, remains.sex),
            age: age(language, &remains),
            best: best.map(|p| words::digits(language, p)).unwrap_or_default(),
            remains,
        }
    }
}

/// Remains that were found at a site.
pub(crate) struct FoundHere {
    pub(crate) rows: Vec<Row>,
    /// How many there are in all.
    pub(crate) total: u64,
}

impl FoundHere {
    /// On a document's page; `None` if it is no site, or the reader sees no remains.
    pub(crate) async fn of(
        app: &App,
        user: &SignedIn,
        document: &Document,
    ) -> Result<Option<Self>, PageError> {
        if document.reference.kind != Noun::Site || !user.may(Action::Read, Kind::Remains) {
            return Ok(None);
        }
        let store = app.store.seen_by(&user.account.party);
        let (listed, total) = store.remains_of_site(&document.reference.id, PAGE).await?;
        let rows = listed.into_iter().map(|listed| Row::new(user.language, listed)).collect();
        Ok(Some(Self { rows, total }))
    }
}

/// `GET /remains`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    session: Session,
    Query(which): Query<WhichFilter>,
) -> Result<Response, PageError> {
    let form = which.get(&session, FILTER).await?;
    page(&app, user, form).await
}

/// `POST /remains`
pub(crate) async fn filter(
    user: SignedIn,
    session: Session,
    Form(form): Form<ListForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.token)?;
    session.insert(FILTER, form).await?;
    Ok(Redirect::to("/remains?filter=kept"))
}

async fn page(app: &App, user: SignedIn, form: ListForm) -> Result<Response, PageError> {
    let language = user.language;
    let (listed, total) = app.store.list_remains(&form.words, form.page, PAGE).await?;
    let rows = listed.into_iter().map(|listed| Row::new(language, listed)).collect();
    html(&ListPage {
        frame: Frame::new(language.say("remains"), "remains", user),
        rows,
        pages: Pages { page: form.page, size: PAGE, total },
        form,
    })
}

/// An age at death in words.
pub(crate) fn age(language: Language, remains: &Remains) -> String {
    let said = match remains.age {
        Some((from, to)) => language.say("from-to").with("from", from).with("to", to),
        None => language.say("not-known"),
    };
    said.to_string()
}

/// A sample with its profile, for a page.
pub(crate) struct SampleRow {
    pub(crate) id: String,
    pub(crate) of: String,
    pub(crate) kind: String,
    pub(crate) laboratory: String,
    pub(crate) seal: String,
    /// How many loci its profile has.
    pub(crate) typed: usize,
    /// What it says; empty for who may not see it.
    pub(crate) loci: Vec<(String, String)>,
}

impl SampleRow {
    pub(crate) fn new(sample: &Sample, profile: &Profile, genotypes: bool) -> Self {
        let (Subject::Person(of) | Subject::Remains(of)) = &sample.subject;
        Self {
            id: sample.id.clone(),
            of: of.clone(),
            kind: sample.kind.clone(),
            laboratory: sample.laboratory.clone(),
            seal: sample.seal.clone(),
            typed: profile.iter().count(),
            loci: profile
                .iter()
                .filter(|_| genotypes)
                .map(|(locus, pair)| {
                    let second = pair.second.as_deref().unwrap_or("?");
                    (locus.to_owned(), format!("{}, {second}", pair.first))
                })
                .collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "remains.html")]
struct RemainsPage {
    frame: Frame,
    remains: Remains,
    sex: String,
    age: String,
    place: String,
    samples: Vec<SampleRow>,
    candidates: Vec<Candidate>,
    /// All parts of the body of which these are one, if there are several.
    body: Vec<String>,
    /// How whole they are and of how many people at least, by the bones that were examined; empty: not said.
    inventory: String,
    about: Vec<DocumentRow>,
    offers: Vec<(String, String)>,
    claims: Vec<ClaimRow>,
    history: Vec<HistoryRow>,
}

/// What the bones of all examinations amount to, in words.
fn inventory(language: Language, documents: &[Document]) -> String {
    let examinations = documents.iter().filter_map(|d| d.thing::<Examination>().ok());
    let bones: Vec<BoneCount> = examinations.flat_map(|e| e.bones.clone()).collect();
    if bones.is_empty() {
        return String::new();
    }
    language
        .say("bones-at-a-glance")
        .with("percent", (completeness(&bones) * 100.0).round())
        .with("people", minimum_number(&bones))
        .to_string()
}

/// `GET /remains/{id}`
pub(crate) async fn show(
    State(whole): State<App>,
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let file = app.store.remains_file(&id).await?.ok_or(PageError::NotFound)?;
    let found = if user.may(Action::Read, Kind::Hypothesis) {
        app.store.hypotheses(Of::Remains(&id), 0.0, 0, 20).await?.0
    } else {
        Vec::new()
    };
    let genotypes = user.may(Action::Read, Kind::Genotype);
    let language = user.language;
    // Where they were found tells where the site is, whoever keeps its file.
    let site = whole.store.find::<Site>(&file.remains.site).await?.map(Sound::into_draft);
    let is_withheld = site.is_some_and(|s| s.is_withheld_from(&user.account.name));
    let place = if is_withheld { String::new() } else { position(language, file.remains.position) };
    let this = Reference::new(Noun::Remains, &id);
    let found_about = user.desk(&app).about(&this).await?;
    let (about, claims) = recorded_about(language, &found_about, &this);
    html(&RemainsPage {
        body: body::parts(&app.store, &id).await?,
        inventory: inventory(language, &found_about),
        offers: offers(&user, &this),
        about,
        claims,
        frame: Frame::new(language.say("remains-of-id").with("id", id.as_str()), "remains", user),
        sex: sex(language, file.remains.sex),
        age: age(language, &file.remains),
        place,
        samples: file.samples.iter().map(|(s, p)| SampleRow::new(s, p, genotypes)).collect(),
        candidates: candidates(language, &app.store, found).await?,
        history: history(language, &app.store, Recorded::Remains, &id).await?,
        remains: file.remains,
    })
}
