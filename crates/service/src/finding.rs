//! Everything that somebody may see, by words in any script, by numbers and by barcodes.

use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::registry::Subject;
use kintrace_casework::{Noun, Reference};
use kintrace_policy::{Action, Kind};
use kintrace_store::documents::Filter;
use kintrace_store::missing_persons;

use crate::desk::{Desk, DeskError};

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What.
    pub thing: Reference,
    /// What is said besides its id: a name, a site.
    pub name: String,
    /// The thing on whose page it is, where it has none of its own.
    pub on: Reference,
}

impl Found {
    fn new(thing: Reference, name: impl Into<String>) -> Self {
        Self { on: thing.clone(), thing, name: name.into() }
    }
}

/// What was found of a kind.
#[derive(Debug)]
pub struct OfKind {
    /// The kind.
    pub noun: Noun,
    /// The first of them, the nearest first.
    pub first: Vec<Found>,
    /// How many there are.
    pub total: u64,
}

/// Finds what an account may see of a kind by words.
///
/// # Errors
/// The store's refusal.
pub async fn of_kind(desk: &Desk, noun: Noun, words: &str, size: u64) -> Result<OfKind, DeskError> {
    let (account, store) = (desk.account(), desk.store());
    let nothing = OfKind { noun, first: Vec::new(), total: 0 };
    let read = match noun {
        // A family is on the pages of its missing.
        Noun::Person | Noun::MissingPerson => Kind::MissingPerson,
        Noun::Remains => Kind::Remains,
        Noun::Sample => Kind::Sample,
        Noun::List => return Ok(nothing),
        document => Kind::Document(document),
    };
    if words.trim().is_empty() || !account.may(Action::Read, read) {
        return Ok(nothing);
    }
    let (first, total) = match noun {
        Noun::MissingPerson => {
            let filter = missing_persons::Filter { words: words.to_owned(), ..Default::default() };
            let (listed, total) = store.list_missing(&filter, 0, size).await?;
            let found = listed.into_iter().map(|l| l.missing);
            (found.map(|m| Found::new(Reference::new(noun, m.id), m.name)).collect(), total)
        }
        Noun::Person => {
            let (found, total) = store.find_persons(words, size).await?;
            let found = found.into_iter().map(|p| Found {
                on: Reference::new(Noun::MissingPerson, p.missing),
                ..Found::new(Reference::new(noun, p.id), p.name)
            });
            (found.collect(), total)
        }
        Noun::Remains => {
            let (listed, total) = store.list_remains(words, 0, size).await?;
            let found = listed.into_iter().map(|l| l.remains);
            (found.map(|r| Found::new(Reference::new(noun, r.id), r.site)).collect(), total)
        }
        Noun::Sample => {
            let found: Vec<Found> = samples(desk, words, size).await?;
            let total = found.len() as u64;
            (found, total)
        }
        noun => {
            let filter = Filter { words: words.to_owned(), ..Filter::default() };
            let (found, total) = desk.list(noun, &filter, 0, size).await?;
            (found.into_iter().map(|d| Found::new(d.reference, "")).collect(), total)
        }
    };
    Ok(OfKind { noun, first, total })
}

/// Samples by the beginning of their barcodes.
async fn samples(desk: &Desk, barcode: &str, size: u64) -> Result<Vec<Found>, DeskError> {
    let mut found = Vec::new();
    for (id, subject) in desk.store().find_samples(barcode, size).await? {
        let on = match subject {
            Subject::Remains(remains) => Reference::new(Noun::Remains, remains),
            Subject::Person(person) => {
                // On the page of one of the family's missing.
                let of_family = desk.store().find_persons(&person, 8).await?.0;
                let Some(person) = of_family.into_iter().find(|p| p.id == person) else { continue };
                Reference::new(Noun::MissingPerson, person.missing)
            }
        };
        found.push(Found { on, ..Found::new(Reference::new(Noun::Sample, id), "") });
    }
    Ok(found)
}

/// Finds what an account may see by words, kind by kind; kinds of which nothing is found are left out.
///
/// # Errors
/// The store's refusal.
pub async fn find(desk: &Desk, words: &str, size: u64) -> Result<Vec<OfKind>, DeskError> {
    let mut found = Vec::new();
    for noun in [Noun::MissingPerson, Noun::Person, Noun::Remains, Noun::Sample].into_iter().chain(DOCUMENTS)
    {
        let of_kind = of_kind(desk, noun, words, size).await?;
        if !of_kind.first.is_empty() {
            found.push(of_kind);
        }
    }
    Ok(found)
}
