//! A missing person as the search sees one.

use std::sync::Arc;

use super::codes::{Coded, Codes, NOTHING};
use super::screen::{self, CODES, LANES, Level, Table};

/// Tables of a missing person: exact entries, and what the screen looks up.
#[derive(Debug)]
pub struct Target {
    /// By locus; `None` where it says nothing.
    entries: Vec<Option<Arc<Entries>>>,
    /// Loci by how much they tell, with their deficits.
    order: Vec<usize>,
    tables: Vec<Table>,
    /// Of how much (ln) a deficit is a step.
    pub(super) step: f64,
}

/// What a locus says of a missing person.
#[derive(Debug)]
pub(super) struct Entries {
    /// ln LR by reading.
    ln_lrs: Vec<f64>,
    /// The largest by code.
    best: [f64; CODES],
    /// The largest of all; 0 if that is larger.
    most: f64,
}

impl Entries {
    /// From ln LRs by reading.
    pub(super) fn new(ln_lrs: Vec<f64>, codes: &Codes, locus: usize) -> Self {
        let mut best = [f64::NEG_INFINITY; CODES];
        best[usize::from(NOTHING)] = 0.0;
        for (code, ln_lr) in codes.code[locus].iter().zip(&ln_lrs) {
            let best = &mut best[usize::from(*code)];
            *best = best.max(*ln_lr);
        }
        let most = best.iter().copied().fold(0.0, f64::max);
        Self { ln_lrs, best, most }
    }

    /// How many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&self.ln_lrs[..])
    }
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
        let codes = remains.codes();
        assert_eq!(ln_lrs.len(), codes.code.len(), "entries for each locus");
        let of_locus = |(l, ln_lrs): (usize, Vec<f64>)| {
            (!ln_lrs.is_empty()).then(|| Arc::new(Entries::new(ln_lrs, codes, l)))
        };
        Self::shared(ln_lrs.into_iter().enumerate().map(of_locus).collect(), codes, ln_threshold)
    }

    /// The same of entries that others may have as well.
    pub(super) fn shared(
        entries: Vec<Option<Arc<Entries>>>,
        codes: &Codes,
        ln_threshold: f64,
    ) -> Option<Self> {
        let budget = entries.iter().flatten().map(|of| of.most).sum::<f64>() - ln_threshold + 1e-9;
        if budget < 0.0 {
            return None;
        }
        let step = (budget / MOST).max(1e-9);
        let informative = entries.iter().enumerate().filter_map(|(l, of)| Some((l, of.as_ref()?)));
        let mut loci: Vec<(f64, usize, Table)> = informative
            .map(|(l, of)| {
                let table = Table(of.best.map(|best| steps((of.most - best) / step)));
                let counts = codes.counts[l].iter().zip(table.0);
                let tells: f64 = counts.map(|(&count, deficit)| f64::from(count) * f64::from(deficit)).sum();
                (tells, l, table)
            })
            .collect();
        loci.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let order = loci.iter().map(|locus| locus.1).collect();
        let tables = loci.into_iter().map(|locus| locus.2).collect();
        Some(Self { entries, order, tables, step })
    }

    /// The loci that say something, each with the most that it says (ln), and its deficits by code.
    pub(super) fn deficits(&self) -> impl Iterator<Item = (usize, f64, &[u8; CODES])> {
        let most = |l: usize| self.entries[l].as_ref().map_or(0.0, |of| of.most);
        self.order.iter().zip(&self.tables).map(move |(l, table)| (*l, most(*l), &table.0))
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
        let of_locus = |l: usize| self.entries[l].as_ref().map_or(&[][..], |of| &of.ln_lrs);
        remains.readings().sum(of_locus, r)
    }
}

/// A deficit in whole steps, rounded down; 255 at most.
fn steps(deficit: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
    let steps = (deficit - GUARD).clamp(0.0, 255.0) as u8;
    steps
}
