//! Things by words: the words of missing persons, members of families, remains and documents are rows of
//! `search_words` ([`kintrace_names::search_words`]), and what is typed are the beginnings of some.
//!
//! Where one of the typed words is rare, the things that have it are read and the rest of a list's query
//! asks of these alone; where all are frequent, a list's query goes through its order and asks of each
//! thing whether it has them, which takes few until a page is full.

use std::collections::BTreeSet;

use kintrace_casework::registry::{MissingPerson, Person, Remains};
use kintrace_casework::{Document, Reference};
use kintrace_names::search_words;
use sea_orm::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, Iden, PaginatorTrait, QueryFilter, Select,
};

use serde_json::Value;

use crate::entities::search_word;
use crate::record::Kind;
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork};

/// A word that more things have is frequent.
const FREQUENT: usize = 1000;
/// Ids a statement.
const CHUNK: usize = 1000;
/// A document is found by as many words.
const MOST_WORDS: usize = 2000;
/// The last character there is: no text that begins with a word is after the word and this.
const LAST: char = '\u{10FFFF}';

/// What a missing person is found by.
pub(crate) fn of_missing(m: &MissingPerson) -> BTreeSet<String> {
    search_words::of_text(&[&*m.id, &m.name, &m.place, &m.family].join(" "))
}

/// What remains are found by.
pub(crate) fn of_remains(r: &Remains) -> BTreeSet<String> {
    search_words::of_text(&[&*r.id, &r.site, &r.description, &r.bones].join(" "))
}

/// What a member of a family is found by.
pub(crate) fn of_person(p: &Person) -> BTreeSet<String> {
    search_words::of_text(&[&*p.id, &p.name].join(" "))
}

/// What a document is found by: every text in it. Of what is protected (a statement, a site whose place is
/// withheld) only its id, or whoever searches would learn what it says.
pub(crate) fn of_document(document: &Document) -> BTreeSet<String> {
    let mut text = document.reference.id.clone();
    if !document.is_protected {
        texts(&document.state, &mut text);
    }
    search_words::of_text(&text).into_iter().take(MOST_WORDS).collect()
}

/// Every text of a JSON, one after the other.
pub(crate) fn texts(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            out.push(' ');
            // Of which kind what it refers to is, is no word of it.
            out.push_str(Reference::read(text).as_ref().map_or(text, |to| &to.id));
        }
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(members) => members.values().for_each(|member| texts(member, out)),
        _ => {}
    }
}

/// Rows of a kind of things with a word that begins so.
fn beginning(kind: Kind, word: &str) -> SelectStatement {
    let column = |name: &str| Expr::col((Alias::new("search_words"), Alias::new(name)));
    Query::select()
        .from(Alias::new("search_words"))
        .and_where(column("kind").eq(kind.text()))
        .and_where(column("word").gte(word))
        .and_where(column("word").lt(format!("{word}{LAST}")))
        .take()
}

/// The number that a query counts.
async fn counted(db: &impl ConnectionTrait, query: &SelectStatement) -> Result<u64, StoreError> {
    let count: i64 = db.query_one(query).await?.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// What words leave of the things of a kind.
#[derive(Debug, Clone)]
pub(crate) struct Having {
    kind: Kind,
    /// Only these, if they are few; there are no frequent words then.
    these: Option<Vec<String>>,
    /// Only those that have words that begin so.
    frequent: Vec<String>,
}

impl Having {
    /// The condition on a table's ids.
    pub(crate) fn condition(&self, table: impl Iden + Copy + 'static) -> Condition {
        self.condition_on(|| Expr::col((table, Alias::new("id"))))
    }

    /// The condition on ids.
    pub(crate) fn condition_on(&self, id: impl Fn() -> Expr) -> Condition {
        let mut all = Cond::all();
        if let Some(these) = &self.these {
            all = all.add(id().is_in(these.iter().map(String::as_str)));
        }
        for word in &self.frequent {
            let mut has = beginning(self.kind, word);
            has.expr(Expr::val(1))
                .and_where(id().eq(Expr::col((Alias::new("search_words"), Alias::new("thing")))));
            all = all.add(Expr::exists(has));
        }
        all
    }

    /// The same condition, for counting: all things that have the words are gathered at once.
    fn condition_of_all(&self, table: impl Iden + Copy + 'static) -> Condition {
        match (&self.these, self.everything()) {
            (None, Some(things)) => Cond::all().add(Expr::col((table, Alias::new("id"))).in_subquery(things)),
            _ => self.condition(table),
        }
    }

    /// The things that have all frequent words.
    fn everything(&self) -> Option<SelectStatement> {
        let mut things = self
            .frequent
            .iter()
            .map(|word| beginning(self.kind, word).column(Alias::new("thing")).distinct().take());
        let mut first = things.next()?;
        for other in things {
            first.union(UnionType::Intersect, other);
        }
        Some(first)
    }

    /// How many things there are, if nothing else is asked of them; `None`: that has to be counted.
    async fn count(&self, db: &impl ConnectionTrait) -> Result<Option<u64>, StoreError> {
        let (None, Some(things)) = (&self.these, self.everything()) else { return Ok(None) };
        if let [word] = &self.frequent[..] {
            // Usually it is one whole word, which each thing has once.
            let spelt = Expr::col(Alias::new("word"));
            let ends = [spelt.clone().min(), spelt.max()];
            let ends = beginning(self.kind, word).exprs(ends).take();
            if let Some(row) = db.query_one(&ends).await?
                && row.try_get_by_index::<Option<String>>(0)? == row.try_get_by_index::<Option<String>>(1)?
            {
                return counted(db, beginning(self.kind, word).expr(Expr::cust("count(*)"))).await.map(Some);
            }
        }
        let mut all = Query::select();
        all.expr(Expr::cust("count(*)")).from_subquery(things, Alias::new("things"));
        counted(db, &all).await.map(Some)
    }
}

impl Store {
    /// How many of the things of a query have the words. `only_words`: the query asks nothing else, but of
    /// whom this store's party may see.
    pub(crate) async fn count_having<E>(
        &self,
        having: &Having,
        all: Select<E>,
        only_words: bool,
    ) -> Result<u64, StoreError>
    where
        E: EntityTrait + Iden,
        E::Model: Sync,
    {
        let quick = if only_words && self.party().is_none() { having.count(&self.db).await? } else { None };
        match quick {
            Some(count) => Ok(count),
            None => Ok(all.filter(having.condition_of_all(E::default())).count(&self.db).await?),
        }
    }

    /// Those of some things that have the words.
    pub(crate) async fn among(
        &self,
        mut ids: Vec<String>,
        having: &Having,
    ) -> Result<Vec<String>, StoreError> {
        if let Some(these) = &having.these {
            ids.retain(|id| these.contains(id));
        }
        for word in &having.frequent {
            let mut query = beginning(having.kind, word);
            query.column(Alias::new("thing")).distinct();
            query.and_where(Expr::col(Alias::new("thing")).is_in(ids.iter().map(String::as_str)));
            ids = self.things(&query).await?;
        }
        Ok(ids)
    }

    /// Ids that a query finds.
    async fn things(&self, query: &SelectStatement) -> Result<Vec<String>, StoreError> {
        let rows = self.db.query_all(query).await?;
        Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
    }

    /// What typed words leave of the things of a kind.
    pub(crate) async fn having(&self, kind: Kind, typed: &str) -> Result<Having, StoreError> {
        let words = search_words::of_query(typed);
        let mut having = Having { kind, these: None, frequent: Vec::new() };
        for word in words {
            let mut query = beginning(kind, &word);
            query.column(Alias::new("thing")).distinct().limit(FREQUENT as u64 + 1);
            let things = self.things(&query).await?;
            if things.len() > FREQUENT {
                having.frequent.push(word);
                continue;
            }
            match &mut having.these {
                None => having.these = Some(things),
                Some(these) => {
                    let things: BTreeSet<String> = things.into_iter().collect();
                    these.retain(|id| things.contains(id));
                }
            }
        }
        let these = match having.these.take() {
            Some(these) => Some(self.among(these, &having).await?),
            // Each is frequent, and all together may be rare.
            None if having.frequent.len() > 1 => match having.everything() {
                Some(mut all) => Some(self.things(all.limit(FREQUENT as u64 + 1)).await?),
                None => None,
            },
            None => None,
        };
        if let Some(these) = these.filter(|these| these.len() <= FREQUENT) {
            having = Having { these: Some(these), frequent: Vec::new(), ..having };
        }
        Ok(having)
    }
}

impl UnitOfWork {
    /// Replaces the words that things of a kind are found by.
    pub(crate) async fn remember_words(
        &self,
        kind: Kind,
        changed: &[&str],
        words: impl Iterator<Item = (&str, BTreeSet<String>)>,
    ) -> Result<(), StoreError> {
        self.forget_words(kind, changed).await?;
        let rows = words
            .flat_map(|(thing, words)| {
                words.into_iter().map(move |word| search_word::ActiveModel {
                    kind: Set(kind.text().to_owned()),
                    word: Set(word),
                    thing: Set(thing.to_owned()),
                })
            })
            .collect();
        let key = [search_word::Column::Kind, search_word::Column::Word, search_word::Column::Thing];
        upsert::<search_word::Entity, _>(self, rows, &key).await
    }

    /// Forgets the words that things of a kind were found by.
    pub(crate) async fn forget_words(&self, kind: Kind, things: &[&str]) -> Result<(), StoreError> {
        for chunk in things.chunks(CHUNK) {
            search_word::Entity::delete_many()
                .filter(search_word::Column::Kind.eq(kind.text()))
                .filter(search_word::Column::Thing.is_in(chunk.iter().copied()))
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }
}
