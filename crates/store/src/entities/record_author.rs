//! Rows of the table `record_authors`: who wrote the leaves from one on.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "record_authors")]
pub struct Model {
    /// The first leaf.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Seconds since 1970.
    pub time: i64,
    /// Account; empty for the command line.
    pub by: String,
    pub nonce: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
