//! Lists of people, linked: from received tables to the columns that they have in common.

use std::collections::BTreeSet;

use kintrace_casework::date::DateInterval;
use kintrace_casework::import::parse_sex;
use kintrace_interchange::lists::{PersonList, Role};
use kintrace_linkage::{Cell, Column, Date, Kind, List};
use kintrace_names::Name;
use kintrace_names::name::Part;

/// What rows are compared by, common to both lists.
#[derive(Debug, Clone)]
pub struct Common {
    /// The columns.
    pub columns: Vec<Column>,
    /// The first list's cells.
    pub first: List,
    /// The second list's cells.
    pub second: List,
}

/// Where a common column's cells come from in one list.
#[derive(Debug, Clone, Copy)]
enum From {
    Column(usize),
    /// A part of the whole name in a column.
    PartOf(usize, Part),
}

/// The columns that both lists have; headers in `ignored` are left aside.
#[must_use]
pub fn common(first: &PersonList, second: &PersonList, ignored: &[String]) -> Common {
    let ignored: BTreeSet<String> = ignored.iter().map(|h| h.trim().to_lowercase()).collect();
    let mut columns = Vec::new();
    let mut sources: Vec<[From; 2]> = Vec::new();
    let lists = [first, second];
    let find = |list: &PersonList, role: Role| {
        let kept = |i: &usize| !ignored.contains(&list.header[*i].trim().to_lowercase());
        list.roles().iter().position(|r| *r == role).filter(kept)
    };
    let mut add = |name: &str, kind: Kind, from: [Option<From>; 2]| {
        if let [Some(a), Some(b)] = from
            && columns.len() < kintrace_linkage::fields::MOST_COLUMNS
        {
            columns.push(Column { name: name.to_owned(), kind });
            sources.push([a, b]);
        }
    };
    let named = [
        ("given name", Role::Given, Part::Given, Kind::Given),
        ("patronymic", Role::Patronymic, Part::Patronymic, Kind::Patronymic),
        ("surname", Role::Surname, Part::Surname, Kind::Surname),
    ];
    for (name, role, part, kind) in named {
        let from = lists.map(|list| match find(list, role) {
            Some(at) => Some(From::Column(at)),
            None => find(list, Role::Name).map(|at| From::PartOf(at, part)),
        });
        add(name, kind, from);
    }
    for (name, role, kind) in [
        ("sex", Role::Sex, Kind::Sex),
        ("born", Role::Born, Kind::Date),
        ("last seen", Role::LastSeen, Kind::Date),
        ("place", Role::Place, Kind::Place),
        ("residence", Role::Residence, Kind::Place),
        ("birthplace", Role::Birthplace, Kind::Place),
    ] {
        add(name, kind, lists.map(|list| find(list, role).map(From::Column)));
    }
    // Other columns with one header.
    for (i, header) in first.header.iter().enumerate() {
        let folded = header.trim().to_lowercase();
        if first.roles()[i] != Role::Other || folded.is_empty() || ignored.contains(&folded) {
            continue;
        }
        let roles = second.roles();
        let other = (0..second.header.len())
            .find(|j| roles[*j] == Role::Other && second.header[*j].trim().to_lowercase() == folded);
        add(header.trim(), Kind::Text, [Some(From::Column(i)), other.map(From::Column)]);
    }
    let cells = |list: &PersonList, side: usize| List {
        rows: list.rows.iter().map(|row| line(&columns, &sources, side, &row.cells)).collect(),
    };
    let (first, second) = (cells(first, 0), cells(second, 1));
    Common { columns, first, second }
}

fn line(columns: &[Column], sources: &[[From; 2]], side: usize, cells: &[String]) -> Vec<Cell> {
    // A whole name is read once, not once a part.
    let mut read: Option<(usize, Name)> = None;
    columns
        .iter()
        .zip(sources)
        .map(|(column, from)| match from[side] {
            From::Column(at) => cell(column.kind, &cells[at]),
            From::PartOf(at, part) => {
                if read.as_ref().is_none_or(|(of, _)| *of != at) {
                    read = Some((at, Name::read(&cells[at])));
                }
                read.as_ref().map_or(Cell::Missing, |(_, name)| part_of(name, part))
            }
        })
        .collect()
}

/// A part of a name; where words could not be told apart, the first is the given name and the last the
/// surname.
fn part_of(name: &Name, part: Part) -> Cell {
    let unknown: Vec<_> = name.of(Part::Unknown).collect();
    let found = name.of(part).next().or_else(|| match part {
        Part::Given => unknown.first().copied(),
        Part::Surname if unknown.len() > 1 || name.of(Part::Given).next().is_some() => {
            unknown.last().copied()
        }
        _ => None,
    });
    found.map_or(Cell::Missing, |t| Cell::Text(t.written.clone()))
}

fn cell(kind: Kind, text: &str) -> Cell {
    let text = text.trim();
    if text.is_empty() {
        return Cell::Missing;
    }
    match kind {
        Kind::Date => {
            let calendar = DateInterval::parse(text).ok().and_then(|d| d.calendar());
            calendar.map_or(Cell::Missing, |c| {
                Cell::Date(Date { from: c.from, to: c.to, month: c.month, day: c.day })
            })
        }
        Kind::Sex => match parse_sex(text) {
            Some(kintrace_kinship::Sex::Male) => Cell::Text("male".to_owned()),
            Some(kintrace_kinship::Sex::Female) => Cell::Text("female".to_owned()),
            _ => Cell::Missing,
        },
        _ => Cell::Text(text.to_owned()),
    }
}
