//! Invented regions: the same seed gives the same world, and it is what it says.

use kintrace_kinship::builtin;
use kintrace_simulation::{Scale, World};

fn world(seed: u64) -> World {
    World::simulate(Scale { missing: 120, remains: 80, seed }, &builtin::frequencies())
}

#[test]
fn the_same_seed_gives_the_same_files() {
    assert_eq!(world(3).tables(), world(3).tables());
    assert_ne!(world(3).tables(), world(4).tables());
}

#[test]
fn a_world_has_what_makes_it_hard() {
    let world = world(3);
    let missing: Vec<_> = world.persons.iter().filter(|p| p.missing.is_some()).collect();
    assert_eq!(missing.len(), 120);
    assert_eq!(world.remains.len(), 80);
    let strangers = world.truth().filter(|(_, m)| m.is_none()).count();
    assert!(strangers >= 9, "strangers' remains: {strangers}");
    let families: std::collections::BTreeSet<&str> = missing.iter().map(|p| p.family.as_str()).collect();
    assert!(families.len() < missing.len(), "several missing in a family");
    assert!(missing.iter().all(|p| !p.donor));
    assert!(world.remains.iter().any(|r| r.profile.len() < 12), "partial profiles");
    let scripts = |range: std::ops::RangeInclusive<char>| {
        missing.iter().any(|p| p.name.chars().any(|c| range.contains(&c)))
    };
    assert!(scripts('а'..='я') && scripts('ա'..='ֆ') && scripts('a'..='z'), "names in several scripts");
    // Nobody is older than a parent.
    for p in &world.persons {
        for parent in [p.father, p.mother].into_iter().flatten() {
            assert!(world.persons[parent].born + 12.0 < p.born, "{} and {}", world.persons[parent].id, p.id);
        }
    }
}
