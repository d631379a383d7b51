//! Where the invented region lies: an island of its own, in a part of the Indian Ocean where no land is, so that
//! nobody's country is on its maps.

use std::f64::consts::TAU;
use std::ops::Range;

use serde_json::{Value, json};

/// Degrees north within which its people lived.
pub(crate) const LATITUDES: Range<f64> = -32.6..-31.3;
/// Degrees east.
pub(crate) const LONGITUDES: Range<f64> = 88.2..89.6;

/// The middle, degrees east and north.
fn middle() -> (f64, f64) {
    (f64::midpoint(LONGITUDES.start, LONGITUDES.end), f64::midpoint(LATITUDES.start, LATITUDES.end))
}

/// A closed line around a point, in degrees: something between an ellipse and a rectangle (|x|⁴ + |y|⁴ = 1), with
/// bays.
fn ring((east, north): (f64, f64), (wide, high): (f64, f64), bays: f64) -> Vec<[f64; 2]> {
    let round = |x: f64| (x * 1e4).round() / 1e4;
    (0..=240)
        .map(|i| {
            let angle = f64::from(i % 240) / 240.0 * TAU;
            let (y, x) = angle.sin_cos();
            let far = (x.powi(4) + y.powi(4)).powf(-0.25);
            let waves =
                (3.0 * angle + 0.7).sin() + 0.6 * (7.0 * angle).sin() + 0.4 * (17.0 * angle + 2.0).sin();
            let far = far * (1.0 + bays * waves);
            [round(east + wide * far * x), round(north + high * far * y)]
        })
        .collect()
}

/// A line from one point to another that winds.
fn river(from: (f64, f64), to: (f64, f64)) -> Vec<[f64; 2]> {
    let round = |x: f64| (x * 1e4).round() / 1e4;
    (0..=40)
        .map(|i| {
            let t = f64::from(i) / 40.0;
            let aside = 0.03 * (t * 11.0).sin() * (1.0 - t).min(t * 3.0).max(0.0);
            [round(from.0 + (to.0 - from.0) * t - aside), round(from.1 + (to.1 - from.1) * t + aside)]
        })
        .collect()
}

/// The island as GeoJSON (RFC 7946): features of the `kind`s `land` and `river`, as the program's own map has
/// them.
#[must_use]
pub fn map() -> String {
    let (east, north) = middle();
    let half = ((LONGITUDES.end - LONGITUDES.start) / 2.0, (LATITUDES.end - LATITUDES.start) / 2.0);
    // So wide that all its corners are on land, bays or not.
    let coast = ring((east, north), (half.0 * 1.4, half.1 * 1.4), 0.025);
    let mouths = [coast[8], coast[101], coast[170]];
    let feature = |kind: &str, shape: &str, coordinates: Value| {
        json!({
            "type": "Feature",
            "properties": {"kind": kind},
            "geometry": {"type": shape, "coordinates": coordinates},
        })
    };
    let mut features = vec![feature("land", "Polygon", json!([coast]))];
    for [x, y] in mouths {
        features.push(feature("river", "LineString", json!(river((east - 0.1, north + 0.2), (x, y)))));
    }
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everybody of the region lived on it, and it reaches no coast: the nearest land is ten degrees away.
    #[test]
    fn the_region_lies_on_its_island() {
        let map: Value = serde_json::from_str(&map()).expect("JSON");
        let ring = map["features"][0]["geometry"]["coordinates"][0].as_array().expect("a ring");
        let coast: Vec<(f64, f64)> =
            ring.iter().map(|p| (p[0].as_f64().expect("east"), p[1].as_f64().expect("north"))).collect();
        assert_eq!(coast.first(), coast.last());
        // A point is inside a ring if a line from it crosses the ring an odd number of times.
        let inside = |x: f64, y: f64| {
            let crossed = coast.windows(2).filter(|e| {
                let ((x1, y1), (x2, y2)) = (e[0], e[1]);
                (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
            });
            crossed.count() % 2 == 1
        };
        // As far off as places stray from their event.
        for x in [LONGITUDES.start - 0.1, LONGITUDES.end + 0.1] {
            for y in [LATITUDES.start - 0.1, LATITUDES.end + 0.1] {
                assert!(inside(x, y), "{x} {y}");
            }
        }
        let (east, north) = middle();
        assert!(coast.iter().all(|(x, y)| (x - east).abs() < 2.0 && (y - north).abs() < 2.0));
    }
}
