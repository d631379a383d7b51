//! Are two names the same name, written twice? A log likelihood ratio, and its reasons.
//!
//! Two hypotheses: *same*: one person's name was written down twice; *different*: these are the names
//! of two people drawn from the population. The words of the two names are aligned in the best way,
//! order free. Each aligned pair contributes
//!
//! ln LR = ½ [ln P(y | x) + ln P(x | y)] − ½ [ln P(x) + ln P(y)]
//!
//! with P(y | x) from the table of confusions ([`crate::edit`]) or, for spellings on one line of the
//! dictionary, a constant; and P(x), P(y) how common the names are ([`crate::dictionary`]). So a rare
//! name that agrees says more than a common one. With a small probability a part was replaced
//! altogether (another name in use, a wrong line), so that one part that differs can't outweigh all the
//! others: ln LR is at least ln ε. Words that one side lacks say little: patronymics are left out all
//! the time.

use std::fmt;

use crate::dictionary::{LISTED, Use};
use crate::edit::model;
use crate::name::{Gender, Name, Part, Token};

/// P(a short form | the name), and the reverse.
const SHORT_FORM: f64 = 0.04;
/// P(a part was replaced altogether).
const REPLACED: f64 = 0.002;
/// P(a woman's surname is another one): after a marriage she has two.
const MARRIED: f64 = 0.05;
/// ln LR where endings are for different sexes: clerks do write a wife's surname like her husband's.
const OTHER_GENDER: f64 = -2.0;
/// ln LR of the same title, or of two others.
const TITLE: f64 = 1.0;
/// Two spellings that are known to be of two names: how much less probable it is than their sounds
/// say that one is the other, misspelt.
const OTHER_NAMES: f64 = 0.1;
/// No single word counts for more than this (ln): a name may be less rare than we know.
const MOST: f64 = 11.5;

/// How two words agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// Letter by letter, but for capitals.
    Same,
    /// The same name in another spelling or script.
    Spelling,
    /// A short form of the other.
    ShortForm,
    /// An initial and a name that begins so.
    Initial,
    /// Alike, but probably not the same.
    Alike,
    /// Another name.
    Different,
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "the same",
            Self::Spelling => "the same name in another spelling",
            Self::ShortForm => "a short form",
            Self::Initial => "an initial",
            Self::Alike => "alike, probably another name",
            Self::Different => "another name",
        })
    }
}

/// Two words set against each other, or a word that only one name has.
#[derive(Debug, Clone, PartialEq)]
pub struct Aligned {
    /// Number of the word in the first name.
    pub left: Option<usize>,
    /// Number of the word in the second name.
    pub right: Option<usize>,
    /// How they agree; `None` where a word stands alone.
    pub agreement: Option<Agreement>,
    /// What it contributes, log₁₀ LR.
    pub log10_lr: f64,
}

/// How two names compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// log₁₀ of the likelihood ratio "one name written twice" against "two people's names".
    pub log10_lr: f64,
    /// What it is the sum of, in the order of the first name.
    pub aligned: Vec<Aligned>,
    /// log₁₀ LR because the endings are for different sexes, 0 if not.
    pub gender: f64,
}

/// Compares two names.
///
/// ```
/// use kintrace_names::{compare::compare, name::Name};
///
/// let mother = Name::read("Hüseynov Elçin Əli oğlu");
/// let list = Name::read("Гусейнов Эльчин Алиевич");
/// let other = Name::read("Гусейнов Эльдар Алиевич");
/// assert!(compare(&mother, &list).log10_lr > 4.0);
/// assert!(compare(&mother, &other).log10_lr < 2.0);
/// ```
#[must_use]
pub fn compare(a: &Name, b: &Name) -> Comparison {
    compare_tokens(&a.tokens.iter().collect::<Vec<_>>(), &b.tokens.iter().collect::<Vec<_>>())
}

/// [`compare`] for names whose words are kept elsewhere.
#[must_use]
pub fn compare_tokens(a: &[&Token], b: &[&Token]) -> Comparison {
    let female = is_female(a) || is_female(b);
    let pairs: Vec<Vec<(f64, Agreement)>> =
        a.iter().map(|x| b.iter().map(|y| words(x, y, female)).collect()).collect();
    let alone_a: Vec<f64> = a.iter().map(|x| alone(x, b)).collect();
    let alone_b: Vec<f64> = b.iter().map(|y| alone(y, a)).collect();
    let matched = align(&pairs, &alone_a, &alone_b);
    let gender = if genders_differ(a, b) { OTHER_GENDER } else { 0.0 };
    let mut ln = gender;
    let mut aligned = Vec::with_capacity(a.len() + 1);
    for (i, right) in matched.iter().enumerate() {
        let (lr, agreement) = match right {
            Some(j) => (pairs[i][*j].0, Some(pairs[i][*j].1)),
            None => (alone_a[i], None),
        };
        ln += lr;
        aligned.push(Aligned {
            left: Some(i),
            right: *right,
            agreement,
            log10_lr: lr / std::f64::consts::LN_10,
        });
    }
    for (j, lr) in alone_b.iter().enumerate().filter(|(j, _)| !matched.contains(&Some(*j))) {
        ln += lr;
        aligned.push(Aligned {
            left: None,
            right: Some(j),
            agreement: None,
            log10_lr: lr / std::f64::consts::LN_10,
        });
    }
    Comparison { log10_lr: ln / std::f64::consts::LN_10, aligned, gender: gender / std::f64::consts::LN_10 }
}

/// Whether an ending says that it is a woman's name.
pub(crate) fn is_female(name: &[&Token]) -> bool {
    name.iter().any(|t| t.gender == Some(Gender::Feminine))
}

fn genders_differ(a: &[&Token], b: &[&Token]) -> bool {
    let gender = |n: &[&Token]| n.iter().find_map(|t| t.gender);
    matches!((gender(a), gender(b)), (Some(x), Some(y)) if x != y)
}

/// ln P(y | x) and ln P(x | y), averaged, for the stems; and how they agree.
#[must_use]
pub fn ln_same(x: &Token, y: &Token) -> (f64, Agreement) {
    let edits = model(x.abjad || y.abjad);
    let both = |a, b| (edits.probability(a, b) * edits.probability(b, a)).sqrt();
    let mut p = both(&x.stem, &y.stem);
    let mut agreement = Agreement::Spelling;
    if x.ending != y.ending {
        // A typing error in the ending hides it: whole against whole.
        let whole = both(&x.sounds, &y.sounds) * (-x.ending.ln_lr(y.ending)).exp();
        p = p.max(whole);
    }
    let spelt = |t: &Token| t.known.iter().any(|k| !k.short);
    if spelt(x) && spelt(y) && !x.known.iter().any(|k| y.known.iter().any(|l| l.name == k.name)) {
        p *= OTHER_NAMES;
    }
    for k in &x.known {
        for l in y.known.iter().filter(|l| l.name == k.name) {
            let listed = if k.short || l.short { SHORT_FORM } else { LISTED };
            if listed > p {
                p = listed;
                agreement = if k.short || l.short { Agreement::ShortForm } else { Agreement::Spelling };
            }
        }
    }
    (p.max(f64::MIN_POSITIVE).ln(), agreement)
}

/// ln LR of two words, their parts and endings included. `female`: a woman may have two surnames.
pub(crate) fn words(x: &Token, y: &Token, female: bool) -> (f64, Agreement) {
    let Some(parts) = parts(x.part, y.part) else { return (f64::NEG_INFINITY, Agreement::Different) };
    let surname = x.part == Part::Surname || y.part == Part::Surname;
    let rarity = |t: &Token| {
        if t.part == Part::Unknown {
            // Neither use is known: the mean of both.
            f64::midpoint(t.ln_probability(Use::Given).exp(), t.ln_probability(Use::Surname).exp()).ln()
        } else if t.part == Part::Surname || (surname && t.part == Part::Title) {
            t.ln_probability(Use::Surname)
        } else {
            t.ln_probability(Use::Given)
        }
    };
    let replaced = if surname && female { MARRIED } else { REPLACED };
    if x.initial || y.initial {
        let (ln, agreement) = initial(x, y);
        let least = if ln < 0.0 { ln.max(replaced.ln()) } else { ln };
        return (least + parts, agreement);
    }
    if x.part == Part::Title && y.part == Part::Title {
        let same = ln_same(x, y).0 - 0.5 * (rarity(x) + rarity(y)) > 0.0;
        return if same { (TITLE, Agreement::Spelling) } else { (-TITLE, Agreement::Different) };
    }
    let (same, agreement) = ln_same(x, y);
    let ln = (same - 0.5 * (rarity(x) + rarity(y)) + x.ending.ln_lr(y.ending)).min(MOST);
    let agreement = if ln < 0.0 {
        if ln > replaced.ln() { Agreement::Alike } else { Agreement::Different }
    } else if x.written.to_lowercase() == y.written.to_lowercase() {
        Agreement::Same
    } else {
        agreement
    };
    ((ln.exp() * (1.0 - replaced) + replaced).ln() + parts, agreement)
}

/// ln LR of an initial against a word, or two initials.
fn initial(x: &Token, y: &Token) -> (f64, Agreement) {
    /// How common the sound is that a name begins with, about.
    const BEGINS: f64 = 0.07;
    let edits = model(x.abjad || y.abjad);
    let p = (edits.first(&x.sounds, &y.sounds) * edits.first(&y.sounds, &x.sounds)).sqrt();
    let same = x.known.iter().any(|k| y.known.iter().any(|l| l.name == k.name));
    let p = if same { 0.9 } else { p };
    let ln = (p / BEGINS).max(1e-9).ln();
    (ln, if ln > 0.0 { Agreement::Initial } else { Agreement::Different })
}

/// ln LR for setting words of these parts against each other; `None` where that is not done.
fn parts(x: Part, y: Part) -> Option<f64> {
    use Part::{Given, Nickname, Patronymic, Surname, Title, Unknown};
    Some(match (x, y) {
        (x, y) if x == y => 0.0,
        (Nickname, Given | Unknown) | (Given | Unknown, Nickname) => 0.0,
        (Unknown, Title) | (Title, Unknown) => -0.5,
        (Unknown, _) | (_, Unknown) => -0.4,
        (Given, Title) | (Title, Given) => -0.7,
        // A father and his son, not one man.
        (Given, Patronymic) | (Patronymic, Given) => -7.0,
        // Columns are mixed up now and then.
        (Given | Patronymic, Surname) | (Surname, Given | Patronymic) => -2.5,
        (Surname, Title) | (Title, Surname) => -2.0,
        _ => return None,
    })
}

/// ln LR of a word that the other name has nothing for. If the other name has a word of that part,
/// both stand alone, and together they weigh as one part that was replaced.
fn alone(word: &Token, other: &[&Token]) -> f64 {
    let has = |part| other.iter().any(|t| t.part == part);
    let instead = match word.part {
        Part::Title | Part::Nickname => return 0.0,
        Part::Unknown => has(Part::Given) || has(Part::Surname) || has(Part::Unknown),
        Part::Given => has(Part::Given) || has(Part::Unknown),
        Part::Surname => has(Part::Surname) || has(Part::Unknown),
        Part::Patronymic => has(Part::Patronymic),
    };
    match (instead, word.part) {
        (true, _) => 0.5 * REPLACED.ln() - 0.2,
        (false, Part::Patronymic) => -0.05,
        (false, _) => -0.3,
    }
}

/// The best one-to-one alignment: for each word of the first name the word of the second.
fn align(pairs: &[Vec<(f64, Agreement)>], alone_a: &[f64], alone_b: &[f64]) -> Vec<Option<usize>> {
    // More words than this are no name; the rest stand alone.
    const MOST_WORDS: usize = 8;
    let (n, m) = (alone_a.len(), alone_b.len().min(MOST_WORDS));
    let masks = 1_usize << m;
    // best[i][mask]: words from i on, with the words in `mask` taken.
    let mut best = vec![vec![0.0; masks]; n + 1];
    for (mask, value) in best[n].iter_mut().enumerate() {
        *value = (0..m).filter(|j| mask & (1 << j) == 0).map(|j| alone_b[j]).sum();
    }
    let mut choice = vec![vec![None; masks]; n];
    for i in (0..n).rev() {
        for mask in 0..masks {
            let mut most = alone_a[i] + best[i + 1][mask];
            let mut chosen = None;
            for j in (0..m).filter(|j| mask & (1 << j) == 0) {
                let value = pairs[i][j].0 + best[i + 1][mask | (1 << j)];
                if value > most {
                    (most, chosen) = (value, Some(j));
                }
            }
            best[i][mask] = most;
            choice[i][mask] = chosen;
        }
    }
    let mut mask = 0;
    (0..n)
        .map(|i| {
            let chosen = choice[i][mask];
            if let Some(j) = chosen {
                mask |= 1 << j;
            }
            chosen
        })
        .collect()
}

/// Whether an initial is the other word's, or may be in another script.
#[must_use]
pub fn initials_agree(x: &Token, y: &Token) -> bool {
    initial(x, y).1 == Agreement::Initial
}
