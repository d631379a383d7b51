//! Rows of the table `frequencies`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "frequencies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub locus: String,
    /// Frequencies by allele: a JSON object.
    pub alleles: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
