//! What things, places on the body, colours and groups are called, in the four languages and several spellings.
//!
//! One clerk writes *watch*, another *saat*, a third *часы*: to be compared, both have to be the same word. A text is
//! searched for the beginnings of words in the order of the table; what is none of them stands for itself, as it is
//! spelt in any script ([`kintrace_names::search_words`]).

use std::collections::BTreeSet;

use kintrace_identification::lines::features::Feature;
use kintrace_names::search_words;

/// A key, and beginnings of words that mean it.
type Term = (&'static str, &'static str);

/// What somebody wore or carried.
const THINGS: &[Term] = &[
    ("watch", "watch wristwatch saat qolsaat час ժամացույց"),
    ("ring", "ring üzük кольц перстен մատան"),
    ("chain", "chain necklace zəncir boyunbağı цепоч цепь ожерель шнур շղթա վզնոց"),
    ("amulet", "amulet cross talisman muncuq xaç dua амулет крест талисман խաչ հմայիլ"),
    ("spectacles", "spectacles glasses eynək gözlük очк ակնոց"),
    ("dentures", "denture protez протез պրոթեզ"),
    ("lighter", "lighter alışqan зажигал կրակայրիչ"),
    ("cigarettes", "cigarette siqaret сигар папирос портсигар ծխախոտ սիգարետ"),
    ("knife", "knife bıçaq нож դանակ"),
    ("keys", "key açar ключ բանալի"),
    ("comb", "comb daraq расч гребен սանր"),
    ("wallet", "wallet purse pulqabı cüzdan кошел бумажник դրամապանակ"),
    ("boots", "boot çəkmə uzunboğaz сапог ботин берц կոշիկներ երկարաճիտ"),
    ("shoes", "shoe trainer sandal ayaqqabı туфл обув кроссов сандал կոշիկ"),
    ("belt", "belt kəmər qayış пояс ремен ремень գոտի"),
    ("jacket", "jacket gödəkcə pencək куртк пиджак бушлат պիջակ բաճկոն"),
    ("coat", "coat palto пальт шинел плащ վերարկու"),
    ("trousers", "trouser jeans şalvar cins брюк штан джинс տաբատ շալվար"),
    ("shirt", "shirt köynək рубаш сорочк футбол վերնաշապիկ"),
    ("pullover", "pullover sweater jumper cardigan jaket sviter свитер кофт джемпер կոֆտա սվիտեր"),
    ("dress", "dress paltar don плать զգեստ"),
    ("skirt", "skirt yubka ətək юбк փեշ"),
    ("scarf", "scarf kerchief yaylıq şərf плат шарф գլխաշոր շարֆ"),
    ("cap", "cap hat papaq шапк кепк фуражк папах գլխարկ"),
    ("socks", "sock corab носк чулк գուլպա"),
    ("gloves", "glove əlcək перчат ձեռնոց"),
];

/// What is found on bones.
const FINDINGS: &[Term] = &[
    ("fracture", "fracture broken break sınıq sınma перелом կոտրվածք"),
    (
        "implant",
        "implant plate screw pin nail lövhə vint mil пластин винт штифт имплант թիթեղ պտուտակ իմպլանտ",
    ),
    ("amputation", "amputat ампутац amputasiya ամպուտ"),
    ("operation", "operation surgery trepan əməliyyat операц трепанац վիրահատ"),
    ("projectile", "projectile bullet shrapnel fragment güllə qəlpə пул осколок գնդակ բեկոր"),
    ("arthrosis", "arthros arthrit artroz artrit артроз артрит արթրոզ"),
    ("deformity", "deform scolios kyphos skolioz сколиоз деформац искривлен սկոլիոզ"),
];

/// Where on the body.
const BODY: &[Term] = &[
    (
        "forearm",
        "forearm radius ulna wrist bazuönü said mil dirsək предплеч лучев локтев запяст նախաբազ ծղիկ",
    ),
    ("upper arm", "upper humerus bazu плеч бազուկ բազկոսկր"),
    ("hand", "hand finger metacarp əl barmaq кист палец пальц ձեռք մատ"),
    ("collarbone", "collarbone clavic körpücük ключиц անրակ"),
    ("thigh", "thigh femur femoral hip bud бедр ազդր"),
    ("lower leg", "lower shin tibia fibula ankle baldır incik голен голеност берцов սրունք ոլոք"),
    ("knee", "knee patella diz колен ծունկ"),
    ("foot", "foot toe heel ayaq daban стоп ступн пятк ոտնաթաթ"),
    ("skull", "skull cranium head forehead kəllə baş alın череп голов лоб գանգ գլուխ"),
    ("jaw", "jaw mandib çənə челюст ծնոտ"),
    ("nose", "nose nasal burun нос քիթ"),
    ("ribs", "rib qabırğa ребр կող"),
    ("spine", "spine vertebra onurğa fəqərə позвон ողնաշար"),
    ("pelvis", "pelvi çanaq таз կոնք"),
    ("shoulder", "shoulder scapula çiyin kürək лопат ուս թիակ"),
];

/// Sides.
const SIDES: &[Term] = &[("left", "left sol лев ձախ"), ("right", "right sağ прав աջ")];

/// In the order of `kintrace_identification::lines::category::HAIR`.
const HAIR: &[Term] = &[
    ("black", "black qara чёрн черн брюнет սև"),
    ("brown", "brown chestnut şabalıdı qəhvəyi русы каштан коричнев шатен շագանակագույն"),
    ("fair", "fair blond sarışın блонд белокур շիկահեր խարտյաշ"),
    ("red", "red ginger kürən qırmızı рыж կարմիր շեկ"),
    ("grey", "grey gray white çal ağ сед бел ալեհեր սպիտակ"),
];

/// A shade says of hair what its colour is, if nothing else does: keys as in [`HAIR`].
const SHADES: &[Term] = &[("black", "dark tünd тёмн темн մուգ"), ("fair", "light açıq светл բաց")];

/// In the order of `kintrace_identification::lines::category::EYES`.
const EYES: &[Term] = &[
    ("brown", "brown dark black qəhvəyi qonur qara кари карие карий коричнев чёрн черн շագանակագույն սև"),
    ("green", "green hazel yaşıl ala зелён зелен կանաչ"),
    ("blue", "blue grey gray mavi göy boz голуб син сер կապույտ մոխրագույն"),
];

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The term that the first word of a text that means one means.
fn named(terms: &[Term], text: &[String]) -> Option<usize> {
    text.iter().find_map(|word| {
        let means = |(_, beginnings): &Term| {
            // A short one has to be the whole word: *don* is a dress, *donor* is not.
            let mut beginnings = beginnings.split(' ').filter(|b| word.starts_with(b));
            beginnings.any(|b| word.len() == b.len() || b.chars().count() >= 4)
        };
        // Cases of Russian, Azerbaijani and Armenian change the ends of short words, too.
        let exact = terms.iter().position(means);
        let loose = || {
            terms.iter().position(|(_, beginnings)| {
                beginnings.split(' ').filter(|b| word.starts_with(b)).any(|b| {
                    let (most, length) = (word.chars().count(), b.chars().count());
                    length >= 3 && most <= length + 3
                })
            })
        };
        exact.or_else(loose)
    })
}

/// Hair of a description, as an index of its categories.
pub(crate) fn hair(text: &str) -> Option<usize> {
    let text = words(text);
    let colour = |key: &str| HAIR.iter().position(|(k, _)| *k == key);
    named(HAIR, &text).or_else(|| colour(SHADES[named(SHADES, &text)?].0))
}

/// Eyes of a description, as an index of their categories.
pub(crate) fn eyes(text: &str) -> Option<usize> {
    named(EYES, &words(text))
}

/// A blood group as people write it: `A+`, `AB Rh-`, `II (A) Rh+`, `0 (I) полож.`; as indices of O, A, B, AB, and of
/// positive and negative.
pub(crate) fn blood_group(text: &str) -> Option<(usize, Option<usize>)> {
    let upper = text.to_uppercase();
    let latin: String = upper
        .chars()
        .map(|c| match c {
            // Cyrillic and Armenian keyboards have the same shapes elsewhere.
            'А' => 'A',
            'В' | 'Б' => 'B',
            'О' | 'Օ' | '0' => 'O',
            '−' | '–' => '-',
            other => other,
        })
        .collect();
    let rhesus = if latin.contains('+') || ["ПОЛ", "POS", "MÜSB", "ԴՐԱԿ"].iter().any(|w| upper.contains(w))
    {
        Some(0)
    } else if latin.contains('-') || ["ОТР", "NEG", "MƏNF", "ԲԱՑԱՍ"].iter().any(|w| upper.contains(w))
    {
        Some(1)
    } else {
        None
    };
    let of = |part: &str| match part {
        "O" | "I" => Some(0),
        "A" | "II" => Some(1),
        "B" | "III" => Some(2),
        "AB" | "IV" => Some(3),
        _ => None,
    };
    let mut parts = latin.split(|c: char| !c.is_ascii_alphabetic()).filter(|p| !p.is_empty());
    parts.find_map(of).map(|abo| (abo, rhesus))
}

/// A feature with its keys. `at` may be said in the description.
fn feature(terms: &[Term], what: &str, at: &str, description: &str) -> Feature {
    let (of_what, of_at, of_description) = (words(what), words(at), words(description));
    let key = named(terms, &of_what).or_else(|| named(terms, &of_description));
    let what_key = key.map_or_else(
        || search_words::of_text(what).into_iter().collect::<Vec<_>>().join(" "),
        |term| terms[term].0.to_owned(),
    );
    let everywhere: Vec<String> = of_at.iter().chain(&of_what).chain(&of_description).cloned().collect();
    let place = named(BODY, &of_at).or_else(|| named(BODY, &everywhere)).map(|term| BODY[term].0);
    let side = named(SIDES, &of_at).or_else(|| named(SIDES, &everywhere)).map(|term| SIDES[term].0);
    let at = place.map_or(String::new(), |place| match side {
        Some(side) => format!("{side} {place}"),
        None => place.to_owned(),
    });
    Feature { what: what_key, at, words: search_words::of_text(description).into_iter().collect() }
}

/// What was worn or carried.
pub(crate) fn effect(what: &str, description: &str) -> Feature {
    Feature { at: String::new(), ..feature(THINGS, what, "", description) }
}

/// What is found on bones.
pub(crate) fn finding(what: &str, at: &str, description: &str) -> Feature {
    Feature { words: BTreeSet::new(), ..feature(FINDINGS, what, at, description) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_key_in_each_language() {
        for (expected, spellings) in [
            ("watch", ["wristwatch", "Qol saatı", "часы наручные", "ժամացույց"]),
            ("belt", ["leather belt", "dəri kəmər", "кожаный ремень", "կաշվե գոտի"]),
            ("boots", ["Boots", "çəkmələr", "сапоги", "երկարաճիտ կոշիկ"]),
        ] {
            for spelling in spellings {
                assert_eq!(effect(spelling, "").what, expected, "{spelling}");
            }
        }
        assert_eq!(effect("Qatlama", "").what, effect("Гатлама", "").what, "and what is in no table");
    }

    #[test]
    fn a_fracture_is_at_a_place() {
        let expected = ("fracture".to_owned(), "left forearm".to_owned());
        for (what, at, description) in [
            ("healed fracture", "left radius", ""),
            ("sınıq", "sol bazuönü", ""),
            ("перелом", "левое предплечье", "в детстве"),
            ("կոտրվածք", "ձախ նախաբազուկ", ""),
            ("fracture", "", "of the left forearm, as a child"),
        ] {
            let found = finding(what, at, description);
            assert_eq!((found.what, found.at), expected, "{what}, {at}, {description}");
        }
    }

    #[test]
    fn colours_and_groups_as_people_write_them() {
        for (text, expected) in [
            ("dark brown", 1),
            ("тёмно-русые", 1),
            ("dark", 0),
            ("qara", 0),
            ("рыжие", 3),
            ("շագանակագույն", 1),
            ("çal", 4),
        ] {
            assert_eq!(hair(text), Some(expected), "{text}");
        }
        for (text, expected) in [("карие", 0), ("mavi", 2), ("կանաչ", 1), ("серо-голубые", 2)]
        {
            assert_eq!(eyes(text), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("A+", Some((1, Some(0)))),
            ("II (А) Rh−", Some((1, Some(1)))),
            ("АВ полож.", Some((3, Some(0)))),
            ("0 (I)", Some((0, None))),
            ("not known", None),
        ] {
            assert_eq!(blood_group(text), expected, "{text}");
        }
    }
}
