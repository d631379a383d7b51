//! The course of a document that has one: a request with its reminders and replies, the steps of a case or of a
//! proceeding.

use kintrace_casework::case::Case;
use kintrace_casework::information_request::InformationRequest;
use kintrace_casework::proceeding::{self, Proceeding};
use kintrace_casework::{Day, Document, Noun};
use kintrace_language::Language;
use kintrace_report::dates;
use kintrace_service::today;
use kintrace_service::work::is_late;

/// Something that was done, or is awaited.
pub(crate) struct Step {
    /// A day: for machines, and for people.
    pub(crate) day: (String, String),
    pub(crate) what: String,
    /// In somebody's own words.
    pub(crate) words: String,
    pub(crate) is_late: bool,
}

/// Members that the course shows, so that they don't stand among the facts as well.
pub(crate) fn members(kind: Noun) -> &'static [&'static str] {
    match kind {
        Noun::Case | Noun::Proceeding => &["steps"],
        Noun::InformationRequest => &["sent", "due", "reminders", "replies"],
        // The line of custody.
        Noun::Custody => &["transfers"],
        _ => &[],
    }
}

/// The course of a document, the earliest first; nothing for a document without one.
pub(crate) fn of(language: Language, document: &Document) -> Vec<Step> {
    let step = |on: Day, what: String, words: &str| Step {
        day: (on.to_string(), dates::day(language, on)),
        what,
        words: words.to_owned(),
        is_late: false,
    };
    let word = |text: &str| language.capitalised(&language.word(text));
    match document.reference.kind {
        Noun::Case => {
            let Ok(case) = document.thing::<Case>() else { return Vec::new() };
            case.steps.iter().map(|s| step(s.on, word(s.to.text()), &s.reason)).collect()
        }
        Noun::Proceeding => {
            let Ok(proceeding) = document.thing::<Proceeding>() else { return Vec::new() };
            let said = |s: &proceeding::ProceedingStep| match s.outcome {
                proceeding::Outcome::None => word(s.to.text()),
                outcome => format!("{}: {}", word(s.to.text()), language.word(outcome.text())),
            };
            proceeding.steps.iter().map(|s| step(s.on, said(s), &s.remark)).collect()
        }
        Noun::InformationRequest => {
            let Ok(request) = document.thing::<InformationRequest>() else { return Vec::new() };
            let say = |id: &'static str| language.say(id).to_string();
            let mut steps = Vec::new();
            steps.extend(request.sent.map(|on| step(on, say("request-was-sent"), "")));
            steps.extend(request.reminders.iter().map(|on| step(*on, say("request-asked-again"), "")));
            steps.extend(request.replies.iter().map(|r| step(r.on, word(r.kind.text()), &r.text)));
            if let Some(due) = request.due.filter(|_| !request.is_answered()) {
                let late = request.sent.is_some() && is_late(Some(due), today());
                let awaited = say("request-answer-is-due");
                steps.push(Step { is_late: late, ..step(due, awaited, "") });
            }
            // What is of one day stays in this order.
            steps.sort_by(|a, b| a.day.0.cmp(&b.day.0));
            steps
        }
        _ => Vec::new(),
    }
}
