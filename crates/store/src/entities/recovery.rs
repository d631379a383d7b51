//! Rows of the table `recoveries`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "recoveries")]
pub struct Model {
    /// SHA-256 of what the link holds, in hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who is to get back in.
    pub account: String,
    /// The first staff member.
    pub asked_by: String,
    /// The second; empty: nobody yet.
    pub confirmed_by: String,
    /// Hash of the code that is told besides; empty: not confirmed.
    pub code: String,
    /// Seconds since 1970.
    pub made: i64,
    /// Wrong codes so far.
    pub tries: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
