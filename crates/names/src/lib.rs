//! Names of people and places in any script: are these two the same name, and how likely?
//!
//! The same man is *Hüseynov Elçin Əli oğlu* in his mother's report, *Гусейнов Эльчин Алиевич* on a list
//! of 1993, *Huseynov Elchin* in a letter from abroad, and *Г. Э.* in a register. A name in this crate
//! goes through four steps:
//!
//! 1. [`token`]: folded to one case, cut into words; nicknames in brackets and initials are noted;
//! 2. [`sound`]: each word becomes a string over 34 sounds, the same for Latin, Cyrillic, Armenian,
//!    Georgian and Perso-Arabic script;
//! 3. [`name`]: each word is given name, patronymic, surname, nickname or title, as far as its
//!    ending ([`ending`]), a particle (*oğlu*, *qızı*) or its place tells; the stem is parted from the
//!    ending;
//! 4. [`mod@compare`]: two names are aligned, order free, and compared: a log likelihood ratio that says
//!    what speaks for one name and what against.
//!
//! [`edit`] is the probability that one spelling becomes another, learnt from the spellings in
//! [`dictionary`], which also knows how common names are. [`keys`] and [`index`] find names among a
//! million; [`search_words`] finds any text by the beginnings of its words; [`place`] compares names of
//! places; [`romanise`] writes any of the scripts in Latin letters
//! for people to read. The formulas with a worked example are in the book, `docs/names.md`.
//!
//! Nothing here reads a file, a clock or a random number.

#![expect(
    clippy::cast_possible_truncation,
    reason = "scores are kept as f32, and numbers of words and names, far below 2^32, as u32"
)]
#![expect(clippy::needless_range_loop, reason = "tables are indexed by sounds, which the formulas name")]

pub mod coarse;
pub mod compare;
pub mod dictionary;
pub mod edit;
pub mod ending;
pub mod index;
pub mod keys;
pub mod name;
pub mod place;
pub mod romanise;
pub mod script;
pub mod search_words;
pub mod sound;
pub mod token;

pub use compare::{Comparison, compare};
pub use name::Name;

/// The pages of the book about this crate; their examples are tests.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../../../docs/names.md")]
    mod names {}
    #[doc = include_str!("../../../docs/search-keys.md")]
    mod search_keys {}
}
