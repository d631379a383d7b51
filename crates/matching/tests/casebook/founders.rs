//! Parents who were cousins, as a coefficient in the pedigree's table.

use std::fmt::Write;

use kintrace_casework::Registry;
use kintrace_identification::Pairwise;
use kintrace_interchange::detect::Source;
use kintrace_interchange::kinship_case::Written;
use kintrace_interchange::reference_cases::kinship_cases;
use kintrace_kinship::builtin;
use kintrace_matching::{Described, Settings, case, loci, pair};
use serde_json::Map;

use crate::imported;

const NAMED: &str = "F1,g1,,,male,,,\nF1,g2,,,female,,,\nF1,b,g1,g2,male,,,\nF1,s,g1,g2,female,,,\n\
    F1,bw,,,female,,,\nF1,sh,,,male,,,\nF1,father,b,bw,male,,,\nF1,mother,sh,s,female,,,\n";
const STATED: &str = "F1,father,,,male,,mother,\"0,0625\"\nF1,mother,,,female,,,\n";

/// A missing man whose sister and whose father's child of another woman gave DNA.
fn family(parents: &str) -> Registry {
    let pedigree = format!(
        "family,person,father,mother,sex,inbreeding,related_to,kinship_coefficient\n{parents}\
         F1,him,father,mother,male,,,\nF1,sister,father,mother,female,,,\nF1,other,,,female,,,\n\
         F1,half,father,other,male,,,\n"
    );
    let table = builtin::frequencies();
    let mut profiles = "sample,locus,allele1,allele2\n".to_owned();
    // The remains are homozygous everywhere, as children of cousins are more often than others.
    for (sample, [one, other]) in [("S1", [0, 1]), ("S2", [0, 2]), ("T1", [0, 0])] {
        for (locus, alleles) in table.loci() {
            let mut common: Vec<&(String, f64)> = alleles.iter().collect();
            common.sort_by(|a, b| b.1.total_cmp(&a.1));
            let (one, other) = (&common[one].0, &common[other].0);
            writeln!(profiles, "{sample},{locus},{one},{other}").expect("written");
        }
    }
    let files = [
        ("missing.csv", "missing,family,person,name,sex\nM1,F1,him,A,male\n".to_owned()),
        ("pedigree.csv", pedigree),
        ("remains.csv", "remains,site,sex\nB1,X,male\n".to_owned()),
        ("samples.csv", "sample,person,remains\nS1,sister,\nS2,half,\nT1,,B1\n".to_owned()),
        ("profiles.csv", profiles),
    ];
    imported(&files.map(|(name, text)| Source { name: name.to_owned(), bytes: text.into_bytes() }))
}

fn without_mutation() -> Settings {
    Settings { mutation_female: 0.0, mutation_male: 0.0, drop_out: false, ..Settings::default() }
}

#[test]
fn cousins_by_a_coefficient_are_cousins_by_name() {
    let settings = without_mutation();
    let ln_lr = |parents: &str| {
        let assembled = case(&family(parents), &Described::default(), &settings);
        Pairwise::compute(&assembled.case, &|| ()).ln_lr[0][0]
    };
    let strangers = "F1,father,,,male,,,\nF1,mother,,,female,,,\n";
    let (stated, named, strangers) = (ln_lr(STATED), ln_lr(NAMED), ln_lr(strangers));
    // The ancestors who are named pass alleles on that turn into microvariants, however seldom.
    assert!((stated - named).abs() < 1e-4, "{stated} {named}");
    assert!((stated - strangers).abs() > 0.1, "{stated} {strangers}");
}

/// The file of a pair that anybody can compute again says it, too.
#[test]
fn the_file_of_a_pair_names_the_coefficient() {
    let (registry, settings) = (family(STATED), without_mutation());
    let families = registry.families();
    let pedigree = families[0].pedigree().expect("possible");
    let missing = pedigree.find("him").expect("a member");
    let relatives = registry.profiles_of_persons(|_| true);
    let remains = &registry.profiles["T1"];
    let expected = pair(&builtin::frequencies(), &pedigree, missing, &relatives, remains, &settings).ln_lr();
    let loci = loci(&builtin::frequencies(), &settings);
    let written = Written {
        id: "pair",
        pedigree: &pedigree,
        missing,
        loci: &loci,
        relatives: &relatives,
        remains,
        drop_out: &[],
        drop_in: 0.0,
        likelier: &[],
        contamination: settings.contamination,
        theta: 0.0,
    };
    let text = written.json(Map::new()).to_string();
    let read = kinship_cases("pair.json", &text).expect("sound");
    let found = read[0].likelihood_ratio().ln_lr();
    assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    let wrong = text.replace("0.0625", "0.3");
    let refused = kinship_cases("pair.json", &wrong).expect_err("refused").to_string();
    assert!(refused.contains("a coefficient of kinship is a number from 0 to 0.25, not 0.3"), "{refused}");
}
