//! What is in view on a map is found by where it is, whoever holds it.

use sea_orm_migration::prelude::*;

use super::m0005_documents::index;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0016_map"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let old = Index::drop().name("positions_kind_party_x_y").table(Alias::new("positions")).to_owned();
        manager.drop_index(old).await?;
        // Everything that is counted stands in the index.
        manager.create_index(index("positions", &["kind", "x", "y", "party"])).await
    }
}
