//! The probability of profiles on a pedigree, at one locus.

use crate::elimination::{Eliminated, Weight};
use crate::locus::{Genotype, Inheritance, Locus};
use crate::network::{self, Lumping};
use crate::pedigree::{Pedigree, Sex};
use crate::polynomial::Polynomial;

/// ln P(genotypes | pedigree), natural logarithm; minus infinity if they are impossible.
///
/// * `genotypes[i]` is what was read from member i of the pedigree, `None` if nothing was.
/// * `unrelated` are the genotypes of people outside the pedigree; with `theta` 0 their
///   probabilities simply multiply, otherwise they share the family's subpopulation.
/// * `theta` is the coancestry coefficient of Balding & Nichols (1994), 0 ≤ θ < 1.
///
/// # Panics
/// If `genotypes` is not as long as the pedigree has members.
#[must_use]
pub fn ln_likelihood(
    pedigree: &Pedigree,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    unrelated: &[Genotype],
    theta: f64,
) -> f64 {
    assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
    let lumping = lumping(locus, genotypes.iter().flatten().chain(unrelated));
    let genotypes = in_classes(genotypes, &lumping);
    let unrelated: Vec<Genotype> = unrelated.iter().map(|g| g.map(|a| lumping.class[a])).collect();
    if theta == 0.0 {
        let founder = |a: usize| lumping.frequencies[a];
        let (value, ln_scale) = sum(pedigree, locus, &lumping, &genotypes, &unrelated, &founder);
        value.ln() + ln_scale
    } else {
        let (value, ln_scale) = sum(pedigree, locus, &lumping, &genotypes, &unrelated, &Polynomial::allele);
        value.expectation(&lumping.frequencies, theta).ln() + ln_scale
    }
}

fn sum<W: Weight>(
    pedigree: &Pedigree,
    locus: &Locus,
    lumping: &Lumping,
    genotypes: &[Option<Genotype>],
    unrelated: &[Genotype],
    founder: &impl Fn(usize) -> W,
) -> (W, f64) {
    let mut built = network::build(pedigree, locus.inheritance(), lumping, genotypes, &[], founder);
    for &genotype in unrelated {
        let weight = network::unrelated(genotype, lumping.frequencies.len(), founder);
        built.network.constant(&weight);
    }
    let Eliminated { mut factor, ln_scale } = built.network.eliminate(&[]);
    (factor.values.swap_remove(0), ln_scale)
}

fn lumping<'a>(locus: &Locus, genotypes: impl Iterator<Item = &'a Genotype>) -> Lumping {
    let mut seen = vec![false; locus.labels().len()];
    for genotype in genotypes {
        for allele in genotype.alleles() {
            seen[allele] = true;
        }
    }
    Lumping::new(locus, &seen)
}

fn in_classes(genotypes: &[Option<Genotype>], lumping: &Lumping) -> Vec<Option<Genotype>> {
    genotypes.iter().map(|g| g.map(|g| g.map(|a| lumping.class[a]))).collect()
}

impl Genotype {
    /// The same with every allele replaced.
    #[must_use]
    pub fn map(self, f: impl Fn(usize) -> usize) -> Self {
        match self {
            Self::Pair(a, b) => Self::pair(f(a), f(b)),
            Self::Partial { allele, hidden } => Self::Partial { allele: f(allele), hidden },
            Self::Hemizygous(a) => Self::Hemizygous(f(a)),
        }
    }
}

/// For one member, the probability of each genotype they could have, together with everything that
/// is known of the family; and the same for somebody unrelated. From this one table follow the
/// likelihood ratios of all remains against this member.
///
/// Values share the factor `exp(ln_scale)`, which a ratio doesn't need.
#[derive(Debug, Clone)]
pub struct GenotypeTable {
    alleles: usize,
    hemizygous: bool,
    /// P(family, member has the genotype), upper triangle row by row, or by allele.
    member: Vec<f64>,
    /// P(family) P(unrelated person has the genotype), in the same order.
    unrelated: Vec<f64>,
    ln_scale: f64,
}

/// The table of a member of the pedigree; what was read from that member itself is left out.
///
/// # Panics
/// If `genotypes` is not as long as the pedigree has members.
#[must_use]
pub fn genotype_table(
    pedigree: &Pedigree,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    member: usize,
    theta: f64,
) -> GenotypeTable {
    assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
    let seen = vec![true; locus.labels().len()];
    let lumping = Lumping::new(locus, &seen);
    let hemizygous =
        locus.inheritance() == Inheritance::XChromosomal && pedigree.members()[member].sex == Sex::Male;
    let n = locus.labels().len();
    let p = locus.frequencies();
    let table = |member: Vec<f64>, unrelated: Vec<f64>, ln_scale: f64| GenotypeTable {
        alleles: n,
        hemizygous,
        member,
        unrelated,
        ln_scale,
    };
    if theta == 0.0 {
        let founder = |a: usize| p[a];
        let built = network::build(pedigree, locus.inheritance(), &lumping, genotypes, &[member], &founder);
        let Eliminated { factor, ln_scale } = built.network.eliminate(&built.asked);
        let total: f64 = factor.values.iter().sum();
        let unrelated: Vec<f64> = if hemizygous {
            p.iter().map(|p| p * total).collect()
        } else {
            fold(n, |a, b| if a == b { p[a] * p[a] * total } else { 2.0 * p[a] * p[b] * total })
        };
        let cells = if hemizygous {
            factor.values
        } else {
            fold(n, |a, b| factor.values[a * n + b] + if a == b { 0.0 } else { factor.values[b * n + a] })
        };
        table(cells, unrelated, ln_scale)
    } else {
        let built = network::build(
            pedigree,
            locus.inheritance(),
            &lumping,
            genotypes,
            &[member],
            &Polynomial::allele,
        );
        let Eliminated { factor, ln_scale } = built.network.eliminate(&built.asked);
        let mut total = Polynomial::zero();
        for value in &factor.values {
            total.add(value);
        }
        let cell = |a: usize, b: usize| {
            let mut value = factor.values[a * n + b].clone();
            if a != b {
                value.add(&factor.values[b * n + a]);
            }
            value.expectation(p, theta)
        };
        let stranger = |genotype: Genotype| {
            total.times(&network::unrelated(genotype, n, &Polynomial::allele)).expectation(p, theta)
        };
        if hemizygous {
            table(
                factor.values.iter().map(|v| v.expectation(p, theta)).collect(),
                (0..n).map(|a| stranger(Genotype::Hemizygous(a))).collect(),
                ln_scale,
            )
        } else {
            table(fold(n, cell), fold(n, |a, b| stranger(Genotype::Pair(a, b))), ln_scale)
        }
    }
}

/// The upper triangle of a table over unordered pairs.
fn fold(n: usize, cell: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    (0..n).flat_map(|a| (a..n).map(move |b| (a, b))).map(|(a, b)| cell(a, b)).collect()
}

impl GenotypeTable {
    fn index(&self, a: usize, b: usize) -> usize {
        let (a, b) = (a.min(b), a.max(b));
        a * self.alleles - a * (a + 1) / 2 + b
    }

    /// Sums of the cells that agree with what was read: (member, unrelated), both to be multiplied
    /// by `exp(ln_scale)`.
    fn sums(&self, genotype: Genotype) -> (f64, f64) {
        let at = |i: usize| (self.member[i], self.unrelated[i]);
        match genotype {
            Genotype::Hemizygous(a) | Genotype::Partial { allele: a, .. } | Genotype::Pair(a, _)
                if self.hemizygous =>
            {
                at(a)
            }
            Genotype::Pair(a, b) => at(self.index(a, b)),
            Genotype::Hemizygous(a) => self.sums(Genotype::one_allele(a)),
            Genotype::Partial { allele: a, hidden } => {
                let mut sum = at(self.index(a, a));
                for b in (0..self.alleles).filter(|&b| b != a) {
                    let cell = at(self.index(a, b));
                    sum.0 += hidden * cell.0;
                    sum.1 += hidden * cell.1;
                }
                sum
            }
        }
    }

    /// The likelihood ratio of remains with this genotype: member against somebody unrelated.
    #[must_use]
    pub fn likelihood_ratio(&self, genotype: Genotype) -> f64 {
        let (member, unrelated) = self.sums(genotype);
        member / unrelated
    }

    /// ln P(family): the likelihood of the relatives' profiles alone.
    #[must_use]
    pub fn ln_reference(&self) -> f64 {
        self.member.iter().sum::<f64>().ln() + self.ln_scale
    }

    /// ln P(family, the member has this genotype).
    #[must_use]
    pub fn ln_joint(&self, genotype: Genotype) -> f64 {
        self.sums(genotype).0.ln() + self.ln_scale
    }
}

/// Brothers and sisters without children, seen from their parents: given the parents' genotypes the
/// children are independent, so the likelihoods of many sets of children share almost all work.
#[derive(Debug, Clone)]
pub struct Sibship {
    /// P(relatives, parents' genotypes) by state of the parents, up to a common factor.
    parents: Vec<f64>,
    /// P(genotype | parents' state) of each candidate, relative to a random person's; `None` where
    /// nothing was read.
    candidates: Vec<Option<Vec<f64>>>,
}

impl Sibship {
    /// The sibship of `sibling` at one locus, and candidates for its untyped members. θ is 0.
    ///
    /// `None` if `sibling` is a founder or a parent is only partly typed: then each set has to be
    /// computed by [`ln_likelihood`].
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
        let founder = |a: usize| lumping.frequencies[a];
        let built = network::build(pedigree, locus.inheritance(), &lumping, &classed, &asked, &founder);
        let Eliminated { factor, .. } = built.network.eliminate(&built.asked);
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
        let mut weights = Vec::with_capacity(states[0].len() * states[1].len());
        for &f in &states[0] {
            let fathers = places(0, f);
            for &m in &states[1] {
                let mothers = places(1, m);
                let at = |i: usize, j: usize| {
                    factor.values[if father_first { i * size(1) + j } else { j * size(0) + i }]
                };
                weights.push(
                    fathers
                        .iter()
                        .flat_map(|&i| mothers.iter().map(move |&j| (i, j)))
                        .map(|(i, j)| at(i, j))
                        .sum(),
                );
            }
        }
        let passes = |role: usize, (a, b): (usize, usize), to: usize| {
            0.5 * (lumping.passes(role == 0, a, to) + lumping.passes(role == 0, b, to))
        };
        let table = |genotype: Genotype| -> Vec<f64> {
            let population = genotype.ln_population(locus.frequencies()).exp();
            let genotype = genotype.map(|a| lumping.class[a]);
            let from: Vec<Vec<Vec<f64>>> = (0..2)
                .map(|role| {
                    states[role]
                        .iter()
                        .map(|&s| genotype.alleles().map(|c| passes(role, s, c)).collect())
                        .collect()
                })
                .collect();
            let mut cells = Vec::with_capacity(weights.len());
            for f in &from[0] {
                for m in &from[1] {
                    let p = match genotype {
                        Genotype::Pair(a, b) if a == b => f[0] * m[0],
                        Genotype::Pair(..) => f[0] * m[1] + f[1] * m[0],
                        Genotype::Hemizygous(_) => m[0],
                        Genotype::Partial { hidden, .. } => {
                            f[0] * m[0] + hidden * (f[0] * (1.0 - m[0]) + (1.0 - f[0]) * m[0])
                        }
                    };
                    cells.push(p / population);
                }
            }
            cells
        };
        let candidates = candidates.iter().map(|g| g.map(table)).collect();
        Some(Self { parents: weights, candidates })
    }

    /// ln LRs (these candidates are siblings of the family, against all unrelated) of every set of
    /// at most `most` candidates, in the order of [`Sibship::sets`].
    #[must_use]
    pub fn ln_lrs(&self, most: usize) -> Vec<f64> {
        let total: f64 = self.parents.iter().sum();
        let start: Vec<f64> = self.parents.iter().map(|w| w / total).collect();
        let mut out = vec![0.0];
        self.descend(0, most, &start, 0.0, &mut out);
        out
    }

    fn descend(&self, first: usize, most: usize, weights: &[f64], ln_scale: f64, out: &mut Vec<f64>) {
        if most == 0 {
            return;
        }
        for (i, candidate) in self.candidates.iter().enumerate().skip(first) {
            match candidate {
                None => {
                    out.push(weights.iter().sum::<f64>().ln() + ln_scale);
                    self.descend(i + 1, most - 1, weights, ln_scale, out);
                }
                Some(child) => {
                    let mut next: Vec<f64> = weights.iter().zip(child).map(|(w, c)| w * c).collect();
                    let sum: f64 = next.iter().sum();
                    let mut ln = ln_scale;
                    if sum > 0.0 {
                        next.iter_mut().for_each(|w| *w /= sum);
                        ln += sum.ln();
                        out.push(ln);
                    } else {
                        out.push(f64::NEG_INFINITY);
                    }
                    self.descend(i + 1, most - 1, &next, ln, out);
                }
            }
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
