//! Likelihoods of the pedigrees that offices meet: all loci of the built-in table, stepwise mutation.
//!
//! Run by `cargo xtask bench`. Each figure is for all loci together: the likelihood of the relatives,
//! and of relatives and remains, for one set of remains.

use divan::{Bencher, black_box};
use kintrace_interchange::reference_cases::{KinshipCase, kinship_cases};
use kintrace_kinship::likelihood::genotype_table;
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Genotype, Inheritance, LikelihoodRatio, Locus, Mutation, Pedigree, Sex, builtin};

fn main() {
    divan::main();
}

fn loci() -> Vec<Locus> {
    builtin::frequencies()
        .loci()
        .map(|(name, alleles)| {
            Locus::new(name, Inheritance::Autosomal, alleles, Mutation::stepwise(0.0005, 0.002))
                .expect("locus")
        })
        .collect()
}

/// A pedigree from "id father mother sex" rows ("-" for a founder's parents).
fn pedigree(rows: &str) -> Pedigree {
    let rows: Vec<Row> = rows
        .split(';')
        .map(|row| {
            let cells: Vec<&str> = row.split_whitespace().collect();
            let parent = |i: usize| (cells[i] != "-").then(|| cells[i].to_owned());
            let sex = if cells[3] == "m" { Sex::Male } else { Sex::Female };
            Row { id: cells[0].to_owned(), father: parent(1), mother: parent(2), sex }
        })
        .collect();
    Pedigree::new(&rows).expect("pedigree")
}

/// Heterozygous genotypes that differ from person to person and locus to locus.
fn genotype(locus: &Locus, person: usize) -> Genotype {
    let n = locus.labels().len();
    Genotype::pair((person * 2 + n / 3) % n, (person + n / 2) % n)
}

struct Family {
    pedigree: Pedigree,
    missing: usize,
    typed: Vec<usize>,
}

impl Family {
    fn new(rows: &str, typed: &[&str]) -> Self {
        let pedigree = pedigree(rows);
        let find = |id: &str| pedigree.find(id).expect("member");
        Self { missing: find("MP"), typed: typed.iter().map(|id| find(id)).collect(), pedigree }
    }

    fn genotypes(&self, locus: &Locus) -> Vec<Option<Genotype>> {
        (0..self.pedigree.members().len())
            .map(|i| self.typed.iter().position(|&t| t == i).map(|k| genotype(locus, k)))
            .collect()
    }

    fn compare(&self, loci: &[Locus]) -> f64 {
        let cases = loci.iter().map(|l| (l, self.genotypes(l), Some(genotype(l, 7))));
        LikelihoodRatio::compute(&self.pedigree, self.missing, cases, 0.0).ln_lr()
    }
}

const PARENTS: &str = "F - - m; M - - f";

fn simple(relation: &str) -> Family {
    match relation {
        "parent" => Family::new(&format!("{PARENTS}; MP F M m"), &["F"]),
        "child" => Family::new("MP - - m; W - - f; C MP W m", &["C"]),
        "full sibling" => Family::new(&format!("{PARENTS}; MP F M m; S F M f"), &["S"]),
        "half sibling" => Family::new("F - - m; M - - f; N - - f; MP F M m; H F N f", &["H"]),
        "grandparents" => Family::new("GF - - m; GM - - f; F GF GM m; M - - f; MP F M m", &["GF", "GM"]),
        _ => Family::new("GF - - m; GM - - f; F GF GM m; U GF GM m; M - - f; MP F M m", &["U"]),
    }
}

#[divan::bench(args = ["parent", "child", "full sibling", "half sibling", "grandparents", "uncle"])]
fn relation(bencher: Bencher, relation: &str) {
    let (loci, family) = (loci(), simple(relation));
    bencher.bench(|| black_box(family.compare(&loci)));
}

/// The missing person's parents are first cousins; two brothers and a grandparent are typed.
fn cousins() -> Family {
    Family::new(
        "GGF - - m; GGM - - f; GF GGF GGM m; G2 GGF GGM f; GM - - f; G3 - - m; F GF GM m; M G3 G2 f; MP F M m; \
         S1 F M m; S2 F M f",
        &["S1", "S2", "GM"],
    )
}

#[divan::bench]
fn parents_are_first_cousins(bencher: Bencher) {
    let (loci, family) = (loci(), cousins());
    bencher.bench(|| black_box(family.compare(&loci)));
}

#[divan::bench]
fn parents_are_first_cousins_table_of_all_genotypes(bencher: Bencher) {
    let (loci, family) = (loci(), cousins());
    bencher.bench(|| {
        for locus in &loci {
            black_box(genotype_table(&family.pedigree, locus, &family.genotypes(locus), family.missing, 0.0));
        }
    });
}

#[divan::bench(sample_count = 20)]
fn the_103_reference_cases(bencher: Bencher) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/kinship-cases.json");
    let text = std::fs::read_to_string(path).expect("test data");
    let cases: Vec<KinshipCase> = kinship_cases("kinship-cases.json", &text).expect("cases");
    bencher.bench(|| {
        for case in &cases {
            let loci = case.loci.iter().map(|(l, g, r)| (l, g.clone(), *r));
            black_box(LikelihoodRatio::compute(&case.pedigree, case.missing, loci, case.theta));
        }
    });
}
