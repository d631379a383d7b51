//! Rows of the table `users`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub password_hash: String,
    pub role: String,
    /// The party that the person works for; empty: the body that keeps the registry.
    pub party: String,
    /// Of a relative: the missing persons that it is about, by id, one a line.
    pub cases: String,
    /// Of a relative: who it is, a member of the family; empty: not known.
    pub person: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
