//! What was seen on remains (Minnesota Protocol 2016, part V; INTERPOL DVI post-mortem form).

use serde::{Deserialize, Serialize};

use crate::ante_mortem::Feature;
use crate::date::Day;
use crate::dental::{self, Tooth};
use crate::skeleton::{self, BoneCount};
use crate::thing::{Links, Noun, Problems, Thing};

/// An estimate, with the method it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// At least.
    pub from: f64,
    /// At most.
    pub to: f64,
    /// Method, with its paper: `Trotter 1970, femur`.
    pub method: String,
}

/// An examination of one set of remains.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Examination {
    /// Id.
    pub id: String,
    /// The party whose laboratory or mortuary examined.
    pub party: String,
    /// The remains.
    pub remains: String,
    /// When.
    pub on: Option<Day>,
    /// Who.
    pub examiner: String,
    /// Bones.
    pub bones: Vec<BoneCount>,
    /// Teeth.
    pub teeth: Vec<Tooth>,
    /// Sex: male, female, or empty where it can't be said.
    pub sex: String,
    /// By which method.
    pub sex_method: String,
    /// Age at death, years.
    pub age: Option<Estimate>,
    /// Stature, cm.
    pub stature_cm: Option<Estimate>,
    /// Hair.
    pub hair: String,
    /// Eyes, as DNA tells them or soft tissue shows.
    pub eyes: String,
    /// Blood group: `A+`.
    pub blood_group: String,
    /// Injuries, described and not interpreted.
    pub trauma: Vec<Feature>,
    /// Healed fractures, implants and other old findings.
    pub medical: Vec<Feature>,
    /// Clothing and effects.
    pub effects: Vec<Feature>,
    /// Where the remains are kept now: a site.
    pub kept_at: String,
}

impl Thing for Examination {
    const NOUN: Noun = Noun::Examination;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::Remains, &self.remains);
        links.one("kept at", Noun::Site, &self.kept_at);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.remains, "remains");
        problems.require(&self.examiner, "examiner");
        problems.expect(self.on.is_some(), "on", "the day was expected");
        problems.expect(
            matches!(self.sex.as_str(), "" | "male" | "female"),
            "sex",
            "male, female or nothing was expected",
        );
        if !self.sex.is_empty() {
            problems.require(&self.sex_method, "sex_method");
        }
        for (field, estimate, most) in [("age", &self.age, 120.0), ("stature_cm", &self.stature_cm, 260.0)] {
            if let Some(e) = estimate {
                problems.expect(
                    0.0 <= e.from && e.from <= e.to && e.to <= most,
                    field,
                    format!("from at most to, up to {most}, was expected"),
                );
                problems.require(&e.method, format!("{field}.method"));
            }
        }
        skeleton::check(&self.bones, "bones", problems);
        dental::check(&self.teeth, "teeth", problems);
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.expect(
            self.remains == before.remains,
            "remains",
            "an examination stays that of one set of remains",
        );
    }
}
