//! Everything as open files, and back in, the same.
//!
//! A package ([`kintrace_interchange::package`]) holds the registry's tables, all documents, lists of others
//! with their original files and what was decided about their rows, and what the last search found. What it
//! does not hold: accounts and keys, which are secrets, and the record, which is another registry's own
//! (a backup has both).

use std::path::Path;

use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::{Document, Faults};
use kintrace_interchange::detect::Source;
use kintrace_interchange::package::{self, File};
use kintrace_store::hypotheses::{Hypothesis, Of, Search};
use kintrace_store::lists::{Link, ReceivedList, Status};
use kintrace_store::originals::{Originals, OriginalsError};
use kintrace_store::{Store, StoreError, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ServiceError;
use crate::lists::read_rows;
use crate::originals::written_down;

const LISTS: &str = "lists.csv";
const LIST_LINKS: &str = "list-links.csv";
const HYPOTHESES: &str = "hypotheses.csv";
const SEARCH: &str = "search.csv";
const ORIGINALS: &str = "originals/";

/// Why an export was not made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file can't be written, or is there already.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// An original is damaged.
    #[error(transparent)]
    Originals(#[from] OriginalsError),
    /// The folder is not empty.
    #[error("{0}: an empty folder, or none, was expected")]
    NotEmpty(String),
}

/// A list of others, as a row.
#[derive(Serialize, Deserialize)]
struct ListRow {
    list: String,
    title: String,
    file: String,
    path: String,
    received: i64,
    by: String,
    party: String,
}

/// What was worked out and decided about a row of a list.
#[derive(Serialize, Deserialize)]
struct LinkRow {
    list: String,
    row: u64,
    missing: String,
    probability: f64,
    status: String,
    decided_by: String,
    /// Seconds since 1970.
    decided: Option<i64>,
    reasons: String,
}

#[derive(Serialize, Deserialize)]
struct HypothesisRow {
    remains: String,
    missing: String,
    log10_lr_dna: Option<f64>,
    log10_lr: Option<f64>,
    posterior: f64,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    lines: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    views: Value,
}

#[derive(Serialize, Deserialize)]
struct SearchRow {
    engine: String,
    missing: u64,
    remains: u64,
    outside: f64,
    theta: f64,
    dropped_mass: f64,
    standard_error: f64,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    places: Value,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    people: Value,
    lineages: Value,
    seconds: f64,
}

/// Rows of one kind as a table; its columns are the kind's fields.
fn table<R: Serialize>(path: &str, rows: impl IntoIterator<Item = R>) -> Option<File> {
    let rows: Vec<serde_json::Map<String, serde_json::Value>> = rows
        .into_iter()
        .filter_map(|row| serde_json::to_value(row).ok().and_then(|v| v.as_object().cloned()))
        .collect();
    let first = rows.first()?;
    let kind = |name: &str| {
        let number = rows.iter().any(|r| r[name].is_number());
        if number { "number" } else { "string" }
    };
    let columns: Vec<(&str, &'static str)> = first.keys().map(|k| (k.as_str(), kind(k))).collect();
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    let cells = rows.iter().map(|r| r.values().map(cell).collect()).collect();
    Some(File::table(path, &columns, cells))
}

/// Writes everything into a new folder, as it is at one moment; who wants to write waits.
///
/// # Errors
/// [`ExportError`].
pub async fn export(store: &Store, originals: &Originals, folder: &Path) -> Result<Vec<File>, ExportError> {
    let shown = folder.display().to_string();
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(ExportError::NotEmpty(shown));
    }
    // Nobody writes meanwhile; what is read is of one moment.
    let turn = store.begin("").await?;
    let mut files = files(store).await?;
    for (_, original) in written_down(store).await? {
        let bytes = originals.get(&original.sha256).await?;
        let path = format!("{ORIGINALS}{}", original.sha256);
        files.extend(bytes.map(|bytes| File { path, bytes, columns: Vec::new() }));
    }
    drop(turn);
    let described = package::descriptor(&files);
    files.insert(0, described);
    for file in &files {
        let path = folder.join(&file.path);
        let io = |e| ExportError::File(path.display().to_string(), e);
        std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(io)?;
        std::fs::write(&path, &file.bytes).map_err(io)?;
    }
    Ok(files)
}

async fn files(store: &Store) -> Result<Vec<File>, StoreError> {
    /// More than any registry has.
    const ALL: u64 = 1 << 40;
    let mut files = package::registry(&store.registry().await?);
    let mut documents: Vec<Document> = Vec::new();
    for noun in DOCUMENTS {
        documents.extend(store.every_document(noun).await?);
    }
    files.extend(package::document_tables(&documents));
    let mut lists = store.lists().await?;
    lists.sort_by(|a, b| a.id.cmp(&b.id));
    let (mut rows, mut links, mut originals) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists {
        let Some((name, bytes)) = store.list_file(&list.id).await? else { continue };
        let ending = Path::new(&name).extension().and_then(|e| e.to_str()).unwrap_or("txt").to_lowercase();
        let path = format!("lists/{}.{ending}", list.id);
        originals.push(File { path: path.clone(), bytes, columns: Vec::new() });
        links.extend(store.links_of_list(&list.id).await?.into_iter().map(|l| LinkRow {
            list: l.list,
            row: l.row,
            missing: l.missing,
            probability: l.probability,
            status: l.status.text().to_owned(),
            decided_by: l.decided_by,
            decided: l.decided,
            reasons: serde_json::to_string(&l.reasons).unwrap_or_default(),
        }));
        rows.push(ListRow {
            list: list.id,
            title: list.title,
            file: list.file,
            path,
            received: list.received,
            by: list.by,
            party: list.party,
        });
    }
    files.extend(table(LISTS, rows));
    files.extend(table(LIST_LINKS, links));
    files.extend(originals);
    let finite = |x: f64| x.is_finite().then_some(x);
    let (mut found, _) = store.hypotheses(Of::All, 0.0, 0, ALL).await?;
    found.sort_by(|a, b| (&a.remains, &a.missing).cmp(&(&b.remains, &b.missing)));
    files.extend(table(
        HYPOTHESES,
        found.into_iter().map(|h| HypothesisRow {
            remains: h.remains,
            missing: h.missing,
            log10_lr_dna: finite(h.log10_lr_dna),
            log10_lr: finite(h.log10_lr),
            posterior: h.posterior,
            lines: h.lines,
            views: h.views,
        }),
    ));
    let search = store.last_search().await?.map(|(s, _)| SearchRow {
        engine: s.engine,
        missing: s.missing,
        remains: s.remains,
        outside: s.outside,
        theta: s.theta,
        dropped_mass: s.dropped_mass,
        standard_error: s.standard_error,
        places: s.places,
        people: s.people,
        lineages: s.lineages,
        seconds: s.seconds,
    });
    files.extend(table(SEARCH, search));
    Ok(files)
}

/// What of a package is no table of the registry: lists and hypotheses.
#[derive(Debug, Default)]
pub(crate) struct Extras(Vec<Source>);

impl Extras {
    /// Takes a package's lists and hypotheses out of files, and its descriptor, against which all its files
    /// are checked. Files that are no package stay as they are.
    ///
    /// # Errors
    /// A fault for each file that is missing or was changed.
    pub(crate) fn take(sources: &mut Vec<Source>) -> Result<Self, Faults> {
        let Some(at) = sources.iter().position(package::is_descriptor) else { return Ok(Self::default()) };
        let descriptor = sources.remove(at);
        package::check(&descriptor, sources)?;
        let originals: Vec<String> = package::paths(&descriptor)?
            .into_iter()
            .filter(|p| p.starts_with("lists/") || p.starts_with(ORIGINALS))
            .collect();
        let is_extra = |s: &Source| {
            [LISTS, LIST_LINKS, HYPOTHESES, SEARCH]
                .into_iter()
                .chain(originals.iter().map(String::as_str))
                .any(|path| package::is_at(&s.name, path))
        };
        Ok(Self(sources.extract_if(.., |s| is_extra(s)).collect()))
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn rows<R: for<'a> Deserialize<'a>>(&self, path: &str) -> Result<Vec<R>, Faults> {
        let Some(source) = self.0.iter().find(|s| package::is_at(&s.name, path)) else {
            return Ok(Vec::new());
        };
        let mut reader = csv::Reader::from_reader(source.bytes.as_slice());
        reader.deserialize().collect::<Result<_, _>>().map_err(|e| Faults::of_file(path, e.to_string()))
    }

    /// Keeps original files.
    pub(crate) async fn keep(&self, originals: &Originals) -> Result<(), ServiceError> {
        for source in
            self.0.iter().filter(|s| s.name.rsplit('/').nth(1) == Some(ORIGINALS.trim_end_matches('/')))
        {
            originals.keep(source.bytes.clone()).await?;
        }
        Ok(())
    }

    /// Writes lists that are not there yet, and hypotheses where nothing was searched yet.
    pub(crate) async fn write(&self, work: &UnitOfWork) -> Result<(), ServiceError> {
        let links: Vec<LinkRow> = self.rows(LIST_LINKS)?;
        for row in self.rows::<ListRow>(LISTS)? {
            if work.has_list(&row.list).await? {
                continue;
            }
            let original = self.0.iter().find(|s| package::is_at(&s.name, &row.path));
            let original =
                original.ok_or_else(|| Faults::of_file(&row.path, "the list's file was expected"))?;
            let source = Source { name: row.file.clone(), bytes: original.bytes.clone() };
            let (header, rows) = read_rows(&source)?;
            let received = ReceivedList {
                id: row.list.clone(),
                title: row.title,
                file: row.file,
                header,
                rows: rows.len() as u64,
                received: row.received,
                by: row.by,
                party: row.party,
            };
            work.add_list(&received, original.bytes.clone(), &rows).await?;
            let mut of_list = Vec::new();
            for link in links.iter().filter(|l| l.list == row.list) {
                let problem = |what: &str| {
                    Faults::of_file(LIST_LINKS, format!("list {}, row {}: {what}", link.list, link.row))
                };
                of_list.push(Link {
                    list: link.list.clone(),
                    row: link.row,
                    missing: link.missing.clone(),
                    probability: link.probability,
                    reasons: serde_json::from_str(&link.reasons).map_err(|e| problem(&e.to_string()))?,
                    status: Status::Open,
                    decided_by: String::new(),
                    decided: None,
                });
            }
            work.add_links(&of_list).await?;
            for link in links.iter().filter(|l| l.list == row.list) {
                let status = Status::read(&link.status);
                if status != Status::Open {
                    let (by, when) = (&link.decided_by, link.decided.unwrap_or_default());
                    work.decide_as(&link.list, link.row, &link.missing, status, by, when).await?;
                }
            }
        }
        if let Some(search) = self.rows::<SearchRow>(SEARCH)?.pop()
            && !work.has_searched().await?
        {
            let search = Search {
                engine: search.engine,
                missing: search.missing,
                remains: search.remains,
                outside: search.outside,
                theta: search.theta,
                dropped_mass: search.dropped_mass,
                standard_error: search.standard_error,
                places: search.places,
                people: search.people,
                lineages: search.lineages,
                seconds: search.seconds,
                leaves: None,
            };
            let found: Vec<Hypothesis> = self
                .rows::<HypothesisRow>(HYPOTHESES)?
                .into_iter()
                .map(|h| Hypothesis {
                    remains: h.remains,
                    missing: h.missing,
                    log10_lr_dna: h.log10_lr_dna.unwrap_or(f64::NEG_INFINITY),
                    log10_lr: h.log10_lr.unwrap_or(f64::NEG_INFINITY),
                    posterior: h.posterior,
                    lines: h.lines,
                    views: h.views,
                })
                .collect();
            work.replace_hypotheses(&search, &found).await?;
        }
        Ok(())
    }
}
