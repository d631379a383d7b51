//! Heights and lengths of peaks.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0021_peaks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let peaks = ColumnDef::new(Alias::new("peaks")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("genotypes")).add_column(peaks).take()).await
    }
}
