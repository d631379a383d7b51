//! How the work goes: how many cases have come how far since when, and who was asked and answered.

use std::collections::BTreeMap;

use kintrace_casework::case::{Case, Status};
use kintrace_casework::information_request::{InformationRequest, ReplyKind};
use kintrace_casework::{Day, Noun};
use kintrace_store::{Store, StoreError};

use crate::today;

/// What is counted over time: how far a case has come.
pub const MILESTONES: [Status; 4] =
    [Status::Reported, Status::Identified, Status::FamilyInformed, Status::HandedOver];

/// Until the end of a time, how many cases had come how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The first day of the time: of a month, or of a year.
    pub from: Day,
    /// Cases, one number for each of the [`MILESTONES`].
    pub cases: [u64; 4],
}

/// Who was asked, and how many requests were answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The party's id, or the addressee in words.
    pub who: String,
    /// Whether it is a party.
    pub is_party: bool,
    /// Answered, in full: that nothing is known there, and a refusal, are answers as well.
    pub answered: u64,
    /// Answered in part.
    pub in_part: u64,
    /// Not answered, and there is time.
    pub waiting: u64,
    /// Not answered in time.
    pub late: u64,
}

/// How cases went along, as far as a store's party may see them, by months, or by years if there are more than
/// `most` of them. Who was not reported here but registered at once counts as reported; a case that was merged into
/// another, or taken back, does not count.
///
/// # Errors
/// The store's refusal.
pub async fn cases(store: &Store, most: usize) -> Result<Vec<Until>, StoreError> {
    let mut steps: BTreeMap<(i32, u8), [u64; 4]> = BTreeMap::new();
    store
        .each_state(Noun::Case, |state| {
            let Ok(case) = serde_json::from_str::<Case>(state) else { return };
            if matches!(case.now(), Some(Status::Merged | Status::Withdrawn)) {
                return;
            }
            for (i, milestone) in MILESTONES.into_iter().enumerate() {
                let reached = case.steps.iter().find(|s| {
                    s.to == milestone || (milestone == Status::Reported && s.to == Status::Registered)
                });
                if let Some(step) = reached {
                    let (year, month, _) = step.on.parts();
                    steps.entry((year, month)).or_default()[i] += 1;
                }
            }
        })
        .await?;
    let (Some(first), Some(last)) = (steps.keys().next().copied(), steps.keys().last().copied()) else {
        return Ok(Vec::new());
    };
    let month = |(year, month): (i32, u8)| year * 12 + i32::from(month) - 1;
    let months = usize::try_from(month(last) - month(first) + 1).unwrap_or(usize::MAX);
    let step = if months > most { 12 } else { 1 };
    let mut at = month(first) / step * step;
    let mut counted = [0; 4];
    let mut found = Vec::new();
    let mut steps = steps.into_iter().peekable();
    while at <= month(last) {
        while let Some((_, more)) = steps.next_if(|(when, _)| month(*when) < at + step) {
            for (sum, n) in counted.iter_mut().zip(more) {
                *sum += n;
            }
        }
        let from = Day::new(at.div_euclid(12), u8::try_from(at.rem_euclid(12) + 1).unwrap_or(1), 1);
        found.push(Until { from, cases: counted });
        at += step;
    }
    Ok(found)
}

/// Who was asked, those with the most requests first; drafts are not counted.
///
/// # Errors
/// The store's refusal.
pub async fn requests(store: &Store) -> Result<Vec<Asked>, StoreError> {
    let today = today();
    let mut asked: BTreeMap<(bool, String), Asked> = BTreeMap::new();
    store
        .each_state(Noun::InformationRequest, |state| {
            let Ok(request) = serde_json::from_str::<InformationRequest>(state) else { return };
            if request.sent.is_none() {
                return;
            }
            let is_party = !request.to.is_empty();
            let who = if is_party { &request.to } else { &request.addressee };
            let asked = asked.entry((is_party, who.clone())).or_insert_with(|| Asked {
                who: who.clone(),
                is_party,
                ..Asked::default()
            });
            let in_part = request.replies.iter().any(|r| r.kind == ReplyKind::InPart);
            let count = match () {
                () if request.is_answered() => &mut asked.answered,
                () if request.is_overdue(today) => &mut asked.late,
                () if in_part => &mut asked.in_part,
                () => &mut asked.waiting,
            };
            *count += 1;
        })
        .await?;
    let mut asked: Vec<Asked> = asked.into_values().collect();
    asked.sort_by_key(|a| std::cmp::Reverse(a.answered + a.in_part + a.waiting + a.late));
    Ok(asked)
}
