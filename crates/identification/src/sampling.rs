//! Components too large for an exact sum: a sampler and belief propagation, which check each other.
//!
//! The sampler is a Gibbs sampler over families: each in turn draws a configuration from those whose remains are
//! free, with the exact conditional probabilities, and it is these (not the draws) that are averaged
//! (Gelfand & Smith 1990, *JASA* 85:398). Two families that both want the same remains would exchange
//! them too seldom one at a time, so such rivals are also drawn together, exactly. Several chains run
//! beside each other, each from a seed of its own; the error is estimated from the means of batches.
//!
//! It is right whatever the component looks like, and noisy: a thousand sweeps leave an error in the second decimal.
//! Belief propagation ([`crate::propagation`]) has no noise, and in regions that we simulated it differs from a sampler
//! of twenty times the sweeps by less than that one's own error; but it can be wrong where two families are tied by
//! several remains that both want. So its probabilities stand in each family of which the sampler does not contradict
//! them, and the sampler's in the others. The stated error is how far the two are apart at most, or the sampler's own
//! where it is believed.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use crate::assignment::Choice;
use crate::choices::Choices;
use crate::propagation::{NOTHING_NEW, Network};

/// Marginals by family and choice, and how wrong one of them may be.
pub(crate) struct Near {
    pub(crate) marginals: Vec<Vec<f64>>,
    pub(crate) error: f64,
}

/// The sampler contradicts what differs by so many of its standard errors (of a hundred thousand probabilities that
/// are right, one or two do, since the error itself is estimated from twenty batches),
const CONTRADICTED: f64 = 6.0;
/// and by so much of the probability, or of what it lacks to one,
const OF_IT: f64 = 0.1;
/// and at all.
const AT_ALL: f64 = 1e-5;

/// Chains; always so many, so that the result does not depend on the number of processors.
const CHAINS: usize = 4;
/// Batches of a chain, besides the first, which is to forget the start.
const BATCHES: usize = 5;
/// Two families are rivals for remains that each has with at least this probability, or could have with such odds.
const STRONG: f64 = 0.02;

/// Two of whom neither would have the remains so probably, if no other had them, let them go by themselves: of remains
/// that dozens could have and nobody much, no two need be drawn together.
const HOLDS: f64 = 0.5;

/// A family's choices, ready for drawing.
struct Drawer {
    choices: Choices,
    /// The first remains of each choice; of nobody, [`Chain::free`]'s last.
    first: Vec<usize>,
    /// Choices and further remains of them: most have none.
    further: Vec<(usize, usize)>,
    /// Choices that use a given remains.
    using: BTreeMap<usize, Vec<usize>>,
}

/// Works a component out, with a sampler that looks at about `effort` choices in all; deterministic in `seed`.
pub(crate) fn settled<T: AsRef<[Choice]>>(families: &[T], effort: usize, seed: u64) -> Near {
    let mut marginals = Network::new(families).propagate(NOTHING_NEW);
    let batches = sample(families, &marginals, effort, seed);
    let n = batches.len() as f64;
    let judged = |(f, propagated): (usize, &mut Vec<f64>)| -> f64 {
        let sampled: Vec<(f64, f64)> = (0..propagated.len())
            .map(|c| {
                let values = || batches.iter().map(|b| b[f][c]);
                let mean = values().sum::<f64>() / n;
                let variance = values().map(|v| (v - mean).powi(2)).sum::<f64>() / (n * (n - 1.0));
                (mean, variance.sqrt())
            })
            .collect();
        let contradicted = propagated.iter().zip(&sampled).any(|(p, (mean, standard_error))| {
            let much = OF_IT * mean.min(1.0 - mean) + AT_ALL;
            (p - mean).abs() > CONTRADICTED * standard_error + much
        });
        let mut error: f64 = 0.0;
        for (p, (mean, standard_error)) in propagated.iter_mut().zip(sampled) {
            if contradicted {
                *p = mean;
                error = error.max(standard_error);
            } else {
                error = error.max((*p - mean).abs());
            }
        }
        error
    };
    let error = marginals.par_iter_mut().enumerate().map(judged).reduce(|| 0.0, f64::max);
    Near { marginals, error }
}

/// Samples for about `effort` choices looked at in all: the means of batches, by family and choice.
fn sample<T: AsRef<[Choice]>>(
    families: &[T],
    propagated: &[Vec<f64>],
    effort: usize,
    seed: u64,
) -> Vec<Vec<Vec<f64>>> {
    let wanted = families.iter().flat_map(AsRef::as_ref).flat_map(|c| &c.remains);
    let remains = wanted.max().map_or(0, |r| r + 1);
    let drawers: Vec<Drawer> = families.iter().map(|f| Drawer::new(f.as_ref(), remains)).collect();
    let rivals = rivals(families, propagated);
    let size = |f: usize| drawers[f].choices.weights.len();
    let per_sweep: usize = (0..families.len()).map(size).sum::<usize>()
        + rivals.iter().map(|&(f, g)| 2 * (size(f) + size(g))).sum::<usize>();
    let sweeps = (effort / per_sweep.max(1) / (CHAINS * (BATCHES + 1))).clamp(10, 2_000);
    (0..CHAINS)
        .into_par_iter()
        .flat_map(|chain| Chain::new((&drawers, remains), propagated, seed, chain).run(&rivals, sweeps))
        .collect()
}

fn add(sum: &mut [f64], p: &[f64]) {
    for (cell, p) in sum.iter_mut().zip(p) {
        *cell += p;
    }
}

/// Pairs of families that may well have the same remains: as far as belief propagation can say, and, since it can't say
/// so of families that are tied by several remains at once, those of which one could have what the other has.
fn rivals<T: AsRef<[Choice]>>(families: &[T], propagated: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let mut having: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    let mut several: BTreeMap<usize, Vec<(usize, &Choice)>> = BTreeMap::new();
    let all = || families.iter().map(AsRef::as_ref).zip(propagated).enumerate();
    for (f, (choices, marginals)) in all() {
        for (choice, p) in choices.iter().zip(marginals) {
            for &r in &choice.remains {
                *having.entry(r).or_default().entry(f).or_insert(0.0) += p;
                if choice.remains.len() > 1 {
                    several.entry(r).or_default().push((f, choice));
                }
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for families in having.into_values() {
        let all: f64 = families.values().sum();
        // Whoever would hold on to them if no other had them.
        let holds = |p: f64| p >= HOLDS * (1.0 - (all - p));
        let strong: Vec<(usize, f64)> = families.into_iter().filter(|(_, p)| *p >= STRONG).collect();
        for (i, &(f, p)) in strong.iter().enumerate() {
            let others = strong[i + 1..].iter().filter(|(_, q)| holds(p) || holds(*q));
            pairs.extend(others.map(|&(g, _)| (f, g)));
        }
    }
    for (f, (choices, marginals)) in all() {
        let of_several = |(c, p): &(&Choice, &f64)| **p >= STRONG && c.remains.len() > 1;
        for (has, _) in choices.iter().zip(marginals).filter(of_several) {
            let could = |(g, wants): &&(usize, &Choice)| {
                let shared = wants.remains.iter().filter(|r| has.remains.contains(r)).count();
                *g != f && shared > 1 && wants.ln_weight - has.ln_weight >= STRONG.ln()
            };
            let others = has.remains.iter().filter_map(|r| several.get(r)).flatten().filter(could);
            pairs.extend(others.map(|&(g, _)| (f.min(g), f.max(g))));
        }
    }
    pairs.into_iter().collect()
}

impl Drawer {
    /// With so many remains in all.
    fn new(choices: &[Choice], remains: usize) -> Self {
        let mut using: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, c) in choices.iter().enumerate() {
            for &r in &c.remains {
                using.entry(r).or_default().push(i);
            }
        }
        let first = choices.iter().map(|c| c.remains.first().copied().unwrap_or(remains)).collect();
        let further = choices.iter().enumerate();
        let further = further.flat_map(|(i, c)| c.remains.iter().skip(1).map(move |r| (i, *r))).collect();
        Self { choices: Choices::new(choices), first, further, using }
    }

    /// Σ of `weights` over the choices that use none of `remains`.
    fn without(&self, weights: &[f64], total: f64, remains: &[usize]) -> f64 {
        let mut overlapping: Vec<usize> =
            remains.iter().filter_map(|r| self.using.get(r)).flatten().copied().collect();
        overlapping.sort_unstable();
        overlapping.dedup();
        let overlap: f64 = overlapping.iter().map(|&i| weights[i]).sum();
        if overlap < 0.5 * total {
            return total - overlap;
        }
        // The difference would be mostly rounding.
        let mut next = overlapping.into_iter().peekable();
        let mut sum = 0.0;
        for (i, w) in weights.iter().enumerate() {
            if next.peek() == Some(&i) {
                next.next();
            } else {
                sum += w;
            }
        }
        sum
    }
}

struct Chain<'a> {
    drawers: &'a [Drawer],
    state: Vec<usize>,
    /// By remains, 1 where nobody has them and 0 where somebody has; at last 1, for nobody.
    free: Vec<f64>,
    memory: Memory,
    rng: ChaCha8Rng,
}

/// Memory to work in.
#[derive(Default)]
struct Memory {
    /// By remains; zero in between.
    wanted: Vec<f64>,
    /// By choice of a family, and of another.
    own: Vec<f64>,
    other: Vec<f64>,
    /// Probabilities of either.
    p: Vec<f64>,
    q: Vec<f64>,
}

impl<'a> Chain<'a> {
    /// Begins with a draw from what belief propagation says: from nobody it takes long until everybody is found.
    fn new(
        (drawers, remains): (&'a [Drawer], usize),
        propagated: &[Vec<f64>],
        seed: u64,
        chain: usize,
    ) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(chain as u64);
        let memory = Memory { wanted: vec![0.0; remains], ..Memory::default() };
        let (state, free) = (vec![0; drawers.len()], vec![1.0; remains + 1]);
        let mut begun = Self { drawers, state, free, memory, rng };
        let mut free = Vec::new();
        for (f, propagated) in propagated.iter().enumerate() {
            begun.freed(f, &mut free);
            free.iter_mut().zip(propagated).for_each(|(free, p)| *free = if *free > 0.0 { *p } else { 0.0 });
            // If nothing that is probable is free, nobody is.
            let total: f64 = free.iter().sum();
            if total > 0.0 {
                begun.choose(f, &free, total);
            }
        }
        begun
    }

    /// The mean of each batch, by family and choice.
    fn run(mut self, rivals: &[(usize, usize)], sweeps: usize) -> Vec<Vec<Vec<f64>>> {
        let mut batches = Vec::with_capacity(BATCHES);
        for batch in 0..=BATCHES {
            let mut sums: Vec<Vec<f64>> =
                self.drawers.iter().map(|d| vec![0.0; d.choices.weights.len()]).collect();
            let mut counts = vec![0.0; self.drawers.len()];
            for _ in 0..sweeps {
                for f in 0..self.drawers.len() {
                    self.draw(f, &mut sums[f]);
                    counts[f] += 1.0;
                }
                for &(f, g) in rivals {
                    self.draw_rivals(f, g);
                    add(&mut sums[f], &self.memory.p);
                    add(&mut sums[g], &self.memory.q);
                    counts[f] += 1.0;
                    counts[g] += 1.0;
                }
            }
            if batch > 0 {
                for (sum, count) in sums.iter_mut().zip(counts) {
                    sum.iter_mut().for_each(|p| *p /= count);
                }
                batches.push(sums);
            }
        }
        batches
    }

    fn release(&mut self, f: usize) {
        for &r in self.drawers[f].choices.of(self.state[f]) {
            self.free[r] = 1.0;
        }
    }

    /// Draws a choice by weights that add up to `total`.
    fn choose(&mut self, f: usize, weights: &[f64], total: f64) {
        let mut u = self.rng.random::<f64>() * total;
        let mut chosen = 0;
        for (c, weight) in weights.iter().enumerate() {
            if *weight > 0.0 {
                chosen = c;
                u -= weight;
                if u < 0.0 {
                    break;
                }
            }
        }
        self.state[f] = chosen;
        for &r in self.drawers[f].choices.of(chosen) {
            self.free[r] = 0.0;
        }
    }

    /// Weights of the choices of a family whose remains are free.
    fn freed(&self, f: usize, into: &mut Vec<f64>) {
        let Drawer { choices, first, further, .. } = &self.drawers[f];
        into.clear();
        into.extend(choices.weights.iter().zip(first).map(|(weight, r)| weight * self.free[*r]));
        further.iter().for_each(|&(choice, r)| into[choice] *= self.free[r]);
    }

    /// Draws one family given all others, and adds the probabilities it drew from.
    fn draw(&mut self, f: usize, sums: &mut [f64]) {
        self.release(f);
        let mut free = std::mem::take(&mut self.memory.own);
        self.freed(f, &mut free);
        let total: f64 = free.iter().sum();
        let share = 1.0 / total;
        sums.iter_mut().zip(&free).for_each(|(sum, weight)| *sum += weight * share);
        self.choose(f, &free, total);
        self.memory.own = free;
    }

    /// The probabilities of a family's choices, of which `own` weights are free, if another one's are summed over.
    fn marginal(&mut self, (f, own): (usize, &[f64]), (g, other): (usize, &[f64]), into: &mut Vec<f64>) {
        let total: f64 = other.iter().sum();
        let (drawer, rival) = (&self.drawers[f].choices, &self.drawers[g].choices);
        // How much the other one wants each remains: most choices are of one set of remains, and need no more.
        let wanted = &mut self.memory.wanted;
        for (choice, weight) in other.iter().enumerate() {
            rival.of(choice).iter().for_each(|&r| wanted[r] += weight);
        }
        let rest = |remains: &[usize]| match *remains {
            [] => total,
            [r] if wanted[r] < 0.5 * total => total - wanted[r],
            _ => self.drawers[g].without(other, total, remains),
        };
        let weigh = |(choice, weight): (usize, &f64)| {
            if *weight == 0.0 { 0.0 } else { weight * rest(drawer.of(choice)) }
        };
        into.clear();
        into.extend(own.iter().enumerate().map(weigh));
        rival.remains.iter().for_each(|&r| wanted[r] = 0.0);
        let total: f64 = into.iter().sum();
        into.iter_mut().for_each(|p| *p /= total);
    }

    /// Draws two families together given all others; both marginals are left in the memory.
    fn draw_rivals(&mut self, f: usize, g: usize) {
        self.release(f);
        self.release(g);
        let Memory { mut own, mut other, mut p, mut q, wanted } = std::mem::take(&mut self.memory);
        self.memory.wanted = wanted;
        self.freed(f, &mut own);
        self.freed(g, &mut other);
        self.marginal((f, &own), (g, &other), &mut p);
        self.marginal((g, &other), (f, &own), &mut q);
        self.choose(f, &p, 1.0);
        self.freed(g, &mut other);
        let total = other.iter().sum();
        self.choose(g, &other, total);
        self.memory = Memory { own, other, p, q, wanted: std::mem::take(&mut self.memory.wanted) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::{RemainsUsed, solve};

    fn family(choices: &[(&[usize], f64)]) -> Vec<Choice> {
        let nobody = Choice { remains: RemainsUsed::new(), ln_weight: 0.0 };
        let others = choices.iter().map(|&(r, w)| Choice { remains: r.into(), ln_weight: w.ln() });
        std::iter::once(nobody).chain(others).collect()
    }

    /// How far marginals are from the exact ones, at most.
    fn wrong(families: &[Vec<Choice>], marginals: &[Vec<f64>]) -> f64 {
        let exact = solve(families, 100_000).expect("small enough").marginals;
        let apart = exact.iter().flatten().zip(marginals.iter().flatten()).map(|(a, b)| (a - b).abs());
        apart.fold(0.0, f64::max)
    }

    #[test]
    fn without_loops_propagation_is_exact() {
        // Who wants what: a tree, with weights from next to nothing to all but certainty.
        let families = [
            family(&[(&[0], 3.0), (&[1], 0.2), (&[1, 2], 40.0)]),
            family(&[(&[2], 1e12), (&[3], 5.0)]),
            family(&[(&[3], 7.0), (&[4], 1e-6)]),
            family(&[(&[4], 0.5), (&[5], 2.0), (&[4, 5], 9.0)]),
            family(&[(&[1], 1e300)]),
        ];
        assert!(wrong(&families, &Network::new(&families).propagate(NOTHING_NEW)) < 1e-6);
    }

    #[test]
    fn where_two_families_are_tied_twice_the_sampler_contradicts() {
        // A family that was reported twice: both want the same two brothers, or neither.
        let both = |w| family(&[(&[0, 1], w)]);
        let families = [both(1e9), both(2e8), family(&[(&[1], 0.1), (&[2], 4.0)])];
        assert!(wrong(&families, &Network::new(&families).propagate(NOTHING_NEW)) > 0.05);
        let near = settled(&families, 3_000_000, 1);
        let wrong = wrong(&families, &near.marginals);
        assert!(wrong < 0.01, "{wrong}");
        assert!(wrong < 6.0 * near.error, "{wrong}, said to be {}", near.error);
    }

    #[test]
    fn many_weak_ties_are_settled_within_the_stated_error() {
        // Twelve families, seven remains: each family has one that it wants and a little of all others.
        let weight = |f: usize, r: usize| {
            let own = if f % 7 == r { [0.5, 30.0, 4e3][f % 3] } else { 0.0 };
            own + 0.03 * ((f * 5 + r * 3) % 11) as f64
        };
        let families: Vec<Vec<Choice>> = (0..12)
            .map(|f| {
                let wanted: Vec<([usize; 1], f64)> = (0..7).map(|r| ([r], weight(f, r))).collect();
                family(&wanted.iter().filter(|c| c.1 > 0.0).map(|(r, w)| (&r[..], *w)).collect::<Vec<_>>())
            })
            .collect();
        let near = settled(&families, 20_000_000, 1);
        let wrong = wrong(&families, &near.marginals);
        assert!(wrong < 6.0 * near.error && wrong < 0.01, "{wrong}, said to be {}", near.error);
        let again = settled(&families, 20_000_000, 1);
        assert_eq!(near.marginals, again.marginals, "the same seed gives the same");
    }
}
