//! Many sets of brothers and sisters at once.

use crate::elimination::Eliminated;
use crate::likelihood::{in_classes, lumping};
use crate::locus::{Genotype, Inheritance, Locus};
use crate::network::{self, Lumping, Question, Wanted};
use crate::pedigree::{Origin, Pedigree};

/// Brothers and sisters without children, seen from their parents: given the parents' genotypes the
/// children are independent, so the likelihoods of many sets of children share almost all work.
///
/// A child's probability is a sum of products (the father gave this allele and the mother that, or the
/// other way round), so a set of children is a sum of products as well, of functions of one parent
/// each: their sizes add instead of multiplying.
#[derive(Debug, Clone)]
pub struct Sibship {
    /// P(relatives, parents' states), up to a common factor, as a sum.
    start: Vec<Product>,
    /// Whether the sum is over the father's states: then each product's father is one number.
    by_father: bool,
    /// P(genotype | parents' states) of each candidate, relative to a random person's; `None` where
    /// nothing was read.
    candidates: Vec<Option<Vec<Product>>>,
}

/// A function of the parents' states that is a product of one of the father's and one of the mother's.
#[derive(Debug, Clone)]
struct Product {
    father: Vec<f64>,
    mother: Vec<f64>,
    /// Over all states.
    sum: f64,
}

impl Product {
    fn new(father: Vec<f64>, mother: Vec<f64>) -> Self {
        let sum = total(&father) * total(&mother);
        Self { father, mother, sum }
    }

    fn times(&self, other: &Self) -> Self {
        let times = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).collect();
        Self::new(times(&self.father, &other.father), times(&self.mother, &other.mother))
    }

    /// One father's state and one more child: the child's sum of products is a function of the mother.
    fn given_father(&self, state: usize, child: &[Self]) -> Self {
        let mother = self
            .mother
            .iter()
            .enumerate()
            .map(|(m, w)| w * child.iter().map(|c| c.father[state] * c.mother[m]).sum::<f64>());
        Self::new(self.father.clone(), mother.collect())
    }
}

/// Σ a·b in four lanes, which the compiler can run side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (pairs, rest) = (a.chunks_exact(4).zip(b.chunks_exact(4)), a.len() / 4 * 4);
    for (x, y) in pairs {
        for lane in 0..4 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f64>() + a[rest..].iter().zip(&b[rest..]).map(|(x, y)| x * y).sum::<f64>()
}

/// Σ a in four lanes.
fn total(a: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    for x in a.chunks_exact(4) {
        for lane in 0..4 {
            lanes[lane] += x[lane];
        }
    }
    lanes.iter().sum::<f64>() + a[a.len() / 4 * 4..].iter().sum::<f64>()
}

impl Sibship {
    /// The sibship of `sibling` at one locus, and candidates for its untyped members. θ is 0.
    ///
    /// `None` if `sibling` is a founder or a parent is only partly typed: then each set has to be
    /// computed by [`crate::likelihood::ln_likelihood`].
    ///
    /// # Panics
    /// If `genotypes` is not as long as the pedigree has members.
    #[must_use]
    pub fn new(
        pedigree: &Pedigree,
        locus: &Locus,
        genotypes: &[Option<Genotype>],
        sibling: usize,
        candidates: &[Option<Genotype>],
    ) -> Option<Self> {
        assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
        let child = &pedigree.members()[sibling];
        let parents = [child.father?, child.mother?];
        let lumping = lumping(locus, genotypes.iter().chain(candidates).flatten());
        let classed = in_classes(genotypes, &lumping);
        let k = lumping.frequencies.len();
        let x_chromosomal = locus.inheritance() == Inheritance::XChromosomal;
        let mut asked = Vec::new();
        // The alleles each parent may have: known ones, or every (unordered) pair.
        let mut states: Vec<Vec<(usize, usize)>> = Vec::new();
        for (role, &p) in parents.iter().enumerate() {
            let haploid = x_chromosomal && role == 0;
            states.push(match classed[p] {
                Some(Genotype::Pair(a, b)) => vec![(a, b)],
                Some(Genotype::Hemizygous(a)) if haploid => vec![(a, a)],
                Some(_) => return None,
                None => {
                    asked.push(p);
                    if haploid {
                        (0..k).map(|a| (a, a)).collect()
                    } else {
                        (0..k).flat_map(|a| (a..k).map(move |b| (a, b))).collect()
                    }
                }
            });
        }
        let passes = |role: usize, alleles: (usize, usize), to: usize| {
            lumping.transmission(role == 0).passes_either(alleles, to)
        };
        // P(the parent passes the allele on), by state of the parent.
        let from = |role: usize, allele: usize| -> Vec<f64> {
            states[role].iter().map(|&s| passes(role, s, allele)).collect()
        };
        let ones = |role: usize| vec![1.0; states[role].len()];
        let one = |genotype: Genotype, share: f64| -> Vec<Product> {
            let product = |weight: f64, father: Vec<f64>, mother: Vec<f64>| {
                let father = father.into_iter().map(|w| w * weight * share).collect();
                Product::new(father, mother)
            };
            match genotype.map(|a| lumping.class[a]) {
                Genotype::Pair(a, b) if a == b => vec![product(1.0, from(0, a), from(1, a))],
                Genotype::Pair(a, b) => {
                    vec![product(1.0, from(0, a), from(1, b)), product(1.0, from(0, b), from(1, a))]
                }
                Genotype::Hemizygous(a) => vec![product(1.0, ones(0), from(1, a))],
                // Both alleles this one, or one of them and the other any other.
                Genotype::Partial { allele: a, hidden, silent } => {
                    let mut terms = vec![product(1.0, from(0, a), from(1, a))];
                    if hidden > 0.0 {
                        // Any other that could be seen; the silent one has a weight of its own.
                        let not = |role: usize| -> Vec<f64> {
                            let others = from(role, a).into_iter().map(|p| 1.0 - p);
                            match silent {
                                None => others.collect(),
                                Some((s, _)) => others.zip(from(role, s)).map(|(p, s)| p - s).collect(),
                            }
                        };
                        terms.push(product(hidden, from(0, a), not(1)));
                        terms.push(product(hidden, not(0), from(1, a)));
                    }
                    if let Some((s, weight)) = silent {
                        terms.push(product(weight, from(0, a), from(1, s)));
                        terms.push(product(weight, from(0, s), from(1, a)));
                    }
                    terms
                }
                // There is none among meanings.
                Genotype::DroppedIn { .. } => Vec::new(),
            }
        };
        let child = |genotype: Genotype| -> Vec<Product> {
            let population = genotype.ln_population(locus.frequencies()).exp();
            genotype.meanings().flat_map(|(weight, meaning)| one(meaning, weight / population)).collect()
        };
        let candidates = candidates.iter().map(|g| g.map(child)).collect();
        // Parents who are founders of whom nothing else is known are independent but for their typed
        // children; otherwise each state of the father has its own weights of the mother's.
        let (start, by_father) = match lone_parents(pedigree, genotypes, parents) {
            Some(children) => {
                let prior = |role: usize| -> Vec<f64> {
                    let both = |&(a, b): &(usize, usize)| {
                        let p = |x: usize| lumping.frequencies[x];
                        match (x_chromosomal && role == 0, a == b) {
                            (true, _) => p(a),
                            (false, true) => p(a) * p(a),
                            (false, false) => 2.0 * p(a) * p(b),
                        }
                    };
                    states[role].iter().map(both).collect()
                };
                let mut start = vec![Product::new(prior(0), prior(1))];
                for genotype in children {
                    let terms = child(genotype);
                    start = start.iter().flat_map(|b| terms.iter().map(move |c| b.times(c))).collect();
                }
                (start, false)
            }
            None => (known_parents(pedigree, locus, &lumping, &classed, parents, &asked, &states), true),
        };
        Some(Self { start, by_father, candidates })
    }

    /// ln LRs (these candidates are siblings of the family, against all unrelated) of every set of
    /// at most `most` candidates, in the order of [`Sibship::sets`].
    #[must_use]
    pub fn ln_lrs(&self, most: usize) -> Vec<f64> {
        let total: f64 = self.start.iter().map(|p| p.sum).sum();
        let mut out = vec![0.0];
        self.descend(0, most, &self.start, -total.ln(), &mut out);
        out
    }

    fn descend(&self, first: usize, most: usize, before: &[Product], ln_scale: f64, out: &mut Vec<f64>) {
        if most == 0 {
            return;
        }
        for (i, candidate) in self.candidates.iter().enumerate().skip(first) {
            let Some(child) = candidate else {
                out.push(before.iter().map(|p| p.sum).sum::<f64>().ln() + ln_scale);
                self.descend(i + 1, most - 1, before, ln_scale, out);
                continue;
            };
            // Nobody can follow: only the sum is wanted.
            if !self.by_father && (most == 1 || i + 1 == self.candidates.len()) {
                let sum: f64 = before
                    .iter()
                    .flat_map(|b| child.iter().map(|c| dot(&b.father, &c.father) * dot(&b.mother, &c.mother)))
                    .sum();
                out.push(sum.ln() + ln_scale);
                continue;
            }
            let mut after: Vec<Product> = if self.by_father {
                before.iter().enumerate().map(|(state, b)| b.given_father(state, child)).collect()
            } else {
                before.iter().flat_map(|b| child.iter().map(move |c| b.times(c))).collect()
            };
            let sum: f64 = after.iter().map(|p| p.sum).sum();
            out.push(sum.ln() + ln_scale);
            let mut ln_scale = ln_scale;
            if sum > 0.0 && !(1e-100..1e100).contains(&sum) {
                for product in &mut after {
                    product.father.iter_mut().for_each(|w| *w /= sum);
                    product.sum /= sum;
                }
                ln_scale += sum.ln();
            }
            self.descend(i + 1, most - 1, &after, ln_scale, out);
        }
    }

    /// The sets of at most `most` of `n` candidates, in the order of [`Sibship::ln_lrs`].
    #[must_use]
    pub fn sets(n: usize, most: usize) -> Vec<Vec<usize>> {
        fn descend(first: usize, n: usize, most: usize, set: &mut Vec<usize>, out: &mut Vec<Vec<usize>>) {
            if most == 0 {
                return;
            }
            for i in first..n {
                set.push(i);
                out.push(set.clone());
                descend(i + 1, n, most - 1, set, out);
                set.pop();
            }
        }
        let mut out = vec![Vec::new()];
        descend(0, n, most, &mut Vec::new(), &mut out);
        out
    }
}

/// The genotypes of the parents' typed children, if both are untyped founders, neither inbred nor related to others,
/// and nobody else who is typed is related to them but through these children.
fn lone_parents(
    pedigree: &Pedigree,
    genotypes: &[Option<Genotype>],
    parents: [usize; 2],
) -> Option<Vec<Genotype>> {
    let members = pedigree.members();
    let untyped_founder = |p: usize| {
        genotypes[p].is_none() && members[p].father.is_none() && pedigree.origin(p) == Origin::default()
    };
    if !parents.iter().all(|&p| untyped_founder(p)) {
        return None;
    }
    let mut children = Vec::new();
    for (i, m) in members.iter().enumerate() {
        let ours = [m.father == Some(parents[0]), m.mother == Some(parents[1])];
        match (ours, genotypes[i]) {
            ([true, true], Some(genotype)) => children.push(genotype),
            // An untyped child with typed descendants, or a half sibling.
            ([true, true], None) if !pedigree.children(i).any(|c| has_typed(pedigree, genotypes, c)) => {}
            ([false, false], _) => {}
            _ => return None,
        }
    }
    // Three phases of a child double the sum three times.
    (children.len() <= 6).then_some(children)
}

fn has_typed(pedigree: &Pedigree, genotypes: &[Option<Genotype>], member: usize) -> bool {
    genotypes[member].is_some() || pedigree.children(member).any(|c| has_typed(pedigree, genotypes, c))
}

/// P(relatives, parents' states) in any family.
fn known_parents(
    pedigree: &Pedigree,
    locus: &Locus,
    lumping: &Lumping<'_>,
    classed: &[Option<Genotype>],
    parents: [usize; 2],
    asked: &[usize],
    states: &[Vec<(usize, usize)>],
) -> Vec<Product> {
    let k = lumping.frequencies.len();
    let x_chromosomal = locus.inheritance() == Inheritance::XChromosomal;
    let (inheritance, genotypes, wanted) = (locus.inheritance(), classed, Wanted::Ratios);
    let question = Question { pedigree, inheritance, lumping, genotypes, asked, wanted };
    let Eliminated { values, .. } = network::eliminate(question, &1.0);
    // Variables stand in the order of the pedigree: whichever parent is listed first.
    let father_first = parents[0] < parents[1];
    let size = |role: usize| match (classed[parents[role]].is_some(), x_chromosomal && role == 0) {
        (true, _) => 1,
        (false, true) => k,
        (false, false) => k * k,
    };
    let places = |role: usize, (a, b): (usize, usize)| -> Vec<usize> {
        match size(role) {
            1 => vec![0],
            s if s == k && x_chromosomal && role == 0 => vec![a],
            _ if a == b => vec![a * k + a],
            _ => vec![a * k + b, b * k + a],
        }
    };
    states[0]
        .iter()
        .map(|&f| {
            let fathers = places(0, f);
            let mother = states[1]
                .iter()
                .map(|&m| {
                    let mothers = places(1, m);
                    let at = |i: usize, j: usize| {
                        values[if father_first { i * size(1) + j } else { j * size(0) + i }]
                    };
                    let pairs = fathers.iter().flat_map(|&i| mothers.iter().map(move |&j| (i, j)));
                    pairs.map(|(i, j)| at(i, j)).sum()
                })
                .collect();
            Product::new(vec![1.0], mother)
        })
        .collect()
}
