//! Any of the scripts in Latin letters, for people to read.
//!
//! After the systems of BGN/PCGN (Russian 1947, Armenian 1981, Georgian 2009) without their
//! apostrophes and points, and the Azerbaijani alphabet of 1991 for Azerbaijani Cyrillic. Not for
//! comparing: a romanisation is one person's choice; [`crate::sound`] is what names are compared by.

use crate::script::Script;

const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('ә', "ə"),
    ('ө', "ö"),
    ('ү', "ü"),
    ('ғ', "ğ"),
    ('ҝ', "g"),
    ('һ', "h"),
    ('ҹ', "c"),
    ('ј', "y"),
    ('і', "i"),
    ('қ', "q"),
];

const ARMENIAN: &[(char, &str)] = &[
    ('ա', "a"),
    ('բ', "b"),
    ('գ', "g"),
    ('դ', "d"),
    ('ե', "e"),
    ('զ', "z"),
    ('է', "e"),
    ('ը', "y"),
    ('թ', "t"),
    ('ժ', "zh"),
    ('ի', "i"),
    ('լ', "l"),
    ('խ', "kh"),
    ('ծ', "ts"),
    ('կ', "k"),
    ('հ', "h"),
    ('ձ', "dz"),
    ('ղ', "gh"),
    ('ճ', "ch"),
    ('մ', "m"),
    ('յ', "y"),
    ('ն', "n"),
    ('շ', "sh"),
    ('ո', "o"),
    ('չ', "ch"),
    ('պ', "p"),
    ('ջ', "j"),
    ('ռ', "r"),
    ('ս', "s"),
    ('վ', "v"),
    ('տ', "t"),
    ('ր', "r"),
    ('ց', "ts"),
    ('ւ', "v"),
    ('փ', "p"),
    ('ք', "k"),
    ('օ', "o"),
    ('ֆ', "f"),
    ('և', "ev"),
];

const GEORGIAN: &[(char, &str)] = &[
    ('ა', "a"),
    ('ბ', "b"),
    ('გ', "g"),
    ('დ', "d"),
    ('ე', "e"),
    ('ვ', "v"),
    ('ზ', "z"),
    ('თ', "t"),
    ('ი', "i"),
    ('კ', "k"),
    ('ლ', "l"),
    ('მ', "m"),
    ('ნ', "n"),
    ('ო', "o"),
    ('პ', "p"),
    ('ჟ', "zh"),
    ('რ', "r"),
    ('ს', "s"),
    ('ტ', "t"),
    ('უ', "u"),
    ('ფ', "p"),
    ('ქ', "k"),
    ('ღ', "gh"),
    ('ყ', "q"),
    ('შ', "sh"),
    ('ჩ', "ch"),
    ('ც', "ts"),
    ('ძ', "dz"),
    ('წ', "ts"),
    ('ჭ', "ch"),
    ('ხ', "kh"),
    ('ჯ', "j"),
    ('ჰ', "h"),
];

const PERSO_ARABIC: &[(char, &str)] = &[
    ('آ', "a"),
    ('ا', "a"),
    ('أ', "a"),
    ('إ', "e"),
    ('ئ', "y"),
    ('ؤ', "v"),
    ('ع', "a"),
    ('ب', "b"),
    ('پ', "p"),
    ('ت', "t"),
    ('ث', "s"),
    ('ج', "j"),
    ('چ', "ch"),
    ('ح', "h"),
    ('خ', "kh"),
    ('د', "d"),
    ('ذ', "z"),
    ('ر', "r"),
    ('ز', "z"),
    ('ژ', "zh"),
    ('س', "s"),
    ('ش', "sh"),
    ('ص', "s"),
    ('ض', "z"),
    ('ط', "t"),
    ('ظ', "z"),
    ('غ', "gh"),
    ('ف', "f"),
    ('ق', "q"),
    ('ک', "k"),
    ('ك', "k"),
    ('گ', "g"),
    ('ل', "l"),
    ('م', "m"),
    ('ن', "n"),
    ('و', "v"),
    ('ه', "h"),
    ('ة', "e"),
    ('ی', "i"),
    ('ي', "i"),
    ('ى', "i"),
    ('ء', ""),
    ('\u{200C}', ""),
];

/// The text in Latin letters; capitals stay capitals. What is Latin already, and what is in none of
/// the scripts, stays as it is.
#[must_use]
pub fn romanise(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut skip = false;
    for (i, &c) in letters.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let small = c.to_lowercase().next().unwrap_or(c);
        let next = letters.get(i + 1).and_then(|n| n.to_lowercase().next());
        let before = i.checked_sub(1).map(|p| letters[p]);
        let begins = before.is_none_or(|b| !b.is_alphabetic());
        let latin: String = match Script::of(c) {
            Some(Script::Cyrillic) => match small {
                'е' if begins || before.is_some_and(|b| "аеёиоуыэюяьъАЕЁИОУЫЭЮЯЬЪ".contains(b)) => {
                    "ye".to_owned()
                }
                _ => of(CYRILLIC, small, c),
            },
            Some(Script::Armenian) => match (small, next) {
                ('ո', Some('ւ')) => {
                    skip = true;
                    "u".to_owned()
                }
                ('ե', _) if begins => "ye".to_owned(),
                ('ո', n) if begins && n != Some('վ') => "vo".to_owned(),
                _ => of(ARMENIAN, small, c),
            },
            Some(Script::Georgian) => of(GEORGIAN, small, c),
            Some(Script::PersoArabic) => of(PERSO_ARABIC, small, c),
            _ => {
                out.push(c);
                continue;
            }
        };
        // Georgian and Perso-Arabic have no capitals: a word begins with one.
        let capital = c.is_uppercase()
            || (begins && matches!(Script::of(c), Some(Script::Georgian | Script::PersoArabic)));
        let all_capitals = c.is_uppercase() && letters.get(i + 1).is_some_and(|n| n.is_uppercase());
        if all_capitals {
            out.push_str(&latin.to_uppercase());
        } else if capital {
            let mut chars = latin.chars();
            if let Some(first) = chars.next() {
                out.extend(first.to_uppercase());
                out.push_str(chars.as_str());
            }
        } else {
            out.push_str(&latin);
        }
    }
    out
}

fn of(table: &[(char, &str)], small: char, otherwise: char) -> String {
    table.iter().find(|(l, _)| *l == small).map_or_else(|| otherwise.to_string(), |(_, r)| (*r).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_aloud() {
        assert_eq!(romanise("Гусейнов Эльчин Алиевич"), "Guseynov Elchin Aliyevich");
        assert_eq!(romanise("Հովհաննես Եղիազարյան"), "Hovhannes Yeghiazaryan");
        assert_eq!(romanise("ՀՈՎՀԱՆՆԻՍՅԱՆ, Գագիկ"), "HOVHANNISYAN, Gagik");
        assert_eq!(romanise("გიორგი ბერიძე"), "Giorgi Beridze");
        assert_eq!(romanise("Hüseynov"), "Hüseynov");
        assert_eq!(romanise("Ոսկան"), "Voskan");
    }
}
