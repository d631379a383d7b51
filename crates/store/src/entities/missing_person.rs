//! Rows of the table `missing_persons`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "missing_persons")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub family: String,
    pub person: String,
    pub name: String,
    pub sex: String,
    pub born: String,
    pub born_from: Option<f64>,
    pub last_seen: String,
    pub last_seen_from: Option<f64>,
    pub place: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub radius_km: Option<f64>,
    pub event: String,
    pub stature_cm: Option<f64>,
    pub capacity: String,
    pub other: String,
    /// The party that holds it; empty: all of them together.
    pub party: String,
    /// What it was searched by until `search_words` was made: what is recorded of older rows holds it.
    pub search: String,
    /// Whether there is a hypothesis that counts as a candidate. It follows from the hypotheses, and is
    /// here for lists; the record does not hold it.
    pub candidate: bool,
    /// The key of the name among names ([`kintrace_language::order::key`]). It follows from the name, and the
    /// record does not hold it.
    pub name_order: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
