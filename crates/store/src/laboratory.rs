//! Samples as a laboratory sees them: by barcode, without whom or what they are of.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::entities::{genotype, sample};
use crate::{Store, StoreError};

/// A sample without its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaboratorySample {
    /// Barcode.
    pub id: String,
    /// Kind: buccal swab, tooth, femur …
    pub kind: String,
    /// When it was taken.
    pub taken: String,
    /// Which laboratory has it.
    pub laboratory: String,
    /// Number of its seal.
    pub seal: String,
    /// How many loci were read.
    pub typed: u64,
}

impl Store {
    /// A page (from 0) of samples, and how many there are: for a party, those that its laboratory has.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn laboratory_samples(
        &self,
        page: u64,
        size: u64,
    ) -> Result<(Vec<LaboratorySample>, u64), StoreError> {
        let query = self.laboratory_scope();
        let total = query.clone().count(&self.db).await?;
        Ok((self.with_loci(query.offset(page * size).limit(size)).await?, total))
    }

    /// The first samples of which nothing was read yet, in order of their barcodes.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn samples_to_type(&self, size: u64) -> Result<Vec<LaboratorySample>, StoreError> {
        self.with_loci(self.laboratory_scope().filter(sample::Column::Typed.eq(false)).limit(size)).await
    }

    fn laboratory_scope(&self) -> Select<sample::Entity> {
        let query = sample::Entity::find();
        match self.party() {
            Some(party) => query.filter(sample::Column::Laboratory.eq(party)),
            None => query,
        }
    }

    /// Samples in order of their barcodes, with how many loci were read of each.
    async fn with_loci(&self, query: Select<sample::Entity>) -> Result<Vec<LaboratorySample>, StoreError> {
        let found = query.order_by_asc(sample::Column::Id).all(&self.db).await?;
        let typed: std::collections::BTreeMap<String, i64> = genotype::Entity::find()
            .select_only()
            .column(genotype::Column::Sample)
            .column_as(genotype::Column::Locus.count(), "loci")
            .filter(genotype::Column::Sample.is_in(found.iter().map(|s| s.id.as_str())))
            .group_by(genotype::Column::Sample)
            .into_tuple::<(String, i64)>()
            .all(&self.db)
            .await?
            .into_iter()
            .collect();
        let samples = found
            .into_iter()
            .map(|s| LaboratorySample {
                typed: typed.get(&s.id).map_or(0, |n| u64::try_from(*n).unwrap_or(0)),
                id: s.id,
                kind: s.kind,
                taken: s.taken,
                laboratory: s.laboratory,
                seal: s.seal,
            })
            .collect();
        Ok(samples)
    }
}
