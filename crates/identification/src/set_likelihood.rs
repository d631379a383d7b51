//! Which remains could be the missing of one family, all at once.
//!
//! With several missing in a family the evidence is not a product of pairs: two sets of remains that
//! are brothers support each other. A [`Configuration`] pairs some remains with some of the family's
//! missing; its weight is the likelihood of the whole set, relative to pairing nobody.
//!
//! Missing brothers and sisters without children are interchangeable to the DNA. They are treated as
//! a *class*: only which remains belong to the class matters, and the ways of handing them out are
//! counted. Ten siblings and ten remains are then 1,024 likelihoods instead of 234,662,231.

use std::collections::{BTreeMap, HashMap};

use kintrace_kinship::likelihood::ln_likelihood;
use kintrace_kinship::sibship::Sibship;
use kintrace_kinship::{Genotype, Inheritance};
use rayon::prelude::*;

use crate::case::Case;
use crate::pairwise::{Pairwise, against_all};

/// Some remains paired with some of a family's missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Configuration {
    /// For each class of interchangeable missing persons, the remains paired with it, in order.
    pub groups: Vec<Vec<usize>>,
    /// ln of the weight of all ways of handing the remains out within the classes together,
    /// relative to pairing nobody. Prior, DNA and other evidence included.
    pub ln_weight: f64,
}

/// All configurations of a family that matter.
#[derive(Debug, Clone)]
pub struct Configurations {
    /// The classes: positions in [`crate::Family::missing`].
    pub classes: Vec<Vec<usize>>,
    /// Configurations; the first pairs nobody and has ln weight 0.
    pub list: Vec<Configuration>,
    /// Bound on the weight, relative to pairing nobody, of what was left out.
    pub dropped: f64,
    /// How much the family would want each remains in addition to what it has: the largest, over what
    /// else it may have, of Σ W(with them) / W(without).
    pub wishes: BTreeMap<usize, f64>,
}

/// What may be left out of a family's configurations, relative to the family's best one (as far as no
/// other family wants its remains; see [`crate::joint`]) or to pairing nobody, whichever is heavier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Configurations of less weight than this are dropped.
    pub keep: f64,
    /// Configurations of less weight than this are not extended by further remains.
    pub extend: f64,
    /// No more than this many configurations are kept.
    pub most: usize,
}

impl Thresholds {
    /// Nothing is left out.
    pub const EXACT: Self = Self { keep: 0.0, extend: 0.0, most: usize::MAX };

    /// For a registry with so many pairs: the smaller it is, the less has to be left out.
    #[must_use]
    pub fn of_region(pairs: usize) -> Self {
        let extend = (pairs as f64 * 3e-9).clamp(1e-7, 1e-3);
        Self { keep: extend * 1e-4, extend, most: 1000 }
    }
}

impl Configuration {
    /// All remains paired, in order.
    #[must_use]
    pub fn remains(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.groups.iter().flatten().copied().collect();
        all.sort_unstable();
        all
    }
}

impl Configurations {
    /// Finds the configurations of a family; `demand` is [`demand`]'s.
    #[must_use]
    pub fn find(
        case: &Case,
        family: usize,
        pairwise: &Pairwise,
        demand: &[f64],
        thresholds: Thresholds,
    ) -> Self {
        let set = SetLikelihood::new(case, family);
        let classes = set.weight_classes();
        let offset = case.offsets()[family];
        let rivals = rivals(case, family, pairwise, demand);
        let mut search = Search {
            set,
            classes,
            offset,
            pairwise,
            thresholds,
            rivals,
            ln_best: 0.0,
            evaluated: HashMap::new(),
            dropped: 0.0,
        };
        let mut list = search.run();
        list.sort_by(|a, b| {
            let order = b.ln_weight.total_cmp(&a.ln_weight);
            a.groups.iter().any(|g| !g.is_empty()).cmp(&b.groups.iter().any(|g| !g.is_empty())).then(order)
        });
        if list.len() > thresholds.most {
            search.dropped += list[thresholds.most..].iter().map(|c| c.ln_weight.exp()).sum::<f64>();
            list.truncate(thresholds.most);
        }
        let wishes = wishes(&list, &search.evaluated);
        Self { classes: search.classes, list, dropped: search.dropped, wishes }
    }

    /// The same configurations with other evidence: `more` is the ln LR that a pair of remains and a position among the
    /// family's missing has in addition.
    #[must_use]
    pub fn weighed_again(&self, more: impl Fn(usize, usize) -> f64) -> Self {
        let mut again = self.clone();
        for configuration in &mut again.list {
            for (group, class) in configuration.groups.iter().zip(&self.classes) {
                configuration.ln_weight += group.iter().map(|&r| more(r, class[0])).sum::<f64>();
            }
        }
        let evaluated = again.list.iter().map(|c| (c.groups.clone(), c.ln_weight)).collect();
        again.wishes = wishes(&again.list, &evaluated);
        again
    }
}

struct Search<'a> {
    set: SetLikelihood<'a>,
    classes: Vec<Vec<usize>>,
    offset: usize,
    pairwise: &'a Pairwise,
    thresholds: Thresholds,
    /// By remains, ln (1 + Σ of the weights of pairs with missing persons of other families).
    rivals: Vec<f64>,
    /// ln of the best configuration's weight less what rivals could take from it; at least 0.
    ln_best: f64,
    /// ln weights of everything that was looked at, kept or not.
    evaluated: HashMap<Vec<Vec<usize>>, f64>,
    dropped: f64,
}

/// By remains, the sum of the weights of all pairs: how much the registry wants them.
#[must_use]
pub fn demand(case: &Case, pairwise: &Pairwise) -> Vec<f64> {
    (0..case.remains.len())
        .into_par_iter()
        .map(|r| (0..pairwise.ln_lr.len()).map(|m| pair_weight(case, pairwise, r, m)).sum())
        .collect()
}

/// The weight of a pair relative to nobody; `m` is a column of [`Case::ln_other`].
fn pair_weight(case: &Case, pairwise: &Pairwise, r: usize, m: usize) -> f64 {
    (pairwise.ln_lr[m][r] + case.ln_other[r][m] + case.prior.ln_pair()).exp()
}

/// By remains, ln (1 + Σ of the weights of pairs with missing persons of other families).
fn rivals(case: &Case, family: usize, pairwise: &Pairwise, demand: &[f64]) -> Vec<f64> {
    let offset = case.offsets()[family];
    let own = offset..offset + case.families[family].missing.len();
    demand
        .iter()
        .enumerate()
        .map(|(r, all)| {
            let mine: f64 = own.clone().map(|m| pair_weight(case, pairwise, r, m)).sum();
            (all - mine).max(0.0).ln_1p()
        })
        .collect()
}

impl Search<'_> {
    /// Breadth first: configurations of one pair, then each extended by a second, and so on.
    fn run(&mut self) -> Vec<Configuration> {
        let empty = vec![Vec::new(); self.classes.len()];
        let most: usize = self.classes.iter().map(Vec::len).sum();
        let mut list = vec![Configuration { groups: empty.clone(), ln_weight: 0.0 }];
        // Sets of remains by class, with ln LR of the DNA.
        let mut frontier = vec![(empty, 0.0)];
        for size in 0..most {
            let mut level: BTreeMap<Vec<Vec<usize>>, f64> = BTreeMap::new();
            for (groups, ln_dna) in frontier {
                for class in 0..self.classes.len() {
                    if groups[class].len() == self.classes[class].len() {
                        continue;
                    }
                    for (r, ln) in self.extensions(&groups, class, ln_dna, size) {
                        let mut larger = groups.clone();
                        let at = larger[class].partition_point(|&x| x < r);
                        larger[class].insert(at, r);
                        level.entry(larger).or_insert(ln);
                    }
                }
            }
            let weighed: Vec<(Vec<Vec<usize>>, f64, f64)> = level
                .into_iter()
                .map(|(groups, ln_dna)| {
                    let ln_weight = self.ln_weight(&groups, ln_dna);
                    (groups, ln_dna, ln_weight)
                })
                .filter(|(_, _, ln_weight)| *ln_weight > f64::NEG_INFINITY)
                .collect();
            for (groups, _, ln_weight) in &weighed {
                self.evaluated.insert(groups.clone(), *ln_weight);
                let taken: f64 = groups.iter().flatten().map(|&r| self.rivals[r]).sum();
                self.ln_best = self.ln_best.max(ln_weight - taken);
            }
            frontier = Vec::new();
            for (groups, ln_dna, ln_weight) in weighed {
                let relative = (ln_weight - self.ln_best).exp();
                if relative < self.thresholds.keep {
                    self.dropped += ln_weight.exp();
                    continue;
                }
                if relative >= self.thresholds.extend {
                    frontier.push((groups.clone(), ln_dna));
                } else {
                    // Over strangers a likelihood ratio averages to 1, so further pairs are expected to
                    // add the prior weight of all pairs.
                    let further = (most - size - 1) as f64
                        * self.set.case.prior.ln_pair().exp()
                        * self.set.case.remains.len() as f64;
                    self.dropped += ln_weight.exp() * further;
                }
                list.push(Configuration { groups, ln_weight });
            }
        }
        // What was kept before the best was known.
        let (keep, ln_best) = (self.thresholds.keep, self.ln_best);
        let (kept, rest): (Vec<_>, Vec<_>) = list.into_iter().partition(|c| {
            c.ln_weight == 0.0 && c.remains().is_empty() || (c.ln_weight - ln_best).exp() >= keep
        });
        self.dropped += rest.iter().map(|c| c.ln_weight.exp()).sum::<f64>();
        kept
    }

    /// ln LRs of the DNA of `groups` with each further remains in `class`.
    fn extensions(
        &mut self,
        groups: &[Vec<usize>],
        class: usize,
        ln_dna: f64,
        size: usize,
    ) -> Vec<(usize, f64)> {
        let case = self.set.case;
        let position = self.classes[class][0];
        let row = &self.pairwise.ln_lr[self.offset + position];
        let used: Vec<usize> = groups.iter().flatten().copied().collect();
        let possible =
            |r: usize| !used.contains(&r) && case.ln_other[r][self.offset + position] > f64::NEG_INFINITY;
        let candidates: Vec<usize> = (0..case.remains.len()).filter(|&r| possible(r)).collect();
        if size == 0 {
            return candidates.into_iter().map(|r| (r, row[r])).collect();
        }
        let pairs = self.pairs(groups);
        if candidates.len() <= DIRECT {
            candidates
                .into_iter()
                .map(|r| {
                    let mut pairs = pairs.clone();
                    pairs.push((r, position));
                    (r, self.set.ln_lr(&pairs))
                })
                .collect()
        } else {
            // One more free member of the class; those before it are taken.
            let member = self.set.member(self.classes[class][groups[class].len()]);
            let known = self.set.with(&pairs);
            let all = against_all(case, self.set.family(), member, Some(&known));
            candidates.into_iter().map(|r| (r, ln_dna + all[r])).collect()
        }
    }

    /// One way of handing the remains out: in order, to the first members of each class.
    fn pairs(&self, groups: &[Vec<usize>]) -> Vec<(usize, usize)> {
        groups
            .iter()
            .zip(&self.classes)
            .flat_map(|(group, class)| group.iter().copied().zip(class.iter().copied()))
            .collect()
    }

    /// DNA, prior and other evidence of a configuration, times the ways of handing out.
    fn ln_weight(&self, groups: &[Vec<usize>], ln_dna: f64) -> f64 {
        let case = self.set.case;
        let mut ln = ln_dna;
        for (group, class) in groups.iter().zip(&self.classes) {
            for (i, &r) in group.iter().enumerate() {
                ln += case.ln_other[r][self.offset + class[0]] + case.prior.ln_pair();
                ln += ((class.len() - i) as f64).ln();
            }
        }
        ln
    }
}

/// See [`Configurations::wishes`]. `evaluated` are ln weights, of what is listed and of more.
fn wishes(list: &[Configuration], evaluated: &HashMap<Vec<Vec<usize>>, f64>) -> BTreeMap<usize, f64> {
    // By remains and the configuration without them, the sum over the classes they may be in.
    let mut sums: BTreeMap<(usize, Vec<Vec<usize>>), f64> = BTreeMap::new();
    for c in list {
        for (class, group) in c.groups.iter().enumerate() {
            for &r in group {
                let mut rest = c.groups.clone();
                rest[class].retain(|&other| other != r);
                // What was never looked at is as if all of it went.
                let ln_rest = evaluated.get(&rest).copied().unwrap_or(0.0);
                *sums.entry((r, rest)).or_insert(0.0) += (c.ln_weight - ln_rest).exp();
            }
        }
    }
    let mut wishes: BTreeMap<usize, f64> = BTreeMap::new();
    for ((r, _), sum) in sums {
        let most = wishes.entry(r).or_insert(0.0);
        *most = most.max(sum);
    }
    wishes
}

/// Up to this many candidates a likelihood each is cheaper than a table of all genotypes.
const DIRECT: usize = 16;

/// Up to this many subsets of candidates a sibship is computed in one sweep.
const SWEEP: usize = 20_000;

/// Likelihoods of sets of remains in a family, remembered by what the DNA can tell apart.
struct SetLikelihood<'a> {
    case: &'a Case,
    family: usize,
    /// For each position the first one that is interchangeable with it.
    representative: Vec<usize>,
    ln_reference: Vec<f64>,
    memory: HashMap<Vec<(usize, usize)>, f64>,
    swept: bool,
}

impl<'a> SetLikelihood<'a> {
    fn new(case: &'a Case, family: usize) -> Self {
        let f = &case.families[family];
        let members = f.pedigree.members();
        let sexed = case.loci.iter().any(|l| l.inheritance() == Inheritance::XChromosomal);
        let alike = |a: usize, b: usize| {
            let (x, y) = (f.missing[a], f.missing[b]);
            let leaf = |m: usize| {
                f.pedigree.children(m).next().is_none() && f.genotypes.iter().all(|g| g[m].is_none())
            };
            let (mx, my) = (&members[x], &members[y]);
            mx.father.is_some()
                && mx.father == my.father
                && mx.mother == my.mother
                && leaf(x)
                && leaf(y)
                && (!sexed || mx.sex == my.sex)
        };
        let representative =
            (0..f.missing.len()).map(|p| (0..p).find(|&q| alike(q, p)).unwrap_or(p)).collect();
        Self { case, family, representative, ln_reference: Vec::new(), memory: HashMap::new(), swept: false }
    }

    fn family(&self) -> &'a crate::Family {
        &self.case.families[self.family]
    }

    fn member(&self, position: usize) -> usize {
        self.family().missing[position]
    }

    /// Classes that neither the DNA nor the other evidence can tell apart.
    fn weight_classes(&self) -> Vec<Vec<usize>> {
        let offset = self.case.offsets()[self.family];
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for p in 0..self.representative.len() {
            let same = |q: usize| {
                self.representative[p] == self.representative[q]
                    && self
                        .case
                        .ln_other
                        .iter()
                        .all(|row| row[offset + p].to_bits() == row[offset + q].to_bits())
            };
            match classes.iter_mut().find(|class| same(class[0])) {
                Some(class) => class.push(p),
                None => classes.push(vec![p]),
            }
        }
        classes
    }

    /// The family's genotypes with remains put in place.
    fn with(&self, pairs: &[(usize, usize)]) -> Vec<Vec<Option<Genotype>>> {
        let mut known = self.family().genotypes.clone();
        for (l, genotypes) in known.iter_mut().enumerate() {
            for &(r, position) in pairs {
                genotypes[self.member(position)] = self.case.remains[r].genotypes[l];
            }
        }
        known
    }

    /// ln LR of the DNA: these remains are these missing persons, against all are unrelated.
    fn ln_lr(&mut self, pairs: &[(usize, usize)]) -> f64 {
        let key = self.key(pairs);
        if let Some(&value) = self.memory.get(&key) {
            return value;
        }
        if !self.swept {
            self.swept = true;
            self.sweep();
            if let Some(&value) = self.memory.get(&key) {
                return value;
            }
        }
        let value = self.compute(pairs);
        self.memory.insert(key, value);
        value
    }

    fn key(&self, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut key: Vec<(usize, usize)> = pairs.iter().map(|&(r, p)| (self.representative[p], r)).collect();
        key.sort_unstable();
        key
    }

    fn compute(&mut self, pairs: &[(usize, usize)]) -> f64 {
        let case = self.case;
        let f = self.family();
        let theta = case.theta;
        let mut sum = 0.0;
        for (l, locus) in case.loci.iter().enumerate() {
            let found: Vec<Genotype> =
                pairs.iter().filter_map(|&(r, _)| case.remains[r].genotypes[l]).collect();
            if found.is_empty() {
                continue;
            }
            let mut genotypes = f.genotypes[l].clone();
            let unrelated = if theta > 0.0 {
                ln_likelihood(&f.pedigree, locus, &genotypes, &found, theta)
            } else {
                self.reference(l) + found.iter().map(|g| g.ln_population(locus.frequencies())).sum::<f64>()
            };
            for &(r, position) in pairs {
                genotypes[f.missing[position]] = case.remains[r].genotypes[l];
            }
            sum += ln_likelihood(&f.pedigree, locus, &genotypes, &[], theta) - unrelated;
            if sum == f64::NEG_INFINITY {
                break;
            }
        }
        sum
    }

    fn reference(&mut self, l: usize) -> f64 {
        if self.ln_reference.is_empty() {
            let f = self.family();
            self.ln_reference = self
                .case
                .loci
                .iter()
                .enumerate()
                .map(|(l, locus)| ln_likelihood(&f.pedigree, locus, &f.genotypes[l], &[], 0.0))
                .collect();
        }
        self.ln_reference[l]
    }

    /// If all missing are brothers and sisters without children, computes every subset of the
    /// candidates in one sweep a locus: given the parents' genotypes the children are independent,
    /// so a subset's table over the parents is its predecessor's times one more child.
    fn sweep(&mut self) {
        let f = self.family();
        let siblings = self.representative.iter().all(|&r| r == 0) && f.missing.len() > 2;
        let most = f.missing.len();
        let n = self.case.remains.len();
        if !siblings || self.case.theta > 0.0 || subsets_up_to(n, most) > SWEEP {
            return;
        }
        let by_locus: Option<Vec<Vec<f64>>> = (0..self.case.loci.len())
            .into_par_iter()
            .map(|l| {
                let found: Vec<Option<Genotype>> = self.case.remains.iter().map(|r| r.genotypes[l]).collect();
                let locus = &self.case.loci[l];
                Sibship::new(&f.pedigree, locus, &f.genotypes[l], f.missing[0], &found)
                    .map(|sibship| sibship.ln_lrs(most))
            })
            .collect();
        let Some(by_locus) = by_locus else { return };
        self.memory = Sibship::sets(n, most)
            .into_iter()
            .enumerate()
            .map(|(i, set)| {
                let ln_lr = by_locus.iter().map(|lrs| lrs[i]).sum();
                (set.into_iter().map(|r| (0, r)).collect(), ln_lr)
            })
            .collect();
    }
}

/// How many subsets of at most `most` of `n` things there are, as far as it matters.
fn subsets_up_to(n: usize, most: usize) -> usize {
    let mut total = 0_usize;
    let mut choose = 1_usize;
    for size in 0..=most.min(n) {
        total = total.saturating_add(choose);
        choose = choose.saturating_mul(n - size) / (size + 1);
    }
    total
}
