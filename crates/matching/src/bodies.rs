//! Remains that are parts of one body: which they seem to be, how many people there are, and those that an examiner
//! took for one person's, compared as one.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::examination::Examination;
use kintrace_casework::registry::{Position, Registry, Remains, Sample, Subject};
use kintrace_casework::review::Reviews;
use kintrace_casework::skeleton::{Bone, BoneCount, Side, minimum_number};
use kintrace_identification::lines::{place, sex};
use kintrace_identification::reassociation::{
    Compared, Consensus, Element, Label, Options, Reassociation, Sample as Part, consensus, reassociate_again,
};
use kintrace_kinship::{AllelePair, Genotype, Inheritance, Locus, Profile, Sex};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::doubts::{Doubt, What};
use crate::sides::sex_of;
use crate::{Described, Settings, frequencies, loci, remains_genotypes};

/// Why remains seem to be of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OneBody {
    /// P(all of them are of one person).
    pub together: f64,
    /// P(all of them are, and no others).
    pub complete: f64,
    /// log10 LR of the DNA: of one person, against as many unrelated people as samples.
    pub log10_lr: f64,
    /// log10 LR of the DNA of the sample that is least sure: of the same person as the others, against of a full sibling.
    pub log10_siblings: f64,
    /// Bones of which there are more than a person has, each with its side.
    pub second: Vec<(Bone, Side)>,
    /// Whether findings of both sexes are among them.
    pub both_sexes: bool,
    /// Remains of which another sample seems to be of somebody else.
    pub divided: Vec<String>,
}

/// A site, and how many people there are at least.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteCount {
    /// Site; empty: not known.
    pub site: String,
    /// Sets of remains.
    pub remains: usize,
    /// The fewest people whose bones these can be, by the inventories ([`minimum_number`]).
    pub by_bones: u32,
    /// People of whom DNA was read there, by the most probable division.
    pub by_dna: usize,
}

/// How many people there are.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// Samples of remains that gave DNA.
    pub samples: usize,
    /// Remains they are of.
    pub remains: usize,
    /// How many people they are of: the mean,
    pub mean: f64,
    /// and the interval that holds it with 95 %.
    pub from: usize,
    /// Its upper end.
    pub to: usize,
    /// The fewest people whose bones these can be, by all inventories together.
    pub by_bones: u32,
    /// How far off a probability may be; 0: summed exactly.
    pub standard_error: f64,
    /// Site by site.
    pub sites: Vec<SiteCount>,
}

/// What the bones say of each other.
#[derive(Debug, Clone)]
pub struct Bodies {
    /// How many people.
    pub people: People,
    /// Remains that seem to be of one person, and were or were not decided to be.
    pub proposed: Vec<Doubt>,
    /// Everything, by indices of `samples`.
    pub reassociation: Reassociation,
    /// The samples' ids.
    pub samples: Vec<String>,
}

impl Bodies {
    /// P(two remains are of one person), by their ids, the smaller first: the most that any two of their samples say.
    /// What an examiner decided is left out.
    #[must_use]
    pub fn alike(&self, registry: &Registry, reviews: &Reviews) -> BTreeMap<(String, String), f64> {
        let mut alike: BTreeMap<(String, String), f64> = BTreeMap::new();
        let of = |sample: usize| match &registry.samples.get(&self.samples[sample])?.subject {
            Subject::Remains(id) => Some(id.clone()),
            Subject::Person(_) => None,
        };
        for link in &self.reassociation.links {
            let (Some(a), Some(b)) = (of(link.samples.0), of(link.samples.1)) else { continue };
            if a != b && !reviews.are_apart(&a, &b) {
                let known = alike.entry((a.clone().min(b.clone()), a.max(b))).or_default();
                *known = known.max(link.together);
            }
        }
        alike
    }
}

/// A kind of bone on a side, as a number.
fn kind(bone: Bone, side: Side) -> Option<u16> {
    let at = |i: usize| u16::try_from(i).ok();
    let (bone, side) =
        (Bone::ALL.iter().position(|b| *b == bone)?, Side::ALL.iter().position(|s| *s == side)?);
    at(bone * Side::ALL.len() + side)
}

/// What a number of [`kind`] stands for.
fn named(kind: u16) -> (Bone, Side) {
    let (bone, side) = (usize::from(kind) / Side::ALL.len(), usize::from(kind) % Side::ALL.len());
    (Bone::ALL[bone], Side::ALL[side])
}

/// The bones of an inventory that are more than a half, by kind and side.
fn elements(inventory: &[BoneCount]) -> Vec<Element> {
    let mut counts: BTreeMap<u16, Element> = BTreeMap::new();
    for line in inventory.iter().filter(|l| l.percent > 50) {
        let Some(kind) = kind(line.bone, line.side) else { continue };
        let both = line.side == Side::None;
        let of_a_person = if both { line.bone.of_a_person() } else { line.bone.of_a_person() / 2 };
        let element =
            counts.entry(kind).or_insert(Element { kind, count: 0, of_a_person: of_a_person.max(1) });
        element.count += line.count;
    }
    counts.into_values().collect()
}

/// The inventory of the latest examination that has one.
fn inventory(examinations: &[Examination]) -> &[BoneCount] {
    let with = examinations.iter().filter(|e| !e.bones.is_empty()).max_by_key(|e| e.on);
    with.map_or(&[], |e| &e.bones)
}

/// How samples were divided into people, and what that was computed from.
#[derive(Debug)]
pub(crate) struct Divided {
    loci: Vec<Locus>,
    labels: Vec<Label>,
    parts: Vec<Part>,
    options: Options,
    compared: Compared,
    into: Reassociation,
}

/// Divides samples into people, unless that was done; what was compared before is not compared again.
fn divide(
    before: &mut Option<Divided>,
    loci: Vec<Locus>,
    labels: Vec<Label>,
    parts: Vec<Part>,
    options: Options,
) -> &Divided {
    let is_same =
        |d: &Divided| d.options == options && d.parts == parts && d.labels == labels && d.loci == loci;
    let again = match before.take() {
        Some(same) if is_same(&same) => same,
        changed => {
            let mut compared = changed.map(|divided| divided.compared).unwrap_or_default();
            let into = reassociate_again(&loci, &labels, &parts, &options, &mut compared);
            Divided { loci, labels, parts, options, compared, into }
        }
    };
    before.insert(again)
}

/// Divides the samples of all remains into people. Reviews are applied to the registry already ([`Reviews::apply`]).
#[must_use]
pub fn bodies(registry: &Registry, described: &Described, settings: &Settings) -> Bodies {
    bodies_again(registry, described, settings, &mut None)
}

/// The same, unless what it is computed from is as it was before.
pub(crate) fn bodies_again(
    registry: &Registry,
    described: &Described,
    settings: &Settings,
    before: &mut Option<Divided>,
) -> Bodies {
    let loci = loci(&frequencies(registry), settings);
    let of_remains: Vec<(&Sample, &str)> = registry
        .samples
        .values()
        .filter_map(|sample| match &sample.subject {
            Subject::Remains(id) if registry.profiles.contains_key(&sample.id) => Some((sample, id.as_str())),
            _ => None,
        })
        .collect();
    let ids: BTreeSet<&str> = of_remains.iter().map(|(_, id)| *id).collect();
    let found: Vec<&Remains> = ids.iter().filter_map(|id| registry.remains.get(*id)).collect();
    let sites: BTreeSet<&str> = found.iter().map(|r| r.site.as_str()).collect();
    let areas = areas(&found, &sites);
    let at = |site: &str| {
        let index = sites.iter().position(|s| *s == site).filter(|_| !site.is_empty())?;
        Some((areas[index], index))
    };
    let examined = |id: &str| described.examinations.get(id).map_or(&[][..], |e| &e[..]);
    let labels: Vec<Label> = found
        .iter()
        .map(|remains| {
            let side = described.after(remains, None);
            Label {
                site: at(&remains.site),
                sex: side.sex,
                age: side.age,
                elements: elements(inventory(examined(&remains.id))),
            }
        })
        .collect();
    let index: BTreeMap<&str, usize> = found.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let (mut parts, mut samples) = (Vec::new(), Vec::new());
    for (sample, remains) in of_remains {
        let profile = &registry.profiles[&sample.id];
        let genotypes = autosomal(&loci, profile, settings);
        if let Some(&label) = index.get(remains)
            && genotypes.iter().any(Option::is_some)
        {
            parts.push(Part { label, genotypes, sex: shown(profile) });
            samples.push(sample.id.clone());
        }
    }
    let options = Options {
        theta: settings.theta,
        contamination: settings.contamination,
        people: registry.missing.len(),
        ..Options::default()
    };
    let Divided { parts, into: reassociation, .. } = divide(before, loci, labels, parts, options);
    let sampled: Vec<(&str, &str)> = parts
        .iter()
        .zip(&samples)
        .map(|(part, sample)| (found[part.label].id.as_str(), sample.as_str()))
        .collect();
    let proposed = proposed(reassociation, &sampled, &found, &described.reviews);
    let pooled = |of: &dyn Fn(&Remains) -> bool| {
        let all = registry.remains.values().filter(|r| of(r));
        let all: Vec<BoneCount> = all.flat_map(|r| inventory(examined(&r.id)).iter().cloned()).collect();
        minimum_number(&all)
    };
    let of_site = |site: &&str| {
        let there = |label: &usize| found[*label].site == *site;
        SiteCount {
            site: (*site).to_owned(),
            remains: registry.remains.values().filter(|r| r.site == *site).count(),
            by_bones: pooled(&|r| r.site == *site),
            by_dna: reassociation.clusters.iter().filter(|c| c.labels.iter().any(there)).count(),
        }
    };
    let (mean, (from, to)) = reassociation.people();
    let people = People {
        samples: samples.len(),
        remains: parts.iter().map(|p| p.label).collect::<BTreeSet<_>>().len(),
        mean,
        from,
        to,
        by_bones: pooled(&|_| true),
        standard_error: reassociation.standard_error,
        sites: sites.par_iter().map(of_site).collect(),
    };
    Bodies { people, proposed, reassociation: reassociation.clone(), samples }
}

/// Sites so near each other are of one area: what is moved is mostly moved no farther (our own choice).
const AREA_KM: f64 = 10.0;

/// The area of each site, as the index of its first; a site whose place is not known is one by itself.
fn areas(found: &[&Remains], sites: &BTreeSet<&str>) -> Vec<usize> {
    let middle = |site: &str| {
        let there = found.iter().filter(|r| r.site == site).filter_map(|r| r.position);
        let points: Vec<Position> = there.collect();
        let mean = |of: fn(&Position) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
        let (latitude, longitude) = (mean(|p| p.latitude), mean(|p| p.longitude));
        (!points.is_empty()).then_some(place::Point { latitude, longitude, radius_km: 0.0 })
    };
    let middles: Vec<Option<place::Point>> = sites.iter().map(|site| middle(site)).collect();
    let mut areas: Vec<usize> = (0..sites.len()).collect();
    for b in 0..sites.len() {
        for a in 0..b {
            let near = middles[a].zip(middles[b]).is_some_and(|(a, b)| a.distance_km(&b) <= AREA_KM);
            let (from, to) = (areas[a].max(areas[b]), areas[a].min(areas[b]));
            if near {
                areas.iter_mut().filter(|area| **area == from).for_each(|area| *area = to);
            }
        }
    }
    areas
}

/// What was read of a sample at autosomal loci, with what may have dropped out.
fn autosomal(loci: &[Locus], profile: &Profile, settings: &Settings) -> Vec<Option<Genotype>> {
    let read = remains_genotypes(loci, Some(profile), Sex::Unknown, settings);
    let is_autosomal = |locus: &Locus| locus.inheritance() == Inheritance::Autosomal;
    loci.iter().zip(read).map(|(locus, read)| read.filter(|_| is_autosomal(locus))).collect()
}

/// Sex as amelogenin shows it.
fn shown(profile: &Profile) -> sex::Finding {
    sex_of(Sex::Unknown, Some(profile))
}

/// Clusters of several remains, as something to be decided. `sampled`: by index of sample, the remains it is of and its id.
fn proposed(
    reassociation: &Reassociation,
    sampled: &[(&str, &str)],
    found: &[&Remains],
    reviews: &Reviews,
) -> Vec<Doubt> {
    let decided = reviews.bodies();
    let several = reassociation.clusters.iter().filter(|c| c.labels.len() > 1);
    let mut clusters_of: BTreeMap<usize, usize> = BTreeMap::new();
    for label in reassociation.clusters.iter().flat_map(|c| &c.labels) {
        *clusters_of.entry(*label).or_default() += 1;
    }
    let doubts = several.map(|cluster| {
        let divided = cluster.labels.iter().filter(|l| clusters_of[l] > 1);
        let remains: Vec<String> = cluster.labels.iter().map(|l| found[*l].id.clone()).collect();
        let parts: Vec<(&str, &str)> = cluster.samples.iter().map(|s| sampled[*s]).collect();
        let standing = reviews.of_body(&decided, &parts).map(|r| r.id.clone()).unwrap_or_default();
        let what = What::OneBody(OneBody {
            together: cluster.together,
            complete: cluster.complete,
            log10_lr: cluster.log10_lr,
            log10_siblings: cluster.log10_siblings,
            second: cluster.second.iter().map(|kind| named(*kind)).collect(),
            both_sexes: cluster.both_sexes,
            divided: divided.map(|l| found[*l].id.clone()).collect(),
        });
        Doubt {
            id: format!("{} {}", what.text(), remains.join(" ")),
            what,
            samples: parts.iter().map(|(_, sample)| (*sample).to_owned()).collect(),
            persons: Vec::new(),
            missing: Vec::new(),
            remains,
            standing,
        }
    });
    doubts.collect()
}

/// Makes one of the remains that an examiner took for one person's: their samples become one profile ([`consensus`]),
/// their examinations those of the body, which goes by the first of their ids. Remains of which a sample is not the
/// body's stay, with that sample: nobody knows whose of the two what was seen on them is. Gives by which id the body of each
/// part goes.
pub fn join(
    registry: &mut Registry,
    described: &mut Described,
    settings: &Settings,
) -> BTreeMap<String, String> {
    let decided = described.reviews.bodies();
    if decided.is_empty() {
        return BTreeMap::new();
    }
    let loci = loci(&frequencies(registry), settings);
    let mut bodies = BTreeMap::new();
    for body in decided {
        let all: Vec<(String, String)> = registry
            .samples
            .values()
            .filter_map(|sample| match &sample.subject {
                Subject::Remains(id) if body.remains.contains(id) => Some((id.clone(), sample.id.clone())),
                _ => None,
            })
            .collect();
        let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(id, sample)| body.has(id, sample));
        let divided: BTreeSet<&str> = others.iter().map(|(id, _)| id.as_str()).collect();
        let wholly = |id: &&String| registry.remains.contains_key(*id) && !divided.contains(id.as_str());
        let parts: Vec<String> = body.remains.iter().filter(wholly).cloned().collect();
        // Parts that are not here any more are nobody's.
        let Some(first) = parts.first().cloned() else { continue };
        let samples: Vec<String> = own.into_iter().map(|(_, sample)| sample).collect();
        join_samples(registry, &loci, &first, &samples, settings);
        let found: Vec<Remains> = parts.iter().filter_map(|id| registry.remains.remove(id)).collect();
        registry.remains.insert(first.clone(), whole(&first, &found));
        let mut examinations = Vec::new();
        for id in &parts {
            examinations.extend(described.examinations.remove(id).unwrap_or_default());
        }
        described.examinations.insert(first.clone(), examinations);
        bodies.extend(parts.into_iter().map(|id| (id, first.clone())));
    }
    described.speak_of(&bodies);
    bodies
}

/// The samples of a body as one profile, kept as the first of them.
fn join_samples(
    registry: &mut Registry,
    loci: &[Locus],
    body: &str,
    samples: &[String],
    settings: &Settings,
) {
    let profiles: Vec<Profile> = samples.iter().filter_map(|id| registry.profiles.remove(id)).collect();
    let subject = Subject::Remains(body.to_owned());
    for id in samples {
        if let Some(sample) = registry.samples.get_mut(id) {
            sample.subject = subject.clone();
        }
    }
    if let (Some(first), false) = (samples.first(), profiles.is_empty()) {
        registry.profiles.insert(first.clone(), joined(loci, &profiles, settings));
    }
}

/// One profile of several of one person. A locus at which they contradict each other is left out; so is one that the
/// frequency table does not have, unless they agree.
#[must_use]
pub fn joined(loci: &[Locus], profiles: &[Profile], settings: &Settings) -> Profile {
    let mut joined = Profile::default();
    let names: BTreeSet<&str> = profiles.iter().flat_map(|p| p.iter().map(|(locus, _)| locus)).collect();
    for name in names {
        let read: Vec<&AllelePair> = profiles.iter().filter_map(|p| p.get(name)).collect();
        if loci.iter().all(|l| l.name() != name) && read.iter().all(|pair| *pair == read[0]) {
            joined.insert(name, read[0].clone());
        }
    }
    let read: Vec<Vec<Option<Genotype>>> = profiles
        .iter()
        .map(|profile| remains_genotypes(loci, Some(profile), Sex::Unknown, settings))
        .collect();
    for (l, locus) in loci.iter().enumerate() {
        let readings: Vec<Genotype> = read.iter().filter_map(|of| of[l]).collect();
        if let Consensus::Read(pair) = consensus(locus, &readings, settings.theta, settings.contamination) {
            joined.insert(locus.name(), pair);
        }
    }
    joined
}

/// The parts of a body as one: what is estimated of any of them, and where the first was found.
fn whole(body: &str, parts: &[Remains]) -> Remains {
    let Some(first) = parts.iter().find(|r| r.id == body).or(parts.first()) else {
        return Remains::default();
    };
    let mut whole = Remains { id: body.to_owned(), ..first.clone() };
    let sexes: BTreeSet<&str> =
        parts.iter().filter(|r| r.sex != Sex::Unknown).map(|r| r.sex.text()).collect();
    whole.sex = match sexes.len() {
        1 => parts.iter().map(|r| r.sex).find(|s| *s != Sex::Unknown).unwrap_or_default(),
        // They contradict each other, or nothing is known.
        _ => Sex::Unknown,
    };
    // Where estimates overlap, both hold there; where they don't, either may.
    whole.age = parts.iter().filter_map(|r| r.age).reduce(|a, b| {
        let both = (a.0.max(b.0), a.1.min(b.1));
        if both.0 <= both.1 { both } else { (a.0.min(b.0), a.1.max(b.1)) }
    });
    whole.stature_cm = parts.iter().find_map(|r| r.stature_cm);
    whole.position = parts.iter().find_map(|r| r.position);
    whole.bones =
        parts.iter().map(|r| r.bones.as_str()).filter(|b| !b.is_empty()).collect::<Vec<_>>().join("; ");
    whole
}
