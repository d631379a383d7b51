//! Numbers as a language writes them: `25,000.5` in English, `25 000,5` in Russian.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fixed_decimal::{Decimal, FloatPrecision};
use icu_decimal::DecimalFormatter;

use crate::Language;

fn formatter(language: Language) -> Option<&'static DecimalFormatter> {
    static ALL: LazyLock<BTreeMap<Language, DecimalFormatter>> = LazyLock::new(|| {
        let made = |l: Language| {
            let formatter = DecimalFormatter::try_new(
                l.locale().into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            );
            formatter.ok().map(|f| (l, f))
        };
        Language::ALL.into_iter().filter_map(made).collect()
    });
    ALL.get(&language)
}

/// A number with as many digits as tell it from every other.
#[must_use]
pub fn number(language: Language, value: f64) -> String {
    match Decimal::try_from_f64(value, FloatPrecision::RoundTrip) {
        Ok(decimal) => decimal_number(language, &decimal),
        Err(_) => value.to_string(),
    }
}

/// A number that is written already, with a point, in the language's way; its digits stay as they are:
/// `0.50` is `0,50`. What is no number stays as it is.
#[must_use]
pub fn written(language: Language, text: &str) -> String {
    text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |decimal| decimal_number(language, &decimal))
}

fn decimal_number(language: Language, decimal: &Decimal) -> String {
    formatter(language).map_or_else(|| decimal.to_string(), |f| f.format(decimal).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_each_language_writes_them() {
        let of = |language, text| written(language, text).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(of(Language::English, "25000.50"), "25,000.50");
        assert_eq!(of(Language::Russian, "25000.50"), "25 000,50");
        assert_eq!(of(Language::Azerbaijani, "25000.50"), "25.000,50");
        assert_eq!(of(Language::Armenian, "25000.50"), "25 000,50");
        assert_eq!(of(Language::Russian, "10^13"), "10^13");
        assert_eq!(number(Language::Russian, 1.5), "1,5");
        assert_eq!(number(Language::English, 12.0), "12");
    }
}
