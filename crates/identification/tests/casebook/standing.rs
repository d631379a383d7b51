//! One new sample against families whose tables stand: nobody whom it reaches the threshold with is put aside.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use kintrace_identification::pairwise::ln_lrs;
use kintrace_identification::readings::Readings;
use kintrace_identification::search::{KeptTables, Preparation, Standing};
use kintrace_kinship::{Genotype, Inheritance, Locus, Mutation, Sex, builtin};
use kintrace_simulation::crowd::{Crowd, CrowdFamily};
use proptest::prelude::*;

const FAMILIES: usize = 700;
const CONTAMINATION: f64 = 0.003;

/// Loci of the built-in table, each second one with a silent allele.
fn loci() -> Vec<Locus> {
    let table = builtin::frequencies();
    let of = |(l, (name, alleles)): (usize, Named<'_>)| {
        let silent = if l.is_multiple_of(2) { 0.02 } else { 0.0 };
        let mutation = Mutation::stepwise(0.0005, 0.002);
        Locus::with_silent(name, Inheritance::Autosomal, alleles, silent, mutation).expect("a locus")
    };
    table.loci().take(9).enumerate().map(of).collect()
}

/// A locus of a table of frequencies.
type Named<'a> = (&'a str, &'a [(String, f64)]);

/// What a kit that does not show a silent allele reads, one copy of an allele failing so often.
fn as_read(locus: &Locus, genotype: Genotype, drop_out: f64) -> Option<Genotype> {
    let Genotype::Pair(a, b) = genotype else { return Some(genotype) };
    let seen = locus.readings(Sex::Unknown);
    // The silent allele is the last one.
    let twice = |reading: &&Genotype| match **reading {
        Genotype::Pair(x, y) => a == b && (x, y) == (a, b),
        Genotype::Partial { allele, silent, .. } => {
            allele == a && (a == b || silent.is_some_and(|(silent, _)| silent == b))
        }
        Genotype::Hemizygous(_) | Genotype::DroppedIn { .. } => false,
    };
    let read = seen.iter().find(twice).or_else(|| seen.iter().find(|reading| **reading == genotype));
    read.map(|read| read.with_drop_out(drop_out))
}

fn entries(loci: &[Locus], family: &CrowdFamily<'_>, readings: &Readings) -> Vec<Vec<f64>> {
    ln_lrs(family.pedigree, family.missing, loci, &family.genotypes, 0.0, readings)
}

static LOCI: LazyLock<Vec<Locus>> = LazyLock::new(loci);

/// Families' tables for a likelihood ratio of 100, and those by which pairs are compared exactly.
static WORLD: LazyLock<(Standing, KeptTables<'static>)> = LazyLock::new(|| {
    let crowd = Crowd::new(&LOCI, FAMILIES, 5);
    let readings = Standing::readings(&LOCI, CONTAMINATION);
    let target = |preparation: &Preparation<'_>, m: usize| {
        let family = crowd.family(m);
        preparation.target(family.pedigree, family.missing, &family.genotypes)
    };
    let standing = Standing::new(&LOCI, 0.0, &readings, FAMILIES, 100_f64.ln(), &target);
    (standing, KeptTables::new(&LOCI, 0.0, CONTAMINATION))
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever dropped out, and in, and however probable it was.
    #[test]
    fn nobody_whom_a_sample_reaches_is_put_aside(
        number in 0..400_usize,
        drop_out in 0.0..0.9_f64,
        drop_in in prop_oneof![2 => Just(0.0), 1 => 0.001..0.2_f64],
        unknown in prop::collection::vec(0..6_u8, 9),
    ) {
        let (loci, (standing, tables)) = (&*LOCI, &*WORLD);
        let crowd = Crowd::new(loci, FAMILIES, 5);
        let read: Vec<Option<Genotype>> = crowd
            .remains(number, 400, |_, _| 0.0)
            .into_iter()
            .zip(loci)
            .zip(&unknown)
            .map(|((read, locus), unknown)| match (read?, unknown) {
                // Nothing at all, or nothing of the second allele.
                (_, 0) => None,
                (Genotype::Pair(a, b), 1) if a != b => Some(Genotype::one_allele(a)),
                (genotype, _) => {
                    let read = as_read(locus, genotype, drop_out);
                    read.map(|read| read.with_drop_in(locus, drop_in, drop_out, (1.0, 0.5)))
                }
            })
            .collect();
        let mut sample = Readings::new(loci.len()).contaminated(CONTAMINATION);
        sample.push(&read);
        let asked = AtomicUsize::new(0);
        let found = standing.find(&read, &|m| {
            let family = crowd.family(m);
            let (asked, read) = (&asked, &read);
            move |l: usize| {
                asked.fetch_add(1, Ordering::Relaxed);
                let of = (family.pedigree, family.missing);
                read[l].map_or(0.0, |reading| tables.ln_lr(of.0, of.1, l, &family.genotypes[l], reading))
            }
        });
        let all = (0..FAMILIES).map(|m| (m, entries(loci, &crowd.family(m), &sample).iter().flatten().sum::<f64>()));
        let expected: Vec<(usize, f64)> = all.filter(|(_, ln_lr)| *ln_lr >= 100_f64.ln()).collect();
        // Brothers may have been exchanged: the last digit is another one.
        prop_assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert!(found.0 == expected.0 && (found.1 - expected.1).abs() < 1e-9, "{found:?} {expected:?}");
        }
        // A screen that lets everybody pass is none. (That of alleles that may have dropped in is a weak one.)
        let asked = asked.into_inner();
        prop_assert!(drop_in > 0.0 || asked < FAMILIES * loci.len() / 10, "{}", asked);
    }
}

#[test]
fn whose_sample_it_is_is_found() {
    let (loci, (standing, tables)) = (&*LOCI, &*WORLD);
    let crowd = Crowd::new(loci, FAMILIES, 5);
    let known = (0..400).filter_map(|r| Some((r, crowd.truth(r, 400)?)));
    let found = known.filter(|(r, m)| {
        let read: Vec<Option<Genotype>> = crowd
            .remains(*r, 400, |_, _| 0.01)
            .into_iter()
            .zip(loci)
            .map(|(read, locus)| as_read(locus, read?, 0.01))
            .collect();
        let exact = |m: usize| {
            let (family, read) = (crowd.family(m), &read);
            move |l: usize| {
                let of = (family.pedigree, family.missing);
                read[l].map_or(0.0, |reading| tables.ln_lr(of.0, of.1, l, &family.genotypes[l], reading))
            }
        };
        standing.find(&read, &exact).iter().any(|(found, _)| found == m)
    });
    let found = found.count();
    assert!(found > 60, "{found} of 200");
    assert!(standing.find(&vec![None; loci.len()], &|_| |_| 0.0).is_empty());
    assert!(standing.bytes() >= FAMILIES * loci.len());
}
