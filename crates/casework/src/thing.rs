//! What the things of an office have in common: an id, whose they are, what they refer to, and rules that
//! are checked before anything is stored.
//!
//! A value of `Statement`, `Site`, … is a *draft*: it may be half typed. Only a [`Sound`] one is stored, and
//! only sound ones are read: whoever holds a `Sound<Identification>` knows that its signatures are those of
//! two different people. Nothing else makes a `Sound`.

use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::date::Day;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The nouns: every kind of thing that another can refer to.
    Noun {
        /// A missing person.
        MissingPerson = "missing person",
        /// A member of a family.
        Person = "person",
        /// A body, or a part of one.
        Remains = "remains",
        /// A sample.
        Sample = "sample",
        /// A list of others.
        List = "list",
        /// A party to the work: a state's authority, a humanitarian body, a laboratory.
        Party = "party",
        /// An office of a party.
        Office = "office",
        /// What an office knows about a family as a whole: whom to speak with.
        Family = "family",
        /// The course of a missing person's case.
        Case = "case",
        /// What is known of a missing person from before death.
        AnteMortem = "ante-mortem data",
        /// What somebody reported.
        Report = "report",
        /// What somebody agreed to.
        Consent = "consent",
        /// Somebody who saw or knows something; the identity may be protected.
        Witness = "witness",
        /// A witness's account.
        Statement = "statement",
        /// What one source says about one property of one thing.
        Claim = "claim",
        /// Something that happened, with who took part.
        Incident = "incident",
        /// A place on the map.
        Place = "place",
        /// A place where people may lie, were held or are kept.
        Site = "site",
        /// A mission that opens a grave.
        Exhumation = "exhumation",
        /// What was seen on remains.
        Examination = "examination",
        /// Through whose hands an item went.
        Custody = "custody",
        /// A photograph, document, recording or web page.
        Evidence = "evidence",
        /// A request for information, and whether it was answered.
        InformationRequest = "information request",
        /// What somebody is said to have done.
        Allegation = "allegation",
        /// What authorities and courts do about it.
        Proceeding = "proceeding",
        /// Remains and person, with the reasons and the signatures.
        Identification = "identification",
        /// Remains given to a family.
        Handover = "handover",
        /// What a family asks of an office about its own person.
        FamilyRequest = "family request",
        /// The profile of somebody who handles samples.
        EliminationProfile = "elimination profile",
        /// What an examiner decided about evidence.
        Review = "review",
    }
}

impl Noun {
    /// What several of them are called; also their table's file name, with underscores for blanks.
    #[must_use]
    pub fn several(self) -> String {
        match self {
            Self::Person => "members of families".to_owned(),
            Self::MissingPerson => "missing persons".to_owned(),
            Self::Remains | Self::Evidence | Self::AnteMortem => self.text().to_owned(),
            Self::Custody => "custody chains".to_owned(),
            Self::Party => "parties".to_owned(),
            Self::Family => "families".to_owned(),
            Self::Witness => "witnesses".to_owned(),
            _ => format!("{}s", self.text()),
        }
    }

    /// The last part of an address: the plural with hyphens.
    #[must_use]
    pub fn slug(self) -> String {
        self.several().replace(' ', "-")
    }
}

/// A thing by kind and id, written `site/S-12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// Its kind.
    pub kind: Noun,
    /// Its id.
    pub id: String,
}

impl Default for Reference {
    fn default() -> Self {
        Self { kind: Noun::MissingPerson, id: String::new() }
    }
}

impl Reference {
    /// A reference.
    #[must_use]
    pub fn new(kind: Noun, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }

    /// Reads `site/S-12`. Ids may hold strokes themselves.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (kind, id) = text.split_once('/')?;
        Some(Self { kind: Noun::read(kind)?, id: id.to_owned() }).filter(|r| !r.id.is_empty())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.text(), self.id)
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::read(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("{text:?}; a kind and an id were expected, such as site/S-12"))
        })
    }
}

/// A thing that another refers to, and as what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// As what: `about`, `source`, `site` …
    pub role: &'static str,
    /// What.
    pub to: Reference,
}

/// Collects links of a thing; empty ids are no links.
#[derive(Debug, Default)]
pub struct Links(Vec<Link>);

impl Links {
    /// A link to one thing.
    pub fn one(&mut self, role: &'static str, kind: Noun, id: &str) {
        if !id.is_empty() {
            self.0.push(Link { role, to: Reference::new(kind, id) });
        }
    }

    /// Links to several of a kind.
    pub fn each<'a>(
        &mut self,
        role: &'static str,
        kind: Noun,
        ids: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>,
    ) {
        ids.into_iter().for_each(|id| self.one(role, kind, id.as_ref()));
    }

    /// Links to things of any kind.
    pub fn any<'a>(&mut self, role: &'static str, to: impl IntoIterator<Item = &'a Reference>) {
        self.0.extend(to.into_iter().map(|to| Link { role, to: to.clone() }));
    }

    /// Sorted, each once.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Link> {
        self.0.sort();
        self.0.dedup();
        self.0
    }
}

/// Something about a thing that can't be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field, as in the JSON: `signatures[1].by`.
    pub field: String,
    /// What is wrong, and what was expected.
    pub problem: String,
}

/// All problems of one thing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// A problem of a field.
    pub fn add(&mut self, field: impl Into<String>, problem: impl Into<String>) {
        self.0.push(Problem { field: field.into(), problem: problem.into() });
    }

    /// A problem, if something does not hold.
    pub fn expect(&mut self, holds: bool, field: impl Into<String>, problem: impl Into<String>) {
        if !holds {
            self.add(field, problem);
        }
    }

    /// A problem, if a text is empty.
    pub fn require(&mut self, text: &str, field: impl Into<String>) {
        self.expect(!text.trim().is_empty(), field, "this was expected");
    }

    /// A problem, if what was there before is not there any more, in the same order: what was said stays
    /// said, and is added to.
    pub fn only_added<T: PartialEq>(&mut self, before: &[T], now: &[T], field: &str) {
        self.expect(now.starts_with(before), field, "what stands here stays; it can only be added to");
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, Problem { field, problem }) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{field}: {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A thing that an office records.
pub trait Thing:
    Serialize + DeserializeOwned + Clone + fmt::Debug + PartialEq + Default + Send + Sync + 'static
{
    /// Its kind.
    const NOUN: Noun;

    /// Its id, unique among things of its kind.
    fn id(&self) -> &str;

    /// The party that holds it; empty: all of them together.
    fn party(&self) -> &str;

    /// Other parties that may see it as well.
    fn shared_with(&self) -> Vec<String> {
        Vec::new()
    }

    /// Where it is in its life, for lists; empty for things without one.
    fn status(&self) -> String {
        String::new()
    }

    /// A day by which somebody should do something about it.
    fn due(&self) -> Option<Day> {
        None
    }

    /// Whether each reading of it is put on record.
    fn is_protected(&self) -> bool {
        false
    }

    /// What it refers to.
    fn links(&self, links: &mut Links);

    /// What can't be so about it by itself. The id is looked at already.
    fn check(&self, problems: &mut Problems);

    /// What can't be so about it as the successor of an earlier version: which steps of its life are
    /// skipped, what was said and is not there any more.
    fn follow(&self, _before: &Self, _problems: &mut Problems) {}

    /// Accounts in whose name something is said or signed in it, in order. What is added must be in the
    /// name of whoever adds it.
    fn acts(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// A thing whose rules hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound<T>(T);

impl<T: Thing> Sound<T> {
    /// Checks a draft.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(draft: T) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let id = draft.id();
        problems.require(id, "id");
        problems.expect(
            id.trim() == id && id.len() <= 200,
            "id",
            "200 bytes at most were expected, without blanks around",
        );
        draft.check(&mut problems);
        if problems.0.is_empty() { Ok(Self(draft)) } else { Err(problems) }
    }

    /// Checks a draft that takes the place of an earlier version.
    ///
    /// # Errors
    /// Everything that is wrong with it, or with the step to it.
    pub fn after(draft: T, before: &Self) -> Result<Self, Problems> {
        let next = Self::new(draft)?;
        let mut problems = Problems::default();
        problems.expect(next.id() == before.id(), "id", "a thing keeps its id");
        next.follow(&before.0, &mut problems);
        if problems.0.is_empty() { Ok(next) } else { Err(problems) }
    }

    /// The thing as a draft, to be changed.
    #[must_use]
    pub fn into_draft(self) -> T {
        self.0
    }

    /// What it refers to, sorted.
    #[must_use]
    pub fn linked(&self) -> Vec<Link> {
        let mut links = Links::default();
        self.0.links(&mut links);
        links.sorted()
    }
}

impl<T> Deref for Sound<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
