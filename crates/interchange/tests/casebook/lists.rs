//! Lists of people, as others send them.

use kintrace_interchange::lists::{PersonList, Role};
use rust_xlsxwriter::Workbook;

use crate::file;

#[test]
fn a_list_in_windows_1251_with_semicolons() {
    let (bytes, ..) = encoding_rs::WINDOWS_1251
        .encode("№;Фамилия;Имя;Отчество;Пол;Год рождения;Место жительства;Примечание\n17;Гусейнов;Эльчин;;м;1962;Агбулаг;видели\n");
    let list = PersonList::read(&file("list.csv", bytes)).expect("a list");
    let roles = [
        Role::Id,
        Role::Surname,
        Role::Given,
        Role::Patronymic,
        Role::Sex,
        Role::Born,
        Role::Residence,
        Role::Other,
    ];
    assert_eq!(list.roles(), roles);
    assert_eq!(list.id(0), "17");
    assert_eq!(list.rows[0].cells[1], "Гусейнов");
}

#[test]
fn a_workbook_whose_rows_have_no_number() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (header, cell)) in
        [("Ad, soyad", "Hüseynov Elçin"), ("Doğum tarixi", "1962")].iter().enumerate()
    {
        let column = u16::try_from(column).expect("two columns");
        sheet.write_string(0, column, *header).expect("written");
        sheet.write_string(1, column, *cell).expect("written");
    }
    let list = PersonList::read(&file("list.xlsx", book.save_to_buffer().expect("saved"))).expect("a list");
    assert_eq!(list.roles(), [Role::Name, Role::Born]);
    // A row without a number is called by its line.
    assert_eq!(list.id(0), "2");
}

#[test]
fn what_is_no_list_is_refused_in_words() {
    let refused = |content: &str| PersonList::read(&file("x.csv", content)).expect_err("refused").to_string();
    assert!(refused("").contains("the file is empty"));
    assert!(refused("a,b\n1,2\n").contains("no column of names among: a, b"));
    assert!(refused("name,Имя\nA,B\n").contains("name and Имя mean the same"));
}
