//! How well a family's DNA would find its missing person, or exclude somebody else, before any remains are typed.
//!
//! *Exclusion power* is the probability that somebody unrelated has a genotype which is impossible for the missing
//! person, given the relatives; without mutation nothing else is impossible. *Inclusion power* is the probability that
//! the missing person's own genotype gives a likelihood ratio of at least a threshold. Both are exact at each
//! locus, from one table of all genotypes; over all loci, mean and standard deviation of the log LR are exact, and
//! the share above a threshold is drawn. (Egeland, Piñol & Dørum 2014, *FSI: Genetics* 9:98; Vigeland, Marsico,
//! Herrera Piñero & Egeland 2020, *FSI: Genetics* 48:102338.)

use kintrace_kinship::likelihood::genotype_table;
use kintrace_kinship::{Genotype, LN_10, Locus, Pedigree};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What one locus can do.
#[derive(Debug, Clone, PartialEq)]
pub struct LocusPower {
    /// The locus' name.
    pub locus: String,
    /// Probability that somebody unrelated is excluded here.
    pub exclusion: f64,
    /// The missing person's possible readings: probability given the relatives, and log₁₀ LR of each.
    outcomes: Vec<(f64, f64)>,
}

impl LocusPower {
    /// Expected log₁₀ LR of the missing person's own genotype.
    #[must_use]
    pub fn mean_log10_lr(&self) -> f64 {
        self.outcomes.iter().map(|(p, lr)| p * lr).sum()
    }

    /// Variance of the same.
    #[must_use]
    pub fn variance(&self) -> f64 {
        let mean = self.mean_log10_lr();
        self.outcomes.iter().map(|(p, lr)| p * (lr - mean).powi(2)).sum()
    }
}

/// What a family's DNA can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Power {
    /// Locus by locus, in the order given.
    pub loci: Vec<LocusPower>,
}

/// Draws of the missing person's profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    /// How many.
    pub n: usize,
    /// Mean of log₁₀ LR.
    pub mean_log10_lr: f64,
    /// Its standard deviation.
    pub sd_log10_lr: f64,
    /// Share with an LR of at least 10 to each of the powers asked for.
    pub inclusion: Vec<f64>,
}

impl Power {
    /// Of the relatives' genotypes at each locus (those of the missing person are ignored). Every genotype that
    /// the locus allows is looked at; impossible ones exclude, so a locus with mutation excludes next to nobody.
    #[must_use]
    pub fn compute<'a>(
        pedigree: &Pedigree,
        missing: usize,
        loci: impl IntoIterator<Item = (&'a Locus, Vec<Option<Genotype>>)>,
        theta: f64,
    ) -> Self {
        let sex = pedigree.members()[missing].sex;
        let of_locus = |(locus, mut genotypes): (&Locus, Vec<Option<Genotype>>)| {
            genotypes[missing] = None;
            let table = genotype_table(pedigree, locus, &genotypes, missing, theta);
            let cells: Vec<(f64, f64)> =
                locus.readings(sex).into_iter().map(|reading| table.probabilities(reading)).collect();
            let (of_member, of_stranger) = cells.iter().fold((0.0, 0.0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
            let excluded: f64 = cells.iter().filter(|c| c.0 == 0.0).map(|c| c.1).sum();
            let possible = cells.iter().filter(|c| c.0 > 0.0 && c.1 > 0.0);
            // Both sums are P(relatives, typed at all).
            let outcome =
                |c: &(f64, f64)| (c.0 / of_member, ((c.0 / of_member) / (c.1 / of_stranger)).ln() / LN_10);
            LocusPower {
                locus: locus.name().to_owned(),
                exclusion: excluded / of_stranger,
                outcomes: possible.map(outcome).collect(),
            }
        };
        Self { loci: loci.into_iter().map(of_locus).collect() }
    }

    /// Probability that somebody unrelated is excluded at one locus at least.
    #[must_use]
    pub fn exclusion(&self) -> f64 {
        // Sums of small numbers keep what a product near 0 would lose.
        let ln_not: f64 = self.loci.iter().map(|l| (-l.exclusion).ln_1p()).sum();
        -ln_not.exp_m1()
    }

    /// At how many loci somebody unrelated is excluded, on average.
    #[must_use]
    pub fn expected_mismatches(&self) -> f64 {
        self.loci.iter().map(|l| l.exclusion).sum()
    }

    /// Expected log₁₀ LR of the missing person's own profile, and its standard deviation; both exact.
    #[must_use]
    pub fn log10_lr(&self) -> (f64, f64) {
        let mean = self.loci.iter().map(LocusPower::mean_log10_lr).sum();
        let variance: f64 = self.loci.iter().map(LocusPower::variance).sum();
        (mean, variance.sqrt())
    }

    /// Draws `n` profiles of the missing person; `powers` are of ten. The same seed draws the same.
    #[must_use]
    pub fn draw(&self, n: usize, powers: &[f64], seed: u64) -> Draws {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let drawn: Vec<f64> = (0..n)
            .map(|_| {
                let of_locus = |locus: &LocusPower| {
                    let mut left: f64 = rng.random();
                    let hit = locus.outcomes.iter().find(|(p, _)| {
                        left -= p;
                        left <= 0.0
                    });
                    hit.or(locus.outcomes.last()).map_or(0.0, |(_, lr)| *lr)
                };
                self.loci.iter().map(of_locus).sum()
            })
            .collect();
        let count = n.max(1) as f64;
        let mean = drawn.iter().sum::<f64>() / count;
        let squares: f64 = drawn.iter().map(|x| (x - mean).powi(2)).sum();
        let share = |power: &f64| drawn.iter().filter(|x| **x >= *power).count() as f64 / count;
        Draws {
            n,
            mean_log10_lr: mean,
            sd_log10_lr: (squares / (count - 1.0).max(1.0)).sqrt(),
            inclusion: powers.iter().map(share).collect(),
        }
    }
}
