//! Rows of the table `record_checkpoints`: signed tree heads.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "record_checkpoints")]
pub struct Model {
    /// Leaves.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    /// Seconds since 1970.
    pub time: i64,
    /// The note, with the cosignatures that came.
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
