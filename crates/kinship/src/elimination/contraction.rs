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
use super::{Cells, Gate, Scope, Shape, Weight, number, short, size};

/// What is multiplied, and what becomes of it.
///
/// Thousands of them are remembered, and read from one end to the other for each locus: so they are kept small.
#[derive(Debug)]
pub(super) struct Contraction {
    inputs: Box<[Input]>,
    /// Variables of the result, as its cells lie: the last runs fastest.
    pub(super) scope: Scope,
    /// Those that are gone through count as one with their neighbours, if they can: behind which of the scope's each
    /// such group ends.
    ends: SmallVec<[u16; 8]>,
    /// Whether a row runs along the last of the scope's.
    by_rows: bool,
    /// Whether it is one where a bit has another value.
    pub(super) is_gated: bool,
    /// What is summed out and opens no gate.
    summed: Scope,
    walk: Walk,
    /// It is scaled if its largest cell is smaller, or larger than one divided by this.
    pub(super) small: f64,
    /// Factors that are not needed after it.
    pub(super) last_uses: SmallVec<[u32; 4]>,
}

/// A factor of a product.
#[derive(Debug)]
struct Input {
    factor: u32,
    /// Its variables, as its cells lie: the innermost is the last.
    scope: Scope,
    /// By variable of the scope, what it is to the contraction.
    places: SmallVec<[Place; 4]>,
    /// At which place the innermost is in the factor itself, if others come after it: its cells are written anew then.
    turned: Option<u16>,
    /// It counts where this one has a value, and is one elsewhere.
    gate: Option<(Place, u8)>,
    /// Whether it depends on the innermost variable.
    along: bool,
    /// How its cells lie for what is summed out.
    spread: Spread,
}

/// Where a variable runs in the loops of a contraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// One that is gone through.
    Outer(u16),
    /// One that counts as one with the next.
    WithNext,
    /// It is summed out and opens gates: which of those.
    Opening(u16),
    /// It is summed out: which of the others.
    Summed(u16),
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
        sum_out: &[u16],
        open: Option<Gate>,
        over: Option<&[u16]>,
    ) -> Self {
        let is_open = |gate: Gate| open.is_some_and(|open| open == gate);
        let counts = |f: &&usize| {
            shapes[**f].gate.is_none_or(|g| open.is_none_or(|open| open.bit != g.bit) || is_open(g))
        };
        let parts: SmallVec<[(usize, &Scope, Option<Gate>); 8]> = parts
            .iter()
            .filter(counts)
            .map(|&f| (f, &shapes[f].scope, shapes[f].gate.filter(|g| !is_open(*g))))
            .collect();
        let scope: Scope = over.map_or_else(
            || {
                let mut scope = Scope::new();
                for (_, of_part, gate) in &parts {
                    let all = of_part.iter().copied().chain(gate.iter().map(|g| short(g.bit)));
                    scope.extend(all.filter(|v| !sum_out.contains(v)));
                }
                scope.sort_unstable();
                scope.dedup();
                scope
            },
            Scope::from_slice,
        );
        // A gate that opens and closes within a row would have to be asked for each cell. And where many cells are summed to
        // few it is better to go along those.
        let card = |v: u16| cards[usize::from(v)];
        let is_long = |v: u16| card(v) > 2 || sum_out.iter().all(|&summed| card(summed) <= 2);
        let opens = |v: u16| parts.iter().any(|p| p.2.is_some_and(|g| g.bit == usize::from(v)));
        let inner = scope.last().copied().filter(|&last| is_long(last) && !opens(last));
        let (opening, summed): (Scope, Scope) = sum_out.iter().copied().partition(|&v| opens(v));
        let scopes: SmallVec<[(Scope, Option<u16>); 8]> =
            parts.iter().map(|(_, scope, _)| with_last(scope, inner)).collect();
        let outer = &scope[..scope.len() - usize::from(inner.is_some())];
        let ends = groups(outer, |v, next| {
            let goes_on = |(scope, _): &(Scope, Option<u16>)| {
                let at = |v: u16| scope.iter().position(|&u| u == v);
                at(v).map(|at| at + 1) == at(next)
            };
            !opens(v) && !opens(next) && scopes.iter().all(goes_on)
        });
        let place = |v: u16| {
            let among = |those: &[u16]| those.iter().position(|&u| u == v).map(short);
            match (among(outer), among(&opening), among(&summed)) {
                (Some(at), ..) => match ends.iter().position(|&end| end == at + 1) {
                    Some(group) => Place::Outer(short(group)),
                    None => Place::WithNext,
                },
                (_, Some(i), _) => Place::Opening(i),
                (.., Some(i)) => Place::Summed(i),
                _ => Place::Inner,
            }
        };
        let input = |(&(factor, _, gate), (scope, turned)): (&(usize, _, Option<Gate>), (Scope, _))| Input {
            factor: number(factor),
            places: scope.iter().map(|&v| place(v)).collect(),
            turned,
            gate: gate.map(|gate| (place(short(gate.bit)), u8::from(gate.value != 0))),
            along: inner.is_some_and(|inner| scope.contains(&inner)),
            spread: spread(&scope, &summed),
            scope,
        };
        let mut inputs: Box<[Input]> = parts.iter().zip(scopes).map(input).collect();
        // Those that depend on the innermost variable come last.
        inputs.sort_by_key(|input| input.along);
        let terms = (0..1_u32 << opening.len()).map(|values| {
            let all = inputs.iter().enumerate();
            all.filter_map(move |(number, input)| input.part(number, values))
        });
        let sizes: SmallVec<[usize; 8]> = sizes(&scope, &ends, cards).collect();
        let (walk, by_rows) = (Walk::new(terms, &sizes, inner.is_some()), inner.is_some());
        let (small, last_uses) = (1.0, SmallVec::new());
        Self { inputs, scope, ends, by_rows, is_gated: open.is_some(), summed, walk, small, last_uses }
    }

    /// What it costs with these numbers of values, in additions.
    pub(super) fn cost(&self, cards: &[usize]) -> f64 {
        let size =
            |variables: &[u16]| variables.iter().map(|&v| cards[usize::from(v)] as f64).product::<f64>();
        let made = size(&self.scope);
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
        let outer: SmallVec<[usize; 8]> = sizes(&self.scope, &self.ends, cards).collect();
        let inner = self.scope.last().map_or(1, |&v| if self.by_rows { cards[usize::from(v)] } else { 1 });
        let summed = size(&self.summed, cards);
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
            if let Some(at) = input.turned
                && cells.turned(input.factor).is_none()
            {
                input.turn(usize::from(at), cards, cells, turned);
            }
            let moves = &mut moves[number * width..(number + 1) * width];
            let mut of_summed: SmallVec<[usize; 8]> = SmallVec::from_elem(0, self.summed.len());
            let mut stride = 1;
            for (v, place) in input.scope.iter().zip(&input.places).rev() {
                match *place {
                    Place::Outer(i) => moves[usize::from(i)] = stride,
                    Place::Opening(i) => moves[variables + usize::from(i)] = stride,
                    Place::Summed(i) => of_summed[usize::from(i)] = stride,
                    Place::Inner | Place::WithNext => {}
                }
                stride *= cards[usize::from(*v)];
            }
            if input.along || input.spread == Spread::Apart {
                let steps = &mut steps[number * summed..(number + 1) * summed];
                let cards = self.summed.iter().map(|&v| cards[usize::from(v)]);
                write_steps(steps, cards.zip(of_summed.iter().copied()));
            }
        }
        let mut factors: SmallVec<[Factor<'_, '_, W>; 8]> = SmallVec::new();
        for part in self.walk.parts() {
            let number = usize::from(part.input);
            let input = &self.inputs[number];
            let (moves, opening) = moves[number * width..(number + 1) * width].split_at(variables);
            let cells = match input.turned {
                Some(_) => cells.turned(input.factor).unwrap_or(&turned[begins[number]..]),
                None => cells.of(input.factor),
            };
            let mut first = 0;
            for (i, stride) in opening.iter().enumerate() {
                first += (part.values >> i & 1) as usize * stride;
            }
            let steps = &steps[number * summed..(number + 1) * summed];
            factors.push(Factor { cells: &cells[first..], base: 0, moves, steps, part });
        }
        self.walk.go(&Numbers { outer, inner, summed }, &mut factors, walking, made);
    }
}

/// The scope with a variable last, and where it was if others came after it.
fn with_last(scope: &Scope, last: Option<u16>) -> (Scope, Option<u16>) {
    let mut scope = scope.clone();
    let at = scope.iter().position(|&v| Some(v) == last).filter(|at| at + 1 < scope.len());
    if let Some(at) = at {
        scope[at..].rotate_left(1);
    }
    (scope, at.map(short))
}

/// Neighbouring variables count as one, if one goes on as the next: behind which each group ends.
fn groups(variables: &[u16], goes_on: impl Fn(u16, u16) -> bool) -> SmallVec<[u16; 8]> {
    let ends = (1..=variables.len())
        .filter(|&end| end == variables.len() || !goes_on(variables[end - 1], variables[end]));
    ends.map(short).collect()
}

/// How many values each group of neighbours has.
fn sizes(scope: &[u16], ends: &[u16], cards: &[usize]) -> impl Iterator<Item = usize> {
    let mut begin = 0;
    ends.iter().map(move |&end| {
        let group = &scope[begin..usize::from(end)];
        begin = usize::from(end);
        size(group, cards)
    })
}

/// How cells lie for the values of what is summed out.
fn spread(scope: &[u16], summed: &[u16]) -> Spread {
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
        let mut further = 0;
        if so_far == 1 {
            for cell in &mut steps[..card] {
                *cell = further;
                further += step;
            }
        } else {
            let (first, others) = steps[..so_far * card].split_at_mut(so_far);
            for of_value in others.chunks_exact_mut(so_far) {
                further += step;
                of_value.iter_mut().zip(&*first).for_each(|(cell, first)| *cell = first + further);
            }
        }
        so_far *= card;
    }
}

impl Input {
    /// What it is to a term, if it counts there: one in which what opens gates has these values, one bit each.
    fn part(&self, number: usize, values: u32) -> Option<Part> {
        let counts = match self.gate {
            Some((Place::Opening(i), value)) if values >> i & 1 != u32::from(value) => return None,
            Some((Place::Outer(i), value)) => Some((i, value)),
            _ => None,
        };
        let outer = self.places.iter().filter_map(|place| match place {
            Place::Outer(i) => Some(*i),
            _ => None,
        });
        let depends = outer.chain(counts.map(|(i, _)| i)).collect();
        let input = short(number);
        Some(Part { input, values, along: self.along, spread: self.spread, counts, depends })
    }

    /// Writes the cells with the innermost variable last, which is at another place.
    fn turn<W: Weight>(&self, at: usize, cards: &[usize], cells: &Cells<'_, W>, turned: &mut Vec<W>) {
        let last = self.scope.len() - 1;
        let before = size(&self.scope[..at], cards);
        let (inner, after) = (cards[usize::from(self.scope[last])], size(&self.scope[at..last], cards));
        let blocks = cells.of(self.factor).chunks_exact(inner * after).take(before);
        for block in blocks {
            for column in 0..after {
                turned.extend(block[column..].iter().step_by(after).cloned());
            }
        }
    }
}
