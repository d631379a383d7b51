//! Rows of the table `tile_searches`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tile_searches")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Seconds since 1970.
    pub begun: i64,
    pub log10_threshold: f64,
    /// What the settings are, as a digest.
    pub settings: String,
    /// Whether each tile has a job.
    pub queued: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
