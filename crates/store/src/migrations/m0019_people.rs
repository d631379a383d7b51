//! How many people remains are of, as a search found it.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0019_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let people = ColumnDef::new(Alias::new("people")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("searches")).add_column(people).take()).await
    }
}
