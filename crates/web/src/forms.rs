//! `/{kind}/new` and `/{kind}/{id}/edit`: forms of what is kept as documents, in short steps
//! ([`kintrace_casework::form`]).
//!
//! What is typed is kept with each step, and while it is typed: a session that ends, a line that breaks, a
//! server that is started again lose nothing. When somebody else has changed the thing meanwhile, the form
//! comes again with what was typed, and beside it what the other wrote.

use askama::Template;
use axum::Form;
use axum::extract::{MatchedPath, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::document::{DOCUMENTS, tidy};
use kintrace_casework::form::fields::{self, Fields};
use kintrace_casework::form::{Input, Member, Step, is_of, steps};
use kintrace_casework::{Document, Noun, Problems, Reference, Thing};
use kintrace_language::Language;
use kintrace_policy::{Action, Kind, Thing as Resource};
use kintrace_service::desk::{Conflict, DeskError};
use kintrace_service::secrets::secret;
use kintrace_service::today;
use kintrace_service::work::draft_of;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::App;
use crate::controls::{Control, Controls, step_title};
use crate::documents::{called, label, named, noun, path, urlencode};
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

#[derive(Template)]
#[template(path = "document_form.html")]
struct FormPage {
    frame: Frame,
    action: String,
    back: String,
    about: String,
    seen: u64,
    steps: Vec<String>,
    number: usize,
    is_last: bool,
    /// Whether something typed earlier stands in it.
    begun: bool,
    controls: Vec<Control>,
    problems: Vec<String>,
    conflict: Option<Conflict>,
}

/// Which step is shown, and what a new thing is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    step: usize,
    about: String,
}

/// A form on somebody's desk.
struct Typing {
    noun: Noun,
    /// The thing's id; empty: a new one.
    id: String,
    /// What a new one is about: a reference; empty: it does not matter.
    about: String,
    steps: Vec<&'static Step>,
    /// The thing as it stands; nothing of a new one.
    before: Map<String, Value>,
    fields: Fields,
    /// The version that stood there when it was begun.
    seen: u64,
    begun: bool,
}

impl Typing {
    /// What the draft is called.
    fn key(&self) -> String {
        draft_of(self.noun, &self.id, &self.about)
    }

    fn action(&self) -> String {
        if self.id.is_empty() {
            format!("/{}/new", self.noun.slug())
        } else {
            format!("{}/edit", path(&Reference::new(self.noun, &self.id)))
        }
    }

    /// The address of a step.
    fn at(&self, step: usize) -> String {
        let about =
            if self.about.is_empty() { String::new() } else { format!("&about={}", urlencode(&self.about)) };
        format!("{}?step={step}{about}", self.action())
    }

    /// Where the form leads back to.
    fn back(&self) -> String {
        if !self.id.is_empty() {
            return path(&Reference::new(self.noun, &self.id));
        }
        match Reference::read(&self.about) {
            Some(about) if !path(&about).is_empty() => path(&about),
            _ => format!("/{}", self.noun.slug()),
        }
    }

    fn members(&self) -> impl Iterator<Item = &'static Member> {
        self.steps.iter().flat_map(|step| step.members)
    }

    /// Takes the form from where it was put down, or begins it.
    async fn take(app: &App, user: &SignedIn, noun: Noun, id: &str, about: &str) -> Result<Self, PageError> {
        let mut typing = Self {
            noun,
            id: id.to_owned(),
            about: about.to_owned(),
            steps: steps(noun).iter().collect(),
            before: Map::new(),
            fields: Fields::new(),
            seen: 0,
            begun: false,
        };
        let desk = user.desk(app);
        if id.is_empty() {
            typing.begin(user);
        } else {
            typing.seen = desk.version(noun, id).await?;
            let document = desk.read(noun, id).await?.ok_or(PageError::NotFound)?;
            // A site's place that is withheld can't be typed over by who does not see it.
            if app.store.document(noun, id).await?.as_ref() != Some(&document) {
                return Err(PageError::NotFound);
            }
            if !may_change(user, &document) {
                typing.steps.retain(|step| step.name == "replies");
            }
            typing.before = document.state.as_object().cloned().unwrap_or_default();
            for step in &typing.steps {
                typing.fields.extend(fields::typed(step.members, &typing.before));
            }
        }
        let draft = app.store.draft(&user.account.name, &typing.key()).await?;
        if let Some(kept) = draft.get("fields").and_then(Value::as_object) {
            typing.fields =
                kept.iter().filter_map(|(n, v)| Some((n.clone(), v.as_str()?.to_owned()))).collect();
            typing.seen = draft.get("seen").and_then(Value::as_u64).unwrap_or_default();
            typing.begun = true;
        }
        Ok(typing)
    }

    /// What stands in a new form.
    fn begin(&mut self, user: &SignedIn) {
        let about = Reference::read(&self.about);
        let letters: String = self
            .noun
            .text()
            .split([' ', '-'])
            .filter_map(|w| w.chars().next())
            .collect::<String>()
            .to_uppercase();
        self.fields.insert("id".to_owned(), format!("{letters}-{}", secret()[..6].to_uppercase()));
        if self.members().any(|m| m.name == "party") {
            self.fields.insert("party".to_owned(), user.account.party.clone());
        }
        let Some(about) = about else { return };
        match subject(self.noun, about.kind) {
            Some((field, true)) => {
                self.fields.insert(format!("{field}.kind"), about.kind.text().to_owned());
                self.fields.insert(format!("{field}.id"), about.id);
            }
            Some((field, false)) => {
                self.fields.insert(field, about.id);
            }
            None => {}
        }
    }

    async fn keep(&self, app: &App, user: &SignedIn) -> Result<(), PageError> {
        let draft: Map<String, Value> =
            [("fields".to_owned(), json!(self.fields)), ("seen".to_owned(), self.seen.into())]
                .into_iter()
                .collect();
        Ok(app.store.keep_draft(&user.account.name, &self.key(), &draft).await?)
    }

    async fn forget(&self, app: &App, user: &SignedIn) -> Result<(), PageError> {
        Ok(app.store.forget_draft(&user.account.name, &self.key()).await?)
    }

    /// Takes in what was sent of a step. A secret is sealed before anything is kept.
    fn take_in(&mut self, app: &App, number: usize, sent: &Fields) -> Result<(), PageError> {
        let Some(step) = self.steps.get(number) else { return Err(PageError::NotFound) };
        for Member { name, input } in step.members {
            if matches!(input, Input::Sealed) {
                if let Some(typed) = sent.get(*name).filter(|typed| !typed.trim().is_empty()) {
                    let sealed = app.services.identities.seal(typed.trim());
                    let sealed = sealed.map_err(|e| PageError::Broken(e.to_string()))?;
                    self.fields.insert((*name).to_owned(), sealed);
                }
                continue;
            }
            self.fields.retain(|field, _| !is_of(field, name) || (*name == "id" && !self.id.is_empty()));
            let of_member = sent.iter().filter(|(field, _)| is_of(field, name));
            self.fields.extend(of_member.map(|(field, text)| (field.clone(), text.replace("\r\n", "\n"))));
        }
        self.fields = fields::compact(step.members, &self.fields);
        Ok(())
    }

    /// The thing as it would be written.
    fn state(&self, own: &str, problems: &mut Problems) -> Value {
        let mut state = self.before.clone();
        for step in &self.steps {
            state = fields::state_after(step.members, &self.fields, &state, own, problems);
        }
        if !self.id.is_empty() {
            state.insert("id".to_owned(), self.id.as_str().into());
        }
        Value::Object(state)
    }

    /// The step that a problem is in; else the one that is shown.
    fn step_of(&self, problems: &Problems, shown: usize) -> usize {
        let wrong =
            |step: &&Step| problems.0.iter().any(|p| step.members.iter().any(|m| is_of(&p.field, m.name)));
        match self.steps.get(shown) {
            Some(step) if wrong(step) => shown,
            _ => self.steps.iter().position(wrong).unwrap_or(shown),
        }
    }

    fn page(
        self,
        user: SignedIn,
        number: usize,
        problems: &Problems,
        conflict: Option<Conflict>,
    ) -> Result<Response, PageError> {
        let language = user.language;
        let step = self.steps.get(number).ok_or(PageError::NotFound)?;
        let controls = Controls {
            language,
            fields: &self.fields,
            problems,
            own: &user.account.name,
            is_there: !self.id.is_empty(),
        };
        let controls = controls.of(step.members);
        let title = if self.id.is_empty() {
            language.say("new-of-kind").with("kind", called(language, self.noun)).to_string()
        } else {
            named(language, &Reference::new(self.noun, &self.id))
        };
        let conflict = conflict.map(|mut conflict| {
            for difference in &mut conflict.differences {
                difference.member = label(language, &difference.member);
            }
            conflict
        });
        let wrong = !problems.0.is_empty() || conflict.is_some();
        let page = html(&FormPage {
            action: self.action(),
            back: self.back(),
            steps: self.steps.iter().map(|s| step_title(language, s.name)).collect(),
            number,
            is_last: number + 1 == self.steps.len(),
            begun: self.begun && !wrong,
            controls,
            problems: problems.0.iter().map(|p| told(language, &p.field, &p.problem)).collect(),
            conflict,
            about: self.about,
            seen: self.seen,
            frame: Frame::new(title, "records", user),
        })?;
        let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        Ok((status, page).into_response())
    }
}

/// Where a new thing of a kind says that it is about a thing of another: the field, and whether the field says
/// of which kind that is.
fn subject(noun: Noun, about: Noun) -> Option<(String, bool)> {
    // A case, ante-mortem data: they have the missing person's id.
    if matches!(noun, Noun::Case | Noun::AnteMortem) && about == Noun::MissingPerson {
        return Some(("id".to_owned(), false));
    }
    let members = steps(noun).iter().flat_map(|step| step.members);
    members.into_iter().find_map(|Member { name, input }| match input {
        // In whose name something is done, and what came before it, is not what it is about.
        _ if matches!(
            *name,
            "party" | "parties" | "observers" | "within" | "part_of" | "adds_to" | "corrects"
        ) =>
        {
            None
        }
        Input::Id(kind) if *kind == about => Some(((*name).to_owned(), false)),
        Input::List(Input::Id(kind)) if *kind == about => Some((format!("{name}[0]"), false)),
        Input::Thing(kinds) if kinds.contains(&about) => Some(((*name).to_owned(), true)),
        Input::List(Input::Thing(kinds)) if kinds.contains(&about) => Some((format!("{name}[0]"), true)),
        _ => None,
    })
}

/// What somebody may write down about a thing: addresses of forms, and of what kind.
pub(crate) fn offers(user: &SignedIn, about: &Reference) -> Vec<(String, String)> {
    let reference = urlencode(&about.to_string());
    let kinds = DOCUMENTS.into_iter().filter(|noun| {
        user.may(Action::Create, Kind::Document(*noun)) && subject(*noun, about.kind).is_some()
    });
    kinds
        .map(|noun| (format!("/{}/new?about={reference}", noun.slug()), called(user.language, noun)))
        .collect()
}

/// Begins the form of a new thing with what a draft says, and gives its address. What was typed into it before is
/// not touched.
pub(crate) async fn begin<T: Thing>(
    app: &App,
    user: &SignedIn,
    draft: &T,
    about: Option<Reference>,
) -> Result<String, PageError> {
    let about = about.map(|about| about.to_string()).unwrap_or_default();
    let mut typing = Typing::take(app, user, T::NOUN, "", &about).await?;
    if !typing.begun {
        let state = tidy(serde_json::to_value(draft).unwrap_or_default());
        let state = state.as_object().cloned().unwrap_or_default();
        for step in &typing.steps {
            typing.fields.extend(fields::typed(step.members, &state));
        }
        if T::NOUN == Noun::Identification {
            typing.fields.insert("proposed.on".to_owned(), today().to_string());
        }
        typing.keep(app, user).await?;
    }
    Ok(typing.at(0))
}

/// What a field is called: `names[0].text` is "Names, 1, Text".
pub(crate) fn field_label(language: Language, field: &str) -> String {
    let parts: Vec<String> = field
        .split(['.', '['])
        .map(|part| match part.strip_suffix(']').map(str::parse::<usize>) {
            Some(Ok(row)) => (row + 1).to_string(),
            _ => label(language, part),
        })
        .collect();
    parts.join(", ")
}

/// A problem with the field that it is of, as people call it.
fn told(language: Language, field: &str, problem: &str) -> String {
    let (field, problem) = (field_label(language, field), language.problem(problem));
    language.say("member-and-problem").with("field", field).with("problem", problem).to_string()
}

/// Whether somebody may change more of a thing than to answer in it.
fn may_change(user: &SignedIn, document: &Document) -> bool {
    let action =
        if document.reference.kind == Noun::Identification { Action::Decide } else { Action::Create };
    user.account.may_to(action, &Resource::from(document))
}

/// `GET /{kind}/new`
pub(crate) async fn new(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Query(which): Query<Which>,
) -> Result<Response, PageError> {
    let typing = Typing::take(&app, &user, noun(&route)?, "", &which.about).await?;
    typing.page(user, which.step, &Problems::default(), None)
}

/// `GET /{kind}/{id}/edit`
pub(crate) async fn edit(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, PageError> {
    let typing = Typing::take(&app, &user, noun(&route)?, &id, "").await?;
    typing.page(user, which.step, &Problems::default(), None)
}

/// `POST /{kind}/new`
pub(crate) async fn create(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Form(sent): Form<Fields>,
) -> Result<Response, PageError> {
    save(&app, user, noun(&route)?, "", &sent).await
}

/// `POST /{kind}/{id}/edit`
pub(crate) async fn change(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Path(id): Path<String>,
    Form(sent): Form<Fields>,
) -> Result<Response, PageError> {
    save(&app, user, noun(&route)?, &id, &sent).await
}

async fn save(app: &App, user: SignedIn, noun: Noun, id: &str, sent: &Fields) -> Result<Response, PageError> {
    let given = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    user.check(given("token"))?;
    let number: usize = given("step").parse().unwrap_or_default();
    let mut typing = Typing::take(app, &user, noun, id, given("about")).await?;
    if !typing.begun {
        // What stood there when the page was made, not what stands there now.
        typing.seen = given("seen").parse().unwrap_or_default();
    }
    let go = given("go");
    if go == "forget" {
        typing.forget(app, &user).await?;
        return Ok(Redirect::to(&typing.back()).into_response());
    }
    typing.take_in(app, number, sent)?;
    if let Some(row) = go.strip_prefix("remove:") {
        fields::remove_row(&mut typing.fields, row);
        for step in &typing.steps {
            typing.fields = fields::compact(step.members, &typing.fields);
        }
    }
    typing.keep(app, &user).await?;
    if sent.contains_key("keep") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if go != "write" {
        let next = match go.strip_prefix("step:").map(str::parse) {
            Some(Ok(step)) => step,
            _ if go == "next" => number + 1,
            _ => number,
        };
        let next = next.min(typing.steps.len().saturating_sub(1));
        return Ok(Redirect::to(&typing.at(next)).into_response());
    }
    write(app, user, typing, number).await
}

async fn write(app: &App, user: SignedIn, mut typing: Typing, number: usize) -> Result<Response, PageError> {
    let mut problems = Problems::default();
    let state = typing.state(&user.account.name, &mut problems);
    if problems.0.is_empty() {
        let id = state.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        match user.desk(app).write(typing.noun, state, typing.seen).await {
            Ok(_) => {
                typing.forget(app, &user).await?;
                return Ok(Redirect::to(&path(&Reference::new(typing.noun, id))).into_response());
            }
            Err(DeskError::Problems(found)) => problems = found,
            Err(DeskError::Conflict(conflict)) => {
                // What is sent next takes the place of what the other wrote: by then it was seen.
                typing.seen = conflict.now;
                typing.keep(app, &user).await?;
                return typing.page(user, number, &problems, Some(*conflict));
            }
            Err(e) => return Err(e.into()),
        }
    }
    let number = typing.step_of(&problems, number);
    typing.page(user, number, &problems, None)
}
