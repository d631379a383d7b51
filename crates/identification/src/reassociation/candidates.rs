//! Which samples the DNA lets be of one person: kept from one division to the next.
//!
//! Of two thousand samples there are two million pairs, and what the DNA of a pair says depends on the two alone. So a new
//! sample is compared with the others, and the others are not compared again.

use std::collections::HashMap;

use kintrace_kinship::Locus;
use rayon::prelude::*;

use super::weights::{BESIDES, Weights};
use super::{Options, Sample};
use crate::readings::{Key, key};

/// Two samples, the smaller index first, and a ln.
pub(super) type Pair = ((usize, usize), f64);

/// Pairs of samples whose DNA is worth looking at.
#[derive(Debug)]
pub(super) struct Candidates {
    loci: Vec<Locus>,
    theta: f64,
    contamination: f64,
    samples: Vec<Read>,
    /// ln of the least that the DNA of a pair says.
    least: f64,
    /// In order, with what their DNA says.
    pairs: Vec<Pair>,
}

/// What was read of a sample.
type Read = Vec<Option<Key>>;

/// So much less is kept than is asked for (ln): with the next samples a little less is enough.
const SLACK: f64 = 2.0;

impl Candidates {
    /// All pairs of samples whose weight may have this ln. What `before` knows of them is not computed again.
    pub(super) fn find(
        before: Option<Self>,
        loci: &[Locus],
        samples: &[Sample],
        weights: &Weights<'_>,
        options: &Options,
        least: f64,
    ) -> Self {
        let (theta, contamination) = (options.theta, options.contamination);
        // What else there is of two labels says no more.
        let asked = least - BESIDES - weights.most_of_place();
        let before = before.filter(|b| {
            b.loci == loci
                && b.theta.to_bits() == theta.to_bits()
                && b.contamination.to_bits() == contamination.to_bits()
                && b.least <= asked
        });
        let samples: Vec<Read> =
            samples.iter().map(|s| s.genotypes.iter().map(|g| g.map(key)).collect()).collect();
        let (known, least, loci) = match before {
            Some(before) => (before.pairs_of(&samples), before.least, before.loci),
            None => (Known::default(), asked - SLACK, loci.to_vec()),
        };
        let is_known = |s: usize| known.samples.get(s).copied().unwrap_or_default();
        let new = |a: usize| {
            // Of a new sample all pairs, of one that is known those with new ones, and with those of one label, which it may
            // not have been.
            let is_new = move |&b: &usize| !is_known(a) || !is_known(b) || weights.is_one_label(a, b);
            let others = (a + 1..samples.len()).filter(is_new);
            others.filter_map(move |b| Some(((a, b), weights.ln_dna_from(a, b, least)?)))
        };
        let mut pairs: Vec<Pair> = (0..samples.len()).into_par_iter().flat_map_iter(new).collect();
        pairs.extend(known.pairs.into_iter().filter(|((a, b), _)| !weights.is_one_label(*a, *b)));
        pairs.par_sort_unstable_by_key(|(pair, _)| *pair);
        Self { loci, theta, contamination, samples, least, pairs }
    }

    /// Those of the pairs that are among these samples, by their indices now.
    fn pairs_of(&self, samples: &[Read]) -> Known {
        // Samples that show the same are compared in the same way, but each is one.
        let mut places: HashMap<&Read, Vec<usize>> = HashMap::new();
        for (s, read) in samples.iter().enumerate().rev() {
            places.entry(read).or_default().push(s);
        }
        let now: Vec<Option<usize>> =
            self.samples.iter().map(|read| places.get_mut(read).and_then(Vec::pop)).collect();
        let mut known = Known { samples: vec![false; samples.len()], pairs: Vec::new() };
        now.iter().flatten().for_each(|&s| known.samples[s] = true);
        known.pairs.extend(self.pairs.iter().filter_map(|&((a, b), ln)| {
            let (a, b) = (now[a]?, now[b]?);
            Some(((a.min(b), a.max(b)), ln))
        }));
        known
    }

    /// The pairs that weigh so much by all evidence, with ln of that, in order.
    pub(super) fn linked(&self, weights: &Weights<'_>, least: f64) -> Vec<Pair> {
        let weigh = |&((a, b), ln_dna): &Pair| {
            let at_most = |ln_place: f64| ln_dna + BESIDES + ln_place;
            let is_possible = weights.is_one_label(a, b)
                || at_most(weights.most_of_place()) >= least && at_most(weights.ln_place_of(a, b)) >= least;
            let ln = if is_possible { ln_dna + weights.ln_besides(&[a, b]) } else { f64::NEG_INFINITY };
            (ln >= least).then_some(((a, b), ln))
        };
        self.pairs.par_iter().filter_map(weigh).collect()
    }
}

/// What is known of samples from another division.
#[derive(Default)]
struct Known {
    /// By sample, whether it is.
    samples: Vec<bool>,
    pairs: Vec<Pair>,
}
