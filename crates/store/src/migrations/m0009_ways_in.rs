//! Passkeys and accounts at institutions are found by what they are, whosever they are.

use sea_orm_migration::prelude::*;

use super::m0005_documents::index;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0009_ways_in"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("second_factors", &["kind", "id"])).await
    }
}
