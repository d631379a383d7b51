//! Persistence of the registry.
//!
//! [`Store`] is a connection to a database; its methods read. Everything is written through a
//! [`UnitOfWork`]: one transaction that is committed as a whole, or leaves nothing. Each change and its
//! leaf in the [`record`] are in one transaction.
//!
//! `SQLite` in one folder or PostgreSQL, by `SeaORM`; nothing outside this crate knows which it is.

pub mod alone;
pub mod backup;
pub mod documents;
pub mod doubts;
pub mod drafts;
pub mod entities;
mod erase;
pub mod events;
mod finding;
pub mod hypotheses;
pub mod inclusion_powers;
pub mod invitations;
pub mod kept_registry;
pub mod laboratory;
pub mod lists;
mod migrations;
pub mod missing_persons;
pub mod names;
pub mod originals;
pub mod positions;
pub mod record;
pub mod registry;
pub mod remains;
mod rows;
pub mod second_factors;
pub mod sessions;
pub mod tiles;
pub mod users;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tokio::sync::{Mutex, OwnedMutexGuard};

use kintrace_record::tree::Edge;
use record::{Kind, Last, Touch, Touched};

/// Connections to the database.
#[derive(Debug, Clone, Copy)]
pub enum Pool<'a> {
    /// To PostgreSQL.
    Postgres(&'a sea_orm::sqlx::PgPool),
    /// To `SQLite`.
    Sqlite(&'a sea_orm::sqlx::SqlitePool),
}

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("the database: {0}")]
    Database(#[from] DbErr),
    /// The folder of the data can't be made.
    #[error("the folder {0} can't be made: {1}")]
    Folder(String, std::io::Error),
    /// A row that the program did not write.
    #[error("table {table}, row {id}: {problem}")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The row's key.
        id: String,
        /// What is wrong.
        problem: String,
    },
    /// Somebody else has changed it in the meantime.
    #[error("{kind} {thing} was changed by somebody else: version {seen} was seen, it is {now} now", kind = kind.text())]
    Changed {
        /// Kind of thing.
        kind: Kind,
        /// Its id.
        thing: String,
        /// The version that was seen.
        seen: u64,
        /// The version it has.
        now: u64,
    },
}

/// A connection to the registry's database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
    /// One writer at a time; with the record's tree as this program knows it.
    writer: Arc<Mutex<Option<Edge>>>,
    /// What it reads is what this party may see; `None`: everything.
    party: Option<Arc<str>>,
}

/// A transaction. Dropped without [`UnitOfWork::commit`], it leaves nothing.
#[derive(Debug)]
pub struct UnitOfWork {
    pub(crate) tx: DatabaseTransaction,
    /// Who does it: an account, empty for the command line.
    pub(crate) by: String,
    /// What was written, for the record.
    pub(crate) touched: std::sync::Mutex<Vec<Touched>>,
    /// Last states that were asked for; `None`: nothing was recorded of the thing.
    pub(crate) seen: std::sync::Mutex<BTreeMap<(Kind, String), Option<Last>>>,
    /// How long recording took so far.
    pub(crate) recording: std::sync::Mutex<Duration>,
    pub(crate) turn: OwnedMutexGuard<Option<Edge>>,
}

/// What a commit added to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its leaves.
    pub leaves: Range<u64>,
    /// How long recording took.
    pub recording: Duration,
}

/// Any number: it stands for the right to write, among all programs that use a PostgreSQL database.
const WRITERS: i64 = 0x6b69_6e74_7261_6365;
/// How long a writer waits for another program's transaction: an import may take this long.
const PATIENCE: Duration = Duration::from_mins(1);

impl Store {
    /// Opens the registry in a folder, making it if it isn't there.
    ///
    /// # Errors
    /// [`StoreError::Folder`], or the database's refusal.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|e| StoreError::Folder(folder.display().to_string(), e))?;
        Self::connect(&format!("sqlite://{}/kintrace.sqlite?mode=rwc", folder.display())).await
    }

    /// Connects to a database by its URL and brings its tables up to date.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        // A database that isn't there yet is made.
        let made = if url.starts_with("sqlite") && !url.contains("mode=") && !url.contains(":memory:") {
            format!("{url}{}mode=rwc", if url.contains('?') { '&' } else { '?' })
        } else {
            url.to_owned()
        };
        let mut options = ConnectOptions::new(made);
        options.max_connections(4).sqlx_logging(false).connect_timeout(Duration::from_secs(10));
        // Readers don't wait for a writer. (A commit is on disk when it is acknowledged: SQLite's default
        // for `synchronous` is FULL.) What is deleted is overwritten, in the file and not only in the table.
        options.map_sqlx_sqlite_opts(|o| {
            let o = o.pragma("journal_mode", "WAL").pragma("secure_delete", "ON").busy_timeout(PATIENCE);
            // Each connection keeps 32 MB of pages, so that an index is not read again for every page that is shown;
            // rows are handed over many at a time, since each time two threads take turns.
            let o = o.pragma("cache_size", "-32000").row_buffer_size(1000);
            // Pages ask hundreds of different questions: what each of them means is worked out once a connection.
            let o = o.statement_cache_capacity(500);
            // Who writes does not wait until the journal has been put into the file ([`Store::settle`] does so beside
            // the pages), unless it has become far too long.
            let o = o.pragma("wal_autocheckpoint", "100000");
            // The file is read where the system keeps it, without a call and a copy for each page. (It is written by
            // calls only.)
            o.pragma("mmap_size", "2147418112")
        });
        // A plan is made for what is asked now: one that was kept from when a table was small reads all of
        // it when it has become large, until the statistics are made anew.
        options.map_sqlx_postgres_opts(|o| o.options([("plan_cache_mode", "force_custom_plan")]));
        let db = Database::connect(options).await?;
        let store = Self { db, writer: Arc::default(), party: None };
        store.migrate().await?;
        // What a large import has left in the journal is put into the file now, and not while readers wait.
        store.settle().await?;
        Ok(store)
    }

    /// Puts what was written from the journal into the database's file, without keeping anybody from reading or
    /// writing; the journal is used anew after that. What was acknowledged is on disk before that, too. Nothing to do
    /// on PostgreSQL, which does it by itself.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn settle(&self) -> Result<(), StoreError> {
        if self.db.get_database_backend() == DbBackend::Sqlite {
            self.db.execute_unprepared("PRAGMA wal_checkpoint(PASSIVE)").await?;
        }
        Ok(())
    }

    /// The same store as a party may see it: what it reads of cases, remains, lists and documents is the
    /// party's own, everybody's, or shared with it. For the body that keeps the registry (an empty name),
    /// everything.
    #[must_use]
    pub fn seen_by(&self, party: &str) -> Self {
        let party = (!party.is_empty()).then(|| Arc::from(party));
        Self { party, ..self.clone() }
    }

    /// Whose view it is; `None`: everything.
    pub(crate) fn party(&self) -> Option<&str> {
        self.party.as_deref()
    }

    /// All steps, or none: a crash between two of them must not leave half a table set.
    async fn migrate(&self) -> Result<(), StoreError> {
        let mut work = self.begin("").await?;
        let waiting = migrations::Migrations::get_pending_migrations(&work.tx).await?;
        migrations::Migrations::up(&work.tx, None).await?;
        let adopts = waiting.iter().any(|m| m.name() == migrations::m0003_record::NAME);
        if adopts {
            // The registry is older than its record: everything is taken into it as it stands.
            for kind in Kind::all() {
                for thing in kind.states(&work.tx, None).await?.into_keys() {
                    work.touch(kind, thing, Touch::Written);
                }
            }
        }
        work.append(adopts).await?;
        Ok(work.tx.commit().await?)
    }

    /// Begins a transaction; `by` is the account that asks, empty for the command line.
    ///
    /// One writer at a time, among all programs: the record has one order.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn begin(&self, by: &str) -> Result<UnitOfWork, StoreError> {
        let turn = Arc::clone(&self.writer).lock_owned().await;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.db.begin_with_options(options).await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({WRITERS})")).await?;
        }
        Ok(UnitOfWork {
            tx,
            by: by.to_owned(),
            touched: std::sync::Mutex::default(),
            seen: std::sync::Mutex::default(),
            recording: std::sync::Mutex::default(),
            turn,
        })
    }

    /// The connections, for a library with tables of its own in the same database.
    #[must_use]
    pub fn pool(&self) -> Pool<'_> {
        match self.db.get_database_backend() {
            DbBackend::Postgres => Pool::Postgres(self.db.get_postgres_connection_pool()),
            _ => Pool::Sqlite(self.db.get_sqlite_connection_pool()),
        }
    }

    /// A transaction that sees one moment of all tables, while others go on writing.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        Ok(if self.db.get_database_backend() == DbBackend::Postgres {
            let (level, mode) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
            self.db.begin_with_config(Some(level), Some(mode)).await?
        } else {
            // SQLite's transactions see one moment anyway.
            self.db.begin().await?
        })
    }
}

impl UnitOfWork {
    /// Makes everything written so far permanent, with its leaves in the record.
    ///
    /// # Errors
    /// The database's refusal; then nothing was written.
    pub async fn commit(mut self) -> Result<Committed, StoreError> {
        let start = Instant::now();
        let (leaves, grown) = self.append(false).await?;
        let before = *self.recording.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let recording = before + start.elapsed();
        self.tx.commit().await?;
        // Only now: if the commit fails, another program may write as many leaves, but others.
        if grown.is_some() {
            *self.turn = grown;
        }
        Ok(Committed { leaves, recording })
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}
