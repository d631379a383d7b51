//! What somebody reported to an office, in their own words.

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};

/// Who reported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reporter {
    /// Name, in any script.
    pub name: String,
    /// Relation to the missing person, in words.
    pub relation: String,
    /// The member of the family, where it is one.
    pub person: String,
    /// How to reach.
    pub contact: String,
}

/// A report about a missing person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Report {
    /// Id.
    pub id: String,
    /// The party whose office took it.
    pub party: String,
    /// The missing person.
    pub missing: String,
    /// Who reported.
    pub reporter: Reporter,
    /// When.
    pub received: Option<Day>,
    /// Language, BCP 47.
    pub language: String,
    /// What was said, as it was said.
    pub text: String,
    /// The account that took it.
    pub by: String,
}

impl Thing for Report {
    const NOUN: Noun = Noun::Report;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::MissingPerson, &self.missing);
        links.one("reporter", Noun::Person, &self.reporter.person);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.missing, "missing");
        problems.require(&self.text, "text");
        problems.expect(self.received.is_some(), "received", "the day was expected");
        problems.expect(
            !self.reporter.name.is_empty() || !self.reporter.person.is_empty(),
            "reporter",
            "a name, or a member of the family, was expected",
        );
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.expect(
            self.text == before.text,
            "text",
            "what was reported stays as it was said; add a report or a claim",
        );
    }
}
