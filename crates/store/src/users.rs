//! Accounts.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};

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
}

impl Store {
    /// An account by name.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn user(&self, name: &str) -> Result<Option<User>, StoreError> {
        let row = user::Entity::find_by_id(name.to_owned()).one(&self.db).await?;
        Ok(row.map(|u| User {
            name: u.name,
            password_hash: u.password_hash,
            role: u.role,
            party: u.party,
            cases: u.cases.lines().map(str::to_owned).collect(),
        }))
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
        user::ActiveModel {
            name: Set(new.name.clone()),
            password_hash: Set(new.password_hash.clone()),
            role: Set(new.role.clone()),
            party: Set(new.party.clone()),
            cases: Set(new.cases.iter().map(String::as_str).collect::<Vec<_>>().join("\n")),
        }
        .insert(&self.tx)
        .await?;
        self.touch(Kind::User, new.name.as_str(), Touch::New);
        Ok(true)
    }
}
