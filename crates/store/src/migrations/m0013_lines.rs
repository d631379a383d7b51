//! What each line of evidence says of a hypothesis.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0013_lines"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lines = ColumnDef::new(Alias::new("lines")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("hypotheses")).add_column(lines).take()).await
    }
}
