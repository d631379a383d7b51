//! A step of an elimination: a product of factors as a table, with variables summed out.
//!
//! A factor whose gate is opened by what is summed out counts for one value of it: so a cell is the sum of one term for
//! each of these values, and in each term every factor counts, or counts not, row by row ([`super::walk`]).
//!
//! All that follows from shapes is worked out once. What is left for each locus is how many values variables have there,
//! and so how far cells are from each other.

use smallvec::SmallVec;

use super::order;
use super::walk::{Factor, Numbers, Part, Spread, Walk, Walking};
use super::{Cells, Gate, Scope, Shape, Weight, size};

/// What is multiplied, and what becomes of it.
#[derive(Debug)]
pub(super) struct Contraction {
    inputs: Vec<Input>,
    /// Variables of the result that are gone through, neighbours that count as one together.
    outer: SmallVec<[Scope; 4]>,
    /// The variable of the rows.
    inner: Option<usize>,
    /// What is summed out and opens no gate.
    summed: Scope,
    walk: Walk,
    /// What it makes.
    pub(super) made: Shape,
    /// It is scaled if its largest cell is smaller, or larger than one divided by this.
    pub(super) small: f64,
    /// Factors that are not needed after it.
    pub(super) last_uses: SmallVec<[usize; 8]>,
}

/// A factor of a product.
#[derive(Debug)]
struct Input {
    factor: usize,
    /// Its variables, as its cells lie: the innermost is the last.
    scope: Scope,
    /// At which place the innermost is in the factor itself, if others come after it: its cells are written anew then.
    turned: Option<usize>,
    /// By variable of the scope, what it is to the contraction.
    places: SmallVec<[Place; 4]>,
    /// Whether it depends on the innermost variable.
    along: bool,
    /// How its cells lie for what is summed out.
    spread: Spread,
    /// It counts where this one has a value, and is one elsewhere.
    gate: Option<(Place, usize)>,
}

/// Where a variable runs in the loops of a contraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// One that is gone through.
    Outer(usize),
    /// One that counts as one with the next.
    WithNext,
    /// It is summed out and opens gates: which of those.
    Opening(usize),
    /// It is summed out: which of the others.
    Summed(usize),
    /// The innermost.
    Inner,
}

/// Memory to work in, for one contraction after another.
#[derive(Debug)]
pub struct Scratch<W> {
    /// Tables that are not needed any more, by the logarithm of their size.
    free: [Vec<Vec<W>>; KEPT_SIZES],
    /// Cells of factors in another order: the innermost variable last.
    turned: Vec<W>,
    /// By input, how far cells move with each variable that is gone through, and then with each that opens gates.
    moves: Vec<usize>,
    /// By input and value of what is summed out: how far its cells are from those of the first value.
    steps: Vec<usize>,
    walking: Walking<W>,
}

impl<W> Default for Scratch<W> {
    fn default() -> Self {
        let free = std::array::from_fn(|_| Vec::new());
        let (moves, steps) = (Vec::new(), Vec::new());
        Self { free, turned: Vec::new(), moves, steps, walking: Walking::default() }
    }
}

/// Tables of 2 to the power of this many cells, or more, are not kept: few families need them.
const KEPT_SIZES: usize = 18;
/// So many tables of a size are kept.
const KEPT: usize = 16;

impl<W: Weight> Scratch<W> {
    /// A table of at least so many cells, whatever is in them.
    pub(super) fn take(&mut self, size: usize) -> Vec<W> {
        let size = size.next_power_of_two();
        let kept = self.free.get_mut(size.trailing_zeros() as usize).and_then(Vec::pop);
        kept.unwrap_or_else(|| vec![W::zero(); size])
    }

    /// What a table took may be used again.
    pub(super) fn give_back(&mut self, table: Vec<W>) {
        if let Some(free) = self.free.get_mut(table.len().trailing_zeros() as usize)
            && free.len() < KEPT
        {
            free.push(table);
        }
    }
}

impl Contraction {
    /// Of the factors in `parts`, where `open` is so; `over` the given variables, or those that there are. `cards` are the
    /// classes of numbers of values.
    pub(super) fn new(
        cards: &[usize],
        shapes: &[Shape],
        parts: &[usize],
        sum_out: &[usize],
        open: Option<Gate>,
        over: Option<&[usize]>,
    ) -> Self {
        let is_open = |gate: Gate| open.is_some_and(|open| open == gate);
        let counts = |f: &&usize| {
            shapes[**f].gate.is_none_or(|g| open.is_none_or(|open| open.bit != g.bit) || is_open(g))
        };
        let parts: Vec<(usize, &Scope, Option<Gate>)> = parts
            .iter()
            .filter(counts)
            .map(|&f| (f, &shapes[f].scope, shapes[f].gate.filter(|g| !is_open(*g))))
            .collect();
        let scope: Scope = over.map_or_else(
            || {
                let all = parts
                    .iter()
                    .flat_map(|(_, scope, gate)| scope.iter().copied().chain(gate.iter().map(|g| g.bit)));
                let mut scope: Scope = all.filter(|v| !sum_out.contains(v)).collect();
                scope.sort_unstable();
                scope.dedup();
                scope
            },
            Scope::from_slice,
        );
        // A gate that opens and closes within a row would have to be asked for each cell. And where many cells are summed to
        // few it is better to go along those.
        let is_long = |v: usize| cards[v] > 2 || sum_out.iter().all(|&summed| cards[summed] <= 2);
        let opens = |v: usize| parts.iter().any(|p| p.2.is_some_and(|g| g.bit == v));
        let inner = scope.last().copied().filter(|&last| is_long(last) && !opens(last));
        let (opening, summed): (Scope, Scope) = sum_out.iter().copied().partition(|&v| opens(v));
        let scopes: Vec<(Scope, Option<usize>)> =
            parts.iter().map(|(_, scope, _)| with_last(scope, inner)).collect();
        let outer = &scope[..scope.len() - usize::from(inner.is_some())];
        let outer = put_together(outer, |v, next| {
            let goes_on = |(scope, _): &(Scope, Option<usize>)| {
                let at = |v: usize| scope.iter().position(|&u| u == v);
                at(v).map(|at| at + 1) == at(next)
            };
            !opens(v) && !opens(next) && scopes.iter().all(goes_on)
        });
        let place = |v: usize| {
            let among = |those: &[usize]| those.iter().position(|&u| u == v);
            let of_outer = outer.iter().position(|group| group.contains(&v));
            match (of_outer, among(&opening), among(&summed)) {
                (Some(i), ..) if outer[i].last() == Some(&v) => Place::Outer(i),
                (Some(_), ..) => Place::WithNext,
                (_, Some(i), _) => Place::Opening(i),
                (.., Some(i)) => Place::Summed(i),
                _ => Place::Inner,
            }
        };
        let input = |(&(factor, _, gate), (scope, turned)): (&(usize, _, Option<Gate>), (Scope, _))| Input {
            factor,
            turned,
            places: scope.iter().map(|&v| place(v)).collect(),
            along: inner.is_some_and(|inner| scope.contains(&inner)),
            spread: spread(&scope, &summed),
            gate: gate.map(|gate| (place(gate.bit), gate.value)),
            scope,
        };
        let mut inputs: Vec<Input> = parts.iter().zip(scopes).map(input).collect();
        // Those that depend on the innermost variable come last.
        inputs.sort_by_key(|input| input.along);
        let terms = (0..1_usize << opening.len()).map(|values| -> Vec<Part> {
            let all = inputs.iter().enumerate();
            all.filter_map(|(number, input)| input.part(number, values, outer.len())).collect()
        });
        let sizes: SmallVec<[usize; 8]> = outer.iter().map(|group| size(group, cards)).collect();
        let walk = Walk::new(terms, &sizes, inner.is_some());
        let made = Shape { gate: open, scope };
        Self { inputs, outer, inner, summed, walk, made, small: 1.0, last_uses: SmallVec::new() }
    }

    /// What it costs with these numbers of values, in additions.
    pub(super) fn cost(&self, cards: &[usize]) -> f64 {
        let size = |variables: &[usize]| variables.iter().map(|&v| cards[v] as f64).product::<f64>();
        let made = size(&self.made.scope);
        let terms = self.walk.terms() as f64;
        order::cost(made, made * size(&self.summed) * terms)
    }

    /// Writes the table.
    #[expect(
        clippy::inline_always,
        reason = "it is compiled for what the processor can do where it is called"
    )]
    #[inline(always)]
    pub(super) fn run<W: Weight>(
        &self,
        cards: &[usize],
        cells: &Cells<'_, W>,
        made: &mut [W],
        scratch: &mut Scratch<W>,
    ) {
        let Scratch { turned, moves, steps, walking, .. } = scratch;
        let mut outer: SmallVec<[usize; 8]> = SmallVec::new();
        for group in &self.outer {
            outer.push(size(group, cards));
        }
        let (inner, summed) = (self.inner.map_or(1, |v| cards[v]), size(&self.summed, cards));
        turned.clear();
        moves.clear();
        let (variables, width) = (outer.len(), outer.len() + self.walk.opening());
        moves.resize(self.inputs.len() * width, 0);
        if steps.len() < self.inputs.len() * summed {
            steps.resize(self.inputs.len() * summed, 0);
        }
        let mut begins: SmallVec<[usize; 8]> = SmallVec::new();
        for (number, input) in self.inputs.iter().enumerate() {
            begins.push(turned.len());
            if let Some(at) = input.turned {
                input.turn(at, cards, cells, turned);
            }
            let moves = &mut moves[number * width..(number + 1) * width];
            let mut of_summed: SmallVec<[usize; 8]> = SmallVec::from_elem(0, self.summed.len());
            let mut stride = 1;
            for (v, place) in input.scope.iter().zip(&input.places).rev() {
                match *place {
                    Place::Outer(i) => moves[i] = stride,
                    Place::Opening(i) => moves[variables + i] = stride,
                    Place::Summed(i) => of_summed[i] = stride,
                    Place::Inner | Place::WithNext => {}
                }
                stride *= cards[*v];
            }
            if input.along || input.spread == Spread::Apart {
                let steps = &mut steps[number * summed..(number + 1) * summed];
                write_steps(steps, self.summed.iter().map(|&v| cards[v]).zip(of_summed.iter().copied()));
            }
        }
        let mut factors: SmallVec<[Factor<'_, '_, W>; 8]> = SmallVec::new();
        for part in self.walk.parts() {
            let input = &self.inputs[part.input];
            let (moves, opening) = moves[part.input * width..(part.input + 1) * width].split_at(variables);
            let cells = match input.turned {
                Some(_) => &turned[begins[part.input]..],
                None => cells.of(input.factor),
            };
            let first: usize =
                opening.iter().enumerate().map(|(i, stride)| (part.values >> i & 1) * stride).sum();
            let steps = &steps[part.input * summed..(part.input + 1) * summed];
            factors.push(Factor { cells: &cells[first..], base: 0, moves, steps, part });
        }
        self.walk.go(&Numbers { outer, inner, summed }, &mut factors, walking, made);
    }
}

/// The scope with a variable last, and where it was if others came after it.
fn with_last(scope: &Scope, last: Option<usize>) -> (Scope, Option<usize>) {
    let mut scope = scope.clone();
    let at = scope.iter().position(|&v| Some(v) == last).filter(|at| at + 1 < scope.len());
    if let Some(at) = at {
        scope[at..].rotate_left(1);
    }
    (scope, at)
}

/// Neighbouring variables that count as one, if one goes on as the next.
fn put_together(variables: &[usize], goes_on: impl Fn(usize, usize) -> bool) -> SmallVec<[Scope; 4]> {
    let mut together: SmallVec<[Scope; 4]> = SmallVec::new();
    for &v in variables {
        match together.last_mut() {
            Some(before) if before.last().is_some_and(|&before| goes_on(before, v)) => before.push(v),
            _ => together.push(Scope::from_slice(&[v])),
        }
    }
    together
}

/// How cells lie for the values of what is summed out.
fn spread(scope: &[usize], summed: &[usize]) -> Spread {
    if !scope.iter().any(|v| summed.contains(v)) {
        Spread::Same
    } else if scope.ends_with(summed) {
        Spread::Neighbours
    } else {
        Spread::Apart
    }
}

/// How far the cell for each value is from that for the first, by the number of values, and the step from each to the next,
/// of each variable.
fn write_steps(steps: &mut [usize], summed: impl DoubleEndedIterator<Item = (usize, usize)>) {
    steps[0] = 0;
    let mut so_far = 1;
    for (card, step) in summed.rev() {
        for value in 1..card {
            for i in 0..so_far {
                steps[value * so_far + i] = steps[i] + value * step;
            }
        }
        so_far *= card;
    }
}

impl Input {
    /// What it is to a term, if it counts there: one in which what opens gates has these values, one bit each. So many
    /// variables are gone through.
    fn part(&self, number: usize, values: usize, variables: usize) -> Option<Part> {
        let counts = match self.gate {
            Some((Place::Opening(i), value)) if values >> i & 1 != value => return None,
            Some((Place::Outer(i), value)) => Some((i, value)),
            _ => None,
        };
        let mut depends: SmallVec<[bool; 4]> = SmallVec::from_elem(false, variables);
        let of_scope = self.places.iter().filter_map(|place| match place {
            Place::Outer(i) => Some(*i),
            _ => None,
        });
        of_scope.chain(counts.map(|(i, _)| i)).for_each(|i| depends[i] = true);
        Some(Part { input: number, values, along: self.along, spread: self.spread, counts, depends })
    }

    /// Writes the cells with the innermost variable last, which is at another place.
    fn turn<W: Weight>(&self, at: usize, cards: &[usize], cells: &Cells<'_, W>, turned: &mut Vec<W>) {
        let last = self.scope.len() - 1;
        let before = size(&self.scope[..at], cards);
        let (inner, after) = (cards[self.scope[last]], size(&self.scope[at..last], cards));
        let blocks = cells.of(self.factor).chunks_exact(inner * after).take(before);
        for block in blocks {
            for column in 0..after {
                turned.extend(block[column..].iter().step_by(after).cloned());
            }
        }
    }
}
