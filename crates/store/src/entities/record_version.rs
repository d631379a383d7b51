//! Rows of the table `record_versions`: each state that a thing has had, with the nonce of its leaf.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "record_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub thing: String,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// What the leaves call the thing.
    pub handle: String,
    /// The leaf.
    pub sequence: i64,
    pub nonce: Vec<u8>,
    /// Canonical JSON; empty if the thing was removed.
    pub state: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
