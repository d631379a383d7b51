//! Polynomials in the founders' allele frequencies, for populations with a substructure (θ).
//!
//! In a subpopulation the founders' alleles are not independent: whoever has seen one "9" expects
//! more of them. Balding & Nichols (1994, *Forensic Sci Int* 64:125) draw the subpopulation's allele
//! frequencies q from a Dirichlet distribution around the population's. Given q the founders are
//! independent, and the likelihood of a pedigree is a polynomial in q with one factor for each
//! founder allele. So the same elimination runs over polynomials, and at its end each monomial is
//! replaced by its expectation, which is the well-known sampling formula. Founders are never listed,
//! and loops, mutations and several loci need nothing special.

use crate::elimination::Weight;
use crate::likelihood;
use crate::locus::{Genotype, Inheritance, Locus};
use crate::network::{self, Drawn, Lumping};
use crate::pedigree::{Member, Pedigree, Sex};

/// So many monomials a likelihood may have to be summed with θ exactly: more take minutes, and soon all memory.
const MOST_TERMS: f64 = 10_000.0;

/// Whether the exact sum with θ is within reach for a family at a locus: it has as many monomials as there are ways for
/// the founders' alleles of whom nothing was read to be these or those alleles. Where it is not,
/// [`crate::subpopulation`] serves. `genotypes` by member.
///
/// # Panics
/// If `genotypes` is not as long as the pedigree has members.
#[must_use]
pub fn is_within_reach(pedigree: &Pedigree, locus: &Locus, genotypes: &[Option<Genotype>]) -> bool {
    assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
    let relevant = network::relevant(pedigree, genotypes, &[]);
    let alleles = likelihood::lumping(locus, genotypes.iter().flatten()).frequencies.len();
    let x_chromosomal = locus.inheritance() == Inheritance::XChromosomal;
    let unknown = pedigree.members().iter().enumerate().filter(|(i, member)| {
        let is_open = !genotypes[*i].is_some_and(Genotype::is_sure);
        relevant[*i] && member.father.is_none() && is_open
    });
    let alleles_of = |(i, member): (usize, &Member)| {
        let is_haploid = x_chromosomal && member.sex == Sex::Male;
        if is_haploid || network::is_halved(pedigree, &relevant, i, genotypes[i]) { 1 } else { 2 }
    };
    let open: usize = unknown.map(alleles_of).sum();
    // Multisets of so many out of so many.
    let terms: f64 = (0..open).map(|i| (alleles + i) as f64 / (i + 1) as f64).product();
    terms <= MOST_TERMS
}

/// A monomial: the founders' alleles it multiplies, sorted, each as often as its power.
type Monomial = Box<[u16]>;

/// A polynomial: monomials in increasing order, with their coefficients.
#[derive(Debug, Clone, PartialEq)]
pub struct Polynomial {
    terms: Vec<(Monomial, f64)>,
}

impl Polynomial {
    /// The frequency q of one allele.
    #[must_use]
    pub fn allele(allele: usize) -> Self {
        let index = u16::try_from(allele).unwrap_or(u16::MAX);
        Self { terms: vec![(Box::new([index]), 1.0)] }
    }

    /// The expectation over subpopulations: `frequencies` are the population's, `theta` in (0, 1).
    #[must_use]
    pub fn expectation(&self, frequencies: &[f64], theta: f64) -> f64 {
        self.terms.iter().map(|(m, c)| c * moment(m, frequencies, theta)).sum()
    }
}

/// The Balding–Nichols sampling formula: probability of drawing these alleles in this order.
fn moment(monomial: &[u16], frequencies: &[f64], theta: f64) -> f64 {
    let mut value = 1.0;
    let mut same = 0;
    for (drawn, &allele) in monomial.iter().enumerate() {
        same = if drawn > 0 && monomial[drawn - 1] == allele { same + 1 } else { 0 };
        let p = frequencies[usize::from(allele)];
        value *= (f64::from(same) * theta + (1.0 - theta) * p) / (1.0 - theta + drawn as f64 * theta);
    }
    value
}

fn merged(a: &Monomial, b: &Monomial) -> Monomial {
    let mut all: Vec<u16> = a.iter().chain(b.iter()).copied().collect();
    all.sort_unstable();
    all.into_boxed_slice()
}

impl Drawn for Polynomial {
    const IS_KNOWN: bool = false;

    fn drawn(_: &[f64], allele: usize) -> Self {
        Self::allele(allele)
    }

    fn passed(lumping: &Lumping<'_>, is_father: bool, allele: usize) -> Self {
        let mut sum = Self::zero();
        for from in 0..lumping.frequencies.len() {
            sum.add_product(
                &Self::constant(lumping.transmission(is_father).passes(from, allele)),
                &Self::drawn(&lumping.frequencies, from),
            );
        }
        sum
    }

    fn shared(lumping: &Lumping<'_>, is_father: bool, [a, b]: [usize; 2]) -> Self {
        let of = lumping.transmission(is_father);
        // As often as not it is the same allele.
        let mut sum = Self::passed(lumping, is_father, a).times(&Self::passed(lumping, is_father, b));
        for from in 0..lumping.frequencies.len() {
            let both = Self::constant(of.passes(from, a) * of.passes(from, b));
            sum.add_product(&both, &Self::drawn(&lumping.frequencies, from));
        }
        sum.scale(0.5);
        sum
    }
}

impl Weight for Polynomial {
    fn zero() -> Self {
        Self { terms: Vec::new() }
    }

    fn one() -> Self {
        Self::constant(1.0)
    }

    fn constant(value: f64) -> Self {
        if value == 0.0 { Self::zero() } else { Self { terms: vec![(Box::new([]), value)] } }
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        self.add(&a.times(b));
    }

    fn times(&self, other: &Self) -> Self {
        let mut terms: Vec<(Monomial, f64)> = Vec::with_capacity(self.terms.len() * other.terms.len());
        for (m, c) in &self.terms {
            terms.extend(other.terms.iter().map(|(n, d)| (merged(m, n), c * d)));
        }
        terms.sort_by(|a, b| a.0.cmp(&b.0));
        terms.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 += later.1;
            }
            same
        });
        Self { terms }
    }

    fn add(&mut self, other: &Self) {
        if other.terms.is_empty() {
            return;
        }
        let mine = std::mem::take(&mut self.terms);
        let mut left = mine.into_iter().peekable();
        let mut right = other.terms.iter().peekable();
        while let (Some(l), Some(r)) = (left.peek(), right.peek()) {
            match l.0.cmp(&r.0) {
                std::cmp::Ordering::Less => self.terms.extend(left.next()),
                std::cmp::Ordering::Greater => self.terms.extend(right.next().cloned()),
                std::cmp::Ordering::Equal => {
                    let sum = l.1 + r.1;
                    let (monomial, _) = (r.0.clone(), (left.next(), right.next()));
                    self.terms.push((monomial, sum));
                }
            }
        }
        self.terms.extend(left);
        self.terms.extend(right.cloned());
    }

    fn magnitude(&self) -> f64 {
        self.terms.iter().map(|t| t.1.abs()).fold(0.0, f64::max)
    }

    fn scale(&mut self, by: f64) {
        for term in &mut self.terms {
            term.1 *= by;
        }
    }
}
