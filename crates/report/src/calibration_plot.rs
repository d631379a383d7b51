//! How often what was said with a probability was right, drawn: a reliability curve (Murphy & Winkler 1977, *J R Stat
//! Soc C* 26:41).

use std::fmt::Write;

use kintrace_language::Language;

use crate::escaped;

/// Statements of similar probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Their mean probability.
    pub said: f64,
    /// The share that is true.
    pub right: f64,
    /// An interval of the true share: from, to.
    pub interval: (f64, f64),
    /// How many they are.
    pub count: usize,
}

/// Width and height.
const SIZE: f64 = 480.0;
/// From the edge to the axes.
const MARGIN: f64 = 64.0;
/// What the axes are marked with.
const TICKS: [f64; 9] = [0.001, 0.01, 0.1, 0.3, 0.5, 0.9, 0.99, 0.999, 0.9999];

/// An SVG that stands by itself: on the diagonal, numbers keep their promise. Axes are in log odds, so that 0.99 and
/// 0.999 are as far apart as 0.9 and 0.99.
#[must_use]
pub fn draw(language: Language, points: &[Point]) -> String {
    let log_odds = |p: f64| {
        let p = p.clamp(0.0005, 0.99995);
        (p / (1.0 - p)).ln()
    };
    let (least, most) = (log_odds(0.0), log_odds(1.0));
    let along = |p: f64| (log_odds(p) - least) / (most - least) * (SIZE - 2.0 * MARGIN);
    let (x, y) = (|p: f64| MARGIN + along(p), |p: f64| SIZE - MARGIN - along(p));
    let say = |id: &'static str| escaped(&language.say(id).to_string());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIZE} {SIZE}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"12\"><title>{}</title><rect width=\"{SIZE}\" height=\"{SIZE}\" fill=\"#fff\"/>",
        say("calibration-title")
    );
    let _ = write!(
        svg,
        "<path d=\"M{0:.1} {1:.1}L{2:.1} {3:.1}\" stroke=\"#888\" stroke-dasharray=\"4 4\" fill=\"none\"/>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    let end = SIZE - MARGIN;
    for tick in TICKS {
        let (at, up) = (x(tick), y(tick));
        let _ = write!(
            svg,
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"10\">{tick}</text><text x=\"{:.1}\" \
             y=\"{:.1}\" text-anchor=\"end\" font-size=\"10\">{tick}</text><path d=\"M{at:.1} {MARGIN}V{end:.1}M{MARGIN} \
             {up:.1}H{end:.1}\" stroke=\"#eee\"/>",
            end + 16.0,
            MARGIN - 6.0,
            up + 3.0,
        );
    }
    for point in points.iter().filter(|p| p.count > 0) {
        let (at, (low, high)) = (x(point.said), point.interval);
        let _ = write!(
            svg,
            "<path d=\"M{at:.1} {:.1}V{:.1}\" stroke=\"#1b4d6b\" stroke-width=\"2\"/><circle cx=\"{at:.1}\" cy=\"{:.1}\" \
             r=\"4\" fill=\"#1b4d6b\"/><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\">{}</text>",
            y(low),
            y(high),
            y(point.right),
            at + 7.0,
            y(point.right) + 12.0,
            point.count
        );
    }
    let middle = SIZE / 2.0;
    let _ = write!(
        svg,
        "<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text><text x=\"{:.1}\" y=\"{middle}\" \
         text-anchor=\"middle\" transform=\"rotate(-90 16 {middle})\">{}</text></svg>",
        SIZE - 20.0,
        say("calibration-said"),
        16.0,
        say("calibration-right")
    );
    svg
}
