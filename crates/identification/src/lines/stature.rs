//! Stature as estimated from bones, against what a family or a paper states.
//!
//! **Model.** Estimate and statement are off by normal errors of their own, so that their difference has the variance
//! of both together; now and then they have nothing to do with each other. LR = the density of the estimate, given
//! the statement / its mean over the missing of the registry, those of the sex that the remains show counting as much
//! as it is probable: men are taller than women, and what sex says is not said twice.
//!
//! What is left out: that people became taller from decade to decade (about a centimetre in ten years), and shrink in
//! age (Galloway 1988, *J Forensic Sci* 33:443). Both are within the statement's error.

use super::Range;
use crate::normal::density;

/// Standard error of a stature that is estimated from bones and written as one number, cm: between femur (3.3 to 3.9)
/// and humerus (4.1 to 4.6) of Trotter & Gleser (1952, *Am J Phys Anthropol* 10:463).
pub const ESTIMATE_CM: f64 = 4.0;

/// Standard error of a stature that relatives or papers state, cm. People state their own with an error of 2 to 3 cm
/// (Giles & Hutchinson 1991, *J Forensic Sci* 36:765); that relatives remember worse is our own addition.
pub const STATEMENT_CM: f64 = 4.0;

/// An estimate written as an interval is the 95 % prediction interval of a regression: so many standard errors long.
const PREDICTION: f64 = 3.92;

/// Statures that have nothing to do with each other.
pub const BLUNDER: f64 = 0.02;

/// Statures that an estimate may have by a blunder: cm.
const STATURES: f64 = 60.0;

/// Density (1/cm) of an estimate for somebody of a stated stature; both are intervals, in cm.
#[must_use]
pub fn likelihood(estimate: Range, stated: Range) -> f64 {
    let middle = |r: Range| f64::midpoint(r.0, r.1);
    let length = estimate.1 - estimate.0;
    let error = if length > 0.0 { length / PREDICTION } else { ESTIMATE_CM };
    // "170 to 175" is anything between, and off by as much as a single number.
    let variance = error.powi(2) + STATEMENT_CM.powi(2) + (stated.1 - stated.0).powi(2) / 12.0;
    let deviation = variance.sqrt();
    let fits = density((middle(estimate) - middle(stated)) / deviation) / deviation;
    (1.0 - BLUNDER) * fits + BLUNDER / STATURES
}
