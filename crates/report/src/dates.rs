//! Dates as they are known, in words: `1950~` is "about 1950".

use kintrace_casework::{DateInterval, Day};
use kintrace_language::{Language, dates};

/// A date as it is known. What is written in a way that has no words of its own stays as it was written.
#[must_use]
pub fn known(language: Language, date: &DateInterval) -> String {
    let text = date.text.trim();
    if let Some((from, to)) = text.split_once('/') {
        let end = |text: &str| DateInterval::parse(text).ok().map(|date| known(language, &date));
        match (end(from), end(to)) {
            (Some(from), Some(to)) => {
                return language.say("date-between").with("from", from).with("to", to).to_string();
            }
            (None, Some(to)) if is_open(from) => {
                return language.say("date-until").with("date", to).to_string();
            }
            (Some(from), None) if is_open(to) => {
                return language.say("date-since").with("date", from).to_string();
            }
            // A day with strokes: 25/02/1992.
            _ => {}
        }
    }
    for (about, mark) in [("date-about", '~'), ("date-about", '%'), ("date-uncertain", '?')] {
        if let Some(date) = text.strip_suffix(mark).and_then(|bare| DateInterval::parse(bare).ok()) {
            return language.say(about).with("date", known(language, &date)).to_string();
        }
    }
    let Some(calendar) = date.calendar() else { return text.to_owned() };
    match (calendar.month, calendar.day) {
        _ if calendar.from != calendar.to => language
            .say("date-between")
            .with("from", calendar.from.to_string())
            .with("to", calendar.to.to_string())
            .to_string(),
        (Some(month), Some(day)) => dates::day(language, calendar.from, month, day),
        (Some(month), None) => dates::month(language, calendar.from, month),
        (None, _) => calendar.from.to_string(),
    }
}

fn is_open(text: &str) -> bool {
    matches!(text.trim(), "" | "..")
}

/// A day.
#[must_use]
pub fn day(language: Language, day: Day) -> String {
    let (year, month, of_month) = day.parts();
    dates::day(language, year, month, of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_they_are_known() {
        let said = |text: &str| known(Language::English, &DateInterval::parse(text).expect("a date"));
        for (text, words) in [
            ("1992", "1992"),
            ("1992-02", "February 1992"),
            ("02.1992", "February 1992"),
            ("1992-02-25", "25 February 1992"),
            ("25/02/1992", "25 February 1992"),
            ("19920225", "25 February 1992"),
            ("1950~", "about 1950"),
            ("1950?", "1950, uncertain"),
            ("195X", "between 1950 and 1959"),
            ("1948/1952", "between 1948 and 1952"),
            ("1992-02-01/1992-02-28", "between 1 February 1992 and 28 February 1992"),
            ("../1992", "1992 or before"),
            ("1992/..", "1992 or later"),
            ("c. 1950", "between 1948 and 1952"),
        ] {
            assert_eq!(said(text), words, "{text}");
        }
    }
}
