//! Rows of the table `hypotheses`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "hypotheses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub remains: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub missing: String,
    pub log10_lr_dna: Option<f64>,
    pub log10_lr: Option<f64>,
    pub posterior: f64,
    /// What each line of evidence says: JSON.
    pub lines: Option<String>,
    /// The posterior from other points of view: JSON.
    pub views: Option<String>,
    /// The search that found it.
    pub search: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
