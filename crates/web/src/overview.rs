//! `/`: how many, how sure, what changed lately.

use askama::Template;
use axum::response::Response;
use kintrace_policy::{Action, Kind};
use kintrace_store::hypotheses::Of;

use crate::events::{self, Entry};
use crate::hypotheses::{Candidate, EXCLUSIVE, candidates};
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
    label: &'static str,
    count: u64,
}

/// `GET /`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let store = &app.store;
    let mut strengths = Vec::new();
    for (label, from, to) in [
        ("0.9999 and above: ready for review", 0.9999, EXCLUSIVE),
        ("0.99 to 0.9999: more evidence would decide", 0.99, 0.9999),
        ("0.5 to 0.99: more likely than not", 0.5, 0.99),
        ("0.001 to 0.5: possible", 0.0, 0.5),
    ] {
        strengths.push(Strength { label, count: store.count_hypotheses(from, to).await? });
    }
    let best = if user.may(Action::Read, Kind::Hypothesis) {
        candidates(store, store.hypotheses(Of::All, 0.5, 0, 8).await?.0).await?
    } else {
        Vec::new()
    };
    html(&OverviewPage {
        missing: store.count_missing().await?,
        remains: store.count_remains().await?,
        strengths,
        entries: events::latest(store, 8).await?,
        best,
        last_search: store.last_search().await?.map(|(_, at)| Moment::new(at)),
        frame: Frame::new("Overview", "overview", user),
    })
}
