//! The casebook of the log.

mod checkpoints;
mod trees;
