//! What a family asks of an office about its own person: what is held of it, that something is corrected or
//! erased, a second laboratory, a call; and what was answered.
//!
//! The rights are those of GDPR articles 12 and 15 to 17 and of the ICRC Handbook on Data Protection,
//! chapter 2.11; an answer is due within a month.

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What is asked.
    RequestKind {
        /// Something else, in words; to be called.
        Question = "question",
        /// What is held of somebody.
        Access = "access to data",
        /// That something is put right.
        Correction = "correction",
        /// That data is erased.
        Erasure = "erasure",
        /// That a second laboratory looks at a result.
        SecondLaboratory = "second laboratory",
    }
}

/// An office's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// When.
    pub on: Day,
    /// Who answers: an account.
    pub by: String,
    /// What is said.
    pub text: String,
    /// Whether it ends the request; otherwise it says what is being done.
    pub ends: bool,
}

/// A family's request.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FamilyRequest {
    /// Id.
    pub id: String,
    /// The party whose office answers.
    pub party: String,
    /// The missing person that it is about.
    pub missing: String,
    /// Who asks: a member of the family, if it is known who.
    pub person: String,
    /// The account that asks.
    pub account: String,
    /// What is asked.
    pub kind: RequestKind,
    /// In the family's words.
    pub text: String,
    /// The day.
    pub made: Option<Day>,
    /// By when it is to be answered.
    pub due: Option<Day>,
    /// Answers, the earliest first.
    pub answers: Vec<Answer>,
}

impl FamilyRequest {
    /// Whether it has been answered.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.answers.last().is_some_and(|a| a.ends)
    }
}

impl Thing for FamilyRequest {
    const NOUN: Noun = Noun::FamilyRequest;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        match (self.answers.last(), self.is_answered()) {
            (None, _) => "waiting",
            (Some(_), false) => "being worked on",
            (Some(_), true) => "answered",
        }
        .to_owned()
    }

    fn due(&self) -> Option<Day> {
        self.due.filter(|_| !self.is_answered())
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::MissingPerson, &self.missing);
        links.one("of", Noun::Person, &self.person);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.missing, "missing");
        problems.require(&self.account, "account");
        problems.expect(self.made.is_some(), "made", "the day was expected");
        problems.expect(
            self.kind != RequestKind::Question || !self.text.trim().is_empty(),
            "text",
            "a question in words was expected",
        );
        for (i, answer) in self.answers.iter().enumerate() {
            problems.require(&answer.by, format!("answers[{i}].by"));
            problems.require(&answer.text, format!("answers[{i}].text"));
        }
    }

    fn acts(&self) -> Vec<&str> {
        self.answers.iter().map(|a| a.by.as_str()).collect()
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        let asked = (&self.missing, &self.person, &self.account, self.kind, &self.text, self.made);
        let was = (&before.missing, &before.person, &before.account, before.kind, &before.text, before.made);
        problems.expect(asked == was, "text", "what a family asked stays as it was asked");
        problems.only_added(&before.answers, &self.answers, "answers");
    }
}
