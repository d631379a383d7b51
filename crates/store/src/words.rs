//! Things by words: the words of missing persons and remains are rows of `search_words`
//! ([`kintrace_names::search_words`]), and what is typed are the beginnings of some.
//!
//! Where one of the typed words is rare, the things that have it are read and the rest of a list's query
//! asks of these alone; where all are frequent, a list's query goes through its order and asks of each
//! thing whether it has them, which takes few until a page is full.

use std::collections::BTreeSet;

use kintrace_casework::registry::{MissingPerson, Remains};
use kintrace_names::search_words;
use sea_orm::sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, Iden, QueryFilter};

use crate::entities::search_word;
use crate::record::Kind;
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork};

/// A word that more things have is frequent.
const FREQUENT: usize = 1000;
/// Ids a statement.
const CHUNK: usize = 1000;
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

/// What words leave of the things of a kind.
#[derive(Debug, Clone)]
pub(crate) struct Having {
    kind: Kind,
    /// Only these, if any word is rare.
    these: Option<Vec<String>>,
    /// And only those that have words that begin so.
    frequent: Vec<String>,
}

impl Having {
    /// The condition on a table's ids.
    pub(crate) fn condition(&self, table: impl Iden + Copy + 'static) -> Condition {
        let id = || Expr::col((table, Alias::new("id")));
        let mut all = Cond::all();
        if let Some(these) = &self.these {
            all = all.add(id().is_in(these.iter().map(String::as_str)));
        }
        for word in &self.frequent {
            let mut has = beginning(self.kind, word);
            has.expr(Expr::val(1)).and_where(id().eq(Expr::col((Alias::new("search_words"), Alias::new("thing")))));
            all = all.add(Expr::exists(has));
        }
        all
    }

    /// How many things there are, if nothing else is asked of them; `None`: that has to be counted.
    pub(crate) async fn count(&self, db: &impl ConnectionTrait) -> Result<Option<u64>, StoreError> {
        let (None, [word]) = (&self.these, &self.frequent[..]) else { return Ok(None) };
        let things = beginning(self.kind, word).column(Alias::new("thing")).distinct().take();
        let count: SimpleExpr = Expr::col(Alias::new("thing")).count();
        let query = Query::select().expr(count).from_subquery(things, Alias::new("things")).take();
        let found = db.query_one(&query).await?;
        let count: i64 = found.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(Some(u64::try_from(count).unwrap_or(0)))
    }
}

impl Store {
    /// What typed words leave of the things of a kind; `None`: all.
    pub(crate) async fn having(&self, kind: Kind, typed: &str) -> Result<Option<Having>, StoreError> {
        let words = search_words::of_query(typed);
        if words.is_empty() {
            return Ok(None);
        }
        let mut having = Having { kind, these: None, frequent: Vec::new() };
        for word in words {
            let mut query = beginning(kind, &word);
            query.column(Alias::new("thing")).distinct().limit(FREQUENT as u64 + 1);
            let things: Vec<String> = self
                .db
                .query_all(&query)
                .await?
                .iter()
                .map(|row| row.try_get_by_index(0))
                .collect::<Result<_, _>>()?;
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
        Ok(Some(having))
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
