//! Two lists to be linked: which columns they have in common, and their rows.

/// What a column holds, and so how it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Given name.
    Given,
    /// Father's name.
    Patronymic,
    /// Surname.
    Surname,
    /// Sex.
    Sex,
    /// A date: of birth, or when somebody was last seen.
    Date,
    /// A place's name.
    Place,
    /// Any other text: an address, a number, an occupation.
    Text,
}

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// First possible year.
    pub from: i32,
    /// Last possible year.
    pub to: i32,
    /// Month, 1 to 12, where the year is exact and the month is known.
    pub month: Option<u8>,
    /// Day of the month, where the month is known.
    pub day: Option<u8>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Empty, or not readable.
    #[default]
    Missing,
    /// A name, a place, a text, a sex, as written.
    Text(String),
    /// A date.
    Date(Date),
}

/// A list: for each of the common columns one cell a row.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Rows; each as long as the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// The columns that both lists have, with what they are called where reasons are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}
