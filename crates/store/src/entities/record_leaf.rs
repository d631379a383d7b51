//! Rows of the table `record_leaves`: the log's lines, each with what opens its commitments.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "record_leaves")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Canonical JSON.
    pub leaf: String,
    pub kind: String,
    /// Id of the thing; none once it was erased.
    pub thing: Option<String>,
    pub nonce: Option<Vec<u8>>,
    /// Canonical JSON; none if nothing is left, or if the leaf has no state.
    pub state: Option<String>,
    /// The first leaf of the same transaction, which has the author.
    pub first: i64,
    /// Account, empty for the command line; with the nonce of the leaves' `actor`.
    pub by: Option<String>,
    pub by_nonce: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
