//! Loci of one comparison that are not quite independent.
//!
//! Alleles that lie near each other on a chromosome are handed down together more often than not. Parents alone, or a single
//! child alone, say the same of them either way, as nobody knows which alleles lay together; brothers, nephews, two
//! children, or a child and a grandparent do not: what several have from one comes in pieces. The ratios are multiplied as if loci were independent; how much may hang on that is seen by leaving
//! one of the two out (O'Connor & Tillmar 2012, *Forensic Sci Int Genet* 6:840).

use std::collections::BTreeMap;

use kintrace_casework::locus_name::{LINKED, key};
use kintrace_kinship::{LikelihoodRatio, Pedigree, Profile};

/// Two loci that were compared and lie near each other.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedLoci {
    /// Both.
    pub loci: (String, String),
    /// Which of them speaks more for the pair.
    pub more: String,
    /// ln LR of the DNA without that one.
    pub ln_lr_without: f64,
}

/// Whether it matters for a missing member that loci lie near each other: whether others were typed than his or her
/// parents alone or a single child alone.
#[must_use]
pub fn linkage_matters(pedigree: &Pedigree, missing: usize, relatives: &BTreeMap<String, Profile>) -> bool {
    let members = pedigree.members();
    let parents = |m: usize| [members[m].father, members[m].mother];
    let typed: Vec<usize> =
        relatives.keys().filter_map(|id| pedigree.find(id)).filter(|&i| i != missing).collect();
    let only_parents = typed.iter().all(|i| parents(missing).contains(&Some(*i)));
    let only_child = typed.len() == 1 && parents(typed[0]).contains(&Some(missing));
    !only_parents && !only_child
}

/// Pairs of linked loci that were compared, if relatives were typed for whom it matters ([`linkage_matters`]).
#[must_use]
pub fn linked(
    pedigree: &Pedigree,
    missing: usize,
    relatives: &BTreeMap<String, Profile>,
    result: &LikelihoodRatio,
) -> Vec<LinkedLoci> {
    if !linkage_matters(pedigree, missing, relatives) {
        return Vec::new();
    }
    let compared = |name: &str| result.loci.iter().find(|l| key(&l.locus) == name);
    let pairs = LINKED.iter().filter_map(|(a, b)| {
        let (a, b) = (compared(a)?, compared(b)?);
        let more = if a.ln_lr() >= b.ln_lr() { a } else { b };
        let others = result.loci.iter().filter(|l| l.locus != more.locus);
        Some(LinkedLoci {
            loci: (a.locus.clone(), b.locus.clone()),
            more: more.locus.clone(),
            ln_lr_without: others.map(kintrace_kinship::LocusResult::ln_lr).sum(),
        })
    });
    pairs.collect()
}
