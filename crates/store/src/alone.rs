//! What one program at a time does, among all that use a database: a search, which takes both cores and writes everything
//! that it finds.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};

use crate::{Store, StoreError};

/// Any number: it stands for the right to search, among all programs that use a PostgreSQL database.
const SEARCHERS: i64 = 0x6b69_6e5f_7365_6163;

/// The right to search: as long as it is held, no other program has it. If the program ends, the database takes it back.
#[derive(Debug)]
#[must_use]
pub struct SearchTurn {
    /// That of PostgreSQL; a folder's database is one program's.
    held: Option<DatabaseTransaction>,
}

impl SearchTurn {
    /// Gives it back.
    ///
    /// # Errors
    /// The database's refusal; the turn is over all the same.
    pub async fn end(self) -> Result<(), StoreError> {
        if let Some(held) = self.held {
            held.rollback().await?;
        }
        Ok(())
    }
}

impl Store {
    /// The right to search; `None` while another program has it.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn search_turn(&self) -> Result<Option<SearchTurn>, StoreError> {
        if self.db.get_database_backend() != DbBackend::Postgres {
            return Ok(Some(SearchTurn { held: None }));
        }
        let transaction = self.db.begin().await?;
        let asked = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_try_advisory_xact_lock($1) AS mine",
            [SEARCHERS.into()],
        );
        let answer = transaction.query_one_raw(asked).await?;
        let is_mine = answer.map(|row| row.try_get::<bool>("", "mine")).transpose()?.unwrap_or(false);
        if is_mine {
            return Ok(Some(SearchTurn { held: Some(transaction) }));
        }
        transaction.rollback().await?;
        Ok(None)
    }
}
