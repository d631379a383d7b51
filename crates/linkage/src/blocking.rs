//! Which pairs of rows are looked at.
//!
//! A block is all rows that share a key. Keys are made of two values (given name's skeleton and birth
//! year, surname's skeleton and place …), all pairs of columns are tried, and those are kept that cost
//! the fewest pairs, as long as the budget lasts; a pair of columns that is too coarse is narrowed by a
//! third. A match is lost only if it disagrees in one value of every key. How many are lost is measured
//! ([`crate::link()`]), by comparing a sample of rows with all rows.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::fields::Fields;
use crate::record::Kind;

/// Pairs looked at for each row of both lists together.
const PAIRS_A_ROW: f64 = 250.0;
/// At least this many pairs, however short the lists.
const LEAST_BUDGET: f64 = 2_000_000.0;

/// A value that keys are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    /// A column's value: skeleton of a name, year of a date, place, text.
    Value(usize),
    /// Given name or surname, whichever column it stands in.
    Name(usize, usize),
    /// Month and day of a date.
    Day(usize),
}

/// Keys, and the rows of the second list by key.
pub struct Blocks {
    atoms: Vec<Atom>,
    values: Vec<[Values; 2]>,
    /// Each as numbers of atoms.
    keys: Vec<Vec<usize>>,
    rows: Vec<HashMap<u64, Vec<u32>>>,
}

fn mix(a: u64, b: u64) -> u64 {
    (a ^ b.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ b
}

impl Atom {
    fn of_row(self, fields: &Fields, side: usize, row: usize) -> Vec<u64> {
        match self {
            Self::Value(f) => fields.block_values(side, f, row),
            Self::Name(f, g) => {
                let mut values = fields.block_values(side, f, row);
                values.extend(fields.block_values(side, g, row));
                values.sort_unstable();
                values.dedup();
                values
            }
            Self::Day(f) => fields.day_of_year(side, f, row).into_iter().collect(),
        }
    }

    fn name(self, fields: &Fields) -> String {
        let name = |f: usize| fields.fields[f].column.name.clone();
        match self {
            Self::Value(f) => name(f),
            Self::Name(f, g) => format!("{} or {}", name(f), name(g)),
            Self::Day(f) => format!("day and month of {}", name(f)),
        }
    }
}

/// The values of an atom for all rows of a list, one after the other.
struct Values {
    starts: Vec<u32>,
    values: Vec<u64>,
}

impl Values {
    fn new(atom: Atom, fields: &Fields, side: usize) -> Self {
        let mut all = Self { starts: vec![0], values: Vec::new() };
        for row in 0..fields.rows()[side] {
            all.values.extend(atom.of_row(fields, side, row));
            all.starts.push(u32::try_from(all.values.len()).unwrap_or(u32::MAX));
        }
        all
    }

    fn of(&self, row: usize) -> &[u64] {
        &self.values[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// The keys of a row: each combination of a value of each atom.
fn keys_of(key: &[usize], values: &[[Values; 2]], side: usize, row: usize, keys: &mut Vec<u64>) {
    keys.clear();
    keys.push(0);
    for (i, atom) in key.iter().enumerate() {
        let values = values[*atom][side].of(row);
        let before = keys.len();
        for k in 0..before {
            keys.extend(
                values.iter().map(|v| mix(keys[k], v.wrapping_add(i as u64 + 1))).collect::<Vec<_>>(),
            );
        }
        keys.drain(..before);
    }
    keys.sort_unstable();
    keys.dedup();
}

impl Blocks {
    /// Chooses the keys and puts the second list's rows into their blocks.
    #[must_use]
    pub fn new(fields: &Fields) -> Self {
        let [n, m] = fields.rows();
        let mut atoms: Vec<Atom> = Vec::new();
        let of = |kind| fields.fields.iter().position(|f| f.column.kind == kind);
        for (f, field) in fields.fields.iter().enumerate() {
            match field.column.kind {
                Kind::Sex => {}
                Kind::Date => atoms.extend([Atom::Value(f), Atom::Day(f)]),
                _ => atoms.push(Atom::Value(f)),
            }
        }
        let single = atoms.len();
        // Columns that were swapped, with what tells these people apart.
        let swapped = of(Kind::Given).zip(of(Kind::Surname));
        if let Some((given, surname)) = swapped {
            atoms.push(Atom::Name(given, surname));
        }
        let values: Vec<[Values; 2]> = atoms
            .par_iter()
            .map(|atom| [Values::new(*atom, fields, 0), Values::new(*atom, fields, 1)])
            .collect();
        let mut tried: Vec<Vec<usize>> = Vec::new();
        for i in 0..atoms.len() {
            for j in i + 1..atoms.len() {
                let within = swapped.is_some_and(|(g, s)| {
                    j == single && (atoms[i] == Atom::Value(g) || atoms[i] == Atom::Value(s))
                });
                if !within {
                    tried.push(vec![i, j]);
                }
            }
        }
        let budget = (PAIRS_A_ROW * (n + m) as f64).max(LEAST_BUDGET);
        let costs = |keys: Vec<Vec<usize>>| -> Vec<(f64, Vec<usize>)> {
            keys.into_par_iter().map(|key| (cost(&key, &values, [n, m]), key)).collect()
        };
        let (mut kept, coarse): (Vec<_>, Vec<_>) =
            costs(tried).into_iter().filter(|(c, _)| *c > 0.0).partition(|(c, _)| *c <= budget / 4.0);
        let narrow: Vec<Vec<usize>> = coarse
            .iter()
            .flat_map(|(_, key)| {
                (0..single).filter(|a| !key.contains(a)).map(|a| [key.as_slice(), &[a]].concat())
            })
            .collect();
        kept.extend(costs(narrow).into_iter().filter(|(c, _)| *c > 0.0 && *c <= budget / 4.0));
        kept.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut spent = 0.0;
        let keys: Vec<Vec<usize>> = kept
            .into_iter()
            .take_while(|(cost, _)| {
                spent += cost;
                spent <= budget
            })
            .map(|(_, key)| key)
            .collect();
        let rows = keys
            .par_iter()
            .map(|key| {
                let mut by_key: HashMap<u64, Vec<u32>> = HashMap::new();
                let mut of_row = Vec::new();
                for row in 0..m {
                    keys_of(key, &values, 1, row, &mut of_row);
                    for k in &of_row {
                        by_key.entry(*k).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
                    }
                }
                by_key
            })
            .collect();
        Self { atoms, values, keys, rows }
    }

    /// Rows of the second list that share a block with a row of the first, in ascending order.
    #[must_use]
    pub fn candidates(&self, a: usize) -> Vec<u32> {
        let mut found = Vec::new();
        let mut of_row = Vec::new();
        for (key, rows) in self.keys.iter().zip(&self.rows) {
            keys_of(key, &self.values, 0, a, &mut of_row);
            for k in &of_row {
                if let Some(rows) = rows.get(k) {
                    found.extend_from_slice(rows);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The keys, each as the names of its columns.
    #[must_use]
    pub fn describe(&self, fields: &Fields) -> Vec<String> {
        let name = |key: &Vec<usize>| {
            key.iter().map(|a| self.atoms[*a].name(fields)).collect::<Vec<_>>().join(" + ")
        };
        self.keys.iter().map(name).collect()
    }
}

/// How many pairs a key makes, judged by some of its values.
fn cost(key: &[usize], values: &[[Values; 2]], rows: [usize; 2]) -> f64 {
    /// Rows whose values are counted, about.
    const SAMPLE: usize = 4_000;
    let mut counts: HashMap<u64, [f64; 2]> = HashMap::new();
    // Sampled by value, so that a value is counted on both sides or on none.
    let rate = (rows[0].max(rows[1]) / SAMPLE).max(1) as u64;
    let mut of_row = Vec::new();
    for side in [0, 1] {
        for row in 0..rows[side] {
            keys_of(key, values, side, row, &mut of_row);
            for k in of_row.iter().filter(|k| mix(**k, 7).is_multiple_of(rate)) {
                counts.entry(*k).or_default()[side] += 1.0;
            }
        }
    }
    // In an order that does not depend on the hash: sums of whole numbers are exact anyway.
    counts.values().map(|[a, b]| a * b).sum::<f64>() * rate as f64
}
