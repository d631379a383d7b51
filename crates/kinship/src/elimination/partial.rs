//! Products of factors, each used again until a variable changes on which it depends.
//!
//! Going through a table, the last variables run fastest. So the factors are multiplied in the order of the last variable
//! on which each depends: when one goes up, what those before it say is there already.

use std::ops::Range;

use smallvec::SmallVec;

use super::walk::{Factor, Part};
use super::{Weight, short};

/// What the factors of a term say together, by the last variable on which they depend.
#[derive(Debug)]
pub(super) struct Partial {
    /// Factors, and after how many variables all is known on which they depend; in this order.
    factors: SmallVec<[(u16, u16); 4]>,
    /// Which of the terms' it is.
    number: u16,
}

impl Partial {
    /// Of factors with what each is to the walk; the term's number among the others.
    pub(super) fn new<'p>(factors: impl Iterator<Item = (u16, &'p Part)>, number: usize) -> Self {
        let after = |part: &Part| part.depends.iter().max().map_or(0, |v| v + 1);
        let mut sorted: SmallVec<[(u16, u16); 4]> = factors.map(|(f, part)| (f, after(part))).collect();
        sorted.sort_by_key(|(_, after)| *after);
        Self { factors: sorted, number: short(number) }
    }

    /// Memory for so many of them, with so many values of what is summed out.
    pub(super) fn make_room<W: Weight>(
        memory: &mut Vec<W>,
        held: &mut Vec<usize>,
        number: usize,
        variables: usize,
        summed: usize,
    ) {
        held.clear();
        held.resize(number * (variables + 1), 0);
        let size = number * (variables + 2) * summed;
        if memory.len() < size {
            memory.resize(size, W::one());
        }
        // The first of each are ones.
        for number in 0..number {
            memory[number * (variables + 2) * summed..][..summed].fill(W::one());
        }
    }

    /// Multiplies anew what depends on variables (by how many are known; the last is not included), and gives the
    /// product of all before it, by value of what is summed out, and whether it is one. `held`: by term and number of
    /// variables, where the product of all up to it is.
    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    pub(super) fn renew<'m, W: Weight>(
        &self,
        known: Range<usize>,
        factors: &[Factor<'_, '_, W>],
        digits: &[usize],
        summed: usize,
        (memory, held): (&'m mut [W], &mut [usize]),
    ) -> (&'m [W], bool) {
        let (variables, own) = (digits.len(), usize::from(self.number));
        let after = |next: usize| self.factors.get(next).map(|(_, after)| usize::from(*after));
        let held = &mut held[own * (variables + 1)..(own + 1) * (variables + 1)];
        let memory = &mut memory[own * (variables + 2) * summed..];
        let (begin, end) = (known.start, known.end);
        // The first of the memory are ones.
        let mut here = if begin > 0 { held[begin - 1] } else { 0 };
        let mut next = 0;
        while after(next).is_some_and(|after| after < begin) {
            next += 1;
        }
        for number in known {
            while after(next) == Some(number) {
                let factor = &factors[usize::from(self.factors[next].0)];
                next += 1;
                if !factor.is_open(digits) {
                    continue;
                }
                if here != number + 1 {
                    let (before, after) = memory.split_at_mut((number + 1) * summed);
                    after[..summed].clone_from_slice(&before[here * summed..][..summed]);
                    here = number + 1;
                }
                factor.weigh(factor.base, &mut memory[here * summed..][..summed]);
            }
            held[number] = here;
        }
        let last = if end > 0 { held[end - 1] } else { 0 };
        (&memory[last * summed..][..summed], last == 0)
    }
}
