//! Rows of the table `positions`: where things are, for maps.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "positions")]
pub struct Model {
    /// The kind of thing, as the record calls it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The thing's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub thing: String,
    /// The party that holds it.
    pub party: String,
    /// Its middle in Web Mercator: 0 in the west to 2^24 in the east.
    pub x: i64,
    /// 0 in the north to 2^24 in the south.
    pub y: i64,
    /// Shape and uncertainty, as `kintrace_casework::geometry::Position` is written in JSON.
    pub shape: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
