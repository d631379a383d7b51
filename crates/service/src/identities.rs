//! Identities of protected witnesses, sealed apart from everything else.
//!
//! The key lies in the folder of keys, not in the database: who has only the database learns nobody's
//! name. A sealed identity is an armoured age file (C2SP age), so that it can also be opened without this
//! program.

use std::path::Path;

use age::secrecy::ExposeSecret;
use age::x25519;

use crate::record::write_secret;

/// Why an identity was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The key's file.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// What is in it.
    #[error("{0}: a secret key (AGE-SECRET-KEY-1…) was expected")]
    Key(String),
    /// Sealed with another key, or damaged.
    #[error("the identity can't be opened with this registry's key: {0}")]
    Sealed(String),
}

/// What seals and opens identities.
#[derive(Clone)]
pub struct IdentityKey(x25519::Identity);

impl std::fmt::Debug for IdentityKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdentityKey")
    }
}

impl IdentityKey {
    /// The key in a folder, made if it isn't there.
    ///
    /// # Errors
    /// [`IdentityError::File`] or [`IdentityError::Key`].
    pub fn in_folder(folder: &Path) -> Result<Self, IdentityError> {
        let path = folder.join("identities.key");
        let shown = path.display().to_string();
        let io = |e| IdentityError::File(shown.clone(), e);
        if !path.exists() {
            std::fs::create_dir_all(folder).map_err(io)?;
            let made = x25519::Identity::generate();
            write_secret(&path, made.to_string().expose_secret()).map_err(io)?;
            return Ok(Self(made));
        }
        let text = std::fs::read_to_string(&path).map_err(io)?;
        text.trim().parse().map(Self).map_err(|_| IdentityError::Key(shown.clone()))
    }

    /// Seals an identity.
    ///
    /// # Errors
    /// [`IdentityError::Sealed`]; not in practice.
    pub fn seal(&self, identity: &str) -> Result<String, IdentityError> {
        age::encrypt_and_armor(&self.0.to_public(), identity.as_bytes())
            .map_err(|e| IdentityError::Sealed(e.to_string()))
    }

    /// Opens a sealed identity. Putting it on record is [`crate::desk::Desk::open_identity`]'s.
    ///
    /// # Errors
    /// [`IdentityError::Sealed`] if it was sealed with another key or is damaged.
    pub(crate) fn open(&self, sealed: &str) -> Result<String, IdentityError> {
        let opened =
            age::decrypt(&self.0, sealed.as_bytes()).map_err(|e| IdentityError::Sealed(e.to_string()))?;
        String::from_utf8(opened).map_err(|e| IdentityError::Sealed(e.to_string()))
    }
}
