//! Rows of the table `search_words`: the words that things are found by.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "search_words")]
pub struct Model {
    /// The kind of thing, as the record calls it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// As `kintrace_names::search_words` spells it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    /// The thing's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub thing: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
