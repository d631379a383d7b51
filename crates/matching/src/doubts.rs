//! What is doubtful about the registry's samples and the relations that families stated, found before anybody is
//! identified by them ([`kintrace_identification::doubts`]).
//!
//! A doubt names the samples and persons that it is about. What was decided of it is a
//! [`Review`](kintrace_casework::review::Review): a sample set aside and a relation not used are gone before doubts are
//! looked for; where it was decided that all is as it should be, the doubt is still told, with that decision.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;

use kintrace_casework::elimination_profile::EliminationProfile;
use kintrace_casework::locus_name;
use kintrace_casework::registry::{FamilyView, Registry, Sample, Subject};
use kintrace_casework::review::Reviews;
use kintrace_identification::doubts::alike::{self, Likeness, Read};
use kintrace_identification::doubts::relations::{self, Reading};
use kintrace_identification::doubts::{MIXED, crowded};
use kintrace_identification::lines::Line;
use kintrace_identification::{Case, Pairwise};
use kintrace_kinship::{AllelePair, Genotype, LN_10, Locus, Pedigree, Profile, Sex, allele};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::bodies::OneBody;
use crate::lineages::{Contradiction, Lineages};
use crate::sides::shown_sex;
use crate::{Found, Settings, by_locus, drop_out, frequencies, genotypes, loci, of_person};

/// Something about samples or relations that should be looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// The same for the same doubt with each search.
    pub id: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
    /// The samples that it is about.
    pub samples: Vec<String>,
    /// Members of families whose samples or relations they are.
    pub persons: Vec<String>,
    /// The missing persons of these families.
    pub missing: Vec<String>,
    /// The remains whose samples they are.
    pub remains: Vec<String>,
    /// The review that says that all is as it should be; empty if there is none.
    pub standing: String,
}

/// What is doubtful.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum What {
    /// The relatives' DNA does not fit the relations that the family stated.
    Relation {
        /// How probable it is that the family is as stated.
        as_stated: f64,
        /// What is more probable, the most probable first.
        readings: Vec<OtherReading>,
    },
    /// Two members of one male or maternal line have haplotypes that can't be of one.
    Lineage {
        /// `male-line` or `maternal-line`.
        line: Line,
        /// By how many repeats, or bases, they differ.
        different: usize,
        /// Of how many loci, or bases, that were read of both.
        compared: usize,
    },
    /// Samples of two people look like one person's.
    OnePerson(Alike),
    /// A sample looks like an elimination profile.
    Handler {
        /// The elimination profile.
        profile: String,
        /// Whose it is.
        whose: String,
        /// How far.
        #[serde(flatten)]
        alike: Alike,
    },
    /// Remains seem to be parts of one body.
    OneBody(OneBody),
    /// Two samples of one person, or of the same remains, differ.
    TwoPeople(Alike),
    /// The DNA shows another sex than was stated.
    Sex {
        /// Stated of a person, or estimated from bones.
        stated: String,
        /// What amelogenin shows.
        shown: String,
    },
    /// More than two alleles at several loci.
    Mixture {
        /// Which.
        loci: Vec<String>,
    },
    /// More than two alleles at one locus.
    ThirdAllele {
        /// Which.
        locus: String,
    },
    /// An identification by other means than DNA, which the DNA contradicts.
    Identified {
        /// Its id.
        identification: String,
        /// `dna-contradicts`: the remains do not fit the family; `other-remains`: others do; `other-person`: the
        /// remains fit somebody else.
        why: String,
        /// The remains and the missing person that are compared.
        pair: (String, String),
        /// log10 LR of the DNA of this pair.
        log10_lr: f64,
    },
}

impl What {
    /// What it is called: the end of a message's name, and its kind in JSON.
    #[must_use]
    pub fn text(&self) -> &'static str {
        match self {
            Self::Relation { .. } => "relation",
            Self::Lineage { .. } => "lineage",
            Self::OnePerson(_) => "one-person",
            Self::OneBody(_) => "one-body",
            Self::Handler { .. } => "handler",
            Self::TwoPeople(_) => "two-people",
            Self::Sex { .. } => "sex",
            Self::Mixture { .. } => "mixture",
            Self::ThirdAllele { .. } => "third-allele",
            Self::Identified { .. } => "identified",
        }
    }

    /// Its place among [`Self::TEXTS`].
    #[must_use]
    pub fn gravity(&self) -> usize {
        Self::TEXTS.iter().position(|t| *t == self.text()).unwrap_or(Self::TEXTS.len())
    }

    /// What all of them are called, the gravest first.
    pub const TEXTS: [&'static str; 10] = [
        "identified",
        "handler",
        "mixture",
        "two-people",
        "one-person",
        "one-body",
        "relation",
        "lineage",
        "sex",
        "third-allele",
    ];
}

/// Another reading of a family, with its members by id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherReading {
    /// `other-father`, `other-mother`, `other-parents`, `other-sample`, `exchanged`.
    pub reading: String,
    /// The child, whose sample, or whose two samples.
    pub persons: Vec<String>,
    /// The samples that are said to be theirs.
    pub samples: Vec<String>,
    /// Its posterior probability.
    pub posterior: f64,
}

/// How two profiles compare.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// log10 LR: of one person, against of two unrelated people.
    pub log10_lr: f64,
    /// Loci at which both were read.
    pub compared: usize,
    /// Loci of these that differ.
    pub different: usize,
}

impl From<Likeness> for Alike {
    fn from(l: Likeness) -> Self {
        Self { log10_lr: l.log10_unrelated, compared: l.compared, different: l.different }
    }
}

impl Doubt {
    /// Whether it is about what an office has said already: for who answers for it, and nobody else.
    #[must_use]
    pub fn is_of_identification(&self) -> bool {
        matches!(self.what, What::Identified { .. })
    }
}

/// An identification by other means than DNA: by recognition, papers, teeth.
#[derive(Debug, Clone, PartialEq)]
pub struct Identified {
    /// Its id.
    pub id: String,
    /// Who.
    pub missing: String,
    /// Which remains.
    pub remains: Vec<String>,
}

/// A pair of at least this posterior contradicts an identification of either of them with another.
const CONTRADICTS: f64 = 0.5;

/// DNA of remains that is a hundred times more probable of a stranger contradicts as well.
const UNFIT_LOG10: f64 = -2.0;

/// Identifications that DNA contradicts: a sign that the wrong person was named, and that somebody else still waits.
#[must_use]
pub fn contradicted(
    identified: &[Identified],
    case: &Case,
    pairwise: &Pairwise,
    found: &[Found],
) -> Vec<Doubt> {
    let missing: HashMap<&str, usize> =
        case.missing().enumerate().map(|(i, m)| (case.missing_id(m), i)).collect();
    let remains: HashMap<&str, usize> =
        case.remains.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let mut doubts = Vec::new();
    for identification in identified {
        let mut tell = |why: &str, remains: &str, missing: &str, log10_lr: f64| {
            doubts.push(Doubt {
                id: format!("identified {} {why} {remains} {missing}", identification.id),
                what: What::Identified {
                    identification: identification.id.clone(),
                    why: why.to_owned(),
                    pair: (remains.to_owned(), missing.to_owned()),
                    log10_lr,
                },
                samples: Vec::new(),
                persons: Vec::new(),
                missing: BTreeSet::from([identification.missing.clone(), missing.to_owned()])
                    .into_iter()
                    .collect(),
                remains: BTreeSet::from([remains.to_owned()]).into_iter().collect(),
                standing: String::new(),
            });
        };
        for id in &identification.remains {
            let pair = missing.get(identification.missing.as_str()).zip(remains.get(id.as_str()));
            let log10_lr = pair.map_or(0.0, |(m, r)| pairwise.ln_lr[*m][*r] / LN_10);
            if log10_lr <= UNFIT_LOG10 {
                tell("dna-contradicts", id, &identification.missing, log10_lr.max(LEAST_LOG10));
            }
        }
        for f in found.iter().filter(|f| f.posterior >= CONTRADICTS) {
            match (f.missing == identification.missing, identification.remains.contains(&f.remains)) {
                (true, false) => tell("other-remains", &f.remains, &f.missing, f.log10_lr_dna),
                (false, true) => tell("other-person", &f.remains, &f.missing, f.log10_lr_dna),
                _ => {}
            }
        }
    }
    doubts
}

/// What is impossible is written as this, since JSON has no infinity.
const LEAST_LOG10: f64 = -300.0;

/// A family is doubted when something else is more probable than what it stated.
const DOUBTED: f64 = 0.5;

/// Readings of less than this are not told.
const LEAST: f64 = 0.05;

/// What was found of families' relations, kept from one search to the next.
#[derive(Debug, Default)]
pub struct Relations {
    /// What everything depends on.
    loci: Vec<Locus>,
    theta: f64,
    /// By family.
    families: HashMap<String, OfFamily>,
}

/// A family's readings, and what they were weighed from.
#[derive(Debug)]
struct OfFamily {
    pedigree: Pedigree,
    genotypes: Vec<Vec<Option<Genotype>>>,
    /// Nothing where it was not worth it.
    weighed: Vec<relations::Weighed>,
}

/// Everything that is doubtful, the gravest kind first. Reviews are applied to the registry already
/// ([`Reviews::apply`]).
#[must_use]
pub fn doubts(
    registry: &Registry,
    eliminations: &[EliminationProfile],
    reviews: &Reviews,
    settings: &Settings,
) -> Vec<Doubt> {
    found(registry, eliminations, reviews, settings, &mut Relations::default())
}

/// The same; families whose relations were weighed already are not weighed again.
pub(crate) fn found(
    registry: &Registry,
    eliminations: &[EliminationProfile],
    reviews: &Reviews,
    settings: &Settings,
    known: &mut Relations,
) -> Vec<Doubt> {
    let loci = loci(&frequencies(registry), settings);
    let context = Context::new(registry, &loci);
    let mut found = context.relations(settings.theta, known);
    found.extend(context.lineages());
    found.extend(context.alike(eliminations));
    found.extend(context.of_single_samples());
    for doubt in &mut found {
        if let Some(review) = reviews.standing(&doubt.samples, &doubt.persons) {
            doubt.standing.clone_from(&review.id);
        }
    }
    found.sort_by(|a, b| (a.what.gravity(), &a.id).cmp(&(b.what.gravity(), &b.id)));
    found
}

struct Context<'a> {
    registry: &'a Registry,
    loci: &'a [Locus],
    families: Vec<FamilyView<'a>>,
    /// Cases of a family.
    missing: BTreeMap<&'a str, Vec<String>>,
    /// Members who are missing themselves.
    are_missing: BTreeSet<&'a str>,
    samples: BTreeMap<&'a Subject, Vec<&'a Sample>>,
}

impl<'a> Context<'a> {
    fn new(registry: &'a Registry, loci: &'a [Locus]) -> Self {
        let mut missing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for m in registry.missing.values() {
            missing.entry(&m.family).or_default().push(m.id.clone());
        }
        let mut samples: BTreeMap<&Subject, Vec<&Sample>> = BTreeMap::new();
        for sample in registry.samples.values().filter(|s| registry.profiles.contains_key(&s.id)) {
            samples.entry(&sample.subject).or_default().push(sample);
        }
        let are_missing = registry.missing.values().map(|m| m.person.as_str()).collect();
        Self { registry, loci, families: registry.families(), missing, are_missing, samples }
    }

    fn samples_of(&self, person: &str) -> impl Iterator<Item = &'a Sample> {
        self.samples.get(&Subject::Person(person.to_owned())).into_iter().flatten().copied()
    }

    /// A doubt about samples.
    fn doubt(&self, what: What, about: &[&Sample]) -> Doubt {
        let mut samples: Vec<String> = about.iter().map(|s| s.id.clone()).collect();
        samples.sort();
        let subjects = |of: fn(&Subject) -> Option<&str>| -> BTreeSet<String> {
            about.iter().filter_map(|s| of(&s.subject)).map(str::to_owned).collect()
        };
        let persons = subjects(|s| if let Subject::Person(id) = s { Some(id) } else { None });
        let remains = subjects(|s| if let Subject::Remains(id) = s { Some(id) } else { None });
        let families: BTreeSet<&str> =
            persons.iter().filter_map(|p| self.registry.persons.get(p)).map(|p| p.family.as_str()).collect();
        let missing = families.iter().flat_map(|f| self.missing.get(f).into_iter().flatten().cloned());
        Doubt {
            id: format!("{} {}", what.text(), samples.join(" ")),
            missing: missing.collect(),
            persons: persons.into_iter().collect(),
            remains: remains.into_iter().collect(),
            standing: String::new(),
            what,
            samples,
        }
    }

    /// Families whose DNA does not fit what they stated.
    fn relations(&self, theta: f64, known: &mut Relations) -> Vec<Doubt> {
        let profiles = self.registry.profiles_by_subject();
        let plain: Vec<Locus> = self.loci.iter().map(Locus::without_mutation).collect();
        let before = std::mem::take(known);
        let is_same = before.loci == self.loci && before.theta.to_bits() == theta.to_bits();
        let before = Mutex::new(if is_same { before.families } else { HashMap::new() });
        let of_family = |family: &FamilyView<'a>| {
            let pedigree = family.pedigree().ok()?;
            let genotypes = by_locus(self.loci, &pedigree, |id| of_person(&profiles, id));
            let before = before.lock().ok().and_then(|mut before| before.remove(family.id));
            let is_same = |of: &OfFamily| of.pedigree == pedigree && of.genotypes == genotypes;
            let of = before.filter(is_same).unwrap_or_else(|| {
                let worth = relations::is_worth_weighing(&pedigree, &plain, &genotypes, theta);
                let weigh = || relations::weigh(&pedigree, self.loci, &genotypes, theta);
                let weighed = if worth { weigh() } else { Vec::new() };
                OfFamily { pedigree, genotypes, weighed }
            });
            Some((family.id.to_owned(), of))
        };
        let families = self.families.par_iter().filter_map(of_family).collect();
        *known = Relations { loci: self.loci.to_vec(), theta, families };
        let doubtful = self.families.iter().filter_map(|family| {
            let OfFamily { pedigree, weighed, .. } = known.families.get(family.id)?;
            let as_stated = relations::as_stated(weighed);
            if as_stated >= DOUBTED {
                return None;
            }
            let id = |m: usize| pedigree.members()[m].id.clone();
            let readings = weighed.iter().filter(|w| w.posterior >= LEAST).filter_map(|w| {
                let (reading, persons) = match w.reading {
                    Reading::Stated => return None,
                    Reading::OtherFather(child) => ("other-father", vec![id(child)]),
                    Reading::OtherMother(child) => ("other-mother", vec![id(child)]),
                    Reading::OtherParents(child) => ("other-parents", vec![id(child)]),
                    Reading::OtherSample(whose) => ("other-sample", vec![id(whose)]),
                    Reading::Exchanged(a, b) => ("exchanged", vec![id(a), id(b)]),
                };
                let of_persons = persons.iter().flat_map(|p| self.samples_of(p)).map(|s| s.id.clone());
                let samples = of_persons.collect();
                Some(OtherReading { reading: reading.to_owned(), persons, samples, posterior: w.posterior })
            });
            let readings: Vec<OtherReading> = readings.collect();
            let typed: Vec<&Sample> = family.persons.iter().flat_map(|p| self.samples_of(&p.id)).collect();
            let named: BTreeSet<String> = readings.iter().flat_map(|r| r.persons.iter().cloned()).collect();
            let mut doubt = self.doubt(What::Relation { as_stated, readings }, &typed);
            doubt.id = format!("relation {}", family.id);
            doubt.persons = named.into_iter().collect();
            Some(doubt)
        });
        doubtful.collect()
    }

    /// Members of one line whose haplotypes contradict each other.
    fn lineages(&self) -> Vec<Doubt> {
        let profiles = self.registry.profiles_by_subject();
        let mut found = Vec::new();
        for family in &self.families {
            let Ok(pedigree) = family.pedigree() else { continue };
            let lines = Lineages::read(family.id, &pedigree, |id| of_person(&profiles, id));
            for Contradiction { line, of, different, compared } in lines.contradictions() {
                let samples = [of.0, of.1].map(|m| self.samples_of(&pedigree.members()[m].id));
                let samples: Vec<&Sample> = samples.into_iter().flatten().collect();
                let mut doubt = self.doubt(What::Lineage { line, different, compared }, &samples);
                doubt.id = format!("{} {}", doubt.id, line.text());
                found.push(doubt);
            }
        }
        found
    }

    /// What was stated of a person, or estimated from bones.
    fn stated_sex(&self, sample: &Sample) -> Sex {
        match &sample.subject {
            Subject::Person(id) => self.registry.persons.get(id).map_or(Sex::Unknown, |p| p.sex),
            Subject::Remains(id) => self.registry.remains.get(id).map_or(Sex::Unknown, |r| r.sex),
        }
    }

    fn read(&self, profile: &Profile, sex: Sex) -> Read {
        let genotypes = genotypes(self.loci, Some(profile), sex);
        let drop_out = drop_out(genotypes.iter().flatten().count(), self.loci.len());
        Read { genotypes, drop_out }
    }

    /// Profiles that are the same and should not be, or differ and should not.
    fn alike(&self, eliminations: &[EliminationProfile]) -> Vec<Doubt> {
        let samples: Vec<&Sample> = self.samples.values().flatten().copied().collect();
        let mut profiles: Vec<Read> =
            samples.iter().map(|s| self.read(&self.registry.profiles[&s.id], self.stated_sex(s))).collect();
        profiles.extend(eliminations.iter().map(|e| self.read(&profile_of(e, self.loci), Sex::Unknown)));
        let relative = |s: &Sample| match &s.subject {
            Subject::Person(id) => !self.are_missing.contains(id.as_str()),
            Subject::Remains(_) => false,
        };
        // Bones of one person are alike, and so are remains and the missing person's own sample.
        let among = |a: usize, b: usize| match (samples.get(a), samples.get(b)) {
            (Some(a), Some(b)) => a.subject != b.subject && (relative(a) || relative(b)),
            (None, None) => false,
            _ => true,
        };
        let mut found: Vec<Doubt> = alike::pairs(self.loci, &profiles, among)
            .into_iter()
            .map(|(a, b, likeness)| {
                if let Some(other) = samples.get(b) {
                    return self.doubt(What::OnePerson(likeness.into()), &[samples[a], other]);
                }
                let elimination = &eliminations[b - samples.len()];
                let what = What::Handler {
                    profile: elimination.id.clone(),
                    whose: elimination.kind.text().to_owned(),
                    alike: likeness.into(),
                };
                let mut doubt = self.doubt(what, &[samples[a]]);
                doubt.id = format!("{} {}", doubt.id, elimination.id);
                doubt
            })
            .collect();
        let mut at = 0;
        for of_one in self.samples.values() {
            let read = &profiles[at..at + of_one.len()];
            at += of_one.len();
            for i in 0..of_one.len() {
                for j in i + 1..of_one.len() {
                    let likeness = alike::compare(self.loci, &read[i], &read[j]);
                    if likeness.log10_unrelated < 0.0 {
                        found.push(self.doubt(What::TwoPeople(likeness.into()), &[of_one[i], of_one[j]]));
                    }
                }
            }
        }
        found
    }

    /// What a sample shows by itself.
    fn of_single_samples(&self) -> Vec<Doubt> {
        let mut found = Vec::new();
        for sample in self.samples.values().flatten() {
            let profile = &self.registry.profiles[&sample.id];
            let loci: Vec<String> = crowded(profile).into_iter().map(str::to_owned).collect();
            match &loci[..] {
                [] => {}
                [locus] if loci.len() < MIXED => {
                    found.push(self.doubt(What::ThirdAllele { locus: locus.clone() }, &[sample]));
                }
                _ => found.push(self.doubt(What::Mixture { loci }, &[sample])),
            }
            let shown = shown_sex(profile);
            let stated = self.stated_sex(sample);
            if shown != stated && shown != Sex::Unknown && stated != Sex::Unknown {
                let what = What::Sex { stated: stated.text().to_owned(), shown: shown.text().to_owned() };
                found.push(self.doubt(what, &[sample]));
            }
        }
        found
    }
}

/// An elimination profile as a profile; loci go by the registry's spelling of their names.
fn profile_of(elimination: &EliminationProfile, loci: &[Locus]) -> Profile {
    let spelling: BTreeMap<String, &str> =
        loci.iter().map(|l| (locus_name::key(l.name()), l.name())).collect();
    let read = elimination.loci.iter().filter_map(|(locus, alleles)| {
        let mut alleles = alleles.iter().filter_map(|a| allele::normalize(a).ok());
        let first = alleles.next()?;
        let pair = AllelePair { first, second: alleles.next(), more: alleles.collect() };
        Some(((*spelling.get(&locus_name::key(locus))?).to_owned(), pair))
    });
    read.collect()
}
