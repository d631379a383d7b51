//! What anybody may know: how many, never who. No number under five is said, so that nobody is meant by one.

use kintrace_casework::Day;
use kintrace_language::{Language, numbers};

use crate::paper::Paper;

/// A smaller count is not said: who knows somebody among so few would know who is meant.
pub const LEAST_SAID: u64 = 5;

/// A count as it may be said.
#[must_use]
pub fn said(language: Language, count: u64) -> String {
    if count < LEAST_SAID {
        language.say("fewer-than").with("least", LEAST_SAID).to_string()
    } else {
        numbers::number(language, count as f64)
    }
}

/// The paper, as of a day: what is counted, and how many.
#[must_use]
pub fn paper(language: Language, counts: &[(String, u64)], date: Day) -> Paper {
    let mut paper = Paper::new(language, language.say("about-figures").to_string(), "", date);
    paper.paragraph(language.say("kintrace-lead"));
    paper.facts(counts.iter().map(|(label, count)| (label.clone(), said(language, *count))));
    paper.paragraph(language.say("about-figures-hint"));
    paper
}
