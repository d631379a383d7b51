//! Indexes in the orders that lists are shown in, so that a page far down is as quick as the first.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_orders"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, columns) in [
            ("missing_persons", &["name", "id"][..]),
            ("missing_persons", &["born_from", "id"]),
            ("missing_persons", &["last_seen_from", "id"]),
            ("missing_persons", &["sex", "name", "id"]),
            ("hypotheses", &["missing", "posterior"]),
            ("hypotheses", &["remains", "posterior"]),
        ] {
            let mut index = Index::create();
            index.name(format!("{table}_{}", columns.join("_"))).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }
}
