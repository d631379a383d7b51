//! Whole regions with known truth: numbers must keep their promise.

mod bodies;
mod doubts;
mod founders;
mod heights;
mod lineages;
mod linked;
mod memory;
mod mutation;
mod panels;
mod places;
mod power;

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use kintrace_casework::case::{Case, Status, Step};
use kintrace_casework::identification::{self as casework, Act, Finding, Identification};
use kintrace_casework::import::{MergeOptions, merge};
use kintrace_casework::merger::{Apart, Mergers, join};
use kintrace_casework::registry::{MissingPerson, Person, Sample, Subject};
use kintrace_casework::{Day, Document, Registry, Sound};
use kintrace_identification::lines::Line;
use kintrace_identification::{Pairwise, Tables};
use kintrace_interchange::detect::{Source, read_all};
use kintrace_kinship::{LN_10, builtin};
use kintrace_matching::{
    Described, FALSE_RELATION, Found, Outcome, REPORTED, Settings, case, conclude, search,
};
use kintrace_simulation::evaluation::{Evaluation, Statement, evaluate};
use kintrace_simulation::{Scale, World};

/// The registry that files make.
pub(crate) fn imported(files: &[Source]) -> Registry {
    let batch = read_all(files).expect("readable");
    merge(&Registry::default(), &batch, &builtin::frequencies(), MergeOptions::default())
        .expect("sound")
        .registry
}

fn solve(files: &[Source]) -> Outcome {
    search(case(&imported(files), &Described::default(), &Settings::default()), &|| ())
}

/// A world's tables as files.
pub(crate) fn sources(world: &World) -> Vec<Source> {
    let tables = world.tables().into_iter();
    tables.map(|(name, content)| Source { name: name.to_owned(), bytes: content.into_bytes() }).collect()
}

pub(crate) fn judged(outcome: &Outcome, truth: &HashMap<&str, Option<&str>>) -> Evaluation {
    let statements = outcome.found.iter().map(|f| Statement {
        remains: &f.remains,
        missing: &f.missing,
        posterior: f.posterior,
    });
    evaluate(statements, truth)
}

#[test]
fn a_world_made_by_somebody_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/world-small");
    let text = std::fs::read_to_string(folder.join("truth.csv")).expect("truth");
    let truth: HashMap<&str, Option<&str>> = text
        .lines()
        .skip(1)
        .filter_map(|l| l.split_once(','))
        .map(|(remains, missing)| (remains, (!missing.is_empty()).then_some(missing)))
        .collect();
    let outcome = solve(&Source::read(&[folder]).expect("files"));
    let judged = judged(&outcome, &truth);
    assert_eq!(judged.named.1, 0, "nobody is named wrongly");
    assert!(judged.named.0 >= 14, "{judged:?}");
    // Every statement of at least 0.9 is true here, 23 of 25 findable.
    let sure: Vec<_> = judged.reliability.iter().filter(|b| b.from >= 0.9).collect();
    let (said, right): (usize, usize) =
        (sure.iter().map(|b| b.said).sum(), sure.iter().map(|b| b.right).sum());
    assert!(right >= 22 && said - right <= 1, "{said} said, {right} right");
    assert!(outcome.dropped_mass < 0.01, "{}", outcome.dropped_mass);
}

#[test]
fn our_own_worlds_keep_the_promise() {
    let (mut said, mut right, mut wrong, mut named) = (0, 0, 0, 0);
    for seed in 11..14 {
        let world = World::simulate(Scale { missing: 60, remains: 40, seed }, &builtin::frequencies());
        let outcome = solve(&sources(&world));
        let truth = world.truth().collect();
        let judged = judged(&outcome, &truth);
        wrong += judged.named.1;
        named += judged.named.0;
        for bin in judged.reliability.iter().filter(|b| b.from >= 0.9) {
            said += bin.said;
            right += bin.right;
        }
        // Each set of remains' probabilities are parts of a whole.
        for r in &world.remains {
            let sum: f64 = outcome.found.iter().filter(|f| f.remains == r.id).map(|f| f.posterior).sum();
            assert!(sum <= 1.0 + 1e-9, "{}: {sum}", r.id);
        }
    }
    assert_eq!(wrong, 0, "nobody is named wrongly at 0.9999");
    assert!(named > 30, "{named}");
    assert!(right * 10 >= said * 9, "of {said} statements of at least 0.9, {right} are right");
}

/// A world's registry, and what its offices wrote down.
pub(crate) fn described(world: &World) -> (Registry, Described) {
    let mut described = Described::default();
    world.records(&|_| None).expect("sound").iter().for_each(|document| described.add(document));
    (imported(&sources(world)), described)
}

#[test]
fn without_a_line_is_as_if_it_had_never_been_there() {
    let world = World::simulate(Scale { missing: 60, remains: 40, seed: 17 }, &builtin::frequencies());
    let (registry, described) = described(&world);
    // One prior for all, and not an estimate for each.
    let mut assembled = case(&registry, &described, &Settings { outside: Some(60.0), ..Settings::default() });
    let tables = Tables::kept(&assembled.case);
    let pairwise = Pairwise::by(&tables, &assembled.case, &|| ());
    assembled.learn(&pairwise);
    let doubtful = pairwise.with_doubt(&tables, &assembled.case, FALSE_RELATION);
    let all = conclude(&assembled, &tables, &pairwise, &doubtful, true);
    let known = assembled.lines.known();
    for line in [Line::Sex, Line::Age, Line::Stature, Line::Effects, Line::Place] {
        assert!(known.contains(&line), "{line:?} of {known:?}");
        let without = conclude(&assembled.without(&[line]), &tables, &pairwise, &doubtful, false);
        let mut moved: f64 = 0.0;
        for found in &all.found {
            let same = |f: &&Found| (&f.remains, &f.missing) == (&found.remains, &found.missing);
            let expected = without.found.iter().find(same).map_or(0.0, |f| f.posterior);
            let said = found.lines.iter().find(|c| c.weight.line == line);
            if let Some(said) = said {
                // What is reported begins at a thousandth.
                let difference = (said.posterior_without - expected).abs();
                // Far below what was dropped from the sum itself, and what is reported begins at a thousandth.
                assert!(
                    difference < 5e-4 || expected == 0.0 && said.posterior_without < REPORTED,
                    "{found:?}"
                );
                moved = moved.max((said.posterior_without - found.posterior).abs());
            }
        }
        assert!(moved > 1e-3, "{line:?} says nothing to anybody");
    }
    // What is shown is what was multiplied.
    for found in &all.found {
        let sum: f64 = found.lines.iter().filter(|c| c.weight.counts).map(|c| c.weight.ln_lr).sum();
        let log10_lr = found.log10_lr_dna + sum / LN_10;
        assert!((log10_lr - found.log10_lr).abs() < 1e-9 || found.log10_lr.is_infinite(), "{found:?}");
    }
}

#[test]
fn an_examiners_conclusion_weighs_what_the_examiner_says() {
    let world = World::simulate(Scale { missing: 30, remains: 20, seed: 5 }, &builtin::frequencies());
    let (registry, mut described) = described(&world);
    let (remains, missing) =
        world.truth().find_map(|(r, m)| m.map(|m| (r.to_owned(), m.to_owned()))).expect("somebody");
    let posterior = |described: &Described| {
        let outcome = search(case(&registry, described, &Settings::default()), &|| ());
        let pair = outcome.found.iter().find(|f| f.remains == remains && f.missing == missing);
        pair.map_or(0.0, |f| f.posterior)
    };
    let before = posterior(&described);
    let concluded = Identification {
        id: "I1".to_owned(),
        missing: missing.clone(),
        remains: vec![remains.clone()],
        findings: vec![Finding {
            line: casework::Line::Fingerprint,
            log10_lr: Some(-6.0),
            finding: "Two ridge endings that can't be one finger's".to_owned(),
            examiner: "a fingerprint examiner".to_owned(),
        }],
        proposed: Some(Act { by: "analyst".to_owned(), on: Day::new(2026, 1, 2), remark: String::new() }),
        conclusion: "Not this person.".to_owned(),
        ..Identification::default()
    };
    described.add(&Document::of(&Sound::new(concluded).expect("sound")));
    let after = posterior(&described);
    assert!(after < before / 100.0, "{before} before, {after} after");
}

/// A false child of one missing brother excludes him; his remains must not be given to the other for
/// sure. (Region 4 of 300 and 200 named the wrong brother at 0.9999 before relations were doubted.)
#[test]
fn a_false_child_does_not_name_the_wrong_brother() {
    let pedigree = "family,person,father,mother,sex,missing\nF,f,,,male,\nF,m,,,female,\nF,s,f,m,female,\nF,a,f,m,male,A\n\
        F,b,f,m,male,B\nF,w,,,female,\nF,c,b,w,male,\n";
    let missing = "missing,family,person,name,sex\nA,F,a,A,male\nB,F,b,B,male\n";
    let (mut samples, mut profiles) =
        (String::from("sample,person,remains\n"), String::from("sample,locus,allele1,allele2\n"));
    let table = builtin::frequencies();
    for (sample, person, remains, step) in
        [("S1", "s", "", 0), ("S2", "c", "", 5), ("S3", "w", "", 7), ("S4", "", "R", 0)]
    {
        let _ = writeln!(samples, "{sample},{person},{remains}");
        for (locus, alleles) in table.loci() {
            // The sister and the remains share everything, the child nothing with them.
            let label = |i: usize| &alleles[(alleles.len() / 2 + i) % alleles.len()].0;
            let _ = writeln!(profiles, "{sample},{locus},{},{}", label(step), label(step + 1));
        }
    }
    let file = |name: &str, text: &str| Source { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let outcome = solve(&[
        file("missing.csv", missing),
        file("pedigree.csv", pedigree),
        file("remains.csv", "remains,sex\nR,male\n"),
        file("samples.csv", &samples),
        file("profiles.csv", &profiles),
    ]);
    let best = &outcome.found[0];
    assert_eq!(best.missing, "A");
    assert!(best.posterior > 0.5 && best.posterior < 0.9999, "{best:?}");
    assert!(outcome.found.iter().any(|f| f.missing == "B"), "{:?}", outcome.found);
}

fn world_small() -> Registry {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/world-small");
    imported(&Source::read(&[folder]).expect("files"))
}

fn found(registry: &Registry) -> Vec<(String, String, f64, f64)> {
    let outcome = search(case(registry, &Described::default(), &Settings::default()), &|| ());
    let mut found: Vec<_> =
        outcome.found.into_iter().map(|f| (f.remains, f.missing, f.log10_lr_dna, f.posterior)).collect();
    found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    found
}

/// A registry in which somebody was reported twice, by relatives who did not know of each other: the second
/// report `twin` has the family again, under other ids, with the DNA of every second relative; the first of
/// them gave it for both.
fn reported_twice(registry: &Registry, id: &str, twin: &str) -> Registry {
    let mut twice = registry.clone();
    let other = |id: &str| format!("Z-{id}");
    let first = registry.missing[id].clone();
    for person in registry.persons.values().filter(|p| p.family == first.family) {
        let again = Person {
            id: other(&person.id),
            family: other(&person.family),
            father: person.father.as_deref().map(other),
            mother: person.mother.as_deref().map(other),
            ..person.clone()
        };
        twice.persons.insert(again.id.clone(), again);
    }
    let again = MissingPerson {
        id: twin.to_owned(),
        person: other(&first.person),
        family: other(&first.family),
        ..first.clone()
    };
    twice.missing.insert(again.id.clone(), again);
    let donors: Vec<Sample> = registry
        .samples
        .values()
        .filter(|s| matches!(&s.subject, Subject::Person(p) if registry.persons[p].family == first.family))
        .cloned()
        .collect();
    assert!(donors.len() > 1, "{donors:?}");
    for (i, sample) in donors.into_iter().enumerate().filter(|(i, _)| i % 2 == 0) {
        let Subject::Person(person) = &sample.subject else { continue };
        let subject = Subject::Person(other(person));
        if i == 0 {
            let tube = Sample { id: other(&sample.id), subject, ..sample.clone() };
            twice.profiles.insert(tube.id.clone(), registry.profiles[&sample.id].clone());
            twice.samples.insert(tube.id.clone(), tube);
        } else {
            twice.samples.insert(sample.id.clone(), Sample { subject, ..sample.clone() });
        }
    }
    twice
}

fn merged(id: &str, into: &str) -> Mergers {
    let step = |to: Status, into: &str| Step {
        to,
        on: Day::new(2026, 3, 1),
        by: "aygun".to_owned(),
        reason: "one person".to_owned(),
        into: into.to_owned(),
    };
    let steps = vec![step(Status::Registered, ""), step(Status::Merged, into)];
    Mergers::of(&[Case { id: id.to_owned(), steps, ..Case::default() }])
}

/// Whoever was reported twice is found with the DNA of both families together, exactly as if the reports had
/// been one from the beginning; parted again, everything is as before.
#[test]
fn two_reports_of_one_person_are_compared_as_one() {
    let registry = world_small();
    // A family with one missing person, several donors and remains.
    let whole = found(&registry);
    let donors = |family: &str| {
        let of =
            |s: &&Sample| matches!(&s.subject, Subject::Person(p) if registry.persons[p].family == family);
        registry.samples.values().filter(of).count()
    };
    let id = whole
        .iter()
        .filter(|(.., posterior)| *posterior > 0.99)
        .map(|(_, missing, ..)| missing)
        .find(|id| {
            let family = &registry.missing[*id].family;
            donors(family) > 2 && registry.missing.values().filter(|m| m.family == *family).count() == 1
        })
        .expect("somebody");
    let twice = reported_twice(&registry, id, "twin");
    let apart = found(&twice);
    assert_ne!(apart, whole, "half of a family's DNA says something else");
    let mut joined = twice.clone();
    assert!(join(&mut joined, &merged("twin", id)).is_empty());
    assert_eq!(joined.missing.len(), registry.missing.len());
    let together = found(&joined);
    assert_eq!(together.len(), whole.len());
    for (a, b) in together.iter().zip(&whole) {
        assert_eq!((&a.0, &a.1), (&b.0, &b.1));
        assert!((a.2 - b.2).abs() < 1e-9 && (a.3 - b.3).abs() < 1e-9, "{a:?} {b:?}");
    }
    let mut parted = twice.clone();
    let reopened = Mergers::of(&[]);
    assert!(join(&mut parted, &reopened).is_empty());
    assert_eq!(parted, twice);
}

/// Two people of whom somebody thought that they were one: their mothers' DNA says that they are not, and
/// nobody's result moves.
#[test]
fn a_wrong_merger_moves_nobody() {
    let registry = world_small();
    let typed_mothers: Vec<(&String, &String)> = registry
        .missing
        .values()
        .filter_map(|m| {
            let mother = registry.persons[&m.person].mother.as_ref()?;
            let typed = |s: &Sample| s.subject == Subject::Person(mother.clone());
            registry.samples.values().any(typed).then_some((&m.id, &m.family))
        })
        .collect();
    let (one, family) = typed_mothers[0];
    let sex = |id: &str| registry.persons[&registry.missing[id].person].sex;
    let (other, _) =
        typed_mothers.iter().find(|(id, of)| *of != family && sex(id) == sex(one)).expect("another family");
    let mut joined = registry.clone();
    let left_aside = join(&mut joined, &merged(other, one));
    assert!(matches!(&left_aside[..], [(id, Apart::Dna(..))] if id == *other), "{left_aside:?}");
    assert_eq!(joined, registry);
}
