//! Cells that are sums of products, each of a row of one side and a row of the other.
//!
//! Where a table has only bits left, what is summed out is longer than all that is gone through: each cell is a sum over
//! it. A factor depends on few of the bits. So they are parted in two sides such that each factor depends on bits of one
//! side only: the products of a side's factors are written once for each combination of *its* bits, and not for each cell.

use std::ops::Range;

use smallvec::SmallVec;

use super::products::{Products, Side};
use super::walk::{Factor, Numbers, Part, strides};
use super::{Weight, short};

/// Both sides of some factors, by what each is to the walk, through variables of about so many values; they are about equally
/// long if they can be.
pub(super) fn both(parts: &[Part], factors: Range<usize>, outer: &[usize]) -> [Side; 2] {
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
    let (mut variables, mut sizes): ([SmallVec<[u16; 8]>; 2], _) = (Default::default(), [1, 1]);
    let shorter = |sizes: &[usize; 2]| usize::from(sizes[1] < sizes[0]);
    for (size, group) in groups {
        let side = shorter(&sizes);
        sizes[side] *= size;
        variables[side].extend((group..outer.len()).filter(|&v| first[v] == group).map(short));
    }
    variables.iter_mut().for_each(|variables| variables.sort_unstable());
    let mut of_sides: [SmallVec<[usize; 8]>; 2] = Default::default();
    for factor in factors {
        let depends =
            |variables: &SmallVec<[u16; 8]>| variables.iter().any(|v| parts[factor].depends.contains(v));
        let side = variables.iter().position(depends).unwrap_or_else(|| shorter(&sizes));
        of_sides[side].push(factor);
    }
    let [one, other] = variables;
    let [of_one, of_other] = of_sides;
    let side =
        |variables, factors: SmallVec<[usize; 8]>| Side::new(variables, factors.into_iter(), parts, outer);
    [side(one, of_one), side(other, of_other)]
}

/// By values of some variables, the last running fastest: at which cell of a table they are, whose cells move so far with
/// each variable.
pub(super) fn places(at: &mut Vec<usize>, variables: &[u16], numbers: &Numbers, strides: &[usize]) {
    at.clear();
    at.push(0);
    for v in variables.iter().copied().map(usize::from) {
        let (before, card) = (at.len(), numbers.outer[v]);
        at.resize(before * card, 0);
        for_each_value(at, before, card, |first, value| first + value * strides[v]);
    }
}

/// Of the first `before` numbers, makes each one for each value of a variable that runs faster, by the number and the value.
pub(super) fn for_each_value(
    numbers: &mut [usize],
    before: usize,
    card: usize,
    of: impl Fn(usize, usize) -> usize,
) {
    // From the last one on: what is written is behind what is still to be read.
    for i in (0..before).rev() {
        let number = numbers[i];
        for value in 0..card {
            numbers[i * card + value] = of(number, value);
        }
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
    factors: &[Factor<'_, '_, W>],
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
        for (one, at) in one.rows(one_at.len()).zip(&*one_at) {
            for (other, further) in other.rows(other_at.len()).zip(&*other_at) {
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
