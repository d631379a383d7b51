//! What an examiner decided about evidence before it is compared: a sample that is not used, a relation that the DNA
//! contradicts, a line of evidence that is left out; or that what looked doubtful is right. Why stands with it.
//!
//! It may say of a family what the family does not know of itself, so it is read by those who compare DNA, and by
//! nobody else.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::registry::{Person, Registry};
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What was decided.
    Decision {
        /// It is used as it is.
        Stands = "used as it is",
        /// The samples are not used.
        SetAside = "samples set aside",
        /// The persons are compared as if their stated father were somebody else.
        FatherCut = "stated father not used",
        /// The same with the mother.
        MotherCut = "stated mother not used",
        /// The same with both.
        ParentsCut = "stated parents not used",
        /// The lines of evidence are left out.
        LinesLeftOut = "lines left out",
        /// The remains are compared as one person's.
        OnePerson = "of one person",
        /// The remains are compared by themselves, whatever was decided before.
        Apart = "of different people",
    }
}

vocabulary! {
    /// A line of evidence besides DNA.
    ReviewedLine {
        /// The Y chromosome.
        MaleLine = "male line",
        /// Mitochondrial DNA.
        MaternalLine = "maternal line",
        /// Sex.
        Sex = "sex",
        /// Age.
        Age = "age",
        /// Stature.
        Stature = "stature",
        /// Hair.
        Hair = "hair",
        /// Eyes.
        Eyes = "eyes",
        /// Blood group.
        BloodGroup = "blood group",
        /// Teeth.
        Teeth = "teeth",
        /// Old fractures, operations, implants.
        Medical = "medical",
        /// Scars, tattoos.
        Marks = "marks",
        /// Clothing and effects.
        Effects = "effects",
        /// Where.
        Place = "place",
        /// When.
        Time = "time",
        /// Fingerprints.
        Fingerprint = "fingerprint",
        /// A serial number.
        SerialNumber = "serial number",
    }
}

/// A decision about evidence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Id.
    pub id: String,
    /// The party whose examiner decides.
    pub party: String,
    /// What was decided.
    pub decision: Decision,
    /// Samples that it is about; of remains that are of one person, those by which that was decided, or all if none is named.
    pub samples: Vec<String>,
    /// Members of families: for a relation, the children.
    pub persons: Vec<String>,
    /// Missing persons of whom a line is left out.
    pub missing: Vec<String>,
    /// Remains of which a line is left out, or which are of one person, or of different people.
    pub remains: Vec<String>,
    /// The lines.
    pub lines: Vec<ReviewedLine>,
    /// Why.
    pub reason: String,
    /// Who decides: an account.
    pub by: String,
    /// When.
    pub on: Option<Day>,
}

impl Review {
    /// Whether a child's stated father is not used, and whether the mother.
    #[must_use]
    pub fn cuts(&self) -> (bool, bool) {
        match self.decision {
            Decision::FatherCut => (true, false),
            Decision::MotherCut => (false, true),
            Decision::ParentsCut => (true, true),
            Decision::Stands
            | Decision::SetAside
            | Decision::LinesLeftOut
            | Decision::OnePerson
            | Decision::Apart => (false, false),
        }
    }
}

impl Thing for Review {
    const NOUN: Noun = Noun::Review;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn status(&self) -> String {
        self.decision.text().to_owned()
    }

    fn is_protected(&self) -> bool {
        true
    }

    fn links(&self, links: &mut Links) {
        links.each("about", Noun::Sample, &self.samples);
        links.each("about", Noun::Person, &self.persons);
        links.each("about", Noun::MissingPerson, &self.missing);
        links.each("about", Noun::Remains, &self.remains);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.reason, "reason");
        problems.require(&self.by, "by");
        problems.expect(self.on.is_some(), "on", "the day was expected");
        let (field, has) = match self.decision {
            Decision::SetAside => ("samples", !self.samples.is_empty()),
            Decision::FatherCut | Decision::MotherCut | Decision::ParentsCut => {
                ("persons", !self.persons.is_empty())
            }
            Decision::Stands => ("samples", !self.samples.is_empty() || !self.persons.is_empty()),
            Decision::LinesLeftOut => {
                problems.expect(!self.lines.is_empty(), "lines", "one line at least was expected");
                ("remains", !self.missing.is_empty() || !self.remains.is_empty())
            }
            Decision::OnePerson => ("remains", self.remains.len() > 1),
            Decision::Apart => ("remains", !self.remains.is_empty()),
        };
        problems.expect(has, field, "what the decision is about was expected");
    }

    fn acts(&self) -> Vec<&str> {
        vec![&self.by]
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        // Another decision is another review, or nobody could say what was decided when a number was computed.
        problems.expect(
            (self.decision, &self.lines) == (before.decision, &before.lines),
            "decision",
            "what was decided stays; another decision was expected as another review",
        );
    }
}

/// Remains of which examiners decided that they are of one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The remains.
    pub remains: BTreeSet<String>,
    /// Samples by which it was decided; of a bag that holds two people's bones, some are another's.
    samples: BTreeSet<String>,
    /// Remains that are of one person whatever samples of them there are.
    whole: BTreeSet<String>,
}

impl Body {
    fn of(review: &Review) -> Self {
        let remains: BTreeSet<String> = review.remains.iter().cloned().collect();
        let whole = if review.samples.is_empty() { remains.clone() } else { BTreeSet::new() };
        Self { remains, samples: review.samples.iter().cloned().collect(), whole }
    }

    fn with(mut self, other: Self) -> Self {
        self.remains.extend(other.remains);
        self.samples.extend(other.samples);
        self.whole.extend(other.whole);
        self
    }

    /// Whether a sample of these remains is the body's.
    #[must_use]
    pub fn has(&self, remains: &str, sample: &str) -> bool {
        self.remains.contains(remains) && (self.whole.contains(remains) || self.samples.contains(sample))
    }
}

/// All reviews that there are, as comparisons keep to them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reviews(Vec<Review>);

impl Reviews {
    /// One more.
    pub fn add(&mut self, review: Review) {
        self.0.push(review);
    }

    /// Leaves out samples that were set aside, and relations that are not used.
    pub fn apply(&self, registry: &mut Registry) {
        let gone = registry.samples.extract_if(.., |id, _| self.is_set_aside(id));
        for (id, _) in gone {
            registry.profiles.remove(&id);
        }
        for review in &self.0 {
            for id in &review.persons {
                if let Some(person) = registry.persons.get_mut(id) {
                    self.cut(person);
                }
            }
        }
    }

    /// Leaves out a person's relations that are not used.
    pub fn cut(&self, person: &mut Person) {
        for review in self.0.iter().filter(|r| r.persons.contains(&person.id)) {
            let (father, mother) = review.cuts();
            person.father.take_if(|_| father);
            person.mother.take_if(|_| mother);
        }
    }

    /// Whether a sample is not used.
    #[must_use]
    pub fn is_set_aside(&self, sample: &str) -> bool {
        self.0.iter().any(|r| r.decision == Decision::SetAside && r.samples.iter().any(|s| s == sample))
    }

    /// Lines of evidence that are left out of a missing person's or remains' side.
    pub fn left_out<'a>(&'a self, of: Noun, id: &'a str) -> impl Iterator<Item = ReviewedLine> + 'a {
        let about = move |r: &&Review| {
            let ids = if of == Noun::Remains { &r.remains } else { &r.missing };
            r.decision == Decision::LinesLeftOut && ids.iter().any(|i| i == id)
        };
        self.0.iter().filter(about).flat_map(|r| r.lines.iter().copied())
    }

    /// Reviews that say which remains are of one person, or are not, in the order in which they were decided.
    fn of_bodies(&self) -> Vec<&Review> {
        let mut reviews: Vec<&Review> =
            self.0.iter().filter(|r| matches!(r.decision, Decision::OnePerson | Decision::Apart)).collect();
        reviews.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
        reviews
    }

    /// Bodies of several parts. What was decided later counts; parts that are put together with two bodies make one
    /// of them.
    #[must_use]
    pub fn bodies(&self) -> Vec<Body> {
        let mut bodies: Vec<Body> = Vec::new();
        for review in self.of_bodies() {
            if review.decision == Decision::OnePerson {
                let named = Body::of(review);
                let (joined, others): (Vec<_>, Vec<_>) =
                    bodies.into_iter().partition(|body| !body.remains.is_disjoint(&named.remains));
                bodies = others;
                bodies.push(joined.into_iter().fold(named, Body::with));
            } else {
                bodies.iter_mut().for_each(|b| b.remains.retain(|id| !review.remains.contains(id)));
            }
        }
        bodies.retain(|body| body.remains.len() > 1);
        bodies
    }

    /// The latest review by which these parts, remains with their samples, are one of the bodies ([`Self::bodies`]), or
    /// by which all of these remains are of different people.
    #[must_use]
    pub fn of_body(&self, bodies: &[Body], parts: &[(&str, &str)]) -> Option<&Review> {
        let mut latest = self.of_bodies().into_iter().rev();
        let names = |review: &Review, id: &str| review.remains.iter().any(|r| r == id);
        if bodies.iter().any(|body| parts.iter().all(|(id, sample)| body.has(id, sample))) {
            let one = |r: &&Review| r.decision == Decision::OnePerson;
            return latest.find(|r| one(r) && parts.iter().any(|(id, _)| names(r, id)));
        }
        latest.find(|r| r.decision == Decision::Apart && parts.iter().all(|(id, _)| names(r, id)))
    }

    /// Whether it was decided, at last, that two remains are of different people.
    #[must_use]
    pub fn are_apart(&self, a: &str, b: &str) -> bool {
        let names = |review: &&&Review, id: &str| review.remains.iter().any(|r| r == id);
        let reviews = self.of_bodies();
        let latest = reviews.iter().rev().find(|r| names(r, a) && names(r, b));
        latest.is_some_and(|r| r.decision == Decision::Apart)
    }

    /// Lines that are left out of one part of a body are left out of all of it: `bodies` says by which id the body of a
    /// part goes.
    pub fn speak_of(&mut self, bodies: &BTreeMap<String, String>) {
        for review in self.0.iter_mut().filter(|r| r.decision == Decision::LinesLeftOut) {
            for id in &mut review.remains {
                if let Some(body) = bodies.get(id) {
                    id.clone_from(body);
                }
            }
        }
    }

    /// The review that says of all these samples and persons that they are used as they are.
    #[must_use]
    pub fn standing(&self, samples: &[String], persons: &[String]) -> Option<&Review> {
        let covers = |r: &&Review| {
            r.decision == Decision::Stands
                && samples.iter().all(|s| r.samples.contains(s))
                && persons.iter().all(|p| r.persons.contains(p))
        };
        self.0.iter().find(covers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(day: u8, decision: Decision, remains: &[&str], samples: &[&str]) -> Review {
        let text = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Review {
            id: format!("RV{day}"),
            decision,
            remains: text(remains),
            samples: text(samples),
            on: Some(Day::new(2026, 5, day)),
            ..Review::default()
        }
    }

    fn bodies(list: &[Review]) -> Vec<Vec<String>> {
        let bodies = Reviews(list.to_vec()).bodies();
        bodies.into_iter().map(|b| b.remains.into_iter().collect()).collect()
    }

    #[test]
    fn what_was_decided_later_counts() {
        use Decision::{Apart, OnePerson};
        let first = review(1, OnePerson, &["B1", "B2"], &[]);
        let second = review(2, OnePerson, &["B3", "B4"], &[]);
        let both = review(3, OnePerson, &["B2", "B3"], &[]);
        let apart = review(4, Apart, &["B1"], &[]);
        assert_eq!(bodies(&[second.clone(), first.clone()]), [["B1", "B2"], ["B3", "B4"]]);
        assert_eq!(bodies(&[both.clone(), second.clone(), first.clone()]), [["B1", "B2", "B3", "B4"]]);
        assert_eq!(bodies(&[apart.clone(), both, second, first.clone()]), [["B2", "B3", "B4"]]);
        assert!(bodies(&[first.clone(), apart.clone()]).is_empty(), "one alone is no body of several parts");
        let again = review(5, OnePerson, &["B1", "B2"], &[]);
        assert_eq!(bodies(&[first, apart, again]), [["B1", "B2"]]);
    }

    #[test]
    fn a_body_has_the_samples_by_which_it_was_decided() {
        let whole = review(1, Decision::OnePerson, &["B1", "B2"], &[]);
        let by_samples = review(2, Decision::OnePerson, &["B2", "B3"], &["S2", "S3"]);
        let body = &Reviews(vec![whole, by_samples]).bodies()[0];
        assert!(body.has("B1", "S9") && body.has("B2", "S8"), "all there are");
        assert!(body.has("B3", "S3") && !body.has("B3", "S4") && !body.has("B4", "S3"));
    }

    #[test]
    fn a_new_sample_of_a_part_asks_again() {
        use Decision::{Apart, OnePerson};
        let reviews = Reviews(vec![
            review(1, OnePerson, &["B1", "B2"], &["S1", "S2"]),
            review(2, OnePerson, &["B2", "B3"], &["S2", "S3"]),
        ]);
        let bodies = reviews.bodies();
        let of = |parts: &[(&str, &str)]| reviews.of_body(&bodies, parts).map(|r| r.id.as_str());
        assert_eq!(of(&[("B1", "S1"), ("B2", "S2"), ("B3", "S3")]), Some("RV2"), "by both reviews together");
        assert_eq!(of(&[("B1", "S1"), ("B2", "S2"), ("B2", "S9")]), None, "nobody has looked at it");
        assert_eq!(of(&[("B1", "S1"), ("B4", "S4")]), None);
        assert!(!reviews.are_apart("B1", "B2"));

        let parted =
            Reviews(vec![review(1, OnePerson, &["B1", "B2"], &[]), review(2, Apart, &["B1", "B2"], &[])]);
        let of_body = parted.of_body(&parted.bodies(), &[("B1", "S1"), ("B2", "S2")]);
        assert_eq!(of_body.map(|r| r.id.as_str()), Some("RV2"));
        assert!(parted.are_apart("B2", "B1") && !parted.are_apart("B1", "B3"));
    }
}
