//! How the dead lie, as a search learned it.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0018_places"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let places = ColumnDef::new(Alias::new("places")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("searches")).add_column(places).take()).await
    }
}
