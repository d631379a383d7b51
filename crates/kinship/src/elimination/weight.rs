//! What tables hold, and how rows of them are added up.
//!
//! Most of a likelihood's time goes into one thing: rows of neighbouring numbers, multiplied and added. It is compiled for
//! several kinds of processors, and the one at hand is asked for once an elimination (`pulp`). Every kind does the same
//! additions and multiplications in the same order, so that a result does not depend on the machine.

use std::borrow::Cow;
use std::cell::RefCell;

use super::contraction::Scratch;

/// Rows of a table.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// So many.
    pub number: usize,
    /// Of so many cells each.
    pub length: usize,
    /// Each begins so many cells after the last.
    pub stride: usize,
    /// To what they hold something is added; if not, it is written over.
    pub adds: bool,
}

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

    /// Makes each cell of some rows of a table the sum, over the weights of its row, of the weight times the product of
    /// the cells of `rows`: each of them is given with all that lies behind its first cell, and for each weight with how
    /// many cells later its row for that weight begins. `weights` holds those of one row behind those of the other.
    #[inline]
    fn accumulate(made: &mut [Self], of: Rows, weights: &[Self], rows: &[(&[Self], &[usize])]) {
        for (row, weights) in weights.chunks_exact(weights.len() / of.number).enumerate() {
            let row = &mut made[row * of.stride..][..of.length];
            if !of.adds {
                row.fill(Self::zero());
            }
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

/// Σ weight × Π rows, of `N` cells from the `from`th on of each of `R` rows.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn block<const R: usize, const N: usize>(
    weights: [&[f64]; R],
    rows: &[(&[f64], &[usize])],
    from: usize,
) -> [[f64; N]; R] {
    let mut sums = [[0.0; N]; R];
    for x in 0..weights[0].len() {
        if weights.iter().all(|weights| weights[x] == 0.0) {
            continue;
        }
        let mut product = [1.0; N];
        for (number, (cells, steps)) in rows.iter().enumerate() {
            let cells = &cells[steps[x] + from..][..N];
            if number == 0 {
                product.copy_from_slice(cells);
            } else {
                product.iter_mut().zip(cells).for_each(|(product, cell)| *product *= cell);
            }
        }
        for (sum, weights) in sums.iter_mut().zip(weights) {
            sum.iter_mut().zip(product).for_each(|(sum, product)| *sum += weights[x] * product);
        }
    }
    sums
}

/// [`Weight::accumulate`] of numbers, of `R` rows: `N` cells at a time, if they have so many, from the `from`th on; the
/// last of them overlap with those before. Gives how far it came.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn blocks<const R: usize, const N: usize>(
    made: &mut [f64],
    of: Rows,
    weights: [&[f64]; R],
    rows: &[(&[f64], &[usize])],
    mut from: usize,
    overlaps: bool,
) -> usize {
    while from < of.length && if overlaps { of.length >= N } else { of.length - from >= N } {
        let first = from.min(of.length - N);
        let sums = block::<R, N>(weights, rows, first);
        for (row, sum) in sums.iter().enumerate() {
            let row = &mut made[row * of.stride + first..][..N];
            if of.adds {
                row.iter_mut().zip(sum).skip(from - first).for_each(|(cell, sum)| *cell += sum);
            } else {
                row.copy_from_slice(sum);
            }
        }
        from = first + N;
    }
    from
}

/// [`Weight::accumulate`] of numbers, of `R` rows.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn accumulate<const R: usize>(made: &mut [f64], of: Rows, weights: &[f64], rows: &[(&[f64], &[usize])]) {
    let summed = weights.len() / R;
    let weights: [&[f64]; R] = std::array::from_fn(|row| &weights[row * summed..(row + 1) * summed]);
    // Enough sums side by side for the processor, and not more than it has registers for.
    let from = if R == 1 { blocks::<R, 16>(made, of, weights, rows, 0, false) } else { 0 };
    let from = blocks::<R, 8>(made, of, weights, rows, from, true);
    let from = blocks::<R, 4>(made, of, weights, rows, from, true);
    blocks::<R, 1>(made, of, weights, rows, from, true);
}

/// The same of as many rows as there are.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn of_rows(made: &mut [f64], of: Rows, weights: &[f64], rows: &[(&[f64], &[usize])]) {
    let summed = weights.len() / of.number;
    let mut row = 0;
    while row < of.number {
        let (made, weights) = (&mut made[row * of.stride..], &weights[row * summed..]);
        row += match of.number - row {
            4.. => {
                accumulate::<4>(made, of, &weights[..4 * summed], rows);
                4
            }
            2.. => {
                accumulate::<2>(made, of, &weights[..2 * summed], rows);
                2
            }
            _ => {
                accumulate::<1>(made, of, &weights[..summed], rows);
                1
            }
        }
    }
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
    fn accumulate(made: &mut [Self], of: Rows, weights: &[Self], rows: &[(&[Self], &[usize])]) {
        // Of one or two rows the compiler knows that it is so many.
        match *rows {
            [one] => of_rows(made, of, weights, &[one]),
            [one, other] => of_rows(made, of, weights, &[one, other]),
            _ => of_rows(made, of, weights, rows),
        }
    }

    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    fn largest(cells: &[Self]) -> f64 {
        let (blocks, rest) = cells.as_chunks::<8>();
        let largest = blocks.iter().fold([0.0_f64; 8], |largest, block| {
            std::array::from_fn(|i| if block[i].abs() > largest[i] { block[i].abs() } else { largest[i] })
        });
        largest
            .into_iter()
            .chain(rest.iter().copied())
            .fold(0.0, |largest: f64, cell| largest.max(cell.abs()))
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
