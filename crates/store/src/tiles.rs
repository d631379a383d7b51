//! A search that is cut into tiles, some missing persons × some remains each, for workers on any number of machines; and
//! which pairs they found.
//!
//! A tile is written whole and in one transaction, however often and by however many it is begun: what a run finds takes
//! the place of what one before it found, so nothing is lost with a worker that dies, and nothing is there twice. All of it
//! follows from what is stored, so the record does not hold it, nor does a backup.

use std::collections::BTreeSet;

use kintrace_casework::Registry;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::entities::{genotype, missing_person, person, remains, sample, tile, tile_pair, tile_search};
use crate::registry::frequencies;
use crate::{Store, StoreError, UnitOfWork, now, rows};

/// Rows a statement.
const CHUNK: usize = 1000;

/// A search in tiles, and how far it is.
#[derive(Debug, Clone, PartialEq)]
pub struct TileSearch {
    /// Its number.
    pub id: i64,
    /// When it was begun, in seconds since 1970.
    pub begun: i64,
    /// Pairs of at least this log10 LR are found.
    pub log10_threshold: f64,
    /// A digest of the settings: a worker with others does not take part.
    pub settings: String,
    /// How many tiles there are.
    pub tiles: u64,
    /// How many are done.
    pub done: u64,
    /// How many are begun and not done.
    pub begun_tiles: u64,
    /// How many were begun more often than once.
    pub repeated: u64,
    /// How many failed the last time, and are not done.
    pub failed: u64,
    /// Pairs compared so far.
    pub compared: u64,
    /// Pairs found so far.
    pub found: u64,
    /// Seconds of workers so far.
    pub worked: f64,
    /// When the last tile was done, in seconds since 1970.
    pub last_done: Option<i64>,
}

impl TileSearch {
    /// Whether all tiles are done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.done == self.tiles
    }
}

/// Which ids a tile is of, in the order of the database: from one on, and below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    /// The first.
    pub from: String,
    /// The first that is not in it any more; `None`: all that follow.
    pub to: Option<String>,
}

impl Ids {
    /// Whether a column's id is one of them.
    fn hold(&self, id: impl ColumnTrait) -> Condition {
        let from = Condition::all().add(id.gte(self.from.as_str()));
        from.add_option(self.to.as_ref().map(|to| id.lt(to.as_str())))
    }
}

/// A tile.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Of which search.
    pub search: i64,
    /// Its number in it.
    pub tile: i64,
    /// Missing persons.
    pub missing: Ids,
    /// Remains.
    pub remains: Ids,
    /// How often it was begun.
    pub runs: u64,
    /// Who began it last.
    pub worker: Option<String>,
    /// Why it failed the last time.
    pub failure: Option<String>,
}

impl From<tile::Model> for Tile {
    fn from(row: tile::Model) -> Self {
        Self {
            search: row.search,
            tile: row.tile,
            missing: Ids { from: row.missing_from, to: row.missing_to },
            remains: Ids { from: row.remains_from, to: row.remains_to },
            runs: row.runs.unsigned_abs(),
            worker: row.worker,
            failure: row.failure,
        }
    }
}

/// What was found in a tile.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TileFound {
    /// Pairs that were compared.
    pub compared: u64,
    /// Pairs that were summed exactly.
    pub summed: u64,
    /// Missing person, remains and ln LR of each pair that reaches the threshold.
    pub pairs: Vec<(String, String, f64)>,
    /// How long it took.
    pub seconds: f64,
}

/// Of the tiles that are done: pairs compared and found, seconds, and when the last one was done.
type Sums = (Option<i64>, Option<i64>, Option<f64>, Option<i64>);

/// Cuts ids, in the order of the database, into pieces of so many.
fn pieces(ids: &[String], of: usize) -> Vec<Ids> {
    let firsts: Vec<&String> = ids.iter().step_by(of.max(1)).collect();
    let piece = |(i, from): (usize, &&String)| Ids {
        from: (*from).clone(),
        to: firsts.get(i + 1).map(|next| (*next).clone()),
    };
    firsts.iter().enumerate().map(piece).collect()
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl Store {
    /// Cuts everything that is in the registry now into tiles of so many missing persons × so many remains.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn plan_tiles(
        &self,
        log10_threshold: f64,
        settings: &str,
        (missing, remains): (usize, usize),
    ) -> Result<TileSearch, StoreError> {
        let tx = self.tile_transaction().await?;
        let missing_ids = missing_person::Entity::find().select_only().column(missing_person::Column::Id);
        let missing_ids = missing_ids.order_by_asc(missing_person::Column::Id);
        let missing_ids: Vec<String> = missing_ids.into_tuple().all(&tx).await?;
        let remains_ids = remains::Entity::find().select_only().column(remains::Column::Id);
        let remains_ids: Vec<String> =
            remains_ids.order_by_asc(remains::Column::Id).into_tuple().all(&tx).await?;
        let search = tile_search::ActiveModel {
            begun: Set(now()),
            log10_threshold: Set(log10_threshold),
            settings: Set(settings.to_owned()),
            queued: Set(false),
            ..Default::default()
        };
        let search = search.insert(&tx).await?.id;
        let (across, down) = (pieces(&missing_ids, missing), pieces(&remains_ids, remains));
        // Tiles that follow each other have the same remains, which a worker keeps.
        let cells = down.iter().flat_map(|r| across.iter().map(move |m| (m, r)));
        let rows: Vec<tile::ActiveModel> = cells
            .enumerate()
            .map(|(number, (missing, remains))| tile::ActiveModel {
                search: Set(search),
                tile: Set(signed(number)),
                missing_from: Set(missing.from.clone()),
                missing_to: Set(missing.to.clone()),
                remains_from: Set(remains.from.clone()),
                remains_to: Set(remains.to.clone()),
                runs: Set(0),
                compared: Set(0),
                summed: Set(0),
                found: Set(0),
                ..Default::default()
            })
            .collect();
        for chunk in rows.chunks(CHUNK) {
            tile::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await?;
        }
        tx.commit().await?;
        let planned = self.tile_search(search).await?;
        planned.ok_or_else(|| StoreError::Damaged {
            table: "tile_searches",
            id: search.to_string(),
            problem: "it is gone".to_owned(),
        })
    }

    /// A transaction that writes tiles: no record, and so nobody else's turn.
    async fn tile_transaction(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.db.begin_with_options(options).await?)
    }

    /// A search in tiles; `None` if there is none of that number (any more).
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn tile_search(&self, id: i64) -> Result<Option<TileSearch>, StoreError> {
        let Some(row) = tile_search::Entity::find_by_id(id).one(&self.db).await? else { return Ok(None) };
        Ok(Some(self.with_progress(row).await?))
    }

    /// All searches in tiles, the latest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn tile_searches(&self) -> Result<Vec<TileSearch>, StoreError> {
        let rows = tile_search::Entity::find().order_by_desc(tile_search::Column::Id).all(&self.db).await?;
        let mut searches = Vec::with_capacity(rows.len());
        for row in rows {
            searches.push(self.with_progress(row).await?);
        }
        Ok(searches)
    }

    async fn with_progress(&self, row: tile_search::Model) -> Result<TileSearch, StoreError> {
        let all = || tile::Entity::find().filter(tile::Column::Search.eq(row.id));
        let undone = || all().filter(tile::Column::Done.is_null());
        let sums = all()
            .filter(tile::Column::Done.is_not_null())
            .select_only()
            .column_as(tile::Column::Compared.sum().cast_as("bigint"), "compared")
            .column_as(tile::Column::Found.sum().cast_as("bigint"), "found")
            .column_as(tile::Column::Seconds.sum(), "worked")
            .column_as(tile::Column::Done.max(), "last_done");
        let sums: Option<Sums> = sums.into_tuple().one(&self.db).await?;
        let (compared, found, worked, last_done) = sums.unwrap_or_default();
        let tiles = all().count(&self.db).await?;
        let failed = undone().filter(tile::Column::Failure.is_not_null()).count(&self.db).await?;
        let begun = undone().filter(tile::Column::Begun.is_not_null());
        Ok(TileSearch {
            id: row.id,
            begun: row.begun,
            log10_threshold: row.log10_threshold,
            settings: row.settings,
            tiles,
            done: tiles - undone().count(&self.db).await?,
            begun_tiles: begun.filter(tile::Column::Failure.is_null()).count(&self.db).await?,
            repeated: all().filter(tile::Column::Runs.gt(1_i64)).count(&self.db).await?,
            failed,
            compared: compared.unwrap_or(0).unsigned_abs(),
            found: found.unwrap_or(0).unsigned_abs(),
            worked: worked.unwrap_or(0.0),
            last_done,
        })
    }

    /// The tiles of a search that are not done, in order.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn open_tiles(&self, search: i64) -> Result<Vec<Tile>, StoreError> {
        let open = tile::Entity::find().filter(tile::Column::Search.eq(search));
        let open = open.filter(tile::Column::Done.is_null()).order_by_asc(tile::Column::Tile);
        Ok(open.all(&self.db).await?.into_iter().map(Tile::from).collect())
    }

    /// The tiles of a search that failed the last time and are not done, in order; so many at most.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn failed_tiles(&self, search: i64, most: u64) -> Result<Vec<Tile>, StoreError> {
        let failed = tile::Entity::find().filter(tile::Column::Search.eq(search));
        let failed = failed.filter(tile::Column::Done.is_null()).filter(tile::Column::Failure.is_not_null());
        let rows = failed.order_by_asc(tile::Column::Tile).limit(most).all(&self.db).await?;
        Ok(rows.into_iter().map(Tile::from).collect())
    }

    /// Searches with these settings of which not every tile has a job yet.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn unqueued_tile_searches(&self, settings: &str) -> Result<Vec<i64>, StoreError> {
        let unqueued = tile_search::Entity::find().select_only().column(tile_search::Column::Id);
        let unqueued = unqueued.filter(tile_search::Column::Settings.eq(settings));
        Ok(unqueued.filter(tile_search::Column::Queued.eq(false)).into_tuple().all(&self.db).await?)
    }

    /// Notes that each tile of a search has a job.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn note_queued(&self, search: i64) -> Result<(), StoreError> {
        let queued =
            tile_search::Entity::update_many().col_expr(tile_search::Column::Queued, Expr::value(true));
        queued.filter(tile_search::Column::Id.eq(search)).exec(&self.db).await?;
        Ok(())
    }

    /// Whether a search with these settings has a tile that is not done.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn has_open_tiles(&self, settings: &str) -> Result<bool, StoreError> {
        let same = tile_search::Entity::find().select_only().column(tile_search::Column::Id);
        let same = same.filter(tile_search::Column::Settings.eq(settings)).into_query();
        let open = tile::Entity::find().select_only().column(tile::Column::Tile);
        let open = open.filter(tile::Column::Done.is_null()).filter(tile::Column::Search.in_subquery(same));
        Ok(open.into_tuple::<i64>().one(&self.db).await?.is_some())
    }

    /// Forgets a search with its tiles and pairs; `false` if there is none of that number. Jobs that are left find nothing to
    /// do.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn forget_tile_search(&self, search: i64) -> Result<bool, StoreError> {
        let tx = self.tile_transaction().await?;
        tile_pair::Entity::delete_many().filter(tile_pair::Column::Search.eq(search)).exec(&tx).await?;
        tile::Entity::delete_many().filter(tile::Column::Search.eq(search)).exec(&tx).await?;
        let gone = tile_search::Entity::delete_by_id(search).exec(&tx).await?.rows_affected > 0;
        tx.commit().await?;
        Ok(gone)
    }

    /// Notes that a worker begins a tile, and gives it; `None` if there is no such tile (any more), or it is done.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn begin_tile(&self, search: i64, tile: i64, worker: &str) -> Result<Option<Tile>, StoreError> {
        let begun = tile::Entity::update_many()
            .col_expr(tile::Column::Runs, Expr::col(tile::Column::Runs).add(1))
            .col_expr(tile::Column::Worker, Expr::value(worker))
            .col_expr(tile::Column::Begun, Expr::value(now()))
            .col_expr(tile::Column::Failure, Expr::value(None::<String>))
            .filter(tile::Column::Search.eq(search))
            .filter(tile::Column::Tile.eq(tile))
            .filter(tile::Column::Done.is_null());
        if begun.exec(&self.db).await?.rows_affected == 0 {
            return Ok(None);
        }
        let found = tile::Entity::find_by_id((search, tile)).one(&self.db).await?;
        Ok(found.map(Tile::from))
    }

    /// Writes what was found in a tile, in place of what a run before may have found. If its search is gone, nothing is
    /// written.
    ///
    /// # Errors
    /// The database's refusal; then nothing is written.
    pub async fn finish_tile(&self, search: i64, tile: i64, found: &TileFound) -> Result<(), StoreError> {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let tx = self.tile_transaction().await?;
        // Whoever else writes this tile waits for the row.
        let done = tile::Entity::update_many()
            .col_expr(tile::Column::Done, Expr::value(now()))
            .col_expr(tile::Column::Seconds, Expr::value(found.seconds))
            .col_expr(tile::Column::Compared, Expr::value(count(found.compared)))
            .col_expr(tile::Column::Summed, Expr::value(count(found.summed)))
            .col_expr(tile::Column::Found, Expr::value(signed(found.pairs.len())))
            .col_expr(tile::Column::Failure, Expr::value(None::<String>))
            .filter(tile::Column::Search.eq(search))
            .filter(tile::Column::Tile.eq(tile));
        if done.exec(&tx).await?.rows_affected == 0 {
            return Ok(tx.rollback().await?);
        }
        let of_tile = tile_pair::Entity::delete_many().filter(tile_pair::Column::Search.eq(search));
        of_tile.filter(tile_pair::Column::Tile.eq(tile)).exec(&tx).await?;
        for chunk in found.pairs.chunks(CHUNK) {
            let rows = chunk.iter().map(|(missing, remains, ln_lr)| tile_pair::ActiveModel {
                search: Set(search),
                tile: Set(tile),
                missing: Set(missing.clone()),
                remains: Set(remains.clone()),
                ln_lr: Set(*ln_lr),
            });
            tile_pair::Entity::insert_many(rows).exec_without_returning(&tx).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Notes why a tile failed, in words that name nobody.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn fail_tile(&self, search: i64, tile: i64, failure: &str) -> Result<(), StoreError> {
        let failed = tile::Entity::update_many()
            .col_expr(tile::Column::Failure, Expr::value(failure))
            .filter(tile::Column::Search.eq(search))
            .filter(tile::Column::Tile.eq(tile))
            .filter(tile::Column::Done.is_null());
        failed.exec(&self.db).await?;
        Ok(())
    }

    /// What was found so far, missing person by missing person: missing person, remains, ln LR.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn tile_pairs(&self, search: i64) -> Result<Vec<(String, String, f64)>, StoreError> {
        let found = tile_pair::Entity::find().filter(tile_pair::Column::Search.eq(search));
        let found = found.order_by_asc(tile_pair::Column::Missing).order_by_asc(tile_pair::Column::Remains);
        let rows = found.all(&self.db).await?;
        Ok(rows.into_iter().map(|p| (p.missing, p.remains, p.ln_lr)).collect())
    }

    /// The ids of a tile's missing persons.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn missing_of_tile(&self, tile: &Tile) -> Result<Vec<String>, StoreError> {
        let all = missing_person::Entity::find().select_only().column(missing_person::Column::Id);
        let of = all.filter(tile.missing.hold(missing_person::Column::Id));
        Ok(of.into_tuple().all(&self.db).await?)
    }

    /// The ids of a tile's remains.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn remains_of_tile(&self, tile: &Tile) -> Result<Vec<String>, StoreError> {
        let all = remains::Entity::find().select_only().column(remains::Column::Id);
        Ok(all.filter(tile.remains.hold(remains::Column::Id)).into_tuple().all(&self.db).await?)
    }

    /// The part of the registry that is about the families of these missing persons, with whoever else of them is missing, and
    /// about these remains.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn part_of_registry(
        &self,
        missing: &[String],
        found: &[String],
    ) -> Result<Registry, StoreError> {
        let db = &self.db;
        let mut part = Registry { frequencies: frequencies(db).await?, ..Registry::default() };
        let mut families: BTreeSet<String> = BTreeSet::new();
        for ids in missing.chunks(CHUNK) {
            let of = missing_person::Entity::find().select_only().column(missing_person::Column::Family);
            let of = of.filter(missing_person::Column::Id.is_in(ids)).into_tuple::<String>();
            families.extend(of.all(db).await?);
        }
        let families: Vec<String> = families.into_iter().collect();
        for families in families.chunks(CHUNK) {
            let of = missing_person::Entity::find().filter(missing_person::Column::Family.is_in(families));
            for row in of.all(db).await? {
                part.missing.insert(row.id.clone(), rows::missing(row)?);
            }
            let members = person::Entity::find().filter(person::Column::Family.is_in(families));
            for row in members.all(db).await? {
                part.persons.insert(row.id.clone(), rows::person(row)?);
            }
        }
        for ids in found.chunks(CHUNK) {
            for row in remains::Entity::find().filter(remains::Column::Id.is_in(ids)).all(db).await? {
                part.remains.insert(row.id.clone(), rows::remains(row)?);
            }
        }
        let persons: Vec<&str> = part.persons.keys().map(String::as_str).collect();
        let remains: Vec<&str> = part.remains.keys().map(String::as_str).collect();
        for (kind, subjects) in [("person", persons), ("remains", remains)] {
            for subjects in subjects.chunks(CHUNK) {
                let taken = sample::Entity::find().filter(sample::Column::SubjectKind.eq(kind));
                let taken = taken.filter(sample::Column::Subject.is_in(subjects.iter().copied()));
                for row in taken.all(db).await? {
                    part.samples.insert(row.id.clone(), rows::sample(row)?);
                }
            }
        }
        let samples: Vec<&String> = part.samples.keys().collect();
        for samples in samples.chunks(CHUNK) {
            let read = genotype::Entity::find();
            let read = read.filter(genotype::Column::Sample.is_in(samples.iter().map(|s| s.as_str())));
            for row in read.all(db).await? {
                rows::read_into(part.profiles.entry(row.sample.clone()).or_default(), row);
            }
        }
        Ok(part)
    }
}

impl UnitOfWork {
    /// Forgets all searches in tiles: they name who is in the registry, and somebody is to be in it no more.
    pub(crate) async fn forget_tiles(&self) -> Result<(), StoreError> {
        tile_pair::Entity::delete_many().exec(&self.tx).await?;
        tile::Entity::delete_many().exec(&self.tx).await?;
        tile_search::Entity::delete_many().exec(&self.tx).await?;
        Ok(())
    }
}
