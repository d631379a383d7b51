//! Things that are kept as one document each: a table a kind, all with the same columns.
//!
//! A row holds the thing as canonical JSON, and beside it what lists are filtered by: whose it is, its
//! status, by when it is due. What it refers to stands in `links`, with whom it is shared in `shares`. All
//! of these follow from the document and are written with it; the record vouches for all of them.
//!
//! Only documents whose rules hold come in, and a row whose rules do not hold is
//! [damaged](StoreError::Damaged): somebody wrote it behind the program's back.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::document::{DOCUMENTS, tidy};
use kintrace_casework::{Document, Noun, Reference, Sound, Thing};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use crate::entities::{link, share};
use crate::record::{Kind, Touch};
use crate::registry::upsert;
use crate::{Store, StoreError, UnitOfWork, positions, words};

/// Rows or ids a statement.
const CHUNK: usize = 500;

/// Columns of each table.
const COLUMNS: [&str; 5] = ["id", "party", "status", "due", "state"];

/// The table of a kind: its plural.
#[must_use]
pub fn table_name(noun: Noun) -> String {
    match noun {
        Noun::Person => "persons".to_owned(),
        _ => noun.several().replace([' ', '-'], "_"),
    }
}

/// Which things to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only with this status.
    pub status: Option<String>,
    /// Only those that somebody should do something about, the most urgent first.
    pub due_only: bool,
    /// Only those that refer to this thing.
    pub about: Option<Reference>,
    /// Only those that have words beginning so, in any script; empty: all.
    pub words: String,
}

/// A row as the database has it.
#[derive(Debug, Clone, FromQueryResult, serde::Serialize, serde::Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) party: String,
    pub(crate) status: String,
    pub(crate) due: Option<String>,
    pub(crate) state: String,
}

impl Row {
    fn of(document: &Document) -> Self {
        Self {
            id: document.reference.id.clone(),
            party: document.party.clone(),
            status: document.status.clone(),
            due: document.due.map(|d| d.to_string()),
            state: kintrace_record::canonical(&document.state).unwrap_or_default(),
        }
    }

    fn document(&self, noun: Noun) -> Result<Document, StoreError> {
        let damaged = |problem: String| StoreError::Damaged {
            table: "documents",
            id: format!("{}/{}", noun.text(), self.id),
            problem,
        };
        let state: Value = serde_json::from_str(&self.state).map_err(|e| damaged(e.to_string()))?;
        Document::read(noun, state).map_err(|e| damaged(e.to_string()))
    }
}

pub(crate) fn select(noun: Noun) -> SelectStatement {
    Query::select().columns(COLUMNS.map(Alias::new)).from(Alias::new(table_name(noun))).take()
}

pub(crate) async fn rows(
    db: &impl ConnectionTrait,
    select: &SelectStatement,
) -> Result<Vec<Row>, StoreError> {
    Ok(Row::find_by_statement(db.get_database_backend().build(select)).all(db).await?)
}

/// Inserts rows, replacing those of the same id.
pub(crate) async fn insert(db: &impl ConnectionTrait, noun: Noun, rows: Vec<Row>) -> Result<(), StoreError> {
    for chunk in rows.chunks(CHUNK) {
        let mut insert = Query::insert();
        insert.into_table(Alias::new(table_name(noun))).columns(COLUMNS.map(Alias::new));
        for row in chunk.iter().cloned() {
            insert.values_panic([
                row.id.into(),
                row.party.into(),
                row.status.into(),
                row.due.into(),
                row.state.into(),
            ]);
        }
        let mut replaces = OnConflict::column(Alias::new("id"));
        replaces.update_columns(COLUMNS[1..].iter().map(|c| Alias::new(*c)));
        insert.on_conflict(replaces);
        db.execute(&insert).await?;
    }
    Ok(())
}

/// What the record has of the things with these ids (all: `None`): row, links and shares.
pub(crate) async fn states(
    db: &impl ConnectionTrait,
    noun: Noun,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, Value>, StoreError> {
    let mut query = select(noun);
    let mut links = link::Entity::find().filter(link::Column::Kind.eq(noun.text()));
    let mut shares = share::Entity::find().filter(share::Column::Kind.eq(noun.text()));
    if let Some(ids) = ids {
        let ids = || ids.iter().map(String::as_str);
        query.and_where(Expr::col(Alias::new("id")).is_in(ids()));
        links = links.filter(link::Column::Id.is_in(ids()));
        shares = shares.filter(share::Column::Id.is_in(ids()));
    }
    let mut linked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for l in links.all(db).await? {
        linked.entry(l.id).or_default().insert(recorded_link(&l.role, &l.to_kind, &l.to_id));
    }
    let mut shared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for s in shares.all(db).await? {
        shared.entry(s.id).or_default().insert(s.party);
    }
    let rows = rows(db, &query).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (links, shares) = (linked.remove(&row.id), shared.remove(&row.id));
            (row.id.clone(), recorded(row, &links.unwrap_or_default(), &shares.unwrap_or_default()))
        })
        .collect())
}

/// What the record has of a thing: row, links and shares.
fn recorded(row: Row, links: &BTreeSet<String>, shares: &BTreeSet<String>) -> Value {
    let document = serde_json::from_str(&row.state).unwrap_or(Value::String(row.state));
    tidy(json!({
        "id": row.id,
        "party": row.party,
        "status": row.status,
        "due": row.due,
        "document": document,
        "links": links,
        "shared with": shares,
    }))
}

/// Links of things of a kind, among the few of one thing. SQLite would rather go through all links of the kind,
/// which the table is in the order of; a column within an expression is in no index.
fn of_kind(noun: Noun) -> Expr {
    Expr::cust("kind || ''").eq(noun.text())
}

/// A link as the record has it.
fn recorded_link(role: &str, kind: &str, id: &str) -> String {
    format!("{role}: {kind}/{id}")
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    noun: Noun,
    ids: &[String],
) -> Result<Vec<Document>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let mut query = select(noun);
        query.and_where(Expr::col(Alias::new("id")).is_in(chunk.iter().map(String::as_str)));
        query.order_by(Alias::new("id"), Order::Asc);
        for row in rows(db, &query).await? {
            found.push(row.document(noun)?);
        }
    }
    Ok(found)
}

/// Which of these things there are.
pub(crate) async fn existing(
    db: &impl ConnectionTrait,
    wanted: &BTreeSet<Reference>,
) -> Result<BTreeSet<Reference>, StoreError> {
    let mut there = BTreeSet::new();
    for noun in Noun::ALL.iter().copied() {
        let ids: Vec<&str> = wanted.iter().filter(|r| r.kind == noun).map(|r| r.id.as_str()).collect();
        for chunk in ids.chunks(CHUNK) {
            let query = Query::select()
                .column(Alias::new("id"))
                .from(Alias::new(table_name(noun)))
                .and_where(Expr::col(Alias::new("id")).is_in(chunk.iter().copied()))
                .take();
            for row in db.query_all(&query).await? {
                there.insert(Reference::new(noun, row.try_get::<String>("", "id")?));
            }
        }
    }
    Ok(there)
}

impl Store {
    /// Of a list's query: only what this store's party may see.
    pub(crate) fn within_scope(&self, noun: Noun, query: &mut SelectStatement) {
        if let Some([held, shared]) = self.scopes(noun) {
            query.cond_where(Condition::any().add(held).add(shared));
        }
    }

    /// What this store's party may see of a kind: what it holds or everybody does, and what else is shared
    /// with it. `None`: everything.
    fn scopes(&self, noun: Noun) -> Option<[Condition; 2]> {
        let party = self.party()?;
        let shared = Query::select()
            .column(Alias::new("id"))
            .from(Alias::new("shares"))
            .and_where(Expr::col(Alias::new("kind")).eq(noun.text()))
            .and_where(Expr::col(Alias::new("party")).eq(party))
            .take();
        let holder = || Expr::col(Alias::new("party"));
        let held = Condition::all().add(holder().is_in(["", party]));
        let shared = Condition::all()
            .add(holder().is_not_in(["", party]))
            .add(Expr::col(Alias::new("id")).in_subquery(shared));
        Some([held, shared])
    }

    /// A thing by kind and id; `None` if there is none, or it is another party's.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn document(&self, noun: Noun, id: &str) -> Result<Option<Document>, StoreError> {
        let mut query = select(noun);
        query.and_where(Expr::col(Alias::new("id")).eq(id));
        self.within_scope(noun, &mut query);
        rows(&self.db, &query).await?.first().map(|row| row.document(noun)).transpose()
    }

    /// A thing by its type and id; `None` if there is none, or it is another party's.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn find<T: Thing>(&self, id: &str) -> Result<Option<Sound<T>>, StoreError> {
        let Some(document) = self.document(T::NOUN, id).await? else { return Ok(None) };
        document.thing().map(Some).map_err(|e| StoreError::Damaged {
            table: "documents",
            id: document.reference.to_string(),
            problem: e.to_string(),
        })
    }

    /// A page (from 0) of the things of a kind in order of id, or of urgency; and how many there are.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn documents(
        &self,
        noun: Noun,
        filter: &Filter,
        page: u64,
        size: u64,
    ) -> Result<(Vec<Document>, u64), StoreError> {
        let mut query = Query::select().from(Alias::new(table_name(noun))).take();
        if let Some(status) = &filter.status {
            query.and_where(Expr::col(Alias::new("status")).eq(status.as_str()));
        }
        if filter.due_only {
            query.and_where(Expr::col(Alias::new("due")).is_not_null());
        }
        if let Some(about) = &filter.about {
            let of = Query::select()
                .column(Alias::new("id"))
                .from(Alias::new("links"))
                .and_where(of_kind(noun))
                .and_where(Expr::col(Alias::new("to_kind")).eq(about.kind.text()))
                .and_where(Expr::col(Alias::new("to_id")).eq(about.id.as_str()))
                .take();
            query.and_where(Expr::col(Alias::new("id")).in_subquery(of));
        }
        if !filter.words.trim().is_empty() {
            let having = self.having(Kind::Document(noun), &filter.words).await?;
            query.cond_where(
                having.condition_on(|| Expr::col((Alias::new(table_name(noun)), Alias::new("id")))),
            );
        }
        let mut ordered = query.clone();
        self.within_scope(noun, &mut ordered);
        if filter.due_only {
            ordered.order_by(Alias::new("due"), Order::Asc);
        }
        // Ids alone are in the indexes: documents are read for one page only.
        ordered.column(Alias::new("id")).order_by(Alias::new("id"), Order::Asc);
        ordered.offset(page.saturating_mul(size)).limit(size);
        let ids = self.db.query_all(&ordered).await?;
        let ids: Vec<String> = ids.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        // A first page that is not full is all there is.
        let mut total = ids.len() as u64;
        if page > 0 || total == size {
            total = self.count_documents(noun, &query).await?;
        }
        let mut documents: BTreeMap<String, Document> = find(&self.db, noun, &ids)
            .await?
            .into_iter()
            .map(|document| (document.reference.id.clone(), document))
            .collect();
        let found = ids.iter().filter_map(|id| documents.remove(id)).collect();
        Ok((found, total))
    }

    /// How many things of a kind a query without columns finds.
    async fn count_documents(&self, noun: Noun, query: &SelectStatement) -> Result<u64, StoreError> {
        // What the party holds and what is shared with it are counted apart: each is read from an index.
        let counted = self.scopes(noun).map_or_else(|| vec![Condition::all()], Vec::from);
        let mut total = 0;
        for scope in counted {
            let mut count = query.clone();
            count.expr(Expr::col(Alias::new("id")).count()).cond_where(scope);
            let count = self.db.query_one(&count).await?;
            total += count.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))?;
        }
        Ok(u64::try_from(total).unwrap_or(0))
    }

    /// Those things of a kind that have one of these ids, in order of id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn those(&self, noun: Noun, ids: &[String]) -> Result<Vec<Document>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let mut query = select(noun);
            query.and_where(Expr::col(Alias::new("id")).is_in(chunk.iter().map(String::as_str)));
            self.within_scope(noun, &mut query);
            query.order_by(Alias::new("id"), Order::Asc);
            for row in rows(&self.db, &query).await? {
                found.push(row.document(noun)?);
            }
        }
        Ok(found)
    }

    /// All things of a kind, in order of id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn every_document(&self, noun: Noun) -> Result<Vec<Document>, StoreError> {
        let mut query = select(noun);
        self.within_scope(noun, &mut query);
        query.order_by(Alias::new("id"), Order::Asc);
        rows(&self.db, &query).await?.iter().map(|row| row.document(noun)).collect()
    }

    /// Reads what all things of a kind say, as canonical JSON, in order of id, some hundred at a time: for what is
    /// counted over all of them.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn each_state(&self, noun: Noun, mut read: impl FnMut(&str)) -> Result<(), StoreError> {
        // Who reads something else in between waits no longer than for some hundred.
        const AT_ONCE: u64 = 500;
        let id = || Expr::col(Alias::new("id"));
        let mut last = String::new();
        loop {
            let mut query = select(noun);
            query.and_where(id().gt(last.as_str()));
            self.within_scope(noun, &mut query);
            query.order_by(Alias::new("id"), Order::Asc).limit(AT_ONCE);
            let found = rows(&self.db, &query).await?;
            found.iter().for_each(|row| read(&row.state));
            match found.last() {
                Some(row) if found.len() as u64 == AT_ONCE => last.clone_from(&row.id),
                _ => return Ok(()),
            }
        }
    }

    /// All things that refer to one, in order of kind and id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn documents_about(&self, thing: &Reference) -> Result<Vec<Document>, StoreError> {
        self.first_documents_about(thing, usize::MAX).await
    }

    /// Things of one kind that refer to a thing, in order of id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn documents_of_kind_about(
        &self,
        noun: Noun,
        thing: &Reference,
    ) -> Result<Vec<Document>, StoreError> {
        self.documents_of_kind_about_any(noun, thing.kind, std::slice::from_ref(&thing.id)).await
    }

    /// Things of one kind that refer to any of several things of another, in order of id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn documents_of_kind_about_any(
        &self,
        noun: Noun,
        kind: Noun,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        let mut found = BTreeSet::new();
        for chunk in ids.chunks(CHUNK) {
            let links = link::Entity::find()
                .filter(link::Column::ToKind.eq(kind.text()))
                .filter(link::Column::ToId.is_in(chunk.iter().map(String::as_str)))
                .filter(of_kind(noun))
                .all(&self.db)
                .await?;
            found.extend(links.into_iter().map(|link| link.id));
        }
        self.those(noun, &found.into_iter().collect::<Vec<_>>()).await
    }

    /// The first of each kind that refer to a thing, as many as asked for.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn first_documents_about(
        &self,
        thing: &Reference,
        most: usize,
    ) -> Result<Vec<Document>, StoreError> {
        let links = || {
            link::Entity::find()
                .filter(link::Column::ToKind.eq(thing.kind.text()))
                .filter(link::Column::ToId.eq(&thing.id))
        };
        let mut ids: BTreeMap<Noun, BTreeSet<String>> = BTreeMap::new();
        // Usually few refer to a thing, and one question tells all of them.
        let few = (most < usize::MAX).then_some(CHUNK as u64);
        let first = links().limit(few).all(&self.db).await?;
        let are_all = few.is_none_or(|few| (first.len() as u64) < few);
        if are_all {
            for link in first {
                if let Some(noun) = Noun::read(&link.kind) {
                    ids.entry(noun).or_default().insert(link.id);
                }
            }
        } else {
            let query = links().select_only().column(link::Column::Kind).distinct();
            let found: Vec<String> = query.into_tuple().all(&self.db).await?;
            let kinds = found.iter().filter_map(|kind| Noun::read(kind));
            ids.extend(kinds.map(|noun| (noun, BTreeSet::new())));
        }
        let mut found = Vec::new();
        for (noun, mut ids) in ids {
            let enough = found.len().saturating_add(most);
            let size = CHUNK.min(most.max(1));
            let mut last = String::new();
            // Those that another party holds are not among the first.
            while found.len() < enough {
                let chunk: Vec<String> = if are_all {
                    std::iter::from_fn(|| ids.pop_first()).take(size).collect()
                } else {
                    let of_kind = links().filter(link::Column::Kind.eq(noun.text()));
                    let next = of_kind.filter(link::Column::Id.gt(last.as_str())).select_only();
                    let next = next.column(link::Column::Id).distinct().order_by_asc(link::Column::Id);
                    next.limit(size as u64).into_tuple().all(&self.db).await?
                };
                let Some(latest) = chunk.last() else { break };
                last.clone_from(latest);
                found.extend(self.those(noun, &chunk).await?);
            }
            found.truncate(enough);
        }
        Ok(found)
    }
}

impl UnitOfWork {
    /// Things of a kind by their ids, as this transaction sees them, whoever holds them.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn documents(&self, noun: Noun, ids: &[String]) -> Result<Vec<Document>, StoreError> {
        find(&self.tx, noun, ids).await
    }

    /// Things that refer to one, of some kinds, whoever holds them.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn documents_about(
        &self,
        thing: &Reference,
        nouns: &[Noun],
    ) -> Result<Vec<Document>, StoreError> {
        let mut found = Vec::new();
        for noun in nouns {
            let ids: BTreeSet<String> = link::Entity::find()
                .filter(link::Column::Kind.eq(noun.text()))
                .filter(link::Column::ToKind.eq(thing.kind.text()))
                .filter(link::Column::ToId.eq(&thing.id))
                .all(&self.tx)
                .await?
                .into_iter()
                .map(|l| l.id)
                .collect();
            found.extend(find(&self.tx, *noun, &ids.into_iter().collect::<Vec<_>>()).await?);
        }
        Ok(found)
    }

    /// Which of these things there are, as this transaction sees it.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn existing(&self, wanted: &BTreeSet<Reference>) -> Result<BTreeSet<Reference>, StoreError> {
        existing(&self.tx, wanted).await
    }

    /// Writes things, new ones and new versions.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn put(&self, documents: &[Document]) -> Result<(), StoreError> {
        let mut by_noun: BTreeMap<Noun, Vec<&Document>> = BTreeMap::new();
        for document in documents {
            by_noun.entry(document.reference.kind).or_default().push(document);
        }
        for (noun, documents) in by_noun {
            insert(&self.tx, noun, documents.iter().map(|d| Row::of(d)).collect()).await?;
            let words = documents.iter().map(|d| (d.reference.id.as_str(), words::of_document(d)));
            let ids: Vec<&str> = documents.iter().map(|d| d.reference.id.as_str()).collect();
            self.unlink(noun, &ids).await?;
            self.remember_words(Kind::Document(noun), &ids, words).await?;
            let positions = documents.iter().filter_map(|d| positions::of_document(d));
            self.remember_positions(Kind::Document(noun), &ids, positions).await?;
            let mut links = Vec::new();
            let mut shares = Vec::new();
            for document in &documents {
                let id = &document.reference.id;
                links.extend(document.links.iter().map(|l| link::ActiveModel {
                    kind: Set(noun.text().to_owned()),
                    id: Set(id.clone()),
                    role: Set(l.role.to_owned()),
                    to_kind: Set(l.to.kind.text().to_owned()),
                    to_id: Set(l.to.id.clone()),
                }));
                shares.extend(document.shared_with.iter().map(|party| share::ActiveModel {
                    kind: Set(noun.text().to_owned()),
                    id: Set(id.clone()),
                    party: Set(party.clone()),
                }));
            }
            let key: Vec<_> = link::Column::iter().collect();
            upsert::<link::Entity, _>(self, links, &key).await?;
            let key: Vec<_> = share::Column::iter().collect();
            upsert::<share::Entity, _>(self, shares, &key).await?;
            let written = documents.iter().map(|document| {
                let links = document.links.iter().map(|l| recorded_link(l.role, l.to.kind.text(), &l.to.id));
                let shares = document.shared_with.iter().cloned().collect();
                let state = recorded(Row::of(document), &links.collect(), &shares);
                (document.reference.id.as_str(), Touch::Written, state)
            });
            self.touch_all(Kind::Document(noun), written);
        }
        Ok(())
    }

    async fn unlink(&self, noun: Noun, ids: &[&str]) -> Result<(), StoreError> {
        for chunk in ids.chunks(CHUNK) {
            let chunk = || chunk.iter().copied();
            link::Entity::delete_many()
                .filter(link::Column::Kind.eq(noun.text()))
                .filter(link::Column::Id.is_in(chunk()))
                .exec(&self.tx)
                .await?;
            share::Entity::delete_many()
                .filter(share::Column::Kind.eq(noun.text()))
                .filter(share::Column::Id.is_in(chunk()))
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// Erases a thing: row, links, shares, and everything that opens its leaves.
    pub(crate) async fn erase_document(&self, thing: &Reference) -> Result<(), StoreError> {
        self.unlink(thing.kind, &[thing.id.as_str()]).await?;
        self.forget_words(Kind::Document(thing.kind), &[thing.id.as_str()]).await?;
        self.forget_positions(Kind::Document(thing.kind), &[thing.id.as_str()]).await?;
        let delete = Query::delete()
            .from_table(Alias::new(table_name(thing.kind)))
            .and_where(Expr::col(Alias::new("id")).eq(thing.id.as_str()))
            .take();
        self.tx.execute(&delete).await?;
        self.touch(Kind::Document(thing.kind), thing.id.as_str(), Touch::Erased);
        Ok(())
    }
}

/// The nouns whose tables these are, for backups.
pub(crate) fn noun_of_table(name: &str) -> Option<Noun> {
    DOCUMENTS.into_iter().find(|noun| table_name(*noun) == name)
}
