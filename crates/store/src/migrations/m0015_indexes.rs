//! The states of a thing without the readings between them; what refers to a thing in order.

use sea_orm_migration::prelude::*;

use super::m0005_documents::index;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0015_indexes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What is protected is read a thousand times for each time that it changes.
        let states = index("record_leaves", &["thing", "kind", "sequence"])
            .name("record_leaves_state")
            .and_where(Expr::col(Alias::new("state")).is_not_null())
            .take();
        manager.create_index(states).await?;
        // Ten thousand things refer to a party: the first of each kind are read without the others.
        let old = Index::drop().name("links_to_kind_to_id").table(Alias::new("links")).to_owned();
        manager.drop_index(old).await?;
        manager.create_index(index("links", &["to_kind", "to_id", "kind", "id"])).await
    }
}
