//! The world as the plain tables that offices fill in.

use std::fmt::Write;

use kintrace_kinship::Sex;

use crate::records::LABORATORY;
use crate::{Found, Further, World};

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "male",
        Sex::Female => "female",
        Sex::Unknown => "unknown",
    }
}

/// A date of which families remember the day, the month or the year.
fn date(years: f64, salt: usize) -> String {
    let year = years.floor();
    let month = ((years - year) * 12.0).floor().min(11.0);
    let day = (((years - year) * 12.0 - month) * 28.0).floor();
    match salt % 4 {
        0 => format!("{year}"),
        1 => format!("{year}-{:02}", month + 1.0),
        2 => format!("{:02}.{:02}.{year}", day + 1.0, month + 1.0),
        _ => format!("{year}-{:02}-{:02}", month + 1.0, day + 1.0),
    }
}

impl World {
    /// File names with their content, `truth.csv` (which is not imported) last.
    #[must_use]
    pub fn tables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("missing.csv", self.missing()),
            ("pedigree.csv", self.pedigree()),
            ("remains.csv", self.remains_table()),
            ("samples.csv", self.samples()),
            ("profiles.csv", self.profiles()),
            ("frequencies.csv", self.frequency_table()),
            ("truth.csv", self.truth_table()),
        ]
    }

    fn missing(&self) -> String {
        let mut out = String::from(
            "missing,family,person,name,sex,born,last_seen,place,latitude,longitude,radius_km,event,stature_cm",
        );
        out.push_str(if self.divided { ",party\n" } else { "\n" });
        for (i, p) in self.persons.iter().enumerate() {
            let Some(m) = &p.missing else { continue };
            let event = m.event.map(|e| format!("E{}", e + 1)).unwrap_or_default();
            let _ = write!(
                out,
                "{},{},{},{},{},{},{},{},{:.4},{:.4},10,{event},{}",
                m.id,
                p.family,
                p.id,
                p.name,
                sex(p.sex),
                date(p.born, i),
                date(m.when, i / 2),
                m.place.name,
                m.place.latitude,
                m.place.longitude,
                m.stature_cm
            );
            let party = if self.divided { Self::party_of(&p.family) } else { "" };
            let _ = writeln!(out, "{}{party}", if self.divided { "," } else { "" });
        }
        out
    }

    fn pedigree(&self) -> String {
        let mut out = String::from("family,person,father,mother,sex,missing,name\n");
        for p in &self.persons {
            let id = |i: Option<usize>| i.map_or("", |i| self.persons[i].id.as_str());
            let missing = p.missing.as_ref().map_or("", |m| m.id.as_str());
            let _ = writeln!(
                out,
                "{},{},{},{},{},{missing},{}",
                p.family,
                p.id,
                id(p.father),
                id(p.mother),
                sex(p.sex),
                p.name
            );
        }
        out
    }

    fn remains_table(&self) -> String {
        let mut out =
            String::from("remains,site,latitude,longitude,sex,age_from,age_to,stature_cm,found,bones\n");
        for r in &self.remains {
            let stature = r.stature_cm.map(|s| s.to_string()).unwrap_or_default();
            let _ = writeln!(
                out,
                "{},{},{:.4},{:.4},{},{},{},{stature},{},\"{}\"",
                r.id,
                r.site,
                r.place.latitude,
                r.place.longitude,
                sex(r.sex),
                r.age.0,
                r.age.1,
                r.found,
                r.bones
            );
        }
        out
    }

    /// Samples with what they show, donors first: id, person, remains, kind.
    fn sample_rows(
        &self,
    ) -> impl Iterator<Item = (String, &str, &str, &'static str, &kintrace_kinship::Profile)> {
        let donors = self.donors.iter().enumerate().map(|(i, (person, profile))| {
            (format!("R{:05}", i + 1), self.persons[*person].id.as_str(), "", "buccal swab", profile)
        });
        let remains = self.sampled().map(|(id, found, further, kind)| {
            (id, "", found.id.as_str(), kind, further.map_or(&found.profile, |f| &f.profile))
        });
        donors.chain(remains)
    }

    /// Samples of remains: id, remains, which further sample of them, kind.
    pub(crate) fn sampled(&self) -> impl Iterator<Item = (String, &Found, Option<&Further>, &'static str)> {
        self.remains.iter().enumerate().flat_map(|(i, found)| {
            let first = format!("S{:05}", i + 1);
            let kind = if i % 3 == 0 { "tooth" } else { "femur" };
            let further = found.further.iter().enumerate().map({
                let first = first.clone();
                move |(n, further)| (format!("{first}-{}", n + 2), found, Some(further), "bone")
            });
            std::iter::once((first, found, None, kind)).chain(further)
        })
    }

    fn samples(&self) -> String {
        let mut out = String::from("sample,person,remains,kind,laboratory\n");
        for (id, person, remains, kind, _) in self.sample_rows() {
            let laboratory = if self.divided { LABORATORY } else { "" };
            let _ = writeln!(out, "{id},{person},{remains},{kind},{laboratory}");
        }
        out
    }

    fn profiles(&self) -> String {
        let mut out = String::from("sample,locus,allele1,allele2\n");
        for (id, _, _, _, profile) in self.sample_rows() {
            for (locus, pair) in profile.iter() {
                let second = pair.second.as_deref().unwrap_or("");
                let _ = writeln!(out, "{id},{locus},{},{second}", pair.first);
            }
        }
        out
    }

    fn frequency_table(&self) -> String {
        let mut out = String::from("locus,allele,frequency\n");
        for (locus, alleles) in self.frequencies.loci() {
            for (label, frequency) in alleles {
                let _ = writeln!(out, "{locus},{label},{frequency}");
            }
        }
        out
    }

    fn truth_table(&self) -> String {
        let mut out = String::from("remains,missing\n");
        for (remains, missing) in self.truth() {
            let _ = writeln!(out, "{remains},{}", missing.unwrap_or(""));
        }
        out
    }
}
