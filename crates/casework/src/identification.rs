//! Remains and person: who says so, why, how sure; who told the family; and what became of it when they
//! doubted it (INTERPOL DVI Guide, reconciliation; ISFG recommendations on DVI, Prinz et al. 2007).
//!
//! An identification stands when two different people have signed it, neither of them the one who proposed
//! it. Nobody is told before. What was signed is not changed afterwards: it is contested, confirmed or withdrawn.

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// A line of evidence.
    Line {
        /// Nuclear DNA.
        Dna = "DNA",
        /// Y-chromosomal or mitochondrial DNA.
        LineageDna = "lineage DNA",
        /// Teeth.
        Dental = "dental",
        /// Fingerprints.
        Fingerprint = "fingerprint",
        /// A number on an implant.
        SerialNumber = "serial number",
        /// Sex, age, stature.
        Biological = "biological profile",
        /// Old fractures, operations.
        Medical = "medical",
        /// Tattoos, scars.
        Marks = "marks",
        /// Clothing and effects.
        Effects = "effects",
        /// Place and time.
        Circumstances = "circumstances",
    }
}

/// What one line of evidence says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The line.
    pub line: Line,
    /// log10 of the likelihood ratio, where there is one.
    #[serde(default)]
    pub log10_lr: Option<f64>,
    /// In words; what speaks against it as well.
    pub finding: String,
    /// Who found it.
    pub examiner: String,
}

/// Somebody did something on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The account.
    pub by: String,
    /// The day.
    pub on: Day,
    /// Why, or as what.
    #[serde(default)]
    pub remark: String,
}

vocabulary! {
    /// What became of a contest.
    ContestOutcome {
        /// It is being looked at.
        Open = "open",
        /// The identification holds.
        Confirmed = "confirmed",
        /// It does not.
        Withdrawn = "identification withdrawn",
    }
}

/// A family doubts an identification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// The relative.
    pub person: String,
    /// When.
    pub on: Day,
    /// Why, in their words.
    pub grounds: String,
    /// The second laboratory: a party.
    #[serde(default)]
    pub second_laboratory: String,
    /// What it found.
    #[serde(default)]
    pub second_opinion: String,
    /// The reasoned reply.
    #[serde(default)]
    pub reply: String,
    /// Who replied, and when.
    #[serde(default)]
    pub replied: Option<Act>,
    /// What became of it.
    #[serde(default)]
    pub outcome: ContestOutcome,
}

/// An identification.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Identification {
    /// Id.
    pub id: String,
    /// The party whose office makes it.
    pub party: String,
    /// Other parties that see it: the one that holds the remains, the one that keeps the case.
    pub parties: Vec<String>,
    /// The missing person.
    pub missing: String,
    /// The remains; several sets if they are of one person.
    pub remains: Vec<String>,
    /// Lines of evidence.
    pub findings: Vec<Finding>,
    /// log10 of the likelihood ratio of all lines.
    pub log10_lr: Option<f64>,
    /// Posterior probability.
    pub posterior: Option<f64>,
    /// The prior, in words, so that the posterior can be computed again.
    pub prior: String,
    /// Version of the program that computed.
    pub engine: String,
    /// What is concluded, in words.
    pub conclusion: String,
    /// Who proposed it.
    pub proposed: Option<Act>,
    /// Who has reviewed and signed.
    pub signatures: Vec<Act>,
    /// Who told the family, in person.
    pub family_informed: Option<Act>,
    /// Whether and how it was contested.
    pub contests: Vec<Contest>,
    /// Who withdrew it, and why.
    pub withdrawn: Option<Act>,
}

impl Identification {
    /// Whether two people have signed it, and it was not withdrawn.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.signatures.len() >= 2 && self.withdrawn.is_none()
    }

    /// Whether a family's doubt has not been answered yet.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        self.contests.iter().any(|c| c.outcome == ContestOutcome::Open)
    }

    /// What is signed: everything but what happens afterwards.
    fn signed_part(&self) -> impl PartialEq {
        (
            (self.missing.clone(), self.remains.clone(), self.findings.clone()),
            (self.log10_lr, self.posterior, self.prior.clone(), self.engine.clone(), self.conclusion.clone()),
        )
    }
}

impl Thing for Identification {
    const NOUN: Noun = Noun::Identification;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn shared_with(&self) -> Vec<String> {
        // A draft is the office's own.
        if self.stands() { self.parties.clone() } else { Vec::new() }
    }

    fn status(&self) -> String {
        if self.withdrawn.is_some() {
            "withdrawn"
        } else if self.is_contested() {
            "contested"
        } else if !self.contests.is_empty() {
            "confirmed"
        } else if self.family_informed.is_some() {
            "family informed"
        } else if self.stands() {
            "identified"
        } else if self.signatures.is_empty() {
            "proposed"
        } else {
            "under review"
        }
        .to_owned()
    }

    fn is_protected(&self) -> bool {
        true
    }

    fn links(&self, links: &mut Links) {
        links.one("about", Noun::MissingPerson, &self.missing);
        links.each("remains", Noun::Remains, &self.remains);
        links.each("contested by", Noun::Person, self.contests.iter().map(|c| &c.person));
        links.each("second laboratory", Noun::Party, self.contests.iter().map(|c| &c.second_laboratory));
        links.each("party", Noun::Party, &self.parties);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.missing, "missing");
        problems.expect(!self.remains.is_empty(), "remains", "one set of remains at least was expected");
        problems.expect(!self.findings.is_empty(), "findings", "a line of evidence was expected");
        for (i, finding) in self.findings.iter().enumerate() {
            problems.require(&finding.finding, format!("findings[{i}].finding"));
            problems.require(&finding.examiner, format!("findings[{i}].examiner"));
        }
        problems.expect(
            self.posterior.is_none_or(|p| (0.0..=1.0).contains(&p)),
            "posterior",
            "a probability was expected",
        );
        if self.posterior.is_some() {
            problems.require(&self.prior, "prior");
            problems.require(&self.engine, "engine");
        }
        problems.require(&self.conclusion, "conclusion");
        problems.expect(self.proposed.is_some(), "proposed", "who proposes it was expected");
        let proposer = self.proposed.as_ref().map(|p| p.by.as_str());
        for (i, signature) in self.signatures.iter().enumerate() {
            let field = format!("signatures[{i}].by");
            problems.require(&signature.by, field.clone());
            problems.expect(
                Some(signature.by.as_str()) != proposer,
                field.clone(),
                "who proposed it does not sign it as well",
            );
            let twice = self.signatures[..i].iter().any(|s| s.by == signature.by);
            problems.expect(!twice, field, "two different people were expected");
        }
        let signed = self.signatures.len() >= 2;
        problems.expect(
            self.family_informed.is_none() || signed,
            "family_informed",
            "nobody is told before two people have signed",
        );
        if let (Some(informed), Some(last)) =
            (&self.family_informed, self.signatures.iter().map(|s| s.on).max())
        {
            problems.expect(
                informed.on >= last,
                "family_informed.on",
                "a day not before the signatures was expected",
            );
        }
        problems.expect(
            self.contests.is_empty() || signed,
            "contests",
            "only what was signed can be contested",
        );
        for (i, contest) in self.contests.iter().enumerate() {
            let field = |name: &str| format!("contests[{i}].{name}");
            problems.require(&contest.person, field("person"));
            problems.require(&contest.grounds, field("grounds"));
            if contest.outcome == ContestOutcome::Open {
                continue;
            }
            // A second laboratory and a reasoned reply are part of the process.
            problems.require(&contest.second_laboratory, field("second_laboratory"));
            problems.require(&contest.second_opinion, field("second_opinion"));
            problems.require(&contest.reply, field("reply"));
            problems.expect(contest.replied.is_some(), field("replied"), "who replied was expected");
            problems.expect(
                contest.outcome != ContestOutcome::Withdrawn || self.withdrawn.is_some(),
                "withdrawn",
                "a contest that was upheld withdraws the identification",
            );
        }
        if let Some(withdrawn) = &self.withdrawn {
            problems.require(&withdrawn.remark, "withdrawn.remark");
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.only_added(&before.signatures, &self.signatures, "signatures");
        if !before.signatures.is_empty() {
            problems.expect(
                self.signed_part() == before.signed_part(),
                "conclusion",
                "what was signed stays; withdraw it and propose another",
            );
        }
        problems.expect(
            before.proposed.is_none() || self.proposed == before.proposed,
            "proposed",
            "this stays",
        );
        let told = before.family_informed.is_none() || self.family_informed == before.family_informed;
        problems.expect(told, "family_informed", "this stays");
        problems.expect(
            before.withdrawn.is_none() || self.withdrawn == before.withdrawn,
            "withdrawn",
            "this stays",
        );
        let kept = self.contests.len() >= before.contests.len()
            && before.contests.iter().zip(&self.contests).all(|(b, n)| {
                (&b.person, b.on, &b.grounds) == (&n.person, n.on, &n.grounds)
                    && (b.outcome == ContestOutcome::Open || b == n)
            });
        problems.expect(kept, "contests", "what a family said stays, and so does the reply to it");
    }

    fn acts(&self) -> Vec<&str> {
        let single = [&self.proposed, &self.family_informed, &self.withdrawn].into_iter().flatten();
        let replies = self.contests.iter().filter_map(|c| c.replied.as_ref());
        self.signatures.iter().chain(single).chain(replies).map(|act| act.by.as_str()).collect()
    }
}
