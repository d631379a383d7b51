//! What rules say in English, recognised: the message, and what stands in it.
//!
//! Rules and readers of files say what is wrong in English, with the values that they found. The English text of a
//! message is at the same time the pattern of what they say: `a number from { $from } to { $to } was expected`
//! recognises "a number from 0 to 120 was expected", and every language can say it. So a rule needs no message at
//! hand, and what is said in English is what a translator sees.

use std::sync::LazyLock;

use crate::catalogue;
use crate::message::{Argument, Message};
use crate::{Language, slug, word};

/// The beginning of the ids of patterns.
const PREFIX: &str = "fault-";

struct Pattern {
    id: String,
    /// What stands before the first value, between values, and after the last.
    literals: Vec<String>,
    names: Vec<String>,
}

/// Quotation marks and apostrophes as programs write them.
fn plain(text: &str) -> String {
    text.replace(['\u{2019}', '\u{2018}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}

/// The patterns, those that say most first: a text fits the one that leaves least open.
static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let english = catalogue::of(Language::English);
    let of_faults = english.entries().iter().filter(|e| e.id.starts_with(PREFIX));
    let mut patterns: Vec<Pattern> = of_faults
        .map(|entry| {
            // A mark that no text has stands for each value.
            let marked = entry
                .arguments
                .iter()
                .enumerate()
                .map(|(i, name)| (name.clone().into(), Argument::Text(format!("\u{1}{i}\u{1}"))));
            let message = Message { id: entry.id.clone().into(), arguments: marked.collect() };
            let text = plain(&english.tell(&message));
            let (mut literals, mut names) = (Vec::new(), Vec::new());
            for (i, part) in text.split('\u{1}').enumerate() {
                if i % 2 == 0 {
                    literals.push(part.to_owned());
                } else if let Some(name) = part.parse().ok().and_then(|i: usize| entry.arguments.get(i)) {
                    names.push(name.clone());
                }
            }
            Pattern { id: entry.id.clone(), literals, names }
        })
        .collect();
    let said = |p: &Pattern| p.literals.iter().map(String::len).sum::<usize>();
    patterns.sort_by(|a, b| said(b).cmp(&said(a)).then_with(|| a.id.cmp(&b.id)));
    patterns
});

impl Pattern {
    /// The values of a text that fits, one for each name.
    fn values<'a>(&self, text: &'a str) -> Option<Vec<&'a str>> {
        let (first, others) = self.literals.split_first()?;
        let mut rest = text.strip_prefix(first.as_str())?;
        let mut values = Vec::new();
        for (i, literal) in others.iter().enumerate() {
            let at = if i + 1 == others.len() {
                rest.ends_with(literal.as_str()).then(|| rest.len() - literal.len())?
            } else {
                rest.find(literal.as_str())?
            };
            values.push(&rest[..at]);
            rest = &rest[at + literal.len()..];
        }
        (rest.is_empty() && values.iter().all(|v| !v.is_empty())).then_some(values)
    }
}

/// The message of what a rule says in English; `None` if no message says so.
pub(crate) fn recognise(text: &str) -> Option<Message> {
    let known = |id: String| Language::English.knows(&id).then(|| Message::new(id));
    if let Some(message) = known(format!("problem-{}", slug(text))) {
        return Some(message);
    }
    let text = plain(text);
    PATTERNS.iter().find_map(|pattern| {
        let values = pattern.values(&text)?;
        let arguments = pattern.names.iter().zip(values).map(|(name, value)| {
            // A value may be something that is said itself, or a word of a closed list.
            let said = recognise(value).or_else(|| known(word(value).id.into_owned()));
            (name.clone().into(), said.map_or_else(|| Argument::Text(value.to_owned()), Argument::Message))
        });
        Some(Message { id: pattern.id.clone().into(), arguments: arguments.collect() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_recognised_with_what_it_found() {
        let say = |language: Language, text: &str| {
            recognise(text).map(|message| language.tell(&message)).unwrap_or_default()
        };
        assert_eq!(
            say(Language::Russian, "a number from -90 to 90 was expected"),
            "ожидалось число от -90 до 90"
        );
        // Words of closed lists are said in the language, and so is a fault within a fault.
        assert_eq!(
            say(Language::Russian, "\"identified\" can't come after \"reported\""),
            format!(
                "«{}» не может идти после «{}»",
                Language::Russian.word("identified"),
                Language::Russian.word("reported")
            )
        );
        assert_eq!(
            say(Language::Azerbaijani, "family F1: p4 is their own ancestor"),
            "ailə F1: p4 öz əcdadıdır"
        );
        for nothing in ["", "the weather is fine", "a number from to was expected"] {
            assert_eq!(recognise(nothing), None, "{nothing}");
        }
        // In English it is said as it was.
        let text = "sample S1 has locus D3S1358 in row 5, too";
        assert_eq!(say(Language::English, text), text);
    }
}
