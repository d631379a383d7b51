//! Accounts.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};

use crate::entities::user;
use crate::record::{Kind, Touch};
use crate::{Store, StoreError, UnitOfWork};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Name that is typed to sign in.
    pub name: String,
    /// Hash of the password, in PHC string format.
    pub password_hash: String,
    /// What the person does in the office.
    pub role: String,
    /// The party that the person works for; empty: the body that keeps the registry.
    pub party: String,
    /// Of a relative: the missing persons that it is about, by id.
    pub cases: BTreeSet<String>,
    /// Of a relative: who it is, a member of the family by id; empty: not known.
    pub person: String,
}

impl From<user::Model> for User {
    fn from(row: user::Model) -> Self {
        Self {
            name: row.name,
            password_hash: row.password_hash,
            role: row.role,
            party: row.party,
            cases: row.cases.lines().map(str::to_owned).collect(),
            person: row.person,
        }
    }
}

impl From<&User> for user::ActiveModel {
    fn from(user: &User) -> Self {
        Self {
            name: Set(user.name.clone()),
            password_hash: Set(user.password_hash.clone()),
            role: Set(user.role.clone()),
            party: Set(user.party.clone()),
            cases: Set(user.cases.iter().map(String::as_str).collect::<Vec<_>>().join("\n")),
            person: Set(user.person.clone()),
        }
    }
}

impl Store {
    /// An account by name.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        let row = user::Entity::find_by_id(name.to_owned()).one(&self.db).await?;
        Ok(row.map(User::from))
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        let mut query = user::Entity::find().order_by_asc(user::Column::Name);
        if let Some(party) = self.party() {
            query = query.filter(user::Column::Party.eq(party));
        }
        Ok(query.all(&self.db).await?.into_iter().map(User::from).collect())
    }

    /// How many accounts there are.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_users(&self) -> Result<u64, StoreError> {
        Ok(user::Entity::find().count(&self.db).await?)
    }
}

impl UnitOfWork {
    /// Adds an account; `false` if the name is taken.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn add_user(&self, new: &User) -> Result<bool, StoreError> {
        if user::Entity::find_by_id(new.name.clone()).one(&self.tx).await?.is_some() {
            return Ok(false);
        }
        user::ActiveModel::from(new).insert(&self.tx).await?;
        self.touch(Kind::User, new.name.as_str(), Touch::New);
        Ok(true)
    }

    /// An account by name, as this transaction sees it.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        Ok(user::Entity::find_by_id(name.to_owned()).one(&self.tx).await?.map(User::from))
    }

    /// Changes an account that is there.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn change_user(&self, user: &User) -> Result<(), StoreError> {
        user::ActiveModel::from(user).update(&self.tx).await?;
        self.touch(Kind::User, user.name.as_str(), Touch::Written);
        Ok(())
    }
}
