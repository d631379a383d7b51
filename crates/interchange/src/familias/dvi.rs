//! The section `[DVI]`: unidentified persons and reference families.

use std::collections::BTreeSet;

use kintrace_casework::Faults;
use kintrace_identification::{Case, Family, Prior, Remains};
use kintrace_kinship::frequency::MINIMUM_FREQUENCY;
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{AllelePair, FrequencyTable, Inheritance, Locus, Pedigree, Sex, allele};

use super::reader::Reader;
use super::{FamiliasFile, paternity};

/// The section.
#[derive(Debug, Clone)]
pub struct Dvi {
    /// Unidentified persons.
    pub unidentified: Vec<DviPerson>,
    /// Reference families.
    pub families: Vec<ReferenceFamily>,
}

/// A person with alleles by locus.
#[derive(Debug, Clone)]
pub struct DviPerson {
    /// Name.
    pub name: String,
    /// Line of the name.
    pub line: usize,
    /// Sex.
    pub sex: Sex,
    /// Locus and alleles.
    pub alleles: Vec<(String, AllelePair)>,
}

/// A reference family.
#[derive(Debug, Clone)]
pub struct ReferenceFamily {
    /// Name.
    pub name: String,
    /// Line of the name.
    pub line: usize,
    /// Persons.
    pub persons: Vec<DviPerson>,
    /// Pedigrees by name: (parent, child) by name.
    pub pedigrees: Vec<(String, Vec<(String, String)>)>,
}

/// A member of a family as its pedigree says.
#[derive(Debug, Clone)]
pub(crate) struct DviMember {
    pub(crate) name: String,
    pub(crate) father: Option<String>,
    pub(crate) mother: Option<String>,
    pub(crate) sex: Sex,
    pub(crate) is_missing: bool,
}

/// Reads the section, if there is one.
pub(crate) fn read(r: &mut Reader<'_>) -> Result<Option<Dvi>, Faults> {
    if !r.find("[DVI]") {
        return Ok(None);
    }
    r.heading("Unidentified persons")?;
    let unidentified = persons(r)?;
    if !r.find("[[Reference Families]]") {
        return Err(r.fault("the part [[Reference Families]] was expected"));
    }
    let count = r.field_count("nFamilies")?;
    let families = (0..count)
        .map(|_| {
            r.heading("Family")?;
            let name = r.field("Name")?;
            let line = r.row();
            r.heading("Persons")?;
            let persons = persons(r)?;
            r.heading("Pedigrees")?;
            let count = r.field_count("nPedigrees")?;
            let pedigrees = (0..count)
                .map(|_| {
                    r.heading("Pedigree")?;
                    let name = r.field("Name")?;
                    let relations = r.field_count("nRelations")?;
                    let relations = (0..relations)
                        .map(|_| Ok((r.field("Parent")?, r.field("Child")?)))
                        .collect::<Result<_, Faults>>()?;
                    Ok((name, relations))
                })
                .collect::<Result<_, Faults>>()?;
            Ok(ReferenceFamily { name, line, persons, pedigrees })
        })
        .collect::<Result<_, Faults>>()?;
    Ok(Some(Dvi { unidentified, families }))
}

fn persons(r: &mut Reader<'_>) -> Result<Vec<DviPerson>, Faults> {
    let count = r.field_count("nPersons")?;
    (0..count)
        .map(|_| {
            r.heading("Person")?;
            let name = r.field("Name")?;
            let line = r.row();
            let sex = match r.field("Gender")?.to_lowercase().as_str() {
                "male" => Sex::Male,
                "female" => Sex::Female,
                _ => Sex::Unknown,
            };
            r.heading("DNA data")?;
            let loci = r.field_count("nSystems")?;
            let mut alleles = Vec::new();
            for _ in 0..loci {
                let locus = r.field("SystemName")?;
                let mut read = |field: &str| -> Result<String, Faults> {
                    let text = r.field(field)?;
                    Ok(allele::normalize(&text).unwrap_or(text))
                };
                let (first, second) = (read("Allele1")?, read("Allele2")?);
                alleles.push((locus, AllelePair::new(first, second)));
            }
            Ok(DviPerson { name, line, sex, alleles })
        })
        .collect()
}

/// The members of a family: those of its last pedigree, which holds the missing; the first is the
/// reference pedigree without them. Missing are the untyped persons in it whose name says so.
pub(crate) fn members(file: &str, family: &ReferenceFamily) -> Result<Vec<DviMember>, Faults> {
    let Some((_, relations)) = family.pedigrees.last() else { return Ok(Vec::new()) };
    let fault = |value: &str, expected: String| {
        let mut faults = Faults::of_file(file, expected);
        faults.0[0].row = family.line;
        value.clone_into(&mut faults.0[0].value);
        faults
    };
    let related: BTreeSet<&str> = relations.iter().flat_map(|(p, c)| [p.as_str(), c.as_str()]).collect();
    let mut members: Vec<DviMember> = Vec::new();
    let known = family.persons.iter().map(|p| (p.name.as_str(), p.sex, !p.alleles.is_empty()));
    let listed: BTreeSet<&str> = family.persons.iter().map(|p| p.name.as_str()).collect();
    // "Missing person" stands in relations without being listed; Familias then lists a "Missing female
    // 1" (or male) outside the pedigree, which says the sex.
    let placeholder = family
        .persons
        .iter()
        .find(|p| {
            p.name.starts_with("Missing ") && p.alleles.is_empty() && !related.contains(p.name.as_str())
        })
        .map_or(Sex::Unknown, |p| p.sex);
    let is_parent = |name: &str| relations.iter().any(|(p, _)| p == name);
    let unlisted = related.iter().filter(|n| !listed.contains(*n)).map(|n| {
        let sex = if n.starts_with("Missing") && !is_parent(n) { placeholder } else { Sex::Unknown };
        (*n, sex, false)
    });
    for (name, sex, typed) in known.chain(unlisted) {
        let is_missing = !typed && name.to_lowercase().starts_with("missing") && related.contains(name);
        if typed || related.contains(name) {
            members.push(DviMember { name: name.to_owned(), father: None, mother: None, sex, is_missing });
        }
    }
    // Whose sex is not said has that of the place that a partner of known sex leaves.
    let sexes: Vec<(String, Sex)> = members.iter().map(|m| (m.name.clone(), m.sex)).collect();
    let sex_of = |name: &str| sexes.iter().find(|(n, _)| n == name).map_or(Sex::Unknown, |(_, s)| *s);
    for (parent, child) in relations {
        let sex = match sex_of(parent) {
            Sex::Unknown => {
                let partner =
                    relations.iter().find(|(p, c)| c == child && p != parent).map(|(p, _)| sex_of(p));
                if partner == Some(Sex::Male) { Sex::Female } else { Sex::Male }
            }
            sex => sex,
        };
        if let Some(m) = members.iter_mut().find(|m| m.name == *parent) {
            m.sex = sex;
        }
        let Some(m) = members.iter_mut().find(|m| m.name == *child) else { continue };
        let place = if sex == Sex::Male { &mut m.father } else { &mut m.mother };
        if let Some(other) = place.replace(parent.clone())
            && other != *parent
        {
            return Err(fault(
                child,
                format!("family {}: {child} has two parents of one sex, {other} and {parent}", family.name),
            ));
        }
    }
    Ok(members)
}

/// The section as a case with a flat prior, pairs of different sex excluded.
///
/// Alleles that the database lacks get [`MINIMUM_FREQUENCY`]. A missing person's id is the name in the
/// file, after the family's name where there are several families.
///
/// # Errors
/// No DVI section, or a family that is impossible.
pub fn case(file: &str, familias: &FamiliasFile) -> Result<Case, Faults> {
    let section = familias.dvi.as_ref().ok_or_else(|| {
        Faults::of_file(file, "the file has no DVI section; `kintrace lr` compares its pedigrees")
    })?;
    let loci = section_loci(file, familias, section)?;
    let genotypes = |alleles: &[(String, AllelePair)], sex: Sex| {
        loci.iter()
            .map(|locus| {
                let typed = alleles.iter().find(|(name, _)| name == locus.name());
                typed.map(|(_, pair)| locus.genotype(pair, sex)).transpose()
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| Faults::of_file(file, e.to_string()))
    };
    let remains = section
        .unidentified
        .iter()
        .map(|p| Ok(Remains { id: p.name.clone(), sex: p.sex, genotypes: genotypes(&p.alleles, p.sex)? }))
        .collect::<Result<Vec<_>, Faults>>()?;
    let mut families = Vec::new();
    for family in &section.families {
        let members = members(file, family)?;
        let rows: Vec<Row> = members
            .iter()
            .map(|m| Row {
                id: m.name.clone(),
                father: m.father.clone(),
                mother: m.mother.clone(),
                sex: m.sex,
            })
            .collect();
        let pedigree = Pedigree::new(&rows).map_err(|faults| {
            Faults(
                faults
                    .iter()
                    .flat_map(|f| {
                        let mut fault = Faults::of_file(file, format!("family {}: {f}", family.name));
                        fault.0[0].row = family.line;
                        fault.0
                    })
                    .collect(),
            )
        })?;
        let mut by_locus = vec![vec![None; pedigree.members().len()]; loci.len()];
        for person in family.persons.iter().filter(|p| !p.alleles.is_empty()) {
            if let Some(at) = pedigree.find(&person.name) {
                for (l, g) in genotypes(&person.alleles, pedigree.members()[at].sex)?.into_iter().enumerate()
                {
                    by_locus[l][at] = g;
                }
            }
        }
        let missing: Vec<(usize, String)> = members
            .iter()
            .filter(|m| m.is_missing)
            .filter_map(|m| {
                let id = if section.families.len() > 1 {
                    format!("{}: {}", family.name, m.name)
                } else {
                    m.name.clone()
                };
                pedigree.find(&m.name).map(|i| (i, id))
            })
            .collect();
        families.push(Family {
            id: family.name.clone(),
            missing: missing.iter().map(|m| m.0).collect(),
            missing_ids: missing.into_iter().map(|m| m.1).collect(),
            pedigree,
            genotypes: by_locus,
        });
    }
    let mut case = Case {
        loci,
        families,
        remains,
        ln_other: Vec::new(),
        prior: Prior::Flat,
        theta: familias.theta,
        contamination: 0.0,
        alike: Vec::new(),
    };
    case.ln_other = case.excluded_by_sex();
    Ok(case)
}

fn section_loci(file: &str, familias: &FamiliasFile, section: &Dvi) -> Result<Vec<Locus>, Faults> {
    let typed = || {
        section
            .unidentified
            .iter()
            .chain(section.families.iter().flat_map(|f| &f.persons))
            .flat_map(|p| &p.alleles)
    };
    for (name, _) in typed() {
        if !familias.loci.iter().any(|l| l.name == *name) {
            let mut faults = Faults::of_file(file, "a locus of the database was expected");
            faults.0[0].value.clone_from(name);
            return Err(faults);
        }
    }
    familias
        .loci
        .iter()
        .map(|source| {
            let mut table = FrequencyTable::default();
            table
                .insert(&source.name, source.alleles.clone())
                .map_err(|e| Faults::of_file(file, e.to_string()))?;
            for (_, pair) in typed().filter(|(name, _)| *name == source.name) {
                for label in std::iter::once(&pair.first).chain(&pair.second) {
                    table.add_rare_allele(&source.name, label, MINIMUM_FREQUENCY);
                }
            }
            let mut extended = source.clone();
            extended.alleles = table.locus(&source.name).unwrap_or(&[]).to_vec();
            paternity::locus(file, &extended)
        })
        .collect::<Result<Vec<Locus>, Faults>>()
        .map(|loci| loci.into_iter().filter(|l| l.inheritance() == Inheritance::Autosomal).collect())
}
