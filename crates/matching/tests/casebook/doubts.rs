//! Samples that are not what they were said to be, in a registry; and what an examiner decides about them.

use std::collections::BTreeMap;

use kintrace_casework::elimination_profile::{EliminationKind, EliminationProfile};
use kintrace_casework::identification::{Act, Finding, Identification, Line};
use kintrace_casework::registry::{Registry, Sample, Subject};
use kintrace_casework::review::{Decision, Review, ReviewedLine, Reviews};
use kintrace_casework::{Day, Document, Sound};
use kintrace_kinship::{AllelePair, Sex, builtin};
use kintrace_matching::doubts::{Doubt, What, doubts};
use kintrace_matching::{Described, Found, Settings, case, compared, search};
use kintrace_simulation::{Scale, World};

use crate::{imported, sources};

fn world() -> (World, Registry) {
    let world = World::simulate(Scale { missing: 60, remains: 40, seed: 11 }, &builtin::frequencies());
    let registry = imported(&sources(&world));
    (world, registry)
}

fn look(registry: &Registry, eliminations: &[EliminationProfile], reviews: &Reviews) -> Vec<Doubt> {
    doubts(registry, eliminations, reviews, &Settings::default())
}

/// Ids of the doubts of a kind.
fn of_kind<'a>(found: &'a [Doubt], kind: &str) -> Vec<&'a str> {
    found.iter().filter(|d| d.what.text() == kind).map(|d| d.id.as_str()).collect()
}

/// Two relatives of different families with full profiles, by their samples.
fn two_relatives(registry: &Registry) -> (Sample, Sample) {
    let missing: Vec<&str> = registry.missing.values().map(|m| m.person.as_str()).collect();
    let full = |s: &&Sample| {
        let relative = matches!(&s.subject, Subject::Person(id) if !missing.contains(&id.as_str()));
        relative && registry.profiles.get(&s.id).is_some_and(|p| p.len() >= 22)
    };
    let family = |s: &Sample| match &s.subject {
        Subject::Person(id) => registry.persons[id].family.clone(),
        Subject::Remains(_) => String::new(),
    };
    let first = registry.samples.values().find(full).expect("a relative");
    let second = registry.samples.values().filter(full).find(|s| family(s) != family(first));
    (first.clone(), second.expect("of another family").clone())
}

fn reviews(list: impl IntoIterator<Item = Review>) -> Reviews {
    let mut reviews = Reviews::default();
    list.into_iter().for_each(|review| reviews.add(review));
    reviews
}

#[test]
fn a_world_has_no_doubts_but_its_false_relations() {
    let (world, registry) = world();
    let found = look(&registry, &[], &Reviews::default());
    let doubted = of_kind(&found, "relation");
    let false_ones: Vec<String> = world.false_relations.iter().map(|f| format!("relation {f}")).collect();
    let wrongly: Vec<_> = doubted.iter().filter(|id| !false_ones.contains(&(**id).to_owned())).collect();
    assert!(wrongly.len() <= 1, "{wrongly:?}");
    assert_eq!(found.len(), doubted.len(), "{found:?}");
}

#[test]
fn false_relations_that_can_be_seen_are_seen() {
    let (mut there, mut seen) = (0, 0);
    for seed in 30..32 {
        let world = World::simulate(Scale { missing: 150, remains: 20, seed }, &builtin::frequencies());
        let found = look(&imported(&sources(&world)), &[], &Reviews::default());
        let doubted = of_kind(&found, "relation");
        there += world.false_relations.len();
        seen += world.false_relations.iter().filter(|f| doubted.contains(&&*format!("relation {f}"))).count();
        // With the relation that is most probably false left out nothing is doubtful any more, nearly always.
        for doubt in found.iter().filter(|d| d.what.text() == "relation") {
            let What::Relation { readings, .. } = &doubt.what else { continue };
            let Some(best) = readings.first().filter(|r| r.reading == "other-father") else { continue };
            let review =
                Review { decision: Decision::FatherCut, persons: best.persons.clone(), ..Review::default() };
            let reviews = reviews([review]);
            let mut cut = imported(&sources(&world));
            reviews.apply(&mut cut);
            assert!(
                !of_kind(&look(&cut, &[], &reviews), "relation").contains(&doubt.id.as_str()),
                "{doubt:?}"
            );
        }
    }
    // Where the only other donor is a distant relative nothing can be seen.
    assert!(there >= 4 && seen * 3 >= there, "{seen} of {there}");
}

#[test]
fn one_persons_dna_in_two_families() {
    let (_, mut registry) = world();
    let (first, second) = two_relatives(&registry);
    let profile = registry.profiles[&first.id].clone();
    registry.profiles.insert(second.id.clone(), profile);
    let found = look(&registry, &[], &Reviews::default());
    let doubt = found.iter().find(|d| d.what.text() == "one-person").expect("told");
    let mut samples = [first.id.clone(), second.id.clone()];
    samples.sort();
    assert_eq!(doubt.samples, samples);
    assert_eq!(doubt.persons.len(), 2);
    assert!(doubt.missing.len() >= 2 && doubt.standing.is_empty());
    // Somebody looked, and it is a sister of two of the missing.
    let stands = Review {
        id: "RV1".into(),
        decision: Decision::Stands,
        samples: samples.to_vec(),
        persons: doubt.persons.clone(),
        ..Review::default()
    };
    let found = look(&registry, &[], &reviews([stands]));
    assert_eq!(found.iter().find(|d| d.what.text() == "one-person").expect("still told").standing, "RV1");
    // Set aside, it is not there any more.
    let aside = reviews([Review {
        decision: Decision::SetAside,
        samples: vec![second.id.clone()],
        ..Review::default()
    }]);
    aside.apply(&mut registry);
    assert!(!registry.samples.contains_key(&second.id) && !registry.profiles.contains_key(&second.id));
    assert!(of_kind(&look(&registry, &[], &aside), "one-person").is_empty());
}

#[test]
fn somebody_of_the_laboratory_in_a_bone() {
    let (_, registry) = world();
    let whole = |s: &&Sample| registry.profiles.get(&s.id).is_some_and(|p| p.len() >= 20);
    let bones = registry.samples.values().filter(|s| matches!(s.subject, Subject::Remains(_)));
    let bone = bones.into_iter().find(whole).expect("a whole profile of remains");
    let loci: BTreeMap<String, Vec<String>> = registry.profiles[&bone.id]
        .iter()
        .map(|(locus, pair)| (locus.to_lowercase(), pair.alleles().map(str::to_owned).collect()))
        .collect();
    let staff =
        EliminationProfile { id: "EL7".into(), kind: EliminationKind::Staff, loci, ..Default::default() };
    let found = look(&registry, &[staff], &Reviews::default());
    let doubt = found.first().expect("the gravest comes first");
    let What::Handler { profile, whose, alike } = &doubt.what else { panic!("{doubt:?}") };
    assert_eq!((profile.as_str(), whose.as_str(), alike.different), ("EL7", "staff", 0));
    assert_eq!(doubt.samples, std::slice::from_ref(&bone.id));
}

#[test]
fn what_a_sample_shows_by_itself() {
    let (_, mut registry) = world();
    let (first, second) = two_relatives(&registry);
    let crowd = |registry: &mut Registry, sample: &str, n: usize| {
        let profile = registry.profiles.get_mut(sample).expect("typed");
        let loci: Vec<String> =
            profile.iter().map(|(l, _)| l.to_owned()).filter(|l| l != "AMEL").take(n).collect();
        for locus in &loci {
            let mut pair = profile.get(locus).expect("read").clone();
            pair.more.push("99".to_owned());
            profile.insert(locus.clone(), pair);
        }
        loci
    };
    let mixed = crowd(&mut registry, &first.id, 3);
    let one = crowd(&mut registry, &second.id, 1);
    let Subject::Person(person) = &second.subject else { panic!("a relative") };
    let sex = registry.persons[person].sex;
    let other = if sex == Sex::Male { AllelePair::new("X", "X") } else { AllelePair::new("X", "Y") };
    registry.profiles.get_mut(&second.id).expect("typed").insert("AMEL", other);
    // A second tube of the same person holds another one's DNA.
    let tube = Sample { id: "S-AGAIN".into(), ..second.clone() };
    let wrong = registry.profiles.values().find(|p| p.len() >= 22 && *p != &registry.profiles[&second.id]);
    let wrong = wrong.expect("somebody").clone();
    registry.profiles.insert(tube.id.clone(), wrong);
    registry.samples.insert(tube.id.clone(), tube);
    let found = look(&registry, &[], &Reviews::default());
    let what = |kind: &str, sample: &str| {
        let of = |d: &&Doubt| d.what.text() == kind && d.samples.contains(&sample.to_owned());
        found.iter().find(of).map(|d| d.what.clone())
    };
    assert_eq!(what("mixture", &first.id), Some(What::Mixture { loci: mixed }));
    assert_eq!(what("third-allele", &second.id), Some(What::ThirdAllele { locus: one[0].clone() }));
    assert!(matches!(what("sex", &second.id), Some(What::Sex { .. })));
    assert!(matches!(what("two-people", &second.id), Some(What::TwoPeople(a)) if a.log10_lr < 0.0));
    // What is written can be read again.
    for doubt in &found {
        let written = serde_json::to_value(doubt).expect("JSON");
        assert_eq!(serde_json::from_value::<Doubt>(written).expect("read"), *doubt);
    }
}

#[test]
fn a_locus_with_three_alleles_is_not_compared() {
    let (_, mut registry) = world();
    let (first, _) = two_relatives(&registry);
    let typed = |registry: &Registry| -> usize {
        let assembled = case(registry, &Described::default(), &Settings::default());
        assembled.case.families.iter().flat_map(|f| f.genotypes.iter().flatten()).flatten().count()
    };
    let before = typed(&registry);
    let profile = registry.profiles.get_mut(&first.id).expect("typed");
    let locus = profile.iter().map(|(l, _)| l.to_owned()).find(|l| l != "AMEL").expect("a locus");
    let mut pair = profile.get(&locus).expect("read").clone();
    pair.more.push("99".to_owned());
    profile.insert(locus, pair);
    assert_eq!(typed(&registry), before - 1);
}

#[test]
fn a_line_that_was_left_out_says_nothing_of_these_remains_and_stays_with_others() {
    let (world, registry) = world();
    let mut described = Described::default();
    world.records(&|_| None).expect("sound").iter().for_each(|document| described.add(document));
    let before = case(&registry, &described, &Settings::default());
    let has_stature = |assembled: &kintrace_matching::Assembled, r: usize| {
        let pairs = 0..assembled.case.missing().count();
        pairs.into_iter().any(|m| {
            let of = assembled.lines.of(r);
            of.pair(m).iter().any(|w| w.line == compared(ReviewedLine::Stature))
        })
    };
    let with: Vec<usize> = (0..before.case.remains.len()).filter(|r| has_stature(&before, *r)).collect();
    let of = before.case.remains[with[0]].id.clone();
    let review = Review {
        id: "RV1".into(),
        decision: Decision::LinesLeftOut,
        remains: vec![of],
        lines: vec![ReviewedLine::Stature],
        reason: "the femur is burnt".into(),
        by: "ana".into(),
        on: Day::parse("3.2.2026").ok(),
        ..Review::default()
    };
    described.add(&Document::of(&Sound::new(review).expect("sound")));
    let after = case(&registry, &described, &Settings::default());
    assert!(!has_stature(&after, with[0]));
    assert!(with[1..].iter().all(|r| has_stature(&after, *r)));
}

#[test]
fn a_review_names_the_lines_that_are_compared() {
    for line in ReviewedLine::ALL {
        assert_eq!(compared(*line).text(), line.text().replace(' ', "-"));
    }
    assert_eq!(ReviewedLine::ALL.len(), kintrace_identification::lines::Line::ALL.len());
}

/// Somebody was identified by the clothes on a body that was another's.
#[test]
fn an_identification_by_recognition_that_the_dna_contradicts() {
    let (world, registry) = world();
    let settings = Settings::default();
    let outcome = search(case(&registry, &Described::default(), &settings), &|| ());
    assert_eq!(outcome.contradicted, []);
    let truth: BTreeMap<&str, &str> = world.truth().filter_map(|(r, m)| Some((r, m?))).collect();
    let right =
        |f: &&Found| truth.get(f.remains.as_str()) == Some(&f.missing.as_str()) && f.posterior > 0.999;
    let sure: Vec<&Found> = outcome.found.iter().filter(right).collect();
    let (own, body) = (sure[0], sure.iter().find(|f| f.missing != sure[0].missing).expect("another"));
    let act = |by: &str| Act { by: by.to_owned(), on: Day::new(2001, 5, 6), remark: String::new() };
    let mut identification = Identification {
        id: "I1".to_owned(),
        missing: own.missing.clone(),
        remains: vec![body.remains.clone()],
        findings: vec![Finding {
            line: Line::Effects,
            finding: "The brother recognised the coat.".to_owned(),
            examiner: "an office".to_owned(),
            ..Finding::default()
        }],
        proposed: Some(act("one")),
        signatures: vec![act("two"), act("three")],
        conclusion: "This person.".to_owned(),
        ..Identification::default()
    };
    let contradicted = |identification: &Identification| {
        let mut described = Described::default();
        described.add(&Document::of(&Sound::new(identification.clone()).expect("sound")));
        search(case(&registry, &described, &settings), &|| ()).contradicted
    };
    let found = contradicted(&identification);
    let told = |kind: &str, pair: (&str, &str)| {
        found.iter().any(|d| {
            let What::Identified { why, pair: of, .. } = &d.what else { return false };
            why == kind && (of.0.as_str(), of.1.as_str()) == pair
        })
    };
    assert!(told("other-remains", (&own.remains, &own.missing)), "{found:?}");
    assert!(told("other-person", (&body.remains, &body.missing)), "{found:?}");
    assert!(told("dna-contradicts", (&body.remains, &own.missing)), "{found:?}");
    assert!(found.iter().all(Doubt::is_of_identification));
    // With DNA among its reasons somebody has looked at it already.
    identification.findings.push(Finding {
        line: Line::Dna,
        finding: "Looked at.".to_owned(),
        examiner: "an analyst".to_owned(),
        ..Finding::default()
    });
    assert_eq!(contradicted(&identification), []);
}
