//! What is believed beforehand of how many people there are.
//!
//! Of N people, n labels were taken, each of them of any with the same probability: a given partition of the labels into
//! k people then has the probability N (N − 1) … (N − k + 1) / Nⁿ. N itself is unknown over orders of magnitude: P(N) ∝ 1/N
//! (Jeffreys 1961, *Theory of Probability*, 3.1).

/// Beyond, not every number of people is reckoned with, but one in so many parts of it.
const STEPS: f64 = 50.0;

/// ln of a partition's prior by the number of its sets, 0 to `draws`, up to a constant; at most `people` people, or twice
/// as many as there are draws.
pub(super) fn ln_prior(draws: usize, people: usize) -> Vec<f64> {
    let most = people.max(2 * draws).max(1) as f64;
    let mut ln_weights = vec![f64::NEG_INFINITY; draws + 1];
    let mut n = 1.0_f64;
    while n <= most {
        let step = (n / STEPS).floor().max(1.0);
        let ln_n = n.ln();
        let ln_all = step.ln() - ln_n - draws as f64 * ln_n;
        let mut falling = 0.0;
        for (k, sum) in ln_weights.iter_mut().enumerate() {
            let left = n - k as f64 + 1.0;
            if k > 0 {
                if left < 1.0 {
                    break;
                }
                falling += left.ln();
            }
            *sum = ln_add(*sum, ln_all + falling);
        }
        n += step;
    }
    if draws > 0 {
        ln_weights[0] = f64::NEG_INFINITY;
    }
    ln_weights
}

/// The least and the most that one set fewer changes ln of the prior by, where there are `fewest` sets at least.
pub(super) fn joining(prior: &[f64], fewest: usize) -> (f64, f64) {
    let steps = || prior.windows(2).skip(fewest.max(1)).map(|w| w[0] - w[1]);
    steps().fold((0.0, 0.0), |(least, most), step| (step.min(least), step.max(most)))
}

/// ln (eᵃ + eᵇ).
pub(super) fn ln_add(a: f64, b: f64) -> f64 {
    let (most, least) = if a > b { (a, b) } else { (b, a) };
    if least == f64::NEG_INFINITY { most } else { most + (least - most).exp().ln_1p() }
}

/// ln Σ eˣ.
pub(super) fn ln_sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(f64::NEG_INFINITY, ln_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_labels_the_prior_is_as_worked_out_by_hand() {
        // N = 1 … 4, each by 1/N: one person Σ 1/N · N/N² = Σ 1/N²; two Σ 1/N · (N − 1)/N.
        let prior = ln_prior(2, 4);
        let one: f64 = (1..=4).map(|n| 1.0 / f64::from(n * n)).sum();
        let two: f64 = (1..=4).map(|n| f64::from(n - 1) / f64::from(n * n)).sum();
        assert!((prior[1] - one.ln()).abs() < 1e-12 && (prior[2] - two.ln()).abs() < 1e-12, "{prior:?}");
    }

    #[test]
    fn large_numbers_in_steps_are_as_one_by_one() {
        let exact = |k: i32| -> f64 {
            (1..=2000)
                .map(f64::from)
                .map(|n| (0..k).map(|i| n - f64::from(i)).product::<f64>().max(0.0) / n.powi(11))
                .sum::<f64>()
        };
        let prior = ln_prior(10, 2000);
        for k in 1..=9_i32 {
            let ratio = exact(k) / exact(1);
            let ours = (prior[usize::try_from(k).unwrap()] - prior[1]).exp();
            assert!((ours / ratio - 1.0).abs() < 0.03, "{k}: {ours} {ratio}");
        }
    }
}
