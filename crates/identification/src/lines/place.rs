//! Where remains were found, against where somebody was last seen.
//!
//! **Model.** People lie near the place where they were last seen, or were taken some way, or lie anywhere in the
//! region: the density of the site is a mixture of a normal distribution around the place, as wide as [`NEAR_KM`] and
//! the place's own uncertainty; of one that falls off exponentially, [`TAKEN_KM`] wide; and of a uniform one. How many
//! lie near, were taken, lie anywhere differs from war to war: [`Shares`] are learned from the pairs that DNA alone
//! settles, wherever they lie. LR = the density for the missing person / its mean over the missing of the registry: a
//! grave near the village where two hundred vanished says little for any one of them.
//!
//! **Time.** What was found before somebody was last seen is not of that person, unless a date is wrong.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use super::Range;

/// Most lie within some such distance, km.
pub const NEAR_KM: f64 = 10.0;

/// Those who were taken away: mean distance, km.
pub const TAKEN_KM: f64 = 40.0;

/// Of how many of the dead it is true that they lie near where they were last seen, were taken some way, lie anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Near.
    pub near: f64,
    /// Taken.
    pub taken: f64,
    /// Anywhere.
    pub anywhere: f64,
    /// How many pairs say so; 0: nothing but our own choice.
    pub pairs: usize,
}

/// As many pairs as the default counts for.
const WORTH: f64 = 20.0;

impl Default for Shares {
    /// Until pairs say better: our own choice.
    fn default() -> Self {
        Self { near: 0.65, taken: 0.20, anywhere: 0.15, pairs: 0 }
    }
}

impl Shares {
    /// The most probable shares, given the [`densities`] of pairs of whom it is settled, by something else than place,
    /// that they are one person: expectation–maximisation (Dempster, Laird & Rubin 1977, *J R Stat Soc B* 39:1), with
    /// the default as so many pairs before (Dirichlet).
    #[must_use]
    pub fn learn(settled: &[[f64; 3]]) -> Self {
        let Self { near, taken, anywhere, .. } = Self::default();
        let before = [near, taken, anywhere];
        let mut shares = before;
        // Each step moves less; after a hundred nothing that is shown changes.
        for _ in 0..100 {
            let mut counts = before.map(|share| WORTH * share);
            for densities in settled {
                let parts: [f64; 3] = std::array::from_fn(|k| shares[k] * densities[k]);
                let sum: f64 = parts.iter().sum();
                counts.iter_mut().zip(parts).for_each(|(count, part)| *count += part / sum);
            }
            shares = counts.map(|count| count / (WORTH + settled.len() as f64));
        }
        let [near, taken, anywhere] = shares;
        Self { near, taken, anywhere, pairs: settled.len() }
    }

    /// Density (1/km²) of a site, of its [`densities`].
    #[must_use]
    pub fn density(&self, [near, taken, anywhere]: [f64; 3]) -> f64 {
        self.near * near + self.taken * taken + self.anywhere * anywhere
    }
}

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

/// Densities (1/km²) of a site for somebody last seen at a place who lies near it, was taken, lies anywhere in a region
/// of so many km².
#[must_use]
pub fn densities(site: &Point, last_seen: &Point, region: f64) -> [f64; 3] {
    let distance = site.distance_km(last_seen);
    let near = NEAR_KM.powi(2) + site.radius_km.powi(2) + last_seen.radius_km.powi(2);
    let near = (-distance.powi(2) / (2.0 * near)).exp() / (2.0 * PI * near);
    let taken = (-distance / TAKEN_KM).exp() / (2.0 * PI * TAKEN_KM.powi(2));
    [near, taken, 1.0 / region]
}

/// ln LR of the year in which remains were found, for somebody who was last seen in an interval of years.
#[must_use]
pub fn ln_lr_time(found: f64, last_seen: Range) -> f64 {
    // Found in a year: at its end at the latest.
    if found + 1.0 < last_seen.0 { WRONG_DATE.ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_learned_and_a_few_pairs_change_little() {
        // Of a hundred, eighty lie where only "near" puts them, twenty where only "anywhere" does.
        let near = [1.0, 1e-9, 1e-9];
        let far = [1e-9, 1e-9, 1.0];
        let settled: Vec<[f64; 3]> = (0..1000).map(|i| if i % 5 == 0 { far } else { near }).collect();
        let learned = Shares::learn(&settled);
        // (800 + 13)/1020, (200 + 3)/1020.
        assert!((learned.near - 813.0 / 1020.0).abs() < 1e-6, "{learned:?}");
        assert!((learned.anywhere - 203.0 / 1020.0).abs() < 1e-6, "{learned:?}");
        assert!((learned.near + learned.taken + learned.anywhere - 1.0).abs() < 1e-12);
        assert_eq!(learned.pairs, 1000);
        let few = Shares::learn(&[far, far]);
        assert!((few.anywhere - 5.0 / 22.0).abs() < 1e-6, "{few:?}");
        assert_eq!(Shares::learn(&[]), Shares::default());
    }
}
