//! Words that judge, which the office's own texts do not use.
//!
//! A source's own words may hold them, inside quotation marks.

/// Words that nobody uses here of any side, in English; small letters.
const OF_SIDES: &[&str] = &[
    "enemy",
    "enemies",
    "terrorist",
    "terrorists",
    "hero",
    "heroes",
    "martyr",
    "martyrs",
    "bandit",
    "bandits",
];

/// Words that take guilt as given.
const OF_GUILT: &[&str] = &[
    "perpetrator",
    "perpetrators",
    "murderer",
    "murderers",
    "war criminal",
    "war criminals",
    "guilty",
    "culprit",
    "culprits",
];

/// What stands outside quotation marks, in small letters.
fn own_words(text: &str) -> String {
    let mut own = String::new();
    let mut until = None;
    for c in text.chars() {
        match until {
            Some(end) if c == end => until = None,
            Some(_) => {}
            None => {
                until = match c {
                    '"' => Some('"'),
                    '«' => Some('»'),
                    '“' => Some('”'),
                    '„' => Some('“'),
                    _ => None,
                };
                if until.is_none() {
                    own.extend(c.to_lowercase());
                } else {
                    own.push(' ');
                }
            }
        }
    }
    own
}

fn first_of(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let own = own_words(text);
    let spaced: String = own.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let padded = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    words.iter().copied().find(|word| padded.contains(&format!(" {word} ")))
}

/// A word of the office's own that judges a side.
#[must_use]
pub fn judges_a_side(text: &str) -> Option<&'static str> {
    first_of(text, OF_SIDES)
}

/// A word of the office's own that takes guilt as given.
#[must_use]
pub fn presumes_guilt(text: &str) -> Option<&'static str> {
    first_of(text, OF_GUILT)
}
