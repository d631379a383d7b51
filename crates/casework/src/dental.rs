//! Teeth in the two-digit notation of the FDI (ISO 3950): 11 to 48, milk teeth 51 to 85.

use serde::{Deserialize, Serialize};

use crate::thing::Problems;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The state of a tooth.
    ToothState {
        /// Not seen, or not known.
        Unknown = "unknown",
        /// There, with nothing done.
        Sound = "sound",
        /// Carious.
        Carious = "carious",
        /// Filled.
        Filled = "filled",
        /// Crowned.
        Crown = "crown",
        /// Part of a bridge.
        Bridge = "bridge",
        /// Root filled.
        RootFilled = "root filled",
        /// Implant.
        Implant = "implant",
        /// Lost in life; the bone has healed.
        LostInLife = "lost in life",
        /// Lost after death; the socket is open.
        LostAfterDeath = "lost after death",
        /// Not come through.
        Unerupted = "unerupted",
    }
}

/// A tooth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tooth {
    /// FDI number.
    pub tooth: u8,
    /// State.
    pub state: ToothState,
    /// Surfaces and material: `MOD amalgam`.
    #[serde(default)]
    pub detail: String,
}

/// Whether the FDI has a tooth of that number.
#[must_use]
pub fn is_tooth(number: u8) -> bool {
    let (quadrant, position) = (number / 10, number % 10);
    match quadrant {
        1..=4 => (1..=8).contains(&position),
        5..=8 => (1..=5).contains(&position),
        _ => false,
    }
}

/// Checks a chart: each tooth once.
pub(crate) fn check(chart: &[Tooth], field: &str, problems: &mut Problems) {
    for (i, tooth) in chart.iter().enumerate() {
        problems.expect(
            is_tooth(tooth.tooth),
            format!("{field}[{i}].tooth"),
            format!("{}: a number of the FDI was expected, 11 to 48 or 51 to 85", tooth.tooth),
        );
        let twice = chart[..i].iter().any(|t| t.tooth == tooth.tooth);
        problems.expect(
            !twice,
            format!("{field}[{i}].tooth"),
            format!("tooth {} is given twice", tooth.tooth),
        );
    }
}
