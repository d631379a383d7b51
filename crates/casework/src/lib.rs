//! What an office records and decides about the missing and the remains that are found.
//!
//! A **missing person** belongs to a **family** (a pedigree of persons, some of whom gave DNA).
//! **Remains** are a body or a part of one. A **sample** is taken from a person or from remains, and
//! the laboratory reads a **profile** from it. The [`registry::Registry`] holds all of them;
//! [`import`] merges a batch of rows into it, all or nothing, and names every fault at once.
//!
//! Around them is everything else that an office writes down, one module a subject: who reports
//! ([`report`]) and agrees to what ([`consent`]); who saw what ([`statement`], [`claim`], [`incident`]);
//! where ([`site`], [`exhumation`]); what was found on remains ([`examination`]) and is known from before
//! death ([`ante_mortem`]); through whose hands things went ([`custody`], [`evidence`]); who was asked
//! ([`information_request`]); what is alleged and judged ([`allegation`], [`proceeding`]); who was
//! identified ([`reconciliation`], [`identification`]) and came home ([`handover`]); what families ask
//! ([`family_request`]); who was reported twice ([`merger`]). Each is a [`thing::Thing`] with rules of
//! its own, and only a [`thing::Sound`] one, whose rules hold, is stored; [`document`] treats all alike, and
//! [`form`] says how each is asked for on paper and screen.
//!
//! Dates, ages and places are intervals: nobody is made to choose a false exact value. Nothing here
//! reads or writes a file.

pub mod allegation;
pub mod ante_mortem;
pub mod case;
pub mod claim;
pub mod consent;
pub mod custody;
pub mod date;
pub mod dental;
pub mod document;
pub mod elimination_profile;
pub mod evidence;
pub mod examination;
pub mod exhumation;
pub mod family;
pub mod family_edit;
pub mod family_request;
pub mod fault;
pub mod form;
pub mod geometry;
pub mod handover;
pub mod identification;
pub mod import;
pub mod incident;
pub mod inclusion_power;
pub mod information_request;
pub mod kit;
pub mod locus_name;
pub mod merger;
pub mod party;
pub mod pedigree_builder;
pub mod personal_name;
pub mod proceeding;
pub mod reconciliation;
pub mod registry;
pub mod relation;
pub mod report;
pub mod review;
pub mod rules;
pub mod site;
pub mod skeleton;
pub mod statement;
pub mod thing;
mod vocabulary;
pub mod wording;

pub use date::{DateInterval, Day};
pub use document::Document;
pub use fault::{Fault, Faults, Origin};
pub use registry::Registry;
pub use thing::{Noun, Problems, Reference, Sound, Thing};
pub use vocabulary::words;
