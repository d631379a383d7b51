//! Missing persons by name, in any script and with typing errors.
//!
//! Each name is kept with its search keys ([`kintrace_names::keys`]) as rows of `name_keys`. A query
//! reads who shares keys with it, word by word, and compares the names of the nearest in full.

use std::collections::BTreeMap;

use kintrace_names::name::Part;
use kintrace_names::{Name, compare, keys};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::{list_link, list_row, missing_person, name_key};
use crate::lists::Status;
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork};

/// How many are compared in full.
const COMPARED: u64 = 400;
/// log₁₀ LR from which a name is taken to be what was looked for, less what a part of a name can't say.
const FOUND: f64 = 0.5;

/// Somebody whose name may be the query's.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The missing person's id.
    pub missing: String,
    /// log₁₀ LR that it is the same name.
    pub log10_lr: f64,
}

impl Store {
    /// Missing persons whose name, in the registry or on a list that they were found on, may be this one;
    /// the most probable first, at most `most`.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn named(&self, words: &str, most: usize) -> Result<Vec<Named>, StoreError> {
        let query = Name::read(words);
        // By the number of the query's words that somebody shares keys with.
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        for token in query.tokens.iter().filter(|t| t.part != Part::Title) {
            let of_word: Vec<i64> = keys::of_token(token).into_iter().map(u64::cast_signed).collect();
            if of_word.is_empty() {
                continue;
            }
            let with: Vec<(String, i64)> = name_key::Entity::find()
                .select_only()
                .column(name_key::Column::Missing)
                .column_as(name_key::Column::Key.count(), "keys")
                .filter(name_key::Column::Key.is_in(of_word))
                .group_by(name_key::Column::Missing)
                .order_by_desc(Expr::col("keys"))
                .order_by_asc(name_key::Column::Missing)
                .limit(COMPARED * 10)
                .into_tuple()
                .all(&self.db)
                .await?;
            for (missing, _) in with {
                *shared.entry(missing).or_default() += 1;
            }
        }
        let mut near: Vec<(usize, String)> = shared.into_iter().map(|(m, words)| (words, m)).collect();
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        near.truncate(usize::try_from(COMPARED).unwrap_or(usize::MAX));
        let ids: Vec<String> = near.into_iter().map(|(_, id)| id).collect();
        let mut names: Vec<(String, String)> = self
            .visible_missing()
            .select_only()
            .column(missing_person::Column::Id)
            .column(missing_person::Column::Name)
            .filter(missing_person::Column::Id.is_in(ids))
            .into_tuple()
            .all(&self.db)
            .await?;
        let ids = names.iter().map(|(id, _)| id.clone()).collect();
        names.extend(self.names_on_lists(ids).await?);
        let mut best: BTreeMap<String, f64> = BTreeMap::new();
        for (id, name) in names {
            let log10_lr = compare(&query, &Name::read(&name)).log10_lr;
            let most = best.entry(id).or_insert(f64::NEG_INFINITY);
            *most = most.max(log10_lr);
        }
        let mut found: Vec<Named> = best
            .into_iter()
            .filter(|(_, lr)| *lr >= FOUND)
            .map(|(missing, log10_lr)| Named { missing, log10_lr })
            .collect();
        found.sort_by(|a, b| b.log10_lr.total_cmp(&a.log10_lr).then_with(|| a.missing.cmp(&b.missing)));
        found.truncate(most);
        Ok(found)
    }

    /// Names that missing persons have on lists: (missing, name).
    async fn names_on_lists(&self, ids: Vec<String>) -> Result<Vec<(String, String)>, StoreError> {
        let links = list_link::Entity::find()
            .filter(list_link::Column::Missing.is_in(ids))
            .filter(list_link::Column::Status.eq(Status::Confirmed.text()))
            .all(&self.db)
            .await?;
        let mut names = Vec::with_capacity(links.len());
        for link in links {
            if let Some(row) = list_row::Entity::find_by_id((link.list, link.row)).one(&self.db).await? {
                names.push((link.missing, row.name));
            }
        }
        Ok(names)
    }
}

impl UnitOfWork {
    /// Makes names findable: (missing person's id, name). `source` says where the names come from; empty
    /// for the registry itself.
    pub(crate) async fn remember_names<'a>(
        &self,
        source: &str,
        names: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), StoreError> {
        let rows = names
            .flat_map(|(missing, name)| {
                keys::of_name(&Name::read(name)).into_iter().map(move |key| name_key::ActiveModel {
                    key: Set(key.cast_signed()),
                    missing: Set(missing.to_owned()),
                    source: Set(source.to_owned()),
                })
            })
            .collect();
        let key = [name_key::Column::Key, name_key::Column::Missing];
        upsert::<name_key::Entity, _>(self, rows, &[key[0], key[1], name_key::Column::Source]).await
    }

    /// Forgets the names that somebody has from a source.
    pub(crate) async fn forget_names(&self, missing: &str, source: &str) -> Result<(), StoreError> {
        name_key::Entity::delete_many()
            .filter(name_key::Column::Missing.eq(missing))
            .filter(name_key::Column::Source.eq(source))
            .exec(&self.tx)
            .await?;
        Ok(())
    }
}
