//! Drawings, words and papers for people: pedigrees, likelihood ratios, posteriors; reports, letters, protocols.
//!
//! * [`pedigree_drawing`]: a family in the standard symbols, as SVG;
//! * [`plots`]: an LR as a position on a log scale, a posterior as parts of a whole, loci as a strip;
//! * [`words`]: what a number means, in words;
//! * [`dates`]: dates as they are known, in words;
//! * [`paper`]: a paper as what stands on it; [`identification_report`], [`family_letter`], [`request_letter`],
//!   [`custody_sheet`], [`handover_protocol`], [`statistics`]: each of them.
//!
//! Each speaks the [`kintrace_language::Language`] that it is given.
//!
//! Drawings use `currentColor` and classes, so that the page's style sheet colours them; each has a
//! title and a description for those who don't see it.

pub mod calibration_plot;
pub mod custody_sheet;
pub mod dates;
pub mod family_letter;
pub mod handover_protocol;
pub mod identification_report;
pub mod paper;
pub mod pedigree_drawing;
pub mod plots;
pub mod qr_code;
pub mod request_letter;
pub mod statistics;
pub mod words;

/// Text that is safe inside XML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
