//! `/jobs`: searches in tiles, for many workers: how far they are, how fast, and what failed.

use askama::Template;
use axum::response::Response;
use kintrace_report::words;
use kintrace_service::tiles::Rate;
use kintrace_store::tiles::{Tile, TileSearch};

use crate::page::{Frame, Moment, PageError, html};
use crate::session::{Office, SignedIn};

/// So many searches are shown, the latest.
const SHOWN: usize = 20;
/// So many tiles that failed are shown of each.
const FAILED: u64 = 100;

struct Row {
    search: TileSearch,
    begun: Moment,
    threshold: String,
    pairs_per_second: u64,
    per_worker: u64,
    failed: Vec<Tile>,
}

#[derive(Template)]
#[template(path = "jobs.html")]
struct JobsPage {
    frame: Frame,
    searches: Vec<Row>,
    is_running: bool,
}

/// `GET /jobs`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    let language = user.language;
    let mut searches = Vec::new();
    for search in app.store.tile_searches().await?.into_iter().take(SHOWN) {
        let Rate { pairs_per_second, per_worker } = Rate::of(&search);
        searches.push(Row {
            begun: Moment::new(language, search.begun),
            threshold: words::power(language, search.log10_threshold),
            pairs_per_second: whole(pairs_per_second),
            per_worker: whole(per_worker),
            failed: app.store.failed_tiles(search.id, FAILED).await?,
            search,
        });
    }
    let is_running = searches.iter().any(|row| !row.search.is_done());
    html(&JobsPage {
        searches,
        is_running,
        frame: Frame::new(language.say("tile-searches"), "hypotheses", user),
    })
}

fn whole(rate: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pairs a second, for people")]
    let whole = rate.round().max(0.0) as u64;
    whole
}
