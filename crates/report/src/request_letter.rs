//! A request for information under international humanitarian law (Geneva Conventions I to IV, Additional
//! Protocol I, articles 32 to 34, customary rule 117), as it is sent.

use kintrace_casework::Day;
use kintrace_casework::information_request::InformationRequest;
use kintrace_language::Language;

use crate::dates;
use crate::paper::{Block, Paper};

/// The request, as of a day. `about`: what it is about, in words; `from` and `to`: names of parties.
#[must_use]
pub fn paper(
    language: Language,
    of: &InformationRequest,
    (from, to): (&str, &str),
    about: &[String],
    date: Day,
) -> Paper {
    let say = |id: &'static str| language.say(id).to_string();
    let day = |day: &Day| dates::day(language, *day);
    let mut paper = Paper::new(
        language,
        language.capitalised(&say("noun-information-request")),
        &of.id,
        of.sent.unwrap_or(date),
    );
    paper.facts([
        (say("paper-from"), from.to_owned()),
        (say("paper-to"), to.to_owned()),
        (say("field-addressee"), of.addressee.clone()),
        (say("field-sent"), of.sent.as_ref().map_or_else(String::new, day)),
        (say("field-due"), of.due.as_ref().map_or_else(String::new, day)),
    ]);
    paper.heading(say("step-request"));
    paper.paragraph(&of.text);
    if !about.is_empty() {
        paper.heading(say("step-about"));
        paper.blocks.push(Block::List { items: about.to_vec() });
    }
    paper.heading(say("field-grounds"));
    let grounds = of.grounds.iter().map(|g| language.capitalised(&language.word(g.text())));
    paper.blocks.push(Block::List { items: grounds.collect() });
    paper.paragraph(say("request-law"));
    match &of.due {
        Some(due) => paper.paragraph(language.say("request-please").with("day", day(due))),
        None => paper.paragraph(say("request-please-soon")),
    }
    if !of.reminders.is_empty() {
        let days: Vec<String> = of.reminders.iter().map(day).collect();
        paper.facts([(say("field-reminders"), days.join("; "))]);
    }
    if !of.replies.is_empty() {
        paper.heading(say("step-replies"));
        let replies =
            of.replies.iter().map(|r| vec![day(&r.on), language.word(r.kind.text()), r.text.clone()]);
        paper.table(&[(say("field-on"), 2), (say("kind"), 2), (say("field-text"), 6)], replies.collect());
    }
    paper.blocks.push(Block::Signatures { lines: vec![from.to_owned()] });
    paper
}
