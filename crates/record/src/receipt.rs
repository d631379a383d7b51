//! What somebody gets who reported something: a proof that it is in the log, to be kept, that needs
//! nobody's help to be checked (C2SP tlog-proof; the leaf is its extra data).
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! extra <the leaf, base64>
//! index 73894
//! <hashes of the inclusion proof, base64>
//!
//! <the checkpoint>
//! ```

use base64::prelude::{BASE64_STANDARD, Engine};
use tlog_tiles::Hash;

use crate::checkpoint::Checkpoint;
use crate::policy::{Policy, Refusal};
use crate::tree::{includes, leaf_hash};
use crate::{Leaf, commitment};

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A proof that a leaf is in the log.
#[derive(Debug, PartialEq)]
pub struct Receipt {
    /// The leaf, as it stands in the log.
    pub leaf: String,
    /// Its number.
    pub index: u64,
    /// From the leaf to the root.
    pub proof: Vec<Hash>,
    /// A checkpoint of a tree that has the leaf.
    pub checkpoint: Checkpoint,
}

/// Why a receipt does not hold.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// Not a receipt.
    #[error("a receipt was expected: {0}")]
    Malformed(String),
    /// The checkpoint is not signed as the policy asks.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The leaf is not in the tree.
    #[error("the leaf is not in the tree of the checkpoint")]
    NotIncluded,
    /// The leaf is there, but of another state.
    #[error("the leaf is in the log, but what it stands for is not this text")]
    OtherState,
}

impl Receipt {
    /// Reads a receipt.
    ///
    /// # Errors
    /// [`ReceiptError::Malformed`].
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let malformed = |what: &str| ReceiptError::Malformed(what.to_owned());
        let (head, note) = text.split_once("\n\n").ok_or_else(|| malformed("an empty line is missing"))?;
        let mut lines = head.lines();
        if lines.next() != Some(HEADER) {
            return Err(malformed("the first line is not \"c2sp.org/tlog-proof@v1\""));
        }
        let leaf = lines.next().and_then(|l| l.strip_prefix("extra "));
        let leaf = leaf.and_then(|l| BASE64_STANDARD.decode(l).ok()).and_then(|b| String::from_utf8(b).ok());
        let leaf = leaf.ok_or_else(|| malformed("the leaf is missing"))?;
        let number = lines.next().and_then(|l| l.strip_prefix("index "));
        // One text for one number: no sign, no zeros before it.
        let index: Option<u64> = number.and_then(|n| n.parse().ok().filter(|i: &u64| i.to_string() == n));
        let index = index.ok_or_else(|| malformed("the leaf's number is missing"))?;
        let hash = |line: &str| BASE64_STANDARD.decode(line).ok()?.try_into().ok().map(Hash);
        let proof = lines.map(hash).collect::<Option<_>>();
        let proof = proof.ok_or_else(|| malformed("a hash in base64 was expected"))?;
        let checkpoint = Checkpoint::parse(note).map_err(|e| malformed(&e.to_string()))?;
        Ok(Self { leaf, index, proof, checkpoint })
    }

    /// Checks everything; the leaf, and the witnesses that signed.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn check(&self, policy: &Policy) -> Result<(Leaf, Vec<String>), ReceiptError> {
        let signed = policy.check(&self.checkpoint)?;
        let head = &self.checkpoint.head;
        if !includes(&self.proof, head.size(), *head.hash(), self.index, leaf_hash(&self.leaf)) {
            return Err(ReceiptError::NotIncluded);
        }
        let leaf = Leaf::parse(&self.leaf).map_err(|e| ReceiptError::Malformed(e.to_string()))?;
        if leaf.sequence != self.index {
            return Err(ReceiptError::NotIncluded);
        }
        Ok((leaf, signed))
    }

    /// Whether the leaf stands for this state.
    ///
    /// # Errors
    /// [`ReceiptError::OtherState`], or not a leaf at all.
    pub fn check_state(&self, nonce: &[u8], state: &str) -> Result<(), ReceiptError> {
        let leaf = Leaf::parse(&self.leaf).map_err(|e| ReceiptError::Malformed(e.to_string()))?;
        let same = leaf.commitment.as_deref() == Some(commitment(nonce, state).as_str());
        same.then_some(()).ok_or(ReceiptError::OtherState)
    }
}

impl std::fmt::Display for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{HEADER}\nextra {}\nindex {}", BASE64_STANDARD.encode(&self.leaf), self.index)?;
        for hash in &self.proof {
            writeln!(f, "{}", BASE64_STANDARD.encode(hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
