//! A missing person as the search sees one.

use super::codes::{Coded, Codes, NOTHING};
use super::screen::{self, CODES, LANES, Level, Table};

/// Tables of a missing person: exact entries, and what the screen looks up.
#[derive(Debug)]
pub struct Target {
    /// By locus and reading; empty where the locus says nothing.
    ln_lrs: Vec<Vec<f64>>,
    /// Loci by how much they tell, with their deficits.
    order: Vec<usize>,
    tables: Vec<Table>,
    /// By locus, the largest entry; and of how much (ln) a deficit is a step.
    pub(super) most: Vec<f64>,
    pub(super) step: f64,
}

/// The largest sum of deficits that is not put aside.
const MOST: f64 = 254.0;
/// Deficits are lowered by this before they are rounded down, so that they are bounds in spite of rounding errors.
const GUARD: f64 = 1e-6;

impl Target {
    /// From [`crate::pairwise::ln_lrs`], for a threshold; `None` if no remains with these readings could reach it.
    ///
    /// # Panics
    /// If the entries are not of the readings of `remains`.
    #[must_use]
    pub fn new(ln_lrs: Vec<Vec<f64>>, remains: &Coded, ln_threshold: f64) -> Option<Self> {
        Self::by_codes(ln_lrs, remains.codes(), ln_threshold)
    }

    /// The same with codes of readings that any remains may have.
    pub(super) fn by_codes(ln_lrs: Vec<Vec<f64>>, codes: &Codes, ln_threshold: f64) -> Option<Self> {
        assert_eq!(ln_lrs.len(), codes.code.len(), "entries for each locus");
        let best: Vec<[f64; CODES]> = ln_lrs
            .iter()
            .enumerate()
            .map(|(l, ln_lrs)| {
                let mut best = [f64::NEG_INFINITY; CODES];
                best[usize::from(NOTHING)] = 0.0;
                for (code, ln_lr) in codes.code[l].iter().zip(ln_lrs) {
                    let best = &mut best[usize::from(*code)];
                    *best = best.max(*ln_lr);
                }
                best
            })
            .collect();
        let most: Vec<f64> = best.iter().map(|best| best.iter().copied().fold(0.0, f64::max)).collect();
        let budget = most.iter().sum::<f64>() - ln_threshold + 1e-9;
        if budget < 0.0 {
            return None;
        }
        let step = (budget / MOST).max(1e-9);
        let informative = (0..ln_lrs.len()).filter(|&l| !ln_lrs[l].is_empty());
        let mut loci: Vec<(f64, usize, Table)> = informative
            .map(|l| {
                let table = Table(best[l].map(|best| steps((most[l] - best) / step)));
                let counts = codes.counts[l].iter().zip(table.0);
                let tells: f64 = counts.map(|(&count, deficit)| f64::from(count) * f64::from(deficit)).sum();
                (tells, l, table)
            })
            .collect();
        loci.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let order = loci.iter().map(|locus| locus.1).collect();
        let tables = loci.into_iter().map(|locus| locus.2).collect();
        Some(Self { ln_lrs, order, tables, most, step })
    }

    /// The loci that say something, each with its deficits by code.
    pub(super) fn deficits(&self) -> impl Iterator<Item = (usize, &[u8; CODES])> {
        self.order.iter().zip(&self.tables).map(|(l, table)| (*l, &table.0))
    }

    /// Remains of a block that the screen lets pass, in order.
    pub(super) fn passing(
        &self,
        remains: &Coded,
        block: usize,
        level: Level,
    ) -> impl Iterator<Item = usize> + use<> {
        let mut passing = screen::passing(level, remains.block(block), &self.order, &self.tables);
        let first = block * LANES;
        let rest = remains.readings().remains() - first;
        for (word, from) in passing.iter_mut().zip((0..LANES).step_by(64)) {
            // The last block is not full.
            match rest.saturating_sub(from) {
                0 => *word = 0,
                left @ 1..64 => *word &= (1 << left) - 1,
                _ => {}
            }
        }
        passing.into_iter().enumerate().flat_map(move |(number, word)| {
            std::iter::successors((word != 0).then_some(word), |w| {
                let rest = w & (w - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |w| first + number * 64 + w.trailing_zeros() as usize)
        })
    }

    /// The exact ln LR of a pair: the same sum, in the same order, as [`crate::Pairwise`] computes.
    #[must_use]
    pub fn ln_lr(&self, remains: &Coded, r: usize) -> f64 {
        remains.readings().sum(&self.ln_lrs, r)
    }
}

/// A deficit in whole steps, rounded down; 255 at most.
fn steps(deficit: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
    let steps = (deficit - GUARD).clamp(0.0, 255.0) as u8;
    steps
}
