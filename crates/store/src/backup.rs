//! All rows as lines of text, and back: a backup that either database can take.
//!
//! The first line is a [`Header`]; each other line is a row, `{"table": …, "row": {…}}`; the last is
//! `{"end": N}` with the number of rows, so that a backup that was cut is noticed. A restore verifies the
//! registry against its record before anything becomes permanent.

use std::io::{BufRead, Write};

use futures_util::TryStreamExt;
use kintrace_casework::document::DOCUMENTS;
use kintrace_record::hex;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult, IntoActiveModel,
    PaginatorTrait,
};
use sea_orm_migration::MigratorTrait;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::entities::{
    doubt, draft, event, frequency, genotype, hypothesis, inclusion_power, invitation, link, list, list_link,
    list_row, missing_person, name_key, person, position, record_checkpoint, record_leaf, record_tile,
    record_timestamp, remains, sample, search, search_word, second_factor, setting, share, user,
};
use crate::record::Verified;
use crate::{Store, StoreError, documents, migrations, record};

const FORMAT: &str = "kintrace-backup/1";
/// Rows a statement.
const CHUNK: usize = 500;

/// What a backup is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// `kintrace-backup/1`.
    pub format: String,
    /// The steps that made the tables.
    pub migrations: Vec<String>,
    /// Leaves of the record.
    pub leaves: u64,
    /// Root of the record's tree, hexadecimal.
    pub root: String,
}

/// Why a backup was not made or taken back; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file can't be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// A line that is none of a backup's.
    #[error("line {line} of the backup: {problem}")]
    Malformed {
        /// Line, from 1.
        line: u64,
        /// What is wrong, and what was expected.
        problem: String,
    },
    /// There is something already where it should go.
    #[error("the registry is not empty; a backup is restored into a new one")]
    NotEmpty,
    /// It was made by another version.
    #[error("the backup was made by another version of the program: its tables are {0}")]
    OtherVersion(String),
    /// The registry in the backup is not as its record says.
    #[error("the registry in the backup is not what its record says: {0}")]
    NotAsRecorded(String),
}

impl From<sea_orm::DbErr> for BackupError {
    fn from(e: sea_orm::DbErr) -> Self {
        Self::Store(e.into())
    }
}

/// Runs something for each table, in an order in which they can be filled.
macro_rules! each_table {
    ($do:ident) => {
        $do!(missing_person);
        $do!(person);
        $do!(remains);
        $do!(sample);
        $do!(genotype);
        $do!(frequency);
        $do!(setting);
        $do!(user);
        $do!(second_factor);
        $do!(invitation);
        $do!(draft);
        $do!(search);
        $do!(hypothesis);
        $do!(doubt);
        $do!(inclusion_power);
        $do!(event);
        $do!(list);
        $do!(list_row);
        $do!(list_link);
        $do!(link);
        $do!(share);
        $do!(name_key);
        $do!(search_word);
        $do!(position);
        $do!(record_leaf);
        $do!(record_tile);
        $do!(record_checkpoint);
        $do!(record_timestamp);
    };
}

fn steps() -> Vec<String> {
    migrations::Migrations::migrations().iter().map(|m| m.name().to_owned()).collect()
}

fn line(out: &mut dyn Write, value: &Value) -> Result<(), BackupError> {
    serde_json::to_writer(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

impl Store {
    /// Writes everything, as it is at one moment; others go on writing.
    ///
    /// # Errors
    /// [`BackupError`]; what was written so far is no backup.
    pub async fn back_up(&self, out: &mut (dyn Write + Send)) -> Result<Header, BackupError> {
        let tx = self.snapshot().await?;
        let (leaves, root) = record::head(&tx).await?;
        let header = Header { format: FORMAT.to_owned(), migrations: steps(), leaves, root: hex(&root.0) };
        line(out, &json!(header))?;
        let mut count = 0_u64;
        macro_rules! write_table {
            ($table:ident) => {
                let name = stringify!($table);
                let mut rows = $table::Entity::find().stream(&tx).await?;
                while let Some(row) = rows.try_next().await? {
                    line(out, &json!({"table": name, "row": row}))?;
                    count += 1;
                }
                drop(rows);
            };
        }
        each_table!(write_table);
        for noun in DOCUMENTS {
            let name = documents::table_name(noun);
            let select = tx.get_database_backend().build(&documents::select(noun));
            let mut rows = documents::Row::find_by_statement(select).stream(&tx).await?;
            while let Some(row) = rows.try_next().await? {
                line(out, &json!({"table": name, "row": row}))?;
                count += 1;
            }
        }
        line(out, &json!({"end": count}))?;
        out.flush()?;
        Ok(header)
    }

    /// Takes a backup into this empty registry, and verifies it before it becomes permanent.
    ///
    /// # Errors
    /// [`BackupError`]; then the registry is as empty as before.
    pub async fn restore(&self, input: &mut (dyn BufRead + Send)) -> Result<(Header, Verified), BackupError> {
        let work = self.begin("").await?;
        if record::size(&work.tx).await? > 0 || user::Entity::find().count(&work.tx).await? > 0 {
            return Err(BackupError::NotEmpty);
        }
        let mut lines = BufRead::lines(&mut *input);
        let malformed =
            |line: u64, problem: &str| BackupError::Malformed { line, problem: problem.to_owned() };
        let first = lines.next().transpose()?.unwrap_or_default();
        let header: Header = serde_json::from_str(&first)
            .ok()
            .filter(|h: &Header| h.format == FORMAT)
            .ok_or_else(|| malformed(1, "the header of a backup was expected"))?;
        if header.migrations != steps() {
            return Err(BackupError::OtherVersion(header.migrations.join(", ")));
        }
        let mut waiting: (String, Vec<Value>) = (String::new(), Vec::new());
        let (mut number, mut count, mut end) = (1_u64, 0_u64, None);
        for text in lines {
            number += 1;
            let mut value: Value =
                serde_json::from_str(&text?).map_err(|e| malformed(number, &e.to_string()))?;
            if let Some(n) = value.get("end") {
                end = n.as_u64();
                // What follows is not the store's.
                break;
            }
            let table = value["table"].as_str().map(str::to_owned);
            let table = table.ok_or_else(|| malformed(number, "a row was expected"))?;
            if table != waiting.0 || waiting.1.len() == CHUNK {
                take(&work.tx, &waiting.0, std::mem::take(&mut waiting.1), number).await?;
                waiting.0 = table;
            }
            waiting.1.push(value["row"].take());
            count += 1;
        }
        take(&work.tx, &waiting.0, waiting.1, number).await?;
        if end != Some(count) {
            return Err(malformed(
                number,
                "the last line with the number of rows was expected: the backup was cut",
            ));
        }
        if work.tx.get_database_backend() == DbBackend::Postgres {
            // Numbers go on after the largest.
            for table in ["events", "searches"] {
                let sql = format!(
                    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
                );
                work.tx.execute_unprepared(&sql).await?;
            }
        }
        let verified = record::verify(&work.tx, &[]).await?;
        if let Some(finding) = verified.findings.first() {
            return Err(BackupError::NotAsRecorded(format!("{}: {}", finding.about, finding.problem)));
        }
        if verified.leaves != header.leaves || hex(&verified.root.0) != header.root {
            return Err(BackupError::NotAsRecorded("its leaves are not those of its first line".to_owned()));
        }
        work.tx.commit().await.map_err(StoreError::from)?;
        Ok((header, verified))
    }
}

/// Inserts rows of one table.
async fn take(tx: &DatabaseTransaction, table: &str, rows: Vec<Value>, line: u64) -> Result<(), BackupError> {
    if rows.is_empty() {
        return Ok(());
    }
    macro_rules! read_table {
        ($table:ident) => {
            if table == stringify!($table) {
                return insert::<$table::Entity, $table::ActiveModel>(tx, rows, line).await;
            }
        };
    }
    each_table!(read_table);
    if let Some(noun) = documents::noun_of_table(table) {
        let rows = rows
            .into_iter()
            .map(serde_json::from_value)
            .collect::<Result<Vec<documents::Row>, _>>()
            .map_err(|e| BackupError::Malformed { line, problem: e.to_string() })?;
        return Ok(documents::insert(tx, noun, rows).await?);
    }
    Err(BackupError::Malformed { line, problem: format!("there is no table {table:?}") })
}

async fn insert<E, A>(tx: &DatabaseTransaction, rows: Vec<Value>, line: u64) -> Result<(), BackupError>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + IntoActiveModel<A>,
    A: sea_orm::ActiveModelTrait<Entity = E> + Send,
{
    let models = rows
        .into_iter()
        .map(|row| {
            let model: E::Model = serde_json::from_value(row)
                .map_err(|e| BackupError::Malformed { line, problem: e.to_string() })?;
            // All columns are set, keys included.
            Ok(model.into_active_model().reset_all())
        })
        .collect::<Result<Vec<A>, BackupError>>()?;
    E::insert_many(models).exec_without_returning(tx).await?;
    Ok(())
}
