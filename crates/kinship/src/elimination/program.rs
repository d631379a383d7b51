//! What is multiplied with what, and over which variable it is summed: an order, worked out.
//!
//! It depends on the factors' shapes alone, so the loci of a family share it, and so do families of the same kind; some
//! thousands are remembered.

use std::hash::BuildHasher;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use foldhash::HashMap;
use foldhash::fast::FixedState;
use smallvec::SmallVec;

use super::contraction::{Contraction, Scratch};
use super::order::{self, Step};
use super::{Cells, Eliminated, Shape, Table, Values, Weight, number, scope, short, size};

/// Contractions, one after the other, until one table is left.
#[derive(Debug)]
pub(super) struct Program {
    /// Each makes one factor; those that were given come first in their numbering.
    steps: Vec<Contraction>,
    /// The product of what is left, over the variables that are kept.
    last: Contraction,
}

/// The class of numbers of alleles that most loci are in.
const MANY: usize = 16;

/// Programs that are remembered, in parts that are locked each by itself.
static PROGRAMS: LazyLock<[Part; PARTS]> = LazyLock::new(Default::default);
type Part = RwLock<HashMap<Signature, Arc<Program>>>;
const PARTS: usize = 16;
/// So many of a part: a family has two or three, by how many alleles its loci have.
const REMEMBERED: usize = 512;

/// Everything that a program depends on, in one row of numbers.
pub(crate) type Signature = SmallVec<[u32; 64]>;

/// The program that is remembered by a signature, or is found now.
fn remembered(signature: Signature, find: impl FnOnce() -> Arc<Program>) -> Arc<Program> {
    let hash = usize::try_from(FixedState::default().hash_one(&signature) >> 32).unwrap_or(0);
    let part = &PROGRAMS[hash % PARTS];
    let known = part.read().unwrap_or_else(PoisonError::into_inner).get(&signature).map(Arc::clone);
    if let Some(program) = known {
        return program;
    }
    let program = find();
    let mut part = part.write().unwrap_or_else(PoisonError::into_inner);
    if part.len() >= REMEMBERED {
        // Whichever half of them: those that are still asked for are soon there again.
        let mut stays = false;
        part.retain(|_, _| {
            stays = !stays;
            stays
        });
    }
    part.insert(signature, Arc::clone(&program));
    program
}

/// Numbers of values count in classes, so that the loci of one pedigree share a program; the phase of somebody who looks
/// homozygous has one value, and counts as the others'.
pub(crate) fn class(card: usize) -> usize {
    match card {
        0..=2 => 2,
        3..=32 => MANY,
        _ => card.next_power_of_two(),
    }
}

/// The program that sums out all variables but `keep`.
///
/// It follows from these alone, and not from what has been worked out before.
pub(super) fn of(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Arc<Program> {
    let cards: Vec<usize> = cards.iter().copied().map(class).collect();
    remembered(signature(&cards, shapes, keep), || Arc::new(Program::new(&cards, shapes, keep, false)))
}

/// The same for a network that is known by a signature, which is asked for with the class of its largest number of values;
/// `connected`: without what nothing connects with `keep`.
pub(super) fn known(
    signature: impl Fn(usize) -> Signature,
    cards: &[usize],
    shapes: &[Shape],
    keep: &[usize],
    connected: bool,
) -> Arc<Program> {
    let classes = |up_to: usize| -> Vec<usize> { cards.iter().map(|&card| class(card).min(up_to)).collect() };
    let of_classes = |up_to: usize| Arc::new(Program::new(&classes(up_to), shapes, keep, connected));
    let own = cards.iter().copied().map(class).max().unwrap_or(MANY);
    let of_most = || remembered(signature(own.min(MANY)), || of_classes(MANY));
    if own <= MANY {
        return of_most();
    }
    // Where the order that most loci have is quick, another one is not worth looking for.
    let of_most_or_own = || Some(of_most()).filter(|program| program.cost(&classes(own)) < QUICK);
    remembered(signature(own), || of_most_or_own().unwrap_or_else(|| of_classes(own)))
}

/// What costs less is quick.
const QUICK: f64 = 1e6;

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
        scope.iter().for_each(|&v| put(usize::from(v)));
    }
    signature
}

/// What a signature by shapes begins with; others begin with a smaller number.
const SHAPES: usize = u32::MAX as usize;

impl Program {
    fn new(cards: &[usize], given: &[Shape], keep: &[usize], connected: bool) -> Self {
        let mut shapes = given.to_vec();
        let needed =
            if connected { connected_with(keep, cards.len(), given) } else { vec![true; cards.len()] };
        // Variables that are not needed stay out, and their factors with them.
        let mut left: Vec<usize> =
            (0..given.len()).filter(|&f| variables(&given[f]).all(|v| needed[v])).collect();
        let stay: Vec<usize> = (0..cards.len()).filter(|v| !needed[*v] || keep.contains(v)).collect();
        let of_left: Vec<Shape> = left.iter().map(|&f| given[f].clone()).collect();
        let plan = order::find(cards, &of_left, &stay);
        let mut steps: Vec<Contraction> = Vec::new();
        for Step { variables: summed, split } in plan {
            let mentions = |f: &usize| variables(&shapes[*f]).any(|v| summed.contains(&short(v)));
            let (parts, rest): (Vec<usize>, Vec<usize>) = left.into_iter().partition(mentions);
            left = rest;
            scale_those(&mut steps, given.len(), &parts);
            for gate in order::branches(split) {
                let step = Contraction::new(cards, &shapes, &parts, &summed, gate, None);
                left.push(shapes.len());
                shapes.push(Shape { gate, scope: step.scope.clone() });
                steps.push(step);
            }
            if let Some(step) = steps.last_mut() {
                step.last_uses = parts.into_iter().map(number).collect();
            }
        }
        scale_those(&mut steps, given.len(), &left);
        let keep = scope(keep);
        // If what the last step makes is all, nothing is to be multiplied.
        let is_all =
            |last: &mut Contraction| left == [shapes.len() - 1] && last.scope == keep && !last.is_gated;
        let last = steps.pop_if(is_all);
        let last = last.unwrap_or_else(|| Contraction::new(cards, &shapes, &left, &[], None, Some(&keep)));
        Self { steps, last }
    }

    /// What it costs with these numbers of values, in additions.
    fn cost(&self, cards: &[usize]) -> f64 {
        self.steps.iter().map(|step| step.cost(cards)).sum()
    }

    /// Runs it, with these numbers of values, and from the first cell of each given factor on.
    pub(super) fn run<W: Weight>(&self, cards: &[usize], given: &[Table<'_, W>]) -> Eliminated<W> {
        let of_last = size(&self.last.scope, cards);
        let (memory, ln_scale) = W::dispatch(
            #[inline(always)]
            |scratch: &mut Scratch<W>| {
                let mut memory = scratch.take(of_last);
                let values = &mut memory[..of_last];
                let mut made: Vec<Vec<W>> = Vec::with_capacity(self.steps.len());
                let mut ln_scale = 0.0;
                for step in &self.steps {
                    let size = size(&step.scope, cards);
                    let mut table = scratch.take(size);
                    let new = &mut table[..size];
                    step.run(cards, &Cells { given, made: &made }, new, scratch);
                    if !step.is_gated {
                        let largest = W::largest(new);
                        if largest == 0.0 {
                            values.fill(W::zero());
                            return (memory, 0.0);
                        }
                        if largest < step.small || largest * step.small > 1.0 {
                            for value in new {
                                value.scale(1.0 / largest);
                            }
                            ln_scale += largest.ln();
                        }
                    }
                    made.push(table);
                    // What was multiplied is not needed again.
                    step.last_uses.iter().for_each(|factor| {
                        if let Some(i) = (*factor as usize).checked_sub(given.len()) {
                            scratch.give_back(std::mem::take(&mut made[i]));
                        }
                    });
                }
                self.last.run(cards, &Cells { given, made: &made }, values, scratch);
                made.into_iter().for_each(|made| scratch.give_back(made));
                (memory, ln_scale)
            },
        );
        Eliminated { values: Values { memory, size: of_last }, ln_scale }
    }
}

/// So small (or large, the other way round) may a product of tables be, if the largest cells of all meet: it leaves far
/// more than a number has digits before anything is lost.
const SMALL: f64 = 1e-40;

/// Says of tables that meet in one step when they are to be scaled: the more they are, the sooner. `parts` are factors, of
/// which the first were `given`.
fn scale_those(steps: &mut [Contraction], given: usize, parts: &[usize]) {
    let small = SMALL.powf(1.0 / parts.len().max(1) as f64);
    for made in parts.iter().filter_map(|part| part.checked_sub(given)) {
        steps[made].small = small;
    }
}

/// The variables of a factor, and the bit that opens it.
fn variables(shape: &Shape) -> impl Iterator<Item = usize> + '_ {
    shape.scope.iter().copied().map(usize::from).chain(shape.gate.map(|gate| gate.bit))
}

/// Which variables factors connect with some of those of `keep`.
fn connected_with(keep: &[usize], number: usize, shapes: &[Shape]) -> Vec<bool> {
    // Of each variable another one that it is connected with; one of all of them is its own.
    let mut leader: Vec<usize> = (0..number).collect();
    for shape in shapes {
        let mut last = None;
        for v in variables(shape) {
            let leading = leading(&mut leader, v);
            if let Some(last) = last.replace(leading) {
                leader[last] = leading;
            }
        }
    }
    let kept: Vec<usize> = keep.iter().map(|&v| leading(&mut leader, v)).collect();
    (0..number).map(|v| kept.contains(&leading(&mut leader, v))).collect()
}

/// The variable that stands for all with which this one is connected.
fn leading(leader: &mut [usize], mut v: usize) -> usize {
    while leader[v] != v {
        leader[v] = leader[leader[v]];
        v = leader[v];
    }
    v
}
