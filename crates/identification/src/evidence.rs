//! Lines of evidence besides DNA that already have a model: sex and age.
//!
//! Each gives a ln LR: how much more probable is what was found if the remains are the missing
//! person than if they are some other missing person of the registry.

use kintrace_kinship::Sex;

/// How often an estimate of sex from bones is wrong. Pelvis and skull together are right in 95 to
/// 98 % (Bruzek 2002, *Am J Phys Anthropol* 117:157; Spradley & Jantz 2011, *J Forensic Sci* 56:289).
pub const SEX_ERROR_RATE: f64 = 0.03;

/// How often the true age lies outside the interval that was given: intervals in practice are near
/// 95 % (Baumgarten et al. 2008; Buikstra & Ubelaker 1994), and reported dates of birth err, too.
pub const AGE_OUTSIDE_RATE: f64 = 0.10;

/// ln LR of an estimate of sex; `male_share` is the share of men among the missing (0 to 1).
///
/// 0 where either sex is unknown.
#[must_use]
pub fn ln_lr_sex(remains: Sex, missing: Sex, male_share: f64) -> f64 {
    if remains == Sex::Unknown || missing == Sex::Unknown {
        return 0.0;
    }
    let share = if remains == Sex::Male { male_share } else { 1.0 - male_share };
    let share = share.clamp(0.01, 0.99);
    let population = share * (1.0 - SEX_ERROR_RATE) + (1.0 - share) * SEX_ERROR_RATE;
    let given = if remains == missing { 1.0 - SEX_ERROR_RATE } else { SEX_ERROR_RATE };
    (given / population).ln()
}

/// ln LR of an interval of age at death, in years.
///
/// `age` is the interval of the person's age when last seen (from dates of birth and of loss, each
/// of which may be an interval), and `share` the share of the registry's missing whose age agrees
/// with the remains' interval (0 to 1). Death may follow some years after the person was last seen,
/// so an age just below the interval still agrees with it: `lag` years are granted.
#[must_use]
pub fn ln_lr_age(remains: (f64, f64), age: (f64, f64), lag: f64, share: f64) -> f64 {
    let agrees = age_agrees(remains, age, lag);
    let share = share.clamp(0.02, 1.0);
    let population = share * (1.0 - AGE_OUTSIDE_RATE) + (1.0 - share) * AGE_OUTSIDE_RATE;
    let given = if agrees { 1.0 - AGE_OUTSIDE_RATE } else { AGE_OUTSIDE_RATE };
    (given / population).ln()
}

/// Whether an age, as an interval, overlaps the remains' interval.
#[must_use]
pub fn age_agrees(remains: (f64, f64), age: (f64, f64), lag: f64) -> bool {
    age.0 <= remains.1 && age.1 + lag >= remains.0
}
