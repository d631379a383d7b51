//! Remains against one missing person, locus by locus.

use crate::likelihood::{Wanted, ln_likelihood};
use crate::locus::{Genotype, Locus};
use crate::pedigree::Pedigree;
use crate::subpopulation::Subpopulation;

/// One locus of a comparison; natural logarithms.
#[derive(Debug, Clone, PartialEq)]
pub struct LocusResult {
    /// Locus name.
    pub locus: String,
    /// ln P(relatives).
    pub ln_reference: f64,
    /// ln P(relatives and remains | the remains are the missing person).
    pub ln_joint: f64,
    /// ln P(relatives and remains | the remains are of somebody unrelated).
    pub ln_unrelated: f64,
}

impl LocusResult {
    /// Compares at one locus: the genotypes of the members (what is there for the missing person is ignored), and that
    /// of the remains (`None`: not typed). `theta`: see [`ln_likelihood`].
    #[must_use]
    pub fn compute(
        pedigree: &Pedigree,
        missing: usize,
        locus: &Locus,
        mut genotypes: Vec<Option<Genotype>>,
        remains: Option<Genotype>,
        theta: f64,
    ) -> Self {
        genotypes[missing] = None;
        let ln_reference = ln_likelihood(pedigree, locus, &genotypes, &[], theta);
        let (ln_joint, ln_unrelated) = match remains {
            None => (ln_reference, ln_reference),
            Some(found) => {
                let unrelated = if theta == 0.0 {
                    ln_reference + found.ln_population(locus.frequencies())
                } else {
                    ln_likelihood(pedigree, locus, &genotypes, &[found], theta)
                };
                genotypes[missing] = Some(found);
                (ln_likelihood(pedigree, locus, &genotypes, &[], theta), unrelated)
            }
        };
        Self { locus: locus.name().to_owned(), ln_reference, ln_joint, ln_unrelated }
    }

    /// The same with θ as [`crate::subpopulation`] has it, which takes no longer in a large family. `theta` is more than
    /// 0.
    #[must_use]
    pub fn in_subpopulation(
        pedigree: &Pedigree,
        missing: usize,
        locus: &Locus,
        mut genotypes: Vec<Option<Genotype>>,
        remains: Option<Genotype>,
        theta: f64,
    ) -> Self {
        genotypes[missing] = None;
        let table = Subpopulation::table(pedigree, locus, &genotypes, missing, theta, Wanted::Probabilities);
        let ln_reference = table.ln_reference();
        let (ln_joint, ln_unrelated) = match remains {
            None => (ln_reference, ln_reference),
            Some(found) => (table.ln_joint(found), table.ln_unrelated(found)),
        };
        Self { locus: locus.name().to_owned(), ln_reference, ln_joint, ln_unrelated }
    }

    /// The same, if with probability `contamination` what was read of the remains here is of somebody else, unrelated
    /// to all: see [`ln_contaminated`].
    #[must_use]
    pub fn contaminated(mut self, contamination: f64) -> Self {
        if self.ln_unrelated > f64::NEG_INFINITY {
            self.ln_joint = self.ln_unrelated + ln_contaminated(self.ln_lr(), contamination);
        }
        self
    }

    /// ln of the likelihood ratio at this locus; `NaN` if both hypotheses are impossible.
    #[must_use]
    pub fn ln_lr(&self) -> f64 {
        self.ln_joint - self.ln_unrelated
    }
}

/// (1 − c) LR + c: what is left of a likelihood ratio where the reading it rests on is, with probability `c`,
/// of somebody unrelated. Then it says nothing of whose the remains are, and has the LR 1.
#[must_use]
pub fn contaminated(lr: f64, contamination: f64) -> f64 {
    if contamination == 0.0 { lr } else { (1.0 - contamination) * lr + contamination }
}

/// The same of ln LR, which may be of many loci.
#[must_use]
pub fn ln_contaminated(ln_lr: f64, contamination: f64) -> f64 {
    if contamination == 0.0 {
        ln_lr
    } else if ln_lr > 0.0 {
        // So that nothing overflows.
        ln_lr + (1.0 - contamination + contamination * (-ln_lr).exp()).ln()
    } else {
        ((1.0 - contamination) * ln_lr.exp() + contamination).ln()
    }
}

/// The likelihood ratio of a pair: H1, the remains are the missing person of this pedigree, against
/// H2, they are of somebody unrelated to it.
#[derive(Debug, Clone, PartialEq)]
pub struct LikelihoodRatio {
    /// In the order of the loci given.
    pub loci: Vec<LocusResult>,
}

impl LikelihoodRatio {
    /// Compares at each locus, as [`LocusResult::compute`] does.
    #[must_use]
    pub fn compute<'a>(
        pedigree: &Pedigree,
        missing: usize,
        loci: impl IntoIterator<Item = (&'a Locus, Vec<Option<Genotype>>, Option<Genotype>)>,
        theta: f64,
    ) -> Self {
        let loci = loci.into_iter().map(|(locus, genotypes, remains)| {
            LocusResult::compute(pedigree, missing, locus, genotypes, remains, theta)
        });
        Self { loci: loci.collect() }
    }

    /// The same, each locus [`LocusResult::contaminated`].
    #[must_use]
    pub fn contaminated(self, contamination: f64) -> Self {
        Self { loci: self.loci.into_iter().map(|locus| locus.contaminated(contamination)).collect() }
    }

    /// ln LR over all loci.
    #[must_use]
    pub fn ln_lr(&self) -> f64 {
        self.loci.iter().map(LocusResult::ln_lr).sum()
    }
}
