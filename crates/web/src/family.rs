//! `/family`: a relative's pages about the own person.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kintrace_casework::consent::Purpose;
use kintrace_casework::family_request::RequestKind;
use kintrace_casework::party::PartyKind;
use kintrace_language::Language;
use kintrace_report::{dates, qr_code};
use kintrace_service::family::{self, FamilyCase, FamilyError, Told};
use serde::Deserialize;

use crate::App;
use crate::documents::urlencode;
use crate::join::{PartyLine, parties};
use crate::page::{Frame, PageError, html};
use crate::session::SignedIn;

impl From<FamilyError> for PageError {
    fn from(e: FamilyError) -> Self {
        match e {
            FamilyError::Absent => Self::NotFound,
            // The form asks for what is needed; what comes without is none of ours.
            FamilyError::Problems(problems) => problems.into(),
            FamilyError::Store(e) => e.into(),
        }
    }
}

/// A step of the course, in words.
struct Step {
    /// For machines; empty where the day is not known.
    machine: String,
    day: String,
    what: String,
    words: String,
}

impl Step {
    fn new(language: Language, told: &Told) -> Self {
        Self {
            machine: told.on.map_or(String::new(), |d| d.to_string()),
            day: told.on.map_or(String::new(), |d| dates::day(language, d)),
            what: language.tell(&told.what),
            words: told.words.clone(),
        }
    }
}

struct PersonLine {
    id: String,
    name: String,
    last: Option<Step>,
}

#[derive(Template)]
#[template(path = "family.html")]
struct HomePage {
    frame: Frame,
    persons: Vec<PersonLine>,
    /// Whether a report is being written.
    has_draft: bool,
}

/// `GET /family`: the persons that the relative's account is about.
pub(crate) async fn home(State(app): State<App>, user: SignedIn) -> Result<Response, PageError> {
    let cases = family::cases(&app.store, &user.account).await?;
    let draft = app.store.draft(&user.account.name, crate::family_report::FORM).await?;
    let persons = cases.iter().map(|c| PersonLine {
        id: c.missing.id.clone(),
        name: c.missing.name.clone(),
        last: c.course.last().map(|told| Step::new(user.language, told)),
    });
    html(&HomePage {
        persons: persons.collect(),
        has_draft: !draft.is_empty(),
        frame: Frame::new(user.language.say("family-home"), "family", user),
    })
}

/// The case, if it is one of the relative's; otherwise there is nothing.
async fn case(app: &App, user: &SignedIn, id: &str) -> Result<FamilyCase, PageError> {
    family::case(&app.store, &user.account, id).await?.ok_or(PageError::NotFound)
}

#[derive(Template)]
#[template(path = "family_case.html")]
struct CasePage {
    frame: Frame,
    case: FamilyCase,
    course: Vec<Step>,
    next: String,
}

/// `GET /family/{id}`: the course of the case.
pub(crate) async fn show(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let case = case(&app, &user, &id).await?;
    html(&CasePage {
        course: case.course.iter().map(|told| Step::new(user.language, told)).collect(),
        next: user.language.tell(&case.next),
        frame: Frame::new(case.missing.name.clone(), "family", user),
        case,
    })
}

/// A purpose that can be agreed to.
pub(crate) struct PurposeLine {
    /// What the form sends: `share/P1`, `match/`.
    pub(crate) value: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) is_given: bool,
}

/// All purposes, explained, with what is agreed to.
pub(crate) async fn purposes(
    app: &App,
    user: &SignedIn,
    given: &BTreeSet<(Purpose, String)>,
) -> Result<Vec<PurposeLine>, PageError> {
    let (language, own) = (user.language, user.account.party.as_str());
    let mut lines = Vec::new();
    for purpose in Purpose::ALL.iter().copied() {
        let (title, text) = match purpose {
            Purpose::Search => ("purpose-search", "purpose-search-text"),
            Purpose::Match => ("purpose-match", "purpose-match-text"),
            Purpose::Court => ("purpose-court", "purpose-court-text"),
            Purpose::Research => ("purpose-research", "purpose-research-text"),
            Purpose::Share => {
                // Each party by itself: whom one trusts with what is one's own to say.
                let others = parties(&app.store, language).await?;
                let asked = |p: &PartyLine| {
                    p.id != own && matches!(p.kind, PartyKind::Authority | PartyKind::HumanitarianBody)
                };
                lines.extend(others.into_iter().filter(asked).map(|party| PurposeLine {
                    value: format!("{}/{}", Purpose::Share.text(), party.id),
                    title: language.say("purpose-share").with("party", party.name.as_str()).to_string(),
                    text: language.say("purpose-share-text").to_string(),
                    is_given: given.contains(&(Purpose::Share, party.id)),
                }));
                continue;
            }
        };
        lines.push(PurposeLine {
            value: format!("{}/", purpose.text()),
            title: language.say(title).to_string(),
            text: language.say(text).to_string(),
            is_given: given.contains(&(purpose, String::new())),
        });
    }
    Ok(lines)
}

/// What a form's boxes say.
pub(crate) fn wanted(values: &[String]) -> BTreeSet<(Purpose, String)> {
    let pairs = values.iter().filter_map(|value| value.split_once('/'));
    pairs.filter_map(|(purpose, with)| Some((Purpose::read(purpose)?, with.to_owned()))).collect()
}

#[derive(Template)]
#[template(path = "family_consent.html")]
struct ConsentPage {
    frame: Frame,
    case: FamilyCase,
    purposes: Vec<PurposeLine>,
}

/// `GET /family/{id}/consent`
pub(crate) async fn consent(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let case = case(&app, &user, &id).await?;
    let given = family::covered(case.consent.as_ref());
    html(&ConsentPage {
        purposes: purposes(&app, &user, &given).await?,
        frame: Frame::new(user.language.say("your-consent"), "family", user),
        case,
    })
}

#[derive(Deserialize)]
pub(crate) struct ConsentForm {
    token: String,
    #[serde(default)]
    purpose: Vec<String>,
}

/// `POST /family/{id}/consent`
pub(crate) async fn decide_consent(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<ConsentForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let wanted = wanted(&form.purpose);
    match family::decide_consent(&app.store, &user.account, &id, &wanted).await? {
        Some(sequence) => written(&app, user, &id, sequence, "consent-written").await,
        None => Ok(Redirect::to(&address(&id)).into_response()),
    }
}

/// The address of a case's page.
fn address(id: &str) -> String {
    format!("/family/{}", urlencode(id))
}

#[derive(Template)]
#[template(path = "family_written.html")]
struct WrittenPage {
    frame: Frame,
    case: FamilyCase,
    said: String,
    sequence: u64,
    code: Option<String>,
}

/// What was written down, with its receipt.
pub(crate) async fn written(
    app: &App,
    user: SignedIn,
    id: &str,
    sequence: u64,
    said: &'static str,
) -> Result<Response, PageError> {
    // The account is about this person since a moment ago.
    let account = kintrace_service::accounts::account(&app.store, &user.account.name).await?;
    let user = SignedIn { account: account.ok_or(PageError::SignInFirst)?, ..user };
    let case = case(app, &user, id).await?;
    // Signed now, and not in ten seconds: the receipt is wanted on this page.
    let published = app.services.recorder.publish().await;
    published.map_err(|e| PageError::Broken(e.to_string()))?;
    let receipt = app.services.recorder.receipt(sequence).await;
    let receipt = receipt.map_err(|e| PageError::Broken(e.to_string()))?;
    let language = user.language;
    html(&WrittenPage {
        said: language.say(said).with("name", case.missing.name.as_str()).to_string(),
        code: receipt.and_then(|r| qr_code::draw(&r.to_string())),
        sequence,
        frame: Frame::new(language.say("written-down"), "family", user),
        case,
    })
}

/// What can be asked: what the form sends, what it is, and what happens then.
struct AskLine {
    value: &'static str,
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "family_ask.html")]
struct AskPage {
    frame: Frame,
    case: FamilyCase,
    asks: Vec<AskLine>,
    text: String,
    message: String,
}

/// `GET /family/{id}/ask`
pub(crate) async fn ask_form(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    ask_page(&app, user, &id, String::new(), "").await
}

async fn ask_page(
    app: &App,
    user: SignedIn,
    id: &str,
    text: String,
    message: &'static str,
) -> Result<Response, PageError> {
    let case = case(app, &user, id).await?;
    let language = user.language;
    let asks = RequestKind::ALL.iter().filter_map(|kind| {
        let (title, explained) = match kind {
            RequestKind::Question => ("ask-question", "ask-question-text"),
            RequestKind::Access => ("ask-held", "ask-held-text"),
            RequestKind::Correction => ("ask-correction", "ask-correction-text"),
            RequestKind::Erasure => ("ask-erasure", "ask-erasure-text"),
            RequestKind::SecondLaboratory if case.result_is_told => ("ask-laboratory", "ask-laboratory-text"),
            RequestKind::SecondLaboratory => return None,
        };
        let (title, text) = (language.say(title).to_string(), language.say(explained).to_string());
        Some(AskLine { value: kind.text(), title, text })
    });
    html(&AskPage {
        asks: asks.collect(),
        text,
        message: if message.is_empty() { String::new() } else { language.say(message).to_string() },
        frame: Frame::new(language.say("ask-the-office"), "family", user),
        case,
    })
}

#[derive(Deserialize)]
pub(crate) struct AskForm {
    token: String,
    kind: String,
    #[serde(default)]
    text: String,
}

/// `POST /family/{id}/ask`
pub(crate) async fn ask(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<AskForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let kind = RequestKind::read(&form.kind).ok_or(PageError::NotFound)?;
    match family::ask(&app.store, &user.account, &id, kind, &form.text).await {
        Ok(sequence) => written(&app, user, &id, sequence, "question-written").await,
        Err(FamilyError::Problems(_)) => ask_page(&app, user, &id, form.text, "ask-in-words").await,
        Err(e) => Err(e.into()),
    }
}

#[derive(Template)]
#[template(path = "family_contest.html")]
struct ContestPage {
    frame: Frame,
    case: FamilyCase,
    message: String,
}

async fn contest_page(app: &App, user: SignedIn, id: &str, message: String) -> Result<Response, PageError> {
    let case = case(app, &user, id).await?;
    if case.identification.is_none() {
        return Err(PageError::NotFound);
    }
    html(&ContestPage { frame: Frame::new(user.language.say("contest"), "family", user), case, message })
}

/// `GET /family/{id}/contest`
pub(crate) async fn contest_form(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    contest_page(&app, user, &id, String::new()).await
}

#[derive(Deserialize)]
pub(crate) struct ContestForm {
    token: String,
    text: String,
}

/// `POST /family/{id}/contest`
pub(crate) async fn contest(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<ContestForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    match family::contest(&app.store, &user.account, &id, &form.text).await {
        Ok(sequence) => written(&app, user, &id, sequence, "contest-written").await,
        Err(FamilyError::Problems(_)) => {
            let message = user.language.say("ask-in-words").to_string();
            contest_page(&app, user, &id, message).await
        }
        Err(e) => Err(e.into()),
    }
}

/// `GET /family/{id}/file`: what is held of the own person, as far as it may be told, as a file.
pub(crate) async fn file(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let case = case(&app, &user, &id).await?;
    let language = user.language;
    let held = serde_json::json!({
        "missing": {
            "id": case.missing.id,
            "name": case.missing.name,
            "born": case.missing.born.as_ref().map(|d| &d.text),
            "last_seen": case.missing.last_seen.as_ref().map(|d| &d.text),
            "place": case.missing.place,
        },
        "course": case.course.iter().map(|told| serde_json::json!({
            "on": told.on.map(|d| d.to_string()),
            "what": language.tell(&told.what),
            "words": told.words,
        })).collect::<Vec<_>>(),
        "gave_dna": case.gave_dna,
        "your_consent": case.consent,
    });
    let text = serde_json::to_string_pretty(&held).unwrap_or_default();
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"what-is-held.json\""),
    );
    Ok(response)
}
