//! Allele labels as laboratories write them.
//!
//! The nomenclature of short tandem repeats (ISFG: Bär et al. 1997, *Int J Legal Med* 110:175) names
//! an allele by its number of whole repeats and, after a point, the bases of an incomplete one:
//! "9.3" is nine repeats and three bases.

use std::cmp::Ordering;

/// Why a text is not an allele.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AlleleError {
    /// Nothing was written; the caller decides whether that means "not typed".
    #[error("empty")]
    Empty,
    /// The laboratory says that the peak lies outside its ladder ("OL", "<8", ">20").
    #[error("off-ladder value {0:?}; an allele such as 9 or 9.3 was expected")]
    OffLadder(String),
    /// Not an allele at all.
    #[error("{0:?} is not an allele; a number of repeats such as 9 or 9.3 was expected")]
    NotAnAllele(String),
}

/// Spellings that stand for "nothing was read here".
const MISSING: &[&str] = &["", "-", "--", "?", "na", "n/a", "nd", "n.d.", "null", "none", "."];
/// Spellings of an off-ladder call.
const OFF_LADDER: &[&str] = &["ol", "o.l.", "off", "olr"];

/// The canonical label of an allele: a decimal comma becomes a point, "9.0" and "09" become "9",
/// blanks go. Letters (amelogenin's X and Y, bases of a SNP) are kept in upper case.
///
/// # Errors
/// [`AlleleError::Empty`] for a blank or a spelling of "not typed", [`AlleleError::OffLadder`] and
/// [`AlleleError::NotAnAllele`] with the text as it was.
pub fn normalize(text: &str) -> Result<String, AlleleError> {
    let trimmed = text.trim();
    let lower = trimmed.to_lowercase();
    if MISSING.contains(&lower.as_str()) {
        return Err(AlleleError::Empty);
    }
    if OFF_LADDER.contains(&lower.as_str()) || lower.starts_with(['<', '>']) {
        return Err(AlleleError::OffLadder(trimmed.to_owned()));
    }
    if matches!(lower.as_str(), "x" | "y" | "a" | "c" | "g" | "t") {
        return Ok(lower.to_uppercase());
    }
    let not_an_allele = || AlleleError::NotAnAllele(trimmed.to_owned());
    let (whole, part) = match lower.split_once(['.', ',']) {
        Some((whole, part)) => (whole, part.trim_end_matches('0')),
        None => (lower.as_str(), ""),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || part.len() > 1 || !digits(whole) || !digits(part) {
        return Err(not_an_allele());
    }
    let whole: u32 = whole.parse().map_err(|_| not_an_allele())?;
    if whole == 0 {
        return Err(not_an_allele());
    }
    Ok(if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") })
}

/// Repeats of an allele in tenths ("9.3" is 93), or `None` if the label is not a number.
///
/// The tenths are a label, not a length: 9.3 and 10 differ by one base, not by 0.7 repeats.
#[must_use]
pub fn tenths(label: &str) -> Option<i64> {
    let (whole, part) = label.split_once('.').unwrap_or((label, "0"));
    let part = part.trim_end_matches('0');
    if part.len() > 1 {
        return None;
    }
    let fraction: i64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    Some(whole.parse::<i64>().ok()? * 10 + fraction)
}

/// Order of alleles in tables and on screen: numbers by size, then anything else by text.
#[must_use]
pub fn compare(a: &str, b: &str) -> Ordering {
    match (tenths(a), tenths(b)) {
        (Some(x), Some(y)) => x.cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}
