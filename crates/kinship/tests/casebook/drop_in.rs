//! An allele that drops in, from its definition: each genotype that the person may have, and how probable it makes what
//! was read.

use kintrace_kinship::likelihood::{genotype_table, ln_likelihood};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::sibship::Sibship;
use kintrace_kinship::{Genotype, Inheritance, Locus, LocusResult, Mutation, Pedigree, Sex};
use proptest::prelude::*;

const FREQUENCIES: [(&str, f64); 4] = [("8", 0.1), ("9", 0.2), ("10", 0.3), ("11", 0.4)];

fn locus(silent: f64) -> Locus {
    let alleles = FREQUENCIES.map(|(label, p)| (label.to_owned(), p));
    Locus::with_silent("L", Inheritance::Autosomal, &alleles, silent, Mutation::none()).expect("a locus")
}

fn family() -> Pedigree {
    let both = Some(("father", "mother"));
    Pedigree::new(&[
        Row::new("father", None, Sex::Male),
        Row::new("mother", None, Sex::Female),
        Row::new("missing", both, Sex::Male),
        Row::new("brother", both, Sex::Male),
        Row::new("wife", None, Sex::Female),
        Row::new("son", Some(("missing", "wife")), Sex::Male),
    ])
    .expect("a pedigree")
}

/// P(a and b are read | a person's alleles), as Balding & Buckleton (2009) and Haned et al. (2012) have it: an allele that
/// the person lacks may drop in, each of the person's fails to show with d, and a silent one always does.
fn shows((a, b): (usize, usize), (x, y): (usize, usize), locus: &Locus, c: f64, d: f64) -> f64 {
    let p = locus.frequencies();
    let is_silent = |allele: usize| Some(allele) == locus.silent();
    let has = |allele: usize| x == allele || y == allele;
    if has(a) && has(b) {
        return (1.0 - c) * (1.0 - d).powi(2);
    }
    let alone = |own: usize, dropped_in: usize| match (x == own, y == own) {
        (true, true) => (1.0 - d * d) * c * p[dropped_in],
        (true, false) if is_silent(y) => (1.0 - d) * c * p[dropped_in],
        (false, true) if is_silent(x) => (1.0 - d) * c * p[dropped_in],
        (false, false) => 0.0,
        _ => d * (1.0 - d) * c * p[dropped_in],
    };
    alone(a, b) + alone(b, a)
}

proptest! {
    #[test]
    fn a_reading_with_an_allele_that_dropped_in_is_the_sum_over_genotypes(
        c in 0.001..0.3_f64,
        d in 0.0..0.5_f64,
        silent in prop_oneof![Just(0.0), Just(0.05)],
        (a, b) in (0..4_usize, 0..4_usize).prop_filter("different", |(a, b)| a < b),
        son in (0..4_usize, 0..4_usize),
        brother in (0..4_usize, 0..4_usize),
    ) {
        // Several of nobody's alleles in one profile are rarer than what the sum leaves out.
        let locus = locus(silent);
        let pedigree = family();
        let find = |id: &str| pedigree.find(id).expect("there");
        let mut genotypes = vec![None; pedigree.members().len()];
        genotypes[find("son")] = Some(Genotype::pair(son.0, son.1));
        genotypes[find("brother")] = Some(Genotype::pair(brother.0, brother.1));
        let missing = find("missing");
        let table = genotype_table(&pedigree, &locus, &genotypes, missing, 0.0);
        let n = locus.labels().len();
        let genotypes_of_all = (0..n).flat_map(|x| (x..n).map(move |y| (x, y)));
        let (mut member, mut stranger) = (0.0, 0.0);
        for (x, y) in genotypes_of_all {
            let (of_member, of_stranger) = table.probabilities(Genotype::pair(x, y));
            let shown = shows((a, b), (x, y), &locus, c, d);
            member += of_member * shown;
            stranger += of_stranger * shown;
        }
        let reading = Genotype::pair(a, b).with_drop_out(d).with_drop_in(&locus, c, d, (1.0, 1.0));
        let expected = member / stranger;
        let close = |found: f64| (found - expected).abs() < 1e-10 * expected.max(1e-3);
        // By the table, alone and among others.
        prop_assert!(close(table.likelihood_ratio(reading)), "{} {}", table.likelihood_ratio(reading), expected);
        prop_assert!(close(table.likelihood_ratios(&[Genotype::pair(0, 0), reading])[1]));
        // As somebody who was read, on the pedigree and beside it.
        let mut with = genotypes.clone();
        with[missing] = Some(reading);
        let ln_joint = ln_likelihood(&pedigree, &locus, &with, &[], 0.0);
        let ln_apart = ln_likelihood(&pedigree, &locus, &genotypes, &[reading], 0.0);
        prop_assert!(close((ln_joint - ln_apart).exp()), "{} {}", (ln_joint - ln_apart).exp(), expected);
        let of_page = LocusResult::compute(&pedigree, missing, &locus, genotypes.clone(), Some(reading), 0.0);
        prop_assert!(close(of_page.ln_lr().exp()));
        // Of a brother of the one who was read, in one sweep.
        genotypes[find("son")] = None;
        let sweep = Sibship::new(&pedigree, &locus, &genotypes, missing, &[Some(reading)]).expect("brothers");
        let table = genotype_table(&pedigree, &locus, &genotypes, missing, 0.0);
        let (found, expected) = (sweep.ln_lrs(1), table.likelihood_ratio(reading));
        prop_assert!((found.last().expect("a set").exp() - expected).abs() < 1e-10 * expected.max(1e-3), "{:?} {}", found, expected);
    }
}

/// The father shows 8, 9, the remains 8, 10: of a son 10 is the mother's, or dropped in.
#[test]
fn against_a_father_by_hand() {
    let locus = locus(0.0);
    let pedigree = family();
    let mut genotypes = vec![None; pedigree.members().len()];
    genotypes[pedigree.find("father").expect("there")] = Some(Genotype::pair(0, 1));
    let missing = pedigree.find("missing").expect("there");
    let reading = Genotype::pair(0, 2).with_drop_in(&locus, 0.05, 0.0, (1.0, 1.0));
    let found = LocusResult::compute(&pedigree, missing, &locus, genotypes, Some(reading), 0.0).ln_lr().exp();
    // Nothing drops out. A son is 8, 10 with half of 0.3, and 8, 8 with half of 0.1, beside which 10 drops in with 0.05 ·
    // 0.3; he has no 10 twice. Somebody else is 8, 10 with 0.06, 8, 8 with 0.01 and 10, 10 with 0.09, where 8 drops in.
    let son = 0.15 * 0.95 + 0.05 * 0.05 * 0.3;
    let other = 0.06 * 0.95 + 0.01 * 0.05 * 0.3 + 0.09 * 0.05 * 0.1;
    assert!((found - son / other).abs() < 1e-12, "{found} {}", son / other);
}
