//! What stops anybody from changing quietly what was said: a transparency log.
//!
//! Every change of the registry leaves one line, its [`Leaf`], in a log that can only grow. A leaf says
//! when which kind of thing changed, and holds a *commitment* to the new state: a hash of a random
//! number (the *nonce*) and the state. So the log can be public and holds no personal data, yet whoever
//! has state and nonce can prove that it stood there; and when both are erased, nothing is left of a
//! person, but the log is whole.
//!
//! The leaves are those of a Merkle [`tree`] (RFC 6962). Its root and size, signed, are a
//! [`checkpoint`]. *Witnesses* at other organisations keep the last checkpoint that they saw, check that
//! a new one only adds to it, and sign it as well ([`witness`]); a [`policy`] says whose signatures are
//! needed. A log that shows different histories to different people would need two checkpoints, which no
//! honest witness signs. A [`receipt`] proves to whoever reported something that it is in the log, without
//! asking anybody.
//!
//! A [`timestamp`] of a timestamping authority says since when a tree has been so.
//!
//! Formats are those of C2SP (signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-witness,
//! tlog-proof, tlog-policy), which Certificate Transparency and Go's checksum database use too, so that
//! others' programs can read and witness the log.
//!
//! ```
//! use kintrace_record::{Change, Leaf, commitment, tree::Edge};
//!
//! let state = r#"{"id":"M1","name":"Elçin Dağlı"}"#;
//! let nonce = [7; 32];
//! let leaf = Leaf {
//!     actor: commitment(&[8; 32], "registrar"),
//!     change: Change::Created,
//!     commitment: Some(commitment(&nonce, state)),
//!     kind: "missing person".into(),
//!     sequence: 0,
//!     thing: "6f1c".into(),
//!     time: "2026-11-24T10:00:00Z".into(),
//!     version: 1,
//! };
//! let mut tree = Edge::default();
//! tree.push(&leaf.canonical());
//! assert_eq!(tree.size(), 1);
//! assert!(!leaf.canonical().contains("Elçin"));
//! ```
//!
//! Pure: no IO, no clock, no randomness of its own.

pub mod checkpoint;
mod leaf;
pub mod policy;
pub mod receipt;
pub mod timestamp;
pub mod tree;
pub mod witness;

pub use leaf::{Change, Leaf, LeafError, canonical, commitment, hex, unhex};
pub use policy::Policy;
pub use receipt::Receipt;
pub use tlog_tiles::Hash;

/// The book's page, whose examples are tests.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../../../docs/record.md")]
    struct Record;
}
