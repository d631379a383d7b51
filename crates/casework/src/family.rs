//! With whom of a family an office speaks, about what. (Its pedigree is in the registry.)

use serde::{Deserialize, Serialize};

use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a relative may be told.
    Topic {
        /// That the search goes on, and what is needed for it.
        Progress = "progress",
        /// A result.
        Result = "result",
        /// How the person died, as far as it is known.
        Circumstances = "circumstances",
        /// What relatives' DNA says about relations in the family.
        Relations = "relations in the family",
    }
}

/// A relative that the office speaks with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// The relative, a member of the family.
    pub person: String,
    /// What may be told.
    pub may_be_told: Vec<Topic>,
    /// Language, BCP 47.
    pub language: String,
    /// How: telephone, visit, letter, through somebody.
    pub how: String,
}

/// A family as the office knows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Family {
    /// Family id, as in the pedigree.
    pub id: String,
    /// The party whose office speaks with it.
    pub party: String,
    /// Whom to speak with, the first one first.
    pub contacts: Vec<Contact>,
    /// What the family wishes.
    pub wishes: String,
}

impl Thing for Family {
    const NOUN: Noun = Noun::Family;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn links(&self, links: &mut Links) {
        links.each("contact", Noun::Person, self.contacts.iter().map(|c| &c.person));
    }

    fn check(&self, problems: &mut Problems) {
        for (i, contact) in self.contacts.iter().enumerate() {
            problems.require(&contact.person, format!("contacts[{i}].person"));
            let twice = self.contacts[..i].iter().any(|c| c.person == contact.person);
            problems.expect(!twice, format!("contacts[{i}].person"), "this relative is a contact already");
        }
    }
}
