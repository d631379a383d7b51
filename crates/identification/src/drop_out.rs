//! How often an allele of a sample fails to show, and how likely one that shows is not the body's, from the heights of
//! the peaks.
//!
//! Fragments of old DNA are short: the longer an allele's fragment, the lower its peak. Of a sample the logarithm of the
//! height of one copy's peak is taken as normal around a line that falls with the fragment's length (degradation:
//! Tvedebrink et al. 2012, *FSI: Genetics* 6:97), fitted to the loci at which two different alleles were read, where each
//! peak is one copy's. A copy whose peak would be lower than the analytical threshold is not read: so an allele drops out
//! with the probability that the normal distribution has below it, which rises as the expected height falls (as the
//! logistic curve of Tvedebrink et al. 2009, *FSI: Genetics* 3:222, does).
//!
//! Only peaks above the threshold are seen, so the line would lie too high for a weak sample: means and variance are
//! those of a normal distribution of which the part below is cut off (Cohen 1991, *Truncated and Censored Samples*).

use kintrace_kinship::Peak;

use crate::normal::{density, distribution};

/// Loci with two different alleles that a line is fitted to at least.
const LEAST: usize = 4;
/// Standard deviation of ln height at least: the two peaks of a fresh heterozygote differ by so much.
const LEAST_SD: f64 = 0.3;
/// Nothing is less probable than this, and nothing that was read at all more.
const RANGE: (f64, f64) = (0.001, 0.5);
/// By how much an RFU more is rarer of an allele that dropped in: the rate of the exponential distribution of `EuroForMix`
/// (Bleka et al. 2016, *FSI: Genetics* 21:35), whose laboratories estimate it at about so much.
const DROPPED_IN: f64 = 0.01;
/// A peak says no more than this of whether its allele dropped in: tails of distributions are not that well known.
const LIKELIER: (f64, f64) = (1e-6, 100.0);
/// Rounds in which what is cut off is taken into account.
const ROUNDS: usize = 100;

/// How high the peaks of a sample are expected to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heights {
    /// ln of the expected height in RFU of a fragment of no length.
    pub intercept: f64,
    /// By how much it changes a base pair; 0 or less.
    pub slope: f64,
    /// Standard deviation of ln height.
    pub sd: f64,
    /// ln of the lowest height that is read.
    pub threshold: f64,
    /// Length in base pairs that a fragment counts for whose own is not known.
    pub length: f64,
}

/// ln height and length in base pairs.
type Point = (f64, f64);

impl Heights {
    /// From the peaks of loci at which two different alleles were read, and the analytical threshold in RFU. Lengths
    /// count where all have one. `None` if there are fewer than four loci: then it says too little.
    #[must_use]
    pub fn of(heterozygotes: &[[Peak; 2]], threshold: f64) -> Option<Self> {
        if heterozygotes.len() < LEAST || threshold <= 0.0 {
            return None;
        }
        let peaks = heterozygotes.iter().flatten();
        let has_sizes = peaks.clone().all(|peak| peak.size.is_some());
        let threshold = threshold.ln();
        let points: Vec<Point> = peaks
            .map(|peak| {
                let size = if has_sizes { length(*peak).unwrap_or(0.0) } else { 0.0 };
                // What was read below the threshold was read all the same.
                (f64::from(peak.height.max(1)).ln().max(threshold), size)
            })
            .collect();
        let length = points.iter().map(|p| p.1).sum::<f64>() / points.len() as f64;
        let mut heights = Self { intercept: 0.0, slope: 0.0, sd: LEAST_SD, threshold, length };
        heights.fit(&points, |_| 0.0, |_| 1.0);
        for _ in 0..ROUNDS {
            let now = heights;
            heights.fit(&points, |size| now.above(size).0, |size| now.above(size).1);
            let moved = (heights.intercept - now.intercept).abs() + (heights.sd - now.sd).abs();
            if moved < 1e-9 {
                break;
            }
        }
        Some(heights)
    }

    /// Fits line and deviation by least squares, to heights of which those that are seen are `above` the mean of all
    /// by so much, and have so large a share of the variance of all.
    fn fit(&mut self, points: &[Point], above: impl Fn(f64) -> f64, share: impl Fn(f64) -> f64) {
        let n = points.len() as f64;
        let corrected: Vec<Point> =
            points.iter().map(|&(height, size)| (height - above(size), size)).collect();
        let mean = |of: fn(&Point) -> f64| corrected.iter().map(of).sum::<f64>() / n;
        let (height, size) = (mean(|p| p.0), mean(|p| p.1));
        let spread: f64 = corrected.iter().map(|p| (p.1 - size).powi(2)).sum();
        let together: f64 = corrected.iter().map(|p| (p.0 - height) * (p.1 - size)).sum();
        self.slope = if spread > 0.0 { (together / spread).min(0.0) } else { 0.0 };
        self.intercept = height - self.slope * size;
        let residual = |p: &Point| (p.0 - self.intercept - self.slope * p.1).powi(2);
        let variance = corrected.iter().map(residual).sum::<f64>() / (n - 2.0);
        let seen = points.iter().map(|&(_, size)| share(size)).sum::<f64>() / n;
        self.sd = (variance / seen).sqrt().clamp(LEAST_SD, 2.0);
    }

    fn expected(&self, size: f64) -> f64 {
        self.intercept + self.slope * size
    }

    /// Of fragments of a length: by how much the mean of what is seen lies above that of all, and its share of the
    /// variance.
    fn above(&self, size: f64) -> (f64, f64) {
        let z = ((self.threshold - self.expected(size)) / self.sd).clamp(-8.0, 3.0);
        let hazard = density(z) / distribution(-z);
        (self.sd * hazard, (1.0 + z * hazard - hazard * hazard).max(0.05))
    }

    /// By how much a peak is likelier of an allele that dropped in than of one copy of the body's: one that dropped in is
    /// exponentially higher than the threshold, the body's around its line. Between 10⁻⁶ and 100.
    #[must_use]
    pub fn likelier_dropped_in(&self, peak: Peak) -> f64 {
        let height = f64::from(peak.height.max(1)).max(self.threshold.exp());
        let expected = self.expected(length(peak).unwrap_or(self.length));
        let seen = distribution((expected - self.threshold) / self.sd);
        let own = density((height.ln() - expected) / self.sd) / (self.sd * height * seen);
        let dropped_in = DROPPED_IN * (-DROPPED_IN * (height - self.threshold.exp())).exp();
        (dropped_in / own).clamp(LIKELIER.0, LIKELIER.1)
    }

    /// The probability that another copy, of about the length of the one whose peak this is, was not read.
    #[must_use]
    pub fn drop_out(&self, peak: Peak) -> f64 {
        let size = length(peak).unwrap_or(self.length);
        distribution((self.threshold - self.expected(size)) / self.sd).clamp(RANGE.0, RANGE.1)
    }
}

/// In base pairs.
fn length(peak: Peak) -> Option<f64> {
    peak.size.map(|size| f64::from(size) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heterozygotes whose ln heights lie on a line and, in turn, one deviation above and below it.
    fn sample(intercept: f64, slope: f64, sd: f64) -> Vec<[Peak; 2]> {
        let peak = |size: f64, deviation: f64| {
            Peak::new((intercept + slope * size + deviation * sd).exp(), Some(size))
        };
        (0..20).map(|l| 100.0 + 15.0 * f64::from(l)).map(|size| [peak(size, 1.0), peak(size, -1.0)]).collect()
    }

    #[test]
    fn of_a_strong_sample_little_drops_out() {
        let heights = Heights::of(&sample(8.0, -0.002, 0.4), 50.0).expect("enough loci");
        assert!(
            (heights.intercept - 8.0).abs() < 0.02 && (heights.slope + 0.002).abs() < 1e-4,
            "{heights:?}"
        );
        assert!((heights.sd - 0.4).abs() < 0.03, "{heights:?}");
        assert!(heights.drop_out(Peak::new(2000.0, Some(150.0))).to_bits() == RANGE.0.to_bits());
    }

    #[test]
    fn long_fragments_of_a_degraded_sample_drop_out() {
        let heights = Heights::of(&sample(7.0, -0.008, 0.4), 20.0).expect("enough loci");
        let at = |size: f64| heights.drop_out(Peak::new(100.0, Some(size)));
        assert!(at(120.0) < 0.002 && at(420.0) > 0.03 && at(420.0) > at(380.0), "{heights:?}");
        // By hand: ln height of 400 bp is 7 − 0.008 · 400 = 3.8, the threshold ln 20 = 2.996.
        let by_hand =
            Heights { intercept: 7.0, slope: -0.008, sd: 0.4, threshold: 20.0_f64.ln(), length: 200.0 };
        let expected = distribution((20.0_f64.ln() - 3.8) / 0.4);
        assert!((by_hand.drop_out(Peak::new(40.0, Some(400.0))) - expected).abs() < 1e-12);
        assert!((expected - 0.0222).abs() < 0.0002, "{expected}");
        // A high peak is the body's, a low one of a strong sample somebody else's.
        let strong = Heights { intercept: 7.5, slope: 0.0, sd: 0.4, threshold: 50.0_f64.ln(), length: 200.0 };
        let likelier = |height: f64| strong.likelier_dropped_in(Peak::new(height, None));
        assert!(likelier(60.0) > 50.0 && likelier(1000.0) < 0.01 && likelier(2000.0) < 1e-4);
        // By hand: 0.01 e^(−0.01 · 450), against the lognormal density of 500 around e^7.5 RFU; all such peaks are seen.
        let z: f64 = (500.0_f64.ln() - 7.5) / 0.4;
        let own = (-0.5 * z * z).exp() / ((2.0 * std::f64::consts::PI).sqrt() * 0.4 * 500.0);
        assert!((likelier(500.0) / (0.01 * (-4.5_f64).exp() / own) - 1.0).abs() < 1e-9);
        // Of a fragment whose length was not given, that of the sample's mean length.
        let [of_mean, unknown] = [Some(200.0), None].map(|size| by_hand.drop_out(Peak::new(40.0, size)));
        assert!(of_mean.to_bits() == unknown.to_bits());
    }

    /// Normal heights of which those below the threshold are missing.
    #[test]
    fn what_is_cut_off_is_taken_into_account() {
        let (mean, sd, threshold) = (4.2, 0.6, 50.0_f64);
        let quantile = |p: f64| {
            let (mut low, mut high) = (-6.0, 6.0);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if distribution(middle) < p { low = middle } else { high = middle }
            }
            mean + sd * low
        };
        let seen: Vec<f64> = (0..400)
            .map(|i| quantile((f64::from(i) + 0.5) / 400.0))
            .filter(|h| *h > threshold.ln())
            .collect();
        let pairs: Vec<[Peak; 2]> = seen
            .chunks_exact(2)
            .map(|two| [Peak::new(two[0].exp(), None), Peak::new(two[1].exp(), None)])
            .collect();
        let heights = Heights::of(&pairs, threshold).expect("enough loci");
        let missing = 1.0 - seen.len() as f64 / 400.0;
        assert!((heights.drop_out(pairs[0][0]) - missing).abs() < 0.05, "{heights:?} {missing}");
    }

    #[test]
    fn few_loci_say_nothing() {
        assert_eq!(Heights::of(&sample(8.0, -0.002, 0.4)[..3], 50.0), None);
    }
}
