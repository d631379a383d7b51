//! Rows of the table `lists`: lists of others, as received.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "lists")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub title: String,
    pub file: String,
    /// The file, byte for byte.
    pub content: Vec<u8>,
    /// Headers, as a JSON array.
    pub header: String,
    pub rows: i64,
    pub received: i64,
    pub by: String,
    /// The party whose office received it; empty: all of them together.
    pub party: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
