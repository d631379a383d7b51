//! Dates as they are known: a year, a month, "about 1950", "between 1948 and 1952".
//!
//! Written in EDTF (ISO 8601-2), level 1 as far as people use it: `1992`, `1992-02`, `1992-02-25`,
//! `1950~` (about), `1950?` (uncertain), `195X`, `1948/1952`, `../1992`, `1992/..`; and in the usual
//! forms with the day first: `25.02.1992`, `25/02/1992`, `02.1992`; or ISO 8601's basic form, `19920225`.

use serde::{Deserialize, Serialize};

/// An interval of time, from the first to the last day it may be, with the text as it was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateInterval {
    /// As written.
    pub text: String,
    /// First possible moment, in years (1992.5 is mid-1992); minus infinity if open.
    pub from: f64,
    /// Last possible moment, in years; infinity if open.
    pub to: f64,
}

/// Less than any span of time that counts here, in years: a few minutes.
const EPSILON: f64 = 1e-5;

/// A date in years, month and day, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// First possible year.
    pub from: i32,
    /// Last possible year.
    pub to: i32,
    /// Month, 1 to 12, if the year is known.
    pub month: Option<u8>,
    /// Day, 1 to 31, if the month is known.
    pub day: Option<u8>,
}

/// A text that is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a date was expected, such as 1992-02-25, 1992-02, 1992, 1950~, 1948/1952 or 25.02.1992")]
pub struct DateError;

/// "About" a year is taken as two years either way.
const ABOUT: f64 = 2.0;

impl DateInterval {
    /// Reads a date.
    ///
    /// # Errors
    /// [`DateError`] if it is none of the forms above, or an impossible day.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let (from, to) = match text.split_once('/') {
            Some((a, b)) if !is_day_first(text, '/') => {
                let from = if open(a) { f64::NEG_INFINITY } else { moment(a)?.0 };
                let to = if open(b) { f64::INFINITY } else { moment(b)?.1 };
                if from > to {
                    return Err(DateError);
                }
                (from, to)
            }
            _ => moment(text)?,
        };
        Ok(Self { text: text.to_owned(), from, to })
    }

    /// What is known of the date as a calendar has it; `None` if an end is open.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "years, months and days, which fit and are not negative"
    )]
    pub fn calendar(&self) -> Option<Calendar> {
        if !(self.from.is_finite() && self.to.is_finite()) {
            return None;
        }
        let years = |moment: f64| moment.floor() as i32;
        let (from, to) = (years(self.from + EPSILON), years(self.to - EPSILON));
        let length = self.to - self.from;
        let into = (self.from - f64::from(from)).max(0.0);
        if from != to || length > 0.5 {
            return Some(Calendar { from, to, month: None, day: None });
        }
        if length > 0.01 {
            return Some(Calendar { from, to, month: Some((into * 12.0).round() as u8 + 1), day: None });
        }
        let days = days_of_months(from.unsigned_abs());
        let mut rest = (into * f64::from(days.iter().sum::<u32>())).round() as u32;
        let mut month = 0;
        while month < 11 && rest >= days[month] {
            rest -= days[month];
            month += 1;
        }
        Some(Calendar { from, to, month: Some(month as u8 + 1), day: Some(rest as u8 + 1) })
    }

    /// The middle, in years, where both ends are known.
    #[must_use]
    pub fn middle(&self) -> Option<f64> {
        (self.from.is_finite() && self.to.is_finite()).then(|| f64::midpoint(self.from, self.to))
    }
}

impl TryFrom<String> for DateInterval {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text)
    }
}

impl From<DateInterval> for String {
    fn from(date: DateInterval) -> Self {
        date.text
    }
}

/// A day that is known: of a signature, a deadline, a transfer. Written `2026-11-24`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    of_month: u8,
}

impl Day {
    /// A day that a calendar gives.
    #[must_use]
    pub fn new(year: i32, month: u8, of_month: u8) -> Self {
        Self { year: u16::try_from(year).unwrap_or_default(), month, of_month }
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        (i32::from(self.year), self.month, self.of_month)
    }

    /// Reads a day in any of the forms that [`DateInterval::parse`] knows.
    ///
    /// # Errors
    /// [`DateError`] if it is no date, or less than a day is known.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let known = DateInterval::parse(text)?.calendar().ok_or(DateError)?;
        let (Some(month), Some(day)) = (known.month, known.day) else { return Err(DateError) };
        Ok(Self { year: u16::try_from(known.from).map_err(|_| DateError)?, month, of_month: day })
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.of_month)
    }
}

impl TryFrom<String> for Day {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        Self::parse(&text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

fn open(text: &str) -> bool {
    matches!(text.trim(), "" | "..")
}

fn is_day_first(text: &str, separator: char) -> bool {
    let parts: Vec<&str> = text.split(separator).collect();
    parts.len() == 3 && parts[2].len() == 4 && parts[0].len() <= 2
}

/// One date as (first, last) moment in years.
fn moment(text: &str) -> Result<(f64, f64), DateError> {
    let text = text.trim();
    let bare = text.trim_end_matches(['~', '?', '%']).trim_start_matches("c.").trim();
    let about = text.ends_with(['~', '%']) || text.starts_with("c.");
    // A spreadsheet's date with the time of day.
    let bare = bare.split_once([' ', 'T']).map_or(bare, |(day, _)| day);
    let (from, to) = if ['.', '/'].iter().any(|&s| is_day_first(bare, s)) {
        let parts: Vec<&str> = bare.split(['.', '/']).collect();
        day(parts[2], parts[1], parts[0])?
    } else if let Some((m, y)) = bare.split_once('.') {
        month(y, m)?
    } else {
        match bare.split('-').collect::<Vec<_>>()[..] {
            [ymd] if ymd.len() == 8 && ymd.is_ascii() => day(&ymd[..4], &ymd[4..6], &ymd[6..])?,
            [y] => year(y)?,
            [y, m] => month(y, m)?,
            [y, m, d] => day(y, m, d)?,
            _ => return Err(DateError),
        }
    };
    Ok(if about { (from - ABOUT, to + ABOUT) } else { (from, to) })
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Result<u32, DateError> {
    if digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().map_err(|_| DateError)
    } else {
        Err(DateError)
    }
}

fn year(text: &str) -> Result<(f64, f64), DateError> {
    let unknown = text.len() - text.trim_end_matches(['X', 'x', 'u']).len();
    if unknown > 2 {
        return Err(DateError);
    }
    let low = number(&format!("{}{}", &text[..text.len() - unknown], "0".repeat(unknown)), 4..=4)?;
    let span = 10_u32.pow(u32::try_from(unknown).unwrap_or(0));
    Ok((f64::from(low), f64::from(low + span)))
}

fn month(y: &str, m: &str) -> Result<(f64, f64), DateError> {
    let (y, m) = (number(y, 4..=4)?, number(m, 1..=2)?);
    if !(1..=12).contains(&m) {
        return Err(DateError);
    }
    let start = f64::from(y) + f64::from(m - 1) / 12.0;
    Ok((start, start + 1.0 / 12.0))
}

fn days_of_months(year: u32) -> [u32; 12] {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

fn day(y: &str, m: &str, d: &str) -> Result<(f64, f64), DateError> {
    let (year, month, day) = (number(y, 4..=4)?, number(m, 1..=2)?, number(d, 1..=2)?);
    let days = days_of_months(year);
    let in_month = *days.get(month.wrapping_sub(1) as usize).ok_or(DateError)?;
    if day == 0 || day > in_month {
        return Err(DateError);
    }
    let before: u32 = days[..(month - 1) as usize].iter().sum::<u32>() + day - 1;
    let length = f64::from(days.iter().sum::<u32>());
    let start = f64::from(year) + f64::from(before) / length;
    Ok((start, start + 1.0 / length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let years = |t: &str| DateInterval::parse(t).map(|d| (d.from, d.to));
        assert_eq!(years("1992"), Ok((1992.0, 1993.0)));
        assert_eq!(years("1950~"), Ok((1948.0, 1953.0)));
        assert_eq!(years("195X"), Ok((1950.0, 1960.0)));
        assert_eq!(years("1948/1952"), Ok((1948.0, 1953.0)));
        assert_eq!(years("../1992"), Ok((f64::NEG_INFINITY, 1993.0)));
        assert_eq!(years("25.02.1992"), years("1992-02-25"));
        assert_eq!(years("25/02/1992"), years("1992-02-25"));
        assert_eq!(years("02.1992"), years("1992-02"));
        assert_eq!(years("19920225"), years("1992-02-25"));
        for wrong in ["", "yesterday", "1992-13", "30.02.1992", "1952/1948", "92"] {
            assert_eq!(years(wrong), Err(DateError), "{wrong}");
        }
    }

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "twelve months")]
    fn calendar() {
        for (text, from, to, month, day) in [
            ("1992", 1992, 1992, None, None),
            ("1950~", 1948, 1952, None, None),
            ("1992-02", 1992, 1992, Some(2), None),
            ("1992-12", 1992, 1992, Some(12), None),
            ("1992-02-29", 1992, 1992, Some(2), Some(29)),
            ("1993-12-31", 1993, 1993, Some(12), Some(31)),
            ("1993-01-01", 1993, 1993, Some(1), Some(1)),
            ("1993-03-01", 1993, 1993, Some(3), Some(1)),
        ] {
            let calendar = DateInterval::parse(text).unwrap().calendar();
            assert_eq!(calendar, Some(Calendar { from, to, month, day }), "{text}");
        }
        // Every day of a leap year and of another.
        for year in [1992, 1993] {
            for (m, days) in days_of_months(year).into_iter().enumerate() {
                for d in 1..=days {
                    let text = format!("{year}-{:02}-{d:02}", m + 1);
                    let found = DateInterval::parse(&text).unwrap().calendar().unwrap();
                    assert_eq!((found.month, found.day), (Some(m as u8 + 1), Some(d as u8)), "{text}");
                }
            }
        }
        assert_eq!(DateInterval::parse("../1992").unwrap().calendar(), None);
    }
}
