//! `/search`: the search runs beside the pages, one at a time; pages ask how far it is.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_service::SearchMemory;
use serde::Deserialize;

use crate::App;
use crate::inclusion_powers::PowerTask;
use crate::operators;
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

/// How far the search is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Status {
    /// Whether it runs.
    pub(crate) running: bool,
    /// Missing persons compared so far.
    pub(crate) done: usize,
    /// Missing persons to compare.
    pub(crate) total: usize,
    /// Why the last one failed; empty if it did not.
    pub(crate) failed: bool,
}

/// The one search that may run.
pub(crate) struct SearchTask {
    state: Mutex<State_>,
    /// What the last one leaves to the next.
    memory: Arc<Mutex<SearchMemory>>,
    done: Arc<AtomicUsize>,
    total: Arc<AtomicUsize>,
}

/// What the task does.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Nothing,
    Searches,
    /// Hypotheses are stored, and what is doubtful is looked for.
    Doubts,
}

#[derive(Default)]
struct State_ {
    stage: Stage,
    /// Asked for while one was running: data has changed since.
    again: bool,
    /// What was learned of everybody is to be learned again.
    learn: bool,
    failed: bool,
}

impl Default for SearchTask {
    fn default() -> Self {
        let memory = Arc::new(Mutex::new(SearchMemory::lasting()));
        Self { state: Mutex::default(), memory, done: Arc::default(), total: Arc::default() }
    }
}

impl SearchTask {
    /// How far it is.
    pub(crate) fn status(&self) -> Status {
        let (running, failed) = self.state.lock().map_or((false, true), |s| {
            let searches = s.stage == Stage::Searches || s.stage == Stage::Doubts && s.again;
            (searches, s.failed)
        });
        Status {
            running,
            failed,
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        }
    }

    /// Hypotheses are stored.
    fn found(&self) {
        if let Ok(mut state) = self.state.lock() {
            state.stage = Stage::Doubts;
        }
    }

    /// Starts a search, or another one after that which runs. What was learned of everybody stands, as long as little has
    /// changed.
    pub(crate) fn start(app: &App, by: &str) {
        Self::begin(app, by, false);
    }

    fn begin(app: &App, by: &str, learn: bool) {
        if let Ok(mut state) = app.search.state.lock() {
            state.learn |= learn;
            if state.stage != Stage::Nothing {
                state.again = true;
                return;
            }
            state.stage = Stage::Searches;
            state.failed = false;
        }
        let (app, by) = (app.clone(), by.to_owned());
        tokio::spawn(async move {
            loop {
                let task = &app.search;
                task.done.store(0, Ordering::Relaxed);
                task.total.store(0, Ordering::Relaxed);
                let (total, done) = (Arc::clone(&task.total), Arc::clone(&task.done));
                let start = Instant::now();
                let learn = task.state.lock().is_ok_and(|mut state| {
                    state.stage = Stage::Searches;
                    std::mem::take(&mut state.learn)
                });
                if learn && let Ok(mut memory) = task.memory.lock() {
                    memory.learn_again();
                }
                let result = kintrace_service::search_again(
                    &app.store,
                    app.settings.clone(),
                    Arc::clone(&task.memory),
                    &by,
                    move |n| {
                        total.store(n, Ordering::Relaxed);
                        operators::search_began(n);
                    },
                    move || {
                        done.fetch_add(1, Ordering::Relaxed);
                        operators::search_went_on();
                    },
                )
                .await;
                operators::search_ended(result.is_ok(), start.elapsed());
                let doubted = match result {
                    Ok((_, doubtful, _)) => {
                        task.found();
                        let memory = Arc::clone(&task.memory);
                        kintrace_service::find_doubts(&app.store, doubtful, memory, &by).await.map(|_| ())
                    }
                    Err(e) => Err(e),
                };
                if let Err(e) = &doubted {
                    tracing::error!("the search failed: {e}");
                }
                let Ok(mut state) = task.state.lock() else { return };
                state.failed = doubted.is_err();
                if !std::mem::take(&mut state.again) {
                    state.stage = Stage::Nothing;
                    PowerTask::start(&app, &by);
                    return;
                }
            }
        });
    }
}

#[derive(Template)]
#[template(path = "search_status.html")]
struct StatusPart {
    frame: Frame,
    status: Status,
}

/// `GET /search`: a part of a page. When the search has ended, the page takes the new hypotheses.
pub(crate) async fn status(State(app): State<App>, user: SignedIn) -> Result<Response, PageError> {
    let status = app.search.status();
    let running = status.running;
    let part = html(&StatusPart { frame: Frame::new("", "", user), status })?;
    if running {
        return Ok(part);
    }
    let ended = [(HeaderName::from_static("hx-trigger"), "search-ended")];
    Ok((ended, part).into_response())
}

#[derive(Deserialize)]
pub(crate) struct StartForm {
    token: String,
}

/// `POST /search`
pub(crate) async fn start(
    Office(app): Office,
    user: SignedIn,
    Form(form): Form<StartForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.token)?;
    SearchTask::begin(&app, &user.account.name, true);
    Ok(Redirect::to("/hypotheses"))
}
