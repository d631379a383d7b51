//! What an account signs in with besides its password, or instead: time-based codes, passkeys, an account at
//! an institution.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::entities::second_factor;
pub use crate::entities::second_factor::Model as SecondFactor;
use crate::{Store, StoreError, UnitOfWork};

impl Store {
    /// Second factors of an account, the oldest first.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn second_factors(&self, account: &str) -> Result<Vec<SecondFactor>, StoreError> {
        let found = second_factor::Entity::find()
            .filter(second_factor::Column::Account.eq(account))
            .order_by_asc(second_factor::Column::Added);
        Ok(found.all(&self.db).await?)
    }

    /// The second factor of a kind and id, whosever it is.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn second_factor(&self, kind: &str, id: &str) -> Result<Option<SecondFactor>, StoreError> {
        let found = second_factor::Entity::find()
            .filter(second_factor::Column::Kind.eq(kind))
            .filter(second_factor::Column::Id.eq(id));
        Ok(found.one(&self.db).await?)
    }

    /// Marks a factor as used up to a step or time; `false` if it was used that far already, by somebody
    /// who was quicker: then it does not count. A passkey's new public part is kept, if one is given.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn use_second_factor(
        &self,
        factor: &SecondFactor,
        used: i64,
        secret: Option<&str>,
    ) -> Result<bool, StoreError> {
        let mut update = second_factor::Entity::update_many()
            .col_expr(second_factor::Column::Used, Expr::value(used))
            .filter(second_factor::Column::Account.eq(&factor.account))
            .filter(second_factor::Column::Kind.eq(&factor.kind))
            .filter(second_factor::Column::Id.eq(&factor.id))
            .filter(second_factor::Column::Used.lt(used));
        if let Some(secret) = secret {
            update = update.col_expr(second_factor::Column::Secret, Expr::value(secret));
        }
        Ok(update.exec(&self.db).await?.rows_affected > 0)
    }
}

impl UnitOfWork {
    /// Adds a second factor.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn add_second_factor(&self, factor: SecondFactor) -> Result<(), StoreError> {
        second_factor::Entity::insert(factor.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Takes away a second factor of an account, or with `None` all of them; gives how many.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn remove_second_factors(&self, account: &str, id: Option<&str>) -> Result<u64, StoreError> {
        let mut delete =
            second_factor::Entity::delete_many().filter(second_factor::Column::Account.eq(account));
        if let Some(id) = id {
            delete = delete.filter(second_factor::Column::Id.eq(id));
        }
        Ok(delete.exec(&self.tx).await?.rows_affected)
    }
}
