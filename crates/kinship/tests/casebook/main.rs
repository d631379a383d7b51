//! The casebook of kinship: other programs' answers, hand-worked cases, and laws of probability.

mod arrangement;
mod drop_in;
mod elimination;
mod founders;
mod laws;
mod lineage;
mod reference;
mod subpopulation;
