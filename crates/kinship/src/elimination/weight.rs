//! What tables hold, and how rows of them are added up.
//!
//! Most of a likelihood's time goes into one thing: rows of neighbouring numbers, multiplied and added. It is compiled for
//! several kinds of processors, and the one at hand is asked for once an elimination (`pulp`). Every kind does the same
//! additions and multiplications in the same order, so that a result does not depend on the machine.

use std::borrow::Cow;
use std::cell::RefCell;

use super::contraction::Scratch;

/// What a factor's cells hold: something to add and multiply.
pub trait Weight: Clone {
    /// Neutral for adding.
    fn zero() -> Self;
    /// Neutral for multiplying.
    fn one() -> Self;
    /// A plain number.
    #[must_use]
    fn constant(value: f64) -> Self;
    /// Plain numbers.
    #[must_use]
    fn of_numbers(numbers: &[f64]) -> Cow<'_, [Self]> {
        numbers.iter().copied().map(Self::constant).collect()
    }
    /// Adds `a * b`.
    fn add_product(&mut self, a: &Self, b: &Self);
    /// The product.
    #[must_use]
    fn times(&self, other: &Self) -> Self;
    /// Adds.
    fn add(&mut self, other: &Self);
    /// A size, to scale by; 0 only for zero.
    fn magnitude(&self) -> f64;
    /// Multiplies by a plain number.
    fn scale(&mut self, by: f64);

    /// Adds to each cell of a row the sum, over the weights, of the weight times the product of the cells of `rows`: each of
    /// them is given with all that lies behind its first cell, and for each weight with how many cells later its row for
    /// that weight begins.
    #[inline]
    fn accumulate(row: &mut [Self], weights: &[Self], rows: &[(&[Self], &[usize])]) {
        for (x, weight) in weights.iter().enumerate().filter(|(_, weight)| weight.magnitude() != 0.0) {
            for (i, cell) in row.iter_mut().enumerate() {
                match rows.split_last() {
                    None => cell.add(weight),
                    Some(((last, steps), rows)) => {
                        let product = rows.iter().fold(weight.clone(), |product, (cells, steps)| {
                            product.times(&cells[steps[x] + i])
                        });
                        cell.add_product(&product, &last[steps[x] + i]);
                    }
                }
            }
        }
    }

    /// The largest magnitude.
    fn largest(cells: &[Self]) -> f64 {
        cells.iter().map(Self::magnitude).fold(0.0, f64::max)
    }

    /// Does some work with memory for it, compiled for what the processor can do if that helps.
    #[inline]
    fn dispatch<T>(work: impl FnOnce(&mut Scratch<Self>) -> T) -> T {
        work(&mut Scratch::default())
    }
}

thread_local! {
    /// Memory for one elimination after another.
    static SCRATCH: RefCell<Scratch<f64>> = RefCell::default();
}

/// Cells of a row that are added up side by side.
const BLOCK: usize = 16;

/// Σ weight × Π rows, of `N` cells of a row from the `from`th on.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn block<const N: usize>(weights: &[f64], rows: &[(&[f64], &[usize])], from: usize) -> [f64; N] {
    let mut sum = [0.0; N];
    for (x, &weight) in weights.iter().enumerate() {
        if weight == 0.0 {
            continue;
        }
        let mut product = [weight; N];
        for (cells, steps) in rows {
            let cells = &cells[steps[x] + from..][..N];
            product.iter_mut().zip(cells).for_each(|(product, cell)| *product *= cell);
        }
        sum.iter_mut().zip(product).for_each(|(sum, product)| *sum += product);
    }
    sum
}

/// [`Weight::accumulate`] of numbers.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn accumulate(row: &mut [f64], weights: &[f64], rows: &[(&[f64], &[usize])]) {
    let mut from = 0;
    while row.len() - from >= BLOCK {
        let sum = block::<BLOCK>(weights, rows, from);
        row[from..from + BLOCK].iter_mut().zip(sum).for_each(|(cell, sum)| *cell += sum);
        from += BLOCK;
    }
    from = rest::<8>(row, weights, rows, from);
    from = rest::<4>(row, weights, rows, from);
    rest::<1>(row, weights, rows, from);
}

/// The cells from the `from`th on, `N` at a time, if the row has so many; the last of them overlap with those before.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn rest<const N: usize>(
    row: &mut [f64],
    weights: &[f64],
    rows: &[(&[f64], &[usize])],
    mut from: usize,
) -> usize {
    while from < row.len() && row.len() >= N {
        let first = from.min(row.len() - N);
        let sum = block::<N>(weights, rows, first);
        row[first..].iter_mut().zip(sum).skip(from - first).for_each(|(cell, sum)| *cell += sum);
        from = first + N;
    }
    from
}

impl Weight for f64 {
    fn zero() -> Self {
        0.0
    }
    fn one() -> Self {
        1.0
    }
    fn constant(value: f64) -> Self {
        value
    }
    fn of_numbers(numbers: &[f64]) -> Cow<'_, [Self]> {
        Cow::Borrowed(numbers)
    }
    #[inline]
    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }
    #[inline]
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    #[inline]
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn magnitude(&self) -> f64 {
        self.abs()
    }
    fn scale(&mut self, by: f64) {
        *self *= by;
    }

    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    fn accumulate(row: &mut [Self], weights: &[Self], rows: &[(&[Self], &[usize])]) {
        // Of one or two rows the compiler knows that it is so many.
        match *rows {
            [one] => accumulate(row, weights, &[one]),
            [one, other] => accumulate(row, weights, &[one, other]),
            _ => accumulate(row, weights, rows),
        }
    }

    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    fn largest(cells: &[Self]) -> f64 {
        let mut largest = [0.0_f64; 8];
        let (blocks, rest) = cells.as_chunks::<8>();
        for block in blocks {
            for (largest, cell) in largest.iter_mut().zip(block) {
                *largest = if cell.abs() > *largest { cell.abs() } else { *largest };
            }
        }
        largest.iter().chain(rest).fold(0.0, |largest: f64, cell| largest.max(cell.abs()))
    }

    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    fn dispatch<T>(work: impl FnOnce(&mut Scratch<Self>) -> T) -> T {
        SCRATCH.with_borrow_mut(|scratch| {
            pulp::Arch::new().dispatch(
                #[inline(always)]
                || work(scratch),
            )
        })
    }
}
