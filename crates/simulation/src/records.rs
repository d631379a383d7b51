//! Everything else that offices of the invented region write down: two parties that don't trust each other
//! and a humanitarian body between them, families and reports, witnesses, sites and missions, requests that
//! were answered and that were not, and what became of identifications.
//!
//! [`World::records`] is what there is before a search; [`World::identifications`] follows from what one
//! found. Which party keeps a family's case has nothing to do with its language.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::allegation::{Allegation, AllegedAct};
use kintrace_casework::ante_mortem::AnteMortem;
use kintrace_casework::case::{Case, Status, Step};
use kintrace_casework::claim::{Claim, Value};
use kintrace_casework::consent::{Consent, ConsentStep, Decision, Purpose};
use kintrace_casework::custody::{Custody, Transfer};
use kintrace_casework::date::DateInterval;
use kintrace_casework::elimination_profile::{EliminationKind, EliminationProfile};
use kintrace_casework::evidence::{Evidence, EvidenceKind};
use kintrace_casework::examination::{Estimate, Examination};
use kintrace_casework::exhumation::{Exhumation, Find};
use kintrace_casework::family::{Contact, Family, Topic};
use kintrace_casework::family_request::{Answer, FamilyRequest, RequestKind};
use kintrace_casework::geometry::{Geometry, Position};
use kintrace_casework::handover::Handover;
use kintrace_casework::identification::{Act, Contest, ContestOutcome, Finding, Identification, Line};
use kintrace_casework::incident::{Incident, IncidentKind, Participant, ParticipantRole};
use kintrace_casework::information_request::{InformationRequest, LegalGround, Reply, ReplyKind};
use kintrace_casework::party::{Office, Party, PartyKind, Wording};
use kintrace_casework::personal_name::{NameKind, PersonalName};
use kintrace_casework::proceeding::{Outcome, Proceeding, ProceedingStep, Stage};
use kintrace_casework::report::{Report, Reporter};
use kintrace_casework::review::{Decision as ReviewDecision, Review, ReviewedLine};
use kintrace_casework::site::{Hazard, Place, PlaceKind, Site, SiteKind, SiteStatus};
use kintrace_casework::statement::{Protection, Statement, Witness};
use kintrace_casework::{Day, Document, Noun, Problems, Reference, Sound, Thing};
use kintrace_kinship::Sex;
use kintrace_names::romanise::romanise;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::genes::draw_founder;
use crate::{Found, World};

/// The two parties.
pub const PARTIES: [&str; 2] = ["north", "south"];
/// The humanitarian body, which keeps the registry.
pub const HUMANITARIAN: &str = "house";
/// The laboratory.
pub const LABORATORY: &str = "laboratory";

/// Seed of what has nothing to do with the world's people.
const OWN_SEED: u64 = 0xE11A;

/// A hypothesis that a search has found.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Remains.
    pub remains: String,
    /// Missing person.
    pub missing: String,
    /// log10 of the likelihood ratio of the DNA.
    pub log10_lr_dna: f64,
    /// log10 of the likelihood ratio of all evidence.
    pub log10_lr: f64,
    /// Posterior.
    pub posterior: f64,
    /// Which program computed it.
    pub engine: String,
}

/// Seals an identity; `None` leaves protected witnesses and their statements out.
pub type Seal<'a> = dyn Fn(&str) -> Option<String> + 'a;

#[derive(Default)]
struct Documents(Vec<Document>);

impl Documents {
    fn add<T: Thing>(&mut self, thing: T) -> Result<(), Problems> {
        self.0.push(Document::of(&Sound::new(thing)?));
        Ok(())
    }
}

fn day(year: i32, month: u8, of_month: u8) -> Day {
    Day::new(year, month, of_month)
}

fn names(of: &[(&str, &str)]) -> Vec<Wording> {
    of.iter()
        .map(|(language, text)| Wording { language: (*language).to_owned(), text: (*text).to_owned() })
        .collect()
}

fn date(text: &str) -> Option<DateInterval> {
    DateInterval::parse(text).ok()
}

fn year(when: f64) -> Option<DateInterval> {
    date(&format!("{:.0}", when.floor()))
}

fn act(by: &str, on: Day, remark: &str) -> Act {
    Act { by: by.to_owned(), on, remark: remark.to_owned() }
}

fn point(latitude: f64, longitude: f64, uncertainty_m: f64) -> Position {
    let round = |x: f64| (x * 1e4).round() / 1e4;
    Position {
        geometry: Some(Geometry::point(round(latitude), round(longitude))),
        uncertainty_m: Some(uncertainty_m),
    }
}

impl World {
    /// The party that keeps a family's case.
    #[must_use]
    pub fn party_of(family: &str) -> &'static str {
        let number: usize = family.trim_start_matches('F').parse().unwrap_or(0);
        PARTIES[number % 2]
    }

    /// The missing, in order.
    fn lost(&self) -> impl Iterator<Item = (&crate::Person, &crate::Disappearance)> {
        self.persons.iter().filter_map(|p| p.missing.as_ref().map(|m| (p, m)))
    }

    /// Donors of a family, in order.
    fn donors_of<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a crate::Person> {
        // Families were made one after the other, and so are their numbers: theirs stand together.
        let order = |id: &'a str| (id.len(), id);
        let first = self.donors.partition_point(|(i, _)| order(&self.persons[*i].family) < order(family));
        self.donors[first..].iter().map(|(i, _)| &self.persons[*i]).take_while(move |p| p.family == family)
    }

    /// Everything that was written down before the search.
    ///
    /// # Errors
    /// A document whose rules don't hold: a fault of this crate.
    pub fn records(&self, seal: &Seal) -> Result<Vec<Document>, Problems> {
        let mut out = Documents::default();
        parties(&mut out)?;
        self.families(&mut out)?;
        self.places_and_sites(&mut out)?;
        self.examined(&mut out)?;
        self.told(seal, &mut out)?;
        self.asked(&mut out)?;
        alleged(&mut out)?;
        Ok(out.0)
    }

    fn families(&self, out: &mut Documents) -> Result<(), Problems> {
        let mut seen = BTreeSet::new();
        for (n, (person, lost)) in self.lost().enumerate() {
            let party = Self::party_of(&person.family);
            let registrar = format!("{party}-registrar");
            out.add(self.opened_case(person, lost))?;
            let remembered = self.bodies.remembered.get(&lost.id);
            // The rest is written out for some: enough to look at.
            if n >= 120 {
                if let Some(data) = remembered {
                    out.add(AnteMortem { id: lost.id.clone(), party: party.to_owned(), ..data.clone() })?;
                }
                continue;
            }
            let relative = self.donors_of(&person.family).next();
            let report = format!("R-{}", lost.id);
            out.add(Report {
                id: report.clone(),
                party: party.to_owned(),
                missing: lost.id.clone(),
                reporter: Reporter {
                    name: relative.map_or_else(|| "a neighbour".to_owned(), |r| r.name.clone()),
                    person: relative.map_or(String::new(), |r| r.id.clone()),
                    relation: if relative.is_some() { "of the family" } else { "neighbour" }.to_owned(),
                    contact: String::new(),
                },
                received: Some(day(2019, 3, 4)),
                language: "ru".to_owned(),
                text: format!("{} has not been seen since {:.0}.", person.name, lost.when.floor()),
                by: registrar.clone(),
            })?;
            let source = Some(Reference::new(Noun::Report, &report));
            let mut remembered = remembered.cloned().unwrap_or_default();
            for feature in remembered.medical.iter_mut().chain(&mut remembered.effects) {
                feature.source.clone_from(&source);
            }
            out.add(AnteMortem {
                id: lost.id.clone(),
                party: party.to_owned(),
                names: vec![
                    PersonalName {
                        text: person.name.clone(),
                        source: source.clone(),
                        ..PersonalName::default()
                    },
                    PersonalName {
                        text: romanise(&person.name),
                        script: "Latn".to_owned(),
                        kind: NameKind::OtherList,
                        source: source.clone(),
                    },
                ],
                born: year(person.born),
                stature_cm: Some((lost.stature_cm - 4.0, lost.stature_cm + 4.0)),
                ..remembered
            })?;
            if seen.insert(&person.family) {
                self.consents(&person.family, party, n, out)?;
            }
            if let Some(relative) = relative.filter(|_| n % 13 == 4) {
                out.add(family_request(n / 13, party, &lost.id, &relative.id))?;
            }
        }
        Ok(())
    }

    /// A case as its office opened it.
    fn opened_case(&self, person: &crate::Person, lost: &crate::Disappearance) -> Case {
        let party = Self::party_of(&person.family);
        let by = format!("{party}-registrar");
        let step = |to, on| Step { to, on, by: by.clone(), reason: String::new(), into: String::new() };
        let mut steps =
            vec![step(Status::Reported, day(2019, 3, 4)), step(Status::Registered, day(2019, 4, 1))];
        if self.donors_of(&person.family).next().is_some() {
            steps.push(step(Status::DnaCollected, day(2023, 9, 12)));
        }
        Case {
            id: lost.id.clone(),
            party: party.to_owned(),
            steps,
            minor: Some(lost.when - person.born < 18.0),
            circumstances: if lost.event.is_some() {
                "Last seen among others who left the village together.".to_owned()
            } else {
                "Left home in the morning and did not come back.".to_owned()
            },
            ..Case::default()
        }
    }

    fn consents(&self, family: &str, party: &str, n: usize, out: &mut Documents) -> Result<(), Problems> {
        let mut contacts = Vec::new();
        for (i, relative) in self.donors_of(family).enumerate() {
            contacts.push(Contact {
                person: relative.id.clone(),
                may_be_told: if i == 0 {
                    vec![Topic::Progress, Topic::Result]
                } else {
                    vec![Topic::Progress]
                },
                language: "ru".to_owned(),
                how: "telephone".to_owned(),
            });
            let step = |purpose, with: &str, decision, on| ConsentStep {
                purpose,
                with: with.to_owned(),
                decision,
                on,
                how: "signed form".to_owned(),
                limits: String::new(),
            };
            let mut steps = vec![
                step(Purpose::Search, "", Decision::Given, day(2023, 9, 12)),
                step(Purpose::Match, "", Decision::Given, day(2023, 9, 12)),
            ];
            if n.is_multiple_of(3) {
                steps.push(step(Purpose::Share, HUMANITARIAN, Decision::Given, day(2023, 9, 12)));
            }
            if n % 11 == 5 && i == 1 {
                steps.push(step(Purpose::Match, "", Decision::Withdrawn, day(2025, 2, 20)));
            }
            out.add(Consent {
                id: format!("C-{}", relative.id),
                party: party.to_owned(),
                person: relative.id.clone(),
                steps,
            })?;
        }
        out.add(Family {
            id: family.to_owned(),
            party: party.to_owned(),
            contacts,
            wishes: "A visit, not a letter, when there is something to tell.".to_owned(),
        })
    }

    /// Remains by site.
    fn sites(&self) -> BTreeMap<&str, Vec<&Found>> {
        let mut sites: BTreeMap<&str, Vec<&Found>> = BTreeMap::new();
        for found in &self.remains {
            sites.entry(&found.site).or_default().push(found);
        }
        sites
    }

    fn places_and_sites(&self, out: &mut Documents) -> Result<(), Problems> {
        let mut places: BTreeMap<&str, &crate::Place> = BTreeMap::new();
        for (_, lost) in self.lost() {
            places.entry(&lost.place.name).or_insert(&lost.place);
        }
        for (n, (name, place)) in places.into_iter().enumerate() {
            let latin = romanise(name);
            let mut wordings = vec![("und", name)];
            if latin != name {
                wordings.push(("en", &latin));
            }
            out.add(Place {
                id: format!("PL{:02}", n + 1),
                names: names(&wordings),
                kind: PlaceKind::Settlement,
                position: point(place.latitude, place.longitude, 2000.0),
                within: String::new(),
            })?;
        }
        for (n, (site, remains)) in self.sites().into_iter().enumerate() {
            let many = remains.len() > 5;
            out.add(Site {
                id: site.to_owned(),
                names: names(&[("en", &format!("Site {site}"))]),
                kind: if many { SiteKind::MassGrave } else { SiteKind::Grave },
                status: SiteStatus::Exhumed,
                position: point(remains[0].place.latitude, remains[0].place.longitude, 20.0),
                access: "By the old road, then on foot.".to_owned(),
                hazards: if n % 3 == 0 { vec![Hazard::Mines] } else { Vec::new() },
                ..Site::default()
            })?;
            let finds = remains.iter().enumerate().map(|(i, r)| Find {
                number: format!("{}", i + 1),
                square: format!("{}{}", char::from(b'A' + u8::try_from(i % 6).unwrap_or(0)), i / 6 + 1),
                depth_cm: Some([60.0, 80.0, 110.0][i % 3]),
                what: r.bones.clone(),
                remains: r.id.clone(),
            });
            out.add(Exhumation {
                id: format!("X-{site}"),
                observers: PARTIES.map(str::to_owned).to_vec(),
                party: HUMANITARIAN.to_owned(),
                site: site.to_owned(),
                when: date("2024-05/2024-07"),
                authority: "By agreement of both commissions".to_owned(),
                team: vec!["forensic archaeologist".to_owned(), "forensic anthropologist".to_owned()],
                grid: "Datum at the north-west corner; squares of two metres".to_owned(),
                finds: finds.collect(),
                drawings: Vec::new(),
            })?;
        }
        Ok(())
    }

    fn examined(&self, out: &mut Documents) -> Result<(), Problems> {
        for (n, (found, seen)) in self.remains.iter().zip(&self.bodies.seen).enumerate() {
            let sex = match found.sex {
                Sex::Male => "male",
                Sex::Female => "female",
                Sex::Unknown => "",
            };
            out.add(Examination {
                id: format!("XM-{}", found.id),
                party: HUMANITARIAN.to_owned(),
                remains: found.id.clone(),
                on: Some(day(2024, 8, 20)),
                examiner: "forensic anthropologist".to_owned(),
                bones: found.inventory.clone(),
                sex: sex.to_owned(),
                sex_method: if sex.is_empty() { String::new() } else { "pelvis, Phenice 1969".to_owned() },
                age: Some(Estimate {
                    from: f64::from(found.age.0),
                    to: f64::from(found.age.1),
                    method: "pubic symphysis, Brooks & Suchey 1990".to_owned(),
                }),
                stature_cm: found.stature_cm.map(|cm| Estimate {
                    from: cm - 8.0,
                    to: cm + 8.0,
                    method: "femur, Trotter 1970".to_owned(),
                }),
                ..seen.clone()
            })?;
            // Custody is written out for some: enough to look at.
            if n >= 60 {
                continue;
            }
            let transfer = |from: &str, to: &str, on, found: &str, set: &str| Transfer {
                from: from.to_owned(),
                to: to.to_owned(),
                on,
                seal_found: found.to_owned(),
                seal_intact: true,
                seal_set: set.to_owned(),
                remark: String::new(),
            };
            let (first, second) = (format!("K{:05}", 2 * n + 1), format!("K{:05}", 2 * n + 2));
            let mut transfers = vec![
                transfer("", "field team", day(2024, 7, 2), "", &first),
                transfer("field team", "mortuary", day(2024, 7, 3), &first, ""),
                transfer("mortuary", LABORATORY, day(2024, 9, 10), &first, &second),
            ];
            // One seal was broken on the way, and one carrier's name is missing.
            if n == 3 {
                transfers[2].seal_intact = false;
                "Seal torn at one corner; the bag inside whole; photographed."
                    .clone_into(&mut transfers[2].remark);
            }
            if n == 4 {
                "a driver".clone_into(&mut transfers[2].from);
            }
            out.add(Custody {
                id: format!("CU-S{:05}", n + 1),
                party: HUMANITARIAN.to_owned(),
                parties: vec![LABORATORY.to_owned()],
                item: Reference::new(Noun::Sample, format!("S{:05}", n + 1)),
                transfers,
            })?;
        }
        self.handled(out)
    }

    /// Profiles of those who touch samples, what a negative control showed, and a line of evidence that an examiner
    /// left out.
    fn handled(&self, out: &mut Documents) -> Result<(), Problems> {
        let mut rng = ChaCha8Rng::seed_from_u64(OWN_SEED);
        let kinds = [EliminationKind::Staff, EliminationKind::FieldTeam, EliminationKind::NegativeControl];
        for (i, kind) in kinds.into_iter().enumerate() {
            let genome = draw_founder(&mut rng, &self.frequencies);
            let read = self.frequencies.loci().zip(genome).map(|((locus, alleles), (a, b))| {
                (locus.to_owned(), vec![alleles[a].0.clone(), alleles[b].0.clone()])
            });
            // Of what drifts into a control little is seen.
            let seen = if kind == EliminationKind::NegativeControl { 2 } else { usize::MAX };
            out.add(EliminationProfile {
                id: format!("EL{:02}", i + 1),
                party: LABORATORY.to_owned(),
                kind,
                loci: read.take(seen).collect(),
            })?;
        }
        if let Some(burnt) = self.remains.iter().find(|r| r.stature_cm.is_some()) {
            out.add(Review {
                id: "RV01".to_owned(),
                decision: ReviewDecision::LinesLeftOut,
                remains: vec![burnt.id.clone()],
                lines: vec![ReviewedLine::Stature],
                reason: "The femur is burnt and has shrunk; its length says little of the person's."
                    .to_owned(),
                by: "analyst".to_owned(),
                on: Some(day(2025, 10, 6)),
                ..Review::default()
            })?;
        }
        Ok(())
    }

    /// What witnesses tell, what follows from it, and what else speaks of it.
    fn told(&self, seal: &Seal, out: &mut Documents) -> Result<(), Problems> {
        let mut of_event: BTreeMap<usize, Vec<&crate::Disappearance>> = BTreeMap::new();
        for (_, lost) in self.lost() {
            if let Some(event) = lost.event {
                of_event.entry(event).or_default().push(lost);
            }
        }
        for (n, (event, lost)) in of_event.iter().enumerate().take(6) {
            let party = PARTIES[n % 2];
            let incident = format!("E{}", event + 1);
            let Some(first) = lost.first() else { continue };
            let here = &first.place;
            let about = || lost.iter().take(4).map(|m| Reference::new(Noun::MissingPerson, &m.id));
            let witness = format!("W{:02}", n + 1);
            let protected = n % 3 == 1;
            let sealed = if protected {
                seal(&format!("A witness of the invented region, number {}", n + 1))
            } else {
                None
            };
            if protected && sealed.is_none() {
                continue;
            }
            out.add(Witness {
                id: witness.clone(),
                party: party.to_owned(),
                protection: if protected { Protection::Protected } else { Protection::Confidential },
                name: if protected { String::new() } else { format!("Witness {}", n + 1) },
                readers: if protected { vec![format!("{party}-interviewer")] } else { Vec::new() },
                contact: if protected { format!("{party}-interviewer") } else { String::new() },
                sealed_identity: sealed.unwrap_or_default(),
            })?;
            let statement = format!("ST{:02}", n + 1);
            let suspected = format!("SG{:02}", n + 1);
            out.add(Statement {
                id: statement.clone(),
                party: party.to_owned(),
                witness: witness.clone(),
                protection: if protected { Protection::Protected } else { Protection::Confidential },
                taken_by: format!("{party}-interviewer"),
                taken: Some(day(2022, 10, 5 + u8::try_from(n).unwrap_or(0))),
                taken_at: "at the office".to_owned(),
                language: "ru".to_owned(),
                text: format!(
                    "We were told to walk in twos. Near {} they took some of us to the side. In the evening I saw \
                     earth that had been dug, beside the wall of the orchard.",
                    here.name
                ),
                recordings: Vec::new(),
                about: about().chain([Reference::new(Noun::Site, &suspected)]).collect(),
            })?;
            out.add(Site {
                id: suspected.clone(),
                party: party.to_owned(),
                names: names(&[("en", &format!("Orchard near {}", romanise(&here.name)))]),
                kind: SiteKind::SuspectedGrave,
                status: SiteStatus::Reported,
                position: point(here.latitude + 0.01, here.longitude - 0.01, 500.0),
                hazards: vec![Hazard::UnexplodedOrdnance],
                expected: Some((3, 12)),
                // Where people dig for metal, the exact place is for few.
                withheld_to: if n % 2 == 0 { vec![format!("{party}-investigator")] } else { Vec::new() },
                sources: vec![Reference::new(Noun::Statement, &statement)],
                ..Site::default()
            })?;
            let source = || Some(Reference::new(Noun::Statement, &statement));
            for (i, missing) in lost.iter().take(2).enumerate() {
                out.add(Claim {
                    id: format!("CL{:02}-{}", n + 1, i + 1),
                    party: party.to_owned(),
                    subject: Reference::new(Noun::MissingPerson, &missing.id),
                    property: "last seen".to_owned(),
                    value: year(missing.when).map_or(Value::Text("not known".to_owned()), Value::Date),
                    source: source(),
                    certainty: "as far as I remember".to_owned(),
                    ..Claim::default()
                })?;
                // A paper says otherwise; both stand.
                let paper = format!("EV{:02}-{}", n + 1, i + 1);
                out.add(Evidence {
                    id: paper.clone(),
                    party: party.to_owned(),
                    kind: EvidenceKind::Document,
                    origin: format!("Hospital register, volume {}, leaf {}", n + 3, 40 + i),
                    acquired: Some(day(2023, 1, 17)),
                    acquired_by: format!("{party}-investigator"),
                    how: "photographed in the archive".to_owned(),
                    made: year(missing.when),
                    shows: vec![Reference::new(Noun::MissingPerson, &missing.id)],
                    ..Evidence::default()
                })?;
                out.add(Claim {
                    id: format!("CL{:02}-{}b", n + 1, i + 1),
                    party: party.to_owned(),
                    subject: Reference::new(Noun::MissingPerson, &missing.id),
                    property: "last seen".to_owned(),
                    value: year(missing.when + 1.0).map_or(Value::Text("not known".to_owned()), Value::Date),
                    source: Some(Reference::new(Noun::Evidence, &paper)),
                    preferred_because: "written on the day, by somebody who had no reason to err".to_owned(),
                    ..Claim::default()
                })?;
            }
            out.add(Incident {
                id: incident,
                party: party.to_owned(),
                kind: [IncidentKind::Displacement, IncidentKind::Capture, IncidentKind::Attack][n % 3],
                when: year(first.when),
                at: None,
                participants: about()
                    .map(|who| Participant { who, role: ParticipantRole::Affected })
                    .chain([Participant {
                        who: Reference::new(Noun::Witness, &witness),
                        role: ParticipantRole::Witness,
                    }])
                    .collect(),
                description: "People left the village together; some were led away.".to_owned(),
                sources: source().into_iter().collect(),
                ..Incident::default()
            })?;
        }
        Ok(())
    }

    /// Requests to the other party and to an archive: answered, late, refused, not sent.
    fn asked(&self, out: &mut Documents) -> Result<(), Problems> {
        for (n, (person, lost)) in self.lost().enumerate().step_by(25).take(12) {
            let n = n / 25;
            let party = Self::party_of(&person.family);
            let other = PARTIES[usize::from(party == PARTIES[0])];
            let reply = |kind, text: &str, on| Reply {
                on,
                kind,
                text: text.to_owned(),
                by: format!("{other}-liaison"),
                enclosed: Vec::new(),
            };
            let sent = day(2025, 1, 15);
            let (replies, reminders) = match n % 4 {
                0 => (Vec::new(), vec![day(2025, 7, 20), day(2026, 1, 20)]),
                1 => (
                    vec![
                        reply(
                            ReplyKind::Interim,
                            "The archive of the district is being looked through.",
                            day(2025, 4, 2),
                        ),
                        reply(
                            ReplyKind::Answered,
                            "Buried in the cemetery of the district hospital, row 4.",
                            day(2025, 9, 9),
                        ),
                    ],
                    Vec::new(),
                ),
                2 => {
                    (vec![reply(ReplyKind::Refused, "The file is classified.", day(2025, 6, 1))], Vec::new())
                }
                _ => (Vec::new(), Vec::new()),
            };
            let draft = n % 4 == 3;
            out.add(InformationRequest {
                id: format!("IR{:03}", n + 1),
                party: party.to_owned(),
                to: if n % 5 == 4 { "archive".to_owned() } else { other.to_owned() },
                addressee: "Commission on missing persons".to_owned(),
                about: vec![Reference::new(Noun::MissingPerson, &lost.id)],
                grounds: vec![LegalGround::ProtocolI33, LegalGround::Customary117],
                text: "Please tell us what is known of the fate and the place of burial of the person named."
                    .to_owned(),
                sent: (!draft).then_some(sent),
                due: Some(day(2025, 7, 15)),
                reminders,
                replies,
            })?;
        }
        Ok(())
    }

    /// What became of the strongest hypotheses: identifications, told to families; one contested and
    /// confirmed, one contested and not answered yet; and a handover in two parts. The cases go on with
    /// them.
    ///
    /// # Errors
    /// A document whose rules don't hold: a fault of this crate.
    pub fn identifications(&self, found: &[Candidate]) -> Result<Vec<Document>, Problems> {
        let mut out = Documents::default();
        let lost: BTreeMap<&str, (&crate::Person, &crate::Disappearance)> =
            self.lost().map(|(person, lost)| (lost.id.as_str(), (person, lost))).collect();
        let surest = found.iter().filter(|c| c.posterior >= 0.9999).take(12);
        for (n, candidate) in surest.enumerate() {
            let Some((person, disappearance)) = lost.get(candidate.missing.as_str()) else { continue };
            let family = &person.family;
            let Some(relative) = self.donors_of(family).next() else { continue };
            let party = Self::party_of(family);
            let id = format!("ID{:03}", n + 1);
            let signed = n % 4 != 3;
            let told = n % 4 < 2;
            let contest = |outcome| Contest {
                person: relative.id.clone(),
                on: day(2026, 3, 2),
                grounds: "The coat that was found is not his.".to_owned(),
                second_laboratory: LABORATORY.to_owned(),
                second_opinion: if outcome == ContestOutcome::Confirmed {
                    "Typed again from another tooth: the same profile.".to_owned()
                } else {
                    String::new()
                },
                reply: if outcome == ContestOutcome::Confirmed {
                    "Coats were exchanged in captivity, as two witnesses say; the DNA was read twice, from two teeth."
                        .to_owned()
                } else {
                    String::new()
                },
                replied: (outcome == ContestOutcome::Confirmed)
                    .then(|| act("supervisor", day(2026, 5, 6), "")),
                outcome,
            };
            out.add(Identification {
                id: id.clone(),
                party: HUMANITARIAN.to_owned(),
                parties: vec![party.to_owned()],
                missing: candidate.missing.clone(),
                remains: vec![candidate.remains.clone()],
                findings: vec![Finding {
                    line: Line::Dna,
                    log10_lr: Some(candidate.log10_lr_dna).filter(|lr| lr.is_finite()),
                    finding:
                        "The profile of the remains is what one expects of this family's missing person."
                            .to_owned(),
                    examiner: "analyst".to_owned(),
                }],
                log10_lr: Some(candidate.log10_lr).filter(|lr| lr.is_finite()),
                posterior: Some(candidate.posterior),
                prior: "Anybody of the registry, or one of as many outside it, equally likely".to_owned(),
                engine: candidate.engine.clone(),
                conclusion: "The remains are those of the missing person.".to_owned(),
                proposed: Some(act("analyst", day(2025, 11, 3), "")),
                signatures: if signed {
                    vec![
                        act("supervisor", day(2025, 11, 20), "reviewed"),
                        act("geneticist", day(2025, 11, 25), "computed again"),
                    ]
                } else {
                    Vec::new()
                },
                family_informed: told
                    .then(|| act(&format!("{party}-interviewer"), day(2025, 12, 10), "at home, by two")),
                contests: match n {
                    1 => vec![contest(ContestOutcome::Confirmed)],
                    4 => vec![contest(ContestOutcome::Open)],
                    _ => Vec::new(),
                },
                withdrawn: None,
            })?;
            let handed = n == 0;
            if handed {
                let handover = Handover {
                    id: "HO001".to_owned(),
                    party: HUMANITARIAN.to_owned(),
                    parties: vec![party.to_owned()],
                    identification: id.clone(),
                    missing: candidate.missing.clone(),
                    to: relative.id.clone(),
                    on: Some(day(2026, 2, 14)),
                    at: "at the crossing, in the presence of both liaisons".to_owned(),
                    remains: vec![candidate.remains.clone()],
                    what: "Skull and long bones, in a sealed coffin, seal K90001".to_owned(),
                    partial: true,
                    wishes: "To be told of later finds; the burial is in the family's village.".to_owned(),
                    burial: "the family's village".to_owned(),
                    by: "supervisor".to_owned(),
                    adds_to: String::new(),
                };
                out.add(handover.clone())?;
                out.add(Handover {
                    id: "HO002".to_owned(),
                    on: Some(day(2026, 8, 30)),
                    what: "Bones of the left hand, found in the second season, seal K90002".to_owned(),
                    partial: false,
                    adds_to: "HO001".to_owned(),
                    ..handover
                })?;
            }
            out.add(case_after(self.opened_case(person, disappearance), signed, told, handed))?;
        }
        Ok(out.0)
    }
}

/// A case with the steps that an identification brings.
fn case_after(mut case: Case, signed: bool, told: bool, handed: bool) -> Case {
    let mut step = |to, by: &str, on| {
        case.steps.push(Step { to, on, by: by.to_owned(), reason: String::new(), into: String::new() });
    };
    step(Status::Hypothesis, "analyst", day(2025, 11, 3));
    if signed {
        step(Status::UnderReview, "supervisor", day(2025, 11, 10));
        step(Status::Identified, "supervisor", day(2025, 11, 25));
    }
    if told {
        step(Status::FamilyInformed, "supervisor", day(2025, 12, 11));
    }
    if handed {
        step(Status::HandedOver, "supervisor", day(2026, 2, 14));
    }
    case
}

/// What a relative asked of an office; every other one is answered.
fn family_request(n: usize, party: &str, missing: &str, person: &str) -> FamilyRequest {
    let kinds = [RequestKind::Question, RequestKind::Access, RequestKind::Correction];
    let kind = kinds[n % kinds.len()];
    let text = match kind {
        RequestKind::Correction => "Our name is written with another letter.",
        RequestKind::Access => "",
        _ => "My aunt lives abroad now. Can she give DNA where she is?",
    };
    let answer = Answer {
        on: day(2026, 10, 8),
        by: format!("{party}-registrar"),
        text: "We have written it down, and call you this week.".to_owned(),
        ends: true,
    };
    FamilyRequest {
        id: format!("FR-{missing}"),
        party: party.to_owned(),
        missing: missing.to_owned(),
        person: person.to_owned(),
        account: "a-relative".to_owned(),
        kind,
        text: text.to_owned(),
        made: Some(day(2026, 10, 2)),
        due: Some(day(2026, 11, 2)),
        answers: if n.is_multiple_of(2) { vec![answer] } else { Vec::new() },
    }
}

fn parties(out: &mut Documents) -> Result<(), Problems> {
    for (id, kind, called) in [
        (
            PARTIES[0],
            PartyKind::Authority,
            &[("en", "Commission of the north bank"), ("ru", "Комиссия северного берега")][..],
        ),
        (
            PARTIES[1],
            PartyKind::Authority,
            &[("en", "Commission of the south bank"), ("ru", "Комиссия южного берега")],
        ),
        (
            HUMANITARIAN,
            PartyKind::HumanitarianBody,
            &[("en", "House of the missing"), ("ru", "Дом пропавших")],
        ),
        (LABORATORY, PartyKind::Laboratory, &[("en", "Laboratory of the house")]),
        ("archive", PartyKind::Archive, &[("en", "Archive of the district hospital")]),
    ] {
        out.add(Party { id: id.to_owned(), names: names(called), kind, contact: String::new() })?;
        out.add(Office {
            id: format!("{id}-office"),
            party: id.to_owned(),
            names: names(&[("en", "Main office")]),
            contact: String::new(),
        })?;
    }
    Ok(())
}

fn alleged(out: &mut Documents) -> Result<(), Problems> {
    let source = Reference::new(Noun::Statement, "ST01");
    if !out.0.iter().any(|d| d.reference == source) {
        return Ok(());
    }
    out.add(Allegation {
        id: "AL01".to_owned(),
        party: PARTIES[0].to_owned(),
        act: AllegedAct::EnforcedDisappearance,
        description: "It is alleged that people were led away near the orchard and were not seen again."
            .to_owned(),
        alleged_responsible: vec!["the commander of a checkpoint, name withheld".to_owned()],
        incidents: Vec::new(),
        supported_by: vec![source],
        contradicted_by: Vec::new(),
    })?;
    let step =
        |to, on, remark: &str| ProceedingStep { to, on, outcome: Outcome::None, remark: remark.to_owned() };
    out.add(Proceeding {
        id: "PR01".to_owned(),
        party: PARTIES[0].to_owned(),
        allegations: vec!["AL01".to_owned()],
        body: "Prosecutor of the district, file 12/2024".to_owned(),
        steps: vec![
            step(Stage::Requested, day(2024, 2, 1), ""),
            step(Stage::Investigation, day(2024, 6, 3), "Witnesses are being heard."),
        ],
        given: Vec::new(),
    })
}
