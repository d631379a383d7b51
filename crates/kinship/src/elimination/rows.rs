//! Rows that are sums of rows.
//!
//! The factors that do not depend on the variable of the rows are multiplied to one weight for each value of what is
//! summed out; a row is the sum of the other factors' rows, each with its weight. Rows that are sums of the same rows
//! with other weights are written in one go, so that what was read serves all of them: for all values of the variables on
//! which only weights depend. Where there are few of these, it is all values of one more variable; then only weights
//! are computed together.

use smallvec::SmallVec;

use super::partial::Partial;
use super::products::{Products, Side};
use super::sides::places;
use super::walk::{Factor, Numbers, Odometer, Part, SAME, Term, moves, opens, strides};
use super::{Row, Rows, Weight, short};

/// How the rows of a table are gone through: what follows from shapes.
#[derive(Debug)]
pub(super) struct ByRows {
    terms: SmallVec<[Weights; 1]>,
    /// The variable for all values of which rows are written in one go although the rows that are summed depend on it.
    moving: Option<u16>,
    /// Variables with which weights change that are those of one row.
    changing: SmallVec<[u16; 8]>,
}

/// Of which factors the weights of a term are products.
#[derive(Debug)]
struct Weights {
    /// What the rows that are written in one go share.
    shared: Partial,
    /// What each of them has its own.
    own: Side,
}

/// Memory to go through rows with.
#[derive(Debug)]
pub(super) struct Memory<W> {
    /// Products that rows share, and where.
    partial: Vec<W>,
    held: Vec<usize>,
    /// By term: what rows that are written in one go do not share.
    own: Vec<Products<W>>,
    /// By row, and value of what is summed out: everything together.
    weights: Vec<W>,
    /// Where these rows are.
    at: Vec<usize>,
}

impl<W> Default for Memory<W> {
    fn default() -> Self {
        let (partial, held, own, weights, at) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { partial, held, own, weights, at }
    }
}

/// So many rows are written in one go at most, so that their weights stay in a cache.
const MOST_ROWS: usize = 256;

impl ByRows {
    /// Of the factors of each term, through a table whose outer variables have about so many values.
    pub(super) fn new(parts: &[Part], terms: &[Term], outer: &[usize]) -> Self {
        let (together, moving) = in_one_go(parts, outer);
        let is_own = |f: &usize| parts[*f].depends.iter().any(|v| together.contains(v));
        let mut changing: SmallVec<[u16; 8]> = SmallVec::new();
        let terms = terms.iter().enumerate().map(|(number, term)| {
            let shared = term.scalars().filter(|f| !is_own(f)).map(|f| (short(f), &parts[f]));
            let own = term.scalars().filter(is_own);
            own.clone().for_each(|f| changing.extend(parts[f].depends.iter().copied()));
            Weights {
                shared: Partial::new(shared, number),
                own: Side::new(together.clone(), own, parts, outer),
            }
        });
        let terms = terms.collect();
        changing.retain(|v| !together.contains(v));
        Self { terms, moving, changing }
    }
}

/// The variables whose rows are written in one go, and the one of them on which the rows depend that are summed.
fn in_one_go(parts: &[Part], outer: &[usize]) -> (SmallVec<[u16; 8]>, Option<u16>) {
    let (mut same, mut rows) = (SmallVec::new(), 1);
    let moving = (0..outer.len()).filter(|&v| moves(parts, v) && !opens(parts, v)).max_by_key(|&v| outer[v]);
    for v in (0..outer.len()).rev().filter(|&v| !moves(parts, v)) {
        if rows * outer[v] <= MOST_ROWS {
            rows *= outer[v];
            same.insert(0, short(v));
        }
    }
    match moving {
        Some(moving) if outer[moving] > SAME * rows => {
            (SmallVec::from_slice(&[short(moving)]), Some(short(moving)))
        }
        _ => (same, None),
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl ByRows {
    /// Writes the table.
    #[inline(always)]
    pub(super) fn go<W: Weight>(
        &self,
        terms: &[Term],
        numbers: &Numbers,
        factors: &mut [Factor<'_, '_, W>],
        memory: &mut Memory<W>,
        made: &mut [W],
    ) {
        let (inner, summed, variables) = (numbers.inner, numbers.summed, numbers.outer.len());
        let Memory { partial, held, own, weights, at } = memory;
        Partial::make_room(partial, held, self.terms.len(), variables, summed);
        if own.len() < self.terms.len() {
            own.resize_with(self.terms.len(), Products::default);
        }
        let strides = strides(&numbers.outer, inner);
        let together = &self.terms[0].own.variables;
        places(at, together, numbers, &strides);
        let mut cards = numbers.outer.clone();
        together.iter().for_each(|&v| cards[usize::from(v)] = 1);
        let mut odometer = Odometer::new(&cards, strides);
        let mut rows: SmallVec<[Row<'_, W>; 4]> = SmallVec::new();
        let (mut changed, mut is_stale) = (0, true);
        loop {
            for (number, ((term, of), own)) in terms.iter().zip(&self.terms).zip(&mut *own).enumerate() {
                let known = changed..variables + 1;
                let (shared, is_one) =
                    of.shared.renew(known, factors, &odometer.digits, summed, (partial, held));
                let weights: &[W] = if of.own.is_empty() {
                    shared
                } else {
                    if is_stale {
                        own.write(&of.own, numbers, &odometer.digits, factors, 1);
                    }
                    if is_one {
                        own.cells(at.len())
                    } else {
                        weights.clear();
                        for own in own.cells(at.len()).chunks_exact(summed) {
                            weights.extend(own.iter().zip(shared).map(|(own, shared)| own.times(shared)));
                        }
                        weights
                    }
                };
                rows.clear();
                for factor in &factors[term.along()] {
                    if factor.is_open(&odometer.digits) {
                        let apart = self.moving.map_or(0, |v| factor.moves[usize::from(v)]);
                        rows.push(Row { cells: &factor.cells[factor.base..], steps: factor.steps, apart });
                    }
                }
                let rows_of = Rows { at, length: inner, summed, adds: number > 0 };
                W::accumulate(&mut made[odometer.at..], rows_of, weights, &rows);
            }
            match odometer.next(factors) {
                Some(variable) => {
                    is_stale = self.changing.iter().any(|&v| usize::from(v) >= variable);
                    changed = variable + 1;
                }
                None => break,
            }
        }
    }
}
