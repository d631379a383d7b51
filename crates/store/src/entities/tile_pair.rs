//! Rows of the table `tile_pairs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tile_pairs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub search: i64,
    pub tile: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub missing: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub remains: String,
    pub ln_lr: f64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
