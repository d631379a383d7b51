//! In which order to sum variables out.
//!
//! The best order is hard to find (it is NP-hard in general), a good one is not: always take the
//! variable whose table would be smallest. Alone that is short-sighted: summing out the bit of a
//! meiosis first looks cheap, but ties a parent's two alleles together. So the greedy search runs
//! several times, counting a bit as less and less than its two values, and the order with the least
//! total cost is used. Where even that costs much, further runs see each cost with some noise, more of them the more
//! there is to save: by chance one of them makes the choice that pays later, and some pedigrees become a thousand
//! times cheaper. It depends on the shapes only.
//!
//! A variable may be summed out in one table, or *split* by a bit: once for each of its values, with
//! the gated factors that are open then. Whichever is cheaper is part of the plan.

use smallvec::SmallVec;

use super::{Gate, Shape};

/// A variable to be summed out, and the bit by which the sum is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The variable.
    pub variable: usize,
    /// The bit, if two smaller tables are cheaper than one.
    pub split: Option<usize>,
}

/// The greedy runs: how much a variable of two values counts (2 to this power), whether the first or
/// the last of equally good variables is taken, and the cost from which the run is worth trying: below
/// it a better order could not save what looking for it takes.
const RUNS: [(f64, Tie, f64); 6] = [
    (1.0, Tie::Last, 0.0),
    (0.4, Tie::Last, 2e3),
    (0.0, Tie::Last, 2e3),
    (1.0, Tie::First, 5e4),
    (0.4, Tie::First, 5e4),
    (0.7, Tie::Last, 2e5),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    First,
    Last,
}

/// A plan for all variables but `keep` (increasing order), by the factors' shapes.
#[must_use]
pub fn find(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Vec<Step> {
    let all = Factors::new(cards, shapes);
    let mut scratch = all.clone();
    let mut best: (f64, Vec<Step>) = (f64::INFINITY, Vec::new());
    let mut run = |greed: &mut Greed, best: &mut (f64, Vec<Step>)| {
        scratch.become_as(&all);
        if let Some(found) = scratch.greedy(keep, greed, best.0) {
            *best = found;
        }
    };
    for &(bit, tie, from) in &RUNS {
        if best.0 < from {
            break;
        }
        run(&mut Greed { bit: bit.exp2(), choice: Choice::Cheapest(tie) }, &mut best);
    }
    let mut noise = Noise(SEED);
    let mut tries = 0.0;
    while tries < (best.0 / WORTH).min(MOST) {
        tries += 1.0;
        let (bit, strength) = (noise.next().exp2(), 1.0 + 2.5 * noise.next());
        run(&mut Greed { bit, choice: Choice::Noisy(&mut noise, strength) }, &mut best);
    }
    best.1
}

/// An order is worth another try for each so many cells that it costs: some loci of a family share it, and a try takes
/// as long as some ten thousand cells.
const WORTH: f64 = 1e5;
/// And no more tries than this.
const MOST: f64 = 300.0;
/// What the tries begin with: the same factors have the same order.
const SEED: u64 = 88_172_645_463_325_252;

/// Numbers that look random (Marsaglia 2003, *J Stat Softw* 8:14).
struct Noise(u64);

impl Noise {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What summing a variable out costs at best, and the bit by which it is split then.
type Cost = (f64, Option<usize>);

/// How a greedy run chooses.
struct Greed<'a> {
    /// As how many values a bit counts.
    bit: f64,
    choice: Choice<'a>,
}

/// Which variable is next.
enum Choice<'a> {
    /// The cheapest.
    Cheapest(Tie),
    /// The cheapest, where each cost is seen as up to two to the power of a number larger.
    Noisy(&'a mut Noise, f64),
}

impl Greed<'_> {
    fn seen(&mut self, (cost, split): Cost) -> Cost {
        match &mut self.choice {
            Choice::Noisy(noise, strength) => (cost * (*strength * noise.next()).exp2(), split),
            Choice::Cheapest(_) => (cost, split),
        }
    }

    /// The next variable, by what summing each out costs.
    fn next(&self, costs: &[Cost]) -> usize {
        let tie = match self.choice {
            Choice::Cheapest(tie) => tie,
            Choice::Noisy(..) => Tie::First,
        };
        let mut v = 0;
        for u in 1..costs.len() {
            if costs[u].0 < costs[v].0 || tie == Tie::Last && costs[u].0 <= costs[v].0 {
                v = u;
            }
        }
        v
    }
}

/// Where a sum is split by a bit, it is one for each of its values.
pub(super) fn branches(split: Option<usize>) -> SmallVec<[Option<Gate>; 2]> {
    match split {
        None => SmallVec::from_slice(&[None]),
        Some(bit) => [0, 1].into_iter().map(|value| Some(Gate { bit, value })).collect(),
    }
}

/// A set of variables.
type Set = SmallVec<[u64; 2]>;

/// A factor's shape, its scope as a set.
#[derive(Clone)]
struct Factor {
    scope: Set,
    gate: Option<Gate>,
}

/// The factors' scopes, as elimination changes them.
#[derive(Clone)]
struct Factors {
    cards: Vec<usize>,
    words: usize,
    all: Vec<Option<Factor>>,
    /// Factors that mention a variable, as gate or in the scope; may hold ones that are gone.
    mentions: Vec<Vec<usize>>,
}

impl Factors {
    fn new(cards: &[usize], shapes: &[Shape]) -> Self {
        let words = cards.len().div_ceil(64);
        let mut factors =
            Self { cards: cards.to_vec(), words, all: Vec::new(), mentions: vec![Vec::new(); cards.len()] };
        for shape in shapes {
            let mut scope = factors.none();
            shape.scope.iter().for_each(|v| scope[v / 64] |= 1 << (v % 64));
            factors.add(Factor { scope, gate: shape.gate });
        }
        factors
    }

    /// The same as others, in the memory that is there.
    fn become_as(&mut self, others: &Self) {
        self.all.clone_from(&others.all);
        self.mentions.clone_from(&others.mentions);
    }

    fn none(&self) -> Set {
        SmallVec::from_elem(0, self.words)
    }

    fn add(&mut self, factor: Factor) {
        let id = self.all.len();
        for v in ones(&factor.scope).chain(factor.gate.map(|g| g.bit)) {
            self.mentions[v].push(id);
        }
        self.all.push(Some(factor));
    }

    fn of(&self, v: usize) -> impl Iterator<Item = &Factor> {
        self.mentions[v].iter().filter_map(|&id| self.all[id].as_ref())
    }

    /// The variables of the table that summing `v` out makes: of all factors (`branch` `None`), or of
    /// those that are open where a bit has a value.
    fn table(&self, v: usize, branch: Option<Gate>) -> Set {
        let mut set = self.none();
        for shape in self.of(v) {
            let mut gate = shape.gate;
            if let (Some(g), Some(b)) = (gate, branch)
                && g.bit == b.bit
            {
                if g.value != b.value {
                    continue;
                }
                gate = None;
            }
            for (cell, bits) in set.iter_mut().zip(&shape.scope) {
                *cell |= bits;
            }
            if let Some(g) = gate {
                set[g.bit / 64] |= 1 << (g.bit % 64);
            }
        }
        set
    }

    fn size(&self, set: &Set, bit: f64) -> f64 {
        ones(set).map(|u| if self.cards[u] == 2 { bit } else { self.cards[u] as f64 }).product()
    }

    /// The cheapest way of summing `v` out: its cost, and the bit to split by.
    fn cost(&self, v: usize, bit_counts: f64) -> Cost {
        let mut best = (self.size(&self.table(v, None), bit_counts), None);
        let mut bits: SmallVec<[usize; 8]> = self.of(v).filter_map(|s| s.gate).map(|g| g.bit).collect();
        bits.sort_unstable();
        bits.dedup();
        for bit in bits.into_iter().filter(|&bit| bit != v) {
            // A bit that is in a table, too, can't be split by.
            if self.of(v).any(|s| s.scope[bit / 64] >> (bit % 64) & 1 == 1) {
                continue;
            }
            let cost = [0, 1]
                .map(|value| self.size(&self.table(v, Some(Gate { bit, value })), bit_counts))
                .iter()
                .sum::<f64>();
            if cost < best.0 {
                best = (cost, Some(bit));
            }
        }
        best
    }

    /// Sums `v` out; gives the cells that are added up, and the variables that they are of.
    fn sum_out(&mut self, v: usize, split: Option<usize>) -> (f64, Set) {
        let mut cells = 0.0;
        let mut made: SmallVec<[Factor; 2]> = SmallVec::new();
        for gate in branches(split) {
            let mut scope = self.table(v, gate);
            cells += self.size(&scope, 2.0);
            scope[v / 64] &= !(1 << (v % 64));
            made.push(Factor { scope, gate });
        }
        for &id in &self.mentions[v] {
            self.all[id] = None;
        }
        self.mentions[v].clear();
        let mut touched = self.none();
        for shape in made {
            for (cell, bits) in touched.iter_mut().zip(&shape.scope) {
                *cell |= bits;
            }
            if let Some(g) = shape.gate {
                touched[g.bit / 64] |= 1 << (g.bit % 64);
            }
            self.add(shape);
        }
        (cells, touched)
    }

    /// The greedy plan and its cost, or `None` as soon as the cost reaches `limit`.
    fn greedy(&mut self, keep: &[usize], greed: &mut Greed<'_>, limit: f64) -> Option<(f64, Vec<Step>)> {
        let n = self.cards.len();
        let mut costs: Vec<Cost> =
            (0..n)
                .map(|v| {
                    if keep.contains(&v) {
                        (f64::INFINITY, None)
                    } else {
                        greed.seen(self.cost(v, greed.bit))
                    }
                })
                .collect();
        let mut plan = Vec::with_capacity(n);
        let mut total = 0.0;
        for _ in 0..n - keep.len() {
            let v = greed.next(&costs);
            let split = costs[v].1;
            costs[v].0 = f64::INFINITY;
            plan.push(Step { variable: v, split });
            let (cells, touched) = self.sum_out(v, split);
            total += cells;
            if total >= limit {
                return None;
            }
            for u in ones(&touched) {
                if costs[u].0 < f64::INFINITY {
                    let all = &self.all;
                    self.mentions[u].retain(|&id| all[id].is_some());
                    costs[u] = greed.seen(self.cost(u, greed.bit));
                }
            }
        }
        Some((total, plan))
    }
}

/// The members of a set.
fn ones(set: &[u64]) -> impl Iterator<Item = usize> + '_ {
    set.iter().enumerate().flat_map(|(w, &bits)| {
        std::iter::successors((bits != 0).then_some(bits), |b| {
            let rest = b & (b - 1);
            (rest != 0).then_some(rest)
        })
        .map(move |b| w * 64 + b.trailing_zeros() as usize)
    })
}
