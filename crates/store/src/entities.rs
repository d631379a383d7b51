//! Tables as `SeaORM` sees them: rows and nothing else. What they mean is said in `casework`.

#![expect(missing_docs, reason = "a row's columns are the fields of the type that they persist")]

pub mod device;
pub mod doubt;
pub mod draft;
pub mod event;
pub mod frequency;
pub mod genotype;
pub mod hypothesis;
pub mod inclusion_power;
pub mod invitation;
pub mod link;
pub mod list;
pub mod list_link;
pub mod list_row;
pub mod missing_person;
pub mod name_key;
pub mod person;
pub mod position;
pub mod record_checkpoint;
pub mod record_leaf;
pub mod record_tile;
pub mod record_timestamp;
pub mod recovery;
pub mod remains;
pub mod sample;
pub mod search;
pub mod search_word;
pub mod second_factor;
pub mod session;
pub mod setting;
pub mod share;
pub mod tile;
pub mod tile_pair;
pub mod tile_search;
pub mod user;
