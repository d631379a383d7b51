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
use kintrace_casework::custody::{Custody, Flaw};
use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::{DateInterval, Document, Noun, Problems, Reference, Sound};
use kintrace_interchange::documents as tables;
use kintrace_language::{Language, numbers, order, slug};
use kintrace_policy::{Action, Kind, Thing};
use kintrace_report::{dates, words};
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
    pub(crate) noun: String,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) status: String,
    pub(crate) due: String,
    pub(crate) due_shown: String,
    pub(crate) party: String,
}

impl DocumentRow {
    pub(crate) fn new(language: Language, document: &Document) -> Self {
        Self {
            noun: called(language, document.reference.kind),
            path: path(&document.reference),
            id: document.reference.id.clone(),
            status: state(language, document),
            due: document.due.map_or(String::new(), |d| d.to_string()),
            due_shown: document.due.map_or(String::new(), |d| dates::day(language, d)),
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

pub(crate) fn urlencode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// What a kind of thing is called, at the beginning of a phrase.
pub(crate) fn called(language: Language, noun: Noun) -> String {
    language.capitalised(&language.say(format!("noun-{}", slug(noun.text()))).to_string())
}

/// What several of a kind are called, at the beginning of a phrase.
fn several_called(language: Language, noun: Noun) -> String {
    language.capitalised(&language.say(format!("nouns-{}", slug(noun.text()))).to_string())
}

/// A thing as pages name it: "Site S-12".
fn named(language: Language, to: &Reference) -> String {
    format!("{} {}", called(language, to.kind), to.id)
}

/// What a member of a thing is called. One that nobody has named yet is called as it is in tables.
pub(crate) fn label(language: Language, member: &str) -> String {
    let id = format!("field-{}", slug(member));
    if language.knows(&id) { language.say(id).to_string() } else { member.replace('_', " ") }
}

/// A word of a closed list, if it is one.
fn word(language: Language, text: &str) -> String {
    let word = kintrace_language::word(text);
    if language.knows(&word.id) { language.tell(&word) } else { text.to_owned() }
}

/// What state a thing is in, in words.
fn state(language: Language, document: &Document) -> String {
    if let Ok(custody) = document.thing::<Custody>() {
        let flaws = custody.flaws();
        let (id, transfer) = match flaws.first() {
            None => return language.say("custody-unbroken").with("keeper", custody.keeper()).to_string(),
            Some(Flaw::Gap(i)) => ("custody-gap", i),
            Some(Flaw::SealBroken(i)) => ("custody-seal-broken", i),
            Some(Flaw::SealDiffers(i)) => ("custody-seal-differs", i),
            Some(Flaw::Backwards(i)) => ("custody-backwards", i),
        };
        return language.say(id).with("number", transfer + 1).to_string();
    }
    let known = word(language, &document.status);
    if known != document.status {
        return known;
    }
    // Purposes of a consent; a site's kind and status; a proceeding's stage and outcome.
    let parts = |text: &str| text.split(", ").map(|part| word(language, part)).collect::<Vec<_>>().join(", ");
    document.status.split(": ").map(parts).collect::<Vec<_>>().join(": ")
}

/// `GET /records`: which kinds there are, and what is due.
pub(crate) async fn index(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let language = user.language;
    let desk = user.desk(&app);
    let (mut kinds, mut due) = (Vec::new(), Vec::new());
    for noun in DOCUMENTS.into_iter().filter(|n| user.may(Action::Read, Kind::Document(*n))) {
        let (_, count) = desk.list(noun, &Filter::default(), 0, 1).await?;
        kinds.push(KindRow { slug: noun.slug(), name: several_called(language, noun), count });
        let waiting = Filter { due_only: true, ..Filter::default() };
        due.extend(
            desk.list(noun, &waiting, 0, 10)
                .await?
                .0
                .iter()
                .filter(|d| d.due.is_some())
                .map(|d| DocumentRow::new(language, d)),
        );
    }
    due.sort_by(|a, b| a.due.cmp(&b.due));
    kinds.sort_by(|a, b| order::compare(language, &a.name, &b.name));
    html(&RecordsPage { frame: Frame::new(language.say("records"), "records", user), kinds, due })
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
        rows: found.iter().map(|d| DocumentRow::new(user.language, d)).collect(),
        pages: Pages { page: which.page, size: PAGE, total },
        may_create: user.may(Action::Create, Kind::Document(noun)),
        frame: Frame::new(several_called(user.language, noun), "records", user),
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
fn facts(language: Language, state: &Value) -> Vec<Fact> {
    let Some(members) = state.as_object() else { return Vec::new() };
    members
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "id" | "sealed_identity"))
        .map(|(name, value)| fact(language, name, &label(language, name), value))
        .collect()
}

/// A member as a fact; `name` is what it is called in tables.
fn fact(language: Language, name: &str, label: &str, value: &Value) -> Fact {
    let text = |text: String| Fact { label: label.to_owned(), text, parts: Vec::new() };
    let parts = |parts: Vec<Fact>| Fact { label: label.to_owned(), text: String::new(), parts };
    match value {
        Value::String(said) => text(in_words(language, name, said)),
        Value::Array(items) if items.iter().all(|i| !i.is_object() && !i.is_array()) => {
            let said = items
                .iter()
                .map(|i| i.as_str().map_or_else(|| i.to_string(), |said| in_words(language, name, said)));
            text(said.collect::<Vec<_>>().join("; "))
        }
        Value::Array(items) => {
            let numbered = items.iter().enumerate();
            parts(numbered.map(|(i, v)| fact(language, name, &(i + 1).to_string(), v)).collect())
        }
        Value::Object(members) => parts(
            members.iter().map(|(name, v)| fact(language, name, &self::label(language, name), v)).collect(),
        ),
        Value::Bool(is) => text(language.say(if *is { "yes" } else { "no" }).to_string()),
        Value::Number(number) => text(number_in_words(language, name, number)),
        Value::Null => text(String::new()),
    }
}

/// Members whose texts are people's own words, or codes: they are shown as they are.
const AS_WRITTEN: [&str; 12] = [
    "text",
    "remark",
    "reason",
    "circumstances",
    "description",
    "name",
    "number",
    "id",
    "language",
    "script",
    "media_type",
    "sha256",
];

/// A text of a member as people read it: words of closed lists, dates and references in their language;
/// everything else as it was written.
fn in_words(language: Language, name: &str, text: &str) -> String {
    if AS_WRITTEN.contains(&name) {
        return text.to_owned();
    }
    if let Some(to) = Reference::read(text) {
        return named(language, &to);
    }
    let known = word(language, text);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match DateInterval::parse(text) {
        // A house number or an id of digits only is no date.
        Ok(date)
            if known == text && (digits != text.len() || name.contains("born") || name.contains("date")) =>
        {
            dates::known(language, &date)
        }
        _ => known,
    }
}

/// A number as people read it: a posterior with as many digits as tell it from 1, others with four.
fn number_in_words(language: Language, name: &str, number: &Number) -> String {
    match number.as_f64() {
        Some(p) if name == "posterior" => words::digits(language, p),
        Some(x) => numbers::number(language, (x * 1e4).round() / 1e4),
        None => number.to_string(),
    }
}

/// Something that a thing refers to.
struct LinkRow {
    role: String,
    what: String,
    path: String,
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    frame: Frame,
    heading: String,
    slug: String,
    status: String,
    /// When it is due: for machines, and for people.
    due: Option<(String, String)>,
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
    let language = user.language;
    let thing = Thing::from(&document);
    let may = |action: Action| user.account.may_to(action, &thing);
    let about = desk.about(&document.reference).await?;
    let links = document
        .links
        .iter()
        .map(|l| LinkRow {
            role: language.say(format!("role-{}", slug(l.role))).to_string(),
            what: named(language, &l.to),
            path: if sees(&user, l.to.kind) { path(&l.to) } else { String::new() },
        })
        .collect();
    let change = if noun == Noun::Identification { Action::Decide } else { Action::Create };
    html(&DocumentPage {
        heading: named(language, &document.reference),
        slug: noun.slug(),
        status: state(language, &document),
        due: document.due.map(|d| (d.to_string(), dates::day(language, d))),
        facts: facts(language, &document.state),
        links,
        claims: claims(language, &about, &document.reference),
        about: about.iter().map(|d| DocumentRow::new(language, d)).collect(),
        history: history(language, &app.store, Recorded::Document(noun), id).await?,
        // What one sees without its withheld place can't be typed over.
        may_change: (may(change) || may(Action::Reply))
            && app.store.document(noun, id).await?.as_ref() == Some(&document),
        may_open: may(Action::Open) && document.is_protected,
        identity,
        frame: Frame::new(named(language, &document.reference), "records", user),
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
fn claims(language: Language, documents: &[Document], subject: &Reference) -> Vec<ClaimRow> {
    let claims: Vec<Claim> = documents
        .iter()
        .filter_map(|d| d.thing::<Claim>().ok())
        .map(Sound::into_draft)
        .filter(|c| c.subject == *subject)
        .collect();
    compare(&claims)
        .into_iter()
        .map(|compared| ClaimRow {
            property: word(language, compared.property),
            contradict: compared.contradict,
            said: compared
                .claims
                .into_iter()
                .map(|claim| Said {
                    value: claim.value.to_string(),
                    source: claim.source.as_ref().map_or(String::new(), |s| named(language, s)),
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
    language: Language,
    desk: &Desk,
    thing: Reference,
) -> Result<(Vec<DocumentRow>, Vec<ClaimRow>), PageError> {
    let found = desk.about(&thing).await?;
    let said = claims(language, &found, &thing);
    let rows = found
        .iter()
        .filter(|d| d.reference.kind != Noun::Claim)
        .map(|d| DocumentRow::new(language, d))
        .collect();
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
    let language = user.language;
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
                    if p.field == member {
                        language.problem(&p.problem)
                    } else {
                        language
                            .say("member-and-problem")
                            .with("field", p.field.as_str())
                            .with("problem", language.problem(&p.problem))
                            .to_string()
                    }
                })
                .collect();
            let value = typed.get(&column).cloned().unwrap_or_default();
            Field {
                label: label(language, member),
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
        language.say("new-of-kind").with("kind", called(language, noun)).to_string()
    } else {
        named(language, &Reference::new(noun, id))
    };
    let conflict = conflict.map(|mut conflict| {
        for difference in &mut conflict.differences {
            difference.member = label(language, &difference.member);
        }
        conflict
    });
    html(&FormPage {
        frame: Frame::new(title, "records", user),
        action,
        back,
        fields,
        seen,
        problems: problems
            .0
            .iter()
            .map(|p| {
                language
                    .say("member-and-problem")
                    .with("field", label(language, &p.field))
                    .with("problem", language.problem(&p.problem))
                    .to_string()
            })
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
