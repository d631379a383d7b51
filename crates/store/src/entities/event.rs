//! Rows of the table `events`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Seconds since 1970.
    pub time: i64,
    /// What happened: `import`, `search`, `user`.
    pub kind: String,
    /// Who did it, by account; empty for the command line.
    pub by: String,
    /// Counts and file names, for people.
    pub summary: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
