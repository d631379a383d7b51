//! Which pairs of rows are looked at.
//!
//! A block is all rows that share a key. Keys are made of two values (given name's skeleton and birth
//! year, surname's skeleton and place …), all pairs of columns are tried, and those are kept that cost
//! the fewest pairs, as long as the budget lasts; a pair of columns that is too coarse is narrowed by a
//! third. A match is lost only if it disagrees in one value of every key. How many are lost is measured
//! ([`crate::link`]), by comparing a sample of rows with all rows.

use foldhash::{HashMap, HashMapExt};

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
    keys: Vec<Vec<Atom>>,
    rows: Vec<HashMap<u64, Vec<u32>>>,
    /// Pairs in all blocks, those that are in several counted several times.
    pub pairs: f64,
}

fn mix(a: u64, b: u64) -> u64 {
    (a ^ b.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ b
}

impl Atom {
    fn values(self, fields: &Fields, side: usize, row: usize) -> Vec<u64> {
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
}

fn key_values(atoms: &[Atom], fields: &Fields, side: usize, row: usize) -> Vec<u64> {
    let mut all = vec![0_u64];
    for (i, atom) in atoms.iter().enumerate() {
        let values = atom.values(fields, side, row);
        // Two names of a row: skeletons in either order make one key.
        all = all
            .iter()
            .flat_map(|key| values.iter().map(move |v| mix(*key, v.wrapping_add(i as u64 + 1))))
            .collect();
    }
    all.sort_unstable();
    all.dedup();
    all
}

impl Blocks {
    /// Chooses the keys and puts the second list's rows into their blocks.
    #[must_use]
    pub fn new(fields: &Fields) -> Self {
        let [n, m] = fields.rows();
        let mut atoms: Vec<Atom> = Vec::new();
        let of = |kind| fields.fields.iter().position(|f| f.column.kind == kind);
        let names = of(Kind::Given).zip(of(Kind::Surname));
        for (f, field) in fields.fields.iter().enumerate() {
            match field.column.kind {
                Kind::Sex => {}
                Kind::Date => atoms.extend([Atom::Value(f), Atom::Day(f)]),
                _ => atoms.push(Atom::Value(f)),
            }
        }
        let budget = (PAIRS_A_ROW * (n + m) as f64).max(LEAST_BUDGET);
        let mut pairs: Vec<(f64, Vec<Atom>)> = Vec::new();
        let mut coarse: Vec<Vec<Atom>> = Vec::new();
        let mut consider = |key: Vec<Atom>, coarse: &mut Vec<Vec<Atom>>| {
            let cost = cost(&key, fields);
            if cost > budget / 4.0 {
                coarse.push(key);
            } else if cost > 0.0 {
                pairs.push((cost, key));
            }
        };
        for i in 0..atoms.len() {
            for j in i + 1..atoms.len() {
                consider(vec![atoms[i], atoms[j]], &mut coarse);
            }
        }
        if let Some((given, surname)) = names {
            // Columns that were swapped, with what tells these people apart.
            for &atom in atoms.iter().filter(|a| !matches!(a, Atom::Value(f) if *f == given || *f == surname))
            {
                consider(vec![Atom::Name(given, surname), atom], &mut coarse);
            }
        }
        let mut left_out = Vec::new();
        for key in coarse {
            for &atom in &atoms {
                let mut narrow = key.clone();
                if !narrow.contains(&atom) {
                    narrow.push(atom);
                    consider(narrow, &mut left_out);
                }
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut spent = 0.0;
        let keys: Vec<Vec<Atom>> = pairs
            .into_iter()
            .take_while(|(cost, _)| {
                spent += cost;
                spent <= budget
            })
            .map(|(_, key)| key)
            .collect();
        let mut rows: Vec<HashMap<u64, Vec<u32>>> = Vec::with_capacity(keys.len());
        for key in &keys {
            let mut by_key: HashMap<u64, Vec<u32>> = HashMap::new();
            for row in 0..m {
                for k in key_values(key, fields, 1, row) {
                    by_key.entry(k).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
                }
            }
            rows.push(by_key);
        }
        Self { keys, rows, pairs: spent.min(budget) }
    }

    /// Rows of the second list that share a block with a row of the first, in ascending order.
    #[must_use]
    pub fn candidates(&self, fields: &Fields, a: usize) -> Vec<u32> {
        let mut found = Vec::new();
        for (key, rows) in self.keys.iter().zip(&self.rows) {
            for k in key_values(key, fields, 0, a) {
                if let Some(rows) = rows.get(&k) {
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
        let name = |f: usize| fields.fields[f].column.name.clone();
        self.keys
            .iter()
            .map(|key| {
                let parts: Vec<String> = key
                    .iter()
                    .map(|a| match a {
                        Atom::Value(f) => name(*f),
                        Atom::Name(f, g) => format!("{} or {}", name(*f), name(*g)),
                        Atom::Day(f) => format!("day and month of {}", name(*f)),
                    })
                    .collect();
                parts.join(" + ")
            })
            .collect()
    }
}

/// How many pairs a key makes, judged by every so many rows.
fn cost(key: &[Atom], fields: &Fields) -> f64 {
    /// Rows that are looked at.
    const SAMPLE: usize = 4_000;
    let [n, m] = fields.rows();
    let mut counts: HashMap<u64, (f64, f64)> = HashMap::new();
    // Keys are chosen by their values, so that both sides are sampled alike.
    let rate = (n.max(m) / SAMPLE).max(1) as u64;
    for (side, rows) in [(0, n), (1, m)] {
        for row in 0..rows {
            for k in key_values(key, fields, side, row) {
                if mix(k, 7) % rate == 0 {
                    let count = counts.entry(k).or_default();
                    if side == 0 { count.0 += 1.0 } else { count.1 += 1.0 }
                }
            }
        }
    }
    let mut total: Vec<f64> = counts.values().map(|(a, b)| a * b).collect();
    total.sort_by(f64::total_cmp);
    total.iter().sum::<f64>() * rate as f64
}
