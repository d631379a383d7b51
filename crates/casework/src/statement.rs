//! Witnesses and their accounts.
//!
//! A statement never holds a protected witness's name: it refers to the [`Witness`] by a pseudonym, and
//! the identity is encrypted apart from everything else, to be opened by those named only. Each opening
//! is put on record (Istanbul Protocol; Berkeley Protocol; Murad Code).

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Reference, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// How far a witness is protected.
    Protection {
        /// Nobody outside the office learns who it is.
        Confidential = "confidential",
        /// Only those named learn who it is, and each opening is on record.
        Protected = "protected",
        /// The witness speaks openly.
        Open = "open",
    }
}

/// Who saw or knows something.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Witness {
    /// Pseudonym, which says nothing about the person; for an open witness any id.
    pub id: String,
    /// The party whose office spoke with the witness.
    pub party: String,
    /// Protection.
    pub protection: Protection,
    /// Name, of a witness who is not protected.
    pub name: String,
    /// Of a protected witness: name, contact and whatever else says who it is, encrypted (age, armoured).
    pub sealed_identity: String,
    /// Accounts that may open the identity.
    pub readers: Vec<String>,
    /// The account that keeps contact, and is shown each opening.
    pub contact: String,
}

impl Thing for Witness {
    const NOUN: Noun = Noun::Witness;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        self.protection.text().to_owned()
    }

    fn is_protected(&self) -> bool {
        self.protection == Protection::Protected
    }

    fn links(&self, _links: &mut Links) {}

    fn check(&self, problems: &mut Problems) {
        if self.protection == Protection::Protected {
            problems.expect(
                self.name.is_empty(),
                "name",
                "a protected witness's name stands nowhere but in the sealed identity",
            );
            problems.expect(
                self.sealed_identity.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"),
                "sealed_identity",
                "an identity encrypted with age was expected",
            );
            problems.expect(
                !self.readers.is_empty(),
                "readers",
                "one account at least was expected, or nobody could ever open it",
            );
            problems.require(&self.contact, "contact");
        } else {
            problems.require(&self.name, "name");
            problems.expect(
                self.sealed_identity.is_empty(),
                "sealed_identity",
                "only a protected witness has one",
            );
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        let weaker = before.protection == Protection::Protected && self.protection != Protection::Protected;
        problems.expect(!weaker, "protection", "protection that was promised stays");
    }
}

/// A witness's account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Statement {
    /// Id.
    pub id: String,
    /// The party whose office took it.
    pub party: String,
    /// Who speaks: a witness by pseudonym.
    pub witness: String,
    /// Whether each reading is on record.
    pub protection: Protection,
    /// The account that took it.
    pub taken_by: String,
    /// When.
    pub taken: Option<Day>,
    /// Where it was taken, in words.
    pub taken_at: String,
    /// Language, BCP 47.
    pub language: String,
    /// What was said, as it was said.
    pub text: String,
    /// Recordings and papers.
    pub recordings: Vec<String>,
    /// What it is about: persons, sites, incidents.
    pub about: Vec<Reference>,
}

impl Thing for Statement {
    const NOUN: Noun = Noun::Statement;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        self.protection.text().to_owned()
    }

    fn is_protected(&self) -> bool {
        self.protection == Protection::Protected
    }

    fn links(&self, links: &mut Links) {
        links.one("witness", Noun::Witness, &self.witness);
        links.each("recording", Noun::Evidence, &self.recordings);
        links.any("about", &self.about);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.witness, "witness");
        problems.require(&self.taken_by, "taken_by");
        problems.expect(self.taken.is_some(), "taken", "the day was expected");
        problems.expect(
            !self.text.trim().is_empty() || !self.recordings.is_empty(),
            "text",
            "what was said, or a recording of it, was expected",
        );
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.expect(
            self.text == before.text && self.witness == before.witness,
            "text",
            "what was said stays as it was said; take another statement",
        );
        problems.only_added(&before.recordings, &self.recordings, "recordings");
    }
}
