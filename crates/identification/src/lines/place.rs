//! Where remains were found, against where somebody was last seen.
//!
//! **Model.** People lie near the place where they were last seen, or were taken some way, or lie anywhere in the
//! region: the density of the site is a mixture of a normal distribution around the place, as wide as [`NEAR_KM`] and
//! the place's own uncertainty; of one that falls off exponentially, [`TAKEN_KM`] wide; and of a uniform one. The
//! shares are our own choice, until an office's own identifications say better. LR = the density for the missing
//! person / its mean over the missing of the registry: a grave near the village where two hundred vanished says little
//! for any one of them.
//!
//! **Time.** What was found before somebody was last seen is not of that person, unless a date is wrong.

use std::f64::consts::PI;

use super::Range;

/// Most lie within some such distance, km.
pub const NEAR_KM: f64 = 10.0;

/// Those who were taken away: mean distance, km.
pub const TAKEN_KM: f64 = 40.0;

/// Shares of those who lie near, were taken, and lie anywhere.
pub const SHARES: [f64; 3] = [0.65, 0.20, 0.15];

/// A region is no smaller, km².
const LEAST_REGION: f64 = 5_000.0;

/// How often a date of finding or of loss is wrong enough to be in the wrong order.
pub const WRONG_DATE: f64 = 0.02;

/// Mean radius of the Earth, km.
const EARTH_KM: f64 = 6371.0;

/// A point with its uncertainty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty, km.
    pub radius_km: f64,
}

impl Point {
    /// Distance to another on the sphere, km (haversine formula).
    #[must_use]
    pub fn distance_km(&self, other: &Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let north = (to - from) / 2.0;
        let east = (other.longitude - self.longitude).to_radians() / 2.0;
        let h = north.sin().powi(2) + from.cos() * to.cos() * east.sin().powi(2);
        2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
    }
}

/// The area of the box around points, km²: the region in which anybody may lie.
#[must_use]
pub fn region<'a>(points: impl IntoIterator<Item = &'a Point>) -> f64 {
    let mut corners: Option<[f64; 4]> = None;
    for p in points {
        let [south, north, west, east] =
            corners.unwrap_or([p.latitude, p.latitude, p.longitude, p.longitude]);
        corners = Some([
            south.min(p.latitude),
            north.max(p.latitude),
            west.min(p.longitude),
            east.max(p.longitude),
        ]);
    }
    let Some([south, north, west, east]) = corners else { return LEAST_REGION };
    let height = (north - south).to_radians() * EARTH_KM;
    let width = (east - west).to_radians() * EARTH_KM * f64::midpoint(south, north).to_radians().cos();
    (height * width).max(LEAST_REGION)
}

/// Density (1/km²) of a site for somebody last seen at a place, in a region of so many km².
#[must_use]
pub fn density(site: &Point, last_seen: &Point, region: f64) -> f64 {
    let distance = site.distance_km(last_seen);
    let near = NEAR_KM.powi(2) + site.radius_km.powi(2) + last_seen.radius_km.powi(2);
    let near = (-distance.powi(2) / (2.0 * near)).exp() / (2.0 * PI * near);
    let taken = (-distance / TAKEN_KM).exp() / (2.0 * PI * TAKEN_KM.powi(2));
    SHARES[0] * near + SHARES[1] * taken + SHARES[2] / region
}

/// ln LR of the year in which remains were found, for somebody who was last seen in an interval of years.
#[must_use]
pub fn ln_lr_time(found: f64, last_seen: Range) -> f64 {
    // Found in a year: at its end at the latest.
    if found + 1.0 < last_seen.0 { WRONG_DATE.ln() } else { 0.0 }
}
