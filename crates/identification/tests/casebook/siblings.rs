//! Ten missing brothers and sisters: not refused, and right.

use kintrace_identification::joint::joint;
use kintrace_identification::pairwise::ln_lrs;
use kintrace_identification::readings::Readings;
use kintrace_identification::{Case, Family, JointOptions, MissingIndex, Pairwise, Prior, Remains};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Genotype, Pedigree, Sex};

use crate::{loci, ten_siblings};

#[test]
fn ten_siblings_share_ten_remains_evenly() {
    for model in ["proportional", "stepwise"] {
        let case = ten_siblings::case(model);
        let pairwise = Pairwise::compute(&case, &|| ());
        let result = joint(&case, &pairwise, JointOptions::EXACT);
        assert!(result.dropped_mass < 1e-8, "{}", result.dropped_mass);
        assert!(result.standard_error == 0.0);
        for (r, row) in result.pairs.iter().enumerate() {
            let total: f64 = row.values().sum::<f64>() + result.none[r];
            assert!((total - 1.0).abs() < 1e-9, "{total}");
            // Five are of the remains' sex, and the DNA can't tell them apart.
            let own = row.get(&MissingIndex { family: 0, position: r }).copied().unwrap_or(0.0);
            assert!((own - (1.0 - result.none[r]) / 5.0).abs() < 1e-9, "{own}");
        }
        assert!(
            result.none.iter().all(|p| *p < 1e-3),
            "together they are surely the family's: {:?}",
            result.none
        );
    }
}

/// Of two brothers of whom nothing was read the DNA says the same, and it is computed once; not so of one whose
/// child was read.
#[test]
fn brothers_share_what_the_dna_says() {
    let loci = loci();
    let couple = Some(("father", "mother"));
    let pedigree = Pedigree::new(&[
        Row::new("father", None, Sex::Male),
        Row::new("mother", None, Sex::Female),
        Row::new("wife", None, Sex::Female),
        Row::new("read", couple, Sex::Female),
        Row::new("first", couple, Sex::Male),
        Row::new("second", couple, Sex::Male),
        Row::new("sister", couple, Sex::Female),
        Row::new("with a child", couple, Sex::Male),
        Row::new("child", Some(("with a child", "wife")), Sex::Male),
    ])
    .expect("a pedigree");
    let find = |id: &str| pedigree.find(id).expect("a member");
    let ids = ["first", "second", "sister", "with a child"];
    let missing = ids.map(find);
    let shows = |l: usize, n: usize| Some(Genotype::pair((l + n) % 9, (3 * l + 2 * n) % 9));
    let genotypes: Vec<Vec<Option<Genotype>>> = (0..loci.len())
        .map(|l| {
            let mut read = vec![None; pedigree.members().len()];
            (read[find("read")], read[find("child")]) = (shows(l, 1), shows(l, 2));
            read
        })
        .collect();
    let remains = |n: usize| Remains {
        id: format!("R{n}"),
        sex: Sex::Male,
        genotypes: (0..loci.len()).map(|l| shows(l, n)).collect(),
    };
    let family = Family {
        id: "F".into(),
        missing: missing.to_vec(),
        missing_ids: ids.map(Into::into).to_vec(),
        pedigree: pedigree.clone(),
        genotypes: genotypes.clone(),
    };
    let case = Case {
        loci: loci.clone(),
        families: vec![family],
        remains: (0..6).map(remains).collect(),
        ln_other: vec![vec![0.0; 4]; 6],
        prior: Prior::Open { outside: 10.0 },
        theta: 0.0,
        contamination: 0.003,
        alike: Vec::new(),
    };
    let found = Pairwise::compute(&case, &|| ());
    let mut readings = Readings::new(loci.len()).contaminated(case.contamination);
    case.remains.iter().for_each(|r| readings.push(&r.genotypes));
    for (row, member) in found.ln_lr.iter().zip(missing) {
        let by_itself = ln_lrs(&pedigree, member, &loci, &genotypes, 0.0, &readings);
        for (r, found) in row.iter().enumerate() {
            let of_locus = |(l, of): (usize, &Vec<f64>)| of[readings.at(l)[r] as usize];
            let expected: f64 = by_itself.iter().enumerate().map(of_locus).sum();
            assert!((found - expected).abs() < 1e-9, "{member} {r}: {found} {expected}");
        }
    }
    assert_eq!(found.ln_lr[0], found.ln_lr[1]);
    assert_eq!(found.ln_lr[0], found.ln_lr[2], "autosomal loci do not tell a sister from a brother");
    assert_ne!(found.ln_lr[0], found.ln_lr[3], "his child was read");
}
