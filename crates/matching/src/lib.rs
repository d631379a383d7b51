//! From the registry to hypotheses.
//!
//! The registry holds what people reported and laboratories read; the engine compares genotypes on
//! pedigrees. Here the one becomes the other ([`case`]), with every number that the office may want to
//! see or change in [`Settings`]; [`search`] runs it, and [`pair`] shows one pair locus by locus. What offices wrote
//! down besides the registry ([`Described`]) gives the other lines of evidence.

pub mod bodies;
mod degraded;
pub mod doubts;
mod lineages;
mod linked;
mod memory;
pub mod power;
mod sides;
mod terms;
pub mod tiles;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use kintrace_casework::registry::{self, FamilyView, Registry, Subject};
use kintrace_casework::{Noun, locus_name};
use kintrace_identification::joint::{Views, Weighed};
use kintrace_identification::lines::lineage::{self, Database, Worths};
use kintrace_identification::lines::place::Shares;
use kintrace_identification::lines::{AnteMortem, Conclusion, Line, Lines, PostMortem, Weight};
use kintrace_identification::{Case, Family, JointOptions, MissingIndex, Pairwise, Prior, Remains, Tables};
use kintrace_kinship::mutation::MutationError;
use kintrace_kinship::{
    FrequencyTable, Genotype, Inheritance, LN_10, LikelihoodRatio, Locus, LocusResult, Mutation,
    MutationModel, Pedigree, Profile, Sex, StatedMutation, builtin,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use degraded::{Degraded, drop_out};
use doubts::{Doubt, Identified};
use lineages::Lineages;
pub use lineages::{LineReading, of_one_line, population};
pub use linked::{LinkedLoci, linkage_matters, linked};
pub use memory::{Compared, Memory, search};
use memory::{Learned, People};
pub use sides::{Described, compared};

/// The version that made a number, stored beside it.
pub const ENGINE: &str = concat!("kintrace ", env!("CARGO_PKG_VERSION"));

/// Everything that a result depends on besides the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Probability that a mother's transmitted allele mutates, at each locus. Default 0.0005, the
    /// average of autosomal STRs (Brinkmann et al. 1998, *Am J Hum Genet* 62:1408; AABB 2008).
    pub mutation_female: f64,
    /// The same for fathers; default 0.002.
    pub mutation_male: f64,
    /// How alleles mutate at loci of which more is known, by [`locus_name::key`].
    pub mutation_models: Arc<BTreeMap<String, StatedMutation>>,
    /// How many people outside the registry could lie where remains are found; `None`: as many as make the evidence
    /// most probable ([`Weighed::outside`]).
    pub outside: Option<f64>,
    /// Coancestry coefficient θ.
    pub theta: f64,
    /// Frequency of an allele at each locus that the kit does not show ([`Locus::with_silent`]); 0: none.
    pub silent: f64,
    /// Whether what looks homozygous in remains may hide an allele that dropped out; see [`drop_out`].
    pub drop_out: bool,
    /// The lowest peak that the laboratory reads, in RFU; where a sample's peaks are known it says how often one is lower
    /// ([`kintrace_identification::drop_out`]).
    pub analytical_threshold: f64,
    /// P(an allele that is not the body's is read at a locus of remains); see [`Degraded`]. Default 0: it is the laboratory
    /// that knows, from its negative controls.
    pub drop_in: f64,
    /// P(what was read of remains at a locus is somebody else's): a trace of another bone, a hand, a tube
    /// ([`Case::contamination`]). Default 0.003, our own choice: one locus of another in one profile of fifteen.
    pub contamination: f64,
    /// The share of people who are of the same male or maternal line without anybody's knowing it
    /// ([`kintrace_identification::lines::lineage::Options::theta`]).
    pub lineage_theta: f64,
    /// Male and maternal lines of a population, besides those of the registry's families.
    pub population: Arc<Database>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mutation_female: 0.0005,
            mutation_male: 0.002,
            mutation_models: Arc::default(),
            outside: None,
            theta: 0.0,
            silent: 0.0,
            drop_out: true,
            analytical_threshold: 50.0,
            drop_in: 0.0,
            contamination: 0.003,
            lineage_theta: lineage::Options::default().theta,
            population: Arc::default(),
        }
    }
}

/// How often a stated relation is false: about one child in a hundred has another father than is
/// believed (Anderson 2006, *Current Anthropology* 47:513).
pub const FALSE_RELATION: f64 = 0.01;

/// Hypotheses of less posterior than this are not reported.
pub const REPORTED: f64 = 0.001;

/// The frequency table that counts: the office's, or the built-in one.
#[must_use]
pub fn frequencies(registry: &Registry) -> FrequencyTable {
    if registry.frequencies.is_empty() { builtin::frequencies() } else { registry.frequencies.clone() }
}

/// Loci ready for computing.
#[must_use]
pub fn loci(table: &FrequencyTable, settings: &Settings) -> Vec<Locus> {
    // What is handed down one line is compared as a whole.
    table
        .loci()
        .filter(|(name, _)| locus_name::descent(name).is_none())
        .filter_map(|(name, alleles)| {
            let inheritance = if locus_name::is_x_chromosomal(name) {
                Inheritance::XChromosomal
            } else {
                Inheritance::Autosomal
            };
            let stepwise = Mutation::stepwise(settings.mutation_female, settings.mutation_male);
            // Alleles that are no numbers ("rest") can't be counted in steps.
            let equal = Mutation {
                female: MutationModel::Equal { rate: settings.mutation_female },
                male: MutationModel::Equal { rate: settings.mutation_male },
            };
            let stated = stated_mutation(name, alleles, settings).unwrap_or_else(|| stepwise.clone());
            Locus::with_silent(name, inheritance, alleles, settings.silent, stated)
                .or_else(|_| Locus::with_silent(name, inheritance, alleles, settings.silent, stepwise))
                .or_else(|_| Locus::with_silent(name, inheritance, alleles, settings.silent, equal))
                .ok()
        })
        .collect()
}

fn stated_mutation(name: &str, alleles: &[(String, f64)], settings: &Settings) -> Option<Mutation> {
    let stated = settings.mutation_models.get(&locus_name::key(name))?;
    let labels: Vec<&str> = alleles.iter().map(|(label, _)| label.as_str()).collect();
    Some(stated.for_alleles(&labels))
}

/// Which of the stated mutation models can't be had for the alleles of a table, and why; the default stands for them.
#[must_use]
pub fn impossible_mutation(table: &FrequencyTable, settings: &Settings) -> Vec<(String, MutationError)> {
    let of_locus = |(name, alleles): (&str, &[(String, f64)])| {
        let mutation = stated_mutation(name, alleles, settings)?;
        let locus = Locus::with_silent(name, Inheritance::Autosomal, alleles, settings.silent, mutation);
        locus.err().map(|e| (name.to_owned(), e))
    };
    table.loci().filter_map(of_locus).collect()
}

/// The profile of a member of a family, among those of all.
fn of_person<'a>(profiles: &'a BTreeMap<&Subject, Cow<'_, Profile>>, id: &str) -> Option<&'a Profile> {
    profiles.get(&Subject::Person(id.to_owned())).map(Cow::as_ref)
}

/// Genotypes of a profile at the loci, for a person of this sex.
fn genotypes(loci: &[Locus], profile: Option<&Profile>, sex: Sex) -> Vec<Option<Genotype>> {
    loci.iter().map(|locus| genotype(locus, profile?, sex)).collect()
}

fn genotype(locus: &Locus, profile: &Profile, sex: Sex) -> Option<Genotype> {
    let read = profile.get(locus.name()).filter(|pair| pair.more.is_empty())?;
    locus.genotype(read, sex).ok()
}

/// Genotypes of a family by locus and member; profiles by the members' ids.
fn by_locus<'a>(
    loci: &[Locus],
    pedigree: &Pedigree,
    profile_of: impl Fn(&str) -> Option<&'a Profile>,
) -> Vec<Vec<Option<Genotype>>> {
    let read: Vec<_> = pedigree.members().iter().map(|m| (profile_of(&m.id), m.sex)).collect();
    let at = |locus: &Locus| read.iter().map(|(profile, sex)| genotype(locus, (*profile)?, *sex)).collect();
    loci.iter().map(at).collect()
}

/// Genotypes of remains, with what may have dropped out, and in.
fn remains_genotypes(
    loci: &[Locus],
    profile: Option<&Profile>,
    sex: Sex,
    settings: &Settings,
) -> Vec<Option<Genotype>> {
    let read = genotypes(loci, profile, sex);
    let Some(profile) = profile else { return read };
    let degraded = Degraded::of(profile, loci, settings);
    let of_locus = |(l, read): (usize, Option<Genotype>)| Some(degraded.reading(l, &loci[l], read?));
    read.into_iter().enumerate().map(of_locus).collect()
}

/// The registry as a case: families, remains with DNA, the other lines of evidence.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The case.
    pub case: Case,
    /// The lines of evidence besides DNA, in the case's order of remains and missing persons.
    pub lines: Lines,
    /// Identifications that stand without DNA.
    pub identified: Vec<Identified>,
    /// The prior number of people outside, or what its estimate begins with; under the case's own prior the
    /// configurations are looked for.
    pub outside: f64,
    /// Whether it is still to be estimated from the evidence.
    pub estimated: bool,
    /// Whether how the dead lie is still to be learned.
    pub learns: bool,
    /// The registry's own lines of descent.
    database: Arc<Database>,
    settings: Settings,
}

impl Assembled {
    /// The same with some lines of evidence left out.
    #[must_use]
    pub fn without(&self, lines: &[Line]) -> Self {
        let mut changed = self.clone();
        changed.lines = self.lines.without(lines);
        changed.weigh();
        changed
    }
}

/// A pair is settled by its DNA alone where this is its posterior, among all pairs of the same remains.
const SETTLED: f64 = 0.999;

impl Assembled {
    /// What male and maternal lines of the registry are worth.
    #[must_use]
    pub fn worths(&self) -> Worths {
        self.database.worth(self.settings.lineage_theta)
    }

    /// Learns from the pairs that DNA alone settles what differs from region to region: how the dead lie
    /// ([`Lines::learn_places`]). What the DNA says does not depend on it, so that nothing is counted twice. Weighs the
    /// lines of evidence then.
    pub fn learn(&mut self, pairwise: &Pairwise) {
        self.learn_places(pairwise);
        self.weigh();
    }

    fn learn_places(&mut self, pairwise: &Pairwise) {
        let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        let mut all = vec![self.outside; self.case.remains.len()];
        for (m, row) in pairwise.ln_lr.iter().enumerate() {
            for (r, ln_lr) in row.iter().enumerate() {
                let lr = ln_lr.exp();
                all[r] += lr;
                let most = best.entry(r).or_insert((lr, m));
                if lr > most.0 {
                    *most = (lr, m);
                }
            }
        }
        let settled = best.into_iter().filter(|(r, (lr, _))| *lr >= SETTLED * all[*r]);
        let settled: Vec<(usize, usize)> = settled.map(|(r, (_, m))| (r, m)).collect();
        self.lines.learn_places(&settled);
        self.learns = false;
    }

    /// What the lines of evidence say of each pair.
    fn weigh(&mut self) {
        let lines = &self.lines;
        self.case.ln_other =
            (0..self.case.remains.len()).into_par_iter().map(|r| lines.of(r).row()).collect();
    }
}

/// Makes a case of the registry. What lines besides DNA say of the pairs is weighed once it is learned how the dead lie
/// ([`Assembled::learn`]).
#[must_use]
pub fn case(registry: &Registry, described: &Described, settings: &Settings) -> Assembled {
    assemble(registry, described, settings, &mut None)
}

/// The same against what was learned before, if that is still near enough; otherwise it is learned again, and what `before`
/// held is gone.
fn assemble(
    registry: &Registry,
    described: &Described,
    settings: &Settings,
    before: &mut Option<Learned>,
) -> Assembled {
    let loci = loci(&frequencies(registry), settings);
    let profiles = registry.profiles_by_subject();
    let groups = described.groups(registry.missing.values());
    let of_person = |id: &str| of_person(&profiles, id);
    let read = |view: &FamilyView<'_>| {
        let family = family(view, &loci, of_person)?;
        let lineages = Lineages::read(view.id, &family.pedigree, of_person);
        Some((family, lineages))
    };
    // Of whose family nobody gave DNA is compared as well: by the other lines, and where several of a family are
    // missing by the likeness of remains to each other, which are not those of another family's brothers then.
    let views = registry.families();
    let (families, lineages): (Vec<Family>, Vec<Lineages>) = views.par_iter().filter_map(read).unzip();
    let mut database = (*settings.population).clone();
    lineages.iter().for_each(|lines| lines.enter(&mut database));
    let sides = |(family, lines): (&Family, &Lineages)| -> Vec<AnteMortem> {
        let of_missing = |(member, id): (&usize, &String)| {
            let missing = registry.missing.get(id)?;
            let mut side = described.before(missing, family.pedigree.members()[*member].sex);
            lines.tell(*member, &mut side);
            side.groups = groups.get(id.as_str()).cloned().unwrap_or_default();
            described.leave_out(Noun::MissingPerson, id, |line| side.leave_out(line));
            Some(side)
        };
        family.missing.iter().zip(&family.missing_ids).filter_map(of_missing).collect()
    };
    let ante_mortem: Vec<AnteMortem> = families.par_iter().zip(&lineages).flat_map_iter(sides).collect();
    let side = |r: &registry::Remains| {
        let profile = profiles.get(&Subject::Remains(r.id.clone())).map(Cow::as_ref);
        let side = described.after(r, profile);
        let genotypes = remains_genotypes(&loci, profile, side.sex.sex, settings);
        let is_read = side.y_haplotype.is_some() || side.mitochondrial.is_some();
        let is_compared = is_read || genotypes.iter().any(Option::is_some);
        is_compared.then(|| (Remains { id: r.id.clone(), sex: side.sex.sex, genotypes }, side))
    };
    let found: Vec<&registry::Remains> = registry.remains.values().collect();
    let (remains, post_mortem): (Vec<Remains>, Vec<PostMortem>) =
        found.into_par_iter().filter_map(side).unzip();
    let outside = settings.outside.unwrap_or(registry.missing.len() as f64).max(1.0);
    let mut case = Case {
        loci,
        families,
        remains,
        ln_other: Vec::new(),
        prior: Prior::Open { outside },
        theta: settings.theta,
        contamination: settings.contamination,
        alike: Vec::new(),
    };
    case.alike = described.alike(&case);
    let conclusions = conclusions(&case, described);
    let options = lineage::Options { theta: settings.lineage_theta, contamination: settings.contamination };
    let (missing_ids, remains_ids) = ids(&case);
    let people = People {
        loci: &case.loci,
        database: &database,
        missing: (&missing_ids, &ante_mortem),
        remains: (&remains_ids, &post_mortem),
    };
    *before = before.take().filter(|learned| learned.is_near(&people, settings));
    let identified = described.identified.clone();
    let (lines, outside) = match before {
        Some(learned) => {
            let known = learned.known(&people);
            let lines = Lines::against(&learned.reference, known, ante_mortem, post_mortem, conclusions);
            (lines.with_lineages(&learned.database, options), learned.outside)
        }
        None => {
            (Lines::new(ante_mortem, post_mortem, conclusions).with_lineages(&database, options), outside)
        }
    };
    let learns = before.is_none();
    let estimated = learns && settings.outside.is_none();
    Assembled {
        case,
        lines,
        identified,
        outside,
        estimated,
        learns,
        database: Arc::new(database),
        settings: settings.clone(),
    }
}

/// A family with what was read of its members; `None` if its pedigree is impossible, which can't be imported.
fn family<'a>(
    view: &FamilyView<'_>,
    loci: &[Locus],
    of_person: impl Fn(&str) -> Option<&'a Profile>,
) -> Option<Family> {
    let pedigree = view.pedigree().ok()?;
    let genotypes = by_locus(loci, &pedigree, of_person);
    let missing = view.missing.iter().filter_map(|m| Some((pedigree.find(&m.person)?, m.id.clone())));
    let (missing, missing_ids) = missing.unzip();
    Some(Family { id: view.id.to_owned(), missing, missing_ids, pedigree, genotypes })
}

/// Ids of a case's missing persons and remains.
fn ids(case: &Case) -> (Vec<&str>, Vec<&str>) {
    (
        case.missing().map(|m| case.missing_id(m)).collect(),
        case.remains.iter().map(|r| r.id.as_str()).collect(),
    )
}

/// Examiners' conclusions by indices of the case.
fn conclusions(case: &Case, described: &Described) -> BTreeMap<(usize, usize), Vec<Conclusion>> {
    let missing: BTreeMap<&str, usize> =
        case.missing().enumerate().map(|(i, m)| (case.missing_id(m), i)).collect();
    let remains: BTreeMap<&str, usize> =
        case.remains.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let at = described.conclusions.iter().filter_map(|((of_remains, of_missing), conclusions)| {
        let pair = (*remains.get(of_remains.as_str())?, *missing.get(of_missing.as_str())?);
        Some((pair, described.concluded(of_remains, of_missing, conclusions).collect()))
    });
    at.collect()
}

/// What a line of evidence contributed to a hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// What it says.
    #[serde(flatten)]
    pub weight: Weight,
    /// What the joint posterior would be without this line, of this pair and of all others; to about three decimals
    /// ([`Weighed::without_each`]).
    pub posterior_without: f64,
}

/// A hypothesis that is worth reporting.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Remains id.
    pub remains: String,
    /// Missing person's id.
    pub missing: String,
    /// log10 LR of the DNA.
    pub log10_lr_dna: f64,
    /// log10 LR of the DNA and all other lines.
    pub log10_lr: f64,
    /// Joint posterior.
    pub posterior: f64,
    /// The posterior from the pair alone, from its remains, from its missing person.
    pub views: Views,
    /// The other lines.
    pub lines: Vec<Contribution>,
}

/// What was learned of everybody, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LearnedOf {
    /// How the dead lie, from pairs that DNA alone settles.
    #[serde(flatten)]
    pub places: Shares,
    /// Missing persons who were there; 0 of searches that did not say so.
    #[serde(default)]
    pub missing: usize,
    /// Remains that were there.
    #[serde(default)]
    pub remains: usize,
}

/// What a search gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Hypotheses of at least [`REPORTED`], best first.
    pub found: Vec<Found>,
    /// Identifications without DNA that the DNA contradicts.
    pub contradicted: Vec<Doubt>,
    /// What was learned of everybody.
    pub learned: LearnedOf,
    /// How many missing persons were compared.
    pub missing: usize,
    /// How many remains were compared.
    pub remains: usize,
    /// The prior number of people outside the registry.
    pub outside: f64,
    /// Bound on the posterior probability left out.
    pub dropped_mass: f64,
    /// The largest error that a posterior may have, where families were too many for an exact sum
    /// ([`kintrace_identification::Joint::standard_error`]).
    pub standard_error: f64,
}

/// What follows from the pairs' DNA and the other lines. `doubtful` is the DNA with what is doubted of it; where
/// `explained`, it is computed for each line what would follow without it.
#[must_use]
pub fn conclude(
    assembled: &Assembled,
    tables: &Tables,
    pairwise: &Pairwise,
    doubtful: &Pairwise,
    explained: bool,
) -> Outcome {
    let case = &assembled.case;
    let weighed = Weighed::find(tables, case, pairwise, doubtful, JointOptions::of_region(case));
    let outside = if assembled.estimated { weighed.outside() } else { assembled.outside };
    let weighed = weighed.with_outside(outside);
    let without = || if explained { weighed.without_each(&assembled.lines) } else { Vec::new() };
    let (all, without) = rayon::join(|| weighed.joint(), without);
    let offsets = case.offsets();
    let viewed = weighed.viewed(outside);
    let of_remains = |(r, row): (usize, &BTreeMap<MissingIndex, f64>)| {
        let lines = explained.then(|| assembled.lines.of(r));
        let of_pair = |(m, posterior): (&MissingIndex, &f64)| {
            let column = offsets[m.family] + m.position;
            let dna = pairwise.ln_lr[column][r];
            let weights = lines.as_ref().map(|lines| lines.pair(column)).unwrap_or_default();
            let contribution = |weight: Weight| {
                let of_line = without.iter().find(|(line, _)| *line == weight.line);
                let posterior_without =
                    of_line.map_or(*posterior, |(_, pairs)| pairs[r].get(m).copied().unwrap_or(0.0));
                Contribution { weight, posterior_without }
            };
            Found {
                remains: case.remains[r].id.clone(),
                missing: case.missing_id(*m).to_owned(),
                log10_lr_dna: dna / LN_10,
                log10_lr: (dna + case.ln_other[r][column]) / LN_10,
                posterior: *posterior,
                views: viewed.of(r, column),
                lines: weights.into_iter().map(contribution).collect(),
            }
        };
        row.iter().filter(|(_, p)| **p >= REPORTED).map(of_pair).collect::<Vec<Found>>()
    };
    let mut found: Vec<Found> = all.pairs.par_iter().enumerate().flat_map_iter(of_remains).collect();
    found.sort_by(|a, b| {
        b.posterior
            .total_cmp(&a.posterior)
            .then_with(|| b.log10_lr.total_cmp(&a.log10_lr))
            .then_with(|| (&a.remains, &a.missing).cmp(&(&b.remains, &b.missing)))
    });
    Outcome {
        contradicted: doubts::contradicted(&assembled.identified, case, pairwise, &found),
        found,
        learned: LearnedOf {
            places: assembled.lines.places(),
            missing: assembled.lines.reference().missing().len(),
            remains: assembled.lines.reference().remains().len(),
        },
        missing: case.missing().count(),
        remains: case.remains.len(),
        outside,
        dropped_mass: all.dropped_mass,
        standard_error: all.standard_error,
    }
}

/// One pair, locus by locus, everybody else unidentified: the loci at which both sides were typed.
#[must_use]
pub fn pair(
    table: &FrequencyTable,
    pedigree: &Pedigree,
    missing: usize,
    relatives: &BTreeMap<String, Profile>,
    remains: &Profile,
    settings: &Settings,
) -> LikelihoodRatio {
    let loci = loci(table, settings);
    let found = remains_genotypes(&loci, Some(remains), pedigree.members()[missing].sex, settings);
    let read = by_locus(&loci, pedigree, |id| relatives.get(id));
    let of_both: Vec<_> = loci.iter().zip(read).zip(found).filter(|(_, found)| found.is_some()).collect();
    // A large family takes a tenth of a second, and somebody waits for the page.
    let compared = of_both.into_par_iter().map(|((locus, read), found)| {
        // As the search does.
        let result = if settings.theta == 0.0 {
            LocusResult::compute(pedigree, missing, locus, read, found, 0.0)
        } else {
            LocusResult::in_subpopulation(pedigree, missing, locus, read, found, settings.theta)
        };
        result.contaminated(settings.contamination)
    });
    LikelihoodRatio { loci: compared.collect() }
}
