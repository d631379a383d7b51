//! Of which state of the record a search was made.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0022_search_leaves"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let leaves = ColumnDef::new(Alias::new("leaves")).big_integer().null().take();
        manager.alter_table(Table::alter().table(Alias::new("searches")).add_column(leaves).take()).await
    }
}
