//! Which samples have a profile, so that those that wait for one are found among hundreds of thousands.

use sea_orm_migration::prelude::*;

use super::m0005_documents::index;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0011_typed"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut typed = ColumnDef::new(Alias::new("typed"));
        let added = Table::alter()
            .table(Alias::new("samples"))
            .add_column(typed.boolean().not_null().default(false))
            .take();
        manager.alter_table(added).await?;
        let read = Query::select().column(Alias::new("sample")).from(Alias::new("genotypes")).take();
        let mark = Query::update()
            .table(Alias::new("samples"))
            .value(Alias::new("typed"), true)
            .and_where(Expr::col(Alias::new("id")).in_subquery(read))
            .take();
        manager.get_connection().execute(&mark).await?;
        manager.create_index(index("samples", &["typed", "id"])).await
    }
}
