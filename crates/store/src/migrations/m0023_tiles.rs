//! Searches that are cut into tiles for many workers.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, double, double_null, pk_auto, text, text_null,
};

use super::m0002_lists::keyed;

pub(crate) struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0023_tiles"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let searches = Table::create()
            .table(Alias::new("tile_searches"))
            .col(pk_auto("id").big_integer())
            .col(big_integer("begun"))
            .col(double("log10_threshold"))
            .col(text("settings"))
            .col(boolean("queued"))
            .take();
        manager.create_table(searches).await?;
        let tiles = vec![
            big_integer("search").take(),
            big_integer("tile").take(),
            text("missing_from").take(),
            text_null("missing_to").take(),
            text("remains_from").take(),
            text_null("remains_to").take(),
            big_integer("runs").take(),
            text_null("worker").take(),
            big_integer_null("begun").take(),
            big_integer_null("done").take(),
            double_null("seconds").take(),
            big_integer("compared").take(),
            big_integer("summed").take(),
            big_integer("found").take(),
            text_null("failure").take(),
        ];
        manager.create_table(keyed("tiles", tiles, &["search", "tile"])).await?;
        let pairs = vec![
            big_integer("search").take(),
            big_integer("tile").take(),
            text("missing").take(),
            text("remains").take(),
            double("ln_lr").take(),
        ];
        manager.create_table(keyed("tile_pairs", pairs, &["search", "missing", "remains"])).await?;
        let by_tile = Index::create()
            .name("tile_pairs_search_tile")
            .table(Alias::new("tile_pairs"))
            .col(Alias::new("search"))
            .col(Alias::new("tile"))
            .take();
        manager.create_index(by_tile).await
    }
}
