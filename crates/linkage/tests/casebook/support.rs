//! Reading lists and counting what was found.

use std::collections::BTreeSet;

use kintrace_interchange::detect::Source;
use kintrace_interchange::lists::PersonList;
use kintrace_linkage::{Linked, Settings, link};
use kintrace_service::linking::common;

/// A list from text.
pub(crate) fn list(name: &str, text: &str) -> PersonList {
    PersonList::read(&Source { name: name.to_owned(), bytes: text.as_bytes().to_vec() }).expect("a list")
}

/// Two lists, linked one to one.
pub(crate) fn linked(a: &PersonList, b: &PersonList, settings: Settings) -> Linked {
    let both = common(a, b, &[]);
    link(&both.columns, &both.first, &both.second, settings)
}

/// Pairs by ids.
pub(crate) fn by_id(a: &PersonList, b: &PersonList, linked: &Linked) -> BTreeSet<(String, String)> {
    linked.pairs.iter().map(|p| (a.id(p.a), b.id(p.b))).collect()
}

/// Harmonic mean of precision and recall.
pub(crate) fn f1(found: &BTreeSet<(String, String)>, truth: &BTreeSet<(String, String)>) -> f64 {
    2.0 * found.intersection(truth).count() as f64 / (found.len() + truth.len()) as f64
}
