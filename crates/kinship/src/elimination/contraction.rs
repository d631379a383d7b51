//! A step of an elimination: a product of factors as a table, with variables summed out.
//!
//! A table is made row by row, along its last variable. For each row the factors that do not depend on that variable
//! are multiplied to one weight for each value of what is summed out; the row is the sum of the other factors' rows,
//! each with its weight, which [`Weight::accumulate`] adds up.

use smallvec::SmallVec;

use super::{Cells, Gate, Scope, Shape, Weight};

/// What is multiplied, and what becomes of it.
#[derive(Debug)]
pub(super) struct Contraction {
    /// Those that do not depend on the innermost variable come first.
    inputs: Vec<Input>,
    /// How many they are.
    scalars: usize,
    sum_out: SmallVec<[usize; 2]>,
    /// What it makes.
    pub(super) made: Shape,
    /// Whether the last variable runs innermost, so that the additions go over neighbouring cells.
    rows: bool,
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
    /// It is summed out: the first, or the second.
    Summed(usize),
    /// The innermost.
    Inner,
}

/// Memory to work in, for one contraction after another.
#[derive(Debug)]
pub struct Scratch<W> {
    /// Tables that are not needed any more.
    free: Vec<Vec<W>>,
    /// Cells of factors in another order: the innermost variable last.
    turned: Vec<W>,
    /// By value of what is summed out.
    weights: Vec<W>,
    /// By factor and value of what is summed out: how far its cells are from those of the first value.
    steps: Vec<usize>,
}

impl<W> Default for Scratch<W> {
    fn default() -> Self {
        Self { free: Vec::new(), turned: Vec::new(), weights: Vec::new(), steps: Vec::new() }
    }
}

/// Tables of so many cells are not kept: few families need them.
const LARGE: usize = 1 << 18;
/// So many tables are kept.
const KEPT: usize = 64;

impl<W: Weight> Scratch<W> {
    /// A table of so many cells, whatever is in them.
    pub(super) fn take(&mut self, size: usize) -> Vec<W> {
        let fits = self.free.iter().rposition(|table| table.capacity() >= size);
        let mut table =
            fits.map(|at| self.free.swap_remove(at)).or_else(|| self.free.pop()).unwrap_or_default();
        table.resize(size, W::zero());
        table
    }

    /// What a table took may be used again.
    pub(super) fn give_back(&mut self, table: Vec<W>) {
        if table.capacity() > 0 && table.capacity() < LARGE && self.free.len() < KEPT {
            self.free.push(table);
        }
    }
}

impl Contraction {
    /// Of the factors in `parts`, where `open` is so; `over` the given variables, or those that there are.
    pub(super) fn new(
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
        // A gate that opens and closes within a row would have to be asked for each cell.
        let rows = scope.last().is_some_and(|last| parts.iter().all(|p| p.2.is_none_or(|g| g.bit != *last)));
        let place = |v: usize| match scope.iter().position(|&u| u == v) {
            Some(i) if rows && i + 1 == scope.len() => Place::Inner,
            Some(i) => Place::Outer(i),
            None => Place::Summed(sum_out.iter().position(|&u| u == v).unwrap_or(0)),
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
        let (sum_out, made) = (sum_out.into(), Shape { gate: open, scope });
        Self { inputs, scalars, sum_out, made, rows, last_uses: SmallVec::new() }
    }

    /// The product of no factors: 1.
    pub(super) fn nothing() -> Self {
        Self::new(&[], &[], &[], None, None)
    }

    /// The variables that are summed out.
    pub(super) fn sum_out(&self) -> &[usize] {
        &self.sum_out
    }

    /// The factors that are multiplied.
    pub(super) fn parts(&self) -> impl Iterator<Item = usize> {
        self.inputs.iter().map(|input| input.factor)
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
        let Scratch { turned, weights, steps, .. } = scratch;
        let scope = &self.made.scope;
        let outer = &scope[..scope.len() - usize::from(self.rows)];
        let inner = if self.rows { scope.last().map_or(1, |&v| cards[v]) } else { 1 };
        // Of two the second runs faster.
        let [first, second] = [0, 1].map(|i| self.sum_out.get(i).map_or(1, |&v| cards[v]));
        turned.clear();
        let begin: SmallVec<[Option<usize>; 8]> =
            self.inputs.iter().map(|input| input.turn(cards, cells, turned)).collect();
        let mut walks: SmallVec<[Walk<'_, W>; 8]> = SmallVec::new();
        steps.clear();
        for (input, begin) in self.inputs.iter().zip(begin) {
            let cells = begin.map_or_else(|| cells.of(input.factor), |begin| &turned[begin..]);
            let walk = input.walk(cards, cells, outer.len(), second);
            for x in 0..first {
                for y in 0..second {
                    steps.push(x * walk.summed[0] + y * walk.summed[1]);
                }
            }
            walks.push(walk);
        }
        let summed = first * second;
        let steps = |input: usize| &steps[input * summed..(input + 1) * summed];
        let mut digits: SmallVec<[usize; 8]> = SmallVec::from_elem(0, outer.len());
        let mut rows: SmallVec<[(&[W], &[usize]); 4]> = SmallVec::new();
        for row in made.chunks_exact_mut(inner) {
            row.fill(W::zero());
            weights.clear();
            weights.resize(summed, W::one());
            rows.clear();
            let mut is_by_value = false;
            for (input, walk) in walks.iter().enumerate().filter(|(_, walk)| walk.is_open(&digits)) {
                let (cells, steps) = (&walk.cells[walk.base..], steps(input));
                if input >= self.scalars {
                    is_by_value |= walk.opens.is_some();
                    rows.push((cells, steps));
                } else if walk.opens.is_none() {
                    for (weight, step) in weights.iter_mut().zip(steps) {
                        *weight = weight.times(&cells[*step]);
                    }
                } else {
                    for (x, (weight, step)) in weights.iter_mut().zip(steps).enumerate() {
                        if walk.is_open_at(x) {
                            *weight = weight.times(&cells[*step]);
                        }
                    }
                }
            }
            if is_by_value {
                // Which of them count depends on the value.
                for (x, weight) in weights.iter().enumerate() {
                    rows.clear();
                    for (input, walk) in walks.iter().enumerate().skip(self.scalars) {
                        if walk.is_open(&digits) && walk.is_open_at(x) {
                            rows.push((&walk.cells[walk.base..], &steps(input)[x..=x]));
                        }
                    }
                    W::accumulate(row, std::slice::from_ref(weight), &rows);
                }
            } else {
                W::accumulate(row, weights, &rows);
            }
            for i in (0..outer.len()).rev() {
                digits[i] += 1;
                walks.iter_mut().for_each(|walk| walk.base += walk.outer[i]);
                if digits[i] < cards[outer[i]] {
                    break;
                }
                walks.iter_mut().for_each(|walk| walk.base -= walk.outer[i] * digits[i]);
                digits[i] = 0;
            }
        }
    }
}

/// Where a factor's cells are, as the loops go on.
struct Walk<'a, W> {
    cells: &'a [W],
    base: usize,
    /// How far a cell moves when a variable goes up by one; 0 if the factor does not depend on it.
    outer: SmallVec<[usize; 8]>,
    summed: [usize; 2],
    /// It counts in rows where this variable has a value.
    counts: Option<(usize, usize)>,
    /// It counts for those values of what is summed out that, divided by the first, are odd (1) or even (0).
    opens: Option<(usize, usize)>,
}

impl<W> Walk<'_, W> {
    /// Whether the factor counts in the row at hand.
    fn is_open(&self, digits: &[usize]) -> bool {
        self.counts.is_none_or(|(variable, value)| digits[variable] == value)
    }

    /// Whether it counts for a value of what is summed out.
    fn is_open_at(&self, x: usize) -> bool {
        self.opens.is_none_or(|(every, value)| x / every % 2 == value)
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

    /// `second` is how many values the second of two variables that are summed out has.
    fn walk<'a, W>(&self, cards: &[usize], cells: &'a [W], outer: usize, second: usize) -> Walk<'a, W> {
        let outer = SmallVec::from_elem(0, outer);
        let mut walk = Walk { cells, base: 0, outer, summed: [0; 2], counts: None, opens: None };
        match self.gate {
            Some((Place::Outer(i), value)) => walk.counts = Some((i, value)),
            Some((Place::Summed(i), value)) => walk.opens = Some((if i == 0 { second } else { 1 }, value)),
            // A row has no such gate.
            Some((Place::Inner, _)) | None => {}
        }
        // Turned, the innermost variable has moved behind those after it.
        let inner = self.inner();
        let mut stride = inner.map_or(1, |inner| cards[self.scope[inner]]);
        for (i, (v, place)) in self.scope.iter().zip(&self.places).enumerate().rev() {
            match *place {
                Place::Outer(i) => walk.outer[i] = stride,
                Place::Summed(i) => walk.summed[i] = stride,
                Place::Inner => {}
            }
            if inner != Some(i) {
                stride *= cards[*v];
            }
        }
        walk
    }
}
