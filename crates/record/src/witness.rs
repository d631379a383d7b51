//! What a witness decides (C2SP tlog-witness, `add-checkpoint`).

use base64::prelude::{BASE64_STANDARD, Engine};
use tlog_tiles::Hash;

use crate::checkpoint::{Checkpoint, PublicKey};
use crate::tree::extends;

/// What a witness remembers of a log: the last checkpoint that it cosigned.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Leaves.
    pub size: u64,
    /// Root.
    pub root: Hash,
}

/// A log asks for a cosignature.
#[derive(Debug, PartialEq)]
pub struct Request {
    /// How many leaves the log thinks the witness has seen.
    pub old: u64,
    /// That the new tree begins with the old one.
    pub proof: Vec<Hash>,
    /// The new checkpoint.
    pub checkpoint: Checkpoint,
}

/// Why a witness does not sign.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refusal {
    /// The body is not as the protocol has it.
    #[error("{0}")]
    Malformed(String),
    /// The witness does not follow the log.
    #[error("this witness does not follow the log {0:?}")]
    UnknownLog(String),
    /// The log did not sign.
    #[error("{0}")]
    NotSigned(String),
    /// The old size is larger than the new one.
    #[error("the old size {old} is above the checkpoint's, {size}")]
    OldSize {
        /// As the log said.
        old: u64,
        /// Of the checkpoint.
        size: u64,
    },
    /// The witness has seen another size, or another tree of this size: the log was forked, rolled back,
    /// or has not heard of the last cosignature.
    #[error("this witness has last signed a tree of {0} leaves")]
    Conflict(u64),
    /// The new tree does not begin with the one that was seen.
    #[error("the tree does not begin with the one that was signed last")]
    Proof,
}

impl Refusal {
    /// HTTP status, as the protocol has it.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::OldSize { .. } => 400,
            Self::UnknownLog(_) => 404,
            Self::NotSigned(_) => 403,
            Self::Conflict(_) => 409,
            Self::Proof => 422,
        }
    }
}

impl Request {
    /// The body of a request.
    #[must_use]
    pub fn to_body(&self) -> String {
        let proof: String = self.proof.iter().map(|h| BASE64_STANDARD.encode(h.0) + "\n").collect();
        format!("old {}\n{proof}\n{}", self.old, self.checkpoint)
    }

    /// Reads a body.
    ///
    /// # Errors
    /// [`Refusal::Malformed`].
    pub fn parse(body: &str) -> Result<Self, Refusal> {
        let malformed = |what: &str| Refusal::Malformed(what.to_owned());
        let (head, note) = body.split_once("\n\n").ok_or_else(|| malformed("an empty line was expected"))?;
        let mut lines = head.lines();
        let old = lines.next().and_then(|l| l.strip_prefix("old "));
        let old = old.and_then(|o| o.parse().ok().filter(|n: &u64| n.to_string() == o));
        let old = old.ok_or_else(|| malformed("\"old\" and a size were expected in the first line"))?;
        let mut proof = Vec::new();
        for line in lines {
            let bytes = BASE64_STANDARD.decode(line).ok().and_then(|b| b.try_into().ok());
            proof.push(Hash(bytes.ok_or_else(|| malformed("a hash in base64 was expected"))?));
        }
        if proof.len() > 63 {
            return Err(malformed("63 hashes at most were expected"));
        }
        let checkpoint = Checkpoint::parse(note).map_err(|e| Refusal::Malformed(e.to_string()))?;
        Ok(Self { old, proof, checkpoint })
    }
}

/// Whether a witness that has `seen` (`None`: nothing yet) may sign. What it must remember before it
/// answers.
///
/// # Errors
/// [`Refusal`], in the order of the protocol.
pub fn decide(request: &Request, logs: &[PublicKey], seen: Option<&Seen>) -> Result<Seen, Refusal> {
    let head = &request.checkpoint.head;
    let log = logs.iter().find(|l| l.name == head.origin());
    let log = log.ok_or_else(|| Refusal::UnknownLog(head.origin().to_owned()))?;
    request.checkpoint.check_log(log).map_err(|e| Refusal::NotSigned(e.to_string()))?;
    let (size, root) = (head.size(), *head.hash());
    if request.old > size {
        return Err(Refusal::OldSize { old: request.old, size });
    }
    let last = seen.map_or(0, |s| s.size);
    if request.old != last || seen.is_some_and(|s| s.size == size && s.root != root) {
        return Err(Refusal::Conflict(last));
    }
    let old_root = seen.map_or(tlog_tiles::EMPTY_HASH, |s| s.root);
    let empty = size == 0 && root != tlog_tiles::EMPTY_HASH;
    if empty || !extends(&request.proof, size, root, last, old_root) {
        return Err(Refusal::Proof);
    }
    Ok(Seen { size, root })
}
