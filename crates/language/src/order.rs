//! The order of letters: in Azerbaijani ç stands after c and x after h, in Russian ё with е.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

use crate::Language;

/// Compares two texts as a reader of the language looks for them.
#[must_use]
pub fn compare(language: Language, a: &str, b: &str) -> Ordering {
    static ALL: LazyLock<BTreeMap<Language, CollatorBorrowed<'static>>> = LazyLock::new(|| {
        let made = |l: Language| {
            Collator::try_new(l.locale().into(), CollatorOptions::default()).ok().map(|c| (l, c))
        };
        Language::ALL.into_iter().filter_map(made).collect()
    });
    ALL.get(&language).map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_each_language_has_it() {
        let sorted = |language, words: &[&'static str]| {
            let mut words = words.to_vec();
            words.sort_by(|a, b| compare(language, a, b));
            words
        };
        assert_eq!(
            sorted(Language::Azerbaijani, &["Xalq", "Çinar", "İlham", "Həsən", "Ceyran", "Iraq", "Kamal"]),
            ["Ceyran", "Çinar", "Həsən", "Xalq", "Iraq", "İlham", "Kamal"]
        );
        assert_eq!(
            sorted(Language::Russian, &["Жанна", "Ёлкин", "Егор", "елей"]),
            ["Егор", "елей", "Ёлкин", "Жанна"]
        );
        assert_eq!(sorted(Language::Armenian, &["Բաբկեն", "Աննա", "Գոռ"]), ["Աննա", "Բաբկեն", "Գոռ"]);
    }
}
