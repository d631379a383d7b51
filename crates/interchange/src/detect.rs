//! What a file is, by its content.

use std::path::Path;

use kintrace_casework::Faults;
use kintrace_casework::import::Batch;

use crate::{encoding, familias, package, reference_cases, tables};

/// A file's name, as the user gave it, and its content.
#[derive(Debug, Clone)]
pub struct Source {
    /// Name, for faults and notes.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads files; of a folder, all files in it, in order of name.
    ///
    /// # Errors
    /// A fault for each file that can't be read.
    pub fn read(paths: &[impl AsRef<Path>]) -> Result<Vec<Self>, Faults> {
        let mut faults = Vec::new();
        let mut sources = Vec::new();
        for path in paths {
            let path = path.as_ref();
            let described = path.join(package::DESCRIPTOR);
            let files = if described.is_file() {
                // An export: the files that it names, wherever they are in it.
                let name = described.display().to_string();
                match std::fs::read(&described).map(|bytes| package::paths(&Self { name, bytes })) {
                    Ok(Ok(paths)) => {
                        Ok(std::iter::once(described).chain(paths.iter().map(|p| path.join(p))).collect())
                    }
                    Ok(Err(found)) => {
                        faults.extend(found.0);
                        continue;
                    }
                    Err(e) => Err(e),
                }
            } else if path.is_dir() {
                std::fs::read_dir(path).map(|entries| {
                    let mut files: Vec<_> =
                        entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
                    files.sort();
                    files
                })
            } else {
                Ok(vec![path.to_owned()])
            };
            let unread = |path: &Path, e: &std::io::Error| {
                Faults::of_file(&path.display().to_string(), format!("can't be read: {e}")).0
            };
            let files: Vec<std::path::PathBuf> = match files {
                Ok(files) => files,
                Err(e) => {
                    faults.extend(unread(path, &e));
                    continue;
                }
            };
            for file in files {
                match std::fs::read(&file) {
                    Ok(bytes) => sources.push(Self { name: file.display().to_string(), bytes }),
                    Err(e) => faults.extend(unread(&file, &e)),
                }
            }
        }
        if faults.is_empty() { Ok(sources) } else { Err(Faults(faults)) }
    }
}

/// Reads any number of files into one batch.
///
/// # Errors
/// All faults of all files.
pub fn read_all(sources: &[Source]) -> Result<Batch, Faults> {
    let mut batch = Batch::default();
    let mut faults = Vec::new();
    for source in sources {
        if let Err(found) = read(source, &mut batch) {
            faults.extend(found.0);
        }
    }
    if faults.is_empty() {
        return Ok(batch);
    }
    faults.append(&mut batch.faults);
    Err(Faults(faults))
}

/// Workbooks are ZIP archives (XLSX, ODS) or OLE files (XLS).
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

fn read(source: &Source, batch: &mut Batch) -> Result<(), Faults> {
    if source.bytes.is_empty() {
        return Err(Faults::of_file(&source.name, "the file is empty; a table was expected"));
    }
    if is_workbook(&source.bytes) {
        return tables::read_workbook(&source.name, &source.bytes, batch);
    }
    if source.bytes.iter().take(4096).filter(|b| **b == 0).count() > 0
        && encoding_rs::Encoding::for_bom(&source.bytes).is_none()
        && encoding::decode(&source.bytes).lines().next().is_none_or(|l| l.contains('\0'))
    {
        return Err(Faults::of_file(
            &source.name,
            "unknown format; a table (CSV, XLSX) or a Familias file was expected",
        ));
    }
    let text = encoding::decode(&source.bytes);
    if familias::is_familias(&text) {
        let file = familias::FamiliasFile::parse(&source.name, &text)?;
        return familias::to_batch(&source.name, &file, batch);
    }
    if text.trim_start().starts_with('{') {
        let format = reference_cases::format(&text).unwrap_or_else(|| "unknown".to_owned());
        return Err(Faults::of_file(
            &source.name,
            format!(
                "a JSON file of format {format}; reference cases are for `kintrace lr` and `kintrace joint`"
            ),
        ));
    }
    tables::read_text(&source.name, &text, batch)
}
