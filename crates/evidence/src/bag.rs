//! `BagIt` bags (RFC 8493) in a ZIP archive: files with their SHA-256, complete and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use kintrace_record::hex;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::sealed::PackageError;

/// Files by path within the bag.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const DECLARATION_FILE: &str = "bagit.txt";
const INFO: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha256.txt";
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
const PAYLOAD: &str = "data/";
/// What is unpacked is no larger: a small archive may hold a very long file of zeros.
const LARGEST: u64 = 8 << 30;

fn manifest<'a>(files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> Vec<u8> {
    let lines: Vec<String> =
        files.map(|(path, bytes)| format!("{}  {path}\n", hex(&Sha256::digest(bytes)))).collect();
    lines.concat().into_bytes()
}

/// Adds to files what makes a bag of them: `info` are lines of its description, name and value.
pub(crate) fn complete(files: &mut Files, info: &[(&str, String)]) {
    let payload = || files.iter().filter(|(path, _)| path.starts_with(PAYLOAD));
    let octets: usize = payload().map(|(_, bytes)| bytes.len()).sum();
    let size = ("Payload-Oxum", format!("{octets}.{}", payload().count()));
    let lines: Vec<String> =
        info.iter().chain([&size]).map(|(name, value)| format!("{name}: {}\n", one_line(value))).collect();
    let list = manifest(payload());
    files.insert(DECLARATION_FILE.to_owned(), DECLARATION.into());
    files.insert(INFO.to_owned(), lines.concat().into_bytes());
    files.insert(MANIFEST.to_owned(), list);
    let tags = manifest(files.iter().filter(|(path, _)| !path.starts_with(PAYLOAD)));
    files.insert(TAG_MANIFEST.to_owned(), tags);
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with a bag: files that are missing, changed or too many. `apart` is in no list.
pub(crate) fn problems(files: &Files, apart: &str) -> Vec<String> {
    let mut found = Vec::new();
    if files.get(DECLARATION_FILE).map(Vec::as_slice) != Some(DECLARATION.as_bytes()) {
        found.push(format!("{DECLARATION_FILE}: BagIt 1.0 in UTF-8 was expected"));
    }
    let mut listed: BTreeSet<&str> = BTreeSet::from([TAG_MANIFEST, apart]);
    for (list, of_payload) in [(MANIFEST, true), (TAG_MANIFEST, false)] {
        let Some(text) = files.get(list).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
            found.push(format!("{list}: it is missing"));
            continue;
        };
        for line in text.lines() {
            let Some((hash, path)) =
                line.split_once("  ").filter(|(_, path)| path.starts_with(PAYLOAD) == of_payload)
            else {
                found.push(format!("{list}: a hash and the path of a file were expected, not {line:?}"));
                continue;
            };
            if !listed.insert(path) {
                found.push(format!("{list}: {path} is listed twice"));
            }
            match files.get(path) {
                None => found.push(format!("{path}: it is missing")),
                Some(bytes) if hex(&Sha256::digest(bytes)) != hash => {
                    found.push(format!("{path}: it was changed"));
                }
                Some(_) => {}
            }
        }
    }
    let stray = files.keys().filter(|path| !listed.contains(path.as_str()));
    found.extend(stray.map(|path| format!("{path}: it does not belong to the package")));
    found
}

/// A ZIP archive of a bag, in a folder of its name.
pub(crate) fn pack(name: &str, files: &Files) -> Result<Vec<u8>, PackageError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).unix_permissions(0o644);
    for (path, bytes) in files {
        archive.start_file(format!("{name}/{path}"), options.large_file(bytes.len() > u32::MAX as usize))?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The files of a bag in a ZIP archive. Nothing is written anywhere: names stay names.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Files, PackageError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut files = Files::new();
    let mut folder: Option<String> = None;
    let mut left = LARGEST;
    for at in 0..archive.len() {
        let file = archive.by_index(at)?;
        if file.is_dir() {
            continue;
        }
        let name = file.name()?.into_owned();
        let malformed = |problem: &str| PackageError::Malformed(format!("{name}: {problem}"));
        let (top, path) =
            name.split_once('/').ok_or_else(|| malformed("a file in one folder was expected"))?;
        if folder.get_or_insert_with(|| top.to_owned()) != top {
            return Err(malformed("files in one folder were expected"));
        }
        let mut content = Vec::new();
        file.take(left + 1).read_to_end(&mut content)?;
        left = left.checked_sub(content.len() as u64).ok_or_else(|| malformed("the package is too large"))?;
        if files.insert(path.to_owned(), content).is_some() {
            return Err(malformed("it is there twice"));
        }
    }
    Ok(files)
}
