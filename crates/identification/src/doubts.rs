//! Whether samples and stated relations can be trusted, before anybody is compared with them.
//!
//! A child of another father, two tubes exchanged, a laboratory's own DNA in a bone: each of them can exclude the right
//! person or find a wrong one. Four questions are asked:
//!
//! * [`relations`]: do the relatives' profiles fit what the family stated, or does another reading fit better?
//! * [`alike`]: are profiles of two different people the same, or of somebody who handles samples; do two samples of one
//!   person differ?
//! * [`amelogenin`]: does the DNA show the stated sex?
//! * [`crowded`]: do so many loci show more than two alleles that the sample is of several people?
//!
//! Each answer is a probability or a ratio with the alternatives it was weighed against; what is to be done about it is
//! a person's decision.

pub mod alike;
pub mod relations;

use kintrace_kinship::{AllelePair, Profile, Sex};

/// The sex that amelogenin shows: a man has both X and Y. `Sex::Unknown` where it was not typed or only one X was seen
/// of two (Sullivan et al. 1993, *`BioTechniques`* 15:636).
#[must_use]
pub fn amelogenin(reading: Option<&AllelePair>) -> Sex {
    match reading {
        Some(pair) if pair.second.as_deref() == Some("Y") || pair.first == "Y" => Sex::Male,
        Some(pair) if pair.second.as_deref() == Some("X") && pair.first == "X" => Sex::Female,
        _ => Sex::Unknown,
    }
}

/// From so many loci with more than two alleles on, a sample is taken to be of several people: at one locus alone a
/// third allele is more often a copy too many of one person, seen in about one profile of a thousand a locus
/// (Clayton et al. 2004, *J Forensic Sci* 49:1207).
pub const MIXED: usize = 2;

/// The loci at which more than two alleles were read.
#[must_use]
pub fn crowded(profile: &Profile) -> Vec<&str> {
    profile.iter().filter(|(_, pair)| !pair.more.is_empty()).map(|(locus, _)| locus).collect()
}
