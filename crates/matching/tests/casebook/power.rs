//! Whom to ask, and what to read.

use std::collections::BTreeMap;

use kintrace_casework::kit::KITS;
use kintrace_casework::locus_name;
use kintrace_identification::lines::lineage::{Worth, Worths};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{AllelePair, Pedigree, Profile, Sex, builtin};
use kintrace_matching::Settings;
use kintrace_matching::power::{Reading, Region, WhomToAsk, needed_log10_lr, whom_to_ask};

/// A missing man and woman, brother and sister, whose brother lives; their mother's sister and her son; their father's
/// brother.
fn family() -> Pedigree {
    let row = Row::new;
    let of_mother = Some(("mother's father", "mother's mother"));
    let of_father = Some(("father's father", "father's mother"));
    let own = Some(("father", "mother"));
    Pedigree::new(&[
        row("mother's father", None, Sex::Male),
        row("mother's mother", None, Sex::Female),
        row("father's father", None, Sex::Male),
        row("father's mother", None, Sex::Female),
        row("mother", of_mother, Sex::Female),
        row("aunt", of_mother, Sex::Female),
        row("aunt's husband", None, Sex::Male),
        row("aunt's son", Some(("aunt's husband", "aunt")), Sex::Male),
        row("father", of_father, Sex::Male),
        row("uncle", of_father, Sex::Male),
        row("missing man", own, Sex::Male),
        row("missing woman", own, Sex::Female),
        row("brother", own, Sex::Male),
    ])
    .expect("a family")
}

/// The commonest allele twice at loci of a kit that have frequencies.
fn profile(kit: &str) -> Profile {
    let table = builtin::frequencies();
    let kit = KITS.iter().find(|k| k.name == kit).expect("a kit");
    let has = |name: &str| kit.loci.iter().any(|l| locus_name::key(l) == locus_name::key(name));
    let common = |alleles: &[(String, f64)]| {
        let best = alleles.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("an allele");
        AllelePair::new(best.0.clone(), best.0.clone())
    };
    let loci = table.loci().filter(|(name, _)| has(name));
    loci.map(|(name, alleles)| (name.to_owned(), common(alleles))).collect()
}

fn ask(missing: &str, brother: Option<Profile>, worths: Worths) -> WhomToAsk {
    let region = Region {
        table: builtin::frequencies(),
        worths,
        lines: 1000,
        settings: Settings { lineage_theta: 0.0, ..Settings::default() },
    };
    let pedigree = family();
    let member = pedigree.find(missing).expect("a member");
    let relatives: BTreeMap<String, Profile> =
        brother.into_iter().map(|profile| ("brother".to_owned(), profile)).collect();
    let may_give = ["aunt", "aunt's son", "uncle", "brother"].map(str::to_owned);
    whom_to_ask(&region, &pedigree, member, &relatives, &may_give)
}

fn worths(male: f64, maternal: f64) -> Worths {
    let worth = |mean_log10_lr: f64| Worth { lines: 1000, mean_log10_lr, variance: 0.0 };
    Worths { male: worth(male), maternal: worth(maternal) }
}

const OLD: &str = "AmpFlSTR Identifiler Plus";

#[test]
fn who_is_of_the_line_is_asked_where_lines_are_read() {
    let who = |asked: &WhomToAsk| asked.with.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let without = ask("missing man", Some(profile(OLD)), Worths::default());
    // By what both parents hand down, uncle and aunt say the same.
    let of = |asked: &WhomToAsk, id: &str| asked.with.iter().find(|(i, _)| i == id).expect("may give").1;
    let difference = of(&without, "uncle").mean_log10_lr - of(&without, "aunt").mean_log10_lr;
    assert!(difference.abs() < 1e-9, "{without:?}");
    assert_eq!(who(&ask("missing man", Some(profile(OLD)), worths(2.5, 0.5)))[0], "uncle");
    assert_eq!(who(&ask("missing man", Some(profile(OLD)), worths(0.5, 2.5)))[0], "aunt");
    // A woman has no Y chromosome; her cousin has her mitochondrial DNA.
    let of_woman = ask("missing woman", Some(profile(OLD)), worths(2.5, 2.5));
    assert_eq!(who(&of_woman)[0], "aunt");
    assert!(of(&of_woman, "aunt's son").mean_log10_lr > of(&of_woman, "uncle").mean_log10_lr + 1.0);
}

#[test]
fn what_was_read_of_a_line_counts_now() {
    let mut read = profile(OLD);
    read.insert("mtDNA", AllelePair::one("16024-16365: 16126C"));
    let before = ask("missing woman", Some(profile(OLD)), worths(2.5, 2.0)).now.expect("typed");
    let now = ask("missing woman", Some(read.clone()), worths(2.5, 2.0)).now.expect("typed");
    assert!((now.mean_log10_lr - before.mean_log10_lr - 2.0).abs() < 0.05, "{now:?} {before:?}");
    // Then it needs not be read.
    let is_maternal = |(reading, _): &(Reading, _)| *reading == Reading::Mitochondrial;
    let asked = |brother| ask("missing woman", Some(brother), worths(2.5, 2.0)).readings;
    assert!(asked(profile(OLD)).iter().any(is_maternal));
    assert!(!asked(read).iter().any(is_maternal));
    // Where nobody's line was read, a thousand families' would be.
    let none = ask("missing man", Some(profile(OLD)), Worths::default());
    let now = none.now.expect("typed").mean_log10_lr;
    let of_y = none.readings.iter().find(|(reading, _)| *reading == Reading::YChromosome).expect("offered");
    assert!((of_y.1.mean_log10_lr - now - 2.9).abs() < 0.2, "{of_y:?} {now}");
}

#[test]
fn larger_kits_say_more_and_name_what_they_add() {
    let asked = ask("missing man", Some(profile(OLD)), Worths::default());
    let now = asked.now.expect("typed").mean_log10_lr;
    let with = |name: &str| {
        let of = |reading: &Reading| matches!(reading, Reading::Kits { names, .. } if names.contains(&name));
        asked.readings.iter().find(|(reading, _)| of(reading))
    };
    let (fusion, chance) = with("PowerPlex Fusion 6C").expect("it adds loci");
    let Reading::Kits { loci, without_frequencies, .. } = fusion else { panic!("a kit") };
    assert!(loci.contains(&"SE33".to_owned()) && !loci.contains(&"TH01".to_owned()), "{loci:?}");
    assert!(without_frequencies.is_empty(), "{without_frequencies:?}");
    let (_, of_global) = with("GlobalFiler").expect("it adds loci");
    assert!(chance.mean_log10_lr > of_global.mean_log10_lr && of_global.mean_log10_lr > now);
    // What was read already adds nothing.
    assert!(with(OLD).is_none() && with("PowerPlex CS7").is_none_or(|(r, _)| matches!(r, Reading::Kits { without_frequencies, .. } if without_frequencies.contains(&"LPL"))));
    let best = &asked.readings[0].1;
    assert!(asked.readings.iter().all(|(_, chance)| chance.mean_log10_lr <= best.mean_log10_lr));
    // Nobody gave DNA: there is nothing to read.
    let nobody = ask("missing man", None, worths(2.0, 2.0));
    assert!(nobody.now.is_none() && nobody.readings.is_empty() && nobody.with.len() == 4);
    assert!((needed_log10_lr(0.9999, 100.0) - 6.0).abs() < 1e-3);
}

/// Kits and locus names are those of the frequency table and of each other.
#[test]
fn kits_have_each_locus_once() {
    for kit in &KITS {
        let mut keys: Vec<String> = kit.loci.iter().map(|l| locus_name::key(l)).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all, "{}", kit.name);
    }
    let known: Vec<String> = builtin::frequencies().loci().map(|(l, _)| locus_name::key(l)).collect();
    let fusion = KITS.iter().find(|k| k.name == "PowerPlex Fusion 6C").expect("a kit");
    let autosomal = fusion.loci.iter().filter(|l| locus_name::descent(l).is_none());
    assert!(
        autosomal.clone().count() == 23 && autosomal.clone().all(|l| known.contains(&locus_name::key(l)))
    );
}
