//! The casebook of evidence.

mod packages;
