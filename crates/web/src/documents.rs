//! Everything that is kept as a document (statements, sites, requests …): a list, a page and a form for
//! each kind, all alike and plain.
//!
//! A form has a field for each member, written as in the tables that offices fill in
//! ([`kintrace_interchange::documents`]). When somebody else has changed the thing meanwhile, nothing that
//! was typed is lost: the form comes again with what was typed, and beside it what the other wrote.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{MatchedPath, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::claim::{Claim, compare};
use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::{Document, Noun, Problems, Reference, Sound};
use kintrace_interchange::documents as tables;
use kintrace_policy::{Action, Kind, Thing};
use kintrace_report::words;
use kintrace_service::desk::{Conflict, Desk, DeskError};
use kintrace_store::documents::Filter;
use kintrace_store::record::Kind as Recorded;
use serde::Deserialize;
use serde_json::{Map, Number, Value};

use crate::App;
use crate::history::{HistoryRow, history};
use crate::page::{Frame, PageError, Pages, html};
use crate::session::{Office, SignedIn};

const PAGE: u64 = 50;

/// The kind of a route: `/sites/{id}` is about sites.
fn noun(route: &MatchedPath) -> Result<Noun, PageError> {
    let slug = route.as_str().split('/').nth(1).unwrap_or_default();
    DOCUMENTS.into_iter().find(|n| n.slug() == slug).ok_or(PageError::NotFound)
}

impl From<DeskError> for PageError {
    fn from(e: DeskError) -> Self {
        match e {
            DeskError::Absent | DeskError::Forbidden => Self::NotFound,
            other => Self::Broken(other.to_string()),
        }
    }
}

/// A kind, in the list of kinds.
struct KindRow {
    slug: String,
    name: String,
    count: u64,
}

#[derive(Template)]
#[template(path = "records.html")]
struct RecordsPage {
    frame: Frame,
    kinds: Vec<KindRow>,
    due: Vec<DocumentRow>,
}

/// A thing, in a list.
pub(crate) struct DocumentRow {
    pub(crate) noun: &'static str,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) status: String,
    pub(crate) due: String,
    pub(crate) party: String,
}

impl DocumentRow {
    pub(crate) fn new(document: &Document) -> Self {
        Self {
            noun: document.reference.kind.text(),
            path: path(&document.reference),
            id: document.reference.id.clone(),
            status: document.status.clone(),
            due: document.due.map_or(String::new(), |d| d.to_string()),
            party: document.party.clone(),
        }
    }
}

/// The address of a thing's page.
pub(crate) fn path(to: &Reference) -> String {
    let id = urlencode(&to.id);
    match to.kind {
        // A member of a family is on the pages of its missing.
        Noun::Person | Noun::Sample => String::new(),
        kind => format!("/{}/{id}", kind.slug()),
    }
}

fn urlencode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `GET /records`: which kinds there are, and what is due.
pub(crate) async fn index(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let desk = user.desk(&app);
    let (mut kinds, mut due) = (Vec::new(), Vec::new());
    for noun in DOCUMENTS.into_iter().filter(|n| user.may(Action::Read, Kind::Document(*n))) {
        let (_, count) = desk.list(noun, &Filter::default(), 0, 1).await?;
        kinds.push(KindRow { slug: noun.slug(), name: capitalised(&noun.several()), count });
        let waiting = Filter { due_only: true, ..Filter::default() };
        due.extend(
            desk.list(noun, &waiting, 0, 10)
                .await?
                .0
                .iter()
                .filter(|d| d.due.is_some())
                .map(DocumentRow::new),
        );
    }
    due.sort_by(|a, b| a.due.cmp(&b.due));
    html(&RecordsPage { frame: Frame::new("Records", "records", user), kinds, due })
}

#[derive(Template)]
#[template(path = "documents.html")]
struct ListPage {
    frame: Frame,
    slug: String,
    rows: Vec<DocumentRow>,
    pages: Pages,
    may_create: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WhichPage {
    pub(crate) page: u64,
}

/// `GET /{kind}`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Query(which): Query<WhichPage>,
) -> Result<Response, PageError> {
    let noun = noun(&route)?;
    let (found, total) = user.desk(&app).list(noun, &Filter::default(), which.page, PAGE).await?;
    html(&ListPage {
        slug: noun.slug(),
        rows: found.iter().map(DocumentRow::new).collect(),
        pages: Pages { page: which.page, size: PAGE, total },
        may_create: user.may(Action::Create, Kind::Document(noun)),
        frame: Frame::new(capitalised(&noun.several()), "records", user),
    })
}

/// A member of a thing, with its parts.
#[derive(Template)]
#[template(path = "fact.html")]
struct Fact {
    label: String,
    text: String,
    parts: Vec<Fact>,
}

/// Members as facts. What is sealed is no fact.
fn facts(state: &Value) -> Vec<Fact> {
    let Some(members) = state.as_object() else { return Vec::new() };
    members
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "id" | "sealed_identity"))
        .map(|(name, value)| fact(name.replace('_', " "), value))
        .collect()
}

fn fact(label: String, value: &Value) -> Fact {
    match value {
        Value::String(text) => Fact { label, text: text.clone(), parts: Vec::new() },
        Value::Array(items) if items.iter().all(|i| !i.is_object() && !i.is_array()) => {
            let texts: Vec<String> =
                items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect();
            Fact { label, text: texts.join("; "), parts: Vec::new() }
        }
        Value::Array(items) => {
            let parts = items.iter().enumerate().map(|(i, v)| fact((i + 1).to_string(), v)).collect();
            Fact { label, text: String::new(), parts }
        }
        Value::Object(members) => {
            let parts = members.iter().map(|(name, v)| fact(name.replace('_', " "), v)).collect();
            Fact { label, text: String::new(), parts }
        }
        Value::Bool(is) => Fact { label, text: if *is { "yes" } else { "no" }.to_owned(), parts: Vec::new() },
        Value::Number(number) => Fact { text: number_in_words(&label, number), label, parts: Vec::new() },
        Value::Null => Fact { label, text: String::new(), parts: Vec::new() },
    }
}

/// A number as people read it: a posterior with as many digits as tell it from 1, others with four.
fn number_in_words(label: &str, number: &Number) -> String {
    match number.as_f64() {
        Some(p) if label == "posterior" => words::digits(p),
        Some(x) if !number.is_i64() && !number.is_u64() => {
            format!("{x:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => number.to_string(),
    }
}

/// Something that a thing refers to.
struct LinkRow {
    role: &'static str,
    what: String,
    path: String,
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    frame: Frame,
    heading: String,
    slug: String,
    document: Document,
    facts: Vec<Fact>,
    links: Vec<LinkRow>,
    about: Vec<DocumentRow>,
    claims: Vec<ClaimRow>,
    history: Vec<HistoryRow>,
    may_change: bool,
    may_open: bool,
    identity: Option<String>,
}

/// `GET /{kind}/{id}`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let noun = noun(&route)?;
    page(&app, user, noun, &id, None).await
}

/// The page of a thing; `identity`: a witness's, who was opened just now.
async fn page(
    app: &App,
    user: SignedIn,
    noun: Noun,
    id: &str,
    identity: Option<String>,
) -> Result<Response, PageError> {
    let desk = user.desk(app);
    let document = desk.read(noun, id).await?.ok_or(PageError::NotFound)?;
    let thing = Thing::from(&document);
    let may = |action: Action| user.account.may_to(action, &thing);
    let about = desk.about(&document.reference).await?;
    let links = document
        .links
        .iter()
        .map(|l| LinkRow {
            role: l.role,
            what: format!("{} {}", l.to.kind.text(), l.to.id),
            path: if sees(&user, l.to.kind) { path(&l.to) } else { String::new() },
        })
        .collect();
    let change = if noun == Noun::Identification { Action::Decide } else { Action::Create };
    html(&DocumentPage {
        heading: format!("{} {id}", capitalised(noun.text())),
        slug: noun.slug(),
        facts: facts(&document.state),
        links,
        claims: claims(&about, &document.reference),
        about: about.iter().map(DocumentRow::new).collect(),
        history: history(&app.store, Recorded::Document(noun), id).await?,
        // What one sees without its withheld place can't be typed over.
        may_change: (may(change) || may(Action::Reply))
            && app.store.document(noun, id).await?.as_ref() == Some(&document),
        may_open: may(Action::Open) && document.is_protected,
        identity,
        frame: Frame::new(format!("{} {id}", capitalised(noun.text())), "records", user),
        document,
    })
}

fn sees(user: &SignedIn, noun: Noun) -> bool {
    let kind = match noun {
        Noun::MissingPerson => Kind::MissingPerson,
        Noun::Remains => Kind::Remains,
        Noun::List => Kind::List,
        Noun::Person | Noun::Sample => return false,
        other => Kind::Document(other),
    };
    user.may(Action::Read, kind)
}

/// A property that sources speak of.
pub(crate) struct ClaimRow {
    pub(crate) property: String,
    pub(crate) contradict: bool,
    pub(crate) said: Vec<Said>,
}

/// What one source says.
pub(crate) struct Said {
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) certainty: String,
    pub(crate) preferred_because: String,
    pub(crate) path: String,
}

/// What claims among documents say about a thing, property by property.
fn claims(documents: &[Document], subject: &Reference) -> Vec<ClaimRow> {
    let claims: Vec<Claim> = documents
        .iter()
        .filter_map(|d| d.thing::<Claim>().ok())
        .map(Sound::into_draft)
        .filter(|c| c.subject == *subject)
        .collect();
    compare(&claims)
        .into_iter()
        .map(|compared| ClaimRow {
            property: compared.property.to_owned(),
            contradict: compared.contradict,
            said: compared
                .claims
                .into_iter()
                .map(|claim| Said {
                    value: claim.value.to_string(),
                    source: claim
                        .source
                        .as_ref()
                        .map_or(String::new(), |s| format!("{} {}", s.kind.text(), s.id)),
                    certainty: claim.certainty.clone(),
                    preferred_because: claim.preferred_because.clone(),
                    path: path(&Reference::new(Noun::Claim, &claim.id)),
                })
                .collect(),
        })
        .collect()
}

/// What is recorded about a thing of the registry, as far as somebody may see it, with what sources say.
pub(crate) async fn recorded_about(
    desk: &Desk,
    thing: Reference,
) -> Result<(Vec<DocumentRow>, Vec<ClaimRow>), PageError> {
    let found = desk.about(&thing).await?;
    let said = claims(&found, &thing);
    let rows = found.iter().filter(|d| d.reference.kind != Noun::Claim).map(DocumentRow::new).collect();
    Ok((rows, said))
}

/// A field of the form.
struct Field {
    name: String,
    label: String,
    value: String,
    lines: usize,
    problem: String,
}

#[derive(Template)]
#[template(path = "document_form.html")]
struct FormPage {
    frame: Frame,
    action: String,
    back: String,
    fields: Vec<Field>,
    seen: u64,
    problems: Vec<String>,
    conflict: Option<Conflict>,
}

/// What is typed into a form: fields by name; with the token and the version that was seen.
type Typed = BTreeMap<String, String>;

/// `GET /{kind}/new`
pub(crate) async fn new(user: SignedIn, route: MatchedPath) -> Result<Response, PageError> {
    let noun = noun(&route)?;
    let mut typed = Typed::new();
    if tables::columns(noun).iter().any(|c| c == "party") {
        typed.insert("party".to_owned(), user.account.party.clone());
    }
    form(user, noun, "", &typed, 0, &Problems::default(), None)
}

/// `GET /{kind}/{id}/edit`
pub(crate) async fn edit(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let noun = noun(&route)?;
    let desk = user.desk(&app);
    let seen = desk.version(noun, &id).await?;
    let document = desk.read(noun, &id).await?.ok_or(PageError::NotFound)?;
    // A site's place that is withheld can't be typed over by who does not see it.
    if app.store.document(noun, &id).await?.as_ref() != Some(&document) {
        return Err(PageError::NotFound);
    }
    let columns = tables::columns(noun);
    let typed = columns.into_iter().zip(tables::cells(&document)).collect();
    form(user, noun, &id, &typed, seen, &Problems::default(), None)
}

fn form(
    user: SignedIn,
    noun: Noun,
    id: &str,
    typed: &Typed,
    seen: u64,
    problems: &Problems,
    conflict: Option<Conflict>,
) -> Result<Response, PageError> {
    let is_of = |field: &str, member: &str| {
        field.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let fields = tables::columns(noun)
        .into_iter()
        .filter(|column| id.is_empty() || column != noun.text())
        .map(|column| {
            let member = if column == noun.text() { "id" } else { column.as_str() };
            let problem: Vec<String> = problems
                .0
                .iter()
                .filter(|p| is_of(&p.field, member))
                .map(|p| {
                    if p.field == member { p.problem.clone() } else { format!("{}: {}", p.field, p.problem) }
                })
                .collect();
            let value = typed.get(&column).cloned().unwrap_or_default();
            Field {
                label: capitalised(&if member == "id" { "id".to_owned() } else { column.replace('_', " ") }),
                lines: (value.chars().count() / 60 + value.lines().count()).clamp(1, 12),
                name: column,
                value,
                problem: problem.join("; "),
            }
        })
        .collect();
    let slug = noun.slug();
    let (action, back) = if id.is_empty() {
        (format!("/{slug}/new"), format!("/{slug}"))
    } else {
        let page = path(&Reference::new(noun, id));
        (format!("{page}/edit"), page)
    };
    let title = if id.is_empty() {
        format!("New: {}", noun.text())
    } else {
        format!("{} {id}", capitalised(noun.text()))
    };
    html(&FormPage {
        frame: Frame::new(title, "records", user),
        action,
        back,
        fields,
        seen,
        problems: problems
            .0
            .iter()
            .map(|p| format!("{}: {}", p.field.replace('_', " "), p.problem))
            .collect(),
        conflict,
    })
}

/// `POST /{kind}/new`
pub(crate) async fn create(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    save(&app, user, noun(&route)?, "", typed).await
}

/// `POST /{kind}/{id}/edit`
pub(crate) async fn change(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    save(&app, user, noun(&route)?, &id, typed).await
}

async fn save(app: &App, user: SignedIn, noun: Noun, id: &str, typed: Typed) -> Result<Response, PageError> {
    let sent = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    user.check(sent("token"))?;
    let seen: u64 = sent("seen").parse().unwrap_or(0);
    let (mut state, mut problems) = (Map::new(), Problems::default());
    for column in tables::columns(noun) {
        let member = if column == noun.text() { "id" } else { &column };
        let text = sent(&column).replace("\r\n", "\n");
        if !text.trim().is_empty() {
            match tables::cell(noun, member, text.trim()) {
                Ok(value) => {
                    state.insert(member.to_owned(), value);
                }
                Err(expected) => problems.add(member, expected),
            }
        }
    }
    if !id.is_empty() {
        state.insert("id".to_owned(), id.into());
    }
    if !problems.0.is_empty() {
        return form(user, noun, id, &typed, seen, &problems, None);
    }
    let new = state.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    match user.desk(app).write(noun, Value::Object(state), seen).await {
        Ok(_) => Ok(Redirect::to(&path(&Reference::new(noun, new))).into_response()),
        Err(DeskError::Problems(problems)) => form(user, noun, id, &typed, seen, &problems, None),
        Err(DeskError::Conflict(conflict)) => {
            // What is sent next takes the place of what the other wrote: by then it was seen.
            let now = conflict.now;
            form(user, noun, id, &typed, now, &Problems::default(), Some(*conflict))
        }
        Err(e) => Err(e.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct TokenForm {
    token: String,
}

/// `POST /witnesses/{id}/identity`: opens a sealed identity, for those named; that it was opened is on
/// record first.
pub(crate) async fn open_identity(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<TokenForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let identity = user.desk(&app).open_identity(&id, &app.services.identities).await?;
    page(&app, user, Noun::Witness, &id, Some(identity)).await
}
