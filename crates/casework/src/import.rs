//! A batch of rows becomes part of the registry: all of it, or none and a list of every fault.
//!
//! A reader (crate `interchange`) turns files into a [`Batch`]; [`merge`] checks it against the
//! registry and gives the registry as it would be, with the [`Change`]s. The caller stores both in
//! one transaction, or only shows them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kintrace_kinship::frequency::MINIMUM_FREQUENCY;
use kintrace_kinship::pedigree::PedigreeError;
use kintrace_kinship::{AllelePair, FrequencyTable, Peak, Profile, Sex};

use crate::date::DateInterval;
use crate::fault::{Fault, Faults, Origin};
use crate::locus_name;
use crate::pedigree_builder::PedigreeBuilder;
use crate::registry::{
    INBREEDING, KINSHIP_COEFFICIENT, MissingPerson, Other, Person, Position, RELATED_TO, Registry, Remains,
    Sample, Subject, pedigree_of,
};
use crate::relation::{self, Waypoints};
use crate::thing::Noun;

/// A cell as it was written, by canonical column; absent or empty cells are missing.
pub type Cells = BTreeMap<&'static str, String>;

/// A row of one of the tables in which every row stands for itself.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it came from.
    pub origin: Origin,
    /// Known columns.
    pub cells: Cells,
    /// Unknown columns, kept.
    pub other: BTreeMap<String, String>,
}

impl Row {
    fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn optional(&self, column: &str) -> Option<String> {
        let text = self.get(column);
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// One reading of a profile: alleles as canonical labels.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Where it came from.
    pub origin: Origin,
    /// The column of the value, for faults.
    pub column: String,
    /// Sample id.
    pub sample: String,
    /// Locus as written.
    pub locus: String,
    /// What was read.
    pub alleles: AllelePair,
    /// The peaks of the alleles, if their heights were given.
    pub peaks: Vec<Peak>,
}

/// One allele of a frequency table.
#[derive(Debug, Clone)]
pub struct Frequency {
    /// Where it came from.
    pub origin: Origin,
    /// Locus as written.
    pub locus: String,
    /// Canonical allele label.
    pub allele: String,
    /// Frequency, 0 to 1.
    pub frequency: f64,
}

/// A thing that is kept as one document, as it was read; its rules are checked where earlier versions are
/// known.
#[derive(Debug, Clone)]
pub struct DocumentRow {
    /// Where it came from.
    pub origin: Origin,
    /// Its kind.
    pub noun: Noun,
    /// Its members.
    pub state: serde_json::Value,
}

/// Everything that a set of files holds.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Rows of the table of missing persons.
    pub missing: Vec<Row>,
    /// Rows of tables of relatives.
    pub relatives: Vec<Row>,
    /// Rows of pedigree tables.
    pub pedigree: Vec<Row>,
    /// Rows of tables of remains.
    pub remains: Vec<Row>,
    /// Rows of tables of samples.
    pub samples: Vec<Row>,
    /// Readings of profiles.
    pub readings: Vec<Reading>,
    /// Allele frequencies.
    pub frequencies: Vec<Frequency>,
    /// Statements, sites, requests and the like.
    pub documents: Vec<DocumentRow>,
    /// Where the frequencies come from.
    pub frequency_source: String,
    /// What a person should know, but what stops nothing.
    pub notes: Vec<String>,
    /// Cells that could not be read; the rest of their tables was.
    pub faults: Vec<Fault>,
}

/// What a merge may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MergeOptions {
    /// Alleles that the frequency table lacks are accepted, at [`MINIMUM_FREQUENCY`].
    pub accept_rare_alleles: bool,
}

/// The kinds of thing that an import changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Missing persons.
    MissingPerson,
    /// Members of families.
    Person,
    /// Remains.
    Remains,
    /// Samples.
    Sample,
    /// Profiles.
    Profile,
    /// Loci of the frequency table.
    Locus,
    /// Things that are kept as documents.
    Document(Noun),
}

/// What happens to one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Whether it is new; otherwise it was there with other content.
    pub is_new: bool,
}

/// The outcome of a merge.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The registry as it would be.
    pub registry: Registry,
    /// What is new or different, sorted.
    pub changes: Vec<Change>,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// Merges a batch into a registry. `builtin` is the frequency table that counts while the office has
/// given none.
///
/// # Errors
/// Every fault of the batch, in the order of files and rows; the registry is as it was.
pub fn merge(
    registry: &Registry,
    batch: &Batch,
    builtin: &FrequencyTable,
    options: MergeOptions,
) -> Result<Merged, Faults> {
    let mut merge =
        Merge { registry: registry.clone(), faults: batch.faults.clone(), notes: batch.notes.clone() };
    merge.frequencies(batch);
    merge.missing(batch);
    merge.pedigree(batch);
    merge.relatives(batch);
    merge.lone_missing();
    merge.note_alike(batch);
    merge.check_families(batch);
    merge.remains(batch);
    merge.samples(batch);
    merge.readings(batch, builtin, options);
    if !merge.faults.is_empty() {
        merge.faults.sort();
        merge.faults.dedup();
        return Err(Faults(merge.faults));
    }
    let changes = changes(registry, &merge.registry);
    Ok(Merged { registry: merge.registry, changes, notes: merge.notes })
}

struct Merge {
    registry: Registry,
    faults: Vec<Fault>,
    notes: Vec<String>,
}

/// Where a fault of what is said of a founder's ancestors stands in a row.
fn founder_column(row: &Row) -> (&'static str, &str) {
    let given = [RELATED_TO, INBREEDING].into_iter().find(|column| !row.get(column).is_empty());
    given.map_or(("person", row.get("person")), |column| (column, row.get(column)))
}

impl Merge {
    fn fault(&mut self, origin: &Origin, column: &str, value: &str, expected: impl Into<String>) {
        self.faults.push(origin.fault(column, value, expected));
    }

    /// An id that must be given, and must be new within its table.
    fn id(
        &mut self,
        row: &Row,
        column: &'static str,
        seen: &mut HashMap<String, usize>,
        what: &str,
    ) -> Option<String> {
        let id = row.get(column).to_owned();
        if id.is_empty() {
            self.fault(&row.origin, column, "", format!("the id of {what} was expected"));
            return None;
        }
        if let Some(first) = seen.insert(id.clone(), row.origin.row) {
            self.fault(&row.origin, column, &id, format!("{what} is given twice (first in row {first})"));
            return None;
        }
        Some(id)
    }

    fn sex(&mut self, row: &Row) -> Sex {
        let text = row.get("sex");
        parse_sex(text).unwrap_or_else(|| {
            self.fault(&row.origin, "sex", text, "male, female or unknown was expected");
            Sex::Unknown
        })
    }

    fn date(&mut self, row: &Row, column: &str) -> Option<DateInterval> {
        let text = row.get(column);
        if text.is_empty() || is_unknown(text) {
            return None;
        }
        DateInterval::parse(text).map_err(|e| self.fault(&row.origin, column, text, e.to_string())).ok()
    }

    fn number(&mut self, row: &Row, column: &str, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        let text = row.get(column);
        if text.is_empty() || is_unknown(text) {
            return None;
        }
        match text.replace(',', ".").parse::<f64>() {
            Ok(value) if range.contains(&value) => Some(value),
            _ => {
                let expected = format!("a number from {} to {} was expected", range.start(), range.end());
                self.fault(&row.origin, column, text, expected);
                None
            }
        }
    }

    fn position(&mut self, row: &Row) -> Option<Position> {
        let latitude = self.number(row, "latitude", -90.0..=90.0);
        let longitude = self.number(row, "longitude", -180.0..=180.0);
        let radius_km = self.number(row, "radius_km", 0.0..=20_000.0);
        Some(Position { latitude: latitude?, longitude: longitude?, radius_km })
    }

    fn frequencies(&mut self, batch: &Batch) {
        let mut loci: BTreeMap<String, (String, Vec<&Frequency>)> = BTreeMap::new();
        for f in &batch.frequencies {
            let entry =
                loci.entry(locus_name::key(&f.locus)).or_insert_with(|| (f.locus.clone(), Vec::new()));
            entry.1.push(f);
        }
        if loci.is_empty() {
            return;
        }
        self.registry.frequencies.source.clone_from(&batch.frequency_source);
        for (name, rows) in loci.into_values() {
            let mut first: HashMap<&str, usize> = HashMap::new();
            for f in &rows {
                if let Some(row) = first.insert(&f.allele, f.origin.row) {
                    self.fault(
                        &f.origin,
                        "allele",
                        &f.allele,
                        format!("locus {name} has this allele in row {row}, too"),
                    );
                }
            }
            let alleles = rows.iter().map(|f| (f.allele.clone(), f.frequency)).collect();
            // The spelling that the registry has goes on.
            let known = self
                .registry
                .frequencies
                .loci()
                .map(|(n, _)| n.to_owned())
                .find(|n| locus_name::key(n) == locus_name::key(&name));
            let name = known.unwrap_or(name);
            if let Err(e) = self.registry.frequencies.insert(&name, alleles)
                && let Some(f) = rows.first()
            {
                self.fault(&f.origin, "frequency", "", e.to_string());
            }
        }
    }

    fn missing(&mut self, batch: &Batch) {
        let mut seen = HashMap::new();
        let mut persons: HashMap<String, (String, usize)> = HashMap::new();
        let reported: HashMap<String, String> =
            self.registry.missing.values().map(|m| (m.person.clone(), m.id.clone())).collect();
        for row in &batch.missing {
            let Some(id) = self.id(row, "missing", &mut seen, "this missing person") else { continue };
            let family = row.optional("family").unwrap_or_else(|| format!("family of {id}"));
            let person = row.optional("person").unwrap_or_else(|| id.clone());
            if let Some((other, first)) = persons.insert(person.clone(), (id.clone(), row.origin.row)) {
                let expected =
                    format!("this person is reported twice, as {other} in row {first} and as {id}");
                self.fault(&row.origin, "person", &person, expected);
            }
            if let Some(other) = reported.get(&person).filter(|other| **other != id) {
                let expected = format!("this person is already reported, as {other}");
                self.fault(&row.origin, "person", &person, expected);
            }
            let sex = self.sex(row);
            let name = name(row);
            if name.is_empty() {
                self.fault(&row.origin, "name", "", "a name was expected (or given name and surname)");
            }
            let missing = MissingPerson {
                family: family.clone(),
                person: person.clone(),
                born: self.date(row, "born"),
                last_seen: self.date(row, "last_seen"),
                place: row.get("place").to_owned(),
                position: self.position(row),
                event: row.get("event").to_owned(),
                stature_cm: self.number(row, "stature_cm", 20.0..=260.0),
                capacity: row.get("capacity").to_owned(),
                party: row
                    .optional("party")
                    .or_else(|| self.registry.missing.get(&id).map(|m| m.party.clone()))
                    .unwrap_or_default(),
                other: row.other.clone(),
                name: name.clone(),
                id: id.clone(),
            };
            let old = self.registry.persons.get(&person);
            let member = Person {
                id: person.clone(),
                family,
                father: old.and_then(|o| o.father.clone()),
                mother: old.and_then(|o| o.mother.clone()),
                sex: if sex == Sex::Unknown { old.map_or(sex, |o| o.sex) } else { sex },
                name,
                relation: String::new(),
                born: missing.born.clone(),
                other: BTreeMap::new(),
            };
            self.registry.persons.insert(person, member);
            self.registry.missing.insert(id, missing);
        }
    }

    fn pedigree(&mut self, batch: &Batch) {
        let mut seen = HashMap::new();
        for row in &batch.pedigree {
            let Some(id) = self.id(row, "person", &mut seen, "this person") else { continue };
            let family = row.get("family").to_owned();
            if family.is_empty() {
                self.fault(&row.origin, "family", "", "the id of a family was expected");
            }
            let sex = self.sex(row);
            let missing = row.get("missing");
            if !missing.is_empty() {
                match self.registry.missing.get(missing) {
                    None => self.fault(&row.origin, "missing", missing, "no missing person has this id"),
                    Some(m) if m.person != id || m.family != family => {
                        if m.person == m.id && m.family == format!("family of {}", m.id) {
                            // The table of missing persons did not say who of which family this is.
                            let mut m = m.clone();
                            if let Some(placeholder) = self.registry.persons.remove(&m.person) {
                                let moved = Person { id: id.clone(), family: family.clone(), ..placeholder };
                                self.registry.persons.insert(id.clone(), moved);
                            }
                            m.person.clone_from(&id);
                            m.family.clone_from(&family);
                            self.registry.missing.insert(missing.to_owned(), m);
                        } else {
                            let expected = format!(
                                "missing person {missing} is person {} of family {}, not {id} of {family}",
                                m.person, m.family
                            );
                            self.fault(&row.origin, "missing", missing, expected);
                        }
                    }
                    Some(_) => {}
                }
            }
            let old = self.registry.persons.get(&id).cloned();
            if let Some(other) = old.as_ref().filter(|o| o.family != family) {
                let expected = format!("this person already belongs to family {}", other.family);
                self.fault(&row.origin, "person", &id, expected);
                continue;
            }
            let old_sex = old.as_ref().map_or(Sex::Unknown, |o| o.sex);
            if sex != Sex::Unknown && old_sex != Sex::Unknown && sex != old_sex {
                self.fault(
                    &row.origin,
                    "sex",
                    row.get("sex"),
                    format!("{id} was reported with the other sex"),
                );
            }
            let mut other = if row.other.is_empty() {
                old.as_ref().map(|o| o.other.clone()).unwrap_or_default()
            } else {
                row.other.clone()
            };
            self.founder(row, old.as_ref(), &mut other);
            let person = Person {
                father: row.optional("father"),
                mother: row.optional("mother"),
                sex: if sex == Sex::Unknown { old_sex } else { sex },
                name: row
                    .optional("name")
                    .unwrap_or_else(|| old.as_ref().map(|o| o.name.clone()).unwrap_or_default()),
                relation: row
                    .optional("relation")
                    .or_else(|| old.as_ref().map(|o| o.relation.clone()))
                    .unwrap_or_default(),
                born: self.date(row, "born").or_else(|| old.as_ref().and_then(|o| o.born.clone())),
                other,
                id: id.clone(),
                family,
            };
            self.registry.persons.insert(id, person);
        }
    }

    /// What a row, or one before it, says of a founder's ancestors.
    fn founder(&mut self, row: &Row, old: Option<&Person>, other: &mut Other) {
        let number = |value: Option<f64>| value.map(|value| value.to_string());
        let inbreeding = number(self.number(row, INBREEDING, 0.0..=1.0));
        let coefficient = number(self.number(row, KINSHIP_COEFFICIENT, 0.0..=0.25));
        let related = row.optional(RELATED_TO);
        if related.is_some() != row.optional(KINSHIP_COEFFICIENT).is_some() {
            let (column, expected) = if related.is_some() {
                (KINSHIP_COEFFICIENT, "how closely they are related was expected: a number from 0 to 0.25")
            } else {
                (RELATED_TO, "the id of the relative was expected")
            };
            self.fault(&row.origin, column, "", expected);
            return;
        }
        for (name, said) in
            [(INBREEDING, inbreeding), (RELATED_TO, related), (KINSHIP_COEFFICIENT, coefficient)]
        {
            let known = || old.and_then(|old| old.other.get(name).cloned());
            if let Some(value) = said.or_else(known) {
                other.insert(name.to_owned(), value);
            }
        }
    }

    /// Relatives by their relation in words: each family is put together and replaces what was known
    /// of its parents.
    fn relatives(&mut self, batch: &Batch) {
        let mut by_family: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
        for row in &batch.relatives {
            let missing = row.get("missing");
            match self.registry.missing.get(missing) {
                Some(m) => by_family.entry(m.family.clone()).or_default().push(row),
                None => self.fault(&row.origin, "missing", missing, "no missing person has this id"),
            }
        }
        for (family, rows) in by_family {
            self.family_of_relatives(&family, &rows);
        }
    }

    fn family_of_relatives(&mut self, family: &str, rows: &[&Row]) {
        let mut builder = PedigreeBuilder::default();
        let members: Vec<Person> =
            self.registry.persons.values().filter(|p| p.family == family).cloned().collect();
        for p in &members {
            builder.person(Some(&p.id), p.sex);
        }
        for p in &members {
            for (parent, sex) in [(&p.father, Sex::Male), (&p.mother, Sex::Female)] {
                if let (Some(child), Some(parent)) =
                    (builder.find(&p.id), parent.as_ref().and_then(|id| builder.find(id)))
                {
                    let place = builder.parent(child, sex);
                    // A contradiction in what is stored was reported when it was imported.
                    let _ = builder.unify(place, parent);
                }
            }
        }
        let mut details: BTreeMap<String, (&Row, Sex)> = BTreeMap::new();
        let mut walks = Vec::new();
        for row in rows {
            let id = row.get("person").to_owned();
            if id.is_empty() {
                self.fault(&row.origin, "person", "", "the id of the relative was expected");
                continue;
            }
            if let Some(other) = self.registry.persons.get(&id).filter(|p| p.family != family) {
                let expected = format!("this person already belongs to family {}", other.family);
                self.fault(&row.origin, "person", &id, expected);
                continue;
            }
            let sex = self.sex(row);
            if builder.find(&id).is_none() {
                builder.person(Some(&id), sex);
            } else if let Some(node) = builder.find(&id)
                && builder.set_sex(node, sex).is_err()
            {
                self.fault(
                    &row.origin,
                    "sex",
                    row.get("sex"),
                    format!("{id} was reported with the other sex"),
                );
            }
            details.insert(id.clone(), (row, sex));
            match relation::parse(row.get("relation")) {
                Ok(steps) => walks.push((*row, id, steps)),
                Err(e) => self.fault(&row.origin, "relation", row.get("relation"), e.to_string()),
            }
        }
        // Spouses first, so that children of whom nothing else is said are theirs.
        walks.sort_by_key(|(_, _, steps)| !matches!(steps.as_slice(), [relation::Step::Spouse(_)]));
        let mut waypoints = Waypoints::new();
        for (row, id, steps) in walks {
            let missing = &self.registry.missing[row.get("missing")];
            let (Some(start), Some(relative)) = (builder.find(&missing.person), builder.find(&id)) else {
                continue;
            };
            if let Err(e) = relation::place(&mut builder, &mut waypoints, start, &steps, relative) {
                self.fault(&row.origin, "relation", row.get("relation"), e.to_string());
            }
        }
        for built in builder.build(family) {
            let old = self.registry.persons.get(&built.id);
            let mut person = old.cloned().unwrap_or_else(|| Person {
                id: built.id.clone(),
                family: family.to_owned(),
                father: None,
                mother: None,
                sex: built.sex,
                name: String::new(),
                relation: String::new(),
                born: None,
                other: BTreeMap::new(),
            });
            person.father = built.father;
            person.mother = built.mother;
            person.sex = built.sex;
            if let Some((row, _)) = details.get(&built.id) {
                if let Some(name) = row.optional("name") {
                    person.name = name;
                }
                row.get("relation").clone_into(&mut person.relation);
                person.born = self.date(row, "born").or(person.born);
                person.other.extend(row.other.clone());
                for column in ["contact", "consent"] {
                    if let Some(value) = row.optional(column) {
                        person.other.insert(column.to_owned(), value);
                    }
                }
            }
            self.registry.persons.insert(built.id, person);
        }
    }

    /// Two reports that say the same of a person are noted. They stop nothing: two men of one name, year
    /// and village are not rare.
    fn note_alike(&mut self, batch: &Batch) {
        let mut seen: HashMap<[String; 4], (&str, usize)> = HashMap::new();
        for row in &batch.missing {
            let key = [
                name(row).to_lowercase(),
                row.get("born").to_owned(),
                row.get("last_seen").to_owned(),
                row.get("place").to_lowercase(),
            ];
            if key.iter().any(String::is_empty) {
                continue;
            }
            let here = (row.get("missing"), row.origin.row);
            if let Some((other, first)) = seen.insert(key, here) {
                self.notes.push(format!(
                    "{}, row {}: {} has the name, birth, day and place of {other} in row {first}; one person reported twice?",
                    row.origin.file, row.origin.row, here.0
                ));
            }
        }
    }

    /// A missing person of whose family nothing is known still is a member of it.
    fn lone_missing(&mut self) {
        for m in self.registry.missing.values() {
            if let Some(person) = self.registry.persons.get_mut(&m.person) {
                person.family.clone_from(&m.family);
            }
        }
    }

    /// Every family that the batch touches must be possible.
    fn check_families(&mut self, batch: &Batch) {
        let mut origins: HashMap<&str, &Row> = HashMap::new();
        for row in batch.missing.iter().chain(&batch.relatives).chain(&batch.pedigree) {
            origins.insert(row.get("person"), row);
        }
        let touched: BTreeSet<&str> = origins
            .keys()
            .filter_map(|id| self.registry.persons.get(*id))
            .map(|p| p.family.as_str())
            .collect();
        let mut found = Vec::new();
        let mut by_family: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
        for p in self.registry.persons.values().filter(|p| touched.contains(p.family.as_str())) {
            by_family.entry(&p.family).or_default().push(p);
        }
        for persons in by_family.values() {
            if let Err(errors) = pedigree_of(persons.iter().copied()) {
                for e in errors {
                    let origin = origins
                        .get(e.id())
                        .or_else(|| persons.iter().find_map(|p| origins.get(p.id.as_str())));
                    if let Some(row) = origin {
                        let (column, value) = match &e {
                            PedigreeError::UnknownParent { role, parent, .. }
                            | PedigreeError::ParentSex { role, parent, .. } => (*role, parent.as_str()),
                            PedigreeError::NotFounder { .. }
                            | PedigreeError::Coefficient { .. }
                            | PedigreeError::RelatedToSeveral { .. } => founder_column(row),
                            _ => ("person", e.id()),
                        };
                        found.push(row.origin.fault(column, value, e.to_string()));
                    }
                }
            }
        }
        self.faults.extend(found);
    }

    fn remains(&mut self, batch: &Batch) {
        let mut seen = HashMap::new();
        for row in &batch.remains {
            let Some(id) = self.id(row, "remains", &mut seen, "these remains") else { continue };
            let from = self.number(row, "age_from", 0.0..=120.0);
            let to = self.number(row, "age_to", 0.0..=120.0);
            let age = match (from, to) {
                (None, None) => None,
                (from, to) => Some((from.unwrap_or(0.0), to.unwrap_or(120.0))),
            };
            if let Some((from, to)) = age
                && from > to
            {
                self.fault(
                    &row.origin,
                    "age_to",
                    row.get("age_to"),
                    format!("an age of at least {from} was expected"),
                );
            }
            let remains = Remains {
                site: row.get("site").to_owned(),
                position: self.position(row),
                sex: self.sex(row),
                age,
                stature_cm: self.number(row, "stature_cm", 20.0..=260.0),
                found: row.get("found").to_owned(),
                bones: row.get("bones").to_owned(),
                description: row.get("description").to_owned(),
                party: row
                    .optional("party")
                    .or_else(|| self.registry.remains.get(&id).map(|r| r.party.clone()))
                    .unwrap_or_default(),
                other: row.other.clone(),
                id: id.clone(),
            };
            self.registry.remains.insert(id, remains);
        }
    }

    fn samples(&mut self, batch: &Batch) {
        let mut seen = HashMap::new();
        for row in &batch.samples {
            let Some(id) = self.id(row, "sample", &mut seen, "this sample") else { continue };
            let (person, remains) = (row.get("person"), row.get("remains"));
            let subject = match (person, remains) {
                ("", "") => {
                    self.fault(
                        &row.origin,
                        "person",
                        "",
                        "a person or remains that the sample is from was expected",
                    );
                    continue;
                }
                (person, "") => {
                    // A missing person may be named by the id of the case.
                    let person =
                        self.registry.missing.get(person).map_or(person, |m| m.person.as_str()).to_owned();
                    if !self.registry.persons.contains_key(&person) {
                        self.fault(&row.origin, "person", &person, "nobody has this id");
                        continue;
                    }
                    Subject::Person(person)
                }
                ("", remains) => {
                    if !self.registry.remains.contains_key(remains) {
                        self.fault(&row.origin, "remains", remains, "no remains have this id");
                        continue;
                    }
                    Subject::Remains(remains.to_owned())
                }
                (person, remains) => {
                    let value = format!("{person}, {remains}");
                    self.fault(
                        &row.origin,
                        "person",
                        &value,
                        "either a person or remains was expected, not both",
                    );
                    continue;
                }
            };
            if let Some(old) = self.registry.samples.get(&id).filter(|old| old.subject != subject) {
                let (Subject::Person(whose) | Subject::Remains(whose)) = &old.subject;
                let expected = format!("this sample is already used, for {whose}");
                self.fault(&row.origin, "sample", &id, expected);
                continue;
            }
            let sample = Sample {
                subject,
                kind: row.get("kind").to_owned(),
                taken: row.get("taken").to_owned(),
                laboratory: row.get("laboratory").to_owned(),
                seal: row.get("seal").to_owned(),
                other: row.other.clone(),
                id: id.clone(),
            };
            self.registry.samples.insert(id, sample);
        }
    }

    fn readings(&mut self, batch: &Batch, builtin: &FrequencyTable, options: MergeOptions) {
        if self.registry.frequencies.is_empty() && !batch.readings.is_empty() && options.accept_rare_alleles {
            self.registry.frequencies = builtin.clone();
        }
        let mut table = if self.registry.frequencies.is_empty() {
            builtin.clone()
        } else {
            self.registry.frequencies.clone()
        };
        let spelling: HashMap<String, String> =
            table.loci().map(|(name, _)| (locus_name::key(name), name.to_owned())).collect();
        let mut fresh: BTreeMap<String, Profile> = BTreeMap::new();
        let mut first: HashMap<(String, String), usize> = HashMap::new();
        let mut rare = BTreeSet::new();
        for reading in &batch.readings {
            if !self.registry.samples.contains_key(&reading.sample) {
                self.fault(&reading.origin, "sample", &reading.sample, "no sample has this id");
                continue;
            }
            let key = locus_name::key(&reading.locus);
            let is_amelogenin = locus_name::is_amelogenin(&reading.locus);
            // Of what is handed down one line, haplotypes are counted, not the alleles of a locus.
            let of_one_line = locus_name::y_chromosomal(&reading.locus)
                .or_else(|| locus_name::mitochondrial(&reading.locus).map(str::to_owned));
            let is_of_one_line = of_one_line.is_some();
            let known = of_one_line.or_else(|| spelling.get(&key).cloned());
            let Some(locus) = known.or_else(|| is_amelogenin.then(|| "AMEL".to_owned())) else {
                self.fault(
                    &reading.origin,
                    "locus",
                    &reading.locus,
                    "unknown locus; a locus of the frequency table, of the Y chromosome (DYS…) or mtDNA was \
                     expected",
                );
                continue;
            };
            if let Some(row) = first.insert((reading.sample.clone(), key), reading.origin.row) {
                let expected = format!("sample {} has locus {locus} in row {row}, too", reading.sample);
                self.fault(&reading.origin, &reading.column, &reading.locus, expected);
                continue;
            }
            for label in reading.alleles.alleles() {
                let known = is_of_one_line
                    || is_amelogenin && matches!(label, "X" | "Y")
                    || table.locus(&locus).is_some_and(|alleles| alleles.iter().any(|a| a.0 == label));
                if known {
                    continue;
                }
                if options.accept_rare_alleles && !is_amelogenin {
                    rare.insert(format!("{locus} {label}"));
                    table.add_rare_allele(&locus, label, MINIMUM_FREQUENCY);
                } else {
                    let alleles = table.locus(&locus).unwrap_or(&[]);
                    let range = match (alleles.first(), alleles.last()) {
                        (Some(a), Some(b)) => format!("{} to {}", a.0, b.0),
                        _ => "X or Y".to_owned(),
                    };
                    let expected = format!(
                        "locus {locus} has no such allele in the frequency table ({range}); if the reading \
                         is right, add the allele to the table or import with --accept-rare-alleles"
                    );
                    self.fault(&reading.origin, &reading.column, label, expected);
                }
            }
            let profile = fresh.entry(reading.sample.clone()).or_default();
            profile.insert_peaks(locus.clone(), reading.peaks.clone());
            profile.insert(locus, reading.alleles.clone());
        }
        if !rare.is_empty() {
            let list: Vec<String> = rare.into_iter().collect();
            self.notes.push(format!("alleles added at frequency {MINIMUM_FREQUENCY}: {}", list.join(", ")));
            self.registry.frequencies = table;
        }
        for (sample, mut profile) in fresh {
            // Laboratories read what is of both parents, the Y chromosome and mitochondrial DNA one after the other, and give
            // each in a table of its own: what a table does not speak of stays.
            let old = self.registry.profiles.remove(&sample).unwrap_or_default();
            let given: BTreeSet<_> = profile.iter().map(|(locus, _)| locus_name::descent(locus)).collect();
            for (locus, pair) in old.iter().filter(|(locus, _)| !given.contains(&locus_name::descent(locus)))
            {
                profile.insert(locus, pair.clone());
                profile.insert_peaks(locus, old.peaks(locus).to_vec());
            }
            self.registry.profiles.insert(sample, profile);
        }
    }
}

/// Reads a sex; empty and spellings of "unknown" are [`Sex::Unknown`].
#[must_use]
pub fn parse_sex(text: &str) -> Option<Sex> {
    Some(match text.trim().to_lowercase().as_str() {
        "m" | "male" | "man" | "м" | "муж" | "муж." | "мужской" | "k" | "kişi" | "արական" | "արու" | "1" => {
            Sex::Male
        }
        "f" | "female" | "woman" | "ж" | "жен" | "жен." | "женский" | "q" | "qadın" | "իգական" | "2" => {
            Sex::Female
        }
        "" | "unknown" | "u" | "?" | "-" | "0" | "неизвестно" | "naməlum" | "անհայտ" | "undetermined" => {
            Sex::Unknown
        }
        _ => return None,
    })
}

fn is_unknown(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "unknown" | "?" | "-" | "n/a" | "na" | "неизвестно" | "naməlum" | "անհայտ"
    )
}

/// A name in one column, or its parts. Beside a surname, a column of names holds the given one
/// (Фамилия, Имя, Отчество).
fn name(row: &Row) -> String {
    let whole = row.optional("name");
    let surname = row.optional("surname");
    if surname.is_none() && row.get("given_name").is_empty() {
        return whole.unwrap_or_default();
    }
    let given = row.optional("given_name").or(whole);
    [given, row.optional("patronymic"), surname].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn changes(before: &Registry, after: &Registry) -> Vec<Change> {
    fn compare<T: PartialEq>(
        kind: Kind,
        before: &BTreeMap<String, T>,
        after: &BTreeMap<String, T>,
        out: &mut Vec<Change>,
    ) {
        for (id, thing) in after {
            let old = before.get(id);
            if old != Some(thing) {
                out.push(Change { kind, id: id.clone(), is_new: old.is_none() });
            }
        }
    }
    let mut out = Vec::new();
    compare(Kind::MissingPerson, &before.missing, &after.missing, &mut out);
    compare(Kind::Person, &before.persons, &after.persons, &mut out);
    compare(Kind::Remains, &before.remains, &after.remains, &mut out);
    compare(Kind::Sample, &before.samples, &after.samples, &mut out);
    compare(Kind::Profile, &before.profiles, &after.profiles, &mut out);
    for (name, alleles) in after.frequencies.loci() {
        let old = before.frequencies.locus(name);
        if old != Some(alleles) {
            out.push(Change { kind: Kind::Locus, id: name.to_owned(), is_new: old.is_none() });
        }
    }
    out
}
