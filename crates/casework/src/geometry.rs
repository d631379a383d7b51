//! Where something is, and how far off that may be: GeoJSON geometries (RFC 7946) in WGS 84.

use serde::{Deserialize, Serialize};

use crate::registry;
use crate::thing::Problems;

/// Degrees east and degrees north, in GeoJSON's order.
pub type Coordinates = [f64; 2];

/// A point or an area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", deny_unknown_fields)]
pub enum Geometry {
    /// A point.
    Point {
        /// Where.
        coordinates: Coordinates,
    },
    /// An area, with holes or without.
    Polygon {
        /// The outer ring, then holes; each ends where it begins.
        coordinates: Vec<Vec<Coordinates>>,
    },
}

impl Geometry {
    /// A point by degrees north and east.
    #[must_use]
    pub fn point(latitude: f64, longitude: f64) -> Self {
        Self::Point { coordinates: [longitude, latitude] }
    }

    /// Whether it is a geometry on the earth: degrees in range, rings closed and not crossing themselves.
    pub(crate) fn check(&self, field: &str, problems: &mut Problems) {
        let on_earth =
            |[east, north]: &Coordinates| (-180.0..=180.0).contains(east) && (-90.0..=90.0).contains(north);
        let rings = match self {
            Self::Point { coordinates } => {
                problems.expect(
                    on_earth(coordinates),
                    field,
                    "degrees east (−180 to 180) and north (−90 to 90) were expected",
                );
                return;
            }
            Self::Polygon { coordinates } => coordinates,
        };
        problems.expect(!rings.is_empty(), field, "an outer ring was expected");
        for ring in rings {
            problems.expect(
                ring.iter().all(on_earth),
                field,
                "degrees east (−180 to 180) and north (−90 to 90) were expected",
            );
            problems.expect(
                ring.len() >= 4 && ring.first() == ring.last(),
                field,
                "a ring of three corners at least, ending where it begins, was expected",
            );
            problems.expect(!crosses_itself(ring), field, "a ring that does not cross itself was expected");
        }
    }
}

/// Which side of the line from `a` to `b` a point is on.
fn side([ax, ay]: Coordinates, [bx, by]: Coordinates, [px, py]: Coordinates) -> f64 {
    (bx - ax) * (py - ay) - (by - ay) * (px - ax)
}

fn crosses_itself(ring: &[Coordinates]) -> bool {
    let edges: Vec<(Coordinates, Coordinates)> = ring.windows(2).map(|w| (w[0], w[1])).collect();
    let cross = |(a, b): (Coordinates, Coordinates), (c, d): (Coordinates, Coordinates)| {
        side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
    };
    edges.iter().enumerate().any(|(i, e)| edges[..i].iter().any(|f| cross(*e, *f)))
}

/// A geometry with its uncertainty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Position {
    /// Where.
    pub geometry: Option<Geometry>,
    /// How far off it may be, metres.
    pub uncertainty_m: Option<f64>,
}

impl From<registry::Position> for Position {
    /// A point of a table, with its radius as the uncertainty.
    fn from(point: registry::Position) -> Self {
        Self {
            geometry: Some(Geometry::point(point.latitude, point.longitude)),
            uncertainty_m: point.radius_km.map(|km| km * 1000.0),
        }
    }
}

impl Position {
    pub(crate) fn check(&self, field: &str, problems: &mut Problems) {
        if let Some(geometry) = &self.geometry {
            geometry.check(&format!("{field}.geometry"), problems);
        }
        let sane = self.uncertainty_m.is_none_or(|m| m.is_finite() && (0.0..=1e6).contains(&m));
        problems.expect(sane, format!("{field}.uncertainty_m"), "metres, from 0 to 1,000,000, were expected");
        problems.expect(
            self.geometry.is_some() || self.uncertainty_m.is_none(),
            format!("{field}.geometry"),
            "an uncertainty without a place says nothing",
        );
    }
}
