//! What offices wrote down of missing persons and of remains, as the lines of evidence compare it.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::ante_mortem::{AnteMortem, Feature};
use kintrace_casework::dental::{Tooth, ToothState};
use kintrace_casework::examination::Examination;
use kintrace_casework::identification::{self, Identification};
use kintrace_casework::incident::{Incident, IncidentKind, ParticipantRole};
use kintrace_casework::reconciliation::{Side, age_last_seen};
use kintrace_casework::registry::{MissingPerson, Position, Remains};
use kintrace_casework::review::{Review, ReviewedLine, Reviews};
use kintrace_casework::{DateInterval, Document, Noun};
use kintrace_identification::Case;
use kintrace_identification::doubts::amelogenin;
use kintrace_identification::lines::{self, Conclusion, Line, place, sex, teeth};
use kintrace_kinship::{LN_10, Profile, Sex};

use crate::doubts::Identified;
use crate::{lineages, terms};

/// What is known of missing persons and remains besides the registry, by their ids.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// Data from before death, by missing person.
    pub ante_mortem: BTreeMap<String, AnteMortem>,
    /// Examinations, by remains.
    pub examinations: BTreeMap<String, Vec<Examination>>,
    /// Examiners' conclusions, by remains and missing person.
    pub conclusions: BTreeMap<(String, String), Vec<Conclusion>>,
    /// Who was affected together, by the incident: ids of missing persons.
    pub incidents: BTreeMap<String, BTreeSet<String>>,
    /// What examiners decided about evidence.
    pub reviews: Reviews,
    /// Identifications that stand, without DNA among their reasons.
    pub identified: Vec<Identified>,
    /// P(two remains are of one person), by their ids, as far as it is not decided ([`crate::bodies::Bodies::alike`]).
    pub alike: BTreeMap<(String, String), f64>,
}

impl Described {
    /// The kinds of documents that are read.
    pub const KINDS: [Noun; 5] =
        [Noun::AnteMortem, Noun::Examination, Noun::Identification, Noun::Incident, Noun::Review];

    /// Takes a document in. One of another kind says nothing, and neither does one whose rules don't hold: whoever
    /// read it has said so.
    pub fn add(&mut self, document: &Document) {
        match document.reference.kind {
            Noun::AnteMortem => {
                if let Ok(data) = document.thing::<AnteMortem>() {
                    self.ante_mortem.insert(data.id.clone(), data.into_draft());
                }
            }
            Noun::Examination => {
                if let Ok(examination) = document.thing::<Examination>() {
                    let of_remains = self.examinations.entry(examination.remains.clone()).or_default();
                    of_remains.push(examination.into_draft());
                }
            }
            Noun::Identification => {
                if let Ok(identification) = document.thing::<Identification>()
                    && identification.withdrawn.is_none()
                {
                    self.conclude(&identification);
                    let by_dna = identification.findings.iter().any(|f| {
                        matches!(f.line, identification::Line::Dna | identification::Line::LineageDna)
                    });
                    if identification.stands() && !by_dna {
                        self.identified.push(Identified {
                            id: identification.id.clone(),
                            missing: identification.missing.clone(),
                            remains: identification.remains.clone(),
                        });
                    }
                }
            }
            Noun::Incident => {
                if let Ok(incident) = document.thing::<Incident>()
                    && incident.kind != IncidentKind::Exchange
                {
                    let affected = incident
                        .participants
                        .iter()
                        .filter(|p| p.role == ParticipantRole::Affected && p.who.kind == Noun::MissingPerson);
                    let affected = affected.map(|p| p.who.id.clone()).collect();
                    self.incidents.insert(incident.id.clone(), affected);
                }
            }
            Noun::Review => {
                if let Ok(review) = document.thing::<Review>() {
                    self.reviews.add(review.into_draft());
                }
            }
            _ => {}
        }
    }

    /// Which remains of a case may be parts of one person ([`Case::alike`]).
    pub(crate) fn alike(&self, case: &Case) -> Vec<BTreeMap<usize, f64>> {
        if self.alike.is_empty() {
            return Vec::new();
        }
        let index: BTreeMap<&str, usize> =
            case.remains.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
        let mut alike = vec![BTreeMap::new(); case.remains.len()];
        for ((a, b), together) in &self.alike {
            if let (Some(&a), Some(&b)) = (index.get(a.as_str()), index.get(b.as_str())) {
                alike[a].insert(b, (1.0 - together).ln());
                alike[b].insert(a, (1.0 - together).ln());
            }
        }
        alike
    }

    /// Says of bodies what was said of their parts.
    pub(crate) fn speak_of(&mut self, bodies: &BTreeMap<String, String>) {
        let body = |id: String| bodies.get(&id).cloned().unwrap_or(id);
        for ((remains, missing), concluded) in std::mem::take(&mut self.conclusions) {
            self.conclusions.entry((body(remains), missing)).or_default().extend(concluded);
        }
        for identified in &mut self.identified {
            identified.remains = identified.remains.drain(..).map(body).collect();
            identified.remains.sort();
            identified.remains.dedup();
        }
        self.reviews.speak_of(bodies);
        for ((a, b), together) in std::mem::take(&mut self.alike) {
            let (a, b) = (body(a), body(b));
            if a != b {
                let known = self.alike.entry((a.clone().min(b.clone()), a.max(b))).or_default();
                *known = known.max(together);
            }
        }
    }

    /// What examiners concluded, with the weight that they gave it; from what is computed here nothing is taken over.
    fn conclude(&mut self, identification: &Identification) {
        use identification::Line as Of;
        let conclusions = identification.findings.iter().filter_map(|finding| {
            let line = match finding.line {
                Of::Dental => Line::Teeth,
                Of::Fingerprint => Line::Fingerprint,
                Of::SerialNumber => Line::SerialNumber,
                Of::Medical => Line::Medical,
                Of::Marks => Line::Marks,
                Of::Effects => Line::Effects,
                Of::Dna | Of::LineageDna | Of::Biological | Of::Circumstances => return None,
            };
            Some((line, finding.log10_lr? * LN_10))
        });
        let conclusions: Vec<Conclusion> = conclusions.collect();
        for remains in identification.remains.iter().filter(|_| !conclusions.is_empty()) {
            let pair = (remains.clone(), identification.missing.clone());
            self.conclusions.entry(pair).or_default().extend(&conclusions);
        }
    }

    /// A missing person's side, without lines of descent and groups, and with what an examiner left out ([`Self::leave_out`]).
    pub(crate) fn before(&self, missing: &MissingPerson, sex: Sex) -> lines::AnteMortem {
        let data = self.ante_mortem.get(&missing.id);
        let side = Side::ante_mortem(missing, sex, data);
        lines::AnteMortem {
            sex,
            age: age_last_seen(missing, data),
            stature_cm: side.stature_cm,
            hair: data.and_then(|d| terms::hair(&d.hair)),
            eyes: data.and_then(|d| terms::eyes(&d.eyes)),
            blood_group: data.and_then(|d| terms::blood_group(&d.blood_group)),
            teeth: chart(&side.teeth),
            medical: side.medical.iter().map(finding).collect(),
            effects: side.effects.iter().map(effect).collect(),
            place: missing.position.map(point),
            groups: Vec::new(),
            last_seen: missing.last_seen.as_ref().map(|d| (d.from, d.to)).filter(|d| d.0.is_finite()),
            male_line: None,
            maternal_line: None,
        }
    }

    /// The groups with which each of these people vanished, by name: whoever has the same event, or was affected by the
    /// same incident. An event that is called as an incident is that incident.
    pub(crate) fn groups<'a>(
        &self,
        missing: impl Iterator<Item = &'a MissingPerson> + Clone,
    ) -> BTreeMap<&'a str, Vec<String>> {
        let mut members: BTreeMap<&str, BTreeSet<&'a str>> = BTreeMap::new();
        let by_id: BTreeMap<&str, &'a str> =
            missing.clone().map(|m| (m.id.as_str(), m.id.as_str())).collect();
        for (incident, affected) in &self.incidents {
            let known = affected.iter().filter_map(|id| by_id.get(id.as_str()).copied());
            members.entry(incident).or_default().extend(known);
        }
        for m in missing.filter(|m| !m.event.trim().is_empty()) {
            members.entry(m.event.trim()).or_default().insert(&m.id);
        }
        let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, of_group) in members.into_iter().filter(|(_, of)| of.len() > 1) {
            for id in of_group {
                groups.entry(id).or_default().push(name.to_owned());
            }
        }
        groups
    }

    /// Tells of each line that an examiner left out of a side.
    pub(crate) fn leave_out(&self, kind: Noun, id: &str, tell: impl FnMut(Line)) {
        self.reviews.left_out(kind, id).map(compared).for_each(tell);
    }

    /// The remains' side. `profile`: what was read of their DNA.
    pub(crate) fn after(&self, remains: &Remains, profile: Option<&Profile>) -> lines::PostMortem {
        let examinations = self.examinations.get(&remains.id).map_or(&[][..], |e| &e[..]);
        let side = Side::post_mortem(remains, examinations);
        let mut latest: Vec<&Examination> = examinations.iter().collect();
        latest.sort_by_key(|e| std::cmp::Reverse(e.on));
        let read = |of: fn(&Examination) -> Option<usize>| latest.iter().find_map(|e| of(e));
        let medical: Vec<_> = latest.iter().flat_map(|e| &e.medical).map(finding).collect();
        let effects: Vec<_> = side.effects.iter().map(effect).collect();
        let mut after = lines::PostMortem {
            sex: sex_of(side.sex, profile),
            age: side.age,
            stature_cm: side.stature_cm,
            hair: read(|e| terms::hair(&e.hair)),
            eyes: read(|e| terms::eyes(&e.eyes)),
            blood_group: latest.iter().find_map(|e| terms::blood_group(&e.blood_group)),
            teeth: chart(&side.teeth),
            // Where nothing is listed, it is not known whether anybody looked.
            medical: Some(medical).filter(|m| !m.is_empty()),
            effects: Some(effects).filter(|e| !e.is_empty()),
            place: remains.position.map(point),
            found: DateInterval::parse(&remains.found).ok().map(|d| d.from).filter(|y| y.is_finite()),
            y_haplotype: profile.and_then(lineages::y_haplotype),
            mitochondrial: profile.and_then(lineages::mitochondrial_haplotype),
        };
        self.leave_out(Noun::Remains, &remains.id, |line| after.leave_out(line));
        after
    }

    /// What an examiner concluded of a pair, as far as the line is not left out of either side.
    pub(crate) fn concluded<'a>(
        &'a self,
        remains: &'a str,
        missing: &'a str,
        conclusions: &'a [Conclusion],
    ) -> impl Iterator<Item = Conclusion> + 'a {
        let left_out = move |line: Line| {
            let of_remains = self.reviews.left_out(Noun::Remains, remains);
            let mut of_both = of_remains.chain(self.reviews.left_out(Noun::MissingPerson, missing));
            of_both.any(|left| compared(left) == line)
        };
        conclusions.iter().copied().filter(move |(line, _)| !left_out(*line))
    }
}

/// The line of evidence that a review names.
#[must_use]
pub fn compared(line: ReviewedLine) -> Line {
    match line {
        ReviewedLine::MaleLine => Line::MaleLine,
        ReviewedLine::MaternalLine => Line::MaternalLine,
        ReviewedLine::Sex => Line::Sex,
        ReviewedLine::Age => Line::Age,
        ReviewedLine::Stature => Line::Stature,
        ReviewedLine::Hair => Line::Hair,
        ReviewedLine::Eyes => Line::Eyes,
        ReviewedLine::BloodGroup => Line::BloodGroup,
        ReviewedLine::Teeth => Line::Teeth,
        ReviewedLine::Medical => Line::Medical,
        ReviewedLine::Marks => Line::Marks,
        ReviewedLine::Effects => Line::Effects,
        ReviewedLine::Place => Line::Place,
        ReviewedLine::Time => Line::Time,
        ReviewedLine::Fingerprint => Line::Fingerprint,
        ReviewedLine::SerialNumber => Line::SerialNumber,
    }
}

/// The sex that DNA shows: amelogenin's if it was typed, or a man's if a Y chromosome was read.
pub(crate) fn shown_sex(profile: &Profile) -> Sex {
    match amelogenin(profile.get("AMEL")) {
        Sex::Unknown if lineages::y_haplotype(profile).is_some_and(|h| h.len() >= OF_A_MAN) => Sex::Male,
        shown => shown,
    }
}

/// The sex of remains: what the DNA shows, else the anthropologist's.
pub(crate) fn sex_of(estimated: Sex, profile: Option<&Profile>) -> sex::Finding {
    let typed = profile.map_or(Sex::Unknown, shown_sex);
    if typed == Sex::Unknown {
        sex::Finding { sex: estimated, error_rate: sex::BONES_ERROR_RATE }
    } else {
        sex::Finding { sex: typed, error_rate: sex::AMELOGENIN_ERROR_RATE }
    }
}

/// So many loci of a Y chromosome are no accident.
const OF_A_MAN: usize = 4;

/// Where nobody said how far off a point may be, km.
const UNSTATED_RADIUS_KM: f64 = 1.0;

fn point(position: Position) -> place::Point {
    let Position { latitude, longitude, radius_km } = position;
    place::Point { latitude, longitude, radius_km: radius_km.unwrap_or(UNSTATED_RADIUS_KM) }
}

fn finding(feature: &Feature) -> lines::features::Feature {
    terms::finding(&feature.what, &feature.at, &feature.description)
}

fn effect(feature: &Feature) -> lines::features::Feature {
    terms::effect(&feature.what, &feature.description)
}

/// A chart of permanent teeth; what became of a tooth after death says nothing of the one who lived.
fn chart(teeth: &[Tooth]) -> teeth::Chart {
    use teeth::State;
    let state = |state| match state {
        ToothState::Unerupted => Some(State::Unerupted),
        ToothState::Sound => Some(State::Sound),
        ToothState::Carious => Some(State::Carious),
        ToothState::Filled | ToothState::RootFilled | ToothState::Crown => Some(State::Restored),
        ToothState::LostInLife | ToothState::Bridge | ToothState::Implant => Some(State::Lost),
        ToothState::Unknown | ToothState::LostAfterDeath => None,
    };
    let permanent = teeth.iter().filter(|t| t.tooth < 50);
    permanent.filter_map(|t| Some((t.tooth, state(t.state)?))).collect()
}

#[cfg(test)]
mod tests {
    use kintrace_casework::incident::Participant;
    use kintrace_casework::{Reference, Sound};

    use super::*;
    use ParticipantRole::{Affected, Present};

    #[test]
    fn groups_are_those_of_one_event_or_incident() {
        let missing = [("M1", "E1"), ("M2", "E1 "), ("M3", ""), ("M4", "E2"), ("M5", "E3")];
        let missing = missing.map(|(id, event)| MissingPerson {
            id: id.to_owned(),
            event: event.to_owned(),
            ..MissingPerson::default()
        });
        let mut described = Described::default();
        let mut add = |id: &str, kind: IncidentKind, who: &[(&str, ParticipantRole)]| {
            let who = who
                .iter()
                .map(|(id, role)| Participant { who: Reference::new(Noun::MissingPerson, *id), role: *role });
            let incident =
                Incident { id: id.to_owned(), kind, participants: who.collect(), ..Incident::default() };
            described.add(&Document::of(&Sound::new(incident).expect("sound")));
        };
        add("E1", IncidentKind::Capture, &[("M3", Affected), ("M5", Present)]);
        add("I1", IncidentKind::Attack, &[("M2", Affected), ("M4", Affected), ("nobody", Affected)]);
        add("X1", IncidentKind::Exchange, &[("M1", Affected), ("M5", Affected)]);
        let groups = described.groups(missing.iter());
        let expected = [("M1", vec!["E1"]), ("M2", vec!["E1", "I1"]), ("M3", vec!["E1"]), ("M4", vec!["I1"])];
        let expected = expected.map(|(id, groups)| (id, groups.into_iter().map(str::to_owned).collect()));
        assert_eq!(groups, BTreeMap::from(expected));
    }
}
