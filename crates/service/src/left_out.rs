//! What is left out of every comparison: the DNA of who has taken back the consent to compare it, samples that an
//! examiner set aside, and relations that an examiner does not use. The search and the pages that show a pair ask here,
//! so they compare the same.

use std::collections::BTreeSet;

use kintrace_casework::consent::Purpose;
use kintrace_casework::registry::{Person, Registry, Sample, Subject};
use kintrace_casework::review::{Review, Reviews};
use kintrace_casework::{Document, Noun, Sound};
use kintrace_kinship::Profile;
use kintrace_store::missing_persons::File;
use kintrace_store::{Store, StoreError};

use crate::consents::{withdrawn, withdrawn_among};

/// What is left out.
#[derive(Debug, Clone, Default)]
pub struct LeftOut {
    withdrawn: BTreeSet<String>,
    reviews: Reviews,
}

impl LeftOut {
    /// Of everything; the reviews have been read.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn of_all(store: &Store, reviews: Reviews) -> Result<Self, StoreError> {
        Ok(Self { withdrawn: withdrawn(store, Purpose::Match).await?, reviews })
    }

    /// Of a part of the registry, in which these persons are; the reviews have been read.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn of_part(store: &Store, reviews: Reviews, persons: &[String]) -> Result<Self, StoreError> {
        Ok(Self { withdrawn: withdrawn_among(store, Purpose::Match, persons).await?, reviews })
    }

    /// Of samples of remains.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn of_samples(store: &Store, samples: &[(Sample, Profile)]) -> Result<Self, StoreError> {
        let samples: Vec<String> = samples.iter().map(|(s, _)| s.id.clone()).collect();
        let found = store.documents_of_kind_about_any(Noun::Review, Noun::Sample, &samples).await?;
        Ok(Self { withdrawn: BTreeSet::new(), reviews: reviews(&found) })
    }

    /// Of a family.
    ///
    /// # Errors
    /// The store's refusal.
    pub async fn of_file(store: &Store, file: &File) -> Result<Self, StoreError> {
        let persons: Vec<String> = file.persons.iter().map(|p| p.id.clone()).collect();
        let samples: Vec<String> = file.samples.iter().map(|(s, _)| s.id.clone()).collect();
        let mut found = store.documents_of_kind_about_any(Noun::Review, Noun::Sample, &samples).await?;
        found.extend(store.documents_of_kind_about_any(Noun::Review, Noun::Person, &persons).await?);
        found.sort_by(|a, b| a.reference.cmp(&b.reference));
        found.dedup_by(|a, b| a.reference == b.reference);
        let withdrawn = withdrawn_among(store, Purpose::Match, &persons).await?;
        Ok(Self { withdrawn, reviews: reviews(&found) })
    }

    /// Leaves it out of a registry.
    pub fn apply(&self, registry: &mut Registry) {
        registry.without_samples_of(&self.withdrawn);
        self.reviews.apply(registry);
    }

    /// Leaves out the samples of a family; the pedigree stays as the family stated it.
    pub fn apply_to_samples(&self, file: &mut File) {
        file.samples.retain(|(sample, _)| self.keeps(sample));
    }

    /// Whether a sample is compared.
    #[must_use]
    pub fn keeps(&self, sample: &Sample) -> bool {
        let withdrawn = matches!(&sample.subject, Subject::Person(id) if self.withdrawn.contains(id));
        !withdrawn && !self.reviews.is_set_aside(&sample.id)
    }

    /// Members of a family with the relations that are compared.
    #[must_use]
    pub fn compared(&self, persons: &[Person]) -> Vec<Person> {
        let mut compared = persons.to_vec();
        compared.iter_mut().for_each(|person| self.reviews.cut(person));
        compared
    }
}

fn reviews(documents: &[Document]) -> Reviews {
    let mut reviews = Reviews::default();
    for review in documents.iter().filter_map(|d| d.thing::<Review>().ok()) {
        reviews.add(Sound::into_draft(review));
    }
    reviews
}
