//! `/{kind}/{id}/paper`: an identification, a request, a custody chain, a handover as PDF, in the language that
//! is asked for; `/identifications/{id}/letter`: what a family is given; `/about/statistics`: for everybody.

use axum::extract::{MatchedPath, Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kintrace_casework::custody::Custody;
use kintrace_casework::handover::Handover;
use kintrace_casework::identification::Identification;
use kintrace_casework::information_request::InformationRequest;
use kintrace_casework::party::Party;
use kintrace_casework::{Document, Noun, Reference};
use kintrace_language::Language;
use kintrace_policy::{Action, Kind};
use kintrace_report::identification_report::Sources;
use kintrace_report::paper::Paper;
use kintrace_report::{
    custody_sheet, family_letter, handover_protocol, identification_report, qr_code, request_letter,
    statistics,
};
use kintrace_service::today;
use kintrace_store::record::Kind as Recorded;
use serde::Deserialize;

use crate::App;
use crate::about::counts;
use crate::documents::{named, noun, state};
use crate::hypotheses::{basis, compared, name_in};
use crate::language::Reader;
use crate::missing_persons::romanised;
use crate::page::PageError;
use crate::reconciliation::Reconciliation;
use crate::session::{Office, SignedIn};

/// Kinds that there is a paper of.
pub(crate) const KINDS: [Noun; 4] =
    [Noun::Identification, Noun::InformationRequest, Noun::Custody, Noun::Handover];

/// The papers of a document: the message that says what they are, and the end of their address.
pub(crate) fn papers(document: &Document) -> Vec<(&'static str, &'static str)> {
    let mut papers = Vec::new();
    if KINDS.contains(&document.reference.kind) {
        papers.push(("as-paper", "paper"));
    }
    if document.thing::<Identification>().is_ok_and(|i| i.stands() && i.family_informed.is_some()) {
        papers.push(("letter-to-family", "letter"));
    }
    papers
}

/// In which language; the reader's, if it is not said.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    language: String,
}

impl Which {
    fn or(&self, reader: Language) -> Language {
        Language::read(&self.language).unwrap_or(reader)
    }
}

/// A paper as a file to look at.
async fn pdf(paper: Paper) -> Result<Response, PageError> {
    let name: String =
        paper.number.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let set = tokio::task::spawn_blocking(move || kintrace_typesetting::pdf(&paper)).await;
    let set = set.map_err(|e| PageError::Broken(e.to_string()))?;
    let set = set.map_err(|e| PageError::Broken(e.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"kintrace-{name}.pdf\"")),
    ];
    Ok((headers, set).into_response())
}

/// What a party is called in a language; its id, if nothing is known.
async fn party(app: &App, language: Language, id: &str) -> Result<String, PageError> {
    if id.is_empty() {
        return Ok(String::new());
    }
    let Some(party) = app.store.find::<Party>(id).await? else { return Ok(id.to_owned()) };
    let own = party.names.iter().find(|n| n.language == language.tag());
    Ok(own.or(party.names.first()).map_or_else(|| id.to_owned(), |n| n.text.clone()))
}

/// A missing person's name, in Latin letters besides, where these are others; the id for who may not see names.
async fn name(app: &App, user: &SignedIn, missing: &str) -> Result<String, PageError> {
    if !user.may(Action::Read, Kind::MissingPerson) {
        return Ok(missing.to_owned());
    }
    let names = app.store.missing_names(vec![missing.to_owned()]).await?;
    let Some(name) = names.get(missing) else { return Ok(missing.to_owned()) };
    let latin = romanised(name);
    Ok(if latin.is_empty() { name.clone() } else { format!("{name} ({latin})") })
}

/// `GET /{kind}/{id}/paper`
pub(crate) async fn of_document(
    Office(app): Office,
    user: SignedIn,
    route: MatchedPath,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, PageError> {
    let noun = noun(&route)?;
    let language = which.or(user.language);
    let document = user.desk(&app).read(noun, &id).await?.ok_or(PageError::NotFound)?;
    let paper = match noun {
        Noun::Identification => identification(&app, &user, language, &document).await?,
        Noun::InformationRequest => {
            let request = document.thing::<InformationRequest>()?;
            let parties =
                (party(&app, language, &request.party).await?, party(&app, language, &request.to).await?);
            let mut about = Vec::new();
            for thing in &request.about {
                let mut said = named(language, thing);
                if thing.kind == Noun::MissingPerson && user.may(Action::Read, Kind::MissingPerson) {
                    said = format!("{said}: {}", name(&app, &user, &thing.id).await?);
                }
                about.push(said);
            }
            request_letter::paper(language, &request, (&parties.0, &parties.1), &about, today())
        }
        Noun::Custody => {
            let custody = document.thing::<Custody>()?;
            let item = named(language, &custody.item);
            custody_sheet::paper(language, &custody, &item, &state(language, &document), today())
        }
        Noun::Handover => {
            let handover = document.thing::<Handover>()?;
            let (name, party) =
                (name(&app, &user, &handover.missing).await?, party(&app, language, &handover.party).await?);
            let to = relative(&app, &user, &handover).await?;
            handover_protocol::paper(language, &handover, (&name, &to, &party), today())
        }
        _ => return Err(PageError::NotFound),
    };
    pdf(paper).await
}

/// To whom remains are handed over: the name, for who may see the family.
async fn relative(app: &App, user: &SignedIn, handover: &Handover) -> Result<String, PageError> {
    if !user.may(Action::Read, Kind::MissingPerson) {
        return Ok(handover.to.clone());
    }
    let file = app.store.missing_file(&handover.missing).await?;
    Ok(file.map_or_else(|| handover.to.clone(), |file| name_in(&file, &handover.to)))
}

async fn identification(
    app: &App,
    user: &SignedIn,
    language: Language,
    document: &Document,
) -> Result<Paper, PageError> {
    let of = document.thing::<Identification>()?;
    let mut sources = Sources {
        name: name(app, user, &of.missing).await?,
        party: party(app, language, &of.party).await?,
        receipt: receipt(app, &document.reference).await?,
        ..Sources::default()
    };
    let sees = [Kind::MissingPerson, Kind::Remains, Kind::Hypothesis];
    if let Some(remains) = of.remains.first()
        && sees.into_iter().all(|kind| user.may(Action::Read, kind))
    {
        match compared(app, remains, &of.missing).await {
            Ok(both) => {
                let reader = SignedIn { language, ..user.clone() };
                let sides = Reconciliation::of(app, &reader, &both.file, &both.found).await?;
                sources.sides = sides.table(language);
                sources.pedigree = both.drawing(language, remains);
                if user.may(Action::Read, Kind::Genotype) {
                    (sources.relatives, sources.loci) = both.loci(language);
                }
                let search = app.store.last_search().await?.map(|(search, _)| search);
                sources.basis = basis(language, &app.settings, search.as_ref(), &both.frequency_source);
                let panel =
                    both.panel(language).map(|said| (language.say("locus-by-locus").to_string(), said));
                sources.basis.extend(panel);
            }
            // Another party's remains or case: the report says what the identification says.
            Err(PageError::NotFound) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(identification_report::paper(language, &of, &sources, today()))
}

/// The receipt of a thing's last version as a code.
async fn receipt(app: &App, thing: &Reference) -> Result<Option<String>, PageError> {
    let versions = app.store.history(Recorded::Document(thing.kind), &thing.id).await?;
    let Some(last) = versions.iter().filter(|v| v.state.is_some()).map(|v| v.sequence).max() else {
        return Ok(None);
    };
    let receipt = app.services.recorder.receipt(last).await.map_err(|e| PageError::Broken(e.to_string()))?;
    Ok(receipt.and_then(|receipt| qr_code::draw(&receipt.to_string())))
}

/// `GET /identifications/{id}/letter`
pub(crate) async fn letter(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, PageError> {
    let language = which.or(user.language);
    let document = user.desk(&app).read(Noun::Identification, &id).await?.ok_or(PageError::NotFound)?;
    let of = document.thing::<Identification>()?;
    let party = party(&app, language, &of.party).await?;
    // As the family writes it.
    let names = app.store.missing_names(vec![of.missing.clone()]).await?;
    let name = names.get(&of.missing).cloned().ok_or(PageError::NotFound)?;
    let paper = family_letter::paper(language, &of, &name, &party, today()).ok_or(PageError::NotFound)?;
    pdf(paper).await
}

/// `GET /about/statistics`
pub(crate) async fn of_statistics(
    State(app): State<App>,
    Reader(reader): Reader,
    Query(which): Query<Which>,
) -> Result<Response, PageError> {
    let language = which.or(reader);
    let counts = counts(&app, language).await?;
    pdf(statistics::paper(language, &counts, today())).await
}
