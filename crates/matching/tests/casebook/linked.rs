//! Loci that are not quite independent are told where it matters.

use std::collections::BTreeMap;

use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{AllelePair, Pedigree, Profile, Sex, builtin};
use kintrace_matching::{LinkedLoci, Settings, linked, pair};

/// Father, two children and a brother of the missing man.
fn family() -> Pedigree {
    let row = Row::new;
    let (old, own) = (Some(("father", "mother")), Some(("missing", "wife")));
    Pedigree::new(&[
        row("father", None, Sex::Male),
        row("mother", None, Sex::Female),
        row("missing", old, Sex::Male),
        row("brother", old, Sex::Male),
        row("wife", None, Sex::Female),
        row("son", own, Sex::Male),
        row("daughter", own, Sex::Female),
    ])
    .expect("a family")
}

fn compared(typed: &[&str]) -> (Vec<LinkedLoci>, f64) {
    let table = builtin::frequencies();
    let read = |names: &[&str]| -> Profile {
        let common = |name: &str| {
            let alleles = table.locus(name).expect("a locus");
            let best = alleles.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("an allele");
            AllelePair::new(best.0.clone(), best.0.clone())
        };
        names.iter().map(|name| ((*name).to_owned(), common(name))).collect()
    };
    let all: Vec<&str> = table.loci().map(|(name, _)| name).collect();
    let relatives: BTreeMap<String, Profile> =
        typed.iter().map(|id| ((*id).to_owned(), read(&all))).collect();
    let pedigree = family();
    let missing = pedigree.find("missing").expect("a member");
    let result = pair(&table, &pedigree, missing, &relatives, &read(&all), &Settings::default());
    (linked(&pedigree, missing, &relatives, &result), result.ln_lr())
}

#[test]
fn linkage_is_told_where_it_matters() {
    for (typed, is_told) in [
        (&["father"][..], false),
        (&["father", "mother"], false),
        (&["son"], false),
        (&["father", "son"], true),
        (&["son", "daughter"], true),
        (&["brother"], true),
        (&["father", "brother"], true),
    ] {
        let (pairs, ln_lr) = compared(typed);
        let names: Vec<(&str, &str)> = pairs.iter().map(|p| (&p.loci.0[..], &p.loci.1[..])).collect();
        let of_the_table = [("VWA", "D12S391"), ("CSF1PO", "D5S818"), ("D21S11", "PENTA_D")];
        assert_eq!(names, if is_told { &of_the_table[..] } else { &[] }, "{typed:?}");
        // What is left out is what speaks more for the pair.
        assert!(pairs.iter().all(|p| p.ln_lr_without < ln_lr), "{typed:?}");
    }
}
