//! Rows of the table `sessions`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// SHA-256 of what the browser holds, in hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose; empty: nobody has signed in yet.
    pub account: String,
    /// What the browser says that it is.
    pub device: String,
    /// JSON.
    pub data: String,
    /// Seconds since 1970.
    pub began: i64,
    pub seen: i64,
    pub expires: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
