//! All of it: blocks, weights, one-to-one, reasons.

use rayon::prelude::*;

use crate::blocking::Blocks;
use crate::em::{Model, learn};
use crate::fields::{Fields, Levels, MISSING};
use crate::matching::{Edge, assign, marginals};
use crate::record::{Column, List};

/// How to link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Pairs of a smaller probability are not given out.
    pub least: f64,
    /// Whether nobody is twice on a list. If not, pairs don't exclude each other.
    pub one_to_one: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { least: 0.5, one_to_one: true }
    }
}

/// Rows that weights are learnt from.
const LEARN_FROM: usize = 3_000;
/// Pairs with smaller ln odds are forgotten: together they can't move a probability by a hundredth.
const FORGOTTEN: f64 = -7.0;
/// Pairs compared to measure what blocking loses.
const LOSS_PAIRS: usize = 400_000;

/// A reason: one column, how it agrees, what that contributes.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Number of the column; `None` for what columns say less together than each by itself.
    pub column: Option<usize>,
    /// How it agrees.
    pub agreement: &'static str,
    /// log₁₀ of the likelihood ratio.
    pub log10_lr: f64,
}

/// Two rows that may be one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Row of the first list.
    pub a: usize,
    /// Row of the second list.
    pub b: usize,
    /// Probability that they are one person, all candidates of both considered.
    pub probability: f64,
    /// ln of the odds, others left aside.
    pub ln_odds: f64,
}

/// Two lists, linked.
pub struct Linked {
    /// Pairs, by rows of the first list. One-to-one if that was asked.
    pub pairs: Vec<Pair>,
    /// All pairs that were worth remembering, the pairs above among them.
    pub candidates: Vec<Pair>,
    /// What was learnt.
    pub model: Model,
    /// Which keys rows were compared by.
    pub keys: Vec<String>,
    /// Pairs compared.
    pub compared: usize,
    /// Share of the matches that no key brings together, measured on a sample of rows.
    pub blocking_loss: f64,
    fields: Fields,
}

/// Links two lists with common columns.
///
/// Cost: 0.2 µs for each pair in a block.
#[must_use]
pub fn link(columns: &[Column], a: &List, b: &List, settings: Settings) -> Linked {
    let fields = Fields::new(columns, a, b);
    let [n, m] = fields.rows();
    let blocks = Blocks::new(&fields);
    let step = (n / LEARN_FROM).max(1);
    let sample: Vec<(usize, Vec<u32>)> = (0..n)
        .into_par_iter()
        .filter(|row| row % step == 0)
        .map(|row| (row, blocks.candidates(row)))
        .collect();
    let model = learn(&fields, &sample);
    drop(sample);
    let scored: Vec<(usize, Vec<Edge>)> = (0..n)
        .into_par_iter()
        .map(|row| {
            let candidates = blocks.candidates(row);
            let edges = candidates
                .iter()
                .filter_map(|&b| {
                    let levels = fields.levels(row, b as usize);
                    let ln_odds = if settings.one_to_one {
                        model.ln_weight(&fields, row, b as usize, &levels)
                    } else {
                        model.ln_odds(&fields, row, b as usize, &levels)
                    };
                    let a = u32::try_from(row).unwrap_or(u32::MAX);
                    (ln_odds > FORGOTTEN).then_some(Edge { a, b, ln_odds })
                })
                .collect();
            (candidates.len(), edges)
        })
        .collect();
    let compared = scored.iter().map(|(count, _)| count).sum();
    let edges: Vec<Edge> = scored.into_iter().flat_map(|(_, edges)| edges).collect();
    let probabilities = if settings.one_to_one {
        marginals(&edges)
    } else {
        edges.iter().map(|e| 1.0 / (1.0 + (-e.ln_odds).exp())).collect()
    };
    let chosen = if settings.one_to_one {
        assign(&edges, &probabilities, settings.least)
    } else {
        (0..edges.len()).filter(|i| probabilities[*i] >= settings.least).collect()
    };
    let pair = |i: usize| Pair {
        a: edges[i].a as usize,
        b: edges[i].b as usize,
        probability: probabilities[i],
        ln_odds: edges[i].ln_odds,
    };
    let blocking_loss = loss(&fields, &blocks, &model, n, m);
    Linked {
        pairs: chosen.into_iter().map(pair).collect(),
        candidates: (0..edges.len()).map(pair).collect(),
        model,
        keys: blocks.describe(&fields),
        compared,
        blocking_loss,
        fields,
    }
}

/// Pairs of rows of one list that may be one person: (row, later row, ln odds).
#[must_use]
pub fn within(columns: &[Column], list: &List) -> Vec<(usize, usize, f64)> {
    let fields = Fields::within(columns, list);
    let blocks = Blocks::new(&fields);
    let n = list.rows.len();
    let step = (n / LEARN_FROM).max(1);
    // A row is always like itself, which would teach that people are always alike.
    let others = |row: usize| -> Vec<u32> {
        blocks.candidates(row).into_iter().filter(|b| *b as usize != row).collect()
    };
    let sample: Vec<(usize, Vec<u32>)> =
        (0..n).into_par_iter().filter(|row| row % step == 0).map(|row| (row, others(row))).collect();
    let model = learn(&fields, &sample);
    (0..n)
        .into_par_iter()
        .flat_map_iter(|row| {
            others(row)
                .into_iter()
                .map(|b| b as usize)
                .filter(|b| *b > row)
                .filter_map(|b| {
                    let ln_odds = model.ln_odds(&fields, row, b, &fields.levels(row, b));
                    (ln_odds > FORGOTTEN).then_some((row, b, ln_odds))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Compares a sample of rows with all rows: which share of the probability is in no block.
fn loss(fields: &Fields, blocks: &Blocks, model: &Model, n: usize, m: usize) -> f64 {
    let rows = (LOSS_PAIRS / m.max(1)).clamp(1, n.max(1));
    let step = (n / rows).max(1);
    let (held, all) = (0..n)
        .into_par_iter()
        .filter(|row| row % step == step / 2)
        .map(|row| {
            let candidates = blocks.candidates(row);
            let odds = |b: usize| {
                let levels = fields.levels(row, b);
                model.ln_odds(fields, row, b, &levels).min(500.0).exp()
            };
            let all: f64 = (0..m).map(odds).sum();
            let held: f64 = candidates.iter().map(|b| odds(*b as usize)).sum();
            (held / (1.0 + all), all / (1.0 + all))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .fold((0.0, 0.0), |(h, a), (held, all)| (h + held, a + all));
    if all > 0.0 { (1.0 - held / all).max(0.0) } else { 0.0 }
}

impl Linked {
    /// Why two rows are, or are not, taken for one person: column by column.
    #[must_use]
    pub fn reasons(&self, a: usize, b: usize) -> Vec<Reason> {
        let levels: Levels = self.fields.levels(a, b);
        let log10 = |ln: f64| ln / std::f64::consts::LN_10;
        let mut reasons: Vec<Reason> = (0..self.fields.fields.len())
            .filter(|f| levels.of[*f] != MISSING)
            .map(|column| Reason {
                column: Some(column),
                agreement: self.fields.fields[column].levels()[usize::from(levels.of[column])],
                log10_lr: log10(self.model.column(&self.fields, a, b, &levels, column)),
            })
            .collect();
        let together = log10(Fields::ln_swapped(&levels) - self.fields.ln_together(&levels));
        if together != 0.0 {
            reasons.push(Reason { column: None, agreement: "columns that go together", log10_lr: together });
        }
        reasons
    }
}
