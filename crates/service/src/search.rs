//! Everything against everything: hypotheses first, then what is doubtful of samples and relations.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use kintrace_casework::elimination_profile::EliminationProfile;
use kintrace_casework::merger::join;
use kintrace_casework::review::Reviews;
use kintrace_casework::{Noun, Registry};
use kintrace_language::Message;
use kintrace_matching::doubts::Doubt;
use kintrace_matching::{Described, ENGINE, Found, Memory, Outcome, Settings, bodies};
use kintrace_store::hypotheses::{Hypothesis, Search};
use kintrace_store::kept_registry::KeptRegistry;
use kintrace_store::record::Kind;
use kintrace_store::{Store, StoreError};
use rayon::prelude::*;

use crate::left_out::LeftOut;
use crate::{ServiceError, day_of, doubts, mergers, today};

/// What one search leaves to the next: the registry as it was read, and what was computed and learned of it.
#[derive(Debug, Default)]
pub struct SearchMemory {
    registry: Option<KeptRegistry>,
    /// What offices wrote down when the record had so many leaves.
    described: Option<(u64, Described)>,
    matching: Memory,
}

impl SearchMemory {
    /// One that lasts ([`Memory::lasting`]).
    #[must_use]
    pub fn lasting() -> Self {
        Self { matching: Memory::lasting(), ..Self::default() }
    }

    /// What was learned of everybody is learned again by the next search.
    pub fn learn_again(&mut self) {
        self.matching.learn_again();
    }
}

/// How long a search computed, in seconds; reading the registry and storing what was found come on top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seconds {
    /// Everything.
    pub all: f64,
    /// Of it, comparing the DNA of every family with that of all remains, tables included.
    pub dna: f64,
}

/// Kinds of documents that a search compares or leaves something out by.
const DOCUMENTS: [Noun; 3] = [Noun::Consent, Noun::Case, Noun::EliminationProfile];

/// Whether anything that a search compares has changed since the last search, or since the record had `since` leaves, if
/// that is later; or another day has begun since, with which consents end. Without a search before: whether there is somebody to
/// look for, and remains.
///
/// # Errors
/// The store's refusal.
pub async fn is_search_due(store: &Store, since: u64) -> Result<bool, StoreError> {
    let Some((last, finished)) = store.last_search().await? else {
        return Ok(store.count_missing().await? > 0 && store.count_remains().await? > 0);
    };
    if day_of(finished) < today() {
        return Ok(true);
    }
    let last = last.leaves.unwrap_or(0);
    let documents = Described::KINDS.into_iter().chain(DOCUMENTS).map(Kind::Document);
    let kinds: Vec<Kind> = KeptRegistry::KINDS.into_iter().chain(documents).collect();
    store.has_changed(last.max(since), &kinds).await
}

/// A search that broke off has left nothing: what is put back is whole.
fn lock(memory: &Mutex<SearchMemory>) -> MutexGuard<'_, SearchMemory> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Searches everything against everything and stores what was found. The DNA of who has taken back the
/// consent to compare it is left out; whoever was reported twice is compared once, with both families. `started`
/// is told how many missing persons there are, `done` after each.
///
/// # Errors
/// The store's refusal.
pub async fn search(
    store: &Store,
    settings: Settings,
    by: &str,
    started: impl FnOnce(usize) + Send + 'static,
    done: impl Fn() + Sync + Send + 'static,
) -> Result<(Outcome, Seconds), ServiceError> {
    let memory = Arc::default();
    let (outcome, doubtful, seconds) =
        search_again(store, settings, Arc::clone(&memory), Some(by), started, done).await?;
    let more = find_doubts(store, doubtful, memory, by).await?;
    Ok((outcome, Seconds { all: seconds.all + more, ..seconds }))
}

/// Searches, and stores hypotheses; what `memory` holds of an earlier search is not computed again where it is still so.
/// What is doubtful is left to [`find_doubts`]: it does not change what was found, and whoever waits for that need not wait
/// for it. `asked` is who asked for it, as in [`Store::begin`], and `None` if it began by itself: the diary says nothing
/// of such a one.
///
/// # Errors
/// The store's refusal.
pub async fn search_again(
    store: &Store,
    settings: Settings,
    memory: Arc<Mutex<SearchMemory>>,
    asked: Option<&str>,
    started: impl FnOnce(usize) + Send + 'static,
    done: impl Fn() + Sync + Send + 'static,
) -> Result<(Outcome, Doubtful, Seconds), ServiceError> {
    let before = lock(&memory).registry.take();
    let kept = store.registry_since(before).await?;
    let (mut registry, leaves) = (kept.registry().clone(), kept.leaves());
    let before = lock(&memory).described.take();
    let mut described = described_since(store, before).await?;
    {
        let mut memory = lock(&memory);
        memory.described = Some((kept.leaves(), described.clone()));
        memory.registry = Some(kept);
    }
    LeftOut::of_all(store, described.reviews.clone()).await?.apply(&mut registry);
    // Whose families can't be one are compared by themselves; the pages say so.
    let _ = join(&mut registry, &mergers::mergers(store).await?);
    let eliminations = doubts::eliminations(store).await?;
    let theta = settings.theta;
    let (outcome, rows, doubtful, people, worths, seconds) = tokio::task::spawn_blocking(move || {
        let start = Instant::now();
        let memory = &mut lock(&memory).matching;
        // What is doubtful of samples is looked for before they are put together.
        let found_bodies = memory.bodies(&registry, &described, &settings);
        described.alike = found_bodies.alike(&registry, &described.reviews);
        let reviews = described.reviews.clone();
        // Most registries have no bodies of several parts.
        let mut joined = (!reviews.bodies().is_empty()).then(|| registry.clone());
        if let Some(joined) = &mut joined {
            bodies::join(joined, &mut described, &settings);
        }
        let assembled = memory.case(joined.as_ref().unwrap_or(&registry), &described, &settings);
        let worths = assembled.worths();
        started(assembled.case.missing().count());
        let before = Instant::now();
        let compared = memory.compare(&assembled, &done);
        let dna = before.elapsed().as_secs_f64();
        let outcome = memory.conclude(assembled, compared);
        let mut found = found_bodies.proposed;
        found.extend(outcome.contradicted.iter().cloned());
        let rows: Vec<Hypothesis> = outcome.found.par_iter().map(row).collect();
        let doubtful = Doubtful { registry, eliminations, reviews, settings, found };
        let seconds = Seconds { all: start.elapsed().as_secs_f64(), dna };
        (outcome, rows, doubtful, found_bodies.people, worths, seconds)
    })
    .await?;
    let record = Search {
        engine: ENGINE.to_owned(),
        missing: outcome.missing as u64,
        remains: outcome.remains as u64,
        outside: outcome.outside,
        theta,
        dropped_mass: outcome.dropped_mass,
        standard_error: outcome.standard_error,
        places: serde_json::to_value(outcome.learned).unwrap_or_default(),
        people: serde_json::to_value(people).unwrap_or_default(),
        lineages: serde_json::to_value(worths).unwrap_or_default(),
        seconds: seconds.all,
        leaves: Some(leaves),
    };
    let work = store.begin(asked.unwrap_or_default()).await?;
    work.replace_hypotheses(&record, &rows).await?;
    if asked.is_none() {
        work.commit().await?;
        return Ok((outcome, doubtful, seconds));
    }
    let what = Message::new("diary-searched")
        .with("missing", outcome.missing)
        .with("remains", outcome.remains)
        .with("found", outcome.found.len());
    work.event("search", &what).await?;
    work.commit().await?;
    Ok((outcome, doubtful, seconds))
}

/// What was compared, of which it is still to be seen what is doubtful.
#[derive(Debug)]
pub struct Doubtful {
    /// Before parts of one body are put together.
    registry: Registry,
    eliminations: Vec<EliminationProfile>,
    reviews: Reviews,
    settings: Settings,
    /// What the search itself has found.
    found: Vec<Doubt>,
}

/// Looks for everything that is doubtful of samples and relations, and stores it. Gives the seconds that were computed.
///
/// # Errors
/// The store's refusal.
pub async fn find_doubts(
    store: &Store,
    of: Doubtful,
    memory: Arc<Mutex<SearchMemory>>,
    by: &str,
) -> Result<f64, ServiceError> {
    let (doubtful, seconds) = tokio::task::spawn_blocking(move || {
        let start = Instant::now();
        let memory = &mut lock(&memory).matching;
        let mut doubtful = memory.doubts(&of.registry, &of.eliminations, &of.reviews, &of.settings);
        doubtful.extend(of.found);
        (doubtful, start.elapsed().as_secs_f64())
    })
    .await?;
    let work = store.begin(by).await?;
    doubts::replace(&work, &doubtful).await?;
    work.commit().await?;
    Ok(seconds)
}

/// What offices wrote down that the search compares, if that has changed since the record had so many leaves; otherwise as
/// it was.
async fn described_since(store: &Store, before: Option<(u64, Described)>) -> Result<Described, StoreError> {
    if let Some((leaves, before)) = before
        && !store.has_changed(leaves, &Described::KINDS.map(Kind::Document)).await?
    {
        return Ok(before);
    }
    described(store).await
}

/// What offices wrote down that the search compares.
pub(crate) async fn described(store: &Store) -> Result<Described, StoreError> {
    let mut described = Described::default();
    for noun in Described::KINDS {
        for document in store.every_document(noun).await? {
            described.add(&document);
        }
    }
    Ok(described)
}

fn row(found: &Found) -> Hypothesis {
    // Numbers and words from closed lists can be written as JSON.
    let lines = serde_json::to_value(&found.lines).unwrap_or_default();
    let views = serde_json::to_value(found.views).unwrap_or_default();
    Hypothesis {
        remains: found.remains.clone(),
        missing: found.missing.clone(),
        log10_lr_dna: found.log10_lr_dna,
        log10_lr: found.log10_lr,
        posterior: found.posterior,
        lines,
        views,
    }
}
