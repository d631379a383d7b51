//! Partitions of large components, drawn: a Gibbs sampler that lets one atom after the other choose among the people whom
//! evidence links it with, and somebody new (Neal 2000, algorithm 3).
//!
//! What is averaged are the probabilities of the choices, not the choices. Two chains begin from opposite ends, one with all
//! atoms apart, the other with all put together that gains by it; how far they are apart at most is the stated error.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::weights::Weights;
use super::{Linked, SHOWN, Solved};

/// Of all sweeps, one in so many at the beginning is not counted.
const FORGOTTEN: usize = 5;

/// What is known of a set of atoms.
#[derive(Debug, Clone, Default)]
struct Set {
    /// Its atoms, in no order.
    atoms: Vec<usize>,
    /// What it is known by: the exclusive or of its atoms' marks.
    mark: u64,
    /// ln of its weight.
    ln: f64,
}

/// A state: for each atom the number of its set.
struct Chain<'a> {
    weights: &'a Weights<'a>,
    prior: &'a [f64],
    linked: &'a Linked,
    set_of: Vec<usize>,
    sets: Vec<Set>,
    empty: Vec<usize>,
    /// A random number for each atom. That two sets of all that are met have the same exclusive or of such
    /// numbers is less probable than one to a million.
    marks: Vec<u64>,
    /// ln of weights by marks.
    known: HashMap<u64, f64>,
    /// By atom, that of it alone.
    alone: Vec<f64>,
    /// Where an atom that has left its set may go, and how probable that is: memory to work in.
    choices: Vec<Choice>,
    shares: Vec<f64>,
    near: Vec<usize>,
    rng: ChaCha8Rng,
}

/// Where an atom may go: the set, and ln of what it weighs with the atom.
#[derive(Debug, Clone, Copy)]
struct Choice {
    set: usize,
    ln: f64,
}

/// What a chain says.
struct Drawn {
    pairs: BTreeMap<(usize, usize), f64>,
    number: Vec<f64>,
    /// By atom, after each counted sweep, its set and how many atoms that has; nothing of atoms that nothing links.
    states: Vec<Vec<(u32, u32)>>,
    /// The most probable state that was seen, with its ln weight.
    best: (f64, Vec<usize>),
}

/// The samples of atoms, ascending.
fn samples<'a>(linked: &Linked, atoms: impl IntoIterator<Item = &'a usize>) -> Vec<usize> {
    let mut samples: Vec<usize> = atoms.into_iter().flat_map(|a| linked.atoms[*a].iter().copied()).collect();
    samples.sort_unstable();
    samples
}

/// ln of the ways in which a set of so many atoms can be divided so that two given ones part.
fn ln_ways(atoms: usize) -> f64 {
    std::f64::consts::LN_2 * atoms.saturating_sub(2) as f64
}

impl<'a> Chain<'a> {
    fn new(weights: &'a Weights<'a>, prior: &'a [f64], linked: &'a Linked, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let atoms = linked.atoms.len();
        let marks: Vec<u64> = (0..atoms).map(|_| rng.random()).collect();
        let alone: Vec<f64> = linked.atoms.iter().map(|samples| weights.ln(samples)).collect();
        let set = |a: usize| Set { atoms: vec![a], mark: marks[a], ln: alone[a] };
        Self {
            weights,
            prior,
            linked,
            set_of: (0..atoms).collect(),
            sets: (0..atoms).map(set).collect(),
            empty: Vec::new(),
            marks,
            known: HashMap::new(),
            alone,
            choices: Vec::new(),
            shares: Vec::new(),
            near: Vec::new(),
            rng,
        }
    }

    /// ln of the weight of a set, with one more atom or without.
    fn ln_of(&mut self, set: usize, more: Option<usize>) -> f64 {
        let Set { atoms, mark, .. } = &self.sets[set];
        let mark = mark ^ more.map_or(0, |atom| self.marks[atom]);
        *self
            .known
            .entry(mark)
            .or_insert_with(|| self.weights.ln(&samples(self.linked, atoms.iter().chain(more.as_ref()))))
    }

    fn people(&self) -> usize {
        self.sets.len() - self.empty.len()
    }

    /// Takes an atom out of its set.
    fn leave(&mut self, atom: usize) {
        let set = self.set_of[atom];
        let left = &mut self.sets[set];
        left.atoms.retain(|a| *a != atom);
        left.mark ^= self.marks[atom];
        if left.atoms.is_empty() {
            left.ln = 0.0;
            self.empty.push(set);
        } else {
            self.sets[set].ln = self.ln_of(set, None);
        }
    }

    /// Looks where an atom that has left its set may go, and how probable each place is. The last is a set of its own.
    fn look(&mut self, atom: usize) {
        let mut near = std::mem::take(&mut self.near);
        near.clear();
        near.extend(self.linked.near[atom].iter().map(|a| self.set_of[*a]));
        near.sort_unstable();
        near.dedup();
        let people = self.people();
        self.choices.clear();
        self.shares.clear();
        for &set in &near {
            let ln = self.ln_of(set, Some(atom));
            self.choices.push(Choice { set, ln });
            self.shares.push(ln - self.sets[set].ln + self.prior[people]);
        }
        self.near = near;
        let (set, ln) = (self.empty[self.empty.len() - 1], self.alone[atom]);
        self.choices.push(Choice { set, ln });
        self.shares.push(ln + self.prior.get(people + 1).copied().unwrap_or(f64::NEG_INFINITY));
        let most = self.shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.shares.iter_mut().for_each(|share| *share = (*share - most).exp());
        let sum: f64 = self.shares.iter().sum();
        self.shares.iter_mut().for_each(|share| *share /= sum);
    }

    fn join(&mut self, atom: usize, set: usize, ln: f64) {
        if self.sets[set].atoms.is_empty() {
            // As a rule it is the last one.
            self.empty.iter().rposition(|e| *e == set).map(|at| self.empty.remove(at));
        }
        let joined = &mut self.sets[set];
        joined.atoms.push(atom);
        joined.mark ^= self.marks[atom];
        joined.ln = ln;
        self.set_of[atom] = set;
    }

    /// Lets every atom choose; `draw` says which of the choices, by their probabilities.
    fn sweep(
        &mut self,
        mut draw: impl FnMut(&mut ChaCha8Rng, &[f64]) -> usize,
        mut seen: impl FnMut(usize, &[usize], f64),
    ) {
        for atom in 0..self.linked.atoms.len() {
            if self.linked.near[atom].is_empty() {
                continue;
            }
            if self.empty.is_empty() {
                self.sets.push(Set::default());
                self.empty.push(self.sets.len() - 1);
            }
            self.leave(atom);
            self.look(atom);
            for (choice, share) in self.choices.iter().zip(&self.shares) {
                seen(atom, &self.sets[choice.set].atoms, *share);
            }
            let Choice { set, ln } = self.choices[draw(&mut self.rng, &self.shares)];
            self.join(atom, set, ln);
        }
    }

    /// Proposes for as many linked pairs as there are atoms that the two people of whom they are be one, or that the one
    /// be two, whose other parts are then handed out at random (Metropolis–Hastings; the simple random split of Jain &
    /// Neal 2004, *J Comput Graph Stat* 13:158): one part after the other would go there by way of what is improbable.
    fn join_and_divide(&mut self) {
        for a in 0..self.linked.atoms.len() {
            let near = &self.linked.near[a];
            if near.is_empty() {
                continue;
            }
            let b = near[self.rng.random_range(0..near.len())];
            let (of_a, of_b) = (self.set_of[a], self.set_of[b]);
            let people = self.people();
            if of_a == of_b {
                let all = self.sets[of_a].atoms.clone();
                let (mut first, mut second) = (vec![a], vec![b]);
                for &x in all.iter().filter(|x| **x != a && **x != b) {
                    if self.rng.random() { first.push(x) } else { second.push(x) }
                }
                let (first, second) = (self.weighed(first), self.weighed(second));
                let one_more = self.prior.get(people + 1).copied().unwrap_or(f64::NEG_INFINITY);
                let gain = first.ln + second.ln - self.sets[of_a].ln + one_more - self.prior[people];
                if self.accepts(gain + ln_ways(all.len())) {
                    let own = self.empty.pop().unwrap_or_else(|| {
                        self.sets.push(Set::default());
                        self.sets.len() - 1
                    });
                    second.atoms.iter().for_each(|x| self.set_of[*x] = own);
                    self.sets[of_a] = first;
                    self.sets[own] = second;
                }
            } else {
                let (first, second) = (&self.sets[of_a], &self.sets[of_b]);
                let ways = ln_ways(first.atoms.len() + second.atoms.len());
                let apart = first.ln + second.ln;
                let mark = first.mark ^ second.mark;
                let all = || samples(self.linked, first.atoms.iter().chain(&second.atoms));
                let ln = *self.known.entry(mark).or_insert_with(|| self.weights.ln(&all()));
                if self.accepts(ln - apart + self.prior[people - 1] - self.prior[people] - ways) {
                    let Set { atoms, .. } = std::mem::take(&mut self.sets[of_b]);
                    atoms.iter().for_each(|x| self.set_of[*x] = of_a);
                    let both = &mut self.sets[of_a];
                    both.atoms.extend(atoms);
                    (both.mark, both.ln) = (mark, ln);
                    self.empty.push(of_b);
                }
            }
        }
    }

    /// A set of atoms with what it weighs.
    fn weighed(&mut self, atoms: Vec<usize>) -> Set {
        let mark = atoms.iter().fold(0, |mark, a| mark ^ self.marks[*a]);
        let ln = *self.known.entry(mark).or_insert_with(|| self.weights.ln(&samples(self.linked, &atoms)));
        Set { atoms, mark, ln }
    }

    fn accepts(&mut self, ln_ratio: f64) -> bool {
        self.rng.random::<f64>().ln() < ln_ratio
    }

    /// ln of the state's weight.
    fn ln(&self) -> f64 {
        self.sets.iter().map(|s| s.ln).sum::<f64>() + self.prior[self.people()]
    }

    fn run(mut self, sweeps: usize, merged: bool) -> Drawn {
        if merged {
            // Each goes where it is most probable, a few times.
            for _ in 0..3 {
                let best = |_: &mut ChaCha8Rng, shares: &[f64]| {
                    (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b])).unwrap_or(0)
                };
                self.sweep(best, |_, _, _| {});
            }
        }
        let draw = |rng: &mut ChaCha8Rng, shares: &[f64]| {
            let mut u: f64 = rng.random();
            for (i, share) in shares.iter().enumerate() {
                u -= share;
                if u < 0.0 {
                    return i;
                }
            }
            shares.len() - 1
        };
        let forgotten = sweeps / FORGOTTEN;
        for _ in 0..forgotten {
            self.join_and_divide();
            self.sweep(draw, |_, _, _| {});
        }
        let counted = (sweeps - forgotten).max(1);
        let mut drawn = Drawn {
            pairs: BTreeMap::new(),
            number: vec![0.0; self.prior.len()],
            states: vec![Vec::new(); self.linked.atoms.len()],
            best: (f64::NEG_INFINITY, Vec::new()),
        };
        for _ in 0..counted {
            // Each pair is seen from both ends.
            let share = 0.5 / counted as f64;
            self.join_and_divide();
            let pairs = &mut drawn.pairs;
            self.sweep(draw, |atom, set, p| {
                for &other in set.iter().filter(|_| p > 1e-9) {
                    *pairs.entry((atom.min(other), atom.max(other))).or_insert(0.0) += share * p;
                }
            });
            drawn.number[self.people()] += 1.0 / counted as f64;
            let near = self.linked.near.iter().zip(&self.set_of).zip(&mut drawn.states);
            for ((_, &set), states) in near.filter(|((near, _), _)| !near.is_empty()) {
                let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                states.push((small(set), small(self.sets[set].atoms.len())));
            }
            let ln = self.ln();
            if ln > drawn.best.0 {
                drawn.best = (ln, self.set_of.clone());
            }
        }
        drawn
    }
}

pub(super) fn solve(weights: &Weights<'_>, prior: &[f64], linked: &Linked, sweeps: usize) -> Solved {
    let chains: Vec<Drawn> = [false, true]
        .into_par_iter()
        .enumerate()
        .map(|(seed, merged)| Chain::new(weights, prior, linked, seed as u64).run(sweeps, merged))
        .collect();
    let mean = |of: &dyn Fn(&Drawn) -> f64| chains.iter().map(of).sum::<f64>() / chains.len() as f64;
    let keys: BTreeSet<(usize, usize)> = chains.iter().flat_map(|c| c.pairs.keys().copied()).collect();
    let (mut pairs, mut error) = (BTreeMap::new(), 0.0_f64);
    for pair in keys {
        let of = |c: &Drawn| c.pairs.get(&pair).copied().unwrap_or(0.0);
        error = error.max((of(&chains[0]) - of(&chains[1])).abs());
        let p = mean(&of);
        if p >= SHOWN {
            pairs.insert(pair, p.min(1.0));
        }
    }
    let best = chains.iter().map(|c| &c.best).max_by(|a, b| a.0.total_cmp(&b.0));
    let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (atom, set) in best.iter().flat_map(|b| b.1.iter().enumerate()) {
        sets.entry(*set).or_default().push(atom);
    }
    let partition: Vec<Vec<usize>> = sets.into_values().collect();
    let of_set = |set: &Vec<usize>| {
        if linked.near[set[0]].is_empty() {
            return (1.0, 1.0);
        }
        let (mut all, mut together, mut exactly) = (0_usize, 0, 0);
        for states in chains.iter().map(|c| &c.states) {
            for (i, &(of, size)) in states[set[0]].iter().enumerate() {
                all += 1;
                if set.iter().all(|a| states[*a][i].0 == of) {
                    together += 1;
                    exactly += usize::from(size as usize == set.len());
                }
            }
        }
        let share = |count: usize| count as f64 / all.max(1) as f64;
        (share(together), share(exactly))
    };
    let sets = partition.par_iter().map(of_set).collect();
    let number = (0..prior.len()).map(|k| mean(&|c: &Drawn| c.number[k])).collect();
    Solved { partition, sets, pairs, number, error }
}
