//! Rows of the table `tiles`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tiles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub search: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tile: i64,
    /// Ids of missing persons from this one on.
    pub missing_from: String,
    /// And below that one, if there is one.
    pub missing_to: Option<String>,
    pub remains_from: String,
    pub remains_to: Option<String>,
    /// How often it was begun.
    pub runs: i64,
    /// Who began it last.
    pub worker: Option<String>,
    /// Seconds since 1970.
    pub begun: Option<i64>,
    pub done: Option<i64>,
    pub seconds: Option<f64>,
    /// Pairs.
    pub compared: i64,
    pub summed: i64,
    pub found: i64,
    /// Why it failed, the last time.
    pub failure: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
