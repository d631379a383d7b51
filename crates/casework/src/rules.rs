//! Rules between things: what one may say depends on another.
//!
//! What a thing can't be by itself is checked by its type ([`crate::thing::Thing::check`]); that what it
//! refers to exists, by whoever stores it; here is the rest: nobody is told before two people have signed,
//! nothing is handed over before the family was told, a case says no more than its identification, and
//! no case is merged into one that was merged itself.

use std::collections::BTreeMap;

use crate::case::{Case, Status};
use crate::document::Document;
use crate::handover::Handover;
use crate::identification::Identification;
use crate::thing::{Noun, Problems, Reference, Sound, Thing};

/// Which kinds of things about the same missing person a kind's rules look at.
#[must_use]
pub fn looks_at(noun: Noun) -> &'static [Noun] {
    match noun {
        Noun::Case => &[Noun::Case, Noun::Identification, Noun::Handover],
        Noun::Handover => &[Noun::Identification, Noun::Handover],
        _ => &[],
    }
}

/// Checks a document against others: all about the same missing person of the kinds that
/// [`looks_at`] names, as they will be stored.
///
/// # Errors
/// Everything that does not hold.
pub fn check(document: &Document, others: &BTreeMap<Reference, Document>) -> Result<(), Problems> {
    let mut problems = Problems::default();
    match document.reference.kind {
        Noun::Case => case(&*document.thing::<Case>()?, others, &mut problems),
        Noun::Handover => handover(&*document.thing::<Handover>()?, others, &mut problems),
        _ => {}
    }
    if problems.0.is_empty() { Ok(()) } else { Err(problems) }
}

/// How far a document takes the case of its missing person: to propose an identification puts the case under
/// review, two signatures identify, and so on; `None` if it takes it nowhere.
#[must_use]
pub fn leads_to(document: &Document) -> Option<(String, Status)> {
    match document.reference.kind {
        Noun::Identification => {
            let identification = document.thing::<Identification>().ok()?.into_draft();
            let to = match (&identification.family_informed, identification.stands()) {
                _ if identification.withdrawn.is_some() => return None,
                (Some(_), _) => Status::FamilyInformed,
                (None, true) => Status::Identified,
                (None, false) => Status::UnderReview,
            };
            Some((identification.missing, to))
        }
        Noun::Handover => {
            let handover = document.thing::<Handover>().ok()?.into_draft();
            handover.on.map(|_| (handover.missing, Status::HandedOver))
        }
        _ => None,
    }
}

fn all<T: Thing>(others: &BTreeMap<Reference, Document>) -> impl Iterator<Item = Sound<T>> {
    others.values().filter(|d| d.reference.kind == T::NOUN).filter_map(|d| d.thing().ok())
}

fn case(case: &Case, others: &BTreeMap<Reference, Document>, problems: &mut Problems) {
    let identifications = || all::<Identification>(others).filter(|i| i.missing == case.id && i.stands());
    let field = format!("steps[{}].to", case.steps.len().saturating_sub(1));
    let before = case.steps.iter().rev().nth(1).map(|s| s.to);
    match case.now() {
        Some(Status::Identified) => {
            problems.expect(
                identifications().next().is_some(),
                field,
                "an identification that two people have signed was expected",
            );
        }
        Some(Status::FamilyInformed) if before == Some(Status::Identified) => {
            let told = identifications().any(|i| i.family_informed.is_some());
            problems.expect(
                told,
                field,
                "an identification that says who told the family, and when, was expected",
            );
        }
        Some(Status::HandedOver) => {
            let handed = all::<Handover>(others).any(|h| h.missing == case.id && h.on.is_some());
            problems.expect(handed, field, "a handover was expected");
        }
        Some(Status::Merged) => {
            let into = case.steps.last().map_or("", |s| s.into.as_str());
            let other = all::<Case>(others).find(|other| other.id == into);
            let goes_on = other.is_none_or(|other| other.now() != Some(Status::Merged));
            problems.expect(
                goes_on,
                format!("steps[{}].into", case.steps.len() - 1),
                "a case that was not merged itself was expected",
            );
        }
        _ => {}
    }
}

fn handover(handover: &Handover, others: &BTreeMap<Reference, Document>, problems: &mut Problems) {
    let Some(identification) = all::<Identification>(others).find(|i| i.id == handover.identification) else {
        problems.add("identification", "an identification of this missing person was expected");
        return;
    };
    problems.expect(
        identification.missing == handover.missing,
        "missing",
        "whom the identification names was expected",
    );
    let of_it = handover.remains.iter().all(|r| identification.remains.contains(r));
    problems.expect(of_it, "remains", "remains of the identification were expected");
    if let Some(on) = handover.on {
        problems.expect(
            identification.stands(),
            "identification",
            "one that two people have signed was expected",
        );
        problems.expect(
            !identification.is_contested(),
            "identification",
            "it is contested; the reply comes first",
        );
        let told = identification.family_informed.as_ref().is_some_and(|told| told.on <= on);
        problems.expect(told, "on", "a day after the family was told in person was expected");
    }
    if !handover.adds_to.is_empty() {
        let before = all::<Handover>(others).find(|h| h.id == handover.adds_to);
        let same = before.is_some_and(|b| b.missing == handover.missing && b.on.is_some() && b.partial);
        problems.expect(same, "adds_to", "an earlier handover in part, of the same person, was expected");
    }
}
