//! Genes dropped from founders to descendants, and what a laboratory reads of them.

use kintrace_kinship::{AllelePair, FrequencyTable, Profile, allele};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::Person;

/// A person's two alleles at each locus, as indices into the frequency table.
pub(crate) type Genome = Vec<(usize, usize)>;

/// Everybody's genomes.
pub(crate) struct Genomes {
    /// As they are.
    pub(crate) own: Vec<Genome>,
    /// As the donor's sample shows: different where the stated relation is false.
    pub(crate) shown: Vec<Genome>,
}

/// Mutation rates of the world, a little off what the search assumes, as in reality.
const MOTHER: f64 = 0.0006;
const FATHER: f64 = 0.0018;

pub(crate) fn draw_founder(rng: &mut ChaCha8Rng, frequencies: &FrequencyTable) -> Genome {
    frequencies.loci().map(|(_, alleles)| (draw_allele(rng, alleles), draw_allele(rng, alleles))).collect()
}

fn draw_allele(rng: &mut ChaCha8Rng, alleles: &[(String, f64)]) -> usize {
    draw(rng, alleles.iter().map(|allele| allele.1))
}

/// One of several by their probabilities, which add up to 1.
pub(crate) fn draw(rng: &mut ChaCha8Rng, probabilities: impl ExactSizeIterator<Item = f64>) -> usize {
    let mut u: f64 = rng.random();
    let last = probabilities.len() - 1;
    for (i, p) in probabilities.enumerate() {
        u -= p;
        if u < 0.0 {
            return i;
        }
    }
    last
}

/// Genomes of everybody; parents stand before their children.
pub(crate) fn drop_all(rng: &mut ChaCha8Rng, persons: &[Person], frequencies: &FrequencyTable) -> Genomes {
    let mut own: Vec<Genome> = Vec::with_capacity(persons.len());
    for person in persons {
        let genome = match (person.father, person.mother) {
            (Some(f), Some(m)) => frequencies
                .loci()
                .enumerate()
                .map(|(l, (_, alleles))| {
                    (pass(rng, own[f][l], alleles, FATHER), pass(rng, own[m][l], alleles, MOTHER))
                })
                .collect(),
            _ => draw_founder(rng, frequencies),
        };
        own.push(genome);
    }
    Genomes { shown: own.clone(), own }
}

/// One of a parent's alleles, seldom one repeat longer or shorter.
fn pass(rng: &mut ChaCha8Rng, parent: (usize, usize), alleles: &[(String, f64)], rate: f64) -> usize {
    let allele = if rng.random() { parent.0 } else { parent.1 };
    if rng.random::<f64>() >= rate {
        return allele;
    }
    let step = if rng.random() { 10 } else { -10 };
    let wanted = allele::tenths(&alleles[allele].0).map(|t| t + step);
    alleles.iter().position(|(label, _)| allele::tenths(label) == wanted).unwrap_or(allele)
}

/// How well a sample reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quality {
    /// Probability that a locus gives nothing.
    pub(crate) locus_lost: f64,
    /// Probability that one copy of an allele does not show.
    pub(crate) allele_lost: f64,
}

impl Quality {
    /// A swab of a living person.
    pub(crate) const SWAB: Self = Self { locus_lost: 0.01, allele_lost: 0.0 };
}

/// What the laboratory reads.
pub(crate) fn read(
    rng: &mut ChaCha8Rng,
    genome: &Genome,
    frequencies: &FrequencyTable,
    quality: Quality,
) -> Profile {
    let mut profile = Profile::default();
    for ((locus, alleles), &(a, b)) in frequencies.loci().zip(genome) {
        let lost: [f64; 3] = rng.random();
        if lost[0] < quality.locus_lost {
            continue;
        }
        let label = |i: usize| alleles[i].0.clone();
        let (keep_a, keep_b) = (lost[1] >= quality.allele_lost, lost[2] >= quality.allele_lost);
        let (first, second) = match (keep_a, keep_b) {
            (true, true) => (label(a), label(b)),
            (true, false) => (label(a), label(a)),
            (false, true) => (label(b), label(b)),
            (false, false) => continue,
        };
        profile.insert(locus, AllelePair::new(first, second));
    }
    profile
}
