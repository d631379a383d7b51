//! What is wrong with a file, and where.

use std::fmt;
use std::sync::Arc;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// File name, as the user gave it.
    pub file: String,
    /// Row or line, from 1 as spreadsheets and editors count; 0 where the whole file is meant.
    pub row: usize,
    /// Column header or field; empty where the whole row is meant.
    pub column: String,
    /// What was found.
    pub value: String,
    /// What is wrong and what was expected.
    pub expected: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.row > 0 {
            write!(f, ", row {}", self.row)?;
        }
        if !self.column.is_empty() {
            write!(f, ", column {}", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, ", {:?}", self.value)?;
        }
        write!(f, ": {}", self.expected)
    }
}

/// Where a row came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// File name, as the user gave it; with the sheet for a workbook.
    pub file: Arc<str>,
    /// Row or line, from 1.
    pub row: usize,
}

impl Origin {
    /// A fault at this row.
    #[must_use]
    pub fn fault(&self, column: &str, value: &str, expected: impl Into<String>) -> Fault {
        Fault {
            file: self.file.to_string(),
            row: self.row,
            column: column.to_owned(),
            value: value.to_owned(),
            expected: expected.into(),
        }
    }
}

/// Everything that is wrong with a set of files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// A single fault of a whole file.
    #[must_use]
    pub fn of_file(file: &str, expected: impl Into<String>) -> Self {
        Self(vec![Fault {
            file: file.to_owned(),
            row: 0,
            column: String::new(),
            value: String::new(),
            expected: expected.into(),
        }])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
