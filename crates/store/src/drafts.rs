//! What people are in the middle of typing: kept with each step, so that nothing is lost when a session
//! ends, a line breaks or the server is started again.
//!
//! A draft is its account's alone and no part of the record: it becomes something when it is sent.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::{Map, Value};

use crate::entities::draft;
use crate::{Store, StoreError, now};

/// A form that somebody has begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which form.
    pub form: String,
    /// When something was typed last, in seconds since 1970.
    pub changed: i64,
}

impl Store {
    /// What an account is in the middle of typing, the latest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn drafts(&self, account: &str) -> Result<Vec<Draft>, StoreError> {
        let own = draft::Entity::find().filter(draft::Column::Account.eq(account));
        let found = own.order_by_desc(draft::Column::Changed).all(&self.db).await?;
        Ok(found.into_iter().map(|d| Draft { form: d.form, changed: d.changed }).collect())
    }

    /// What an account has typed into a form so far: member by member.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn draft(&self, account: &str, form: &str) -> Result<Map<String, Value>, StoreError> {
        let key = (account.to_owned(), form.to_owned());
        let found = draft::Entity::find_by_id(key).one(&self.db).await?;
        Ok(found.and_then(|d| serde_json::from_str(&d.data).ok()).unwrap_or_default())
    }

    /// Keeps what an account has typed into a form.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn keep_draft(
        &self,
        account: &str,
        form: &str,
        typed: &Map<String, Value>,
    ) -> Result<(), StoreError> {
        let row = draft::ActiveModel {
            account: Set(account.to_owned()),
            form: Set(form.to_owned()),
            data: Set(serde_json::to_string(typed).unwrap_or_default()),
            changed: Set(now()),
        };
        let kept = OnConflict::columns([draft::Column::Account, draft::Column::Form])
            .update_columns([draft::Column::Data, draft::Column::Changed])
            .to_owned();
        draft::Entity::insert(row).on_conflict(kept).exec_without_returning(&self.db).await?;
        Ok(())
    }

    /// Forgets what an account has typed into a form: it was sent, or is not wanted any more.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn forget_draft(&self, account: &str, form: &str) -> Result<(), StoreError> {
        draft::Entity::delete_by_id((account.to_owned(), form.to_owned())).exec(&self.db).await?;
        Ok(())
    }
}
