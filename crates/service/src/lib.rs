//! The steps that change the registry, for the command line and the pages alike.
//!
//! * [`originals`]: the original files of evidence;
//! * [`imports`]: files in, all or nothing;
//! * [`desk`]: what an account may see of the registry's documents, and write;
//! * [`consents`]: whose data is left out because consent has ended;
//! * [`identities`]: those of protected witnesses, sealed;
//! * [`search`]: everything against everything, hypotheses stored;
//! * [`linking`]: two lists of people, and who is on both;
//! * [`lists`]: a list of others, kept and linked to the registry;
//! * [`record`]: the log signed, cosigned by witnesses, and receipts;
//! * [`reports`]: a report that a person types in, and who may be meant already;
//! * [`accounts`]: who may sign in;
//! * [`erasure`]: what is held of somebody, erased for good;
//! * [`package`]: everything as open files, and back;
//! * [`backup`]: everything in one encrypted file, and back.
//!
//! Each is one [`kintrace_store::UnitOfWork`].

pub mod accounts;
pub mod backup;
pub mod consents;
pub mod desk;
pub mod erasure;
pub mod identities;
pub mod imports;
pub mod linking;
pub mod lists;
pub mod originals;
pub mod package;
pub mod record;
pub mod reports;
pub mod sealed;

use std::collections::BTreeMap;
use std::time::Instant;

use consents::withdrawn;
use kintrace_casework::consent::Purpose;
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::{Day, Faults};
use kintrace_matching::{ENGINE, Found, Outcome, Settings, case};
use kintrace_store::hypotheses::{Hypothesis, Search};
use kintrace_store::originals::OriginalsError;
use kintrace_store::{Store, StoreError};
use time::OffsetDateTime;

/// Why a step was not done; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The files are not right.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Who asks may not import things of these kinds.
    #[error("the files hold {list}, which are imported by somebody else", list = .0.iter().map(|k| noun(*k, true)).collect::<Vec<_>>().join(", "))]
    Forbidden(Vec<Kind>),
    /// An original file can't be kept.
    #[error(transparent)]
    Originals(#[from] OriginalsError),
    /// The computation was broken off.
    #[error("the computation was broken off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
}

/// What a kind of thing is called.
#[must_use]
pub fn noun(kind: Kind, several: bool) -> String {
    match (kind, several) {
        (Kind::MissingPerson, false) => "missing person",
        (Kind::MissingPerson, true) => "missing persons",
        (Kind::Person, false) => "member of a family",
        (Kind::Person, true) => "members of families",
        (Kind::Remains, _) => "remains",
        (Kind::Sample, false) => "sample",
        (Kind::Sample, true) => "samples",
        (Kind::Profile, false) => "profile",
        (Kind::Profile, true) => "profiles",
        (Kind::Locus, false) => "locus of the frequency table",
        (Kind::Locus, true) => "loci of the frequency table",
        (Kind::Document(noun), false) => noun.text(),
        (Kind::Document(noun), true) => return noun.several(),
    }
    .to_owned()
}

/// Counts by kind: (kind, new, changed).
#[must_use]
pub fn counts(changes: &[Change]) -> Vec<(Kind, usize, usize)> {
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for change in changes {
        let entry = counts.entry(change.kind).or_default();
        if change.is_new { entry.0 += 1 } else { entry.1 += 1 }
    }
    counts.into_iter().map(|(kind, (new, changed))| (kind, new, changed)).collect()
}

/// Counts in words: "40 new missing persons, 3 changed samples".
#[must_use]
pub fn summary(changes: &[Change]) -> String {
    let parts: Vec<String> = counts(changes)
        .into_iter()
        .flat_map(|(kind, new, changed)| {
            [(new, "new"), (changed, "changed")]
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(move |(n, word)| format!("{n} {word} {}", noun(kind, n != 1)))
        })
        .collect();
    if parts.is_empty() { "nothing new".to_owned() } else { parts.join(", ") }
}

/// Searches everything against everything and stores what was found. The DNA of who has taken back the
/// consent to compare it is left out. `started` is told how many
/// missing persons there are, `done` after each.
///
/// # Errors
/// The store's refusal.
pub async fn search(
    store: &Store,
    settings: Settings,
    by: &str,
    started: impl FnOnce(usize) + Send + 'static,
    done: impl Fn() + Sync + Send + 'static,
) -> Result<(Outcome, f64), ServiceError> {
    let mut registry = store.registry().await?;
    registry.without_samples_of(&withdrawn(store, Purpose::Match).await?);
    let (outcome, seconds) = tokio::task::spawn_blocking(move || {
        let start = Instant::now();
        let assembled = case(&registry, &settings);
        started(assembled.case.missing().count());
        let outcome = kintrace_matching::search(&assembled, &done);
        (outcome, start.elapsed().as_secs_f64())
    })
    .await?;
    let record = Search {
        engine: ENGINE.to_owned(),
        missing: outcome.missing as u64,
        remains: outcome.remains as u64,
        outside: outcome.outside,
        theta: settings.theta,
        dropped_mass: outcome.dropped_mass,
        standard_error: outcome.standard_error,
        seconds,
    };
    let rows: Vec<Hypothesis> = outcome.found.iter().map(row).collect();
    let work = store.begin(by).await?;
    work.replace_hypotheses(&record, &rows).await?;
    let summary = format!(
        "{} missing persons compared with {} remains: {} hypotheses",
        outcome.missing,
        outcome.remains,
        outcome.found.len()
    );
    work.event("search", &summary).await?;
    work.commit().await?;
    Ok((outcome, seconds))
}

fn row(found: &Found) -> Hypothesis {
    Hypothesis {
        remains: found.remains.clone(),
        missing: found.missing.clone(),
        log10_lr_dna: found.log10_lr_dna,
        log10_lr: found.log10_lr,
        posterior: found.posterior,
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// The day, in UTC.
#[must_use]
pub fn today() -> Day {
    let date = OffsetDateTime::now_utc().date();
    Day::new(date.year(), date.month().into(), date.day())
}
