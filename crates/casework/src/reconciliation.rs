//! Reconciliation: what is known of a missing person from before death beside what was seen on remains,
//! line by line (INTERPOL DVI guide, 2018, phase 4).
//!
//! Nothing here is a likelihood: a line speaks for, against or neither way, so that two people who look at
//! the same two files see the same contradictions. The weight of what has a model is
//! `kintrace_identification`'s.

use std::collections::BTreeSet;

use kintrace_kinship::Sex;

use crate::ante_mortem::{AnteMortem, Feature};
use crate::dental::{Tooth, ToothState};
use crate::examination::Examination;
use crate::registry::{MissingPerson, Remains};

/// An interval of numbers.
pub type Range = (f64, f64);

/// What a line says about whether both are one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It fits.
    For,
    /// It does not fit.
    Against,
    /// It is not known on one side, or says nothing.
    Neither,
}

/// What is compared as sex or an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// Sex.
    Sex,
    /// Age, years.
    Age,
    /// Stature, cm.
    Stature,
}

/// A tooth before and after death.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToothVerdict {
    /// The same.
    Same,
    /// It changed in the meantime: was treated or lost.
    Explained,
    /// It can't have changed so: a lost tooth does not come back, a filling does not heal.
    Impossible,
    /// Not known on one side.
    Unknown,
}

/// One side: a missing person from before death, or remains.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Side {
    /// Sex.
    pub sex: Sex,
    /// Age when last seen, or at death as estimated; years.
    pub age: Option<Range>,
    /// Stature as stated, or as estimated; cm.
    pub stature_cm: Option<Range>,
    /// Dental chart.
    pub teeth: Vec<Tooth>,
    /// Operations, fractures, implants, trauma.
    pub medical: Vec<Feature>,
    /// Scars, tattoos.
    pub marks: Vec<Feature>,
    /// Clothing and belongings.
    pub effects: Vec<Feature>,
}

/// Statures that families state, or papers, are off by some centimetres either way (Giles & Hutchinson 1991
/// find 2.5 cm between stated and measured).
const STATED_STATURE_CM: f64 = 2.5;

/// A stature that is estimated from bones as one number is off by as much either way: two standard errors of
/// the femur's regression (Trotter & Gleser 1952).
const ESTIMATED_STATURE_CM: f64 = 6.5;

impl Side {
    /// What is known of a missing person from before death.
    #[must_use]
    pub fn ante_mortem(missing: &MissingPerson, sex: Sex, data: Option<&AnteMortem>) -> Self {
        let age = age_last_seen(missing, data).map(|(from, to)| (from.floor(), to.floor()));
        let stated = data.and_then(|d| d.stature_cm).or(missing.stature_cm.map(|s| (s, s)));
        Self {
            sex,
            age,
            stature_cm: stated,
            teeth: data.map(|d| d.teeth.clone()).unwrap_or_default(),
            medical: data.map(|d| d.medical.clone()).unwrap_or_default(),
            marks: data.map(|d| d.marks.clone()).unwrap_or_default(),
            effects: data.map(|d| d.effects.clone()).unwrap_or_default(),
        }
    }

    /// What was seen on remains: what the examinations say, the later before the earlier, and where they say
    /// nothing the remains' own entry.
    #[must_use]
    pub fn post_mortem(remains: &Remains, examinations: &[Examination]) -> Self {
        let mut latest: Vec<&Examination> = examinations.iter().collect();
        latest.sort_by_key(|e| std::cmp::Reverse(e.on));
        let range = |of: fn(&Examination) -> Option<Range>| latest.iter().find_map(|e| of(e));
        let sex = latest.iter().find_map(|e| match e.sex.as_str() {
            "male" => Some(Sex::Male),
            "female" => Some(Sex::Female),
            _ => None,
        });
        let mut teeth: Vec<Tooth> = Vec::new();
        for tooth in latest.iter().flat_map(|e| &e.teeth) {
            if !teeth.iter().any(|t| t.tooth == tooth.tooth) {
                teeth.push(tooth.clone());
            }
        }
        let all = |of: fn(&Examination) -> &[Feature]| -> Vec<Feature> {
            latest.iter().flat_map(|e| of(e)).cloned().collect()
        };
        let mut medical = all(|e| &e.trauma);
        medical.extend(all(|e| &e.medical));
        Self {
            sex: sex.unwrap_or(remains.sex),
            age: range(|e| e.age.as_ref().map(|a| (a.from, a.to))).or(remains.age),
            stature_cm: range(|e| e.stature_cm.as_ref().map(|s| (s.from, s.to)))
                .or(remains.stature_cm.map(|s| (s, s))),
            teeth,
            medical,
            marks: Vec::new(),
            effects: all(|e| &e.effects),
        }
    }
}

/// The age at which somebody was last seen, in years with their parts: the date of birth is what was written down
/// for the search, or as it was reported. `None` where it is open.
#[must_use]
pub fn age_last_seen(missing: &MissingPerson, data: Option<&AnteMortem>) -> Option<Range> {
    let born = data.and_then(|d| d.born.as_ref()).or(missing.born.as_ref())?;
    let seen = missing.last_seen.as_ref()?;
    let age = ((seen.from - born.to).max(0.0), (seen.to - born.from).max(0.0));
    (age.0.is_finite() && age.1.is_finite()).then_some(age)
}

/// What sex, age and stature say.
#[must_use]
pub fn compare(before: &Side, after: &Side) -> [(Property, Verdict); 3] {
    let sex = match (before.sex, after.sex) {
        (Sex::Unknown, _) | (_, Sex::Unknown) => Verdict::Neither,
        (a, b) if a == b => Verdict::For,
        _ => Verdict::Against,
    };
    let is_one_number = after.stature_cm.is_some_and(|(from, to)| from.total_cmp(&to).is_eq());
    let stature_within = STATED_STATURE_CM + if is_one_number { ESTIMATED_STATURE_CM } else { 0.0 };
    [
        (Property::Sex, sex),
        // Who was last seen at an age died at that age or later: only an estimate that ends earlier is against.
        (Property::Age, overlap(before.age.map(|(from, _)| (from, f64::INFINITY)), after.age, 0.0)),
        (Property::Stature, overlap(before.stature_cm, after.stature_cm, stature_within)),
    ]
}

/// Whether two intervals meet; the first may be off by `within`.
fn overlap(before: Option<Range>, after: Option<Range>, within: f64) -> Verdict {
    match (before, after) {
        (Some(a), Some(b)) if a.0 - within <= b.1 && b.0 <= a.1 + within => Verdict::For,
        (Some(_), Some(_)) => Verdict::Against,
        _ => Verdict::Neither,
    }
}

/// Teeth that are known on a side: number, before death, after death, what that says. In order of number.
#[must_use]
pub fn compare_teeth<'a>(
    before: &'a [Tooth],
    after: &'a [Tooth],
) -> Vec<(u8, Option<&'a Tooth>, Option<&'a Tooth>, ToothVerdict)> {
    let numbers: BTreeSet<u8> = before.iter().chain(after).map(|t| t.tooth).collect();
    numbers
        .into_iter()
        .map(|number| {
            let of = |chart: &'a [Tooth]| chart.iter().find(|t| t.tooth == number);
            let (a, b) = (of(before), of(after));
            let state = |t: Option<&Tooth>| t.map_or(ToothState::Unknown, |t| t.state);
            (number, a, b, compare_tooth(state(a), state(b)))
        })
        .collect()
}

/// What happens to a tooth happens in one direction: it comes through, decays, is treated, and is lost.
#[must_use]
pub fn compare_tooth(before: ToothState, after: ToothState) -> ToothVerdict {
    use ToothState::{
        Bridge, Carious, Crown, Filled, Implant, LostAfterDeath, LostInLife, RootFilled, Sound, Unerupted,
        Unknown,
    };
    /// How far a tooth has come.
    fn stage(state: ToothState) -> u8 {
        match state {
            Unerupted => 0,
            Sound => 1,
            Carious => 2,
            Filled => 3,
            RootFilled => 4,
            Crown => 5,
            LostInLife => 6,
            // Where a tooth was: it may be replaced.
            Bridge | Implant => 7,
            Unknown | LostAfterDeath => u8::MAX,
        }
    }
    match (before, after) {
        (Unknown, _) | (_, Unknown) => ToothVerdict::Unknown,
        (_, LostAfterDeath) | (LostAfterDeath, _) => {
            // The socket is open: it was there, and nothing else is known of it.
            if matches!(before, LostInLife | Implant | Unerupted) {
                ToothVerdict::Impossible
            } else {
                ToothVerdict::Unknown
            }
        }
        (a, b) if a == b => ToothVerdict::Same,
        // A small decay is seen by one dentist and not by another; a crown may be the pillar of a bridge, and
        // the other way.
        (Carious, Sound) | (Bridge, Crown | LostInLife) => ToothVerdict::Explained,
        (a, b) if stage(a) < stage(b) => ToothVerdict::Explained,
        _ => ToothVerdict::Impossible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DateInterval;

    fn tooth(tooth: u8, state: ToothState) -> Tooth {
        Tooth { tooth, state, detail: String::new() }
    }

    #[test]
    fn a_filling_does_not_heal_and_a_lost_tooth_does_not_come_back() {
        use ToothState::{Filled, LostAfterDeath, LostInLife, Sound, Unknown};
        for (before, after, expected) in [
            (Sound, Sound, ToothVerdict::Same),
            (Sound, Filled, ToothVerdict::Explained),
            (Filled, Sound, ToothVerdict::Impossible),
            (LostInLife, Sound, ToothVerdict::Impossible),
            (LostInLife, LostAfterDeath, ToothVerdict::Impossible),
            (Filled, LostAfterDeath, ToothVerdict::Unknown),
            (Unknown, Filled, ToothVerdict::Unknown),
        ] {
            assert_eq!(compare_tooth(before, after), expected, "{before:?}, {after:?}");
        }
    }

    #[test]
    fn every_state_with_itself_is_the_same_or_unknown() {
        for state in ToothState::ALL {
            let verdict = compare_tooth(*state, *state);
            assert!(matches!(verdict, ToothVerdict::Same | ToothVerdict::Unknown), "{state:?}");
        }
    }

    #[test]
    fn charts_are_compared_tooth_by_tooth() {
        let before = [tooth(16, ToothState::Filled), tooth(11, ToothState::Sound)];
        let after = [tooth(16, ToothState::Sound), tooth(48, ToothState::Unerupted)];
        let found: Vec<(u8, ToothVerdict)> =
            compare_teeth(&before, &after).into_iter().map(|(n, _, _, v)| (n, v)).collect();
        let expected =
            [(11, ToothVerdict::Unknown), (16, ToothVerdict::Impossible), (48, ToothVerdict::Unknown)];
        assert_eq!(found, expected);
    }

    #[test]
    fn who_was_seen_at_thirty_did_not_die_at_twenty_and_may_have_died_at_fifty() {
        let missing = MissingPerson {
            born: DateInterval::parse("1962").ok(),
            last_seen: DateInterval::parse("1992-05").ok(),
            stature_cm: Some(176.0),
            ..MissingPerson::default()
        };
        let before = Side::ante_mortem(&missing, Sex::Male, None);
        assert_eq!(before.age, Some((29.0, 30.0)));
        let verdicts = |age: Range, stature: f64| {
            let remains = Remains { age: Some(age), stature_cm: Some(stature), ..Remains::default() };
            compare(&before, &Side::post_mortem(&remains, &[])).map(|(_, verdict)| verdict)
        };
        assert_eq!(verdicts((15.0, 22.0), 186.0), [Verdict::Neither, Verdict::Against, Verdict::Against]);
        assert_eq!(verdicts((40.0, 55.0), 178.0), [Verdict::Neither, Verdict::For, Verdict::For]);
    }

    #[test]
    fn the_latest_examination_counts_and_the_earlier_fill_it_up() {
        let day = |text| crate::Day::parse(text).ok();
        let earlier = Examination {
            on: day("2024-01-02"),
            sex: "female".to_owned(),
            teeth: vec![tooth(11, ToothState::Sound), tooth(12, ToothState::Filled)],
            ..Examination::default()
        };
        let later = Examination {
            on: day("2025-01-02"),
            teeth: vec![tooth(11, ToothState::Crown)],
            ..Examination::default()
        };
        let side = Side::post_mortem(&Remains { sex: Sex::Male, ..Remains::default() }, &[earlier, later]);
        assert_eq!(side.sex, Sex::Female);
        assert_eq!(side.teeth, [tooth(11, ToothState::Crown), tooth(12, ToothState::Filled)]);
    }
}
