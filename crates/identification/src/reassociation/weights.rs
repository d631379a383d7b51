//! What a set of samples weighs, as one person's, against as many people as there are samples.

use std::collections::BTreeMap;

use kintrace_kinship::{Locus, Sex};
use rayon::prelude::*;

use super::readings::{At, Reading};
use super::{Label, MOST_FAULTS, ONE_LABEL, Options, SECOND_BONE, Sample};
use crate::lines::age;
use crate::lines::sex::Finding;

/// Ages that are reckoned with: so many, each of two years.
const AGES: usize = 48;

/// A label's age, not known, is that of anybody with at least this probability.
const ANY_AGE: f64 = 0.05;

/// The evidence, ready for sums.
pub(super) struct Weights<'a> {
    labels: &'a [Label],
    samples: &'a [Sample],
    loci: Vec<At<'a>>,
    /// By sample and locus.
    readings: Vec<Vec<Option<Reading>>>,
    /// The same for a quick look.
    glances: Vec<Vec<Glance>>,
    male_share: f64,
    /// P(age) of anybody found.
    ages: Vec<f64>,
    /// P(estimate | age) / P(estimate), by label; empty where nothing is estimated.
    estimates: Vec<Vec<f64>>,
    ln_one_label: f64,
    /// ln of the most that the places of two labels can weigh.
    most_of_place: f64,
    moved: f64,
    /// By label, its site, if it is known.
    at: Vec<Option<usize>>,
    sites: Vec<Site>,
    /// At a locus whose readings can't be of one genotype, ln of the weight is this.
    differs: f64,
}

/// A site where something was found.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Site {
    area: usize,
    /// The share of labels at the site, and in its area.
    share: f64,
    share_of_area: f64,
}

/// A reading as it can be compared within a nanosecond.
#[derive(Debug, Clone, Copy)]
struct Glance {
    /// The alleles; [`ANY`] is one that may be another.
    alleles: (u16, u16),
    /// ln of the most that it can say: 1 / P(it).
    most: f64,
}

const ANY: u16 = u16::MAX;

impl Glance {
    /// Nothing was read.
    const NOTHING: Self = Self { alleles: (ANY, ANY), most: 0.0 };

    fn of(reading: &Reading) -> Self {
        let allele = |a: Option<usize>| a.and_then(|a| u16::try_from(a).ok()).unwrap_or(ANY);
        let (a, b) = reading.shown();
        let most = -reading.anybody().ln();
        Self { alleles: (allele(a), allele(b)), most }
    }

    /// Whether one genotype can show both.
    fn fits(self, other: Self) -> bool {
        let ((a, b), (c, d)) = (self.alleles, other.alleles);
        match (b == ANY, d == ANY) {
            (true, true) => true,
            (true, false) => a == ANY || a == c || a == d,
            (false, true) => c == ANY || c == a || c == b,
            (false, false) => (a, b) == (c, d),
        }
    }
}

/// What sex and age can add to a pair at most: ln. Of both sexes one is not rarer than one in twenty as a finding, of an
/// interval of ages not rarer than one in a hundred.
pub(super) const BESIDES: f64 = 8.0;

/// ln of what two readings that can't be of one genotype weigh: one of them is somebody else's, or both are.
fn at_most_where_different(contamination: f64) -> f64 {
    (2.0 * contamination - contamination * contamination).ln()
}

impl<'a> Weights<'a> {
    pub(super) fn new(
        loci: &'a [Locus],
        labels: &'a [Label],
        samples: &'a [Sample],
        options: &Options,
    ) -> Self {
        let at: Vec<At<'_>> = loci.iter().map(|l| At::new(l, options.theta, options.contamination)).collect();
        let readings: Vec<Vec<Option<Reading>>> = samples
            .par_iter()
            .map(|s| {
                assert_eq!(s.genotypes.len(), at.len(), "a reading or None for each locus");
                at.iter().zip(&s.genotypes).map(|(at, g)| at.reading((*g)?)).collect()
            })
            .collect();
        let glances = readings
            .par_iter()
            .map(|of| of.iter().map(|r| r.as_ref().map_or(Glance::NOTHING, Glance::of)).collect())
            .collect();
        let found = |sex| labels.iter().filter(|l| l.sex.sex == sex).count() as f64;
        let (men, women) = (found(Sex::Male), found(Sex::Female));
        let (ages, estimates) = ages(labels);
        let (at_sites, sites) = sites(labels);
        let mut weights = Self {
            labels,
            samples,
            loci: at,
            readings,
            glances,
            differs: at_most_where_different(options.contamination),
            male_share: (men + 1.0) / (men + women + 2.0),
            ages,
            estimates,
            // Beforehand two samples are of one person with odds of about one to the number of labels.
            ln_one_label: (ONE_LABEL / (1.0 - ONE_LABEL) * labels.len().max(1) as f64).ln(),
            moved: options.moved,
            at: at_sites,
            sites,
            most_of_place: 0.0,
        };
        // Two places weigh no more than the rarer of them twice (Cauchy–Schwarz).
        let twice = (0..weights.sites.len()).map(|site| weights.ln_sites(&[site, site]));
        weights.most_of_place = twice.fold(0.0, f64::max);
        weights
    }

    pub(super) fn samples(&self) -> usize {
        self.samples.len()
    }

    pub(super) fn is_one_label(&self, a: usize, b: usize) -> bool {
        self.samples[a].label == self.samples[b].label
    }

    /// ln of the most that the places of two labels can weigh.
    pub(super) fn most_of_place(&self) -> f64 {
        self.most_of_place
    }

    /// What the DNA of two samples says, if that is so much or they are of one label: most pairs are seen at a glance to say
    /// less, since at each locus P(both) is P(one of them) at most.
    pub(super) fn ln_dna_from(&self, a: usize, b: usize, least: f64) -> Option<f64> {
        let at_most = |(x, y): (&Glance, &Glance)| {
            if x.fits(*y) { x.most.min(y.most) } else { self.differs }
        };
        let is_one_label = self.is_one_label(a, b);
        if !is_one_label && self.glances[a].iter().zip(&self.glances[b]).map(at_most).sum::<f64>() < least {
            return None;
        }
        let ln = self.ln_dna(&[a, b]);
        (is_one_label || ln >= least).then_some(ln)
    }

    /// ln of a set's weight; `set` is not empty.
    pub(super) fn ln(&self, set: &[usize]) -> f64 {
        if set.len() < 2 { 0.0 } else { self.ln_dna(set) + self.ln_besides(set) }
    }

    /// ln of what everything but the DNA says.
    pub(super) fn ln_besides(&self, set: &[usize]) -> f64 {
        let labels = self.labels_of(set);
        self.ln_sex(set, &labels) + self.ln_age(&labels) + self.ln_circumstances(set, &labels)
    }

    fn labels_of(&self, set: &[usize]) -> Vec<usize> {
        let mut labels: Vec<usize> = set.iter().map(|s| self.samples[*s].label).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }

    /// ln of the DNA's part.
    pub(super) fn ln_dna(&self, set: &[usize]) -> f64 {
        let mut readings: Vec<Reading> = Vec::with_capacity(set.len());
        let mut ln = 0.0;
        for (l, at) in self.loci.iter().enumerate() {
            readings.clear();
            readings.extend(set.iter().filter_map(|s| self.readings[*s][l]));
            if readings.len() > 1 {
                ln += at.of_one(&readings).ln();
            }
        }
        ln
    }

    fn findings<'f>(&'f self, set: &'f [usize], labels: &'f [usize]) -> impl Iterator<Item = Finding> + 'f {
        labels.iter().map(|l| self.labels[*l].sex).chain(set.iter().map(|s| self.samples[*s].sex))
    }

    fn ln_sex(&self, set: &[usize], labels: &[usize]) -> f64 {
        let of = |sex| self.findings(set, labels).map(|f| f.given(sex)).product::<f64>();
        let one = self.male_share * of(Sex::Male) + (1.0 - self.male_share) * of(Sex::Female);
        let several: f64 = self.findings(set, labels).map(|f| f.of_others(self.male_share)).product();
        (one / several).ln()
    }

    fn ln_age(&self, labels: &[usize]) -> f64 {
        let known: Vec<&Vec<f64>> =
            labels.iter().map(|l| &self.estimates[*l]).filter(|e| !e.is_empty()).collect();
        if known.len() < 2 {
            return 0.0;
        }
        let at = |(age, p): (usize, &f64)| p * known.iter().map(|e| e[age]).product::<f64>();
        self.ages.iter().enumerate().map(at).sum::<f64>().ln()
    }

    /// What labels, sites and bones say.
    fn ln_circumstances(&self, set: &[usize], labels: &[usize]) -> f64 {
        let of_one_label = (set.len() - labels.len()) as f64;
        let faults: u32 = self.too_many(labels).values().sum();
        of_one_label * self.ln_one_label
            + self.ln_place(labels)
            + f64::from(faults.min(MOST_FAULTS)) * SECOND_BONE.ln()
    }

    fn ln_place(&self, labels: &[usize]) -> f64 {
        let sites: Vec<usize> = labels.iter().filter_map(|l| self.at[*l]).collect();
        self.ln_sites(&sites)
    }

    /// ln of what the places of two samples' labels say.
    pub(super) fn ln_place_of(&self, a: usize, b: usize) -> f64 {
        let at = |sample: usize| self.at[self.samples[sample].label];
        at(a).zip(at(b)).map_or(0.0, |(a, b)| self.ln_sites(&[a, b]))
    }

    /// ln of Σ over where the grave may be of P(there) Π P(site | there) / P(site): at one of the sites, elsewhere in an
    /// area of them, elsewhere altogether.
    fn ln_sites(&self, sites: &[usize]) -> f64 {
        if sites.len() < 2 {
            return 0.0;
        }
        let of = |area: Option<usize>, grave: Option<usize>| -> f64 {
            let at = |site: &usize| {
                let known = &self.sites[*site];
                let there = if Some(*site) == grave { (1.0 - self.moved) / known.share } else { 0.0 };
                let near = if Some(known.area) == area { 1.0 / known.share_of_area } else { 0.0 };
                there + self.moved * f64::midpoint(near, 1.0)
            };
            sites.iter().map(at).product()
        };
        let (mut sum, mut elsewhere) = (0.0, 1.0);
        for (i, &site) in sites.iter().enumerate() {
            let Site { area, share, share_of_area } = self.sites[site];
            if !sites[..i].contains(&site) {
                sum += share * of(Some(area), Some(site));
            }
            let of_area = |other: &&usize| self.sites[**other].area == area;
            if !sites[..i].iter().any(|other| of_area(&other)) {
                let again = |j: usize| sites[..j].contains(&sites[j]);
                let there = (i..sites.len()).filter(|j| of_area(&&sites[*j]) && !again(*j));
                let known: f64 = there.map(|j| self.sites[sites[j]].share).sum();
                sum += (share_of_area - known).max(0.0) * of(Some(area), None);
                elsewhere -= share_of_area;
            }
        }
        (sum + elsewhere.max(0.0) * of(None, None)).ln()
    }

    /// How many bones of each kind are more than a person has, and than are too many in any one of the labels.
    fn too_many(&self, labels: &[usize]) -> BTreeMap<u16, u32> {
        let mut counts: BTreeMap<u16, (u32, u32, u32)> = BTreeMap::new();
        for element in labels.iter().flat_map(|l| &self.labels[*l].elements) {
            let (sum, most, _) = counts.entry(element.kind).or_insert((0, 0, element.of_a_person));
            *sum += element.count;
            *most = (*most).max(element.count);
        }
        let more =
            counts.into_iter().map(|(kind, (sum, most, has))| (kind, sum.saturating_sub(most.max(has))));
        more.filter(|(_, more)| *more > 0).collect()
    }

    /// Kinds of bones of which a set has more than a person, though no label by itself has.
    pub(super) fn second(&self, set: &[usize]) -> Vec<u16> {
        self.too_many(&self.labels_of(set)).into_keys().collect()
    }

    /// Whether findings of both sexes are in a set.
    pub(super) fn both_sexes(&self, set: &[usize]) -> bool {
        let labels = self.labels_of(set);
        let has = |sex| self.findings(set, &labels).any(|f| f.sex == sex);
        has(Sex::Male) && has(Sex::Female)
    }

    /// ln LR of the least sure of a set's samples, with all others: of the same person against of a full sibling.
    pub(super) fn ln_siblings(&self, set: &[usize]) -> f64 {
        let of = |sample: usize| -> f64 {
            self.loci
                .iter()
                .enumerate()
                .filter_map(|(l, at)| {
                    let reading = self.readings[sample][l]?;
                    let others = set.iter().filter(|s| **s != sample);
                    let others: Vec<Reading> = others.filter_map(|s| self.readings[*s][l]).collect();
                    (!others.is_empty()).then(|| at.against_sibling(&reading, &others).ln())
                })
                .sum()
        };
        if set.len() < 2 {
            return f64::INFINITY;
        }
        set.iter().map(|s| of(*s)).fold(f64::INFINITY, f64::min)
    }
}

/// By label its site, and all sites.
fn sites(labels: &[Label]) -> (Vec<Option<usize>>, Vec<Site>) {
    let (mut sites, mut areas): (BTreeMap<(usize, usize), f64>, BTreeMap<usize, f64>) = Default::default();
    for site in labels.iter().filter_map(|l| l.site) {
        *sites.entry(site).or_default() += 1.0;
        *areas.entry(site.0).or_default() += 1.0;
    }
    let all: f64 = sites.values().sum();
    let places: BTreeMap<(usize, usize), usize> = sites.keys().copied().zip(0..).collect();
    let of_site = |((area, _), count): (&(usize, usize), &f64)| Site {
        area: *area,
        share: count / all,
        share_of_area: areas[area] / all,
    };
    (labels.iter().map(|l| Some(places[&l.site?])).collect(), sites.iter().map(of_site).collect())
}

/// P(age) of those found, and for each label P(estimate | age) / P(estimate).
fn ages(labels: &[Label]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let likelihood = |label: &Label| -> Vec<f64> {
        let Some(estimate) = label.age else { return Vec::new() };
        let year = |i: usize| 2.0 * i as f64;
        (0..AGES).map(|i| age::likelihood(estimate, (year(i), year(i)))).collect()
    };
    let all: Vec<Vec<f64>> = labels.iter().map(likelihood).collect();
    let known = all.iter().filter(|e| !e.is_empty()).count().max(1) as f64;
    let mut ages = vec![ANY_AGE / AGES as f64; AGES];
    for estimate in all.iter().filter(|e| !e.is_empty()) {
        let sum: f64 = estimate.iter().sum();
        ages.iter_mut().zip(estimate).for_each(|(age, e)| *age += (1.0 - ANY_AGE) * e / sum / known);
    }
    let sum: f64 = ages.iter().sum();
    ages.iter_mut().for_each(|p| *p /= sum);
    let relative = |estimate: Vec<f64>| {
        let anybody: f64 = estimate.iter().zip(&ages).map(|(e, p)| e * p).sum();
        estimate.into_iter().map(|e| e / anybody).collect()
    };
    let estimates = all.into_iter().map(relative).collect();
    (ages, estimates)
}
