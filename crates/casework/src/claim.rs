//! What a source says: one property of one thing, with its source.
//!
//! Claims contradict each other and all stand. The office may prefer one, and says why.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::DateInterval;
use crate::thing::{Links, Noun, Problems, Reference, Thing};

/// What is claimed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// Words.
    Text(String),
    /// When.
    Date(DateInterval),
    /// A number, or an interval of numbers, with its unit.
    Number {
        /// At least.
        from: f64,
        /// At most.
        to: f64,
        /// Unit: `cm`, `years`, `people`.
        unit: String,
    },
    /// Another thing: a place, a site, a person.
    Thing(Reference),
}

impl Default for Value {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Date(date) => f.write_str(&date.text),
            Self::Number { from, to, unit } if from.total_cmp(to).is_eq() => write!(f, "{from} {unit}"),
            Self::Number { from, to, unit } => write!(f, "{from} to {to} {unit}"),
            Self::Thing(thing) => write!(f, "{} {}", thing.kind.text(), thing.id),
        }
    }
}

impl Value {
    /// Whether both can be true: the same words, the same thing, intervals that overlap.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a.trim().to_lowercase() == b.trim().to_lowercase(),
            (Self::Date(a), Self::Date(b)) => a.from < b.to && b.from < a.to,
            (Self::Number { from, to, unit }, Self::Number { from: from2, to: to2, unit: unit2 }) => {
                unit == unit2 && from <= to2 && from2 <= to
            }
            (Self::Thing(a), Self::Thing(b)) => a == b,
            _ => false,
        }
    }
}

/// What one source says about one property of one thing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Claim {
    /// Id.
    pub id: String,
    /// The party whose office wrote it down.
    pub party: String,
    /// About what.
    pub subject: Reference,
    /// Which property: `born`, `last seen at`, `buried at`, `wore`.
    pub property: String,
    /// What is said.
    pub value: Value,
    /// Who says so: a report, a statement, a list, a piece of evidence.
    pub source: Option<Reference>,
    /// When it was said.
    pub said: Option<DateInterval>,
    /// How sure the source was, in its own words.
    pub certainty: String,
    /// The claim that this one corrects; both stay.
    pub corrects: String,
    /// Why the office takes this one, where sources differ; empty: it does not.
    pub preferred_because: String,
}

impl Thing for Claim {
    const NOUN: Noun = Noun::Claim;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        if self.preferred_because.is_empty() { String::new() } else { "preferred".to_owned() }
    }

    fn links(&self, links: &mut Links) {
        links.any("about", [&self.subject]);
        links.any("source", &self.source);
        links.one("corrects", Noun::Claim, &self.corrects);
        if let Value::Thing(thing) = &self.value {
            links.any("value", [thing]);
        }
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.subject.id, "subject");
        problems.require(&self.property, "property");
        problems.expect(
            self.source.is_some(),
            "source",
            "who says so was expected: a report, a statement, a list, evidence",
        );
        problems.expect(self.corrects != self.id, "corrects", "another claim was expected");
        match &self.value {
            Value::Text(text) => problems.require(text, "value.text"),
            Value::Number { from, to, .. } => {
                problems.expect(
                    from.is_finite() && to.is_finite() && from <= to,
                    "value.number",
                    "from at most to was expected",
                );
            }
            Value::Date(_) | Value::Thing(_) => {}
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        let same = (&self.subject, &self.property, &self.value, &self.source)
            == (&before.subject, &before.property, &before.value, &before.source);
        problems.expect(same, "value", "what a source said stays; a correction is a claim of its own");
    }
}

/// A property of a thing, with what sources say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared<'a> {
    /// The property.
    pub property: &'a str,
    /// What is said, those that are preferred first.
    pub claims: Vec<&'a Claim>,
    /// Whether two of them can't both be true. One that was corrected does not count.
    pub contradict: bool,
}

/// Claims about one thing, property by property, in order of their names.
#[must_use]
pub fn compare(claims: &[impl AsRef<Claim>]) -> Vec<Compared<'_>> {
    let mut claims: Vec<&Claim> = claims.iter().map(AsRef::as_ref).collect();
    claims.sort_by_key(|c| (c.property.as_str(), c.preferred_because.is_empty(), c.id.as_str()));
    let of_property = claims.chunk_by(|a, b| a.property == b.property);
    of_property
        .map(|group| {
            let stands: Vec<&&Claim> =
                group.iter().filter(|c| !group.iter().any(|d| d.corrects == c.id)).collect();
            let contradict = stands
                .iter()
                .enumerate()
                .any(|(i, a)| stands[..i].iter().any(|b| !a.value.agrees_with(&b.value)));
            Compared { property: &group[0].property, claims: group.to_vec(), contradict }
        })
        .collect()
}

impl AsRef<Self> for Claim {
    fn as_ref(&self) -> &Self {
        self
    }
}
