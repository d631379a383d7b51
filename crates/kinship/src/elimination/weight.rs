//! What tables hold, and how rows of them are added up.
//!
//! Most of a likelihood's time goes into one thing: rows of neighbouring numbers, multiplied and added. It is compiled for
//! several kinds of processors, and the one at hand is asked for once an elimination, and for each large table (`pulp`).
//! Every kind does the same additions and multiplications in the same order, so that a result does not depend on the
//! machine.

use std::borrow::Cow;
use std::cell::RefCell;

use smallvec::SmallVec;

use super::contraction::Scratch;

/// Rows of a table, each at a place of its own.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// At which cell each begins.
    pub at: &'a [usize],
    /// So many cells each has.
    pub length: usize,
    /// Each is a sum of so many.
    pub summed: usize,
    /// To what they hold the sum is added; if not, it is written over.
    pub adds: bool,
}

impl Rows<'_> {
    /// The weights of one of them.
    fn weights<W>(self, row: usize, all: &[W]) -> &[W] {
        let from = if all.len() == self.summed { 0 } else { row * self.summed };
        &all[from..from + self.summed]
    }
}

/// Rows of a table, each as far from the last.
#[derive(Debug, Clone, Copy)]
pub struct Equal {
    /// So many.
    pub number: usize,
    /// Of so many cells each.
    pub length: usize,
    /// Each begins so many cells after the last.
    pub stride: usize,
}

/// A factor whose rows are multiplied.
#[derive(Debug)]
pub struct Row<'a, W> {
    /// From the first cell of the first row on.
    pub cells: &'a [W],
    /// By what is summed: how many cells later the row for it begins.
    pub steps: &'a [usize],
    /// How many cells later the row for the next row of the table begins.
    pub apart: usize,
}

impl<W> Clone for Row<'_, W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W> Copy for Row<'_, W> {}

impl<'a, W> Row<'a, W> {
    /// For the table's row of this number.
    fn of(self, row: usize) -> Self {
        Self { cells: &self.cells[row * self.apart..], ..self }
    }

    /// From a cell on that for a summand.
    fn cells(&self, summand: usize, from: usize) -> &'a [W] {
        &self.cells[self.steps[summand] + from..]
    }
}

/// A product of factors, for some rows of a table.
pub struct Product<'a, W> {
    /// What all rows share.
    pub weight: W,
    /// What each row has its own: from the first row's cell on, and how many cells later the next row's is.
    pub weights: SmallVec<[(&'a [W], usize); 4]>,
    /// Rows whose cells are multiplied: from the first row's on, and how many cells later the next begins.
    pub rows: SmallVec<[(&'a [W], usize); 4]>,
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<W: Weight> Product<'_, W> {
    /// What all cells of a row share.
    #[inline(always)]
    fn weight(&self, number: usize) -> W {
        let mut weight = self.weight.clone();
        for (cells, apart) in &self.weights {
            weight = weight.times(&cells[number * apart]);
        }
        weight
    }
}

/// What a factor's cells hold: something to add and multiply.
pub trait Weight: Clone {
    /// So many are best added up together.
    const TOGETHER: usize = 1;

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

    /// Multiplies each of some by what others begin with.
    fn multiply(these: &mut [Self], by: &[Self]) {
        these.iter_mut().zip(by).for_each(|(this, by)| *this = this.times(by));
    }

    /// Makes each of some the product of one and what others begin with.
    fn write_product(these: &mut [Self], ones: &[Self], others: &[Self]) {
        for ((this, one), other) in these.iter_mut().zip(ones).zip(others) {
            *this = one.times(other);
        }
    }

    /// Makes each cell of some rows of a table the sum, over the weights of its row, of the weight times the product of
    /// the cells of `rows`; or adds that. `weights` holds those of one row of the table behind those of the other, or
    /// those that all share.
    #[inline]
    fn accumulate(made: &mut [Self], of: Rows<'_>, weights: &[Self], rows: &[Row<'_, Self>]) {
        for (number, at) in of.at.iter().enumerate() {
            let row = &mut made[*at..][..of.length];
            if !of.adds {
                row.fill(Self::zero());
            }
            let weights = of.weights(number, weights);
            for (x, weight) in weights.iter().enumerate().filter(|(_, weight)| weight.magnitude() != 0.0) {
                for (i, cell) in row.iter_mut().enumerate() {
                    let mut factors = rows.iter().map(|row| &row.of(number).cells(x, i)[0]);
                    match factors.next_back() {
                        None => cell.add(weight),
                        Some(last) => {
                            let product = factors.fold(weight.clone(), |product, cell| product.times(cell));
                            cell.add_product(&product, last);
                        }
                    }
                }
            }
        }
    }

    /// The sum.
    fn total(weights: &[Self]) -> Self {
        let mut total = Self::zero();
        weights.iter().for_each(|weight| total.add(weight));
        total
    }

    /// The sum of the products of weights and what others begin with.
    fn total_of_products(weights: &[Self], others: &[Self]) -> Self {
        let mut total = Self::zero();
        weights.iter().zip(others).for_each(|(weight, other)| total.add_product(weight, other));
        total
    }

    /// Makes each cell of some rows of a table the sum of products.
    fn products(made: &mut [Self], of: Equal, products: &[Product<'_, Self>]) {
        many(made, of, products);
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

/// [`Weight::products`] of anything, and of as many as there are.
fn many<W: Weight>(made: &mut [W], of: Equal, products: &[Product<'_, W>]) {
    for number in 0..of.number {
        let row = &mut made[number * of.stride..][..of.length];
        row.fill(W::zero());
        for product in products {
            let weight = product.weight(number);
            for (i, cell) in row.iter_mut().enumerate() {
                let mut all = weight.clone();
                for (cells, apart) in &product.rows {
                    all = all.times(&cells[number * apart + i]);
                }
                cell.add(&all);
            }
        }
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
    rows: &[Row<'_, f64>],
    from: usize,
) -> [[f64; N]; R] {
    let mut sums = [[0.0; N]; R];
    let summed = weights[0].len();
    let weights = weights.map(|weights| &weights[..summed]);
    for x in 0..summed {
        let mut product = [1.0; N];
        for (number, row) in rows.iter().enumerate() {
            let at = row.steps[..summed][x] + from;
            let cells = &row.cells[at..at + N];
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
    of: Rows<'_>,
    weights: [&[f64]; R],
    rows: &[Row<'_, f64>],
    mut from: usize,
    overlaps: bool,
) -> usize {
    while from < of.length && if overlaps { of.length >= N } else { of.length - from >= N } {
        let first = from.min(of.length - N);
        let sums = block::<R, N>(weights, rows, first);
        for (row, sum) in sums.iter().enumerate() {
            let row = &mut made[of.at[row] + first..][..N];
            if !of.adds {
                row.copy_from_slice(sum);
            } else if first == from {
                row.iter_mut().zip(sum).for_each(|(cell, more)| *cell += more);
            } else {
                // Not to those that have it already.
                row.iter_mut().zip(sum).skip(from - first).for_each(|(cell, more)| *cell += more);
            }
        }
        from = first + N;
    }
    from
}

/// [`Weight::accumulate`] of numbers, of the `R` rows from one on that share what is multiplied, `N` cells at a time as far
/// as they go.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn accumulate<const R: usize, const N: usize>(
    made: &mut [f64],
    of: Rows<'_>,
    weights: &[f64],
    rows: &[Row<'_, f64>],
    first: usize,
) {
    let weights: [&[f64]; R] = std::array::from_fn(|row| of.weights(first + row, weights));
    let of = Rows { at: &of.at[first..first + R], ..of };
    let from = if N > 8 { blocks::<R, N>(made, of, weights, rows, 0, false) } else { 0 };
    let from = blocks::<R, 8>(made, of, weights, rows, from, true);
    let from = blocks::<R, 4>(made, of, weights, rows, from, true);
    blocks::<R, 1>(made, of, weights, rows, from, true);
}

/// The same of as many rows as there are, of four together `N` cells at a time; of `F` factors the compiler knows that it is
/// so many.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn of_rows<const F: usize, const N: usize>(
    made: &mut [f64],
    of: Rows<'_>,
    weights: &[f64],
    rows: [Row<'_, f64>; F],
) {
    if rows.iter().any(|row| row.apart > 0) {
        for row in 0..of.at.len() {
            accumulate::<1, 16>(made, of, weights, &rows.map(|factor| factor.of(row)), row);
        }
        return;
    }
    // Enough sums side by side for the processor, and not more than it has registers for.
    let mut row = 0;
    while row < of.at.len() {
        row += match of.at.len() - row {
            4.. => {
                accumulate::<4, N>(made, of, weights, &rows, row);
                4
            }
            2.. => {
                accumulate::<2, 8>(made, of, weights, &rows, row);
                2
            }
            _ => {
                accumulate::<1, 16>(made, of, weights, &rows, row);
                1
            }
        }
    }
}

/// The same; many additions are of eight numbers at a time instead of four, if the processor can do that (AVX-512): each
/// cell is the same sum in the same order.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn of_factors<const F: usize>(made: &mut [f64], of: Rows<'_>, weights: &[f64], rows: [Row<'_, f64>; F]) {
    #[cfg(target_arch = "x86_64")]
    if of.at.len() >= 4
        && of.at.len() * of.length * of.summed >= MANY
        && let Some(wide) = pulp::x86::V4::try_new()
    {
        wide.vectorize(
            #[inline(always)]
            || of_rows::<F, 16>(made, of, weights, rows),
        );
        return;
    }
    of_rows::<F, 8>(made, of, weights, rows);
}

/// From so many additions on it is worth calling what is compiled for eight at a time.
#[cfg(target_arch = "x86_64")]
const MANY: usize = 4096;

/// A product's cells in one row: what all share, and the rows that are multiplied.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn of_row<'a, const F: usize>(
    product: &Product<'a, f64>,
    number: usize,
    length: usize,
) -> (f64, [&'a [f64]; F]) {
    let row = |i: usize| {
        let (cells, apart) = product.rows[i];
        &cells[number * apart..][..length]
    };
    (product.weight(number), std::array::from_fn(row))
}

/// A weight times the product of cells.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn product<const F: usize, const N: usize>(weight: f64, cells: [&[f64; N]; F]) -> [f64; N] {
    let mut product = [weight; N];
    for cells in cells {
        for (product, cell) in product.iter_mut().zip(cells) {
            *product *= cell;
        }
    }
    product
}

/// Writes rows as sums of two products, of `A` and `B` rows, or, of one that is not `TWO`, as the first of them: `N` cells
/// at a time; the last of them overlap with those before.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn sums<const A: usize, const B: usize, const N: usize, const TWO: bool>(
    made: &mut [f64],
    of: Equal,
    (a, b): (&Product<'_, f64>, &Product<'_, f64>),
) {
    let sum = |x: f64, xs: [&[f64; N]; A], y: f64, ys: [&[f64; N]; B]| {
        let mut cells = product(x, xs);
        if TWO {
            let others = product(y, ys);
            for (cell, other) in cells.iter_mut().zip(others) {
                *cell += other;
            }
        }
        cells
    };
    for number in 0..of.number {
        let ((x, xs), (y, ys)) = (of_row::<A>(a, number, of.length), of_row::<B>(b, number, of.length));
        let row = &mut made[number * of.stride..][..of.length];
        let (blocks, _) = row.as_chunks_mut::<N>();
        let whole = blocks.len();
        let x_blocks = xs.map(|cells| &cells.as_chunks::<N>().0[..whole]);
        let y_blocks = ys.map(|cells| &cells.as_chunks::<N>().0[..whole]);
        for (i, block) in blocks.iter_mut().enumerate() {
            *block = sum(x, x_blocks.map(|blocks| &blocks[i]), y, y_blocks.map(|blocks| &blocks[i]));
        }
        if whole * N < of.length
            && let Some(last) = row.last_chunk_mut()
        {
            *last = sum(x, xs.map(last_of), y, ys.map(last_of));
        }
    }
}

/// The last cells of a row that has at least so many.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn last_of<const N: usize>(cells: &[f64]) -> &[f64; N] {
    cells.last_chunk().expect("as many cells as the row that is written")
}

/// The same of so many cells at a time as there are.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn sum<const A: usize, const B: usize, const TWO: bool>(
    made: &mut [f64],
    of: Equal,
    both: (&Product<'_, f64>, &Product<'_, f64>),
) {
    match of.length {
        0..4 => sums::<A, B, 1, TWO>(made, of, both),
        4..8 => sums::<A, B, 4, TWO>(made, of, both),
        _ => sums::<A, B, 8, TWO>(made, of, both),
    }
}

/// The same of any products, of any rows.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn sums_of_many<const N: usize>(made: &mut [f64], of: Equal, products: &[Product<'_, f64>]) {
    for number in 0..of.number {
        let row = &mut made[number * of.stride..][..of.length];
        let weights: SmallVec<[f64; 8]> = products.iter().map(|product| product.weight(number)).collect();
        let mut from = 0;
        while from < of.length {
            let first = from.min(of.length - N);
            let mut sums = [0.0; N];
            for (product, weight) in products.iter().zip(&weights) {
                let mut cells = [*weight; N];
                for (row, apart) in &product.rows {
                    let row = &row[number * apart + first..][..N];
                    cells.iter_mut().zip(row).for_each(|(cell, by)| *cell *= by);
                }
                sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
            }
            row[first..first + N].copy_from_slice(&sums);
            from = first + N;
        }
    }
}

/// The same of so many cells at a time as there are.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn of_many(made: &mut [f64], of: Equal, products: &[Product<'_, f64>]) {
    match of.length {
        0..4 => many(made, of, products),
        4..8 => sums_of_many::<4>(made, of, products),
        _ => sums_of_many::<8>(made, of, products),
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl Weight for f64 {
    const TOGETHER: usize = 4;

    #[inline(always)]
    fn zero() -> Self {
        0.0
    }
    #[inline(always)]
    fn one() -> Self {
        1.0
    }
    #[inline(always)]
    fn constant(value: f64) -> Self {
        value
    }
    #[inline(always)]
    fn of_numbers(numbers: &[f64]) -> Cow<'_, [Self]> {
        Cow::Borrowed(numbers)
    }
    #[inline(always)]
    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }
    #[inline(always)]
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    #[inline(always)]
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    #[inline(always)]
    fn magnitude(&self) -> f64 {
        self.abs()
    }
    #[inline(always)]
    fn scale(&mut self, by: f64) {
        *self *= by;
    }

    #[inline(always)]
    fn multiply(these: &mut [Self], by: &[Self]) {
        let (fours, rest) = these.as_chunks_mut::<4>();
        let (by_fours, by_rest) = by[..fours.len() * 4 + rest.len()].as_chunks::<4>();
        for (four, by) in fours.iter_mut().zip(by_fours) {
            four.iter_mut().zip(by).for_each(|(this, by)| *this *= by);
        }
        rest.iter_mut().zip(by_rest).for_each(|(this, by)| *this *= by);
    }

    #[inline(always)]
    fn write_product(these: &mut [Self], ones: &[Self], others: &[Self]) {
        let (fours, rest) = these.as_chunks_mut::<4>();
        let cells = fours.len() * 4 + rest.len();
        let ((of_ones, ones), (of_others, others)) =
            (ones[..cells].as_chunks::<4>(), others[..cells].as_chunks::<4>());
        for ((four, ones), others) in fours.iter_mut().zip(of_ones).zip(of_others) {
            *four = product(1.0, [ones, others]);
        }
        rest.iter_mut().zip(ones.iter().zip(others)).for_each(|(this, (one, other))| *this = one * other);
    }

    #[inline(always)]
    fn accumulate(made: &mut [Self], of: Rows<'_>, weights: &[Self], rows: &[Row<'_, Self>]) {
        match *rows {
            [] => {
                for (row, at) in of.at.iter().enumerate() {
                    let total = Self::total(of.weights(row, weights));
                    let made = &mut made[*at..][..of.length];
                    if of.adds {
                        for cell in made {
                            *cell += total;
                        }
                    } else {
                        made.fill(total);
                    }
                }
            }
            [one] => of_factors(made, of, weights, [one]),
            [one, other] => of_factors(made, of, weights, [one, other]),
            _ => {
                for row in 0..of.at.len() {
                    let factors: SmallVec<[Row<'_, Self>; 8]> =
                        rows.iter().map(|factor| factor.of(row)).collect();
                    accumulate::<1, 16>(made, of, weights, &factors, row);
                }
            }
        }
    }

    /// Four at a time.
    #[inline(always)]
    fn total(weights: &[Self]) -> Self {
        let (fours, rest) = weights.as_chunks::<4>();
        let mut sums = [0.0; 4];
        for four in fours {
            for (sum, weight) in sums.iter_mut().zip(four) {
                *sum += weight;
            }
        }
        let mut total = sums[0] + sums[1] + sums[2] + sums[3];
        for weight in rest {
            total += weight;
        }
        total
    }

    #[inline(always)]
    fn total_of_products(weights: &[Self], others: &[Self]) -> Self {
        let (fours, rest) = weights.as_chunks::<4>();
        let (other_fours, other_rest) = others[..weights.len()].as_chunks::<4>();
        let mut sums = [0.0; 4];
        for (four, other) in fours.iter().zip(other_fours) {
            for (sum, (weight, other)) in sums.iter_mut().zip(four.iter().zip(other)) {
                *sum += weight * other;
            }
        }
        let mut total = sums[0] + sums[1] + sums[2] + sums[3];
        for (weight, other) in rest.iter().zip(other_rest) {
            total += weight * other;
        }
        total
    }

    #[inline(always)]
    fn products(made: &mut [Self], of: Equal, products: &[Product<'_, Self>]) {
        match products {
            [one] => match one.rows.len() {
                0 => sum::<0, 0, false>(made, of, (one, one)),
                1 => sum::<1, 0, false>(made, of, (one, one)),
                2 => sum::<2, 0, false>(made, of, (one, one)),
                _ => of_many(made, of, products),
            },
            [one, other] => match (one.rows.len(), other.rows.len()) {
                (0, 0) => sum::<0, 0, true>(made, of, (one, other)),
                (0, 1) => sum::<0, 1, true>(made, of, (one, other)),
                (1, 0) => sum::<1, 0, true>(made, of, (one, other)),
                (1, 1) => sum::<1, 1, true>(made, of, (one, other)),
                (2, 0) => sum::<2, 0, true>(made, of, (one, other)),
                (0, 2) => sum::<0, 2, true>(made, of, (one, other)),
                (2, 1) => sum::<2, 1, true>(made, of, (one, other)),
                (1, 2) => sum::<1, 2, true>(made, of, (one, other)),
                (2, 2) => sum::<2, 2, true>(made, of, (one, other)),
                _ => of_many(made, of, products),
            },
            _ => of_many(made, of, products),
        }
    }

    #[inline(always)]
    fn largest(cells: &[Self]) -> f64 {
        let (blocks, rest) = cells.as_chunks::<8>();
        let mut largest = [0.0_f64; 8];
        for block in blocks {
            for (largest, cell) in largest.iter_mut().zip(block) {
                *largest = if cell.abs() > *largest { cell.abs() } else { *largest };
            }
        }
        let mut of_all = 0.0;
        for cell in largest.iter().chain(rest) {
            of_all = if cell.abs() > of_all { cell.abs() } else { of_all };
        }
        of_all
    }

    #[inline(always)]
    fn dispatch<T>(work: impl FnOnce(&mut Scratch<Self>) -> T) -> T {
        SCRATCH.with_borrow_mut(|scratch| {
            // On other kinds of processors everything is compiled for all that there is.
            #[cfg(target_arch = "x86_64")]
            if let Some(simd) = pulp::x86::V3::try_new() {
                return simd.vectorize(
                    #[inline(always)]
                    || work(scratch),
                );
            }
            work(scratch)
        })
    }
}
