//! How clerks write a name that they hear, each in their script, and with which slips.
//!
//! Names are given as they sound, over the letters `aəeiıoöuübpvfgğqkxhdtzsʒʃʤʧʦʣylmnr`; doubled letters
//! are as in the family's own writing. Nothing here knows how names are compared: it writes as a person
//! of that office would.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// Azerbaijani in Latin letters.
    Azerbaijani,
    /// Russian.
    Russian,
    /// English romanisation.
    English,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Azerbaijani in the Cyrillic of before 1991.
    AzerbaijaniCyrillic,
}

/// What each sound becomes, in the order of the hands; alternatives are parted by a bar, the first is
/// usual.
const WRITTEN: [(char, [&str; 6]); 34] = [
    ('a', ["a", "а", "a", "ա", "ა", "а"]),
    ('ə', ["ə", "а|е|я", "a|e", "ա|ե", "ა|ე", "ә"]),
    ('e', ["e", "э|е", "e", "է|ե", "ე", "е"]),
    ('i', ["i", "и", "i", "ի", "ი", "и"]),
    ('ı', ["ı", "ы|и", "i|y", "ը|ի", "ი", "ы"]),
    ('o', ["o", "о", "o", "ո", "ო", "о"]),
    ('ö', ["ö", "ё|о", "o", "յո|ո", "ო", "ө"]),
    ('u', ["u", "у", "u", "ու", "უ", "у"]),
    ('ü', ["ü", "ю|у", "u", "յու|ու", "უ", "ү"]),
    ('b', ["b", "б", "b", "բ", "ბ", "б"]),
    ('p', ["p", "п", "p", "պ|փ", "პ", "п"]),
    ('v', ["v", "в", "v", "վ", "ვ", "в"]),
    ('f', ["f", "ф", "f", "ֆ", "ფ", "ф"]),
    ('g', ["g", "г", "g", "գ", "გ", "ҝ"]),
    ('ğ', ["ğ", "г", "gh|g", "ղ", "ღ", "ғ"]),
    ('q', ["q", "г|к", "g|q", "ղ|գ", "ყ|გ", "г"]),
    ('k', ["k", "к", "k", "կ|ք", "კ|ქ", "к"]),
    ('x', ["x", "х", "kh", "խ", "ხ", "х"]),
    ('h', ["h", "г|х|", "h", "հ", "ჰ", "һ"]),
    ('d', ["d", "д", "d", "դ", "დ", "д"]),
    ('t', ["t", "т", "t", "տ|թ", "ტ|თ", "т"]),
    ('z', ["z", "з", "z", "զ", "ზ", "з"]),
    ('s', ["s", "с", "s", "ս", "ს", "с"]),
    ('ʒ', ["j", "ж", "zh", "ժ", "ჟ", "ж"]),
    ('ʃ', ["ş", "ш", "sh", "շ", "შ", "ш"]),
    ('ʤ', ["c", "дж", "j", "ջ", "ჯ", "ҹ"]),
    ('ʧ', ["ç", "ч", "ch", "չ|ճ", "ჩ|ჭ", "ч"]),
    ('ʦ', ["ts", "ц", "ts", "ց|ծ", "ც|წ", "тс"]),
    ('ʣ', ["dz", "дз", "dz", "ձ", "ძ", "дз"]),
    ('y', ["y", "й", "y", "յ", "ი", "ј"]),
    ('l', ["l", "л", "l", "լ", "ლ", "л"]),
    ('m', ["m", "м", "m", "մ", "მ", "м"]),
    ('n', ["n", "н", "n", "ն", "ნ", "н"]),
    ('r', ["r", "р", "r", "ր|ռ", "რ", "р"]),
];

/// Writes a name as this clerk would. Where a letter may stand for a sound in several ways, the clerk
/// takes the usual one in nine of ten cases.
#[must_use]
pub fn write(rng: &mut ChaCha8Rng, sounds: &str, hand: Hand) -> String {
    let mut text = String::new();
    let mut last = ' ';
    for c in sounds.chars() {
        let Some((_, forms)) = WRITTEN.iter().find(|(s, _)| *s == c) else {
            text.push(c);
            last = ' ';
            continue;
        };
        let forms: Vec<&str> = forms[hand as usize].split('|').collect();
        let mut form = forms[0];
        if forms.len() > 1 && rng.random_bool(0.1) {
            form = forms[1..].choose(rng).copied().unwrap_or(form);
        }
        match hand {
            // Сначала, после гласной: е, ю, я.
            Hand::Russian if last == 'y' && matches!(c, 'a' | 'e' | 'u' | 'o') => {
                text.pop();
                form = match c {
                    'a' => "я",
                    'e' => "е",
                    'u' => "ю",
                    _ => "ё",
                };
            }
            Hand::Russian if c == 'e' && last != ' ' => form = "е",
            Hand::Armenian if c == 'e' => form = if last == ' ' { "է" } else { "ե" },
            Hand::Armenian if c == 'o' && last == ' ' => form = "օ",
            _ => {}
        }
        text.push_str(form);
        last = c;
    }
    capital(&text)
}

/// The first letter in upper case, dotted *İ* for Azerbaijani.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some('i') if text.chars().any(|c| "əğışçöü".contains(c)) => format!("İ{}", letters.as_str()),
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// One slip of the pen or of the keys: a letter left out, doubled, swapped with the next, or another.
#[must_use]
pub fn slip(rng: &mut ChaCha8Rng, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let at = rng.random_range(0..letters.len() - 1);
    match rng.random_range(0..4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at].to_ascii_lowercase()),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = letters.choose(rng).copied().unwrap_or(letters[at]),
    }
    letters.into_iter().collect()
}

/// An invented name of two or three syllables.
#[must_use]
pub fn invent(rng: &mut ChaCha8Rng) -> String {
    const BEGIN: [char; 26] = [
        'b', 'v', 'g', 'd', 'z', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'f', 'x', 'h', 'q', 'ʃ', 'ʧ', 'ʤ',
        'y', 'a', 'e', 'i', 'o', 'u',
    ];
    const VOWELS: [char; 9] = ['a', 'a', 'ə', 'e', 'i', 'o', 'u', 'ü', 'ı'];
    const MIDDLE: [char; 21] = [
        'b', 'v', 'g', 'd', 'z', 'k', 'l', 'm', 'n', 'r', 's', 't', 'f', 'x', 'h', 'ʃ', 'ʧ', 'ʤ', 'ğ', 'q',
        'ʦ',
    ];
    let pick = |rng: &mut ChaCha8Rng, from: &[char]| from.choose(rng).copied().unwrap_or('a');
    let mut name = String::new();
    let first = pick(rng, &BEGIN);
    name.push(first);
    if !VOWELS.contains(&first) {
        name.push(pick(rng, &VOWELS));
    }
    for _ in 0..rng.random_range(1..3) {
        name.push(pick(rng, &MIDDLE));
        if rng.random_bool(0.2) {
            let second = pick(rng, &MIDDLE);
            if !name.ends_with(second) {
                name.push(second);
            }
        }
        name.push(pick(rng, &VOWELS));
    }
    name.push(pick(rng, &MIDDLE));
    name
}
