//! Names of places: villages are written like names, with words for what and where they are.
//!
//! *Yuxarı Ağbulaq*, *Верхний Агбулаг*, *Verin Aghbulagh k.*: words that say that it is a village are
//! left out; words that tell one place from its neighbour (upper, lower, new, great …) are known in the
//! languages of the region; the rest is compared by its sounds as in [`crate::compare()`].

use crate::coarse::{Packed, Pattern};
use crate::compare::ln_same;
use crate::dictionary::dictionary;
use crate::name::Token;
use crate::token::words;

/// A place's name, read.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The words that name it.
    pub tokens: Vec<Token>,
    /// Which of the known distinctions its name makes.
    pub distinctions: Vec<Distinction>,
}

/// Words that tell a place from its neighbour of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Distinction {
    /// Upper.
    Upper,
    /// Lower.
    Lower,
    /// New.
    New,
    /// Old.
    Old,
    /// Great.
    Great,
    /// Small.
    Small,
}

/// What kind of place it is; said or not.
const KINDS: &[&str] = &[
    "kənd",
    "kəndi",
    "k",
    "kənt",
    "selo",
    "s",
    "village",
    "vil",
    "v",
    "derevnya",
    "d",
    "gyuğ",
    "g",
    "gorod",
    "gor",
    "şəhəri",
    "ʃəhəri",
    "ʃəhər",
    "city",
    "town",
    "kağak",
    "rayon",
    "rayonu",
    "raion",
    "district",
    "region",
    "oblast",
    "marz",
    "poselok",
    "pos",
    "posyolok",
    "qəsəbə",
    "qəsəbəsi",
    "settlement",
    "sopeli",
    "kalaki",
    "municipality",
    "der",
    "r",
    "rn",
    "p",
    "köyü",
    "köy",
];

const DISTINCTIONS: &[(Distinction, &[&str])] = &[
    (
        Distinction::Upper,
        &[
            "yuxarı",
            "yuxari",
            "verxni",
            "verxniy",
            "verxnyaya",
            "verxneye",
            "verin",
            "zemo",
            "uper",
            "yukarı",
        ],
    ),
    (
        Distinction::Lower,
        &["aʃağı", "aʃagı", "aʃaği", "niʒni", "niʒniy", "niʒnyaya", "niʒneye", "nerkin", "kvemo", "lover"],
    ),
    (Distinction::New, &["yeni", "yenı", "eni", "novı", "novıy", "novaya", "novoye", "nor", "axali", "nev"]),
    (Distinction::Old, &["köhnə", "starı", "starıy", "staraya", "staroye", "hin", "ʣveli", "old"]),
    (Distinction::Great, &["böyük", "bolʃoy", "bolʃaya", "bolʃoye", "meʦ", "didi", "great"]),
    (Distinction::Small, &["kiʧik", "malı", "malıy", "malaya", "maloye", "pokr", "patara", "balaʤa", "smal"]),
];

impl Place {
    /// Reads a place's name.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut place = Self::default();
        let all = words(text);
        for word in &all {
            let token = Token::new(word);
            let heard = token.sounds.to_string();
            if let Some((d, _)) = DISTINCTIONS.iter().find(|(_, words)| words.contains(&heard.as_str())) {
                place.distinctions.push(*d);
            } else if !KINDS.contains(&heard.as_str()) {
                place.tokens.push(token);
            }
        }
        if place.tokens.is_empty() {
            // *Nor*, *Didi* alone, or a place named *Gorod*: the words are the name.
            place.tokens = all.iter().map(Token::new).collect();
            place.distinctions.clear();
        }
        place.distinctions.sort_unstable();
        place.distinctions.dedup();
        place
    }
}

/// No spelling of a place is taken to be rarer than this.
const RAREST: f64 = 3e-5;
/// ln LR at most: no place is rarer than one in some ten thousand.
const MOST: f64 = 9.0;
/// ln LR at least, where nothing differs but what scripts confuse.
const SAME_CLASSES: f64 = 7.0;
/// P(a word of a place is left out or put in).
const EXTRA: f64 = 0.1;
/// ln LR where one is upper and the other lower.
const CONTRARY: f64 = -9.0;
/// ln LR where one side makes a distinction that the other does not.
const UNSAID: f64 = -1.0;

/// log₁₀ LR that two names are one place's, against two places drawn by how many people live there.
#[must_use]
pub fn compare(a: &Place, b: &Place) -> f64 {
    let (long, short) = if a.tokens.len() >= b.tokens.len() { (a, b) } else { (b, a) };
    let mut taken = vec![false; long.tokens.len()];
    let mut ln = 0.0;
    for x in &short.tokens {
        let best = (0..long.tokens.len())
            .filter(|i| !taken[*i])
            .map(|i| (i, ln_same(x, &long.tokens[i]).0, &long.tokens[i]))
            .max_by(|p, q| p.1.total_cmp(&q.1));
        if let Some((i, same, y)) = best {
            taken[i] = true;
            let rarity = |t: &Token| dictionary().by_sound(&t.stem).max(RAREST).ln();
            let alike = Pattern::new(&x.stem).distance(Packed::new(&y.stem)).0 == 0;
            ln += (same - 0.5 * (rarity(x) + rarity(y))).max(if alike {
                SAME_CLASSES
            } else {
                f64::NEG_INFINITY
            });
        }
    }
    ln += taken.iter().filter(|t| !**t).count() as f64 * f64::ln(EXTRA);
    ln = ln.min(MOST);
    ln += match (a.distinctions.as_slice(), b.distinctions.as_slice()) {
        (x, y) if x == y => 0.0,
        ([], _) | (_, []) => UNSAID,
        _ => CONTRARY,
    };
    ln.max(-8.0) / std::f64::consts::LN_10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_in_three_scripts() {
        let same = |a: &str, b: &str| compare(&Place::read(a), &Place::read(b));
        for (a, b) in [
            ("Gölyeri", "Гёльери"),
            ("Üçtəpə kəndi", "с. Учтепе"),
            ("Վերին Բակ", "Verin Bak"),
            ("Yuxarı Ağbulaq", "Верхний Агбулаг"),
            ("Daşkənd", "Dashkand"),
            ("Ջրաշեն", "Джрашен"),
        ] {
            assert!(same(a, b) > 1.0, "{a} {b} {}", same(a, b));
        }
        for (a, b) in [
            ("Gölyeri", "Дашкенд"),
            ("Yuxarı Ağbulaq", "Нижний Агбулаг"),
            ("Üçtəpə", "Sarıtəpə"),
            ("Ջրաշեն", "Քարաշեն"),
        ] {
            assert!(same(a, b) < 1.0, "{a} {b} {}", same(a, b));
        }
    }
}
