//! What authorities and courts do about an allegation.

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;
use crate::wording::presumes_guilt;

vocabulary! {
    /// Where a proceeding is.
    Stage {
        /// Somebody asked for it.
        Requested = "requested",
        /// An authority investigates.
        Investigation = "investigation",
        /// Somebody is charged.
        Charged = "charged",
        /// A court hears it.
        Trial = "trial",
        /// A court has judged; an appeal is possible.
        Judged = "judged",
        /// A higher court hears it.
        Appeal = "appeal",
        /// A judgment is final.
        Final = "final judgment",
        /// It ended without a judgment.
        Discontinued = "discontinued",
    }
}

vocabulary! {
    /// What a court found.
    Outcome {
        /// Nothing yet.
        None = "none",
        /// Convicted.
        Convicted = "convicted",
        /// Acquitted.
        Acquitted = "acquitted",
        /// In part.
        InPart = "convicted in part",
    }
}

/// A step of a proceeding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProceedingStep {
    /// To where.
    pub to: Stage,
    /// When.
    pub on: Day,
    /// What a court found.
    #[serde(default)]
    pub outcome: Outcome,
    /// In words.
    #[serde(default)]
    pub remark: String,
}

/// Whether a stage may come after another; `None` is the beginning.
#[must_use]
pub fn may_follow(before: Option<Stage>, next: Stage) -> bool {
    use Stage::{Appeal, Charged, Discontinued, Final, Investigation, Judged, Requested, Trial};
    let Some(before) = before else { return matches!(next, Requested | Investigation) };
    match next {
        Requested => false,
        // What was discontinued can be taken up again.
        Investigation => matches!(before, Requested | Discontinued),
        Charged => matches!(before, Investigation),
        Trial => matches!(before, Charged | Appeal),
        Judged => matches!(before, Trial | Appeal),
        Appeal => matches!(before, Judged),
        Final => matches!(before, Judged | Appeal),
        Discontinued => !matches!(before, Final | Discontinued),
    }
}

/// A proceeding.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proceeding {
    /// Id.
    pub id: String,
    /// The party whose office follows it.
    pub party: String,
    /// About which allegations.
    pub allegations: Vec<String>,
    /// Authority or court, with its number for it.
    pub body: String,
    /// Steps, the earliest first.
    pub steps: Vec<ProceedingStep>,
    /// What of ours it was given.
    pub given: Vec<String>,
}

impl Thing for Proceeding {
    const NOUN: Noun = Noun::Proceeding;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        let Some(last) = self.steps.last() else { return String::new() };
        match last.outcome {
            Outcome::None => last.to.text().to_owned(),
            outcome => format!("{}: {}", last.to.text(), outcome.text()),
        }
    }

    fn is_protected(&self) -> bool {
        true
    }

    fn links(&self, links: &mut Links) {
        links.each("allegation", Noun::Allegation, &self.allegations);
        links.each("given", Noun::Evidence, &self.given);
    }

    fn check(&self, problems: &mut Problems) {
        problems.expect(!self.allegations.is_empty(), "allegations", "an allegation was expected");
        problems.require(&self.body, "body");
        problems.expect(!self.steps.is_empty(), "steps", "a first step was expected");
        let mut before: Option<&ProceedingStep> = None;
        for (i, step) in self.steps.iter().enumerate() {
            let field = |name: &str| format!("steps[{i}].{name}");
            if !may_follow(before.map(|b| b.to), step.to) {
                let after = before.map_or("the beginning", |b| b.to.text());
                problems.add(field("to"), format!("{:?} can't come after {after:?}", step.to.text()));
            }
            problems.expect(
                before.is_none_or(|b| b.on <= step.on),
                field("on"),
                "a day not before the step before was expected",
            );
            let judged = matches!(step.to, Stage::Judged | Stage::Final);
            problems.expect(
                judged == (step.outcome != Outcome::None),
                field("outcome"),
                if judged { "what the court found was expected" } else { "only a judgment has an outcome" },
            );
            // Until a judgment is final, our words presume innocence.
            if step.to != Stage::Final
                && let Some(word) = presumes_guilt(&step.remark)
            {
                problems
                    .add(field("remark"), format!("{word:?} takes guilt as given, and no judgment is final"));
            }
            before = Some(step);
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.only_added(&before.steps, &self.steps, "steps");
    }
}
