//! What an office records and decides about the missing and the remains that are found.
//!
//! A **missing person** belongs to a **family** (a pedigree of persons, some of whom gave DNA).
//! **Remains** are a body or a part of one. A **sample** is taken from a person or from remains, and
//! the laboratory reads a **profile** from it. The [`registry::Registry`] holds all of them;
//! [`import`] merges a batch of rows into it, all or nothing, and names every fault at once.
//!
//! Dates, ages and places are intervals: nobody is made to choose a false exact value. Nothing here
//! reads or writes a file.

pub mod date;
pub mod fault;
pub mod import;
pub mod locus_name;
pub mod pedigree_builder;
pub mod registry;
pub mod relation;

pub use date::DateInterval;
pub use fault::{Fault, Faults, Origin};
pub use registry::Registry;
