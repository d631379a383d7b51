//! Two lists of people: who is on both?
//!
//! Nobody's list has a common number, and everybody's has its own spelling. For each pair of rows this
//! crate says how probable it is that they are one person, and why. The model is Fellegi & Sunter's
//! (1969, *JASA* 64:1183): each column of a pair falls into a level of agreement, which contributes
//! ln (m/u), m being the probability of that level if the rows are one person, u if they are two.
//!
//! * [`record`]: the lists' common columns and cells;
//! * [`fields`]: the levels of agreement of names, dates, places, sex, text; u is counted from the
//!   lists themselves, for each name by how many others it would agree with (term frequencies, fuzzy);
//! * [`blocking`]: which pairs are looked at, by several keys chosen by what they cost; what that loses
//!   is measured on a sample of rows compared with all;
//! * [`em`]: m and the share of pairs that are one person, learnt without labels by
//!   expectation–maximisation;
//! * [`matching`]: nobody is twice on a list, so that candidates exclude each other: marginal
//!   probabilities by belief propagation, and the one-to-one assignment;
//! * [`cluster`]: for lists that do hold somebody several times;
//! * [`mod@link`]: all of it.
//!
//! Nothing here reads a file, a clock or a random number; the same lists give the same answer whatever
//! the number of threads.

pub mod blocking;
pub mod cluster;
mod dates;
pub mod em;
pub mod fields;
pub mod link;
pub mod matching;
pub mod record;
mod words;

pub use link::{Linked, Pair, Settings, link};
pub use record::{Cell, Column, Date, Kind, List};

/// The page of the book about this crate; its example is a test.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../../../docs/linkage.md")]
    mod linkage {}
}
