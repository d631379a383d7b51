//! Summing variables out of a product of factors.
//!
//! A *factor* is a table over a few discrete variables (its *scope*). The sum over all variables of
//! the product of all factors is found by taking the variables one at a time: multiply the factors
//! that mention it, sum it out, put the result back (Zhang & Poole 1996, *JAIR* 5:301). The cost is
//! the sizes of the tables on the way, which depends on the order ([`mod@order`]). After each step the
//! table is scaled and the logarithm of the scale kept, so that a hundred members and forty loci don't
//! underflow.
//!
//! A factor may have a *gate*: it holds only where a bit has a given value, and is one elsewhere. That
//! is what a meiosis is (the child's allele comes from this one of the parent's alleles **if** the bit
//! says so), and keeping gates apart from tables is what keeps a parent's two alleles apart: summing
//! out a child's allele leaves one gated factor over each of them, instead of a table over both.
//!
//! The tables hold any commutative semiring ([`Weight`]): plain numbers, or polynomials where the
//! founders' alleles depend on each other ([`crate::polynomial`]).

pub mod order;
mod program;

use smallvec::SmallVec;

/// What a factor's cells hold: something to add and multiply.
pub trait Weight: Clone {
    /// Neutral for adding.
    fn zero() -> Self;
    /// Neutral for multiplying.
    fn one() -> Self;
    /// A plain number.
    #[must_use]
    fn constant(value: f64) -> Self;
    /// Adds `a * b`.
    fn add_product(&mut self, a: &Self, b: &Self);
    /// The product.
    #[must_use]
    fn times(&self, other: &Self) -> Self;
    /// Adds.
    fn add(&mut self, other: &Self);
    /// A size, to scale by; 0 only for zero.
    fn magnitude(&self) -> f64;
    /// Multiplies by a plain number.
    fn scale(&mut self, by: f64);
}

impl Weight for f64 {
    fn zero() -> Self {
        0.0
    }
    fn one() -> Self {
        1.0
    }
    fn constant(value: f64) -> Self {
        value
    }
    #[inline]
    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }
    #[inline]
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    #[inline]
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn magnitude(&self) -> f64 {
        self.abs()
    }
    fn scale(&mut self, by: f64) {
        *self *= by;
    }
}

/// Over which variables a factor is a table, and where it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The bit, and the value of it, for which the factor holds; it is one for the other value.
    pub gate: Option<Gate>,
    /// Variables, in increasing order; the last varies fastest.
    pub scope: Scope,
}

/// Variables of a table, in increasing order.
pub type Scope = SmallVec<[usize; 4]>;

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
pub struct Network<W> {
    cards: Vec<usize>,
    shapes: Vec<Shape>,
    /// The factors' cells, one factor behind the other.
    cells: Vec<W>,
    constant: W,
}

/// A network of which another is a part, as far as orders go.
pub(crate) struct Like {
    cards: Vec<usize>,
    shapes: Vec<Shape>,
    keep: Vec<usize>,
    /// The part's variable for each of its own.
    own: Vec<Option<usize>>,
}

/// What is left after elimination: each value times `exp(ln_scale)`.
#[derive(Debug, Clone)]
pub struct Eliminated<W> {
    /// The table over the variables that were kept, the last varying fastest.
    pub values: Vec<W>,
    /// Natural logarithm of what its values are to be multiplied by.
    pub ln_scale: f64,
}

impl<W: Weight> Default for Network<W> {
    fn default() -> Self {
        Self { cards: Vec::new(), shapes: Vec::new(), cells: Vec::new(), constant: W::one() }
    }
}

impl<W: Weight> Network<W> {
    /// Adds a variable with `card` values (at least 1) and gives its number.
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
        let scope: Scope = order.iter().map(|&i| variables[i]).collect();
        let size: usize = scope.iter().map(|&v| self.cards[v]).product();
        let mut digits = [0; N];
        self.cells.reserve(size);
        for _ in 0..size {
            self.cells.push(value(digits));
            for &i in order.iter().rev() {
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
    /// If there are more or fewer cells, or the variables are in another order.
    pub fn table<const N: usize>(
        &mut self,
        gate: Option<Gate>,
        variables: [usize; N],
        cells: impl Iterator<Item = W>,
    ) {
        assert!(variables.is_sorted(), "variables in increasing order");
        let before = self.cells.len();
        self.cells.extend(cells);
        let size: usize = variables.iter().map(|&v| self.cards[v]).product();
        assert_eq!(self.cells.len() - before, size, "a cell for each combination of values");
        self.shapes.push(Shape { gate, scope: Scope::from_slice(&variables) });
    }

    /// Sums out every variable that is not in `keep` (increasing order).
    #[must_use]
    pub fn eliminate(self, keep: &[usize]) -> Eliminated<W> {
        self.eliminate_like(keep, &mut || None)
    }

    /// What an order can be found by for networks like this one, however many values the variables have of which
    /// `has_many` says so: with the variables of `keep` kept, and `own` for each variable the one that stands for it in
    /// the other network, if there is one.
    pub(crate) fn like(&self, keep: Vec<usize>, has_many: Vec<bool>, own: Vec<Option<usize>>) -> Like {
        let cards = has_many.into_iter().map(|many| if many { program::MANY } else { 2 }).collect();
        Like { cards, shapes: self.shapes.clone(), keep, own }
    }

    /// The same as [`Self::eliminate`], with the order of a network that this one is like, where finding one by itself
    /// would take long: it is looked for once for all that are like it.
    pub(crate) fn eliminate_like(
        self,
        keep: &[usize],
        like: &mut dyn FnMut() -> Option<Like>,
    ) -> Eliminated<W> {
        let Self { cards, shapes, cells: given, constant } = self;
        let program = program::of(&cards, &shapes, keep, like);
        let size = |shape: &Shape| shape.scope.iter().map(|&v| cards[v]).product::<usize>();
        // Where each factor's cells begin: those that were given, and those that are made.
        let begin = |end: &mut usize, shape: &Shape| {
            *end += size(shape);
            *end - size(shape)
        };
        let (mut end_of_given, mut end_of_made) = (0, 0);
        let mut at: Vec<usize> = shapes.iter().map(|shape| begin(&mut end_of_given, shape)).collect();
        at.extend(program.steps.iter().map(|step| begin(&mut end_of_made, &step.made)));
        let mut made: Vec<W> = Vec::with_capacity(end_of_made);
        let mut ln_scale = 0.0;
        for (step, &from) in program.steps.iter().zip(&at[shapes.len()..]) {
            made.resize(from + size(&step.made), W::zero());
            let (known, new) = made.split_at_mut(from);
            step.run(&cards, &Cells { given: &given, made: known, at: &at, count: shapes.len() }, new);
            if step.made.gate.is_none() {
                let largest = new.iter().map(Weight::magnitude).fold(0.0, f64::max);
                if largest == 0.0 {
                    let size = keep.iter().map(|&k| cards[k]).product();
                    return Eliminated { values: vec![W::zero(); size], ln_scale: 0.0 };
                }
                new.iter_mut().for_each(|value| value.scale(1.0 / largest));
                ln_scale += largest.ln();
            }
        }
        let mut values = vec![W::zero(); size(&program.last.made)];
        let known = Cells { given: &given, made: &made, at: &at, count: shapes.len() };
        program.last.run(&cards, &known, &mut values);
        values.iter_mut().for_each(|value| *value = value.times(&constant));
        Eliminated { values, ln_scale }
    }
}

/// The cells of all factors that there are so far.
struct Cells<'a, W> {
    given: &'a [W],
    made: &'a [W],
    /// Where each factor's begin, in one or the other.
    at: &'a [usize],
    /// How many were given.
    count: usize,
}

impl<'a, W> Cells<'a, W> {
    /// Those of a factor, and what lies behind them.
    fn of(&self, factor: usize) -> &'a [W] {
        if factor < self.count { &self.given[self.at[factor]..] } else { &self.made[self.at[factor]..] }
    }
}
