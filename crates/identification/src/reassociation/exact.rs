//! All partitions of small components, summed together with the number of people of all of them.
//!
//! For each set S of a component's atoms and each number k, Z(S, k) is the sum over the partitions of S into k sets: the set
//! with the first atom of S is any of them, the rest is divided as is known by then. The numbers of people of
//! different components add up, so that the prior, which depends on the sum, needs only how the numbers of all
//! others are distributed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::number::{ln_add, ln_sum};
use super::weights::Weights;
use super::{Linked, SHOWN, Solved};

/// Components of more atoms are drawn by the sampler: 3⁹ sums each.
pub(super) const MOST_ATOMS: usize = 9;

const NOTHING: f64 = f64::NEG_INFINITY;

/// A component's sums; sets of its atoms are bits.
struct Component<'a> {
    atoms: &'a [usize],
    /// ln weight of each set.
    weights: Vec<f64>,
    /// ln Z by set and number.
    sums: Vec<Vec<f64>>,
}

impl<'a> Component<'a> {
    fn new(weights: &Weights<'_>, atoms: &[Vec<usize>], of: &'a [usize]) -> Self {
        let sets = 1_usize << of.len();
        let weights: Vec<f64> = (0..sets)
            .map(|set| {
                let mut samples: Vec<usize> =
                    members(set).flat_map(|i| atoms[of[i]].iter().copied()).collect();
                samples.sort_unstable();
                if samples.is_empty() { NOTHING } else { weights.ln(&samples) }
            })
            .collect();
        let mut sums = vec![vec![NOTHING; of.len() + 1]; sets];
        sums[0][0] = 0.0;
        for set in 1..sets {
            for first in with_first(set) {
                for k in 0..of.len() {
                    let rest = sums[set & !first][k];
                    if rest > NOTHING {
                        sums[set][k + 1] = ln_add(sums[set][k + 1], weights[first] + rest);
                    }
                }
            }
        }
        Self { atoms: of, weights, sums }
    }

    fn all(&self) -> usize {
        self.sums.len() - 1
    }

    /// P(this set is one person's), by set; `others`: ln weight of this component having so many people, by all else.
    fn sets(&self, others: &[f64]) -> Vec<f64> {
        let weighed = |set: usize, more: usize| {
            ln_sum(self.sums[set].iter().enumerate().filter_map(|(k, z)| Some(z + others.get(k + more)?)))
        };
        let total = weighed(self.all(), 0);
        (0..self.sums.len())
            .map(|set| (self.weights[set] + weighed(self.all() & !set, 1) - total).exp())
            .collect()
    }

    /// The most probable partition, as sets.
    fn best(&self, others: &[f64]) -> Vec<usize> {
        // By set and number: ln weight, and the set that holds the first atom.
        let mut best = vec![vec![(NOTHING, 0); self.atoms.len() + 1]; self.sums.len()];
        best[0][0].0 = 0.0;
        for set in 1..self.sums.len() {
            for first in with_first(set) {
                for k in 0..self.atoms.len() {
                    let ln = self.weights[first] + best[set & !first][k].0;
                    if ln > best[set][k + 1].0 {
                        best[set][k + 1] = (ln, first);
                    }
                }
            }
        }
        let weighed = |k: &usize| best[self.all()][*k].0 + others[*k];
        let number = (1..=self.atoms.len()).max_by(|a, b| weighed(a).total_cmp(&weighed(b)));
        let (mut set, mut sets) = (self.all(), Vec::new());
        for k in (1..=number.unwrap_or(0)).rev() {
            let first = best[set][k].1;
            sets.push(first);
            set &= !first;
        }
        sets
    }
}

/// The atoms of a set.
fn members(set: usize) -> impl Iterator<Item = usize> {
    (0..usize::BITS as usize).filter(move |i| set >> i & 1 == 1)
}

/// The subsets that hold a set's first atom.
fn with_first(set: usize) -> impl Iterator<Item = usize> {
    let first = set & set.wrapping_neg();
    let rest = set & !first;
    std::iter::successors(Some(rest), move |sub| (*sub > 0).then(|| (sub - 1) & rest))
        .map(move |sub| sub | first)
}

/// Distributions of two independent numbers, by their sum.
fn added(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut sum = vec![NOTHING; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate().filter(|(_, x)| **x > NOTHING) {
        for (j, y) in b.iter().enumerate().filter(|(_, y)| **y > NOTHING) {
            sum[i + j] = ln_add(sum[i + j], x + y);
        }
    }
    sum
}

pub(super) fn solve(weights: &Weights<'_>, prior: &[f64], linked: &Linked) -> Solved {
    let Linked { atoms, components, .. } = linked;
    let alone = components.iter().filter(|c| c.len() == 1).count();
    let several: Vec<Component<'_>> =
        components.par_iter().filter(|c| c.len() > 1).map(|c| Component::new(weights, atoms, c)).collect();
    let numbers: Vec<&[f64]> = several.iter().map(|c| c.sums[c.all()].as_slice()).collect();
    // How many people the components before and behind each have.
    let mut before = vec![vec![0.0]];
    for numbers in &numbers {
        before.push(added(&before[before.len() - 1], numbers));
    }
    let mut behind = vec![vec![0.0]];
    for numbers in numbers.iter().rev() {
        behind.push(added(numbers, &behind[behind.len() - 1]));
    }
    behind.reverse();
    let weighed = |numbers: &[f64], more: usize| {
        ln_sum(numbers.iter().enumerate().filter_map(|(k, z)| Some(z + prior.get(k + more + alone)?)))
    };
    let mut solved = Solved {
        partition: components.iter().filter(|c| c.len() == 1).cloned().collect(),
        sets: vec![(1.0, 1.0); alone],
        pairs: BTreeMap::new(),
        number: vec![0.0; prior.len()],
        error: 0.0,
    };
    let all = &before[numbers.len()];
    let total = weighed(all, 0);
    for (k, z) in all.iter().enumerate().filter(|(k, _)| k + alone < prior.len()) {
        solved.number[k + alone] = (z + prior[k + alone] - total).exp();
    }
    let found: Vec<_> = several
        .par_iter()
        .enumerate()
        .map(|(c, component)| {
            let besides = added(&before[c], &behind[c + 1]);
            let others: Vec<f64> = (0..=component.atoms.len()).map(|k| weighed(&besides, k)).collect();
            (component, component.sets(&others), component.best(&others))
        })
        .collect();
    for (component, probabilities, best) in found {
        let together = |of: usize| -> f64 {
            let with = probabilities.iter().enumerate().filter(|(set, _)| set & of == of);
            with.map(|(_, p)| p).sum::<f64>().min(1.0)
        };
        for set in best {
            solved.partition.push(members(set).map(|i| component.atoms[i]).collect());
            solved.sets.push((together(set), probabilities[set].min(1.0)));
        }
        for i in 0..component.atoms.len() {
            for j in i + 1..component.atoms.len() {
                let p = together(1 << i | 1 << j);
                if p >= SHOWN {
                    solved.pairs.insert((component.atoms[i], component.atoms[j]), p);
                }
            }
        }
    }
    solved
}
