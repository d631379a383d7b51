//! Cells that are sums of products, each of a row of one side and a row of the other.
//!
//! Where a table has only bits left, what is summed out is longer than all that is gone through: each cell is a sum over
//! it. A factor depends on few of the bits. So they are parted in two sides such that each factor depends on bits of one
//! side only: the products of a side's factors are written once for each combination of *its* bits, and not for each cell.

use std::ops::Range;

use smallvec::SmallVec;

use super::walk::{Factor, Numbers, Odometer, Part, strides};
use super::{Weight, short};

/// Some of the variables that are gone through, and the factors that depend on them.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// In increasing order.
    pub(super) variables: SmallVec<[u16; 8]>,
    pub(super) factors: SmallVec<[u16; 8]>,
}

impl Side {
    /// Both sides of some factors, by what each is to the walk, through variables of about so many values; they are about
    /// equally long if they can be.
    pub(super) fn both(parts: &[Part], factors: Range<usize>, outer: &[usize]) -> [Self; 2] {
        // Variables on which one factor depends stay together: with the first of them.
        let mut first: SmallVec<[usize; 8]> = (0..outer.len()).collect();
        for part in &parts[factors.clone()] {
            let Some((&one, those)) = part.depends.split_first() else { continue };
            for &v in those {
                let [one, v] = [one, v].map(|v| first[usize::from(v)]);
                let (one, other) = (one.min(v), one.max(v));
                first.iter_mut().filter(|first| **first == other).for_each(|first| *first = one);
            }
        }
        let mut groups: SmallVec<[(usize, usize); 8]> = SmallVec::new();
        for v in (0..outer.len()).filter(|&v| first[v] == v) {
            let those = (v..outer.len()).filter(|&u| first[u] == v);
            groups.push((those.map(|u| outer[u]).product(), v));
        }
        groups.sort_by_key(|&(size, _)| std::cmp::Reverse(size));
        let (mut sides, mut sizes): ([Self; 2], _) = (Default::default(), [1, 1]);
        let shorter = |sizes: &[usize; 2]| usize::from(sizes[1] < sizes[0]);
        for (size, group) in groups {
            let side = shorter(&sizes);
            sizes[side] *= size;
            sides[side].variables.extend((group..outer.len()).filter(|&v| first[v] == group).map(short));
        }
        sides.iter_mut().for_each(|side| side.variables.sort_unstable());
        for factor in factors {
            let depends = |side: &Self| side.variables.iter().any(|v| parts[factor].depends.contains(v));
            let side = sides.iter().position(depends).unwrap_or_else(|| shorter(&sizes));
            sides[side].factors.push(short(factor));
        }
        sides
    }
}

/// By values of some variables, the last running fastest: at which cell of a table they are, whose cells move so far with
/// each variable.
pub(super) fn places(at: &mut Vec<usize>, variables: &[u16], numbers: &Numbers, strides: &[usize]) {
    at.clear();
    at.push(0);
    for v in variables.iter().copied().map(usize::from) {
        let (before, card) = (at.len(), numbers.outer[v]);
        at.resize(before * card, 0);
        for i in (0..before).rev() {
            let first = at[i];
            for value in 0..card {
                at[i * card + value] = first + value * strides[v];
            }
        }
    }
}

/// The products of a side's factors, as rows over what is summed out, by values of its variables.
#[derive(Debug)]
pub(super) struct Products<W> {
    cells: Vec<W>,
    /// How many cells a row has: behind those for what is summed out there are zeros.
    width: usize,
}

impl<W> Default for Products<W> {
    fn default() -> Self {
        Self { cells: Vec::new(), width: 1 }
    }
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
        factors: &mut [Factor<'_, '_, W>],
        together: usize,
    ) {
        let summed = numbers.summed;
        self.width = summed.next_multiple_of(together);
        let mut cards: SmallVec<[usize; 8]> = SmallVec::from_elem(1, numbers.outer.len());
        let mut rows = 1;
        for v in side.variables.iter().copied().map(usize::from) {
            cards[v] = numbers.outer[v];
            rows *= cards[v];
        }
        if self.cells.len() < rows * self.width {
            self.cells.resize(rows * self.width, W::zero());
        }
        let mut odometer = Odometer::at(digits, &cards);
        for row in self.cells.chunks_exact_mut(self.width) {
            let (row, behind) = row.split_at_mut(summed);
            behind.fill(W::zero());
            let mut is_first = true;
            for factor in side.factors.iter().map(|&f| &factors[usize::from(f)]) {
                if factor.is_open(&odometer.digits) {
                    if is_first {
                        factor.write(row);
                    } else {
                        factor.weigh(row);
                    }
                    is_first = false;
                }
            }
            if is_first {
                row.fill(W::one());
            }
            if odometer.next(factors).is_none() {
                break;
            }
        }
    }

    /// So many rows, one behind the other.
    #[inline(always)]
    pub(super) fn cells(&self, rows: usize) -> &[W] {
        &self.cells[..rows * self.width]
    }
}

/// Memory for the cells of both sides, and where they are in the table.
pub(super) type Memory<W> = [(Products<W>, Vec<usize>); 2];

/// Writes a table, of both sides of each term.
#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
#[inline(always)]
pub(super) fn by_cells<W: Weight>(
    terms: &[[Side; 2]],
    numbers: &Numbers,
    factors: &mut [Factor<'_, '_, W>],
    memory: &mut Memory<W>,
    made: &mut [W],
) {
    let strides = strides(&numbers.outer, 1);
    let none: SmallVec<[usize; 8]> = SmallVec::from_elem(0, numbers.outer.len());
    for (number, sides) in terms.iter().enumerate() {
        for (side, (products, at)) in sides.iter().zip(&mut *memory) {
            places(at, &side.variables, numbers, &strides);
            products.write(side, numbers, &none, factors, W::TOGETHER);
        }
        let [(one, one_at), (other, other_at)] = memory;
        for (one, at) in one.cells(one_at.len()).chunks_exact(one.width).zip(&*one_at) {
            for (other, further) in other.cells(other_at.len()).chunks_exact(other.width).zip(&*other_at) {
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
