//! The names that are known: their spellings, short forms, and how common they are.
//!
//! `data/names.txt` has one name a line. It serves three ends: what is confused with what is learnt
//! from it ([`crate::edit::learn`]); spellings that no rule of sounds explains (*Оганес* and
//! *Hovhannes*, *Mikhail* and *Misha*) are looked up; and how telling an agreement is depends on how
//! common the name is ([`Dictionary::probability`]). A name that is not in it is compared all the same,
//! by its sounds, and taken to be as rare as its sounds suggest.

use std::cell::RefCell;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};

use crate::edit::model;
use crate::keys;
use crate::script::Script;
use crate::sound::{COUNT, Sounds, sounds};
use crate::token::fold;

/// Share of the region's people whose given name is in the dictionary; of surnames' stems.
const COVERED: [f64; 2] = [0.8, 0.6];
/// P(one spelling | another of the same line).
pub const LISTED: f64 = 0.2;
/// Sounds that only one of two spellings has, at most.
const MOST_DIFFERENT: u32 = 4;
/// No name is taken to be rarer than this: most "names" that are rarer are misspelt ones.
const RAREST: f64 = 1e-7;

/// What a name is taken for, where its frequency is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// A given name, or the father's.
    Given,
    /// A surname's stem.
    Surname,
}

/// One line of the dictionary.
#[derive(Debug, Clone)]
struct Entry {
    /// Weights as a given name and as a surname's stem; each use adds up to one.
    weight: [f64; 2],
    spellings: Vec<(Sounds, bool)>,
    /// For each spelling the set of its sounds.
    sets: Vec<u64>,
}

/// A spelling's place in the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Known {
    /// Number of the line among the names.
    pub name: u16,
    /// A short form, not a spelling.
    pub short: bool,
}

/// The dictionary, with what makes it quick to ask.
#[derive(Debug)]
pub struct Dictionary {
    entries: Vec<Entry>,
    by_sounds: HashMap<Sounds, Vec<Known>>,
    /// Search keys to (name, spelling).
    by_key: HashMap<u64, Vec<(u16, u16)>>,
    /// ln P(next sound | sound), the last row and column stand for beginning and end.
    bigrams: Vec<[f64; COUNT + 1]>,
}

/// The dictionary that ships with the program.
#[must_use]
pub fn dictionary() -> &'static Dictionary {
    static DICTIONARY: LazyLock<Dictionary> =
        LazyLock::new(|| Dictionary::read(include_str!("../data/names.txt")));
    &DICTIONARY
}

/// ln of [`Dictionary::probability`], each name's worked out once: who compares one name with hundreds sees the same
/// given names and surnames again and again.
#[must_use]
pub fn ln_probability(heard: &Sounds, abjad: bool, used_as: Use) -> f64 {
    /// A thread remembers no more, 2 MB; a region's names are some thousands.
    const MOST: usize = 20_000;
    thread_local! {
        static KNOWN: RefCell<HashMap<(Sounds, bool, Use), f64>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| {
        let key = (heard.clone(), abjad, used_as);
        if let Some(ln) = known.get(&key) {
            return *ln;
        }
        let ln = dictionary().probability(heard, abjad, used_as).ln();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, ln);
        ln
    })
}

impl Dictionary {
    fn read(text: &str) -> Self {
        let mut entries = Vec::new();
        let mut by_sounds: HashMap<Sounds, Vec<Known>> = HashMap::new();
        for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let mut columns = line.split('|');
            let mut head = columns.next().unwrap_or("").split_whitespace().skip(1);
            let mut weight = || head.next().and_then(|w| w.parse::<f64>().ok()).unwrap_or(0.0);
            let weight = [weight(), weight()];
            let name = u16::try_from(entries.len()).unwrap_or(u16::MAX);
            let mut spellings: Vec<(Sounds, bool)> = Vec::new();
            for (column, short) in [(columns.next(), false), (columns.next(), true)] {
                for spelling in column.unwrap_or("").split_whitespace() {
                    let heard = sounds(&fold(spelling));
                    let known = by_sounds.entry(heard.clone()).or_default();
                    let place = Known { name, short };
                    if !known.iter().any(|k| k.name == name) {
                        known.push(place);
                    }
                    let abjad = Script::of_text(spelling) == Some(Script::PersoArabic);
                    if !short && !spellings.iter().any(|(s, _)| *s == heard) {
                        spellings.push((heard, abjad));
                    }
                }
            }
            let sets = spellings.iter().map(|(s, _)| s.set()).collect();
            entries.push(Entry { weight, spellings, sets });
        }
        for which in 0..2 {
            let total: f64 = entries.iter().map(|e| e.weight[which]).sum();
            entries.iter_mut().for_each(|e| e.weight[which] /= total);
        }
        let mut by_key: HashMap<u64, Vec<(u16, u16)>> = HashMap::new();
        for (n, entry) in entries.iter().enumerate() {
            for (s, (heard, _)) in entry.spellings.iter().enumerate() {
                let place = (u16::try_from(n).unwrap_or(u16::MAX), u16::try_from(s).unwrap_or(u16::MAX));
                for key in keys::of_sounds(heard) {
                    by_key.entry(key).or_default().push(place);
                }
            }
        }
        let bigrams = bigrams(entries.iter().flat_map(|e| e.spellings.iter().map(|(s, _)| s)));
        Self { entries, by_sounds, by_key, bigrams }
    }

    /// Which names are spelt (or shortened) so that they sound like this.
    #[must_use]
    pub fn known(&self, sounds: &Sounds) -> &[Known] {
        self.by_sounds.get(sounds).map_or(&[], Vec::as_slice)
    }

    /// Whether this is, by its sounds, somebody's given name.
    #[must_use]
    pub fn is_given(&self, sounds: &Sounds) -> bool {
        self.known(sounds).iter().any(|k| self.entries[usize::from(k.name)].weight[0] > 0.0)
    }

    /// For each name its spellings' sounds, each with whether it is in Perso-Arabic script.
    pub fn spellings(&self) -> impl Iterator<Item = &[(Sounds, bool)]> {
        self.entries.iter().map(|e| e.spellings.as_slice())
    }

    /// P(a person's name is written like this): known names that it may be a spelling of, each by how
    /// common it is, and names that are not known, by their sounds.
    ///
    /// Cost: 5 µs.
    #[must_use]
    pub fn probability(&self, heard: &Sounds, abjad: bool, used_as: Use) -> f64 {
        let which = used_as as usize;
        let heard_set = heard.set();
        let mut best: Vec<(u16, f64)> = Vec::new();
        let mut seen: Vec<(u16, u16)> = Vec::new();
        for key in keys::of_sounds(heard) {
            for &(name, spelling) in self.by_key.get(&key).map_or(&[][..], Vec::as_slice) {
                if self.entries[usize::from(name)].weight[which] == 0.0 || seen.contains(&(name, spelling)) {
                    continue;
                }
                seen.push((name, spelling));
                // A spelling that differs in more sounds than this adds nothing that can be seen.
                let set = self.entries[usize::from(name)].sets[usize::from(spelling)];
                if (set ^ heard_set).count_ones() > MOST_DIFFERENT {
                    continue;
                }
                let (sounds, spelt_abjad) = &self.entries[usize::from(name)].spellings[usize::from(spelling)];
                let p = model(abjad || *spelt_abjad).probability(sounds, heard);
                match best.iter_mut().find(|(n, _)| *n == name) {
                    Some((_, most)) => *most = most.max(p),
                    None => best.push((name, p)),
                }
            }
        }
        for known in self.known(heard).iter().filter(|k| !k.short) {
            if let Some((_, most)) = best.iter_mut().find(|(n, _)| *n == known.name) {
                *most = most.max(LISTED);
            }
        }
        let known: f64 =
            best.iter().map(|(name, p)| self.entries[usize::from(*name)].weight[which] * p).sum();
        COVERED[which] * known + (1.0 - COVERED[which]) * self.by_sound(heard).max(RAREST)
    }

    /// P(a name that is not known sounds like this): a chain of sounds as in the names that are.
    pub(crate) fn by_sound(&self, heard: &Sounds) -> f64 {
        let mut last = COUNT;
        let mut ln = 0.0;
        for &s in heard.as_slice() {
            ln += self.bigrams[last][usize::from(s)];
            last = usize::from(s);
        }
        (ln + self.bigrams[last][COUNT]).exp()
    }
}

fn bigrams<'a>(names: impl Iterator<Item = &'a Sounds>) -> Vec<[f64; COUNT + 1]> {
    let mut counts = vec![[0.2_f64; COUNT + 1]; COUNT + 1];
    for name in names {
        let mut last = COUNT;
        for &s in name.as_slice() {
            counts[last][usize::from(s)] += 1.0;
            last = usize::from(s);
        }
        counts[last][COUNT] += 1.0;
    }
    for row in &mut counts {
        let total: f64 = row.iter().sum();
        row.iter_mut().for_each(|c| *c = (*c / total).ln());
    }
    counts
}
