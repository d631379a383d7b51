//! Pairs of names that are, and are not, one: the reference pairs, and pairs of kinds that they lack.

use kintrace_names::{Name, compare};

fn score(a: &str, b: &str) -> f64 {
    compare(&Name::read(a), &Name::read(b)).log10_lr
}

/// Area under the ROC curve: how often a pair of one name scores above a pair of two.
fn auc(same: &[f64], different: &[f64]) -> f64 {
    let mut wins = 0.0;
    for s in same {
        for d in different {
            wins += match s.total_cmp(d) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    wins / (same.len() * different.len()) as f64
}

#[test]
fn the_reference_pairs() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../testdata/name-pairs.json"))
            .unwrap();
    let pairs: serde_json::Value = serde_json::from_str(&text).unwrap();
    let scores = |which: &str| -> Vec<f64> {
        let pairs = pairs[which].as_array().unwrap();
        pairs.iter().map(|p| score(p[0].as_str().unwrap(), p[1].as_str().unwrap())).collect()
    };
    let auc = auc(&scores("same"), &scores("different"));
    assert!(auc > 0.999, "AUC {auc}");
}

/// Patronymics, initials, nicknames, titles, hyphens, endings, five scripts: not in the reference pairs.
#[test]
fn pairs_of_other_kinds() {
    const SAME: &[(&str, &str)] = &[
        ("Hüseynov Elçin Əli oğlu", "Гусейнов Эльчин Алиевич"),
        ("Hüseynov Elçin Əli oğlu", "Huseynov Elchin"),
        ("Hüseynov Elçin Əli oğlu", "HUSEYNOV, Elchin Ali"),
        ("Сейидов Мирза Гасан оглы", "Seyidov Mirzə Həsən oğlu"),
        ("Hacı Məmməd Quliyev", "Кулиев Мамед"),
        ("Տեր-Պետրոսյան Լևոն", "Levon Petrosyan"),
        ("გიორგი ბერიძე", "Георгий Беридзе"),
        ("ლევან კაპანაძე", "Levan Kapanadze"),
        ("ზურაბ ლომიძე ნოდარის ძე", "Ломидзе Зураб Нодарович"),
        ("حسین علی‌اف", "Hüseyn Əliyev"),
        ("علی کریمی", "Əli Kərimi"),
        ("Cavid Rəhimzadə", "Джавид Рагимзаде"),
        ("Fəridə Əliyeva", "Фарида Алиева"),
        ("Samvel (Samo) Grigoryan", "Само Григорян"),
        ("Саша Петросян", "Aleksandr Petrosyan"),
        ("Krikor Bedrossian", "Գրիգոր Պետրոսյան"),
        ("Hagop Sarkissian", "Акоп Саркисян"),
        ("Mehmet Yılmaz", "Мехмет Йылмаз"),
        ("Рәшид Һүсејн оғлу Мәммәдов", "Rashid Mammadov"),
        ("Мәммәдов Ҹаваншир", "Məmmədov Cavanşir"),
        ("Vüqar Məmmədli", "Вугар Мамедов"),
        ("Иванов Пётр Сергеевич", "Ivanov Petr S."),
        ("Бабаев Ш.М.", "Şahin Babayev Məmməd oğlu"),
        ("Anna-Maria Hakobyan", "Анна Акопян"),
        ("Hovannes Toumanian", "Ованес Туманян"),
        ("Жанна Галстян", "Zhanna Galstyan"),
        ("Zəminə Qurbanova", "Замина Курбанова"),
        ("Qulamhüseyn Bayramov", "Гуламгусейн Байрамов"),
        ("Sədaqət İsgəndərova", "Садагят Искендерова"),
        ("Hacıyеv Rəşid", "Гаджиев Рашид"),
    ];
    const DIFFERENT: &[(&str, &str)] = &[
        ("Hüseynov Elçin Əli oğlu", "Гусейнов Эльдар Алиевич"),
        ("Hüseynov Elçin Əli oğlu", "Эльчин Гасанов"),
        ("Hüseynov Elçin Əli oğlu", "HUSEYNOV, Elshan Ali"),
        ("Сейидов Мирза Гасан оглы", "Seyidov Rza Həsən oğlu"),
        ("Hacı Məmməd Quliyev", "Кулиев Ахмед"),
        ("Տեր-Պետրոսյան Լևոն", "Levon Hakobyan"),
        ("გიორგი ბერიძე", "Георгий Капанадзе"),
        ("ლევან კაპანაძე", "Levan Lomidze"),
        ("ზურაბ ლომიძე ნოდარის ძე", "Ломидзе Нодар Зурабович"),
        ("حسین علی‌اف", "Həsən Əliyev"),
        ("علی کریمی", "Vəli Kərimi"),
        ("Fəridə Əliyeva", "Фируза Алиева"),
        ("Samvel (Samo) Grigoryan", "Сако Григорян"),
        ("Саша Петросян", "Aleksey Petrosyan"),
        ("Krikor Bedrossian", "Գարիկ Պետրոսյան"),
        ("Hagop Sarkissian", "Арам Саркисян"),
        ("Mehmet Yılmaz", "Ахмет Йылмаз"),
        ("Рәшид Һүсејн оғлу Мәммәдов", "Rashad Mammadov"),
        ("Мәммәдов Ҹаваншир", "Məmmədov Cavid"),
        ("Vüqar Məmmədli", "Вусал Мамедов"),
        ("Иванов Пётр Сергеевич", "Ivanov Pavel S."),
        ("Бабаев Ш.М.", "Eldar Babayev Məmməd oğlu"),
        ("Anna-Maria Hakobyan", "Анаит Акопян"),
        ("Hovannes Toumanian", "Овсеп Туманян"),
        ("Zəminə Qurbanova", "Зарифа Курбанова"),
        ("Qulamhüseyn Bayramov", "Гулам Байрамов"),
        ("Sədaqət İsgəndərova", "Севиндж Искендерова"),
        ("Hacıyеv Rəşid", "Гаджиев Рауф"),
    ];
    let scores = |pairs: &[(&str, &str)]| -> Vec<f64> { pairs.iter().map(|(a, b)| score(a, b)).collect() };
    let auc = auc(&scores(SAME), &scores(DIFFERENT));
    assert!(auc > 0.99, "AUC {auc}");
    for (a, b) in SAME {
        assert!(score(a, b) > 1.0, "{a} / {b}: {}", score(a, b));
    }
}

/// A rare name that agrees says more than a common one; an initial says little, another one something.
#[test]
fn what_says_how_much() {
    assert!(score("Qəzənfər Balayev", "Газанфар Балаев") > score("Məmməd Əliyev", "Мамед Алиев") + 1.0);
    let full = score("Vahan Avetisyan", "Վահան Ավետիսյան");
    let initial = score("V. Avetisyan", "Վահան Ավետիսյան");
    let other = score("G. Avetisyan", "Վահան Ավետիսյան");
    assert!(full > initial + 0.5 && initial > other + 1.0, "{full} {initial} {other}");
    // A daughter is not her brother.
    assert!(score("Hüseynova Sevda", "Гусейнова Севда") > score("Hüseynov Sevda", "Гусейнова Севда") + 0.5);
}
