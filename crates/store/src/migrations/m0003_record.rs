//! The record: leaves with what opens them, the tree, checkpoints.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, blob_null, small_integer, text, text_null};

use super::m0001_registry::table;
use super::m0002_lists::keyed;

pub(crate) struct Step;

pub(crate) const NAME: &str = "m0003_record";

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        NAME
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &'static str| big_integer(name).take();
        let first = |name: &'static str| big_integer(name).primary_key().take();
        for create in [
            table(
                "record_leaves",
                vec![
                    first("sequence"),
                    text("leaf").take(),
                    text("kind").take(),
                    text_null("thing").take(),
                    blob_null("nonce").take(),
                    text_null("state").take(),
                    number("first"),
                    text_null("by").take(),
                    blob_null("by_nonce").take(),
                ],
            ),
            keyed(
                "record_tiles",
                vec![small_integer("level").take(), number("number"), blob("hashes").take()],
                &["level", "number"],
            ),
            table("record_checkpoints", vec![first("size"), number("time"), text("note").take()]),
        ] {
            manager.create_table(create).await?;
        }
        let by_thing = Index::create()
            .name("record_leaves_thing")
            .table(Alias::new("record_leaves"))
            .col(Alias::new("thing"))
            .col(Alias::new("kind"))
            .col(Alias::new("sequence"))
            .take();
        manager.create_index(by_thing).await
    }
}
