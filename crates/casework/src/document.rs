//! Any thing that is kept as one document: for stores, files and pages that treat all kinds alike.
//!
//! A [`Document`] is made from a [`Sound`] thing or read from JSON, which checks it as its kind asks; so
//! there is no document whose rules do not hold.

use serde_json::{Map, Value};

use crate::allegation::Allegation;
use crate::ante_mortem::AnteMortem;
use crate::case::Case;
use crate::claim::Claim;
use crate::consent::Consent;
use crate::custody::Custody;
use crate::date::Day;
use crate::elimination_profile::EliminationProfile;
use crate::evidence::Evidence;
use crate::examination::Examination;
use crate::exhumation::Exhumation;
use crate::family::Family;
use crate::family_request::FamilyRequest;
use crate::form::path;
use crate::handover::Handover;
use crate::identification::Identification;
use crate::incident::Incident;
use crate::information_request::InformationRequest;
use crate::party::{Office, Party};
use crate::proceeding::Proceeding;
use crate::report::Report;
use crate::review::Review;
use crate::site::{Place, Site};
use crate::statement::{Statement, Witness};
use crate::thing::{Link, Noun, Problems, Reference, Sound, Thing};

/// Calls a generic function with the type of a kind, or gives `None` for nouns that are no documents.
macro_rules! dispatch {
    ($noun:expr, $T:ident => $body:expr) => {{
        macro_rules! arms {
            ($kind:ty) => {{
                type $T = $kind;
                Some($body)
            }};
        }
        match $noun {
            Noun::Party => arms!(Party),
            Noun::Office => arms!(Office),
            Noun::Family => arms!(Family),
            Noun::Case => arms!(Case),
            Noun::AnteMortem => arms!(AnteMortem),
            Noun::Report => arms!(Report),
            Noun::Consent => arms!(Consent),
            Noun::Witness => arms!(Witness),
            Noun::Statement => arms!(Statement),
            Noun::Claim => arms!(Claim),
            Noun::Incident => arms!(Incident),
            Noun::Place => arms!(Place),
            Noun::Site => arms!(Site),
            Noun::Exhumation => arms!(Exhumation),
            Noun::Examination => arms!(Examination),
            Noun::Custody => arms!(Custody),
            Noun::Evidence => arms!(Evidence),
            Noun::InformationRequest => arms!(InformationRequest),
            Noun::Allegation => arms!(Allegation),
            Noun::Proceeding => arms!(Proceeding),
            Noun::Identification => arms!(Identification),
            Noun::Handover => arms!(Handover),
            Noun::FamilyRequest => arms!(FamilyRequest),
            Noun::EliminationProfile => arms!(EliminationProfile),
            Noun::Review => arms!(Review),
            Noun::MissingPerson | Noun::Person | Noun::Remains | Noun::Sample | Noun::List => None,
        }
    }};
}

/// The nouns that are kept as documents, in the order in which they refer to each other, as far as there
/// is one.
pub const DOCUMENTS: [Noun; 25] = [
    Noun::Party,
    Noun::Office,
    Noun::Place,
    Noun::Site,
    Noun::Family,
    Noun::Case,
    Noun::AnteMortem,
    Noun::Report,
    Noun::Consent,
    Noun::Witness,
    Noun::Statement,
    Noun::Evidence,
    Noun::Incident,
    Noun::Claim,
    Noun::Exhumation,
    Noun::Examination,
    Noun::Custody,
    Noun::InformationRequest,
    Noun::Allegation,
    Noun::Proceeding,
    Noun::Identification,
    Noun::Handover,
    Noun::FamilyRequest,
    Noun::EliminationProfile,
    Noun::Review,
];

/// A thing of any kind that is kept as one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Kind and id.
    pub reference: Reference,
    /// The party that holds it; empty: all of them together.
    pub party: String,
    /// Other parties that may see it.
    pub shared_with: Vec<String>,
    /// Where it is in its life.
    pub status: String,
    /// By when somebody should do something about it.
    pub due: Option<Day>,
    /// Whether each reading is on record.
    pub is_protected: bool,
    /// What it refers to, sorted.
    pub links: Vec<Link>,
    /// In whose name something is said in it.
    pub acts: Vec<String>,
    /// The thing: an object without empty members.
    pub state: Value,
}

impl Document {
    /// A thing as a document.
    #[must_use]
    pub fn of<T: Thing>(thing: &Sound<T>) -> Self {
        Self {
            reference: Reference::new(T::NOUN, thing.id()),
            party: thing.party().to_owned(),
            shared_with: thing.shared_with(),
            status: thing.status(),
            due: thing.due(),
            is_protected: thing.is_protected(),
            links: thing.linked(),
            acts: thing.acts().into_iter().map(str::to_owned).collect(),
            state: tidy(serde_json::to_value(&**thing).unwrap_or_default()),
        }
    }

    /// Reads a thing of a kind from JSON, and checks it.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field.
    pub fn read(noun: Noun, state: Value) -> Result<Self, Problems> {
        dispatch!(noun, T => parse::<T>(state).map(|thing| Self::of(&thing)))
            .unwrap_or_else(|| Err(not_kept(noun)))
    }

    /// The same as the successor of an earlier version.
    ///
    /// # Errors
    /// Everything that is wrong with it, or with the step to it.
    pub fn read_after(noun: Noun, state: Value, before: &Self) -> Result<Self, Problems> {
        dispatch!(noun, T => {
            let before = parse::<T>(before.state.clone())?;
            let next = parse::<T>(state)?;
            Sound::after(next.into_draft(), &before).map(|thing| Self::of(&thing))
        })
        .unwrap_or_else(|| Err(not_kept(noun)))
    }

    /// The thing itself.
    ///
    /// # Errors
    /// [`Problems`] if it is of another kind.
    pub fn thing<T: Thing>(&self) -> Result<Sound<T>, Problems> {
        if self.reference.kind == T::NOUN {
            parse(self.state.clone())
        } else {
            Err(not_kept(self.reference.kind))
        }
    }

    /// The document as an account sees it: where a site's place is withheld, without it.
    #[must_use]
    pub fn seen_by(self, account: &str) -> Self {
        let Ok(site) = self.thing::<Site>() else { return self };
        Sound::new(site.into_draft().seen_by(account)).map_or(self, |site| Self::of(&site))
    }

    /// Accounts in whose name something was added since an earlier version.
    #[must_use]
    pub fn added_acts(&self, before: Option<&Self>) -> Vec<&str> {
        let mut left: Vec<&str> = before.map_or(Vec::new(), |b| b.acts.iter().map(String::as_str).collect());
        let mut added = Vec::new();
        for act in &self.acts {
            if let Some(at) = left.iter().position(|l| l == act) {
                left.remove(at);
            } else {
                added.push(act.as_str());
            }
        }
        added
    }
}

fn not_kept(noun: Noun) -> Problems {
    let mut problems = Problems::default();
    problems.add("kind", format!("{:?} is not what was expected here", noun.text()));
    problems
}

fn parse<T: Thing>(state: Value) -> Result<Sound<T>, Problems> {
    let draft: T = serde_path_to_error::deserialize(tidy(state)).map_err(|e| {
        let mut problems = Problems::default();
        let (at, problem) = (e.path().to_string(), e.inner().to_string());
        match problem.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
            Some(member) => problems.require("", path(at.trim_matches('.'), member)),
            None => problems.add(at, problem),
        }
        problems
    })?;
    Sound::new(draft)
}

/// JSON without members that hold nothing, so that a field which a later version adds changes no state;
/// and texts without blanks at their ends, which tables do not keep.
#[must_use]
pub fn tidy(value: Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members.into_iter().map(|(k, v)| (k, tidy(v))).filter(|(_, v)| !is_empty(v)).collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(tidy).collect()),
        Value::String(text) => Value::String(text.trim().to_owned()),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Which members a kind may have, with what they hold when they hold nothing. Empty for nouns that are
/// no documents.
#[must_use]
pub fn members(noun: Noun) -> Map<String, Value> {
    match dispatch!(noun, T => serde_json::to_value(T::default())) {
        Some(Ok(Value::Object(members))) => members,
        _ => Map::new(),
    }
}
