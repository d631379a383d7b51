//! Graves that were opened and moved: which remains are of one person, and what becomes of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kintrace_casework::registry::{Registry, Subject};
use kintrace_casework::review::{Decision, Review};
use kintrace_casework::{Day, Document};
use kintrace_kinship::builtin;
use kintrace_matching::bodies::{Bodies, bodies, join};
use kintrace_matching::doubts::What;
use kintrace_matching::{Described, Settings, case, search};
use kintrace_simulation::evaluation::{JOINED, joined};
use kintrace_simulation::{Scale, World};

use crate::{imported, sources};

fn world(scale: Scale, scattered: f64) -> (World, Registry, Described) {
    let world = World::scattered(scale, scattered, &builtin::frequencies());
    let registry = imported(&sources(&world));
    let mut described = Described::default();
    let records: Vec<Document> = world.records(&|_| None).expect("records");
    records.iter().for_each(|document| described.add(document));
    (world, registry, described)
}

fn one_person(id: &str, day: u8, remains: &[&str], samples: &[&str]) -> Review {
    Review {
        id: id.to_owned(),
        decision: Decision::OnePerson,
        remains: remains.iter().map(|r| (*r).to_owned()).collect(),
        samples: samples.iter().map(|s| (*s).to_owned()).collect(),
        on: Some(Day::new(2026, 3, day)),
        ..Review::default()
    }
}

/// Two hundred bags that hold bones of 138 people.
#[test]
fn two_hundred_bags() {
    for seed in [21, 22] {
        let (world, registry, described) = world(Scale { missing: 200, remains: 138, seed }, 0.3);
        let found = bodies(&registry, &described, &Settings::default());
        let truth: HashMap<String, usize> = world.bodies().collect();
        let id = |s: &usize| found.samples[*s].as_str();
        let clusters: Vec<(Vec<&str>, f64)> = found
            .reassociation
            .clusters
            .iter()
            .map(|c| (c.samples.iter().map(id).collect(), c.together))
            .collect();
        let result = joined(&clusters, &truth);
        assert!(result.pairs > 80, "{result:?}");
        assert!(result.right.0 * 100 >= result.pairs * 95, "{result:?}");
        assert!(result.right.1 * 100 >= result.pairs * 85, "{result:?}");
        assert_eq!(result.wrong.1, 0, "with {JOINED}: {result:?}");
        let people = &found.people;
        assert!((people.mean - result.people as f64).abs() < 3.0, "{people:?}, really {}", result.people);
        assert!(people.by_bones as usize <= result.people + 2, "{people:?}");
        assert!(people.sites.iter().all(|s| s.by_dna > 0), "{people:?}");
    }
}

/// Two bags of one stranger look like two brothers: a family that misses two of whom nobody gave DNA must not be
/// given them.
#[test]
fn two_bags_of_one_man_are_no_two_brothers() {
    let (world, registry, mut described) = world(Scale { missing: 300, remains: 120, seed: 4 }, 0.6);
    let settings = Settings { outside: Some(300.0), ..Settings::default() };
    let body_of: BTreeMap<&str, usize> = world.remains.iter().map(|r| (r.id.as_str(), r.body)).collect();
    // How often two bags of one body are said to be two people.
    let named_twice = |described: &Described| {
        let found = search(case(&registry, described, &settings), &|| ()).found;
        let named: BTreeSet<(usize, &str)> = found
            .iter()
            .filter(|f| f.posterior >= 0.9)
            .map(|f| (body_of[f.remains.as_str()], f.missing.as_str()))
            .collect();
        let bodies: BTreeSet<usize> = named.iter().map(|(body, _)| *body).collect();
        named.len() - bodies.len()
    };
    assert!(named_twice(&described) > 0, "too easy");
    let found = bodies(&registry, &described, &settings);
    described.alike = found.alike(&registry, &described.reviews);
    assert_eq!(named_twice(&described), 0);
}

/// Remains of one person in a world, whose samples are of nobody else.
fn parts(found: &Bodies) -> (Vec<String>, Vec<String>) {
    let is_plain = |d: &&kintrace_matching::doubts::Doubt| match &d.what {
        What::OneBody(body) => body.divided.is_empty() && body.together > JOINED,
        _ => false,
    };
    let doubt = found.proposed.iter().find(is_plain).expect("parts of one body");
    (doubt.remains.clone(), doubt.samples.clone())
}

#[test]
fn what_was_decided_is_compared_as_one() {
    let (_, registry, mut described) = world(Scale { missing: 60, remains: 40, seed: 9 }, 0.5);
    let settings = Settings::default();
    let (remains, samples) = parts(&bodies(&registry, &described, &settings));
    let ids: Vec<&str> = remains.iter().map(String::as_str).collect();
    let decided: Vec<&str> = samples.iter().map(String::as_str).collect();
    described.reviews.add(one_person("RV1", 1, &ids, &decided));
    let again = bodies(&registry, &described, &settings);
    let standing = again.proposed.iter().find(|d| d.remains == remains).expect("the same");
    assert_eq!(standing.standing, "RV1");

    let mut whole = registry.clone();
    let gone_by = join(&mut whole, &mut described.clone(), &settings);
    assert!(remains.iter().all(|id| gone_by[id] == remains[0]), "{gone_by:?}");
    assert_eq!(whole.remains.len(), registry.remains.len() + 1 - remains.len());
    let subject = Subject::Remains(remains[0].clone());
    let profile = &whole.profiles_of(|s| *s == subject)[&subject];
    for sample in &samples {
        assert_eq!(whole.samples[sample].subject, subject);
        assert!(profile.len() >= registry.profiles[sample].len() - 1, "no less is known");
    }
    // What was seen on any of them was seen on the body.
    let mut described_whole = described.clone();
    join(&mut registry.clone(), &mut described_whole, &settings);
    let seen: usize = ids.iter().filter_map(|id| described.examinations.get(*id)).map(Vec::len).sum();
    assert_eq!(described_whole.examinations[&remains[0]].len(), seen);

    // Another decision, later: they are of different people.
    let apart = Review { decision: Decision::Apart, ..one_person("RV2", 2, &ids, &[]) };
    described.reviews.add(apart);
    let mut by_themselves = registry.clone();
    assert!(join(&mut by_themselves, &mut described, &settings).is_empty());
    assert_eq!(by_themselves, registry);
    let alike = again.alike(&registry, &described.reviews);
    assert!(!alike.contains_key(&(remains[0].clone(), remains[1].clone())), "an examiner has looked");
}

#[test]
fn of_a_bag_with_two_peoples_bones_only_the_right_sample_is_taken() {
    let (_, mut registry, mut described) = world(Scale { missing: 60, remains: 40, seed: 9 }, 0.5);
    let settings = Settings::default();
    let (remains, samples) = parts(&bodies(&registry, &described, &settings));
    // Somebody else's tooth in the last of the bags.
    let bag = remains.last().expect("two at least").clone();
    let other = registry.samples.values().find(|s| {
        matches!(&s.subject, Subject::Remains(id) if !remains.contains(id))
            && registry.profiles.get(&s.id).is_some_and(|p| p.len() > 15)
    });
    let other = other.expect("another").clone();
    registry.samples.get_mut(&other.id).expect("there").subject = Subject::Remains(bag.clone());
    let found = bodies(&registry, &described, &settings);
    let doubt = found.proposed.iter().find(|d| d.remains == remains).expect("still of one person");
    assert!(matches!(&doubt.what, What::OneBody(body) if body.divided == [bag.clone()]), "{doubt:?}");
    assert_eq!(doubt.samples, samples);

    let ids: Vec<&str> = remains.iter().map(String::as_str).collect();
    let decided: Vec<&str> = samples.iter().map(String::as_str).collect();
    described.reviews.add(one_person("RV1", 1, &ids, &decided));
    join(&mut registry, &mut described, &settings);
    assert!(registry.remains.contains_key(&bag), "it holds somebody else");
    assert_eq!(registry.samples[&other.id].subject, Subject::Remains(bag));
    assert!(samples.iter().all(|s| registry.samples[s].subject == Subject::Remains(remains[0].clone())));
}
