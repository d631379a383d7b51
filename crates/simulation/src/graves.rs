//! Events at which people vanished, and what lies in the graves.

use std::collections::BTreeSet;

use kintrace_casework::skeleton::{Bone, BoneCount, Side};
use kintrace_kinship::{FrequencyTable, Sex};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::genes::{self, Genome, Genomes, Quality};
use crate::island::{LATITUDES, LONGITUDES};
use crate::{Found, Person, Place};

/// Something at which people vanished together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) when: f64,
    pub(crate) place: Place,
}

pub(crate) fn events(rng: &mut ChaCha8Rng, missing: usize) -> Vec<Event> {
    (0..(missing / 60).max(3))
        .map(|i| Event {
            when: rng.random_range(1991.8..1994.3),
            place: Place {
                name: format!("Site {}", i + 1),
                latitude: rng.random_range(LATITUDES),
                longitude: rng.random_range(LONGITUDES),
            },
        })
        .collect()
}

/// Moves the remains of a share of the events to somewhere else, those of one event to one place.
pub(crate) fn take_away(seed: u64, share: f64, remains: &mut [Found]) {
    // A generator of its own: whatever else is drawn stays as it is.
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x7a6b_656e);
    let events: BTreeSet<usize> = remains.iter().map(|r| r.event).collect();
    for event in events {
        let is_taken = rng.random::<f64>() < share;
        let (latitude, longitude) = (rng.random_range(LATITUDES), rng.random_range(LONGITUDES));
        for found in remains.iter_mut().filter(|r| is_taken && r.event == event) {
            found.place.latitude = latitude + rng.random_range(-0.02..0.02);
            found.place.longitude = longitude + rng.random_range(-0.02..0.02);
        }
    }
}

/// In this share of remains the bones of two people were mixed.
const MIXED: f64 = 0.04;

/// Of all remains, so many in a hundred are of people whom nobody reported.
const STRANGERS_PERCENT: usize = 12;

/// A body, and what nobody knows of it.
#[derive(Debug, Clone)]
pub(crate) struct Buried {
    /// As it would be found whole.
    pub(crate) found: Found,
    pub(crate) genome: Genome,
    pub(crate) sex: Sex,
    pub(crate) age: f64,
}

/// Fills the graves: some of the missing, and strangers.
pub(crate) fn fill(
    rng: &mut ChaCha8Rng,
    count: usize,
    persons: &[Person],
    genomes: &Genomes,
    frequencies: &FrequencyTable,
    events: &[Event],
) -> Vec<Buried> {
    let mut missing: Vec<usize> = (0..persons.len()).filter(|&i| persons[i].missing.is_some()).collect();
    missing.shuffle(rng);
    let strangers = (count * STRANGERS_PERCENT / 100).max(count.saturating_sub(missing.len()));
    let mut who: Vec<Option<usize>> = missing.into_iter().take(count - strangers).map(Some).collect();
    who.resize(count, None);
    who.shuffle(rng);
    let mut buried: Vec<Buried> = Vec::with_capacity(count);
    for (i, person) in who.into_iter().enumerate() {
        let (sex, age, event) = if let Some(p) = person {
            let p = &persons[p];
            let lost = p.missing.as_ref();
            (p.sex, lost.map_or(30.0, |m| m.when - p.born), lost.and_then(|m| m.event))
        } else {
            let sex = if rng.random::<f64>() < 0.8 { Sex::Male } else { Sex::Female };
            (sex, rng.random_range(17.0..70.0), None)
        };
        let event = event.unwrap_or_else(|| rng.random_range(0..events.len()));
        let own = match person {
            Some(p) => genomes.own[p].clone(),
            None => genes::draw_founder(rng, frequencies),
        };
        let quality = quality(rng);
        let mut profile = genes::read(rng, &own, frequencies, quality);
        let mixed = rng.random::<f64>() < MIXED;
        if mixed {
            // A sample of the wrong bone was typed as well: one or two loci are its.
            let other = genes::draw_founder(rng, frequencies);
            let other = genes::read(rng, &other, frequencies, quality);
            for (locus, pair) in other.iter().take(rng.random_range(1..=2)) {
                profile.insert(locus, pair.clone());
            }
        }
        let found = Found {
            id: format!("B{:05}", i + 1),
            person,
            body: i,
            event,
            site: format!("E{}-S{}", event + 1, rng.random_range(1..=2)),
            place: Place {
                name: String::new(),
                latitude: events[event].place.latitude + rng.random_range(-0.02..0.02),
                longitude: events[event].place.longitude + rng.random_range(-0.02..0.02),
            },
            sex: estimated_sex(rng, sex),
            age: estimated_age(rng, age),
            stature_cm: (rng.random::<f64>() < 0.5).then(|| {
                let mean: f64 = if sex == Sex::Female { 160.0 } else { 172.0 };
                (mean + rng.random_range(-11.0..11.0)).round()
            }),
            found: rng.random_range(2019..=2025),
            inventory: Vec::new(),
            further: Vec::new(),
            bones: if mixed {
                "mixed bones".to_owned()
            } else {
                ["skeleton, nearly complete", "skull and long bones", "long bones", "femur and pelvis"]
                    [rng.random_range(0..4)]
                .to_owned()
            },
            profile,
        };
        let inventory = inventory(&found.bones);
        buried.push(Buried { found: Found { inventory, ..found }, genome: own, sex, age });
    }
    buried
}

/// Bones by what an exhumation's list calls them.
fn inventory(named: &str) -> Vec<BoneCount> {
    let bone = |bone, side| BoneCount { bone, side, count: 1, percent: 100 };
    let mut bones = vec![bone(Bone::Femur, Side::Left), bone(Bone::Femur, Side::Right)];
    if named.contains("skull") || named.contains("skeleton") {
        bones.push(bone(Bone::Cranium, Side::None));
        bones.push(bone(Bone::Mandible, Side::None));
    }
    if named.contains("mixed") {
        bones.push(BoneCount { bone: Bone::Tibia, side: Side::Left, count: 2, percent: 100 });
    }
    bones
}

/// A third of the bones read well, a third partly, a third badly.
pub(crate) fn quality(rng: &mut ChaCha8Rng) -> Quality {
    match rng.random_range(0..3) {
        0 => Quality { locus_lost: 0.02, allele_lost: 0.0 },
        1 => Quality { locus_lost: rng.random_range(0.1..0.3), allele_lost: 0.02 },
        _ => Quality { locus_lost: rng.random_range(0.3..0.7), allele_lost: 0.06 },
    }
}

pub(crate) fn estimated_sex(rng: &mut ChaCha8Rng, sex: Sex) -> Sex {
    match rng.random::<f64>() {
        u if u < 0.25 => Sex::Unknown,
        u if u < 0.27 && sex == Sex::Male => Sex::Female,
        u if u < 0.27 => Sex::Male,
        _ => sex,
    }
}

/// In this share of remains the age was estimated of other bones, or written into another's file.
const AGE_OF_ANOTHER: f64 = 0.02;

/// An interval that holds the true age nine times of ten, as those that anthropologists write do (Baumgarten et al.
/// 2008), and that has little to do with it now and then.
pub(crate) fn estimated_age(rng: &mut ChaCha8Rng, age: f64) -> (u32, u32) {
    let half: f64 = rng.random_range(5.0..10.0);
    // By a generator of its own: the number of draws does not change what follows.
    let mut own = ChaCha8Rng::seed_from_u64(rng.random_range(-0.9_f64..0.9).to_bits());
    let middle = if own.random::<f64>() < AGE_OF_ANOTHER {
        own.random_range(15.0..80.0)
    } else {
        let blurred: f64 = StandardNormal.sample(&mut own);
        age + half * (own.random_range(-1.0..1.0) + blurred / 4.0)
    };
    let year = |x: f64| (1..95).find(|&y| f64::from(y) + 0.5 > x).unwrap_or(95);
    (year(middle - half), year(middle + half))
}
