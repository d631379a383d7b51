//! Rows of the table `record_timestamps`: what timestamping authorities said of checkpoints.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "record_timestamps")]
pub struct Model {
    /// Leaves of the checkpoint.
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    /// The authority's address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub authority: String,
    /// What was stamped.
    pub text: String,
    /// The reply (RFC 3161, `TimeStampResp`).
    pub reply: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
