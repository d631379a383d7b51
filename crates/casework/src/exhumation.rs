//! A mission that opens a grave (Minnesota Protocol 2016, part V).

use serde::{Deserialize, Serialize};

use crate::date::DateInterval;
use crate::thing::{Links, Noun, Problems, Thing};

/// Something that was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Find {
    /// Number in the mission.
    pub number: String,
    /// Square of the grid.
    pub square: String,
    /// Depth below the datum, cm.
    pub depth_cm: Option<f64>,
    /// What.
    pub what: String,
    /// The remains that it is or belongs to.
    pub remains: String,
}

/// A mission.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Exhumation {
    /// Id.
    pub id: String,
    /// The party whose team it is.
    pub party: String,
    /// Parties whose observers were there, and may see it.
    pub observers: Vec<String>,
    /// The site.
    pub site: String,
    /// From when to when.
    pub when: Option<DateInterval>,
    /// Who permitted it.
    pub authority: String,
    /// Who leads, and who is there.
    pub team: Vec<String>,
    /// The grid: its datum, orientation and squares.
    pub grid: String,
    /// What was found.
    pub finds: Vec<Find>,
    /// Drawings and photographs.
    pub drawings: Vec<String>,
}

impl Thing for Exhumation {
    const NOUN: Noun = Noun::Exhumation;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn shared_with(&self) -> Vec<String> {
        self.observers.clone()
    }

    fn links(&self, links: &mut Links) {
        links.one("site", Noun::Site, &self.site);
        links.each("find", Noun::Remains, self.finds.iter().map(|f| &f.remains));
        links.each("drawing", Noun::Evidence, &self.drawings);
        links.each("observer", Noun::Party, &self.observers);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.site, "site");
        problems.require(&self.authority, "authority");
        problems.expect(!self.team.is_empty(), "team", "who is there was expected");
        for (i, find) in self.finds.iter().enumerate() {
            problems.require(&find.number, format!("finds[{i}].number"));
            problems.require(&find.what, format!("finds[{i}].what"));
            let twice = self.finds[..i].iter().any(|f| f.number == find.number);
            problems.expect(!twice, format!("finds[{i}].number"), "this number is given twice");
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.expect(self.site == before.site, "site", "a mission stays that of one site");
        let gone = before.finds.iter().find(|f| !self.finds.iter().any(|n| n.number == f.number));
        if let Some(find) = gone {
            problems.add(
                "finds",
                format!("find {:?} is not there any more; it can be corrected, not removed", find.number),
            );
        }
    }
}
