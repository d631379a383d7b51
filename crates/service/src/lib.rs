//! The steps that change the registry, for the command line and the pages alike.
//!
//! * [`originals`]: the original files of evidence;
//! * [`imports`]: files in, all or nothing;
//! * [`desk`]: what an account may see of the registry's documents, and write;
//! * [`consents`]: whose data is left out because consent has ended;
//! * [`sealing`]: what the database holds sealed, witnesses' identities among it;
//! * [`body`]: remains that are parts of one body;
//! * [`left_out`]: what no comparison uses; [`doubts`]: which samples and relations are doubtful;
//! * [`search`]: everything against everything, hypotheses stored; [`tiles`]: the same in tiles, by DNA alone, for many
//!   workers;
//! * [`identifications`]: proposed, signed by two, told to the family;
//! * [`linking`]: two lists of people, and who is on both;
//! * [`lists`]: a list of others, kept and linked to the registry;
//! * [`record`]: the log signed, cosigned by witnesses, and receipts;
//! * [`reports`]: a report that a person types in, and who may be meant already;
//! * [`mergers`]: whoever was reported twice, merged and parted again;
//! * [`families`]: a family's pedigree, edited;
//! * [`family`], [`family_reports`]: what a relative sees of the own person's case, does and reports;
//! * [`accounts`]: who may sign in; [`second_factors`]: with what besides; [`invitations`], [`recovery`]: how
//!   relatives get an account, and somebody gets back into one;
//! * [`finding`]: everything by words, numbers and barcodes;
//! * [`work`]: what waits for an account, and what is late;
//! * [`progress`]: how the work goes;
//! * [`erasure`]: what is held of somebody, erased for good;
//! * [`package`]: everything as open files, and back;
//! * [`backup`]: everything in one encrypted file, and back.
//!
//! Each is one [`kintrace_store::UnitOfWork`].

pub mod accounts;
pub mod backup;
pub mod body;
pub mod consents;
pub mod desk;
pub mod doubts;
pub mod erasure;
pub mod families;
pub mod family;
pub mod family_reports;
pub mod finding;
pub mod identifications;
pub mod imports;
pub mod inclusion_powers;
pub mod institutions;
pub mod invitations;
pub mod left_out;
pub mod linking;
pub mod lists;
pub mod mergers;
pub mod originals;
pub mod package;
pub mod passkeys;
pub mod progress;
pub mod record;
pub mod recovery;
pub mod reports;
pub mod sealed;
pub mod sealing;
mod search;
pub mod second_factors;
pub mod secrets;
pub mod tiles;
pub mod work;

use std::collections::BTreeMap;

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::{Day, Faults, Noun};
use kintrace_language::{Message, slug};
use kintrace_store::StoreError;
use kintrace_store::originals::OriginalsError;
use time::OffsetDateTime;

pub use search::{Doubtful, SearchMemory, Seconds, find_doubts, is_search_due, search, search_again};

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
    #[error("the files hold {list}, which are imported by somebody else", list = .0.iter().map(|k| noun(*k, true).to_string()).collect::<Vec<_>>().join(", "))]
    Forbidden(Vec<Kind>),
    /// An original file can't be kept.
    #[error(transparent)]
    Originals(#[from] OriginalsError),
    /// The computation was broken off.
    #[error("the computation was broken off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
}

/// What a kind of thing is called; `several`: more than one of them.
#[must_use]
pub fn noun(kind: Kind, several: bool) -> Message {
    let word = match kind {
        Kind::MissingPerson => Noun::MissingPerson.text(),
        Kind::Person => Noun::Person.text(),
        Kind::Remains => Noun::Remains.text(),
        Kind::Sample => Noun::Sample.text(),
        Kind::Profile => "profile",
        Kind::Locus => "locus",
        Kind::Document(noun) => noun.text(),
    };
    Message::new(format!("{}-{}", if several { "nouns" } else { "noun" }, slug(word)))
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

/// Counts in words: "missing persons: 40 new", "samples: 3 changed".
#[must_use]
pub fn in_words(changes: &[Change]) -> Vec<Message> {
    let parts: Vec<Message> = counts(changes)
        .into_iter()
        .flat_map(|(kind, new, changed)| {
            [(new, "change-new"), (changed, "change-altered")]
                .into_iter()
                .filter(|(n, _)| *n > 0)
                .map(move |(n, id)| Message::new(id).with("kind", noun(kind, true)).with("count", n))
        })
        .collect();
    if parts.is_empty() { vec![Message::new("change-nothing")] } else { parts }
}

/// The same as the command line says it.
#[must_use]
pub fn summary(changes: &[Change]) -> String {
    in_words(changes).iter().map(Message::to_string).collect::<Vec<_>>().join(", ")
}

/// Seconds since 1970.
fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// The day, in UTC.
#[must_use]
pub fn today() -> Day {
    day(OffsetDateTime::now_utc().date())
}

/// The day (UTC) of a time in seconds since 1970.
#[must_use]
pub fn day_of(seconds: i64) -> Day {
    day(OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH).date())
}

/// A day as the calendar of `time` has it.
fn day(date: time::Date) -> Day {
    Day::new(date.year(), date.month().into(), date.day())
}
