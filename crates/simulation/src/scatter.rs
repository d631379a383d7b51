//! Graves that were opened, moved and filled again: a body becomes several parts, in one grave or in several, and now and
//! then a part is bagged with another's.

use kintrace_casework::skeleton::{Bone, BoneCount, Side};
use kintrace_kinship::{FrequencyTable, Sex};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::genes;
use crate::graves::{self, Buried, Event};
use crate::{Found, Further};

/// Bones that stay together.
type Group = &'static [(Bone, Side, u32)];

/// A skeleton as it falls apart.
const GROUPS: [Group; 7] = [
    &[(Bone::Cranium, Side::None, 1), (Bone::Mandible, Side::None, 1)],
    &[(Bone::Femur, Side::Left, 1), (Bone::Tibia, Side::Left, 1), (Bone::Fibula, Side::Left, 1)],
    &[(Bone::Femur, Side::Right, 1), (Bone::Tibia, Side::Right, 1), (Bone::Fibula, Side::Right, 1)],
    &[(Bone::Humerus, Side::Left, 1), (Bone::Radius, Side::Left, 1), (Bone::Ulna, Side::Left, 1)],
    &[(Bone::Humerus, Side::Right, 1), (Bone::Radius, Side::Right, 1), (Bone::Ulna, Side::Right, 1)],
    &[
        (Bone::OsCoxae, Side::Left, 1),
        (Bone::OsCoxae, Side::Right, 1),
        (Bone::Sacrum, Side::None, 1),
        (Bone::LumbarVertebra, Side::None, 5),
    ],
    &[(Bone::ThoracicVertebra, Side::None, 12), (Bone::Sternum, Side::None, 1)],
];

/// What an exhumation's list calls them.
const NAMES: [&str; 7] = ["skull", "left leg", "right leg", "left arm", "right arm", "pelvis", "thorax"];

/// Of a body that fell apart, so often 2, 3, 4 parts are found.
const PARTS: [f64; 3] = [0.6, 0.28, 0.12];
/// So many groups of bones are lost.
const LOST: f64 = 0.15;
/// A part lies at another site of the same event, and at another event's.
const MOVED: (f64, f64) = (0.30, 0.05);
/// So many bags were sampled twice.
const TWICE: f64 = 0.15;
/// In so many, a sample is of another person.
const ANOTHERS: f64 = 0.03;
/// So many inventories have a bone on the wrong side.
const WRONG_SIDE: f64 = 0.01;

/// Scatters a share of those who were buried.
pub(crate) fn scatter(
    seed: u64,
    share: f64,
    buried: &[Buried],
    frequencies: &FrequencyTable,
    events: &[Event],
) -> Vec<Found> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x5CA7);
    let rng = &mut rng;
    let mut bags: Vec<Found> = Vec::new();
    for body in buried {
        if rng.random::<f64>() >= share {
            bags.push(body.found.clone());
            continue;
        }
        let parts = 2 + genes::draw(rng, PARTS.into_iter());
        let mut groups: Vec<usize> = (0..GROUPS.len()).collect();
        groups.shuffle(rng);
        for part in 0..parts {
            let kept = groups.iter().copied().skip(part).step_by(parts).enumerate();
            // Of each part the first group was found at least, or it would be none.
            let kept = kept.filter(|(n, _)| *n == 0 || rng.random::<f64>() >= LOST).map(|(_, group)| group);
            let kept: Vec<usize> = kept.collect();
            bags.push(bag(rng, body, &kept, frequencies, events));
        }
    }
    bags.shuffle(rng);
    for i in 0..bags.len() {
        bags[i].id = format!("B{:05}", i + 1);
        if rng.random::<f64>() < TWICE {
            let own = &buried[bags[i].body];
            let further = sampled(rng, own, frequencies);
            bags[i].further.push(further);
        }
        if rng.random::<f64>() < ANOTHERS {
            let of_event = |b: &&Found| b.event == bags[i].event && b.body != bags[i].body;
            let others: Vec<usize> = bags.iter().filter(of_event).map(|b| b.body).collect();
            if let Some(&other) = others.choose(rng) {
                let further = sampled(rng, &buried[other], frequencies);
                bags[i].further.push(further);
                let (bone, side, count) =
                    *GROUPS.choose(rng).and_then(|g| g.first()).unwrap_or(&GROUPS[0][0]);
                count_in(&mut bags[i].inventory, bone, side, count);
            }
        }
    }
    bags
}

fn sampled(rng: &mut ChaCha8Rng, of: &Buried, frequencies: &FrequencyTable) -> Further {
    let quality = graves::quality(rng);
    Further { body: of.found.body, profile: genes::read(rng, &of.genome, frequencies, quality) }
}

fn bag(
    rng: &mut ChaCha8Rng,
    body: &Buried,
    groups: &[usize],
    frequencies: &FrequencyTable,
    events: &[Event],
) -> Found {
    let mut found = body.found.clone();
    let u: f64 = rng.random();
    if u < MOVED.1 {
        found.event = rng.random_range(0..events.len());
    }
    if u < MOVED.0 + MOVED.1 {
        found.site = format!("E{}-S{}", found.event + 1, rng.random_range(1..=2));
        let place = &events[found.event].place;
        found.place.latitude = place.latitude + rng.random_range(-0.02..0.02);
        found.place.longitude = place.longitude + rng.random_range(-0.02..0.02);
    }
    let tells_sex = groups.iter().any(|g| [0, 5].contains(g));
    found.sex = if tells_sex { graves::estimated_sex(rng, body.sex) } else { Sex::Unknown };
    found.age = graves::estimated_age(rng, body.age);
    let tells_stature = groups.iter().any(|g| [1, 2].contains(g));
    found.stature_cm = found.stature_cm.filter(|_| tells_stature);
    found.profile = sampled(rng, body, frequencies).profile;
    found.bones = groups.iter().map(|g| NAMES[*g]).collect::<Vec<_>>().join(", ");
    found.inventory.clear();
    for (bone, side, count) in groups.iter().flat_map(|g| GROUPS[*g]) {
        let side = match side {
            Side::Left if rng.random::<f64>() < WRONG_SIDE => Side::Right,
            Side::Right if rng.random::<f64>() < WRONG_SIDE => Side::Left,
            side => *side,
        };
        count_in(&mut found.inventory, *bone, side, *count);
    }
    found
}

fn count_in(inventory: &mut Vec<BoneCount>, bone: Bone, side: Side, count: u32) {
    match inventory.iter_mut().find(|line| line.bone == bone && line.side == side) {
        Some(line) => line.count += count,
        None => inventory.push(BoneCount { bone, side, count, percent: 100 }),
    }
}
