//! Search keys: two spellings of a name share one, typing errors included.
//!
//! There are two kinds. A *skeleton* is what is left of a name when everything uncertain is taken away:
//! the vowels, *h* and *y* (which come and go between scripts), and the difference between consonants of
//! one class (*g*, *k*, *q*, *x* …); only that the name begins with a vowel is kept. Where a Cyrillic or
//! romanised *г*, *х* may stand for an *h*, there is a second skeleton without it.
//!
//! Errors are found by the name's *classes of sounds*, vowels included ([`crate::coarse`]): kept as they
//! are, and with each left out in turn; the query is cut up in the same way (symmetric deletion; Bocek,
//! Hunt & Stiller 2007, *Fast similarity search in large dictionaries*, IFI-2007.02). Two names whose
//! classes are one edit apart share a key.
//!
//! Keys are 64-bit numbers, the same on every machine and for good: they may stand in a database.

use crate::coarse;
use crate::ending::Ending;
use crate::name::{Name, Part, Token};
use crate::sound::{Sounds, is_vowel, sound};

/// Skeleton letters.
const VOWEL: u8 = b'A';
/// Not more skeletons than this for one name.
const MOST_SKELETONS: usize = 4;

/// The class of a sound; `None` for those that a skeleton leaves out.
fn class(s: u8) -> Option<u8> {
    Some(match crate::sound::LETTERS[usize::from(s)] {
        'b' | 'p' | 'f' => b'P',
        'v' => b'V',
        'g' | 'ğ' | 'q' | 'k' | 'x' => b'K',
        'd' | 't' => b'T',
        'z' | 's' | 'ʃ' => b'S',
        'ʒ' | 'ʤ' | 'ʧ' | 'ʦ' | 'ʣ' => b'C',
        'l' => b'L',
        'm' => b'M',
        'n' => b'N',
        'r' => b'R',
        _ => return None,
    })
}

/// The skeletons of a name's stem, the plain one first.
#[must_use]
pub fn skeletons(heard: &Sounds) -> Vec<Vec<u8>> {
    let (g, x) = (sound('g'), sound('x'));
    let doubtful = |s: u8| Some(s) == g || Some(s) == x;
    let mut all: Vec<Vec<u8>> = vec![Vec::with_capacity(8)];
    for &s in heard.as_slice() {
        if is_vowel(s) {
            // The name begins with it; or does, after a doubtful first consonant was left out.
            all.iter_mut().filter(|k| k.is_empty()).for_each(|k| k.push(VOWEL));
            continue;
        }
        let Some(c) = class(s) else { continue };
        let without = if doubtful(s) && all.len() < MOST_SKELETONS { all.clone() } else { Vec::new() };
        for skeleton in &mut all {
            if skeleton.last() != Some(&c) {
                skeleton.push(c);
            }
        }
        for skeleton in without {
            if !all.contains(&skeleton) {
                all.push(skeleton);
            }
        }
    }
    all.retain(|k| !k.is_empty());
    all
}

/// The keys of a stem as it is, without errors: its skeletons.
#[must_use]
pub fn exact(heard: &Sounds) -> Vec<u64> {
    skeletons(heard).iter().map(|skeleton| number(b's', skeleton)).collect()
}

/// The keys of a stem: its skeletons, its classes of sounds, and these with one left out.
#[must_use]
pub fn of_sounds(heard: &Sounds) -> Vec<u64> {
    let mut keys = exact(heard);
    let classes = coarse::classes_of(heard);
    keys.push(number(b'c', &classes));
    // A single sound says nothing.
    if classes.len() > 2 {
        leave_out_each(b'c', &classes, &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn leave_out_each(kind: u8, letters: &[u8], keys: &mut Vec<u64>) {
    for i in 0..letters.len() {
        let mut shorter = letters.to_vec();
        shorter.remove(i);
        keys.push(number(kind, &shorter));
    }
}

/// FNV-1a over kind and letters: short, and the same for good.
fn number(kind: u8, letters: &[u8]) -> u64 {
    std::iter::once(&kind)
        .chain(letters)
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The keys of one word of a name; an initial has none.
#[must_use]
pub fn of_token(token: &Token) -> Vec<u64> {
    if token.initial || token.part == Part::Title { Vec::new() } else { of_sounds(&token.stem) }
}

/// All keys of a word, for an index in memory: besides [`of_token`]'s, skeletons with one letter left
/// out; of words with an ending those of the whole word, in case the ending is misspelt (*-zaəd*, *-obva*).
#[must_use]
pub fn wide(token: &Token) -> Vec<u64> {
    let mut keys = of_token(token);
    if keys.is_empty() {
        return keys;
    }
    let whole = (token.ending != Ending::None).then_some(&token.sounds);
    for heard in std::iter::once(&token.stem).chain(whole) {
        for skeleton in skeletons(heard) {
            keys.push(number(b's', &skeleton));
            if skeleton.len() > 2 {
                leave_out_each(b's', &skeleton, &mut keys);
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// All keys of a name, to be kept as rows beside whom it names. A query finds the name if the keys of
/// any of its words are among them.
#[must_use]
pub fn of_name(name: &Name) -> Vec<u64> {
    let mut keys: Vec<u64> = name.tokens.iter().flat_map(of_token).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
