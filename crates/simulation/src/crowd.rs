//! Families of the usual kinds and remains, in any number: what a search is measured on.
//!
//! A family or remains are made when they are asked for, from the seed and their number, so that a million of them
//! need no memory.

use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Genotype, Locus, Pedigree, Sex};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::genes;

/// A kind of family: its pedigree, and who of it gave DNA.
#[derive(Debug)]
struct Kind {
    pedigree: Pedigree,
    missing: usize,
    typed: Vec<usize>,
}

/// Sets of relatives as offices have them, with how many in a hundred families. `father`, `mother`, `missing`,
/// `sibling…`, `spouse` and `child…` are who their names say.
const KINDS: [(&[&str], u32); 10] = [
    (&["father", "mother"], 8),
    (&["mother"], 8),
    (&["mother", "sibling1"], 12),
    (&["sibling1", "sibling2"], 16),
    (&["sibling1", "sibling2", "sibling3"], 10),
    (&["sibling1", "child1"], 10),
    (&["child1", "child2"], 10),
    (&["spouse", "child1"], 10),
    (&["spouse", "child1", "child2"], 10),
    (&["mother", "spouse", "child1"], 6),
];

/// Families and remains.
#[derive(Debug)]
pub struct Crowd<'a> {
    loci: &'a [Locus],
    kinds: Vec<(Kind, u32)>,
    families: usize,
    seed: u64,
}

/// A family of a crowd.
#[derive(Debug)]
pub struct CrowdFamily<'a> {
    /// Its pedigree.
    pub pedigree: &'a Pedigree,
    /// The missing person among its members.
    pub missing: usize,
    /// What was read, by locus and member.
    pub genotypes: Vec<Vec<Option<Genotype>>>,
    /// The missing person's own alleles, by locus.
    genome: Vec<(usize, usize)>,
}

/// How often an allele changes by a step on its way to a child.
const MUTATION: f64 = 0.001;
/// How much of the loci of remains is lost: well kept bones, and others.
const LOST: [f64; 4] = [0.0, 0.0, 0.1, 0.4];

impl<'a> Crowd<'a> {
    /// A crowd with so many families, one missing person each, at these autosomal loci.
    #[must_use]
    pub fn new(loci: &'a [Locus], families: usize, seed: u64) -> Self {
        let kinds = KINDS.iter().filter_map(|(typed, share)| Some((kind(typed)?, *share))).collect();
        Self { loci, kinds, families, seed }
    }

    /// Random numbers of a family (even streams) or of remains (odd ones).
    fn rng(&self, stream: u64) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(stream);
        rng
    }

    /// A family by its number.
    #[must_use]
    pub fn family(&self, number: usize) -> CrowdFamily<'_> {
        let mut rng = self.rng(2 * number as u64);
        let mut drawn = rng.random_range(0..self.kinds.iter().map(|k| k.1).sum::<u32>());
        let kind = self.kinds.iter().find(|(_, share)| {
            let is_it = drawn < *share;
            drawn = drawn.saturating_sub(*share);
            is_it
        });
        let Kind { pedigree, missing, typed } = &kind.unwrap_or(&self.kinds[0]).0;
        let members = pedigree.members();
        let mut genome = Vec::with_capacity(self.loci.len());
        let genotypes = self.loci.iter().map(|locus| {
            let mut alleles: Vec<(usize, usize)> = Vec::with_capacity(members.len());
            for member in members {
                let of = match (member.father, member.mother) {
                    (Some(f), Some(m)) => {
                        (pass(&mut rng, alleles[f], locus), pass(&mut rng, alleles[m], locus))
                    }
                    _ => (draw(&mut rng, locus), draw(&mut rng, locus)),
                };
                alleles.push(of);
            }
            genome.push(alleles[*missing]);
            let mut read = vec![None; members.len()];
            typed.iter().for_each(|&t| read[t] = Some(Genotype::pair(alleles[t].0, alleles[t].1)));
            read
        });
        let genotypes = genotypes.collect();
        CrowdFamily { pedigree, missing: *missing, genotypes, genome }
    }

    /// Of which family's missing person remains are, among so many.
    #[must_use]
    pub fn truth(&self, remains: usize, of: usize) -> Option<usize> {
        // Of half of the families, if there are enough remains.
        let found = (self.families.min(of) / 2).max(1);
        // Not the first ones: they lie among the others.
        let every = (of / found).max(1);
        let number = remains / every;
        (remains.is_multiple_of(every) && number < found).then_some(number * (self.families / found).max(1))
    }

    /// What was read of remains, by locus; `drop_out` says how probable it is that one copy of an allele was not seen,
    /// by how many loci of how many gave a result.
    #[must_use]
    pub fn remains(
        &self,
        number: usize,
        of: usize,
        drop_out: impl Fn(usize, usize) -> f64,
    ) -> Vec<Option<Genotype>> {
        let mut rng = self.rng(2 * number as u64 + 1);
        let genome: Vec<(usize, usize)> = match self.truth(number, of) {
            Some(family) => self.family(family).genome,
            None => self.loci.iter().map(|locus| (draw(&mut rng, locus), draw(&mut rng, locus))).collect(),
        };
        let lost = LOST[rng.random_range(0..LOST.len())];
        let seen: Vec<bool> = genome.iter().map(|_| rng.random::<f64>() >= lost).collect();
        let d = drop_out(seen.iter().filter(|seen| **seen).count(), genome.len());
        let read = genome.iter().zip(seen).map(|(&(a, b), seen)| {
            let (keep_a, keep_b) = (rng.random::<f64>() >= d, rng.random::<f64>() >= d);
            let genotype = match (keep_a, keep_b) {
                (true, true) => Genotype::pair(a, b),
                (true, false) => Genotype::pair(a, a),
                (false, true) => Genotype::pair(b, b),
                (false, false) => return None,
            };
            seen.then(|| genotype.with_drop_out(d))
        });
        read.collect()
    }
}

fn kind(typed: &[&str]) -> Option<Kind> {
    let of = |id: &str, father: &str, mother: &str, sex: Sex| Row {
        id: id.to_owned(),
        father: (!father.is_empty()).then(|| father.to_owned()),
        mother: (!mother.is_empty()).then(|| mother.to_owned()),
        sex,
    };
    let mut rows = vec![
        of("father", "", "", Sex::Male),
        of("mother", "", "", Sex::Female),
        of("missing", "father", "mother", Sex::Male),
    ];
    if typed.iter().any(|t| t.starts_with("child") || *t == "spouse") {
        rows.push(of("spouse", "", "", Sex::Female));
    }
    for id in typed {
        if id.starts_with("sibling") {
            rows.push(of(id, "father", "mother", Sex::Female));
        } else if id.starts_with("child") {
            rows.push(of(id, "missing", "spouse", Sex::Female));
        }
    }
    let pedigree = Pedigree::new(&rows).ok()?;
    let typed = typed.iter().filter_map(|id| pedigree.find(id)).collect();
    Some(Kind { missing: pedigree.find("missing")?, pedigree, typed })
}

fn draw(rng: &mut ChaCha8Rng, locus: &Locus) -> usize {
    genes::draw(rng, locus.frequencies().iter().copied())
}

/// One of a parent's alleles, seldom its neighbour in the table.
fn pass(rng: &mut ChaCha8Rng, parent: (usize, usize), locus: &Locus) -> usize {
    let allele = if rng.random() { parent.0 } else { parent.1 };
    if rng.random::<f64>() >= MUTATION {
        return allele;
    }
    let up = rng.random::<bool>();
    if up { (allele + 1).min(locus.labels().len() - 1) } else { allele.saturating_sub(1) }
}
