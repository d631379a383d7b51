//! Places on the map, and sites: where people may lie, were held or are kept.

use serde::{Deserialize, Serialize};

use crate::geometry::Position;
use crate::party::{Wording, check_wordings};
use crate::thing::{Links, Noun, Problems, Reference, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a place is.
    PlaceKind {
        /// A village, town or city.
        Settlement = "settlement",
        /// A district or region.
        District = "district",
        /// A road, pass or crossing.
        Road = "road",
        /// A river, mountain, forest or field.
        Landscape = "landscape",
        /// A building.
        Building = "building",
    }
}

/// A place, with names in every language that a source uses.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// Id.
    pub id: String,
    /// Names, of equal rank.
    pub names: Vec<Wording>,
    /// What it is.
    pub kind: PlaceKind,
    /// Where.
    pub position: Position,
    /// The place that it lies in.
    pub within: String,
}

impl Thing for Place {
    const NOUN: Noun = Noun::Place;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &'static str {
        // The map is everybody's.
        ""
    }

    fn status(&self) -> String {
        self.kind.text().to_owned()
    }

    fn links(&self, links: &mut Links) {
        links.one("within", Noun::Place, &self.within);
    }

    fn check(&self, problems: &mut Problems) {
        check_wordings(&self.names, "names", problems);
        self.position.check("position", problems);
        problems.expect(self.within != self.id, "within", "another place was expected");
    }
}

vocabulary! {
    /// What a site is.
    SiteKind {
        /// Somebody says that people lie there.
        SuspectedGrave = "suspected grave",
        /// A grave of one or few.
        Grave = "grave",
        /// A grave of many.
        MassGrave = "mass grave",
        /// A cemetery.
        Cemetery = "cemetery",
        /// Remains lie on the ground.
        Surface = "surface",
        /// A place where people were held.
        DetentionPlace = "detention place",
        /// A place where remains are kept.
        Mortuary = "mortuary",
    }
}

vocabulary! {
    /// Where the work on a site is.
    SiteStatus {
        /// Reported, not looked at.
        Reported = "reported",
        /// Looked at without digging.
        Surveyed = "surveyed",
        /// People lie there.
        Confirmed = "confirmed",
        /// Being opened.
        BeingExhumed = "being exhumed",
        /// Opened as a whole.
        Exhumed = "exhumed",
        /// Nobody lies there.
        Empty = "nothing found",
        /// It can't be reached.
        Inaccessible = "inaccessible",
    }
}

vocabulary! {
    /// What is dangerous about a site.
    Hazard {
        /// Mines.
        Mines = "mines",
        /// Unexploded ordnance.
        UnexplodedOrdnance = "unexploded ordnance",
        /// A building or slope may collapse.
        Collapse = "collapse",
        /// Water.
        Water = "water",
        /// Something else.
        Other = "other",
    }
}

/// A site (Bournemouth Protocol on Mass Grave Protection and Investigation).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// Id.
    pub id: String,
    /// The party whose office keeps its file.
    pub party: String,
    /// Names, of equal rank.
    pub names: Vec<Wording>,
    /// What it is.
    pub kind: SiteKind,
    /// Where the work on it is.
    pub status: SiteStatus,
    /// Where it is.
    pub position: Position,
    /// The place that it lies in or near.
    pub near: String,
    /// How to get there.
    pub access: String,
    /// What is dangerous.
    pub hazards: Vec<Hazard>,
    /// How many people may lie there, at least and at most.
    pub expected: Option<(u32, u32)>,
    /// Where the exact place is withheld (looting, mines): the accounts that see it. Everybody else sees
    /// the site without its position and the way there.
    pub withheld_to: Vec<String>,
    /// Who says that it is there.
    pub sources: Vec<Reference>,
}

impl Site {
    /// Whether its exact place is withheld from an account.
    #[must_use]
    pub fn is_withheld_from(&self, account: &str) -> bool {
        !self.withheld_to.is_empty() && !self.withheld_to.iter().any(|a| a == account)
    }

    /// The site as an account sees it: without position and access, where these are withheld.
    #[must_use]
    pub fn seen_by(mut self, account: &str) -> Self {
        if self.is_withheld_from(account) {
            self.position = Position::default();
            self.access = String::new();
        }
        self
    }
}

impl Thing for Site {
    const NOUN: Noun = Noun::Site;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        format!("{}, {}", self.kind.text(), self.status.text())
    }

    fn is_protected(&self) -> bool {
        !self.withheld_to.is_empty()
    }

    fn links(&self, links: &mut Links) {
        links.one("near", Noun::Place, &self.near);
        links.any("source", &self.sources);
    }

    fn check(&self, problems: &mut Problems) {
        check_wordings(&self.names, "names", problems);
        self.position.check("position", problems);
        if let Some((least, most)) = self.expected {
            problems.expect(least <= most, "expected", "at least, then at most, was expected");
        }
    }
}
