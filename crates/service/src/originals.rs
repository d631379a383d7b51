//! Original files of evidence: kept with what is written down about them, and whether they are all there.

use kintrace_casework::evidence::{Evidence, Original};
use kintrace_casework::{Document, Noun, Sound};
use kintrace_store::originals::{Originals, OriginalsError};
use kintrace_store::record::{Finding, Kind as Recorded};
use kintrace_store::{Store, StoreError};
use serde_json::json;

use crate::desk::{Desk, DeskError, Written};

/// Why an original was not kept or given.
#[derive(Debug, thiserror::Error)]
pub enum OriginalError {
    /// The desk's refusal.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// Where originals are kept.
    #[error(transparent)]
    Originals(#[from] OriginalsError),
}

impl From<StoreError> for OriginalError {
    fn from(e: StoreError) -> Self {
        Self::Desk(e.into())
    }
}

impl Desk {
    /// Keeps the original of a piece of evidence, which has none yet: the file first, then that it is
    /// there, so that what is written down is never without its file.
    ///
    /// # Errors
    /// [`OriginalError`]; nothing was written down.
    pub async fn keep_original(
        &self,
        id: &str,
        name: &str,
        bytes: Vec<u8>,
        originals: &Originals,
    ) -> Result<Written, OriginalError> {
        let seen = self.version(Noun::Evidence, id).await?;
        let evidence = self.read(Noun::Evidence, id).await?.ok_or(DeskError::Absent)?;
        let media_type = infer::get(&bytes).map_or("application/octet-stream", |kind| kind.mime_type());
        let length = bytes.len();
        let mut state = evidence.state;
        // That it may be written is known before anything is kept: of an account that may not, no file stays.
        let original = json!({
            "sha256": kintrace_store::originals::sha256(&bytes),
            "bytes": length,
            "media_type": media_type,
            "name": name,
        });
        state["original"] = original;
        self.may_write(Noun::Evidence, &state, seen).await?;
        originals.keep(bytes).await?;
        Ok(self.write(Noun::Evidence, state, seen).await?)
    }

    /// The original of a piece of evidence. That it left the house is on record before it is given.
    ///
    /// # Errors
    /// [`DeskError::Absent`] if there is none that the account may see, or [`OriginalsError`].
    pub async fn original(
        &self,
        id: &str,
        originals: &Originals,
    ) -> Result<(Original, Vec<u8>), OriginalError> {
        let document = self.read(Noun::Evidence, id).await?.ok_or(DeskError::Absent)?;
        let original = original_of(&document).ok_or(DeskError::Absent)?;
        let bytes = originals.get(&original.sha256).await?.ok_or(DeskError::Absent)?;
        let work = self.store().begin(&self.account().name).await?;
        work.record_read(Recorded::Document(Noun::Evidence), id);
        work.commit().await?;
        Ok((original, bytes))
    }
}

fn original_of(document: &Document) -> Option<Original> {
    document.thing::<Evidence>().ok().map(Sound::into_draft)?.original
}

/// SHA-256 of all originals that are written down, with the ids of their evidence.
///
/// # Errors
/// The store's refusal.
pub async fn written_down(store: &Store) -> Result<Vec<(String, Original)>, StoreError> {
    let evidence = store.every_document(Noun::Evidence).await?;
    Ok(evidence.iter().filter_map(|d| Some((d.reference.id.clone(), original_of(d)?))).collect())
}

/// Originals that are not there, or are not what was kept.
///
/// # Errors
/// The store's refusal.
pub async fn verify(store: &Store, originals: &Originals) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    for (id, original) in written_down(store).await? {
        let problem = match originals.get(&original.sha256).await {
            Ok(Some(_)) => continue,
            Ok(None) => "its original is not there".to_owned(),
            Err(e) => e.to_string(),
        };
        findings.push(Finding { about: format!("evidence {id}"), problem });
    }
    Ok(findings)
}
