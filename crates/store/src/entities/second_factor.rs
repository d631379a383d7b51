//! Rows of the table `second_factors`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// `code`: time-based codes; `passkey`; `institution`: an account there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Of a passkey: its credential's id; of an institution: its id and the subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// Sealed secret, or the passkey's public part as JSON.
    pub secret: String,
    /// Seconds since 1970.
    pub added: i64,
    /// Seconds since 1970; of codes, the last time step that was used.
    pub used: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
