//! Rows of the table `searches`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "searches")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Seconds since 1970.
    pub finished: i64,
    pub engine: String,
    pub missing: i64,
    pub remains: i64,
    pub outside: f64,
    pub theta: f64,
    pub dropped_mass: f64,
    pub standard_error: f64,
    /// How the dead lie, as it was learned: JSON.
    pub places: Option<String>,
    pub people: Option<String>,
    pub lineages: Option<String>,
    pub seconds: f64,
    /// How many leaves the record had when the registry was read.
    pub leaves: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
