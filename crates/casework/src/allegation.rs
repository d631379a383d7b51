//! What somebody is said to have done. Whoever is named is presumed innocent, and the wording is held to
//! it: an allegation says *alleged*, and what sources call somebody stays inside quotation marks.

use serde::{Deserialize, Serialize};

use crate::thing::{Links, Noun, Problems, Reference, Thing};
use crate::vocabulary::vocabulary;
use crate::wording::{judges_a_side, presumes_guilt};

vocabulary! {
    /// What is alleged, by the Rome Statute's elements of crimes.
    AllegedAct {
        /// Something else, or not said.
        Other = "other",
        /// Enforced disappearance, article 7 (1) (i).
        EnforcedDisappearance = "enforced disappearance, 7(1)(i)",
        /// Wilful killing, article 8 (2) (a) (i).
        WilfulKilling = "wilful killing, 8(2)(a)(i)",
        /// Torture or inhuman treatment, article 8 (2) (a) (ii).
        Torture = "torture or inhuman treatment, 8(2)(a)(ii)",
        /// Unlawful confinement, article 8 (2) (a) (vii).
        UnlawfulConfinement = "unlawful confinement, 8(2)(a)(vii)",
        /// Taking of hostages, article 8 (2) (a) (viii).
        Hostages = "taking of hostages, 8(2)(a)(viii)",
        /// Attacking civilians, article 8 (2) (b) (i).
        AttackingCivilians = "attacking civilians, 8(2)(b)(i)",
        /// Outrages upon personal dignity, also of the dead, article 8 (2) (b) (xxi).
        Outrages = "outrages upon personal dignity, 8(2)(b)(xxi)",
        /// Murder, not international in character, article 8 (2) (c) (i).
        Murder = "murder, 8(2)(c)(i)",
    }
}

/// An allegation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Allegation {
    /// Id.
    pub id: String,
    /// The party whose office wrote it down.
    pub party: String,
    /// What is alleged.
    pub act: AllegedAct,
    /// In words that presume nobody's guilt.
    pub description: String,
    /// Who is alleged to be responsible; presumed innocent.
    pub alleged_responsible: Vec<String>,
    /// In which incidents.
    pub incidents: Vec<String>,
    /// What speaks for it.
    pub supported_by: Vec<Reference>,
    /// What speaks against it.
    pub contradicted_by: Vec<Reference>,
}

impl Thing for Allegation {
    const NOUN: Noun = Noun::Allegation;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        "alleged; presumed innocent".to_owned()
    }

    fn is_protected(&self) -> bool {
        true
    }

    fn links(&self, links: &mut Links) {
        links.each("incident", Noun::Incident, &self.incidents);
        links.any("supported by", &self.supported_by);
        links.any("contradicted by", &self.contradicted_by);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.description, "description");
        problems.expect(!self.supported_by.is_empty(), "supported_by", "a source was expected");
        let described = std::iter::once(("description".to_owned(), self.description.as_str()));
        let named = self.alleged_responsible.iter().enumerate();
        let named = named.map(|(i, name)| (format!("alleged_responsible[{i}]"), name.as_str()));
        for (field, text) in described.chain(named) {
            if let Some(word) = presumes_guilt(text).or_else(|| judges_a_side(text)) {
                problems.add(
                    field,
                    format!("{word:?} takes guilt as given; who is alleged is presumed innocent. A source's own words stand in quotation marks"),
                );
            }
        }
    }
}
