//! A new report of a missing person, typed in by a person: who may be meant already, and the entry.

use kintrace_casework::case::{Case, Status, Step};
use kintrace_casework::import::{Batch, MergeOptions, Row, merge};
use kintrace_casework::registry::MissingPerson;
use kintrace_casework::thing::Problem;
use kintrace_casework::{
    DateInterval, Document, Fault, Faults, Noun, Origin, Reference, Registry, Sound, Thing,
};
use kintrace_kinship::{Sex, builtin};
use kintrace_language::Message;
use kintrace_names::place::{self, Place};
use kintrace_policy::Account;
use kintrace_store::missing_persons::Listed;
use kintrace_store::{Store, StoreError, UnitOfWork};

use crate::{ServiceError, today};

/// What is typed into the form; empty is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Name, in any script.
    pub name: String,
    /// `male`, `female` or empty.
    pub sex: String,
    /// Date of birth.
    pub born: String,
    /// When last seen.
    pub last_seen: String,
    /// Where.
    pub place: String,
}

/// Somebody of the registry who may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// Who.
    pub listed: Listed,
    /// log₁₀ LR of name, birth, sex and place together.
    pub log10_lr: f64,
    /// Probability, from prior odds of one in five that somebody reported is in the registry already,
    /// spread evenly over it.
    pub probability: f64,
    /// What speaks for it (above zero) and against: what, and its log₁₀ LR.
    pub reasons: Vec<(Property, f64)>,
}

/// What two reports are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// Names.
    Name,
    /// Dates of birth.
    Born,
    /// When last seen.
    LastSeen,
    /// Sex.
    Sex,
    /// Where last seen.
    Place,
}

/// Prior odds that a report is of somebody who is in the registry already: families of the missing
/// report to several offices, and several relatives report.
const REPORTED_BEFORE: f64 = 0.25;
/// Candidates looked at.
const MOST: usize = 50;
/// Less probable ones are not shown.
const LEAST: f64 = 0.02;

/// Who of the registry may be meant, the most probable first.
///
/// # Errors
/// The store's refusal.
pub async fn duplicates(store: &Store, report: &Report) -> Result<Vec<Duplicate>, StoreError> {
    duplicates_but(store, report, &|_| true).await
}

/// The same, of those only that are `wanted`.
pub(crate) async fn duplicates_but(
    store: &Store,
    report: &Report,
    wanted: &(dyn Fn(&MissingPerson) -> bool + Sync),
) -> Result<Vec<Duplicate>, StoreError> {
    if report.name.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return Ok(Vec::new());
    }
    let named = store.named(&report.name, MOST).await?;
    let total = store.count_missing().await?.max(1) as f64;
    let born = DateInterval::parse(&report.born).ok();
    let last_seen = DateInterval::parse(&report.last_seen).ok();
    let where_seen = (!report.place.trim().is_empty()).then(|| Place::read(&report.place));
    let mut found = Vec::new();
    let mut listed = store.listed_by_id(named.iter().map(|n| n.missing.clone()).collect()).await?;
    for named in named {
        let Some(listed) = listed.remove(&named.missing).filter(|l| wanted(&l.missing)) else { continue };
        let mut log10_lr = named.log10_lr;
        let mut reasons = vec![(Property::Name, named.log10_lr)];
        let mut add = |what: Property, lr: Option<f64>| {
            if let Some(lr) = lr {
                log10_lr += lr;
                reasons.push((what, lr));
            }
        };
        add(Property::Born, dates(born.as_ref(), listed.missing.born.as_ref(), 60.0));
        add(Property::LastSeen, dates(last_seen.as_ref(), listed.missing.last_seen.as_ref(), 4.0));
        add(Property::Sex, sexes(&report.sex, listed.sex));
        let places = where_seen.as_ref().filter(|_| !listed.missing.place.is_empty());
        // People remember different places of one journey: another place says little.
        add(
            Property::Place,
            places.map(|p| place::compare(p, &Place::read(&listed.missing.place)).clamp(-0.7, 2.0)),
        );
        found.push(Duplicate { listed, log10_lr, probability: 0.0, reasons });
    }
    let odds = |lr: f64| REPORTED_BEFORE / total * 10_f64.powf(lr.min(30.0));
    let sum: f64 = 1.0 + found.iter().map(|d| odds(d.log10_lr)).sum::<f64>();
    for duplicate in &mut found {
        duplicate.probability = odds(duplicate.log10_lr) / sum;
    }
    found.retain(|d| d.probability >= LEAST);
    found.sort_by(|a, b| {
        b.probability.total_cmp(&a.probability).then_with(|| a.listed.missing.id.cmp(&b.listed.missing.id))
    });
    Ok(found)
}

/// log₁₀ LR of two dates of one person, against two people's of a span of so many years.
fn dates(a: Option<&DateInterval>, b: Option<&DateInterval>, span: f64) -> Option<f64> {
    let (a, b) = (a?, b?);
    let (from, to) = (a.from.max(b.from), a.to.min(b.to));
    let length = |d: &DateInterval| (d.to - d.from).min(span);
    if from < to {
        // Both lie in what they have in common: as telling as that is short, less slips of a year.
        return Some((0.85 * span / length(a).max(length(b))).log10());
    }
    Some(match from - to {
        gap if gap < 1.5 => (0.1 * span / 2.0).log10().min(0.5),
        gap if gap < 5.0 => -0.7,
        _ => -2.0,
    })
}

fn sexes(typed: &str, sex: Sex) -> Option<f64> {
    match (typed, sex) {
        ("male", Sex::Male) => Some(0.05),
        ("female", Sex::Female) => Some(0.9),
        ("male", Sex::Female) | ("female", Sex::Male) => Some(-2.0),
        _ => None,
    }
}

/// The case of somebody who has just been reported.
pub(crate) fn opened(id: &str, by: &Account) -> Case {
    let step = Step {
        to: Status::Reported,
        on: today(),
        by: by.name.clone(),
        reason: String::new(),
        into: String::new(),
    };
    Case { id: id.to_owned(), party: by.party.clone(), steps: vec![step], ..Case::default() }
}

/// Who reports, where it is a relative: how related, in the words of [`kintrace_casework::relation`].
pub(crate) struct Relative<'a> {
    pub(crate) name: &'a str,
    pub(crate) relation: &'a str,
}

/// The row of a new missing person, and of the relative who reports, whose id is the missing person's with
/// `-1`; gives the missing person's id.
pub(crate) async fn new_missing(
    work: &UnitOfWork,
    report: &Report,
    relative: Option<Relative<'_>>,
    party: &str,
) -> Result<String, ServiceError> {
    let mut number = work.count_missing().await? + 1;
    let id = loop {
        let id = format!("R{number:05}");
        let taken = [Noun::MissingPerson, Noun::Person].map(|noun| Reference::new(noun, &id));
        if work.existing(&taken.into()).await?.is_empty() {
            break id;
        }
        number += 1;
    };
    let row = |cells: &[(&'static str, &str)]| Row {
        origin: Origin { file: "the form".into(), row: 1 },
        cells: cells.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (*k, (*v).to_owned())).collect(),
        other: std::collections::BTreeMap::new(),
    };
    let missing = row(&[
        ("missing", &id),
        ("name", report.name.trim()),
        ("sex", report.sex.trim()),
        ("born", report.born.trim()),
        ("last_seen", report.last_seen.trim()),
        ("place", report.place.trim()),
        ("party", party),
    ]);
    let reporter = format!("{id}-1");
    let relatives = relative
        .iter()
        .map(|r| row(&[("person", &reporter), ("missing", &id), ("relation", r.relation), ("name", r.name)]));
    let batch = Batch { missing: vec![missing], relatives: relatives.collect(), ..Batch::default() };
    // Nothing of the registry is needed but that the ids are new.
    let merged = merge(&Registry::default(), &batch, &builtin::frequencies(), MergeOptions::default())?;
    work.apply(&merged.registry, &merged.changes).await?;
    Ok(id)
}

/// A thing whose rules hold; otherwise what is wrong, as faults of the form.
pub(crate) fn sound<T: Thing>(thing: T) -> Result<Sound<T>, Faults> {
    Sound::new(thing).map_err(|problems| {
        let fault = |p: Problem| Fault {
            file: "the form".to_owned(),
            row: 0,
            column: p.field,
            value: String::new(),
            expected: p.problem,
        };
        Faults(problems.0.into_iter().map(fault).collect())
    })
}

/// Enters a report, and opens a case with it; gives the missing person's new id.
///
/// # Errors
/// Faults, each naming the field, or the store's refusal; then nothing was entered.
pub async fn enter(store: &Store, report: &Report, account: &Account) -> Result<String, ServiceError> {
    let work = store.begin(&account.name).await?;
    let id = new_missing(&work, report, None, &account.party).await?;
    let case = opened(&id, account);
    work.put(&[Document::of(&sound(case)?)]).await?;
    work.event("report", &Message::new("diary-reported").with("missing", id.as_str())).await?;
    work.commit().await?;
    Ok(id)
}
