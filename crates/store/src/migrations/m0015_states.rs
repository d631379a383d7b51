//! The states of a thing without the readings between them.

use sea_orm_migration::prelude::*;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0015_states"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What is protected is read a thousand times for each time that it changes.
        let states = Index::create()
            .name("record_leaves_state")
            .table(Alias::new("record_leaves"))
            .col(Alias::new("thing"))
            .col(Alias::new("kind"))
            .col(Alias::new("sequence"))
            .and_where(Expr::col(Alias::new("state")).is_not_null())
            .take();
        manager.create_index(states).await
    }
}
