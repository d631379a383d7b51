//! Names that are found in any script; lists of others and what they are linked to.

use kintrace_names::{Name, keys};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, blob, double, text};

use super::m0001_registry::{index, key, table, texts};

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_lists"
    }
}

pub(super) fn keyed(
    name: &'static str,
    columns: Vec<ColumnDef>,
    keys: &[&'static str],
) -> TableCreateStatement {
    let mut index = Index::create();
    for key in keys {
        index.col(Alias::new(*key));
    }
    table(name, columns).primary_key(&mut index).take()
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &'static str| big_integer(name).take();
        for create in [
            keyed(
                "name_keys",
                [vec![number("key")], texts(&["missing", "source"])].concat(),
                &["key", "missing", "source"],
            ),
            table(
                "lists",
                [
                    vec![key("id"), blob("content").take(), number("rows"), number("received")],
                    texts(&["title", "file", "header", "by"]),
                ]
                .concat(),
            ),
            keyed(
                "list_rows",
                [vec![number("row")], texts(&["list", "label", "name", "cells"])].concat(),
                &["list", "row"],
            ),
            keyed(
                "list_links",
                [
                    vec![
                        number("row"),
                        double("probability").take(),
                        big_integer_null("decided").take(),
                        text("list").take(),
                    ],
                    texts(&["missing", "reasons", "status", "decided_by"]),
                ]
                .concat(),
                &["list", "row", "missing"],
            ),
        ] {
            manager.create_table(create).await?;
        }
        for (table, column) in [("name_keys", "missing"), ("list_links", "missing")] {
            manager.create_index(index(table, column)).await?;
        }
        // Who is in the registry already is to be found, too.
        let db = manager.get_connection();
        let mut select = Query::select();
        select.column(Alias::new("id")).column(Alias::new("name")).from(Alias::new("missing_persons"));
        for person in db.query_all(&select).await? {
            let (id, name): (String, String) = (person.try_get("", "id")?, person.try_get("", "name")?);
            let keys = keys::of_name(&Name::read(&name));
            if keys.is_empty() {
                continue;
            }
            let mut insert = Query::insert();
            insert.into_table(Alias::new("name_keys")).columns(["key", "missing", "source"].map(Alias::new));
            for key in keys {
                insert.values_panic([key.cast_signed().into(), id.clone().into(), "".into()]);
            }
            db.execute(&insert).await?;
        }
        Ok(())
    }
}
