//! Products of factors, as rows over what is summed out, for all values of some variables.
//!
//! They are multiplied out variable by variable: when one is taken, each row that there is becomes one for each of its
//! values, times the factors that depend on it and on none that is still to come. So what few variables say is multiplied
//! once, and not for each row.

use std::ops::Range;

use smallvec::SmallVec;

use super::sides::for_each_value;
use super::walk::{Factor, Numbers, Part};
use super::{Weight, short};

/// Some of the variables that are gone through, and the factors that are multiplied for all their values.
#[derive(Debug)]
pub(super) struct Side {
    /// In increasing order: so rows lie, the last running fastest.
    pub(super) variables: SmallVec<[u16; 8]>,
    /// Those that depend on none of the variables come first, then those of each level.
    factors: SmallVec<[u16; 8]>,
    /// How many of the factors depend on none.
    constant: u16,
    levels: SmallVec<[Level; 4]>,
}

/// A variable that is taken, and the factors that can be multiplied then.
#[derive(Debug)]
struct Level {
    /// Which of the side's variables.
    variable: u16,
    /// Behind which of the side's factors they end.
    end: u16,
}

impl Side {
    /// Of variables in increasing order and factors, by what each is to the walk, through variables of about so many values.
    pub(super) fn new(
        variables: SmallVec<[u16; 8]>,
        factors: impl Iterator<Item = usize>,
        parts: &[Part],
        outer: &[usize],
    ) -> Self {
        let mut pending: SmallVec<[u16; 8]> = factors.map(short).collect();
        let mut left: SmallVec<[u16; 8]> = (0..variables.len()).map(short).collect();
        let mut last_first: SmallVec<[(u16, SmallVec<[u16; 8]>); 4]> = SmallVec::new();
        // Most rows are those of the last level: so few factors should be multiplied there, and few rows be left before it.
        while !left.is_empty() {
            let depends =
                |factor: u16, i: u16| parts[usize::from(factor)].depends.contains(&variables[usize::from(i)]);
            let cost = |i: u16| {
                let number = pending.iter().filter(|&&factor| depends(factor, i)).count();
                (number.max(1), std::cmp::Reverse(outer[usize::from(variables[usize::from(i)])]))
            };
            let at = (0..left.len()).min_by_key(|&at| cost(left[at])).unwrap_or(0);
            let last = left.remove(at);
            let (own, rest) = pending.into_iter().partition(|&factor| depends(factor, last));
            pending = rest;
            last_first.push((last, own));
        }
        let mut factors = pending;
        let constant = short(factors.len());
        let mut levels = SmallVec::new();
        for (variable, own) in last_first.into_iter().rev() {
            factors.extend(own);
            levels.push(Level { variable, end: short(factors.len()) });
        }
        Self { variables, factors, constant, levels }
    }

    /// Whether there is nothing to multiply.
    pub(super) fn is_empty(&self) -> bool {
        self.factors.is_empty()
    }
}

/// The rows of a side.
#[derive(Debug)]
pub(super) struct Products<W> {
    cells: Vec<W>,
    /// How many cells a row has: behind those for what is summed out there are zeros.
    width: usize,
    /// Rows that there are so far.
    rows: Vec<usize>,
    /// By factor and row, where the factor's cells begin for it; [`CLOSED`] if it does not count.
    begins: Vec<usize>,
}

impl<W> Default for Products<W> {
    fn default() -> Self {
        Self { cells: Vec::new(), width: 1, rows: Vec::new(), begins: Vec::new() }
    }
}

/// What a factor says that is one in a row.
const CLOSED: usize = usize::MAX;

/// A variable, as it is taken.
struct Taken {
    /// Which of those that are gone through.
    variable: usize,
    /// How many values it has.
    card: usize,
    /// How many rows further the next value is.
    stride: usize,
}

/// What is written.
struct Writing<'a, 'f, 'm, W> {
    side: &'a Side,
    factors: &'a [Factor<'f, 'm, W>],
    /// How many rows there are in the end.
    rows: usize,
    /// How many values what is summed out has.
    summed: usize,
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<W: Weight> Products<W> {
    /// Writes those of a side, the other variables being at these values; the width of rows is a multiple of a number.
    #[inline(always)]
    pub(super) fn write(
        &mut self,
        side: &Side,
        numbers: &Numbers,
        digits: &[usize],
        factors: &[Factor<'_, '_, W>],
        together: usize,
    ) {
        let summed = numbers.summed;
        self.width = summed.next_multiple_of(together);
        let mut strides: SmallVec<[usize; 8]> = SmallVec::from_elem(1, side.variables.len());
        let mut rows = 1;
        for (stride, &v) in strides.iter_mut().zip(&side.variables).rev() {
            *stride = rows;
            rows *= numbers.outer[usize::from(v)];
        }
        if self.cells.len() < rows * self.width {
            self.cells.resize(rows * self.width, W::zero());
        }
        if self.begins.len() < rows * side.factors.len() {
            self.begins.resize(rows * side.factors.len(), 0);
        }
        for (begin, &f) in self.begins.iter_mut().step_by(rows).zip(&side.factors) {
            let factor = &factors[usize::from(f)];
            let is_own = |variable: u16| side.variables.contains(&variable);
            let is_open = factor.part.counts.is_none_or(|(by, _)| is_own(by)) || factor.is_open(digits);
            *begin = if is_open { factor.base } else { CLOSED };
        }
        self.rows.clear();
        self.rows.push(0);
        let mut done = usize::from(side.constant);
        // As long as nothing was multiplied, rows need not be written.
        let mut is_one = true;
        for (&f, &begin) in side.factors[..done].iter().zip(self.begins.iter().step_by(rows)) {
            if begin != CLOSED {
                let (factor, row) = (&factors[usize::from(f)], &mut self.cells[..summed]);
                if is_one {
                    factor.write(begin, row);
                } else {
                    factor.weigh(begin, row);
                }
                is_one = false;
            }
        }
        let of = Writing { side, factors, rows, summed };
        for (number, level) in side.levels.iter().enumerate() {
            let variable = usize::from(side.variables[usize::from(level.variable)]);
            let stride = strides[usize::from(level.variable)];
            let taken = Taken { variable, card: numbers.outer[variable], stride };
            let own = done..usize::from(level.end);
            done = own.end;
            if !own.is_empty() || !is_one {
                self.take(&of, &taken, own, is_one);
                is_one = false;
            }
            if number + 1 < side.levels.len() {
                self.expand(&of, &taken, done);
            }
        }
        let all = &mut self.cells[..rows * self.width];
        if is_one {
            all.fill(W::one());
        }
        if self.width > summed {
            all.chunks_exact_mut(self.width).for_each(|row| row[summed..].fill(W::zero()));
        }
    }

    /// Makes each row one for each value of a variable, times some of the side's factors; if rows are ones, they are not
    /// there yet.
    #[inline(always)]
    fn take(&mut self, of: &Writing<'_, '_, '_, W>, taken: &Taken, own: Range<usize>, is_one: bool) {
        for (i, &row) in self.rows.iter().enumerate() {
            // That of the first value is written last: it is made of itself.
            for value in (0..taken.card).rev() {
                let (before, rest) = self.cells.split_at_mut((row + value * taken.stride) * self.width);
                let made = &mut rest[..of.summed];
                let base =
                    if is_one || value == 0 { None } else { Some(&before[row * self.width..][..of.summed]) };
                let mut is_made = value == 0 && !is_one;
                for f in own.clone() {
                    let (begin, factor) =
                        (self.begins[f * of.rows + i], &of.factors[usize::from(of.side.factors[f])]);
                    if begin == CLOSED || !factor.is_open_by(taken.variable, value) {
                        continue;
                    }
                    let at = begin + value * factor.moves[taken.variable];
                    match base {
                        _ if is_made => factor.weigh(at, made),
                        Some(base) => factor.write_times(at, base, made),
                        None => factor.write(at, made),
                    }
                    is_made = true;
                }
                match base {
                    _ if is_made => {}
                    Some(base) => made.clone_from_slice(base),
                    None => made.fill(W::one()),
                }
            }
        }
    }

    /// Says where the rows of all values of a variable are, and where factors that are still to come begin for them.
    #[inline(always)]
    fn expand(&mut self, of: &Writing<'_, '_, '_, W>, taken: &Taken, done: usize) {
        let (before, card) = (self.rows.len(), taken.card);
        self.rows.resize(before * card, 0);
        for_each_value(&mut self.rows, before, card, |row, value| row + value * taken.stride);
        for (f, begins) in
            self.begins.chunks_exact_mut(of.rows).enumerate().take(of.side.factors.len()).skip(done)
        {
            let factor = &of.factors[usize::from(of.side.factors[f])];
            let moves = factor.moves[taken.variable];
            for_each_value(begins, before, card, |begin, value| {
                let is_open = begin != CLOSED && factor.is_open_by(taken.variable, value);
                if is_open { begin + value * moves } else { CLOSED }
            });
        }
    }

    /// So many rows, one behind the other.
    #[inline(always)]
    pub(super) fn cells(&self, rows: usize) -> &[W] {
        &self.cells[..rows * self.width]
    }

    /// The same row by row, each with what is behind it.
    #[inline(always)]
    pub(super) fn rows(&self, rows: usize) -> impl Iterator<Item = &[W]> {
        self.cells(rows).chunks_exact(self.width)
    }
}
