//! Remains given to a family: all that was found, or a part, and later what was found since (Minnesota
//! Protocol 2016, section on the return of remains).

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};

/// A handover.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Handover {
    /// Id.
    pub id: String,
    /// The party that hands over.
    pub party: String,
    /// Other parties that were there.
    pub parties: Vec<String>,
    /// The identification that it follows.
    pub identification: String,
    /// Whom the remains are of.
    pub missing: String,
    /// To whom: a member of the family.
    pub to: String,
    /// When; not said while it is only agreed.
    pub on: Option<Day>,
    /// Where, in words.
    pub at: String,
    /// Which sets of remains.
    pub remains: Vec<String>,
    /// What exactly, in words: which bones, how sealed.
    pub what: String,
    /// Whether more may be found and handed over later, as the family was told.
    pub partial: bool,
    /// The handover that this one adds to.
    pub adds_to: String,
    /// What the family wishes: rite, presence, to be told of later finds or not.
    pub wishes: String,
    /// Where they were buried.
    pub burial: String,
    /// The account that handed over.
    pub by: String,
}

impl Thing for Handover {
    const NOUN: Noun = Noun::Handover;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn shared_with(&self) -> Vec<String> {
        self.parties.clone()
    }

    fn status(&self) -> String {
        match (self.on, self.partial) {
            (None, _) => "agreed",
            (_, true) => "handed over in part",
            (_, false) => "handed over",
        }
        .to_owned()
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::MissingPerson, &self.missing);
        links.one("identification", Noun::Identification, &self.identification);
        links.one("to", Noun::Person, &self.to);
        links.each("remains", Noun::Remains, &self.remains);
        links.one("adds to", Noun::Handover, &self.adds_to);
        links.each("party", Noun::Party, &self.parties);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.identification, "identification");
        problems.require(&self.missing, "missing");
        problems.require(&self.to, "to");
        problems.expect(!self.remains.is_empty(), "remains", "what is handed over was expected");
        problems.expect(self.adds_to != self.id, "adds_to", "another handover was expected");
        if self.on.is_some() {
            problems.require(&self.by, "by");
            problems.require(&self.at, "at");
            problems.require(&self.what, "what");
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        if before.on.is_some() {
            let same = (&self.to, self.on, &self.remains, &self.what, &self.identification)
                == (&before.to, before.on, &before.remains, &before.what, &before.identification);
            problems.expect(
                same,
                "what",
                "what was handed over stays; what is found later is a handover of its own",
            );
        }
    }

    fn acts(&self) -> Vec<&str> {
        self.on.iter().map(|_| self.by.as_str()).collect()
    }
}
