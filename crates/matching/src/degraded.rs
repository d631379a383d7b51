//! How often alleles of a degraded sample fail to show, and others show that are nobody's of the body.

use kintrace_identification::drop_out::Heights;
use kintrace_kinship::{Genotype, Locus, Peak, Profile};

use crate::Settings;

/// Probability that one copy of an allele was not seen in a sample, from how much of the profile is
/// missing: 1 % in a full profile, rising by half of the share of loci without a result, to 25 % at
/// most. (Loci fail as a whole when their fragments are too long, so the alleles of those that worked
/// fail less often than the square root of that share would say.)
#[must_use]
pub fn drop_out(typed: usize, loci: usize) -> f64 {
    let failed = 1.0 - typed as f64 / loci.max(1) as f64;
    (0.01 + 0.5 * failed).min(0.25)
}

/// Of a sample of remains, by locus: from the heights of its peaks where they are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Degraded {
    /// The probability that one copy of an allele was not seen; without heights it is [`drop_out`] for all. It matters
    /// where one allele was read, or one of two may have dropped in.
    pub drop_out: Vec<f64>,
    /// By how much the peaks of two different alleles, that of the smaller index first, are likelier of one that dropped in
    /// ([`Genotype::with_drop_in`]); 1 where heights say nothing.
    pub likelier: Vec<(f64, f64)>,
    /// The probability that an allele drops in at a locus.
    pub drop_in: f64,
}

impl Degraded {
    /// Of a profile of remains, under the settings of a search.
    #[must_use]
    pub fn of(profile: &Profile, loci: &[Locus], settings: &Settings) -> Self {
        let read = |locus: &Locus| profile.get(locus.name()).filter(|pair| pair.more.is_empty());
        let by_share = drop_out(loci.iter().filter(|locus| read(locus).is_some()).count(), loci.len());
        let two_peaks = |locus: &Locus| {
            let pair = read(locus)?;
            let are_different = pair.second.as_ref().is_some_and(|second| *second != pair.first);
            <[Peak; 2]>::try_from(profile.peaks(locus.name())).ok().filter(|_| are_different)
        };
        let heterozygotes: Vec<[Peak; 2]> = loci.iter().filter_map(two_peaks).collect();
        let heights = Heights::of(&heterozygotes, settings.analytical_threshold);
        let of_locus = |locus: &Locus| {
            let peak = read(locus).and_then(|_| profile.peaks(locus.name()).first().copied());
            heights.zip(peak).map_or(by_share, |(heights, peak)| shared(heights.drop_out(peak)))
        };
        let likelier = |locus: &Locus| {
            let (heights, peaks) = (heights?, two_peaks(locus)?);
            let pair = read(locus)?;
            let [first, second] = peaks.map(|peak| shared(heights.likelier_dropped_in(peak)));
            let in_order = locus.allele(&pair.first).ok()? < locus.allele(pair.second.as_ref()?).ok()?;
            Some(if in_order { (first, second) } else { (second, first) })
        };
        Self {
            drop_out: if settings.drop_out {
                loci.iter().map(of_locus).collect()
            } else {
                vec![0.0; loci.len()]
            },
            likelier: loci.iter().map(|locus| likelier(locus).unwrap_or((1.0, 1.0))).collect(),
            drop_in: settings.drop_in,
        }
    }

    /// What was read at a locus, with what may have dropped out, and in.
    #[must_use]
    pub fn reading(&self, l: usize, locus: &Locus, read: Genotype) -> Genotype {
        let drop_out = self.drop_out[l];
        read.with_drop_out(drop_out).with_drop_in(locus, self.drop_in, drop_out, self.likelier[l])
    }
}

/// Rounded, so that samples of about the same heights share what is computed of their readings.
fn shared(probability: f64) -> f64 {
    ((probability.ln() * 20.0).round() / 20.0).exp()
}
