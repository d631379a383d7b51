//! What Kintrace says, in each language.
//!
//! Nothing that a person reads is written in the code: the code names a [`Message`] (`remains-none-fit`),
//! with arguments where it has some, and a [`Language`] says it. Messages are [Fluent] files, a folder a
//! language under `locales/`, a file a subject; how many, which case of a word and which order is the
//! translator's business. Numbers, dates and the order of letters are those of the Unicode CLDR, by ICU4X.
//!
//! * [`Message`]: what is to be said, in no language yet: an error knows one, an entry of the diary keeps one;
//! * [`Language::say`]: says it;
//! * [`numbers`], [`dates`], [`order`]: as the language writes them.
//!
//! A language more is a folder more and a line in [`Language`]. A test of the pages (`crates/web`) fails on a
//! message that is not in every language, that takes other arguments in one of them, or that nothing says.
//!
//! [Fluent]: https://projectfluent.org

mod catalogue;
pub mod dates;
mod message;
pub mod numbers;
pub mod order;
mod recognise;

pub use catalogue::{Catalogue, Entry};
pub use message::{Argument, Message, Said};

use std::borrow::Cow;

use icu_locale_core::{Locale, locale};
use serde::{Deserialize, Serialize};

/// A language that pages, documents and errors speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// Azərbaycanca.
    #[serde(rename = "az")]
    Azerbaijani,
    /// Հայերեն.
    #[serde(rename = "hy")]
    Armenian,
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Русский.
    #[serde(rename = "ru")]
    Russian,
}

impl Language {
    /// All of them, in the order of their own names' Latin, Armenian and Cyrillic letters.
    pub const ALL: [Self; 4] = [Self::Azerbaijani, Self::English, Self::Armenian, Self::Russian];

    /// The tag of BCP 47: `az`, `hy`, `en`, `ru`; also the name of its folder.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Azerbaijani => "az",
            Self::Armenian => "hy",
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    /// Its name in itself: what somebody looks for who reads no other.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Azerbaijani => "Azərbaycanca",
            Self::Armenian => "Հայերեն",
            Self::English => "English",
            Self::Russian => "Русский",
        }
    }

    /// The language of a tag.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The first that somebody understands, by an `Accept-Language` header (RFC 9110, 12.5.4); English if
    /// it names none of ours.
    #[must_use]
    pub fn preferred(accept_language: &str) -> Self {
        let mut asked: Vec<(f64, &str)> = accept_language
            .split(',')
            .map(|range| {
                let (tag, parameter) = range.split_once(';').unwrap_or((range, ""));
                let weight = parameter.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse().ok());
                (weight.unwrap_or(0.0), tag.trim().split('-').next().unwrap_or_default())
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        // Stable: of equal weight, the first stays first.
        asked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        asked.iter().find_map(|(_, tag)| Self::read(&tag.to_ascii_lowercase())).unwrap_or_default()
    }

    pub(crate) fn locale(self) -> Locale {
        match self {
            Self::Azerbaijani => locale!("az"),
            Self::Armenian => locale!("hy"),
            Self::English => locale!("en-GB"),
            Self::Russian => locale!("ru"),
        }
    }

    /// A message by its id, to be said in this language; [`Said::with`] adds what it takes.
    #[must_use]
    pub fn say(self, id: impl Into<Cow<'static, str>>) -> Said {
        Said::new(self, Message::new(id))
    }

    /// Says a message.
    #[must_use]
    pub fn tell(self, message: &Message) -> String {
        catalogue::of(self).tell(message)
    }

    /// Whether there is such a message.
    #[must_use]
    pub fn knows(self, id: &str) -> bool {
        catalogue::of(self).has(id)
    }

    /// A word of a closed list (a status, a kind, a purpose) in this language: `word-under-review` for
    /// "under review".
    #[must_use]
    pub fn word(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { self.tell(&word(text)) }
    }

    /// What is wrong with something, of which the rules say it in English.
    #[must_use]
    pub fn problem(self, text: &str) -> String {
        self.tell(&problem(text))
    }

    /// A text with a capital letter at its beginning.
    #[must_use]
    pub fn capitalised(self, text: &str) -> String {
        let mut letters = text.chars();
        match letters.next() {
            Some('i') if self == Self::Azerbaijani => format!("İ{}", letters.as_str()),
            // In Armenian, the ligature of ե and ւ is two letters as a capital, of which one is.
            Some('և') => format!("Եւ{}", letters.as_str()),
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => String::new(),
        }
    }
}

/// The message of a word of a closed list.
#[must_use]
pub fn word(text: &str) -> Message {
    Message::new(format!("word-{}", slug(text)))
}

/// The message of what rules say in English, with the values that stand in it. What no message says stays as it is.
#[must_use]
pub fn problem(text: &str) -> Message {
    recognise::recognise(text).unwrap_or_else(|| Message::new("diary-as-written").with("text", text))
}

/// A text as a part of an id: small letters and digits, with hyphens between.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' => id.push(c.to_ascii_lowercase()),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_asks_for() {
        for (header, language) in [
            ("ru-RU,ru;q=0.9,en;q=0.5", Language::Russian),
            ("az-Latn-AZ, ru;q=0.7", Language::Azerbaijani),
            ("hy-AM", Language::Armenian),
            ("fr-FR,fr;q=0.9,hy;q=0.4", Language::Armenian),
            ("en;q=0.2,ru;q=0.8", Language::Russian),
            ("fr", Language::English),
            ("", Language::English),
            (";;;q=,", Language::English),
        ] {
            assert_eq!(Language::preferred(header), language, "{header}");
        }
    }

    #[test]
    fn words_have_ids() {
        assert_eq!(slug("fate known, remains not recovered"), "fate-known-remains-not-recovered");
        assert_eq!(slug("wilful killing, 8(2)(a)(i)"), "wilful-killing-8-2-a-i");
        assert_eq!(word("DNA collected").id, "word-dna-collected");
        assert_eq!(Language::Azerbaijani.capitalised("itkin"), "İtkin");
        assert_eq!(Language::Russian.capitalised("место"), "Место");
    }
}
