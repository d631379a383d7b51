//! The casebook of identification: dvir's answers, exhaustive sums on small cases, large cases that
//! must not be refused.

mod doubts;
mod exhaustive;
mod further;
mod lineages;
mod lines;
mod power;
mod prior;
mod reference;
mod search;
mod siblings;
mod standing;
mod ten_siblings;

use kintrace_kinship::{Inheritance, Locus, Mutation, builtin};

/// The built-in table's loci, with mutation by steps.
fn loci() -> Vec<Locus> {
    builtin::frequencies()
        .loci()
        .map(|(name, alleles)| {
            Locus::new(name, Inheritance::Autosomal, alleles, Mutation::stepwise(0.0005, 0.002))
        })
        .collect::<Result<_, _>>()
        .expect("loci")
}
