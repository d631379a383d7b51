//! The columns of two lists, prepared to be compared: levels of agreement and how common they are.
//!
//! For each pair of rows a column is at one level, or missing on a side (which says nothing). A level
//! has a probability m if the rows are one person, which is learnt ([`crate::em`]), and u if they are
//! two, which is counted here: for names, places and texts separately for each value, as the share of
//! the other list's rows that would agree with it at that level. That Məmməd agrees says little, that
//! Qəzənfər does says much (Newcombe 1959, *Science* 130:954; Winkler 1989 on value-specific weights),
//! and here misspellings and other scripts of a name count with it.

use foldhash::{HashMap, HashMapExt};
use kintrace_names::Name;
use kintrace_names::place::{self, Place};
use rayon::prelude::*;

use crate::dates;
use crate::record::{Cell, Column, Date, Kind, List};
use crate::words::{self, NONE, Words};

/// No more columns are compared.
pub const MOST_COLUMNS: usize = 16;
/// A column that is missing on a side.
pub const MISSING: u8 = u8::MAX;
/// ln P(given name and surname stand in each other's column).
const LN_SWAPPED: f64 = -4.0;
/// Random pairs for the share of each level among different people.
const RANDOM_PAIRS: usize = 200_000;

/// The levels of a pair of rows, a number for each column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Levels {
    /// By column; [`MISSING`] where a side has nothing.
    pub of: [u8; MOST_COLUMNS],
    /// Given name and surname agree crosswise.
    pub swapped: bool,
}

/// One side's values of a column, as numbers into the column's values.
type Values = [Vec<u32>; 2];

enum Compare {
    /// Part 0, 1, 2 of the names.
    Name(usize),
    Date([Vec<Option<Date>>; 2]),
    /// Sexes and other values that agree or not.
    Exact(Values),
    Place {
        values: Values,
        near: Vec<Vec<(u32, u8)>>,
    },
    Text {
        values: Values,
        texts: Vec<TextValue>,
    },
}

struct TextValue {
    text: String,
    /// Pairs of neighbouring letters, hashed into a set of 64.
    pairs: u64,
}

/// A column, prepared.
pub struct Field {
    /// As in the lists.
    pub column: Column,
    compare: Compare,
    /// Shares of the levels among random pairs, by group adding up to one.
    random: Vec<f64>,
    /// For each side and value: ln of the share of the other side's rows at each level.
    by_value: [Vec<[f32; 4]>; 2],
}

/// Two columns of which one tells about the other: who shares a given name often shares the sex and
/// the language of the surname. A branch of the tree of Chow & Liu (1968, *IEEE Trans. Inf. Theory*
/// 14:462).
struct Together {
    columns: [usize; 2],
    /// ln P(x, y) / P(x) P(y) among random pairs of rows, by whether each column agrees.
    ln_ratio: [[f64; 2]; 2],
}

/// All columns of both lists, prepared.
pub struct Fields {
    /// The columns.
    pub fields: Vec<Field>,
    words: Words,
    names: [[Vec<u32>; 3]; 2],
    rows: [usize; 2],
    /// Columns of given names and surnames, if both are there.
    swap: Option<(usize, usize)>,
    /// Columns whose agreement goes together among different people.
    together: Vec<Together>,
    /// As `by_value`, of given names among surnames and of surnames among given names.
    crossed: [[Vec<[f32; 4]>; 2]; 2],
}

/// Level names and groups of a kind of column.
fn kind_levels(kind: Kind) -> (&'static [&'static str], &'static [u8]) {
    match kind {
        Kind::Given | Kind::Patronymic | Kind::Surname => (&words::LEVELS, &[0, 0, 0, 0, 1, 1]),
        Kind::Date => (&dates::LEVELS, &dates::GROUPS),
        Kind::Sex => (&["another", "the same"], &[0, 0]),
        Kind::Place => (&["another place", "a place of a like name", "the same place"], &[0, 0, 0]),
        Kind::Text => (&["another", "alike", "probably misspelt", "the same"], &[0, 0, 0, 0]),
    }
}

impl Field {
    /// What the levels are called.
    #[must_use]
    pub fn levels(&self) -> &'static [&'static str] {
        kind_levels(self.column.kind).0
    }

    /// The group of each level: m and u add up to one in each group.
    #[must_use]
    pub fn groups(&self) -> &'static [u8] {
        kind_levels(self.column.kind).1
    }

    /// What m is believed to be before anything was learnt.
    #[must_use]
    pub fn prior(&self) -> &'static [f64] {
        match self.column.kind {
            Kind::Given | Kind::Patronymic | Kind::Surname => &[0.03, 0.03, 0.12, 0.82, 0.95, 0.05],
            Kind::Date => {
                &[0.86, 0.06, 0.04, 0.02, 0.01, 0.01, 0.85, 0.08, 0.04, 0.02, 0.01, 0.9, 0.06, 0.03, 0.01]
            }
            Kind::Sex => &[0.01, 0.99],
            Kind::Place => &[0.1, 0.05, 0.85],
            Kind::Text => &[0.1, 0.05, 0.1, 0.75],
        }
    }
}

impl Fields {
    /// Prepares two lists with common columns.
    ///
    /// # Panics
    /// With more than [`MOST_COLUMNS`] columns.
    #[must_use]
    pub fn new(columns: &[Column], a: &List, b: &List) -> Self {
        Self::prepare(columns, a, b, false)
    }

    /// Prepares a list to be compared with itself.
    #[must_use]
    pub fn within(columns: &[Column], list: &List) -> Self {
        Self::prepare(columns, list, list, true)
    }

    fn prepare(columns: &[Column], a: &List, b: &List, one_list: bool) -> Self {
        assert!(columns.len() <= MOST_COLUMNS, "at most {MOST_COLUMNS} columns are compared");
        let rows = [a.rows.len(), b.rows.len()];
        let at = |kind| columns.iter().position(|c| c.kind == kind);
        let parts = [at(Kind::Given), at(Kind::Patronymic), at(Kind::Surname)];
        let mut words = Words::default();
        let names = [(a, 0), (b, 1)].map(|(list, side)| names(&mut words, list, side, parts));
        words.prepare();
        let mut fields: Vec<Field> = columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let cells = |list: &List| -> Vec<Cell> { list.rows.iter().map(|r| r[i].clone()).collect() };
                let compare = match column.kind {
                    Kind::Given => Compare::Name(0),
                    Kind::Patronymic => Compare::Name(1),
                    Kind::Surname => Compare::Name(2),
                    Kind::Date => Compare::Date([a, b].map(|l| cells(l).iter().map(date).collect())),
                    Kind::Sex => Compare::Exact(number([cells(a), cells(b)], str::to_owned).0),
                    Kind::Place => {
                        let (values, names) = number([cells(a), cells(b)], str::to_lowercase);
                        let near = places(&names);
                        Compare::Place { values, near }
                    }
                    Kind::Text => {
                        let (values, texts) = number([cells(a), cells(b)], normal);
                        let texts = texts.into_iter().map(TextValue::new).collect();
                        Compare::Text { values, texts }
                    }
                };
                let random = vec![0.0; kind_levels(column.kind).0.len()];
                Field { column: column.clone(), compare, random, by_value: Default::default() }
            })
            .collect();
        for field in &mut fields {
            let value_levels = match &field.compare {
                Compare::Name(part) => Some(by_word(&words, [&names[0][*part], &names[1][*part]])),
                Compare::Exact(values) => Some(by_value(values, |v| vec![(v, 1)])),
                Compare::Place { values, near } => Some(by_value(values, |v| near[v as usize].clone())),
                Compare::Text { values, .. } => Some(by_value(values, |v| vec![(v, 3)])),
                Compare::Date(_) => None,
            };
            if let Some(value_levels) = value_levels {
                field.by_value = value_levels;
            }
        }
        let swap = at(Kind::Given).zip(at(Kind::Surname));
        let crossed = if swap.is_some() {
            [by_word(&words, [&names[0][0], &names[1][2]]), by_word(&words, [&names[0][2], &names[1][0]])]
        } else {
            Default::default()
        };
        let mut all = Self { fields, words, names, rows, swap, crossed, together: Vec::new() };
        all.count_random(one_list);
        all
    }

    /// Rows of the first and the second list.
    #[must_use]
    pub fn rows(&self) -> [usize; 2] {
        self.rows
    }

    /// Compares row `a` of the first list with row `b` of the second.
    ///
    /// Cost: 0.1 µs for six columns.
    #[must_use]
    pub fn levels(&self, a: usize, b: usize) -> Levels {
        let mut levels = Levels { of: [MISSING; MOST_COLUMNS], swapped: false };
        for (f, field) in self.fields.iter().enumerate() {
            levels.of[f] = match &field.compare {
                Compare::Name(part) => self.word_level(self.names[0][*part][a], self.names[1][*part][b]),
                Compare::Date(dates) => match (dates[0][a], dates[1][b]) {
                    (Some(x), Some(y)) => dates::level(x, y),
                    _ => MISSING,
                },
                Compare::Exact(values) => two(values, a, b, |x, y| u8::from(x == y)),
                Compare::Place { values, near } => two(values, a, b, |x, y| {
                    let near = &near[x as usize];
                    near.binary_search_by_key(&y, |(v, _)| *v).map_or(0, |at| near[at].1)
                }),
                Compare::Text { values, texts } => two(values, a, b, |x, y| {
                    if x == y { 3 } else { text_level(&texts[x as usize], &texts[y as usize]) }
                }),
            };
        }
        if let Some((given, surname)) = self.swap
            && levels.of[given] <= words::ALIKE
            && levels.of[surname] <= words::ALIKE
        {
            let crossed = [
                self.word_level(self.names[0][0][a], self.names[1][2][b]),
                self.word_level(self.names[0][2][a], self.names[1][0][b]),
            ];
            if crossed.iter().all(|l| matches!(*l, words::MISSPELT | words::SAME)) {
                levels.swapped = true;
                levels.of[given] = crossed[0];
                levels.of[surname] = crossed[1];
            }
        }
        levels
    }

    fn word_level(&self, x: u32, y: u32) -> u8 {
        if x == NONE || y == NONE { MISSING } else { self.words.level(x, y) }
    }

    /// ln u of one column: how probable this level is for two different people with these values.
    #[must_use]
    pub fn ln_u(&self, a: usize, b: usize, levels: &Levels, f: usize) -> f64 {
        let level = levels.of[f];
        if level == MISSING {
            return 0.0;
        }
        let field = &self.fields[f];
        let random = field.random[usize::from(level)].ln();
        let values = match &field.compare {
            Compare::Name(part) => {
                if level > words::SAME {
                    return random;
                }
                if levels.swapped && *part != 1 {
                    let (table, x, y) = if *part == 0 {
                        (&self.crossed[0], self.names[0][0][a], self.names[1][2][b])
                    } else {
                        (&self.crossed[1], self.names[0][2][a], self.names[1][0][b])
                    };
                    return mean(table, x, y, level);
                }
                (self.names[0][*part][a], self.names[1][*part][b])
            }
            Compare::Date(_) => return random,
            Compare::Exact(values) | Compare::Place { values, .. } => (values[0][a], values[1][b]),
            Compare::Text { values, .. } => {
                // Only equal texts are counted one by one.
                if level < 3 {
                    return random;
                }
                (values[0][a], values[1][b])
            }
        };
        mean(&field.by_value, values.0, values.1, level)
    }

    /// Counts the levels of random pairs of rows; the same pairs every time. In `one_list` a row is not
    /// compared with itself.
    fn count_random(&mut self, one_list: bool) {
        let [n, m] = self.rows;
        if n == 0 || m == 0 {
            return;
        }
        let pairs = RANDOM_PAIRS.min(n * m);
        let sampled: Vec<Levels> = (0..pairs)
            .into_par_iter()
            .filter_map(|i| {
                // Two multiplicative sequences walk through both lists.
                let step = (i as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                let a = (step >> 32) as usize % n;
                let b = (step.wrapping_mul(0xD134_2543_DE82_EF95) >> 32) as usize % m;
                (!one_list || a != b).then(|| self.levels(a, b))
            })
            .collect();
        self.together = self.tree(&sampled);
        let mut counts = vec![[0_u32; 16]; self.fields.len()];
        for levels in &sampled {
            for (count, level) in counts.iter_mut().zip(levels.of) {
                if level != MISSING {
                    count[usize::from(level)] += 1;
                }
            }
        }
        for (field, count) in self.fields.iter_mut().zip(counts) {
            let groups = kind_levels(field.column.kind).1;
            for (level, group) in groups.iter().enumerate() {
                let total: f64 = groups
                    .iter()
                    .enumerate()
                    .filter(|(_, g)| *g == group)
                    .map(|(l, _)| f64::from(count[l]) + 0.5)
                    .sum();
                field.random[level] = (f64::from(count[level]) + 0.5) / total;
            }
        }
    }

    /// The columns that tell most about each other, as a tree.
    fn tree(&self, sampled: &[Levels]) -> Vec<Together> {
        /// Pairs of rows that a ratio is believed to be one by, before it is counted.
        const DOUBT: f64 = 5.0;
        let columns = self.fields.len();
        let mut edges: Vec<(f64, Together)> = Vec::new();
        for f in 0..columns {
            for g in f + 1..columns {
                let mut counts = [[0.0_f64; 2]; 2];
                for levels in sampled.iter().filter(|l| l.of[f] != MISSING && l.of[g] != MISSING) {
                    counts[usize::from(self.agrees(f, levels))][usize::from(self.agrees(g, levels))] += 1.0;
                }
                let total: f64 = counts.iter().flatten().sum();
                if total == 0.0 {
                    continue;
                }
                let mut information = 0.0;
                let mut ln_ratio = [[0.0; 2]; 2];
                for x in 0..2 {
                    for y in 0..2 {
                        let expected = (counts[x][0] + counts[x][1]) * (counts[0][y] + counts[1][y]) / total;
                        ln_ratio[x][y] = ((counts[x][y] + DOUBT) / (expected + DOUBT)).ln();
                        information += counts[x][y] / total * ln_ratio[x][y];
                    }
                }
                edges.push((information, Together { columns: [f, g], ln_ratio }));
            }
        }
        edges.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.columns.cmp(&y.1.columns)));
        let mut group: Vec<usize> = (0..columns).collect();
        let mut tree = Vec::new();
        for (_, edge) in edges {
            let [f, g] = edge.columns.map(|c| group[c]);
            if f != g {
                group.iter_mut().filter(|x| **x == g).for_each(|x| *x = f);
                tree.push(edge);
            }
        }
        tree
    }

    /// Whether a column agrees, roughly.
    fn agrees(&self, f: usize, levels: &Levels) -> bool {
        let level = levels.of[f];
        match self.fields[f].column.kind {
            Kind::Given | Kind::Patronymic | Kind::Surname => {
                matches!(level, words::MISSPELT | words::SAME | words::INITIAL)
            }
            Kind::Date => matches!(level, 0 | 1 | 6 | 11),
            Kind::Sex => level == 1,
            Kind::Place => level == 2,
            Kind::Text => level >= 2,
        }
    }

    /// What is added to the sum of [`Self::ln_u`], because columns go together among different people.
    #[must_use]
    pub fn ln_together(&self, levels: &Levels) -> f64 {
        self.together
            .iter()
            .filter(|t| t.columns.iter().all(|c| levels.of[*c] != MISSING))
            .map(|t| {
                let [x, y] = t.columns.map(|c| usize::from(self.agrees(c, levels)));
                t.ln_ratio[x][y]
            })
            .sum()
    }

    /// What a row has in a name column: the keys of the word, for blocking.
    pub(crate) fn word(&self, side: usize, part: usize, row: usize) -> Option<&kintrace_names::name::Token> {
        let word = self.names[side][part][row];
        (word != NONE).then(|| &self.words.tokens[word as usize])
    }

    /// What a row has in a column, as numbers that are equal where the values may be one.
    pub(crate) fn block_values(&self, side: usize, f: usize, row: usize) -> Vec<u64> {
        match &self.fields[f].compare {
            Compare::Name(part) => self.word(side, *part, row).map_or(Vec::new(), |token| {
                if token.initial { Vec::new() } else { kintrace_names::keys::exact(&token.stem) }
            }),
            Compare::Date(dates) => dates[side][row]
                .filter(|d| d.from == d.to)
                .map_or(Vec::new(), |d| vec![u64::try_from(d.from).unwrap_or(0)]),
            Compare::Exact(_) => Vec::new(),
            Compare::Place { values, near } => {
                let v = values[side][row];
                if v == NONE {
                    return Vec::new();
                }
                // The first place of the same name stands for all of them.
                let first = near[v as usize].iter().find(|(_, l)| *l == 2).map_or(v, |(w, _)| *w);
                vec![u64::from(first)]
            }
            Compare::Text { values, .. } => {
                let v = values[side][row];
                if v == NONE { Vec::new() } else { vec![u64::from(v)] }
            }
        }
    }

    /// Month and day of a date column, where known: they survive a mistaken year.
    pub(crate) fn day_of_year(&self, side: usize, f: usize, row: usize) -> Option<u64> {
        let Compare::Date(dates) = &self.fields[f].compare else { return None };
        let date = dates[side][row]?;
        Some(u64::from(date.month?) * 100 + u64::from(date.day?))
    }
}

fn mean(table: &[Vec<[f32; 4]>; 2], x: u32, y: u32, level: u8) -> f64 {
    let level = usize::from(level);
    0.5 * (f64::from(table[0][x as usize][level]) + f64::from(table[1][y as usize][level]))
}

fn two(values: &Values, a: usize, b: usize, compare: impl Fn(u32, u32) -> u8) -> u8 {
    let (x, y) = (values[0][a], values[1][b]);
    if x == NONE || y == NONE { MISSING } else { compare(x, y) }
}

fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        _ => "",
    }
}

fn date(cell: &Cell) -> Option<Date> {
    match cell {
        Cell::Date(date) => Some(*date),
        _ => None,
    }
}

/// The words of a list's names, by part and row.
fn names(words: &mut Words, list: &List, side: usize, parts: [Option<usize>; 3]) -> [Vec<u32>; 3] {
    let mut found = [Vec::new(), Vec::new(), Vec::new()];
    for row in &list.rows {
        let part = |p: Option<usize>| p.map_or("", |p| text(&row[p]));
        let words = words.add(Name::from_parts(part(parts[0]), part(parts[1]), part(parts[2])), side);
        for (found, word) in found.iter_mut().zip(words) {
            found.push(word);
        }
    }
    found
}

/// Numbers the values of a column, after `normal` made equal what is equal.
fn number(cells: [Vec<Cell>; 2], normal: impl Fn(&str) -> String) -> (Values, Vec<String>) {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut raw: HashMap<String, u32> = HashMap::new();
    let mut all: Vec<String> = Vec::new();
    let values = cells.map(|cells| {
        cells
            .iter()
            .map(|cell| {
                let written = text(cell).trim();
                if written.is_empty() {
                    return NONE;
                }
                if let Some(v) = raw.get(written) {
                    return *v;
                }
                let value = normal(written);
                let v = if value.is_empty() {
                    NONE
                } else {
                    *numbers.entry(value.clone()).or_insert_with(|| {
                        all.push(value);
                        u32::try_from(all.len() - 1).unwrap_or(NONE)
                    })
                };
                raw.insert(written.to_owned(), v);
                v
            })
            .collect()
    });
    (values, all)
}

/// For each value the ln share of the other side's rows at each level. `near` gives the values that
/// agree with a value at a level above zero.
fn by_value(values: &Values, near: impl Fn(u32) -> Vec<(u32, u8)>) -> [Vec<[f32; 4]>; 2] {
    let most = values.iter().flatten().filter(|v| **v != NONE).max().map_or(0, |v| *v as usize + 1);
    shares(values, most, near)
}

fn by_word(words: &Words, sides: [&Vec<u32>; 2]) -> [Vec<[f32; 4]>; 2] {
    shares(&[sides[0].clone(), sides[1].clone()], words.tokens.len(), |w| words.near(w).to_vec())
}

#[expect(clippy::cast_possible_truncation, reason = "logarithms of shares, kept small")]
fn shares(values: &Values, most: usize, near: impl Fn(u32) -> Vec<(u32, u8)>) -> [Vec<[f32; 4]>; 2] {
    let counts: Vec<Vec<u32>> = values
        .iter()
        .map(|side| {
            let mut counts = vec![0_u32; most];
            side.iter().filter(|v| **v != NONE).for_each(|v| counts[*v as usize] += 1);
            counts
        })
        .collect();
    [0, 1].map(|side| {
        let other = &counts[1 - side];
        let total: f64 = other.iter().map(|c| f64::from(*c)).sum::<f64>() + 1.0;
        (0..most)
            .map(|v| {
                if counts[side][v] == 0 {
                    return [0.0; 4];
                }
                let mut share = [0.0_f64; 4];
                for (w, level) in near(u32::try_from(v).unwrap_or(NONE)) {
                    share[usize::from(level)] += f64::from(other[w as usize]);
                }
                // Half a row more than was seen: what was not seen is not impossible.
                let mut agreeing = 0.0;
                for level in (1..4).rev() {
                    share[level] = (share[level] + 0.5) / total;
                    agreeing += share[level];
                }
                share[0] = (1.0 - agreeing).max(0.5 / total);
                share.map(|s| s.ln() as f32)
            })
            .collect()
    })
}

/// For each place the places of the same or a like name, ascending, with the level.
fn places(names: &[String]) -> Vec<Vec<(u32, u8)>> {
    /// log₁₀ LR from which two places are taken for one, for alike.
    const FROM: [(f64, u8); 2] = [(1.0, 2), (0.0, 1)];
    let read: Vec<Place> = names.iter().map(|n| Place::read(n)).collect();
    let keys_of = |place: &Place| -> Vec<u64> {
        let mut keys: Vec<u64> =
            place.tokens.iter().flat_map(|t| kintrace_names::keys::of_sounds(&t.stem)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let mut by_key: HashMap<u64, Vec<u32>> = HashMap::new();
    for (x, place) in read.iter().enumerate() {
        for key in keys_of(place) {
            by_key.entry(key).or_default().push(u32::try_from(x).unwrap_or(NONE));
        }
    }
    (0..names.len())
        .into_par_iter()
        .map(|x| {
            let this = u32::try_from(x).unwrap_or(NONE);
            let mut others: Vec<u32> = keys_of(&read[x])
                .iter()
                .filter_map(|k| by_key.get(k))
                .flatten()
                .copied()
                .chain([this])
                .collect();
            others.sort_unstable();
            others.dedup();
            others
                .into_iter()
                .filter_map(|y| {
                    let level = if y == this {
                        2
                    } else {
                        let lr = place::compare(&read[x], &read[y as usize]);
                        FROM.iter().find(|(from, _)| lr >= *from).map_or(0, |(_, l)| *l)
                    };
                    (level > 0).then_some((y, level))
                })
                .collect()
        })
        .collect()
}

/// Text as it is compared: one case, single blanks, no marks.
fn normal(text: &str) -> String {
    let folded = kintrace_names::token::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

impl TextValue {
    fn new(text: String) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let pairs = letters.windows(2).fold(0, |set, w| {
            let hash = (w[0] as u32).wrapping_mul(31).wrapping_add(w[1] as u32).wrapping_mul(0x9E37_79B1);
            set | 1_u64 << (hash >> 26)
        });
        Self { text, pairs }
    }
}

/// How two texts that are not the same agree.
fn text_level(x: &TextValue, y: &TextValue) -> u8 {
    /// Texts that have less than this share of letter pairs in common are not alike.
    const COMMON: f64 = 0.3;
    let (common, either) = ((x.pairs & y.pairs).count_ones(), (x.pairs | y.pairs).count_ones());
    let (short, long) = (x.text.len().min(y.text.len()), x.text.len().max(y.text.len()));
    if short > 3 && f64::from(common) < COMMON * f64::from(either) {
        return 0;
    }
    if long <= 12 || long - short <= 3 {
        let slips = strsim::osa_distance(&x.text, &y.text);
        if slips <= 1 && long > 2 || slips * 5 <= long {
            return 2;
        }
        if slips * 3 <= long {
            return 1;
        }
    }
    // One is part of the other: a street without its kind, an abbreviation.
    u8::from(short >= 4 && (x.text.contains(&y.text) || y.text.contains(&x.text)))
}

impl Fields {
    /// ln P(given name and surname are in each other's column) where they are, else 0.
    #[must_use]
    pub fn ln_swapped(levels: &Levels) -> f64 {
        if levels.swapped { LN_SWAPPED } else { 0.0 }
    }
}
