//! The words that members of families and documents are found by.

use std::collections::BTreeSet;

use kintrace_casework::Noun;
use kintrace_names::search_words;
use sea_orm_migration::prelude::*;
use serde_json::Value;

use super::m0005_documents::documents;
use crate::documents::table_name;
use crate::words::texts;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0008_finding"
    }
}

/// Documents of which no text is searched: some are protected, and who searches would learn what they say.
/// Those that are not are found by their texts when they are next written.
const BY_ID: [&str; 3] = ["statements", "witnesses", "identifications"];

/// Words a statement.
const CHUNK: usize = 1000;

async fn remember(
    db: &SchemaManagerConnection<'_>,
    kind: &str,
    thing: &str,
    words: BTreeSet<String>,
) -> Result<(), DbErr> {
    let words: Vec<String> = words.into_iter().take(2 * CHUNK).collect();
    for chunk in words.chunks(CHUNK) {
        let mut insert = Query::insert();
        insert.into_table(Alias::new("search_words")).columns(["kind", "word", "thing"].map(Alias::new));
        for word in chunk {
            insert.values_panic([kind.into(), word.as_str().into(), thing.into()]);
        }
        db.execute(&insert).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let columns = |table: &str, columns: [&str; 2]| {
            Query::select().columns(columns.map(Alias::new)).from(Alias::new(table)).take()
        };
        for row in db.query_all(&columns("persons", ["id", "name"])).await? {
            let (id, name): (String, String) = (row.try_get("", "id")?, row.try_get("", "name")?);
            remember(db, "person", &id, search_words::of_text(&format!("{id} {name}"))).await?;
        }
        for noun in documents().chain([Noun::FamilyRequest]) {
            let table = table_name(noun);
            for row in db.query_all(&columns(&table, ["id", "state"])).await? {
                let (mut text, state): (String, String) = (row.try_get("", "id")?, row.try_get("", "state")?);
                let id = text.clone();
                let state: Value = serde_json::from_str(&state).unwrap_or_default();
                if !BY_ID.contains(&table.as_str()) && state.get("withheld_to").is_none() {
                    texts(&state, &mut text);
                }
                remember(db, noun.text(), &id, search_words::of_text(&text)).await?;
            }
        }
        Ok(())
    }
}
