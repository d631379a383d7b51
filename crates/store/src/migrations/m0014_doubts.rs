//! What is doubtful about samples and relations, what was decided about it; readings of more than two alleles; a
//! hypothesis from other points of view.

use kintrace_casework::Noun;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text;

use super::m0002_lists::keyed;
use super::m0005_documents::{document_table, index};
use crate::documents::table_name;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0014_doubts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = ["id", "kind", "doubt"].map(|c| text(c).take()).to_vec();
        manager.create_table(keyed("doubts", columns, &["id"])).await?;
        manager.create_table(document_table(Noun::Review)).await?;
        for column in ["due", "status", "party"] {
            manager.create_index(index(&table_name(Noun::Review), &[column, "id"])).await?;
        }
        let views = ColumnDef::new(Alias::new("views")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("hypotheses")).add_column(views).take()).await?;
        let more = ColumnDef::new(Alias::new("more")).text().null().take();
        manager.alter_table(Table::alter().table(Alias::new("genotypes")).add_column(more).take()).await
    }
}
