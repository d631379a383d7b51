//! What somebody agreed to, purpose by purpose, and when.
//!
//! Consent is given, narrowed and withdrawn; nothing of it is overwritten, so that it can always be said
//! what it covered on a day (GDPR articles 7 and 9; ICRC Handbook on Data Protection, chapter 3).

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What data may be used for.
    Purpose {
        /// To look for the missing person.
        Search = "search",
        /// To compare DNA.
        Match = "match",
        /// To share it with a party that is named.
        Share = "share",
        /// For a court.
        Court = "court",
        /// For research.
        Research = "research",
    }
}

vocabulary! {
    /// What somebody decided.
    Decision {
        /// Agreed.
        Given = "given",
        /// Agreed to less than before; the words say to what.
        Narrowed = "narrowed",
        /// Agrees no more.
        Withdrawn = "withdrawn",
    }
}

/// One decision about one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentStep {
    /// The purpose.
    pub purpose: Purpose,
    /// With whom, where the purpose is to share.
    #[serde(default)]
    pub with: String,
    /// What was decided.
    pub decision: Decision,
    /// The day.
    pub on: Day,
    /// How: signed form, recorded voice, in front of two people.
    #[serde(default)]
    pub how: String,
    /// To what it was narrowed, in words.
    #[serde(default)]
    pub limits: String,
}

/// The consent of one person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Consent {
    /// Id.
    pub id: String,
    /// The party whose office took it.
    pub party: String,
    /// Who agreed: a member of a family.
    pub person: String,
    /// Decisions, the earliest first.
    pub steps: Vec<ConsentStep>,
}

impl Consent {
    /// Whether it covers a purpose on a day; to share, `with` names the party.
    #[must_use]
    pub fn covers(&self, purpose: Purpose, with: &str, on: Day) -> bool {
        let last = self.steps.iter().rfind(|s| s.purpose == purpose && s.with == with && s.on <= on);
        last.is_some_and(|s| s.decision != Decision::Withdrawn)
    }
}

impl Thing for Consent {
    const NOUN: Noun = Noun::Consent;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        let mut purposes: Vec<(Purpose, &str)> = Vec::new();
        for step in &self.steps {
            purposes.retain(|(p, with)| (*p, *with) != (step.purpose, step.with.as_str()));
            if step.decision != Decision::Withdrawn {
                purposes.push((step.purpose, &step.with));
            }
        }
        if purposes.is_empty() {
            return "withdrawn".to_owned();
        }
        let words: Vec<&str> = purposes.iter().map(|(p, _)| p.text()).collect();
        words.join(", ")
    }

    fn links(&self, links: &mut Links) {
        links.one("of", Noun::Person, &self.person);
        links.each("shared with", Noun::Party, self.steps.iter().map(|s| &s.with));
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.person, "person");
        problems.expect(!self.steps.is_empty(), "steps", "what was agreed to was expected");
        for (i, step) in self.steps.iter().enumerate() {
            let field = |name: &str| format!("steps[{i}].{name}");
            let shares = step.purpose == Purpose::Share;
            problems.expect(
                shares != step.with.is_empty(),
                field("with"),
                if shares {
                    "the party that it is shared with was expected"
                } else {
                    "only sharing names a party"
                },
            );
            let before = &self.steps[..i];
            problems.expect(
                before.last().is_none_or(|b| b.on <= step.on),
                field("on"),
                "a day not before the step before was expected",
            );
            let given = before
                .iter()
                .rfind(|b| b.purpose == step.purpose && b.with == step.with)
                .is_some_and(|b| b.decision != Decision::Withdrawn);
            problems.expect(
                given == (step.decision != Decision::Given),
                field("decision"),
                if given {
                    "it is given already; narrowed or withdrawn was expected"
                } else {
                    "it must be given first"
                },
            );
            if step.decision == Decision::Narrowed {
                problems.require(&step.limits, field("limits"));
            }
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.expect(self.person == before.person, "person", "a consent stays that of one person");
        problems.only_added(&before.steps, &self.steps, "steps");
    }
}
