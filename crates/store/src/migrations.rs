//! How the tables came to be, step by step. A step that has been released is never changed.

mod m0001_registry;
mod m0002_lists;
pub(crate) mod m0003_record;
mod m0004_orders;
mod m0005_documents;
mod m0006_words;
mod m0007_accounts;
mod m0008_finding;
mod m0009_ways_in;
mod m0010_positions;
mod m0011_typed;
mod m0012_name_order;
mod m0013_lines;
mod m0014_doubts;
mod m0015_indexes;
mod m0016_map;
mod m0017_frequencies;
mod m0018_places;
mod m0019_people;
mod m0020_inclusion_powers;
mod m0021_peaks;
mod m0022_search_leaves;
mod m0023_tiles;

use sea_orm_migration::prelude::*;

/// All steps in order.
pub(crate) struct Migrations;

#[async_trait::async_trait]
impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_registry::Step),
            Box::new(m0002_lists::Step),
            Box::new(m0003_record::Step),
            Box::new(m0004_orders::Step),
            Box::new(m0005_documents::Step),
            Box::new(m0006_words::Step),
            Box::new(m0007_accounts::Step),
            Box::new(m0008_finding::Step),
            Box::new(m0009_ways_in::Step),
            Box::new(m0010_positions::Step),
            Box::new(m0011_typed::Step),
            Box::new(m0012_name_order::Step),
            Box::new(m0013_lines::Step),
            Box::new(m0014_doubts::Step),
            Box::new(m0015_indexes::Step),
            Box::new(m0016_map::Step),
            Box::new(m0017_frequencies::Step),
            Box::new(m0018_places::Step),
            Box::new(m0019_people::Step),
            Box::new(m0020_inclusion_powers::Step),
            Box::new(m0021_peaks::Step),
            Box::new(m0022_search_leaves::Step),
            Box::new(m0023_tiles::Step),
        ]
    }
}
