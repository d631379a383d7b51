//! The order of names in lists: that of letters, and not of bytes.

use kintrace_language::order;
use sea_orm_migration::prelude::*;

use super::m0005_documents::index;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0012_name_order"
    }
}

const TABLE: &str = "missing_persons";
/// Indexes of lists by name: what lists are filtered by, before the name.
const FILTERS: [&[&str]; 4] = [&[], &["sex"], &["candidate"], &["sex", "candidate"]];
/// Rows that are read at once.
const CHUNK: u64 = 5000;

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new(Alias::new("name_order")).blob().null().take();
        manager.alter_table(Table::alter().table(Alias::new(TABLE)).add_column(column).take()).await?;
        let db = manager.get_connection();
        let mut last = String::new();
        loop {
            let id = || Expr::col(Alias::new("id"));
            let mut query = Query::select();
            query.columns(["id", "name"].map(Alias::new)).from(Alias::new(TABLE));
            query.and_where(id().gt(last.as_str())).order_by(Alias::new("id"), Order::Asc).limit(CHUNK);
            let found = db.query_all(&query).await?;
            for row in &found {
                let (thing, name): (String, String) = (row.try_get("", "id")?, row.try_get("", "name")?);
                let mut update = Query::update();
                update.table(Alias::new(TABLE)).value(Alias::new("name_order"), order::key(&name));
                db.execute(update.and_where(id().eq(thing.as_str()))).await?;
                last = thing;
            }
            if (found.len() as u64) < CHUNK {
                break;
            }
        }
        for filters in FILTERS {
            let old = [filters, &["name", "id"]].concat();
            let new = [filters, &["name_order", "id"]].concat();
            let name = format!("{TABLE}_{}", old.join("_"));
            manager.drop_index(Index::drop().name(name).table(Alias::new(TABLE)).to_owned()).await?;
            manager.create_index(index(TABLE, &new)).await?;
        }
        Ok(())
    }
}
