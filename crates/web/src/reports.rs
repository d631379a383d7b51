//! `/missing-persons/new`: a report is typed in, and whoever may be meant already is shown meanwhile.

use askama::Template;
use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::DateInterval;
use kintrace_language::{Language, slug};
use kintrace_report::{dates, words};
use kintrace_service::ServiceError;
use kintrace_service::reports::{Duplicate, Property, Report, duplicates, enter};
use serde::Deserialize;

use crate::missing_persons::{romanised, sex};
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReportForm {
    token: String,
    name: String,
    sex: String,
    born: String,
    last_seen: String,
    place: String,
    /// The person has seen who may be meant, and says that it is none of them.
    seen: String,
}

impl ReportForm {
    fn report(&self) -> Report {
        Report {
            name: self.name.clone(),
            sex: self.sex.clone(),
            born: self.born.clone(),
            last_seen: self.last_seen.clone(),
            place: self.place.clone(),
        }
    }
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    frame: Frame,
    form: ReportForm,
    duplicates: Vec<DuplicateLine>,
    /// Field, and what was expected.
    faults: Vec<(String, String)>,
    /// Whether it was sent, and somebody may be meant.
    ask: bool,
}

#[derive(Template)]
#[template(path = "duplicates.html")]
struct DuplicatesPart {
    frame: Frame,
    duplicates: Vec<DuplicateLine>,
}

/// Somebody who may be meant, ready to be listed.
pub(crate) struct DuplicateLine {
    pub(crate) duplicate: Duplicate,
    pub(crate) romanised: String,
    pub(crate) probability: String,
    /// Sex, birth, when and where last seen.
    pub(crate) facts: String,
    pub(crate) reasons: String,
}

/// The first of those who may be meant.
pub(crate) fn lines(language: Language, found: Vec<Duplicate>) -> Vec<DuplicateLine> {
    /// Rows beside the form.
    const MOST: usize = 5;
    found
        .into_iter()
        .take(MOST)
        .map(|duplicate| {
            let missing = &duplicate.listed.missing;
            let dated = |id: &'static str, date: Option<&DateInterval>| {
                Some(language.say(id).with("date", dates::known(language, date?)).to_string())
            };
            let facts = [
                Some(sex(language, duplicate.listed.sex)),
                dated("born-on", missing.born.as_ref()),
                dated("last-seen-on", missing.last_seen.as_ref()),
                Some(missing.place.clone()).filter(|place| !place.is_empty()),
            ];
            let reasons = duplicate.reasons.iter().map(|(property, log10_lr)| {
                let id = match property {
                    Property::Name => "reason-name",
                    Property::Born => "reason-born",
                    Property::LastSeen => "reason-last-seen",
                    Property::Sex => "reason-sex",
                    Property::Place => "reason-place",
                };
                language.say(id).with("weight", words::weight(language, *log10_lr)).to_string()
            });
            DuplicateLine {
                romanised: romanised(&missing.name),
                probability: words::digits(language, duplicate.probability),
                facts: facts.into_iter().flatten().collect::<Vec<_>>().join(", "),
                reasons: reasons.collect::<Vec<_>>().join(", "),
                duplicate,
            }
        })
        .collect()
}

/// `GET /missing-persons/new`
pub(crate) async fn new(user: SignedIn) -> Result<Response, PageError> {
    page(user, ReportForm::default(), Vec::new(), Vec::new(), false)
}

fn page(
    user: SignedIn,
    form: ReportForm,
    duplicates: Vec<Duplicate>,
    faults: Vec<(String, String)>,
    ask: bool,
) -> Result<Response, PageError> {
    let duplicates = lines(user.language, duplicates);
    let frame = Frame::new(user.language.say("new-report"), "missing-persons", user);
    html(&ReportPage { frame, form, duplicates, faults, ask })
}

/// `POST /missing-persons/duplicates`: a part of the page, asked for while somebody types.
pub(crate) async fn likely(
    Office(app): Office,
    user: SignedIn,
    Form(form): Form<ReportForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let found = lines(user.language, duplicates(&app.store, &form.report()).await?);
    html(&DuplicatesPart { frame: Frame::new("", "", user), duplicates: found })
}

/// `POST /missing-persons/new`: enters the report, unless somebody may be meant whom the person has not
/// been shown.
pub(crate) async fn create(
    Office(app): Office,
    user: SignedIn,
    Form(form): Form<ReportForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let report = form.report();
    if form.seen != "yes" {
        let found = duplicates(&app.store, &report).await?;
        if !found.is_empty() {
            return page(user, form, found, Vec::new(), true);
        }
    }
    match enter(&app.store, &report, &user.account).await {
        Ok(id) => Ok(Redirect::to(&format!("/missing-persons/{id}")).into_response()),
        Err(ServiceError::Faults(faults)) => {
            let label = |column: &str| user.language.say(slug(column)).to_string();
            let faults = faults
                .0
                .into_iter()
                .map(|f| (label(&f.column), user.language.problem(&f.expected)))
                .collect();
            page(user, form, duplicates(&app.store, &report).await?, faults, false)
        }
        Err(e) => Err(e.into()),
    }
}
