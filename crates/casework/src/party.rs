//! Who takes part: parties to the work, and their offices.
//!
//! Nothing ranks them; a party's own words stay quotations with their source.

use serde::{Deserialize, Serialize};

use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a party is.
    PartyKind {
        /// Something else.
        Other = "other",
        /// An authority of a state, or of an entity that acts as one.
        Authority = "authority",
        /// A humanitarian body that all sides trust.
        HumanitarianBody = "humanitarian body",
        /// A laboratory.
        Laboratory = "laboratory",
        /// An archive.
        Archive = "archive",
        /// An association of families.
        FamilyAssociation = "family association",
        /// A court or a prosecutor's office.
        Court = "court",
    }
}

/// A text in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Language, BCP 47: `az`, `hy`, `ru`, `en`.
    pub language: String,
    /// Text.
    pub text: String,
}

/// A name in several languages of equal rank: none is missing, none is given twice in one language.
pub(crate) fn check_wordings(wordings: &[Wording], field: &str, problems: &mut Problems) {
    problems.expect(!wordings.is_empty(), field, "a name in one language at least was expected");
    for (i, wording) in wordings.iter().enumerate() {
        problems.require(&wording.text, format!("{field}[{i}].text"));
        let language = &wording.language;
        let tag = (2..=35).contains(&language.len())
            && language.split('-').all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric()));
        problems.expect(
            tag,
            format!("{field}[{i}].language"),
            "a language was expected, such as az, hy, ru or en",
        );
    }
}

/// A party to the work.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Id.
    pub id: String,
    /// Names, of equal rank.
    pub names: Vec<Wording>,
    /// What it is.
    pub kind: PartyKind,
    /// How it is reached.
    pub contact: String,
}

impl Thing for Party {
    const NOUN: Noun = Noun::Party;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &'static str {
        // Who takes part is known to everybody.
        ""
    }

    fn status(&self) -> String {
        self.kind.text().to_owned()
    }

    fn links(&self, _links: &mut Links) {}

    fn check(&self, problems: &mut Problems) {
        check_wordings(&self.names, "names", problems);
    }
}

/// An office of a party.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Office {
    /// Id.
    pub id: String,
    /// The party it belongs to.
    pub party: String,
    /// Names, of equal rank.
    pub names: Vec<Wording>,
    /// How it is reached.
    pub contact: String,
}

impl Thing for Office {
    const NOUN: Noun = Noun::Office;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &'static str {
        ""
    }

    fn links(&self, links: &mut Links) {
        links.one("party", Noun::Party, &self.party);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.party, "party");
        check_wordings(&self.names, "names", problems);
    }
}
