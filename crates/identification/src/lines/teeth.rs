//! Teeth as a dentist charted them in life, against those of remains.
//!
//! **Model.** What happens to a tooth happens in one direction: it comes through, decays, is filled, is lost. Given the
//! chart from life, each tooth takes yearly steps with small probabilities ([`STEPS`]) for [`YEARS`]; a charting error
//! makes it any other ([`ERROR_RATE`]). So a filling that is whole again is explained by an error alone.
//!
//! Somebody else's teeth depend on each other: who has many fillings has more. There, a person is one of three kinds,
//! with few, some or many affected teeth, and given the kind teeth are independent. How many are affected grows with
//! age ([`affected`]), and it is the age that the remains show, so that what age says is not said twice; or, as that
//! estimate may have nothing to do with these teeth ([`age::BLUNDER`]), any.
//!
//! LR = Π P(tooth | its state in life) / Σ over kinds and ages of P(kind) P(age) · Π P(tooth | kind, age), over the
//! teeth that both charts know. Adams (2003, *J Forensic Sci* 48:487) shows how different such patterns are from person to person.

use std::sync::LazyLock;

use super::{Range, age};

/// The state of a tooth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not come through.
    Unerupted,
    /// There, with nothing done.
    Sound,
    /// Carious.
    Carious,
    /// Filled, root filled or crowned.
    Restored,
    /// Lost in life, whether or not something stands in its place.
    Lost,
}

const STATES: usize = 5;

/// A chart: FDI number (11 to 48) and state.
pub type Chart = Vec<(u8, State)>;

/// How long a chart is older than a death, years.
pub const YEARS: i32 = 5;

/// Probabilities of a step in a year, from state (row) to state. Most fillings last ten to twenty years, and one tooth in
/// twenty is carious at a time in people who see a dentist seldom; the numbers are our own.
pub const STEPS: [[f64; STATES]; STATES] = [
    [0.97, 0.03, 0.0, 0.0, 0.0],
    [0.0, 0.971, 0.01, 0.015, 0.004],
    [0.0, 0.0, 0.88, 0.08, 0.04],
    [0.0, 0.0, 0.0, 0.98, 0.02],
    [0.0, 0.0, 0.0, 0.0, 1.0],
];

/// How often a tooth is charted wrongly in either chart: as another of the row, or in another state.
pub const ERROR_RATE: f64 = 0.04;

/// Kinds of people: how many more of their teeth are affected than of an average person's, and how frequent they are.
pub const KINDS: [(f64, f64); 3] = [(0.3, 0.35), (1.0, 0.40), (1.8, 0.25)];

/// The share of affected teeth (carious, filled or lost) of an average person of an age in years: about 13 of 28 at
/// 40, as WHO's surveys found in Eastern Europe of the 1980s and 1990s.
#[must_use]
pub fn affected(age: f64) -> f64 {
    (0.0165 * (age - 11.0)).clamp(0.04, 0.75)
}

/// The same for a tooth by its place in the row, 1 (middle incisor) to 8 (wisdom tooth), relative to the average.
fn of_place(tooth: u8) -> f64 {
    match tooth % 10 {
        1 | 2 => 0.6,
        3 => 0.45,
        4 | 5 => 1.0,
        6 | 7 => 1.6,
        _ => 1.2,
    }
}

/// How probable a state is for a tooth of somebody whose teeth are affected `times` as often as an average person's of
/// that age.
fn of_others(tooth: u8, state: State, age: f64, times: f64) -> f64 {
    let unerupted: f64 = match tooth % 10 {
        8 => 0.3,
        _ => 0.005,
    };
    let affected = (affected(age) * times * of_place(tooth)).clamp(0.005, 0.95);
    // Of affected teeth, the older a person the more are lost.
    let lost = (0.15 + 0.008 * (age - 20.0)).clamp(0.1, 0.7);
    let carious = 0.4 * (1.0 - lost);
    let share = match state {
        State::Unerupted => return unerupted,
        State::Sound => 1.0 - affected,
        State::Carious => affected * carious,
        State::Restored => affected * (1.0 - lost - carious),
        State::Lost => affected * lost,
    };
    share * (1.0 - unerupted)
}

/// P(state after death | state in life), errors left out: [`STEPS`] taken [`YEARS`] times.
#[must_use]
pub fn transitions() -> [[f64; STATES]; STATES] {
    let mut all = [[0.0; STATES]; STATES];
    for (i, row) in all.iter_mut().enumerate() {
        row[i] = 1.0;
    }
    for _ in 0..YEARS {
        let mut next = [[0.0; STATES]; STATES];
        for (to, from) in next.iter_mut().zip(&all) {
            for (k, p) in from.iter().enumerate() {
                for (sum, step) in to.iter_mut().zip(&STEPS[k]) {
                    *sum += p * step;
                }
            }
        }
        all = next;
    }
    all
}

/// [`transitions`], for every pair the same.
static TRANSITIONS: LazyLock<[[f64; STATES]; STATES]> = LazyLock::new(transitions);

/// Ages that anybody may have, years.
pub const AGES: [f64; 6] = [15.0, 25.0, 35.0, 45.0, 55.0, 65.0];

/// People who somebody else may be: age, how many more of their teeth are affected, and how probable that is.
fn people(estimate: Option<Range>) -> Vec<(f64, f64, f64)> {
    let within = estimate.map(|(from, to)| [1.0, 3.0, 5.0].map(|sixth| from + sixth / 6.0 * (to - from)));
    let any = if within.is_some() { age::BLUNDER } else { 1.0 };
    let within = within.into_iter().flatten().map(|age| (age, (1.0 - any) / 3.0));
    let ages = within.chain(AGES.map(|age| (age, any / AGES.len() as f64)));
    ages.flat_map(|(age, share)| KINDS.map(|(times, of_kind)| (age, times, share * of_kind))).collect()
}

/// ln LR of two charts, for remains of an estimated age (years). 0 where no tooth is in both.
#[must_use]
pub fn ln_lr(before: &[(u8, State)], after: &[(u8, State)], age: Option<Range>) -> f64 {
    let people = people(age);
    let mut same = 0.0;
    // Thirty-two teeth of a probability of 0.0006 at least: no product is too small a number.
    let mut others: Vec<f64> = people.iter().map(|(.., share)| *share).collect();
    for (tooth, state) in after {
        let Some((_, was)) = before.iter().find(|(t, _)| t == tooth) else { continue };
        let mut average = 0.0;
        for ((age, times, share), product) in people.iter().zip(&mut others) {
            let p = of_others(*tooth, *state, *age, *times);
            average += share * p;
            *product *= p;
        }
        let changed = TRANSITIONS[*was as usize][*state as usize];
        same += ((1.0 - ERROR_RATE) * changed + ERROR_RATE * average).ln();
    }
    same - others.iter().sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::State::{Carious, Lost, Restored, Sound, Unerupted};
    use super::*;

    #[test]
    fn every_row_is_a_distribution() {
        for row in STEPS.iter().chain(&transitions()) {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{row:?}");
        }
        for tooth in (1..=4).flat_map(|quadrant| (1..=8).map(move |place| 10 * quadrant + place)) {
            for (age, (times, _)) in [12.0, 25.0, 40.0, 80.0].into_iter().zip(KINDS.iter().cycle()) {
                let states = [Unerupted, Sound, Carious, Restored, Lost];
                let sum: f64 = states.iter().map(|s| of_others(tooth, *s, age, *times)).sum();
                assert!((sum - 1.0).abs() < 1e-12, "{tooth} at {age}: {sum}");
            }
        }
        assert!((KINDS.iter().map(|(_, share)| share).sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn who_has_a_chart_that_nobody_else_has_is_found_by_it() {
        let all = (1..=4).flat_map(|quadrant| (1..=7).map(move |place| 10 * quadrant + place));
        let chart: Chart = all.map(|t| (t, if t % 4 == 1 { Restored } else { Sound })).collect();
        let age = Some((36.0, 44.0));
        assert!(ln_lr(&chart, &chart, age) > 5.0);
        // Twenty-eight sound teeth are those of many.
        let sound: Chart = chart.iter().map(|(t, _)| (*t, Sound)).collect();
        let found = ln_lr(&sound, &sound, age);
        assert!(found > 0.0 && found < 5.0, "{found}");
        assert!(ln_lr(&chart, &sound, age) < -5.0, "seven fillings do not heal");
    }

    /// An adult's teeth in a file with a child's age, and another adult's chart: it is the age that is wrong, and they
    /// are not the other's because no child has such teeth.
    #[test]
    fn a_wrong_age_makes_nobody_of_anybody() {
        let teeth = || (1..=4).flat_map(|quadrant| (1..=7).map(move |place| 10 * quadrant + place));
        let before: Chart = teeth().map(|t| (t, if t % 6 == 0 { Restored } else { Sound })).collect();
        let state = |t| match t % 5 {
            0 => Lost,
            1 | 2 => Restored,
            _ => Sound,
        };
        let after: Chart = teeth().map(|t| (t, state(t))).collect();
        let (adult, child) =
            (ln_lr(&before, &after, Some((30.0, 40.0))), ln_lr(&before, &after, Some((1.0, 9.0))));
        assert!(adult < 0.0 && child < 5.0, "{adult} {child}");
    }
}
