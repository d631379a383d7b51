//! In which order to sum variables out.
//!
//! The best order is hard to find (it is NP-hard in general), a good one is not: always take the
//! variable whose table would be smallest. Alone that is short-sighted: summing out the bit of a
//! meiosis first looks cheap, but ties a parent's two alleles together. So the greedy search runs
//! several times, counting a bit as less and less than its two values, and the order with the least
//! total cost is used. It depends on the scopes only and takes microseconds.
//!
//! A variable may be summed out in one table, or *split* by a bit: once for each of its values, with
//! the gated factors that are open then. Whichever is cheaper is part of the plan.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Gate;

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

/// A plan for all variables but `keep`, by the scopes and gates of the factors.
///
/// Sizes count in powers of two, so that the loci of one pedigree share a plan; it is remembered by
/// thread, and depends on nothing but the arguments.
#[must_use]
pub fn find<'a>(
    cards: &[usize],
    factors: impl Iterator<Item = (&'a [usize], Option<Gate>)> + Clone,
    keep: &[usize],
) -> Rc<[Step]> {
    let cards: Vec<usize> = cards.iter().map(|c| c.next_power_of_two()).collect();
    let key = key(&cards, factors.clone(), keep);
    let known = PLANS.with_borrow(|plans| plans.get(&key).cloned());
    known.unwrap_or_else(|| {
        let plan: Rc<[Step]> = search(&cards, factors, keep).into();
        PLANS.with_borrow_mut(|plans| {
            if plans.len() >= REMEMBERED {
                plans.clear();
            }
            plans.insert(key, Rc::clone(&plan));
        });
        plan
    })
}

/// Plans that a thread remembers; a pedigree at 20 loci has a handful.
const REMEMBERED: usize = 256;

thread_local! {
    static PLANS: RefCell<HashMap<Vec<usize>, Rc<[Step]>>> = RefCell::new(HashMap::new());
}

/// Everything that a plan depends on, in one row of numbers.
fn key<'a>(
    cards: &[usize],
    factors: impl Iterator<Item = (&'a [usize], Option<Gate>)>,
    keep: &[usize],
) -> Vec<usize> {
    let mut key = vec![cards.len()];
    key.extend(cards);
    key.push(keep.len());
    key.extend(keep);
    for (scope, gate) in factors {
        key.push(gate.map_or(0, |g| 1 + 2 * g.bit + g.value));
        key.push(scope.len());
        key.extend(scope);
    }
    key
}

fn search<'a>(
    cards: &[usize],
    factors: impl Iterator<Item = (&'a [usize], Option<Gate>)>,
    keep: &[usize],
) -> Vec<Step> {
    let shapes = Shapes::new(cards, factors);
    let mut best: Option<(f64, Vec<Step>)> = None;
    for (weight, tie, from) in RUNS {
        let limit = best.as_ref().map_or(f64::INFINITY, |b| b.0);
        if limit < from {
            break;
        }
        if let Some(found) = shapes.clone().greedy(keep, weight, tie, limit) {
            best = Some(found);
        }
    }
    best.map(|b| b.1).unwrap_or_default()
}

/// A set of variables.
type Set = Vec<u64>;

#[derive(Clone)]
struct Shape {
    scope: Set,
    gate: Option<Gate>,
}

/// The factors' scopes, as elimination changes them.
#[derive(Clone)]
struct Shapes {
    cards: Vec<usize>,
    words: usize,
    factors: Vec<Option<Shape>>,
    /// Shapes that mention a variable, as gate or in the scope; may hold ones that are gone.
    mentions: Vec<Vec<usize>>,
}

impl Shapes {
    fn new<'a>(cards: &[usize], factors: impl Iterator<Item = (&'a [usize], Option<Gate>)>) -> Self {
        let words = cards.len().div_ceil(64);
        let mut shapes = Self {
            cards: cards.to_vec(),
            words,
            factors: Vec::new(),
            mentions: vec![Vec::new(); cards.len()],
        };
        for (scope, gate) in factors {
            let mut set = vec![0; words];
            for &v in scope {
                set[v / 64] |= 1 << (v % 64);
            }
            shapes.add(Shape { scope: set, gate });
        }
        shapes
    }

    fn add(&mut self, shape: Shape) {
        let id = self.factors.len();
        for v in ones(&shape.scope).chain(shape.gate.map(|g| g.bit)) {
            self.mentions[v].push(id);
        }
        self.factors.push(Some(shape));
    }

    fn of(&self, v: usize) -> impl Iterator<Item = &Shape> {
        self.mentions[v].iter().filter_map(|&id| self.factors[id].as_ref())
    }

    /// The variables of the table that summing `v` out makes: of all shapes (`branch` `None`), or of
    /// those that are open where a bit has a value.
    fn table(&self, v: usize, branch: Option<Gate>) -> Set {
        let mut set = vec![0; self.words];
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

    fn size(&self, set: &Set, bit_weight: f64) -> f64 {
        let bit = bit_weight.exp2();
        ones(set).map(|u| if self.cards[u] == 2 { bit } else { self.cards[u] as f64 }).product()
    }

    /// The cheapest way of summing `v` out: its cost, and the bit to split by.
    fn cost(&self, v: usize, bit_weight: f64) -> (f64, Option<usize>) {
        let mut best = (self.size(&self.table(v, None), bit_weight), None);
        let mut bits: Vec<usize> = self.of(v).filter_map(|s| s.gate).map(|g| g.bit).collect();
        bits.sort_unstable();
        bits.dedup();
        for bit in bits.into_iter().filter(|&bit| bit != v) {
            // A bit that is in a table, too, can't be split by.
            if self.of(v).any(|s| s.scope[bit / 64] >> (bit % 64) & 1 == 1) {
                continue;
            }
            let cost = [0, 1]
                .map(|value| self.size(&self.table(v, Some(Gate { bit, value })), bit_weight))
                .iter()
                .sum::<f64>();
            if cost < best.0 {
                best = (cost, Some(bit));
            }
        }
        best
    }

    /// The greedy plan and its cost, or `None` as soon as the cost reaches `limit`.
    fn greedy(mut self, keep: &[usize], bit_weight: f64, tie: Tie, limit: f64) -> Option<(f64, Vec<Step>)> {
        let n = self.cards.len();
        let mut costs: Vec<(f64, Option<usize>)> = (0..n)
            .map(|v| if keep.contains(&v) { (f64::INFINITY, None) } else { self.cost(v, bit_weight) })
            .collect();
        let mut plan = Vec::with_capacity(n);
        let mut total = 0.0;
        for _ in keep.len()..n {
            let mut v = 0;
            for u in 1..n {
                if costs[u].0 < costs[v].0 || tie == Tie::Last && costs[u].0 <= costs[v].0 {
                    v = u;
                }
            }
            let split = costs[v].1;
            costs[v].0 = f64::INFINITY;
            plan.push(Step { variable: v, split });
            let branches: Vec<Option<Gate>> = match split {
                None => vec![None],
                Some(bit) => [0, 1].map(|value| Some(Gate { bit, value })).to_vec(),
            };
            let mut made = Vec::new();
            for gate in branches {
                let mut scope = self.table(v, gate);
                total += self.size(&scope, 1.0);
                scope[v / 64] &= !(1 << (v % 64));
                made.push(Shape { scope, gate });
            }
            if total >= limit {
                return None;
            }
            for id in std::mem::take(&mut self.mentions[v]) {
                self.factors[id] = None;
            }
            let mut touched = vec![0; self.words];
            for shape in made {
                for (cell, bits) in touched.iter_mut().zip(&shape.scope) {
                    *cell |= bits;
                }
                if let Some(g) = shape.gate {
                    touched[g.bit / 64] |= 1 << (g.bit % 64);
                }
                self.add(shape);
            }
            for u in ones(&touched) {
                if costs[u].0 < f64::INFINITY {
                    let factors = &self.factors;
                    self.mentions[u].retain(|&id| factors[id].is_some());
                    costs[u] = self.cost(u, bit_weight);
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
