//! What is multiplied with what, and over which variable it is summed: an order, worked out.
//!
//! It depends on the factors' shapes alone, so the loci at which the same members of a pedigree look homozygous share
//! it, and so do families of the same kind; a thread remembers those that it used last. Loci at which other members look
//! homozygous have other factors, but the order of the locus at which nobody does is good for them as well.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use smallvec::SmallVec;

use super::contraction::Contraction;
use super::order::{self, Step};
use super::{Gate, Like, Shape};

/// Contractions, one after the other, until one table is left.
#[derive(Debug)]
pub(super) struct Program {
    /// Each makes one factor; those that were given come first in their numbering.
    pub(super) steps: Vec<Contraction>,
    /// The product of what is left, over the variables that are kept.
    pub(super) last: Contraction,
    /// In which order variables are summed out.
    order: Vec<usize>,
}

/// The class of numbers of alleles that most loci are in.
const MANY: usize = 16;
/// Programs that a thread remembers; a pedigree at 20 loci has a handful.
const REMEMBERED: usize = 1024;

thread_local! {
    /// By everything that they depend on.
    static PROGRAMS: RefCell<HashMap<Signature, Rc<Program>>> = RefCell::new(HashMap::new());
}

/// Everything that a program depends on, in one row of numbers.
pub(crate) type Signature = SmallVec<[u32; 64]>;

/// The program that is remembered by a signature, or is found now.
fn remembered(signature: Signature, find: impl FnOnce() -> Program) -> Rc<Program> {
    if let Some(program) = PROGRAMS.with_borrow(|programs| programs.get(&signature).cloned()) {
        return program;
    }
    let program = Rc::new(find());
    PROGRAMS.with_borrow_mut(|programs| {
        if programs.len() >= REMEMBERED {
            programs.clear();
        }
        programs.insert(signature, Rc::clone(&program));
    });
    program
}

/// Numbers of values count in classes, so that the loci of one pedigree share a program.
pub(crate) fn class(card: usize) -> usize {
    match card {
        0..=2 => card,
        3..=8 => 8,
        9..=32 => MANY,
        _ => card.next_power_of_two(),
    }
}

/// The program that sums out all variables but `keep`.
///
/// It follows from these alone, and not from what a thread has worked out before.
pub(super) fn of(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Rc<Program> {
    let cards: Vec<usize> = cards.iter().copied().map(class).collect();
    remembered(signature(&cards, shapes, keep), || found(&cards, shapes, keep, None))
}

/// The same for a network that is known by a signature of its own, and has an order of another one that it is like.
pub(super) fn known(
    signature: Signature,
    cards: &[usize],
    shapes: &[Shape],
    keep: &[usize],
    like: impl FnOnce() -> Option<Like>,
) -> Rc<Program> {
    let find = || {
        let cards: Vec<usize> = cards.iter().copied().map(class).collect();
        let Some(Like { signature, cards: wide, shapes: of_wide, keep: kept, own }) = like() else {
            return found(&cards, shapes, keep, None);
        };
        let wide = remembered(signature, || found(&wide, &of_wide, &kept, None));
        let order: Vec<usize> = wide.order.iter().filter_map(|&v| own[v]).collect();
        found(&cards, shapes, keep, Some(&order))
    };
    remembered(signature, find)
}

fn found(cards: &[usize], shapes: &[Shape], keep: &[usize], guide: Option<&[usize]>) -> Program {
    Program::new(cards, &order::find(cards, shapes, keep, guide), shapes, keep)
}

/// Everything that a program depends on: numbers of values, and shapes.
fn signature(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Signature {
    let mut signature = Signature::new();
    let mut put = |number: usize| signature.push(u32::try_from(number).unwrap_or(u32::MAX));
    put(SHAPES);
    put(cards.len());
    cards.iter().for_each(|&card| put(card));
    put(keep.len());
    keep.iter().for_each(|&v| put(v));
    for Shape { gate, scope } in shapes {
        put(gate.map_or(0, |g| 1 + 2 * g.bit + g.value));
        put(scope.len());
        scope.iter().for_each(|&v| put(v));
    }
    signature
}

/// What a signature by shapes begins with; others begin with a smaller number.
const SHAPES: usize = u32::MAX as usize;

/// A table of so many cells is rather not written: memory is slower than counting.
const LARGE: usize = 1 << 14;

impl Program {
    fn new(cards: &[usize], plan: &[Step], given: &[Shape], keep: &[usize]) -> Self {
        let mut shapes = given.to_vec();
        let mut left: Vec<usize> = (0..given.len()).collect();
        let mut steps = Vec::new();
        for &Step { variable, split } in plan {
            let mentions = |f: &usize| {
                let Shape { gate, scope } = &shapes[*f];
                scope.contains(&variable) || gate.is_some_and(|g| g.bit == variable)
            };
            let (parts, rest): (Vec<usize>, Vec<usize>) = left.into_iter().partition(mentions);
            left = rest;
            let branches: &[Option<Gate>] = match split {
                None => &[None],
                Some(bit) => &[0, 1].map(|value| Some(Gate { bit, value })),
            };
            for &gate in branches {
                let step = Contraction::new(&shapes, &parts, &[variable], gate, None);
                left.push(shapes.len());
                shapes.push(step.made.clone());
                steps.push(step);
            }
            if let Some(step) = steps.last_mut() {
                step.last_uses = parts.into();
            }
        }
        let last = Contraction::new(&shapes, &left, &[], None, Some(keep));
        let mut program = Self { steps, last, order: plan.iter().map(|step| step.variable).collect() };
        program.join(cards, &shapes, given.len());
        program
    }

    /// Sums two variables out at once where a large table would be written only to be summed by the next step, which looks
    /// at no other cells.
    fn join(&mut self, cards: &[usize], shapes: &[Shape], given: usize) {
        let size = |scope: &[usize]| scope.iter().map(|&v| cards[v]).product::<usize>();
        for later in 0..self.steps.len() {
            let step = &self.steps[later];
            let &[variable] = step.sum_out() else { continue };
            if step.made.gate.is_some() {
                continue;
            }
            let can_join = |factor: &usize| {
                let Some(earlier) = factor.checked_sub(given) else { return false };
                let Shape { gate, scope } = &shapes[*factor];
                self.steps[earlier].sum_out().len() == 1
                    && gate.is_none()
                    && size(scope) >= LARGE
                    && step.made.scope.iter().all(|v| scope.contains(v))
            };
            let Some(factor) = step.parts().find(can_join) else { continue };
            let earlier = &self.steps[factor - given];
            let mut sum_out = earlier.sum_out().to_vec();
            sum_out.push(variable);
            let parts: Vec<usize> =
                earlier.parts().chain(step.parts().filter(|part| *part != factor)).collect();
            let mut joined = Contraction::new(shapes, &parts, &sum_out, None, Some(&step.made.scope));
            joined.last_uses =
                earlier.last_uses.iter().chain(&step.last_uses).copied().filter(|f| *f != factor).collect();
            self.steps[factor - given] = Contraction::nothing();
            self.steps[later] = joined;
        }
    }
}
