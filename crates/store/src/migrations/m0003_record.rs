//! The record: leaves, tree, states with their nonces, authors, checkpoints.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, small_integer, text};

use super::m0001_registry::{table, texts};
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
        let bytes = |name: &'static str| blob(name).take();
        for create in [
            table("record_leaves", vec![first("sequence"), text("leaf").take()]),
            keyed(
                "record_tiles",
                vec![small_integer("level").take(), number("number"), bytes("hashes")],
                &["level", "number"],
            ),
            keyed(
                "record_versions",
                [
                    texts(&["kind", "thing", "handle", "state"]),
                    vec![number("version"), number("sequence"), bytes("nonce")],
                ]
                .concat(),
                &["kind", "thing", "version"],
            ),
            table(
                "record_authors",
                vec![first("sequence"), number("time"), text("by").take(), bytes("nonce")],
            ),
            table("record_checkpoints", vec![first("size"), number("time"), text("note").take()]),
        ] {
            manager.create_table(create).await?;
        }
        Ok(())
    }
}
