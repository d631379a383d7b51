//! The words that missing persons and remains are found by, and which missing persons have a candidate;
//! timestamps of checkpoints.

use kintrace_names::search_words;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, text};

use super::m0002_lists::keyed;
use super::m0005_documents::{documents, index};
use crate::documents::table_name;
use crate::missing_persons::CANDIDATE;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0006_words"
    }
}

/// What a thing was found by when this step was made, by table.
const TEXTS: [(&str, &str, &[&str]); 2] = [
    ("missing_persons", "missing person", &["id", "name", "place", "family"]),
    ("remains", "remains", &["id", "site", "description", "bones"]),
];

/// Words a statement.
const CHUNK: usize = 1000;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let column = |name: &str| {
            let mut column = ColumnDef::new(Alias::new(name));
            column.text().not_null();
            // Beginnings are ranges of texts, and these are in the order of their bytes.
            if name == "word" && manager.get_database_backend() == sea_orm::DbBackend::Postgres {
                column.extra("COLLATE \"C\"");
            }
            column
        };
        let columns = ["kind", "word", "thing"];
        manager.create_table(keyed("search_words", columns.map(column).to_vec(), &columns)).await?;
        manager.create_index(index("search_words", &["kind", "thing", "word"])).await?;
        for (table, kind, texts) in TEXTS {
            let select =
                Query::select().columns(texts.iter().map(|c| Alias::new(*c))).from(Alias::new(table)).take();
            let mut words = Vec::new();
            for row in db.query_all(&select).await? {
                let id: String = row.try_get("", "id")?;
                let texts =
                    texts.iter().map(|c| row.try_get::<String>("", c)).collect::<Result<Vec<_>, _>>()?;
                words.extend(
                    search_words::of_text(&texts.join(" ")).into_iter().map(|word| (word, id.clone())),
                );
            }
            for chunk in words.chunks(CHUNK) {
                let mut insert = Query::insert();
                insert.into_table(Alias::new("search_words")).columns(columns.map(Alias::new));
                for (word, id) in chunk {
                    insert.values_panic([kind.into(), word.as_str().into(), id.as_str().into()]);
                }
                db.execute(&insert).await?;
            }
        }
        let mut candidate = ColumnDef::new(Alias::new("candidate"));
        let added = Table::alter()
            .table(Alias::new("missing_persons"))
            .add_column(candidate.boolean().not_null().default(false))
            .take();
        manager.alter_table(added).await?;
        let with = Query::select()
            .column(Alias::new("missing"))
            .from(Alias::new("hypotheses"))
            .and_where(Expr::col(Alias::new("posterior")).gte(CANDIDATE))
            .take();
        let mark = Query::update()
            .table(Alias::new("missing_persons"))
            .value(Alias::new("candidate"), true)
            .and_where(Expr::col(Alias::new("id")).in_subquery(with))
            .take();
        db.execute(&mark).await?;
        for columns in [&["candidate", "name", "id"][..], &["sex", "candidate", "name", "id"]] {
            manager.create_index(index("missing_persons", columns)).await?;
        }
        let stamped = vec![
            big_integer("size").take(),
            text("authority").take(),
            text("text").take(),
            blob("reply").take(),
        ];
        manager.create_table(keyed("record_timestamps", stamped, &["size", "authority"])).await?;
        manager.create_index(index("shares", &["party", "kind", "id"])).await?;
        // Documents are long: what lists of them are filtered and counted by is read from indexes.
        for noun in documents() {
            for column in ["status", "party"] {
                manager.create_index(index(&table_name(noun), &[column, "id"])).await?;
            }
        }
        Ok(())
    }
}
