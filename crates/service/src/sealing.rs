//! What the database holds sealed: identities of protected witnesses, secrets of second factors.
//!
//! The keys lie in the folder of keys, not in the database: who has only the database learns nobody's
//! name and can't sign in as anybody. What is sealed is an armoured age file (C2SP age), so that it can also
//! be opened without this program.

use std::path::Path;

use age::secrecy::ExposeSecret;
use age::x25519;

use crate::record::write_secret;

/// The file of the key that seals identities of protected witnesses.
pub const IDENTITIES: &str = "identities.key";
/// The file of the key that seals secrets of second factors.
pub const SECOND_FACTORS: &str = "second-factors.key";

/// Why something was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealingError {
    /// The key's file.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// What is in it.
    #[error("{0}: a secret key (AGE-SECRET-KEY-1…) was expected")]
    Key(String),
    /// Sealed with another key, or damaged.
    #[error("what is sealed can't be opened with this registry's key: {0}")]
    Sealed(String),
}

/// What seals and opens.
#[derive(Clone)]
pub struct SealingKey(x25519::Identity);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey")
    }
}

impl SealingKey {
    /// The key of a file in a folder, made if it isn't there.
    ///
    /// # Errors
    /// [`SealingError::File`] or [`SealingError::Key`].
    pub fn in_folder(folder: &Path, file: &str) -> Result<Self, SealingError> {
        let path = folder.join(file);
        let shown = path.display().to_string();
        let io = |e| SealingError::File(shown.clone(), e);
        if !path.exists() {
            std::fs::create_dir_all(folder).map_err(io)?;
            let made = x25519::Identity::generate();
            write_secret(&path, made.to_string().expose_secret()).map_err(io)?;
            return Ok(Self(made));
        }
        let text = std::fs::read_to_string(&path).map_err(io)?;
        text.trim().parse().map(Self).map_err(|_| SealingError::Key(shown.clone()))
    }

    /// Seals a text.
    ///
    /// # Errors
    /// [`SealingError::Sealed`]; not in practice.
    pub fn seal(&self, text: &str) -> Result<String, SealingError> {
        age::encrypt_and_armor(&self.0.to_public(), text.as_bytes())
            .map_err(|e| SealingError::Sealed(e.to_string()))
    }

    /// Opens what is sealed. Putting it on record that an identity was opened is
    /// [`crate::desk::Desk::open_identity`]'s.
    ///
    /// # Errors
    /// [`SealingError::Sealed`] if it was sealed with another key or is damaged.
    pub(crate) fn open(&self, sealed: &str) -> Result<String, SealingError> {
        let opened =
            age::decrypt(&self.0, sealed.as_bytes()).map_err(|e| SealingError::Sealed(e.to_string()))?;
        String::from_utf8(opened).map_err(|e| SealingError::Sealed(e.to_string()))
    }
}
