//! What leaves the house for a court or another office, and is verified there without asking anybody.
//!
//! A *sealed package* is one file: a `BagIt` bag (RFC 8493) in a ZIP archive. It holds every version of a
//! case, or of a piece of evidence, as it was recorded, the original files, and for each version a receipt:
//! the proof that it stands in the record, under a checkpoint that the witnesses signed. The list of all its
//! files is signed with the record's key, so that nothing can be taken out of the package or put into it.
//!
//! ```text
//! M0017/bagit.txt                       what it is
//! M0017/bag-info.txt                    of what, when, how much
//! M0017/manifest-sha256.txt             what is in data/
//! M0017/data/index.html                 to read
//! M0017/data/states/0001.json           a version, letter for letter as it was recorded
//! M0017/data/originals/SHA-256/photograph.jpg
//! M0017/record/entries.json             which file is which version of what, and its nonce
//! M0017/record/receipts/0001.tlog-proof the proof that it was recorded
//! M0017/record/policy.txt               whose signatures the office asks for
//! M0017/tagmanifest-sha256.txt          what is outside data/
//! M0017/record/seal.txt                 the signature on the list above
//! ```
//!
//! Pure: bytes in, bytes out; no clock, no randomness, no files.

mod bag;
mod index;
pub mod sealed;
