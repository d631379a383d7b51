//! Sealed packages ([`kintrace_evidence`]): a case or a piece of evidence as one file for a court.

use std::collections::BTreeSet;

use kintrace_casework::evidence::Evidence;
use kintrace_casework::{Noun, Reference};
use kintrace_evidence::sealed::{Content, PackageError, Version, seal};
use kintrace_record::Change;
use kintrace_record::policy::Refusal;
use kintrace_store::originals::{Originals, OriginalsError};
use kintrace_store::record::Kind;
use kintrace_store::{Store, StoreError};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::record::{RecordError, Recorder};

/// Why a package was not made.
#[derive(Debug, thiserror::Error)]
pub enum SealedError {
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Too few witnesses have signed: nobody would accept the package.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An original is damaged.
    #[error(transparent)]
    Originals(#[from] OriginalsError),
    /// The package.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// There is no such thing.
    #[error("nothing was recorded of {0} {1}")]
    Absent(&'static str, String),
    /// Its original is not there.
    #[error("the original of evidence {0} is not there")]
    NoOriginal(String),
}

/// A package of a thing and of everything that refers to it, but for kinds that are left out: all versions,
/// their receipts, the originals of evidence. That it was taken out is on record first.
///
/// # Errors
/// [`SealedError`].
pub async fn package(
    store: &Store,
    recorder: &Recorder,
    originals: &Originals,
    thing: (Kind, &str),
    without: &BTreeSet<Noun>,
) -> Result<Vec<u8>, SealedError> {
    let (kind, id) = thing;
    let mut things = vec![(kind, id.to_owned())];
    let noun = match kind {
        Kind::MissingPerson => Some(Noun::MissingPerson),
        Kind::Remains => Some(Noun::Remains),
        Kind::Document(noun) => Some(noun),
        _ => None,
    };
    let about = match noun {
        Some(noun) => store.documents_about(&Reference::new(noun, id)).await?,
        None => Vec::new(),
    };
    let about = about.into_iter().map(|document| document.reference);
    things.extend(about.filter(|r| !without.contains(&r.kind)).map(|r| (Kind::Document(r.kind), r.id)));
    let work = store.begin("").await?;
    for (kind, id) in &things {
        if work.version(*kind, id).await? == 0 {
            return Err(SealedError::Absent(kind.text(), id.clone()));
        }
        work.record_read(*kind, id);
    }
    work.commit().await?;
    // One checkpoint for all receipts; that the package was made is under it as well.
    recorder.publish().await?.quorum?;

    let (mut versions, mut files) = (Vec::new(), Vec::new());
    for (kind, id) in things {
        let mut history = store.history(kind, &id).await?;
        history.reverse();
        for version in history.into_iter().filter(|version| version.change != Change::Read) {
            let receipt = recorder.receipt(version.sequence).await?;
            let receipt = receipt.ok_or_else(|| SealedError::Absent(kind.text(), id.clone()))?;
            let (kind, id) = (kind.text().to_owned(), id.clone());
            versions.push(Version { kind, id, nonce: version.nonce, state: version.state, receipt });
        }
        if kind == Kind::Document(Noun::Evidence)
            && let Some(evidence) = store.find::<Evidence>(&id).await?
            && let Some(original) = evidence.into_draft().original
        {
            let bytes = originals.get(&original.sha256).await?.ok_or(SealedError::NoOriginal(id))?;
            files.push((original.name, bytes));
        }
    }
    let content = Content {
        title: format!("{} {id}", kind.text()),
        made: OffsetDateTime::now_utc().truncate_to_second().format(&Rfc3339).unwrap_or_default(),
        log: recorder.key().public().name.clone(),
        policy: recorder.policy().to_string(),
        versions,
        originals: files,
    };
    let name: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    Ok(seal(&format!("package-{name}"), &content, recorder.key())?)
}
