//! Rows of the table `samples`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "samples")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// `person` or `remains`.
    pub subject_kind: String,
    pub subject: String,
    pub kind: String,
    pub taken: String,
    pub laboratory: String,
    pub seal: String,
    pub other: String,
    /// Whether it has a profile. It follows from `genotypes`, so the record does not hold it.
    pub typed: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
