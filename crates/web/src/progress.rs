//! `/progress`: how the work goes. Cases over time, requests answered and not, hypotheses by posterior: each a table,
//! which a script draws as well.

use askama::Template;
use axum::response::Response;
use kintrace_casework::{Day, Noun};
use kintrace_language::{Language, dates, numbers};
use kintrace_policy::{Action, Kind};
use kintrace_service::progress::{Asked, MILESTONES, Until, cases, requests};
use kintrace_service::work::READY;
use kintrace_store::{Store, StoreError};

use crate::documents::urlencode;
use crate::hypotheses::{EXCLUSIVE, LEAST_SHOWN};
use crate::join::parties;
use crate::page::{Frame, Moment, PageError, html};
use crate::session::{Office, SignedIn};

/// Times on the page: months, or years if there were more.
const TIMES: usize = 36;
/// Whoever was asked, in rows; the rest is one.
const ADDRESSEES: usize = 12;
/// Where the bars of posteriors begin and end.
const POSTERIORS: [f64; 9] = [LEAST_SHOWN, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, EXCLUSIVE];

/// Everything that is counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    cases: Vec<Until>,
    requests: Vec<Asked>,
    /// Hypotheses between two of the [`POSTERIORS`].
    posteriors: Vec<u64>,
}

async fn count(store: Store) -> Result<Progress, StoreError> {
    let ranges: Vec<(f64, f64)> = POSTERIORS.windows(2).map(|ends| (ends[0], ends[1])).collect();
    let posteriors = store.count_hypotheses(&ranges).await?;
    Ok(Progress { cases: cases(&store, TIMES).await?, requests: requests(&store).await?, posteriors })
}

/// A table that is drawn.
struct Figure {
    /// What the script draws: `lines` over time, `parts` of bars, `bars`.
    how: &'static str,
    title: String,
    /// What one learns from it.
    text: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    /// Where more of it is; empty: nowhere.
    path: String,
    /// For machines: a day.
    at: String,
    cells: Vec<Cell>,
}

struct Cell {
    number: u64,
    shown: String,
}

fn cells(language: Language, numbers: &[u64]) -> Vec<Cell> {
    numbers.iter().map(|n| Cell { number: *n, shown: numbers::number(language, *n as f64) }).collect()
}

#[derive(Template)]
#[template(path = "progress.html")]
struct ProgressPage {
    frame: Frame,
    figures: Vec<Figure>,
    counted: Moment,
}

/// `GET /progress`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let language = user.language;
    let store = app.store.clone();
    let (progress, at) = app.progress.get(&user.account.party, || count(store)).await?;
    let mut figures = Vec::new();
    if user.may(Action::Read, Kind::Document(Noun::Case)) {
        figures.push(over_time(language, &progress.cases));
    }
    if user.may(Action::Read, Kind::Document(Noun::InformationRequest)) {
        let names = parties(&app.store, language).await?;
        let name = |asked: &Asked| match names.iter().find(|party| asked.is_party && party.id == asked.who) {
            Some(party) => party.name.clone(),
            None => asked.who.clone(),
        };
        figures.push(by_addressee(language, &progress.requests, &name));
    }
    if user.may(Action::Read, Kind::Hypothesis) {
        figures.push(by_posterior(language, &progress.posteriors));
    }
    figures.retain(|f| !f.rows.is_empty());
    html(&ProgressPage {
        figures,
        counted: Moment::new(language, at),
        frame: Frame::new(language.say("progress"), "overview", user),
    })
}

fn over_time(language: Language, cases: &[Until]) -> Figure {
    let say = |id: &'static str| language.say(id).to_string();
    let month = |until: &Until| until.from.parts().1;
    let is_monthly = cases.len() < 2 || cases.windows(2).any(|w| month(&w[0]) != month(&w[1]));
    let label = |from: Day| {
        let (year, month, _) = from.parts();
        if is_monthly { dates::month(language, year, month) } else { year.to_string() }
    };
    let rows = cases.iter().map(|until| Row {
        label: label(until.from),
        path: String::new(),
        at: until.from.to_string(),
        cells: cells(language, &until.cases),
    });
    Figure {
        how: "lines",
        title: say("progress-cases"),
        text: say("progress-cases-text"),
        columns: MILESTONES.iter().map(|m| language.capitalised(&language.word(m.text()))).collect(),
        rows: rows.collect(),
    }
}

fn by_addressee(language: Language, requests: &[Asked], name: &dyn Fn(&Asked) -> String) -> Figure {
    let say = |id: &'static str| language.say(id).to_string();
    let numbers = |a: &Asked| [a.answered, a.in_part, a.waiting, a.late];
    let first = requests.iter().take(ADDRESSEES).map(|asked| Row {
        label: name(asked),
        path: if asked.is_party { format!("/parties/{}", urlencode(&asked.who)) } else { String::new() },
        at: String::new(),
        cells: cells(language, &numbers(asked)),
    });
    let rest = requests.iter().skip(ADDRESSEES).map(numbers).fold([0; 4], |mut sum, more| {
        sum.iter_mut().zip(more).for_each(|(sum, n)| *sum += n);
        sum
    });
    let others = (rest.iter().sum::<u64>() > 0).then(|| Row {
        label: say("progress-others"),
        path: String::new(),
        at: String::new(),
        cells: cells(language, &rest),
    });
    let columns = ["progress-answered", "progress-in-part", "progress-waiting", "progress-late"];
    Figure {
        how: "parts",
        title: say("progress-requests"),
        text: say("progress-requests-text"),
        columns: columns.map(say).to_vec(),
        rows: first.chain(others).collect(),
    }
}

fn by_posterior(language: Language, posteriors: &[u64]) -> Figure {
    let say = |id: &'static str| language.say(id).to_string();
    let rows = posteriors.iter().zip(POSTERIORS.windows(2)).map(|(count, ends)| {
        let label = if ends[1] > 1.0 {
            language.say("posterior-from").with("from", ends[0])
        } else {
            language.say("from-to").with("from", ends[0]).with("to", ends[1])
        };
        Row {
            label: label.to_string(),
            path: String::new(),
            at: String::new(),
            cells: cells(language, &[*count]),
        }
    });
    Figure {
        how: "bars",
        title: say("hypotheses-by-posterior"),
        text: language.say("progress-posteriors-text").with("from", READY).to_string(),
        columns: vec![say("hypotheses")],
        rows: if posteriors.iter().sum::<u64>() == 0 { Vec::new() } else { rows.collect() },
    }
}
