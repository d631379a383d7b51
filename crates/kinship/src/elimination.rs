//! Summing variables out of a product of factors.
//!
//! A *factor* is a table over a few discrete variables (its *scope*). The sum over all variables of
//! the product of all factors is found by taking the variables one at a time, or several that occur
//! together: multiply the factors that mention them, sum them out, put the result back (Zhang & Poole
//! 1996, *JAIR* 5:301). The cost is the sizes of the tables on the way, which depends on the order
//! ([`mod@order`]). After each step the table is scaled and the logarithm of the scale kept, so that a
//! hundred members and forty loci don't underflow.
//!
//! A factor may have a *gate*: it holds only where a bit has a given value, and is one elsewhere. That
//! is what a meiosis is (the child's allele comes from this one of the parent's alleles **if** the bit
//! says so), and keeping gates apart from tables is what keeps a parent's two alleles apart: summing
//! out a child's allele leaves one gated factor over each of them, instead of a table over both.
//!
//! The tables hold any commutative semiring ([`Weight`]): plain numbers, or polynomials where the
//! founders' alleles depend on each other ([`crate::polynomial`]).

mod contraction;
pub mod order;
mod partial;
mod products;
mod program;
mod rows;
mod sides;
mod walk;
mod weight;

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

pub use contraction::Scratch;
use program::Program;
pub(crate) use program::Signature;
use smallvec::SmallVec;
pub use weight::{Equal, Product, Row, Rows, Weight};

/// Over which variables a factor is a table, and where it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The bit, and the value of it, for which the factor holds; it is one for the other value.
    pub gate: Option<Gate>,
    /// Variables, in increasing order; the last varies fastest.
    pub scope: Scope,
}

/// Variables of a table, in increasing order.
pub type Scope = SmallVec<[u16; 8]>;

/// A bit and the value that opens the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// A variable of two values.
    pub bit: usize,
    /// 0 or 1.
    pub value: usize,
}

/// Variables with their numbers of values, and the factors over them.
#[derive(Debug, Clone)]
pub struct Network<'a, W> {
    cards: Vec<usize>,
    shapes: Vec<Shape>,
    /// Where each factor's cells are.
    given: Vec<Given<'a, W>>,
    /// Cells of the factors that have their own, one factor behind the other.
    cells: Vec<W>,
    constant: W,
}

/// Where the cells of a factor are.
#[derive(Debug, Clone)]
enum Given<'a, W> {
    /// Among the network's, from this one on.
    Own(usize),
    /// Somebody else's: row by row, and, of some tables over two variables, column by column as well.
    Lent(&'a [W], Option<&'a [W]>),
}

/// What is left after elimination: each value times `exp(ln_scale)`.
#[derive(Debug)]
pub struct Eliminated<W: Weight> {
    /// The table over the variables that were kept, the last varying fastest.
    pub values: Values<W>,
    /// Natural logarithm of what its values are to be multiplied by.
    pub ln_scale: f64,
}

/// Cells of a table, whose memory serves the next elimination once they are not needed any more.
#[derive(Debug)]
pub struct Values<W: Weight> {
    /// More than there are cells, perhaps.
    memory: Vec<W>,
    size: usize,
}

impl<W: Weight> Deref for Values<W> {
    type Target = [W];

    fn deref(&self) -> &[W] {
        &self.memory[..self.size]
    }
}

impl<W: Weight> DerefMut for Values<W> {
    fn deref_mut(&mut self) -> &mut [W] {
        &mut self.memory[..self.size]
    }
}

impl<W: Weight> Drop for Values<W> {
    fn drop(&mut self) {
        let memory = std::mem::take(&mut self.memory);
        W::dispatch(|scratch| scratch.give_back(memory));
    }
}

/// Most families have no more factors, or variables, and their own factors no more cells: their memory need not grow.
const USUAL_FACTORS: usize = 64;
const USUAL_CELLS: usize = 2048;

impl<W: Weight> Default for Network<'_, W> {
    fn default() -> Self {
        Self {
            cards: Vec::with_capacity(USUAL_FACTORS),
            shapes: Vec::with_capacity(USUAL_FACTORS),
            given: Vec::with_capacity(USUAL_FACTORS),
            cells: Vec::with_capacity(USUAL_CELLS),
            constant: W::one(),
        }
    }
}

impl<'a, W: Weight> Network<'a, W> {
    /// Adds a variable with `card` values (at least 1) and gives its number.
    ///
    /// # Panics
    /// At the latest when it is used, if there are more than 65,536.
    pub fn variable(&mut self, card: usize) -> usize {
        self.cards.push(card);
        self.cards.len() - 1
    }

    /// Multiplies everything by a number.
    pub fn constant(&mut self, weight: &W) {
        self.constant = self.constant.times(weight);
    }

    /// Adds a factor over `variables` (any order, each once) that holds where `gate` is open; `value`
    /// is asked for each combination of their values, in the order in which they are given here.
    pub fn factor<const N: usize>(
        &mut self,
        gate: Option<Gate>,
        variables: [usize; N],
        mut value: impl FnMut([usize; N]) -> W,
    ) {
        let mut order: [usize; N] = std::array::from_fn(|i| i);
        order.sort_unstable_by_key(|&i| variables[i]);
        let scope: Scope = order.iter().map(|&i| short(variables[i])).collect();
        let size = size(&scope, &self.cards);
        let mut digits = [0; N];
        self.given.push(Given::Own(self.cells.len()));
        self.cells.reserve(size);
        // Row by row, since asking which variable is next takes as long as a cell.
        let last = order.last();
        let row = last.map_or(1, |&last| self.cards[variables[last]]);
        for _ in 0..size / row {
            self.cells.extend((0..row).map(|digit| {
                if let Some(&last) = last {
                    digits[last] = digit;
                }
                value(digits)
            }));
            for &i in order.iter().rev().skip(1) {
                digits[i] += 1;
                if digits[i] < self.cards[variables[i]] {
                    break;
                }
                digits[i] = 0;
            }
        }
        self.shapes.push(Shape { gate, scope });
    }

    /// Adds a factor by its cells; `variables` are in increasing order, the last varies fastest.
    ///
    /// # Panics
    /// If there are more or fewer cells.
    pub fn cells<const N: usize>(
        &mut self,
        gate: Option<Gate>,
        variables: [usize; N],
        cells: impl Iterator<Item = W>,
    ) {
        let from = self.cells.len();
        self.cells.extend(cells);
        let scope = scope(&variables);
        let size = size(&scope, &self.cards);
        assert_eq!(self.cells.len() - from, size, "a cell for each combination of values");
        self.given.push(Given::Own(from));
        self.shapes.push(Shape { gate, scope });
    }

    /// Adds a factor with the cells of that which was added last, over other variables of as many values.
    ///
    /// # Panics
    /// If there is none.
    pub fn again<const N: usize>(&mut self, gate: Option<Gate>, variables: [usize; N]) {
        self.given.extend_from_within(self.given.len() - 1..);
        self.shapes.push(Shape { gate, scope: scope(&variables) });
    }

    /// Adds a factor of ones, to be multiplied by something; `variables` are in increasing order, the last varies fastest.
    pub fn ones<const N: usize>(&mut self, variables: [usize; N]) -> &mut [W] {
        let scope = scope(&variables);
        let size = size(&scope, &self.cards);
        let from = self.cells.len();
        self.cells.resize(from + size, W::one());
        self.given.push(Given::Own(from));
        self.shapes.push(Shape { gate: None, scope });
        &mut self.cells[from..]
    }

    /// Adds a factor by its cells, which it does not copy if it need not; `variables` are in increasing order, the last
    /// varies fastest. `turned` are the cells of one over two variables the other way round.
    ///
    /// # Panics
    /// If there are more or fewer cells, or the variables are in another order.
    pub fn table(
        &mut self,
        gate: Option<Gate>,
        variables: &[usize],
        cells: &'a [f64],
        turned: Option<&'a [f64]>,
    ) {
        assert!(variables.is_sorted(), "variables in increasing order");
        let scope = scope(variables);
        let size = size(&scope, &self.cards);
        assert_eq!(cells.len(), size, "a cell for each combination of values");
        assert!(
            turned.is_none_or(|turned| turned.len() == size && scope.len() == 2),
            "as many, of two variables"
        );
        let given = match (W::of_numbers(cells), turned.map(W::of_numbers)) {
            (Cow::Borrowed(cells), Some(Cow::Borrowed(turned))) => Given::Lent(cells, Some(turned)),
            (Cow::Borrowed(cells), _) => Given::Lent(cells, None),
            (Cow::Owned(cells), _) => {
                self.cells.extend(cells);
                Given::Own(self.cells.len() - size)
            }
        };
        self.given.push(given);
        self.shapes.push(Shape { gate, scope });
    }

    /// Sums out every variable that is not in `keep` (increasing order).
    #[must_use]
    pub fn eliminate(self, keep: &[usize]) -> Eliminated<W> {
        let program = program::of(&self.cards, &self.shapes, keep);
        self.run(&program)
    }

    /// The same for a network whose shapes follow from a signature, if the number of values of those variables that have most
    /// is in this class ([`program`]). `connected`: up to a factor, which is what nothing connects with `keep`.
    pub(crate) fn eliminate_known(
        self,
        keep: &[usize],
        connected: bool,
        signature: impl Fn(usize) -> Signature,
    ) -> Eliminated<W> {
        let program = program::known(signature, &self.cards, &self.shapes, keep, connected);
        self.run(&program)
    }

    fn run(self, program: &Program) -> Eliminated<W> {
        let given = self.given.iter().map(|given| match *given {
            Given::Own(from) => (&self.cells[from..], None),
            Given::Lent(cells, turned) => (cells, turned),
        });
        let given: SmallVec<[Table<'_, W>; 32]> = given.collect();
        let mut eliminated = program.run(&self.cards, &given);
        eliminated.values.iter_mut().for_each(|value| *value = value.times(&self.constant));
        eliminated
    }
}

/// How many values variables have together.
fn size(variables: &[u16], cards: &[usize]) -> usize {
    let mut size = 1;
    for &v in variables {
        size *= cards[usize::from(v)];
    }
    size
}

/// Variables by their numbers.
fn scope(variables: &[usize]) -> Scope {
    variables.iter().copied().map(short).collect()
}

/// The number of a variable, or of something of which there are not more, in few bytes.
fn short(number: usize) -> u16 {
    u16::try_from(number).expect("at most 65,536 variables")
}

/// The number of a factor, in few bytes.
fn number(factor: usize) -> u32 {
    u32::try_from(factor).expect("fewer factors than bytes in memory")
}

/// From the first cell of a factor on; and of one that is at hand the other way round, that.
type Table<'a, W> = (&'a [W], Option<&'a [W]>);

/// The cells of all factors that there are so far.
struct Cells<'a, W> {
    given: &'a [Table<'a, W>],
    /// Those of factors that were made; nothing where they are needed no more.
    made: &'a [Vec<W>],
}

impl<'a, W> Cells<'a, W> {
    /// Those of a factor, and what lies behind them.
    fn of(&self, factor: u32) -> &'a [W] {
        let factor = factor as usize;
        match factor.checked_sub(self.given.len()) {
            None => self.given[factor].0,
            Some(made) => &self.made[made],
        }
    }

    /// Those of a factor over two variables with the first varying fastest, if they are at hand.
    fn turned(&self, factor: u32) -> Option<&'a [W]> {
        self.given.get(factor as usize).and_then(|given| given.1)
    }
}
