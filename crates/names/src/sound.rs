//! Letters to sounds: one coarse alphabet of sounds for all scripts.
//!
//! A name is written down by ear in one alphabet after another. What survives is roughly how it
//! sounds, so every spelling is first turned into a string over 34 sounds: ten vowels and 24
//! consonants, written with one letter each in [`LETTERS`]. *Hüseynov*, *Гусейнов* and *Huseynov*
//! become `hüseynov`, `guseynov` and `huseynov`; that an Azerbaijani *h* is a Russian *г* is not known
//! here, but to the table of confusions ([`crate::edit`]), which is learnt.
//!
//! The rules of each script are a table of letter groups, longest first, and a few rules on what
//! stands beside what: Cyrillic *е* is *ye* at the beginning and after a vowel, Armenian *ե* at the
//! beginning; *-ia-* is *-iya-* in every script; double letters are single. The values are those of
//! the national standards and of ICAO 9303 part 3, section 6, widened by what people really write.

use std::fmt;
use std::sync::LazyLock;

use foldhash::HashMap;

use crate::script::Script;

/// How each sound is written: vowels first.
pub const LETTERS: [char; COUNT] = [
    'a', 'ə', 'e', 'i', 'ı', 'o', 'ö', 'u', 'ü', // vowels
    'b', 'p', 'v', 'f', 'g', 'ğ', 'q', 'k', 'x', 'h', 'd', 't', 'z', 's', 'ʒ', 'ʃ', 'ʤ', 'ʧ', 'ʦ', 'ʣ', 'y',
    'l', 'm', 'n', 'r',
];

/// How many sounds there are.
pub const COUNT: usize = 34;

const VOWELS: u8 = 9;

/// A string of sounds: each is a number below [`COUNT`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Sounds(pub(crate) Vec<u8>);

impl Sounds {
    /// The sounds as numbers below [`COUNT`].
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// Which sounds occur, a bit each.
    #[must_use]
    pub fn set(&self) -> u64 {
        self.0.iter().fold(0, |set, s| set | 1 << s)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// From the letters of [`LETTERS`]; others are left out.
    #[must_use]
    pub fn from_letters(text: &str) -> Self {
        Self(text.chars().filter_map(sound).collect())
    }
}

impl fmt::Display for Sounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|s| write!(f, "{}", LETTERS[usize::from(*s)]))
    }
}

impl fmt::Debug for Sounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{self}/")
    }
}

/// Whether a sound is a vowel.
#[must_use]
pub fn is_vowel(sound: u8) -> bool {
    sound < VOWELS
}

/// The number of a sound by its letter.
#[must_use]
pub fn sound(letter: char) -> Option<u8> {
    LETTERS.iter().position(|l| *l == letter).and_then(|i| u8::try_from(i).ok())
}

/// Letter groups and what they sound like. A sound in capitals is decided by its neighbours:
/// `E` is *ye* at the beginning and after a vowel, else *e*; `Y` is *y* beside a vowel, else *ı*;
/// `W`, `I` are the Perso-Arabic letters that are *v* or *u*, *y* or *i*; `H` is *h*, or *ə* at the end;
/// `O` is *vo* at the beginning, else *o*.
const LATIN: &[(&str, &str)] = &[
    ("dzh", "ʤ"),
    ("dsch", "ʤ"),
    ("tsch", "ʧ"),
    ("tch", "ʧ"),
    ("shch", "ʃ"),
    ("sch", "ʃ"),
    ("dj", "ʤ"),
    ("ch", "ʧ"),
    ("sh", "ʃ"),
    ("zh", "ʒ"),
    ("kh", "x"),
    ("gh", "ğ"),
    ("ts", "ʦ"),
    ("tz", "ʦ"),
    ("dz", "ʣ"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
    ("sjan", "syan"),
    ("njan", "nyan"),
    ("rjan", "ryan"),
    ("ljan", "lyan"),
    ("kjan", "kyan"),
    ("tjan", "tyan"),
    ("rj", "ry"),
    ("a", "a"),
    ("b", "b"),
    ("c", "ʤ"),
    ("ç", "ʧ"),
    ("č", "ʧ"),
    ("ć", "ʧ"),
    ("d", "d"),
    ("e", "e"),
    ("ə", "ə"),
    ("ä", "ə"),
    ("æ", "ə"),
    ("f", "f"),
    ("g", "g"),
    ("ğ", "ğ"),
    ("ġ", "ğ"),
    ("h", "h"),
    ("x", "x"),
    ("ı", "ı"),
    ("i", "i"),
    ("j", "ʤ"),
    ("k", "k"),
    ("q", "q"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("o", "o"),
    ("ö", "ö"),
    ("p", "p"),
    ("r", "r"),
    ("s", "s"),
    ("ş", "ʃ"),
    ("ș", "ʃ"),
    ("š", "ʃ"),
    ("t", "t"),
    ("u", "u"),
    ("ü", "ü"),
    ("v", "v"),
    ("w", "v"),
    ("y", "Y"),
    ("z", "z"),
    ("ž", "ʒ"),
    ("ẕ", "z"),
];

const CYRILLIC: &[(&str, &str)] = &[
    ("дж", "ʤ"),
    ("дз", "ʣ"),
    ("кх", "x"),
    ("тш", "ʧ"),
    ("ье", "ye"),
    ("ъе", "ye"),
    ("ьё", "yo"),
    ("ью", "yu"),
    ("ья", "ya"),
    ("ьи", "yi"),
    ("ьо", "yo"),
    ("кяна", "kəna"),
    ("гянд", "gənd"),
    ("кян", "kyan"),
    ("гян", "gyan"),
    ("кя", "kə"),
    ("гя", "gə"),
    ("кю", "kü"),
    ("гю", "gü"),
    ("кё", "kö"),
    ("гё", "gö"),
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("г", "g"),
    ("д", "d"),
    ("е", "E"),
    ("ё", "ö"),
    ("ж", "ʒ"),
    ("з", "z"),
    ("и", "i"),
    ("й", "y"),
    ("к", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("у", "u"),
    ("ф", "f"),
    ("х", "x"),
    ("ц", "ʦ"),
    ("ч", "ʧ"),
    ("ш", "ʃ"),
    ("щ", "ʃ"),
    ("ъ", ""),
    ("ы", "ı"),
    ("ь", ""),
    ("э", "e"),
    ("ю", "yu"),
    ("я", "ya"),
    // Azerbaijani, 1939 to 1991, and its neighbours.
    ("ә", "ə"),
    ("ө", "ö"),
    ("ү", "ü"),
    ("ғ", "ğ"),
    ("ҝ", "g"),
    ("һ", "h"),
    ("ҹ", "ʤ"),
    ("ј", "y"),
    ("ј", "y"),
    ("і", "i"),
    ("ї", "yi"),
    ("є", "ye"),
    ("ґ", "g"),
    ("қ", "q"),
    ("ҡ", "q"),
    ("ң", "n"),
    ("ӑ", "a"),
];

const ARMENIAN: &[(&str, &str)] = &[
    ("ու", "u"),
    ("իւ", "yu"),
    ("եւ", "ev"),
    ("և", "ev"),
    ("ա", "a"),
    ("բ", "b"),
    ("գ", "g"),
    ("դ", "d"),
    ("ե", "E"),
    ("զ", "z"),
    ("է", "e"),
    ("ը", "ı"),
    ("թ", "t"),
    ("ժ", "ʒ"),
    ("ի", "i"),
    ("լ", "l"),
    ("խ", "x"),
    ("ծ", "ʦ"),
    ("կ", "k"),
    ("հ", "h"),
    ("ձ", "ʣ"),
    ("ղ", "ğ"),
    ("ճ", "ʧ"),
    ("մ", "m"),
    ("յ", "y"),
    ("ն", "n"),
    ("շ", "ʃ"),
    ("ո", "O"),
    ("չ", "ʧ"),
    ("պ", "p"),
    ("ջ", "ʤ"),
    ("ռ", "r"),
    ("ս", "s"),
    ("վ", "v"),
    ("տ", "t"),
    ("ր", "r"),
    ("ց", "ʦ"),
    ("ւ", "v"),
    ("փ", "p"),
    ("ք", "k"),
    ("օ", "o"),
    ("ֆ", "f"),
];

const GEORGIAN: &[(&str, &str)] = &[
    ("ა", "a"),
    ("ბ", "b"),
    ("გ", "g"),
    ("დ", "d"),
    ("ე", "e"),
    ("ვ", "v"),
    ("ზ", "z"),
    ("თ", "t"),
    ("ი", "i"),
    ("კ", "k"),
    ("ლ", "l"),
    ("მ", "m"),
    ("ნ", "n"),
    ("ო", "o"),
    ("პ", "p"),
    ("ჟ", "ʒ"),
    ("რ", "r"),
    ("ს", "s"),
    ("ტ", "t"),
    ("უ", "u"),
    ("ფ", "p"),
    ("ქ", "k"),
    ("ღ", "ğ"),
    ("ყ", "q"),
    ("შ", "ʃ"),
    ("ჩ", "ʧ"),
    ("ც", "ʦ"),
    ("ძ", "ʣ"),
    ("წ", "ʦ"),
    ("ჭ", "ʧ"),
    ("ხ", "x"),
    ("ჯ", "ʤ"),
    ("ჰ", "h"),
    ("ჲ", "y"),
    ("ჳ", "v"),
    ("ჴ", "x"),
];

const PERSO_ARABIC: &[(&str, &str)] = &[
    ("آ", "a"),
    ("ا", "a"),
    ("أ", "a"),
    ("إ", "i"),
    ("ء", ""),
    ("ئ", "y"),
    ("ؤ", "v"),
    ("ع", "ə"),
    ("ب", "b"),
    ("پ", "p"),
    ("ت", "t"),
    ("ث", "s"),
    ("ج", "ʤ"),
    ("چ", "ʧ"),
    ("ح", "h"),
    ("خ", "x"),
    ("د", "d"),
    ("ذ", "z"),
    ("ر", "r"),
    ("ز", "z"),
    ("ژ", "ʒ"),
    ("س", "s"),
    ("ش", "ʃ"),
    ("ص", "s"),
    ("ض", "z"),
    ("ط", "t"),
    ("ظ", "z"),
    ("غ", "ğ"),
    ("ف", "f"),
    ("ق", "q"),
    ("ک", "k"),
    ("ك", "k"),
    ("گ", "g"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("و", "W"),
    ("ه", "H"),
    ("ة", "ə"),
    ("ی", "I"),
    ("ي", "I"),
    ("ى", "I"),
    ("ې", "e"),
    ("ۆ", "ö"),
    ("ۇ", "u"),
    ("ێ", "e"),
];

struct Rules {
    groups: HashMap<&'static str, &'static str>,
    longest: usize,
}

static RULES: LazyLock<[Rules; 5]> = LazyLock::new(|| {
    [LATIN, CYRILLIC, ARMENIAN, GEORGIAN, PERSO_ARABIC].map(|table| Rules {
        groups: table.iter().copied().collect(),
        longest: table.iter().map(|(g, _)| g.chars().count()).max().unwrap_or(1),
    })
});

/// The sounds of a word in lower case ([`crate::token::fold`]).
#[must_use]
pub fn sounds(word: &str) -> Sounds {
    let mut heard: Vec<char> = Vec::with_capacity(word.len());
    // Byte offsets of the letters, and the end.
    let at: Vec<usize> = word.char_indices().map(|(i, _)| i).chain([word.len()]).collect();
    let mut i = 0;
    while i + 1 < at.len() {
        let letter = word[at[i]..].chars().next().unwrap_or(' ');
        let Some(script) = Script::of(letter) else {
            i += 1;
            continue;
        };
        let rules = &RULES[script as usize];
        let last = at.len() - 1;
        let longest = rules.longest.min(last - i);
        match (1..=longest)
            .rev()
            .find_map(|n| rules.groups.get(&word[at[i]..at[i + n]]).map(|heard| (n, *heard)))
        {
            Some((n, sound)) => {
                heard.extend(sound.chars());
                i += n;
            }
            None => i += 1,
        }
    }
    settle(&heard)
}

fn vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'ə' | 'e' | 'i' | 'ı' | 'o' | 'ö' | 'u' | 'ü' | 'E' | 'O')
}

/// Decides the letters that depend on their neighbours, and brings the ways of writing one thing
/// together: *ia* and *iya*, *yu* and *ü* after a consonant, double and single letters.
fn settle(heard: &[char]) -> Sounds {
    let mut decided: Vec<char> = Vec::with_capacity(heard.len() + 2);
    for (i, &c) in heard.iter().enumerate() {
        let before = decided.last().copied();
        let after = heard.get(i + 1).copied();
        let vowel_before = before.is_some_and(vowel);
        let vowel_after = after.is_some_and(vowel);
        match c {
            'E' if i == 0 || (vowel_before && before != Some('y')) => decided.extend(['y', 'e']),
            'E' => decided.push('e'),
            'O' if i == 0 && after.is_some() && after != Some('v') => decided.extend(['v', 'o']),
            'O' => decided.push('o'),
            'Y' => decided.push(if vowel_before || vowel_after { 'y' } else { 'ı' }),
            'W' => decided.push(if i == 0 || vowel_after || vowel_before { 'v' } else { 'u' }),
            'I' => decided.push(if i == 0 || vowel_after || vowel_before { 'y' } else { 'i' }),
            'H' => decided.push(if i > 0 && after.is_none() && !vowel_before { 'ə' } else { 'h' }),
            _ => decided.push(c),
        }
    }
    let mut out: Vec<char> = Vec::with_capacity(decided.len() + 2);
    for (i, &c) in decided.iter().enumerate() {
        let before = out.last().copied();
        if before == Some(c) {
            continue;
        }
        // и + й at the end of Дмитрий: one sound.
        if c == 'y' && matches!(before, Some('i' | 'ı')) && decided.get(i + 1).is_none_or(|n| !vowel(*n)) {
            continue;
        }
        if matches!(before, Some('i' | 'ı')) && vowel(c) && !matches!(c, 'i' | 'ı') {
            out.push('y');
        }
        if c == 'u' && before == Some('y') && out.len() >= 2 && !vowel(out[out.len() - 2]) {
            out.pop();
            out.push('ü');
            continue;
        }
        out.push(c);
    }
    Sounds(out.into_iter().filter_map(sound).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_sounds_alike_in_every_script() {
        let heard = |w: &str| sounds(&crate::token::fold(w)).to_string();
        assert_eq!(heard("Тигран"), "tigran");
        assert_eq!(heard("Տիգրան"), "tigran");
        assert_eq!(heard("თიგრან"), "tigran");
        assert_eq!(heard("Егиазарян"), heard("Եղիազարյան").replace('ğ', "g"));
        assert_eq!(heard("Yeghiazaryan"), heard("Եղիազարյան"));
        assert_eq!(heard("ORUCOV"), heard("Orujov"));
        assert_eq!(heard("Оруджев"), "oruʤev");
        assert_eq!(heard("Мария"), heard("Maria"));
        assert_eq!(heard("Harutyunyan"), heard("Арутюнян").replacen('a', "ha", 1));
        assert_eq!(heard("Һүсејнов"), heard("Hüseynov"));
        assert_eq!(heard("İLQAR"), heard("ilqar"));
        assert_eq!(heard("فاطمه"), "fatmə");
    }
}
