//! Words of a name: case folded, cut apart, letters that look alike put in their script.

use unicode_normalization::UnicodeNormalization;

use crate::script::Script;

/// Lower case, marks that do not change a letter taken off, one form of each letter.
///
/// Azerbaijani and Turkish capitals are respected as far as that is possible without knowing the
/// language: *İ* becomes *i*; *I* becomes *i*, too, which sounds almost as *ı* does.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc() {
        match c {
            'İ' => out.push('i'),
            // Ligature of Armenian ech and yiwn, and what lower-casing would leave as two letters.
            'և' => out.push('և'),
            // Zero-width marks, vowel points of Arabic, kashida.
            '\u{200B}'..='\u{200F}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' | '\u{00AD}' => {}
            c => c.to_lowercase().for_each(|l| out.push(l)),
        }
    }
    out.chars().map(plain).filter(|c| !('\u{0300}'..='\u{036F}').contains(c)).collect()
}

/// Letters with marks that are no letters of their own here.
fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ā' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ū' => 'u',
        'ñ' | 'ň' => 'n',
        'ḥ' | 'ḫ' => 'h',
        'ṣ' => 's',
        'ṭ' => 't',
        'ẓ' | 'ż' => 'z',
        'ḍ' => 'd',
        'ý' => 'y',
        'ř' => 'r',
        'ł' => 'l',
        c => c,
    }
}

/// Cyrillic letters typed for Latin ones that look the same, and the reverse, are put in the script
/// of the rest of the word: *Hacıyеv* with a Cyrillic *е* is Latin.
#[must_use]
pub fn one_script(word: &str) -> String {
    const PAIRS: [(char, char); 14] = [
        ('a', 'а'),
        ('e', 'е'),
        ('o', 'о'),
        ('p', 'р'),
        ('c', 'с'),
        ('y', 'у'),
        ('x', 'х'),
        ('k', 'к'),
        ('m', 'м'),
        ('t', 'т'),
        ('h', 'һ'),
        ('j', 'ј'),
        ('ə', 'ә'),
        ('i', 'і'),
    ];
    let has = |script| word.chars().any(|c| Script::of(c) == Some(script));
    if !(has(Script::Latin) && has(Script::Cyrillic)) {
        return word.to_owned();
    }
    let only = |script: Script| {
        word.chars()
            .filter(|c| Script::of(*c) == Some(script))
            .filter(|c| !PAIRS.iter().any(|(l, r)| l == c || r == c))
            .count()
    };
    let latin = only(Script::Latin) >= only(Script::Cyrillic);
    word.chars()
        .map(|c| {
            let found = PAIRS
                .iter()
                .find_map(|&(l, r)| if latin { (r == c).then_some(l) } else { (l == c).then_some(r) });
            found.unwrap_or(c)
        })
        .collect()
}

/// A word as it stands in a name.
#[expect(clippy::struct_excessive_bools, reason = "four things that punctuation says, each by itself")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub written: String,
    /// Folded, one script.
    pub folded: String,
    /// Ends in a full stop, or is one letter: *Г.*, *E*, *Yu.*
    pub initial: bool,
    /// In brackets or quotation marks: a nickname.
    pub bracketed: bool,
    /// A comma follows: what stands before it is a surname.
    pub before_comma: bool,
    /// Joined to the word before by a hyphen.
    pub hyphenated: bool,
}

/// No name has more words; the rest of a longer text is left aside.
const MOST_WORDS: usize = 12;

/// Cuts a name into words at blanks, commas, full stops, hyphens and brackets.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut current = String::new();
    let mut bracket = false;
    let mut hyphen = false;
    let mut push = |current: &mut String, bracketed: bool, hyphenated: bool, end: char| {
        if current.is_empty() {
            if end == ','
                && let Some(last) = words.last_mut()
            {
                last.before_comma = true;
            }
            return;
        }
        let written = std::mem::take(current);
        let folded = one_script(&fold(&written));
        let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
        if letters == 0 {
            return;
        }
        let initial = letters == 1 || (end == '.' && letters <= 2);
        words.push(Word { written, folded, initial, bracketed, before_comma: end == ',', hyphenated });
    };
    for c in text.chars() {
        match c {
            '(' | '[' | '«' | '“' | '„' => {
                push(&mut current, bracket, hyphen, c);
                (bracket, hyphen) = (true, false);
            }
            ')' | ']' | '»' | '”' => {
                push(&mut current, bracket, hyphen, c);
                (bracket, hyphen) = (false, false);
            }
            '"' => {
                push(&mut current, bracket, hyphen, c);
                (bracket, hyphen) = (!bracket, false);
            }
            '-' | '‐' | '‑' | '–' | '—' | '\u{058A}' => {
                push(&mut current, bracket, hyphen, c);
                hyphen = true;
            }
            ',' | ';' | '.' | '/' | '\u{060C}' | '·' => {
                push(&mut current, bracket, hyphen, c);
                hyphen = false;
            }
            // A zero-width non-joiner parts the halves of a Persian compound that is one name.
            '\u{200C}' => {}
            c if c.is_whitespace() => {
                push(&mut current, bracket, hyphen, c);
                hyphen = false;
            }
            // Apostrophes mark aspirates and hamza; they part nothing.
            '\'' | '’' | 'ʼ' | '‘' | 'ʻ' | '`' | '՚' | 'ʾ' | 'ʿ' => {}
            c => current.push(c),
        }
    }
    push(&mut current, bracket, hyphen, ' ');
    words.truncate(MOST_WORDS);
    words
}
