//! Remains that are parts of one body, as examiners decided ([`kintrace_casework::review::Reviews::bodies`]).

use std::collections::BTreeSet;

use kintrace_casework::registry::{Registry, Remains};
use kintrace_casework::review::{Review, Reviews};
use kintrace_casework::{Noun, Sound};
use kintrace_matching::{Described, Settings, bodies};
use kintrace_store::remains::File;
use kintrace_store::{Store, StoreError};

use crate::left_out::LeftOut;

/// Reviews that say of which body remains are, and of which other remains that body is.
async fn reviews(store: &Store, id: &str) -> Result<Reviews, StoreError> {
    let mut seen = BTreeSet::from([id.to_owned()]);
    let mut look = vec![id.to_owned()];
    let mut found = BTreeSet::new();
    let mut reviews = Reviews::default();
    while !look.is_empty() {
        let about = store.documents_of_kind_about_any(Noun::Review, Noun::Remains, &look).await?;
        look.clear();
        for document in about {
            if !found.insert(document.reference.clone()) {
                continue;
            }
            let Some(review) = document.thing::<Review>().ok().map(Sound::into_draft) else { continue };
            look.extend(review.remains.iter().filter(|r| seen.insert((*r).clone())).cloned());
            reviews.add(review);
        }
    }
    Ok(reviews)
}

/// All remains of the body of which these are a part, in order; nothing if they are compared by themselves.
///
/// # Errors
/// The store's refusal.
pub async fn parts(store: &Store, id: &str) -> Result<Vec<String>, StoreError> {
    Ok(parts_of(&reviews(store, id).await?, id))
}

fn parts_of(reviews: &Reviews, id: &str) -> Vec<String> {
    let body = reviews.bodies().into_iter().find(|b| b.remains.contains(id));
    body.map(|b| b.remains.into_iter().collect()).unwrap_or_default()
}

/// Remains as the search compares them.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The remains, with the samples of the whole body as they were taken.
    pub file: File,
    /// Those by whose id the body goes; other remains only if these are a part of it.
    pub goes_by: String,
    /// All parts of the body, if there are several.
    pub parts: Vec<String>,
    /// The samples and the profile that is compared, as a registry.
    pub registry: Registry,
}

impl Joined {
    /// The remains as they are compared: with what is estimated of any part of the body.
    #[must_use]
    pub fn whole(&self) -> &Remains {
        self.registry.remains.get(&self.goes_by).unwrap_or(&self.file.remains)
    }
}

/// Remains with the other parts of their body as the search compares them: without samples that are not used
/// ([`LeftOut`]), with one profile of all parts. `None` if nothing has the id.
///
/// # Errors
/// The store's refusal.
pub async fn joined_remains(
    store: &Store,
    id: &str,
    settings: &Settings,
) -> Result<Option<Joined>, StoreError> {
    let Some(mut file) = store.remains_file(id).await? else { return Ok(None) };
    let reviews = reviews(store, id).await?;
    let parts = parts_of(&reviews, id);
    let mut registry = Registry::default();
    registry.remains.insert(id.to_owned(), file.remains.clone());
    for other in parts.iter().filter(|p| *p != id) {
        let Some(of_other) = store.remains_file(other).await? else { continue };
        registry.remains.insert(other.clone(), of_other.remains);
        file.samples.extend(of_other.samples);
    }
    let left_out = LeftOut::of_samples(store, &file.samples).await?;
    for (sample, profile) in file.samples.iter().filter(|(sample, _)| left_out.keeps(sample)) {
        registry.samples.insert(sample.id.clone(), sample.clone());
        registry.profiles.insert(sample.id.clone(), profile.clone());
    }
    let mut goes_by = id.to_owned();
    if !parts.is_empty() {
        registry.frequencies = store.frequencies().await?;
        let mut described = Described { reviews, ..Described::default() };
        let bodies = bodies::join(&mut registry, &mut described, settings);
        goes_by = bodies.get(id).cloned().unwrap_or(goes_by);
    }
    Ok(Some(Joined { file, goes_by, parts, registry }))
}
