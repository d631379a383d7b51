//! `/doubts`: samples and stated relations that should be looked at before anybody is identified by them.
//!
//! What stands here may say of a family what the family does not know of itself; it is for those who compare DNA.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::review::{Decision, Review};
use kintrace_casework::skeleton::{Bone, Side};
use kintrace_casework::{Noun, Reference};
use kintrace_identification::reassociation::NOT_SIBLINGS;
use kintrace_language::{Language, Message, slug};
use kintrace_matching::bodies::{OneBody, People};
use kintrace_matching::doubts::{Alike, Doubt, OtherReading, What};
use kintrace_report::words;
use kintrace_service::{doubts, today};
use kintrace_store::Store;
use serde::Deserialize;

use crate::App;
use crate::forms;
use crate::page::{Frame, PageError, Pages, html};
use crate::session::{Office, SignedIn};

const PAGE: usize = 20;

/// A doubt on the page.
pub(crate) struct DoubtRow {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What was found, a sentence each.
    pub(crate) found: Vec<String>,
    /// What is to be done.
    pub(crate) to_do: String,
    pub(crate) samples: String,
    /// Missing persons: id and name.
    pub(crate) missing: Vec<(String, String)>,
    pub(crate) remains: Vec<String>,
    /// The identification that it is about; empty if it is about none.
    identification: String,
    /// Decisions that can be taken: as it is written, and as it is called.
    decisions: Vec<(&'static str, String)>,
    /// The review by which it stands.
    standing: String,
}

#[derive(Template)]
#[template(path = "doubts.html")]
struct DoubtsPage {
    frame: Frame,
    rows: Vec<DoubtRow>,
    pages: Pages,
    /// How many people the remains are of, where that is asked.
    people: Option<People>,
    people_in_words: String,
    searched: bool,
    /// The first words, and what is said if there are none.
    lead: String,
    none: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    page: u64,
}

/// `GET /doubts`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    page(&app, user, &query, Which::Samples).await
}

/// `GET /bodies`: remains that seem to be parts of one body, and how many people there are.
pub(crate) async fn of_bodies(
    Office(app): Office,
    user: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    page(&app, user, &query, Which::Bodies).await
}

/// `GET /identification-doubts`: identifications without DNA that the DNA contradicts, for whoever answers for them.
pub(crate) async fn of_identifications(
    Office(app): Office,
    user: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    page(&app, user, &query, Which::Identifications).await
}

/// What the doubts of a page are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Samples,
    Bodies,
    Identifications,
}

impl Which {
    fn of(doubt: &Doubt) -> Self {
        match doubt.what {
            What::Identified { .. } => Self::Identifications,
            What::OneBody(_) => Self::Bodies,
            _ => Self::Samples,
        }
    }

    /// The title, the first words, and what is said if there are none.
    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Samples => ("doubts", "doubts-lead", "no-doubts"),
            Self::Bodies => ("bodies", "bodies-lead", "no-bodies"),
            Self::Identifications => {
                ("identification-doubts", "identification-doubts-lead", "no-identification-doubts")
            }
        }
    }
}

async fn page(app: &App, user: SignedIn, query: &ListQuery, which: Which) -> Result<Response, PageError> {
    let mut all = doubts::all(&app.store).await?;
    all.retain(|d| Which::of(d) == which);
    let (title, lead, none) = which.texts();
    let total = all.len() as u64;
    let first = usize::try_from(query.page).unwrap_or(0).saturating_mul(PAGE);
    let shown: Vec<Doubt> = all.into_iter().skip(first).take(PAGE).collect();
    let names = names(&app.store, &shown).await?;
    let search = app.store.last_search().await?.map(|(search, _)| search);
    // What an earlier version of the program found has none.
    let people = search.as_ref().filter(|_| which == Which::Bodies);
    let people: Option<People> = people.and_then(|s| serde_json::from_value(s.people.clone()).ok());
    html(&DoubtsPage {
        people_in_words: people.as_ref().map(|p| in_words(user.language, p)).unwrap_or_default(),
        people,
        rows: shown.iter().map(|d| DoubtRow::new(user.language, d, &names)).collect(),
        pages: Pages { page: query.page, size: PAGE as u64, total },
        searched: search.is_some(),
        lead: user.language.say(lead).to_string(),
        none: user.language.say(none).to_string(),
        frame: Frame::new(user.language.say(title), title, user),
    })
}

/// How many people remains are of.
fn in_words(language: Language, people: &People) -> String {
    let said = language
        .say("people-are")
        .with("samples", people.samples)
        .with("remains", people.remains)
        .with("people", people.mean.round())
        .with("from", people.from)
        .with("to", people.to)
        .with("bones", people.by_bones);
    said.to_string()
}

/// Names of the persons and missing persons that doubts name, by id.
async fn names(store: &Store, doubts: &[Doubt]) -> Result<BTreeMap<String, String>, PageError> {
    let missing: Vec<String> = doubts.iter().flat_map(|d| d.missing.iter().cloned()).collect();
    let mut names = store.missing_names(missing).await?;
    let persons: Vec<String> = doubts.iter().flat_map(|d| d.persons.iter().cloned()).collect();
    names.extend(store.person_names(&persons).await?);
    names.retain(|_, name| !name.is_empty());
    Ok(names)
}

/// Doubts about the remains' samples, and about the missing person's family, that do not stand as they are.
pub(crate) async fn about(
    language: Language,
    store: &Store,
    remains: &str,
    missing: &str,
) -> Result<Vec<DoubtRow>, PageError> {
    let mut found = doubts::all(store).await?;
    found.retain(|d| {
        let of_either = d.remains.iter().any(|id| id == remains) || d.missing.iter().any(|id| id == missing);
        of_either && d.standing.is_empty() && !d.is_of_identification()
    });
    let names = names(store, &found).await?;
    Ok(found.iter().map(|d| DoubtRow::new(language, d, &names)).collect())
}

impl DoubtRow {
    /// A doubt in words; `names` are [`names`].
    fn new(language: Language, doubt: &Doubt, names: &BTreeMap<String, String>) -> Self {
        let kind = doubt.what.text();
        let named = |id: &String| names.get(id).cloned().unwrap_or_else(|| id.clone());
        Self {
            id: doubt.id.clone(),
            title: language.say(format!("doubt-{kind}")).to_string(),
            found: found(language, doubt, &named),
            to_do: language.say(format!("doubt-do-{kind}")).to_string(),
            samples: doubt.samples.join(", "),
            missing: doubt.missing.iter().map(|id| (id.clone(), named(id))).collect(),
            remains: doubt.remains.clone(),
            identification: match &doubt.what {
                What::Identified { identification, .. } => identification.clone(),
                _ => String::new(),
            },
            decisions: decisions(&doubt.what)
                .iter()
                .map(|d| (d.text(), language.say(format!("word-{}", slug(d.text()))).to_string()))
                .collect(),
            standing: doubt.standing.clone(),
        }
    }
}

/// What was found, in sentences.
fn found(language: Language, doubt: &Doubt, named: &dyn Fn(&String) -> String) -> Vec<String> {
    let percent = |p: f64| words::digits(language, p);
    let alike = |id: &'static str, alike: &Alike| {
        language
            .say(id)
            .with("compared", alike.compared)
            .with("different", alike.different)
            .with("times", words::times(language, alike.log10_lr))
            .to_string()
    };
    match &doubt.what {
        What::Relation { as_stated, readings } => {
            let stated = language.say("doubt-as-stated").with("probability", percent(*as_stated));
            let others = readings.iter().map(|r| reading(language, r, named));
            std::iter::once(stated.to_string()).chain(others).collect()
        }
        What::Lineage { line, different, compared } => {
            let whose: Vec<String> = doubt.persons.iter().map(named).collect();
            let said = language
                .say(format!("doubt-{}", line.text()))
                .with("names", whose.join(", "))
                .with("different", *different)
                .with("compared", *compared);
            vec![said.to_string()]
        }
        What::OnePerson(likeness) => {
            let whose: Vec<String> = doubt.persons.iter().chain(&doubt.remains).map(named).collect();
            let of = language.say("doubt-samples-of").with("names", whose.join(", ")).to_string();
            vec![of, alike("doubt-alike", likeness)]
        }
        What::OneBody(body) => of_body(language, body),
        What::Handler { profile, whose, alike: likeness } => {
            let whose = language.say(format!("word-{}", slug(whose)));
            let of = language.say("doubt-handler-is").with("profile", profile.as_str()).with("whose", whose);
            vec![of.to_string(), alike("doubt-alike", likeness)]
        }
        What::TwoPeople(likeness) => {
            vec![alike("doubt-unlike", &Alike { log10_lr: -likeness.log10_lr, ..*likeness })]
        }
        What::Sex { stated, shown } => {
            let sex = |text: &str| Message::new(if text == "male" { "male" } else { "female" });
            let said = language.say("doubt-sex-is").with("stated", sex(stated)).with("shown", sex(shown));
            vec![said.to_string()]
        }
        What::Mixture { loci } => {
            vec![language.say("doubt-mixture-at").with("loci", loci.join(", ")).to_string()]
        }
        What::Identified { why, pair, log10_lr, .. } => {
            // How much more probable it is that they are, or that they are not.
            let said = language
                .say(format!("identified-{why}"))
                .with("remains", pair.0.as_str())
                .with("name", named(&pair.1))
                .with("times", words::times(language, log10_lr.abs()));
            vec![said.to_string()]
        }
        What::ThirdAllele { locus } => {
            vec![language.say("doubt-third-allele-at").with("locus", locus.as_str()).to_string()]
        }
    }
}

/// Why remains seem to be of one person, and what speaks against it.
fn of_body(language: Language, body: &OneBody) -> Vec<String> {
    let percent = |p: f64| words::digits(language, p);
    let mut said = vec![
        language
            .say("one-body-together")
            .with("together", percent(body.together))
            .with("complete", percent(body.complete)),
        language.say("one-body-dna").with("times", words::times(language, body.log10_lr)),
    ];
    let siblings =
        if body.log10_siblings < NOT_SIBLINGS { "one-body-may-be-siblings" } else { "one-body-siblings" };
    said.push(language.say(siblings).with("times", words::times(language, body.log10_siblings)));
    if !body.second.is_empty() {
        let word = |text: &str| language.say(format!("word-{}", slug(text))).to_string();
        let bone = |(bone, side): &(Bone, Side)| match side {
            Side::None => word(bone.text()),
            side => format!("{} ({})", word(bone.text()), word(side.text())),
        };
        let bones: Vec<String> = body.second.iter().map(bone).collect();
        said.push(language.say("one-body-second").with("bones", bones.join(", ")));
    }
    if body.both_sexes {
        said.push(language.say("one-body-both-sexes"));
    }
    if !body.divided.is_empty() {
        said.push(language.say("one-body-divided").with("remains", body.divided.join(", ")));
    }
    said.iter().map(ToString::to_string).collect()
}

fn reading(language: Language, reading: &OtherReading, named: &dyn Fn(&String) -> String) -> String {
    let name = |i: usize| reading.persons.get(i).map(named).unwrap_or_default();
    language
        .say(format!("reading-{}", reading.reading))
        .with("name", name(0))
        .with("other", name(1))
        .with("probability", words::digits(language, reading.posterior))
        .to_string()
}

/// What can be decided about a doubt.
fn decisions(what: &What) -> &'static [Decision] {
    match what {
        What::Relation { .. } => &[
            Decision::FatherCut,
            Decision::MotherCut,
            Decision::ParentsCut,
            Decision::SetAside,
            Decision::Stands,
        ],
        What::Identified { .. } => &[],
        What::OneBody(_) => &[Decision::OnePerson, Decision::Apart],
        _ => &[Decision::SetAside, Decision::Stands],
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ReviewForm {
    token: String,
    doubt: String,
    decision: String,
}

/// `POST /doubts`: begins the form of a review of a doubt, with what it is about in it.
pub(crate) async fn review(
    Office(app): Office,
    user: SignedIn,
    Form(form): Form<ReviewForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let all = doubts::all(&app.store).await?;
    let doubt = all.into_iter().find(|d| d.id == form.doubt && !d.is_of_identification());
    let doubt = doubt.ok_or(PageError::NotFound)?;
    let decision = Decision::read(&form.decision).ok_or(PageError::NotFound)?;
    let cuts = Review { decision, ..Review::default() }.cuts();
    // Whose relation is not used: those of whom the DNA says so.
    let children = || -> Vec<String> {
        let What::Relation { readings, .. } = &doubt.what else { return Vec::new() };
        let reading = match cuts {
            (true, true) => "other-parents",
            (true, false) => "other-father",
            _ => "other-mother",
        };
        let best = readings.iter().find(|r| r.reading == reading);
        best.map(|r| r.persons.clone()).unwrap_or_default()
    };
    // Whose sample is not used: that of whom the DNA says that it is somebody else's.
    let samples = || -> Vec<String> {
        let What::Relation { readings, .. } = &doubt.what else { return doubt.samples.clone() };
        let best = readings.iter().find(|r| matches!(r.reading.as_str(), "other-sample" | "exchanged"));
        best.map(|r| r.samples.clone()).unwrap_or_default()
    };
    let draft = Review {
        decision,
        samples: match decision {
            Decision::SetAside => samples(),
            Decision::Stands | Decision::OnePerson => doubt.samples.clone(),
            _ => Vec::new(),
        },
        persons: match decision {
            Decision::Stands => doubt.persons.clone(),
            Decision::SetAside | Decision::OnePerson | Decision::Apart => Vec::new(),
            _ => children(),
        },
        remains: match decision {
            Decision::OnePerson | Decision::Apart => doubt.remains.clone(),
            _ => Vec::new(),
        },
        by: user.account.name.clone(),
        on: Some(today()),
        ..Review::default()
    };
    let about = draft
        .persons
        .first()
        .map(|id| Reference::new(Noun::Person, id))
        .or_else(|| doubt.samples.first().map(|id| Reference::new(Noun::Sample, id)));
    Ok(Redirect::to(&forms::begin(&app, &user, &draft, about).await?).into_response())
}
