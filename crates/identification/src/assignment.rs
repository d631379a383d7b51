//! Sums and maxima over all one-to-one assignments, family by family.
//!
//! Each family chooses one of its configurations, no remains twice. Families are taken in an order
//! that keeps few remains *live* (wanted by families on both sides of the cut); the state of the
//! dynamic programme is which live remains are used. Forward and backward sums give the total weight
//! and the marginal probability of every choice, exactly.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::SmallVec;

/// Remains that a choice uses: nearly always one or two.
pub type RemainsUsed = SmallVec<[usize; 2]>;

/// A configuration as the dynamic programme sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The remains it uses, in increasing order.
    pub remains: RemainsUsed,
    /// ln of its weight.
    pub ln_weight: f64,
}

/// What the forward and backward sums give.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// ln of the total weight of all assignments.
    pub ln_total: f64,
    /// Probability of each choice, by family and choice.
    pub marginals: Vec<Vec<f64>>,
}

/// States (and fifty times as many transitions) beyond which a component is too large.
pub const MAX_STATES: usize = 10_000;

type State = Vec<usize>;

/// Families in the order in which they are taken, and the remains live after each.
struct Plan {
    order: Vec<usize>,
    live: Vec<BTreeSet<usize>>,
}

impl Plan {
    /// `None` if it is plain from the order that more than `max_states` states follow from it.
    fn new<T: AsRef<[Choice]>>(families: &[T], max_states: usize) -> Option<Self> {
        let wanted_of = |family: &T| -> Vec<usize> {
            let mut wanted: Vec<usize> =
                family.as_ref().iter().flat_map(|c| c.remains.iter().copied()).collect();
            wanted.sort_unstable();
            wanted.dedup();
            wanted
        };
        let wanted: Vec<Vec<usize>> = families.iter().map(wanted_of).collect();
        let most = wanted.iter().filter_map(|w| w.last()).max().map_or(0, |r| r + 1);
        let mut wanting: Vec<Vec<usize>> = vec![Vec::new(); most];
        for (f, of) in wanted.iter().enumerate() {
            of.iter().for_each(|&r| wanting[r].push(f));
        }
        // By how many remains more are live after a family, the families that wait.
        let mut growth: Vec<i64> = vec![0; families.len()];
        for list in wanting.iter().filter(|list| list.len() > 1) {
            list.iter().for_each(|&f| growth[f] += 1);
        }
        let mut waiting: BTreeSet<(i64, usize)> = growth.iter().enumerate().map(|(f, g)| (*g, f)).collect();
        let mut live: BTreeSet<usize> = BTreeSet::new();
        let mut plan = Self { order: Vec::new(), live: Vec::new() };
        let mut looked = LOOKED;
        while let Some((_, f)) = waiting.pop_first() {
            for &r in &wanted[f] {
                let list = &mut wanting[r];
                let opens = list.len() > 1 && live.insert(r);
                list.retain(|&g| g != f);
                if list.is_empty() {
                    live.remove(&r);
                }
                // Whoever wants them need not open them any more, and the last one closes them.
                let less = i64::from(opens) + i64::from(list.len() == 1);
                for &g in list.iter().filter(|_| less > 0) {
                    waiting.remove(&(growth[g], g));
                    growth[g] -= less;
                    waiting.insert((growth[g], g));
                }
            }
            plan.order.push(f);
            if live.len() > looked {
                looked = live.len() * 5 / 4;
                // Families that each may use live remains of their own, or nobody, give two states each.
                let mut own = BTreeSet::new();
                let apart = plan.order.iter().filter(|&&f| {
                    let mut alone = families[f].as_ref().iter().filter(|c| c.remains.len() == 1);
                    alone.any(|c| live.contains(&c.remains[0]) && own.insert(c.remains[0]))
                });
                if 2_f64.powf(apart.count() as f64) > max_states as f64 {
                    return None;
                }
            }
            plan.live.push(live.clone());
        }
        Some(plan)
    }
}

/// With fewer live remains it is tried whether there are too many states.
const LOOKED: usize = 12;

/// The state after a choice, or `None` if it uses remains that are taken.
fn after(state: &[usize], choice: &Choice, live: &BTreeSet<usize>) -> Option<State> {
    if choice.remains.iter().any(|r| state.contains(r)) {
        return None;
    }
    let mut next: State = state.iter().chain(&choice.remains).copied().filter(|r| live.contains(r)).collect();
    next.sort_unstable();
    Some(next)
}

/// Weights of a family's choices relative to the heaviest, and the ln of that.
fn relative(choices: &[Choice]) -> (Vec<f64>, f64) {
    let largest = choices.iter().map(|c| c.ln_weight).fold(f64::NEG_INFINITY, f64::max);
    (choices.iter().map(|c| (c.ln_weight - largest).exp()).collect(), largest)
}

/// Sums over all assignments of `families`, or `None` if that takes more than `max_states` states.
#[must_use]
pub fn solve<T: AsRef<[Choice]>>(families: &[T], max_states: usize) -> Option<Solution> {
    let plan = Plan::new(families, max_states)?;
    let families: Vec<&[Choice]> = families.iter().map(AsRef::as_ref).collect();
    let weights: Vec<(Vec<f64>, f64)> = families.iter().map(|f| relative(f)).collect();
    let mut forward: Vec<BTreeMap<State, f64>> = vec![BTreeMap::from([(State::new(), 1.0)])];
    let mut ln_total = 0.0;
    let mut transitions = 0_usize;
    for (step, &f) in plan.order.iter().enumerate() {
        let mut next: BTreeMap<State, f64> = BTreeMap::new();
        for (state, weight) in &forward[step] {
            transitions += families[f].len();
            if next.len() > max_states || transitions > 50 * max_states {
                return None;
            }
            for (choice, w) in families[f].iter().zip(&weights[f].0) {
                if let Some(state) = after(state, choice, &plan.live[step]) {
                    *next.entry(state).or_insert(0.0) += weight * w;
                }
            }
        }
        let largest = next.values().copied().fold(0.0, f64::max);
        next.values_mut().for_each(|w| *w /= largest);
        ln_total += largest.ln() + weights[f].1;
        forward.push(next);
    }
    let mut backward: BTreeMap<State, f64> = BTreeMap::from([(State::new(), 1.0)]);
    let mut marginals: Vec<Vec<f64>> = families.iter().map(|f| vec![0.0; f.len()]).collect();
    for (step, &f) in plan.order.iter().enumerate().rev() {
        let mut before: BTreeMap<State, f64> = BTreeMap::new();
        let mut total = 0.0;
        for (state, reached) in &forward[step] {
            let mut sum = 0.0;
            for (i, (choice, w)) in families[f].iter().zip(&weights[f].0).enumerate() {
                if let Some(next) = after(state, choice, &plan.live[step])
                    && let Some(rest) = backward.get(&next)
                {
                    sum += w * rest;
                    marginals[f][i] += reached * w * rest;
                    total += reached * w * rest;
                }
            }
            before.insert(state.clone(), sum);
        }
        marginals[f].iter_mut().for_each(|p| *p /= total);
        let largest = before.values().copied().fold(0.0, f64::max);
        before.values_mut().for_each(|w| *w /= largest);
        backward = before;
    }
    Some(Solution { ln_total, marginals })
}

/// The `k` heaviest assignments: the choice of each family, and the ln weight. Ties are broken by
/// the order of the choices.
#[must_use]
pub fn best(families: &[Vec<Choice>], k: usize) -> Vec<(Vec<usize>, f64)> {
    let Some(plan) = Plan::new(families, usize::MAX) else { return Vec::new() };
    let mut states: BTreeMap<State, Vec<(Vec<usize>, f64)>> =
        BTreeMap::from([(State::new(), vec![(Vec::new(), 0.0)])]);
    for (step, &f) in plan.order.iter().enumerate() {
        let mut next: BTreeMap<State, Vec<(Vec<usize>, f64)>> = BTreeMap::new();
        for (state, partial) in &states {
            for (i, choice) in families[f].iter().enumerate() {
                if let Some(state) = after(state, choice, &plan.live[step]) {
                    let list = next.entry(state).or_default();
                    list.extend(partial.iter().map(|(path, ln)| {
                        let mut path = path.clone();
                        path.push(i);
                        (path, ln + choice.ln_weight)
                    }));
                    if list.len() > 8 * k {
                        keep_best(list, k);
                    }
                }
            }
        }
        next.values_mut().for_each(|list| keep_best(list, k));
        states = next;
    }
    states
        .into_values()
        .flatten()
        .map(|(path, ln)| {
            let mut by_family = vec![0; families.len()];
            for (&f, choice) in plan.order.iter().zip(path) {
                by_family[f] = choice;
            }
            (by_family, ln)
        })
        .collect()
}

fn keep_best(list: &mut Vec<(Vec<usize>, f64)>, k: usize) {
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.truncate(k);
}
