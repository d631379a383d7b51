//! What is known of a missing person from before death (INTERPOL DVI ante-mortem form, sections 400 to
//! 800): names, papers, the body, teeth, medical history, clothing and effects.

use serde::{Deserialize, Serialize};

use crate::date::DateInterval;
use crate::dental::{self, Tooth};
use crate::personal_name::PersonalName;
use crate::thing::{Links, Noun, Problems, Reference, Thing};

/// A paper that says who somebody is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentityDocument {
    /// What: passport, military book.
    pub kind: String,
    /// Number.
    pub number: String,
    /// Who issued it.
    pub issued_by: String,
}

/// Something about the body or the effects that could be recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Feature {
    /// What: fracture, implant, tattoo, scar, shoe, ring.
    pub what: String,
    /// Where on the body.
    pub at: String,
    /// Description.
    pub description: String,
    /// Who says so.
    pub source: Option<Reference>,
}

/// Data from before death.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AnteMortem {
    /// Id of the missing person.
    pub id: String,
    /// The party whose office took it.
    pub party: String,
    /// Names, in any script.
    pub names: Vec<PersonalName>,
    /// Born when.
    pub born: Option<DateInterval>,
    /// Died when, where somebody says so.
    pub died: Option<DateInterval>,
    /// Papers.
    pub documents: Vec<IdentityDocument>,
    /// Photographs.
    pub photographs: Vec<String>,
    /// Stature, cm, at least and at most.
    pub stature_cm: Option<(f64, f64)>,
    /// Weight, kg, at least and at most.
    pub weight_kg: Option<(f64, f64)>,
    /// Hair.
    pub hair: String,
    /// Eyes.
    pub eyes: String,
    /// Blood group: `A+`.
    pub blood_group: String,
    /// Which hand was used.
    pub handedness: String,
    /// Teeth.
    pub teeth: Vec<Tooth>,
    /// Fractures, implants, operations.
    pub medical: Vec<Feature>,
    /// Tattoos, scars, marks.
    pub marks: Vec<Feature>,
    /// What the person wore and carried.
    pub effects: Vec<Feature>,
}

impl Thing for AnteMortem {
    const NOUN: Noun = Noun::AnteMortem;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::MissingPerson, &self.id);
        links.each("photograph", Noun::Evidence, &self.photographs);
        links.any("source", self.names.iter().filter_map(|n| n.source.as_ref()));
        let features = [&self.medical, &self.marks, &self.effects];
        links.any("source", features.into_iter().flatten().filter_map(|f| f.source.as_ref()));
    }

    fn check(&self, problems: &mut Problems) {
        for (i, name) in self.names.iter().enumerate() {
            name.check(&format!("names[{i}]"), problems);
        }
        if let (Some(born), Some(died)) = (&self.born, &self.died) {
            problems.expect(born.from < died.to, "died", "a date after birth was expected");
        }
        for (field, interval, most) in
            [("stature_cm", self.stature_cm, 260.0), ("weight_kg", self.weight_kg, 400.0)]
        {
            let sane = interval.is_none_or(|(from, to)| 0.0 < from && from <= to && to <= most);
            problems.expect(sane, field, format!("at least, then at most, up to {most}, was expected"));
        }
        dental::check(&self.teeth, "teeth", problems);
        for (field, features) in
            [("medical", &self.medical), ("marks", &self.marks), ("effects", &self.effects)]
        {
            for (i, feature) in features.iter().enumerate() {
                problems.require(&feature.what, format!("{field}[{i}].what"));
            }
        }
    }
}
