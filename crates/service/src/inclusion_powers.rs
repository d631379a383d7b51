//! What each family's DNA can do to find its missing, worked out beside the search: it takes longer than a page can wait.

use std::collections::BTreeSet;

use kintrace_casework::case::Case;
use kintrace_casework::merger::join;
use kintrace_casework::{Noun, Sound};
use kintrace_matching::Settings;
use kintrace_matching::power::{self, Chance, Worths, inclusion_powers, needed_log10_lr};
use kintrace_store::Store;
use kintrace_store::inclusion_powers::InclusionPower;

use crate::left_out::LeftOut;
use crate::search::described;
use crate::work::READY;
use crate::{ServiceError, mergers};

/// Before anything was searched, so many people are thought to be outside the registry.
const OUTSIDE: f64 = 1000.0;

/// What a search says of lines of descent, and how many people outside the registry there are.
#[derive(Debug, Clone, Copy)]
pub struct Region {
    /// What male and maternal lines are worth.
    pub worths: Worths,
    /// How many missing persons were compared.
    pub missing: usize,
    /// The log10 LR that DNA alone needs for a hypothesis to be ready.
    pub needed: f64,
}

impl Region {
    /// As the last search found it.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn of(store: &Store) -> Result<Self, ServiceError> {
        let last = store.last_search().await?;
        let outside = last.as_ref().map_or(OUTSIDE, |(search, _)| search.outside);
        let worths = last.as_ref().and_then(|(s, _)| serde_json::from_value(s.lineages.clone()).ok());
        Ok(Self {
            worths: worths.unwrap_or_default(),
            missing: last.map_or(0, |(s, _)| usize::try_from(s.missing).unwrap_or(usize::MAX)),
            needed: needed_log10_lr(READY, outside),
        })
    }
}

/// Works out for everybody who is still looked for what the family's DNA can do, and keeps it. `started` is told how many
/// missing persons there are, `done` after each.
///
/// # Errors
/// The store's refusal.
pub async fn work_out(
    store: &Store,
    settings: Settings,
    by: &str,
    started: impl FnOnce(usize) + Send + 'static,
    done: impl Fn() + Sync + Send + 'static,
) -> Result<Vec<InclusionPower>, ServiceError> {
    let mut registry = store.registry().await?;
    let described = described(store).await?;
    LeftOut::of_all(store, described.reviews).await?.apply(&mut registry);
    let _ = join(&mut registry, &mergers::mergers(store).await?);
    let region = Region::of(store).await?;
    let closed = closed(store).await?;
    let powers = tokio::task::spawn_blocking(move || {
        started(registry.missing.len());
        let found = inclusion_powers(&registry, region.worths, &settings, &done);
        let open = found.into_iter().filter(|p| !closed.contains(&p.missing));
        open.map(|power| row(power, region.needed)).collect::<Vec<_>>()
    })
    .await?;
    let work = store.begin(by).await?;
    work.replace_inclusion_powers(&powers).await?;
    work.commit().await?;
    Ok(powers)
}

fn row(power: power::InclusionPower, needed: f64) -> InclusionPower {
    let pair = |chance: Chance| (chance.mean_log10_lr, chance.sd_log10_lr);
    let enough = power.now.map_or(0.0, |now| now.reaches(needed));
    InclusionPower {
        missing: power.missing,
        now: power.now.map(pair),
        enough,
        gain: power.best.as_ref().map_or(0.0, |(_, with)| with.reaches(needed) - enough),
        best: power.best.map(|(person, with)| (person, pair(with))),
    }
}

/// Missing persons of whom nobody looks for remains any more.
async fn closed(store: &Store) -> Result<BTreeSet<String>, ServiceError> {
    let cases = store.every_document(Noun::Case).await?;
    let cases = cases.iter().filter_map(|d| d.thing::<Case>().ok()).map(Sound::into_draft);
    Ok(cases.filter(|c| c.now().is_some_and(|now| !now.is_open())).map(|c| c.id).collect())
}
