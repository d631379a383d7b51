//! Going through a table row by row.
//!
//! A row runs along the table's last variable. The factors that do not depend on that variable are multiplied to one
//! weight for each value of what is summed out; the row is the sum of the other factors' rows, each with its weight, which
//! [`Weight::accumulate`] adds up. If there is a variable on which those rows do not depend, the table's rows for all its
//! values are written together, so that what was read is used several times.

use smallvec::SmallVec;

use super::{Rows, Weight};

/// Memory to walk with.
#[derive(Debug)]
pub(super) struct Walking<W> {
    /// By factor and outer variable: how far the factor's cells move when the variable goes up by one.
    moves: Vec<usize>,
    /// By factor and value of what is summed out: how far its cells are from those of the first value.
    steps: Vec<usize>,
    /// By value of what is summed out: what rows that are written together share.
    shared: Vec<W>,
    /// By row, and value of what is summed out: what they do not share, and the product.
    own: Vec<W>,
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
    outer: &'m [usize],
    /// How many cells a row has.
    inner: usize,
    /// How many values what is summed out has.
    summed: usize,
    /// Those that do not depend on the variable of the rows come first.
    factors: SmallVec<[Factor<'a, W>; 8]>,
    /// How many they are.
    scalars: usize,
    memory: &'m mut Walking<W>,
}

/// A factor on the way.
struct Factor<'a, W> {
    cells: &'a [W],
    /// Where the cells of the row at hand begin.
    base: usize,
    /// It counts in rows where this variable has a value, and is one elsewhere.
    counts: Option<(usize, usize)>,
}

impl<W> Factor<'_, W> {
    /// Whether it counts in the row at hand.
    fn is_open(&self, digits: &[usize]) -> bool {
        self.counts.is_none_or(|(variable, value)| digits[variable] == value)
    }
}

/// Multiplies weights, by value of what is summed out, by cells.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn weigh<W: Weight>(weights: &mut [W], cells: &[W], steps: &[usize]) {
    weights.iter_mut().zip(steps).for_each(|(weight, step)| *weight = weight.times(&cells[*step]));
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<'a, 'm, W: Weight> Walk<'a, 'm, W> {
    /// Through a table whose outer variables, rows, and sums have so many values.
    #[inline(always)]
    pub(super) fn new(outer: &'m [usize], inner: usize, summed: usize, memory: &'m mut Walking<W>) -> Self {
        memory.moves.clear();
        memory.steps.clear();
        Self { outer, inner, summed, factors: SmallVec::new(), scalars: 0, memory }
    }

    /// Adds a factor: how its cells move with each outer variable, with which value of which it counts only, and how far
    /// they are for each value of what is summed out. `along`: it depends on the variable of the rows; those come last.
    #[inline(always)]
    pub(super) fn take_along(
        &mut self,
        cells: &'a [W],
        moves: &[usize],
        counts: Option<(usize, usize)>,
        steps: impl Iterator<Item = usize>,
        along: bool,
    ) {
        self.factors.push(Factor { cells, base: 0, counts });
        self.scalars += usize::from(!along);
        self.memory.moves.extend_from_slice(moves);
        self.memory.steps.extend(steps);
    }

    /// Writes the table, or adds to it.
    #[inline(always)]
    pub(super) fn go(mut self, made: &mut [W], adds: bool) {
        let Self { outer, inner, summed, scalars, .. } = self;
        let together = self.together();
        let Walking { moves, steps, shared, own, weights } = self.memory;
        let factors = &mut self.factors[..];
        let moved = |factor: usize, variable: usize| moves[factor * outer.len() + variable];
        let steps = |factor: usize| &steps[factor * summed..(factor + 1) * summed];
        // How far a cell of the table moves with each variable.
        let mut strides: SmallVec<[usize; 8]> = SmallVec::from_elem(inner, outer.len());
        for i in (1..outer.len()).rev() {
            strides[i - 1] = strides[i] * outer[i];
        }
        let (number, stride) = together.map_or((1, inner), |i| (outer[i], strides[i]));
        let of = Rows { number, length: inner, stride, adds };
        // How far the rows that are written together are from each other, in a factor that is a weight.
        let apart = |factor: usize| together.map_or(0, |i| moved(factor, i));
        // Whether weights that these rows do not share change with a variable.
        let changes = |i: usize| {
            let depends = |f: usize| moved(f, i) > 0 || factors[f].counts.is_some_and(|(by, _)| by == i);
            (0..scalars).any(|f| apart(f) > 0 && depends(f))
        };
        let changes: SmallVec<[bool; 8]> = (0..outer.len()).map(changes).collect();
        let mut is_stale = together.is_some();
        let mut digits: SmallVec<[usize; 8]> = SmallVec::from_elem(0, outer.len());
        let mut rows: SmallVec<[(&[W], &[usize]); 4]> = SmallVec::new();
        let mut at = 0;
        loop {
            rows.clear();
            shared.clear();
            shared.resize(summed, W::one());
            let mut are_shared = together.is_none();
            for (f, factor) in factors.iter().enumerate().filter(|(_, factor)| factor.is_open(&digits)) {
                let cells = &factor.cells[factor.base..];
                if f >= scalars {
                    rows.push((cells, steps(f)));
                } else if apart(f) == 0 {
                    are_shared = true;
                    weigh(shared, cells, steps(f));
                }
            }
            if is_stale {
                own.clear();
                own.resize(number * summed, W::one());
                for (f, factor) in factors[..scalars].iter().enumerate() {
                    if apart(f) > 0 && factor.is_open(&digits) {
                        for (row, own) in own.chunks_exact_mut(summed).enumerate() {
                            weigh(own, &factor.cells[factor.base + row * apart(f)..], steps(f));
                        }
                    }
                }
            }
            let weights: &[W] = match (together, are_shared) {
                (None, _) => shared,
                (Some(_), false) => own,
                (Some(_), true) => {
                    weights.clear();
                    for own in own.chunks_exact(summed) {
                        weights.extend(own.iter().zip(&*shared).map(|(own, shared)| own.times(shared)));
                    }
                    weights
                }
            };
            W::accumulate(&mut made[at..], of, weights, &rows);
            // The next values of the variables, but of that whose rows are written together.
            is_stale = false;
            let mut is_done = true;
            for i in (0..outer.len()).rev().filter(|i| Some(*i) != together) {
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

    /// The variable whose rows are written together: the rows that are multiplied and added do not depend on it, and are
    /// read once for all of them.
    fn together(&self) -> Option<usize> {
        let is_free = |&i: &usize| {
            let is_gate = self.factors.iter().any(|factor| factor.counts.is_some_and(|(by, _)| by == i));
            !is_gate
                && (self.scalars..self.factors.len())
                    .all(|f| self.memory.moves[f * self.outer.len() + i] == 0)
        };
        (0..self.outer.len()).filter(is_free).max_by_key(|&i| self.outer[i])
    }
}
