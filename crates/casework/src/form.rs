//! How each kind of thing is asked for: short steps, and what is typed, chosen or ticked in each.
//!
//! A form is filled in as flat *fields*: `text`, `steps[0].to`, `position.latitude`, each a text as somebody
//! typed it, right or wrong. [`fields::typed`] makes fields of a thing, [`fields::state`] a thing of fields,
//! with everything that can't be read; the rules of the kind come after. So a form can be put down half
//! filled and taken up again, and nothing that was typed is lost.
//!
//! What a form leaves out stays as it is: originals of evidence, signatures, what families themselves say.

pub mod fields;
mod kinds;

pub use kinds::steps;

use crate::thing::Noun;

/// A short step of a form.
#[derive(Debug)]
pub struct Step {
    /// What it is called in messages: `what`, `when-and-where`.
    pub name: &'static str,
    /// What it asks for, in order.
    pub members: &'static [Member],
}

/// A member of a thing.
#[derive(Debug)]
pub struct Member {
    /// As in the JSON.
    pub name: &'static str,
    /// What is typed or chosen.
    pub input: Input,
}

/// What is typed, chosen or ticked for a member.
#[derive(Debug)]
pub enum Input {
    /// A short text.
    Line,
    /// A long text.
    Text,
    /// A language, BCP 47.
    Language,
    /// A day that is known.
    Day,
    /// A date as far as it is known: an interval, a year, "about".
    Date,
    /// A number.
    Number,
    /// Two numbers: at least, at most.
    Range,
    /// Yes or no; not ticked is no.
    Truth,
    /// Yes, no, or not known.
    MaybeTruth,
    /// A word of a closed list; the first claims least.
    Word(fn() -> Vec<&'static str>),
    /// One of these texts, or nothing.
    Choice(&'static [&'static str]),
    /// Several words of a closed list.
    Words(fn() -> Vec<&'static str>),
    /// The id of a thing of a kind.
    Id(Noun),
    /// A thing of one of these kinds.
    Thing(&'static [Noun]),
    /// Several of one input.
    List(&'static Self),
    /// Members of a part.
    Parts(&'static [Member]),
    /// Several parts of the same members.
    Several(&'static [Member]),
    /// The account that fills in the form: everybody speaks and signs in their own name.
    Own,
    /// A point or an area, and how far off it may be ([`crate::geometry::Position`]).
    Position,
    /// What a claim says ([`crate::claim::Value`]).
    Value,
    /// A dental chart ([`crate::dental::Tooth`]).
    Teeth,
    /// An inventory of bones ([`crate::skeleton::BoneCount`]).
    Bones,
    /// Loci with their alleles.
    Loci,
    /// A secret, sealed as soon as it was typed and never shown again.
    Sealed,
}

/// A field's name: of a member, in a part or at the top (`""`).
#[must_use]
pub fn path(within: &str, member: &str) -> String {
    if within.is_empty() { member.to_owned() } else { format!("{within}.{member}") }
}

/// Whether a field is of a member: itself, or a part of it.
#[must_use]
pub fn is_of(field: &str, member: &str) -> bool {
    field.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
