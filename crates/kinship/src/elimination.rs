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

mod contraction;
pub mod order;
mod program;
mod weight;

pub use contraction::Scratch;
use program::Program;
pub(crate) use program::{Signature, class};
use smallvec::SmallVec;
pub use weight::Weight;

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
    signature: Signature,
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
        let program = program::of(&self.cards, &self.shapes, keep);
        self.run(&program)
    }

    /// The same for a network whose shapes, and [`class`]es of numbers of values, follow from a signature; with the order of
    /// a network that this one is like, if there is one.
    pub(crate) fn eliminate_known(
        self,
        keep: &[usize],
        signature: Signature,
        like: impl FnOnce() -> Option<Like>,
    ) -> Eliminated<W> {
        let program = program::known(signature, &self.cards, &self.shapes, keep, like);
        self.run(&program)
    }

    /// What an order can be found by for networks like this one, however many values the variables have of which
    /// `has_many` says so: with the variables of `keep` kept, and `own` for each variable the one that stands for it in
    /// the other network, if there is one.
    pub(crate) fn like(
        self,
        signature: Signature,
        many: usize,
        keep: Vec<usize>,
        has_many: Vec<bool>,
        own: Vec<Option<usize>>,
    ) -> Like {
        let cards = has_many.into_iter().map(|has_many| if has_many { class(many) } else { 2 }).collect();
        Like { signature, cards, shapes: self.shapes, keep, own }
    }

    /// Leaves out the variables that nothing connects with those of `keep`, and the factors over them: what they come to is
    /// one number. Gives for each variable its new number.
    pub(crate) fn connected(self, keep: &[usize]) -> (Self, Vec<Option<usize>>) {
        // Of each variable another one that it is connected with; one of all of them is its own.
        let mut leader: Vec<usize> = (0..self.cards.len()).collect();
        let variables = |shape: &Shape| -> Scope {
            shape.scope.iter().copied().chain(shape.gate.map(|gate| gate.bit)).collect()
        };
        for shape in &self.shapes {
            let all = variables(shape);
            for pair in all.windows(2) {
                let (a, b) = (leading(&mut leader, pair[0]), leading(&mut leader, pair[1]));
                leader[a] = b;
            }
        }
        let kept: Scope = keep.iter().map(|&v| leading(&mut leader, v)).collect();
        let mut numbers = vec![None; self.cards.len()];
        let mut next = 0;
        for (v, number) in numbers.iter_mut().enumerate() {
            if kept.contains(&leading(&mut leader, v)) {
                *number = Some(next);
                next += 1;
            }
        }
        if next == self.cards.len() {
            return (self, numbers);
        }
        let new = |v: usize| numbers[v].unwrap_or(0);
        let mut own = Self { constant: self.constant, ..Self::default() };
        own.cards = (0..self.cards.len()).filter(|v| numbers[*v].is_some()).map(|v| self.cards[v]).collect();
        let mut from = 0;
        for shape in self.shapes {
            let size: usize = shape.scope.iter().map(|&v| self.cards[v]).product();
            let all = variables(&shape);
            if all.iter().all(|v| numbers[*v].is_some()) {
                own.cells.extend_from_slice(&self.cells[from..from + size]);
                let gate = shape.gate.map(|gate| Gate { bit: new(gate.bit), value: gate.value });
                own.shapes.push(Shape { gate, scope: shape.scope.iter().map(|&v| new(v)).collect() });
            }
            from += size;
        }
        (own, numbers)
    }

    fn run(self, program: &Program) -> Eliminated<W> {
        let Self { cards, shapes, cells: given, constant } = self;
        let size = |shape: &Shape| shape.scope.iter().map(|&v| cards[v]).product::<usize>();
        // Where each factor's cells begin.
        let mut end = 0;
        let begin = |shape: &Shape| {
            end += size(shape);
            end - size(shape)
        };
        let at: Vec<usize> = shapes.iter().map(begin).collect();
        let mut values = vec![W::zero(); size(&program.last.made)];
        let ln_scale = W::dispatch(
            #[inline(always)]
            |scratch: &mut Scratch<W>| {
                let mut made: Vec<Vec<W>> = Vec::with_capacity(program.steps.len());
                let mut ln_scale = 0.0;
                for step in &program.steps {
                    let mut new = scratch.take(size(&step.made));
                    step.run(&cards, &Cells { given: &given, at: &at, made: &made }, &mut new, scratch);
                    if step.made.gate.is_none() {
                        let largest = W::largest(&new);
                        if largest == 0.0 {
                            return None;
                        }
                        new.iter_mut().for_each(|value| value.scale(1.0 / largest));
                        ln_scale += largest.ln();
                    }
                    made.push(new);
                    // What was multiplied is not needed again.
                    step.last_uses.iter().for_each(|factor| {
                        if let Some(i) = factor.checked_sub(shapes.len()) {
                            scratch.give_back(std::mem::take(&mut made[i]));
                        }
                    });
                }
                let cells = Cells { given: &given, at: &at, made: &made };
                program.last.run(&cards, &cells, &mut values, scratch);
                made.into_iter().for_each(|made| scratch.give_back(made));
                Some(ln_scale)
            },
        );
        let Some(ln_scale) = ln_scale else { return Eliminated { values, ln_scale: 0.0 } };
        values.iter_mut().for_each(|value| *value = value.times(&constant));
        Eliminated { values, ln_scale }
    }
}

/// The variable that stands for all with which this one is connected.
fn leading(leader: &mut [usize], mut v: usize) -> usize {
    while leader[v] != v {
        leader[v] = leader[leader[v]];
        v = leader[v];
    }
    v
}

/// The cells of all factors that there are so far.
struct Cells<'a, W> {
    given: &'a [W],
    /// Where each given factor's begin.
    at: &'a [usize],
    /// Those of factors that were made; nothing where they are needed no more.
    made: &'a [Vec<W>],
}

impl<'a, W> Cells<'a, W> {
    /// Those of a factor, and what lies behind them.
    fn of(&self, factor: usize) -> &'a [W] {
        match factor.checked_sub(self.at.len()) {
            None => &self.given[self.at[factor]..],
            Some(made) => &self.made[made],
        }
    }
}
