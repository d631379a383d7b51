//! Rows of the table `inclusion_powers`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "inclusion_powers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub missing: String,
    /// How far the family's DNA reaches.
    pub reach: String,
    /// Expected log10 LR, and its standard deviation; null if nobody of the family gave DNA.
    pub mean: Option<f64>,
    pub sd: Option<f64>,
    /// How probable it is that this is enough.
    pub enough: f64,
    /// Whose DNA would help most, if there is somebody.
    pub person: Option<String>,
    pub mean_with: Option<f64>,
    pub sd_with: Option<f64>,
    /// By how much more probable it would be enough.
    pub gain: f64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
