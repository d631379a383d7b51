//! Male and maternal lines, from tables to hypotheses.

use std::collections::HashMap;

use kintrace_casework::import::{MergeOptions, merge};
use kintrace_casework::review::{Decision, Review, ReviewedLine, Reviews};
use kintrace_casework::{Day, Document, Faults, Registry, Sound};
use kintrace_identification::lines::sex::AMELOGENIN_ERROR_RATE;
use kintrace_identification::lines::{Line, Weight, Why};
use kintrace_interchange::detect::{Source, read_all};
use kintrace_interchange::population_haplotypes::population_haplotypes;
use kintrace_kinship::builtin;
use kintrace_matching::doubts::{What, doubts};
use kintrace_matching::{Described, Settings, case, of_one_line, population as population_of, search};
use kintrace_simulation::{Scale, World};

use crate::{imported, judged, sources};

/// Of a missing man's family a sister's son is alive, and the son of a brother; his sister's husband gave DNA as well. The
/// bone gave nothing but its Y chromosome in part, and mitochondrial DNA.
fn nephews() -> Registry {
    let files = [
        ("missing.csv", "missing,family,person,name,sex\nM1,F1,him,A,male\n".to_owned()),
        (
            "pedigree.csv",
            "family,person,father,mother,sex\nF1,old,,,male\nF1,oldwife,,,female\nF1,him,old,oldwife,male\n\
             F1,brother,old,oldwife,male\nF1,wife,,,female\nF1,bson,brother,wife,male\n\
             F1,sister,old,oldwife,female\nF1,husband,,,male\nF1,sson,husband,sister,male\n"
                .to_owned(),
        ),
        ("remains.csv", "remains,site,sex\nB1,S1,unknown\n".to_owned()),
        ("samples.csv", "sample,person,remains\nR1,bson,\nR2,sson,\nR3,husband,\nT1,,B1\n".to_owned()),
        (
            "y.csv",
            "sample,DYS390,DYS391,DYS392,DYS393,DYS19\nR1,24,11,13,12,14\nR2,22,10,11,13,15\n\
             R3,22,10,11,13,15\nT1,24,11,13,12,\n"
                .to_owned(),
        ),
        (
            "mt.csv",
            "sample,mtDNA,range\nR1,16223T,16024-16365\nR2,16126C 16294T,16024-16365\n\
             T1,16126C 16294T,16024-16365\n"
                .to_owned(),
        ),
    ];
    let files = files.map(|(name, text)| Source { name: name.to_owned(), bytes: text.into_bytes() });
    imported(&files)
}

fn weights(registry: &Registry, described: &Described) -> Vec<Weight> {
    case(registry, described, &Settings::default()).lines.of(0).pair(0)
}

#[test]
fn nephews_speak_by_their_own_lines() {
    let registry = nephews();
    let said = weights(&registry, &Described::default());
    let of = |line: Line| said.iter().find(|w| w.line == line).map(|w| w.why);
    // Two other male lines were read at these loci: the husband's, who is his own son's.
    let male = Why::MaleLine { loci: 4, same: 4, meioses: 3, count: 0, of: 1 };
    assert_eq!(of(Line::MaleLine), Some(male));
    let maternal = Why::MaternalLine { bases: 342, differences: 0, meioses: 3, count: 0, of: 1 };
    assert_eq!(of(Line::MaternalLine), Some(maternal));
    // Whoever has a Y chromosome is a man.
    assert_eq!(of(Line::Sex), Some(Why::Sex { same: true, error_rate: AMELOGENIN_ERROR_RATE }));
    // The page shows what was read of each line, and of nobody else.
    let families = registry.families();
    let pedigree = families[0].pedigree().expect("possible");
    let missing = pedigree.find("him").expect("a member");
    let profiles = registry.profiles_of_persons(|_| true);
    let remains = &registry.profiles["T1"];
    let shown: Vec<(String, Vec<String>)> = of_one_line(&pedigree, missing, &profiles, remains)
        .into_iter()
        .map(|r| (r.locus, r.relatives.into_iter().map(|(id, _)| id).collect()))
        .collect();
    let expected =
        ["DYS19", "DYS390", "DYS391", "DYS392", "DYS393"].map(|l| (l.to_owned(), vec!["bson".to_owned()]));
    let expected = expected.into_iter().chain([("mtDNA".to_owned(), vec!["sson".to_owned()])]);
    assert_eq!(shown, expected.collect::<Vec<_>>());
}

#[test]
fn an_examiner_leaves_a_line_of_descent_out() {
    let registry = nephews();
    let mut described = Described::default();
    let review = Review {
        id: "R1".into(),
        decision: Decision::LinesLeftOut,
        missing: vec!["M1".into()],
        lines: vec![ReviewedLine::MaleLine],
        reason: "the uncle was adopted".into(),
        by: "ana".into(),
        on: Day::parse("3.2.2026").ok(),
        ..Review::default()
    };
    described.add(&Document::of(&Sound::new(review).expect("sound")));
    let said: Vec<Line> = weights(&registry, &described).iter().map(|w| w.line).collect();
    assert_eq!(said, [Line::MaternalLine, Line::Sex]);
}

/// A brother's Y chromosome and his son's are of two male lines: somebody looks before anybody is compared with them.
#[test]
fn relatives_who_cannot_be_of_one_line_are_doubted() {
    let none = doubts(&nephews(), &[], &Reviews::default(), &Settings::default());
    assert!(none.iter().all(|d| d.what.text() != "lineage"), "{none:?}");
    let more = [
        ("samples.csv", "sample,person\nR4,brother\n"),
        ("y.csv", "sample,DYS390,DYS391,DYS392,DYS393\nR4,21,11,14,14\n"),
    ];
    let more = more.map(|(name, text)| Source { name: name.to_owned(), bytes: text.into() });
    let batch = read_all(&more).expect("readable");
    let registry = merge(&nephews(), &batch, &builtin::frequencies(), MergeOptions::default());
    let registry = registry.expect("sound").registry;
    let told = doubts(&registry, &[], &Reviews::default(), &Settings::default());
    let doubt = told.iter().find(|d| d.what.text() == "lineage").expect("a doubt");
    let expected = What::Lineage { line: Line::MaleLine, different: 3 + 1 + 2, compared: 4 };
    assert_eq!((&doubt.what, &doubt.samples[..]), (&expected, &["R1".to_owned(), "R4".to_owned()][..]));
    assert_eq!(doubt.missing, ["M1"]);
}

/// Where Y chromosomes and mitochondrial DNA were read, more are named, and nobody wrongly.
#[test]
fn lines_of_descent_name_more_and_nobody_wrongly() {
    let (mut with, mut without) = (0, 0);
    for seed in 21..24 {
        let world = World::simulate(Scale { missing: 80, remains: 50, seed }, &builtin::frequencies());
        let world = world.with_lineages(seed, 1.0);
        let truth: HashMap<&str, Option<&str>> = world.truth().collect();
        let assembled = case(&imported(&sources(&world)), &Described::default(), &Settings::default());
        let neither = assembled.without(&[Line::MaleLine, Line::MaternalLine]);
        let [all, neither] = [assembled, neither].map(|case| judged(&search(case, &|| ()), &truth).named);
        assert_eq!((all.1, neither.1), (0, 0), "nobody is named wrongly");
        with += all.0;
        without += neither.0;
    }
    assert!(with >= without + 5, "{with} with them, {without} without");
}

/// An office of one family learns next to nothing of how rare a haplotype is; from a population it does.
#[test]
fn a_populations_haplotypes_say_how_rare_a_line_is() {
    let registry = nephews();
    let table = |rows: &str| Source { name: "population.csv".to_owned(), bytes: rows.into() };
    let of = |population: &Source| {
        let profiles = population_haplotypes(population)?;
        let settings = Settings { population: population_of(&profiles).into(), ..Settings::default() };
        let said = case(&registry, &Described::default(), &settings).lines.of(0).pair(0);
        let male = said.into_iter().find(|w| w.line == Line::MaleLine).expect("both were read");
        Ok::<Weight, Faults>(male)
    };
    let others = (0..98).map(|i| format!("B{i},{},10,14,13\n", 20 + i % 4));
    let rows = "sample,DYS390,DYS391,DYS392,DYS393\nA,24,11,13,12\n".to_owned() + &others.collect::<String>();
    let weight = of(&table(&rows)).expect("sound");
    assert_eq!(weight.why, Why::MaleLine { loci: 4, same: 4, meioses: 3, count: 1, of: 100 });
    let alone = weights(&registry, &Described::default());
    let alone = alone.iter().find(|w| w.line == Line::MaleLine).expect("both were read");
    // (1 + 1)/(100 + 1) of a hundred lines, (0 + 1)/(1 + 1) of one: 25 times as much, but for θ and broken lines.
    assert!((weight.ln_lr - alone.ln_lr - 25.0_f64.ln()).abs() < 0.2, "{weight:?} {alone:?}");
    // What is no haplotype is told by row and column.
    let told = of(&table("sample,DYS390,FGA\nA,24,22\n")).expect_err("refused").to_string();
    assert!(told.contains("population.csv, row 2") && told.contains("FGA"), "{told}");
    let told = of(&table("missing,name,sex\nM1,A,male\n")).expect_err("refused").to_string();
    assert!(told.contains("a table of haplotypes was expected"), "{told}");
}
