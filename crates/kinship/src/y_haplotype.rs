//! Y haplotypes: the short tandem repeats of the Y chromosome, which a son has from his father as they are, but for
//! mutations.
//!
//! [`Predicted`] says how probable each reading of a missing man is, given those of his male line: the exact likelihood on
//! the tree of fathers and sons, with a stepwise mutation model (a step more or less, seldom two) at the rates of
//! [`mutation_rate`]. Where nobody else is known of the line, all alleles are taken to be alike before anything was read.

use std::collections::BTreeMap;

use crate::lineage::Lines;
use crate::{AllelePair, allele};

/// What was read at a locus: repeats in tenths ([`allele::tenths`]), in order; the second is 0 where there is one copy of
/// the locus.
pub type Reading = (u16, u16);

/// Probability of a mutation at each meiosis, by locus: the collection of the Y Chromosome Haplotype Reference Database,
/// release 61, for those of its 23 loci (as tabulated in *Genes* 2020, 11:566, table 1); else Ballantyne et al. 2010, *Am J
/// Hum Genet* 87:341.
const RATES: [(&str, f64); 27] = [
    ("DYS19", 2.20e-3),
    ("DYS385", 2.08e-3),
    ("DYS389B", 4.33e-3 - 2.72e-3),
    ("DYS389I", 2.72e-3),
    ("DYS390", 2.08e-3),
    ("DYS391", 2.53e-3),
    ("DYS392", 4.96e-4),
    ("DYS393", 1.07e-3),
    ("DYS437", 1.32e-3),
    ("DYS438", 3.51e-4),
    ("DYS439", 5.46e-3),
    ("DYS448", 1.39e-3),
    ("DYS449", 9.44e-3),
    ("DYS456", 4.41e-3),
    ("DYS458", 6.17e-3),
    ("DYS460", 5.82e-3),
    ("DYS481", 4.88e-3),
    ("DYS518", 1.46e-2),
    ("DYS533", 3.68e-3),
    ("DYS549", 4.55e-3),
    ("DYS570", 1.14e-2),
    ("DYS576", 1.26e-2),
    ("DYS627", 1.32e-2),
    ("DYS635", 4.21e-3),
    ("DYS643", 1.50e-3),
    ("YGATAH4", 3.01e-3),
    ("DYF387S1", 1.59e-2),
];

/// Of a locus that is not in [`RATES`]: about the average of theirs.
const AVERAGE_RATE: f64 = 4e-3;

/// The share of mutations that are of two steps: one of 84 (Goedbloed et al. 2009, *Int J Legal Med* 123:471).
const TWO_STEPS: f64 = 1.0 / 84.0;

/// Loci of which everybody has two copies, whose alleles can't be told apart.
const TWO_COPIES: [&str; 2] = ["DYS385", "DYF387S1"];

/// Whether two alleles belong to a locus.
#[must_use]
pub fn has_two_copies(locus: &str) -> bool {
    TWO_COPIES.contains(&locus)
}

/// Probability of a mutation at a locus (at each of its copies) at each meiosis.
#[must_use]
pub fn mutation_rate(locus: &str) -> f64 {
    RATES.iter().find(|(name, _)| *name == locus).map_or(AVERAGE_RATE, |(_, rate)| *rate)
}

/// What was read of somebody's Y chromosome, by locus. `DYS389II` is given as `DYS389B`, without the repeats of `DYS389I`
/// that it contains, so that a mutation is not counted twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YHaplotype {
    loci: BTreeMap<String, Reading>,
}

impl YHaplotype {
    /// A haplotype of readings by locus. A locus is left out that shows more alleles than it has copies, or what is no
    /// number; so is `DYS389II` without `DYS389I`.
    #[must_use]
    pub fn new<'a>(readings: impl IntoIterator<Item = (&'a str, &'a AllelePair)>) -> Self {
        let read = |locus: &str, pair: &AllelePair| -> Option<Reading> {
            let mut alleles = Vec::new();
            for label in pair.alleles() {
                alleles.push(u16::try_from(allele::tenths(label)?).ok()?);
            }
            alleles.sort_unstable();
            if has_two_copies(locus) {
                return (alleles.len() <= 2).then(|| (alleles[0], alleles[alleles.len() - 1]));
            }
            alleles.dedup();
            (alleles.len() == 1).then(|| (alleles[0], 0))
        };
        let mut loci: BTreeMap<String, Reading> = readings
            .into_iter()
            .filter_map(|(locus, pair)| Some((locus.to_owned(), read(locus, pair)?)))
            .collect();
        if let Some((both, _)) = loci.remove("DYS389II")
            && let Some((first, _)) = loci.get("DYS389I")
            && both > *first
        {
            loci.insert("DYS389B".to_owned(), (both - first, 0));
        }
        Self { loci }
    }

    /// Readings in order of locus.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Reading)> {
        self.loci.iter().map(|(locus, reading)| (locus.as_str(), *reading))
    }

    /// What was read at a locus.
    #[must_use]
    pub fn get(&self, locus: &str) -> Option<Reading> {
        self.loci.get(locus).copied()
    }

    /// How many loci were read.
    #[must_use]
    pub fn len(&self) -> usize {
        self.loci.len()
    }

    /// Whether nothing was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.loci.is_empty()
    }

    /// By how many steps two haplotypes differ at the loci read of both, and how many these are. An incomplete repeat more
    /// or less is as far as four steps.
    #[must_use]
    pub fn steps(&self, other: &Self) -> (u32, usize) {
        let (mut steps, mut loci) = (0, 0);
        for (locus, a) in self.iter() {
            let Some(b) = other.get(locus) else { continue };
            loci += 1;
            let apart = |a: u16, b: u16| {
                let tenths = u32::from(a.abs_diff(b));
                if tenths % 10 == 0 { tenths / 10 } else { 4 }
            };
            steps += apart(a.0, b.0) + apart(a.1, b.1);
        }
        (steps, loci)
    }
}

/// How many steps beyond what was read of the line are thought possible.
const BEYOND: usize = 4;

/// How probable each reading at a locus is.
#[derive(Debug, Clone, PartialEq)]
pub struct PredictedLocus {
    /// The smallest allele, in tenths.
    low: u16,
    /// How many alleles, ten tenths apart.
    alleles: usize,
    /// By allele; of a locus with two copies by both, the first's rows.
    probabilities: Vec<f64>,
    two_copies: bool,
}

impl PredictedLocus {
    /// The probability of a reading.
    #[must_use]
    pub fn probability(&self, (a, b): Reading) -> f64 {
        let index = |allele: u16| {
            let tenths = allele.checked_sub(self.low)?;
            (tenths % 10 == 0).then_some(usize::from(tenths / 10)).filter(|i| *i < self.alleles)
        };
        let found = if self.two_copies {
            index(a).zip(index(b)).map(|(i, j)| {
                let ordered = self.probabilities[i * self.alleles + j];
                if i == j { ordered } else { ordered + self.probabilities[j * self.alleles + i] }
            })
        } else {
            index(a).filter(|_| b == 0).map(|i| self.probabilities[i])
        };
        found.unwrap_or(0.0)
    }
}

/// How probable readings of a man are, given those of his male line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Predicted {
    loci: Vec<(String, PredictedLocus)>,
}

impl Predicted {
    /// Of a member, from the haplotypes of other members of his line; by member of the pedigree whose lines these are.
    /// The member's own is not looked at. A locus is left out at which the line shows alleles that so few steps don't make
    /// of each other.
    #[must_use]
    pub fn new(lines: &Lines, member: usize, haplotypes: &[Option<&YHaplotype>]) -> Self {
        let of_line = |i: usize| i != member && lines.meioses(member, i).is_some();
        let mut names: Vec<&str> = (0..haplotypes.len())
            .filter(|&i| of_line(i))
            .filter_map(|i| haplotypes[i])
            .flat_map(|h| h.iter().map(|(locus, _)| locus))
            .collect();
        names.sort_unstable();
        names.dedup();
        let at = |locus: &str| {
            let readings: Vec<Option<Reading>> = (0..haplotypes.len())
                .map(|i| haplotypes[i].filter(|_| of_line(i)).and_then(|h| h.get(locus)))
                .collect();
            Some((locus.to_owned(), Tree::new(lines, &readings, locus)?.predict(member)?))
        };
        Self { loci: names.into_iter().filter_map(at).collect() }
    }

    /// Loci in order, each with how probable its readings are.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PredictedLocus)> {
        self.loci.iter().map(|(locus, predicted)| (locus.as_str(), predicted))
    }
}

/// A male line at one locus.
struct Tree<'a> {
    lines: &'a Lines,
    readings: &'a [Option<Reading>],
    low: u16,
    alleles: usize,
    two_copies: bool,
    rate: f64,
}

impl<'a> Tree<'a> {
    fn new(lines: &'a Lines, readings: &'a [Option<Reading>], locus: &str) -> Option<Self> {
        let two_copies = has_two_copies(locus);
        let seen = || readings.iter().flatten().flat_map(|(a, b)| [*a, *b]).filter(|a| *a > 0);
        let (least, most) = (seen().min()?, seen().max()?);
        if seen().any(|a| (a - least) % 10 != 0) {
            return None;
        }
        let below = BEYOND.min(usize::from(least / 10));
        let low = least - u16::try_from(10 * below).ok()?;
        let alleles = usize::from((most - low) / 10) + BEYOND + 1;
        Some(Self { lines, readings, low, alleles, two_copies, rate: mutation_rate(locus) })
    }

    /// `None` where what was read of the line can't come of one another.
    fn predict(&self, member: usize) -> Option<PredictedLocus> {
        let mut probabilities = self.below(member, None)?;
        let sum: f64 = probabilities.iter().sum();
        if sum <= 0.0 {
            return None;
        }
        for p in &mut probabilities {
            *p /= sum;
        }
        let Self { low, alleles, two_copies, .. } = *self;
        Some(PredictedLocus { low, alleles, probabilities, two_copies })
    }

    /// How probable what was read on this side of the tree is for each allele of a member; `None` where nothing was.
    fn below(&self, member: usize, from: Option<usize>) -> Option<Vec<f64>> {
        let mut product = self.readings[member].map(|reading| self.shows(reading));
        for next in self.lines.next_to(member).filter(|n| Some(*n) != from) {
            let Some(message) = self.below(next, Some(member)) else { continue };
            let message = self.passed(&message);
            match &mut product {
                Some(product) => product.iter_mut().zip(message).for_each(|(p, m)| *p *= m),
                None => product = Some(message),
            }
        }
        product
    }

    /// 1 where the alleles are what was read.
    fn shows(&self, (a, b): Reading) -> Vec<f64> {
        let index = |allele: u16| usize::from((allele - self.low) / 10);
        let n = self.alleles;
        if self.two_copies {
            let mut shown = vec![0.0; n * n];
            shown[index(a) * n + index(b)] = 1.0;
            shown[index(b) * n + index(a)] = 1.0;
            shown
        } else {
            let mut shown = vec![0.0; n];
            shown[index(a)] = 1.0;
            shown
        }
    }

    /// After one meiosis; the model is the same in both directions.
    fn passed(&self, before: &[f64]) -> Vec<f64> {
        let n = self.alleles;
        if self.two_copies {
            let rows = self.along(before, n, 1);
            self.along(&rows, 1, n)
        } else {
            self.along(before, 0, 1)
        }
    }

    /// One copy of the locus after one meiosis: `stride` from an allele to the next, `rows` between what stays as it is.
    fn along(&self, before: &[f64], rows: usize, stride: usize) -> Vec<f64> {
        let n = self.alleles;
        let one = 0.5 * self.rate * (1.0 - TWO_STEPS);
        let two = 0.5 * self.rate * TWO_STEPS;
        let mut after = vec![0.0; before.len()];
        let count = before.len() / n;
        for row in 0..count {
            let at = |i: usize| row * rows + i * stride;
            for i in 0..n {
                let near = |steps: usize| {
                    let below = i.checked_sub(steps).map_or(0.0, |j| before[at(j)]);
                    below + if i + steps < n { before[at(i + steps)] } else { 0.0 }
                };
                after[at(i)] = (1.0 - self.rate) * before[at(i)] + one * near(1) + two * near(2);
            }
        }
        after
    }
}
