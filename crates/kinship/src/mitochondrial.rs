//! Mitochondrial haplotypes: what differs from the revised Cambridge reference sequence, and in which range it was read.
//!
//! Written as laboratories do (ISFG: Parson et al. 2014, *Forensic Sci Int Genet* 13:134), the range first:
//! `16024-16365 73-340: 16126C 16294T 263G 315.1C`. `16093Y` is both C and T, `249del` a base that is missing,
//! `315.1C` one more after 315. A range has numbers or a name (HV1, HV2, HV3, CR for the control region, complete).
//!
//! The reference is `rcrs.txt` (Andrews et al. 1999, *Nat Genet* 23:147; `GenBank` `NC_012920`), so that a difference
//! that is none, or a base before the number that the reference does not have there, is told.

use std::fmt;

/// The reference, in lines of 100 bases; its 3107th is a placeholder.
static REFERENCE: &str = include_str!("rcrs.txt");

/// How many bases it has.
pub const LENGTH: u16 = 16_569;

/// The first and the second hypervariable segment, where most differences are.
pub const HYPERVARIABLE: [(u16, u16); 2] = [(16_024, 16_365), (73, 340)];

/// Tracts of one base that polymerases miscount: how long they are is not compared (the positions that EMPOP passes over,
/// Parson & Dür 2007, *Forensic Sci Int Genet* 1:88, and 315, which many laboratories don't report).
const LENGTH_VARIANTS: [u16; 10] = [309, 315, 455, 463, 573, 960, 5899, 8276, 8285, 16_193];

const MISSING: u8 = 16;

/// Codes of the IUPAC: a bit for each of A, C, G, T.
const CODES: [(char, u8); 15] = [
    ('A', 1),
    ('C', 2),
    ('G', 4),
    ('T', 8),
    ('R', 5),
    ('Y', 10),
    ('S', 6),
    ('W', 9),
    ('K', 12),
    ('M', 3),
    ('B', 14),
    ('D', 13),
    ('H', 11),
    ('V', 7),
    ('N', 15),
];

/// Why a text is no haplotype.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MitochondrialError {
    /// Nobody can tell what was not read from what is as in the reference.
    #[error("no range that was read; one such as 16024-16365 73-340: was expected before the differences")]
    NoRange,
    /// Not a range.
    #[error("{0:?} is no range; one such as 16024-16365, HV1 or CR was expected")]
    NotARange(String),
    /// Not a difference.
    #[error("{0:?} is no difference; one such as 16126C, 16093Y, 315.1C or 249del was expected")]
    NotADifference(String),
    /// Outside of what was read.
    #[error("{0:?} lies outside the range that was read")]
    Outside(String),
    /// The reference has another base there.
    #[error("{text:?}: the reference (rCRS) has {reference} there")]
    Reference {
        /// What was written.
        text: String,
        /// What the reference has.
        reference: char,
    },
    /// The same position twice.
    #[error("{0:?}: something else was written of this position")]
    Twice(String),
}

/// A base that differs from the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Difference {
    position: u16,
    /// 0 for the base itself, 1 for the first that was inserted after it.
    inserted: u8,
    /// Bits of [`CODES`], or [`MISSING`].
    bases: u8,
}

/// What was read of somebody's mitochondrial DNA.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Haplotype {
    /// In order, without overlap, none over the origin.
    ranges: Vec<(u16, u16)>,
    /// In order.
    differences: Vec<Difference>,
}

/// The base of the reference at a position from 1 to [`LENGTH`]; N elsewhere, and at the placeholder.
#[must_use]
pub fn reference(position: u16) -> char {
    let at = usize::from(position.wrapping_sub(1));
    REFERENCE.as_bytes().get(at + at / 100).map_or('N', |b| char::from(*b))
}

fn code(letter: char) -> Option<u8> {
    CODES.iter().find(|(c, _)| *c == letter).map(|(_, bases)| *bases)
}

/// The ranges that a name or two numbers mean.
fn range(text: &str) -> Result<Vec<(u16, u16)>, MitochondrialError> {
    let name: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let (from, to) = match name.as_str() {
        "HV1" | "HVI" | "HVS1" | "HVSI" | "HVR1" | "HVRI" => HYPERVARIABLE[0],
        "HV2" | "HVII" | "HVS2" | "HVSII" | "HVR2" | "HVRII" => HYPERVARIABLE[1],
        "HV3" | "HVIII" | "HVS3" | "HVSIII" | "HVR3" | "HVRIII" => (438, 574),
        "CR" | "CONTROLREGION" => (16_024, 576),
        "COMPLETE" | "MITOGENOME" | "WHOLE" => (1, LENGTH),
        _ => {
            let numbers = text.split_once(['-', '–']).and_then(|(from, to)| {
                let number = |t: &str| t.trim().parse().ok().filter(|n| (1..=LENGTH).contains(n));
                Some((number(from)?, number(to)?))
            });
            numbers.ok_or_else(|| MitochondrialError::NotARange(text.to_owned()))?
        }
    };
    Ok(if from <= to { vec![(from, to)] } else { vec![(from, LENGTH), (1, to)] })
}

/// Ranges in order, those that touch as one.
fn united(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.sort_unstable();
    let mut out: Vec<(u16, u16)> = Vec::new();
    for (from, to) in ranges {
        match out.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

/// What lies in both.
fn both(a: &[(u16, u16)], b: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
    pairs.filter(|(from, to)| from <= to).collect()
}

/// How many bases ranges have that don't overlap.
#[must_use]
pub fn bases(ranges: &[(u16, u16)]) -> u32 {
    ranges.iter().map(|(from, to)| u32::from(to - from) + 1).sum()
}

/// How many of them are [`HYPERVARIABLE`].
#[must_use]
pub fn hypervariable_bases(ranges: &[(u16, u16)]) -> u32 {
    bases(&both(ranges, &HYPERVARIABLE))
}

fn holds(ranges: &[(u16, u16)], position: u16) -> bool {
    ranges.iter().any(|(from, to)| (*from..=*to).contains(&position))
}

/// One difference; several where several bases were inserted.
fn difference(text: &str, ranges: &[(u16, u16)]) -> Result<Vec<Difference>, MitochondrialError> {
    let wrong = || MitochondrialError::NotADifference(text.to_owned());
    let bare = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let before = &text[..text.len() - bare.len()];
    let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
    let (number, rest) = bare.split_at(digits);
    let position: u16 = number.parse().ok().filter(|n| (1..=LENGTH).contains(n)).ok_or_else(wrong)?;
    let stands = reference(position);
    if before.len() > 1 || before.chars().any(|c| c.to_ascii_uppercase() != stands) {
        return Err(if before.len() > 1 {
            wrong()
        } else {
            MitochondrialError::Reference { text: text.to_owned(), reference: stands }
        });
    }
    if !holds(ranges, position) {
        return Err(MitochondrialError::Outside(text.to_owned()));
    }
    if let Some(rest) = rest.strip_prefix('.') {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let first: u8 = rest[..digits].parse().ok().filter(|n| *n > 0).ok_or_else(wrong)?;
        let inserted: Vec<Difference> = rest[digits..]
            .chars()
            .zip(first..)
            .map(|(c, inserted)| {
                Some(Difference { position, inserted, bases: code(c.to_ascii_uppercase())? })
            })
            .collect::<Option<_>>()
            .ok_or_else(wrong)?;
        return if inserted.is_empty() { Err(wrong()) } else { Ok(inserted) };
    }
    // A capital D is one of A, G and T.
    if matches!(rest, "d" | "-") || rest.eq_ignore_ascii_case("del") {
        return Ok(vec![Difference { position, inserted: 0, bases: MISSING }]);
    }
    let mut letters = rest.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return Err(wrong()) };
    let bases = code(letter.to_ascii_uppercase()).ok_or_else(wrong)?;
    if Some(bases) == code(stands) {
        return Err(MitochondrialError::Reference { text: text.to_owned(), reference: stands });
    }
    Ok(vec![Difference { position, inserted: 0, bases }])
}

impl Haplotype {
    /// Reads a haplotype as the page above says; `range` is what was read where the text does not say it. A text without
    /// differences, or with `rCRS` for them, is the reference itself.
    ///
    /// # Errors
    /// The first thing that is no range or no difference, or can't be.
    pub fn parse(text: &str, range: Option<&str>) -> Result<Self, MitochondrialError> {
        let (ranges, differences) = match text.split_once(':') {
            Some((ranges, differences)) => (ranges, differences),
            None => (range.ok_or(MitochondrialError::NoRange)?, text),
        };
        let words = |text: &str| -> Vec<String> {
            text.split(|c: char| c.is_whitespace() || c == ',' || c == ';')
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let mut read = Vec::new();
        for word in words(ranges) {
            read.extend(self::range(&word)?);
        }
        if read.is_empty() {
            return Err(MitochondrialError::NoRange);
        }
        let mut haplotype = Self { ranges: united(read), differences: Vec::new() };
        for word in words(differences) {
            if matches!(word.to_ascii_lowercase().as_str(), "rcrs" | "crs" | "none") {
                continue;
            }
            for one in difference(&word, &haplotype.ranges)? {
                let same = |d: &Difference| (d.position, d.inserted) == (one.position, one.inserted);
                if haplotype.differences.iter().any(same) {
                    return Err(MitochondrialError::Twice(word));
                }
                haplotype.differences.push(one);
            }
        }
        haplotype.differences.sort_unstable();
        Ok(haplotype)
    }

    /// How many bases were read.
    #[must_use]
    pub fn bases(&self) -> u32 {
        bases(&self.ranges)
    }

    /// Whether the same ranges were read of another.
    #[must_use]
    pub fn is_read_like(&self, other: &Self) -> bool {
        self.ranges == other.ranges
    }

    /// Whether all of these ranges were read.
    #[must_use]
    pub fn covers(&self, ranges: &[(u16, u16)]) -> bool {
        bases(&both(&self.ranges, ranges)) == bases(ranges)
    }

    /// The ranges that were read of both, in order.
    #[must_use]
    pub fn common(&self, other: &Self) -> Vec<(u16, u16)> {
        both(&self.ranges, &other.ranges)
    }

    /// Both as one: what was read of either. `None` where they contradict each other.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        if self.differences(other) > 0 {
            return None;
        }
        let mut differences = self.differences.clone();
        differences.extend(other.differences.iter().filter(|d| !holds(&self.ranges, d.position)));
        differences.sort_unstable();
        Some(Self { ranges: united([&self.ranges[..], &other.ranges[..]].concat()), differences })
    }

    /// At how many places they can't be the same, of those that were read of both. A base that is both of two is no
    /// difference from either; bases inserted or missing side by side are one.
    #[must_use]
    pub fn differences(&self, other: &Self) -> u32 {
        self.differences_in(other, &self.common(other))
    }

    /// The same in ranges that were read of both.
    #[must_use]
    pub fn differences_in(&self, other: &Self, ranges: &[(u16, u16)]) -> u32 {
        let key = |d: &Difference| (d.position, d.inserted);
        let (mut a, mut b) = (self.differences.iter().peekable(), other.differences.iter().peekable());
        let mut differences = 0;
        // Where the last inserted or missing base was that only one of them has.
        let mut last_gap = None;
        loop {
            let at = match (a.peek(), b.peek()) {
                (None, None) => break,
                (Some(d), None) | (None, Some(d)) => key(d),
                (Some(x), Some(y)) => key(x).min(key(y)),
            };
            let of_a = a.next_if(|d| key(d) == at).map(|d| d.bases);
            let of_b = b.next_if(|d| key(d) == at).map(|d| d.bases);
            let (position, inserted) = at;
            if !holds(ranges, position) {
                continue;
            }
            let is_gap = inserted > 0 || of_a == Some(MISSING) || of_b == Some(MISSING);
            if is_gap && LENGTH_VARIANTS.contains(&position) {
                continue;
            }
            let stands = if inserted > 0 { MISSING } else { code(reference(position)).unwrap_or(15) };
            if of_a.unwrap_or(stands) & of_b.unwrap_or(stands) != 0 {
                continue;
            }
            if is_gap {
                let is_next = |last: u16| position == last || position == last + 1;
                if !last_gap.is_some_and(is_next) {
                    differences += 1;
                }
                last_gap = Some(position);
            } else {
                differences += 1;
            }
        }
        differences
    }
}

impl fmt::Display for Haplotype {
    /// As [`Haplotype::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (from, to)) in self.ranges.iter().enumerate() {
            write!(f, "{}{from}-{to}", if i == 0 { "" } else { " " })?;
        }
        f.write_str(":")?;
        if self.differences.is_empty() {
            return f.write_str(" rCRS");
        }
        for d in &self.differences {
            write!(f, " {}", d.position)?;
            if d.inserted > 0 {
                write!(f, ".{}", d.inserted)?;
            }
            match CODES.iter().find(|(_, bases)| *bases == d.bases) {
                Some((letter, _)) => write!(f, "{letter}")?,
                None => f.write_str("del")?,
            }
        }
        Ok(())
    }
}
