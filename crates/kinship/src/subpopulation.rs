//! A family's subpopulation: θ for whole families, at the price of a table without it.
//!
//! [`crate::likelihood::ln_likelihood`] with θ is exact, and sums over all that the founders' alleles may be: in a family
//! of three generations of whom few were read, and with alleles that mutate, these are too many. Here the subpopulation's
//! allele frequencies are taken as what they are expected to be once the family is known. With frequencies p of the
//! whole population, λ = (1 − θ)/θ (Balding & Nichols 1994, *Forensic Sci Int* 64:125), and D founders' alleles that
//! somebody who was read has, of which N(a) are expected to be a, they are
//!
//! > q(a) = (λ p(a) + N(a)) / (λ + D)
//!
//! and two alleles that are drawn from them are the same by descent with θ′ = 1/(λ + D + 1). So somebody unrelated has
//! a twice with q(a) (θ′ + (1 − θ′) q(a)), and so has a member of the family both of whose alleles come from nobody who
//! says anything. How often that is, u, is the least of all ratios of the member's probabilities to those of independent
//! draws: it is the ratio of genotypes that the family has nothing of.
//!
//! This is exact where what was read names the family's founders' alleles, as one relative does (without mutation); with
//! several, N is an expectation where the exact sum knows each case. Tests compare both.

use std::borrow::Cow;

use crate::likelihood::{self, GenotypeTable, in_classes};
use crate::locus::{Genotype, Inheritance, Locus};
use crate::network::{self, Question, Wanted};
use crate::pedigree::{Pedigree, Sex};

/// What is known of a subpopulation's allele frequencies at a locus.
#[derive(Debug, Clone, PartialEq)]
pub struct Subpopulation {
    /// How many alleles the population's frequencies count for.
    lambda: f64,
    population: Vec<f64>,
    /// Alleles that are known of founders, by allele: expected numbers.
    counts: Vec<f64>,
}

impl Subpopulation {
    /// From what was read of a family at a locus, by member; `theta` as in [`likelihood::ln_likelihood`], more than 0.
    ///
    /// # Panics
    /// If `genotypes` is not as long as the pedigree has members.
    #[must_use]
    pub fn of_family(pedigree: &Pedigree, locus: &Locus, genotypes: &[Option<Genotype>], theta: f64) -> Self {
        assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
        let population = locus.frequencies().to_vec();
        let counts = vec![0.0; population.len()];
        let mut own = Self { lambda: (1.0 - theta) / theta, population, counts };
        let relevant = network::relevant(pedigree, genotypes, &[]);
        let lumping = likelihood::lumping(locus, genotypes.iter().flatten());
        let classed = in_classes(genotypes, &lumping);
        let members = pedigree.members();
        for (i, _) in members.iter().enumerate().filter(|(i, m)| relevant[*i] && m.father.is_none()) {
            if let Some(genotype) = genotypes[i].filter(|genotype| genotype.is_sure()) {
                own.count(genotype);
                continue;
            }
            let (inheritance, genotypes) = (locus.inheritance(), &classed[..]);
            let wanted = Wanted::Ratios;
            let question =
                Question { pedigree, inheritance, lumping: &lumping, genotypes, asked: &[i], wanted };
            let values = network::eliminate(question, &1.0).values;
            own.expect(&lumping, &values, classed[i]);
        }
        own
    }

    /// Counts the alleles that were read of somebody.
    fn count(&mut self, genotype: Genotype) {
        genotype.alleles().for_each(|allele| self.counts[allele] += 1.0);
    }

    /// Counts the alleles that a founder is expected to have: `values` by his two alleles in classes, or by his only one.
    fn expect(&mut self, lumping: &network::Lumping<'_>, values: &[f64], read: Option<Genotype>) {
        let p = &lumping.frequencies;
        let is_haploid = values.len() == p.len();
        let mut expected = [vec![0.0; p.len()], vec![0.0; p.len()]];
        let mut total = 0.0;
        for (cell, value) in values.iter().enumerate() {
            let (first, second) = if is_haploid { (cell, cell) } else { (cell / p.len(), cell % p.len()) };
            let weight = match read {
                Some(unsure) if !unsure.is_sure() => unsure.weight_of(first, second),
                _ => 1.0,
            };
            expected[0][first] += value * weight;
            expected[1][second] += value * weight;
            total += value * weight;
        }
        if total <= 0.0 {
            return;
        }
        for of_allele in expected.iter().take(if is_haploid { 1 } else { 2 }) {
            // As often as it is any allele of the population nobody has passed it on, and nothing is known of it.
            let possible = p.iter().zip(of_allele).filter(|(p, _)| **p > 0.0);
            let unknown = possible.map(|(p, n)| n / total / p).fold(1.0, f64::min);
            for (allele, count) in self.counts.iter_mut().enumerate() {
                let class = lumping.class[allele];
                if p[class] > 0.0 {
                    let share = self.population[allele] / p[class];
                    *count += share * (of_allele[class] / total - unknown * p[class]).max(0.0);
                }
            }
        }
    }

    /// The same once others of it were read who are related to nobody. Of a reading that may hide an allele the one
    /// that shows is counted.
    #[must_use]
    pub fn with(mut self, strangers: &[Genotype]) -> Self {
        strangers.iter().for_each(|genotype| self.count(*genotype));
        self
    }

    /// How many alleles there are in all, the population's weight among them.
    fn size(&self) -> f64 {
        self.lambda + self.counts.iter().sum::<f64>()
    }

    /// Expected frequencies, by allele.
    #[must_use]
    pub fn frequencies(&self) -> Vec<f64> {
        let size = self.size();
        self.population.iter().zip(&self.counts).map(|(p, n)| (self.lambda * p + n) / size).collect()
    }

    /// A locus in this subpopulation.
    fn locus(&self, locus: &Locus) -> Locus {
        locus.with_frequencies(self.frequencies())
    }

    /// Loci in the subpopulation of a family, by what was read of it at each, by locus and member; with `theta` 0 as they
    /// are.
    #[must_use]
    pub fn loci<'a>(
        pedigree: &Pedigree,
        loci: &'a [Locus],
        genotypes: &[Vec<Option<Genotype>>],
        theta: f64,
    ) -> Cow<'a, [Locus]> {
        if theta == 0.0 {
            return Cow::Borrowed(loci);
        }
        let of_family = |(locus, read): (&Locus, &Vec<Option<Genotype>>)| {
            Self::of_family(pedigree, locus, read, theta).locus(locus)
        };
        loci.iter().zip(genotypes).map(of_family).collect()
    }

    /// P(two alleles that are drawn are the same by descent).
    #[must_use]
    pub fn theta(&self) -> f64 {
        1.0 / (self.size() + 1.0)
    }

    /// The table of a member of the family: of all genotypes, the member's probability and a stranger's, from the same
    /// subpopulation; with `theta` 0 it is [`likelihood::table`]'s. What was read of the member himself is left
    /// out.
    ///
    /// # Panics
    /// If `genotypes` is not as long as the pedigree has members.
    #[must_use]
    pub fn table(
        pedigree: &Pedigree,
        locus: &Locus,
        genotypes: &[Option<Genotype>],
        member: usize,
        theta: f64,
        wanted: Wanted,
    ) -> GenotypeTable {
        if theta == 0.0 {
            return likelihood::table(pedigree, locus, genotypes, member, 0.0, wanted);
        }
        let mut others = genotypes.to_vec();
        others[member] = None;
        let own = Self::of_family(pedigree, locus, &others, theta);
        let mut table = likelihood::table(pedigree, &own.locus(locus), &others, member, 0.0, wanted);
        let haploid =
            locus.inheritance() == Inheritance::XChromosomal && pedigree.members()[member].sex == Sex::Male;
        if !haploid {
            table.correlate(own.genotypes());
        }
        table
    }

    /// The probability of each genotype of somebody unrelated, in the order of a table of two alleles.
    pub(crate) fn genotypes(&self) -> Vec<f64> {
        let (q, theta) = (self.frequencies(), self.theta());
        likelihood::fold(q.len(), |a, b| {
            if a == b { q[a] * (theta + (1.0 - theta) * q[a]) } else { 2.0 * (1.0 - theta) * q[a] * q[b] }
        })
    }
}
