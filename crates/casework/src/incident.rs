//! Something that happened: an attack, a capture, a transfer, a burial.
//!
//! HURIDOCS' Events Standard Formats call it an event. Here it is an incident, since what happens in an
//! office is an event as well; the participants' roles are HURIDOCS'.

use serde::{Deserialize, Serialize};

use crate::date::DateInterval;
use crate::thing::{Links, Noun, Problems, Reference, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What happened.
    IncidentKind {
        /// Something else, or not known.
        Other = "other",
        /// An attack.
        Attack = "attack",
        /// Somebody was captured.
        Capture = "capture",
        /// Somebody was held.
        Detention = "detention",
        /// Somebody was brought elsewhere.
        Transfer = "transfer",
        /// Somebody died.
        Death = "death",
        /// Somebody was buried.
        Burial = "burial",
        /// Prisoners or bodies were exchanged.
        Exchange = "exchange",
        /// People fled or were driven out.
        Displacement = "displacement",
    }
}

vocabulary! {
    /// As what somebody took part.
    ParticipantRole {
        /// It happened to them.
        Affected = "affected",
        /// They saw it.
        Witness = "witness",
        /// They helped, or searched.
        Helper = "helper",
        /// They were there.
        Present = "present",
    }
}

/// Somebody who took part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Participant {
    /// Who: a missing person, a member of a family, a witness.
    pub who: Reference,
    /// As what.
    pub role: ParticipantRole,
}

/// Something that happened.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Incident {
    /// Id.
    pub id: String,
    /// The party whose office wrote it down.
    pub party: String,
    /// What.
    pub kind: IncidentKind,
    /// When.
    pub when: Option<DateInterval>,
    /// Where: a place or a site.
    pub at: Option<Reference>,
    /// The incident that it is a part of.
    pub part_of: String,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// In the words of the sources.
    pub description: String,
    /// Who says so.
    pub sources: Vec<Reference>,
}

impl Thing for Incident {
    const NOUN: Noun = Noun::Incident;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        self.kind.text().to_owned()
    }

    fn links(&self, links: &mut Links) {
        links.any("at", &self.at);
        links.one("part of", Noun::Incident, &self.part_of);
        links.any("about", self.participants.iter().map(|p| &p.who));
        links.any("source", &self.sources);
    }

    fn check(&self, problems: &mut Problems) {
        problems.expect(self.part_of != self.id, "part_of", "another incident was expected");
        if let Some(at) = &self.at {
            problems.expect(
                matches!(at.kind, Noun::Place | Noun::Site),
                "at",
                "a place or a site was expected",
            );
        }
        for (i, participant) in self.participants.iter().enumerate() {
            let person = matches!(
                participant.who.kind,
                Noun::MissingPerson | Noun::Person | Noun::Witness | Noun::Remains
            );
            problems.expect(
                person && !participant.who.id.is_empty(),
                format!("participants[{i}].who"),
                "a missing person, a member of a family, a witness or remains was expected",
            );
        }
    }
}
