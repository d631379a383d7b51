//! `/missing-persons`: the list, and a missing person's page.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{Redirect, Response};
use kintrace_casework::registry::{FamilyView, MissingPerson, Person, Position, Subject};
use kintrace_casework::{Noun, Reference};
use kintrace_kinship::{Pedigree, Sex};
use kintrace_language::{Language, numbers};
use kintrace_names::romanise::romanise;
use kintrace_policy::{Action, Kind};
use kintrace_report::pedigree_drawing::{Mark, draw};
use kintrace_report::words;
use kintrace_store::hypotheses::Of;
use kintrace_store::lists::{ReceivedList, ReceivedRow};
use kintrace_store::missing_persons::{File, Filter, Listed, Sort};
use kintrace_store::record::Kind as Recorded;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::App;
use crate::documents::{ClaimRow, DocumentRow, recorded_about};
use crate::forms::offers;
use crate::history::{HistoryRow, history};
use crate::hypotheses::{Candidate, candidates};
use crate::map::Map;
use crate::mergers::Merged;
use crate::page::{Frame, PageError, Pages, html};
use crate::remains::SampleRow;
use crate::session::{Office, SignedIn, WhichFilter};
use crate::time_line::{self, Moment};

const PAGE: u64 = 50;

/// Where the session keeps the list's filter.
const FILTER: &str = "missing-persons-filter";

/// What the list is filtered and sorted by.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ListForm {
    token: String,
    words: String,
    sex: String,
    candidate: String,
    sort: String,
    page: u64,
}

#[derive(Template)]
#[template(path = "missing_persons.html")]
struct ListPage {
    frame: Frame,
    form: ListForm,
    rows: Vec<Row>,
    pages: Pages,
}

struct Row {
    listed: Listed,
    romanised: String,
    sex: String,
    best: String,
}

/// `GET /missing-persons`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    session: Session,
    Query(which): Query<WhichFilter>,
) -> Result<Response, PageError> {
    let form = which.get(&session, FILTER).await?;
    page(&app, user, form).await
}

/// `POST /missing-persons`
pub(crate) async fn filter(
    user: SignedIn,
    session: Session,
    Form(form): Form<ListForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.token)?;
    session.insert(FILTER, form).await?;
    Ok(Redirect::to("/missing-persons?filter=kept"))
}

async fn page(app: &App, user: SignedIn, form: ListForm) -> Result<Response, PageError> {
    let filter = Filter {
        words: form.words.clone(),
        sex: match form.sex.as_str() {
            "male" => Some(Sex::Male),
            "female" => Some(Sex::Female),
            "unknown" => Some(Sex::Unknown),
            _ => None,
        },
        has_candidate: match form.candidate.as_str() {
            "yes" if user.may(Action::Read, Kind::Hypothesis) => Some(true),
            "no" if user.may(Action::Read, Kind::Hypothesis) => Some(false),
            _ => None,
        },
        sort: match form.sort.as_str() {
            "born" => Sort::Born,
            "last_seen" => Sort::LastSeen,
            "id" => Sort::Id,
            _ => Sort::Name,
        },
    };
    let language = user.language;
    let (listed, total) = app.store.list_missing(&filter, form.page, PAGE).await?;
    let rows = listed
        .into_iter()
        .map(|l| Row {
            sex: sex(language, l.sex),
            best: l.best.map(|p| words::digits(language, p)).unwrap_or_default(),
            romanised: romanised(&l.missing.name),
            listed: l,
        })
        .collect();
    html(&ListPage {
        frame: Frame::new(language.say("missing-persons"), "missing-persons", user),
        rows,
        pages: Pages { page: form.page, size: PAGE, total },
        form,
    })
}

/// A sex in words.
pub(crate) fn sex(language: Language, sex: Sex) -> String {
    let id = match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Unknown => "not-known",
    };
    language.say(id).to_string()
}

/// A name in Latin letters, where that is not how it is written.
pub(crate) fn romanised(name: &str) -> String {
    let latin = romanise(name);
    if latin == name { String::new() } else { latin }
}

/// A place on the map in words; nothing if it is not known.
pub(crate) fn position(language: Language, position: Option<Position>) -> String {
    position.map_or_else(String::new, |p| point(language, p.latitude, p.longitude, p.radius_km))
}

/// A point in words, WGS 84, with the radius of its uncertainty in km.
pub(crate) fn point(language: Language, latitude: f64, longitude: f64, radius_km: Option<f64>) -> String {
    let degrees = |value: f64| numbers::written(language, &format!("{:.4}", value.abs()));
    let (north, east) = (if latitude < 0.0 { 'S' } else { 'N' }, if longitude < 0.0 { 'W' } else { 'E' });
    let at = format!("{}° {north}, {}° {east}", degrees(latitude), degrees(longitude));
    match radius_km {
        Some(radius) => {
            language.say("position-within").with("position", at).with("radius", radius).to_string()
        }
        None => at,
    }
}

#[derive(Template)]
#[template(path = "missing_person.html")]
struct MissingPage {
    frame: Frame,
    missing: MissingPerson,
    romanised: String,
    sex: String,
    pedigree: String,
    members: Vec<MemberRow>,
    samples: Vec<SampleRow>,
    candidates: Vec<Candidate>,
    others: Vec<MissingPerson>,
    /// Rows of lists that are this person, as a person decided.
    on_lists: Vec<(ReceivedList, ReceivedRow)>,
    place: String,
    map: Option<Map>,
    merged: Merged,
    course: Vec<Moment>,
    about: Vec<DocumentRow>,
    offers: Vec<(String, String)>,
    claims: Vec<ClaimRow>,
    history: Vec<HistoryRow>,
}

struct MemberRow {
    id: String,
    name: String,
    sex: String,
    parents: String,
    relation: String,
    gave_dna: bool,
    missing: Option<String>,
}

/// `GET /missing-persons/{id}`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let file = app.store.missing_file(&id).await?.ok_or(PageError::NotFound)?;
    let language = user.language;
    let pedigree = pedigree(&file)?;
    let marks = marks(&file, &pedigree, None);
    let drawing = draw(language, &pedigree, &marks);
    let typed = typed(&file);
    let name_of: BTreeMap<&str, &str> = file
        .persons
        .iter()
        .map(|p| (p.id.as_str(), if p.name.is_empty() { p.id.as_str() } else { p.name.as_str() }))
        .collect();
    let members = file
        .persons
        .iter()
        .map(|p| {
            let name = |id: &str| name_of.get(id).copied().unwrap_or(id).to_owned();
            let mut parents: Vec<String> =
                [&p.father, &p.mother].into_iter().flatten().map(|id| name(id)).collect();
            parents.extend(ancestry(language, p, name));
            MemberRow {
                id: p.id.clone(),
                name: p.name.clone(),
                sex: sex(language, p.sex),
                parents: parents.join(", "),
                relation: p.relation.clone(),
                gave_dna: typed.contains(&p.id.as_str()),
                missing: file.missing_of_family.iter().find(|m| m.person == p.id).map(|m| m.id.clone()),
            }
        })
        .collect();
    let found = if user.may(Action::Read, Kind::Hypothesis) {
        app.store.hypotheses(Of::Missing(&id), 0.0, 0, 20).await?.0
    } else {
        Vec::new()
    };
    let on_lists =
        if user.may(Action::Read, Kind::List) { app.store.rows_of_missing(&id).await? } else { Vec::new() };
    let genotypes = user.may(Action::Read, Kind::Genotype);
    let person = file.persons.iter().find(|p| p.id == file.missing.person);
    let place = position(language, file.missing.position);
    let merged = Merged::of(&app, &user, &id).await?;
    let map = Map::of_missing(&app, &file.missing);
    let this = Reference::new(Noun::MissingPerson, &id);
    let found_about = user.desk(&app).about(&this).await?;
    let (about, claims) = recorded_about(language, &found_about, &this);
    html(&MissingPage {
        offers: offers(&user, &this),
        course: time_line::of(language, &file.missing, &found_about),
        about,
        claims,
        frame: Frame::new(file.missing.name.clone(), "missing-persons", user),
        romanised: romanised(&file.missing.name),
        sex: sex(language, person.map_or(Sex::Unknown, |p| p.sex)),
        pedigree: drawing,
        members,
        samples: file.samples.iter().map(|(s, p)| SampleRow::new(s, p, genotypes)).collect(),
        candidates: candidates(language, &app.store, found).await?,
        others: file.missing_of_family.iter().filter(|m| m.id != id).cloned().collect(),
        on_lists,
        history: history(language, &app.store, Recorded::MissingPerson, &id).await?,
        missing: file.missing,
        place,
        map,
        merged,
    })
}

/// What is said of a founder's ancestors, whom nobody can name.
fn ancestry(language: Language, person: &Person, name: impl Fn(&str) -> String) -> Vec<String> {
    let Some(founder) = person.founder() else { return Vec::new() };
    let inbred = (founder.inbreeding > 0.0).then(|| {
        language
            .say("founder-inbred")
            .with("coefficient", numbers::number(language, founder.inbreeding))
            .to_string()
    });
    let related = founder.related.map(|(other, coefficient)| {
        let (other, coefficient) = (name(&other), numbers::number(language, coefficient));
        language.say("founder-related").with("other", other).with("coefficient", coefficient).to_string()
    });
    inbred.into_iter().chain(related).collect()
}

/// The pedigree of a file's family.
pub(crate) fn pedigree(file: &File) -> Result<Pedigree, PageError> {
    let view = FamilyView {
        id: &file.missing.family,
        persons: file.persons.iter().collect(),
        missing: file.missing_of_family.iter().collect(),
    };
    view.pedigree().map_err(|faults| {
        let text: Vec<String> = faults.iter().map(ToString::to_string).collect();
        PageError::Broken(text.join("; "))
    })
}

/// Ids of the persons of a family who gave DNA.
pub(crate) fn typed(file: &File) -> Vec<&str> {
    file.samples
        .iter()
        .filter(|(_, profile)| !profile.is_empty())
        .filter_map(|(s, _)| if let Subject::Person(id) = &s.subject { Some(id.as_str()) } else { None })
        .collect()
}

/// Marks for the drawing; `remains` are put in the place of the file's missing person.
pub(crate) fn marks(file: &File, pedigree: &Pedigree, remains: Option<&str>) -> Vec<Mark> {
    let typed = typed(file);
    pedigree
        .members()
        .iter()
        .map(|m| {
            let person = file.persons.iter().find(|p| p.id == m.id);
            let missing = file.missing_of_family.iter().find(|x| x.person == m.id);
            let subject = m.id == file.missing.person;
            let name = person.map(|p| p.name.as_str()).unwrap_or_default();
            let label = match (name, missing) {
                ("", _) if person.is_some() && person.is_some_and(|p| !p.relation.is_empty()) => {
                    vec![person.map(|p| p.relation.clone()).unwrap_or_default()]
                }
                ("", _) if person.is_none() || m.id.contains(" of ") => Vec::new(),
                ("", _) => vec![m.id.clone()],
                (name, _) => in_two_lines(name),
            };
            Mark {
                label,
                typed: typed.contains(&m.id.as_str()),
                missing: missing.is_some(),
                subject,
                leads_to: None,
                remains: remains.filter(|_| subject).map(str::to_owned),
            }
        })
        .collect()
}

/// A name in at most two lines of about equal length.
fn in_two_lines(name: &str) -> Vec<String> {
    if name.chars().count() <= 14 {
        return vec![name.to_owned()];
    }
    let words: Vec<&str> = name.split(' ').collect();
    let best = (1..words.len()).min_by_key(|&i| {
        let length = |part: &[&str]| part.join(" ").chars().count();
        length(&words[..i]).max(length(&words[i..]))
    });
    match best {
        Some(i) => vec![words[..i].join(" "), words[i..].join(" ")],
        None => vec![name.to_owned()],
    }
}
