//! One table in every encoding and layout that offices send.

use crate::{file, import};

const TABLE: &str = "Пропавший;ФИО;Пол;Дата рождения;Рост\nM1;Гусейнов Эльчин Алиевич;муж;25.02.1971;172,5\n";

fn check(bytes: &[u8]) {
    let registry = import(&[file("список.csv", bytes)]).expect("imported").registry;
    let m = &registry.missing["M1"];
    assert_eq!(m.name, "Гусейнов Эльчин Алиевич");
    assert_eq!(m.stature_cm, Some(172.5));
    assert_eq!(m.born.as_ref().map(|d| d.text.as_str()), Some("25.02.1971"));
}

#[test]
fn utf_8_with_and_without_mark() {
    check(TABLE.as_bytes());
    check(&[b"\xEF\xBB\xBF", TABLE.as_bytes()].concat());
}

#[test]
fn utf_16_either_way_round_with_and_without_mark() {
    let units: Vec<u16> = TABLE.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    check(&[b"\xFF\xFE".as_slice(), &little].concat());
    check(&[b"\xFE\xFF".as_slice(), &big].concat());
}

#[test]
fn windows_1251() {
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1251.encode(TABLE);
    assert!(!lossy);
    check(&bytes);
}

#[test]
fn tabs_and_commas() {
    check(TABLE.replace(';', "\t").as_bytes());
    check(TABLE.replace("172,5", "172.5").replace(';', ",").as_bytes());
}

#[test]
fn headers_in_four_languages_and_any_case() {
    for header in [
        "MISSING_ID,Full Name,SEX",
        "itkin düşmüş şəxs,Ad Soyad,Cins",
        "անհետ կորած,Անուն,Սեռ",
        "Безвести пропавший,Имя,Пол",
    ] {
        let table = format!("{header}\nM1,Ա,f\n");
        let registry = import(&[file("t.csv", table)]).unwrap_or_else(|e| panic!("{header}: {e}")).registry;
        assert_eq!(registry.missing["M1"].name, "Ա", "{header}");
    }
}
