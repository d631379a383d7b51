//! A family's choices in one piece, ready to be gone through many times.

use crate::assignment::Choice;

/// Choices of one family.
#[derive(Debug)]
pub(crate) struct Choices {
    /// Weights relative to the heaviest.
    pub(crate) weights: Vec<f64>,
    /// The remains of all choices, one choice behind the other.
    pub(crate) remains: Vec<usize>,
    /// Where each choice's begin; at last, where the last one's end.
    pub(crate) begins: Vec<usize>,
}

/// Nothing weighs less: nobody, beside a likelihood ratio that no double holds, is still possible.
const LEAST: f64 = 1e-260;

impl Choices {
    pub(crate) fn new(choices: &[Choice]) -> Self {
        let heaviest = choices.iter().map(|c| c.ln_weight).fold(f64::NEG_INFINITY, f64::max);
        let weight = |c: &Choice| {
            let least = if c.remains.is_empty() { LEAST } else { 0.0 };
            (c.ln_weight - heaviest).exp().max(least)
        };
        let mut begins = vec![0];
        begins.extend(choices.iter().scan(0, |end, c| {
            *end += c.remains.len();
            Some(*end)
        }));
        Self {
            weights: choices.iter().map(weight).collect(),
            remains: choices.iter().flat_map(|c| c.remains.iter().copied()).collect(),
            begins,
        }
    }

    /// The remains of a choice.
    pub(crate) fn of(&self, choice: usize) -> &[usize] {
        &self.remains[self.begins[choice]..self.begins[choice + 1]]
    }
}
