//! Rows of the table `remains`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "remains")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub site: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub radius_km: Option<f64>,
    pub sex: String,
    pub age_from: Option<f64>,
    pub age_to: Option<f64>,
    pub stature_cm: Option<f64>,
    pub found: String,
    pub bones: String,
    pub description: String,
    pub other: String,
    /// The party that holds it; empty: all of them together.
    pub party: String,
    /// What they were searched by until `search_words` was made: what is recorded of older rows holds it.
    pub search: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
