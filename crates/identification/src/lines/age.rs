//! Age at death as estimated, against the age that the missing person would have had.
//!
//! **Model.** An estimate is an interval [a, b] of years. Its likelihood for somebody of age x is flat inside and
//! falls off outside as a normal distribution: L(x) = Φ((x − a)/s) − Φ((x − b)/s), with s an eighth of the interval's
//! length, so that nine of ten true ages lie within it. Now and then an estimate has nothing to do with the bones it
//! is filed under ([`BLUNDER`]). The missing person's age is an interval, too: dates of birth and of loss are, and
//! death may follow years after somebody was last seen. L is averaged over it. LR = that average / its mean over the
//! missing of the registry, those of the sex that the remains show counting as much as it is probable.

use super::Range;
use crate::normal::integrated;

/// Of estimates as they are written in practice, so many intervals hold the true age (Baumgarten et al. 2008;
/// Buikstra & Ubelaker 1994, chapter 3).
pub const COVERAGE: f64 = 0.90;

/// The shoulder's width by the interval's length: s/(b − a) · √(2/π) is the share of true ages outside, one tenth.
const SHOULDER: f64 = 0.125;

/// Estimates and dates of birth that have nothing to do with each other: a label, a file or a year was confused. Our
/// own choice.
pub const BLUNDER: f64 = 0.02;

/// Death follows on the day a person was last seen by so many years at most.
pub const YEARS_AFTER_LAST_SEEN: f64 = 2.0;

/// Ages that an estimate may have by a blunder: years.
const LIFE: f64 = 90.0;

/// How probable an estimate is for somebody whose age when last seen lies in an interval, all in years; up to a
/// factor that is the same for everybody.
#[must_use]
pub fn likelihood(estimate: Range, last_seen_at: Range) -> f64 {
    // Nobody can tell a year from the next.
    let length = (estimate.1 - estimate.0).max(1.0);
    let middle = f64::midpoint(estimate.0, estimate.1);
    let (a, b, s) = (middle - length / 2.0, middle + length / 2.0, SHOULDER * length);
    let (from, to) = (last_seen_at.0, last_seen_at.1 + YEARS_AFTER_LAST_SEEN);
    let below = |x: f64, edge: f64| s * integrated((x - edge) / s);
    let area = |x: f64| below(x, a) - below(x, b);
    let fits = (area(to) - area(from)) / (to - from);
    (1.0 - BLUNDER) * fits.clamp(0.0, 1.0) + BLUNDER * (length / LIFE).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_of_ten_true_ages_are_within_the_interval() {
        for (from, to) in [(20.0, 30.0), (35.0, 60.0), (1.0, 3.0)] {
            // An instant of age, so that the years after a person was last seen don't blur it.
            let at = |x: f64| likelihood((from, to), (x, x - YEARS_AFTER_LAST_SEEN + 1e-6));
            let beyond = BLUNDER * ((to - from) / LIFE);
            let step = (to - from) / 1000.0;
            let (mut within, mut all) = (0.0, 0.0);
            for i in -2000..3000 {
                let x = from + step * (f64::from(i) + 0.5);
                let p = at(x) - beyond;
                all += p;
                if (from..to).contains(&x) {
                    within += p;
                }
            }
            assert!((within / all - COVERAGE).abs() < 0.001, "{from} to {to}: {}", within / all);
        }
    }

    #[test]
    fn an_open_estimate_fits_everybody_in_it_alike() {
        let over_forty = (40.0, 90.0);
        let (sixty, eighty) = (likelihood(over_forty, (60.0, 61.0)), likelihood(over_forty, (75.0, 76.0)));
        assert!((sixty - eighty).abs() < 0.03, "{sixty}, {eighty}");
        assert!(likelihood(over_forty, (20.0, 21.0)) < 0.1 * sixty);
    }
}
