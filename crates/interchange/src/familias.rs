//! `.fam` files of Familias 3 (Egeland et al. 2000; Kling et al. 2014).
//!
//! A `.fam` file is text. First comes a positional part, one value a line: persons with genotypes as
//! indices into the database, relations known for certain, pedigrees as alternatives, and the
//! database of loci with alleles, frequencies and mutation models. A section `[DVI]` of named fields
//! may follow: unidentified persons, and reference families with their pedigrees.
//!
//! * [`FamiliasFile::parse`] reads everything;
//! * [`paternity::compare`] gives the likelihoods of the alternative pedigrees;
//! * [`dvi::case`] makes the DVI section a [`kintrace_identification::Case`];
//! * [`to_batch`] makes it rows for the registry.

mod database;
pub mod dvi;
pub mod paternity;
mod reader;

use kintrace_casework::import::{Batch, Frequency, Reading, Row};
use kintrace_casework::{Faults, Origin};
use kintrace_kinship::{AllelePair, Sex};

use reader::Reader;

/// A whole file.
#[derive(Debug, Clone)]
pub struct FamiliasFile {
    /// The loci of the database, in order.
    pub loci: Vec<DatabaseLocus>,
    /// θ.
    pub theta: f64,
    /// The persons of the positional part.
    pub persons: Vec<Person>,
    /// Alternative pedigrees over these persons.
    pub pedigrees: Vec<AlternativePedigree>,
    /// The DVI section.
    pub dvi: Option<dvi::Dvi>,
    /// What was read otherwise than written.
    pub notes: Vec<String>,
}

/// A locus of the database.
#[derive(Debug, Clone)]
pub struct DatabaseLocus {
    /// Name.
    pub name: String,
    /// Line of its name in the file.
    pub line: usize,
    /// Alleles with frequencies, in the file's order.
    pub alleles: Vec<(String, f64)>,
    /// Mutation models.
    pub mutation: kintrace_kinship::Mutation,
}

/// A person of the positional part.
#[derive(Debug, Clone)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Index of the locus, and of the two alleles in its list.
    pub genotypes: Vec<(usize, usize, usize)>,
}

/// One of the pedigrees that the file compares.
#[derive(Debug, Clone)]
pub struct AlternativePedigree {
    /// Name.
    pub name: String,
    /// Persons added to this pedigree only: sexes.
    pub extra: Vec<Sex>,
    /// Parent and child, as indices into the file's persons, then `extra`.
    pub relations: Vec<(usize, usize)>,
}

/// Whether a text is a Familias file.
#[must_use]
pub fn is_familias(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with("\"Output from Familias")
}

impl FamiliasFile {
    /// Reads a file.
    ///
    /// # Errors
    /// The first place where the text is not what Familias writes, with its line.
    pub fn parse(file: &str, text: &str) -> Result<Self, Faults> {
        let mut r = Reader::new(file, text);
        r.skip(3, "header")?;
        // An extra line stands here in files with a DVI section, and in some versions.
        let count = r.line("number of persons")?;
        let persons = if count.is_empty() {
            r.count("number of persons")?
        } else {
            r.parse_count(&count, "number of persons")?
        };
        let persons = (0..persons).map(|_| person(&mut r)).collect::<Result<Vec<_>, Faults>>()?;
        r.expect("Known relations")?;
        let (women, men) = (r.count("number of extra women")?, r.count("number of extra men")?);
        let known_extra = extra(women, men);
        let known = relations(&mut r)?;
        let fixed = persons.len() + known_extra.len();
        let alternatives = r.count("number of pedigrees")?;
        let mut pedigrees = Vec::new();
        for _ in 0..alternatives {
            r.skip(1, "index of the pedigree")?;
            let name = r.line("name of the pedigree")?;
            let (women, men) = (r.count("number of extra women")?, r.count("number of extra men")?);
            let mut all = known_extra.clone();
            all.extend(extra(women, men));
            let mut relations_here = known.clone();
            relations_here.extend(relations(&mut r)?);
            pedigrees.push(AlternativePedigree { name, extra: all, relations: relations_here });
        }
        if pedigrees.is_empty() && fixed > 0 {
            pedigrees.push(AlternativePedigree {
                name: "Known relations".to_owned(),
                extra: known_extra,
                relations: known,
            });
        }
        let (loci, theta, notes) = database::read(&mut r)?;
        let dvi = dvi::read(&mut r)?;
        let mut parsed = Self { loci, theta, persons, pedigrees, dvi, notes };
        parsed.check(&r)?;
        Ok(parsed)
    }

    /// Indices must point somewhere; alleles of the DVI section that the database lacks are added.
    fn check(&mut self, r: &Reader<'_>) -> Result<(), Faults> {
        for p in &self.persons {
            for &(locus, a, b) in &p.genotypes {
                let valid = self.loci.get(locus).is_some_and(|l| a < l.alleles.len() && b < l.alleles.len());
                if !valid {
                    return Err(r.fault_of(
                        &p.name,
                        "a genotype points to a locus or allele that the database lacks",
                    ));
                }
            }
        }
        for pedigree in &self.pedigrees {
            let all = self.persons.len() + pedigree.extra.len();
            if pedigree.relations.iter().any(|&(p, c)| p >= all || c >= all) {
                return Err(r.fault_of(&pedigree.name, "a relation names a person who does not exist"));
            }
        }
        Ok(())
    }

    /// Sexes and names of a pedigree's members.
    pub(crate) fn members<'a>(
        &'a self,
        pedigree: &'a AlternativePedigree,
    ) -> impl Iterator<Item = (String, Sex)> + 'a {
        self.persons
            .iter()
            .map(|p| (p.name.clone(), p.sex))
            .chain(pedigree.extra.iter().enumerate().map(|(i, sex)| (format!("extra {}", i + 1), *sex)))
    }
}

fn person(r: &mut Reader<'_>) -> Result<Person, Faults> {
    let name = r.line("name of a person")?;
    r.skip(3, "settings of a person")?;
    let sex = match r.line("sex of a person, #TRUE# for male")?.as_str() {
        "#TRUE#" => Sex::Male,
        "#FALSE#" => Sex::Female,
        _ => return Err(r.fault("#TRUE# (male) or #FALSE# (female) was expected")),
    };
    let typed = r.count("number of genotypes")?;
    let mut genotypes = Vec::with_capacity(typed);
    for _ in 0..typed {
        let (a, b) = (r.count("index of an allele")?, r.count("index of an allele")?);
        genotypes.push((r.count("index of a locus")?, a, b));
    }
    Ok(Person { name, sex, genotypes })
}

fn extra(women: usize, men: usize) -> Vec<Sex> {
    let mut all = vec![Sex::Female; women];
    all.resize(women + men, Sex::Male);
    all
}

fn relations(r: &mut Reader<'_>) -> Result<Vec<(usize, usize)>, Faults> {
    let count = r.count("number of relations")?;
    (0..count)
        .map(|_| {
            let parent = r.line("index of a parent")?;
            if parent.contains("Direct") {
                return Err(r.fault("identical twins and direct matches can't be computed from a .fam file"));
            }
            Ok((r.parse_count(&parent, "index of a parent")?, r.count("index of a child")?))
        })
        .collect()
}

/// Makes a file part of a batch: its database as frequencies; of a DVI section the unidentified
/// persons as remains and the reference families with their missing.
///
/// # Errors
/// A family that is impossible.
pub fn to_batch(file: &str, familias: &FamiliasFile, batch: &mut Batch) -> Result<(), Faults> {
    let origin = |row: usize| Origin { file: file.into(), row };
    batch.notes.extend(familias.notes.iter().map(|n| format!("{file}: {n}")));
    batch.notes.push(format!(
        "{file}: mutation models belong to the search, not to the registry; the file's own are used by \
         `kintrace lr` and `kintrace joint`"
    ));
    crate::tables::file_name(file).clone_into(&mut batch.frequency_source);
    for locus in &familias.loci {
        batch.frequencies.extend(locus.alleles.iter().map(|(allele, frequency)| Frequency {
            origin: origin(locus.line),
            locus: locus.name.clone(),
            allele: allele.clone(),
            frequency: *frequency,
        }));
    }
    let Some(section) = &familias.dvi else {
        batch.notes.push(format!(
            "{file}: without a DVI section its pedigrees are alternatives, compared by `kintrace lr`; only the \
             frequencies are imported"
        ));
        return Ok(());
    };
    let row = |line: usize, cells: &[(&'static str, &str)]| Row {
        origin: origin(line),
        cells: cells.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (*k, (*v).to_owned())).collect(),
        other: std::collections::BTreeMap::new(),
    };
    let sex = |sex: Sex| match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Unknown => "",
    };
    for person in &section.unidentified {
        batch.remains.push(row(person.line, &[("remains", &person.name), ("sex", sex(person.sex))]));
        batch.samples.push(row(person.line, &[("sample", &person.name), ("remains", &person.name)]));
        batch.readings.extend(readings(&origin(person.line), &person.name, &person.alleles));
    }
    for family in &section.families {
        let members = dvi::members(file, family)?;
        let id = |name: &str| format!("{}: {name}", family.name);
        for m in &members {
            let missing = if m.is_missing { id(&m.name) } else { String::new() };
            if m.is_missing {
                batch.missing.push(row(
                    family.line,
                    &[
                        ("missing", &missing),
                        ("family", &family.name),
                        ("person", &missing),
                        ("name", &missing),
                        ("sex", sex(m.sex)),
                    ],
                ));
            }
            let parent = |p: &Option<String>| p.as_deref().map(id).unwrap_or_default();
            batch.pedigree.push(row(
                family.line,
                &[
                    ("family", &family.name),
                    ("person", &id(&m.name)),
                    ("father", &parent(&m.father)),
                    ("mother", &parent(&m.mother)),
                    ("sex", sex(m.sex)),
                    ("name", &m.name),
                    ("missing", &missing),
                ],
            ));
            if let Some(typed) = family.persons.iter().find(|p| p.name == m.name && !p.alleles.is_empty()) {
                batch.samples.push(row(typed.line, &[("sample", &id(&m.name)), ("person", &id(&m.name))]));
                batch.readings.extend(readings(&origin(typed.line), &id(&m.name), &typed.alleles));
            }
        }
    }
    Ok(())
}

fn readings(origin: &Origin, sample: &str, alleles: &[(String, AllelePair)]) -> Vec<Reading> {
    alleles
        .iter()
        .map(|(locus, alleles)| Reading {
            origin: origin.clone(),
            column: locus.clone(),
            sample: sample.to_owned(),
            locus: locus.clone(),
            alleles: alleles.clone(),
            peaks: Vec::new(),
        })
        .collect()
}
