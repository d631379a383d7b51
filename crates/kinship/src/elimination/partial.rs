//! Products of factors, each used again until a variable changes on which it depends.
//!
//! Going through a table, the last variables run fastest. So the factors are multiplied in the order of the last variable
//! on which each depends: when one goes up, what those before it say is there already.

use std::ops::Range;

use smallvec::SmallVec;

use super::Weight;
use super::walk::Factor;

/// What the factors of a term say together, by the last variable on which they depend.
#[derive(Debug)]
pub(super) struct Partial {
    /// Factors, and after how many variables all is known on which they depend; in this order.
    factors: SmallVec<[(usize, usize); 8]>,
    /// By number of variables: where the product of all up to it is.
    held: SmallVec<[usize; 8]>,
    /// Where its part of the memory begins.
    from: usize,
}

impl Partial {
    /// Of some factors (`of`, those that `belongs`), with so many variables; the term's number among the others.
    #[inline]
    pub(super) fn new<W>(
        factors: &[Factor<'_, '_, W>],
        of: Range<usize>,
        variables: usize,
        number: usize,
        belongs: impl Fn(&Factor<'_, '_, W>) -> bool,
    ) -> Self {
        let after = |f: usize| (0..variables).rev().find(|v| factors[f].depends_on(*v)).map_or(0, |v| v + 1);
        let mut sorted: SmallVec<[(usize, usize); 8]> =
            of.filter(|f| belongs(&factors[*f])).map(|f| (f, after(f))).collect();
        sorted.sort_by_key(|(_, after)| *after);
        Self { factors: sorted, held: SmallVec::from_elem(0, variables + 1), from: number * (variables + 2) }
    }

    /// Memory for so many of them, with so many values of what is summed out.
    pub(super) fn make_room<W: Weight>(memory: &mut Vec<W>, number: usize, variables: usize, summed: usize) {
        memory.clear();
        memory.resize(number * (variables + 2) * summed, W::one());
    }

    /// Its factors that are complete after so many variables, and not before.
    pub(super) fn at(&self, variables: usize) -> impl Iterator<Item = usize> + '_ {
        self.factors.iter().filter(move |(_, after)| *after == variables).map(|(f, _)| *f)
    }

    /// Multiplies anew what depends on variables (by how many are known; the last is not included), and gives the
    /// product of all before it, by value of what is summed out. `steps` are by factor.
    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    pub(super) fn renew<'s, 'm, W: Weight>(
        &mut self,
        known: Range<usize>,
        factors: &[Factor<'_, '_, W>],
        digits: &[usize],
        summed: usize,
        memory: &'m mut [W],
        steps: impl Fn(usize) -> &'s [usize],
    ) -> &'m [W] {
        let place = |number: usize| (self.from + number) * summed..(self.from + number + 1) * summed;
        let (begin, end) = (known.start, known.end);
        // The first of the memory are ones.
        let mut held = begin.checked_sub(1).map_or(0, |before| self.held[before]);
        let mut next = self.factors.partition_point(|(_, after)| *after < begin);
        for number in known {
            while let Some(&(f, _)) = self.factors.get(next).filter(|(_, after)| *after == number) {
                next += 1;
                let factor = &factors[f];
                if !factor.is_open(digits) {
                    continue;
                }
                if held != number + 1 {
                    let (from, to) = (place(held), place(number + 1));
                    let (before, here) = memory.split_at_mut(to.start);
                    here[..summed].clone_from_slice(&before[from]);
                    held = number + 1;
                }
                factor.weigh(&mut memory[place(held)], 0, steps(f));
            }
            self.held[number] = held;
        }
        &memory[place(end.checked_sub(1).map_or(0, |last| self.held[last]))]
    }
}
