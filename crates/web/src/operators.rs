//! What whoever runs a server is told, on a port of its own (`kintrace serve --metrics`): numbers for Prometheus, and
//! whether the database answers. And one line of the log for each request.
//!
//! Neither names a person or a thing: an address is counted by its route (`/missing-persons/{id}`), and nothing is said
//! of who asked.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use kintrace_store::Store;
use kintrace_store::tiles::TileFound;
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "kintrace_requests_total";
const REQUEST_SECONDS: &str = "kintrace_request_seconds";
const IN_FLIGHT: &str = "kintrace_requests_in_flight";
const SEARCHES: &str = "kintrace_searches_total";
const SEARCH_SECONDS: &str = "kintrace_search_seconds";
const SEARCH_DONE: &str = "kintrace_search_missing_done";
const SEARCH_TOTAL: &str = "kintrace_search_missing_total";
const TILES: &str = "kintrace_tiles_total";
const TILE_PAIRS: &str = "kintrace_tile_pairs_total";
const TILE_SECONDS: &str = "kintrace_tile_seconds";
const LOG_LINES: &str = "kintrace_log_lines_total";

/// A request is slow that takes longer.
const SLOW: Duration = Duration::from_secs(2);
/// How often the distributions are tidied up.
const TIDYING: Duration = Duration::from_secs(5);

/// Metrics of this process, from when it was made.
#[derive(Debug, Clone)]
pub(crate) struct Metrics(PrometheusHandle);

impl Metrics {
    /// Begins to count. Once a process: what was counted before is lost.
    ///
    /// # Errors
    /// This process counts already.
    fn begin() -> Result<Self, BuildError> {
        let requests = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];
        let searches = [1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0];
        let handle = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Full(REQUEST_SECONDS.to_owned()), &requests)?
            .set_buckets_for_metric(Matcher::Full(SEARCH_SECONDS.to_owned()), &searches)?
            .set_buckets_for_metric(Matcher::Full(TILE_SECONDS.to_owned()), &searches)?
            .install_recorder()?;
        describe_counter!(REQUESTS, "Requests answered, by method, route and status.");
        describe_histogram!(REQUEST_SECONDS, Unit::Seconds, "Time until a request was answered, by route.");
        describe_gauge!(IN_FLIGHT, "Requests that are being answered.");
        describe_counter!(SEARCHES, "Searches of everything against everything, by outcome.");
        describe_histogram!(SEARCH_SECONDS, Unit::Seconds, "Time that a search took.");
        describe_gauge!(SEARCH_DONE, "Missing persons that the search which runs has compared.");
        describe_gauge!(SEARCH_TOTAL, "Missing persons that the search which runs compares; 0: none runs.");
        describe_counter!(TILES, "Tiles of searches that this worker has done.");
        describe_counter!(TILE_PAIRS, "Pairs that this worker has compared in tiles.");
        describe_histogram!(TILE_SECONDS, Unit::Seconds, "Time that a tile took.");
        describe_counter!(LOG_LINES, "Warnings and errors in the log.");
        Ok(Self(handle))
    }

    /// Serves `/metrics`, in Prometheus' text format, and `/health`: 200 if the database answers, else 503.
    pub(crate) async fn serve(self, listener: tokio::net::TcpListener, store: Store) -> std::io::Result<()> {
        let tidied = self.0.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(TIDYING).await;
                tidied.run_upkeep();
            }
        });
        let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
        let metrics = move || async move { (text, self.0.render()) };
        let app =
            Router::new().route("/metrics", get(metrics)).route("/health", get(health)).with_state(store);
        axum::serve(listener, app).await
    }
}

async fn health(State(store): State<Store>) -> StatusCode {
    match store.count_users().await {
        Ok(_) => StatusCode::OK,
        Err(e) => {
            tracing::error!("the database does not answer: {e}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Where metrics are served.
#[derive(Debug)]
pub struct Operators {
    pub(crate) listener: tokio::net::TcpListener,
    pub(crate) metrics: Metrics,
}

impl Operators {
    /// Begins to count, for whoever asks at a port of its own.
    ///
    /// # Errors
    /// This process counts already.
    pub fn on(listener: tokio::net::TcpListener) -> std::io::Result<Self> {
        Ok(Self { listener, metrics: Metrics::begin().map_err(std::io::Error::other)? })
    }
}

impl Operators {
    /// Serves them beside whatever else the process does.
    pub fn spawn(self, store: Store) {
        tokio::spawn(async move {
            if let Err(e) = self.metrics.serve(self.listener, store).await {
                tracing::error!("metrics are no longer served: {e}");
            }
        });
    }
}

/// Methods that pages know; others are counted together.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// Counts a request as long as it is answered.
struct InFlight;

impl InFlight {
    fn begin() -> Self {
        gauge!(IN_FLIGHT).increment(1.0);
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        gauge!(IN_FLIGHT).decrement(1.0);
    }
}

/// Counts a request, times it, and writes its line into the log.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let _in_flight = InFlight::begin();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status(), start.elapsed());
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned())
        .increment(1);
    histogram!(REQUEST_SECONDS, "route" => route.clone()).record(took);
    let milliseconds = took.as_secs_f64() * 1e3;
    if took > SLOW || status.is_server_error() {
        tracing::warn!(target: "kintrace_web::requests", method, route, status = status.as_u16(), milliseconds);
    } else {
        tracing::info!(target: "kintrace_web::requests", method, route, status = status.as_u16(), milliseconds);
    }
    response
}

/// A search has begun that compares so many missing persons.
pub(crate) fn search_began(total: usize) {
    gauge!(SEARCH_DONE).set(0.0);
    gauge!(SEARCH_TOTAL).set(total as f64);
}

/// One more of them was compared.
pub(crate) fn search_went_on() {
    gauge!(SEARCH_DONE).increment(1.0);
}

/// A search has ended.
pub(crate) fn search_ended(is_done: bool, took: Duration) {
    gauge!(SEARCH_TOTAL).set(0.0);
    gauge!(SEARCH_DONE).set(0.0);
    counter!(SEARCHES, "outcome" => if is_done { "done" } else { "failed" }).increment(1);
    histogram!(SEARCH_SECONDS).record(took);
}

/// A worker has done a tile.
pub fn tile_done(found: &TileFound) {
    counter!(TILES).increment(1);
    counter!(TILE_PAIRS).increment(found.compared);
    histogram!(TILE_SECONDS).record(found.seconds);
    tracing::info!(
        pairs = found.compared,
        found = found.pairs.len(),
        seconds = found.seconds,
        "a tile is done"
    );
}

/// A line was written into the log: `level` is `WARN` or `ERROR`.
pub fn log_line(level: &'static str) {
    counter!(LOG_LINES, "level" => level).increment(1);
}
