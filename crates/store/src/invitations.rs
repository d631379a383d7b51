//! Links with codes: for relatives who are invited, and for whoever can't sign in any more.
//!
//! Of a link the hash of its secret is kept, and of its code the hash that passwords have.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::entities::{invitation, recovery};
pub use crate::entities::{invitation::Model as Invitation, recovery::Model as Recovery};
use crate::{Store, StoreError, UnitOfWork, now};

impl Store {
    /// An invitation by the hash of its link, if it is not over.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn invitation(&self, id: &str) -> Result<Option<Invitation>, StoreError> {
        let found = invitation::Entity::find_by_id(id.to_owned()).one(&self.db).await?;
        Ok(found.filter(|i| i.expires > now() && i.account.is_empty()))
    }

    /// Invitations to a missing person's case, the latest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn invitations_to(&self, missing: &str) -> Result<Vec<Invitation>, StoreError> {
        let found = invitation::Entity::find()
            .filter(invitation::Column::Missing.eq(missing))
            .order_by_desc(invitation::Column::Made);
        Ok(found.all(&self.db).await?)
    }

    /// Counts a wrong code of an invitation.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_wrong_code(&self, id: &str) -> Result<(), StoreError> {
        let tries = Expr::col(invitation::Column::Tries).add(1);
        invitation::Entity::update_many()
            .col_expr(invitation::Column::Tries, tries)
            .filter(invitation::Column::Id.eq(id))
            .exec(&self.db)
            .await?;
        let tries = Expr::col(recovery::Column::Tries).add(1);
        recovery::Entity::update_many()
            .col_expr(recovery::Column::Tries, tries)
            .filter(recovery::Column::Id.eq(id))
            .exec(&self.db)
            .await?;
        Ok(())
    }

    /// A recovery by the hash of its link.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn recovery(&self, id: &str) -> Result<Option<Recovery>, StoreError> {
        Ok(recovery::Entity::find_by_id(id.to_owned()).one(&self.db).await?)
    }

    /// Recoveries that were asked for and not used, the latest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn recoveries(&self) -> Result<Vec<Recovery>, StoreError> {
        Ok(recovery::Entity::find().order_by_desc(recovery::Column::Made).all(&self.db).await?)
    }
}

impl UnitOfWork {
    /// Keeps an invitation.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn invite(&self, invitation: Invitation) -> Result<(), StoreError> {
        invitation::Entity::insert(invitation.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Marks an invitation as used by an account; `false` if somebody was quicker.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn accept_invitation(&self, id: &str, account: &str) -> Result<bool, StoreError> {
        let done = invitation::Entity::update_many()
            .col_expr(invitation::Column::Account, Expr::value(account))
            .filter(invitation::Column::Id.eq(id))
            .filter(invitation::Column::Account.eq(""))
            .exec(&self.tx)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Keeps a recovery in place of those that the account had.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn keep_recovery(&self, recovery: Recovery) -> Result<(), StoreError> {
        self.forget_recoveries(&recovery.account).await?;
        recovery::Entity::insert(recovery.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Forgets recoveries of an account; gives how many.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn forget_recoveries(&self, account: &str) -> Result<u64, StoreError> {
        let of_account = recovery::Entity::delete_many().filter(recovery::Column::Account.eq(account));
        Ok(of_account.exec(&self.tx).await?.rows_affected)
    }
}
