//! A believable invented region with known truth.
//!
//! [`World::simulate`] makes families thirty years after a war: brothers and sisters, children,
//! nephews and few parents are alive; some parents are cousins; several of a family may be missing;
//! groups vanished at one event and lie in one grave. Of the missing some were found, mixed with
//! strangers' remains; bones are degraded, so loci and alleles drop out; in a few remains the bones of
//! two people were mixed, so that some loci are another's; a few stated relations are false. Genes are dropped from founders to descendants with
//! mutation. [`World::scattered`] opens graves and moves what is in them; [`World::with_lineages`] reads Y chromosomes and
//! mitochondrial DNA as well.
//!
//! [`World::tables`] writes it as the plain tables that offices fill in, [`World::truth`] says who is
//! who; [`World::other_list`] is another office's list of some of them. [`records`] is everything else that
//! its offices write down. [`lists`] makes two offices' lists
//! by themselves; [`crowd`] families and remains in any number. [`island`] is where it lies. People, places and events are
//! invented. The same seed gives the same world.

mod bodies;
pub mod crowd;
pub mod evaluation;
mod family;
mod genes;
mod graves;
pub mod hands;
pub mod island;
mod lineages;
pub mod lists;
mod names;
mod other_list;
pub mod records;
mod scatter;
mod tables;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use kintrace_casework::skeleton::BoneCount;
use kintrace_kinship::{FrequencyTable, Profile, Sex};

/// How much of what to make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Missing persons.
    pub missing: usize,
    /// Sets of remains.
    pub remains: usize,
    /// Seed.
    pub seed: u64,
}

/// A person of the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Id.
    pub id: String,
    /// Family id.
    pub family: String,
    /// Index of the father.
    pub father: Option<usize>,
    /// Index of the mother.
    pub mother: Option<usize>,
    /// Sex.
    pub sex: Sex,
    /// Name as the family writes it.
    pub name: String,
    /// Year of birth, with the part of the year.
    pub born: f64,
    /// Whether the person vanished.
    pub missing: Option<Disappearance>,
    /// Whether the person gave DNA.
    pub donor: bool,
}

/// How somebody vanished.
#[derive(Debug, Clone, PartialEq)]
pub struct Disappearance {
    /// Id of the missing person.
    pub id: String,
    /// Index of the event, for groups; `None` for somebody who vanished alone.
    pub event: Option<usize>,
    /// When, in years.
    pub when: f64,
    /// Where.
    pub place: Place,
    /// Stature, cm, as the family remembers.
    pub stature_cm: f64,
}

/// A place, invented.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Name, in the script of whoever reports.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Remains in the world.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Id.
    pub id: String,
    /// Index of the person they are of; `None` for a stranger.
    pub person: Option<usize>,
    /// Which body they are of, as any number; parts of one have the same.
    pub body: usize,
    /// Index of the event at whose grave they were found.
    event: usize,
    /// Site.
    pub site: String,
    /// Where.
    pub place: Place,
    /// Sex as estimated.
    pub sex: Sex,
    /// Age at death as estimated.
    pub age: (u32, u32),
    /// Stature as estimated.
    pub stature_cm: Option<f64>,
    /// Year found.
    pub found: u32,
    /// Bones.
    pub bones: String,
    /// The same as an inventory.
    pub inventory: Vec<BoneCount>,
    /// Profile as the laboratory read it.
    pub profile: Profile,
    /// Further samples of them.
    pub further: Vec<Further>,
}

/// A further sample of remains.
#[derive(Debug, Clone, PartialEq)]
pub struct Further {
    /// Which body it is of: another than the remains', if two were mixed.
    pub body: usize,
    /// Profile as the laboratory read it.
    pub profile: Profile,
}

/// A simulated region.
#[derive(Debug, Clone)]
pub struct World {
    /// Everybody.
    pub persons: Vec<Person>,
    /// Remains.
    pub remains: Vec<Found>,
    /// Profiles of donors, by index of person.
    pub donors: Vec<(usize, Profile)>,
    /// Families whose stated relation to a donor is false.
    pub false_relations: Vec<String>,
    /// These donors, as indices of persons: another than is stated is their father.
    false_donors: Vec<usize>,
    /// The frequency table that founders were drawn from.
    pub frequencies: FrequencyTable,
    /// What families remember of the missing, and what examiners see.
    bodies: bodies::Bodies,
    /// Whether the cases are divided between two parties.
    divided: bool,
}

impl World {
    /// Makes a world.
    #[must_use]
    pub fn simulate(scale: Scale, frequencies: &FrequencyTable) -> Self {
        Self::scattered(scale, 0.0, frequencies)
    }

    /// The same with a share of the bodies, 0 to 1, fallen apart and moved: each is found as two to four sets of remains,
    /// so that there are more of them than the scale says.
    #[must_use]
    pub fn scattered(scale: Scale, share: f64, frequencies: &FrequencyTable) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(scale.seed);
        let events = graves::events(&mut rng, scale.missing);
        let mut persons = Vec::new();
        let mut missing = 0;
        let mut family = 0;
        while missing < scale.missing {
            family += 1;
            let id = format!("F{family:05}");
            missing += family::grow(&mut rng, &id, &mut persons, &events, missing, scale.missing - missing);
        }
        let mut genomes = genes::drop_all(&mut rng, &persons, frequencies);
        let false_donors = family::falsify(&mut rng, &persons, &mut genomes, frequencies);
        let false_relations = false_donors.iter().map(|&i| persons[i].family.clone()).collect();
        let donors = persons
            .iter()
            .enumerate()
            .filter(|(_, p)| p.donor)
            .map(|(i, _)| (i, genes::read(&mut rng, &genomes.shown[i], frequencies, genes::Quality::SWAB)))
            .collect();
        let buried = graves::fill(&mut rng, scale.remains, &persons, &genomes, frequencies, &events);
        let mut remains = if share > 0.0 {
            scatter::scatter(scale.seed, share, &buried, frequencies, &events)
        } else {
            buried.into_iter().map(|b| b.found).collect()
        };
        let bodies = bodies::draw_all(scale.seed, &mut persons, &mut remains);
        let (frequencies, divided) = (frequencies.clone(), false);
        Self { persons, remains, donors, false_relations, false_donors, frequencies, bodies, divided }
    }

    /// The same, where those who vanished at a share of the events were taken away together, and lie anywhere.
    #[must_use]
    pub fn taken_away(mut self, seed: u64, share: f64) -> Self {
        graves::take_away(seed, share, &mut self.remains);
        self
    }

    /// The same with its cases divided between two parties ([`records::PARTIES`]).
    #[must_use]
    pub fn divided(self) -> Self {
        Self { divided: true, ..self }
    }

    /// The body that each sample of remains is of, by the sample's id.
    pub fn bodies(&self) -> impl Iterator<Item = (String, usize)> {
        self.sampled().map(|(id, found, further, _)| (id, further.map_or(found.body, |f| f.body)))
    }

    /// Who each set of remains is, by ids; `None` for a stranger.
    pub fn truth(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.remains.iter().map(|r| {
            let missing = r.person.and_then(|p| self.persons[p].missing.as_ref());
            (r.id.as_str(), missing.map(|m| m.id.as_str()))
        })
    }
}
