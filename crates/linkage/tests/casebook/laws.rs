//! What holds for all lists.

use kintrace_linkage::{Cell, Column, Date, Kind, List, Settings, link};

fn columns() -> Vec<Column> {
    [("given", Kind::Given), ("surname", Kind::Surname), ("born", Kind::Date)]
        .map(|(name, kind)| Column { name: name.to_owned(), kind })
        .to_vec()
}

#[expect(clippy::cast_sign_loss, reason = "a month and a day")]
fn row(given: &str, surname: &str, year: i32) -> Vec<Cell> {
    let text = |t: &str| if t.is_empty() { Cell::Missing } else { Cell::Text(t.to_owned()) };
    vec![
        text(given),
        text(surname),
        Cell::Date(Date {
            from: year,
            to: year,
            month: Some(1 + (year % 12) as u8),
            day: Some(1 + (year % 28) as u8),
        }),
    ]
}

#[test]
fn empty_lists_and_empty_rows() {
    let some = List { rows: vec![row("Elçin", "Hüseynov", 1960), vec![Cell::Missing; 3]] };
    for (a, b) in
        [(List::default(), some.clone()), (some.clone(), List::default()), (List::default(), List::default())]
    {
        assert!(link(&columns(), &a, &b, Settings::default()).pairs.is_empty());
    }
    let nobody = List { rows: vec![vec![Cell::Missing; 3]; 5] };
    assert!(link(&columns(), &some, &nobody, Settings::default()).pairs.is_empty());
}

/// Who links whom does not depend on which list is called the first.
#[test]
fn either_list_first() {
    let names = ["Elçin", "Rauf", "Samvel", "Gagik", "Nodar", "Şahin", "Orxan", "Vahan"];
    let surnames = ["Hüseynov", "Sargsyan", "Beridze", "Orucov", "Avetisyan", "Babayev"];
    let people: Vec<Vec<Cell>> = (0..48_u16)
        .map(|i| row(names[usize::from(i % 8)], surnames[usize::from(i / 8)], 1930 + i32::from(i)))
        .collect();
    let (a, b) = (List { rows: people[..36].to_vec() }, List { rows: people[12..].to_vec() });
    let pairs = |a: &List, b: &List| -> Vec<(usize, usize)> {
        link(&columns(), a, b, Settings::default()).pairs.iter().map(|p| (p.a, p.b)).collect()
    };
    let there = pairs(&a, &b);
    let mut back: Vec<(usize, usize)> = pairs(&b, &a).into_iter().map(|(x, y)| (y, x)).collect();
    back.sort_unstable();
    assert_eq!(there, back);
    assert_eq!(there, (12..36).map(|i| (i, i - 12)).collect::<Vec<_>>());
}

/// A list that holds somebody twice is put together.
#[test]
#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "forty rows")]
fn somebody_twice_on_a_list() {
    let mut rows: Vec<Vec<Cell>> = (0..40)
        .map(|i| {
            row(
                ["Elçin", "Rauf", "Samvel", "Gagik"][i % 4],
                ["Hüseynov", "Sargsyan", "Beridze"][i % 3],
                1930 + i as i32,
            )
        })
        .collect();
    rows.push(row("Эльчин", "Гусейнов", 1930));
    let list = List { rows };
    let pairs: Vec<(u32, u32, f64)> = kintrace_linkage::link::within(&columns(), &list)
        .into_iter()
        .map(|(x, y, ln)| (x as u32, y as u32, ln))
        .collect();
    let groups = kintrace_linkage::cluster::clusters(list.rows.len(), &pairs);
    assert!(groups.contains(&vec![0, 40]), "{groups:?}");
}
