//! Profiles of those who touch bones and tubes, and of contaminants that return: compared with every
//! profile, never searched as a person (ISO 18385; ENFSI on elimination databases).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::locus_name;
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Whose it is.
    EliminationKind {
        /// Somebody of a laboratory or mortuary.
        Staff = "staff",
        /// Somebody of an exhumation's team.
        FieldTeam = "field team",
        /// Somebody where plastics or reagents are made.
        Manufacturer = "manufacturer",
        /// Nobody known: it turned up in several samples.
        Recurring = "recurring",
        /// What was read of a control without DNA: whatever shows there may be in the samples beside it.
        NegativeControl = "negative control",
    }
}

/// An elimination profile.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EliminationProfile {
    /// Code; the laboratory knows whose it is.
    pub id: String,
    /// The laboratory: a party.
    pub party: String,
    /// Whose it is.
    pub kind: EliminationKind,
    /// Alleles by locus.
    pub loci: BTreeMap<String, Vec<String>>,
}

impl Thing for EliminationProfile {
    const NOUN: Noun = Noun::EliminationProfile;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        self.kind.text().to_owned()
    }

    fn is_protected(&self) -> bool {
        true
    }

    fn links(&self, _links: &mut Links) {}

    fn check(&self, problems: &mut Problems) {
        problems.expect(!self.loci.is_empty(), "loci", "one locus at least was expected");
        for (locus, alleles) in &self.loci {
            problems.expect(
                (1..=2).contains(&alleles.len()),
                format!("loci.{locus}"),
                "one or two alleles were expected",
            );
            let named = alleles
                .iter()
                .all(|a| kintrace_kinship::allele::normalize(a).is_ok() || locus_name::is_amelogenin(locus));
            problems.expect(named, format!("loci.{locus}"), "alleles were expected, such as 9.3");
        }
    }
}
