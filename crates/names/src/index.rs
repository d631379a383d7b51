//! Finds a person among a million names, any script to any script.
//!
//! The names' words are kept once each, with the names that have them; a sorted table leads from
//! search keys ([`crate::keys`]) to words. All names are looked at that have, for one word of the
//! query, a word of the same skeleton; each is worth what its words say of all words of the query, with
//! one error allowed in each. The best are then compared as a whole ([`crate::compare()`]).
//!
//! Cost: memory about 100 bytes a name where names share their words; a query reads the names that
//! have one of its words, some milliseconds among a million.

use foldhash::{HashMap, HashMapExt};

use crate::coarse::{Packed, Pattern};
use crate::compare::{self, compare_tokens, is_female};
use crate::dictionary::Use;
use crate::keys;
use crate::name::{Name, Part, Token};

/// For how many, after a quick look, all words are compared one by one.
const SEMIFINALISTS: usize = 4096;
/// How many names are compared as a whole.
const FINALISTS: usize = 256;
/// How many words are compared where the query is one word that is not found as it is.
const MOST_WORDS: usize = 20_000;
/// Where so many fit the query but for one error, those with an error in its rarest word are not looked at.
const ENOUGH: usize = 64;
/// An error in a word costs it about as much (ln).
const ERROR: f32 = 3.0;
/// ln LR below which a word is not taken for the query's.
const LEAST: f32 = 0.0;

/// Collects names; [`Builder::build`] makes them searchable.
#[derive(Default)]
pub struct Builder {
    words: Vec<Token>,
    number: HashMap<WordKey, u32>,
    ids: Vec<u64>,
    starts: Vec<u32>,
    tokens: Vec<u32>,
}

/// What makes two words one: how they are written matters only where they are shown.
type WordKey = (Box<[u8]>, Part, bool, bool, Box<[u8]>);

fn word_key(token: &Token) -> WordKey {
    let gender = token.gender.is_some_and(|g| g == crate::name::Gender::Feminine);
    (
        token.sounds.as_slice().into(),
        token.part,
        token.initial || token.abjad,
        gender,
        token.stem.as_slice().into(),
    )
}

impl Builder {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            words: Vec::new(),
            number: HashMap::new(),
            ids: Vec::new(),
            starts: vec![0],
            tokens: Vec::new(),
        }
    }

    /// Adds a name; `id` says whose it is. Somebody may have several.
    pub fn add(&mut self, id: u64, name: Name) {
        for token in name.tokens {
            let words = &mut self.words;
            let number = *self.number.entry(word_key(&token)).or_insert_with(|| {
                words.push(token);
                u32::try_from(words.len() - 1).unwrap_or(u32::MAX)
            });
            self.tokens.push(number);
        }
        self.ids.push(id);
        self.starts.push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
    }

    /// The index.
    #[must_use]
    pub fn build(self) -> Index {
        let Self { mut words, number, ids, starts, mut tokens } = self;
        drop(number);
        words.shrink_to_fit();
        tokens.shrink_to_fit();
        // Names by word, as one array with a start for each word.
        let mut name_starts = vec![0_u32; words.len() + 1];
        tokens.iter().for_each(|t| name_starts[*t as usize + 1] += 1);
        for i in 1..name_starts.len() {
            name_starts[i] += name_starts[i - 1];
        }
        let mut next = name_starts.clone();
        let mut names = vec![0_u32; tokens.len()];
        for name in 0..ids.len() {
            for t in &tokens[starts[name] as usize..starts[name + 1] as usize] {
                names[next[*t as usize] as usize] = u32::try_from(name).unwrap_or(u32::MAX);
                next[*t as usize] += 1;
            }
        }
        let mut by_key: Vec<(u32, u32)> = Vec::with_capacity(words.len() * 10);
        for (w, token) in words.iter().enumerate() {
            for key in keys::wide(token) {
                by_key.push((short(key), u32::try_from(w).unwrap_or(u32::MAX)));
            }
        }
        by_key.sort_unstable();
        by_key.dedup();
        by_key.shrink_to_fit();
        let classes = words.iter().map(|w| [Packed::new(&w.stem), Packed::new(&w.sounds)]).collect();
        let mut special = Bits::new(words.len());
        for (w, _) in words.iter().enumerate().filter(|(_, t)| t.abjad || !t.known.is_empty()) {
            special.put(u32::try_from(w).unwrap_or(u32::MAX));
        }
        Index { words, classes, special, ids, starts, tokens, name_starts, names, by_key }
    }
}

/// Half of a key is enough: a word that shares it by chance is compared and does not match.
fn short(key: u64) -> u32 {
    (key ^ (key >> 32)) as u32
}

/// Names, searchable. See [`Builder`].
pub struct Index {
    words: Vec<Token>,
    /// Classes of sounds of each word's stem, and of the whole word.
    classes: Vec<[Packed; 2]>,
    /// Words that may be a name without looking like it.
    special: Bits,
    ids: Vec<u64>,
    /// Where each name's words begin in `tokens`.
    starts: Vec<u32>,
    tokens: Vec<u32>,
    /// Where each word's names begin in `names`.
    name_starts: Vec<u32>,
    names: Vec<u32>,
    by_key: Vec<(u32, u32)>,
}

/// A name that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Whose name it is, as given to [`Builder::add`].
    pub id: u64,
    /// log₁₀ LR that it is the query's name.
    pub log10_lr: f64,
}

impl Index {
    /// How many names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The `limit` names that are most probably the query's, best first; equal ones in the order of
    /// adding.
    ///
    /// Of the query's words one must be written without an error in its skeleton; the others may have
    /// one error each.
    #[must_use]
    pub fn search(&self, query: &Name, limit: usize) -> Vec<Found> {
        let asked: Vec<&Token> =
            query.tokens.iter().filter(|t| !t.initial && t.part != Part::Title).collect();
        // With two names besides, the father's name decides among those that have both.
        let names = asked.iter().filter(|t| t.part != Part::Patronymic).count();
        let later = |t: &Token| names >= 2 && t.part == Part::Patronymic;
        let asked: Vec<&Token> =
            asked.iter().filter(|t| !later(t)).chain(asked.iter().filter(|t| later(t))).copied().collect();
        let now = asked.iter().filter(|t| !later(t)).count();
        let female = is_female(&asked);
        let mut near: Vec<Near> = asked.iter().map(|t| Near::new(self, t, female)).collect();
        // What each name is worth: of each word of the query, the best that the name has for it.
        let mut seen = Bits::new(self.ids.len());
        let mut touched: Vec<(f32, u32)> = Vec::new();
        // The word that the fewest have comes first.
        let mut order: Vec<(usize, usize, Vec<u32>)> = (0..now)
            .map(|at| {
                let mut words = self.candidates(&keys::exact(&asked[at].stem));
                // Of the same skeleton, and in the vowels one error at most, where vowels are written.
                let least = LEAST.max(-near[at].rarity - ERROR);
                words.retain(|w| {
                    let vowels = !asked[at].abjad && !self.special.has(*w);
                    near[at].quick(self, *w) >= if vowels { least } else { LEAST }
                });
                (words.iter().map(|w| self.names_of(*w).len()).sum(), at, words)
            })
            .collect();
        order.sort_unstable();
        for (_, _, words) in order {
            for w in words {
                self.touch(w, &mut near[..now], &mut seen, &mut touched);
            }
            // Who is not among these has an error in the rare word, at least. Where many have none in
            // any, the others need not be looked at. A few are not enough: a slip makes one name look
            // like another.
            let best: f32 = near[..now].iter().map(|n| n.best).sum();
            if touched.iter().filter(|(sum, _)| *sum >= best - ERROR).count() >= ENOUGH.max(limit) {
                break;
            }
        }
        // One word alone, and it may be misspelt.
        if asked.len() == 1 && touched.len() < limit {
            let all = self.candidates(&keys::wide(asked[0]));
            for w in all.into_iter().take(MOST_WORDS) {
                if near[0].quick(self, w) > LEAST {
                    self.touch(w, &mut near, &mut seen, &mut touched);
                }
            }
        }
        let better = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        // The father's name, at a quick look, for those whom the other names leave.
        if touched.len() > SEMIFINALISTS && now < near.len() {
            if touched.len() > 4 * SEMIFINALISTS {
                touched.select_nth_unstable_by(4 * SEMIFINALISTS, better);
                touched.truncate(4 * SEMIFINALISTS);
            }
            for (sum, name) in &mut touched {
                *sum += near[now..].iter_mut().map(|n| n.quick_of(self, self.words_of(*name))).sum::<f32>();
            }
        }
        for (most, exact) in [(SEMIFINALISTS, false), (FINALISTS.max(limit), true)] {
            if exact {
                for (sum, name) in &mut touched {
                    *sum = near.iter_mut().map(|n| n.best_of(self, self.words_of(*name))).sum();
                }
            }
            if touched.len() > most {
                touched.select_nth_unstable_by(most, better);
                touched.truncate(most);
            }
        }
        let asked: Vec<&Token> = query.tokens.iter().collect();
        let mut found: Vec<(f64, u32)> = touched
            .into_iter()
            .map(|(_, name)| {
                let has: Vec<&Token> = self.words_of(name).iter().map(|t| &self.words[*t as usize]).collect();
                (compare_tokens(&asked, &has).log10_lr, name)
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(limit);
        found.into_iter().map(|(log10_lr, name)| Found { id: self.ids[name as usize], log10_lr }).collect()
    }

    /// Weighs all names that have a word, once each.
    fn touch(&self, word: u32, near: &mut [Near], seen: &mut Bits, touched: &mut Vec<(f32, u32)>) {
        for &name in self.names_of(word) {
            if seen.put(name) {
                continue;
            }
            let mut sum = 0.0;
            for near in near.iter_mut() {
                sum += near.quick_of(self, self.words_of(name));
            }
            touched.push((sum, name));
        }
    }

    fn names_of(&self, word: u32) -> &[u32] {
        let at = word as usize;
        &self.names[self.name_starts[at] as usize..self.name_starts[at + 1] as usize]
    }

    fn words_of(&self, name: u32) -> &[u32] {
        &self.tokens[self.starts[name as usize] as usize..self.starts[name as usize + 1] as usize]
    }

    /// Words that have one of the keys.
    fn candidates(&self, keys: &[u64]) -> Vec<u32> {
        let mut found: Vec<u32> = self.with_keys(keys).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn with_keys(&self, keys: &[u64]) -> impl Iterator<Item = u32> {
        keys.iter().flat_map(|key| {
            let key = short(*key);
            let from = self.by_key.partition_point(|(k, _)| *k < key);
            self.by_key[from..].iter().take_while(move |(k, _)| *k == key).map(|(_, w)| *w)
        })
    }
}

/// A word of the query, with the words that are near it; what each is worth is computed when asked.
struct Near<'a> {
    token: &'a Token,
    /// Whether the query is a woman's name.
    female: bool,
    stem: Pattern,
    whole: Pattern,
    shares_key: Bits,
    /// Errors by word, plus one; memory comes zeroed, for not asked yet.
    errors: Vec<u8>,
    /// ln LR by word, where it was asked.
    worth: HashMap<u32, f32>,
    rarity: f32,
    /// What it is worth if a name has nothing near it.
    none: f32,
    /// The most that a word was worth at a quick look.
    best: f32,
}

/// Stands for words that are too far away.
const FAR: u8 = u8::MAX;

impl<'a> Near<'a> {
    fn new(index: &Index, token: &'a Token, female: bool) -> Self {
        let mut shares_key = Bits::new(index.words.len());
        for w in index.with_keys(&keys::wide(token)) {
            shares_key.put(w);
        }
        let used_as = if token.part == Part::Surname { Use::Surname } else { Use::Given };
        // A patronymic that is not there says little, a name that is not there much.
        let none = if token.part == Part::Patronymic { -1.0 } else { -5.0 };
        Self {
            token,
            female,
            stem: Pattern::new(&token.stem),
            whole: Pattern::new(&token.sounds),
            shares_key,
            errors: vec![0; index.words.len()],
            worth: HashMap::new(),
            rarity: token.ln_probability(used_as) as f32,
            none,
            best: none,
        }
    }

    /// What a word is worth at a quick look: by the number of errors in its classes of sounds.
    fn quick(&mut self, index: &Index, word: u32) -> f32 {
        if !self.shares_key.has(word) {
            return f32::NEG_INFINITY;
        }
        let mut errors = self.errors[word as usize];
        if errors == 0 {
            errors = 1 + self.count(index, word);
            self.errors[word as usize] = errors;
        }
        if errors == FAR {
            return f32::NEG_INFINITY;
        }
        let worth = -self.rarity - ERROR * f32::from(errors - 1);
        self.best = self.best.max(worth);
        worth
    }

    fn count(&self, index: &Index, word: u32) -> u8 {
        let [stem, whole] = index.classes[word as usize];
        // Where an ending is misspelt, the stem is another: the whole words are compared.
        let few = [self.stem.errors(stem), self.whole.errors(whole)].into_iter().flatten().min();
        match few {
            Some(errors) => u8::try_from(errors).unwrap_or(FAR - 1).min(FAR - 1),
            // A listed spelling may look like another name; Perso-Arabic leaves letters out.
            None if index.special.has(word) || self.token.abjad => 2,
            None => FAR - 1,
        }
    }

    /// The most that any of a name's words is worth at a quick look.
    fn quick_of(&mut self, index: &Index, words: &[u32]) -> f32 {
        words.iter().fold(self.none, |best, w| best.max(self.quick(index, *w)))
    }

    /// The most that any of a name's words is worth: ln LR.
    fn best_of(&mut self, index: &Index, words: &[u32]) -> f32 {
        words.iter().fold(self.none, |best, w| {
            if self.quick(index, *w) == f32::NEG_INFINITY {
                return best;
            }
            let worth = if let Some(worth) = self.worth.get(w) {
                *worth
            } else {
                let worth = compare::words(self.token, &index.words[*w as usize], self.female).0 as f32;
                self.worth.insert(*w, worth);
                worth
            };
            best.max(worth)
        })
    }
}

/// A set of small numbers.
struct Bits(Vec<u64>);

impl Bits {
    fn new(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn has(&self, n: u32) -> bool {
        self.0[n as usize / 64] >> (n % 64) & 1 == 1
    }

    /// Puts a number in; whether it was in already.
    fn put(&mut self, n: u32) -> bool {
        let had = self.has(n);
        self.0[n as usize / 64] |= 1 << (n % 64);
        had
    }
}
