//! The course of a missing person's case.
//!
//! `reported → registered → (DNA collected) → hypothesis → under review → identified → family informed →
//! remains handed over → closed`; besides these, *found alive*, *fate known*, *merged*, *withdrawn* and
//! *reopened*. Steps are added and never taken away; [`may_follow`] says which come after which.

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a case is.
    Status {
        /// Somebody reported the person missing.
        Reported = "reported",
        /// An office has taken the case.
        Registered = "registered",
        /// Relatives have given DNA.
        DnaCollected = "DNA collected",
        /// Remains could be this person's.
        Hypothesis = "hypothesis",
        /// Two people look at it.
        UnderReview = "under review",
        /// Both have signed.
        Identified = "identified",
        /// The family was told in person.
        FamilyInformed = "family informed",
        /// The family has the remains.
        HandedOver = "remains handed over",
        /// There is nothing left to do.
        Closed = "closed",
        /// The person lives.
        FoundAlive = "found alive",
        /// What happened is known, the remains are not recovered.
        FateKnown = "fate known, remains not recovered",
        /// It is the same person as another case.
        Merged = "merged into another case",
        /// Whoever reported it has taken it back.
        Withdrawn = "withdrawn",
        /// Looked at again: an identification is contested, or something new came.
        Reopened = "reopened",
    }
}

impl Status {
    /// Whether remains are looked for still.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::Reported
            | Self::Registered
            | Self::DnaCollected
            | Self::Hypothesis
            | Self::UnderReview
            | Self::FateKnown
            | Self::Reopened => true,
            Self::Identified
            | Self::FamilyInformed
            | Self::HandedOver
            | Self::Closed
            | Self::FoundAlive
            | Self::Merged
            | Self::Withdrawn => false,
        }
    }
}

/// Whether a step may come after another; `None` is the beginning.
#[must_use]
pub fn may_follow(before: Option<Status>, next: Status) -> bool {
    use Status::{
        Closed, DnaCollected, FamilyInformed, FateKnown, FoundAlive, HandedOver, Hypothesis, Identified,
        Merged, Registered, Reopened, Reported, UnderReview, Withdrawn,
    };
    let Some(before) = before else { return matches!(next, Reported | Registered) };
    match next {
        Reported => false,
        Registered => matches!(before, Reported),
        DnaCollected => matches!(before, Registered | Reopened | FateKnown),
        Hypothesis => matches!(before, Registered | DnaCollected | Reopened | FateKnown),
        UnderReview => matches!(before, Hypothesis),
        Identified => matches!(before, UnderReview),
        // Nobody is told of a result that two people have not signed.
        FamilyInformed => matches!(before, Identified | FoundAlive | FateKnown),
        HandedOver => matches!(before, FamilyInformed),
        Closed => matches!(before, FamilyInformed | HandedOver),
        FoundAlive | FateKnown => {
            !matches!(before, Merged | Withdrawn | FoundAlive | Closed) && before != next
        }
        Merged | Withdrawn => !matches!(before, Merged | Withdrawn | Closed),
        // A review that does not convince goes back to searching.
        Reopened => !matches!(before, Reported | Registered | DnaCollected | Reopened),
    }
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// To where.
    pub to: Status,
    /// When.
    pub on: Day,
    /// By which account.
    pub by: String,
    /// Why; needed for what a family would ask about.
    #[serde(default)]
    pub reason: String,
    /// The case that this one was merged into.
    #[serde(default)]
    pub into: String,
}

/// A number that another body gave the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReferenceNumber {
    /// The body.
    pub body: String,
    /// Its number.
    pub number: String,
}

/// The case of a missing person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// Id of the missing person.
    pub id: String,
    /// The party whose office keeps it.
    pub party: String,
    /// Steps, the earliest first.
    pub steps: Vec<Step>,
    /// Whether the person was under eighteen when last seen; not said if it is not known.
    pub minor: Option<bool>,
    /// How the person vanished, as reported.
    pub circumstances: String,
    /// Numbers that other bodies use.
    pub reference_numbers: Vec<ReferenceNumber>,
}

impl Case {
    /// Where the case is; `None` before its first step.
    #[must_use]
    pub fn now(&self) -> Option<Status> {
        self.steps.last().map(|s| s.to)
    }

    /// Takes the case along the usual way as far as a status, one step after the other, as far as the steps
    /// may follow; true if it got there by new steps. What is unusual (a withdrawal, a merger) stops it.
    pub fn advance(&mut self, to: Status, by: &str, on: Day, reason: &str) -> bool {
        /// The usual way.
        const WAY: [Status; 6] = [
            Status::Registered,
            Status::Hypothesis,
            Status::UnderReview,
            Status::Identified,
            Status::FamilyInformed,
            Status::HandedOver,
        ];
        let Some(goal) = WAY.iter().position(|s| *s == to) else { return false };
        let mut case = self.clone();
        while case.now() != Some(to) {
            let now = case.now();
            let gone = now.and_then(|now| WAY.iter().position(|s| *s == now)).map_or(0, |at| at + 1);
            let Some(next) =
                WAY[gone.min(goal + 1)..=goal].iter().copied().find(|next| may_follow(now, *next))
            else {
                return false;
            };
            let on = case.steps.last().map_or(on, |last| last.on.max(on));
            case.steps.push(Step {
                to: next,
                on,
                by: by.to_owned(),
                reason: reason.to_owned(),
                into: String::new(),
            });
        }
        let moved = case.steps.len() > self.steps.len();
        *self = case;
        moved
    }

    /// Whether the family was told the result in person, and it still stands.
    #[must_use]
    pub fn family_is_informed(&self) -> bool {
        matches!(self.now(), Some(Status::FamilyInformed | Status::HandedOver | Status::Closed))
    }
}

impl Thing for Case {
    const NOUN: Noun = Noun::Case;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        self.now().map_or(String::new(), |s| s.text().to_owned())
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::MissingPerson, &self.id);
        links.each("merged into", Noun::MissingPerson, self.steps.iter().map(|s| &s.into));
    }

    fn check(&self, problems: &mut Problems) {
        problems.expect(!self.steps.is_empty(), "steps", "a first step was expected: reported or registered");
        let mut before: Option<&Step> = None;
        for (i, step) in self.steps.iter().enumerate() {
            let field = |name: &str| format!("steps[{i}].{name}");
            let last = before.map(|b| b.to);
            if !may_follow(last, step.to) {
                let after = last.map_or("the beginning", Status::text);
                problems.add(field("to"), format!("{:?} can't come after {after:?}", step.to.text()));
            }
            problems.expect(
                before.is_none_or(|b| b.on <= step.on),
                field("on"),
                "a day not before the step before was expected",
            );
            problems.require(&step.by, field("by"));
            if matches!(
                step.to,
                Status::Reopened
                    | Status::Withdrawn
                    | Status::Merged
                    | Status::FateKnown
                    | Status::FoundAlive
            ) {
                problems.require(&step.reason, field("reason"));
            }
            let merged = step.to == Status::Merged;
            problems.expect(
                merged != step.into.is_empty() && step.into != self.id,
                field("into"),
                if merged { "the id of another case was expected" } else { "only a merged case has another" },
            );
            before = Some(step);
        }
        for (i, number) in self.reference_numbers.iter().enumerate() {
            problems.require(&number.body, format!("reference_numbers[{i}].body"));
            problems.require(&number.number, format!("reference_numbers[{i}].number"));
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.only_added(&before.steps, &self.steps, "steps");
    }

    fn acts(&self) -> Vec<&str> {
        self.steps.iter().map(|s| s.by.as_str()).collect()
    }
}
