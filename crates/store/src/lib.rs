//! Persistence of the registry.
//!
//! [`Store`] is a connection to a database; its methods read. Everything is written through a
//! [`UnitOfWork`]: one transaction that is committed as a whole, or leaves nothing. (The record, when
//! it comes, joins there: a change and its leaf in one transaction.)
//!
//! `SQLite` in one folder, by `SeaORM`; nothing outside this crate knows which database it is.

pub mod entities;
pub mod hypotheses;
pub mod lists;
mod migrations;
pub mod missing_persons;
pub mod names;
pub mod registry;
pub mod remains;
mod rows;
pub mod users;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbErr, EntityTrait, QueryOrder, QuerySelect, Set, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tokio::sync::{Mutex, OwnedMutexGuard};

use entities::event;

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
}

/// A connection to the registry's database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    db: DatabaseConnection,
    /// One writer at a time: `SQLite` would refuse a second that has read before it writes.
    writer: Arc<Mutex<()>>,
}

/// A transaction. Dropped without [`UnitOfWork::commit`], it leaves nothing.
#[derive(Debug)]
pub struct UnitOfWork {
    pub(crate) tx: DatabaseTransaction,
    _turn: OwnedMutexGuard<()>,
}

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
        let db = Database::connect(options).await?;
        if url.starts_with("sqlite") {
            // Readers don't wait for a writer. (A commit is on disk when it is acknowledged: SQLite's
            // default for `synchronous` is FULL.)
            db.execute_unprepared("PRAGMA journal_mode = WAL").await?;
        }
        // All steps, or none: a crash between two of them must not leave half a table set.
        let tx = db.begin().await?;
        migrations::Migrations::up(&tx, None).await?;
        tx.commit().await?;
        Ok(Self { db, writer: Arc::new(Mutex::new(())) })
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn begin(&self) -> Result<UnitOfWork, StoreError> {
        let turn = Arc::clone(&self.writer).lock_owned().await;
        Ok(UnitOfWork { tx: self.db.begin().await?, _turn: turn })
    }

    /// What happened lately, newest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn events(&self, most: u64) -> Result<Vec<event::Model>, StoreError> {
        Ok(event::Entity::find().order_by_desc(event::Column::Id).limit(most).all(&self.db).await?)
    }
}

impl UnitOfWork {
    /// Makes everything written so far permanent.
    ///
    /// # Errors
    /// The database's refusal; then nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }

    /// Writes down that something happened; `by` is an account, empty for the command line.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn event(&self, kind: &str, by: &str, summary: &str) -> Result<(), StoreError> {
        event::ActiveModel {
            time: Set(now()),
            kind: Set(kind.to_owned()),
            by: Set(by.to_owned()),
            summary: Set(summary.to_owned()),
            ..Default::default()
        }
        .insert(&self.tx)
        .await?;
        Ok(())
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(i64::MAX))
}
