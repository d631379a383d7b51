//! Sealed packages: made of what was recorded, and verified.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_record::checkpoint::{CheckpointError, SecretKey};
use kintrace_record::{Change, Policy, Receipt, commitment, hex, unhex};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::bag::{self, Files};
use crate::index;

const ENTRIES: &str = "record/entries.json";
const POLICY: &str = "record/policy.txt";
const SEAL: &str = "record/seal.txt";
const INDEX: &str = "data/index.html";
const ORIGINALS: &str = "data/originals/";
/// First line of what is signed.
const SEALED: &str = "kintrace-package/1";

/// Why a package was not made, or is none.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The archive.
    #[error("a package was expected, a ZIP archive: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// Reading it.
    #[error("the package can't be read: {0}")]
    Io(#[from] std::io::Error),
    /// Not as packages are.
    #[error("a package was expected: {0}")]
    Malformed(String),
    /// The seal.
    #[error("the package can't be sealed: {0}")]
    Seal(#[from] CheckpointError),
    /// A receipt that belongs to something else.
    #[error("the receipt of {0} is of something else")]
    Receipt(String),
}

/// A version of a thing, as the record has it.
#[derive(Debug)]
pub struct Version {
    /// What it is: "missing person", "evidence" …
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What opens the commitment.
    pub nonce: Vec<u8>,
    /// Canonical JSON; none if nothing is left of it.
    pub state: Option<String>,
    /// That it was recorded.
    pub receipt: Receipt,
}

/// What goes into a package.
#[derive(Debug)]
pub struct Content {
    /// What it is about, for people.
    pub title: String,
    /// When it is made, for people.
    pub made: String,
    /// The record's name.
    pub log: String,
    /// Whose signatures the office asks for (C2SP tlog-policy).
    pub policy: String,
    /// Versions, in the order in which they are to be read.
    pub versions: Vec<Version>,
    /// Original files: name, bytes.
    pub originals: Vec<(String, Vec<u8>)>,
}

/// Which file is which version of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Kind of thing.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Number of the version, from 1.
    pub version: u64,
    /// What was done: "created", "changed" …
    pub change: String,
    /// When, RFC 3339 in UTC.
    pub time: String,
    /// Place in the record.
    pub sequence: u64,
    /// The file with the state, if there is one.
    pub file: Option<String>,
    /// What opens the commitment, hexadecimal.
    pub nonce: String,
    /// The file with the receipt.
    pub receipt: String,
}

/// What a package holds, and whether it holds.
#[derive(Debug)]
pub struct Checked {
    /// The record's name.
    pub log: String,
    /// Who signed, besides the record itself.
    pub witnesses: Vec<String>,
    /// The versions.
    pub entries: Vec<Entry>,
    /// How many original files there are.
    pub originals: usize,
    /// What is not as it should be; none: the package holds.
    pub findings: Vec<String>,
}

fn change_text(change: Change) -> String {
    serde_json::to_value(change).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What is signed: which files there are, and that there are no others.
fn seal_of(files: &Files) -> String {
    let list = files.get(bag::TAG_MANIFEST).map(Vec::as_slice).unwrap_or_default();
    format!("{SEALED}\n{}\n", hex(&Sha256::digest(list)))
}

/// Where an original is: under its hash, with the end of its name if that is a plain one.
fn original_path(name: &str, bytes: &[u8]) -> String {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let plain = (1..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    let dot = if plain { format!(".{end}") } else { String::new() };
    format!("{ORIGINALS}{}{dot}", hex(&Sha256::digest(bytes)))
}

/// Makes a package, as the bytes of a ZIP archive with a folder `name` in it.
///
/// # Errors
/// [`PackageError`].
pub fn seal(name: &str, content: &Content, log: &SecretKey) -> Result<Vec<u8>, PackageError> {
    let mut files = Files::new();
    let mut entries = Vec::with_capacity(content.versions.len());
    for (number, version) in content.versions.iter().enumerate() {
        let what = || format!("{} {}", version.kind, version.id);
        let leaf = kintrace_record::Leaf::parse(&version.receipt.leaf)
            .map_err(|e| PackageError::Malformed(format!("{}: {e}", what())))?;
        let opened = version.state.as_ref().map(|state| commitment(&version.nonce, state));
        if opened != leaf.commitment || leaf.kind != version.kind {
            return Err(PackageError::Receipt(what()));
        }
        let number = number + 1;
        let file = version.state.as_ref().map(|state| {
            let path = format!("data/states/{number:04}.json");
            files.insert(path.clone(), state.clone().into_bytes());
            path
        });
        let receipt = format!("record/receipts/{number:04}.tlog-proof");
        files.insert(receipt.clone(), version.receipt.to_string().into_bytes());
        entries.push(Entry {
            kind: version.kind.clone(),
            id: version.id.clone(),
            version: leaf.version,
            change: change_text(leaf.change),
            time: leaf.time,
            sequence: leaf.sequence,
            file,
            nonce: hex(&version.nonce),
            receipt,
        });
    }
    let mut originals = Vec::new();
    for (name, bytes) in &content.originals {
        let path = original_path(name, bytes);
        originals.push(path.clone());
        files.insert(path, bytes.clone());
    }
    files.insert(INDEX.to_owned(), index::page(content, &entries, &originals).into_bytes());
    files.insert(POLICY.to_owned(), content.policy.clone().into_bytes());
    let list = serde_json::to_vec_pretty(&entries).map_err(std::io::Error::from)?;
    files.insert(ENTRIES.to_owned(), list);
    let info = [
        ("External-Description", content.title.clone()),
        ("Bagging-Date", content.made.chars().take(10).collect()),
        ("Source-Organization", content.log.clone()),
    ];
    bag::complete(&mut files, &info);
    let sealed = log.sign_text(&seal_of(&files))?;
    files.insert(SEAL.to_owned(), sealed.into_bytes());
    bag::pack(name, &files)
}

/// Verifies a package against the keys that its reader trusts.
///
/// # Errors
/// [`PackageError`] if it is no package at all; what is wrong with a package is in
/// [`Checked::findings`].
pub fn check(archive: &[u8], policy: &Policy) -> Result<Checked, PackageError> {
    let files = bag::unpack(archive)?;
    let text = |path: &str| -> Result<&str, PackageError> {
        let bytes = files.get(path).ok_or_else(|| PackageError::Malformed(format!("{path} is missing")))?;
        std::str::from_utf8(bytes).map_err(|_| PackageError::Malformed(format!("{path} is no text")))
    };
    let entries: Vec<Entry> = serde_json::from_str(text(ENTRIES)?)
        .map_err(|e| PackageError::Malformed(format!("{ENTRIES}: {e}")))?;
    let mut findings = bag::problems(&files, SEAL);
    let sealed = text(SEAL)?;
    let signers: Vec<&str> = policy
        .logs
        .iter()
        .filter(|key| key.signed_text(sealed).is_ok_and(|text| text == seal_of(&files)))
        .map(|key| key.name.as_str())
        .collect();
    if signers.is_empty() {
        findings.push(format!("{SEAL}: the list of the files is not signed by a record of the policy"));
    }
    let mut signed: Option<BTreeSet<String>> = None;
    let mut logs = BTreeSet::new();
    let mut histories: BTreeMap<(&str, &str), Vec<(u64, String)>> = BTreeMap::new();
    for entry in &entries {
        let what = format!("{} {}, version {}", entry.kind, entry.id, entry.version);
        match check_entry(entry, &files, policy) {
            Ok((log, handle, witnesses)) => {
                if !signers.contains(&log.as_str()) {
                    findings.push(format!("{what}: its record {log} has not signed the package"));
                }
                logs.insert(log);
                let all = signed.get_or_insert_with(|| witnesses.iter().cloned().collect());
                all.retain(|name| witnesses.contains(name));
                histories.entry((&entry.kind, &entry.id)).or_default().push((entry.version, handle));
            }
            Err(problem) => findings.push(format!("{what}: {problem}")),
        }
    }
    for ((kind, id), mut history) in histories {
        history.sort();
        let whole = history.iter().zip(1..).all(|((version, _), expected)| *version == expected);
        if !whole {
            findings.push(format!("{kind} {id}: a version is missing"));
        }
        if history.iter().any(|(_, handle)| *handle != history[0].1) {
            findings.push(format!("{kind} {id}: its versions are of different things"));
        }
    }
    let originals = check_originals(&entries, &files, &mut findings);
    Ok(Checked {
        log: logs.into_iter().collect::<Vec<_>>().join(", "),
        witnesses: signed.unwrap_or_default().into_iter().collect(),
        entries,
        originals,
        findings,
    })
}

/// Whether a version is what its receipt is for: the record's name, what stands for the thing there, and
/// the witnesses.
fn check_entry(
    entry: &Entry,
    files: &Files,
    policy: &Policy,
) -> Result<(String, String, Vec<String>), String> {
    let read = |path: &str| {
        let bytes = files.get(path).ok_or_else(|| format!("{path} is missing"))?;
        std::str::from_utf8(bytes).map_err(|_| format!("{path} is no text"))
    };
    let receipt = Receipt::parse(read(&entry.receipt)?).map_err(|e| e.to_string())?;
    let (leaf, witnesses) = receipt.check(policy).map_err(|e| e.to_string())?;
    let said = (&entry.kind, entry.version, entry.sequence, &entry.time, &entry.change);
    let change = change_text(leaf.change);
    if said != (&leaf.kind, leaf.version, leaf.sequence, &leaf.time, &change) {
        return Err("the record says something else of it".to_owned());
    }
    match (&entry.file, &leaf.commitment) {
        (None, None) => {}
        (Some(file), Some(_)) => {
            let nonce = unhex(&entry.nonce).ok_or("its nonce is no hexadecimal number")?;
            let state = read(file)?;
            receipt.check_state(&nonce, state).map_err(|e| e.to_string())?;
            // The id is the state's: what the package calls it is what was recorded.
            let value: Value = serde_json::from_str(state).map_err(|e| e.to_string())?;
            if value["id"] != *entry.id {
                return Err("it is not of the thing that the package says".to_owned());
            }
        }
        _ => return Err("its state is missing, or it has none".to_owned()),
    }
    Ok((receipt.checkpoint.head.origin().to_owned(), leaf.thing, witnesses))
}

/// Originals that the last versions speak of, and those that are there.
fn check_originals(entries: &[Entry], files: &Files, findings: &mut Vec<String>) -> usize {
    let there: BTreeMap<String, &String> = files
        .iter()
        .filter(|(path, _)| path.starts_with(ORIGINALS))
        .map(|(path, bytes)| (hex(&Sha256::digest(bytes)), path))
        .collect();
    let mut spoken_of = BTreeSet::new();
    for entry in entries {
        let state = entry.file.as_ref().and_then(|file| files.get(file));
        let state: Option<Value> = state.and_then(|bytes| serde_json::from_slice(bytes).ok());
        let Some(hash) = state.as_ref().and_then(|s| s["document"]["original"]["sha256"].as_str()) else {
            continue;
        };
        spoken_of.insert(hash.to_owned());
        if !there.contains_key(hash) {
            findings.push(format!("{} {}: its original is not in the package", entry.kind, entry.id));
        }
    }
    for (hash, path) in &there {
        if !spoken_of.contains(hash) {
            findings.push(format!("{path}: nothing that was recorded speaks of it"));
        }
    }
    there.len()
}
