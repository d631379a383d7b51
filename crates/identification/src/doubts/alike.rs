//! Profiles that are the same, or nearly so, though they should be of different people; and profiles of one person that
//! differ.
//!
//! Two readings are weighed as *of one person* against *of two unrelated people* and against *of full siblings*, locus by
//! locus: in a degraded sample an allele fails to show with probability `drop_out`, and anything else that differs is a
//! fault of reading ([`MISREAD`]). Only what is far more probable of one person than of two siblings is reported.
//!
//! All pairs among n profiles would be n²/2; two profiles that agree at all but a few loci agree wholly at some block of
//! [`BLOCK`] loci that follow each other, so only pairs that share one are compared. A profile that has no whole
//! block is compared with all.

use std::collections::HashMap;

use kintrace_kinship::{Genotype, Locus};
use rayon::prelude::*;

/// How often a locus is read otherwise than it is, apart from alleles that drop out: a shift of one repeat, a typing
/// error (our own choice, on the high side, so that a pair is rather shown).
pub const MISREAD: f64 = 0.01;

/// Loci that must agree wholly for a pair to be compared.
pub const BLOCK: usize = 3;

/// From this log10 LR on, of one person against two siblings, a pair is reported; against two strangers it must be so
/// much more than there are pairs.
pub const TOLD: f64 = 3.0;

/// A profile ready to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// Genotypes by locus.
    pub genotypes: Vec<Option<Genotype>>,
    /// How often an allele fails to show in it.
    pub drop_out: f64,
}

/// How two profiles compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// log10 LR: of one person against of two unrelated people.
    pub log10_unrelated: f64,
    /// log10 LR: of one person against of two full siblings.
    pub log10_siblings: f64,
    /// Loci at which both were read.
    pub compared: usize,
    /// Loci of these that differ.
    pub different: usize,
}

/// Compares two profiles at the loci that both have.
#[must_use]
pub fn compare(loci: &[Locus], a: &Read, b: &Read) -> Likeness {
    let mut likeness = Likeness { log10_unrelated: 0.0, log10_siblings: 0.0, compared: 0, different: 0 };
    for ((locus, a_read), b_read) in loci.iter().zip(&a.genotypes).zip(&b.genotypes) {
        let (Some(x), Some(y)) = (a_read, b_read) else { continue };
        let (x, y) = (Shown::of(*x), Shown::of(*y));
        likeness.compared += 1;
        likeness.different += usize::from(x != y);
        let p = locus.frequencies();
        let (x, y) = (x.behind(p.len(), a.drop_out), y.behind(p.len(), b.drop_out));
        let strangers = of_anybody(&x, p) * of_anybody(&y, p);
        let same = (1.0 - MISREAD) * of_one(&x, &y, p) + MISREAD * strangers;
        let siblings = 0.25 * same + 0.5 * of_parent_and_child(&x, &y, p) + 0.25 * strangers;
        likeness.log10_unrelated += (same / strangers).log10();
        likeness.log10_siblings += (same / siblings).log10();
    }
    likeness
}

/// What is seen at a locus: one allele, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shown {
    One(usize),
    Two(usize, usize),
}

/// Two alleles of a person, the smaller index first, with how probable it is that what was read shows of them.
type Behind = (usize, usize, f64);

impl Shown {
    fn of(genotype: Genotype) -> Self {
        match genotype {
            Genotype::Pair(a, b) | Genotype::DroppedIn { alleles: (a, b), .. } if a != b => Self::Two(a, b),
            Genotype::Pair(a, _)
            | Genotype::Partial { allele: a, .. }
            | Genotype::Hemizygous(a)
            | Genotype::DroppedIn { alleles: (a, _), .. } => Self::One(a),
        }
    }

    /// The genotypes that may be behind it, each copy of an allele failing to show with probability `drop_out`.
    fn behind(self, alleles: usize, drop_out: f64) -> Vec<Behind> {
        let seen = 1.0 - drop_out;
        match self {
            Self::Two(a, b) => vec![(a, b, seen * seen)],
            Self::One(a) => (0..alleles)
                .map(|b| {
                    let shows = if a == b { 1.0 - drop_out * drop_out } else { seen * drop_out };
                    (a.min(b), a.max(b), shows)
                })
                .filter(|(_, _, shows)| *shows > 0.0)
                .collect(),
        }
    }
}

/// How probable a genotype is in the population.
fn frequency(a: usize, b: usize, p: &[f64]) -> f64 {
    if a == b { p[a] * p[a] } else { 2.0 * p[a] * p[b] }
}

fn of_anybody(behind: &[Behind], p: &[f64]) -> f64 {
    behind.iter().map(|&(a, b, shows)| frequency(a, b, p) * shows).sum()
}

/// How probable it is that one person shows both.
fn of_one(x: &[Behind], y: &[Behind], p: &[f64]) -> f64 {
    let both = x.iter().flat_map(|x| y.iter().map(move |y| (x, y)));
    both.filter(|(x, y)| (x.0, x.1) == (y.0, y.1)).map(|(x, y)| frequency(x.0, x.1, p) * x.2 * y.2).sum()
}

/// How probable both are of two people who have one allele by descent in common.
fn of_parent_and_child(x: &[Behind], y: &[Behind], p: &[f64]) -> f64 {
    // The allele that y has beside the shared one.
    let other = |shared: usize, &(c, d, shows): &Behind| match (shared == c, shared == d) {
        (true, _) => p[d] * shows,
        (false, true) => p[c] * shows,
        (false, false) => 0.0,
    };
    x.iter()
        .map(|&(a, b, shows)| {
            let shares = |shared: usize| y.iter().map(|y| other(shared, y)).sum::<f64>();
            let either = if a == b { shares(a) } else { shares(a) + shares(b) };
            p[a] * p[b] * shows * either
        })
        .sum()
}

/// Pairs of profiles that look like one person's, in order; indices of `profiles`, the smaller first. `among` says of
/// which pairs it matters.
#[must_use]
pub fn pairs(
    loci: &[Locus],
    profiles: &[Read],
    among: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<(usize, usize, Likeness)> {
    let count = profiles.len() as f64;
    let told = TOLD + (count * count / 2.0).max(1.0).log10();
    let shown: Vec<Vec<Option<Shown>>> =
        profiles.iter().map(|p| p.genotypes.iter().map(|g| g.map(Shown::of)).collect()).collect();
    let is_told = |&(a, b): &(usize, usize)| -> Option<(usize, usize, Likeness)> {
        let likeness = compare(loci, &profiles[a], &profiles[b]);
        let told = likeness.log10_unrelated >= told && likeness.log10_siblings >= TOLD;
        told.then_some((a, b, likeness))
    };
    let mut found: Vec<(usize, usize, Likeness)> =
        candidates(&shown, &among).par_iter().filter_map(is_told).collect();
    // Whoever has no whole block is compared with all, if so few loci can say enough at all.
    let could_tell = |i: &usize| -> bool {
        let most: f64 = loci
            .iter()
            .zip(&shown[*i])
            .filter_map(|(locus, shown)| Some((locus.frequencies(), (*shown)?)))
            .map(|(p, shown)| -of_anybody(&shown.behind(p.len(), profiles[*i].drop_out), p).log10())
            .sum();
        most >= told
    };
    let sparse: Vec<usize> = (0..profiles.len())
        .filter(|i| !shown[*i].chunks_exact(BLOCK).any(|block| block.iter().all(Option::is_some)))
        .filter(could_tell)
        .collect();
    let with_all = sparse.par_iter().flat_map_iter(|&a| {
        let others = (0..profiles.len()).filter(move |&b| b != a).map(move |b| (a.min(b), a.max(b)));
        others.filter(|&(a, b)| among(a, b)).filter_map(|pair| is_told(&pair))
    });
    found.extend(with_all.collect::<Vec<_>>());
    found.sort_by_key(|&(a, b, _)| (a, b));
    found.dedup_by_key(|&mut (a, b, _)| (a, b));
    found
}

/// Pairs that agree wholly at some block.
fn candidates(shown: &[Vec<Option<Shown>>], among: &impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let loci = shown.iter().map(Vec::len).max().unwrap_or(0);
    let block = |i: usize, at: usize| -> Option<&[Option<Shown>]> {
        let block = shown[i].get(at * BLOCK..(at + 1) * BLOCK)?;
        block.iter().all(Option::is_some).then_some(block)
    };
    let mut pairs = Vec::new();
    for at in 0..loci / BLOCK {
        let mut same: HashMap<&[Option<Shown>], Vec<usize>> = HashMap::new();
        for i in 0..shown.len() {
            if let Some(block) = block(i, at) {
                same.entry(block).or_default().push(i);
            }
        }
        for group in same.into_values() {
            for (n, &a) in group.iter().enumerate() {
                // Who met at an earlier block has been compared.
                let first =
                    |b: usize| !(0..at).any(|at| block(a, at).is_some() && block(a, at) == block(b, at));
                let others = group[n + 1..].iter().copied();
                pairs.extend(others.filter(|&b| among(a, b) && first(b)).map(|b| (a, b)));
            }
        }
    }
    pairs
}
