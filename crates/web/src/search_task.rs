//! `/search`: the search runs beside the pages, one at a time; pages ask how far it is. It begins when somebody asks for
//! it, after an import, and by itself ([`crate::search_follower`]).

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderName;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_service::{SearchMemory, ServiceError, find_doubts, is_search_due, search_again};
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
    /// Who asked; `None` if it begins by itself.
    asked: Option<String>,
    /// What was learned of everybody is to be learned again.
    learn: bool,
    failed: bool,
    /// Until when none begins by itself.
    rests: Option<Instant>,
}

/// A search that begins by itself leaves the machine to others for so many times as long as the last one took.
pub(crate) const RESTS: u32 = 4;

/// After one that failed none begins by itself for so long.
const AGAIN: Duration = Duration::from_mins(1);

/// How often it is asked whether another program's search has ended.
const WAITING: Duration = Duration::from_secs(1);

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

    /// Whether one may begin by itself: none runs, and the last one was long enough ago.
    pub(crate) fn is_free(&self) -> bool {
        let rested = |rests: Option<Instant>| rests.is_none_or(|until| Instant::now() >= until);
        self.state.lock().is_ok_and(|state| state.stage == Stage::Nothing && rested(state.rests))
    }

    /// Starts a search, or another one after that which runs; `asked` is the account that asks for it, `None` if it begins
    /// by itself. What was learned of everybody stands, as long as little has changed.
    pub(crate) fn start(app: &App, asked: Option<&str>) {
        Self::begin(app, asked, false);
    }

    fn begin(app: &App, asked: Option<&str>, learn: bool) {
        if let Ok(mut state) = app.search.state.lock() {
            state.learn |= learn;
            if let Some(asked) = asked {
                state.asked = Some(asked.to_owned());
            }
            if state.stage != Stage::Nothing {
                state.again = true;
                return;
            }
            state.stage = Stage::Searches;
            state.failed = false;
        }
        let app = app.clone();
        tokio::spawn(async move {
            while Self::once(&app).await {}
            PowerTask::start(&app);
        });
    }

    /// One search; gives whether another one was asked for meanwhile.
    async fn once(app: &App) -> bool {
        let task = &app.search;
        let start = Instant::now();
        let searched = task.search(app).await;
        if let Err(e) = &searched {
            tracing::error!("the search failed: {e}");
        }
        let Ok(mut state) = task.state.lock() else { return false };
        state.failed = searched.is_err();
        let least = if state.failed { AGAIN } else { Duration::ZERO };
        state.rests = Some(Instant::now() + least.max(RESTS * start.elapsed()));
        let again = std::mem::take(&mut state.again);
        state.stage = if again { Stage::Searches } else { Stage::Nothing };
        again
    }

    async fn search(&self, app: &App) -> Result<(), ServiceError> {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(0, Ordering::Relaxed);
        let turn = loop {
            match app.store.search_turn().await? {
                Some(turn) => break turn,
                None => tokio::time::sleep(WAITING).await,
            }
        };
        let (asked, learn) = self
            .state
            .lock()
            .map_or((None, false), |mut state| (state.asked.take(), std::mem::take(&mut state.learn)));
        // Another program may have done it while this one waited.
        if asked.is_some() || is_search_due(&app.store, 0).await? {
            self.search_and_doubt(app, asked.as_deref(), learn).await?;
        }
        if let Err(e) = turn.end().await {
            tracing::warn!("the turn to search was not given back as it should: {e}");
        }
        Ok(())
    }

    async fn search_and_doubt(
        &self,
        app: &App,
        asked: Option<&str>,
        learn: bool,
    ) -> Result<(), ServiceError> {
        if learn && let Ok(mut memory) = self.memory.lock() {
            memory.learn_again();
        }
        let (total, done) = (Arc::clone(&self.total), Arc::clone(&self.done));
        let start = Instant::now();
        let result = search_again(
            &app.store,
            app.settings.clone(),
            Arc::clone(&self.memory),
            asked,
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
        let (_, doubtful, _) = result?;
        // Hypotheses are stored.
        if let Ok(mut state) = self.state.lock() {
            state.stage = Stage::Doubts;
        }
        find_doubts(&app.store, doubtful, Arc::clone(&self.memory), asked.unwrap_or_default()).await?;
        Ok(())
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
    SearchTask::begin(&app, Some(&user.account.name), true);
    Ok(Redirect::to("/hypotheses"))
}
