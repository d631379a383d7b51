//! The probability of every pairing, given everything.
//!
//! P(assignment | evidence) ∝ prior × likelihood over one-to-one assignments of remains to missing
//! persons or to nobody. Given the assignment, families are independent, so each contributes the
//! weight of its [`Configuration`]; what ties families together is only that remains can be used
//! once. Pairings whose probability a bound proves negligible are dropped first and the bound is
//! reported ([`Joint::dropped_mass`]); what remains falls apart into components of families that
//! want the same remains, and each is summed exactly ([`crate::assignment`]). A component too large
//! for that is worked out by belief propagation and by a sampler, each of which checks the other, and the error is
//! reported ([`Joint::standard_error`]).

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::assignment::{Choice, MAX_STATES, best, solve};
use crate::case::{Case, MissingIndex, Prior};
use crate::lines::{Line, Lines, OfRemains};
use crate::pair_sums::{Sums, by_missing};
use crate::pairwise::Pairwise;
use crate::propagation::{Network, Wishes};
use crate::sampling::settled;
use crate::set_likelihood::{Configuration, Configurations, PairsOfFamily, Thresholds};
use crate::tables::Tables;

/// How to compute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointOptions {
    /// What may be left out of the configurations of families with several missing.
    pub thresholds: Thresholds,
    /// How many of the best assignments to list.
    pub top: usize,
    /// Probability that may be dropped, at the most, to keep components small. Less is tried first.
    pub may_drop: f64,
    /// Seed of the sampler, if a component needs it.
    pub seed: u64,
}

impl JointOptions {
    /// For reference cases: everything is listed, nothing dropped unless the sum is impossible
    /// otherwise.
    pub const EXACT: Self = Self { thresholds: Thresholds::EXACT, top: 10, may_drop: 1e-9, seed: 1 };

    /// For a region's registry.
    #[must_use]
    pub fn of_region(case: &Case) -> Self {
        let pairs = case.remains.len() * case.missing().count();
        Self { thresholds: Thresholds::of_region(pairs), top: 0, may_drop: 1e-5, seed: 1 }
    }
}

/// One assignment of all remains.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// For each remains, the missing person, or `None`.
    pub missing: Vec<Option<MissingIndex>>,
    /// ln likelihood of all DNA under it (prior and other evidence left out).
    pub ln_likelihood: f64,
    /// Its posterior probability.
    pub posterior: f64,
}

/// The joint posterior.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    /// Posterior by remains: missing persons with probability above 0, in order.
    pub pairs: Vec<BTreeMap<MissingIndex, f64>>,
    /// Probability, by remains, that they are none of the registered missing.
    pub none: Vec<f64>,
    /// The best assignments, best first.
    pub top: Vec<Assignment>,
    /// Bound on the posterior probability of everything that was left out.
    pub dropped_mass: f64,
    /// The largest error of a posterior that may be, where a component was too large for an exact sum: how far belief
    /// propagation and the sampler are apart at most, or the sampler's standard error where it is believed; 0 if all
    /// is exact.
    pub standard_error: f64,
}

/// Computes the joint posterior from the pairs.
#[must_use]
pub fn joint(case: &Case, pairwise: &Pairwise, options: JointOptions) -> Joint {
    Weighed::find(&Tables::new(case), case, pairwise, pairwise, options).joint()
}

/// Posteriors by remains, as in [`Joint::pairs`].
pub type Pairs = Vec<BTreeMap<MissingIndex, f64>>;

/// A pair's posterior as it looks from the pair alone, from its remains and from its missing person (Kling et al. 2021,
/// *FSI: Genetics* 52:102440); the fourth view is the joint posterior.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Views {
    /// This pair or nobody of the registry.
    pub pair: f64,
    /// These remains against all missing persons.
    pub remains: f64,
    /// This missing person against all remains.
    pub missing: f64,
}

/// All pairs, for [`Views`].
#[derive(Debug, Clone)]
pub struct Viewed<'a> {
    case: &'a Case,
    pairwise: &'a Pairwise,
    ln_prior: f64,
    sums: &'a Sums,
    /// How much more a pair weighs than when they were summed.
    more: f64,
}

impl Viewed<'_> {
    /// Of a pair; `missing` is a column of [`Case::ln_other`].
    #[must_use]
    pub fn of(&self, remains: usize, missing: usize) -> Views {
        let ln = self.pairwise.ln_lr[missing][remains] + self.case.ln_other[remains][missing] + self.ln_prior;
        let weight = ln.exp();
        // Of two infinite weights neither is the surer.
        let share = |of: f64| if weight.is_finite() { weight / (1.0 + of) } else { 1.0 };
        Views {
            pair: share(weight),
            remains: share(self.sums.of_remains[remains] * self.more),
            missing: share(self.sums.of_missing[missing] * self.more),
        }
    }
}

/// Every family's configurations with their weights. What is found is found once: the posterior follows from it
/// under this prior and evidence, or another, without computing any DNA again.
#[derive(Debug, Clone)]
pub struct Weighed<'a> {
    case: &'a Case,
    pairwise: &'a Pairwise,
    sums: Sums,
    options: JointOptions,
    families: Vec<Configurations>,
}

/// Of so many missing persons at a time what is known of their pairs is at hand.
const FEW: usize = 16;

/// As if so many remains more were of somebody registered, and as many of somebody else, when the share is estimated:
/// a handful of remains can't say that nobody is a stranger.
const IMAGINED: f64 = 2.0;

impl<'a> Weighed<'a> {
    /// Finds the configurations by the case's tables. `doubtful` is the DNA with what is doubted of it
    /// ([`Pairwise::with_doubt`]), from which the posterior follows.
    #[must_use]
    pub fn find(
        tables: &Tables,
        case: &'a Case,
        pairwise: &'a Pairwise,
        doubtful: &Pairwise,
        options: JointOptions,
    ) -> Self {
        let sums = Sums::new(case, pairwise, doubtful, case.prior.ln_pair());
        let offsets = case.offsets();
        let end = |f: usize| offsets[f] + case.families[f].missing.len();
        // Families a few at a time, whose pairs' other lines are then all at hand.
        let families: Vec<usize> = (0..case.families.len()).collect();
        let few: Vec<&[usize]> = families.chunk_by(|f, g| offsets[*f] / FEW == offsets[*g] / FEW).collect();
        let find = |few: &&[usize]| -> Vec<Configurations> {
            let first = offsets[few[0]];
            let ln_other = by_missing(case, first..end(few[few.len() - 1]));
            let find = |&f: &usize| {
                let pairs = PairsOfFamily {
                    ln_dna: &doubtful.ln_lr[offsets[f]..end(f)],
                    ln_other: &ln_other[offsets[f] - first..end(f) - first],
                    wanted: &sums.doubtful,
                };
                Configurations::find(tables, case, f, pairs, options.thresholds)
            };
            few.iter().map(find).collect()
        };
        let families = few.par_iter().flat_map_iter(find).collect();
        Self { case, pairwise, sums, options, families }
    }

    /// What pairs are by themselves, with so many people outside.
    #[must_use]
    pub fn viewed(&self, outside: f64) -> Viewed<'_> {
        let Self { case, pairwise, sums, .. } = self;
        let ln_prior = Prior::Open { outside }.ln_pair();
        Viewed { case, pairwise, ln_prior, sums, more: (ln_prior - case.prior.ln_pair()).exp() }
    }

    /// The joint posterior.
    #[must_use]
    pub fn joint(&self) -> Joint {
        settle(self.case, &self.families, self.options)
    }

    /// How many people outside the registry make the evidence most probable: those under whom as many remains are
    /// expected to be somebody's before the evidence as after it (expectation–maximisation; Dempster, Laird & Rubin
    /// 1977, *J R Stat Soc B* 39:1).
    ///
    /// Before the evidence, k of R remains are somebody's of M missing with a weight C(R, k) M!/(M − k)! / outside^k:
    /// whoever has been found is taken. It is largest where `outside = (M − k)(R − k)/k`. So these are the people
    /// outside of whom nothing was found; with the R − k of whom something was, there are M (R − k)/k, as many as
    /// there must be if everybody is found equally often.
    ///
    /// Begins with the case's own number, and is one at least. What is expected is summed exactly, or by belief
    /// propagation where that is too much.
    #[must_use]
    pub fn outside(&self) -> f64 {
        let Prior::Open { outside: mut now } = self.case.prior else { return f64::NAN };
        let (missing, remains) = (self.case.missing().count() as f64, self.case.remains.len() as f64);
        let kept = possible(&self.families);
        let components = Components::of(&kept);
        let mut wishes = None;
        for _ in 0..STEPS {
            let more = Prior::Open { outside: now }.ln_pair() - self.case.prior.ln_pair();
            let ln_weight = |f: usize, c: usize| {
                let choice = &kept[f].choices[c];
                choice.ln_weight + more * choice.remains.len() as f64
            };
            let (marginals, now_wished) = components.propagated(&ln_weight, NEARLY, wishes.as_deref());
            wishes = Some(now_wished);
            let expected = |family: &Vec<f64>, kept: &Kept| -> f64 {
                family.iter().zip(&kept.choices).map(|(p, c)| p * c.remains.len() as f64).sum()
            };
            let somebody: f64 = marginals.iter().zip(&kept).map(|(m, kept)| expected(m, kept)).sum();
            let nobody = (remains - somebody).max(0.0);
            let waiting = (missing - somebody).max(0.0);
            let next = (waiting * (nobody + IMAGINED) / (somebody + IMAGINED)).max(1.0);
            let moved = (next / now).ln().abs();
            now = next;
            if moved < SETTLED {
                break;
            }
        }
        now
    }

    /// The same with another number of people outside.
    #[must_use]
    pub fn with_outside(mut self, outside: f64) -> Self {
        let more = Prior::Open { outside }.ln_pair() - self.case.prior.ln_pair();
        let families = self.families.par_iter_mut().zip(&self.case.families);
        families.for_each(|(of, family)| of.weigh_again(more, family.missing.len()));
        self.options.top = 0;
        self
    }

    /// What the joint posterior would be without each line of evidence besides DNA that says something. `lines` are
    /// those of [`Case::ln_other`].
    ///
    /// A configuration that was dropped with a line, weighing less than [`Thresholds::keep`] of the best, does not
    /// come back without it.
    #[must_use]
    pub fn without_each(&self, lines: &Lines) -> Vec<(Line, Pairs)> {
        let known = lines.known();
        let of: Vec<OfRemains<'_>> =
            (0..self.case.remains.len()).into_par_iter().map(|remains| lines.of(remains)).collect();
        let kept = possible(&self.families);
        let components = Components::of(&kept);
        // By family, choice and line, what the line says of it.
        let of_family = |((kept, offset), family): ((&Kept, usize), &Configurations)| -> Vec<f64> {
            let mut of_pairs: HashMap<(usize, usize), Vec<f64>> = HashMap::new();
            let mut said = vec![0.0; kept.of.len() * known.len()];
            for (&c, said) in kept.of.iter().zip(said.chunks_mut(known.len().max(1))) {
                for (group, class) in family.list[c].groups.iter().zip(&family.classes) {
                    for &r in group {
                        let of_pair = of_pairs
                            .entry((r, class[0]))
                            .or_insert_with(|| of[r].of_each(offset + class[0], &known));
                        said.iter_mut().zip(of_pair).for_each(|(sum, of_pair)| *sum += *of_pair);
                    }
                }
            }
            said
        };
        let said: Vec<Vec<f64>> =
            kept.par_iter().zip(self.case.offsets()).zip(&self.families).map(of_family).collect();
        // What families want without a line is much what they want with it.
        let (_, wishes) = components.propagated(&|f, c| kept[f].choices[c].ln_weight, ENOUGH, None);
        let without = known.par_iter().enumerate().map(|(l, line)| {
            let less = |f: usize, c: usize| kept[f].choices[c].ln_weight - said[f][c * known.len() + l];
            let (marginals, _) = components.propagated(&less, ENOUGH, Some(&wishes));
            (*line, pairs(self.case, &self.families, &kept, &marginals, SHOWN))
        });
        without.collect()
    }
}

/// Steps of an estimate, at most.
const STEPS: usize = 30;
/// An estimate that moves less, as a ratio's logarithm, has settled.
const SETTLED: f64 = 0.01;

/// The configurations of a family that count, and their places in its list.
#[derive(Debug, Clone, Default)]
struct Kept {
    choices: Vec<Choice>,
    of: Vec<usize>,
}

impl AsRef<[Choice]> for Kept {
    fn as_ref(&self) -> &[Choice] {
        &self.choices
    }
}

/// What is possible at all.
fn possible(families: &[Configurations]) -> Vec<Kept> {
    let of_family = |family: &Configurations| {
        let possible = family.list.iter().enumerate().filter(|(_, c)| c.ln_weight > f64::NEG_INFINITY);
        let choices = possible.map(|(i, c)| (Choice { remains: c.remains(), ln_weight: c.ln_weight }, i));
        let (choices, of) = choices.unzip();
        Kept { choices, of }
    };
    families.par_iter().map(of_family).collect()
}

/// Families that want the same remains, whatever their configurations weigh.
struct Components<'a> {
    kept: &'a [Kept],
    list: Vec<(Vec<usize>, Component)>,
}

enum Component {
    /// Small enough for an exact sum.
    Small,
    Large(Network),
}

impl<'a> Components<'a> {
    fn of(kept: &'a [Kept]) -> Self {
        let sorted = |component: Vec<usize>| {
            let families = of_component(kept, &component);
            let is_small = solve(&families, MAX_STATES / 10).is_some();
            let of = if is_small { Component::Small } else { Component::Large(Network::new(&families)) };
            (component, of)
        };
        Self { kept, list: components(kept).into_par_iter().map(sorted).collect() }
    }

    /// Probabilities of all configurations that count with other weights, exact where components are small, and near
    /// enough elsewhere. `ln_weight` gives that of a family's choice. By component what families want in the end, and
    /// `begin` with, if it is known: see [`Network::propagate_with`].
    fn propagated(
        &self,
        ln_weight: &(impl Fn(usize, usize) -> f64 + Sync),
        nothing_new: f64,
        begin: Option<&[Wishes]>,
    ) -> (Vec<Vec<f64>>, Vec<Wishes>) {
        let choices = |f: usize| 0..self.kept[f].choices.len();
        let of = |(i, (families, component)): (usize, &(Vec<usize>, Component))| match component {
            Component::Small => {
                let weighed = |&f: &usize| -> Vec<Choice> {
                    let of = choices(f).zip(&self.kept[f].choices);
                    of.map(|(c, choice)| Choice { ln_weight: ln_weight(f, c), ..choice.clone() }).collect()
                };
                let weighed: Vec<Vec<Choice>> = families.iter().map(weighed).collect();
                // There are as many states with any weights.
                let solved = solve(&weighed, MAX_STATES).map(|solution| solution.marginals);
                (solved.unwrap_or_default(), Wishes::new())
            }
            Component::Large(network) => {
                let of_family = |&f: &usize| choices(f).map(move |c| ln_weight(f, c));
                let begin = begin.map(|wishes| &wishes[i]);
                network.propagate_with(families.iter().map(of_family), nothing_new, begin)
            }
        };
        let (solved, wishes): (Vec<Vec<Vec<f64>>>, Vec<Wishes>) =
            self.list.par_iter().enumerate().map(of).unzip();
        let mut all = vec![Vec::new(); self.kept.len()];
        for ((component, _), marginals) in self.list.iter().zip(solved) {
            component.iter().zip(marginals).for_each(|(&f, marginals)| all[f] = marginals);
        }
        (all, wishes)
    }
}

/// How much others want remains is news, where it is to the third decimal, only if it changes by this share.
const ENOUGH: f64 = 1e-4;
/// The same where all that is expected is added up: how many people are outside.
const NEARLY: f64 = 1e-5;

/// Without a line, nobody looks at what is less probable.
const SHOWN: f64 = 1e-6;

/// Posteriors by remains, of the probabilities of configurations; those that are less than `least` left out.
fn pairs(
    case: &Case,
    families: &[Configurations],
    kept: &[Kept],
    marginals: &[Vec<f64>],
    least: f64,
) -> Pairs {
    let mut rows: Vec<Vec<(MissingIndex, f64)>> = vec![Vec::new(); case.remains.len()];
    for (f, (kept, marginals)) in kept.iter().zip(marginals).enumerate() {
        for (&c, &p) in kept.of.iter().zip(marginals).filter(|(_, p)| **p >= least) {
            for (group, class) in families[f].list[c].groups.iter().zip(&families[f].classes) {
                for &r in group {
                    for &position in class {
                        let missing = MissingIndex { family: f, position };
                        rows[r].push((missing, p / class.len() as f64));
                    }
                }
            }
        }
    }
    let of_remains = |mut row: Vec<(MissingIndex, f64)>| -> BTreeMap<MissingIndex, f64> {
        row.sort_by_key(|(missing, _)| *missing);
        // Sums of many terms may end a rounding above one.
        let sum = |of: &[(MissingIndex, f64)]| (of[0].0, of.iter().map(|(_, p)| p).sum::<f64>().min(1.0));
        row.chunk_by(|a, b| a.0 == b.0).map(sum).collect()
    };
    rows.into_par_iter().map(of_remains).collect()
}

/// The posterior that follows from what was found for each family.
fn settle(case: &Case, families: &[Configurations], options: JointOptions) -> Joint {
    // Drop as little as makes the sums possible; and if nothing does, as much as may be.
    let (mut kept, mut dropped_mass, mut solved) = {
        let kept = possible(families);
        let solved = exactly(&kept);
        (kept, 0.0, solved)
    };
    let is_whole = |solved: &[(Vec<usize>, Option<Solved>)]| solved.iter().all(|(_, s)| s.is_some());
    let budgets: Vec<f64> =
        [1e-14, 1e-9, 1e-6, 1e-5].into_iter().filter(|d| *d <= options.may_drop).collect();
    if let Some((&most, less)) = budgets.split_last()
        && !is_whole(&solved)
    {
        let wishes: Vec<BTreeMap<usize, f64>> = families.par_iter().map(Configurations::wishes).collect();
        let with = |budget: f64| {
            let mut kept = kept.clone();
            let dropped = prune(&wishes, &mut kept, budget);
            let solved = exactly(&kept);
            (kept, dropped, solved)
        };
        let with_most = with(most);
        let enough = || less.iter().map(|budget| with(*budget)).find(|(_, _, solved)| is_whole(solved));
        let with_less = if is_whole(&with_most.2) { enough() } else { None };
        (kept, dropped_mass, solved) = with_less.unwrap_or(with_most);
    }
    let (components, solved): (Vec<Vec<usize>>, Vec<Solved>) = solved
        .into_par_iter()
        .map(|(component, solution)| {
            let solution = solution.unwrap_or_else(|| {
                let near = settled(&of_component(&kept, &component), EFFORT, options.seed);
                Solved { marginals: near.marginals, ln_total: None, error: near.error }
            });
            (component, solution)
        })
        .unzip();
    let mut marginals = vec![Vec::new(); families.len()];
    for (component, solution) in components.iter().zip(&solved) {
        component.iter().zip(&solution.marginals).for_each(|(&f, of)| marginals[f].clone_from(of));
    }
    // What a family's search left out weighs no more than `dropped` times all that is left to the others
    // when it has nobody, and that is the probability of nobody: Σ over assignments with a dropped c of
    // their weights is at most W(c) · Z(nobody).
    dropped_mass += families.iter().zip(&marginals).map(|(family, of)| family.dropped * of[0]).sum::<f64>();
    let pairs = pairs(case, families, &kept, &marginals, 0.0);
    let none = pairs.iter().map(|row| (1.0 - row.values().sum::<f64>()).max(0.0)).collect();
    let standard_error = solved.iter().map(|s| s.error).fold(0.0, f64::max);
    let top = if options.top > 0 {
        top(case, families, &kept, &components, &solved, options.top)
    } else {
        Vec::new()
    };
    Joint { pairs, none, top, dropped_mass: dropped_mass.min(1.0), standard_error }
}

/// Components, each with its sum if that is possible.
fn exactly(kept: &[Kept]) -> Vec<(Vec<usize>, Option<Solved>)> {
    let of = |component: Vec<usize>| {
        let solution = solve(&of_component(kept, &component), MAX_STATES);
        let solved =
            solution.map(|s| Solved { marginals: s.marginals, ln_total: Some(s.ln_total), error: 0.0 });
        (component, solved)
    };
    components(kept).into_par_iter().map(of).collect()
}

/// Choices that the sampler may look at: a sixth of a second on two cores.
const EFFORT: usize = 50_000_000;

struct Solved {
    marginals: Vec<Vec<f64>>,
    ln_total: Option<f64>,
    error: f64,
}

fn of_component<'a>(kept: &'a [Kept], component: &[usize]) -> Vec<&'a Kept> {
    component.iter().map(|&f| &kept[f]).collect()
}

/// Families that want the same remains, directly or through others.
fn components(kept: &[Kept]) -> Vec<Vec<usize>> {
    let mut label: Vec<usize> = (0..kept.len()).collect();
    let mut owner: Vec<Option<usize>> = Vec::new();
    for (f, kept) in kept.iter().enumerate() {
        for &r in kept.choices.iter().flat_map(|c| &c.remains) {
            if owner.len() <= r {
                owner.resize(r + 1, None);
            }
            let other = *owner[r].get_or_insert(f);
            if other != f {
                let (a, b) = (find(&mut label, f), find(&mut label, other));
                label[a.max(b)] = a.min(b);
            }
        }
    }
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for f in 0..kept.len() {
        components.entry(find(&mut label, f)).or_default().push(f);
    }
    components.into_values().collect()
}

/// The representative of a set in a union–find forest.
pub(crate) fn find(label: &mut [usize], mut i: usize) -> usize {
    while label[i] != i {
        label[i] = label[label[i]];
        i = label[i];
    }
    i
}

/// Drops configurations whose probabilities, by proven bounds, add up to no more than `budget`;
/// gives the sum of the bounds. Impossible configurations go in any case.
///
/// Write W for weights relative to nobody. Take any assignment in which family f has configuration
/// c, and change it as follows; the weight changes by a known ratio, and how many assignments lead
/// to the same changed one is bounded:
/// 1. c is replaced by nobody: P(c) ≤ W(c).
/// 2. c is replaced by d of the same family, and other families give up the remains of d:
///    P(c) ≤ W(c) / W(d) · Π over r in d of (1 + wish(r)), where wish(r) is the sum over other families
///    of the largest ratio Σ W(with r) / W(without) ([`Configurations::wishes`]).
/// 3. c uses r; another family g, which wants r alone by d, gets it: c is replaced by nobody and g's
///    configuration by d: P(c) ≤ W(c) · Σ W(configurations of g without r) / W(d).
fn prune(wishes: &[BTreeMap<usize, f64>], all: &mut [Kept], budget: f64) -> f64 {
    let exchange = exchanges(wishes, all);
    // For rule 3: by remains, the families that want them alone, and Σ W(without) / W(d).
    let mut givers: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for (f, kept) in all.iter().enumerate() {
        for (remains, w) in kept.choices.iter().map(|c| (&c.remains, c.ln_weight.exp())).filter(|c| c.1 > 1.0)
        {
            if let [r] = remains[..] {
                let without = kept.choices.iter().filter(|other| !other.remains.contains(&r));
                let without: f64 = without.map(|other| other.ln_weight.exp()).sum();
                givers.entry(r).or_default().push((f, without / w));
            }
        }
    }
    for list in givers.values_mut() {
        list.sort_by(|a, b| a.1.total_cmp(&b.1));
        list.truncate(2);
    }
    let givers = &givers;
    let bounds_of = |(f, kept): (usize, &Kept)| -> Vec<(f64, usize, usize)> {
        let of_choice = |(i, c): (usize, &Choice)| {
            let given = c
                .remains
                .iter()
                .flat_map(|r| givers.get(r).into_iter().flatten())
                .filter(|(g, _)| *g != f)
                .map(|(_, ratio)| ratio.ln())
                .fold(0.0, f64::min);
            ((c.ln_weight + exchange[f].min(given)).exp(), f, i)
        };
        let choices = kept.choices.iter().enumerate();
        choices.filter(|(_, c)| !c.remains.is_empty()).map(of_choice).collect()
    };
    let mut bounds: Vec<(f64, usize, usize)> = all.par_iter().enumerate().flat_map_iter(bounds_of).collect();
    bounds.par_sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut dropped = 0.0;
    let mut gone: Vec<Vec<bool>> = all.iter().map(|kept| vec![false; kept.choices.len()]).collect();
    for (bound, f, i) in bounds {
        if dropped + bound > budget && bound > 0.0 {
            break;
        }
        dropped += bound;
        gone[f][i] = true;
    }
    all.par_iter_mut().zip(gone).for_each(|(kept, gone)| {
        let mut of_choice = gone.iter();
        kept.choices.retain(|_| of_choice.next() != Some(&true));
        let mut of_place = gone.iter();
        kept.of.retain(|_| of_place.next() != Some(&true));
    });
    dropped
}

/// For each family the least ln of Π (1 + wish(r)) / W(d) over its configurations d; 0 for the one that
/// pairs nobody (rules 1 and 2 of [`prune`]).
fn exchanges(wishes: &[BTreeMap<usize, f64>], all: &[Kept]) -> Vec<f64> {
    let most = wishes.iter().filter_map(BTreeMap::last_key_value).map(|(r, _)| r + 1).max().unwrap_or(0);
    let mut wanting: Vec<Vec<(usize, f64)>> = vec![Vec::new(); most];
    for (f, of_family) in wishes.iter().enumerate() {
        for (&r, &wish) in of_family {
            wanting[r].push((f, wish));
        }
    }
    let sums: Vec<f64> = wanting.iter().map(|wishes| wishes.iter().map(|(_, wish)| wish).sum()).collect();
    let rivals = |f: usize, r: usize| -> f64 {
        let (all, own) = (sums[r], wishes[f].get(&r).copied().unwrap_or(0.0));
        if own < 0.5 * all {
            return all - own;
        }
        // The difference would be mostly rounding.
        wanting[r].iter().filter(|(g, _)| *g != f).map(|(_, wish)| wish).sum()
    };
    all.par_iter()
        .enumerate()
        .map(|(f, kept)| {
            kept.choices
                .iter()
                .map(|d| d.remains.iter().map(|&r| rivals(f, r).ln_1p()).sum::<f64>() - d.ln_weight)
                .fold(f64::INFINITY, f64::min)
        })
        .collect()
}

/// The best assignments over all components.
fn top(
    case: &Case,
    families: &[Configurations],
    kept: &[Kept],
    components: &[Vec<usize>],
    solved: &[Solved],
    k: usize,
) -> Vec<Assignment> {
    // An assignment as pairs, and its ln weight.
    type Partial = (Vec<(usize, MissingIndex)>, f64);
    let mut all: Vec<Partial> = vec![(Vec::new(), 0.0)];
    let mut ln_total = 0.0;
    for (component, solution) in components.iter().zip(solved) {
        let Some(total) = solution.ln_total else { return Vec::new() };
        ln_total += total;
        let mut ways: Vec<Vec<Vec<(usize, MissingIndex)>>> = Vec::new();
        let mut lists: Vec<Vec<Choice>> = Vec::new();
        for &f in component {
            let mut pairs = Vec::new();
            let mut list = Vec::new();
            for configuration in kept[f].of.iter().map(|&c| &families[f].list[c]) {
                let each = hand_out(f, configuration, &families[f].classes, k);
                for way in each.0 {
                    list.push(Choice {
                        remains: configuration.remains(),
                        ln_weight: configuration.ln_weight - each.1,
                    });
                    pairs.push(way);
                }
            }
            ways.push(pairs);
            lists.push(list);
        }
        let found: Vec<Partial> = best(&lists, k)
            .into_iter()
            .map(|(path, ln)| (path.iter().enumerate().flat_map(|(f, &c)| ways[f][c].clone()).collect(), ln))
            .collect();
        let mut next: Vec<Partial> = Vec::new();
        for (pairs, ln) in &all {
            for (more, ln_more) in &found {
                let mut pairs = pairs.clone();
                pairs.extend(more);
                next.push((pairs, ln + ln_more));
            }
        }
        next.sort_by(|a, b| b.1.total_cmp(&a.1));
        next.truncate(k);
        all = next;
    }
    let ln_everybody_unrelated = ln_none(case);
    let offsets = case.offsets();
    all.into_iter()
        .map(|(pairs, ln)| {
            let mut missing = vec![None; case.remains.len()];
            let mut besides = 0.0;
            for (i, &(r, m)) in pairs.iter().enumerate() {
                missing[r] = Some(m);
                let of_family = pairs[..i].iter().filter(|(_, other)| other.family == m.family);
                besides += case.ln_apart(r, of_family.map(|(other, _)| other));
                besides += case.prior.ln_pair() + case.ln_other[r][offsets[m.family] + m.position];
            }
            Assignment {
                missing,
                ln_likelihood: ln_everybody_unrelated + ln - besides,
                posterior: (ln - ln_total).exp(),
            }
        })
        .collect()
}

/// Up to `k` of the ways of handing a configuration's remains to the members of its classes, and the
/// ln of how many ways there are.
fn hand_out(
    family: usize,
    configuration: &Configuration,
    classes: &[Vec<usize>],
    k: usize,
) -> (Vec<Vec<(usize, MissingIndex)>>, f64) {
    let mut ways: Vec<Vec<(usize, MissingIndex)>> = vec![Vec::new()];
    let mut ln_count = 0.0;
    for (group, class) in configuration.groups.iter().zip(classes) {
        for (i, &r) in group.iter().enumerate() {
            ln_count += ((class.len() - i) as f64).ln();
            let mut next = Vec::new();
            for way in &ways {
                for &position in class {
                    let missing = MissingIndex { family, position };
                    if next.len() < k && way.iter().all(|(_, m)| *m != missing) {
                        let mut longer = way.clone();
                        longer.push((r, missing));
                        next.push(longer);
                    }
                }
            }
            ways = next;
        }
    }
    (ways, ln_count)
}

/// ln likelihood of all DNA if no remains are anybody of a family.
fn ln_none(case: &Case) -> f64 {
    use kintrace_kinship::likelihood::ln_likelihood;
    use kintrace_kinship::subpopulation::Subpopulation;
    let families: f64 = case
        .families
        .par_iter()
        .map(|f| {
            let loci = Subpopulation::loci(&f.pedigree, &case.loci, &f.genotypes, case.theta);
            loci.iter()
                .zip(&f.genotypes)
                .map(|(locus, read)| ln_likelihood(&f.pedigree, locus, read, &[], 0.0))
                .sum::<f64>()
        })
        .collect::<Vec<f64>>()
        .iter()
        .sum();
    let remains: f64 = case
        .remains
        .iter()
        .flat_map(|r| r.genotypes.iter().zip(&case.loci))
        .filter_map(|(g, locus)| g.map(|g| g.ln_population(locus.frequencies())))
        .sum();
    families + remains
}
