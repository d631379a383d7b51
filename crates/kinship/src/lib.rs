//! How well does DNA fit a family? Exact likelihoods of genetic profiles on pedigrees.
//!
//! A *locus* is a place in the genome where people differ; the variants are its *alleles*
//! (for a short tandem repeat the number of repeats, "9" or "9.3"). Everyone has two alleles at an
//! autosomal locus, one from the father and one from the mother; at an X-chromosomal locus a man
//! has only his mother's. A *profile* is what the laboratory read at 15 to 25 such loci. A
//! *pedigree* says who descends from whom.
//!
//! The question of the whole project is a likelihood ratio: how much more probable are the profiles
//! of the relatives and of the remains if the remains **are** the missing person of that family
//! than if they are somebody unrelated. This crate gives the two probabilities:
//!
//! * [`Locus`]: alleles with their frequencies, how they are inherited, how they mutate;
//! * [`Pedigree`]: members with father, mother and sex, checked to be possible;
//! * [`Profile`]: what was read, by locus;
//! * [`likelihood::ln_likelihood`]: ln P(profiles | pedigree) at one locus, exact for every
//!   pedigree, loops included;
//! * [`likelihood::genotype_table`]: the same for every genotype a member could have, at once;
//! * [`likelihood_ratio::LikelihoodRatio`]: the ratio, locus by locus.
//!
//! What is handed down one line only is not shuffled, and compared as a whole: [`y_haplotype`] from father to son,
//! [`mitochondrial`] from mothers, along the lines of a pedigree ([`lineage`]).
//!
//! # How
//! A pedigree at one locus is a Bayesian network over the alleles that each member inherited, with
//! one binary variable a meiosis for *which* of a parent's two alleles was passed on (as in
//! SUPERLINK: Fishelson & Geiger 2002, *Bioinformatics* 18:S189). Summing the variables out one by
//! one in a good order is exact and never lists the founders' genotypes. A member whose genotype is
//! known needs no more than one bit, its phase. Alleles that nobody shows are treated as one where
//! the mutation model permits it without changing the number (Kemeny & Snell 1960, ch. 6).
//!
//! Nothing here reads a file, a clock or a random number; probabilities are plain `f64`,
//! likelihoods are natural logarithms unless a name says `log10`.

pub mod allele;
pub mod arrangement;
pub mod builtin;
pub mod elimination;
pub mod frequency;
pub mod likelihood;
pub mod likelihood_ratio;
pub mod lineage;
pub mod locus;
pub mod mitochondrial;
pub mod mutation;
mod network;
pub mod pedigree;
pub mod polynomial;
pub mod profile;
pub mod sibship;
pub mod subpopulation;
mod transmission;
pub mod y_haplotype;

pub use frequency::FrequencyTable;
pub use likelihood_ratio::{LikelihoodRatio, LocusResult};
pub use locus::{Genotype, Inheritance, Locus};
pub use mitochondrial::Haplotype as MitochondrialHaplotype;
pub use mutation::{Mutation, MutationModel, StatedMutation};
pub use pedigree::{Member, Pedigree, Sex};
pub use profile::{AllelePair, Peak, Profile};
pub use y_haplotype::YHaplotype;

/// ln 10, to turn natural into decimal logarithms.
pub const LN_10: f64 = std::f64::consts::LN_10;
