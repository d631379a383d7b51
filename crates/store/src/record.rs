//! The record in the database: every change leaves a leaf, in the same transaction.
//!
//! Whoever writes a row says so with `UnitOfWork::touch`. At commit the states of all things that were
//! touched are read as the database now has them, unless the statement that wrote them gave them back; and
//! each one that changed gets a leaf, with state and nonce beside it. So the record vouches for what is
//! stored, not for what was meant.

mod findable;
mod kind;
mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Instant;

use kintrace_record::checkpoint::{Checkpoint, SecretKey};
use kintrace_record::tree::{Edge, Question, TileId, Tiles, WIDTH, leaf_hash};
use kintrace_record::{Change, Hash, Leaf, Receipt, commitment, hex};
use rand::RngCore;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, ValueTuple};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::entities::{record_checkpoint, record_leaf, record_tile, record_timestamp};
use crate::registry::{chunks, upsert};
use crate::{Store, StoreError, UnitOfWork, now};

pub use kind::Kind;
pub(crate) use kind::link_id;
pub(crate) use verify::verify;
pub use verify::{Finding, Verified};

/// Ids a statement.
const CHUNK: usize = 4_000;
/// Leaves of the statement that finds out whether somebody else has written.
const FIRST: usize = 100;

/// What was done to a thing in a unit of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Touch {
    /// Written for the first time, surely.
    New,
    /// Written.
    Written,
    /// Its rows and everything that was recorded of it are gone.
    Erased,
    /// Read, though protected.
    Read,
}

/// A thing that was touched.
#[derive(Debug)]
pub(crate) struct Touched {
    kind: Kind,
    thing: String,
    how: Touch,
    /// As the database has it, if that is known; otherwise it is read.
    state: Option<String>,
}

/// A leaf of a thing, with what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub version: u64,
    /// The leaf.
    pub sequence: u64,
    /// What was done.
    pub change: Change,
    /// When, RFC 3339 in UTC.
    pub time: String,
    /// Who did it: an account, empty for the command line.
    pub by: String,
    /// What is needed to open the leaf's commitment.
    pub nonce: Vec<u8>,
    /// Canonical JSON; none if the thing was removed, or only read.
    pub state: Option<String>,
}

/// What is behind a lock; nothing that holds one panics half-way.
fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What a timestamping authority said of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamp {
    /// Leaves of the checkpoint.
    pub size: u64,
    /// The authority's address.
    pub authority: String,
    /// What was stamped: the checkpoint's text.
    pub text: String,
    /// The reply (RFC 3161).
    pub reply: Vec<u8>,
}

pub(crate) fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

pub(crate) fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Seconds since 1970 as RFC 3339 in UTC.
#[must_use]
pub fn rfc3339(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .and_then(|t| t.format(&Rfc3339).ok())
        .unwrap_or_default()
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// How many leaves there are.
pub(crate) async fn size(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let last: Option<i64> = record_leaf::Entity::find()
        .select_only()
        .column(record_leaf::Column::Sequence)
        .order_by_desc(record_leaf::Column::Sequence)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.map_or(0, |n| unsigned(n) + 1))
}

async fn tiles(db: &impl ConnectionTrait, ids: &BTreeSet<TileId>) -> Result<Tiles, StoreError> {
    let mut tiles = Tiles::default();
    let all: Vec<TileId> = ids.iter().copied().collect();
    for chunk in all.chunks(200) {
        let any = chunk.iter().fold(Condition::any(), |any, (level, number)| {
            any.add(
                Condition::all()
                    .add(record_tile::Column::Level.eq(i16::from(*level)))
                    .add(record_tile::Column::Number.eq(signed(*number))),
            )
        });
        for row in record_tile::Entity::find().filter(any).all(db).await? {
            tiles.0.insert((u8::try_from(row.level).unwrap_or(u8::MAX), unsigned(row.number)), row.hashes);
        }
    }
    // The last tile of leaves is not kept.
    for id in ids.iter().filter(|(level, _)| *level == 0) {
        if !tiles.0.contains_key(id) {
            let leaves = leaves(db, id.1 * WIDTH as u64, WIDTH as u64).await?;
            tiles.0.insert(*id, leaves.iter().flat_map(|leaf| leaf_hash(leaf).0).collect());
        }
    }
    Ok(tiles)
}

async fn leaves(db: &impl ConnectionTrait, from: u64, most: u64) -> Result<Vec<String>, StoreError> {
    Ok(record_leaf::Entity::find()
        .select_only()
        .column(record_leaf::Column::Leaf)
        .filter(record_leaf::Column::Sequence.gte(signed(from)))
        .filter(record_leaf::Column::Sequence.lt(signed(from.saturating_add(most))))
        .order_by_asc(record_leaf::Column::Sequence)
        .into_tuple()
        .all(db)
        .await?)
}

/// The right edge of the tree as stored.
async fn edge(db: &impl ConnectionTrait, size: u64) -> Result<Edge, StoreError> {
    let mut ids = BTreeSet::new();
    let (mut rest, mut level) = (size, 0);
    while rest > 0 {
        if !rest.is_multiple_of(WIDTH as u64) {
            ids.insert((level, rest / WIDTH as u64));
        }
        rest /= WIDTH as u64;
        level += 1;
    }
    let found = tiles(db, &ids).await?;
    let by_level = found.0.into_iter().map(|((level, _), hashes)| (level, hashes)).collect();
    Edge::from_tiles(size, &by_level).map_err(|level| StoreError::Damaged {
        table: "record_tiles",
        id: format!("the last of level {level}"),
        problem: format!("not the tile of a tree of {size} leaves"),
    })
}

/// Number of leaves, and the root.
pub(crate) async fn head(db: &impl ConnectionTrait) -> Result<(u64, Hash), StoreError> {
    let size = size(db).await?;
    Ok((size, edge(db, size).await?.root()))
}

impl UnitOfWork {
    /// Says that a thing was written.
    pub(crate) fn touch(&self, kind: Kind, thing: impl Into<String>, how: Touch) {
        lock(&self.touched).push(Touched { kind, thing: thing.into(), how, state: None });
    }

    /// Says that things of one kind were written, and which states the database gave back.
    pub(crate) fn touch_all<'a>(&self, kind: Kind, written: impl Iterator<Item = (&'a str, Touch, Value)>) {
        let start = Instant::now();
        let mut touched = lock(&self.touched);
        touched.extend(written.map(|(thing, how, row)| {
            let state = Some(kind::state(row));
            Touched { kind, thing: thing.to_owned(), how, state }
        }));
        *lock(&self.recording) += start.elapsed();
    }

    /// Writes down that something protected was read.
    pub fn record_read(&self, kind: Kind, thing: &str) {
        self.touch(kind, thing, Touch::Read);
    }

    /// The version of a thing as this transaction sees it; 0 if nothing was ever recorded of it.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn version(&self, kind: Kind, thing: &str) -> Result<u64, StoreError> {
        let last = last_state(&self.tx, kind, thing).await?;
        let version = last.as_ref().map_or(0, |last| last.version);
        // Who asks is about to write it.
        lock(&self.seen).insert((kind, thing.to_owned()), last);
        Ok(version)
    }

    /// Makes sure that a thing is still as somebody saw it who now wants to change it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] if it was changed since, or the database's refusal.
    pub async fn expect_version(&self, kind: Kind, thing: &str, seen: u64) -> Result<(), StoreError> {
        let now = self.version(kind, thing).await?;
        if now == seen {
            Ok(())
        } else {
            Err(StoreError::Changed { kind, thing: thing.to_owned(), seen, now })
        }
    }

    /// Appends the leaves of everything that was touched; which they are, and the tree's edge after them
    /// (`None`: nothing was appended). `adopted`: it was there before the record.
    pub(crate) async fn append(&mut self, adopted: bool) -> Result<(Range<u64>, Option<Edge>), StoreError> {
        let touched = std::mem::take(&mut *lock(&self.touched));
        if touched.is_empty() {
            return Ok((0..0, None));
        }
        let mut changes = Changes::default();
        // Each thing once, as it is at the end; in the order of kinds, and of first touch.
        let mut by_kind: BTreeMap<Kind, Vec<Touched>> = BTreeMap::new();
        let mut reads = Vec::new();
        let mut known: BTreeMap<(Kind, String), usize> = BTreeMap::new();
        for now in touched {
            if now.how == Touch::Read {
                reads.push((now.kind, now.thing));
                continue;
            }
            let of_kind = by_kind.entry(now.kind).or_default();
            let key = (now.kind, now.thing.clone());
            if let Some(at) = known.get(&key) {
                let before = &mut of_kind[*at];
                let stays_new = before.how == Touch::New && now.how == Touch::Written;
                before.how = if stays_new { Touch::New } else { now.how };
                before.state = now.state;
            } else {
                known.insert(key, of_kind.len());
                of_kind.push(now);
            }
        }
        for (kind, things) in by_kind {
            self.collect(kind, things, adopted, &mut changes).await?;
        }
        for (kind, thing) in reads {
            let last = last_leaf(&self.tx, kind, &thing).await?;
            let (version, handle) = last.map_or_else(unknown, |(leaf, _)| (leaf.version, leaf.thing));
            changes.0.push(Entry { kind, thing, version, handle, change: Change::Read, state: None });
        }
        self.write(changes).await
    }

    /// What changed of things of one kind.
    async fn collect(
        &self,
        kind: Kind,
        mut things: Vec<Touched>,
        adopted: bool,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        for chunk in things.chunks_mut(CHUNK) {
            let ids_of = |wanted: &dyn Fn(&Touched) -> bool| -> Vec<String> {
                chunk.iter().filter(|t| wanted(t)).map(|t| t.thing.clone()).collect()
            };
            let unread = ids_of(&|t| t.state.is_none());
            let mut states = BTreeMap::new();
            if !unread.is_empty() {
                states = kind.states(&self.tx, Some(&unread)).await?;
            }
            let mut last = BTreeMap::new();
            let mut old = ids_of(&|t| t.how != Touch::New);
            old.retain(|thing| match lock(&self.seen).remove(&(kind, thing.clone())) {
                Some(seen) => {
                    last.extend(seen.map(|seen| (thing.clone(), seen)));
                    false
                }
                None => true,
            });
            last.extend(last_states(&self.tx, kind, &old).await?);
            for Touched { thing, how, state, .. } in chunk {
                let state = state.take().or_else(|| states.remove(thing));
                let last = last.remove(thing);
                let same = last.as_ref().is_some_and(|l| l.state == state);
                if *how != Touch::Erased && (same || last.is_none() && state.is_none()) {
                    continue;
                }
                let change = match (how, &state) {
                    (Touch::Erased, _) if last.is_none() => continue,
                    (Touch::Erased, _) => Change::Erased,
                    (_, None) => Change::Removed,
                    _ if last.is_none() => {
                        if adopted {
                            Change::Adopted
                        } else {
                            Change::Created
                        }
                    }
                    _ => Change::Changed,
                };
                let (version, handle) = last.map_or_else(unknown, |l| (l.version, l.handle));
                let entry = |version, handle, change, state| Entry {
                    kind,
                    thing: thing.clone(),
                    version,
                    handle,
                    change,
                    state,
                };
                if change == Change::Erased {
                    changes.0.push(entry(version + 1, handle, change, None));
                    // What is left of it is another thing: nothing leads from it to what was.
                    if state.is_some() {
                        let (version, handle) = unknown();
                        changes.0.push(entry(version + 1, handle, Change::Created, state));
                    }
                } else {
                    changes.0.push(entry(version + 1, handle, change, state));
                }
            }
        }
        Ok(())
    }

    async fn write(&mut self, changes: Changes) -> Result<(Range<u64>, Option<Edge>), StoreError> {
        if changes.0.is_empty() {
            return Ok((0..0, None));
        }
        for entry in changes.0.iter().filter(|entry| entry.change == Change::Erased) {
            forget(&self.tx, entry.kind, &entry.thing).await?;
        }
        // Usually nobody else has written since this program did; if somebody has, nothing is inserted.
        if let Some(edge) = self.turn.take()
            && let Some(done) = self.insert(edge, &changes).await?
        {
            return Ok(done);
        }
        let edge = edge(&self.tx, size(&self.tx).await?).await?;
        self.insert(edge, &changes).await?.ok_or_else(|| StoreError::Damaged {
            table: "record_leaves",
            id: "the last".to_owned(),
            problem: "somebody else writes leaves, past the lock that writers take".to_owned(),
        })
    }

    /// Inserts the leaves of changes after those of the tree that the edge is of, and the tiles that they
    /// complete. `None`, and nothing was inserted, if the log has other leaves by now.
    async fn insert(
        &self,
        mut edge: Edge,
        changes: &Changes,
    ) -> Result<Option<(Range<u64>, Option<Edge>)>, StoreError> {
        let first = edge.size();
        let after = first + changes.0.len() as u64;
        let by_nonce = random::<32>();
        let (actor, when) = (commitment(&by_nonce, &self.by), rfc3339(now()));
        let mut rows = Vec::with_capacity(changes.0.len());
        for (entry, sequence) in changes.0.iter().zip(first..) {
            let nonce = random::<32>();
            let leaf = Leaf {
                actor: actor.clone(),
                change: entry.change,
                commitment: entry.state.as_ref().map(|state| commitment(&nonce, state)),
                kind: entry.kind.text().to_owned(),
                sequence,
                thing: entry.handle.clone(),
                time: when.clone(),
                version: entry.version,
            };
            let text = leaf.canonical();
            edge.push(&text);
            let is_first = sequence == first;
            rows.push(record_leaf::ActiveModel {
                sequence: Set(signed(sequence)),
                leaf: Set(text),
                kind: Set(leaf.kind),
                thing: Set((entry.change != Change::Erased).then(|| entry.thing.clone())),
                nonce: Set(entry.state.is_some().then(|| nonce.to_vec())),
                state: Set(entry.state.clone()),
                first: Set(signed(first)),
                by: Set(is_first.then(|| self.by.clone())),
                by_nonce: Set(is_first.then(|| by_nonce.to_vec())),
            });
        }
        let rest = rows.split_off(rows.len().min(FIRST));
        if !insert_after(&self.tx, first, rows).await? {
            return Ok(None);
        }
        for chunk in chunks(rest) {
            record_leaf::Entity::insert_many(chunk).exec_without_returning(&self.tx).await?;
        }
        let mut written = edge.take_complete();
        if !written.is_empty() {
            written.extend(edge.incomplete().into_iter().filter(|((level, _), _)| *level > 0));
            let rows = written
                .into_iter()
                .map(|((level, number), hashes)| record_tile::ActiveModel {
                    level: Set(i16::from(level)),
                    number: Set(signed(number)),
                    hashes: Set(hashes),
                })
                .collect();
            let key = [record_tile::Column::Level, record_tile::Column::Number];
            upsert::<record_tile::Entity, _>(self, rows, &key).await?;
        }
        Ok(Some((first..after, Some(edge))))
    }
}

/// Inserts leaves if the log has `size` leaves; whether it has. One statement, so that nobody has to ask
/// first: asking would be a third of what recording a single change costs.
async fn insert_after(
    db: &impl ConnectionTrait,
    size: u64,
    rows: Vec<record_leaf::ActiveModel>,
) -> Result<bool, StoreError> {
    let columns: Vec<record_leaf::Column> = record_leaf::Column::iter().collect();
    let values = rows.into_iter().map(|mut row| {
        let values: Vec<sea_orm::Value> = columns.iter().filter_map(|c| row.take(*c).into_value()).collect();
        ValueTuple::Many(values)
    });
    let last = Query::select()
        .expr(Func::coalesce([Expr::col(record_leaf::Column::Sequence).max(), Expr::val(-1)]))
        .from(record_leaf::Entity)
        .take();
    let leaves = Query::select()
        // As both databases call the columns of bare values.
        .columns((1..=columns.len()).map(|n| Alias::new(format!("column{n}"))))
        .from_values(values, Alias::new("leaves"))
        .and_where(Expr::val(signed(size) - 1).eq(Expr::SubQuery(None, Box::new(last.into()))))
        .take();
    let mut insert = Query::insert();
    insert.into_table(record_leaf::Entity).columns(columns);
    insert.select_from(leaves).map_err(|e| StoreError::Database(sea_orm::DbErr::Custom(e.to_string())))?;
    Ok(db.execute(&insert).await?.rows_affected() > 0)
}

/// Removes what opens the leaves of a thing.
async fn forget(db: &impl ConnectionTrait, kind: Kind, thing: &str) -> Result<(), StoreError> {
    record_leaf::Entity::update_many()
        .col_expr(record_leaf::Column::Thing, Expr::value(Option::<String>::None))
        .col_expr(record_leaf::Column::State, Expr::value(Option::<String>::None))
        .col_expr(record_leaf::Column::Nonce, Expr::value(Option::<Vec<u8>>::None))
        .filter(record_leaf::Column::Kind.eq(kind.text()))
        .filter(record_leaf::Column::Thing.eq(thing))
        .exec(db)
        .await?;
    Ok(())
}

/// Of a thing that nothing was recorded of: the version before the first, and a new handle.
fn unknown() -> (u64, String) {
    (0, hex(&random::<16>()))
}

#[derive(Default)]
struct Changes(Vec<Entry>);

/// What becomes a leaf.
struct Entry {
    kind: Kind,
    thing: String,
    version: u64,
    handle: String,
    change: Change,
    state: Option<String>,
}

/// Leaves of one thing that have a state, or say that it has none any more.
fn of_thing(kind: Kind, thing: &str) -> Select<record_leaf::Entity> {
    record_leaf::Entity::find()
        .filter(record_leaf::Column::Thing.eq(thing))
        .filter(record_leaf::Column::Kind.eq(kind.text()))
        .order_by_desc(record_leaf::Column::Sequence)
}

fn parse(row: &record_leaf::Model) -> Result<Leaf, StoreError> {
    Leaf::parse(&row.leaf).map_err(|e| StoreError::Damaged {
        table: "record_leaves",
        id: row.sequence.to_string(),
        problem: e.to_string(),
    })
}

/// The last state of a thing that was recorded.
#[derive(Debug)]
pub(crate) struct Last {
    version: u64,
    handle: String,
    state: Option<String>,
}

/// The last leaf of a thing, with the state in it; `None` if nothing was recorded of it. It says the thing's version
/// and handle, be it that somebody read the thing: how often that was costs nothing.
async fn last_leaf(
    db: &impl ConnectionTrait,
    kind: Kind,
    thing: &str,
) -> Result<Option<(Leaf, Option<String>)>, StoreError> {
    let Some(row) = of_thing(kind, thing).limit(1).one(db).await? else { return Ok(None) };
    let leaf = parse(&row)?;
    // What was read before it was first recorded has no version yet.
    Ok((leaf.version > 0).then_some((leaf, row.state)))
}

async fn last_state(db: &impl ConnectionTrait, kind: Kind, thing: &str) -> Result<Option<Last>, StoreError> {
    let Some((leaf, mut state)) = last_leaf(db, kind, thing).await? else { return Ok(None) };
    if leaf.change == Change::Read {
        let states = of_thing(kind, thing).filter(record_leaf::Column::State.is_not_null());
        if let Some(row) = states.limit(1).one(db).await? {
            // Of another version: the thing was removed since.
            state = if parse(&row)?.version == leaf.version { row.state } else { None };
        }
    }
    Ok(Some(Last { version: leaf.version, handle: leaf.thing, state }))
}

async fn last_states(
    db: &impl ConnectionTrait,
    kind: Kind,
    things: &[String],
) -> Result<BTreeMap<String, Last>, StoreError> {
    if let [thing] = things {
        let found = last_state(db, kind, thing).await?;
        return Ok(found.map(|last| (thing.clone(), last)).into_iter().collect());
    }
    let mut last = BTreeMap::new();
    for chunk in things.chunks(CHUNK) {
        let rows = record_leaf::Entity::find()
            .filter(record_leaf::Column::Kind.eq(kind.text()))
            .filter(record_leaf::Column::Thing.is_in(chunk.iter().map(String::as_str)))
            .order_by_asc(record_leaf::Column::Sequence)
            .all(db)
            .await?;
        for row in rows {
            let leaf = parse(&row)?;
            let thing = row.thing.unwrap_or_default();
            if leaf.change == Change::Read {
                continue;
            }
            last.insert(thing, Last { version: leaf.version, handle: leaf.thing, state: row.state });
        }
    }
    Ok(last)
}

impl Store {
    /// How many leaves the log has.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn record_size(&self) -> Result<u64, StoreError> {
        size(&self.db).await
    }

    /// Number of leaves, and the root.
    ///
    /// # Errors
    /// The database's refusal, or tiles that are damaged.
    pub async fn record_head(&self) -> Result<(u64, Hash), StoreError> {
        head(&self.snapshot().await?).await
    }

    /// The version of a thing: what [`UnitOfWork::expect_version`] takes.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn version(&self, kind: Kind, thing: &str) -> Result<u64, StoreError> {
        let last = last_leaf(&self.db, kind, thing).await?;
        Ok(last.map_or(0, |(leaf, _)| leaf.version))
    }

    /// What was done to a thing, the latest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn history(&self, kind: Kind, thing: &str) -> Result<Vec<Version>, StoreError> {
        self.latest_history(kind, thing, u64::MAX).await
    }

    /// The latest of what was done to a thing, as many as asked for.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn latest_history(
        &self,
        kind: Kind,
        thing: &str,
        most: u64,
    ) -> Result<Vec<Version>, StoreError> {
        let mut leaves = of_thing(kind, thing);
        if most < u64::MAX {
            leaves = leaves.limit(most);
        }
        let leaves = leaves.all(&self.db).await?;
        // Who did it stands at the first leaf of each transaction.
        let firsts: BTreeSet<i64> = leaves.iter().map(|row| row.first).collect();
        let firsts: Vec<i64> = firsts.into_iter().collect();
        let mut by: BTreeMap<i64, String> = BTreeMap::new();
        for chunk in firsts.chunks(CHUNK) {
            let found: Vec<(i64, Option<String>)> = record_leaf::Entity::find()
                .select_only()
                .columns([record_leaf::Column::Sequence, record_leaf::Column::By])
                .filter(record_leaf::Column::Sequence.is_in(chunk.iter().copied()))
                .into_tuple()
                .all(&self.db)
                .await?;
            by.extend(found.into_iter().map(|(sequence, by)| (sequence, by.unwrap_or_default())));
        }
        let versions = leaves.into_iter().map(|row| {
            let leaf = parse(&row)?;
            Ok(Version {
                version: leaf.version,
                change: leaf.change,
                sequence: leaf.sequence,
                time: leaf.time,
                by: by.get(&row.first).cloned().unwrap_or_default(),
                nonce: row.nonce.unwrap_or_default(),
                state: row.state,
            })
        });
        versions.collect()
    }

    /// Leaves from one on, in order.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn leaves(&self, from: u64, most: u64) -> Result<Vec<String>, StoreError> {
        leaves(&self.db, from, most).await
    }

    /// A tile's hashes, at least as many as `width`, or `None`.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn record_tile(&self, id: TileId, width: usize) -> Result<Option<Vec<u8>>, StoreError> {
        let mut found = tiles(&self.db, &BTreeSet::from([id])).await?;
        Ok(found.0.remove(&id).filter(|t| t.len() >= width * 32).map(|mut t| {
            t.truncate(width * 32);
            t
        }))
    }

    /// The hashes that answer a question about the tree.
    ///
    /// # Errors
    /// The database's refusal, or [`StoreError::Damaged`] if tiles are missing.
    pub async fn prove(&self, question: Question) -> Result<Vec<Hash>, StoreError> {
        question.answer(&tiles(&self.db, &question.tiles()).await?).map_err(|e| StoreError::Damaged {
            table: "record_tiles",
            id: format!("{question:?}"),
            problem: e.to_string(),
        })
    }

    /// The last checkpoint that was kept, and when it was (seconds since 1970).
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn checkpoint(&self) -> Result<Option<(Checkpoint, i64)>, StoreError> {
        let last = record_checkpoint::Entity::find().order_by_desc(record_checkpoint::Column::Size);
        last.one(&self.db).await?.map(|row| Ok((read_checkpoint(&row)?, row.time))).transpose()
    }

    /// Signs the tree as it is now; the checkpoint is not kept yet.
    ///
    /// # Errors
    /// The database's refusal, or damaged tiles.
    pub async fn sign_checkpoint(&self, log: &SecretKey) -> Result<Checkpoint, StoreError> {
        let (size, root) = self.record_head().await?;
        Checkpoint::sign(log, size, root).map_err(|e| StoreError::Damaged {
            table: "record_checkpoints",
            id: size.to_string(),
            problem: e.to_string(),
        })
    }

    /// Keeps a checkpoint; of the same size, the later one.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn keep_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), StoreError> {
        // It is about the record, and no change of what is recorded.
        let work = self.begin("").await?;
        let row = record_checkpoint::ActiveModel {
            size: Set(signed(checkpoint.head.size())),
            time: Set(now()),
            note: Set(checkpoint.to_string()),
        };
        upsert::<record_checkpoint::Entity, _>(&work, vec![row], &[record_checkpoint::Column::Size]).await?;
        work.commit().await?;
        Ok(())
    }

    /// Keeps what a timestamping authority said of a checkpoint.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn keep_timestamp(&self, timestamp: Timestamp) -> Result<(), StoreError> {
        let work = self.begin("").await?;
        let row = record_timestamp::ActiveModel {
            size: Set(signed(timestamp.size)),
            authority: Set(timestamp.authority),
            text: Set(timestamp.text),
            reply: Set(timestamp.reply),
        };
        let key = [record_timestamp::Column::Size, record_timestamp::Column::Authority];
        upsert::<record_timestamp::Entity, _>(&work, vec![row], &key).await?;
        work.commit().await?;
        Ok(())
    }

    /// What timestamping authorities said, in order of size.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn timestamps(&self) -> Result<Vec<Timestamp>, StoreError> {
        let rows = record_timestamp::Entity::find().order_by_asc(record_timestamp::Column::Size);
        let rows = rows.order_by_asc(record_timestamp::Column::Authority).all(&self.db).await?;
        let timestamp = |row: record_timestamp::Model| Timestamp {
            size: unsigned(row.size),
            authority: row.authority,
            text: row.text,
            reply: row.reply,
        };
        Ok(rows.into_iter().map(timestamp).collect())
    }

    /// A receipt for a leaf under a checkpoint; `None` if the checkpoint is older than the leaf, or there
    /// is no such leaf.
    ///
    /// # Errors
    /// The database's refusal, or damaged tiles.
    pub async fn receipt(
        &self,
        sequence: u64,
        checkpoint: Checkpoint,
    ) -> Result<Option<Receipt>, StoreError> {
        let size = checkpoint.head.size();
        let Some(leaf) = self.leaves(sequence, 1).await?.pop().filter(|_| sequence < size) else {
            return Ok(None);
        };
        let proof = self.prove(Question::Inclusion { size, index: sequence }).await?;
        Ok(Some(Receipt { leaf, index: sequence, proof, checkpoint }))
    }
}

fn read_checkpoint(row: &record_checkpoint::Model) -> Result<Checkpoint, StoreError> {
    Checkpoint::parse(&row.note).map_err(|e| StoreError::Damaged {
        table: "record_checkpoints",
        id: row.size.to_string(),
        problem: e.to_string(),
    })
}
