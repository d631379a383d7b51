//! Going through a table row by row.
//!
//! A row runs along the table's last variable. The factors that do not depend on that variable are multiplied to one
//! weight for each value of what is summed out; the row is the sum of the other factors' rows, each with its weight, which
//! [`Weight::accumulate`] adds up. Where bits are summed out that open gates, there are several such sums (*terms*), each
//! of the factors that are open then.
//!
//! There are three ways of going, by what there is much of. Nothing summed out but what opens gates: each row is a product
//! for each term. Cells instead of rows, since only bits are left: each is a sum of products. Otherwise, the rows for
//! all values of one more variable are written in one go; best of a variable on which the other factors do not depend,
//! since what was read then serves all of these rows.

use std::ops::Range;

use smallvec::SmallVec;

use super::partial::Partial;
use super::{Row, Rows, Weight};

/// Memory to walk with.
#[derive(Debug)]
pub(super) struct Walking<W> {
    /// By factor and value of what is summed out: how far its cells are from those of the first value.
    steps: Vec<usize>,
    /// Products that rows, or cells, share.
    partial: Vec<W>,
    /// By term, row, and value of what is summed out: what they do not share.
    own: Vec<W>,
    /// By row, and value of what is summed out: everything together.
    weights: Vec<W>,
}

impl<W> Default for Walking<W> {
    fn default() -> Self {
        Self { steps: Vec::new(), partial: Vec::new(), own: Vec::new(), weights: Vec::new() }
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
    factors: SmallVec<[Factor<'a, 'm, W>; 8]>,
    terms: SmallVec<[Term; 2]>,
    memory: &'m mut Walking<W>,
}

/// The factors of a term.
#[derive(Debug, Clone)]
struct Term {
    all: Range<usize>,
    /// From this one on they depend on the variable of the rows.
    along: usize,
}

/// A factor on the way.
pub(super) struct Factor<'a, 'm, W> {
    pub(super) cells: &'a [W],
    /// Where the cells of the row at hand begin.
    pub(super) base: usize,
    /// How far its cells move when an outer variable goes up by one.
    moves: &'m [usize],
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

impl<W> Factor<'_, '_, W> {
    /// Whether it counts in the row at hand.
    pub(super) fn is_open(&self, digits: &[usize]) -> bool {
        self.counts.is_none_or(|(variable, value)| digits[variable] == value)
    }

    /// Whether its cells, or whether they count, depend on an outer variable.
    pub(super) fn depends_on(&self, variable: usize) -> bool {
        self.moves[variable] > 0 || self.counts.is_some_and(|(by, _)| by == variable)
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<W: Weight> Factor<'_, '_, W> {
    /// Multiplies weights by its cells: for each value of what is summed out that many `steps` from those of the row at
    /// hand, or of one that many cells `further`.
    #[inline(always)]
    pub(super) fn weigh(&self, weights: &mut [W], further: usize, steps: &[usize]) {
        let cells = &self.cells[self.base + further..];
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
    }

    /// The sum of weights, each multiplied by a cell.
    #[inline(always)]
    fn sum(&self, weights: &[W], steps: &[usize]) -> W {
        let cells = &self.cells[self.base..];
        match self.spread {
            Spread::Same => W::total(weights).times(&cells[0]),
            Spread::Neighbours => W::total_of_products(weights, cells),
            Spread::Apart => {
                let mut sum = W::zero();
                weights.iter().zip(steps).for_each(|(weight, step)| sum.add_product(weight, &cells[*step]));
                sum
            }
        }
    }
}

/// Outer variables, as they are gone through.
struct Odometer<'a> {
    /// Their numbers of values; of one that is gone through together with the next it is 1.
    cards: &'a [usize],
    digits: SmallVec<[usize; 8]>,
    /// How far a cell of the table moves with each.
    strides: SmallVec<[usize; 8]>,
    /// The cell at hand.
    at: usize,
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<'a> Odometer<'a> {
    /// Before the first values; of variables with so many values, and rows of so many cells.
    #[inline(always)]
    fn new(cards: &'a [usize], inner: usize) -> Self {
        let mut strides: SmallVec<[usize; 8]> = SmallVec::from_elem(inner, cards.len());
        for i in (1..cards.len()).rev() {
            strides[i - 1] = strides[i] * cards[i];
        }
        Self { cards, digits: SmallVec::from_elem(0, cards.len()), strides, at: 0 }
    }

    /// Goes on to the next values, but of a variable that is left out, and says which variable went up; those after it
    /// begin anew.
    #[inline(always)]
    fn next<W>(&mut self, factors: &mut [Factor<'_, '_, W>], without: Option<usize>) -> Option<usize> {
        for i in (0..self.cards.len()).rev() {
            if self.cards[i] == 1 || Some(i) == without {
                continue;
            }
            self.digits[i] += 1;
            if self.digits[i] < self.cards[i] {
                self.at += self.strides[i];
                factors.iter_mut().for_each(|factor| factor.base += factor.moves[i]);
                return Some(i);
            }
            let back = self.cards[i] - 1;
            self.digits[i] = 0;
            self.at -= self.strides[i] * back;
            factors.iter_mut().for_each(|factor| factor.base -= factor.moves[i] * back);
        }
        None
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
        memory.steps.clear();
        Self { outer, inner, summed, factors: SmallVec::new(), terms: SmallVec::new(), memory }
    }

    /// The next term.
    #[inline(always)]
    pub(super) fn begin(&mut self) {
        let from = self.factors.len();
        self.terms.push(Term { all: from..from, along: from });
    }

    /// Adds a factor to the term: how its cells move with each outer variable, with which value of which it counts only,
    /// and how far they are for each value of what is summed out, by the number of values, and the step from each to the
    /// next, of each variable. `along`: it depends on the variable of the rows; those come last.
    #[inline(always)]
    pub(super) fn take_along(
        &mut self,
        cells: &'a [W],
        moves: &'m [usize],
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
        self.factors.push(Factor { cells, base: 0, moves, counts, spread });
        if let Some(term) = self.terms.last_mut() {
            term.all.end += 1;
            term.along += usize::from(!along);
        }
    }

    /// Writes the table.
    #[inline(always)]
    pub(super) fn go(&mut self, made: &mut [W]) {
        self.put_together();
        if self.summed == 1 {
            self.by_products(made);
        } else if self.inner == 1 {
            self.by_cells(made);
        } else {
            self.by_rows(made);
        }
    }

    /// Each row is a product for each term.
    #[inline(always)]
    fn by_products(&mut self, made: &mut [W]) {
        let in_one_go = self.in_one_go();
        let mut odometer = Odometer::new(&self.outer, self.inner);
        let (number, stride) = in_one_go.map_or((1, self.inner), |i| (self.outer[i], odometer.strides[i]));
        let apart = |factor: &Factor<'_, '_, W>| in_one_go.map_or(0, |i| factor.moves[i]);
        loop {
            for (number_of_term, term) in self.terms.iter().enumerate() {
                let open = |of: Range<usize>| -> SmallVec<[(&[W], usize); 6]> {
                    let open = self.factors[of].iter().filter(|factor| factor.is_open(&odometer.digits));
                    open.map(|factor| (&factor.cells[factor.base..], apart(factor))).collect()
                };
                let (scalars, rows) = (open(term.all.start..term.along), open(term.along..term.all.end));
                for row in 0..number {
                    let weight = match scalars[..] {
                        [] => W::one(),
                        [(one, apart)] => one[row * apart].clone(),
                        [(one, apart), ref others @ ..] => {
                            let others = others.iter().map(|(cells, apart)| &cells[row * apart]);
                            others.fold(one[row * apart].clone(), |weight, cell| weight.times(cell))
                        }
                    };
                    let made = &mut made[odometer.at + row * stride..][..self.inner];
                    W::row(made, &weight, &rows, row, number_of_term > 0);
                }
            }
            if odometer.next(&mut self.factors, in_one_go).is_none() {
                break;
            }
        }
    }

    /// Each cell is a sum of products for each term.
    #[inline(always)]
    fn by_cells(&mut self, made: &mut [W]) {
        let summed = self.summed;
        let Walking { steps, partial, .. } = &mut *self.memory;
        let steps = |factor: usize| &steps[factor * summed..(factor + 1) * summed];
        let mut odometer = Odometer::new(&self.outer, 1);
        let variables = self.outer.len();
        let mut products: SmallVec<[Partial; 2]> = SmallVec::new();
        for term in &self.terms {
            products.push(Partial::new(&self.factors, term.all.clone(), variables, products.len(), |_| true));
        }
        Partial::make_room(partial, products.len(), variables, summed);
        let mut changed = 0;
        loop {
            for (number, product) in products.iter_mut().enumerate() {
                let is_open = |f: &usize| self.factors[*f].is_open(&odometer.digits);
                let last: SmallVec<[usize; 8]> = product.at(variables).filter(is_open).collect();
                let known = if last.len() == 1 { changed..variables } else { changed..variables + 1 };
                let product = product.renew(known, &self.factors, &odometer.digits, summed, partial, steps);
                let sum = match last[..] {
                    // The last product is summed while it is made.
                    [f] => self.factors[f].sum(product, steps(f)),
                    _ => W::total(product),
                };
                if number == 0 {
                    made[odometer.at] = sum;
                } else {
                    made[odometer.at].add(&sum);
                }
            }
            match odometer.next(&mut self.factors, None) {
                Some(variable) => changed = variable + 1,
                None => break,
            }
        }
    }

    /// Each row is a sum of rows.
    #[inline(always)]
    fn by_rows(&mut self, made: &mut [W]) {
        let in_one_go = self.in_one_go();
        let (inner, summed, variables) = (self.inner, self.summed, self.outer.len());
        let Walking { steps, partial, own, weights } = &mut *self.memory;
        let factors = &mut self.factors[..];
        let steps = |factor: usize| &steps[factor * summed..(factor + 1) * summed];
        let mut odometer = Odometer::new(&self.outer, inner);
        let (number, stride) = in_one_go.map_or((1, inner), |i| (self.outer[i], odometer.strides[i]));
        // How far the rows that are written in one go are from each other.
        let apart = |factor: &Factor<'_, '_, W>| in_one_go.map_or(0, |i| factor.moves[i]);
        let mut changes: SmallVec<[bool; 8]> = SmallVec::from_elem(false, variables);
        let mut products: SmallVec<[(Partial, bool); 2]> = SmallVec::new();
        for term in &self.terms {
            // Some weights are those of one row.
            let mut has_own = false;
            for factor in factors[term.all.start..term.along].iter().filter(|factor| apart(factor) > 0) {
                has_own = true;
                // These weights change with a variable; they hold all values of that whose rows are written in one go.
                for (i, changes) in changes.iter_mut().enumerate().filter(|(i, _)| Some(*i) != in_one_go) {
                    *changes |= factor.depends_on(i);
                }
            }
            let of = term.all.start..term.along;
            let product = Partial::new(factors, of, variables, products.len(), |factor| apart(factor) == 0);
            products.push((product, has_own));
        }
        Partial::make_room(partial, products.len(), variables, summed);
        let mut is_stale = products.iter().any(|(_, has_own)| *has_own);
        if is_stale {
            own.resize(products.len() * number * summed, W::one());
        }
        let mut rows: SmallVec<[Row<'_, W>; 4]> = SmallVec::new();
        let mut changed = 0;
        loop {
            for (number_of_term, (term, (product, has_own))) in
                self.terms.iter().zip(&mut products).enumerate()
            {
                let shared =
                    product.renew(changed..variables + 1, factors, &odometer.digits, summed, partial, steps);
                rows.clear();
                for (factor, f) in factors[term.along..term.all.end].iter().zip(term.along..) {
                    if factor.is_open(&odometer.digits) {
                        let (cells, apart) = (&factor.cells[factor.base..], apart(factor));
                        rows.push(Row { cells, steps: steps(f), apart });
                    }
                }
                let weights: &[W] = if *has_own {
                    let own = &mut own[number_of_term * number * summed..][..number * summed];
                    if is_stale {
                        own.fill(W::one());
                        for f in (term.all.start..term.along).filter(|f| apart(&factors[*f]) > 0) {
                            let factor = &factors[f];
                            if factor.is_open(&odometer.digits) {
                                for (row, own) in own.chunks_exact_mut(summed).enumerate() {
                                    factor.weigh(own, row * apart(factor), steps(f));
                                }
                            }
                        }
                    }
                    weights.clear();
                    weights.extend_from_slice(own);
                    weights.chunks_exact_mut(summed).for_each(|own| W::multiply(own, shared));
                    weights
                } else {
                    shared
                };
                let of = Rows { number, length: inner, stride, summed, adds: number_of_term > 0 };
                W::accumulate(&mut made[odometer.at..], of, weights, &rows);
            }
            match odometer.next(factors, in_one_go) {
                Some(variable) => {
                    is_stale = changes[variable..].contains(&true);
                    changed = variable + 1;
                }
                None => break,
            }
        }
    }

    /// Counts neighbouring variables as one, and the first of them as one value, where no gate is opened by them and every
    /// factor's cells for all their values are as far from each other.
    fn put_together(&mut self) {
        let number = self.outer.len();
        let Some(mut last) = number.checked_sub(1) else { return };
        for i in (0..last).rev() {
            let goes_on = |factor: &Factor<'_, '_, W>| {
                let opens = factor.counts.is_some_and(|(by, _)| by == i || by == last);
                !opens && factor.moves[i] == factor.moves[last] * self.outer[last]
            };
            if self.factors.iter().all(goes_on) {
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
        let opens = |i: usize| self.factors.iter().any(|factor| factor.counts.is_some_and(|(by, _)| by == i));
        let worth = |i: usize| {
            let moves = |term: &Term| self.factors[term.along..term.all.end].iter().any(|f| f.moves[i] > 0);
            self.outer[i] * if self.terms.iter().any(moves) { 1 } else { FREE }
        };
        (0..self.outer.len()).filter(|&i| !opens(i)).max_by_key(|&i| worth(i))
    }
}

/// So many times better is a variable on which rows do not depend.
const FREE: usize = 2;
