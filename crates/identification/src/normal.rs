//! The normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The standard normal's density.
pub(crate) fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// The standard normal's distribution function.
pub(crate) fn distribution(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The integral of the distribution function up to z.
pub(crate) fn integrated(z: f64) -> f64 {
    match z {
        // Beyond, the exact value differs by less than a rounding.
        ..-9.0 => 0.0,
        9.0.. => z,
        _ => z * distribution(z) + density(z),
    }
}
