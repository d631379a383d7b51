//! A search that remembers the last one says what a search of everything says.

use kintrace_casework::Registry;
use kintrace_casework::registry::Subject;
use kintrace_casework::review::Reviews;
use kintrace_identification::Pairwise;
use kintrace_kinship::{AllelePair, builtin};
use kintrace_matching::doubts::doubts;
use kintrace_matching::{Described, Memory, Settings, case, pair, search};
use kintrace_simulation::{Scale, World};

use crate::described;

/// Whether the memory's search finds the same of a registry as one that knows nothing.
fn agrees(memory: &mut Memory, registry: &Registry, offices: &Described, what: &str) {
    agree_with(&Settings::default(), memory, registry, offices, what);
}

fn agree_with(
    settings: &Settings,
    memory: &mut Memory,
    registry: &Registry,
    offices: &Described,
    what: &str,
) {
    let assembled = memory.case(registry, offices, settings);
    let remembered = memory.search(assembled, &|| ());
    let mut other = memory.without_anything_computed();
    let assembled = other.case(registry, offices, settings);
    let anew = other.search(assembled, &|| ());
    let pairs = |outcome: &kintrace_matching::Outcome| -> Vec<(String, String)> {
        outcome.found.iter().map(|f| (f.remains.clone(), f.missing.clone())).collect()
    };
    assert_eq!(pairs(&remembered), pairs(&anew), "{what}");
    for (a, b) in remembered.found.iter().zip(&anew.found) {
        let close = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a - b).abs() < 1e-9 * b.abs().max(1.0);
        assert!(close(a.posterior, b.posterior), "{what}: {a:?} {b:?}");
        assert!(close(a.log10_lr_dna, b.log10_lr_dna), "{what}: {a:?} {b:?}");
        for (a, b) in a.lines.iter().zip(&b.lines) {
            assert!(close(a.posterior_without, b.posterior_without), "{what}: {a:?} {b:?}");
        }
    }
    assert!((remembered.outside - anew.outside).abs() < 1e-9 * anew.outside, "{what}");
    let reviews = Reviews::default();
    let doubtful = memory.doubts(registry, &[], &reviews, settings);
    assert_eq!(doubtful, doubts(registry, &[], &reviews, settings), "{what}");
}

#[test]
fn after_each_change_a_memory_says_what_a_search_of_everything_says() {
    let world = World::simulate(Scale { missing: 60, remains: 40, seed: 17 }, &builtin::frequencies());
    let (full, offices) = described(&world);
    let mut registry = full.clone();
    let sample_of = |registry: &Registry, is_wanted: &dyn Fn(&Subject) -> bool| -> Vec<String> {
        let wanted = registry.samples.values().filter(|s| is_wanted(&s.subject));
        wanted.map(|s| s.id.clone()).filter(|id| registry.profiles.contains_key(id)).collect()
    };
    let of_relatives = sample_of(&full, &|s| matches!(s, Subject::Person(_)));
    let of_remains = sample_of(&full, &|s| matches!(s, Subject::Remains(_)));
    // A family with several missing, and one of its donors.
    let several = full
        .missing
        .values()
        .find(|m| full.missing.values().filter(|other| other.family == m.family).count() > 1);
    let several = &several.expect("brothers are missing").family;
    let donor = of_relatives.iter().find(|id| match &full.samples[*id].subject {
        Subject::Person(person) => full.persons[person].family == *several,
        Subject::Remains(_) => false,
    });
    let donor = donor.expect("somebody of the family gave DNA");
    registry.profiles.remove(donor);
    registry.profiles.remove(&of_remains[7]);

    let mut memory = Memory::lasting();
    agrees(&mut memory, &registry, &offices, "at first");
    agrees(&mut memory, &registry, &offices, "nothing changed");
    registry.profiles.insert(donor.clone(), full.profiles[donor].clone());
    agrees(&mut memory, &registry, &offices, "a relative of two brothers gave DNA");
    registry.profiles.insert(of_remains[7].clone(), full.profiles[&of_remains[7]].clone());
    agrees(&mut memory, &registry, &offices, "remains were typed");
    let locus = full.profiles[&of_remains[3]].iter().next().expect("typed").0.to_owned();
    let profile = registry.profiles.get_mut(&of_remains[3]).expect("there");
    profile.insert(locus.clone(), AllelePair::new("12", "12"));
    agrees(&mut memory, &registry, &offices, "a reading of remains was corrected");
    let profile = registry.profiles.get_mut(&of_relatives[0]).expect("there");
    profile.insert(locus, AllelePair::one("12"));
    agrees(&mut memory, &registry, &offices, "a reading of a relative was corrected");
    let family = full.missing.values().next().expect("somebody").family.clone();
    registry.missing.retain(|_, m| m.family != family);
    agrees(&mut memory, &registry, &offices, "a family has taken back its report");
    registry.missing.clone_from(&full.missing);
    agrees(&mut memory, &registry, &offices, "and reported again");
    let other = Settings { contamination: 0.01, mutation_male: 0.003, ..Settings::default() };
    let assembled = memory.case(&registry, &offices, &other);
    assert_eq!(
        memory.search(assembled, &|| ()),
        search(case(&registry, &offices, &other), &|| ()),
        "other settings, nothing of before"
    );
    // In subpopulations.
    let other = Settings { theta: 0.02, ..Settings::default() };
    agree_with(&other, &mut memory, &registry, &offices, "θ");
    registry.profiles.remove(donor);
    agree_with(&other, &mut memory, &registry, &offices, "θ, and a donor took the profile back");
}

/// Where little has changed, what was learned of everybody stands, and what is found with it is what a search of everything
/// finds with it; where much has, it is learned again.
#[test]
fn what_was_learned_stands_until_much_has_changed() {
    let world = World::simulate(Scale { missing: 160, remains: 120, seed: 23 }, &builtin::frequencies());
    let (full, offices) = described(&world);
    let mut registry = full.clone();
    let typed = |wanted: &dyn Fn(&Subject) -> bool| -> Vec<String> {
        let samples = full.samples.values().filter(|s| wanted(&s.subject));
        samples.map(|s| s.id.clone()).filter(|id| full.profiles.contains_key(id)).collect()
    };
    let (relatives, remains) =
        (typed(&|s| matches!(s, Subject::Person(_))), typed(&|s| matches!(s, Subject::Remains(_))));
    registry.profiles.remove(&relatives[11]);
    registry.profiles.remove(&remains[20]);
    let found = |memory: &mut Memory, registry: &Registry| {
        let assembled = memory.case(registry, &offices, &Settings::default());
        memory.search(assembled, &|| ())
    };
    let mut memory = Memory::lasting();
    let first = found(&mut memory, &registry);
    assert!(first.learned.places.pairs > 10, "something is learned: {:?}", first.learned.places);
    let mut stands = |registry: &Registry, what: &str| {
        agrees(&mut memory, registry, &offices, what);
        let now = found(&mut memory, registry);
        assert_eq!(now.learned.places, first.learned.places, "{what}");
        assert_eq!(now.outside.to_bits(), first.outside.to_bits(), "{what}");
    };
    registry.profiles.insert(remains[20].clone(), full.profiles[&remains[20]].clone());
    stands(&registry, "remains were typed");
    registry.profiles.insert(relatives[11].clone(), full.profiles[&relatives[11]].clone());
    stands(&registry, "a relative gave DNA");
    // Somebody was last seen elsewhere, with others.
    let ids: Vec<String> = registry.missing.keys().cloned().collect();
    let other = registry.missing[&ids[40]].clone();
    let moved = registry.missing.get_mut(&ids[3]).expect("there");
    (moved.position, moved.event) = (other.position, other.event);
    stands(&registry, "somebody was last seen elsewhere");
    // Of another the family takes the report back: two of a hundred and sixty are not as they were.
    registry.missing.remove(&ids[60]);
    agrees(&mut memory, &registry, &offices, "a report was taken back");
    let again = found(&mut memory, &registry);
    let anew = search(case(&registry, &offices, &Settings::default()), &|| ());
    assert_ne!(again.outside.to_bits(), first.outside.to_bits(), "learned again");
    assert_eq!(
        (again.learned.places, again.outside.to_bits()),
        (anew.learned.places, anew.outside.to_bits())
    );
}

/// Rows of what lines of descent say are of the settings and of the database that they were weighed with.
#[test]
fn lines_of_descent_are_weighed_again_with_other_settings() {
    let world = World::simulate(Scale { missing: 40, remains: 30, seed: 3 }, &builtin::frequencies());
    let (registry, offices) = described(&world.with_lineages(3, 1.0));
    let mut memory = Memory::lasting();
    let mut found = |settings: &Settings| {
        let assembled = memory.case(&registry, &offices, settings);
        let again = memory.search(assembled, &|| ());
        assert_eq!(again, search(case(&registry, &offices, settings), &|| ()), "{settings:?}");
        again.found
    };
    let first = found(&Settings::default());
    assert_ne!(first, found(&Settings { lineage_theta: 0.1, ..Settings::default() }));
}

/// With θ the pair's page and the search say the same, locus by locus and in all.
#[test]
fn a_pair_in_a_subpopulation_is_as_the_search_has_it() {
    let world = World::simulate(Scale { missing: 12, remains: 8, seed: 4 }, &builtin::frequencies());
    let (registry, offices) = described(&world);
    let settings = Settings { theta: 0.02, ..Settings::default() };
    let assembled = case(&registry, &offices, &settings);
    let found = Pairwise::compute(&assembled.case, &|| ());
    let relatives = registry.profiles_of_persons(|_| true);
    let profiles = registry.profiles_by_subject();
    let mut compared = 0;
    let offsets = assembled.case.offsets();
    for (f, family) in assembled.case.families.iter().enumerate() {
        for (position, &missing) in family.missing.iter().enumerate() {
            for (r, remains) in assembled.case.remains.iter().enumerate() {
                let Some(profile) = profiles.get(&Subject::Remains(remains.id.clone())) else { continue };
                let table = builtin::frequencies();
                let pair = pair(&table, &family.pedigree, missing, &relatives, profile, &settings).ln_lr();
                let of_search = found.ln_lr[offsets[f] + position][r];
                assert!((pair - of_search).abs() < 1e-9 * pair.abs().max(1.0), "{pair} {of_search}");
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "{compared} pairs");
}
