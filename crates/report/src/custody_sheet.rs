//! The sheet that goes with an item from hand to hand (ISO 17025, 7.4; Minnesota Protocol, 2016): every transfer
//! so far with its seals, and room for those to come.

use kintrace_casework::Day;
use kintrace_casework::custody::Custody;
use kintrace_language::Language;

use crate::dates;
use crate::paper::{Block, Paper};
use crate::qr_code;

/// Lines for transfers to come.
const FREE_LINES: usize = 6;

/// The sheet, as of a day; `state`: whether the chain is unbroken, in words, and `item` what it is of.
#[must_use]
pub fn paper(language: Language, of: &Custody, item: &str, state: &str, date: Day) -> Paper {
    let say = |id: &'static str| language.say(id).to_string();
    let mut paper = Paper::new(language, say("paper-custody"), &of.id, date);
    if let Some(svg) = qr_code::draw(&of.item.id) {
        paper.blocks.push(Block::Code { svg, text: format!("{item}\n{state}") });
    }
    let truth = |is: bool| say(if is { "yes" } else { "no" });
    let rows = of.transfers.iter().map(|t| {
        vec![
            dates::day(language, t.on),
            t.from.clone(),
            t.to.clone(),
            t.seal_found.clone(),
            truth(t.seal_intact),
            t.seal_set.clone(),
            t.remark.clone(),
        ]
    });
    let free = std::iter::repeat_n(vec![" ".to_owned(); 7], FREE_LINES);
    paper.table(
        &[
            (say("field-on"), 3),
            (say("paper-from"), 3),
            (say("paper-to"), 3),
            (say("field-seal-found"), 3),
            (say("field-seal-intact"), 3),
            (say("field-seal-set"), 3),
            (say("field-remark"), 4),
        ],
        rows.chain(free).collect(),
    );
    paper.paragraph(say("custody-how"));
    paper
}
