//! A search in tiles ([`kintrace_store::tiles`]): planned once, then worked on tile by tile, on any number of machines.
//!
//! What a tile compares is what a search of everything compares: consents that were taken back, samples that were set aside,
//! whoever was reported twice and bodies of several parts are the same. Of everything only what the tile needs is read.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use kintrace_casework::merger::{Mergers, join};
use kintrace_casework::{Noun, Registry};
use kintrace_matching::tiles::{Found, TileRemains};
use kintrace_matching::{Described, ENGINE, Settings, bodies};
use kintrace_record::hex;
use kintrace_store::Store;
use kintrace_store::record::Kind;
use kintrace_store::tiles::{Ids, Tile, TileFound, TileSearch};
use sha2::{Digest, Sha256};

use crate::left_out::LeftOut;
use crate::{ServiceError, mergers};

/// What the LRs of the DNA depend on besides the data, as a digest: two workers with the same find the same.
#[must_use]
pub fn digest(settings: &Settings) -> String {
    // The prior and lines of descent are not compared.
    let compared =
        Settings { outside: None, lineage_theta: 0.0, population: Arc::default(), ..settings.clone() };
    hex(&Sha256::digest(format!("{ENGINE} {compared:?}")))
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

/// What a worker keeps from one tile to the next: the remains, since tiles that follow each other have the same.
#[derive(Debug, Default)]
pub struct TileMemory(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    search: i64,
    remains: Ids,
    /// How many leaves the record had when they were read.
    leaves: u64,
    of: Arc<TileRemains>,
}

/// What remains of a tile are read of.
const REMAINS: [Kind; 7] = [
    Kind::Remains,
    Kind::Sample,
    Kind::Profile,
    Kind::Locus,
    Kind::Setting,
    Kind::Document(Noun::Examination),
    Kind::Document(Noun::Review),
];

/// Works on a tile and writes what is found; nothing, if it is done or its search is gone.
///
/// # Errors
/// [`TileError`]: then nothing is written, and the tile is still to be done.
pub async fn work_on(
    store: &Store,
    settings: &Settings,
    (search, tile): (i64, i64),
    worker: &str,
    memory: &TileMemory,
) -> Result<Option<TileFound>, TileError> {
    let Some(of) = store.tile_search(search).await? else { return Ok(None) };
    if of.settings != digest(settings) {
        return Err(TileError::OtherSettings);
    }
    let Some(tile) = store.begin_tile(search, tile, worker).await? else { return Ok(None) };
    let start = Instant::now();
    let mut reviews = Described::default();
    for review in store.every_document(Noun::Review).await? {
        reviews.add(&review);
    }
    let remains = remains_of(store, settings, &tile, &reviews, memory).await?;
    let missing: BTreeSet<String> = store.missing_of_tile(&tile).await?.into_iter().collect();
    let mergers = mergers::mergers(store).await.map_err(ServiceError::from)?;
    let mut registry = with_mergers(store, &missing, &mergers).await?;
    let persons: Vec<String> = registry.persons.keys().cloned().collect();
    LeftOut::of_part(store, reviews.reviews, &persons).await?.apply(&mut registry);
    let _ = join(&mut registry, &mergers);
    let threshold = of.log10_threshold;
    let compared = tokio::task::spawn_blocking(move || remains.compare(&registry, &missing, threshold));
    let Found { compared, summed, pairs } = compared.await.map_err(ServiceError::from)?;
    let found = TileFound { compared, summed, pairs, seconds: start.elapsed().as_secs_f64() };
    store.finish_tile(tile.search, tile.tile, &found).await?;
    Ok(Some(found))
}

/// The remains of a tile: those of the last tile, if they are the same and nothing of them has changed.
async fn remains_of(
    store: &Store,
    settings: &Settings,
    tile: &Tile,
    reviews: &Described,
    memory: &TileMemory,
) -> Result<Arc<TileRemains>, ServiceError> {
    let lock = || memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    // Whoever does not keep these has no use for them any more: two are not in memory at once.
    let kept = lock().take().filter(|kept| kept.search == tile.search && kept.remains == tile.remains);
    if let Some(kept) = kept
        && !store.has_changed(kept.leaves, &REMAINS).await?
    {
        let of = Arc::clone(&kept.of);
        *lock() = Some(kept);
        return Ok(of);
    }
    let leaves = store.record_size().await?;
    let remains: BTreeSet<String> = store.remains_of_tile(tile).await?.into_iter().collect();
    // A part of a body brings the other parts.
    let mut parts = remains.clone();
    for body in reviews.reviews.bodies() {
        if body.remains.iter().any(|part| remains.contains(part)) {
            parts.extend(body.remains);
        }
    }
    let parts: Vec<String> = parts.into_iter().collect();
    let mut described = reviews.clone();
    for examination in store.documents_of_kind_about_any(Noun::Examination, Noun::Remains, &parts).await? {
        described.add(&examination);
    }
    let mut registry = store.part_of_registry(&[], &parts).await?;
    LeftOut::of_part(store, reviews.reviews.clone(), &[]).await?.apply(&mut registry);
    let settings = settings.clone();
    let of = tokio::task::spawn_blocking(move || {
        bodies::join(&mut registry, &mut described, &settings);
        Arc::new(TileRemains::read(&registry, &described, &settings, &remains))
    })
    .await?;
    let kept = Kept { search: tile.search, remains: tile.remains.clone(), leaves, of: Arc::clone(&of) };
    *lock() = Some(kept);
    Ok(of)
}

/// The families that a tile needs: whoever was reported twice brings the other family, and so does everybody else of that
/// family.
async fn with_mergers(
    store: &Store,
    missing: &BTreeSet<String>,
    mergers: &Mergers,
) -> Result<Registry, ServiceError> {
    let mut wanted: BTreeSet<String> = missing.clone();
    loop {
        let ids: Vec<String> = wanted.iter().cloned().collect();
        let registry = store.part_of_registry(&ids, &[]).await?;
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
