//! Days, months and moments as a language writes them: `14 March 1992`, `14 марта 1992 г.`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};

use crate::Language;

struct Formatters {
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
}

fn formatters(language: Language) -> Option<&'static Formatters> {
    static ALL: LazyLock<BTreeMap<Language, Formatters>> = LazyLock::new(|| {
        let made = |l: Language| {
            let locale = || l.locale().into();
            let day = FixedCalendarDateTimeFormatter::try_new(locale(), YMD::long()).ok()?;
            let month = FixedCalendarDateTimeFormatter::try_new(locale(), YM::long()).ok()?;
            Some((l, Formatters { day, month }))
        };
        Language::ALL.into_iter().filter_map(made).collect()
    });
    ALL.get(&language)
}

/// A day. One that no calendar has is written in digits.
#[must_use]
pub fn day(language: Language, year: i32, month: u8, day: u8) -> String {
    let plain = || format!("{year:04}-{month:02}-{day:02}");
    let date = Date::try_new_gregorian(year, month, day).ok();
    date.zip(formatters(language)).map_or_else(plain, |(d, f)| f.day.format(&d).to_string())
}

/// A month of a year.
#[must_use]
pub fn month(language: Language, year: i32, month: u8) -> String {
    let plain = || format!("{year:04}-{month:02}");
    let date = Date::try_new_gregorian(year, month, 1).ok();
    date.zip(formatters(language)).map_or_else(plain, |(d, f)| f.month.format(&d).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_each_language_writes_them() {
        let days = Language::ALL.map(|l| day(l, 1992, 3, 14));
        assert_eq!(days, ["14 mart 1992", "14 March 1992", "1992 թ․ մարտի 14", "14 марта 1992\u{202f}г."]);
        let months = Language::ALL.map(|l| month(l, 1992, 3));
        assert_eq!(months, ["mart 1992", "March 1992", "1992 թ․ մարտ", "март 1992\u{202f}г."]);
        assert_eq!(day(Language::English, 1992, 2, 30), "1992-02-30");
    }
}
