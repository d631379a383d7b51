//! The letter that a family keeps after it was told in person: what was found, how sure that is, what it can do.

use kintrace_casework::Day;
use kintrace_casework::identification::Identification;
use kintrace_language::Language;

use crate::paper::{Block, Paper};
use crate::{dates, words};

/// The letter, as of a day; `None` before the family was told in person: nobody reads of a death on a paper.
#[must_use]
pub fn paper(language: Language, of: &Identification, name: &str, party: &str, date: Day) -> Option<Paper> {
    let told = of.family_informed.as_ref()?;
    if !of.stands() {
        return None;
    }
    let say = |id: &'static str| language.say(id).to_string();
    let title = language.say("letter-about").with("name", name).to_string();
    let mut paper = Paper::new(language, title, &of.id, date);
    paper.paragraph(say("letter-greeting"));
    paper.paragraph(language.say("letter-told").with("day", dates::day(language, told.on)));
    paper.lead(language.say("letter-result").with("remains", of.remains.join(", ")).with("name", name));
    let lines: Vec<String> = of.findings.iter().map(|f| language.word(f.line.text())).collect();
    paper.paragraph(language.say("letter-how").with("lines", lines.join(", ")));
    if let Some(posterior) = of.posterior {
        paper
            .paragraph(language.say("letter-how-sure").with("chance", words::posterior(language, posterior)));
    }
    paper.paragraph(say("letter-two"));
    paper.heading(say("letter-what-you-can-do"));
    let items = ["letter-ask", "letter-contest", "letter-handover", "letter-more", "letter-data"]
        .map(|id| language.say(id).to_string());
    paper.blocks.push(Block::List { items: items.into() });
    paper.paragraph(say("letter-close"));
    paper.blocks.push(Block::Signatures {
        lines: vec![if party.is_empty() { say("letter-for-us") } else { party.to_owned() }],
    });
    Some(paper)
}
