//! Words of any text as they are searched by: by their beginnings, in any script.
//!
//! What a clerk types is compared with what another one typed, perhaps in another script. A word of
//! letters is spelt by the classes of its sounds ([`crate::coarse`]), so that *Каменка* finds *Kəmənkə*
//! and *Bulaq* finds *Булаг*; a word with digits, a file's number say, stands for itself.

use std::collections::BTreeSet;

use crate::coarse;
use crate::sound::sounds;
use crate::token::{fold, one_script};

/// A letter for each class of sounds.
const LETTERS: &[u8; 13] = b"aiuvpktsclmnr";
/// Longer words are cut.
const LONGEST: usize = 48;

/// Everything that a text is found by: its words, and the numbers in them without the zeros they begin
/// with (*M000123* is found as *123*, too).
///
/// ```
/// use kintrace_names::search_words;
///
/// let words = search_words::of_text("M000123 Yuxarı Bulaq");
/// for typed in ["Булаг", "yuxar", "m0001", "123"] {
///     let query = search_words::of_query(typed);
///     assert!(words.iter().any(|w| w.starts_with(&query[0])), "{typed}");
/// }
/// ```
#[must_use]
pub fn of_text(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for chunk in chunks(text) {
        if has_digit(&chunk) {
            let numbers = chunk.split(|c: char| !c.is_ascii_digit());
            words.extend(numbers.map(|n| n.trim_start_matches('0')).filter(|n| !n.is_empty()).map(cut));
            words.insert(cut(&chunk));
        }
        words.extend(parts(&chunk).map(spelling));
    }
    words
}

/// The beginnings that a thing's words must have, a word of the query each: the thing is meant if each is
/// the beginning of one of its words ([`of_text`]).
#[must_use]
pub fn of_query(text: &str) -> Vec<String> {
    let mut beginnings = Vec::new();
    for chunk in chunks(text) {
        if has_digit(&chunk) {
            beginnings.push(cut(&chunk));
        } else {
            beginnings.extend(parts(&chunk).map(spelling));
        }
    }
    beginnings
}

/// Whether the text has a number in it, as names of people don't.
#[must_use]
pub fn has_digit(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
}

/// What blanks part, folded; punctuation around it is left out.
fn chunks(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let chunks: Vec<String> = folded
        .split_whitespace()
        .map(|chunk| chunk.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|chunk| !chunk.is_empty())
        .collect();
    chunks.into_iter()
}

fn parts(chunk: &str) -> impl Iterator<Item = &str> {
    chunk.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// A word by its sounds; as it stands if it has digits, or no letter that is known.
fn spelling(word: &str) -> String {
    if has_digit(word) {
        return cut(word);
    }
    let heard = sounds(&one_script(word));
    let spelt: String =
        coarse::classes_of(&heard).iter().map(|c| char::from(LETTERS[usize::from(*c)])).collect();
    let spelt = if spelt.is_empty() { word } else { &spelt };
    cut(spelt)
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(query: &str, text: &str) -> bool {
        let words = of_text(text);
        let query = of_query(query);
        !query.is_empty() && query.iter().all(|q| words.iter().any(|w| w.starts_with(q)))
    }

    #[test]
    fn what_one_clerk_typed_is_found_as_another_types_it() {
        for (query, text) in [
            ("Каменка", "Kəmənkə kəndi"),
            ("Bulaq", "Юхары Булаг"),
            ("yuxari bulaq", "Yuxarı Bulaq"),
            ("Վերին", "Verin Get"),
            ("verin get", "Վերին Գետ"),
            ("Hüs", "Гусейнов Эльчин"),
            ("m000123", "M000123"),
            ("123", "M000123"),
            ("bh-2019/4", "BH-2019/45-b"),
            ("2019", "BH-2019/45"),
            ("Ağ-Bulaq", "Агбулаг, Ağ Bulaq"),
        ] {
            assert!(finds(query, text), "{query} in {text}: {:?} {:?}", of_query(query), of_text(text));
        }
        for (query, text) in [("Bulaq", "Verin Get"), ("124", "M000123"), ("", "M1"), ("—", "M1")] {
            assert!(!finds(query, text), "{query} in {text}");
        }
    }
}
