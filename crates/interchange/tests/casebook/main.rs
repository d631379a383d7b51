//! The casebook of interchange: files as they come, right and wrong.

mod encodings;
mod familias;
mod faults;
mod lists;
mod mutation_models;
mod relations;
mod tables;
mod theta;

use kintrace_casework::import::{MergeOptions, Merged, merge};
use kintrace_casework::{Faults, Registry};
use kintrace_interchange::detect::{Source, read_all};
use kintrace_kinship::builtin;

/// A file in memory.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> Source {
    Source { name: name.to_owned(), bytes: content.as_ref().to_vec() }
}

/// Imports files into an empty registry.
pub(crate) fn import(files: &[Source]) -> Result<Merged, Faults> {
    import_into(&Registry::default(), files)
}

/// Imports files into a registry.
pub(crate) fn import_into(registry: &Registry, files: &[Source]) -> Result<Merged, Faults> {
    merge(registry, &read_all(files)?, &builtin::frequencies(), MergeOptions::default())
}

/// The faults of files that must be refused, one a line.
pub(crate) fn refused(files: &[Source]) -> String {
    import(files).expect_err("these files must be refused").to_string()
}
