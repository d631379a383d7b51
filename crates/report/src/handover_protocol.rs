//! The protocol that is signed when remains are given to a family (Minnesota Protocol, 2016, on the family's
//! rights and wishes).

use kintrace_casework::Day;
use kintrace_casework::handover::Handover;
use kintrace_language::Language;

use crate::dates;
use crate::paper::{Block, Paper};

/// The protocol, as of a day; `name`: of the missing person, `to`: of the relative, `party`: of who hands over.
#[must_use]
pub fn paper(language: Language, of: &Handover, (name, to, party): (&str, &str, &str), date: Day) -> Paper {
    let say = |id: &'static str| language.say(id).to_string();
    let mut paper = Paper::new(language, say("paper-handover"), &of.id, of.on.unwrap_or(date));
    paper.lead(language.say("handover-lead").with("name", name));
    paper.facts([
        (say("missing-person"), format!("{name} ({})", of.missing)),
        (language.capitalised(&say("noun-identification")), of.identification.clone()),
        (say("remains"), of.remains.join(", ")),
        (say("field-what"), of.what.clone()),
        (say("field-adds-to"), of.adds_to.clone()),
        (say("paper-to"), to.to_owned()),
        (say("field-on"), of.on.map_or_else(String::new, |on| dates::day(language, on))),
        (say("where"), of.at.clone()),
        (say("paper-from"), party.to_owned()),
    ]);
    if of.partial {
        paper.paragraph(say("handover-partial"));
    }
    if !of.wishes.is_empty() {
        paper.heading(say("field-wishes"));
        paper.paragraph(&of.wishes);
    }
    if !of.burial.is_empty() {
        paper.heading(say("field-burial"));
        paper.paragraph(&of.burial);
    }
    paper.paragraph(say("handover-rights"));
    paper.blocks.push(Block::Signatures {
        lines: ["handover-for-office", "handover-for-family", "handover-witness"].map(say).into(),
    });
    paper
}
