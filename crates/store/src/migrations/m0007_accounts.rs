//! How people sign in (sessions, second factors, devices, invitations, recovery), what they are in the middle
//! of typing, and what families ask.

use kintrace_casework::Noun;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, text};

use super::m0002_lists::keyed;
use super::m0005_documents::{document_table, index};
use crate::documents::table_name;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0007_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let words = |names: &[&'static str]| names.iter().map(|n| text(*n).take()).collect::<Vec<_>>();
        let times = |names: &[&'static str]| names.iter().map(|n| big_integer(*n).take()).collect::<Vec<_>>();
        for (table, texts, numbers, key) in [
            (
                "sessions",
                &["id", "account", "device", "data"][..],
                &["began", "seen", "expires"][..],
                &["id"][..],
            ),
            (
                "second_factors",
                &["account", "kind", "id", "name", "secret"],
                &["added", "used"],
                &["account", "kind", "id"],
            ),
            ("devices", &["id", "account"], &["seen"], &["id"]),
            (
                "invitations",
                &["id", "code", "missing", "person", "party", "by", "account"],
                &["made", "expires", "tries"],
                &["id"],
            ),
            (
                "recoveries",
                &["id", "account", "asked_by", "confirmed_by", "code"],
                &["made", "tries"],
                &["id"],
            ),
            ("drafts", &["account", "form", "data"], &["changed"], &["account", "form"]),
        ] {
            manager.create_table(keyed(table, [words(texts), times(numbers)].concat(), key)).await?;
        }
        for (table, columns) in
            [("sessions", &["account"][..]), ("sessions", &["expires"]), ("devices", &["account"])]
        {
            manager.create_index(index(table, columns)).await?;
        }
        manager.create_table(document_table(Noun::FamilyRequest)).await?;
        for column in ["due", "status", "party"] {
            manager.create_index(index(&table_name(Noun::FamilyRequest), &[column, "id"])).await?;
        }
        let mut person = ColumnDef::new(Alias::new("person"));
        let added =
            Table::alter().table(Alias::new("users")).add_column(person.text().not_null().default("")).take();
        manager.alter_table(added).await
    }
}
