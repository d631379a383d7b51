//! Which parts of mixed and scattered bones are of one person.
//!
//! A grave that was opened and filled again, a slope, a flood: what is found there is bags of bones, several of one person,
//! some of several. Each bag is a [`Label`], each sample of it that gave DNA a [`Sample`]. A *partition* divides
//! the samples into people; every partition has a probability, and from them follow how probable it is that
//! given parts are of one person, how many people there are, and which labels hold bones of two.
//!
//! **Model.** P(partition | evidence) ∝ prior(number of its sets) × Π weight(set). A set's weight is a likelihood ratio, of
//! one person against as many as there are samples in it:
//! - *DNA* at each locus: Σ over genotypes of P(genotype) Π P(reading | genotype) / Π P(reading), with alleles that drop
//!   out, loci that are somebody else's, and θ by the match probabilities of NRC II, formula 4.10 (`readings`);
//! - *sex and age* as they were estimated of the labels: Σ over sexes and ages, in the same way;
//! - *anatomy*: each bone of which nobody has so many is a fault of the inventory ([`SECOND_BONE`]), or two people;
//! - *place*: a part lies at its person's grave, or was moved by [`Options::moved`], half of them within the same area and half
//!   anywhere, to each site as probably as other parts lie there: Σ over graves of P(grave) Π P(site | grave) / Π P(site);
//! - *labels*: two samples of one label are of one person by [`ONE_LABEL`], if nothing else is known.
//!
//! The prior is that of drawing the labels from an unknown number of people, each as likely as any other
//! (`number`): few people are not preferred to many, and what speaks for two samples of one person must outweigh how
//! many people there may be.
//!
//! **Sum.** What is certain whatever the rest may be ([`CERTAIN`]) is put together first. What is left falls into
//! components that no evidence links. If each is small, all partitions are summed, with the number of people of all
//! components together (`exact`); if one is not, a Gibbs sampler draws them (`sampler`; Neal 2000, *J Comput Graph
//! Stat* 9:249, algorithm 3), and two chains that began differently say how far off it may be.
//!
//! **What it can't tell.** Identical twins are one person to it. Brothers are told apart where enough loci were read: for
//! each set it is said how much more probable the least sure of it is of the same person than of a full sibling
//! ([`Cluster::log10_siblings`]). Nothing is put together by itself: a person accepts a cluster, and only then its
//! merged profile ([`consensus`]) is compared with families.
//!
//! Compare Adams & Byrd (2014), *Commingled Human Remains*; Kling et al. (2021), *FSI: Genetics* 52:102440, on post-mortem
//! profiles of one body; the evidence of DNA is as in [`crate::pairwise`], without a family.

mod candidates;
mod exact;
mod number;
mod readings;
mod sampler;
mod weights;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};

use kintrace_kinship::{Genotype, LN_10, Locus};
use rayon::prelude::*;

use crate::lines::{Range, sex};
use candidates::Candidates;
pub use readings::{Consensus, consensus};
use weights::Weights;

/// How often a bone is counted that is none, or is one of another kind or side: our own choice. It is what a partition
/// pays for each bone that a person can't have; for [`MOST_FAULTS`] at most, so that two skeletons with the same
/// DNA at every locus are shown as what they are: twins, or tubes that were exchanged.
pub const SECOND_BONE: f64 = 0.001;

/// See [`SECOND_BONE`].
pub const MOST_FAULTS: u32 = 4;

/// How often two samples of one label are of one person, before anything else is known of them: our own choice.
pub const ONE_LABEL: f64 = 0.98;

/// Odds from which on parts are put together before the sum.
pub const CERTAIN: f64 = 1e9;

/// Odds below which two samples are not linked: that nothing but each other makes them one person's is left out of the
/// sum. The odds are reckoned with half as many people as there seem to be: of fewer, more parts are one person's.
const LINKED: f64 = 1e-6;

/// From this log10 LR on, of one person against two full siblings, nobody need be asked about brothers.
pub const NOT_SIBLINGS: f64 = 3.0;

/// Bones of one kind and side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    /// Which kind and side, as any number that stands for it.
    pub kind: u16,
    /// How many there are.
    pub count: u32,
    /// How many a person has.
    pub of_a_person: u32,
}

/// A bag, box or bone: whatever was given one number when it was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Label {
    /// Where it was found, as any numbers that stand for an area and for a site in it; `None`: not known.
    pub site: Option<(usize, usize)>,
    /// Sex as bones show it.
    pub sex: sex::Finding,
    /// Age at death as estimated, years.
    pub age: Option<Range>,
    /// The bones in it, each kind and side once; empty: not known.
    pub elements: Vec<Element>,
}

/// A sample that gave DNA.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The index of its label.
    pub label: usize,
    /// What was read by locus, with what may have dropped out ([`Genotype::with_drop_out`]).
    pub genotypes: Vec<Option<Genotype>>,
    /// Sex as amelogenin shows it.
    pub sex: sex::Finding,
}

/// What the sum depends on besides the evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Coancestry coefficient θ.
    pub theta: f64,
    /// P(what was read at a locus is of somebody else), as in [`crate::Case::contamination`].
    pub contamination: f64,
    /// P(a part was moved: to a site of the same area or to any, its person's grave among them): our own choice is 0.2.
    pub moved: f64,
    /// The most people of whom these may be parts; at least twice as many as there are labels are reckoned with.
    pub people: usize,
    /// Sweeps of each chain of the sampler.
    pub sweeps: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { theta: 0.0, contamination: 0.003, moved: 0.2, people: 0, sweeps: 1000 }
    }
}

/// Samples that are of one person, as it seems.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Indices of the samples, ascending.
    pub samples: Vec<usize>,
    /// Their labels, ascending.
    pub labels: Vec<usize>,
    /// P(all of them are of one person).
    pub together: f64,
    /// P(all of them are of one person, and no other sample is).
    pub complete: f64,
    /// log10 LR of the DNA: of one person against as many unrelated people as samples.
    pub log10_lr: f64,
    /// log10 LR of the DNA of the sample that is least sure, with all others: of the same person against of a full sibling
    /// of that person. Infinite where there is one sample only.
    pub log10_siblings: f64,
    /// Kinds of bones of which there are more than a person has, and each label by itself has not.
    pub second: Vec<u16>,
    /// Whether findings of both sexes are in it.
    pub both_sexes: bool,
}

/// Two samples, and how they compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Indices of the samples, the smaller first.
    pub samples: (usize, usize),
    /// log10 LR of the DNA: of one person against two unrelated people.
    pub log10_lr: f64,
    /// P(they are of one person), by all evidence.
    pub together: f64,
}

/// Who is one person, as far as evidence says.
#[derive(Debug, Clone, PartialEq)]
pub struct Reassociation {
    /// The most probable partition; every sample is in one cluster. In order of the first sample.
    pub clusters: Vec<Cluster>,
    /// Pairs of samples that are of one person with at least [`SHOWN`], in order.
    pub links: Vec<Link>,
    /// P(so many people) by number.
    pub number: Vec<f64>,
    /// How far off a probability may be; 0: summed exactly.
    pub standard_error: f64,
}

/// Links of less probability are not listed.
pub const SHOWN: f64 = 0.001;

impl Reassociation {
    /// How many people the samples are of: the mean, and the interval that holds it with 95 %.
    #[must_use]
    pub fn people(&self) -> (f64, (usize, usize)) {
        let mean = self.number.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
        let reached = |share: f64| {
            let mut sum = 0.0;
            let at = self.number.iter().position(|p| {
                sum += p;
                sum >= share
            });
            at.unwrap_or(self.number.len().saturating_sub(1))
        };
        (mean, (reached(0.025), reached(0.975)))
    }
}

/// What a way of summing gives, by atoms.
struct Solved {
    /// The most probable partition.
    partition: Vec<Vec<usize>>,
    /// P(together) and P(exactly this set) of each of its sets.
    sets: Vec<(f64, f64)>,
    /// P(together) of two atoms, the smaller first.
    pairs: BTreeMap<(usize, usize), f64>,
    number: Vec<f64>,
    error: f64,
}

/// Which samples may be of one person, as far as the DNA goes: what one division leaves to the next
/// ([`reassociate_again`]). By default nothing.
#[derive(Debug, Default)]
pub struct Compared(Option<Candidates>);

/// Divides samples into people. Deterministic, whatever the number of threads.
///
/// # Panics
/// If a sample's label is none of `labels`, or it has not one reading or `None` for each locus.
#[must_use]
pub fn reassociate(loci: &[Locus], labels: &[Label], samples: &[Sample], options: &Options) -> Reassociation {
    reassociate_again(loci, labels, samples, options, &mut Compared::default())
}

/// The same; samples that were compared with each other before are not compared again.
///
/// # Panics
/// As [`reassociate`].
#[must_use]
pub fn reassociate_again(
    loci: &[Locus],
    labels: &[Label],
    samples: &[Sample],
    options: &Options,
    before: &mut Compared,
) -> Reassociation {
    let weights = Weights::new(loci, labels, samples, options);
    let prior = number::ln_prior(samples.len(), options.people);
    let find = |before, least| Candidates::find(before, loci, samples, &weights, options, least);
    // As a rule nearly every sample is of a person of its own; where it is not, more pairs are looked at.
    let guess = number::joining(&prior, samples.len() / 4);
    let mut candidates = find(before.0.take(), LINKED.ln() - guess.1);
    let joining = number::joining(&prior, people_about(&weights, &candidates) / 2);
    if joining.1 > guess.1 {
        candidates = find(Some(candidates), LINKED.ln() - joining.1);
    }
    let links: BTreeMap<(usize, usize), f64> =
        candidates.linked(&weights, LINKED.ln() - joining.1).into_iter().collect();
    before.0 = Some(candidates);
    let atoms = contracted(&weights, joining, &links);
    let linked = components(&weights, joining, atoms, &links);
    let small = linked.components.iter().all(|c| c.len() <= exact::MOST_ATOMS);
    let solved = if small {
        exact::solve(&weights, &prior, &linked)
    } else {
        sampler::solve(&weights, &prior, &linked, options.sweeps)
    };
    let Linked { atoms, atom_of, .. } = linked;
    let together = |a: usize, b: usize| {
        let (a, b) = (atom_of[a], atom_of[b]);
        if a == b { 1.0 } else { solved.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0) }
    };
    let link = |(a, b): (usize, usize)| Link {
        samples: (a, b),
        log10_lr: weights.ln_dna(&[a, b]) / LN_10,
        together: together(a, b),
    };
    let mut clusters: Vec<Cluster> = solved
        .partition
        .par_iter()
        .zip(&solved.sets)
        .map(|(set, (together, complete))| {
            let mut of: Vec<usize> = set.iter().flat_map(|a| atoms[*a].iter().copied()).collect();
            of.sort_unstable();
            let of_labels: BTreeSet<usize> = of.iter().map(|s| samples[*s].label).collect();
            Cluster {
                labels: of_labels.into_iter().collect(),
                together: *together,
                complete: *complete,
                log10_lr: weights.ln_dna(&of) / LN_10,
                log10_siblings: weights.ln_siblings(&of) / LN_10,
                second: weights.second(&of),
                both_sexes: weights.both_sexes(&of),
                samples: of,
            }
        })
        .collect();
    clusters.sort_by(|a, b| a.samples.cmp(&b.samples));
    Reassociation {
        clusters,
        links: links.into_keys().map(link).filter(|l| l.together >= SHOWN).collect(),
        number: solved.number,
        standard_error: solved.error,
    }
}

/// About how many people there are: as many as sets of samples that nothing links which would outweigh that any two
/// of so many are seldom of one person.
fn people_about(weights: &Weights<'_>, candidates: &Candidates) -> usize {
    let mut parents: Vec<usize> = (0..weights.samples()).collect();
    for ((a, b), _) in candidates.linked(weights, (weights.samples() as f64).ln()) {
        let (a, b) = (root(&mut parents, a), root(&mut parents, b));
        parents[a.max(b)] = a.min(b);
    }
    parents.iter().enumerate().filter(|(s, parent)| s == *parent).count()
}

/// Two atoms put together.
fn union(a: &[usize], b: &[usize]) -> Vec<usize> {
    let mut both = [a, b].concat();
    both.sort_unstable();
    both
}

/// What putting two atoms together adds to ln of the weight.
fn gained(weights: &Weights<'_>, a: &[usize], b: &[usize]) -> f64 {
    weights.ln(&union(a, b)) - weights.ln(a) - weights.ln(b)
}

/// Two atoms that may be put together, by what that gains.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    gain: f64,
    pair: (usize, usize),
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then_with(|| other.pair.cmp(&self.pair))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Puts together what is certain, whatever the rest may be; the sets that come of it, ascending, in order.
fn contracted(
    weights: &Weights<'_>,
    joining: (f64, f64),
    links: &BTreeMap<(usize, usize), f64>,
) -> Vec<Vec<usize>> {
    let certain = CERTAIN.ln() - joining.0.min(0.0);
    let count = weights.samples();
    let mut atoms: Vec<Option<Vec<usize>>> = (0..count).map(|s| Some(vec![s])).collect();
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    for &(a, b) in links.keys() {
        near[a].insert(b);
        near[b].insert(a);
    }
    // What putting two of them together gains; those that may be certain, the most certain first; and those that are not
    // as long as nothing else around them changes.
    let mut gains: HashMap<(usize, usize), f64> = links.iter().map(|(pair, ln)| (*pair, *ln)).collect();
    let candidate = |gain: f64, pair: (usize, usize)| (gain >= certain).then_some(Candidate { gain, pair });
    let mut open: BinaryHeap<Candidate> =
        gains.iter().filter_map(|(pair, gain)| candidate(*gain, *pair)).collect();
    let mut refused: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    while let Some(Candidate { gain, pair: (a, b) }) = open.pop() {
        let (Some(first), Some(second)) = (&atoms[a], &atoms[b]) else { continue };
        // What it gained before one of them grew.
        if gains[&(a, b)].total_cmp(&gain).is_ne() {
            continue;
        }
        let both = union(first, second);
        let gain_with =
            |x: usize, c: usize| gains.get(&(x.min(c), x.max(c))).copied().unwrap_or(f64::NEG_INFINITY);
        let apart = weights.ln(first) + weights.ln(second);
        let is_certain = near[a].union(&near[b]).filter(|&&c| c != a && c != b).all(|&c| {
            let other = gain_with(a, c).max(gain_with(b, c));
            // Whoever is far from competing need not be asked.
            if other <= gain - certain {
                return true;
            }
            let Some(third) = &atoms[c] else { return true };
            let all = weights.ln(&union(&both, third)) - apart - weights.ln(third);
            gain.max(all) - other >= certain
        });
        if !is_certain {
            refused[a].insert(b);
            refused[b].insert(a);
            continue;
        }
        atoms[a] = Some(both);
        atoms[b] = None;
        let others: BTreeSet<usize> =
            near[a].union(&near[b]).copied().filter(|&c| c != a && c != b && atoms[c].is_some()).collect();
        for &c in &others {
            near[c].remove(&b);
            near[c].insert(a);
            if let (Some(of_a), Some(of_c)) = (&atoms[a], &atoms[c]) {
                let gain = gained(weights, of_a, of_c);
                let pair = (a.min(c), a.max(c));
                gains.insert(pair, gain);
                open.extend(candidate(gain, pair));
            }
            // Those around it may be certain now.
            for d in std::mem::take(&mut refused[c]) {
                refused[d].remove(&c);
                let pair = (c.min(d), c.max(d));
                open.extend(candidate(gains[&pair], pair));
            }
        }
        near[a] = others;
        near[b].clear();
    }
    atoms.into_iter().flatten().collect()
}

/// Atoms with what evidence links.
struct Linked {
    atoms: Vec<Vec<usize>>,
    /// By sample, the index of its atom.
    atom_of: Vec<usize>,
    /// By index of atom, those that it is linked with, ascending.
    near: Vec<Vec<usize>>,
    /// Indices of atoms that are linked by way of others, each ascending.
    components: Vec<Vec<usize>>,
}

fn components(
    weights: &Weights<'_>,
    joining: (f64, f64),
    atoms: Vec<Vec<usize>>,
    links: &BTreeMap<(usize, usize), f64>,
) -> Linked {
    let least = LINKED.ln() - joining.1;
    let mut atom_of = vec![0; weights.samples()];
    for (a, samples) in atoms.iter().enumerate() {
        samples.iter().for_each(|s| atom_of[*s] = a);
    }
    let pairs: BTreeSet<(usize, usize)> = links
        .keys()
        .map(|&(x, y)| (atom_of[x].min(atom_of[y]), atom_of[x].max(atom_of[y])))
        .filter(|&(a, b)| a != b && gained(weights, &atoms[a], &atoms[b]) >= least)
        .collect();
    let mut component: Vec<usize> = (0..atoms.len()).collect();
    let mut near = vec![Vec::new(); atoms.len()];
    for (a, b) in pairs {
        near[a].push(b);
        near[b].push(a);
        let (a, b) = (root(&mut component, a), root(&mut component, b));
        component[a.max(b)] = a.min(b);
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for a in 0..atoms.len() {
        let root = root(&mut component, a);
        found.entry(root).or_default().push(a);
    }
    Linked { atoms, atom_of, near, components: found.into_values().collect() }
}

/// The atom that stands for a component; those on the way are told of it.
fn root(component: &mut [usize], mut a: usize) -> usize {
    while component[a] != a {
        component[a] = component[component[a]];
        a = component[a];
    }
    a
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use kintrace_kinship::{Inheritance, Mutation, Sex};

    fn loci() -> Vec<Locus> {
        let alleles: Vec<(String, f64)> = [("8", 0.1), ("9", 0.15), ("10", 0.3), ("11", 0.25), ("12", 0.2)]
            .map(|(a, p)| (a.to_owned(), p))
            .into();
        let locus =
            |i| Locus::new(format!("L{i}"), Inheritance::Autosomal, &alleles, Mutation::none()).unwrap();
        (0..6).map(locus).collect()
    }

    /// Few loci of few people, so that much is possible.
    fn bones(seed: u64, labels: usize) -> (Vec<Label>, Vec<Sample>) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let loci = loci();
        let allele = |rng: &mut ChaCha8Rng| rng.random_range(0..5_usize);
        let people: Vec<Vec<Genotype>> = (0..3)
            .map(|_| loci.iter().map(|_| Genotype::pair(allele(&mut rng), allele(&mut rng))).collect())
            .collect();
        let (mut all, mut samples) = (Vec::new(), Vec::new());
        for label in 0..labels {
            let sex = [Sex::Male, Sex::Female, Sex::Unknown][rng.random_range(0..3)];
            all.push(Label {
                site: Some([(0, 0), (0, 1), (1, 2)][rng.random_range(0..3)]),
                sex: sex::Finding { sex, error_rate: 0.3 },
                age: (rng.random::<f64>() < 0.5).then_some((20.0, 40.0)),
                elements: vec![Element { kind: rng.random_range(0..3), count: 1, of_a_person: 1 }],
            });
            for _ in 0..rng.random_range(1..=2) {
                let of = &people[rng.random_range(0..3)];
                let mut read = |g: &Genotype| (rng.random::<f64>() < 0.6).then(|| g.with_drop_out(0.1));
                let genotypes = of.iter().map(&mut read).collect();
                samples.push(Sample { label, genotypes, sex: sex::Finding::default() });
            }
        }
        (all, samples)
    }

    /// All partitions of 0 … n − 1.
    fn partitions(n: usize) -> Vec<Vec<Vec<usize>>> {
        if n == 0 {
            return vec![Vec::new()];
        }
        let mut all = Vec::new();
        for smaller in partitions(n - 1) {
            for i in 0..=smaller.len() {
                let mut larger = smaller.clone();
                if i == smaller.len() {
                    larger.push(Vec::new());
                }
                larger[i].push(n - 1);
                all.push(larger);
            }
        }
        all
    }

    struct Enumerated {
        together: HashMap<(usize, usize), f64>,
        number: Vec<f64>,
    }

    fn enumerate(labels: &[Label], samples: &[Sample], options: &Options) -> Enumerated {
        let loci = loci();
        let weights = Weights::new(&loci, labels, samples, options);
        let prior = number::ln_prior(samples.len(), options.people);
        let mut all = Enumerated { together: HashMap::new(), number: vec![0.0; prior.len()] };
        let mut total = 0.0;
        for partition in partitions(samples.len()) {
            let ln: f64 = partition.iter().map(|set| weights.ln(set)).sum();
            let p = (ln + prior[partition.len()]).exp();
            total += p;
            all.number[partition.len()] += p;
            for set in &partition {
                for (i, a) in set.iter().enumerate() {
                    for b in &set[i + 1..] {
                        *all.together.entry((*a, *b)).or_insert(0.0) += p;
                    }
                }
            }
        }
        all.together.values_mut().for_each(|p| *p /= total);
        all.number.iter_mut().for_each(|p| *p /= total);
        all
    }

    #[test]
    fn the_sum_is_that_of_all_partitions() {
        let mut several = 0;
        for seed in 0..40 {
            let (labels, samples) = bones(seed, 5);
            if samples.len() > 9 {
                continue;
            }
            let options = Options::default();
            let found = reassociate(&loci(), &labels, &samples, &options);
            let all = enumerate(&labels, &samples, &options);
            assert!(found.standard_error == 0.0);
            let loci = loci();
            let weights = Weights::new(&loci, &labels, &samples, &options);
            for (a, b) in (0..samples.len()).flat_map(|b| (0..b).map(move |a| (a, b))) {
                let ln = weights.ln(&[a, b]) - 1e-9;
                let all = Candidates::find(None, &loci, &samples, &weights, &options, ln);
                let linked = all.linked(&weights, ln);
                assert!(linked.iter().any(|(pair, _)| *pair == (a, b)), "seed {seed}: {a}, {b}: {ln}");
            }
            for link in &found.links {
                let p = all.together[&link.samples];
                assert!((link.together - p).abs() < 1e-5, "seed {seed}: {link:?} {p}");
            }
            let listed = all.together.values().filter(|p| **p >= SHOWN + 1e-5).count();
            assert!(found.links.len() >= listed, "seed {seed}: {} of {listed}", found.links.len());
            for (k, (ours, p)) in found.number.iter().zip(&all.number).enumerate() {
                assert!((ours - p).abs() < 1e-5, "seed {seed}, {k}: {ours} {p}");
            }
            several += usize::from(found.links.iter().any(|l| (0.1..0.9).contains(&l.together)));
        }
        assert!(several > 10, "{several}: too easy");
    }

    #[test]
    fn what_was_compared_before_is_not_missed() {
        let options = Options::default();
        let mut linked = 0;
        for seed in 200..230 {
            let (mut labels, mut samples) = bones(seed, 5);
            let mut compared = Compared::default();
            let mut same = |labels: &[Label], samples: &[Sample]| {
                let again = reassociate_again(&loci(), labels, samples, &options, &mut compared);
                assert_eq!(again, reassociate(&loci(), labels, samples, &options), "seed {seed}");
                linked += again.links.len();
            };
            let late = samples.remove(1);
            same(&labels, &samples);
            samples.insert(0, late);
            same(&labels, &samples);
            // Two tubes of one bone; a reading is corrected; a sample is put to another label; labels move.
            samples.push(samples[0].clone());
            same(&labels, &samples);
            samples[0].genotypes[0] = Some(Genotype::pair(0, 4));
            samples[2].label = samples[0].label;
            same(&labels, &samples);
            labels.iter_mut().for_each(|label| label.site = Some((0, 0)));
            samples.remove(2);
            same(&labels, &samples);
        }
        assert!(linked > 300, "{linked}: too easy");
    }

    #[test]
    fn the_sampler_agrees_with_the_sum() {
        for seed in 100..106 {
            let (labels, samples) = bones(seed, 6);
            let options = Options { sweeps: 20_000, ..Options::default() };
            let loci = loci();
            let weights = Weights::new(&loci, &labels, &samples, &options);
            let prior = number::ln_prior(samples.len(), options.people);
            let atoms: Vec<Vec<usize>> = (0..samples.len()).map(|s| vec![s]).collect();
            let all = || 0..samples.len();
            let near = all().map(|a| all().filter(|b| *b != a).collect()).collect();
            let linked = Linked { atoms, atom_of: all().collect(), near, components: vec![all().collect()] };
            let drawn = sampler::solve(&weights, &prior, &linked, options.sweeps);
            if samples.len() > exact::MOST_ATOMS {
                continue;
            }
            let summed = exact::solve(&weights, &prior, &linked);
            for (pair, p) in &summed.pairs {
                let ours = drawn.pairs.get(pair).copied().unwrap_or(0.0);
                assert!((ours - p).abs() < 0.02, "seed {seed}: {pair:?} {ours} {p}");
            }
            for (ours, p) in drawn.number.iter().zip(&summed.number) {
                assert!((ours - p).abs() < 0.02, "seed {seed}: {ours} {p}");
            }
            let mut sets = [drawn.partition, summed.partition];
            sets.iter_mut().for_each(|s| s.sort());
            let found = |solved: &[(f64, f64)]| solved.iter().map(|s| s.0).fold(1.0, f64::min);
            if found(&summed.sets) > 0.6 {
                assert_eq!(sets[0], sets[1], "seed {seed}");
            }
        }
    }
}
