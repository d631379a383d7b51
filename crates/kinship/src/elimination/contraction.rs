//! A step of an elimination: a product of factors as a table, with variables summed out.
//!
//! A factor whose gate is opened by what is summed out counts for one value of it: so a cell is the sum of one term for
//! each of these values, and in each term every factor counts, or counts not, row by row ([`super::walk`]).

use smallvec::SmallVec;

use super::order;
use super::walk::{Walk, Walking};
use super::{Cells, Gate, Scope, Shape, Weight};

/// What is multiplied, and what becomes of it.
#[derive(Debug)]
pub(super) struct Contraction {
    /// Those that do not depend on the innermost variable come first.
    inputs: Vec<Input>,
    /// How many they are.
    scalars: usize,
    /// First those that open gates.
    summed: SmallVec<[usize; 4]>,
    /// How many they are.
    opening: usize,
    /// What it makes.
    pub(super) made: Shape,
    /// Whether the last variable runs innermost, so that the additions go over neighbouring cells.
    rows: bool,
    /// It is scaled if its largest cell is smaller, or larger than one divided by this.
    pub(super) small: f64,
    /// Factors that are not needed after it.
    pub(super) last_uses: SmallVec<[usize; 8]>,
}

/// A factor of a product.
#[derive(Debug)]
struct Input {
    factor: usize,
    scope: Scope,
    /// Where each variable of the scope stands.
    places: SmallVec<[Place; 4]>,
    /// It counts where this one has a value, and is one elsewhere.
    gate: Option<(Place, usize)>,
}

/// Where a variable runs in the loops of a contraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// One of the result's, but not the innermost.
    Outer(usize),
    /// It is summed out: which of those.
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
    /// How far cells move with each variable, by input.
    moves: Vec<usize>,
    walking: Walking<W>,
}

impl<W> Default for Scratch<W> {
    fn default() -> Self {
        let free = std::array::from_fn(|_| Vec::new());
        Self { free, turned: Vec::new(), moves: Vec::new(), walking: Walking::default() }
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
        let rows = scope.last().is_some_and(|&last| is_long(last) && !opens(last));
        let mut summed: SmallVec<[usize; 4]> = sum_out.into();
        summed.sort_by_key(|&v| !opens(v));
        let opening = summed.partition_point(|&v| opens(v));
        let place = |v: usize| match scope.iter().position(|&u| u == v) {
            Some(i) if rows && i + 1 == scope.len() => Place::Inner,
            Some(i) => Place::Outer(i),
            None => Place::Summed(summed.iter().position(|&u| u == v).unwrap_or(0)),
        };
        let mut inputs: Vec<Input> = parts
            .into_iter()
            .map(|(factor, of_factor, gate)| Input {
                factor,
                scope: of_factor.clone(),
                places: of_factor.iter().map(|&v| place(v)).collect(),
                gate: gate.map(|g| (place(g.bit), g.value)),
            })
            .collect();
        let varies = |input: &Input| input.places.contains(&Place::Inner);
        inputs.sort_by_key(varies);
        let scalars = inputs.partition_point(|input| !varies(input));
        let made = Shape { gate: open, scope };
        Self { inputs, scalars, summed, opening, made, rows, small: 1.0, last_uses: SmallVec::new() }
    }

    /// What it costs with these numbers of values, in additions.
    pub(super) fn cost(&self, cards: &[usize]) -> f64 {
        let size = |variables: &[usize]| variables.iter().map(|&v| cards[v] as f64).product::<f64>();
        let made = size(&self.made.scope);
        order::cost(made, made * size(&self.summed))
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
        let Scratch { turned, moves, walking, .. } = scratch;
        let scope = &self.made.scope;
        let outer = &scope[..scope.len() - usize::from(self.rows)];
        let inner = if self.rows { scope.last().map_or(1, |&v| cards[v]) } else { 1 };
        let outer: SmallVec<[usize; 8]> = outer.iter().map(|&v| cards[v]).collect();
        let summed: SmallVec<[usize; 4]> = self.summed.iter().map(|&v| cards[v]).collect();
        turned.clear();
        let begin: SmallVec<[Option<usize>; 8]> =
            self.inputs.iter().map(|input| input.turn(cards, cells, turned)).collect();
        // By input: how far a cell moves with each outer variable, and with each that is summed out.
        let moving = outer.len();
        let width = moving + summed.len();
        moves.clear();
        moves.resize(self.inputs.len() * width, 0);
        for (number, input) in self.inputs.iter().enumerate() {
            input.moves(cards, moving, &mut moves[number * width..(number + 1) * width]);
        }
        let (opening, others) = summed.split_at(self.opening);
        let mut walk = Walk::new(outer, inner, others.iter().product(), walking);
        let mut values: SmallVec<[usize; 4]> = SmallVec::from_elem(0, opening.len());
        loop {
            walk.begin();
            for (number, (input, begin)) in self.inputs.iter().zip(&begin).enumerate() {
                if input.is_open(&values) {
                    let (moves, steps) = moves[number * width..(number + 1) * width].split_at(moving);
                    let cells = begin.map_or_else(|| cells.of(input.factor), |begin| &turned[begin..]);
                    let first: usize = values.iter().zip(steps).map(|(value, step)| value * step).sum();
                    let summed = others.iter().copied().zip(steps[opening.len()..].iter().copied());
                    let along = number >= self.scalars;
                    walk.take_along(&cells[first..], moves, input.counts(), summed, along);
                }
            }
            // The next values of what opens gates.
            let next = (0..opening.len()).rev().find(|&i| {
                values[i] = (values[i] + 1) % opening[i];
                values[i] > 0
            });
            if next.is_none() {
                break;
            }
        }
        walk.go(made);
    }
}

impl Input {
    /// Where the innermost variable stands in the scope, if others come after it.
    fn inner(&self) -> Option<usize> {
        let inner = self.places.iter().position(|place| *place == Place::Inner);
        inner.filter(|inner| inner + 1 < self.scope.len())
    }

    /// Writes the cells with the innermost variable last, if it is not, and says where they begin.
    fn turn<W: Weight>(&self, cards: &[usize], cells: &Cells<'_, W>, turned: &mut Vec<W>) -> Option<usize> {
        let at = self.inner()?;
        let begin = turned.len();
        let size = |scope: &[usize]| scope.iter().map(|&v| cards[v]).product::<usize>();
        let (before, inner, after) =
            (size(&self.scope[..at]), cards[self.scope[at]], size(&self.scope[at + 1..]));
        let blocks = cells.of(self.factor).chunks_exact(inner * after).take(before);
        for block in blocks {
            for column in 0..after {
                turned.extend(block[column..].iter().step_by(after).cloned());
            }
        }
        Some(begin)
    }

    /// Whether it counts for values of what is summed out and opens gates.
    fn is_open(&self, values: &[usize]) -> bool {
        match self.gate {
            Some((Place::Summed(i), value)) => values[i] == value,
            _ => true,
        }
    }

    /// For which value of which variable it counts only, if it depends on one that is gone through.
    fn counts(&self) -> Option<(usize, usize)> {
        match self.gate {
            Some((Place::Outer(i), value)) => Some((i, value)),
            // What is summed out is looked after elsewhere, and a row has no gate.
            Some((Place::Summed(_) | Place::Inner, _)) | None => None,
        }
    }

    /// How far a cell moves when a variable goes up by one: of the outer variables, which are so many, and then of those
    /// that are summed out. It stays 0 where the factor does not depend on it.
    fn moves(&self, cards: &[usize], outer: usize, moves: &mut [usize]) {
        // Turned, the innermost variable has moved behind those after it.
        let inner = self.inner();
        let mut stride = inner.map_or(1, |inner| cards[self.scope[inner]]);
        for (i, (v, place)) in self.scope.iter().zip(&self.places).enumerate().rev() {
            match *place {
                Place::Outer(i) => moves[i] = stride,
                Place::Summed(i) => moves[outer + i] = stride,
                Place::Inner => {}
            }
            if inner != Some(i) {
                stride *= cards[*v];
            }
        }
    }
}
