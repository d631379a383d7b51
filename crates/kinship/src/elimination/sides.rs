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
    variables: SmallVec<[u16; 8]>,
    factors: SmallVec<[u16; 8]>,
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
        for factor in factors {
            let depends = |side: &Self| side.variables.iter().any(|v| parts[factor].depends.contains(v));
            let side = sides.iter().position(depends).unwrap_or_else(|| shorter(&sizes));
            sides[side].factors.push(short(factor));
        }
        sides
    }
}

/// The products of a side's factors, as rows over what is summed out.
#[derive(Debug)]
pub(super) struct Products<W> {
    cells: Vec<W>,
    /// By row, at which cell of the table it is, if the other side is at its first values.
    at: Vec<usize>,
    /// How many cells a row has: behind those for what is summed out there are zeros.
    width: usize,
}

impl<W> Default for Products<W> {
    fn default() -> Self {
        Self { cells: Vec::new(), at: Vec::new(), width: 0 }
    }
}

#[expect(clippy::inline_always, reason = "it is compiled for what the processor can do where it is called")]
impl<W: Weight> Products<W> {
    /// Writes those of a side.
    #[inline(always)]
    pub(super) fn write(&mut self, side: &Side, numbers: &Numbers, factors: &mut [Factor<'_, '_, W>]) {
        let summed = numbers.summed;
        self.width = summed.next_multiple_of(W::TOGETHER);
        let mut cards: SmallVec<[usize; 8]> = SmallVec::from_elem(1, numbers.outer.len());
        let mut rows = 1;
        for v in side.variables.iter().copied().map(usize::from) {
            cards[v] = numbers.outer[v];
            rows *= cards[v];
        }
        self.at.clear();
        if self.cells.len() < rows * self.width {
            self.cells.resize(rows * self.width, W::zero());
        }
        let mut odometer = Odometer::new(&cards, strides(&numbers.outer, 1));
        for row in self.cells.chunks_exact_mut(self.width) {
            let (row, behind) = row.split_at_mut(summed);
            behind.fill(W::zero());
            let mut is_first = true;
            for factor in side.factors.iter().map(|&f| &factors[usize::from(f)]) {
                if factor.is_open(&odometer.digits) {
                    if is_first {
                        factor.write(row, 0);
                    } else {
                        factor.weigh(row, 0);
                    }
                    is_first = false;
                }
            }
            if is_first {
                row.fill(W::one());
            }
            self.at.push(odometer.at);
            if odometer.next(factors, None).is_none() {
                break;
            }
        }
    }

    /// The rows, and where they are.
    #[inline(always)]
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[W], usize)> {
        self.cells.chunks_exact(self.width).zip(self.at.iter().copied())
    }
}
