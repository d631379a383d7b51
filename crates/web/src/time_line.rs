//! A missing person's time line: what is known of the life, what happened, what was reported, asked, answered
//! and done, in the order in which it was. What is protected is not in it: to read that is put on record.

use kintrace_casework::case::Case;
use kintrace_casework::handover::Handover;
use kintrace_casework::incident::Incident;
use kintrace_casework::information_request::InformationRequest;
use kintrace_casework::registry::MissingPerson;
use kintrace_casework::report::Report;
use kintrace_casework::{DateInterval, Day, Document, Noun};
use kintrace_language::Language;
use kintrace_report::dates;

use crate::documents::{named, path};

/// Something that was at some time.
pub(crate) struct Moment {
    /// When it began at the earliest, in years.
    from: f64,
    pub(crate) when: String,
    pub(crate) what: String,
    /// Where more of it is; empty: here.
    pub(crate) path: String,
}

struct Line {
    language: Language,
    moments: Vec<Moment>,
}

impl Line {
    fn interval(&mut self, when: Option<&DateInterval>, what: String, path: String) {
        if let Some(when) = when {
            self.moments.push(Moment {
                from: when.from,
                when: dates::known(self.language, when),
                what,
                path,
            });
        }
    }

    fn day(&mut self, on: Option<Day>, what: String, path: String) {
        if let Some(on) = on {
            let (year, month, day) = on.parts();
            let from = f64::from(year) + (f64::from(month) - 1.0) / 12.0 + f64::from(day) / 372.0;
            self.moments.push(Moment { from, when: dates::day(self.language, on), what, path });
        }
    }
}

/// The time line of a person, by what is recorded about the person, the earliest first.
pub(crate) fn of(language: Language, missing: &MissingPerson, documents: &[Document]) -> Vec<Moment> {
    let mut line = Line { language, moments: Vec::new() };
    let say = |id: &'static str| language.say(id).to_string();
    line.interval(missing.born.as_ref(), say("born"), String::new());
    let seen = [say("last-seen"), missing.place.clone()].into_iter().filter(|part| !part.is_empty());
    line.interval(missing.last_seen.as_ref(), seen.collect::<Vec<_>>().join(", "), String::new());
    for document in documents.iter().filter(|d| !d.is_protected) {
        let (what, to) = (named(language, &document.reference), path(&document.reference));
        let said = |word: &str| format!("{what}: {}", language.word(word));
        match document.reference.kind {
            Noun::Report => {
                if let Ok(report) = document.thing::<Report>() {
                    line.day(report.received, what, to);
                }
            }
            Noun::Incident => {
                if let Ok(incident) = document.thing::<Incident>() {
                    line.interval(incident.when.as_ref(), said(incident.kind.text()), to);
                }
            }
            Noun::InformationRequest => {
                if let Ok(request) = document.thing::<InformationRequest>() {
                    for reply in &request.replies {
                        line.day(Some(reply.on), said(reply.kind.text()), to.clone());
                    }
                    line.day(request.sent, what, to);
                }
            }
            Noun::Case => {
                if let Ok(case) = document.thing::<Case>() {
                    for step in &case.steps {
                        line.day(Some(step.on), said(step.to.text()), to.clone());
                    }
                }
            }
            Noun::Handover => {
                if let Ok(handover) = document.thing::<Handover>() {
                    line.day(handover.on, what, to);
                }
            }
            _ => {}
        }
    }
    line.moments.sort_by(|a, b| a.from.total_cmp(&b.from));
    line.moments
}
