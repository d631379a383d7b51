//! A registry as a folder of open files: a Frictionless data package (Data Package v2), which says of each
//! file what it is, its columns, its size and its SHA-256.
//!
//! The tables are those that offices fill in ([`crate::tables`], [`crate::documents`]), so that any of them
//! can also be read by itself, by anybody.

use kintrace_casework::registry::{Other, Position, Subject};
use kintrace_casework::{Document, Fault, Faults, Registry};
use kintrace_kinship::{Peak, Sex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::detect::Source;
use crate::documents;
use crate::tables::csv_file;

/// Name of the file that describes the others.
pub const DESCRIPTOR: &str = "datapackage.json";
const SCHEMA: &str = "https://datapackage.org/profiles/2.0/datapackage.json";
const NAME: &str = "kintrace-registry";

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path in the package.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// Columns, of a table: name and type as Table Schema has it. Empty for other files.
    pub columns: Vec<(String, &'static str)>,
}

impl File {
    /// A table.
    #[must_use]
    pub fn table(path: impl Into<String>, columns: &[(&str, &'static str)], rows: Vec<Vec<String>>) -> Self {
        let header = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self {
            path: path.into(),
            bytes: csv_file::write(std::iter::once(header).chain(rows)).into_bytes(),
            columns: columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Field {
    name: String,
    r#type: String,
}

#[derive(Serialize, Deserialize)]
struct TableSchema {
    fields: Vec<Field>,
}

#[derive(Serialize, Deserialize)]
struct Resource {
    name: String,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    bytes: usize,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<TableSchema>,
}

#[derive(Serialize, Deserialize)]
struct Descriptor {
    #[serde(rename = "$schema")]
    schema: String,
    name: String,
    title: String,
    description: String,
    resources: Vec<Resource>,
}

fn hash(bytes: &[u8]) -> String {
    format!("sha256:{:x}", Sha256::digest(bytes))
}

/// A name as the standard wants it: small letters, digits, hyphens, underscores, points.
fn resource_name(path: &str) -> String {
    let stem = path.strip_suffix(".csv").unwrap_or(path).to_lowercase();
    stem.chars().map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect()
}

/// The descriptor of files.
#[must_use]
pub fn descriptor(files: &[File]) -> File {
    let resources = files
        .iter()
        .map(|file| {
            let is_table = !file.columns.is_empty();
            let fields = file.columns.iter();
            let fields = fields.map(|(name, kind)| Field { name: name.clone(), r#type: (*kind).to_owned() });
            Resource {
                name: resource_name(&file.path),
                path: file.path.clone(),
                r#type: is_table.then(|| "table".to_owned()),
                format: is_table.then(|| "csv".to_owned()),
                encoding: is_table.then(|| "utf-8".to_owned()),
                bytes: file.bytes.len(),
                hash: hash(&file.bytes),
                schema: is_table.then(|| TableSchema { fields: fields.collect() }),
            }
        })
        .collect();
    let descriptor = Descriptor {
        schema: SCHEMA.to_owned(),
        name: NAME.to_owned(),
        title: "A registry of missing persons".to_owned(),
        description:
            "Exported by Kintrace; `kintrace import` of this folder into an empty registry gives the same \
                      one. It holds personal data."
                .to_owned(),
        resources,
    };
    let text = serde_json::to_string_pretty(&descriptor).unwrap_or_default();
    File { path: DESCRIPTOR.to_owned(), bytes: (text + "\n").into_bytes(), columns: Vec::new() }
}

/// Whether a source is the descriptor of an export.
#[must_use]
pub fn is_descriptor(source: &Source) -> bool {
    source.name.rsplit(['/', '\\']).next() == Some(DESCRIPTOR)
        && serde_json::from_slice::<Descriptor>(&source.bytes).is_ok_and(|d| d.name == NAME)
}

/// The paths of a package's files, in order.
///
/// # Errors
/// A fault, if it is no descriptor of an export, or a path leads out of its folder.
pub fn paths(descriptor: &Source) -> Result<Vec<String>, Faults> {
    let read: Descriptor = serde_json::from_slice(&descriptor.bytes).map_err(|e| {
        Faults::of_file(&descriptor.name, format!("the descriptor of an export was expected: {e}"))
    })?;
    let paths: Vec<String> = read.resources.into_iter().map(|r| r.path).collect();
    let out = paths.iter().find(|p| p.starts_with(['/', '\\']) || p.contains("..") || p.contains(':'));
    match out {
        Some(path) => Err(Faults::of_file(
            &descriptor.name,
            format!("{path:?}: a path inside the package was expected"),
        )),
        None => Ok(paths),
    }
}

/// Checks that files are those that a descriptor names: none missing, none changed. `files`: their names
/// end in their paths.
///
/// # Errors
/// A fault for each file that is not.
pub fn check(descriptor: &Source, files: &[Source]) -> Result<(), Faults> {
    let read: Descriptor = serde_json::from_slice(&descriptor.bytes).map_err(|e| {
        Faults::of_file(&descriptor.name, format!("the descriptor of an export was expected: {e}"))
    })?;
    let mut faults: Vec<Fault> = Vec::new();
    for resource in read.resources {
        let file = files.iter().find(|f| is_at(&f.name, &resource.path));
        let expected = match file {
            None => "this file of the package is missing",
            Some(file) if hash(&file.bytes) != resource.hash => "this file was changed since the export",
            Some(_) => continue,
        };
        faults.extend(Faults::of_file(&resource.path, expected).0);
    }
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

/// Whether a source's name is a path in a package.
#[must_use]
pub fn is_at(name: &str, path: &str) -> bool {
    name.strip_suffix(path).is_some_and(|folder| folder.is_empty() || folder.ends_with(['/', '\\']))
}

fn sex(sex: Sex) -> String {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Unknown => "",
    }
    .to_owned()
}

fn number(value: Option<f64>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn position(position: Option<Position>) -> [String; 3] {
    [
        number(position.map(|p| p.latitude)),
        number(position.map(|p| p.longitude)),
        number(position.and_then(|p| p.radius_km)),
    ]
}

fn other(other: &Other) -> String {
    if other.is_empty() { String::new() } else { serde_json::to_string(other).unwrap_or_default() }
}

fn text(columns: &[&'static str]) -> Vec<(&'static str, &'static str)> {
    columns.iter().map(|c| (*c, if *c == "other" { "object" } else { "string" })).collect()
}

/// The registry's tables.
#[must_use]
pub fn registry(registry: &Registry) -> Vec<File> {
    let date = |d: Option<&kintrace_casework::DateInterval>| d.map(|d| d.text.clone()).unwrap_or_default();
    let missing = registry.missing.values().map(|m| {
        let person = registry.persons.get(&m.person).map_or(Sex::Unknown, |p| p.sex);
        let head = [&m.id, &m.family, &m.person, &m.name].map(Clone::clone);
        let [latitude, longitude, radius] = position(m.position);
        let rest = [
            sex(person),
            date(m.born.as_ref()),
            date(m.last_seen.as_ref()),
            m.place.clone(),
            latitude,
            longitude,
            radius,
            m.event.clone(),
            number(m.stature_cm),
            m.capacity.clone(),
            m.party.clone(),
            other(&m.other),
        ];
        head.into_iter().chain(rest).collect()
    });
    let persons = registry.persons.values().map(|p| {
        vec![
            p.family.clone(),
            p.id.clone(),
            p.father.clone().unwrap_or_default(),
            p.mother.clone().unwrap_or_default(),
            sex(p.sex),
            p.name.clone(),
            p.relation.clone(),
            date(p.born.as_ref()),
            other(&p.other),
        ]
    });
    let remains = registry.remains.values().map(|r| {
        let [latitude, longitude, radius] = position(r.position);
        vec![
            r.id.clone(),
            r.site.clone(),
            latitude,
            longitude,
            radius,
            sex(r.sex),
            number(r.age.map(|a| a.0)),
            number(r.age.map(|a| a.1)),
            number(r.stature_cm),
            r.found.clone(),
            r.bones.clone(),
            r.description.clone(),
            r.party.clone(),
            other(&r.other),
        ]
    });
    let samples = registry.samples.values().map(|s| {
        let (person, remains) = match &s.subject {
            Subject::Person(id) => (id.as_str(), ""),
            Subject::Remains(id) => ("", id.as_str()),
        };
        let cells = [&s.id, person, remains, &s.kind, &s.taken, &s.laboratory, &s.seal];
        cells.into_iter().map(str::to_owned).chain([other(&s.other)]).collect()
    });
    let profiles = registry.profiles.iter().flat_map(|(sample, profile)| {
        profile.iter().map(move |(locus, pair)| {
            let second = pair.second.clone().unwrap_or_default();
            let alleles = [sample.clone(), locus.to_owned(), pair.first.clone(), second, pair.more.join(" ")];
            let peaks = profile.peaks(locus);
            let of = |number: fn(&Peak) -> Option<String>| {
                [0, 1].map(|i| peaks.get(i).and_then(number).unwrap_or_default())
            };
            let heights = of(|peak| Some(peak.height.to_string()));
            let sizes = of(|peak| peak.size.map(|size| (f64::from(size) / 100.0).to_string()));
            alleles.into_iter().chain(heights).chain(sizes).collect()
        })
    });
    let frequencies = registry.frequencies.loci().flat_map(|(locus, alleles)| {
        alleles.iter().map(move |(allele, frequency)| {
            let source = registry.frequencies.source.clone();
            vec![locus.to_owned(), allele.clone(), frequency.to_string(), source]
        })
    });
    let tables = [
        (
            "missing-persons.csv",
            text(&[
                "missing",
                "family",
                "person",
                "name",
                "sex",
                "born",
                "last_seen",
                "place",
                "latitude",
                "longitude",
                "radius_km",
                "event",
                "stature_cm",
                "capacity",
                "party",
                "other",
            ]),
            missing.collect(),
        ),
        (
            "pedigree.csv",
            text(&["family", "person", "father", "mother", "sex", "name", "relation", "born", "other"]),
            persons.collect(),
        ),
        (
            "remains.csv",
            text(&[
                "remains",
                "site",
                "latitude",
                "longitude",
                "radius_km",
                "sex",
                "age_from",
                "age_to",
                "stature_cm",
                "found",
                "bones",
                "description",
                "party",
                "other",
            ]),
            remains.collect(),
        ),
        (
            "samples.csv",
            text(&["sample", "person", "remains", "kind", "taken", "laboratory", "seal", "other"]),
            samples.collect(),
        ),
        (
            "profiles.csv",
            text(&[
                "sample", "locus", "allele1", "allele2", "allele3", "height1", "height2", "size1", "size2",
            ]),
            profiles.collect::<Vec<_>>(),
        ),
        ("frequencies.csv", text(&["locus", "allele", "frequency", "source"]), frequencies.collect()),
    ];
    tables
        .into_iter()
        .filter(|(_, _, rows): &(_, _, Vec<Vec<String>>)| !rows.is_empty())
        .map(|(path, mut columns, rows)| {
            for (name, kind) in &mut columns {
                let numbers = [
                    "latitude",
                    "longitude",
                    "radius_km",
                    "stature_cm",
                    "age_from",
                    "age_to",
                    "frequency",
                    "height1",
                    "height2",
                    "size1",
                    "size2",
                ];
                if numbers.contains(name) {
                    *kind = "number";
                }
            }
            File::table(path, &columns, rows)
        })
        .collect()
}

/// The tables of documents.
#[must_use]
pub fn document_tables(documents: &[Document]) -> Vec<File> {
    documents::tables(documents)
        .into_iter()
        .map(|(path, content)| {
            let noun = documents.iter().find(|d| format!("{}.csv", d.reference.kind.slug()) == path);
            let columns = noun.map(|d| documents::columns(d.reference.kind)).unwrap_or_default();
            let columns = columns.into_iter().map(|c| (c, "any")).collect();
            File { path, bytes: content.into_bytes(), columns }
        })
        .collect()
}
