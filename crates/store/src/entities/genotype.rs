//! Rows of the table `genotypes`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "genotypes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sample: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locus: String,
    pub allele1: String,
    pub allele2: Option<String>,
    pub more: Option<String>,
    /// A peak an allele, in their order: height in RFU, and after a colon the length in hundredths of a base pair.
    pub peaks: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
