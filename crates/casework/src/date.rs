//! Dates as they are known: a year, a month, "about 1950", "between 1948 and 1952".
//!
//! Written in EDTF (ISO 8601-2), level 1 as far as people use it: `1992`, `1992-02`, `1992-02-25`,
//! `1950~` (about), `1950?` (uncertain), `195X`, `1948/1952`, `../1992`, `1992/..`; and in the usual
//! forms with the day first: `25.02.1992`, `25/02/1992`, `02.1992`.

/// An interval of time, from the first to the last day it may be, with the text as it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct DateInterval {
    /// As written.
    pub text: String,
    /// First possible moment, in years (1992.5 is mid-1992); minus infinity if open.
    pub from: f64,
    /// Last possible moment, in years; infinity if open.
    pub to: f64,
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

    /// The middle, in years, where both ends are known.
    #[must_use]
    pub fn middle(&self) -> Option<f64> {
        (self.from.is_finite() && self.to.is_finite()).then(|| f64::midpoint(self.from, self.to))
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

fn day(y: &str, m: &str, d: &str) -> Result<(f64, f64), DateError> {
    let (year, month, day) = (number(y, 4..=4)?, number(m, 1..=2)?, number(d, 1..=2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let in_month = *days.get(month.wrapping_sub(1) as usize).ok_or(DateError)?;
    if day == 0 || day > in_month {
        return Err(DateError);
    }
    let before: u32 = days[..(month - 1) as usize].iter().sum::<u32>() + day - 1;
    let length = if leap { 366.0 } else { 365.0 };
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
        for wrong in ["", "yesterday", "1992-13", "30.02.1992", "1952/1948", "92"] {
            assert_eq!(years(wrong), Err(DateError), "{wrong}");
        }
    }
}
