//! What is multiplied with what, and over which variable it is summed: an order, worked out.
//!
//! It depends on the factors' shapes alone, so the loci at which the same members of a pedigree look homozygous share
//! it; a thread remembers those that it used last.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use smallvec::SmallVec;

use super::order::{self, Step};
use super::{Cells, Gate, Like, Scope, Shape, Weight};

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

/// A product of factors, as a table, with a variable summed out.
#[derive(Debug)]
pub(super) struct Contraction {
    /// Those that do not depend on the innermost variable come first.
    inputs: Vec<Input>,
    /// How many they are: they are multiplied once for a whole row.
    scalars: usize,
    sum_out: Option<usize>,
    /// What it makes.
    pub(super) made: Shape,
    /// Whether the last variable runs innermost, so that the additions go over neighbouring cells.
    rows: bool,
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
    /// It is summed out.
    Summed,
    /// The innermost.
    Inner,
}

/// The class of numbers of alleles that most loci are in.
pub(super) const MANY: usize = 16;
/// Programs that a thread remembers; a pedigree at 20 loci has a handful.
const REMEMBERED: usize = 256;

thread_local! {
    /// By everything that they depend on; `None`: the order is costly, and depends on what the network is like as well.
    static PROGRAMS: RefCell<HashMap<Vec<u32>, Option<Rc<Program>>>> = RefCell::new(HashMap::new());
}

fn remember(key: Vec<u32>, program: Option<Rc<Program>>) {
    PROGRAMS.with_borrow_mut(|programs| {
        if programs.len() >= REMEMBERED {
            programs.clear();
        }
        programs.insert(key, program);
    });
}

/// The program that sums out all variables but `keep`; `like` as in [`super::Network::eliminate_like`].
///
/// It follows from these alone, and not from what a thread has worked out before.
pub(super) fn of(
    cards: &[usize],
    shapes: &[Shape],
    keep: &[usize],
    like: &mut dyn FnMut() -> Option<Like>,
) -> Rc<Program> {
    // Numbers of values count in classes, so that the loci of one pedigree share a program.
    let cards: Vec<usize> = cards
        .iter()
        .map(|&card| match card {
            0..=2 => card,
            3..=8 => 8,
            9..=32 => MANY,
            _ => card.next_power_of_two(),
        })
        .collect();
    let mut key = key(&cards, shapes, keep);
    let find = |guide: Option<&[usize]>| {
        Rc::new(Program::new(&order::find(&cards, shapes, keep, guide), shapes, keep))
    };
    match PROGRAMS.with_borrow(|programs| programs.get(&key).cloned()) {
        Some(Some(program)) => return program,
        Some(None) => {}
        None if order::is_costly(&cards, shapes, keep) => remember(key.clone(), None),
        None => {
            let program = find(None);
            remember(key, Some(Rc::clone(&program)));
            return program;
        }
    }
    let like = like();
    key.extend(like.as_ref().map_or_else(|| vec![u32::MAX], Like::key));
    if let Some(program) = PROGRAMS.with_borrow(|programs| programs.get(&key).cloned().flatten()) {
        return program;
    }
    let program = match like {
        None => find(None),
        Some(Like { cards, shapes, keep, own }) => {
            let known = of(&cards, &shapes, &keep, &mut || None);
            let order: Vec<usize> = known.order.iter().filter_map(|&v| own[v]).collect();
            find(Some(&order))
        }
    };
    remember(key, Some(Rc::clone(&program)));
    program
}

impl Like {
    /// Everything that the order which it gives depends on.
    fn key(&self) -> Vec<u32> {
        let mut key = key(&self.cards, &self.shapes, &self.keep);
        key.extend(self.own.iter().map(|own| own.map_or(u32::MAX, |v| u32::try_from(v).unwrap_or(u32::MAX))));
        key
    }
}

/// Everything that a program depends on, in one row of numbers.
fn key(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Vec<u32> {
    let mut key = Vec::with_capacity(2 + cards.len() + keep.len() + 5 * shapes.len());
    let mut put = |number: usize| key.push(u32::try_from(number).unwrap_or(u32::MAX));
    put(cards.len());
    cards.iter().for_each(|&card| put(card));
    put(keep.len());
    keep.iter().for_each(|&v| put(v));
    for Shape { gate, scope } in shapes {
        put(gate.map_or(0, |g| 1 + 2 * g.bit + g.value));
        put(scope.len());
        scope.iter().for_each(|&v| put(v));
    }
    key
}

impl Program {
    fn new(plan: &[Step], given: &[Shape], keep: &[usize]) -> Self {
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
                let step = Contraction::new(&shapes, &parts, Some(variable), gate, None);
                left.push(shapes.len());
                shapes.push(step.made.clone());
                steps.push(step);
            }
        }
        let last = Contraction::new(&shapes, &left, None, None, Some(keep));
        Self { steps, last, order: plan.iter().map(|step| step.variable).collect() }
    }
}

impl Contraction {
    /// Of the factors in `parts`, where `open` is so; `over` the given variables, or those that there are.
    fn new(
        shapes: &[Shape],
        parts: &[usize],
        sum_out: Option<usize>,
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
                let mut scope: Scope = all.filter(|&v| Some(v) != sum_out).collect();
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
            None => Place::Summed,
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
        Self { inputs, scalars, sum_out, made: Shape { gate: open, scope }, rows }
    }

    /// Adds the table to `made`, which is zero.
    pub(super) fn run<W: Weight>(&self, cards: &[usize], cells: &Cells<'_, W>, made: &mut [W]) {
        let scope = &self.made.scope;
        let outer = &scope[..scope.len() - usize::from(self.rows)];
        let inner = if self.rows { scope.last().map_or(1, |&v| cards[v]) } else { 1 };
        let summed = self.sum_out.map_or(1, |v| cards[v]);
        let mut walks: Vec<Walk<'_, W>> =
            self.inputs.iter().map(|input| input.walk(cards, cells, outer.len())).collect();
        let mut digits: SmallVec<[usize; 8]> = SmallVec::from_elem(0, outer.len());
        let mut product: Vec<W> = Vec::new();
        for row in made.chunks_mut(inner) {
            let (scalars, rows) = walks.split_at(self.scalars);
            for x in 0..summed {
                add_product(row, x, &digits, scalars, rows, &mut product);
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
    summed: usize,
    inner: usize,
    gate: Option<(Place, usize)>,
}

impl<'a, W> Walk<'a, W> {
    /// The cells of the row at hand, where the summed variable has a value, and what lies behind them.
    fn from(&self, x: usize) -> &'a [W] {
        &self.cells[self.base + x * self.summed..]
    }

    /// Goes through a row beside `cells`; apart for neighbouring cells, which are vectorised.
    fn each<T>(&self, x: usize, cells: &mut [T], mut then: impl FnMut(&mut T, &W)) {
        let values = self.from(x);
        if self.inner == 1 {
            cells.iter_mut().zip(values).for_each(|(cell, value)| then(cell, value));
        } else {
            cells
                .iter_mut()
                .zip(values.iter().step_by(self.inner))
                .for_each(|(cell, value)| then(cell, value));
        }
    }

    /// Whether the factor counts there.
    fn is_open(&self, digits: &[usize], x: usize) -> bool {
        match self.gate {
            None | Some((Place::Inner, _)) => true,
            Some((Place::Outer(i), value)) => digits[i] == value,
            Some((Place::Summed, value)) => x == value,
        }
    }
}

impl Input {
    fn walk<'a, W>(&self, cards: &[usize], cells: &Cells<'a, W>, outer: usize) -> Walk<'a, W> {
        let (cells, outer) = (cells.of(self.factor), SmallVec::from_elem(0, outer));
        let mut walk = Walk { cells, base: 0, outer, summed: 0, inner: 0, gate: self.gate };
        let mut stride = 1;
        for (v, place) in self.scope.iter().zip(&self.places).rev() {
            match *place {
                Place::Outer(i) => walk.outer[i] = stride,
                Place::Summed => walk.summed = stride,
                Place::Inner => walk.inner = stride,
            }
            stride *= cards[*v];
        }
        walk
    }
}

/// Adds the product of all factors to a row of the result, where the variable that is summed out is `x`.
/// `product` is memory to work in.
fn add_product<W: Weight>(
    row: &mut [W],
    x: usize,
    digits: &[usize],
    scalars: &[Walk<'_, W>],
    rows: &[Walk<'_, W>],
    product: &mut Vec<W>,
) {
    let mut scalar = W::one();
    for walk in scalars.iter().filter(|walk| walk.is_open(digits, x)) {
        let value = &walk.from(x)[0];
        if value.magnitude() == 0.0 {
            return;
        }
        scalar = scalar.times(value);
    }
    let mut rows = rows.iter().filter(|walk| walk.is_open(digits, x));
    let Some(first) = rows.next() else {
        row.iter_mut().for_each(|cell| cell.add(&scalar));
        return;
    };
    let Some(mut last) = rows.next() else {
        first.each(x, row, |cell, value| cell.add_product(&scalar, value));
        return;
    };
    product.clear();
    product.resize(row.len(), scalar);
    first.each(x, product, |cell, value| *cell = cell.times(value));
    for next in rows {
        last.each(x, product, |cell, value| *cell = cell.times(value));
        last = next;
    }
    last.each(x, product, |cell, value| *cell = cell.times(value));
    row.iter_mut().zip(product).for_each(|(cell, product)| cell.add(product));
}
