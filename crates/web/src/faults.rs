//! What is wrong with a file, in the reader's language.

use kintrace_casework::{Fault, Faults};
use kintrace_language::Language;

/// No more faults than this are listed: a file in the wrong format has one a row.
const MOST: usize = 200;

/// The faults of files, one a line: where, what stands there, what was expected.
pub(crate) fn told(language: Language, faults: &Faults) -> Vec<String> {
    let mut list: Vec<String> = faults.0.iter().take(MOST).map(|fault| one(language, fault)).collect();
    if faults.0.len() > MOST {
        list.push(language.say("and-more").with("count", faults.0.len() - MOST).to_string());
    }
    list
}

fn one(language: Language, fault: &Fault) -> String {
    let row = (fault.row > 0).then(|| language.say("at-row").with("row", fault.row.to_string()).to_string());
    let column = (!fault.column.is_empty())
        .then(|| language.say("at-column").with("column", fault.column.as_str()).to_string());
    let value = (!fault.value.is_empty()).then(|| format!("“{}”", fault.value));
    let at: Vec<String> = std::iter::once(fault.file.clone()).chain(row).chain(column).chain(value).collect();
    format!("{}: {}", at.join(", "), language.problem(&fault.expected))
}
