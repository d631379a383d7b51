//! A locus ready for computing: alleles as indices, frequencies, transition matrices.

use std::collections::HashMap;

use crate::mutation::{Mutation, MutationError};
use crate::pedigree::Sex;
use crate::profile::AllelePair;

/// Where a locus lies, and so how it is inherited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inheritance {
    /// One allele from each parent.
    Autosomal,
    /// A woman has two alleles, a man the one of his mother.
    XChromosomal,
}

/// A locus with everything a likelihood needs. Built once, used for every pair.
#[derive(Debug, Clone)]
pub struct Locus {
    name: String,
    inheritance: Inheritance,
    labels: Vec<String>,
    frequencies: Vec<f64>,
    index: HashMap<String, usize>,
    mutation: Mutation,
    /// Row-major transition matrices, `None` where alleles never change.
    pub(crate) female: Option<Vec<f64>>,
    pub(crate) male: Option<Vec<f64>>,
}

/// What was read at a locus, alleles as indices into [`Locus::labels`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Genotype {
    /// Two alleles, the smaller index first.
    Pair(usize, usize),
    /// One allele was read, and a second may have gone unseen.
    Partial {
        /// The allele that was read.
        allele: usize,
        /// P(this reading | a given heterozygote with the allele) / P(this reading | homozygote):
        /// 1 where the second allele is simply unknown, less where it may have dropped out.
        hidden: f64,
    },
    /// The only allele of a man at an X-chromosomal locus.
    Hemizygous(usize),
}

/// An allele that a locus does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("locus {locus} has no allele {allele:?} in the frequency table")]
pub struct UnknownAllele {
    /// Locus name.
    pub locus: String,
    /// The label that was asked for.
    pub allele: String,
}

impl Locus {
    /// A locus from its alleles with frequencies.
    ///
    /// # Errors
    /// [`MutationError`] if the mutation model can't be had for these alleles.
    pub fn new(
        name: impl Into<String>,
        inheritance: Inheritance,
        alleles: &[(String, f64)],
        mutation: Mutation,
    ) -> Result<Self, MutationError> {
        let labels: Vec<String> = alleles.iter().map(|a| a.0.clone()).collect();
        let frequencies: Vec<f64> = alleles.iter().map(|a| a.1).collect();
        let matrix = |model: &crate::MutationModel| {
            let m = model.matrix(&labels, &frequencies)?;
            let n = labels.len();
            // A row that keeps everything to itself is exactly that: its entries are 1 and 0.
            let identity = (0..n).all(|i| m[i * n + i] >= 1.0);
            Ok((!identity).then_some(m))
        };
        let female = matrix(&mutation.female)?;
        let male = matrix(&mutation.male)?;
        let index = labels.iter().enumerate().map(|(i, l)| (l.clone(), i)).collect();
        Ok(Self { name: name.into(), inheritance, labels, frequencies, index, mutation, female, male })
    }

    /// The locus' name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it is inherited.
    #[must_use]
    pub fn inheritance(&self) -> Inheritance {
        self.inheritance
    }

    /// Allele labels; a genotype's indices point into this.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Allele frequencies, in the order of the labels.
    #[must_use]
    pub fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    /// Its mutation models.
    #[must_use]
    pub fn mutation(&self) -> &Mutation {
        &self.mutation
    }

    /// Whether alleles that nobody shows can be treated as one without changing the likelihood.
    pub(crate) fn lumps_exactly(&self) -> bool {
        (self.female.is_none() || self.mutation.female.lumps_exactly())
            && (self.male.is_none() || self.mutation.male.lumps_exactly())
    }

    /// The index of an allele.
    ///
    /// # Errors
    /// [`UnknownAllele`] if the frequency table lacks it.
    pub fn allele(&self, label: &str) -> Result<usize, UnknownAllele> {
        self.index
            .get(label)
            .copied()
            .ok_or_else(|| UnknownAllele { locus: self.name.clone(), allele: label.to_owned() })
    }

    /// What a pair of labels means for a person of this sex at this locus: a man has one allele at
    /// an X-chromosomal locus, written once or twice.
    ///
    /// # Errors
    /// [`UnknownAllele`] if the frequency table lacks one of them.
    pub fn genotype(&self, pair: &AllelePair, sex: Sex) -> Result<Genotype, UnknownAllele> {
        let first = self.allele(&pair.first)?;
        let second = pair.second.as_deref().map(|s| self.allele(s)).transpose()?;
        Ok(match (self.inheritance, sex, second) {
            (Inheritance::XChromosomal, Sex::Male, _) => Genotype::Hemizygous(first),
            (_, _, Some(second)) => Genotype::pair(first, second),
            (_, _, None) => Genotype::one_allele(first),
        })
    }
}

impl Genotype {
    /// A genotype of two alleles in any order.
    #[must_use]
    pub fn pair(a: usize, b: usize) -> Self {
        Self::Pair(a.min(b), a.max(b))
    }

    /// One allele was read; nothing is known of the other.
    #[must_use]
    pub fn one_allele(allele: usize) -> Self {
        Self::Partial { allele, hidden: 1.0 }
    }

    /// The same reading from a degraded sample, where each copy of an allele fails to show with
    /// probability `drop_out`, independently (Balding & Buckleton 2009, *FSI: Genetics* 4:1, without
    /// drop-in): what looks homozygous may hide a second allele. Other readings stay as they are.
    #[must_use]
    pub fn with_drop_out(self, drop_out: f64) -> Self {
        match self {
            Self::Pair(a, b) if a == b && drop_out > 0.0 => {
                // d(1-d) against 1-d²: one copy lost, against not both lost.
                Self::Partial { allele: a, hidden: drop_out / (1.0 + drop_out) }
            }
            _ => self,
        }
    }

    /// The alleles that were read.
    pub fn alleles(self) -> impl Iterator<Item = usize> {
        let (a, b) = match self {
            Self::Pair(a, b) => (a, Some(b)),
            Self::Partial { allele: a, .. } | Self::Hemizygous(a) => (a, None),
        };
        std::iter::once(a).chain(b)
    }

    /// ln P(genotype) of a person drawn at random from a population in Hardy–Weinberg proportions.
    #[must_use]
    pub fn ln_population(self, frequencies: &[f64]) -> f64 {
        match self {
            Self::Pair(a, b) if a == b => 2.0 * frequencies[a].ln(),
            Self::Pair(a, b) => (2.0 * frequencies[a] * frequencies[b]).ln(),
            Self::Partial { allele: a, hidden } => {
                let p = frequencies[a];
                (p * (p + hidden * 2.0 * (1.0 - p))).ln()
            }
            Self::Hemizygous(a) => frequencies[a].ln(),
        }
    }
}
