//! Through whose hands an item went (chain of custody; ISO 17025, 7.4; Minnesota Protocol 2016, IV.B).
//!
//! A gap or a broken seal is not refused: it happened, and is visible for ever. What can't be done is to
//! take a transfer away.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::Day;
use crate::thing::{Links, Noun, Problems, Reference, Thing};

/// An item passes from one keeper to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Who gave it; empty for whoever took it first.
    #[serde(default)]
    pub from: String,
    /// Who has it now.
    pub to: String,
    /// When.
    pub on: Day,
    /// Number of the seal that was found on it; empty if there was none.
    #[serde(default)]
    pub seal_found: String,
    /// Whether the seal that was found was whole.
    #[serde(default = "yes")]
    pub seal_intact: bool,
    /// Number of the seal that was put on it; empty: the one that was found stays.
    #[serde(default)]
    pub seal_set: String,
    /// Why it was passed on, or opened, and what was noticed.
    #[serde(default)]
    pub remark: String,
}

fn yes() -> bool {
    true
}

/// What is wrong with a chain, with the number of the transfer, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Whoever gave it did not have it.
    Gap(usize),
    /// The seal was broken.
    SealBroken(usize),
    /// Another seal was found than was put on.
    SealDiffers(usize),
    /// It was passed on before it came.
    Backwards(usize),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (i, what) = match self {
            Self::Gap(i) => (i, "whoever gave it is not who had it"),
            Self::SealBroken(i) => (i, "the seal was broken"),
            Self::SealDiffers(i) => (i, "another seal was found than was put on"),
            Self::Backwards(i) => (i, "it was passed on before it came"),
        };
        write!(f, "transfer {}: {what}", i + 1)
    }
}

/// The custody of one item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Custody {
    /// Id.
    pub id: String,
    /// The party that opened the chain.
    pub party: String,
    /// Other parties through whose hands it goes.
    pub parties: Vec<String>,
    /// The item: a sample, remains, a piece of evidence.
    pub item: Reference,
    /// Transfers, the earliest first.
    pub transfers: Vec<Transfer>,
}

impl Custody {
    /// Who has it.
    #[must_use]
    pub fn keeper(&self) -> &str {
        self.transfers.last().map_or("", |t| &t.to)
    }

    /// Everything that is wrong with the chain, in order.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let mut seal = "";
        for (i, transfer) in self.transfers.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|b| &self.transfers[b]) {
                if transfer.from != before.to {
                    flaws.push(Flaw::Gap(i));
                }
                if transfer.on < before.on {
                    flaws.push(Flaw::Backwards(i));
                }
            }
            if !transfer.seal_intact {
                flaws.push(Flaw::SealBroken(i));
            }
            if i > 0 && transfer.seal_found != seal {
                flaws.push(Flaw::SealDiffers(i));
            }
            seal = if transfer.seal_set.is_empty() { &transfer.seal_found } else { &transfer.seal_set };
        }
        flaws
    }
}

impl Thing for Custody {
    const NOUN: Noun = Noun::Custody;

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
        match self.flaws().as_slice() {
            [] => format!("unbroken, with {}", self.keeper()),
            [first, ..] => first.to_string(),
        }
    }

    fn links(&self, links: &mut Links) {
        links.any("item", [&self.item]);
        links.each("party", Noun::Party, &self.parties);
    }

    fn check(&self, problems: &mut Problems) {
        let kept = matches!(self.item.kind, Noun::Sample | Noun::Remains | Noun::Evidence);
        problems.expect(
            kept && !self.item.id.is_empty(),
            "item",
            "a sample, remains or evidence was expected",
        );
        problems.expect(!self.transfers.is_empty(), "transfers", "who took it first was expected");
        for (i, transfer) in self.transfers.iter().enumerate() {
            problems.require(&transfer.to, format!("transfers[{i}].to"));
            if !transfer.seal_intact {
                problems.require(&transfer.remark, format!("transfers[{i}].remark"));
            }
        }
    }

    fn follow(&self, before: &Self, problems: &mut Problems) {
        problems.expect(self.item == before.item, "item", "a chain stays that of one item");
        problems.only_added(&before.transfers, &self.transfers, "transfers");
    }
}
