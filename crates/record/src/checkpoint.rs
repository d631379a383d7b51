//! Signed tree heads, and who signed them.
//!
//! A checkpoint is a note: the log's name (*origin*), how many leaves there are, the root; below an
//! empty line one signature a line (C2SP signed-note, tlog-checkpoint). The log signs with Ed25519;
//! witnesses add timestamped cosignatures (C2SP tlog-cosignature, `cosignature/v1`).

use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::{Signature as Ed25519, Signer as _, SigningKey, VerifyingKey};
use signed_note::{Note, Signature, key_id};
pub use tlog_tiles::Checkpoint as Head;
use tlog_tiles::Hash;

/// Signature type of a log's key (C2SP signed-note).
const LOG: u8 = 0x01;
/// Signature type of a witness's key (C2SP tlog-cosignature).
const WITNESS: u8 = 0x04;

/// What is wrong with a checkpoint or a key.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// A text that is no key.
    #[error("a key was expected, as name+8 hexadecimal digits+base64: {0}")]
    Key(String),
    /// A text that is no checkpoint.
    #[error("a checkpoint was expected: {0}")]
    Malformed(String),
    /// No signature of the log.
    #[error("the checkpoint is not signed by {0}")]
    NotSigned(String),
    /// A signature that does not hold.
    #[error("the signature of {0} does not hold")]
    WrongSignature(String),
}

/// Whose key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A log's: it signs checkpoints.
    Log,
    /// A witness's: it cosigns them, with the time.
    Witness,
}

impl Use {
    fn byte(self) -> u8 {
        match self {
            Self::Log => LOG,
            Self::Witness => WITNESS,
        }
    }
}

/// A public key with a name (C2SP signed-note, "verifier key").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// Name; a log's is its origin.
    pub name: String,
    /// Whose it is.
    pub usage: Use,
    key: VerifyingKey,
}

impl PublicKey {
    /// Reads `name+id+base64`.
    ///
    /// # Errors
    /// [`CheckpointError::Key`].
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let wrong = || CheckpointError::Key(text.to_owned());
        let (name, rest) = text.trim().split_once('+').ok_or_else(wrong)?;
        let (id, key) = rest.split_once('+').ok_or_else(wrong)?;
        let material = BASE64_STANDARD.decode(key).map_err(|_| wrong())?;
        let (kind, bytes) = material.split_first().ok_or_else(wrong)?;
        let usage = match *kind {
            LOG => Use::Log,
            WITNESS => Use::Witness,
            _ => return Err(wrong()),
        };
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| wrong())?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| wrong())?;
        let public = Self { name: name.to_owned(), usage, key };
        let right = signed_note::is_key_name_valid(name) && format!("{:08x}", public.id()) == id;
        right.then_some(public).ok_or_else(wrong)
    }

    fn material(&self) -> Vec<u8> {
        [&[self.usage.byte()], &self.key.to_bytes()[..]].concat()
    }

    /// The id that signatures carry: the first four bytes of SHA-256(name, newline, type, key).
    #[must_use]
    pub fn id(&self) -> u32 {
        key_id(&self.name, &self.material())
    }

    /// The key's bytes: two keys of other names may be one.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The text of a note ([`SecretKey::sign_text`]) that this log's key signed.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`], [`CheckpointError::NotSigned`] or
    /// [`CheckpointError::WrongSignature`].
    pub fn signed_text(&self, note: &str) -> Result<String, CheckpointError> {
        let (text, signatures) = read_note(note)?;
        let signature = signatures.iter().find(|s| self.usage == Use::Log && self.made(s));
        let signature = signature.ok_or_else(|| CheckpointError::NotSigned(self.name.clone()))?;
        let holds = self.check(text.as_bytes(), signature).is_some();
        holds.then_some(text).ok_or_else(|| CheckpointError::WrongSignature(self.name.clone()))
    }

    /// Whether a signature line says that it is this key's.
    fn made(&self, signature: &Signature) -> bool {
        signature.name() == self.name && signature.id() == self.id()
    }

    /// When a signature of this key was made (0 for a log's); `None` if it does not hold.
    fn check(&self, text: &[u8], signature: &Signature) -> Option<u64> {
        let verify = |message: &[u8], bytes: &[u8]| -> bool {
            let bytes: Option<[u8; 64]> = bytes.try_into().ok();
            // Strict: no second signature can be made of a first (RFC 8032, 5.1.7).
            bytes.is_some_and(|b| self.key.verify_strict(message, &Ed25519::from_bytes(&b)).is_ok())
        };
        let bytes = signature.signature();
        match self.usage {
            Use::Log => verify(text, bytes).then_some(0),
            Use::Witness => bytes.split_first_chunk::<8>().and_then(|(time, bytes)| {
                let time = u64::from_be_bytes(*time);
                verify(&cosigned(time, text), bytes).then_some(time)
            }),
        }
    }
}

impl std::fmt::Display for PublicKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}+{:08x}+{}", self.name, self.id(), BASE64_STANDARD.encode(self.material()))
    }
}

/// A note's text and signatures; none is checked yet.
fn read_note(note: &str) -> Result<(String, Vec<Signature>), CheckpointError> {
    let malformed = |e: &dyn std::fmt::Display| CheckpointError::Malformed(e.to_string());
    let parsed = Note::from_bytes(note.as_bytes()).map_err(|e| malformed(&e))?;
    let text = note[..parsed.text().len()].to_owned();
    let lines = note[text.len() + 1..].lines().map(|l| Signature::from_bytes(l.as_bytes()));
    Ok((text, lines.collect::<Result<_, _>>().map_err(|e| malformed(&e))?))
}

/// What a witness signs.
fn cosigned(time: u64, text: &[u8]) -> Vec<u8> {
    [format!("cosignature/v1\ntime {time}\n").as_bytes(), text].concat()
}

/// A secret key with a name.
pub struct SecretKey {
    public: PublicKey,
    key: SigningKey,
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Never the secret itself.
        write!(f, "SecretKey({})", self.public)
    }
}

impl SecretKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// [`CheckpointError::Key`] if the name is empty, has a blank or a plus.
    pub fn new(name: &str, usage: Use, seed: &[u8; 32]) -> Result<Self, CheckpointError> {
        if !signed_note::is_key_name_valid(name) {
            return Err(CheckpointError::Key(name.to_owned()));
        }
        let key = SigningKey::from_bytes(seed);
        Ok(Self { public: PublicKey { name: name.to_owned(), usage, key: key.verifying_key() }, key })
    }

    /// Reads `PRIVATE+KEY+name+id+base64`.
    ///
    /// # Errors
    /// [`CheckpointError::Key`]; the message does not hold the secret.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let wrong = || CheckpointError::Key("the secret key's file".to_owned());
        let rest = text.trim().strip_prefix("PRIVATE+KEY+").ok_or_else(wrong)?;
        let (name, rest) = rest.split_once('+').ok_or_else(wrong)?;
        let (id, key) = rest.split_once('+').ok_or_else(wrong)?;
        let material = BASE64_STANDARD.decode(key).map_err(|_| wrong())?;
        let (kind, seed) = material.split_first().ok_or_else(wrong)?;
        let usage = match *kind {
            LOG => Use::Log,
            WITNESS => Use::Witness,
            _ => return Err(wrong()),
        };
        let secret = Self::new(name, usage, &seed.try_into().map_err(|_| wrong())?)?;
        (format!("{:08x}", secret.public.id()) == id).then_some(secret).ok_or_else(wrong)
    }

    /// The secret as text, to be kept in a file that only its owner can read.
    #[must_use]
    pub fn to_text(&self) -> String {
        let material = [&[self.public.usage.byte()], &self.key.to_bytes()[..]].concat();
        format!(
            "PRIVATE+KEY+{}+{:08x}+{}",
            self.public.name,
            self.public.id(),
            BASE64_STANDARD.encode(material)
        )
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs a text that is no checkpoint, as a note (C2SP signed-note). Its first line must be no name of a
    /// log, and it ends with a newline.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`].
    pub fn sign_text(&self, text: &str) -> Result<String, CheckpointError> {
        let line = self.sign(text.as_bytes(), 0)?.to_bytes();
        let note = format!("{text}\n{}", String::from_utf8_lossy(&line));
        Note::from_bytes(note.as_bytes()).map_err(|e| CheckpointError::Malformed(e.to_string()))?;
        Ok(note)
    }

    /// Signs a note's text; `time` (seconds since 1970) counts for witnesses.
    fn sign(&self, text: &[u8], time: u64) -> Result<Signature, CheckpointError> {
        let bytes = match self.public.usage {
            Use::Log => self.key.sign(text).to_bytes().to_vec(),
            Use::Witness => {
                let signature = self.key.sign(&cosigned(time, text)).to_bytes();
                [&time.to_be_bytes()[..], &signature].concat()
            }
        };
        Signature::new(self.public.name.clone(), self.public.id(), bytes)
            .map_err(|e| CheckpointError::Malformed(e.to_string()))
    }
}

/// A tree head with its signatures.
#[derive(Debug, PartialEq)]
pub struct Checkpoint {
    /// The log, the number of leaves, the root.
    pub head: Head,
    text: Vec<u8>,
    signatures: Vec<Signature>,
}

impl Checkpoint {
    /// The log's own signature on its head.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`] if the log's name can't stand in a note.
    pub fn sign(log: &SecretKey, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        let malformed = || CheckpointError::Malformed(log.public.name.clone());
        let head = Head::new(&log.public.name, size, root, "").map_err(|_| malformed())?;
        let text = head.to_bytes();
        let signatures = vec![log.sign(&text, 0)?];
        Ok(Self { head, text, signatures })
    }

    /// Reads a checkpoint; no signature is checked yet.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`].
    pub fn parse(note: &str) -> Result<Self, CheckpointError> {
        let (text, signatures) = read_note(note)?;
        Ok(Self { head: Self::parse_text(&text)?, text: text.into_bytes(), signatures })
    }

    /// Reads what is signed ([`Checkpoint::text`]), without its signatures.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`].
    pub fn parse_text(text: &str) -> Result<Head, CheckpointError> {
        Head::from_bytes(text.as_bytes()).map_err(|e| CheckpointError::Malformed(e.to_string()))
    }

    /// What is signed: the log's name, the number of leaves, the root.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Whether the log signed it.
    ///
    /// # Errors
    /// [`CheckpointError::NotSigned`] or [`CheckpointError::WrongSignature`].
    pub fn check_log(&self, log: &PublicKey) -> Result<(), CheckpointError> {
        if self.head.origin() != log.name {
            return Err(CheckpointError::NotSigned(log.name.clone()));
        }
        self.signed_at(log)?.map(|_| ()).ok_or_else(|| CheckpointError::NotSigned(log.name.clone()))
    }

    /// When a key signed it (seconds since 1970; 0 for a log); `None` if it did not.
    ///
    /// # Errors
    /// [`CheckpointError::WrongSignature`] if it carries the key's id but does not hold.
    pub fn signed_at(&self, key: &PublicKey) -> Result<Option<u64>, CheckpointError> {
        let Some(signature) = self.signatures.iter().find(|s| key.made(s)) else { return Ok(None) };
        let time = key.check(&self.text, signature);
        time.map(Some).ok_or_else(|| CheckpointError::WrongSignature(key.name.clone()))
    }

    /// A witness's signature line, with its newline. The witness has checked what it signs.
    ///
    /// # Errors
    /// [`CheckpointError::Malformed`].
    pub fn cosign(&self, witness: &SecretKey, time: u64) -> Result<String, CheckpointError> {
        let line = witness.sign(&self.text, time)?.to_bytes();
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    /// Takes over those signature lines of an answer that hold and are of a known key, once each.
    /// Returns how many.
    pub fn add_signatures(&mut self, lines: &str, known: &[PublicKey]) -> usize {
        let mut added = 0;
        for line in lines.lines() {
            let Ok(signature) = Signature::from_bytes(line.as_bytes()) else { continue };
            let holds = known.iter().any(|k| k.made(&signature) && k.check(&self.text, &signature).is_some());
            if holds {
                let same = |s: &Signature| s.name() == signature.name() && s.id() == signature.id();
                self.signatures.retain(|s| !same(s));
                self.signatures.push(signature);
                added += 1;
            }
        }
        added
    }
}

impl std::fmt::Display for Checkpoint {
    /// As a note.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", String::from_utf8_lossy(&self.text))?;
        for signature in &self.signatures {
            f.write_str(&String::from_utf8_lossy(&signature.to_bytes()))?;
        }
        Ok(())
    }
}
