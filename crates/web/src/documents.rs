//! Everything that is kept as a document (statements, sites, requests …): a list and a page for each kind.
//! How it is typed: [`crate::forms`].

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{MatchedPath, Path, Query, State};
use axum::response::Response;
use kintrace_casework::claim::{Claim, compare};
use kintrace_casework::custody::Custody;
use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::geometry::{Geometry, Position};
use kintrace_casework::{DateInterval, Document, Noun, Reference, Sound};
use kintrace_language::{Language, numbers, order, slug};
use kintrace_policy::{Action, Kind, Thing};
use kintrace_report::{dates, words};
use kintrace_service::desk::DeskError;
use kintrace_store::documents::Filter;
use kintrace_store::record::Kind as Recorded;
use kintrace_store::{Store, StoreError};
use serde::Deserialize;
use serde_json::{Number, Value};

use crate::App;
use crate::course;
use crate::custody_line::{self, Stop};
use crate::forms::offers;
use crate::history::{HistoryRow, history};
use crate::identifications::Deeds;
use crate::map::Map;
use crate::missing_persons::point;
use crate::originals::Picture;
use crate::page::{Frame, PageError, Pages, html};
use crate::papers::papers;
use crate::remains::FoundHere;
use crate::requests;
use crate::session::{Office, SignedIn};
use crate::weighed::Weighed;

const PAGE: u64 = 50;
/// As many of each kind stand on the page of a thing that they refer to: to a party refer thousands.
const MOST_ABOUT: usize = 50;

/// The kind of a route: `/sites/{id}` is about sites.
pub(crate) fn noun(route: &MatchedPath) -> Result<Noun, PageError> {
    let slug = route.as_str().split('/').nth(1).unwrap_or_default();
    DOCUMENTS.into_iter().find(|n| n.slug() == slug).ok_or(PageError::NotFound)
}

impl From<DeskError> for PageError {
    fn from(e: DeskError) -> Self {
        match e {
            DeskError::Absent | DeskError::Forbidden => Self::NotFound,
            DeskError::Problems(problems) => problems.into(),
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
pub(crate) fn several_called(language: Language, noun: Noun) -> String {
    language.capitalised(&language.say(format!("nouns-{}", slug(noun.text()))).to_string())
}

/// A thing as pages name it: "Site S-12".
pub(crate) fn named(language: Language, to: &Reference) -> String {
    format!("{} {}", called(language, to.kind), to.id)
}

/// What a member of a thing is called. One that nobody has named yet is called as it is in tables.
pub(crate) fn label(language: Language, member: &str) -> String {
    let id = format!("field-{}", slug(member));
    if language.knows(&id) { language.say(id).to_string() } else { member.replace('_', " ") }
}

/// What a member of a part is called: `field-contests-grounds`, where in that part it is called otherwise.
pub(crate) fn label_within(language: Language, part: &str, member: &str) -> String {
    let id = format!("field-{}-{}", slug(part), slug(member));
    if language.knows(&id) { language.say(id).to_string() } else { label(language, member) }
}

/// A word of a closed list, if it is one.
fn word(language: Language, text: &str) -> String {
    let word = kintrace_language::word(text);
    if language.knows(&word.id) { language.tell(&word) } else { text.to_owned() }
}

/// What state a thing is in, in words.
pub(crate) fn state(language: Language, document: &Document) -> String {
    if let Ok(custody) = document.thing::<Custody>() {
        return match custody.flaws().first() {
            None => language.say("custody-unbroken").with("keeper", custody.keeper()).to_string(),
            Some(flaw) => custody_line::told(language, *flaw),
        };
    }
    let known = word(language, &document.status);
    if known != document.status {
        return known;
    }
    // Purposes of a consent; a site's kind and status; a proceeding's stage and outcome.
    let parts = |text: &str| text.split(", ").map(|part| word(language, part)).collect::<Vec<_>>().join(", ");
    document.status.split(": ").map(parts).collect::<Vec<_>>().join(": ")
}

/// How many things of each kind a party sees.
async fn count(store: Store) -> Result<BTreeMap<Noun, u64>, StoreError> {
    let mut counts = BTreeMap::new();
    for noun in DOCUMENTS {
        counts.insert(noun, store.documents(noun, &Filter::default(), 0, 0).await?.1);
    }
    Ok(counts)
}

/// `GET /records`: which kinds there are, and what is due.
pub(crate) async fn index(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let language = user.language;
    let desk = user.desk(&app);
    let (mut kinds, mut due) = (Vec::new(), Vec::new());
    let store = app.store.clone();
    let (counts, _) = app.kinds.get(&user.account.party, || count(store)).await?;
    for noun in DOCUMENTS.into_iter().filter(|n| user.may(Action::Read, Kind::Document(*n))) {
        let count = counts.get(&noun).copied().unwrap_or(0);
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
    /// Only those with this status, as it is said.
    only: String,
    /// What the addresses of other pages take along.
    also: String,
    rows: Vec<DocumentRow>,
    pages: Pages,
    may_create: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WhichPage {
    pub(crate) page: u64,
    /// Only those with this status.
    pub(crate) status: String,
}

/// `GET /{kind}`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Query(which): Query<WhichPage>,
) -> Result<Response, PageError> {
    let noun = noun(&route)?;
    let status = Some(which.status).filter(|s| !s.is_empty());
    let filter = Filter { status, ..Filter::default() };
    let (found, total) = user.desk(&app).list(noun, &filter, which.page, PAGE).await?;
    html(&ListPage {
        only: filter.status.as_deref().map(|s| word(user.language, s)).unwrap_or_default(),
        also: filter.status.map_or(String::new(), |s| format!("&status={}", urlencode(&s))),
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

/// What of a thing stands among the facts: not what its course shows.
fn shown(document: &Document) -> Value {
    let mut state = document.state.clone();
    if let Some(members) = state.as_object_mut() {
        members.retain(|name, _| !course::members(document.reference.kind).contains(&name.as_str()));
    }
    state
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
    if let Some(said) = point_in_words(language, name, value) {
        return text(said);
    }
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
            members
                .iter()
                .map(|(member, v)| fact(language, member, &label_within(language, name, member), v))
                .collect(),
        ),
        Value::Bool(is) => text(language.say(if *is { "yes" } else { "no" }).to_string()),
        Value::Number(number) => text(number_in_words(language, name, number)),
        Value::Null => text(String::new()),
    }
}

/// A position that is a point, as people read it. An area is on the map.
fn point_in_words(language: Language, name: &str, value: &Value) -> Option<String> {
    if name != "position" {
        return None;
    }
    let position: Position = serde_json::from_value(value.clone()).ok()?;
    match position.geometry? {
        Geometry::Point { coordinates } => {
            let [longitude, latitude] = coordinates;
            Some(point(language, latitude, longitude, position.uncertainty_m.map(|m| m / 1000.0)))
        }
        Geometry::Polygon { .. } => None,
    }
}

/// Members whose texts are people's own words, accounts (which may be called as a role is) or codes: they are
/// shown as they are.
const AS_WRITTEN: [&str; 20] = [
    "account",
    "acquired_by",
    "alleged_responsible",
    "by",
    "contact",
    "examiner",
    "readers",
    "taken_by",
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
pub(crate) struct LinkRow {
    pub(crate) role: String,
    pub(crate) what: String,
    pub(crate) path: String,
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
    map: Option<Map>,
    picture: Option<Picture>,
    custody: Vec<Stop>,
    course: Vec<course::Step>,
    /// Whether whoever was asked may be asked again today.
    may_ask_again: bool,
    /// Evidence of a proceeding, allegation by allegation.
    weighed: Vec<Weighed>,
    /// Remains of a site.
    found_here: Option<FoundHere>,
    links: Vec<LinkRow>,
    about: Vec<DocumentRow>,
    offers: Vec<(String, String)>,
    claims: Vec<ClaimRow>,
    history: Vec<HistoryRow>,
    may_change: bool,
    may_open: bool,
    identity: Option<String>,
    deeds: Option<Deeds>,
    /// Papers of it: the message that says what they are, and the end of their address.
    papers: Vec<(&'static str, &'static str)>,
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
    let about = desk.first_about(&document.reference, MOST_ABOUT).await?;
    let missing = document.links.iter().filter(|l| l.to.kind == Noun::MissingPerson);
    let names = if user.may(Action::Read, Kind::MissingPerson) {
        desk.store().missing_names(missing.map(|l| l.to.id.clone()).collect()).await?
    } else {
        BTreeMap::new()
    };
    let links = document
        .links
        .iter()
        .map(|l| LinkRow {
            role: language.say(format!("role-{}", slug(l.role))).to_string(),
            what: match names.get(&l.to.id).filter(|_| l.to.kind == Noun::MissingPerson) {
                Some(name) => format!("{}, {name}", named(language, &l.to)),
                None => named(language, &l.to),
            },
            path: if sees(&user, l.to.kind) { path(&l.to) } else { String::new() },
        })
        .collect();
    let change = if noun == Noun::Identification { Action::Decide } else { Action::Create };
    html(&DocumentPage {
        heading: named(language, &document.reference),
        slug: noun.slug(),
        status: state(language, &document),
        due: document.due.map(|d| (d.to_string(), dates::day(language, d))),
        facts: facts(language, &shown(&document)),
        map: Map::of_document(app, language, &document),
        picture: Picture::of(&document),
        custody: custody_line::of(language, &document),
        course: course::of(language, &document),
        may_ask_again: may(Action::Create) && requests::can_be_asked_again(&document),
        weighed: Weighed::of(&user, &desk, &document).await?,
        found_here: FoundHere::of(app, &user, &document).await?,
        links,
        claims: claims(language, &about, &document.reference),
        offers: offers(&user, &document.reference),
        about: about.iter().map(|d| DocumentRow::new(language, d)).collect(),
        history: history(language, &app.store, Recorded::Document(noun), id).await?,
        // What one sees without its withheld place can't be typed over.
        may_change: (may(change) || may(Action::Reply))
            && app.store.document(noun, id).await?.as_ref() == Some(&document),
        may_open: may(Action::Open) && document.is_protected,
        identity,
        deeds: Deeds::of(&user, &document),
        papers: papers(&document),
        frame: Frame::new(named(language, &document.reference), "records", user),
        document,
    })
}

/// Whether somebody may see things of a kind on pages of their own.
pub(crate) fn sees(user: &SignedIn, noun: Noun) -> bool {
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

/// Documents about a thing of the registry as rows, and what sources among them say.
pub(crate) fn recorded_about(
    language: Language,
    found: &[Document],
    thing: &Reference,
) -> (Vec<DocumentRow>, Vec<ClaimRow>) {
    let others = found.iter().filter(|d| d.reference.kind != Noun::Claim);
    (others.map(|d| DocumentRow::new(language, d)).collect(), claims(language, found, thing))
}

#[derive(Deserialize)]
pub(crate) struct TokenForm {
    pub(crate) token: String,
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
