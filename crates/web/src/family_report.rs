//! `/family/report`: a relative reports somebody missing, in short steps. Each step is kept when it is sent (and,
//! with JavaScript, while it is typed), so that nothing is lost whatever happens to the line, the session or
//! the server.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kintrace_language::slug;
use kintrace_service::ServiceError;
use kintrace_service::family_reports::{FamilyReport, RELATIONS, report};
use kintrace_service::reports::Report;
use serde_json::{Map, Value};

use crate::App;
use crate::family::{PurposeLine, purposes, wanted, written};
use crate::page::{Frame, PageError, html};
use crate::session::SignedIn;

/// The draft's name.
pub(crate) const FORM: &str = "family-report";

/// The steps, with their fields.
const STEPS: [(&str, &[&str]); 4] = [
    ("who", &["name", "sex", "born"]),
    ("when", &["last_seen", "place", "text"]),
    ("you", &["own_name", "relation", "other_relation", "contact"]),
    ("consent", &["purpose"]),
];

/// What was typed so far.
struct Typed(Map<String, Value>);

impl Typed {
    fn text(&self, name: &str) -> String {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let values = self.0.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        values.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
    }

    fn report(&self) -> FamilyReport {
        let relation = match self.text("relation").as_str() {
            "other" => self.text("other_relation"),
            relation => relation.to_owned(),
        };
        FamilyReport {
            missing: Report {
                name: self.text("name"),
                sex: self.text("sex"),
                born: self.text("born"),
                last_seen: self.text("last_seen"),
                place: self.text("place"),
            },
            text: self.text("text"),
            name: self.text("own_name"),
            relation,
            contact: self.text("contact"),
            consent: wanted(&self.texts("purpose")),
        }
    }
}

struct RelationLine {
    value: &'static str,
    title: String,
}

#[derive(Template)]
#[template(path = "family_report.html")]
struct StepPage {
    frame: Frame,
    step: &'static str,
    number: usize,
    typed: Typed,
    relations: Vec<RelationLine>,
    purposes: Vec<PurposeLine>,
    faults: Vec<(String, String)>,
}

async fn page(
    app: &App,
    user: SignedIn,
    number: usize,
    typed: Typed,
    faults: Vec<(String, String)>,
) -> Result<Response, PageError> {
    let language = user.language;
    let relations = RELATIONS.map(|value| RelationLine {
        title: language.say(format!("relation-{}", slug(value))).to_string(),
        value,
    });
    let given = wanted(&typed.texts("purpose"));
    let step = STEPS.get(number).map_or("check", |(step, _)| step);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let purposes = match step {
        "consent" | "check" => purposes(app, &user, &given).await?,
        _ => Vec::new(),
    };
    let page = html(&StepPage {
        frame: Frame::new(language.say("report-somebody-missing"), "family", user),
        step,
        number,
        typed,
        relations: relations.into(),
        purposes,
        faults,
    })?;
    Ok((status, page).into_response())
}

fn number(step: &str) -> Result<usize, PageError> {
    match STEPS.iter().position(|(name, _)| *name == step) {
        Some(number) => Ok(number),
        None if step == "check" => Ok(STEPS.len()),
        None => Err(PageError::NotFound),
    }
}

/// `GET /family/report/{step}`
pub(crate) async fn show(
    State(app): State<App>,
    user: SignedIn,
    Path(step): Path<String>,
) -> Result<Response, PageError> {
    let typed = Typed(app.store.draft(&user.account.name, FORM).await?);
    page(&app, user, number(&step)?, typed, Vec::new()).await
}

/// What a form sends: fields, some several times.
type Sent = Vec<(String, String)>;

fn sent(form: &Sent, name: &str) -> String {
    form.iter().find(|(n, _)| n == name).map(|(_, v)| v.replace("\r\n", "\n")).unwrap_or_default()
}

/// Keeps the fields of a step.
async fn keep(app: &App, user: &SignedIn, number: usize, form: &Sent) -> Result<Typed, PageError> {
    let mut typed = app.store.draft(&user.account.name, FORM).await?;
    for field in STEPS.get(number).map_or(&[][..], |(_, fields)| fields) {
        let value = if *field == "purpose" {
            let all = form.iter().filter(|(n, _)| n == field).map(|(_, v)| Value::from(v.as_str()));
            Value::Array(all.collect())
        } else {
            Value::from(sent(form, field))
        };
        typed.insert((*field).to_owned(), value);
    }
    app.store.keep_draft(&user.account.name, FORM, &typed).await?;
    Ok(Typed(typed))
}

/// `POST /family/report/{step}`: keeps the step and goes on; the last one sends the report. With `keep`, it is
/// kept only: a page does so while somebody types.
pub(crate) async fn send(
    State(app): State<App>,
    user: SignedIn,
    Path(step): Path<String>,
    Form(form): Form<Sent>,
) -> Result<Response, PageError> {
    user.check(&sent(&form, "token"))?;
    let number = number(&step)?;
    let typed = keep(&app, &user, number, &form).await?;
    if !sent(&form, "keep").is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if !sent(&form, "forget").is_empty() {
        app.store.forget_draft(&user.account.name, FORM).await?;
        return Ok(Redirect::to("/family").into_response());
    }
    if number < STEPS.len() {
        let next = STEPS.get(number + 1).map_or("check", |(step, _)| step);
        return Ok(Redirect::to(&format!("/family/report/{next}")).into_response());
    }
    match report(&app.store, &typed.report(), &user.account, user.language).await {
        Ok(reported) => {
            app.store.forget_draft(&user.account.name, FORM).await?;
            written(&app, user, &reported.missing, reported.sequence, "report-written").await
        }
        Err(ServiceError::Faults(faults)) => {
            let label = |column: &str| {
                let id = format!("report-field-{}", slug(column));
                let known = user.language.knows(&id);
                if known { user.language.say(id).to_string() } else { column.replace('_', " ") }
            };
            let faults = faults
                .0
                .into_iter()
                .map(|f| (label(&f.column), user.language.problem(&f.expected)))
                .collect();
            page(&app, user, number, typed, faults).await
        }
        Err(e) => Err(e.into()),
    }
}
