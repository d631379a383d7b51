//! `/missing-persons/{id}/duplicates`: who else may be the same person; `…/{other}`: both reports side by side,
//! merged into one case and parted again.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::case::{Case, Status};
use kintrace_casework::merger::Apart;
use kintrace_casework::registry::MissingPerson;
use kintrace_casework::{DateInterval, Document, Noun, Reference};
use kintrace_language::{Language, numbers};
use kintrace_policy::{Action, Kind};
use kintrace_report::{dates, words};
use kintrace_service::desk::DeskError;
use kintrace_service::mergers::{
    compared_file, families, joined_file, likely, merge, merged_into, part, sex,
};
use kintrace_service::reports::{Duplicate, Property};
use kintrace_store::missing_persons::File;
use serde::Deserialize;
use tokio::try_join;

use crate::App;
use crate::documents::{several_called, urlencode};
use crate::hypotheses::name_in;
use crate::missing_persons::{position, romanised, sex as sex_in_words, typed};
use crate::page::{Frame, PageError, html};
use crate::reports::{DuplicateLine, lines};
use crate::session::{Office, SignedIn};

#[derive(Template)]
#[template(path = "likely_duplicates.html")]
struct LikelyPage {
    frame: Frame,
    missing: MissingPerson,
    duplicates: Vec<DuplicateLine>,
}

/// `GET /missing-persons/{id}/duplicates`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let file = app.store.missing_file(&id).await?.ok_or(PageError::NotFound)?;
    let duplicates = lines(user.language, likely(&app.store, &file).await?);
    html(&LikelyPage {
        frame: Frame::new(user.language.say("reported-twice"), "missing-persons", user),
        missing: file.missing,
        duplicates,
    })
}

#[derive(Template)]
#[template(path = "both_reports.html")]
struct BothPage {
    frame: Frame,
    /// This one and the other.
    both: [Report; 2],
    /// Whether one of them was merged into the other.
    merged: bool,
    rows: Vec<Line>,
    probability: Option<String>,
    /// What both families' DNA says.
    dna: Vec<String>,
    /// Whether they can be one.
    possible: bool,
    form: MergerForm,
    problems: Vec<String>,
}

/// One of the two.
struct Report {
    id: String,
    name: String,
    /// The case in which it goes on, if it was merged.
    goes_on_in: Option<String>,
    /// Why it was merged.
    reason: String,
}

/// A property on both sides.
struct Line {
    label: String,
    one: String,
    other: String,
    differs: bool,
    /// How much it says, where it was weighed.
    weight: String,
}

/// What is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MergerForm {
    token: String,
    /// The case that goes on; empty: they are two people.
    goes_on: String,
    reason: String,
}

/// `GET /missing-persons/{id}/duplicates/{other}`
pub(crate) async fn compare(
    Office(app): Office,
    user: SignedIn,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, PageError> {
    page(&app, user, (&id, &other), MergerForm::default(), Vec::new()).await
}

/// `POST /missing-persons/{id}/duplicates/{other}`
pub(crate) async fn decide(
    Office(app): Office,
    user: SignedIn,
    Path((id, other)): Path<(String, String)>,
    Form(form): Form<MergerForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let desk = user.desk(&app);
    let (done, then) = if form.goes_on == id {
        (merge(&desk, &other, &id, &form.reason).await, &id)
    } else if form.goes_on == other {
        (merge(&desk, &id, &other, &form.reason).await, &other)
    } else if form.goes_on.is_empty() {
        // Whichever of them was merged into the other.
        let (one, _) = case(&app, &user, &id).await?;
        let merged = if one.as_deref() == Some(other.as_str()) { &id } else { &other };
        (part(&desk, merged, &form.reason).await, merged)
    } else {
        return Err(PageError::NotFound);
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/missing-persons/{}", urlencode(then))).into_response()),
        Err(DeskError::Problems(problems)) => {
            let told = problems.0.iter().map(|p| user.language.problem(&p.problem)).collect();
            page(&app, user, (&id, &other), form, told).await
        }
        Err(e) => Err(e.into()),
    }
}

/// In which case one goes on, and why it was merged.
async fn case(app: &App, user: &SignedIn, id: &str) -> Result<(Option<String>, String), PageError> {
    Ok(goes_on(user.desk(app).read(Noun::Case, id).await?.as_ref()))
}

/// The same of a case's document, if there is one.
fn goes_on(case: Option<&Document>) -> (Option<String>, String) {
    let case = case.and_then(|d| d.thing::<Case>().ok());
    let merged = case.as_ref().and_then(|c| c.steps.last()).filter(|s| s.to == Status::Merged);
    merged.map_or((None, String::new()), |s| (Some(s.into.clone()), s.reason.clone()))
}

async fn page(
    app: &App,
    user: SignedIn,
    (id, other): (&str, &str),
    form: MergerForm,
    problems: Vec<String>,
) -> Result<Response, PageError> {
    let (own, theirs) = try_join!(compared_file(&app.store, id), compared_file(&app.store, other))?;
    let own = own.ok_or(PageError::NotFound)?;
    let theirs = theirs.filter(|_| id != other).ok_or(PageError::NotFound)?;
    let language = user.language;
    let likely = async { Ok(likely(&app.store, &own).await?) };
    let (found, one, second) = try_join!(likely, recorded(app, &user, id), recorded(app, &user, other))?;
    let found = found.into_iter().find(|d| d.listed.missing.id == other);
    let mut rows = rows(language, &own, &theirs, found.as_ref());
    rows.push(Line::new(language.say("where-the-case-is").to_string(), one.state, second.state));
    rows.push(Line::new(language.say("recorded-about-it").to_string(), one.counted, second.counted));
    rows.retain(|l| !l.one.is_empty() || !l.other.is_empty());
    let both = families(&own, &theirs);
    let report = |file: &File, (goes_on_in, reason)| Report {
        id: file.missing.id.clone(),
        name: file.missing.name.clone(),
        goes_on_in,
        reason,
    };
    let (one, second) = (report(&own, one.goes_on), report(&theirs, second.goes_on));
    let genotypes = user.may(Action::Read, Kind::Sample);
    html(&BothPage {
        frame: Frame::new(language.say("both-reports"), "missing-persons", user),
        rows,
        probability: found.map(|d| words::digits(language, d.probability)),
        dna: if genotypes { dna(language, &own, &theirs, &both) } else { Vec::new() },
        possible: both.is_ok(),
        merged: (one.goes_on_in.as_deref() == Some(other)) || (second.goes_on_in.as_deref() == Some(id)),
        both: [one, second],
        form,
        problems,
    })
}

/// What is recorded about one.
#[derive(Default)]
struct Recorded {
    /// The case's state.
    state: String,
    /// [`goes_on`]'s.
    goes_on: (Option<String>, String),
    /// How many of each other kind.
    counted: String,
}

async fn recorded(app: &App, user: &SignedIn, id: &str) -> Result<Recorded, PageError> {
    let language = user.language;
    let mut kinds: BTreeMap<Noun, usize> = BTreeMap::new();
    let mut recorded = Recorded::default();
    for document in user.desk(app).about(&Reference::new(Noun::MissingPerson, id)).await? {
        if document.reference.kind != Noun::Case {
            *kinds.entry(document.reference.kind).or_default() += 1;
        } else if document.reference.id == id {
            recorded.state = language.word(&document.status);
            recorded.goes_on = goes_on(Some(&document));
        }
    }
    let counted = kinds.into_iter().map(|(noun, count)| {
        let count = numbers::number(language, count as f64);
        format!("{}: {count}", several_called(language, noun))
    });
    recorded.counted = counted.collect::<Vec<_>>().join(", ");
    Ok(recorded)
}

impl Line {
    fn new(label: String, one: String, other: String) -> Self {
        let differs = !one.is_empty() && !other.is_empty() && one != other;
        Self { label, one, other, differs, weight: String::new() }
    }
}

fn rows(language: Language, own: &File, theirs: &File, found: Option<&Duplicate>) -> Vec<Line> {
    let date = |d: &Option<DateInterval>| d.as_ref().map_or_else(String::new, |d| dates::known(language, d));
    let name = |m: &MissingPerson| match romanised(&m.name) {
        latin if latin.is_empty() => m.name.clone(),
        latin => format!("{} ({latin})", m.name),
    };
    let sex = |file: &File| match sex(file) {
        kintrace_kinship::Sex::Unknown => String::new(),
        known => sex_in_words(language, known),
    };
    let (a, b) = (&own.missing, &theirs.missing);
    let mut rows: Vec<Line> = Vec::new();
    let mut add = |label: &'static str, property: Option<Property>, one: String, other: String| {
        let mut line = Line::new(language.say(label).to_string(), one, other);
        let weighed = found.and_then(|d| d.reasons.iter().find(|(of, _)| Some(*of) == property));
        if let Some((_, log10_lr)) = weighed {
            line.weight = words::weight(language, *log10_lr);
        }
        rows.push(line);
    };
    add("name", Some(Property::Name), name(a), name(b));
    add("sex", Some(Property::Sex), sex(own), sex(theirs));
    add("born", Some(Property::Born), date(&a.born), date(&b.born));
    add("last-seen", Some(Property::LastSeen), date(&a.last_seen), date(&b.last_seen));
    add("where", Some(Property::Place), a.place.clone(), b.place.clone());
    add("position", None, position(language, a.position), position(language, b.position));
    add("event", None, a.event.clone(), b.event.clone());
    let stature = |m: &MissingPerson| m.stature_cm.map_or_else(String::new, |s| numbers::number(language, s));
    add("stature-cm", None, stature(a), stature(b));
    add("capacity-as-reported", None, a.capacity.clone(), b.capacity.clone());
    let others: BTreeSet<&String> = a.other.keys().chain(b.other.keys()).collect();
    for key in others {
        let value = |m: &MissingPerson| m.other.get(key).cloned().unwrap_or_default();
        rows.push(Line::new(key.clone(), value(a), value(b)));
    }
    for (label, donors) in [("relatives", false), ("gave-dna", true)] {
        let of = |file: &File| relatives(file, donors);
        let mut line = Line::new(language.say(label).to_string(), of(own), of(theirs));
        // Other relatives are no difference between two reports of one person.
        line.differs = false;
        rows.push(line);
    }
    rows
}

/// Relatives who have a name or a relation, or those who gave DNA.
fn relatives(file: &File, donors: bool) -> String {
    let typed = typed(file);
    let said = file.persons.iter().filter(|p| p.id != file.missing.person);
    let said = said.filter(|p| {
        if donors { typed.contains(&p.id.as_str()) } else { !p.name.is_empty() || !p.relation.is_empty() }
    });
    let said = said.map(|p| match (p.name.as_str(), p.relation.as_str()) {
        ("", "") => p.id.clone(),
        ("", relation) => relation.to_owned(),
        (name, "") => name.to_owned(),
        (name, relation) => format!("{name} ({relation})"),
    });
    said.collect::<Vec<_>>().join(", ")
}

/// What both families' DNA says, in words.
fn dna(
    language: Language,
    own: &File,
    theirs: &File,
    both: &Result<kintrace_casework::merger::Joined, Apart>,
) -> Vec<String> {
    let name = |id: &str| {
        let file = if own.persons.iter().any(|p| p.id == id) { own } else { theirs };
        name_in(file, id)
    };
    match both {
        Err(Apart::Sex(a, b)) => {
            vec![language.say("apart-sex").with("one", name(a)).with("other", name(b)).to_string()]
        }
        Err(Apart::Dna(a, b, differ, read)) => {
            vec![
                language
                    .say("apart-dna")
                    .with("one", name(a))
                    .with("other", name(b))
                    .with("differ", *differ)
                    .with("read", *read)
                    .to_string(),
            ]
        }
        Err(Apart::Pedigree) => vec![language.say("apart-pedigree").to_string()],
        Ok(joined) => {
            let gave = [typed(own), typed(theirs)].concat();
            let both_gave = |(a, b): &&(String, String)| [a, b].iter().all(|id| gave.contains(&id.as_str()));
            let same = joined.same.iter().filter(both_gave);
            let said: Vec<String> = same
                .map(|(a, b)| {
                    language.say("gave-the-same-dna").with("one", name(a)).with("other", name(b)).to_string()
                })
                .collect();
            if said.is_empty() { vec![language.say("dna-says-nothing").to_string()] } else { said }
        }
    }
}

/// What a missing person's page says of mergers.
pub(crate) struct Merged {
    /// The case in which this one goes on: id and name.
    pub(crate) goes_on_in: Option<(String, String)>,
    /// Why.
    pub(crate) reason: String,
    /// Reports that go on in this one: id and name, and whether the families can't be one.
    pub(crate) here: Vec<(String, String, bool)>,
}

impl Merged {
    /// Of a missing person.
    pub(crate) async fn of(app: &App, user: &SignedIn, id: &str) -> Result<Self, PageError> {
        let (goes_on_in, reason) = case(app, user, id).await?;
        let goes_on_in = match goes_on_in {
            None => None,
            Some(into) => {
                let mut names = app.store.missing_names(vec![into.clone()]).await?;
                let name = names.remove(&into).unwrap_or_else(|| into.clone());
                Some((into, name))
            }
        };
        // Most are reported once: their family is read once, by the page.
        if merged_into(&app.store, id).await?.is_empty() {
            return Ok(Self { goes_on_in, reason, here: Vec::new() });
        }
        let joined = joined_file(&app.store, id).await?.ok_or(PageError::NotFound)?;
        let apart = |m: &MissingPerson| joined.apart.iter().any(|(id, _)| *id == m.id);
        let here = joined.merged.iter().map(|m| (m.id.clone(), m.name.clone(), apart(m)));
        Ok(Self { goes_on_in, reason, here: here.collect() })
    }
}
