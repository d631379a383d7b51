//! What families' DNA can do to find their missing, and what lines of descent are worth.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{double, double_null, text, text_null};

use super::m0002_lists::keyed;
use super::m0005_documents::index;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0020_inclusion_powers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text("missing").take(),
            text("reach").take(),
            double_null("mean").take(),
            double_null("sd").take(),
            double("enough").take(),
            text_null("person").take(),
            double_null("mean_with").take(),
            double_null("sd_with").take(),
            double("gain").take(),
        ];
        manager.create_table(keyed("inclusion_powers", columns, &["missing"])).await?;
        manager.create_index(index("inclusion_powers", &["reach", "gain", "missing"])).await?;
        let lineages = ColumnDef::new(Alias::new("lineages")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("searches")).add_column(lineages).take()).await
    }
}
