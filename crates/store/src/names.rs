//! Missing persons by name, in any script and with typing errors.
//!
//! Each name is kept with its search keys ([`kintrace_names::keys`]) as rows of `name_keys`. A query
//! reads who shares keys with it, word by word, and compares the names of the nearest in full.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use kintrace_names::name::Part;
use kintrace_names::{Name, compare, keys};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use crate::entities::{list_link, list_row, missing_person, name_key};
use crate::lists::Status;
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork};

/// How many are compared in full.
const COMPARED: usize = 256;
/// No more are looked at that share keys with one word.
const MOST_SHARING: usize = 1000;
/// A word that more rows have without errors is a common name.
const FREQUENT: u64 = 1000;
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

/// A word of the query.
struct Word {
    /// Its keys, errors allowed.
    keys: Vec<i64>,
    /// Its keys without errors.
    whole: Vec<i64>,
    /// How many rows have one of the latter, as far as they were counted.
    rows: u64,
}

/// Rows that have one of some keys.
fn with(keys: &[i64]) -> Select<name_key::Entity> {
    name_key::Entity::find()
        .select_only()
        .column(name_key::Column::Missing)
        .filter(name_key::Column::Key.is_in(keys.iter().copied()))
}

impl Store {
    /// Missing persons whose name, in the registry or on a list that they were found on, may be this one;
    /// the most probable first, at most `most`.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn named(&self, words: &str, most: usize) -> Result<Vec<Named>, StoreError> {
        let query = Name::read(words);
        let ids = self.near(&query).await?;
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

    /// Who shares keys with words of a name, nearest first: by how many words, then by how many keys.
    ///
    /// Where a word is a common name, thousands have it, each with all its keys: they are not read. Of
    /// those whom the rarer words lead to, it is asked who has it as well.
    async fn near(&self, query: &Name) -> Result<Vec<String>, StoreError> {
        let words = query.tokens.iter().filter(|t| t.part != Part::Title).filter_map(|token| {
            let signed = |keys: Vec<u64>| keys.into_iter().map(u64::cast_signed).collect::<Vec<_>>();
            let (keys, whole) = (signed(keys::of_token(token)), signed(keys::exact(&token.stem)));
            (!keys.is_empty()).then_some(async move {
                let rows = with(&whole).limit(FREQUENT + 1).count(&self.db).await?;
                Ok::<_, StoreError>(Word { keys, whole, rows })
            })
        });
        let mut words = try_join_all(words).await?;
        words.sort_by_key(|word| word.rows);
        let frequent = words.split_off(words.partition_point(|word| word.rows <= FREQUENT));
        // By person: words shared, keys shared.
        let mut shared: BTreeMap<String, (usize, i64)> = BTreeMap::new();
        let count = |shared: &mut BTreeMap<String, (usize, i64)>, found: Vec<(String, i64)>| {
            for (missing, keys) in found {
                let of_person = shared.entry(missing).or_default();
                *of_person = (of_person.0 + 1, of_person.1 + keys);
            }
        };
        for found in try_join_all(words.iter().map(|word| self.sharing(with(&word.keys)))).await? {
            count(&mut shared, found);
        }
        // Common names that were not asked for yet.
        let mut others = &frequent[..];
        if shared.is_empty()
            && let Some((first, rest)) = frequent.split_first()
        {
            // Only common names: who has the first two of them, or else the first.
            let both = rest.first().map(|second| {
                with(&first.whole)
                    .filter(name_key::Column::Missing.in_subquery(with(&second.whole).into_query()))
            });
            let both = match both {
                Some(both) => self.sharing(both).await?,
                None => Vec::new(),
            };
            if both.is_empty() {
                others = rest;
                count(&mut shared, self.sharing(with(&first.whole)).await?);
            } else {
                others = &rest[1..];
                count(&mut shared, both);
            }
        }
        for word in others {
            let known = nearest(&shared, MOST_SHARING);
            let among = with(&word.whole).filter(name_key::Column::Missing.is_in(known));
            count(&mut shared, self.sharing(among).await?);
        }
        Ok(nearest(&shared, COMPARED))
    }

    /// Whom rows lead to, with how many rows each, the most first.
    async fn sharing(&self, rows: Select<name_key::Entity>) -> Result<Vec<(String, i64)>, StoreError> {
        Ok(rows
            .column_as(name_key::Column::Key.count(), "keys")
            .group_by(name_key::Column::Missing)
            .order_by_desc(Expr::col("keys"))
            .order_by_asc(name_key::Column::Missing)
            .limit(MOST_SHARING as u64)
            .into_tuple()
            .all(&self.db)
            .await?)
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

/// Those who share most, at most `most`.
fn nearest(shared: &BTreeMap<String, (usize, i64)>, most: usize) -> Vec<String> {
    let mut near: Vec<(&String, &(usize, i64))> = shared.iter().collect();
    near.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    near.into_iter().take(most).map(|(id, _)| id.clone()).collect()
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
