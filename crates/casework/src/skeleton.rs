//! Which bones there are, and how whole (Buikstra & Ubelaker 1994, chapter 2).

use serde::{Deserialize, Serialize};

use crate::thing::Problems;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A bone, or a group that is counted as one.
    Bone {
        /// Skull without the lower jaw.
        Cranium = "cranium",
        /// Lower jaw.
        Mandible = "mandible",
        /// Hyoid.
        Hyoid = "hyoid",
        /// Cervical vertebrae.
        CervicalVertebra = "cervical vertebra",
        /// Thoracic vertebrae.
        ThoracicVertebra = "thoracic vertebra",
        /// Lumbar vertebrae.
        LumbarVertebra = "lumbar vertebra",
        /// Sacrum.
        Sacrum = "sacrum",
        /// Coccyx.
        Coccyx = "coccyx",
        /// Breastbone.
        Sternum = "sternum",
        /// Ribs.
        Rib = "rib",
        /// Collarbone.
        Clavicle = "clavicle",
        /// Shoulder blade.
        Scapula = "scapula",
        /// Upper arm.
        Humerus = "humerus",
        /// Radius.
        Radius = "radius",
        /// Ulna.
        Ulna = "ulna",
        /// Carpals.
        Carpal = "carpal",
        /// Metacarpals.
        Metacarpal = "metacarpal",
        /// Phalanges of the hand.
        HandPhalanx = "hand phalanx",
        /// Hip bone.
        OsCoxae = "os coxae",
        /// Thigh.
        Femur = "femur",
        /// Kneecap.
        Patella = "patella",
        /// Tibia.
        Tibia = "tibia",
        /// Fibula.
        Fibula = "fibula",
        /// Talus.
        Talus = "talus",
        /// Heel bone.
        Calcaneus = "calcaneus",
        /// Other tarsals.
        Tarsal = "tarsal",
        /// Metatarsals.
        Metatarsal = "metatarsal",
        /// Phalanges of the foot.
        FootPhalanx = "foot phalanx",
    }
}

impl Bone {
    /// How many a person has, both sides together.
    #[must_use]
    pub fn of_a_person(self) -> u32 {
        match self {
            Self::Cranium | Self::Mandible | Self::Hyoid | Self::Sacrum | Self::Coccyx | Self::Sternum => 1,
            Self::LumbarVertebra => 5,
            Self::CervicalVertebra => 7,
            Self::ThoracicVertebra => 12,
            Self::Rib => 24,
            Self::Carpal => 16,
            Self::Metacarpal | Self::Metatarsal | Self::Tarsal => 10,
            Self::HandPhalanx | Self::FootPhalanx => 28,
            _ => 2,
        }
    }

    /// Whether it lies in the middle and has no side.
    #[must_use]
    pub fn is_midline(self) -> bool {
        matches!(
            self,
            Self::Cranium
                | Self::Mandible
                | Self::Hyoid
                | Self::CervicalVertebra
                | Self::ThoracicVertebra
                | Self::LumbarVertebra
                | Self::Sacrum
                | Self::Coccyx
                | Self::Sternum
        )
    }
}

vocabulary! {
    /// On which side.
    Side {
        /// Not known, or in the middle.
        None = "none",
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
    }
}

/// A line of the inventory.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoneCount {
    /// Which.
    pub bone: Bone,
    /// Side.
    #[serde(default)]
    pub side: Side,
    /// How many.
    #[serde(default = "one")]
    pub count: u32,
    /// How much of it is there, percent: Buikstra & Ubelaker's classes are 25, 75 and 100 at most.
    #[serde(default = "whole")]
    pub percent: u8,
}

fn one() -> u32 {
    1
}

fn whole() -> u8 {
    100
}

/// Checks an inventory. More bones than one person has are no fault: remains may be mixed.
pub(crate) fn check(inventory: &[BoneCount], field: &str, problems: &mut Problems) {
    for (i, line) in inventory.iter().enumerate() {
        let at = |name: &str| format!("{field}[{i}].{name}");
        problems.expect(line.count > 0, at("count"), "one at least was expected");
        problems.expect((1..=100).contains(&line.percent), at("percent"), "1 to 100 was expected");
        problems.expect(
            !line.bone.is_midline() || line.side == Side::None,
            at("side"),
            "this bone has no side",
        );
        let twice = inventory[..i]
            .iter()
            .any(|l| (l.bone, l.side, l.percent) == (line.bone, line.side, line.percent));
        problems.expect(!twice, at("bone"), "this line is given twice");
    }
}

/// The fewest people that an inventory can be of (minimum number of individuals, by repeated elements;
/// White 1953). Pieces of less than half a bone may be of one, and are not counted.
#[must_use]
pub fn minimum_number(inventory: &[BoneCount]) -> u32 {
    let mut most = u32::from(!inventory.is_empty());
    for bone in Bone::ALL {
        for side in [Side::Left, Side::Right, Side::None] {
            let count: u32 = inventory
                .iter()
                .filter(|l| l.bone == *bone && l.percent > 50 && l.side == side)
                .map(|l| l.count)
                .sum();
            let per_person = if side == Side::None { bone.of_a_person() } else { bone.of_a_person() / 2 };
            most = most.max(count.div_ceil(per_person.max(1)));
        }
        // Those without a side belong to some side.
        let all: u32 = inventory.iter().filter(|l| l.bone == *bone && l.percent > 50).map(|l| l.count).sum();
        most = most.max(all.div_ceil(bone.of_a_person()));
    }
    most
}

/// How much of a skeleton is there, 0 to 1: of the bones a person has, each kind counting as much as it
/// has bones.
#[must_use]
pub fn completeness(inventory: &[BoneCount]) -> f64 {
    let total: u32 = Bone::ALL.iter().map(|b| b.of_a_person()).sum();
    let there: f64 = Bone::ALL
        .iter()
        .map(|bone| {
            let parts: f64 = inventory
                .iter()
                .filter(|l| l.bone == *bone)
                .map(|l| f64::from(l.count) * f64::from(l.percent) / 100.0)
                .sum();
            parts.min(f64::from(bone.of_a_person()))
        })
        .sum();
    there / f64::from(total)
}
