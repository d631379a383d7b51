//! Photographs, videos, documents, recordings and pages of the web, kept bit for bit (Berkeley Protocol
//! on Digital Open Source Investigations).

use serde::{Deserialize, Serialize};

use crate::date::{DateInterval, Day};
use crate::thing::{Links, Noun, Problems, Reference, Thing};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What it is.
    EvidenceKind {
        /// A document.
        Document = "document",
        /// A photograph.
        Photograph = "photograph",
        /// A video.
        Video = "video",
        /// A recording of voice.
        Recording = "recording",
        /// A page of the web as it was.
        WebCapture = "web capture",
        /// A drawing or plan.
        Drawing = "drawing",
    }
}

/// An original file: content-addressed, so that whoever has it can tell that it is the one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// SHA-256 of its bytes, hexadecimal, small letters.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// Media type: `image/jpeg`.
    pub media_type: String,
    /// Name it came with.
    #[serde(default)]
    pub name: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// Id.
    pub id: String,
    /// The party whose office acquired it.
    pub party: String,
    /// Other parties that it was shared with.
    pub parties: Vec<String>,
    /// What it is.
    pub kind: EvidenceKind,
    /// The original file.
    pub original: Option<Original>,
    /// Where it comes from: an address, an archive's shelf mark, a person's hand.
    pub origin: String,
    /// When the office got it.
    pub acquired: Option<Day>,
    /// Who got it.
    pub acquired_by: String,
    /// How: downloaded, scanned, copied from a telephone, with which tool.
    pub how: String,
    /// When it was made, as far as it is known.
    pub made: Option<DateInterval>,
    /// What may be done with it.
    pub licence: String,
    /// Whether it shows what is covered until somebody asks to see it: remains, violence.
    pub covered: bool,
    /// In words, what it shows.
    pub description: String,
    /// Whom and what it shows.
    pub shows: Vec<Reference>,
}

impl Thing for Evidence {
    const NOUN: Noun = Noun::Evidence;

    fn id(&self) -> &str {
        &self.id
    }

    fn party(&self) -> &str {
        &self.party
    }

    fn shared_with(&self) -> Vec<String> {
        self.parties.clone()
    }

    fn status(&self) -> String {
        self.kind.text().to_owned()
    }

    fn links(&self, links: &mut Links) {
        links.any("about", &self.shows);
        links.each("shared with", Noun::Party, &self.parties);
    }

    fn check(&self, problems: &mut Problems) {
        problems.require(&self.origin, "origin");
        problems.require(&self.acquired_by, "acquired_by");
        problems.expect(self.acquired.is_some(), "acquired", "the day was expected");
        if let Some(original) = &self.original {
            let hash = original.sha256.len() == 64
                && original.sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            problems.expect(hash, "original.sha256", "64 hexadecimal digits were expected");
            problems.require(&original.media_type, "original.media_type");
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        let kept = before.original.is_none() || self.original == before.original;
        problems.expect(kept, "original", "an original stays; another file is another piece of evidence");
    }
}
