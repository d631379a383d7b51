//! Invented names, in the script of the family that reports.

use kintrace_kinship::Sex;
use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

/// How a family writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Azerbaijani,
    Armenian,
    Russian,
    Georgian,
}

impl Script {
    pub(crate) fn draw(rng: &mut ChaCha8Rng) -> Self {
        match rng.random_range(0..10) {
            0..4 => Self::Azerbaijani,
            4..8 => Self::Armenian,
            8 => Self::Russian,
            _ => Self::Georgian,
        }
    }
}

struct Names {
    men: &'static [&'static str],
    women: &'static [&'static str],
    surnames: &'static [&'static str],
    places: &'static [&'static str],
}

const fn names(script: Script) -> &'static Names {
    match script {
        Script::Azerbaijani => &Names {
            men: &[
                "Elçin", "Rauf", "Vaqif", "Şirin", "Tofiq", "Kamran", "Ilqar", "Nadir", "Azər", "Fərhad",
                "Rəşad", "Cavid", "Samir", "Orxan",
            ],
            women: &[
                "Sevinc", "Aygün", "Nərgiz", "Lalə", "Gülnar", "Təranə", "Zəhra", "Afaq", "Könül", "Mələk",
            ],
            surnames: &[
                "Dağlızadə",
                "Çaylı",
                "Qayalı",
                "Bulaqzadə",
                "Meşəli",
                "Daşdəmirli",
                "Yaylaqzadə",
                "Ocaqlı",
                "Köhlənli",
                "Narlı",
            ],
            places: &["Ağbulaq", "Qızıltəpə", "Göydərə", "Daşkənd", "Üççay", "Narlıdağ"],
        },
        Script::Armenian => &Names {
            men: &[
                "Տիգրան",
                "Արամ",
                "Գագիկ",
                "Վահան",
                "Սուրեն",
                "Հայկ",
                "Արտակ",
                "Ռուբեն",
                "Մհեր",
                "Կարեն",
                "Նարեկ",
                "Գոռ",
            ],
            women: &[
                "Անահիտ",
                "Սիրան",
                "Նարինե",
                "Լուսինե",
                "Գայանե",
                "Մարիամ",
                "Շուշան",
                "Հասմիկ",
                "Արփինե",
            ],
            surnames: &[
                "Լեռնեան",
                "Քարաբերդյան",
                "Աղբյուրյան",
                "Ձորաբերյան",
                "Այգեպարյան",
                "Սարահարթյան",
                "Ծիրանյան",
                "Կաղնուտյան",
                "Նռնենյան",
            ],
            places: &["Վերին Աղբակ", "Քարաշեն", "Նռնաձոր", "Կաղնուտ", "Լուսաձոր", "Սարաբակ"],
        },
        Script::Russian => &Names {
            men: &["Эльчин", "Тигран", "Николай", "Рауф", "Сурен", "Виктор", "Ильгар", "Арам", "Юрий"],
            women: &["Севиндж", "Анаит", "Нина", "Лала", "Гаяне", "Ольга", "Тамара"],
            surnames: &["Горнов", "Каменев", "Родников", "Долинин", "Садовский", "Ореховский", "Гранатов"],
            places: &["Верхний Родник", "Каменная Балка", "Ореховка", "Три Моста"],
        },
        Script::Georgian => &Names {
            men: &["გიორგი", "ლევან", "ზურაბ", "ნოდარ", "თენგიზ", "ირაკლი"],
            women: &["ნინო", "მანანა", "ეთერ", "ქეთევან", "თამარ"],
            surnames: &["მთაშვილი", "კლდიაშვილი", "წყაროშვილი", "ბაღაშვილი", "კაკლიშვილი"],
            places: &["ზემო წყარო", "კლდისუბანი", "კაკლიანი"],
        },
    }
}

/// A given name.
pub(crate) fn given(rng: &mut ChaCha8Rng, script: Script, sex: Sex) -> &'static str {
    let names = names(script);
    let list = if sex == Sex::Female { names.women } else { names.men };
    list.choose(rng).copied().unwrap_or("")
}

/// A surname.
pub(crate) fn surname(rng: &mut ChaCha8Rng, script: Script) -> &'static str {
    names(script).surnames.choose(rng).copied().unwrap_or("")
}

/// A place's name.
pub(crate) fn place(rng: &mut ChaCha8Rng, script: Script) -> &'static str {
    names(script).places.choose(rng).copied().unwrap_or("")
}

/// A full name in the order and with the endings of the script.
pub(crate) fn full(script: Script, surname: &str, given: &str, father: Option<&str>, sex: Sex) -> String {
    match (script, father) {
        (Script::Azerbaijani, Some(father)) => {
            format!("{surname} {given} {father} {}", if sex == Sex::Female { "qızı" } else { "oğlu" })
        }
        (Script::Armenian, Some(father)) => format!("{given} {father}ի {surname}"),
        (Script::Russian, Some(father)) => {
            let ending = if sex == Sex::Female { "а" } else { "" };
            let surname = if surname.ends_with("ий") && sex == Sex::Female {
                format!("{}ая", surname.trim_end_matches("ий"))
            } else {
                format!("{surname}{ending}")
            };
            let stem = father.trim_end_matches(['й', 'а']);
            let joint = if father.ends_with('й') { "е" } else { "о" };
            let patronymic = if sex == Sex::Female {
                format!("{stem}{joint}вна")
            } else {
                format!("{stem}{joint}вич")
            };
            format!("{surname} {given} {patronymic}")
        }
        _ => format!("{given} {surname}"),
    }
}
