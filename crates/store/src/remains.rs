//! Lists and files of remains.

use kintrace_casework::registry::{Remains, Sample};
use kintrace_kinship::Profile;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::entities::{hypothesis, remains};
use crate::record::Kind;
use crate::{Store, StoreError, rows};

/// A row of the list: remains, and the best hypothesis' posterior.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The remains.
    pub remains: Remains,
    /// The best hypothesis' posterior, if there is one.
    pub best: Option<f64>,
}

/// Remains with their samples and profiles.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// The remains.
    pub remains: Remains,
    /// Samples and profiles.
    pub samples: Vec<(Sample, Profile)>,
}

impl Store {
    /// Remains that this store's party may see.
    pub(crate) fn visible_remains(&self) -> Select<remains::Entity> {
        let query = remains::Entity::find();
        match self.party() {
            Some(party) => query.filter(remains::Column::Party.is_in(["", party])),
            None => query,
        }
    }

    /// How many remains there are.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_remains(&self) -> Result<u64, StoreError> {
        Ok(self.visible_remains().count(&self.db).await?)
    }

    /// A page of the list (from 0) of remains that have words beginning
    /// with each of `words`, and how many there are.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn list_remains(
        &self,
        words: &str,
        page: u64,
        size: u64,
    ) -> Result<(Vec<Listed>, u64), StoreError> {
        let having = self.having(Kind::Remains, words).await?;
        let total = self.count_having(&having, self.visible_remains(), true).await?;
        let query = self.visible_remains().filter(having.condition(remains::Entity));
        Ok((self.first_listed(query.offset(page * size), size).await?, total))
    }

    /// The first remains that were found at a site, in order of id, as many as asked for, and how many there are.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn remains_of_site(&self, site: &str, most: u64) -> Result<(Vec<Listed>, u64), StoreError> {
        let query = self.visible_remains().filter(remains::Column::Site.eq(site));
        let total = query.clone().count(&self.db).await?;
        Ok((self.first_listed(query, most).await?, total))
    }

    /// The first rows of a query in order of id, as lists show them.
    async fn first_listed(
        &self,
        query: Select<remains::Entity>,
        most: u64,
    ) -> Result<Vec<Listed>, StoreError> {
        let found = query.order_by_asc(remains::Column::Id).limit(most).all(&self.db).await?;
        let ids: Vec<String> = found.iter().map(|r| r.id.clone()).collect();
        let best = self.best_posteriors(hypothesis::Column::Remains, ids).await?;
        let listed =
            |r: remains::Model| Ok(Listed { best: best.get(&r.id).copied(), remains: rows::remains(r)? });
        found.into_iter().map(listed).collect()
    }

    /// The file of remains, or `None` if none have the id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn remains_file(&self, id: &str) -> Result<Option<File>, StoreError> {
        let found = self.visible_remains().filter(remains::Column::Id.eq(id));
        let Some(row) = found.one(&self.db).await? else {
            return Ok(None);
        };
        let samples = self.samples_of("remains", vec![id.to_owned()]).await?;
        Ok(Some(File { remains: rows::remains(row)?, samples }))
    }
}
