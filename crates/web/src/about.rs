//! `/about`: the page for everybody: who this is, how to report, how much is done, and how anybody checks the
//! record.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kintrace_casework::Noun;
use kintrace_casework::case::Status;
use kintrace_language::{Language, numbers};
use kintrace_report::statistics::said;
use kintrace_store::documents::Filter;

use crate::App;
use crate::language::Reader;
use crate::page::{Moment, PageError, PublicFrame, html};

/// A count of the statistics.
struct Figure {
    label: String,
    count: String,
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    frame: PublicFrame,
    figures: Vec<Figure>,
    /// Entries of the record, and when they were signed last.
    record: Option<(String, Moment)>,
    log: String,
}

/// What is counted, and how many.
pub(crate) async fn counts(app: &App, language: Language) -> Result<Vec<(String, u64)>, PageError> {
    let store = &app.store;
    let documents = async |noun: Noun, status: Option<&str>| -> Result<u64, PageError> {
        let filter = Filter { status: status.map(str::to_owned), ..Filter::default() };
        Ok(store.documents(noun, &filter, 0, 1).await?.1)
    };
    let requests = documents(Noun::InformationRequest, None).await?;
    let drafts = documents(Noun::InformationRequest, Some("draft")).await?;
    let informed = documents(Noun::Identification, Some("family informed")).await?;
    let confirmed = documents(Noun::Identification, Some("confirmed")).await?;
    let merged = documents(Noun::Case, Some(Status::Merged.text())).await?;
    let counts = [
        // Whoever was reported twice is missing once.
        ("about-missing", store.count_missing().await?.saturating_sub(merged)),
        ("about-remains", store.count_remains().await?),
        ("about-asked", requests - drafts),
        ("about-told", informed + confirmed),
    ];
    Ok(counts.map(|(id, count)| (language.say(id).to_string(), count)).into())
}

/// `GET /about`
pub(crate) async fn show(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let language = reader.0;
    let counts = counts(&app, language).await?.into_iter();
    let figures = counts.map(|(label, count)| Figure { label, count: said(language, count) });
    let record = app.store.checkpoint().await?.map(|(checkpoint, time)| {
        (numbers::number(language, checkpoint.head.size() as f64), Moment::new(language, time))
    });
    html(&AboutPage {
        frame: PublicFrame::new("about", reader),
        figures: figures.collect(),
        record,
        log: app.services.recorder.policy().to_string(),
    })
}
