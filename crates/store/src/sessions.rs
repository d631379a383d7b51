//! Who is signed in, where: sessions and the devices on which somebody has signed in before.
//!
//! What a browser holds is kept as its hash: whoever reads the database can't sign in with it. Sessions are
//! no part of the record, which says what was done and not who looked in.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

pub use crate::entities::session::Model as Session;
use crate::entities::{device, session};
use crate::{Store, StoreError, now};

/// A session is marked as used this often, in seconds, and not with each request.
const MARKED_EVERY: i64 = 300;

impl Store {
    /// A session by the hash of its secret, if it is still good; that it was used is marked, and it goes on
    /// for `stays` seconds from now.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn session(&self, id: &str, stays: i64) -> Result<Option<Session>, StoreError> {
        let found = session::Entity::find_by_id(id.to_owned()).one(&self.db).await?;
        let Some(mut found) = found.filter(|s| s.expires > now()) else { return Ok(None) };
        if found.seen + MARKED_EVERY < now() {
            (found.seen, found.expires) = (now(), now() + stays);
            session::Entity::update_many()
                .col_expr(session::Column::Seen, Expr::value(found.seen))
                .col_expr(session::Column::Expires, Expr::value(found.expires))
                .filter(session::Column::Id.eq(id))
                .exec(&self.db)
                .await?;
        }
        Ok(Some(found))
    }

    /// Keeps a session: a new one, or what has become of one. Those that are over are forgotten.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn keep_session(&self, session: Session) -> Result<(), StoreError> {
        session::Entity::delete_many().filter(session::Column::Expires.lt(now())).exec(&self.db).await?;
        let changed = [
            session::Column::Account,
            session::Column::Device,
            session::Column::Data,
            session::Column::Seen,
            session::Column::Expires,
        ];
        let row = session::ActiveModel {
            id: Set(session.id),
            account: Set(session.account),
            device: Set(session.device),
            data: Set(session.data),
            began: Set(session.began),
            seen: Set(session.seen),
            expires: Set(session.expires),
        };
        session::Entity::insert(row)
            .on_conflict(OnConflict::column(session::Column::Id).update_columns(changed).to_owned())
            .exec_without_returning(&self.db)
            .await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn end_session(&self, id: &str) -> Result<(), StoreError> {
        session::Entity::delete_by_id(id.to_owned()).exec(&self.db).await?;
        Ok(())
    }

    /// Sessions of an account that are still good, the one used last first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn sessions_of(&self, account: &str) -> Result<Vec<Session>, StoreError> {
        let found = session::Entity::find()
            .filter(session::Column::Account.eq(account))
            .filter(session::Column::Expires.gt(now()))
            .order_by_desc(session::Column::Seen)
            .all(&self.db);
        Ok(found.await?)
    }

    /// Ends sessions of an account: one, or with `None` all but `keep`.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn end_sessions_of(
        &self,
        account: &str,
        which: Option<&str>,
        keep: &str,
    ) -> Result<(), StoreError> {
        let of_account = session::Entity::delete_many().filter(session::Column::Account.eq(account));
        match which {
            Some(id) => of_account.filter(session::Column::Id.eq(id)),
            None => of_account.filter(session::Column::Id.ne(keep)),
        }
        .exec(&self.db)
        .await?;
        Ok(())
    }

    /// Whether somebody has signed in to an account on a device before; by the hash of what it holds.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn knows_device(&self, id: &str, account: &str) -> Result<bool, StoreError> {
        let found = device::Entity::find_by_id(id.to_owned()).one(&self.db).await?;
        Ok(found.is_some_and(|d| d.account == account))
    }

    /// Remembers that somebody has signed in to an account on a device.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn remember_device(&self, id: &str, account: &str) -> Result<(), StoreError> {
        let row = device::ActiveModel {
            id: Set(id.to_owned()),
            account: Set(account.to_owned()),
            seen: Set(now()),
        };
        device::Entity::insert(row)
            .on_conflict(
                OnConflict::column(device::Column::Id)
                    .update_columns([device::Column::Account, device::Column::Seen])
                    .to_owned(),
            )
            .exec_without_returning(&self.db)
            .await?;
        Ok(())
    }
}
