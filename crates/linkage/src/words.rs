//! The words of both lists' name columns, and which of them may be one name.
//!
//! Lists repeat their names, so words are compared once each and not once a pair of rows: all words
//! that share a search key ([`kintrace_names::keys`]) or a line of the dictionary are compared, and the
//! near ones kept.

use foldhash::{HashMap, HashMapExt};
use kintrace_names::Name;
use kintrace_names::coarse::{Packed, Pattern};
use kintrace_names::compare::ln_same;
use kintrace_names::dictionary::Use;
use kintrace_names::keys;
use kintrace_names::name::{Part, Token};
use rayon::prelude::*;

/// A word that is not there.
pub(crate) const NONE: u32 = u32::MAX;

/// How two words agree; see [`LEVELS`].
pub(crate) const DIFFERENT: u8 = 0;
pub(crate) const ALIKE: u8 = 1;
pub(crate) const MISSPELT: u8 = 2;
pub(crate) const SAME: u8 = 3;
/// An initial that is the other's.
pub(crate) const INITIAL: u8 = 4;
pub(crate) const OTHER_INITIAL: u8 = 5;
/// What the levels are called, from [`DIFFERENT`] on.
pub(crate) const LEVELS: [&str; 6] =
    ["another name", "alike", "probably misspelt", "the same name", "the initial", "another initial"];

/// ln LR from which two words are taken for one name, for one misspelt, for alike.
const FROM: [(f64, u8); 3] = [(2.0, SAME), (-0.5, MISSPELT), (-3.5, ALIKE)];

/// What makes two words one: sounds, stem, and whether only an initial is written.
type WordKey = (Box<[u8]>, Box<[u8]>, bool);

/// Up to so many words all keys are used.
const FEW: usize = 20_000;

/// The words of both lists.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) tokens: Vec<Token>,
    number: HashMap<WordKey, u32>,
    /// Near words of the other list for each, in ascending order, with their level.
    near: Vec<Vec<(u32, u8)>>,
    /// Which of the lists have it, a bit each.
    lists: Vec<u8>,
}

impl Words {
    /// The numbers of the first word of each part of a name, as [given, patronymic, surname]; titles,
    /// nicknames and second given names are left aside.
    ///
    /// `list` is 0 or 1.
    pub(crate) fn add(&mut self, name: Name, list: usize) -> [u32; 3] {
        let mut found = [NONE; 3];
        for token in name.tokens {
            let at = match token.part {
                Part::Given | Part::Unknown => 0,
                Part::Patronymic => 1,
                Part::Surname => 2,
                Part::Nickname | Part::Title => continue,
            };
            // Of two words that can't be told apart the second stands for the surname.
            let at = if at == 0 && found[0] != NONE && token.part == Part::Unknown { 2 } else { at };
            if found[at] == NONE {
                found[at] = self.number(token);
                self.lists[found[at] as usize] |= 1 << list;
            }
        }
        found
    }

    fn number(&mut self, token: Token) -> u32 {
        let key = (token.sounds.as_slice().into(), token.stem.as_slice().into(), token.initial);
        let (tokens, lists) = (&mut self.tokens, &mut self.lists);
        *self.number.entry(key).or_insert_with(|| {
            tokens.push(token);
            lists.push(0);
            u32::try_from(tokens.len() - 1).unwrap_or(NONE)
        })
    }

    /// Finds the near words of each.
    pub(crate) fn prepare(&mut self) {
        // Wide keys find what has two errors, and cost the more the more words there are.
        let keys_of = if self.tokens.len() <= FEW { keys::wide } else { keys::of_token };
        let mut by_key: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut by_name: HashMap<u16, Vec<u32>> = HashMap::new();
        for (w, token) in self.tokens.iter().enumerate() {
            let w = u32::try_from(w).unwrap_or(NONE);
            for key in keys_of(token) {
                by_key.entry(key).or_default().push(w);
            }
            for known in &token.known {
                by_name.entry(known.name).or_default().push(w);
            }
        }
        let (tokens, lists) = (&self.tokens, &self.lists);
        let classes: Vec<Packed> = tokens.iter().map(|t| Packed::new(&t.stem)).collect();
        let whole: Vec<Packed> = tokens.iter().map(|t| Packed::new(&t.sounds)).collect();
        self.near = (0..tokens.len())
            .into_par_iter()
            .map_init(
                || vec![NONE; tokens.len()],
                |seen, x| {
                    let token = &tokens[x];
                    let this = u32::try_from(x).unwrap_or(NONE);
                    let (stem, word) = (Pattern::new(&token.stem), Pattern::new(&token.sounds));
                    let mut near = Vec::new();
                    let mut look_at = |y: u32, listed: bool| {
                        let at = y as usize;
                        let other = lists[x] | lists[at] == 3;
                        if !other || std::mem::replace(&mut seen[at], this) == this {
                            return;
                        }
                        let level = if y == this {
                            SAME
                        } else if listed
                            || token.abjad
                            || tokens[at].abjad
                            || stem.may_be(classes[at])
                            || word.may_be(whole[at])
                        {
                            level(token, &tokens[at])
                        } else {
                            DIFFERENT
                        };
                        if level > DIFFERENT {
                            near.push((y, level));
                        }
                    };
                    look_at(this, true);
                    for known in &token.known {
                        by_name.get(&known.name).into_iter().flatten().for_each(|y| look_at(*y, true));
                    }
                    for key in keys_of(token) {
                        by_key.get(&key).into_iter().flatten().for_each(|y| look_at(*y, false));
                    }
                    near.sort_unstable();
                    near
                },
            )
            .collect();
    }

    /// How two words agree; both must be there.
    pub(crate) fn level(&self, x: u32, y: u32) -> u8 {
        let (a, b) = (&self.tokens[x as usize], &self.tokens[y as usize]);
        if a.initial || b.initial {
            return if kintrace_names::compare::initials_agree(a, b) { INITIAL } else { OTHER_INITIAL };
        }
        let near = &self.near[x as usize];
        near.binary_search_by_key(&y, |(w, _)| *w).map_or(DIFFERENT, |at| near[at].1)
    }

    /// Words near a word, itself included, each with its level.
    pub(crate) fn near(&self, x: u32) -> &[(u32, u8)] {
        &self.near[x as usize]
    }
}

/// How two words agree, by how much more probable they are as one name than as two.
fn level(x: &Token, y: &Token) -> u8 {
    let (same, _) = ln_same(x, y);
    let rarity = |t: &Token| {
        let used_as = if t.part == Part::Surname { Use::Surname } else { Use::Given };
        t.ln_probability(used_as)
    };
    let ln = same - 0.5 * (rarity(x) + rarity(y)) + x.ending.ln_lr(y.ending);
    FROM.iter().find(|(from, _)| ln >= *from).map_or(DIFFERENT, |(_, level)| *level)
}
