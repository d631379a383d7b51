//! What the last search found doubtful about samples and relations.
//!
//! It follows from what is stored, so the record does not hold it; and it may say of a family what the family does not
//! know, so whoever erases a person erases it as well.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::Value;

use crate::entities::{doubt, missing_person, person, remains};
use crate::{Store, StoreError, UnitOfWork};

/// So many ids are asked for at once.
const CHUNK: usize = 500;

/// A doubt as the search wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDoubt {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// All of it.
    pub doubt: Value,
}

impl UnitOfWork {
    /// Replaces all doubts by those of a new search.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn replace_doubts(&self, found: &[StoredDoubt]) -> Result<(), StoreError> {
        doubt::Entity::delete_many().exec(&self.tx).await?;
        for chunk in found.chunks(1000) {
            let rows = chunk.iter().map(|d| doubt::ActiveModel {
                id: Set(d.id.clone()),
                kind: Set(d.kind.clone()),
                doubt: Set(d.doubt.to_string()),
            });
            doubt::Entity::insert_many(rows).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Forgets doubts that name an id.
    pub(crate) async fn forget_doubts_about(&self, id: &str) -> Result<(), StoreError> {
        let named = serde_json::to_string(id).unwrap_or_default();
        doubt::Entity::delete_many().filter(doubt::Column::Doubt.contains(named)).exec(&self.tx).await?;
        Ok(())
    }
}

impl Store {
    /// Names of members of families by id, as far as they have some.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn person_names(&self, ids: &[String]) -> Result<BTreeMap<String, String>, StoreError> {
        let mut names = BTreeMap::new();
        for chunk in ids.chunks(CHUNK) {
            let found =
                self.visible_persons().filter(person::Column::Id.is_in(chunk.iter().map(String::as_str)));
            names.extend(found.all(&self.db).await?.into_iter().map(|p| (p.id, p.name)));
        }
        Ok(names)
    }

    /// Which of these missing persons and remains this store's party may see.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn visible_among(
        &self,
        missing: &BTreeSet<String>,
        remains: &BTreeSet<String>,
    ) -> Result<(BTreeSet<String>, BTreeSet<String>), StoreError> {
        if self.party().is_none() {
            return Ok((missing.clone(), remains.clone()));
        }
        let mut seen = (BTreeSet::new(), BTreeSet::new());
        for chunk in missing.iter().collect::<Vec<_>>().chunks(CHUNK) {
            let of_missing = missing_person::Column::Id;
            let ids = self.visible_missing().select_only().column(of_missing);
            let ids = ids.filter(of_missing.is_in(chunk.iter().map(|id| id.as_str())));
            seen.0.extend(ids.into_tuple::<String>().all(&self.db).await?);
        }
        for chunk in remains.iter().collect::<Vec<_>>().chunks(CHUNK) {
            let ids = self.visible_remains().select_only().column(remains::Column::Id);
            let ids = ids.filter(remains::Column::Id.is_in(chunk.iter().map(|id| id.as_str())));
            seen.1.extend(ids.into_tuple::<String>().all(&self.db).await?);
        }
        Ok(seen)
    }

    /// All doubts, in order of their ids, whoever may see them.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn every_doubt(&self) -> Result<Vec<Value>, StoreError> {
        let rows = doubt::Entity::find().order_by_asc(doubt::Column::Id).all(&self.db).await?;
        let read = rows.into_iter().map(|row| {
            serde_json::from_str(&row.doubt).map_err(|e| StoreError::Damaged {
                table: "doubts",
                id: row.id,
                problem: e.to_string(),
            })
        });
        read.collect()
    }
}
