//! Y chromosomes and mitochondrial DNA: the lines that families are of, handed down with mutations, and what laboratories
//! read of them.
//!
//! Male lines belong to a few old branches, and some families to one clan, so that strangers may have the same haplotype
//! or nearly so; maternal lines have the patterns of the haplogroups that are frequent between the Mediterranean and the
//! Caspian. Nothing here knows how lines are weighed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kintrace_kinship::mitochondrial::{HYPERVARIABLE, Haplotype, reference};
use kintrace_kinship::{AllelePair, Profile, Sex};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1};

use crate::{Found, World, genes};

/// Loci of a kit of 17: name, a usual number of repeats, mutations a thousand meioses. DYS385 has two copies; DYS389II is
/// what it has beyond DYS389I.
const LOCI: [(&str, i32, f64); 17] = [
    ("DYS19", 14, 2.5),
    ("DYS385", 11, 2.5),
    ("DYS385", 14, 2.5),
    ("DYS389I", 13, 2.5),
    ("DYS389II", 16, 2.5),
    ("DYS390", 24, 2.0),
    ("DYS391", 10, 2.5),
    ("DYS392", 11, 0.5),
    ("DYS393", 13, 1.0),
    ("DYS437", 15, 1.5),
    ("DYS438", 10, 0.5),
    ("DYS439", 12, 5.0),
    ("DYS448", 20, 1.5),
    ("DYS456", 15, 4.5),
    ("DYS458", 17, 6.5),
    ("DYS635", 22, 4.0),
    ("YGATAH4", 12, 3.0),
];

/// What haplogroups have in the hypervariable segments, and their shares.
const HAPLOGROUPS: [(&str, f64); 16] = [
    ("263G", 0.28),
    ("72C 263G 16298C", 0.05),
    ("73G 263G 295T 16069T 16126C", 0.09),
    ("73G 263G 16126C 16294T 16296T", 0.08),
    ("73G 152C 195C 263G 16126C 16163G 16186T 16189C 16294T", 0.05),
    ("73G 263G 16192T 16256T 16270T", 0.05),
    ("73G 150T 263G 16189C 16270T", 0.04),
    ("73G 263G 16224C 16311C", 0.07),
    ("73G 150T 263G 16343G", 0.05),
    ("73G 195C 263G 16356C", 0.04),
    ("73G 189G 195C 204C 207A 263G 16223T 16292T", 0.04),
    ("73G 199C 204C 250C 263G 16129A 16223T", 0.03),
    ("73G 153G 195C 263G 16189C 16223T 16278T", 0.04),
    ("263G 16126C 16362C", 0.03),
    ("73G 263G 285T 16189C 16249C", 0.03),
    ("73G 151T 152C 263G 16309G 16318T", 0.03),
];

/// Where mutations return again and again.
const HOT: [u16; 11] = [146, 150, 152, 195, 16_093, 16_129, 16_145, 16_172, 16_189, 16_311, 16_362];

/// Old branches of male lines.
const BRANCHES: usize = 9;
/// So many generations old they are, and clans.
const GENERATIONS: (f64, f64) = (150.0, 8.0);
/// So many families are of a clan that another is of.
const OF_A_CLAN: f64 = 0.12;
/// Differences of a maternal line from its haplogroup.
const PRIVATE: f64 = 1.6;
/// Mutations a meiosis in the hypervariable segments.
const MATERNAL_RATE: f64 = 0.01;
/// A locus or a haplotype of remains is misread, or another's.
const MISREAD: f64 = 0.002;
/// Mitochondrial DNA has so many copies that it is read of nearly all bones, of some in part.
const MATERNAL_READ: (f64, f64) = (0.95, 0.2);

type Male = [i32; LOCI.len()];

/// Bases that differ from the reference, by position.
type Maternal = BTreeMap<u16, char>;

struct Population {
    branches: Vec<Male>,
    lines: Vec<Male>,
}

impl Population {
    fn new(rng: &mut ChaCha8Rng) -> Self {
        let branch = |rng: &mut ChaCha8Rng| {
            let mut of = LOCI.map(|(_, usual, _)| usual);
            for repeats in &mut of {
                *repeats += rng.random_range(-2..=2) / rng.random_range(1..=2);
            }
            of
        };
        let branches = (0..BRANCHES).map(|_| branch(rng)).collect();
        Self { branches, lines: Vec::new() }
    }

    fn male(&mut self, rng: &mut ChaCha8Rng) -> Male {
        let of_a_clan = rng.random::<f64>() < OF_A_CLAN;
        let clan = if of_a_clan { self.lines.choose(rng).copied() } else { None };
        let (from, age) = match clan {
            Some(clan) => (clan, GENERATIONS.1),
            None => (*self.branches.choose(rng).unwrap_or(&self.branches[0]), GENERATIONS.0),
        };
        let waited: f64 = Exp1.sample(rng);
        let line = mutated(rng, from, age * waited);
        self.lines.push(line);
        line
    }
}

/// How often happens what is expected so often.
fn events(rng: &mut ChaCha8Rng, expected: f64) -> usize {
    let mut wait = || -> f64 { Exp1.sample(rng) };
    let (mut count, mut at) = (0, wait());
    while at < expected {
        count += 1;
        at += wait();
    }
    count
}

/// After so many generations.
fn mutated(rng: &mut ChaCha8Rng, mut line: Male, generations: f64) -> Male {
    for (repeats, (_, _, rate)) in line.iter_mut().zip(LOCI) {
        for _ in 0..events(rng, generations * rate / 1000.0) {
            *repeats += if rng.random() { 1 } else { -1 };
        }
    }
    line
}

fn maternal(rng: &mut ChaCha8Rng) -> Maternal {
    let group = genes::draw(rng, HAPLOGROUPS.iter().map(|(_, share)| *share));
    let of_group = HAPLOGROUPS[group].0.split(' ').filter_map(|word| {
        let (position, base) = word.split_at(word.len() - 1);
        Some((position.parse().ok()?, base.chars().next()?))
    });
    let mut line: Maternal = of_group.collect();
    for _ in 0..events(rng, PRIVATE) {
        transition(rng, &mut line);
    }
    line
}

/// A purine becomes the other, or a pyrimidine.
fn transition(rng: &mut ChaCha8Rng, line: &mut Maternal) {
    let position = if rng.random::<f64>() < 0.5 {
        *HOT.choose(rng).unwrap_or(&HOT[0])
    } else {
        let (from, to) = HYPERVARIABLE[rng.random_range(0..2)];
        rng.random_range(from..=to)
    };
    let other = match reference(position) {
        'A' => 'G',
        'G' => 'A',
        'C' => 'T',
        _ => 'C',
    };
    if line.remove(&position).is_none() {
        line.insert(position, other);
    }
}

/// What a laboratory writes, as [`Haplotype`] does.
fn written(line: &Maternal, range: &str) -> String {
    let text: Vec<String> = line.iter().map(|(position, base)| format!("{position}{base}")).collect();
    let in_range = |word: &&String| Haplotype::parse(word, Some(range)).is_ok();
    let read: Vec<&str> = text.iter().filter(in_range).map(String::as_str).collect();
    Haplotype::parse(&read.join(" "), Some(range)).map_or_else(|e| e.to_string(), |h| h.to_string())
}

fn read_male(rng: &mut ChaCha8Rng, line: &Male, read: f64, profile: &mut Profile) {
    let mut put = |locus: &str, alleles: &[i32]| {
        if rng.random::<f64>() >= read {
            return;
        }
        let misread = rng.random::<f64>() < MISREAD;
        let label = |i: usize| (alleles[i] + i32::from(misread)).to_string();
        let pair =
            if alleles.len() == 2 { AllelePair::new(label(0), label(1)) } else { AllelePair::one(label(0)) };
        profile.insert(locus, pair);
    };
    let of = |name: &str| -> Vec<i32> {
        LOCI.iter().zip(line).filter(|((l, ..), _)| *l == name).map(|(_, repeats)| *repeats).collect()
    };
    let names: BTreeSet<&str> = LOCI.iter().map(|(name, ..)| *name).collect();
    for name in names {
        let mut alleles = of(name);
        if name == "DYS389II" {
            alleles[0] += of("DYS389I")[0];
        }
        put(name, &alleles);
    }
}

impl World {
    /// The same with Y chromosomes and mitochondrial DNA read of a share of the families' donors, and of the remains.
    #[must_use]
    pub fn with_lineages(mut self, seed: u64, share: f64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x11AE);
        let rng = &mut rng;
        let mut population = Population::new(rng);
        let mut male: Vec<Male> = Vec::with_capacity(self.persons.len());
        let mut maternal: Vec<Maternal> = Vec::with_capacity(self.persons.len());
        // Parents stand before their children.
        for person in &self.persons {
            male.push(match person.father {
                Some(father) => mutated(rng, male[father], 1.0),
                None => population.male(rng),
            });
            let mut of_mother = person.mother.map_or_else(|| self::maternal(rng), |m| maternal[m].clone());
            if person.mother.is_some() && rng.random::<f64>() < MATERNAL_RATE {
                transition(rng, &mut of_mother);
            }
            maternal.push(of_mother);
        }
        let families: BTreeSet<&str> = self.persons.iter().map(|p| p.family.as_str()).collect();
        let read: BTreeSet<&str> = families.into_iter().filter(|_| rng.random::<f64>() < share).collect();
        for (person, profile) in &mut self.donors {
            let of = &self.persons[*person];
            if !read.contains(of.family.as_str()) {
                continue;
            }
            // Whose stated father is another has the other's line.
            let line = if self.false_donors.contains(person) { population.male(rng) } else { male[*person] };
            if of.sex == Sex::Male {
                read_male(rng, &line, 0.99, profile);
            }
            profile.insert("mtDNA", AllelePair::one(written(&maternal[*person], "HV1 HV2")));
        }
        let loci = self.frequencies.loci().count();
        let mut strangers: HashMap<usize, (Male, Maternal)> = HashMap::new();
        for found in &mut self.remains {
            if rng.random::<f64>() >= share {
                continue;
            }
            let (of_fathers, of_mothers) = match found.person {
                Some(person) => (male[person], maternal[person].clone()),
                None => strangers
                    .entry(found.body)
                    .or_insert_with(|| (population.male(rng), self::maternal(rng)))
                    .clone(),
            };
            let is_man = match found.person {
                Some(person) => self.persons[person].sex == Sex::Male,
                None => shows_y(found),
            };
            if is_man {
                let typed = found.profile.len() as f64 / loci as f64;
                read_male(rng, &of_fathers, typed.min(1.0), &mut found.profile);
            }
            if rng.random::<f64>() < MATERNAL_READ.0 {
                let of_another = rng.random::<f64>() < MISREAD;
                let line = if of_another { self::maternal(rng) } else { of_mothers };
                let range = if rng.random::<f64>() < MATERNAL_READ.1 { "HV1" } else { "HV1 HV2" };
                found.profile.insert("mtDNA", AllelePair::one(written(&line, range)));
            }
        }
        self
    }
}

/// Whether remains of a stranger are a man's.
fn shows_y(found: &Found) -> bool {
    match found.profile.get("AMEL") {
        Some(pair) => pair.alleles().any(|a| a == "Y"),
        None => found.sex == Sex::Male,
    }
}
