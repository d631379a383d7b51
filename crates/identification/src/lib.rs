//! Who is who, and how sure: remains against missing persons, one by one and all together.
//!
//! Given the DNA (and other evidence) of remains, and families with the DNA of relatives, there are
//! two steps:
//!
//! 1. [`pairwise`]: for each remains and each missing person the likelihood ratio *these remains are
//!    that person* against *these remains are of somebody unrelated to the family*, everybody else
//!    being unidentified.
//! 2. [`joint`]: the probability of every pairing given **all** the evidence. Remains can be only one
//!    person, a person has only one set of remains, and two brothers found together say more about
//!    each other than about their family. The set of all one-to-one assignments is summed exactly,
//!    by dynamic programming over families whose candidates overlap; where they are too many, two ways
//!    that check each other work it out.
//!
//! What both need of families' DNA are [`tables`], which a search can leave to the next.
//!
//! [`doubts`] asks whether samples and stated relations can be trusted, [`reassociation`] which remains are parts of one
//! body. [`lines`] weighs everything besides DNA.
//! [`power`] says beforehand how well a family's DNA would find or exclude its missing person, [`further`] whose DNA
//! would help most.
//!
//! The vocabulary follows Kling et al. (2021), *FSI: Genetics* 52:102440, and Vigeland & Egeland
//! (2021), *Sci Rep* 11:13661.
//!
//! Everything is a function of its arguments: no files, no clock, no randomness but from a seed in
//! the arguments, and the same result whatever the number of threads.

pub mod assignment;
pub mod case;
mod choices;
pub mod doubts;
pub mod drop_out;
pub mod further;
mod given;
pub mod joint;
pub mod lines;
mod normal;
mod numbered;
mod pair_sums;
pub mod pairwise;
pub mod power;
mod propagation;
pub mod readings;
pub mod reassociation;
mod sampling;
pub mod search;
pub mod set_likelihood;
pub mod tables;

pub use case::{Case, Family, MissingIndex, Prior, Remains};
pub use joint::{Joint, JointOptions};
pub use pairwise::Pairwise;
pub use tables::Tables;

/// The pages of the book about this crate; their examples are tests.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../../../docs/doubts.md")]
    mod doubts {}
    #[doc = include_str!("../../../docs/bodies.md")]
    mod bodies {}
    #[doc = include_str!("../../../docs/joint.md")]
    mod joint {}
    #[doc = include_str!("../../../docs/search.md")]
    mod search {}
    #[doc = include_str!("../../../docs/likelihood.md")]
    mod likelihood {}
    #[doc = include_str!("../../../docs/mutation.md")]
    mod mutation {}
    #[doc = include_str!("../../../docs/drop-out.md")]
    mod drop_out {}
    #[doc = include_str!("../../../docs/silent-alleles.md")]
    mod silent_alleles {}
    #[doc = include_str!("../../../docs/contamination.md")]
    mod contamination {}
    #[doc = include_str!("../../../docs/power.md")]
    mod power {}
    #[doc = include_str!("../../../docs/lines/sex.md")]
    mod sex {}
    #[doc = include_str!("../../../docs/lines/age.md")]
    mod age {}
    #[doc = include_str!("../../../docs/lines/stature.md")]
    mod stature {}
    #[doc = include_str!("../../../docs/lines/categories.md")]
    mod categories {}
    #[doc = include_str!("../../../docs/lines/teeth.md")]
    mod teeth {}
    #[doc = include_str!("../../../docs/lines/features.md")]
    mod features {}
    #[doc = include_str!("../../../docs/lines/male-line.md")]
    mod male_line {}
    #[doc = include_str!("../../../docs/lines/maternal-line.md")]
    mod maternal_line {}
    #[doc = include_str!("../../../docs/lines/place.md")]
    mod place {}
}
