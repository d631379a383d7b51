//! Asking those who know, and whether they answered.

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Reference, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What obliges whoever is asked, or that nothing but decency does.
    LegalGround {
        /// None is cited.
        None = "none cited",
        /// Geneva Convention I, articles 16 and 17: record and forward particulars of the dead.
        GenevaI16 = "GC I 16-17",
        /// Geneva Convention II, articles 19 and 20.
        GenevaII19 = "GC II 19-20",
        /// Geneva Convention III, articles 120 to 123: prisoners of war, information bureaux.
        GenevaIII120 = "GC III 120-123",
        /// Geneva Convention IV, articles 136 to 141: information bureaux, central agency.
        GenevaIV136 = "GC IV 136-141",
        /// Additional Protocol I, article 32: the right of families to know.
        ProtocolI32 = "AP I 32",
        /// Additional Protocol I, article 33: to search for the missing, and transmit information.
        ProtocolI33 = "AP I 33",
        /// Additional Protocol I, article 34: remains and graves.
        ProtocolI34 = "AP I 34",
        /// Customary international humanitarian law, rule 116: accounting for the dead.
        Customary116 = "customary rule 116",
        /// Customary international humanitarian law, rule 117: accounting for missing persons.
        Customary117 = "customary rule 117",
        /// The law of a state on archives or the right to know.
        NationalLaw = "national law",
    }
}

vocabulary! {
    /// How a reply answers.
    ReplyKind {
        /// It says when an answer will come.
        Interim = "interim",
        /// It answers.
        Answered = "answered",
        /// It answers in part.
        InPart = "answered in part",
        /// Nothing is known there.
        NothingKnown = "nothing known",
        /// It refuses.
        Refused = "refused",
    }
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// When it came.
    pub on: Day,
    /// How it answers.
    pub kind: ReplyKind,
    /// What it says.
    pub text: String,
    /// Who wrote it down: an account.
    pub by: String,
    /// What came with it.
    #[serde(default)]
    pub enclosed: Vec<String>,
}

/// A request for information.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InformationRequest {
    /// Id.
    pub id: String,
    /// The party that asks.
    pub party: String,
    /// The party that is asked, where it takes part.
    pub to: String,
    /// Who is asked, in words: an authority, an archive, a witness who has said that they know.
    pub addressee: String,
    /// About whom and what.
    pub about: Vec<Reference>,
    /// On which ground.
    pub grounds: Vec<LegalGround>,
    /// What is asked.
    pub text: String,
    /// When it was sent; not said while it is a draft.
    pub sent: Option<Day>,
    /// By when an answer is asked for.
    pub due: Option<Day>,
    /// When it was asked again.
    pub reminders: Vec<Day>,
    /// Replies.
    pub replies: Vec<Reply>,
}

impl InformationRequest {
    /// Whether a reply closes it. One in part does not.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        use ReplyKind::{Answered, NothingKnown, Refused};
        self.replies.iter().any(|r| matches!(r.kind, Answered | NothingKnown | Refused))
    }

    /// Whether an answer is late on a day.
    #[must_use]
    pub fn is_overdue(&self, today: Day) -> bool {
        self.sent.is_some() && !self.is_answered() && self.due.is_some_and(|due| due < today)
    }
}

impl Thing for InformationRequest {
    const NOUN: Noun = Noun::InformationRequest;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn shared_with(&self) -> Vec<String> {
        // Whoever is asked sees it once it is sent.
        self.sent.iter().map(|_| self.to.clone()).filter(|to| !to.is_empty()).collect()
    }

    fn status(&self) -> String {
        match (self.sent, self.replies.last()) {
            (None, _) => "draft".to_owned(),
            (_, None) => "waiting".to_owned(),
            (_, Some(last)) => last.kind.text().to_owned(),
        }
    }

    fn due(&self) -> Option<Day> {
        self.due.filter(|_| self.sent.is_some() && !self.is_answered())
    }

    fn links(&self, links: &mut Links) {
        links.one("to", Noun::Party, &self.to);
        links.any("about", &self.about);
        links.each("enclosed", Noun::Evidence, self.replies.iter().flat_map(|r| &r.enclosed));
    }

    fn check(&self, problems: &mut Problems) {
        problems.expect(
            !self.to.is_empty() || !self.addressee.is_empty(),
            "addressee",
            "who is asked was expected",
        );
        problems.expect(self.to.is_empty() || self.to != self.party, "to", "another party was expected");
        problems.expect(!self.about.is_empty(), "about", "about whom or what was expected");
        problems.require(&self.text, "text");
        if let Some(sent) = self.sent {
            problems.expect(
                self.due.is_some_and(|due| due > sent),
                "due",
                "a day after it was sent was expected",
            );
            problems.expect(
                !self.grounds.is_empty(),
                "grounds",
                "a legal ground was expected, or that none is cited",
            );
            let in_order = self.reminders.is_sorted() && self.reminders.iter().all(|r| *r > sent);
            problems.expect(in_order, "reminders", "days after it was sent, in order, were expected");
        } else {
            problems.expect(
                self.reminders.is_empty() && self.replies.is_empty(),
                "sent",
                "what was not sent is not answered",
            );
        }
        for (i, reply) in self.replies.iter().enumerate() {
            problems.expect(
                self.sent.is_some_and(|sent| sent <= reply.on),
                format!("replies[{i}].on"),
                "a day after it was sent was expected",
            );
            problems.require(&reply.text, format!("replies[{i}].text"));
            problems.require(&reply.by, format!("replies[{i}].by"));
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.only_added(&before.replies, &self.replies, "replies");
        problems.only_added(&before.reminders, &self.reminders, "reminders");
        if before.sent.is_some() {
            let same = (&self.to, &self.addressee, &self.text, self.sent, self.due, &self.about)
                == (&before.to, &before.addressee, &before.text, before.sent, before.due, &before.about);
            problems.expect(same, "text", "what was sent stays as it was sent");
        }
    }

    fn acts(&self) -> Vec<&str> {
        self.replies.iter().map(|r| r.by.as_str()).collect()
    }
}
