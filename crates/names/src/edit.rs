//! How probable is one spelling, if the other is of the same name? A stochastic edit distance.
//!
//! Someone hears or reads the sounds *x* of a name and writes sounds *y*. Sound by sound, the writer
//! may put in a sound that is not there (probability ι, which one: q), leave one out, write another
//! one, or swap two neighbours. P(y | x) is the sum over all ways to get from *x* to *y*, and adds up
//! to one over all *y* (conditional transducer: Oncina & Sebban 2006, *Pattern Recognition* 39:1575;
//! learnt by expectation–maximisation as in Ristad & Yianilos 1998, *IEEE PAMI* 20:522).
//!
//! What is confused how often is not put down by hand, but learnt ([`learn`]) from the spellings of
//! `data/names.txt`, and kept in `data/edits.csv`: that Russian writes *г* for *h*, that Georgian has
//! no *f*. Perso-Arabic script leaves most vowels out, so pairs with it have a table of their own.
//! Typing errors, which such lists do not show, are mixed in with a small probability.

pub mod learn;

use std::sync::LazyLock;

use crate::sound::{COUNT, LETTERS, Sounds, is_vowel, sound};

/// A typing error: this share of letters is any other, left out, or put in.
const TYPING: f64 = 0.006;
/// Two neighbours are swapped in typing.
const SWAP: f64 = 0.003;
/// A name that is known is written so that it sounds the same, at least this often.
pub const SAME: f64 = 0.35;
/// Longer words are cut: no name's stem needs more.
pub(crate) const LONGEST: usize = 24;

/// Probabilities of writing, for each sound that was meant.
#[derive(Debug, Clone, PartialEq)]
pub struct EditModel {
    /// `write[x][y]`: sound *x* is written as *y*.
    write: Vec<[f64; COUNT]>,
    /// `omit[x]`: sound *x* is left out. With `write[x]` adds up to one, less the swaps.
    omit: [f64; COUNT],
    /// ι: a sound is put in before the next one, or at the end.
    insert: f64,
    /// q: which one.
    inserted: [f64; COUNT],
}

impl EditModel {
    /// P(y | x).
    ///
    /// Cost: `len(x) × len(y)` steps of a few multiplications, 0.1 µs for usual names.
    ///
    /// What sounds the same is taken to be at least as probable as [`SAME`]: a writer who knows the
    /// name writes it as it is.
    #[must_use]
    pub fn probability(&self, x: &Sounds, y: &Sounds) -> f64 {
        let p = self.by_ear(x, y);
        if x == y { p.max(SAME) } else { p }
    }

    /// P(y | x) sound by sound.
    fn by_ear(&self, x: &Sounds, y: &Sounds) -> f64 {
        let x = &x.0[..x.len().min(LONGEST)];
        let y = &y.0[..y.len().min(LONGEST)];
        let mut rows = [[0.0_f64; LONGEST + 1]; 4];
        let go_on = 1.0 - self.insert;
        for i in 0..=x.len() {
            let [now, last, before, third] = [i % 4, (i + 3) % 4, (i + 2) % 4, (i + 1) % 4];
            for j in 0..=y.len() {
                let mut p = if i == 0 && j == 0 { 1.0 } else { 0.0 };
                if i > 0 {
                    let sound = usize::from(x[i - 1]);
                    p += rows[last][j] * go_on * self.omit[sound];
                    if j > 0 {
                        p += rows[last][j - 1] * go_on * self.write[sound][usize::from(y[j - 1])];
                        if i > 1
                            && j > 1
                            && x[i - 1] == y[j - 2]
                            && x[i - 2] == y[j - 1]
                            && x[i - 1] != x[i - 2]
                        {
                            p += rows[before][j - 2] * go_on * SWAP;
                        }
                        // я and ю are two sounds each: swapped with a neighbour, three sounds turn.
                        if i > 2 && j > 2 {
                            let (a, b) = ([x[i - 3], x[i - 2], x[i - 1]], [y[j - 3], y[j - 2], y[j - 1]]);
                            if (a == [b[1], b[2], b[0]] || a == [b[2], b[0], b[1]]) && a != b {
                                p += rows[third][j - 3] * go_on * SWAP / 2.0;
                            }
                        }
                    }
                }
                if j > 0 {
                    p += rows[now][j - 1] * self.insert * self.inserted[usize::from(y[j - 1])];
                }
                rows[now][j] = p;
            }
        }
        rows[x.len() % 4][y.len()] * go_on
    }

    /// P(a word that begins with *y* | it was meant to begin with *x*), for initials: a sound may be
    /// written as another, and an *h* or *y* before a vowel may be missing.
    #[must_use]
    pub fn first(&self, x: &Sounds, y: &Sounds) -> f64 {
        let (Some(&a), Some(&b)) = (x.0.first(), y.0.first()) else { return 0.0 };
        let mut p = self.write[usize::from(a)][usize::from(b)];
        if let Some(&second) = x.0.get(1) {
            p += self.omit[usize::from(a)] * self.write[usize::from(second)][usize::from(b)];
        }
        p + self.insert * self.inserted[usize::from(b)]
    }

    /// Adds typing errors, so that each row still adds up to one.
    fn with_typing(mut self) -> Self {
        for x in 0..COUNT {
            let total: f64 = self.write[x].iter().sum::<f64>() + self.omit[x];
            let scale = (1.0 - TYPING - SWAP) / total;
            let slip = TYPING / (COUNT as f64 + 3.0);
            self.write[x].iter_mut().for_each(|p| *p = *p * scale + slip);
            // Leaving a letter out is as common as all wrong letters that sound alike together.
            self.omit[x] = self.omit[x] * scale + 3.0 * slip;
        }
        let slip = TYPING / 2.0;
        let insert = self.insert + slip;
        for q in &mut self.inserted {
            *q = (*q * self.insert + slip / COUNT as f64) / insert;
        }
        self.insert = insert;
        self
    }
}

/// The table for two spellings: `abjad` if either is in Perso-Arabic script.
#[must_use]
pub fn model(abjad: bool) -> &'static EditModel {
    static MODELS: LazyLock<[EditModel; 2]> = LazyLock::new(|| {
        let text = include_str!("../data/edits.csv");
        [read(text, "written").with_typing(), read(text, "abjad").with_typing()]
    });
    &MODELS[usize::from(abjad)]
}

/// Reads one table of `data/edits.csv`: `table,meant,written,probability`; an empty sound is none.
fn read(text: &str, table: &str) -> EditModel {
    let mut model = EditModel {
        write: vec![[0.0; COUNT]; COUNT],
        omit: [0.0; COUNT],
        insert: 0.0,
        inserted: [0.0; COUNT],
    };
    for line in text.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(t), Some(meant), Some(written), Some(p)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        if t != table {
            continue;
        }
        let p: f64 = p.parse().unwrap_or(0.0);
        let index = |cell: &str| cell.chars().next().and_then(sound).map(usize::from);
        match (index(meant), index(written)) {
            (Some(x), Some(y)) => model.write[x][y] = p,
            (Some(x), None) => model.omit[x] = p,
            (None, Some(y)) => model.inserted[y] = p,
            (None, None) => model.insert = p,
        }
    }
    // What was too rare to be listed keeps a little.
    for x in 0..COUNT {
        let total: f64 = model.write[x].iter().sum::<f64>() + model.omit[x];
        if total <= 0.0 {
            model.write[x][x] = 1.0;
        }
    }
    model
}

/// The table as lines of `data/edits.csv`, probabilities of at least 0.0005.
#[must_use]
pub fn lines(model: &EditModel, table: &str) -> Vec<String> {
    let mut lines = vec![format!("{table},,,{:.5}", model.insert)];
    let mut line = |meant: &str, written: &str, p: f64| {
        if p >= 0.0005 {
            lines.push(format!("{table},{meant},{written},{p:.4}"));
        }
    };
    for y in 0..COUNT {
        line("", &LETTERS[y].to_string(), model.inserted[y]);
    }
    for x in 0..COUNT {
        line(&LETTERS[x].to_string(), "", model.omit[x]);
        for y in 0..COUNT {
            line(&LETTERS[x].to_string(), &LETTERS[y].to_string(), model.write[x][y]);
        }
    }
    lines
}

/// What is believed before anything was learnt: sounds are written as they are, vowels are mistaken
/// for vowels and consonants for consonants.
fn prior() -> EditModel {
    let vowels = (0..COUNT).filter(|s| is_vowel(u8::try_from(*s).unwrap_or(u8::MAX))).count() as f64;
    let mut model = EditModel {
        write: vec![[0.0; COUNT]; COUNT],
        omit: [0.02; COUNT],
        insert: 0.02,
        inserted: [0.0; COUNT],
    };
    for (x, row) in model.write.iter_mut().enumerate() {
        let kind = |s: usize| u8::try_from(s).is_ok_and(is_vowel);
        for (y, p) in row.iter_mut().enumerate() {
            *p = if x == y {
                0.93
            } else if kind(x) == kind(y) {
                0.045 / if kind(x) { vowels - 1.0 } else { COUNT as f64 - vowels - 1.0 }
            } else {
                0.005 / if kind(y) { vowels } else { COUNT as f64 - vowels }
            };
        }
    }
    model.inserted.iter_mut().for_each(|q| *q = 1.0 / COUNT as f64);
    model
}
