//! Jobs for any number of workers on any number of machines: the tiles of a search ([`kintrace_service::tiles`]).
//!
//! The queue is that of apalis, in the registry's own database: PostgreSQL, from which workers on many machines take jobs
//! side by side, or the folder's SQLite. A job names a tile and nothing else. A worker says every few seconds that it lives;
//! the job of one that does so no more is given to another. Whoever works on a tile, and however often, writes the same
//! ([`kintrace_store::tiles`]), so a job may be run twice, or by two at a time.
//!
//! Tiles are the truth, and jobs follow from them: [`enqueue`] queues those of a search and notes that it has, and workers do
//! so from time to time, in case that whoever planned a search died between both. A search's settings name the queue, so a
//! worker that computes with others never sees its tiles.

use std::sync::Arc;
use std::time::Duration;

use apalis::prelude::{BoxDynError, Data, TaskBuilder, TaskSink, WorkerBuilder, WorkerBuilderExt};
use apalis_postgres::PostgresStorage;
use apalis_sqlite::SqliteStorage;
use kintrace_matching::Settings;
use kintrace_service::tiles::{TileError, TileMemory, digest, work_on};
use kintrace_store::tiles::TileFound;
use kintrace_store::{Pool, Store, StoreError};
use serde::{Deserialize, Serialize};

/// Why the queue could not do something.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// PostgreSQL's queue.
    #[error("the queue: {0}")]
    Postgres(#[from] apalis_postgres::Error),
    /// SQLite's queue.
    #[error("the queue: {0}")]
    Sqlite(#[from] apalis_sqlite::Error),
    /// A job can't be queued, or the worker broke off.
    #[error("the queue: {0}")]
    Other(String),
}

/// A tile to be worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct TileJob {
    search: i64,
    tile: i64,
}

/// How often a tile is tried.
const ATTEMPTS: usize = 25;
/// How often a worker says that it lives.
const BEAT: Duration = Duration::from_secs(5);
/// After so many beats that did not come a worker is taken for dead.
const MISSED: usize = 3;
/// How often a worker looks for tiles without a job, and whether it has anything left to do.
const LOOKING: Duration = Duration::from_secs(2);

/// The queue's name: of tiles that are computed with these settings.
fn queue(digest: &str) -> String {
    format!("kintrace tiles {digest}")
}

fn postgres(pool: &apalis_postgres::PgPool, digest: &str) -> PostgresStorage<TileJob> {
    let config = apalis_postgres::Config::default().queue(queue(digest)).batch_size(1);
    let config = config.heartbeat_interval(BEAT).missed_heartbeats(MISSED);
    PostgresStorage::new(pool).with_config(config)
}

fn sqlite(pool: &apalis_sqlite::SqlitePool, digest: &str) -> SqliteStorage<TileJob> {
    let config = apalis_sqlite::Config::default().queue(queue(digest)).batch_size(1);
    let config = config.heartbeat_interval(BEAT).missed_heartbeats(MISSED);
    SqliteStorage::new(pool).with_config(config)
}

/// Makes the queue's tables, if they are not there.
///
/// # Errors
/// The database's refusal.
pub async fn set_up(store: &Store) -> Result<(), QueueError> {
    match store.pool() {
        Pool::Postgres(pool) => PostgresStorage::setup(pool).await?,
        Pool::Sqlite(pool) => SqliteStorage::setup(pool).await?,
    }
    Ok(())
}

/// Queues the tiles of all searches with these settings that are not queued yet.
///
/// # Errors
/// The store's refusal, or the queue's.
pub async fn enqueue(store: &Store, settings: &Settings) -> Result<(), QueueError> {
    let digest = digest(settings);
    for search in store.unqueued_tile_searches(&digest).await? {
        for tile in store.open_tiles(search).await? {
            push(store, &digest, TileJob { search: tile.search, tile: tile.tile }).await?;
        }
        store.note_queued(search).await?;
    }
    Ok(())
}

async fn push(store: &Store, digest: &str, job: TileJob) -> Result<(), QueueError> {
    let key = format!("{}/{}", job.search, job.tile);
    let task = TaskBuilder::new(job).idempotency_key(key).max_attempts(ATTEMPTS).build();
    let pushed = match store.pool() {
        Pool::Postgres(pool) => postgres(pool, digest).push_task(task).await.map_err(|e| e.to_string()),
        Pool::Sqlite(pool) => sqlite(pool, digest).push_task(task).await.map_err(|e| e.to_string()),
    };
    match pushed {
        // It is queued already.
        Err(e) if e.contains("idempotency_key") => Ok(()),
        other => other.map_err(QueueError::Other),
    }
}

/// What a worker works with.
struct Bench {
    store: Store,
    settings: Settings,
    name: String,
    memory: TileMemory,
    done: Box<dyn Fn(&TileFound) + Send + Sync>,
}

async fn work_on_job(job: TileJob, bench: Data<Arc<Bench>>) -> Result<(), BoxDynError> {
    let Bench { store, settings, name, memory, done } = &**bench;
    match work_on(store, settings, (job.search, job.tile), name, memory).await {
        Ok(found) => {
            found.iter().for_each(done);
            Ok(())
        }
        Err(e) => {
            tracing::error!("tile {} of search {} failed: {e}", job.tile, job.search);
            if !matches!(e, TileError::OtherSettings) {
                store.fail_tile(job.search, job.tile, &e.to_string()).await?;
            }
            Err(e.into())
        }
    }
}

/// Takes one job after another until `stopped`, and finishes the one that it has then; `until_done`: or until no search with
/// these settings has an open tile. `name` is the worker's among all. `done` is told of each tile.
///
/// # Errors
/// The queue's.
pub async fn work(
    store: &Store,
    settings: &Settings,
    name: &str,
    until_done: bool,
    stopped: impl Future<Output = ()> + Send + 'static,
    done: impl Fn(&TileFound) + Send + Sync + 'static,
) -> Result<(), QueueError> {
    set_up(store).await?;
    let (store, settings) = (store.clone(), settings.clone());
    let digest = digest(&settings);
    let bench = Arc::new(Bench {
        store: store.clone(),
        settings: settings.clone(),
        name: name.to_owned(),
        memory: TileMemory::default(),
        done: Box::new(done),
    });
    let looks = {
        let digest = digest.clone();
        let store = store.clone();
        async move {
            loop {
                if let Err(e) = enqueue(&store, &settings).await {
                    tracing::error!("open tiles were not queued: {e}");
                }
                if until_done && matches!(store.has_open_tiles(&digest).await, Ok(false)) {
                    return;
                }
                tokio::time::sleep(LOOKING).await;
            }
        }
    };
    let ends = async move {
        tokio::select! {
            () = stopped => {}
            () = looks => {}
        }
        Ok::<(), std::io::Error>(())
    };
    let worker = WorkerBuilder::new(name);
    let ended = match store.pool() {
        Pool::Postgres(pool) => {
            let worker = worker.backend(postgres(pool, &digest)).data(bench).concurrency(1).catch_panic();
            Box::pin(worker.build(work_on_job).run_until(ends)).await
        }
        Pool::Sqlite(pool) => {
            let worker = worker.backend(sqlite(pool, &digest)).data(bench).concurrency(1).catch_panic();
            Box::pin(worker.build(work_on_job).run_until(ends)).await
        }
    };
    ended.map_err(|e| QueueError::Other(e.to_string()))
}
