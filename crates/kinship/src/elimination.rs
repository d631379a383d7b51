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

/// A table over some variables; the last variable of the scope varies fastest.
#[derive(Debug, Clone)]
pub struct Factor<W> {
    /// The bit, and the value of it, for which the factor holds; it is one for the other value.
    pub gate: Option<Gate>,
    /// Variables, in increasing order.
    pub scope: Vec<usize>,
    /// One cell for each combination of their values.
    pub values: Vec<W>,
}

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
    factors: Vec<Factor<W>>,
    constant: W,
}

/// What is left after elimination: `factor * exp(ln_scale)`.
#[derive(Debug, Clone)]
pub struct Eliminated<W> {
    /// The table over the variables that were kept.
    pub factor: Factor<W>,
    /// Natural logarithm of what its values are to be multiplied by.
    pub ln_scale: f64,
}

impl<W: Weight> Default for Network<W> {
    fn default() -> Self {
        Self { cards: Vec::new(), factors: Vec::new(), constant: W::one() }
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
        let scope: Vec<usize> = order.iter().map(|&i| variables[i]).collect();
        let size = scope.iter().map(|&v| self.cards[v]).product();
        let mut values = Vec::with_capacity(size);
        let mut digits = [0; N];
        for _ in 0..size {
            values.push(value(digits));
            for &i in order.iter().rev() {
                digits[i] += 1;
                if digits[i] < self.cards[variables[i]] {
                    break;
                }
                digits[i] = 0;
            }
        }
        self.factors.push(Factor { gate, scope, values });
    }

    /// Sums out every variable that is not in `keep` (increasing order).
    #[must_use]
    pub fn eliminate(self, keep: &[usize]) -> Eliminated<W> {
        let Self { cards, factors, mut constant } = self;
        let plan = order::find(&cards, factors.iter().map(|f| (f.scope.as_slice(), f.gate)), keep);
        let mut ln_scale = 0.0;
        let mut factors = factors;
        for &order::Step { variable, split } in plan.iter() {
            let (parts, rest): (Vec<_>, Vec<_>) = factors
                .into_iter()
                .partition(|f| f.scope.contains(&variable) || f.gate.is_some_and(|g| g.bit == variable));
            factors = rest;
            let branches = match split {
                None => vec![(None, parts)],
                Some(bit) => [0, 1]
                    .into_iter()
                    .map(|value| {
                        let open = Gate { bit, value };
                        let parts = parts
                            .iter()
                            .filter(|f| f.gate.is_none_or(|g| g.bit != bit || g.value == value))
                            .map(|f| Factor { gate: f.gate.filter(|g| g.bit != bit), ..f.clone() })
                            .collect();
                        (Some(open), parts)
                    })
                    .collect(),
            };
            for (gate, parts) in branches {
                let parts: Vec<Factor<W>> = parts.into_iter().map(|f| f.without_gate(&cards)).collect();
                let mut scope: Vec<usize> =
                    parts.iter().flat_map(|p| p.scope.iter().copied()).filter(|&u| u != variable).collect();
                scope.sort_unstable();
                scope.dedup();
                let mut values = sum_product(&parts, Some(variable), &scope, &cards);
                if gate.is_none() {
                    let largest = values.iter().map(Weight::magnitude).fold(0.0, f64::max);
                    if largest == 0.0 {
                        let size = keep.iter().map(|&k| cards[k]).product();
                        let values = vec![W::zero(); size];
                        return Eliminated {
                            factor: Factor { gate: None, scope: keep.to_vec(), values },
                            ln_scale: 0.0,
                        };
                    }
                    for value in &mut values {
                        value.scale(1.0 / largest);
                    }
                    ln_scale += largest.ln();
                }
                if scope.is_empty() && gate.is_none() {
                    constant = constant.times(&values[0]);
                } else {
                    factors.push(Factor { gate, scope, values });
                }
            }
        }
        factors.push(Factor { gate: None, scope: Vec::new(), values: vec![constant] });
        let values = sum_product(&factors, None, keep, &cards);
        Eliminated { factor: Factor { gate: None, scope: keep.to_vec(), values }, ln_scale }
    }
}

impl<W: Weight> Factor<W> {
    /// The same with the gate's bit as one more variable of the table.
    fn without_gate(self, cards: &[usize]) -> Self {
        let Some(Gate { bit, value }) = self.gate else { return self };
        let at = self.scope.partition_point(|&u| u < bit);
        // Cells of the variables behind the bit stay together.
        let block: usize = self.scope[at..].iter().map(|&u| cards[u]).product();
        let mut scope = self.scope;
        scope.insert(at, bit);
        let mut values = Vec::with_capacity(2 * self.values.len());
        for cells in self.values.chunks(block) {
            for b in 0..2 {
                if b == value {
                    values.extend_from_slice(cells);
                } else {
                    values.extend(std::iter::repeat_n(W::one(), block));
                }
            }
        }
        Self { gate: None, scope, values }
    }
}

/// How far a factor's cell moves when a variable of the result goes up by one (0: not in its scope).
fn strides<W>(factor: &Factor<W>, over: &[usize], cards: &[usize]) -> Vec<usize> {
    let mut at = vec![0; over.len()];
    let mut stride = 1;
    for &u in factor.scope.iter().rev() {
        if let Some(i) = over.iter().position(|&o| o == u) {
            at[i] = stride;
        }
        stride *= cards[u];
    }
    at
}

/// The product of `factors`, as a table over `scope`, with `sum_out` summed out.
///
/// The last variable of the result runs innermost, so that the additions go over neighbouring cells.
fn sum_product<W: Weight>(
    factors: &[Factor<W>],
    sum_out: Option<usize>,
    scope: &[usize],
    cards: &[usize],
) -> Vec<W> {
    let (outer, inner) = match scope.split_last() {
        Some((last, outer)) => (outer, cards[*last]),
        None => (scope, 1),
    };
    let summed = sum_out.map_or(1, |v| cards[v]);
    // Walking order: the outer variables, then the summed one, then the inner one.
    let mut walk: Vec<usize> = outer.to_vec();
    walk.extend(sum_out);
    let steps: Vec<Vec<usize>> = factors.iter().map(|f| strides(f, &walk, cards)).collect();
    let inner_steps: Vec<usize> =
        factors.iter().map(|f| scope.last().map_or(0, |&last| strides(f, &[last], cards)[0])).collect();
    // Factors without the inner variable are multiplied once for the whole inner row.
    let (rows, scalars): (Vec<usize>, Vec<usize>) = (0..factors.len()).partition(|&f| inner_steps[f] > 0);
    let outer_size: usize = outer.iter().map(|&v| cards[v]).product();
    let mut out = vec![W::zero(); outer_size * inner];
    let mut digits = vec![0_usize; outer.len()];
    let mut bases = vec![0_usize; factors.len()];
    let mut product: Vec<W> = vec![W::one(); inner];
    for row in out.chunks_mut(inner) {
        for x in 0..summed {
            let at = |f: usize| bases[f] + if sum_out.is_some() { x * steps[f][outer.len()] } else { 0 };
            let mut scalar = W::one();
            let mut zero = false;
            for &f in &scalars {
                let value = &factors[f].values[at(f)];
                if value.magnitude() == 0.0 {
                    zero = true;
                    break;
                }
                scalar = scalar.times(value);
            }
            if zero {
                continue;
            }
            match rows.as_slice() {
                [] => row.iter_mut().for_each(|cell| cell.add(&scalar)),
                [f] => add_row(row, &scalar, &factors[*f].values[at(*f)..], inner_steps[*f]),
                [first, others @ ..] => {
                    let values = &factors[*first].values[at(*first)..];
                    for (cell, value) in product.iter_mut().zip(values.iter().step_by(inner_steps[*first])) {
                        *cell = scalar.times(value);
                    }
                    let (last, middle) = others.split_last().unwrap_or((first, &[]));
                    for f in middle {
                        let values = factors[*f].values[at(*f)..].iter().step_by(inner_steps[*f]);
                        for (cell, value) in product.iter_mut().zip(values) {
                            *cell = cell.times(value);
                        }
                    }
                    let values = factors[*last].values[at(*last)..].iter().step_by(inner_steps[*last]);
                    for ((cell, p), value) in row.iter_mut().zip(&product).zip(values) {
                        cell.add_product(p, value);
                    }
                }
            }
        }
        for i in (0..outer.len()).rev() {
            digits[i] += 1;
            for (base, step) in bases.iter_mut().zip(&steps) {
                *base += step[i];
            }
            if digits[i] < cards[outer[i]] {
                break;
            }
            for (base, step) in bases.iter_mut().zip(&steps) {
                *base -= step[i] * digits[i];
            }
            digits[i] = 0;
        }
    }
    out
}

/// `row[i] += scalar * values[i * step]`; apart so that the common step of 1 is vectorised.
fn add_row<W: Weight>(row: &mut [W], scalar: &W, values: &[W], step: usize) {
    if step == 1 {
        for (cell, value) in row.iter_mut().zip(values) {
            cell.add_product(scalar, value);
        }
    } else {
        for (cell, value) in row.iter_mut().zip(values.iter().step_by(step)) {
            cell.add_product(scalar, value);
        }
    }
}
