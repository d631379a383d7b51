//! Going through a table row by row.
//!
//! A row runs along the table's last variable. The factors that do not depend on that variable are multiplied to one
//! weight for each value of what is summed out; the row is the sum of the other factors' rows, each with its weight, which
//! [`Weight::accumulate`] adds up. Where bits are summed out that open gates, there are several such sums (*terms*), each
//! of the factors that are open then. The rows for all values of one more variable are written in one go; best of a
//! variable on which the other factors do not depend, since what was read then serves all of these rows.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Row, Rows, Weight};

/// Memory to walk with.
#[derive(Debug)]
pub(super) struct Walking<W> {
    /// By factor and outer variable: how far the factor's cells move when the variable goes up by one.
    moves: Vec<usize>,
    /// By factor and value of what is summed out: how far its cells are from those of the first value.
    steps: Vec<usize>,
    /// By value of what is summed out: what rows that are written in one go share.
    shared: Vec<W>,
    /// By term, row, and value of what is summed out: what they do not share.
    own: Vec<W>,
    /// By row, and value of what is summed out: everything together.
    weights: Vec<W>,
}

impl<W> Default for Walking<W> {
    fn default() -> Self {
        let (moves, steps) = (Vec::new(), Vec::new());
        Self { moves, steps, shared: Vec::new(), own: Vec::new(), weights: Vec::new() }
    }
}

/// A walk through a table.
pub(super) struct Walk<'a, 'm, W> {
    /// Numbers of values of all variables but that of the rows; the last runs fastest.
    outer: SmallVec<[usize; 8]>,
    /// How many cells a row has.
    inner: usize,
    /// How many values what is summed out has in a term.
    summed: usize,
    /// Those of one term behind those of the other.
    factors: SmallVec<[Factor<'a, W>; 8]>,
    terms: SmallVec<[Factors; 2]>,
    memory: &'m mut Walking<W>,
}

/// The factors of a term.
struct Factors {
    all: Range<usize>,
    /// From this one on they depend on the variable of the rows.
    along: usize,
    /// Some weights are those of one row.
    has_own: bool,
}

/// A factor on the way.
struct Factor<'a, W> {
    cells: &'a [W],
    /// Where the cells of the row at hand begin.
    base: usize,
    /// It counts in rows where this variable has a value, and is one elsewhere.
    counts: Option<(usize, usize)>,
    /// How its cells lie for what is summed out.
    spread: Spread,
}

/// How cells lie for the values of what is summed out.
#[derive(Clone, Copy)]
enum Spread {
    /// It is one cell for all of them.
    Same,
    /// One behind the other.
    Neighbours,
    /// Somehow.
    Apart,
}

impl<W> Factor<'_, W> {
    /// Whether it counts in the row at hand.
    fn is_open(&self, digits: &[usize]) -> bool {
        self.counts.is_none_or(|(variable, value)| digits[variable] == value)
    }
}

impl<W: Weight> Factor<'_, W> {
    /// Multiplies the weights of some rows, those of one row behind those of the other, by its cells: for each of the `summed`
    /// values of what is summed out that many `steps` further, and for each row `apart`.
    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    fn weigh(&self, weights: &mut [W], summed: usize, apart: usize, steps: &[usize]) {
        let mut cells = &self.cells[self.base..];
        // One weight a row: asking how cells lie would take longer than to multiply.
        if summed == 1 {
            weights
                .iter_mut()
                .zip(cells.iter().step_by(apart.max(1)))
                .for_each(|(weight, cell)| *weight = weight.times(cell));
            return;
        }
        for weights in weights.chunks_exact_mut(summed) {
            match self.spread {
                Spread::Same => weights.iter_mut().for_each(|weight| *weight = weight.times(&cells[0])),
                Spread::Neighbours => W::multiply(weights, cells),
                Spread::Apart => {
                    weights
                        .iter_mut()
                        .zip(steps)
                        .for_each(|(weight, step)| *weight = weight.times(&cells[*step]));
                }
            }
            cells = cells.get(apart..).unwrap_or_default();
        }
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<'a, 'm, W: Weight> Walk<'a, 'm, W> {
    /// Through a table whose outer variables, rows, and sums have so many values.
    #[inline(always)]
    pub(super) fn new(
        outer: SmallVec<[usize; 8]>,
        inner: usize,
        summed: usize,
        memory: &'m mut Walking<W>,
    ) -> Self {
        memory.moves.clear();
        memory.steps.clear();
        Self { outer, inner, summed, factors: SmallVec::new(), terms: SmallVec::new(), memory }
    }

    /// The next term.
    #[inline(always)]
    pub(super) fn begin(&mut self) {
        let from = self.factors.len();
        self.terms.push(Factors { all: from..from, along: from, has_own: false });
    }

    /// Adds a factor to the term: how its cells move with each outer variable, with which value of which it counts only,
    /// and how far they are for each value of what is summed out, by the number of values, and the step from each to the
    /// next, of each variable. `along`: it depends on the variable of the rows; those come last.
    #[inline(always)]
    pub(super) fn take_along(
        &mut self,
        cells: &'a [W],
        moves: &[usize],
        counts: Option<(usize, usize)>,
        summed: impl DoubleEndedIterator<Item = (usize, usize)>,
        along: bool,
    ) {
        let steps = &mut self.memory.steps;
        let from = steps.len();
        steps.push(0);
        let mut spread = Spread::Same;
        for (card, step) in summed.rev().filter(|(card, _)| *card > 1) {
            let so_far = steps.len() - from;
            spread = match spread {
                Spread::Same if step == 0 => Spread::Same,
                Spread::Same if step == 1 && so_far == 1 => Spread::Neighbours,
                Spread::Neighbours if step == so_far => Spread::Neighbours,
                _ => Spread::Apart,
            };
            if so_far == 1 {
                steps.extend((1..card).map(|value| value * step));
                continue;
            }
            for value in 1..card {
                steps.extend_from_within(from..from + so_far);
                steps[from + value * so_far..].iter_mut().for_each(|further| *further += value * step);
            }
        }
        self.factors.push(Factor { cells, base: 0, counts, spread });
        self.memory.moves.extend_from_slice(moves);
        if let Some(term) = self.terms.last_mut() {
            term.all.end += 1;
            term.along += usize::from(!along);
        }
    }

    /// Writes the table.
    #[inline(always)]
    pub(super) fn go(mut self, made: &mut [W]) {
        self.put_together();
        let in_one_go = self.in_one_go();
        let Self { inner, summed, .. } = self;
        let outer = &self.outer[..];
        let Walking { moves, steps, shared, own, weights } = self.memory;
        let (factors, terms) = (&mut self.factors[..], &mut self.terms[..]);
        let moved = |factor: usize, variable: usize| moves[factor * outer.len() + variable];
        let steps = |factor: usize| &steps[factor * summed..(factor + 1) * summed];
        // How far a cell of the table moves with each variable.
        let mut strides: SmallVec<[usize; 8]> = SmallVec::from_elem(inner, outer.len());
        for i in (1..outer.len()).rev() {
            strides[i - 1] = strides[i] * outer[i];
        }
        let (number, stride) = in_one_go.map_or((1, inner), |i| (outer[i], strides[i]));
        // How far the rows that are written in one go are from each other.
        let apart = |factor: usize| in_one_go.map_or(0, |i| moved(factor, i));
        let mut changes: SmallVec<[bool; 8]> = SmallVec::from_elem(false, outer.len());
        for term in &mut *terms {
            for f in (term.all.start..term.along).filter(|f| apart(*f) > 0) {
                term.has_own = true;
                // These weights change with a variable.
                for (i, changes) in changes.iter_mut().enumerate() {
                    *changes |= moved(f, i) > 0 || factors[f].counts.is_some_and(|(by, _)| by == i);
                }
            }
        }
        let mut is_stale = terms.iter().any(|term| term.has_own);
        if is_stale {
            own.resize(terms.len() * number * summed, W::one());
        }
        let mut digits: SmallVec<[usize; 8]> = SmallVec::from_elem(0, outer.len());
        let mut rows: SmallVec<[Row<'_, W>; 4]> = SmallVec::new();
        let mut at = 0;
        loop {
            for (number_of_term, term) in terms.iter().enumerate() {
                let own = if term.has_own {
                    &mut own[number_of_term * number * summed..][..number * summed]
                } else {
                    &mut []
                };
                if is_stale {
                    own.fill(W::one());
                }
                shared.clear();
                shared.resize(summed, W::one());
                rows.clear();
                let mut are_shared = !term.has_own;
                for f in term.all.clone() {
                    let factor = &factors[f];
                    if !factor.is_open(&digits) {
                        continue;
                    }
                    let apart = apart(f);
                    if f >= term.along {
                        rows.push(Row { cells: &factor.cells[factor.base..], steps: steps(f), apart });
                    } else if apart == 0 {
                        are_shared = true;
                        factor.weigh(shared, summed, 0, steps(f));
                    } else if is_stale {
                        factor.weigh(own, summed, apart, steps(f));
                    }
                }
                let weights: &[W] = match (term.has_own, are_shared) {
                    (false, _) => shared,
                    (true, false) => own,
                    (true, true) => {
                        weights.clear();
                        weights.extend_from_slice(own);
                        weights.chunks_exact_mut(summed).for_each(|own| W::multiply(own, shared));
                        weights
                    }
                };
                let of = Rows { number, length: inner, stride, summed, adds: number_of_term > 0 };
                W::accumulate(&mut made[at..], of, weights, &rows);
            }
            // The next values of the variables, but of that whose rows are written in one go.
            is_stale = false;
            let mut is_done = true;
            for i in (0..outer.len()).rev().filter(|i| Some(*i) != in_one_go && outer[*i] > 1) {
                is_stale |= changes[i];
                digits[i] += 1;
                at += strides[i];
                factors.iter_mut().enumerate().for_each(|(f, factor)| factor.base += moved(f, i));
                is_done = digits[i] == outer[i];
                if !is_done {
                    break;
                }
                digits[i] = 0;
                at -= strides[i] * outer[i];
                factors.iter_mut().enumerate().for_each(|(f, factor)| factor.base -= moved(f, i) * outer[i]);
            }
            if is_done {
                break;
            }
        }
    }

    /// Counts neighbouring variables as one, and the first of them as one value, where no gate is opened by them and every
    /// factor's cells for all their values are as far from each other.
    fn put_together(&mut self) {
        let number = self.outer.len();
        let Some(mut last) = number.checked_sub(1) else { return };
        for i in (0..last).rev() {
            let goes_on = |(f, factor): (usize, &Factor<'_, W>)| {
                let moves = &self.memory.moves[f * number..];
                let opens = factor.counts.is_some_and(|(by, _)| by == i || by == last);
                !opens && moves[i] == moves[last] * self.outer[last]
            };
            if self.factors.iter().enumerate().all(goes_on) {
                self.outer[last] *= self.outer[i];
                self.outer[i] = 1;
            } else {
                last = i;
            }
        }
    }

    /// The variable whose rows are written in one go: one that opens no gate, with many values; best if the rows that are
    /// multiplied and added do not depend on it.
    fn in_one_go(&self) -> Option<usize> {
        let moves = |f: usize, i: usize| self.memory.moves[f * self.outer.len() + i] > 0;
        let opens = |i: usize| self.factors.iter().any(|factor| factor.counts.is_some_and(|(by, _)| by == i));
        let worth = |i: usize| {
            let is_free = self.terms.iter().all(|term| (term.along..term.all.end).all(|f| !moves(f, i)));
            self.outer[i] * if is_free { FREE } else { 1 }
        };
        (0..self.outer.len()).filter(|&i| !opens(i)).max_by_key(|&i| worth(i))
    }
}

/// So many times better is a variable on which rows do not depend.
const FREE: usize = 2;
