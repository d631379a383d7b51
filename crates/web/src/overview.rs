//! `/`: how many, how sure, what changed lately.

use askama::Template;
use axum::response::Response;
use kintrace_policy::{Action, Kind};
use kintrace_store::hypotheses::Of;

use crate::events::{self, Entry};
use crate::hypotheses::{Candidate, EXCLUSIVE, LEAST_SHOWN, candidates};
use crate::page::{Frame, Moment, PageError, html};
use crate::session::{Office, SignedIn};

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    frame: Frame,
    missing: u64,
    remains: u64,
    strengths: Vec<Strength>,
    entries: Vec<Entry>,
    best: Vec<Candidate>,
    last_search: Option<Moment>,
}

/// Hypotheses of similar posterior.
struct Strength {
    label: String,
    count: u64,
}

/// `GET /`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let store = &app.store;
    let mut strengths = Vec::new();
    let language = user.language;
    for (id, from, to) in [
        ("strength-ready", 0.9999, EXCLUSIVE),
        ("strength-more-evidence", 0.99, 0.9999),
        ("strength-likely", 0.5, 0.99),
        ("strength-possible", LEAST_SHOWN, 0.5),
    ] {
        let label = language.say(id).with("from", from).with("to", to).to_string();
        strengths.push(Strength { label, count: store.count_hypotheses(from, to).await? });
    }
    let best = if user.may(Action::Read, Kind::Hypothesis) {
        candidates(language, store, store.hypotheses(Of::All, 0.5, 0, 8).await?.0).await?
    } else {
        Vec::new()
    };
    html(&OverviewPage {
        missing: store.count_missing().await?,
        remains: store.count_remains().await?,
        strengths,
        entries: events::latest(language, store, 8).await?,
        best,
        last_search: store.last_search().await?.map(|(_, at)| Moment::new(language, at)),
        frame: Frame::new(language.say("overview"), "overview", user),
    })
}
