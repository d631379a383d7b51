//! Where remains were found, against where somebody was last seen.
//!
//! **Model.** People lie near the place where they were last seen, or were taken some way, or lie anywhere that the dead
//! lie: the density of the site is a mixture of a normal distribution around the place, as wide as [`NEAR_KM`] and
//! the place's own uncertainty; of one that falls off exponentially, [`TAKEN_KM`] wide; and of that of all other remains
//! ([`Anywhere`]). How many lie near, were taken, lie anywhere differs from war to war: [`Shares`] are learned from the
//! pairs that DNA alone settles, wherever they lie. LR = the density for the missing person / its mean over the missing of
//! the registry: a grave near the village where two hundred vanished says little for any one of them.
//!
//! **Together.** People who were last seen together were often buried together, wherever that was. Where others of
//! somebody's groups are settled by DNA alone, their sites are a further part of the mixture ([`Company`]): a normal
//! distribution [`TOGETHER_KM`] wide around each. How many lie with others of their group is learned as the shares are.
//!
//! **Time.** What was found before somebody was last seen is not of that person, unless a date is wrong.

use std::collections::BTreeMap;
use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use super::Range;

/// Most lie within some such distance, km.
pub const NEAR_KM: f64 = 10.0;

/// Those who were taken away: mean distance, km.
pub const TAKEN_KM: f64 = 40.0;

/// Graves of people who were buried together are so near to each other, km.
pub const TOGETHER_KM: f64 = 2.0;

/// Within this distance, km, somebody is said to lie beside another.
pub const BESIDE_KM: f64 = 5.0;

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
    /// How many lie with others of whom it is known that they vanished with them; the shares before are of the rest.
    #[serde(default)]
    pub together: f64,
    /// How many pairs say so.
    #[serde(default)]
    pub pairs_together: usize,
}

/// As many pairs as the default counts for.
const WORTH: f64 = 20.0;

impl Default for Shares {
    /// Until pairs say better: our own choice.
    fn default() -> Self {
        Self { near: 0.65, taken: 0.20, anywhere: 0.15, pairs: 0, together: 0.3, pairs_together: 0 }
    }
}

/// Where a pair of whom it is settled that they are one person lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settled {
    /// The [`densities`] of the site for where the person was last seen.
    pub densities: [f64; 3],
    /// That for the person's company, if others of it are settled.
    pub company: Option<f64>,
}

impl Shares {
    /// The most probable shares, given pairs of whom it is settled, by something else than place, that they are one
    /// person: expectation–maximisation (Dempster, Laird & Rubin 1977, *J R Stat Soc B* 39:1), with the default as so many
    /// pairs before (Dirichlet).
    #[must_use]
    pub fn learn(settled: &[Settled]) -> Self {
        let Self { near, taken, anywhere, together, .. } = Self::default();
        let before = [near, taken, anywhere];
        let with_company = settled.iter().filter(|s| s.company.is_some()).count();
        let (mut shares, mut share) = (before, together);
        // Each step moves less; after a hundred nothing that is shown changes.
        for _ in 0..100 {
            let mut counts = before.map(|share| WORTH * share);
            let mut count = WORTH * together;
            for pair in settled {
                let parts: [f64; 3] = std::array::from_fn(|k| shares[k] * pair.densities[k]);
                let alone: f64 = parts.iter().sum();
                let by_company = pair.company.map_or(0.0, |company| {
                    let together = share * company;
                    together / (together + (1.0 - share) * alone)
                });
                count += by_company;
                let rest = (1.0 - by_company) / alone;
                counts.iter_mut().zip(parts).for_each(|(count, part)| *count += rest * part);
            }
            let all: f64 = counts.iter().sum();
            shares = counts.map(|count| count / all);
            share = count / (WORTH + with_company as f64);
        }
        let [near, taken, anywhere] = shares;
        let (pairs, pairs_together) = (settled.len(), with_company);
        Self { near, taken, anywhere, pairs, together: share, pairs_together }
    }

    /// Density (1/km²) of a site, of its [`densities`], for somebody of whose company nobody is settled.
    #[must_use]
    pub fn density(&self, [near, taken, anywhere]: [f64; 3]) -> f64 {
        self.near * near + self.taken * taken + self.anywhere * anywhere
    }

    /// The same with the density of the site for the person's company.
    #[must_use]
    pub fn with_company(&self, alone: f64, company: f64) -> f64 {
        self.together * company + (1.0 - self.together) * alone
    }
}

/// Where others of whom it is settled lie who vanished with somebody, as seen from one site.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Company {
    /// How many.
    pub others: usize,
    /// How many of them lie within [`BESIDE_KM`].
    pub beside: usize,
    /// Sum of the densities of the site for each of them.
    sum: f64,
}

impl Company {
    /// Somebody of the company lies at another site.
    pub fn add(&mut self, site: &Point, other: &Point) {
        *self = self.and(Self::one(site, other));
    }

    fn one(site: &Point, other: &Point) -> Self {
        let distance = site.distance_km(other);
        let v = TOGETHER_KM.powi(2) + site.radius_km.powi(2) + other.radius_km.powi(2);
        let density = (-distance.powi(2) / (2.0 * v)).exp() / (2.0 * PI * v);
        Self { others: 1, beside: usize::from(distance <= BESIDE_KM), sum: density }
    }

    /// Two companies as one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            others: self.others + other.others,
            beside: self.beside + other.beside,
            sum: self.sum + other.sum,
        }
    }

    /// Without somebody who was added.
    #[must_use]
    pub fn without(self, site: &Point, other: &Point) -> Self {
        let gone = Self::one(site, other);
        Self {
            others: self.others - gone.others,
            beside: self.beside - gone.beside,
            sum: (self.sum - gone.sum).max(0.0),
        }
    }

    /// Density (1/km²) of the site for somebody of this company; `None` if nobody of it is settled.
    #[must_use]
    pub fn density(self) -> Option<f64> {
        (self.others > 0).then(|| self.sum / self.others as f64)
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

/// A cell's side, degrees: remains of one cell are at one place.
const CELL: f64 = 0.005;

/// How dense the dead lie: a normal distribution [`TOGETHER_KM`] wide around each site, and one that lies anywhere in a
/// region of so many km². Graves are where the dead are, not anywhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Anywhere {
    /// By cell, one of its sites, and how many there are.
    cells: BTreeMap<(i32, i32), (Point, f64)>,
    sites: f64,
    region: f64,
}

impl Anywhere {
    /// Of sites in a region of so many km².
    #[must_use]
    pub fn new<'a>(sites: impl IntoIterator<Item = &'a Point>, region: f64) -> Self {
        let mut cells: BTreeMap<(i32, i32), (Point, f64)> = BTreeMap::new();
        for site in sites {
            cells.entry(cell(site)).or_insert((*site, 0.0)).1 += 1.0;
        }
        let sites = cells.values().map(|(_, count)| count).sum();
        Self { cells, sites, region }
    }

    /// The density (1/km²) at a site, one of the sites, `itself`, left out if it is among them.
    #[must_use]
    pub fn density(&self, site: &Point, itself: Option<&Point>) -> f64 {
        // Further than this, nothing of a distribution is left.
        let far = 6.0 * TOGETHER_KM.hypot(site.radius_km) / (CELL.to_radians() * EARTH_KM);
        #[expect(clippy::cast_possible_truncation, reason = "some kilometres in cells")]
        let far = far.ceil() as i32;
        let (row, _) = cell(site);
        let near = (row.saturating_sub(far), i32::MIN)..=(row.saturating_add(far), i32::MAX);
        let all: f64 =
            self.cells.range(near).map(|(_, (other, count))| count * Company::one(site, other).sum).sum();
        let own = itself.map_or(0.0, |itself| Company::one(site, itself).sum);
        let others = self.sites - f64::from(u8::from(itself.is_some()));
        // The region counts as one site.
        ((all - own).max(0.0) + 1.0 / self.region) / (others + 1.0)
    }
}

/// The cell of a point.
#[expect(clippy::cast_possible_truncation, reason = "degrees in cells: at most 72,000")]
fn cell(p: &Point) -> (i32, i32) {
    ((p.latitude / CELL).round() as i32, (p.longitude / CELL).round() as i32)
}

/// Densities (1/km²) of a site for somebody last seen at a place who lies near it, was taken, lies anywhere that the dead
/// lie ([`Anywhere`]).
#[must_use]
pub fn densities(site: &Point, last_seen: &Point, anywhere: f64) -> [f64; 3] {
    let distance = site.distance_km(last_seen);
    let near = NEAR_KM.powi(2) + site.radius_km.powi(2) + last_seen.radius_km.powi(2);
    let near = (-distance.powi(2) / (2.0 * near)).exp() / (2.0 * PI * near);
    let taken = (-distance / TAKEN_KM).exp() / (2.0 * PI * TAKEN_KM.powi(2));
    [near, taken, anywhere]
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
        let alone = |densities| Settled { densities, company: None };
        let settled: Vec<Settled> = (0..1000).map(|i| alone(if i % 5 == 0 { far } else { near })).collect();
        let learned = Shares::learn(&settled);
        // (800 + 13)/1020, (200 + 3)/1020.
        assert!((learned.near - 813.0 / 1020.0).abs() < 1e-6, "{learned:?}");
        assert!((learned.anywhere - 203.0 / 1020.0).abs() < 1e-6, "{learned:?}");
        assert!((learned.near + learned.taken + learned.anywhere - 1.0).abs() < 1e-12);
        assert_eq!(learned.pairs, 1000);
        let few = Shares::learn(&[alone(far), alone(far)]);
        assert!((few.anywhere - 5.0 / 22.0).abs() < 1e-6, "{few:?}");
        assert!((few.together - 0.3).abs() < 1e-12 && few.pairs_together == 0, "{few:?}");
        // Of a hundred who have company, ninety lie where only the company puts them, ten where only "near" does: they say
        // nothing of how the others lie.
        let company = |i: usize| {
            let (densities, company) = if i.is_multiple_of(10) { (near, 1e-9) } else { ([1e-9; 3], 1.0) };
            Settled { densities, company: Some(company) }
        };
        let settled: Vec<Settled> = (0..1000).map(company).collect();
        let learned = Shares::learn(&settled);
        assert!((learned.together - 906.0 / 1020.0).abs() < 1e-6, "{learned:?}");
        assert!((learned.near - 113.0 / 120.0).abs() < 1e-6, "{learned:?}");
        assert_eq!(learned.pairs_together, 1000);
        assert_eq!(Shares::learn(&[]), Shares::default());
    }
}
