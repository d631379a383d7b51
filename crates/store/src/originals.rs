//! Original files of evidence, kept bit for bit under the SHA-256 of their bytes: in a folder, or in an
//! object store that speaks S3.
//!
//! What is kept is never changed: the same bytes have the same name, and other bytes another. What is read
//! is checked against its name.

use std::path::Path;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

/// Why an original was not kept or read.
#[derive(Debug, thiserror::Error)]
pub enum OriginalsError {
    /// The folder can't be made.
    #[error("the folder {0}: {1}")]
    Folder(String, std::io::Error),
    /// The object store's refusal.
    #[error("originals: {0}")]
    Store(#[from] object_store::Error),
    /// What is kept is not what was kept.
    #[error("original {0}: its bytes are not those that were kept")]
    Damaged(String),
    /// No SHA-256.
    #[error("{0:?} is no SHA-256")]
    Name(String),
}

/// Where originals are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Originals(Arc<dyn ObjectStore>);

/// The SHA-256 of bytes, hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// `ab/cd/abcd…`: no folder holds too many.
fn key(sha256: &str) -> Result<Key, OriginalsError> {
    let is_hash =
        sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if !is_hash {
        return Err(OriginalsError::Name(sha256.to_owned()));
    }
    Ok(Key::from(format!("{}/{}/{sha256}", &sha256[..2], &sha256[2..4])))
}

impl Originals {
    /// In a folder, made if it isn't there.
    ///
    /// # Errors
    /// [`OriginalsError::Folder`].
    pub fn in_folder(folder: &Path) -> Result<Self, OriginalsError> {
        let io = |e| OriginalsError::Folder(folder.display().to_string(), e);
        std::fs::create_dir_all(folder).map_err(io)?;
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))))
    }

    /// In a bucket of an object store that speaks S3. Its address, region and keys are in the environment,
    /// as for other programs: `AWS_ENDPOINT`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`.
    ///
    /// # Errors
    /// [`OriginalsError::Store`] if something of it is missing.
    pub fn in_bucket(bucket: &str) -> Result<Self, OriginalsError> {
        Ok(Self(Arc::new(AmazonS3Builder::from_env().with_bucket_name(bucket).build()?)))
    }

    /// In an object store.
    #[must_use]
    pub fn in_store(store: Arc<dyn ObjectStore>) -> Self {
        Self(store)
    }

    /// Keeps a file; its SHA-256. When it is acknowledged, it is kept.
    ///
    /// # Errors
    /// The object store's refusal.
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<String, OriginalsError> {
        let name = sha256(&bytes);
        let key = key(&name)?;
        // The same bytes have the same name: what is there already is left alone, if it is whole.
        if !matches!(self.get(&name).await, Ok(Some(_))) {
            self.0.put(&key, PutPayload::from(bytes)).await?;
        }
        Ok(name)
    }

    /// A file by its SHA-256, or `None`.
    ///
    /// # Errors
    /// [`OriginalsError::Damaged`] if it is not what was kept, or the object store's refusal.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, OriginalsError> {
        let found = match self.0.get(&key(name)?).await {
            Ok(found) => found.bytes().await?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(e) => return Err(e.into()),
        };
        if sha256(&found) == name {
            Ok(Some(found.into()))
        } else {
            Err(OriginalsError::Damaged(name.to_owned()))
        }
    }
}
