//! A backup as one file: rows, secret keys and original files, compressed (gzip), encrypted (age).
//!
//! Whoever has a backup and what opens it has everything, the log's secret key included: it goes to a
//! place of its own, and what opens it to another.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use kintrace_store::Store;
use kintrace_store::backup::{BackupError as StoreBackupError, Header};
use kintrace_store::originals::Originals;
use kintrace_store::record::Verified;
use serde::{Deserialize, Serialize};

use crate::originals::written_down;

/// Why a backup was not made or taken back; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file can't be read or written.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// The store's refusal, or a backup that is not sound.
    #[error("{0}: {1}")]
    Store(String, StoreBackupError),
    /// It can't be encrypted, or opened with what was given.
    #[error("{0}: {1}")]
    Locked(String, String),
    /// An original that is not there, or can't be kept.
    #[error("original {0}: {1}")]
    Original(String, String),
    /// A text that is no key of age.
    #[error("a recipient (age1…) was expected: {0}")]
    Recipient(String),
}

/// What a backup is locked with.
pub enum Lock {
    /// A passphrase.
    Passphrase(String),
    /// Public keys (`age1…`): whoever has the secret key of any of them can open it.
    Recipients(Vec<String>),
}

/// What opens a backup.
pub enum Opener {
    /// A passphrase.
    Passphrase(String),
    /// A file with secret keys, as `age-keygen` makes it.
    Identities(PathBuf),
}

/// An original file, after the rows; its name is its SHA-256.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Base64.
    content: String,
}

/// Files of the folder of keys, before the rows.
#[derive(Serialize, Deserialize)]
struct Keys {
    keys: Vec<(String, String)>,
}

fn recipients(lock: &Lock) -> Result<Vec<Box<dyn Recipient>>, BackupError> {
    match lock {
        Lock::Passphrase(text) => {
            Ok(vec![Box::new(scrypt::Recipient::new(SecretString::from(text.clone())))])
        }
        Lock::Recipients(keys) => keys
            .iter()
            .map(|text| {
                let key: Result<x25519::Recipient, _> = text.trim().parse();
                key.map(|k| Box::new(k) as Box<dyn Recipient>)
                    .map_err(|_| BackupError::Recipient(text.clone()))
            })
            .collect(),
    }
}

/// Writes a backup, while others go on working. The file appears when it is whole.
///
/// # Errors
/// [`BackupError`]; then there is no file.
pub async fn back_up(
    store: &Store,
    keys: &Path,
    originals: &Originals,
    file: &Path,
    lock: &Lock,
) -> Result<Header, BackupError> {
    let shown = file.display().to_string();
    let io = |e| BackupError::File(shown.clone(), e);
    let recipients = recipients(lock)?;
    let encryptor = Encryptor::with_recipients(recipients.iter().map(AsRef::as_ref))
        .map_err(|e| BackupError::Locked(shown.clone(), e.to_string()))?;
    let new = file.with_extension("new");
    let made = BufWriter::new(File::create(&new).map_err(io)?);
    let locked = encryptor.wrap_output(made).map_err(io)?;
    let mut packed = GzEncoder::new(locked, Compression::default());
    let first = Keys { keys: read_keys(keys)? };
    serde_json::to_writer(&mut packed, &first).map_err(|e| io(e.into()))?;
    packed.write_all(b"\n").map_err(io)?;
    let written = store.back_up(&mut packed).await;
    let header = written.map_err(|e| BackupError::Store(shown.clone(), e));
    let header = match header {
        Ok(header) => header,
        Err(e) => {
            let _ = std::fs::remove_file(&new);
            return Err(e);
        }
    };
    // Originals are only ever added: those of the rows are there, and others do no harm.
    for (_, original) in written_down(store).await.map_err(|e| BackupError::Store(shown.clone(), e.into()))? {
        let damaged = |e: String| BackupError::Original(original.sha256.clone(), e);
        let bytes = originals.get(&original.sha256).await.map_err(|e| damaged(e.to_string()))?;
        let content = BASE64_STANDARD.encode(bytes.ok_or_else(|| damaged("it is not there".to_owned()))?);
        serde_json::to_writer(&mut packed, &Kept { content }).map_err(|e| io(e.into()))?;
        packed.write_all(b"\n").map_err(io)?;
    }
    let made = packed.finish().and_then(age::stream::StreamWriter::finish).map_err(io)?;
    made.into_inner().map_err(|e| io(e.into_error()))?.sync_all().map_err(io)?;
    std::fs::rename(&new, file).map_err(io)?;
    Ok(header)
}

fn read_keys(folder: &Path) -> Result<Vec<(String, String)>, BackupError> {
    let mut keys = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(keys) };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_file() {
            let text = std::fs::read_to_string(&path)
                .map_err(|e| BackupError::File(path.display().to_string(), e))?;
            keys.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    keys.sort();
    Ok(keys)
}

/// Takes a backup into an empty registry, verified against its record; keys that are there already stay.
///
/// # Errors
/// [`BackupError`]; then the registry is as empty as before.
pub async fn restore(
    store: &Store,
    keys: &Path,
    originals: &Originals,
    file: &Path,
    opener: &Opener,
) -> Result<(Header, Verified), BackupError> {
    let shown = file.display().to_string();
    let io = |e| BackupError::File(shown.clone(), e);
    let locked = |e: &dyn std::fmt::Display| BackupError::Locked(shown.clone(), e.to_string());
    let identities: Vec<Box<dyn Identity>> = match opener {
        Opener::Passphrase(text) => vec![Box::new(scrypt::Identity::new(SecretString::from(text.clone())))],
        Opener::Identities(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|e| BackupError::File(path.display().to_string(), e))?;
            text.lines()
                .map(str::trim)
                .filter(|l| !l.is_empty() && !l.starts_with('#'))
                .map(|l| {
                    let key: Result<x25519::Identity, _> = l.parse();
                    key.map(|k| Box::new(k) as Box<dyn Identity>)
                        .map_err(|_| locked(&"a secret key (AGE-SECRET-KEY-1…) was expected in each line"))
                })
                .collect::<Result<_, _>>()?
        }
    };
    let decryptor =
        Decryptor::new_buffered(BufReader::new(File::open(file).map_err(io)?)).map_err(|e| locked(&e))?;
    let opened = decryptor.decrypt(identities.iter().map(AsRef::as_ref)).map_err(|e| locked(&e))?;
    let mut lines = BufReader::new(GzDecoder::new(opened));
    let mut first = String::new();
    lines.read_line(&mut first).map_err(io)?;
    let kept: Keys = serde_json::from_str(&first).map_err(|_| {
        let problem = "the keys of a backup were expected".to_owned();
        BackupError::Store(shown.clone(), StoreBackupError::Malformed { line: 0, problem })
    })?;
    let done = store.restore(&mut lines).await.map_err(|e| BackupError::Store(shown.clone(), e))?;
    for line in lines.lines() {
        let kept: Kept = serde_json::from_str(&line.map_err(io)?).map_err(|e| io(e.into()))?;
        let bytes = BASE64_STANDARD.decode(kept.content).map_err(|e| io(std::io::Error::other(e)))?;
        originals.keep(bytes).await.map_err(|e| BackupError::Original(String::new(), e.to_string()))?;
    }
    for (name, text) in kept.keys {
        // A name, and no way out of the folder.
        let Some(name) = Path::new(&name).file_name() else { continue };
        let path = keys.join(name);
        if !path.exists() {
            std::fs::create_dir_all(keys).map_err(io)?;
            crate::record::write_secret(&path, text.trim_end()).map_err(io)?;
        }
    }
    Ok(done)
}
