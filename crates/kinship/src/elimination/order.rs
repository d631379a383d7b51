//! In which order to sum variables out.
//!
//! The best order is hard to find (it is NP-hard in general), a good one is not: always take the
//! variable that costs least, counting additions, the cells that are written, and a little for each table.
//! Alone that is short-sighted: summing out the bit of a meiosis first looks cheap, but ties a parent's two
//! alleles together. So the greedy search runs several times, counting a bit as less and less than its two
//! values, and the order with the least total cost is used. Where even that costs much, further runs see each
//! cost with some noise, more of them the more there is to save: by chance one of them makes the choice that
//! pays later, and some pedigrees become a thousand times cheaper. It depends on the shapes only.
//!
//! A variable may be summed out in one table, or *split* by a bit: once for each of its values, with
//! the gated factors that are open then. Whichever is cheaper is part of the plan. Variables that are nowhere else are
//! summed out with it: the product is the same, and no table is written only to be summed. At last, steps of which one serves
//! another alone are made one wherever that costs less, as where both sum out bits.

use smallvec::SmallVec;

use super::{Gate, Scope, Shape, short};

/// Variables to be summed out at once, and the bit by which the sum is split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The variables: one, and those that only the factors mention which mention this one; of several such steps that were
    /// made one.
    pub variables: Scope,
    /// The bit, if two smaller tables are cheaper than one.
    pub split: Option<usize>,
}

/// The greedy runs: how much a variable of two values counts (2 to this power), whether the first or
/// the last of equally good variables is taken, and the cost from which the run is worth trying: below
/// it a better order could not save what looking for it takes.
const RUNS: [(f64, Tie, f64); 6] = [
    (1.0, Tie::Last, 0.0),
    (0.4, Tie::Last, 1e6),
    (0.0, Tie::Last, 1e6),
    (1.0, Tie::First, 4e6),
    (0.4, Tie::First, 4e6),
    (0.7, Tie::Last, 2e7),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    First,
    Last,
}

/// A plan for all variables but `keep` (increasing order), by the factors' shapes.
///
/// # Panics
/// If there are more than 65,536 variables.
#[must_use]
pub fn find(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Vec<Step> {
    // Sets of variables are as long as they must be, and not longer: most of the time goes into them.
    match cards.len() {
        0..=64 => find_among::<1>(cards, shapes, keep),
        65..=128 => find_among::<2>(cards, shapes, keep),
        129..=512 => find_among::<8>(cards, shapes, keep),
        513..=4096 => find_among::<64>(cards, shapes, keep),
        _ => find_among::<1024>(cards, shapes, keep),
    }
}

/// The same, sets of variables having so many words.
fn find_among<const N: usize>(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Vec<Step> {
    let all = Factors::<N>::new(cards, shapes, keep);
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
    scratch.become_as(&all);
    scratch.merged(best.1)
}

/// An order is worth another try for each so many additions that it costs: some loci of a family share it, and a try
/// takes as long as some ten thousand of them.
const WORTH: f64 = 2e6;
/// And no more tries than this.
const MOST: f64 = 5000.0;
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

/// What summing a variable out costs at best, in additions, and the bit by which it is split then.
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

    /// The next variable, by what summing each out costs; infinity where it is not to be.
    fn next(&self, costs: &[f64]) -> usize {
        let least =
            costs.iter().copied().fold(f64::INFINITY, |least, cost| if cost < least { cost } else { least });
        let is_least = |cost: &f64| *cost <= least;
        let found = match self.choice {
            Choice::Cheapest(Tie::Last) => costs.iter().rposition(is_least),
            Choice::Cheapest(Tie::First) | Choice::Noisy(..) => costs.iter().position(is_least),
        };
        found.unwrap_or(0)
    }
}

/// Where a sum is split by a bit, it is one for each of its values.
pub(super) fn branches(split: Option<usize>) -> SmallVec<[Option<Gate>; 2]> {
    match split {
        None => SmallVec::from_slice(&[None]),
        Some(bit) => [0, 1].into_iter().map(|value| Some(Gate { bit, value })).collect(),
    }
}

/// A set of variables: one bit each.
type Set<const N: usize> = [u64; N];

fn insert<const N: usize>(set: &mut Set<N>, v: usize) {
    set[v / 64] |= 1 << (v % 64);
}

fn remove<const N: usize>(set: &mut Set<N>, v: usize) {
    set[v / 64] &= !(1 << (v % 64));
}

fn remove_all<const N: usize>(set: &mut Set<N>, those: &Set<N>) {
    set.iter_mut().zip(those).for_each(|(word, those)| *word &= !those);
}

fn contains<const N: usize>(set: &Set<N>, v: usize) -> bool {
    set[v / 64] >> (v % 64) & 1 == 1
}

fn unite<const N: usize>(set: &mut Set<N>, with: &Set<N>) {
    set.iter_mut().zip(with).for_each(|(word, with)| *word |= with);
}

/// How many cells tables have.
#[derive(Clone)]
struct Sizes<const N: usize> {
    /// Variables that have the same number of values, and the powers of this number.
    alike: SmallVec<[(Set<N>, Vec<f64>); 2]>,
}

impl<const N: usize> Sizes<N> {
    /// `bit` is as how many values one of two counts.
    fn new(cards: &[usize], bit: f64) -> Self {
        let mut different: SmallVec<[usize; 4]> = SmallVec::from_slice(cards);
        different.sort_unstable();
        different.dedup();
        let of_card = |card: usize| {
            let mut set = [0; N];
            let those = (0..cards.len()).filter(|&v| cards[v] == card);
            let number = those.map(|v| insert(&mut set, v)).count();
            let counts = if card == 2 { bit } else { card as f64 };
            let powers = std::iter::successors(Some(1.0), |power| Some(power * counts));
            (set, powers.take(number + 1).collect())
        };
        Self { alike: different.into_iter().map(of_card).collect() }
    }

    /// Of a table over a set.
    fn of(&self, set: &Set<N>) -> f64 {
        let of_alike = |(alike, powers): &(Set<N>, Vec<f64>)| {
            let number: u32 = set.iter().zip(alike).map(|(set, alike)| (set & alike).count_ones()).sum();
            powers[number as usize]
        };
        self.alike.iter().map(of_alike).product()
    }

    /// What it costs to sum some variables out of a product over a set.
    fn cost(&self, set: &Set<N>, summed: &Set<N>) -> f64 {
        let mut made = *set;
        remove_all(&mut made, summed);
        cost(self.of(&made), self.of(set))
    }
}

/// A factor's shape, its scope as a set.
#[derive(Clone, Copy)]
struct Factor<const N: usize> {
    scope: Set<N>,
    gate: Option<Gate>,
}

/// The variables of the product of some factors: of all (`branch` `None`), or of those that are open where a bit has a
/// value.
fn table<const N: usize>(factors: &[Factor<N>], branch: Option<Gate>) -> Set<N> {
    let mut set = [0; N];
    for factor in factors {
        match (factor.gate, branch) {
            (Some(gate), Some(branch)) if gate.bit == branch.bit => {
                if gate.value != branch.value {
                    continue;
                }
            }
            (Some(gate), _) => insert(&mut set, gate.bit),
            (None, _) => {}
        }
        unite(&mut set, &factor.scope);
    }
    set
}

/// What it takes to write a table of `made` cells of a product of `all`, in additions.
pub(super) fn cost(made: f64, all: f64) -> f64 {
    STEP + CELL * made + all
}

/// What it takes to make a table, whatever its size, in additions.
const STEP: f64 = 1000.0;
/// What it takes to write a cell, in additions.
const CELL: f64 = 8.0;
/// A sum goes over all values of so many bits at most, each with a term of its own.
const MOST_BITS: usize = 3;
/// A sum goes over so many values of variables at most, so that the weights of a row stay in a cache.
const MOST_VALUES: usize = 1 << 12;

/// The factors' scopes, as elimination changes them.
#[derive(Clone)]
struct Factors<const N: usize> {
    sizes: Sizes<N>,
    cards: Vec<usize>,
    all: Vec<Option<Factor<N>>>,
    /// Factors that mention a variable, as gate or in the scope; may hold ones that are gone.
    mentions: Vec<SmallVec<[usize; 12]>>,
    /// How many of them there still are.
    number: Vec<usize>,
    /// Variables that stay.
    stay: Set<N>,
}

impl<const N: usize> Factors<N> {
    fn new(cards: &[usize], shapes: &[Shape], keep: &[usize]) -> Self {
        let (sizes, mentions) = (Sizes::new(cards, 2.0), vec![SmallVec::new(); cards.len()]);
        let mut stay = [0; N];
        keep.iter().for_each(|&v| insert(&mut stay, v));
        let (cards, number) = (cards.to_vec(), vec![0; cards.len()]);
        let mut factors = Self { sizes, cards, all: Vec::new(), mentions, number, stay };
        for shape in shapes {
            let mut scope = [0; N];
            shape.scope.iter().for_each(|&v| insert(&mut scope, usize::from(v)));
            factors.add(Factor { scope, gate: shape.gate });
        }
        factors
    }

    /// The same as others, in the memory that is there.
    fn become_as(&mut self, others: &Self) {
        self.all.clone_from(&others.all);
        self.mentions.clone_from(&others.mentions);
        self.number.clone_from(&others.number);
    }

    fn add(&mut self, factor: Factor<N>) {
        let id = self.all.len();
        for v in ones(&factor.scope).chain(factor.gate.map(|g| g.bit)) {
            self.mentions[v].push(id);
            self.number[v] += 1;
        }
        self.all.push(Some(factor));
    }

    /// Those that mention a variable.
    fn of(&self, v: usize) -> SmallVec<[Factor<N>; 16]> {
        self.mentions[v].iter().filter_map(|&id| self.all[id]).collect()
    }

    /// Variables that are summed out with `v`, which those factors mention, of `all` that they mention: whatever else
    /// nothing else mentions, and no gate of theirs.
    fn summed_with(&self, v: usize, factors: &[Factor<N>], all: &Set<N>) -> Set<N> {
        let mut others = *all;
        let gates = factors.iter().filter_map(|factor| factor.gate);
        gates.for_each(|gate| remove(&mut others, gate.bit));
        let mut summed = [0; N];
        let mut values = self.cards[v];
        for u in ones(&others).filter(|&u| u != v && !contains(&self.stay, u)) {
            // Most are mentioned by more factors than these.
            if self.number[u] > factors.len() {
                continue;
            }
            let here = factors.iter().filter(|factor| contains(&factor.scope, u)).count();
            if self.number[u] == here && values * self.cards[u] <= MOST_VALUES {
                values *= self.cards[u];
                insert(&mut summed, u);
            }
        }
        insert(&mut summed, v);
        summed
    }

    /// The cheapest way of summing `v` out: its cost, and the bit to split by.
    fn cost(&self, v: usize, sizes: &Sizes<N>) -> Cost {
        let factors = self.of(v);
        let all = table(&factors, None);
        let summed = self.summed_with(v, &factors, &all);
        let mut best = (sizes.cost(&all, &summed), None);
        if factors.iter().all(|factor| factor.gate.is_none()) {
            return best;
        }
        let cost = |branch| sizes.cost(&table(&factors, Some(branch)), &summed);
        // A bit that is in a table, too, can't be split by.
        let mut never = [0; N];
        factors.iter().for_each(|factor| unite(&mut never, &factor.scope));
        insert(&mut never, v);
        let mut bits: SmallVec<[usize; 8]> = factors.iter().filter_map(|f| f.gate).map(|g| g.bit).collect();
        bits.sort_unstable();
        bits.dedup();
        for bit in bits.into_iter().filter(|&bit| !contains(&never, bit)) {
            let split = cost(Gate { bit, value: 0 }) + cost(Gate { bit, value: 1 });
            if split < best.0 {
                best = (split, Some(bit));
            }
        }
        best
    }

    /// Sums `v` out, and what goes with it; gives what it costs, what was summed out, and the variables of the tables that
    /// were made.
    fn sum_out(&mut self, v: usize, split: Option<usize>) -> (f64, Set<N>, Set<N>) {
        let factors = self.of(v);
        let summed = self.summed_with(v, &factors, &table(&factors, None));
        let (cost, touched) = self.sum_those_out(v, &factors, &summed, split);
        (cost, summed, touched)
    }

    /// The same of variables that only these factors mention, all of which mention `v`; gives what it costs, and the
    /// variables of the tables.
    fn sum_those_out(
        &mut self,
        v: usize,
        factors: &[Factor<N>],
        summed: &Set<N>,
        split: Option<usize>,
    ) -> (f64, Set<N>) {
        for factor in factors {
            ones(&factor.scope).chain(factor.gate.map(|gate| gate.bit)).for_each(|u| self.number[u] -= 1);
        }
        for &id in &self.mentions[v] {
            self.all[id] = None;
        }
        ones(summed).for_each(|u| self.mentions[u].clear());
        let (mut cost, mut touched) = (0.0, [0; N]);
        for gate in branches(split) {
            let mut scope = table(factors, gate);
            cost += self.sizes.cost(&scope, summed);
            remove_all(&mut scope, summed);
            unite(&mut touched, &scope);
            gate.iter().for_each(|gate| insert(&mut touched, gate.bit));
            self.add(Factor { scope, gate });
        }
        (cost, touched)
    }

    /// The same plan with what one step makes summed together with what the next one sums that needs it, wherever that costs
    /// less: a table less is made, of a larger product.
    fn merged(&mut self, plan: Vec<Step>) -> Vec<Step> {
        /// A step, the variables of its product and those of them that it sums out.
        struct Taken<const N: usize> {
            step: Step,
            all: Set<N>,
            summed: Set<N>,
        }
        let mut taken: Vec<Option<Taken<N>>> = Vec::with_capacity(plan.len());
        // By factor, the step that made it.
        let mut made: Vec<Option<usize>> = vec![None; self.all.len()];
        for mut step in plan {
            let mut summed = [0; N];
            step.variables.iter().for_each(|&v| insert(&mut summed, usize::from(v)));
            // All its factors mention the one that it was chosen for.
            let Some(v) = ones(&summed).max_by_key(|&v| self.number[v]) else { continue };
            let ids = self.mentions[v].iter().filter(|&&id| self.all[id].is_some());
            let makers: SmallVec<[usize; 16]> = ids.filter_map(|&id| made[id]).collect();
            let factors = self.of(v);
            let mut all = table(&factors, None);
            self.sum_those_out(v, &factors, &summed, step.split);
            if step.split.is_none() {
                for maker in makers {
                    let Some(before) = &taken[maker] else { continue };
                    let (mut of_both, mut summed_by_both) = (all, summed);
                    unite(&mut of_both, &before.all);
                    unite(&mut summed_by_both, &before.summed);
                    let cost = |all, summed| self.sizes.cost(all, summed);
                    let apart = cost(&before.all, &before.summed) + cost(&all, &summed);
                    let values: usize = ones(&summed_by_both).map(|v| self.cards[v]).product();
                    let bits = ones(&summed_by_both).filter(|&v| self.cards[v] == 2).count();
                    let fits = bits <= MOST_BITS && values <= MOST_VALUES;
                    if fits && cost(&of_both, &summed_by_both) < apart {
                        (all, summed) = (of_both, summed_by_both);
                        taken[maker] = None;
                    }
                }
                step.variables = ones(&summed).map(short).collect();
            }
            made.resize(self.all.len(), step.split.is_none().then_some(taken.len()));
            taken.push(Some(Taken { step, all, summed }));
        }
        taken.into_iter().flatten().map(|taken| taken.step).collect()
    }

    /// The greedy plan and its cost, or `None` as soon as the cost reaches `limit`.
    fn greedy(&mut self, keep: &[usize], greed: &mut Greed<'_>, limit: f64) -> Option<(f64, Vec<Step>)> {
        let n = self.cards.len();
        let sizes = Sizes::new(&self.cards, greed.bit);
        let (mut costs, mut splits) = (vec![f64::INFINITY; n], vec![None; n]);
        for v in (0..n).filter(|v| !keep.contains(v)) {
            (costs[v], splits[v]) = greed.seen(self.cost(v, &sizes));
        }
        let mut plan = Vec::with_capacity(n);
        let mut total = 0.0;
        let mut left = n - keep.len();
        while left > 0 {
            let variable = greed.next(&costs);
            let split = splits[variable];
            let (cost, summed, touched) = self.sum_out(variable, split);
            total += cost;
            if total >= limit {
                return None;
            }
            let variables: Scope = ones(&summed).map(short).collect();
            ones(&summed).for_each(|v| costs[v] = f64::INFINITY);
            left -= variables.len();
            plan.push(Step { variables, split });
            for u in ones(&touched) {
                if costs[u] < f64::INFINITY {
                    let all = &self.all;
                    self.mentions[u].retain(|id| all[*id].is_some());
                    (costs[u], splits[u]) = greed.seen(self.cost(u, &sizes));
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
