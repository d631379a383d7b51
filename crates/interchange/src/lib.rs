//! Files in and out: one module a format.
//!
//! * [`familias`]: `.fam` files of Familias 3 (databases, persons, pedigrees, the DVI section);
//! * [`tables`]: plain tables, as CSV or XLSX, in whatever encoding and with whatever headers
//!   offices and laboratories use;
//! * [`lists`]: somebody else's list of people, kept as it is;
//! * [`documents`]: statements, sites, requests and whatever else is kept as documents, as tables;
//! * [`package`]: a whole registry as a Frictionless data package;
//! * [`reference_cases`]: kinship and DVI cases as JSON, to check the arithmetic against other
//!   programs.
//!
//! [`detect`] recognises a file by its content. A reader never guesses silently: everything that is
//! wrong is a [`Fault`] that says where, what was found and what was expected, and all faults of a
//! set of files are reported at once.

pub mod detect;
pub mod documents;
pub mod encoding;
pub mod familias;
pub mod kinship_case;
pub mod lists;
pub mod mutation_models;
pub mod package;
pub mod population_haplotypes;
pub mod reference_cases;
pub mod tables;

pub use kintrace_casework::{Fault, Faults};
