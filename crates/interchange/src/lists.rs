//! Somebody else's list of people, kept as it was received: CSV or a workbook's first sheet with rows.
//!
//! Columns are recognised as in [`crate::tables`]; those that are not are kept, and compared with the
//! other list's column of the same header as text.

use kintrace_casework::Faults;

use crate::detect::{Source, is_workbook};
use crate::encoding;
use crate::tables::columns::canonical_in_list;
use crate::tables::{csv_file, workbook};

/// What a column of a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The row's number or name on the list.
    Id,
    /// A whole name.
    Name,
    /// Given name.
    Given,
    /// Father's name.
    Patronymic,
    /// Surname.
    Surname,
    /// Sex.
    Sex,
    /// Date of birth.
    Born,
    /// When last seen.
    LastSeen,
    /// Where last seen.
    Place,
    /// Where the person lived.
    Residence,
    /// Where the person was born.
    Birthplace,
    /// Anything else.
    Other,
}

/// A row, as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its line in the file or sheet.
    pub line: usize,
    /// A cell a column; short rows are filled up.
    pub cells: Vec<String>,
}

/// A list, as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonList {
    /// File name, with the sheet where it is a workbook.
    pub file: String,
    /// Headers, as written.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<ListRow>,
    roles: Vec<Role>,
}

impl PersonList {
    /// Reads a list from a file.
    ///
    /// # Errors
    /// Where the file is no table, has no column of names, or two columns mean the same.
    pub fn read(source: &Source) -> Result<Self, Faults> {
        if source.bytes.is_empty() {
            return Err(Faults::of_file(&source.name, "the file is empty; a table was expected"));
        }
        let table = if is_workbook(&source.bytes) {
            workbook::tables(&source.name, &source.bytes)?.swap_remove(0)
        } else {
            csv_file::table(&source.name, &encoding::decode(&source.bytes))?
        };
        let width = table.header.len();
        let rows = table
            .rows
            .into_iter()
            .map(|(line, mut cells)| {
                cells.resize(width, String::new());
                ListRow { line, cells }
            })
            .collect();
        let list = Self::new(table.file.to_string(), table.header, rows);
        let roles = list.roles();
        let has = |role| roles.contains(&role);
        if !(has(Role::Name) || has(Role::Surname) || has(Role::Given)) {
            return Err(Faults::of_file(
                &list.file,
                format!(
                    "no column of names among: {}; name, or given name and surname, was expected",
                    list.header.join(", ")
                ),
            ));
        }
        let mut faults = Vec::new();
        for (i, role) in roles.iter().enumerate().filter(|(_, r)| **r != Role::Other) {
            if let Some(first) = roles[..i].iter().position(|r| r == role) {
                let expected =
                    format!("{} and {} mean the same; one was expected", list.header[first], list.header[i]);
                faults.extend(Faults::of_file(&list.file, expected).0);
            }
        }
        if faults.is_empty() { Ok(list) } else { Err(Faults(faults)) }
    }

    /// A list of these rows.
    #[must_use]
    pub fn new(file: String, header: Vec<String>, rows: Vec<ListRow>) -> Self {
        Self { roles: roles(&header), file, header, rows }
    }

    /// What each column holds.
    #[must_use]
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// A row's id: the cell of the id column, or its line.
    #[must_use]
    pub fn id(&self, row: usize) -> String {
        let at = self.roles().iter().position(|r| *r == Role::Id);
        let cell = at.and_then(|at| self.rows[row].cells.get(at)).filter(|c| !c.is_empty());
        cell.cloned().unwrap_or_else(|| self.rows[row].line.to_string())
    }
}

/// What columns with these headers hold.
fn roles(header: &[String]) -> Vec<Role> {
    let mut roles: Vec<Role> = header
        .iter()
        .map(|header| match canonical_in_list(header) {
            Some("id" | "missing") => Role::Id,
            Some("name") => Role::Name,
            Some("given_name") => Role::Given,
            Some("patronymic") => Role::Patronymic,
            Some("surname") => Role::Surname,
            Some("sex") => Role::Sex,
            Some("born") => Role::Born,
            Some("last_seen") => Role::LastSeen,
            Some("place") => Role::Place,
            Some("residence") => Role::Residence,
            Some("birthplace") => Role::Birthplace,
            _ => Role::Other,
        })
        .collect();
    // Фамилия, Имя, Отчество: beside a surname, a name is the given one.
    if roles.contains(&Role::Surname) && !roles.contains(&Role::Given) {
        roles.iter_mut().filter(|r| **r == Role::Name).for_each(|r| *r = Role::Given);
    }
    roles
}
