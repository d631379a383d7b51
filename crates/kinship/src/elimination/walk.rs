//! Going through a table row by row.
//!
//! A row runs along the table's last variable. Where bits are summed out that open gates, there are several sums
//! (*terms*), each of the factors that are open then.
//!
//! There are three ways of going, by what there is much of. Nothing summed out but what opens gates: each row is a product
//! for each term. Cells instead of rows, since only bits are left: each is a sum of products ([`super::sides`]). Otherwise
//! rows are sums of rows ([`super::rows`]).

use std::ops::Range;

use smallvec::SmallVec;

use super::products::Side;
use super::rows::{self, ByRows};
use super::sides::{self, by_cells};
use super::{Equal, Product, Weight, short};

/// What is gone through, and with which factors: what follows from shapes.
#[derive(Debug)]
pub(super) struct Walk {
    /// Those of one term behind those of the other.
    parts: Box<[Part]>,
    terms: SmallVec<[Term; 2]>,
    way: Way,
    /// The variable whose rows are written in one go, if each is a product.
    in_one_go: Option<u16>,
}

/// Row by row, or cell by cell: then the sides of each term.
#[derive(Debug)]
enum Way {
    Rows(ByRows),
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
pub(super) struct Term {
    begin: u16,
    /// From here on they depend on the variable of the rows.
    along: u16,
    end: u16,
}

impl Term {
    /// Those that do not depend on the variable of the rows.
    pub(super) fn scalars(&self) -> Range<usize> {
        usize::from(self.begin)..usize::from(self.along)
    }

    /// Those that do.
    pub(super) fn along(&self) -> Range<usize> {
        usize::from(self.along)..usize::from(self.end)
    }
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
    rows: rows::Memory<W>,
    sides: sides::Memory<W>,
}

impl<W> Default for Walking<W> {
    fn default() -> Self {
        Self { rows: rows::Memory::default(), sides: Default::default() }
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

    /// Whether it counts where a variable has this value, as far as that goes.
    #[inline(always)]
    pub(super) fn is_open_by(&self, variable: usize, value: usize) -> bool {
        match self.part.counts {
            Some((by, counts)) => usize::from(by) != variable || usize::from(counts) == value,
            None => true,
        }
    }

    // The next three are called, and not compiled where they are: otherwise the compiler looks for overlaps of all that
    // each might write and read before every row of the loop around, which takes longer than a row.

    /// Multiplies weights by its cells from one on, for each value of what is summed out.
    #[inline(never)]
    pub(super) fn weigh(&self, at: usize, weights: &mut [W]) {
        let cells = &self.cells[at..];
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

    /// Makes weights what others are, multiplied by its cells.
    #[inline(never)]
    pub(super) fn write_times(&self, at: usize, others: &[W], weights: &mut [W]) {
        let cells = &self.cells[at..];
        match self.part.spread {
            Spread::Same => {
                weights.iter_mut().zip(others).for_each(|(weight, other)| *weight = other.times(&cells[0]));
            }
            Spread::Neighbours => W::write_product(weights, others, cells),
            Spread::Apart => {
                let steps = &self.steps[..weights.len()];
                for ((weight, other), step) in weights.iter_mut().zip(others).zip(steps) {
                    *weight = other.times(&cells[*step]);
                }
            }
        }
    }

    /// Makes weights what it would multiply them by.
    #[inline(never)]
    pub(super) fn write(&self, at: usize, weights: &mut [W]) {
        let cells = &self.cells[at..];
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

    /// Goes on to the next values, and says which variable went up; those after it begin anew.
    #[inline(always)]
    pub(super) fn next<W>(&mut self, factors: &mut [Factor<'_, '_, W>]) -> Option<usize> {
        for i in (0..self.cards.len()).rev() {
            if self.cards[i] == 1 {
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
        let way = if by_rows {
            Way::Rows(ByRows::new(&parts, &terms, outer))
        } else {
            Way::Cells(terms.iter().map(|term| sides::both(&parts, term.scalars(), outer)).collect())
        };
        let in_one_go = in_one_go(&parts, outer).map(short);
        Self { parts: parts.into(), terms, way, in_one_go }
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
            Way::Rows(rows) => rows.go(&self.terms, numbers, factors, &mut memory.rows, made),
            Way::Cells(sides) => by_cells(sides, numbers, factors, &mut memory.sides, made),
        }
    }

    /// Each row is a product for each term.
    #[inline(always)]
    fn by_products<W: Weight>(&self, numbers: &Numbers, factors: &mut [Factor<'_, '_, W>], made: &mut [W]) {
        let strides = strides(&numbers.outer, numbers.inner);
        let mut cards = numbers.outer.clone();
        let in_one_go = self.in_one_go.map(usize::from);
        let (mut number, mut stride) = (1, numbers.inner);
        if let Some(i) = in_one_go {
            (number, stride) = (std::mem::replace(&mut cards[i], 1), strides[i]);
        }
        let of = Equal { number, length: numbers.inner, stride };
        let apart = |factor: &Factor<'_, '_, W>| in_one_go.map_or(0, |i| factor.moves[i]);
        let mut odometer = Odometer::new(&cards, strides);
        let mut products: SmallVec<[Product<'_, W>; 2]> = SmallVec::new();
        loop {
            products.clear();
            for term in &self.terms {
                let mut product =
                    Product { weight: W::one(), weights: SmallVec::new(), rows: SmallVec::new() };
                for factor in &factors[term.scalars()] {
                    if factor.is_open(&odometer.digits) {
                        match apart(factor) {
                            0 => product.weight = product.weight.times(&factor.cells[factor.base]),
                            apart => product.weights.push((&factor.cells[factor.base..], apart)),
                        }
                    }
                }
                for factor in &factors[term.along()] {
                    if factor.is_open(&odometer.digits) {
                        product.rows.push((&factor.cells[factor.base..], apart(factor)));
                    }
                }
                products.push(product);
            }
            W::products(&mut made[odometer.at..], of, &products);
            if odometer.next(factors).is_none() {
                break;
            }
        }
    }
}

/// The variable whose rows are written in one go: one that opens no gate, with many values; best if the rows that are
/// multiplied and added do not depend on it.
fn in_one_go(parts: &[Part], outer: &[usize]) -> Option<usize> {
    let worth = |i: usize| outer[i] * if moves(parts, i) { 1 } else { SAME };
    (0..outer.len()).filter(|&i| !opens(parts, i)).max_by_key(|&i| worth(i))
}

/// So many times as good is it to write rows in one go that follow from the same rows.
pub(super) const SAME: usize = 2;

/// Whether a variable that is gone through opens the gate of a factor.
pub(super) fn opens(parts: &[Part], variable: usize) -> bool {
    parts.iter().any(|part| part.counts.is_some_and(|(by, _)| usize::from(by) == variable))
}

/// Whether factors that depend on the variable of the rows depend on this one as well.
pub(super) fn moves(parts: &[Part], variable: usize) -> bool {
    parts.iter().any(|part| part.along && part.depends.contains(&short(variable)))
}
