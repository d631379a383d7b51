//! The casebook of casework: lives of things, and what can't be.

mod documents;
mod lives;
mod observations;
