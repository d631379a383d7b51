//! Missing persons by name, in any script and with typing errors.
//!
//! Each name is kept with its search keys ([`kintrace_names::keys`]) as rows of `name_keys`. A query
//! reads who shares keys with it, word by word, and compares the names of the nearest in full.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_names::name::Part;
use kintrace_names::{Name, compare, keys};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use crate::entities::{list_link, list_row, missing_person, name_key};
use crate::lists::Status;
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork};

/// How many are compared in full.
const COMPARED: usize = 128;
/// No more are looked at that share keys with one word.
const MOST_SHARING: usize = 1000;
/// Of no more it is asked whether they have a common name as well.
const MOST_ASKED: usize = 500;
/// Words of a query that are looked for: no name has more.
const MOST_WORDS: usize = 12;
/// A key that more rows have is that of a common name.
const FREQUENT: i64 = 1000;
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
    /// Those of them that few rows have.
    rare: Vec<i64>,
    /// By which a common name is looked for: of the keys that many rows have, those without errors, if there are such.
    frequent: Vec<i64>,
    /// How many rows have one of the latter, as far as they were counted.
    rows: i64,
}

impl Word {
    /// A word with such keys, in all and without errors, of which so many rows each have one.
    fn new(keys: Vec<i64>, whole: &[i64], rows: &BTreeMap<i64, i64>) -> Self {
        let count = |key: &i64| rows.get(key).copied().unwrap_or(0);
        let (rare, mut frequent): (Vec<i64>, Vec<i64>) = keys.iter().partition(|key| count(key) <= FREQUENT);
        if frequent.iter().any(|key| whole.contains(key)) {
            frequent.retain(|key| whole.contains(key));
        }
        let rows = frequent.iter().map(count).sum();
        Self { keys, rare, frequent, rows }
    }
}

/// Rows that have one of some keys.
fn with(keys: &[i64]) -> Select<name_key::Entity> {
    name_key::Entity::find()
        .select_only()
        .column(name_key::Column::Missing)
        .filter(name_key::Column::Key.is_in(keys.iter().copied()))
}

/// Whether whoever a row leads to has one of some keys.
fn has(keys: &[i64]) -> Expr {
    let other = Alias::new("other");
    let of_other = |column: name_key::Column| Expr::col((other.clone(), column));
    let rows = Query::select()
        .expr(Expr::val(1))
        .from_as(name_key::Entity, other.clone())
        .and_where(of_other(name_key::Column::Key).is_in(keys.iter().copied()))
        .and_where(of_other(name_key::Column::Missing).eq(name_key::Column::Missing.into_expr()))
        .take();
    Expr::exists(rows)
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
    /// Where a word is a common name, thousands have it, each with all its keys: they are not read. Of those whom rarer
    /// keys lead to, it is asked who has it as well; and the database is asked who has two common names together.
    async fn near(&self, query: &Name) -> Result<Vec<String>, StoreError> {
        let signed = |keys: Vec<u64>| keys.into_iter().map(u64::cast_signed).collect::<Vec<_>>();
        let words: Vec<(Vec<i64>, Vec<i64>)> = query
            .tokens
            .iter()
            .filter(|token| token.part != Part::Title)
            .map(|token| (signed(keys::of_token(token)), signed(keys::exact(&token.stem))))
            .filter(|(keys, _)| !keys.is_empty())
            .take(MOST_WORDS)
            .collect();
        let rows = self.rows_of(words.iter().flat_map(|(keys, _)| keys)).await?;
        let words: Vec<Word> =
            words.into_iter().map(|(keys, whole)| Word::new(keys, &whole, &rows)).collect();
        // By word: whom its keys lead to, and by how many of them.
        let mut of_words: Vec<BTreeMap<String, i64>> = Vec::with_capacity(words.len());
        for word in &words {
            let rare = with(&word.rare);
            let found = if word.rare.is_empty() { Vec::new() } else { self.sharing(rare, &[]).await? };
            of_words.push(found.into_iter().map(|(missing, _, keys)| (missing, keys)).collect());
        }
        let known = nearest(&together(&of_words), MOST_ASKED);
        for (word, of_word) in words.iter().zip(&mut of_words) {
            if !known.is_empty() && !word.frequent.is_empty() {
                let among = with(&word.frequent).filter(name_key::Column::Missing.is_in(known.clone()));
                for (missing, _, keys) in self.sharing(among, &[]).await? {
                    *of_word.entry(missing).or_default() += keys;
                }
            }
        }
        let mut shared = together(&of_words);
        if shared.values().any(|(found, _)| usize::try_from(*found).is_ok_and(|n| n >= words.len())) {
            return Ok(nearest(&shared, COMPARED));
        }
        let mut common: Vec<&Word> = words.iter().filter(|word| !word.frequent.is_empty()).collect();
        common.sort_by_key(|word| word.rows);
        let mut of_common = Vec::new();
        if let [first, second, ..] = common[..] {
            // Those first who have the other words as well, errors allowed.
            let others: Vec<&[i64]> = words
                .iter()
                .filter(|word| ![first, second].iter().any(|of| std::ptr::eq(*of, *word)))
                .map(|word| &word.keys[..])
                .collect();
            let both = with(&first.frequent).filter(has(&second.frequent));
            of_common = self.sharing(both, &others).await?;
            of_common.iter_mut().for_each(|(_, words, _)| *words += 1);
        }
        if of_common.is_empty()
            && let Some((first, others)) = common.split_first()
        {
            let others: Vec<&[i64]> = others.iter().map(|word| &word.frequent[..]).collect();
            of_common = self.sharing(with(&first.frequent), &others).await?;
        }
        // Whoever was found in both ways counts once.
        for (missing, words, keys) in of_common {
            let known = shared.entry(missing).or_default();
            *known = (*known).max((1 + words, keys));
        }
        Ok(nearest(&shared, COMPARED))
    }

    /// How many rows have each of some keys; of those that are frequent, that they are.
    async fn rows_of(&self, keys: impl Iterator<Item = &i64>) -> Result<BTreeMap<i64, i64>, StoreError> {
        let keys: Vec<i64> = keys.copied().collect::<BTreeSet<i64>>().into_iter().collect();
        if keys.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut query = Query::select();
        for &key in &keys {
            let rows = with(&[key]).limit(FREQUENT.unsigned_abs() + 1).into_query();
            let count = Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(rows, "some").take();
            query.expr(Expr::SubQuery(None, Box::new(count.into())));
        }
        let Some(row) = self.db.query_one(&query).await? else { return Ok(BTreeMap::new()) };
        keys.iter().enumerate().map(|(i, &key)| Ok((key, row.try_get_by_index(i)?))).collect()
    }

    /// Whom rows lead to: how many other words (by their keys) each has, and how many of the rows; the most first.
    async fn sharing(
        &self,
        rows: Select<name_key::Entity>,
        others: &[&[i64]],
    ) -> Result<Vec<(String, i64, i64)>, StoreError> {
        let words = others
            .iter()
            .fold(Expr::val(0_i64), |sum, keys| sum.add(Expr::case(has(keys), 1_i64).finally(0_i64)));
        Ok(rows
            .column_as(words, "words")
            .column_as(name_key::Column::Key.count(), "keys")
            .group_by(name_key::Column::Missing)
            .order_by_desc(Expr::col("words"))
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

/// By person: words shared, keys shared.
type Shared = BTreeMap<String, (i64, i64)>;

/// Whom words' keys lead to, each with how many, together.
fn together(of_words: &[BTreeMap<String, i64>]) -> Shared {
    let mut shared = Shared::new();
    for (missing, keys) in of_words.iter().flatten() {
        let of_person = shared.entry(missing.clone()).or_default();
        *of_person = (of_person.0 + 1, of_person.1 + keys);
    }
    shared
}

/// Those who share most, at most `most`.
fn nearest(shared: &Shared, most: usize) -> Vec<String> {
    let mut near: Vec<(&String, &(i64, i64))> = shared.iter().collect();
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
