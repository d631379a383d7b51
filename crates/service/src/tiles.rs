//! A search in tiles ([`kintrace_store::tiles`]): planned once, then worked on tile by tile, on any number of machines.
//!
//! What a tile compares is what a search of everything compares: consents that were taken back, samples that were set aside,
//! whoever was reported twice and bodies of several parts are the same. Of everything only what the tile needs is read.

use std::collections::BTreeSet;
use std::time::Instant;

use kintrace_casework::merger::{Mergers, join};
use kintrace_casework::{Noun, Registry};
use kintrace_matching::tiles::{Found, compare};
use kintrace_matching::{Described, ENGINE, Settings, bodies};
use kintrace_store::Store;
use kintrace_store::tiles::{Tile, TileFound, TileSearch};
use sha2::{Digest, Sha256};

use crate::left_out::LeftOut;
use crate::{ServiceError, mergers};

/// What the LRs of the DNA depend on besides the data, as a digest: two workers with the same find the same.
#[must_use]
pub fn digest(settings: &Settings) -> String {
    // The prior and lines of descent are not compared.
    let compared = Settings {
        outside: None,
        lineage_theta: 0.0,
        population: std::sync::Arc::default(),
        ..settings.clone()
    };
    let text = format!("{ENGINE} {compared:?}");
    Sha256::digest(text).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// Cuts everything into tiles of so many missing persons × so many remains.
///
/// # Errors
/// The store's refusal.
pub async fn plan(
    store: &Store,
    settings: &Settings,
    log10_threshold: f64,
    of: (usize, usize),
) -> Result<TileSearch, ServiceError> {
    Ok(store.plan_tiles(log10_threshold, &digest(settings), of).await?)
}

/// How fast a search in tiles goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Pairs a second of all workers together, from its beginning to the last tile that was done.
    pub pairs_per_second: f64,
    /// Pairs a second that a worker worked.
    pub per_worker: f64,
}

impl Rate {
    /// Of a search so far; 0 before its first tile is done.
    #[must_use]
    pub fn of(search: &TileSearch) -> Self {
        let pairs = search.compared as f64;
        let seconds = search.last_done.map_or(0, |last| (last - search.begun).max(1)) as f64;
        let rate = |seconds: f64| if seconds > 0.0 { pairs / seconds } else { 0.0 };
        Self { pairs_per_second: rate(seconds), per_worker: rate(search.worked) }
    }
}

/// Why a tile was not worked on.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    /// This worker's settings are others than those of the search.
    #[error("this worker's settings are not those that the search was begun with")]
    OtherSettings,
    /// Something else.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<kintrace_store::StoreError> for TileError {
    fn from(e: kintrace_store::StoreError) -> Self {
        Self::Service(e.into())
    }
}

/// Works on a tile and writes what is found; nothing, if it is done or its search is gone.
///
/// # Errors
/// [`TileError`]: then nothing is written, and the tile is still to be done.
pub async fn work_on(
    store: &Store,
    settings: &Settings,
    (search, tile): (i64, i64),
    worker: &str,
) -> Result<Option<TileFound>, TileError> {
    let Some(of) = store.tile_search(search).await? else { return Ok(None) };
    if of.settings != digest(settings) {
        return Err(TileError::OtherSettings);
    }
    let Some(tile) = store.begin_tile(search, tile, worker).await? else { return Ok(None) };
    let start = Instant::now();
    let Found { compared, summed, pairs } = compare_tile(store, settings, &tile, of.log10_threshold).await?;
    let found = TileFound { compared, summed, pairs, seconds: start.elapsed().as_secs_f64() };
    store.finish_tile(tile.search, tile.tile, &found).await?;
    Ok(Some(found))
}

async fn compare_tile(
    store: &Store,
    settings: &Settings,
    tile: &Tile,
    log10_threshold: f64,
) -> Result<Found, ServiceError> {
    let (missing, remains) = store.ids_of_tile(tile).await?;
    let (missing, remains): (BTreeSet<String>, BTreeSet<String>) =
        (missing.into_iter().collect(), remains.into_iter().collect());
    let mut described = Described::default();
    for review in store.every_document(Noun::Review).await? {
        described.add(&review);
    }
    // A part of a body brings the other parts.
    let mut parts = remains.clone();
    for body in described.reviews.bodies() {
        if body.remains.iter().any(|part| remains.contains(part)) {
            parts.extend(body.remains);
        }
    }
    let parts: Vec<String> = parts.into_iter().collect();
    for examination in store.documents_of_kind_about_any(Noun::Examination, Noun::Remains, &parts).await? {
        described.add(&examination);
    }
    let mergers = mergers::mergers(store).await?;
    let mut registry = with_mergers(store, &missing, &parts, &mergers).await?;
    let persons: Vec<String> = registry.persons.keys().cloned().collect();
    LeftOut::of_part(store, described.reviews.clone(), &persons).await?.apply(&mut registry);
    let _ = join(&mut registry, &mergers);
    let settings = settings.clone();
    Ok(tokio::task::spawn_blocking(move || {
        bodies::join(&mut registry, &mut described, &settings);
        compare(&registry, &described, &settings, (&missing, &remains), log10_threshold)
    })
    .await?)
}

/// The part of the registry that a tile needs: whoever was reported twice brings the other family, and so does everybody
/// else of that family.
async fn with_mergers(
    store: &Store,
    missing: &BTreeSet<String>,
    remains: &[String],
    mergers: &Mergers,
) -> Result<Registry, ServiceError> {
    let mut wanted: BTreeSet<String> = missing.clone();
    loop {
        let ids: Vec<String> = wanted.iter().cloned().collect();
        let registry = store.part_of_registry(&ids, remains).await?;
        let is_here = |id: &str| registry.missing.contains_key(id);
        let concerned = mergers.iter().filter(|(id, into)| is_here(id) != is_here(into));
        let others: Vec<String> = concerned.flat_map(|(id, into)| [id.to_owned(), into.to_owned()]).collect();
        let before = wanted.len();
        wanted.extend(others);
        // Who is not in the registry any more stays away.
        if wanted.len() == before {
            return Ok(registry);
        }
    }
}
