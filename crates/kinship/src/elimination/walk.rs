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
use super::sides::{Products, Side};
use super::{Product, Row, Rows, Weight, short};

/// What is gone through, and with which factors: what follows from shapes.
#[derive(Debug)]
pub(super) struct Walk {
    /// Those of one term behind those of the other.
    parts: Box<[Part]>,
    terms: SmallVec<[Term; 2]>,
    way: Way,
    /// The variable whose rows are written in one go.
    in_one_go: Option<u16>,
    /// Variables with which weights change that are those of one row. They hold all values of that whose rows are written
    /// in one go.
    changing: SmallVec<[u16; 8]>,
}

/// Row by row, or cell by cell: by term, what its weights are products of.
#[derive(Debug)]
enum Way {
    Rows(SmallVec<[Weights; 1]>),
    Cells(SmallVec<[[Side; 2]; 1]>),
}

/// What a factor is to a term.
#[derive(Debug)]
pub(super) struct Part {
    /// Of which input.
    pub(super) input: u16,
    /// It depends on the variable of the rows; those come last.
    pub(super) along: bool,
    pub(super) spread: Spread,
    /// The values of what opens gates, one bit each.
    pub(super) values: u32,
    /// It counts in rows where this variable has a value, and is one elsewhere.
    pub(super) counts: Option<(u16, u8)>,
    /// The variables that are gone through on which its cells, or whether they count, depend.
    pub(super) depends: SmallVec<[u16; 8]>,
}

/// How cells lie for the values of what is summed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    /// It is one cell for all of them.
    Same,
    /// One behind the other.
    Neighbours,
    /// Somehow.
    Apart,
}

/// The factors of a term.
#[derive(Debug)]
struct Term {
    begin: u16,
    /// From here on they depend on the variable of the rows.
    along: u16,
    end: u16,
}

impl Term {
    /// Those that do not depend on the variable of the rows.
    fn scalars(&self) -> Range<usize> {
        usize::from(self.begin)..usize::from(self.along)
    }

    fn along(&self) -> Range<usize> {
        usize::from(self.along)..usize::from(self.end)
    }
}

/// Of which factors the weights of rows are products.
#[derive(Debug)]
struct Weights {
    /// What the rows that are written in one go share.
    shared: Partial,
    /// What each of them has its own.
    own: SmallVec<[u16; 8]>,
}

/// Numbers of values.
pub(super) struct Numbers {
    /// Of variables that are gone through; the last runs fastest.
    pub(super) outer: SmallVec<[usize; 8]>,
    /// Of the rows' variable: how many cells a row has.
    pub(super) inner: usize,
    /// Of what is summed out in a term.
    pub(super) summed: usize,
}

/// A factor on the way.
pub(super) struct Factor<'a, 'm, W> {
    pub(super) cells: &'a [W],
    /// Where the cells of the row at hand begin.
    pub(super) base: usize,
    /// How far its cells move when an outer variable goes up by one.
    pub(super) moves: &'m [usize],
    /// By value of what is summed out: how far its cells are from those of the first value. Known where it is needed.
    pub(super) steps: &'m [usize],
    pub(super) part: &'m Part,
}

/// Memory to walk with.
#[derive(Debug)]
pub(super) struct Walking<W> {
    /// Products that rows, or cells, share, and where.
    partial: Vec<W>,
    held: Vec<usize>,
    /// By term, row, and value of what is summed out: what they do not share.
    own: Vec<W>,
    /// By row, and value of what is summed out: everything together.
    weights: Vec<W>,
    /// Of what cells are products.
    sides: [Products<W>; 2],
}

impl<W> Default for Walking<W> {
    fn default() -> Self {
        let (partial, held, own, weights) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { partial, held, own, weights, sides: Default::default() }
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<W: Weight> Factor<'_, '_, W> {
    /// Whether it counts in the row at hand.
    #[inline(always)]
    pub(super) fn is_open(&self, digits: &[usize]) -> bool {
        match self.part.counts {
            Some((variable, value)) => digits[usize::from(variable)] == usize::from(value),
            None => true,
        }
    }

    /// Multiplies weights by its cells: for each value of what is summed out from those of the row at hand, or of one that
    /// many cells `further`.
    #[inline(always)]
    pub(super) fn weigh(&self, weights: &mut [W], further: usize) {
        let cells = &self.cells[self.base + further..];
        match self.part.spread {
            Spread::Same => weights.iter_mut().for_each(|weight| *weight = weight.times(&cells[0])),
            Spread::Neighbours => W::multiply(weights, cells),
            Spread::Apart => {
                weights
                    .iter_mut()
                    .zip(self.steps)
                    .for_each(|(weight, step)| *weight = weight.times(&cells[*step]));
            }
        }
    }

    /// Makes weights what it would multiply them by.
    #[inline(always)]
    pub(super) fn write(&self, weights: &mut [W], further: usize) {
        let cells = &self.cells[self.base + further..];
        match self.part.spread {
            Spread::Same => weights.fill(cells[0].clone()),
            Spread::Neighbours => weights.clone_from_slice(&cells[..weights.len()]),
            Spread::Apart => {
                weights.iter_mut().zip(self.steps).for_each(|(weight, step)| *weight = cells[*step].clone());
            }
        }
    }
}

/// Outer variables, as they are gone through.
pub(super) struct Odometer<'a> {
    /// Their numbers of values.
    cards: &'a [usize],
    pub(super) digits: SmallVec<[usize; 8]>,
    /// How far a cell of the table moves with each.
    strides: SmallVec<[usize; 8]>,
    /// The cell at hand.
    pub(super) at: usize,
}

/// How far cells of a table are from each other for neighbouring values of each outer variable, with rows of so many cells.
pub(super) fn strides(cards: &[usize], inner: usize) -> SmallVec<[usize; 8]> {
    let mut strides = SmallVec::from_elem(inner, cards.len());
    for i in (1..cards.len()).rev() {
        strides[i - 1] = strides[i] * cards[i];
    }
    strides
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<'a> Odometer<'a> {
    /// Before the first values; of variables with so many values, for a table whose cells move so far with each.
    #[inline(always)]
    pub(super) fn new(cards: &'a [usize], strides: SmallVec<[usize; 8]>) -> Self {
        Self { cards, digits: SmallVec::from_elem(0, cards.len()), strides, at: 0 }
    }

    /// Goes on to the next values, but of a variable that is left out, and says which variable went up; those after it
    /// begin anew.
    #[inline(always)]
    pub(super) fn next<W>(
        &mut self,
        factors: &mut [Factor<'_, '_, W>],
        without: Option<usize>,
    ) -> Option<usize> {
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

impl Walk {
    /// Of the factors of each term, through a table whose outer variables have about so many values; `by_rows`: along the
    /// variable behind them.
    pub(super) fn new<T: Iterator<Item = Part>>(
        of_terms: impl Iterator<Item = T>,
        outer: &[usize],
        by_rows: bool,
    ) -> Self {
        let (mut parts, mut terms): (Vec<Part>, SmallVec<[Term; 2]>) = (Vec::new(), SmallVec::new());
        for of_term in of_terms {
            let begin = parts.len();
            parts.extend(of_term);
            let along = begin + parts[begin..].partition_point(|part| !part.along);
            terms.push(Term { begin: short(begin), along: short(along), end: short(parts.len()) });
        }
        let in_one_go = in_one_go(&parts, outer).map(short);
        let mut changing: SmallVec<[u16; 8]> = SmallVec::new();
        let way = if by_rows {
            let is_own = |f: &usize| in_one_go.is_some_and(|i| parts[*f].depends.contains(&i));
            let weights = terms.iter().enumerate().map(|(number, term)| {
                let shared = term.scalars().filter(|f| !is_own(f)).map(|f| (short(f), &parts[f]));
                let own = term.scalars().filter(is_own);
                own.clone().for_each(|f| changing.extend(parts[f].depends.iter().copied()));
                Weights { shared: Partial::new(shared, number), own: own.map(short).collect() }
            });
            Way::Rows(weights.collect())
        } else {
            Way::Cells(terms.iter().map(|term| Side::both(&parts, term.scalars(), outer)).collect())
        };
        changing.retain(|i| Some(*i) != in_one_go);
        Self { parts: parts.into(), terms, way, in_one_go, changing }
    }

    /// How many terms there are.
    pub(super) fn terms(&self) -> usize {
        self.terms.len()
    }

    /// How many variables open gates.
    pub(super) fn opening(&self) -> usize {
        self.terms.len().trailing_zeros() as usize
    }

    /// What factors are, in the order in which it wants them.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl Walk {
    /// Writes the table.
    #[inline(always)]
    pub(super) fn go<W: Weight>(
        &self,
        numbers: &Numbers,
        factors: &mut [Factor<'_, '_, W>],
        memory: &mut Walking<W>,
        made: &mut [W],
    ) {
        match &self.way {
            _ if numbers.summed == 1 => self.by_products(numbers, factors, made),
            Way::Rows(weights) => self.by_rows(weights, numbers, factors, memory, made),
            Way::Cells(sides) => by_cells(sides, numbers, factors, &mut memory.sides, made),
        }
    }

    /// How many rows are written in one go, and how far they are from each other.
    #[inline(always)]
    fn rows(&self, numbers: &Numbers, strides: &[usize]) -> (usize, usize) {
        self.in_one_go().map_or((1, numbers.inner), |i| (numbers.outer[i], strides[i]))
    }

    /// How far a factor's cells are from those for the next of these rows.
    #[inline(always)]
    fn apart<W>(&self, factor: &Factor<'_, '_, W>) -> usize {
        self.in_one_go().map_or(0, |i| factor.moves[i])
    }

    /// The variable whose rows are written in one go.
    #[inline(always)]
    fn in_one_go(&self) -> Option<usize> {
        self.in_one_go.map(usize::from)
    }

    /// Each row is a product for each term.
    #[inline(always)]
    fn by_products<W: Weight>(&self, numbers: &Numbers, factors: &mut [Factor<'_, '_, W>], made: &mut [W]) {
        let mut odometer = Odometer::new(&numbers.outer, strides(&numbers.outer, numbers.inner));
        let (number, stride) = self.rows(numbers, &odometer.strides);
        let of = Rows { number, length: numbers.inner, stride, summed: 1, adds: false };
        let mut products: SmallVec<[Product<'_, W>; 2]> = SmallVec::new();
        loop {
            products.clear();
            for term in &self.terms {
                let mut product =
                    Product { weight: W::one(), weights: SmallVec::new(), rows: SmallVec::new() };
                for factor in &factors[term.scalars()] {
                    if factor.is_open(&odometer.digits) {
                        let apart = self.apart(factor);
                        if apart == 0 {
                            product.weight = product.weight.times(&factor.cells[factor.base]);
                        } else {
                            product.weights.push((&factor.cells[factor.base..], apart));
                        }
                    }
                }
                for factor in &factors[term.along()] {
                    if factor.is_open(&odometer.digits) {
                        let apart = self.apart(factor);
                        product.rows.push((&factor.cells[factor.base..], apart));
                    }
                }
                products.push(product);
            }
            W::products(&mut made[odometer.at..], of, &products);
            if odometer.next(factors, self.in_one_go()).is_none() {
                break;
            }
        }
    }

    /// Each row is a sum of rows.
    #[inline(always)]
    fn by_rows<W: Weight>(
        &self,
        of_terms: &[Weights],
        numbers: &Numbers,
        factors: &mut [Factor<'_, '_, W>],
        memory: &mut Walking<W>,
        made: &mut [W],
    ) {
        let (inner, summed, variables) = (numbers.inner, numbers.summed, numbers.outer.len());
        let Walking { partial, held, own, weights, .. } = memory;
        let mut odometer = Odometer::new(&numbers.outer, strides(&numbers.outer, inner));
        let (number, stride) = self.rows(numbers, &odometer.strides);
        Partial::make_room(partial, held, self.terms.len(), variables, summed);
        let mut is_stale = of_terms.iter().any(|of_term| !of_term.own.is_empty());
        if is_stale && own.len() < self.terms.len() * number * summed {
            own.resize(self.terms.len() * number * summed, W::one());
        }
        let mut rows: SmallVec<[Row<'_, W>; 4]> = SmallVec::new();
        let mut changed = 0;
        loop {
            for (number_of_term, (term, of_term)) in self.terms.iter().zip(of_terms).enumerate() {
                let known = changed..variables + 1;
                let (shared, is_one) =
                    of_term.shared.renew(known, factors, &odometer.digits, summed, (partial, held));
                rows.clear();
                for factor in &factors[term.along()] {
                    if factor.is_open(&odometer.digits) {
                        let apart = self.apart(factor);
                        rows.push(Row { cells: &factor.cells[factor.base..], steps: factor.steps, apart });
                    }
                }
                let weights: &[W] = if of_term.own.is_empty() {
                    shared
                } else {
                    let own = &mut own[number_of_term * number * summed..][..number * summed];
                    if is_stale {
                        self.write_own(own, of_term, factors, &odometer.digits, summed);
                    }
                    if is_one {
                        own
                    } else {
                        weights.clear();
                        for own in own.chunks_exact(summed) {
                            weights.extend(own.iter().zip(shared).map(|(own, shared)| own.times(shared)));
                        }
                        weights
                    }
                };
                let of = Rows { number, length: inner, stride, summed, adds: number_of_term > 0 };
                W::accumulate(&mut made[odometer.at..], of, weights, &rows);
            }
            match odometer.next(factors, self.in_one_go()) {
                Some(variable) => {
                    is_stale = self.changing.iter().any(|&i| usize::from(i) >= variable);
                    changed = variable + 1;
                }
                None => break,
            }
        }
    }

    /// Writes the weights that each row has its own.
    #[inline(always)]
    fn write_own<W: Weight>(
        &self,
        own: &mut [W],
        of_term: &Weights,
        factors: &[Factor<'_, '_, W>],
        digits: &[usize],
        summed: usize,
    ) {
        let mut is_first = true;
        for factor in of_term.own.iter().map(|&f| &factors[usize::from(f)]) {
            if factor.is_open(digits) {
                let apart = self.apart(factor);
                for (row, own) in own.chunks_exact_mut(summed).enumerate() {
                    if is_first {
                        factor.write(own, row * apart);
                    } else {
                        factor.weigh(own, row * apart);
                    }
                }
                is_first = false;
            }
        }
        if is_first {
            own.fill(W::one());
        }
    }
}

/// Each cell is a sum of products for each term: of a row of one side and a row of the other.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
fn by_cells<W: Weight>(
    of_terms: &[[Side; 2]],
    numbers: &Numbers,
    factors: &mut [Factor<'_, '_, W>],
    [one, other]: &mut [Products<W>; 2],
    made: &mut [W],
) {
    for (number, sides) in of_terms.iter().enumerate() {
        one.write(&sides[0], numbers, factors);
        other.write(&sides[1], numbers, factors);
        for (one, at) in one.rows() {
            for (other, further) in other.rows() {
                let sum = W::total_of_products(one, other);
                let cell = &mut made[at + further];
                if number == 0 {
                    *cell = sum;
                } else {
                    cell.add(&sum);
                }
            }
        }
    }
}

/// The variable whose rows are written in one go: one that opens no gate, with many values; best if the rows that are
/// multiplied and added do not depend on it.
fn in_one_go(parts: &[Part], outer: &[usize]) -> Option<usize> {
    let opens = |i: usize| parts.iter().any(|part| part.counts.is_some_and(|(by, _)| usize::from(by) == i));
    let worth = |i: usize| {
        let moves = parts.iter().any(|part| part.along && part.depends.contains(&short(i)));
        outer[i] * if moves { 1 } else { FREE }
    };
    (0..outer.len()).filter(|&i| !opens(i)).max_by_key(|&i| worth(i))
}

/// So many times better is a variable on which rows do not depend.
const FREE: usize = 2;
