//! Numbers that matter, drawn.

use std::fmt::Write;

use kintrace_language::Language;

use crate::escaped;
use crate::words;

/// An LR as a position on a scale of powers of ten, from 10^-6 to 10^12; what lies beyond stands at the
/// end with an arrow.
#[must_use]
pub fn likelihood_scale(language: Language, log10_lr: f64) -> String {
    let (from, to, width) = (-6.0_f64, 12.0_f64, 640.0);
    let x = |v: f64| 20.0 + (v.clamp(from, to) - from) / (to - from) * (width - 40.0);
    let mut svg = format!(
        "<svg class=\"plot\" viewBox=\"0 0 {width} 74\" role=\"img\"><title>{}</title>",
        escaped(
            &language
                .say("plot-lr")
                .with("times", words::times(language, log10_lr))
                .with("support", words::support(language, log10_lr))
                .to_string()
        )
    );
    let _ = write!(svg, "<line class=\"axis\" x1=\"20\" x2=\"{}\" y1=\"44\" y2=\"44\"/>", width - 20.0);
    for power in (-6..=12).step_by(2) {
        let at = x(f64::from(power));
        let label = match power {
            0 => "1".to_owned(),
            2 => "100".to_owned(),
            p => format!("10<tspan dy=\"-5\" font-size=\"9\">{p}</tspan>"),
        };
        let _ = write!(
            svg,
            "<line class=\"axis\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"40\" y2=\"48\"/><text class=\"tick\" x=\"{at:.1}\" \
             y=\"66\" text-anchor=\"middle\">{label}</text>"
        );
    }
    let zero = x(0.0);
    let at = x(if log10_lr == f64::NEG_INFINITY { from } else { log10_lr });
    let (left, right) = (zero.min(at), zero.max(at));
    let _ = write!(
        svg,
        "<rect class=\"{}\" x=\"{left:.1}\" y=\"38\" width=\"{:.1}\" height=\"12\"/><path class=\"mark\" d=\"M{at:.1} \
         34l-7 -14h14z\"/></svg>",
        if log10_lr >= 0.0 { "for" } else { "against" },
        right - left
    );
    svg
}

/// A posterior as parts of a whole: this pair, other candidates of the same remains, none of the
/// registered. Label and probability each.
#[must_use]
pub fn parts(language: Language, parts: &[(String, f64)]) -> String {
    let width = 640.0;
    let said: Vec<String> =
        parts.iter().map(|(label, p)| format!("{label} {}", words::digits(language, *p))).collect();
    let mut svg = format!(
        "<svg class=\"plot parts\" viewBox=\"0 0 {width} 30\" role=\"img\"><title>{}</title>",
        escaped(&language.say("plot-posterior").with("parts", said.join("; ")).to_string())
    );
    let mut x = 0.0;
    for (i, (_, p)) in parts.iter().enumerate() {
        let w = p * width;
        let _ = write!(
            svg,
            "<rect class=\"part part{}\" x=\"{x:.2}\" y=\"4\" width=\"{w:.2}\" height=\"22\"/>",
            i.min(4)
        );
        x += w;
    }
    svg.push_str("<rect class=\"frame\" x=\"0.5\" y=\"4\" width=\"639\" height=\"22\"/></svg>");
    svg
}

/// The loci of a comparison as a strip: bars above the line speak for the pair, below against. A locus
/// of log10 LR under −1 is marked: it is surprising if the pair is true.
#[must_use]
pub fn locus_strip(language: Language, loci: &[(String, f64)]) -> String {
    let step = 26.0;
    let width = loci.len() as f64 * step + 20.0;
    let scale = 16.0;
    let height = |v: f64| v.clamp(-4.0, 4.0).abs() * scale;
    let mut svg = format!(
        "<svg class=\"plot strip\" viewBox=\"0 0 {width} 216\" width=\"{width}\" role=\"img\"><title>{}</title>",
        escaped(&language.say("plot-loci").to_string())
    );
    for (i, (locus, v)) in loci.iter().enumerate() {
        let x = 10.0 + i as f64 * step;
        let shown = if *v == f64::NEG_INFINITY { -4.0 } else { *v };
        let h = height(shown).max(1.0);
        let y = if shown >= 0.0 { 74.0 - h } else { 74.0 };
        let surprising = is_surprising(*v);
        let class = match (surprising, shown >= 0.0) {
            (true, _) => "surprising",
            (false, true) => "for",
            (false, false) => "against",
        };
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"18\" height=\"{h:.1}\"/>",
            x + 4.0
        );
        if surprising {
            let _ = write!(
                svg,
                "<text class=\"tick\" x=\"{:.1}\" y=\"68\" text-anchor=\"middle\">!</text>",
                x + 13.0
            );
        }
        let _ = write!(
            svg,
            "<text class=\"tick\" transform=\"translate({:.1} 146) rotate(-90)\" text-anchor=\"end\" dx=\"-2\">{}</text>",
            x + 17.0,
            escaped(locus)
        );
    }
    let _ = write!(svg, "<line class=\"axis\" x1=\"6\" x2=\"{}\" y1=\"74\" y2=\"74\"/></svg>", width - 6.0);
    svg
}

/// Whether a locus speaks so strongly against a pair that a person should look at it.
#[must_use]
pub fn is_surprising(log10_lr: f64) -> bool {
    log10_lr < -1.0
}
