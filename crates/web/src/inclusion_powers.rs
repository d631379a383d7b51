//! `/inclusion-power`: which missing persons the DNA of their families can find, and whom to ask where it can't.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kintrace_casework::inclusion_power::Reach;
use kintrace_identification::further::Chance;
use kintrace_language::slug;
use kintrace_service::inclusion_powers::{Region, work_out};
use kintrace_store::inclusion_powers::InclusionPower;
use serde::Deserialize;

use crate::App;
use crate::page::{Frame, PageError, Pages, html};
use crate::search_task::RESTS;
use crate::session::{Office, SignedIn};
use crate::whom_to_ask::{ChanceRow, chance_row};

const PAGE: u64 = 50;

/// The one computation that may run.
#[derive(Default)]
pub(crate) struct PowerTask {
    running: tokio::sync::Mutex<()>,
    /// Asked for, and not yet begun.
    wanted: AtomicBool,
}

impl PowerTask {
    /// Works everything out beside the pages, once more if it is asked for while it runs.
    pub(crate) fn start(app: &App) {
        app.powers.wanted.store(true, Ordering::SeqCst);
        let app = app.clone();
        tokio::spawn(async move {
            let task = Arc::clone(&app.powers);
            let _one = task.running.lock().await;
            if !task.wanted.swap(false, Ordering::SeqCst) {
                return;
            }
            let start = Instant::now();
            if let Err(e) = work_out(&app.store, app.settings, "", |_| (), || ()).await {
                tracing::error!("what families' DNA can do was not worked out: {e}");
            }
            // Searches follow each other where much is written; this takes longer than they do.
            tokio::time::sleep(RESTS * start.elapsed()).await;
        });
    }
}

/// A number of missing persons, and where they are listed.
struct Group {
    /// Its slug.
    reach: String,
    label: String,
    count: u64,
    is_shown: bool,
}

struct Row {
    id: String,
    name: String,
    now: Option<ChanceRow>,
    best: Option<ChanceRow>,
}

#[derive(Template)]
#[template(path = "inclusion_powers.html")]
struct PowersPage {
    frame: Frame,
    groups: Vec<Group>,
    rows: Vec<Row>,
    pages: Pages,
    /// What addresses of other pages hold besides.
    also: String,
    /// What is shown, in words.
    lead: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    /// The slug of the reach.
    reach: String,
    page: u64,
}

/// `GET /inclusion-power`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    let of_slug = |reach: &&Reach| slug(reach.text()) == query.reach;
    let shown = Reach::ALL.iter().find(of_slug).copied().unwrap_or_default();
    let needed = Region::of(&app.store).await?.needed;
    let counts = app.store.count_inclusion_powers().await?;
    let (found, total) = app.store.inclusion_powers(shown, query.page, PAGE).await?;
    let names = app.store.missing_names(found.iter().map(|p| p.missing.clone()).collect()).await?;
    let asked = found.iter().filter_map(|p| p.best.as_ref().map(|b| b.0.clone())).collect();
    let persons = app.store.persons_by_id(asked).await?;
    let language = user.language;
    let chance = |(mean_log10_lr, sd_log10_lr)| Chance { mean_log10_lr, sd_log10_lr };
    let row = |p: InclusionPower| Row {
        name: names.get(&p.missing).cloned().unwrap_or_default(),
        now: p.now.map(|now| chance_row(language, None, chance(now), needed)),
        best: p.best.map(|(id, with)| {
            let person = persons.get(&id);
            let mut row = chance_row(language, person, chance(with), needed);
            row.id = id;
            row
        }),
        id: p.missing,
    };
    let rows = found.into_iter().map(row).collect();
    let group = |reach: &Reach| Group {
        reach: slug(reach.text()),
        label: language.word(reach.text()),
        count: counts.get(reach).copied().unwrap_or_default(),
        is_shown: *reach == shown,
    };
    html(&PowersPage {
        groups: Reach::ALL.iter().map(group).collect(),
        rows,
        pages: Pages { page: query.page, size: PAGE, total },
        also: format!("&reach={}", slug(shown.text())),
        lead: language.say(format!("reach-{}", slug(shown.text()))).to_string(),
        frame: Frame::new(language.say("inclusion-powers"), "missing-persons", user),
    })
}
