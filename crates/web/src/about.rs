//! `/about`: the page for everybody: who this is, how to report, how much is done, and how anybody checks the
//! record.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kintrace_casework::Noun;
use kintrace_language::numbers;
use kintrace_store::documents::Filter;

use crate::App;
use crate::language::Reader;
use crate::page::{Moment, PageError, PublicFrame, html};

/// A smaller count is not said: who knows somebody among so few would know who is meant.
const LEAST_SAID: u64 = 5;

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

/// `GET /about`
pub(crate) async fn show(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    let language = reader.0;
    let store = &app.store;
    let documents = async |noun: Noun, status: Option<&str>| -> Result<u64, PageError> {
        let filter = Filter { status: status.map(str::to_owned), ..Filter::default() };
        Ok(store.documents(noun, &filter, 0, 1).await?.1)
    };
    let requests = documents(Noun::InformationRequest, None).await?;
    let drafts = documents(Noun::InformationRequest, Some("draft")).await?;
    let informed = documents(Noun::Identification, Some("family informed")).await?;
    let confirmed = documents(Noun::Identification, Some("confirmed")).await?;
    let counts = [
        ("about-missing", store.count_missing().await?),
        ("about-remains", store.count_remains().await?),
        ("about-asked", requests - drafts),
        ("about-told", informed + confirmed),
    ];
    let figures = counts.map(|(id, count)| Figure {
        label: language.say(id).to_string(),
        count: if count < LEAST_SAID {
            language.say("fewer-than").with("least", LEAST_SAID).to_string()
        } else {
            numbers::number(language, count as f64)
        },
    });
    let record = store.checkpoint().await?.map(|(checkpoint, time)| {
        (numbers::number(language, checkpoint.head.size() as f64), Moment::new(language, time))
    });
    html(&AboutPage {
        frame: PublicFrame::new("about", reader),
        figures: figures.into(),
        record,
        log: app.services.recorder.policy().to_string(),
    })
}
