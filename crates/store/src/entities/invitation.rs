//! Rows of the table `invitations`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize, serde::Deserialize)]
#[sea_orm(table_name = "invitations")]
pub struct Model {
    /// SHA-256 of what the link holds, in hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Hash of the code that is told besides, as a password's.
    pub code: String,
    /// The missing person whose case it is about.
    pub missing: String,
    /// The relative who is invited: a member of the family.
    pub person: String,
    pub party: String,
    /// The account that invites.
    pub by: String,
    /// The account that came of it; empty: none yet.
    pub account: String,
    /// Seconds since 1970.
    pub made: i64,
    pub expires: i64,
    /// Wrong codes so far.
    pub tries: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
