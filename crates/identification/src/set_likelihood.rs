//! Which remains could be the missing of one family, all at once.
//!
//! With several missing in a family the evidence is not a product of pairs: two sets of remains that
//! are brothers support each other. A [`Configuration`] pairs some remains with some of the family's
//! missing; its weight is the likelihood of the whole set, relative to pairing nobody.
//!
//! Missing brothers and sisters without children are interchangeable to the DNA. They are treated as
//! a *class*: only which remains belong to the class matters, and the ways of handing them out are
//! counted. Ten siblings and ten remains are then 1,024 likelihoods instead of 234,662,231.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use kintrace_kinship::sibship::Sibship;
use kintrace_kinship::{Genotype, Inheritance};
use rayon::prelude::*;

use crate::assignment::RemainsUsed;
use crate::case::Case;
use crate::given::Given;
use crate::tables::Tables;

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
    pub fn remains(&self) -> RemainsUsed {
        let mut all: RemainsUsed = self.groups.iter().flatten().copied().collect();
        all.sort_unstable();
        all
    }
}

impl Configurations {
    /// Finds the configurations of a family.
    #[must_use]
    pub(crate) fn find(
        tables: &Tables,
        case: &Case,
        family: usize,
        pairs: PairsOfFamily<'_>,
        thresholds: Thresholds,
    ) -> Self {
        tables.given(case, family, None, |given| {
            Self::of_set(SetLikelihood::new(case, given, family), pairs, thresholds)
        })
    }

    fn of_set<'g>(set: SetLikelihood<'_, 'g>, pairs: PairsOfFamily<'g>, thresholds: Thresholds) -> Self {
        let classes = set.weight_classes(pairs.ln_other);
        let mut search = Search {
            set,
            classes,
            pairs,
            thresholds,
            ln_best: 0.0,
            singles: Vec::new(),
            dropped: 0.0,
            far: 0,
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
        Self { classes: search.classes, list, dropped: search.dropped }
    }

    /// Weighs them under another prior, by whose ln each pair weighs so much more; `missing` are so many.
    pub fn weigh_again(&mut self, more: f64, missing: usize) {
        for configuration in &mut self.list {
            let pairs: usize = configuration.groups.iter().map(Vec::len).sum();
            configuration.ln_weight += more * pairs as f64;
        }
        // What was left out may be of as many pairs as the family has missing.
        self.dropped *= (more.max(0.0) * missing as f64).exp();
    }

    /// How much the family would want each remains in addition to what it has: the largest, over what
    /// else it may have, of Σ W(with them) / W(without).
    #[must_use]
    pub fn wishes(&self) -> BTreeMap<usize, f64> {
        let listed: HashMap<&[Vec<usize>], f64> =
            self.list.iter().map(|c| (&c.groups[..], c.ln_weight)).collect();
        // By remains and the configuration without them, the sum over the classes they may be in; of those alone without
        // whom nobody is left, there are most.
        let mut alone: BTreeMap<usize, f64> = BTreeMap::new();
        let mut sums: HashMap<(usize, Vec<Vec<usize>>), f64> = HashMap::new();
        for c in &self.list {
            let mut all = c.groups.iter().flatten();
            if let (Some(&r), None) = (all.next(), all.next()) {
                *alone.entry(r).or_insert(0.0) += c.ln_weight.exp();
                continue;
            }
            for (class, group) in c.groups.iter().enumerate() {
                for &r in group {
                    let mut rest = c.groups.clone();
                    rest[class].retain(|&other| other != r);
                    // What is not listed is as if all of it went.
                    let ln_rest = listed.get(&rest[..]).copied().unwrap_or(0.0);
                    *sums.entry((r, rest)).or_insert(0.0) += (c.ln_weight - ln_rest).exp();
                }
            }
        }
        let mut wishes = alone;
        for ((r, _), sum) in sums {
            let most = wishes.entry(r).or_insert(0.0);
            *most = most.max(sum);
        }
        wishes
    }
}

/// What is known of the pairs of a family's missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairsOfFamily<'a> {
    /// ln LRs of the DNA, by position among the family's missing and remains.
    pub(crate) ln_dna: &'a [Arc<[f64]>],
    /// The same of the other lines.
    pub(crate) ln_other: &'a [Vec<f64>],
    /// By remains, the sum of the weights of all pairs of all families.
    pub(crate) wanted: &'a [f64],
}

/// A configuration with the ln LR of its DNA.
struct Weighed {
    groups: Vec<Vec<usize>>,
    ln_dna: f64,
    ln_weight: f64,
}

/// From so many on, a table for each genotype of somebody else is cheaper than one for each reading.
const MANY: usize = 24;

struct Search<'a, 'g> {
    set: SetLikelihood<'a, 'g>,
    classes: Vec<Vec<usize>>,
    pairs: PairsOfFamily<'g>,
    thresholds: Thresholds,
    /// ln of the best configuration's weight less what rivals could take from it; at least 0.
    ln_best: f64,
    /// ln weights of all pairs, by class and remains.
    singles: Vec<Vec<f64>>,
    dropped: f64,
    /// How many weigh less than [`Self::far`].
    far: usize,
}

/// By so much (ln) what is far weighs less than what is dropped: a million such weigh less than one of those by 10¹¹.
const FAR: f64 = 40.0;

impl Search<'_, '_> {
    /// Breadth first: configurations of one pair, then each extended by a second, and so on.
    fn run(&mut self) -> Vec<Configuration> {
        let empty = vec![Vec::new(); self.classes.len()];
        let most: usize = self.classes.iter().map(Vec::len).sum();
        let mut list = vec![Configuration { groups: empty.clone(), ln_weight: 0.0 }];
        let pairs = self.pairs_of_one(&empty);
        let mut frontier = self.keep(pairs, most.saturating_sub(1), &mut list);
        for size in 1..most {
            let mut level: BTreeMap<Vec<Vec<usize>>, f64> = BTreeMap::new();
            let many = frontier.len() > MANY;
            for (groups, ln_dna) in frontier {
                let ln_groups = self.ln_weight(&groups, ln_dna);
                for class in 0..self.classes.len() {
                    let waiting = self.classes[class].len() - groups[class].len();
                    if waiting == 0 {
                        continue;
                    }
                    let ways = (waiting as f64).ln() + self.set.case.prior.ln_pair();
                    let ln_other = &self.pairs.ln_other[self.classes[class][0]];
                    let far = self.far();
                    let added = self.added(&groups, class, ln_dna, many);
                    for (r, (adds, other)) in added.iter().zip(ln_other).enumerate() {
                        // Of thousands of remains most add next to nothing: they are not even listed. (What several
                        // lead to is counted with each of them; the bound is no less true.)
                        let more = adds + other + ways;
                        if ln_groups + more < far {
                            self.far += 1;
                            continue;
                        }
                        if more == f64::NEG_INFINITY || groups.iter().flatten().any(|used| *used == r) {
                            continue;
                        }
                        let more = more + self.set.case.ln_apart(r, groups.iter().flatten());
                        if (ln_groups + more - self.ln_best).exp() < self.thresholds.keep {
                            self.dropped += (ln_groups + more).exp();
                            continue;
                        }
                        let mut larger = groups.clone();
                        let at = larger[class].partition_point(|&x| x < r);
                        larger[class].insert(at, r);
                        level.entry(larger).or_insert(ln_dna + adds);
                    }
                }
            }
            let weighed: Vec<Weighed> = level
                .into_iter()
                .map(|(groups, ln_dna)| {
                    let ln_weight = self.ln_weight(&groups, ln_dna);
                    Weighed { groups, ln_dna, ln_weight }
                })
                .filter(|w| w.ln_weight > f64::NEG_INFINITY)
                .collect();
            for Weighed { groups, ln_weight, .. } in &weighed {
                if *ln_weight > self.ln_best {
                    let taken: f64 = groups.iter().flatten().map(|&r| self.rivals(r)).sum();
                    self.ln_best = self.ln_best.max(ln_weight - taken);
                }
            }
            frontier = self.keep(weighed, most - size - 1, &mut list);
        }
        // What was kept before the best was known.
        let (keep, ln_best) = (self.thresholds.keep, self.ln_best);
        let (kept, rest): (Vec<_>, Vec<_>) = list.into_iter().partition(|c| {
            c.ln_weight == 0.0 && c.remains().is_empty() || (c.ln_weight - ln_best).exp() >= keep
        });
        self.dropped += rest.iter().map(|c| c.ln_weight.exp()).sum::<f64>();
        // The best has only become better.
        self.dropped += self.far as f64 * self.far().exp();
        kept
    }

    /// ln of a weight so small that whatever weighs less need not be added up: it is counted, and each as this much.
    fn far(&self) -> f64 {
        self.ln_best + self.thresholds.keep.ln() - FAR
    }

    /// Weighs all configurations of one pair, and gives those that are not negligible.
    fn pairs_of_one(&mut self, empty: &[Vec<usize>]) -> Vec<Weighed> {
        let case = self.set.case;
        for class in &self.classes {
            let ways = (class.len() as f64).ln() + case.prior.ln_pair();
            let (row, ln_other) = (&self.pairs.ln_dna[class[0]], &self.pairs.ln_other[class[0]]);
            let weights: Vec<f64> = row.iter().zip(ln_other).map(|(dna, other)| dna + other + ways).collect();
            for (r, ln_weight) in weights.iter().enumerate() {
                // Most are no better whoever else wants them.
                if *ln_weight > self.ln_best {
                    self.ln_best = self.ln_best.max(ln_weight - self.rivals(r));
                }
            }
            self.singles.push(weights);
        }
        let (least, far) = (self.ln_best + self.thresholds.keep.ln(), self.far());
        let mut heavy = Vec::new();
        for (class, weights) in self.singles.iter().enumerate() {
            let row = &self.pairs.ln_dna[self.classes[class][0]];
            for (r, &ln_weight) in weights.iter().enumerate().filter(|(_, w)| **w > f64::NEG_INFINITY) {
                if ln_weight < far {
                    self.far += 1;
                } else if ln_weight < least {
                    self.dropped += ln_weight.exp();
                } else {
                    let mut groups = empty.to_vec();
                    groups[class].push(r);
                    heavy.push(Weighed { groups, ln_dna: row[r], ln_weight });
                }
            }
        }
        heavy
    }

    /// ln (1 + Σ of the weights of pairs of remains with missing persons of other families).
    fn rivals(&self, r: usize) -> f64 {
        let pairs = self.pairs.ln_dna.iter().zip(self.pairs.ln_other);
        let ln_prior = self.set.case.prior.ln_pair();
        let own: f64 = pairs.map(|(dna, other)| (dna[r] + other[r] + ln_prior).exp()).sum();
        (self.pairs.wanted[r] - own).max(0.0).ln_1p()
    }

    /// Lists what is heavy enough, and gives what is to be extended; so many more of the family are missing.
    fn keep(
        &mut self,
        weighed: Vec<Weighed>,
        more: usize,
        list: &mut Vec<Configuration>,
    ) -> Vec<(Vec<Vec<usize>>, f64)> {
        let mut frontier = Vec::new();
        for Weighed { groups, ln_dna, ln_weight } in weighed {
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
                let case = self.set.case;
                let further = more as f64 * case.prior.ln_pair().exp() * case.remains.len() as f64;
                self.dropped += ln_weight.exp() * further;
            }
            list.push(Configuration { groups, ln_weight });
        }
        frontier
    }

    /// By remains, what they add to the ln LR of the DNA of `groups`, in `class`; no remains of the groups are asked for.
    /// `many`: this is asked of many groups.
    fn added(&mut self, groups: &[Vec<usize>], class: usize, ln_dna: f64, many: bool) -> Arc<[f64]> {
        let position = self.classes[class][0];
        let ln_other = &self.pairs.ln_other[position];
        let possible =
            |r: usize| !groups.iter().flatten().any(|used| *used == r) && ln_other[r] > f64::NEG_INFINITY;
        let pairs = self.pairs(groups);
        let remains = self.set.case.remains.len();
        if (0..remains).filter(|&r| possible(r)).take(DIRECT + 1).count() <= DIRECT {
            let adds = |r: usize| {
                let mut pairs = pairs.clone();
                pairs.push((r, position));
                if possible(r) { self.set.ln_lr(&pairs) - ln_dna } else { f64::NEG_INFINITY }
            };
            return (0..remains).map(adds).collect();
        }
        // One more free member of the class; those before it are taken.
        let member = self.set.member(self.classes[class][groups[class].len()]);
        let known = self.set.members(&pairs);
        self.set.given.against_all(member, &known, many)
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
                ln += self.pairs.ln_other[class[0]][r] + case.prior.ln_pair();
                ln += ((class.len() - i) as f64).ln();
            }
        }
        let all: Vec<usize> = groups.iter().flatten().copied().collect();
        for (i, &r) in all.iter().enumerate() {
            ln += case.ln_apart(r, &all[..i]);
        }
        ln
    }
}

/// Up to this many candidates a likelihood each is cheaper than a table of all genotypes.
const DIRECT: usize = 16;

/// Up to this many subsets of candidates a sibship is computed in one sweep.
const SWEEP: usize = 20_000;

/// Likelihoods of sets of remains in a family, remembered by what the DNA can tell apart.
struct SetLikelihood<'a, 'g> {
    case: &'a Case,
    family: usize,
    /// For each position the first one that is interchangeable with it.
    representative: Vec<usize>,
    memory: HashMap<Vec<(usize, usize)>, f64>,
    swept: bool,
    given: &'g mut Given<'a>,
}

impl<'a, 'g> SetLikelihood<'a, 'g> {
    fn new(case: &'a Case, given: &'g mut Given<'a>, family: usize) -> Self {
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
        Self { case, family, representative, memory: HashMap::new(), swept: false, given }
    }

    fn family(&self) -> &'a crate::Family {
        &self.case.families[self.family]
    }

    fn member(&self, position: usize) -> usize {
        self.family().missing[position]
    }

    /// Classes that neither the DNA nor the other evidence can tell apart.
    fn weight_classes(&self, ln_other: &[Vec<f64>]) -> Vec<Vec<usize>> {
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for p in 0..self.representative.len() {
            let of = |position: usize| ln_other[position].iter().map(|ln| ln.to_bits());
            let same = |q: usize| self.representative[p] == self.representative[q] && of(p).eq(of(q));
            match classes.iter_mut().find(|class| same(class[0])) {
                Some(class) => class.push(p),
                None => classes.push(vec![p]),
            }
        }
        classes
    }

    /// The members that remains are said to be, with the remains.
    fn members(&self, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
        pairs.iter().map(|&(r, position)| (self.member(position), r)).collect()
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
        let value = self.given.ln_lr(&self.members(pairs));
        self.memory.insert(key, value);
        value
    }

    fn key(&self, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut key: Vec<(usize, usize)> = pairs.iter().map(|&(r, p)| (self.representative[p], r)).collect();
        key.sort_unstable();
        key
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
        let case = self.case;
        let sets = Sibship::sets(n, most);
        let smaller = (case.contamination > 0.0).then(|| smaller(&sets, n));
        let by_locus: Option<Vec<Vec<f64>>> = (0..case.loci.len())
            .into_par_iter()
            .map(|l| {
                let found: Vec<Option<Genotype>> = case.remains.iter().map(|r| r.genotypes[l]).collect();
                let locus = &case.loci[l];
                let sibship = Sibship::new(&f.pedigree, locus, &f.genotypes[l], f.missing[0], &found)?;
                let ln_lrs = sibship.ln_lrs(most);
                Some(match &smaller {
                    Some(smaller) => contaminated(ln_lrs, smaller, case.contamination),
                    None => ln_lrs,
                })
            })
            .collect();
        let Some(by_locus) = by_locus else { return };
        self.memory = sets
            .into_iter()
            .enumerate()
            .map(|(i, set)| {
                let ln_lr = by_locus.iter().map(|lrs| lrs[i]).sum();
                (set.into_iter().map(|r| (0, r)).collect(), ln_lr)
            })
            .collect();
    }
}

/// For each of `n` things, the sets that have it, each with the set that has all others of it.
fn smaller(sets: &[Vec<usize>], n: usize) -> Vec<Vec<(usize, usize)>> {
    let at: HashMap<&[usize], usize> = sets.iter().enumerate().map(|(i, set)| (&set[..], i)).collect();
    let mut smaller = vec![Vec::new(); n];
    for (i, set) in sets.iter().enumerate() {
        for (k, &thing) in set.iter().enumerate() {
            let rest = [&set[..k], &set[k + 1..]].concat();
            smaller[thing].push((i, at[&rest[..]]));
        }
    }
    smaller
}

/// From the ln LRs of all sets at a locus those where each reading may be another's: the mean over all subsets, one
/// remains after the other.
fn contaminated(ln_lrs: Vec<f64>, smaller: &[Vec<(usize, usize)>], contamination: f64) -> Vec<f64> {
    let mut lrs: Vec<f64> = ln_lrs.into_iter().map(f64::exp).collect();
    for of_remains in smaller {
        for &(set, without) in of_remains {
            lrs[set] = (1.0 - contamination) * lrs[set] + contamination * lrs[without];
        }
    }
    lrs.into_iter().map(f64::ln).collect()
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

#[cfg(test)]
mod tests {
    use kintrace_kinship::likelihood::ln_likelihood;
    use kintrace_kinship::pedigree::Row;
    use kintrace_kinship::{Locus, Mutation, Pedigree, Sex, builtin};

    use super::*;
    use crate::{Family, Pairwise, Prior, Remains};

    /// Two missing brothers, a typed sister and nephew, and thirty remains, every third degraded.
    fn case() -> Case {
        let loci: Vec<Locus> = builtin::frequencies()
            .loci()
            .map(|(name, alleles)| {
                Locus::new(name, Inheritance::Autosomal, alleles, Mutation::stepwise(0.0005, 0.002))
            })
            .collect::<Result<_, _>>()
            .expect("loci");
        let row = Row::new;
        let pedigree = Pedigree::new(&[
            row("father", None, Sex::Male),
            row("mother", None, Sex::Female),
            row("sister", Some(("father", "mother")), Sex::Female),
            row("elder", Some(("father", "mother")), Sex::Male),
            row("younger", Some(("father", "mother")), Sex::Male),
            row("wife", None, Sex::Female),
            row("nephew", Some(("elder", "wife")), Sex::Male),
        ])
        .expect("a pedigree");
        let find = |id: &str| pedigree.find(id).expect("there");
        // A fixed sequence of alleles: what is compared need not be probable.
        let shows = |l: usize, k: usize| {
            let n = loci[l].labels().len();
            Genotype::pair((l * 3 + k * 5) % n, (l + k * k) % n)
        };
        let genotypes = (0..loci.len()).map(|l| {
            let mut row = vec![None; pedigree.members().len()];
            row[find("sister")] = Some(shows(l, 0));
            row[find("nephew")] = (l % 7 != 3).then(|| shows(l, 1));
            row
        });
        let family = Family {
            id: "F".into(),
            missing: vec![find("elder"), find("younger")],
            missing_ids: vec!["M1".into(), "M2".into()],
            genotypes: genotypes.collect(),
            pedigree: pedigree.clone(),
        };
        let remains = (0..30).map(|i| {
            let genotypes = (0..loci.len()).map(|l| match (i % 3, shows(l, i)) {
                (0, _) if l % 4 == i % 4 => None,
                (0, Genotype::Pair(a, _)) if l % 2 == 0 => Some(Genotype::pair(a, a).with_drop_out(0.1)),
                (1, genotype) if l % 3 == 0 => {
                    Some(genotype.with_drop_in(&loci[l], 0.05, 0.1, (1.0, 2.0)).with_drop_out(0.1))
                }
                (_, genotype) => Some(genotype.with_drop_out(0.02)),
            });
            Remains { id: format!("R{i}"), sex: Sex::Unknown, genotypes: genotypes.collect() }
        });
        let remains: Vec<Remains> = remains.collect();
        Case {
            ln_other: vec![vec![0.0; 2]; remains.len()],
            loci,
            families: vec![family],
            remains,
            prior: Prior::Open { outside: 100.0 },
            theta: 0.0,
            contamination: 0.0,
            alike: Vec::new(),
        }
    }

    /// Computed from the definition: each reading is the person's or another's, and a set's likelihood is that of those
    /// that are.
    fn ln_lr_by_hand(case: &Case, pairs: &[(usize, usize)]) -> f64 {
        let family = &case.families[0];
        let of_locus = |l: usize| {
            let locus = &case.loci[l];
            let of = |bits: usize| {
                let mut genotypes = family.genotypes[l].clone();
                let mut ln = -ln_likelihood(&family.pedigree, locus, &genotypes, &[], 0.0);
                let mut probability = 1.0;
                for (i, &(r, position)) in pairs.iter().enumerate() {
                    let own = bits >> i & 1 == 1;
                    probability *= if own { 1.0 - case.contamination } else { case.contamination };
                    if let Some(shown) = case.remains[r].genotypes[l].filter(|_| own) {
                        genotypes[family.missing[position]] = Some(shown);
                        ln -= shown.ln_population(locus.frequencies());
                    }
                }
                probability * (ln + ln_likelihood(&family.pedigree, locus, &genotypes, &[], 0.0)).exp()
            };
            (0..1 << pairs.len()).map(of).sum::<f64>().ln()
        };
        (0..case.loci.len()).map(of_locus).sum()
    }

    #[test]
    fn what_follows_if_some_remains_are_another_member_is_the_likelihood_of_both() {
        for contamination in [0.0, 0.02] {
            let case = Case { contamination, ..case() };
            let tables = Tables::new(&case);
            let pairwise = Pairwise::compute(&case, &|| ());
            let close = |found: f64, expected: f64| {
                assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} {expected}");
            };
            let members = &case.families[0].missing;
            for (many, position, other) in [false, true].iter().flat_map(|m| [(*m, 0, 1), (*m, 1, 0)]) {
                for is in 0..case.remains.len() {
                    let set = [(members[other], is)];
                    let row = tables
                        .given(&case, 0, None, |given| given.against_all(members[position], &set, many));
                    for r in (0..case.remains.len()).filter(|r| *r != is) {
                        let both = [(is, other), (r, position)];
                        let expected = ln_lr_by_hand(&case, &both);
                        let found =
                            tables.given(&case, 0, None, |g| SetLikelihood::new(&case, g, 0).ln_lr(&both));
                        close(found, expected);
                        close(pairwise.ln_lr[other][is] + row[r], expected);
                    }
                }
            }
        }
    }

    /// Three missing brothers of whom nobody has children, so that all sets are computed in one sweep.
    #[test]
    fn a_sweep_over_brothers_knows_that_readings_may_be_anothers() {
        let Case { loci, remains, .. } = case();
        let row = |id: &str, parents: Option<(&str, &str)>| Row {
            id: id.into(),
            father: parents.map(|p| p.0.into()),
            mother: parents.map(|p| p.1.into()),
            sex: if id == "mother" { Sex::Female } else { Sex::Male },
        };
        let both = Some(("father", "mother"));
        let pedigree = Pedigree::new(&[
            row("father", None),
            row("mother", None),
            row("first", both),
            row("second", both),
            row("third", both),
            row("brother", both),
        ])
        .expect("a pedigree");
        let of_locus = |l: usize| {
            let mut genotypes = vec![None; pedigree.members().len()];
            genotypes[pedigree.find("brother").expect("there")] = Some(Genotype::pair(l % 3, 1 + l % 2));
            genotypes
        };
        let missing: Vec<usize> =
            ["first", "second", "third"].iter().map(|id| pedigree.find(id).expect("there")).collect();
        let family = Family {
            id: "F".into(),
            missing_ids: vec!["M1".into(), "M2".into(), "M3".into()],
            missing,
            genotypes: (0..loci.len()).map(of_locus).collect(),
            pedigree,
        };
        let case = Case {
            ln_other: vec![vec![0.0; 3]; 6],
            families: vec![family],
            remains: remains.into_iter().take(6).collect(),
            loci,
            contamination: 0.02,
            alike: Vec::new(),
            prior: Prior::Flat,
            theta: 0.0,
        };
        Tables::new(&case).given(&case, 0, None, |given| {
            let mut set = SetLikelihood::new(&case, given, 0);
            for three in [[0, 1, 2], [1, 3, 5], [2, 3, 4]] {
                let pairs: Vec<(usize, usize)> = three.into_iter().zip(0..).collect();
                let (found, expected) = (set.ln_lr(&pairs), ln_lr_by_hand(&case, &pairs));
                assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} {expected}");
            }
            assert!(set.swept && set.memory.len() > 3, "all sets at once");
        });
    }
}
