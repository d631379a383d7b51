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
        let mut begins = vec![0];
        begins.extend(choices.iter().scan(0, |end, c| {
            *end += c.remains.len();
            Some(*end)
        }));
        let remains = choices.iter().flat_map(|c| c.remains.iter().copied()).collect();
        let mut all = Self { weights: Vec::new(), remains, begins };
        all.weights = all.weights(choices.iter().map(|c| c.ln_weight));
        all
    }

    /// Weights of these choices relative to the heaviest, from their lns.
    pub(crate) fn weights(&self, ln_weights: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut weights: Vec<f64> = ln_weights.collect();
        let heaviest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for (weight, ends) in weights.iter_mut().zip(self.begins.windows(2)) {
            let least = if ends[0] == ends[1] { LEAST } else { 0.0 };
            *weight = (*weight - heaviest).exp().max(least);
        }
        weights
    }

    /// The remains of a choice.
    pub(crate) fn of(&self, choice: usize) -> &[usize] {
        &self.remains[self.begins[choice]..self.begins[choice + 1]]
    }
}
