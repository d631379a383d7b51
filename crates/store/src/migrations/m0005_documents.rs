//! A table for each kind of thing that is kept as one document; what they refer to and with whom they are
//! shared; and whose the cases, remains, lists and accounts are.

use kintrace_casework::Noun;
use kintrace_casework::document::DOCUMENTS;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

use super::m0001_registry::{key, table, texts};
use super::m0002_lists::keyed;
use crate::documents::table_name;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_documents"
    }
}

pub(super) fn index(table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    index.take()
}

/// The table of a kind of documents.
pub(super) fn document_table(noun: Noun) -> TableCreateStatement {
    let columns = [vec![key("id"), text_null("due").take()], texts(&["party", "status", "state"])].concat();
    table("", columns).table(Alias::new(table_name(noun))).take()
}

/// The kinds of documents that there were.
pub(super) fn documents() -> impl Iterator<Item = Noun> {
    DOCUMENTS.into_iter().filter(|noun| !matches!(noun, Noun::FamilyRequest | Noun::Review))
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for noun in documents() {
            manager.create_table(document_table(noun)).await?;
            manager.create_index(index(&table_name(noun), &["due", "id"])).await?;
        }
        let thing = ["kind", "id"];
        manager
            .create_table(keyed(
                "links",
                texts(&["kind", "id", "role", "to_kind", "to_id"]),
                &["kind", "id", "role", "to_kind", "to_id"],
            ))
            .await?;
        manager.create_index(index("links", &["to_kind", "to_id"])).await?;
        manager
            .create_table(keyed("shares", texts(&[thing[0], thing[1], "party"]), &["kind", "id", "party"]))
            .await?;
        manager.create_index(index("shares", &["party", "kind"])).await?;
        for (table, column) in [
            ("missing_persons", "party"),
            ("remains", "party"),
            ("lists", "party"),
            ("users", "party"),
            ("users", "cases"),
        ] {
            let mut added = ColumnDef::new(Alias::new(column));
            let change = Table::alter()
                .table(Alias::new(table))
                .add_column(added.text().not_null().default(""))
                .take();
            manager.alter_table(change).await?;
        }
        for table in ["missing_persons", "remains"] {
            manager.create_index(index(table, &["party", "id"])).await?;
        }
        Ok(())
    }
}
