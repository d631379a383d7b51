//! Between rows and the types of `casework`.

use std::collections::BTreeMap;

use kintrace_casework::DateInterval;
use kintrace_casework::registry::{MissingPerson, Other, Person, Position, Remains, Sample, Subject};
use kintrace_kinship::{AllelePair, Peak, Profile, Sex};
use kintrace_language::order;
use sea_orm::ActiveValue::{NotSet, Set};
use serde::de::DeserializeOwned;

use crate::StoreError;
use crate::entities::{frequency, genotype, missing_person, person, remains, sample};

pub(crate) fn sex(text: &str) -> Sex {
    match text {
        "male" => Sex::Male,
        "female" => Sex::Female,
        _ => Sex::Unknown,
    }
}

/// What was read at a locus.
pub(crate) fn alleles(row: genotype::Model) -> AllelePair {
    let more = row.more.as_deref().unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    AllelePair { first: row.allele1, second: row.allele2, more }
}

/// The peaks of what was read at a locus.
pub(crate) fn peaks(row: &genotype::Model) -> Vec<Peak> {
    let peak = |text: &str| {
        let (height, size) = text.split_once(':').map_or((text, None), |(h, s)| (h, s.parse().ok()));
        Some(Peak { height: height.parse().ok()?, size })
    };
    row.peaks.as_deref().unwrap_or_default().split_whitespace().filter_map(peak).collect()
}

/// Adds what was read at a locus to the profile of its sample.
pub(crate) fn read_into(profile: &mut Profile, row: genotype::Model) {
    profile.insert_peaks(row.locus.clone(), peaks(&row));
    profile.insert(row.locus.clone(), alleles(row));
}

/// The row of a locus of a sample.
pub(crate) fn genotype_row(
    sample: &str,
    locus: &str,
    pair: &AllelePair,
    peaks: &[Peak],
) -> genotype::ActiveModel {
    let peak = |peak: &Peak| match peak.size {
        Some(size) => format!("{}:{size}", peak.height),
        None => peak.height.to_string(),
    };
    let peaks = peaks.iter().map(peak).collect::<Vec<_>>().join(" ");
    genotype::ActiveModel {
        sample: Set(sample.to_owned()),
        locus: Set(locus.to_owned()),
        allele1: Set(pair.first.clone()),
        allele2: Set(pair.second.clone()),
        more: Set(Some(pair.more.join(" ")).filter(|more| !more.is_empty())),
        peaks: Set(Some(peaks).filter(|peaks| !peaks.is_empty())),
    }
}

/// Frequencies of a locus by allele. All of a locus are in one row, since they are only of use together.
pub(crate) fn frequencies(row: &frequency::Model) -> Result<BTreeMap<String, f64>, StoreError> {
    json("frequencies", &row.locus, &row.alleles)
}

/// The row of a locus.
pub(crate) fn locus(name: &str, alleles: &BTreeMap<String, f64>) -> frequency::ActiveModel {
    let alleles = serde_json::to_string(alleles).unwrap_or_default();
    frequency::ActiveModel { locus: Set(name.to_owned()), alleles: Set(alleles) }
}

fn date(text: &str) -> Option<DateInterval> {
    DateInterval::parse(text).ok()
}

fn date_text(date: Option<&DateInterval>) -> String {
    date.map(|d| d.text.clone()).unwrap_or_default()
}

fn other_text(other: &Other) -> String {
    serde_json::to_string(other).unwrap_or_default()
}

/// What a column of JSON says.
fn json<T: DeserializeOwned>(table: &'static str, id: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Damaged {
        table,
        id: id.to_owned(),
        problem: e.to_string(),
    })
}

pub(crate) fn position(
    latitude: Option<f64>,
    longitude: Option<f64>,
    radius_km: Option<f64>,
) -> Option<Position> {
    Some(Position { latitude: latitude?, longitude: longitude?, radius_km })
}

pub(crate) fn missing_row(m: &MissingPerson, sex: Sex) -> missing_person::ActiveModel {
    let finite = |x: f64| x.is_finite().then_some(x);
    missing_person::ActiveModel {
        id: Set(m.id.clone()),
        family: Set(m.family.clone()),
        person: Set(m.person.clone()),
        name: Set(m.name.clone()),
        sex: Set(sex.text().to_owned()),
        born: Set(date_text(m.born.as_ref())),
        born_from: Set(m.born.as_ref().and_then(|d| finite(d.from))),
        last_seen: Set(date_text(m.last_seen.as_ref())),
        last_seen_from: Set(m.last_seen.as_ref().and_then(|d| finite(d.from))),
        place: Set(m.place.clone()),
        latitude: Set(m.position.map(|p| p.latitude)),
        longitude: Set(m.position.map(|p| p.longitude)),
        radius_km: Set(m.position.and_then(|p| p.radius_km)),
        event: Set(m.event.clone()),
        stature_cm: Set(m.stature_cm),
        capacity: Set(m.capacity.clone()),
        other: Set(other_text(&m.other)),
        party: Set(m.party.clone()),
        search: Set(String::new()),
        // A search says it; an import leaves it as it is.
        candidate: NotSet,
        name_order: Set(Some(order::key(&m.name))),
    }
}

pub(crate) fn missing(m: missing_person::Model) -> Result<MissingPerson, StoreError> {
    Ok(MissingPerson {
        born: date(&m.born),
        last_seen: date(&m.last_seen),
        position: position(m.latitude, m.longitude, m.radius_km),
        other: json("missing_persons", &m.id, &m.other)?,
        id: m.id,
        family: m.family,
        person: m.person,
        name: m.name,
        place: m.place,
        event: m.event,
        stature_cm: m.stature_cm,
        capacity: m.capacity,
        party: m.party,
    })
}

pub(crate) fn person_row(p: &Person) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(p.id.clone()),
        family: Set(p.family.clone()),
        father: Set(p.father.clone()),
        mother: Set(p.mother.clone()),
        sex: Set(p.sex.text().to_owned()),
        name: Set(p.name.clone()),
        relation: Set(p.relation.clone()),
        born: Set(date_text(p.born.as_ref())),
        other: Set(other_text(&p.other)),
    }
}

pub(crate) fn person(p: person::Model) -> Result<Person, StoreError> {
    Ok(Person {
        sex: sex(&p.sex),
        born: date(&p.born),
        other: json("persons", &p.id, &p.other)?,
        id: p.id,
        family: p.family,
        father: p.father,
        mother: p.mother,
        name: p.name,
        relation: p.relation,
    })
}

pub(crate) fn remains_row(r: &Remains) -> remains::ActiveModel {
    remains::ActiveModel {
        id: Set(r.id.clone()),
        site: Set(r.site.clone()),
        latitude: Set(r.position.map(|p| p.latitude)),
        longitude: Set(r.position.map(|p| p.longitude)),
        radius_km: Set(r.position.and_then(|p| p.radius_km)),
        sex: Set(r.sex.text().to_owned()),
        age_from: Set(r.age.map(|a| a.0)),
        age_to: Set(r.age.map(|a| a.1)),
        stature_cm: Set(r.stature_cm),
        found: Set(r.found.clone()),
        bones: Set(r.bones.clone()),
        description: Set(r.description.clone()),
        other: Set(other_text(&r.other)),
        party: Set(r.party.clone()),
        search: Set(String::new()),
    }
}

pub(crate) fn remains(r: remains::Model) -> Result<Remains, StoreError> {
    Ok(Remains {
        position: position(r.latitude, r.longitude, r.radius_km),
        sex: sex(&r.sex),
        age: r.age_from.zip(r.age_to),
        other: json("remains", &r.id, &r.other)?,
        id: r.id,
        site: r.site,
        stature_cm: r.stature_cm,
        found: r.found,
        bones: r.bones,
        description: r.description,
        party: r.party,
    })
}

pub(crate) fn sample_row(s: &Sample) -> sample::ActiveModel {
    let (kind, subject) = match &s.subject {
        Subject::Person(id) => ("person", id),
        Subject::Remains(id) => ("remains", id),
    };
    sample::ActiveModel {
        id: Set(s.id.clone()),
        subject_kind: Set(kind.to_owned()),
        subject: Set(subject.clone()),
        kind: Set(s.kind.clone()),
        taken: Set(s.taken.clone()),
        laboratory: Set(s.laboratory.clone()),
        seal: Set(s.seal.clone()),
        other: Set(other_text(&s.other)),
        typed: NotSet,
    }
}

pub(crate) fn sample(s: sample::Model) -> Result<Sample, StoreError> {
    Ok(Sample {
        subject: if s.subject_kind == "person" {
            Subject::Person(s.subject)
        } else {
            Subject::Remains(s.subject)
        },
        other: json("samples", &s.id, &s.other)?,
        id: s.id,
        kind: s.kind,
        taken: s.taken,
        laboratory: s.laboratory,
        seal: s.seal,
    })
}
