//! From the registry to hypotheses.
//!
//! The registry holds what people reported and laboratories read; the engine compares genotypes on
//! pedigrees. Here the one becomes the other ([`case`]), with every number that the office may want to
//! see or change in [`Settings`]; [`search`] runs it, and [`pair`] shows one pair locus by locus.

use std::collections::BTreeMap;

use kintrace_casework::locus_name;
use kintrace_casework::registry::{MissingPerson, Registry, Remains as FoundRemains, Subject};
use kintrace_identification::evidence::{age_agrees, ln_lr_age, ln_lr_sex};
use kintrace_identification::joint::{Joint, joint};
use kintrace_identification::{Case, Family, JointOptions, MissingIndex, Pairwise, Prior, Remains};
use kintrace_kinship::{
    FrequencyTable, Genotype, Inheritance, LN_10, LikelihoodRatio, Locus, Mutation, MutationModel, Pedigree,
    Profile, Sex, builtin,
};
use rayon::prelude::*;

/// The version that made a number, stored beside it.
pub const ENGINE: &str = concat!("kintrace ", env!("CARGO_PKG_VERSION"));

/// Everything that a result depends on besides the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Probability that a mother's transmitted allele mutates, at each locus. Default 0.0005, the
    /// average of autosomal STRs (Brinkmann et al. 1998, *Am J Hum Genet* 62:1408; AABB 2008).
    pub mutation_female: f64,
    /// The same for fathers; default 0.002.
    pub mutation_male: f64,
    /// How many people outside the registry could lie where remains are found; `None`: as many as
    /// are missing in the registry.
    pub outside: Option<f64>,
    /// Coancestry coefficient θ.
    pub theta: f64,
    /// Frequency of an allele at each locus that the kit does not show ([`Locus::with_silent`]); 0: none.
    pub silent: f64,
    /// Whether what looks homozygous in remains may hide an allele that dropped out; see [`drop_out`].
    pub drop_out: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mutation_female: 0.0005,
            mutation_male: 0.002,
            outside: None,
            theta: 0.0,
            silent: 0.0,
            drop_out: true,
        }
    }
}

/// Years by which death may follow the day a person was last seen.
const YEARS_AFTER_LAST_SEEN: f64 = 2.0;

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
    table
        .loci()
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
            Locus::with_silent(name, inheritance, alleles, settings.silent, stepwise)
                .or_else(|_| Locus::with_silent(name, inheritance, alleles, settings.silent, equal))
                .ok()
        })
        .collect()
}

/// Probability that one copy of an allele was not seen in a sample, from how much of the profile is
/// missing: 1 % in a full profile, rising by half of the share of loci without a result, to 25 % at
/// most. (Loci fail as a whole when their fragments are too long, so the alleles of those that worked
/// fail less often than the square root of that share would say.)
#[must_use]
pub fn drop_out(typed: usize, loci: usize) -> f64 {
    let failed = 1.0 - typed as f64 / loci.max(1) as f64;
    (0.01 + 0.5 * failed).min(0.25)
}

/// Genotypes of a profile at the loci, for a person of this sex.
fn genotypes(loci: &[Locus], profile: Option<&Profile>, sex: Sex) -> Vec<Option<Genotype>> {
    loci.iter()
        .map(|locus| {
            profile.and_then(|p| p.get(locus.name())).and_then(|pair| locus.genotype(pair, sex).ok())
        })
        .collect()
}

/// Genotypes of remains, with what may have dropped out.
fn remains_genotypes(
    loci: &[Locus],
    profile: Option<&Profile>,
    sex: Sex,
    settings: &Settings,
) -> Vec<Option<Genotype>> {
    let read = genotypes(loci, profile, sex);
    if !settings.drop_out {
        return read;
    }
    let d = drop_out(read.iter().flatten().count(), loci.len());
    read.into_iter().map(|g| g.map(|g| g.with_drop_out(d))).collect()
}

/// The sex of remains: amelogenin's if it was typed, else the anthropologist's.
fn sex_of(remains: &FoundRemains, profile: Option<&Profile>) -> Sex {
    match profile.and_then(|p| p.get("AMEL")) {
        Some(pair) if pair.second.as_deref() == Some("Y") || pair.first == "Y" => Sex::Male,
        Some(pair) if pair.second.as_deref() == Some("X") && pair.first == "X" => Sex::Female,
        _ => remains.sex,
    }
}

/// Age when last seen, as an interval in years.
fn age(missing: &MissingPerson) -> Option<(f64, f64)> {
    let (born, seen) = (missing.born.as_ref()?, missing.last_seen.as_ref()?);
    let age = (seen.from - born.to, seen.to - born.from);
    (age.0.is_finite() && age.1.is_finite()).then_some(age)
}

/// The registry as a case: families with DNA, remains with DNA, evidence of sex and age.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The case.
    pub case: Case,
    /// Missing persons of whose family nobody gave DNA; they count among the people outside.
    pub without_dna: usize,
    /// The prior number of people outside that was used.
    pub outside: f64,
}

/// Makes a case of the registry.
#[must_use]
pub fn case(registry: &Registry, settings: &Settings) -> Assembled {
    let loci = loci(&frequencies(registry), settings);
    let profiles = registry.profiles_by_subject();
    let profile_of = |subject: Subject| profiles.get(&subject);
    let mut without_dna = 0;
    let families: Vec<Family> = registry
        .families()
        .iter()
        .filter_map(|view| {
            // A pedigree that is impossible can't be imported.
            let pedigree = view.pedigree().ok()?;
            let by_member: Vec<Vec<Option<Genotype>>> = pedigree
                .members()
                .iter()
                .map(|m| genotypes(&loci, profile_of(Subject::Person(m.id.clone())), m.sex))
                .collect();
            if by_member.iter().flatten().all(Option::is_none) {
                without_dna += view.missing.len();
                return None;
            }
            let genotypes = (0..loci.len()).map(|l| by_member.iter().map(|m| m[l]).collect()).collect();
            let missing: Vec<(usize, String)> = view
                .missing
                .iter()
                .filter_map(|m| pedigree.find(&m.person).map(|i| (i, m.id.clone())))
                .collect();
            Some(Family {
                id: view.id.to_owned(),
                missing: missing.iter().map(|m| m.0).collect(),
                missing_ids: missing.into_iter().map(|m| m.1).collect(),
                pedigree,
                genotypes,
            })
        })
        .collect();
    let mut found = Vec::new();
    let mut remains = Vec::new();
    for r in registry.remains.values() {
        let profile = profile_of(Subject::Remains(r.id.clone()));
        let sex = sex_of(r, profile);
        let genotypes = remains_genotypes(&loci, profile, sex, settings);
        if genotypes.iter().any(Option::is_some) {
            remains.push(Remains { id: r.id.clone(), sex, genotypes });
            found.push(r);
        }
    }
    let outside = settings.outside.unwrap_or(registry.missing.len() as f64).max(1.0);
    let mut case = Case {
        loci,
        families,
        remains,
        ln_other: Vec::new(),
        prior: Prior::Open { outside: outside + without_dna as f64 },
        theta: settings.theta,
    };
    case.ln_other = other_evidence(&case, registry, &found);
    Assembled { case, without_dna, outside }
}

/// ln LR of sex and age for every pair.
fn other_evidence(case: &Case, registry: &Registry, found: &[&FoundRemains]) -> Vec<Vec<f64>> {
    let missing: Vec<MissingIndex> = case.missing().collect();
    let sexes: Vec<Sex> = missing.iter().map(|m| case.missing_sex(*m)).collect();
    let known = sexes.iter().filter(|s| **s != Sex::Unknown).count().max(1);
    let male_share = sexes.iter().filter(|s| **s == Sex::Male).count() as f64 / known as f64;
    let ages: Vec<Option<(f64, f64)>> =
        missing.iter().map(|m| registry.missing.get(case.missing_id(*m)).and_then(age)).collect();
    let aged = ages.iter().flatten().count().max(1) as f64;
    found
        .par_iter()
        .zip(&case.remains)
        .map(|(record, remains)| {
            let share = record.age.map(|interval| {
                let agree = ages
                    .iter()
                    .flatten()
                    .filter(|a| age_agrees(interval, **a, YEARS_AFTER_LAST_SEEN))
                    .count();
                agree as f64 / aged
            });
            sexes
                .iter()
                .zip(&ages)
                .map(|(sex, age)| {
                    let age = match (record.age, age, share) {
                        (Some(interval), Some(age), Some(share)) => {
                            ln_lr_age(interval, *age, YEARS_AFTER_LAST_SEEN, share)
                        }
                        _ => 0.0,
                    };
                    ln_lr_sex(remains.sex, *sex, male_share) + age
                })
                .collect()
        })
        .collect()
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
    /// log10 LR of the DNA, sex and age.
    pub log10_lr: f64,
    /// Joint posterior.
    pub posterior: f64,
}

/// What a search gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Hypotheses of at least [`REPORTED`], best first.
    pub found: Vec<Found>,
    /// How many missing persons were compared.
    pub missing: usize,
    /// How many remains were compared.
    pub remains: usize,
    /// The prior number of people outside the registry.
    pub outside: f64,
    /// Bound on the posterior probability left out.
    pub dropped_mass: f64,
    /// Largest standard error of a posterior, where it was sampled.
    pub standard_error: f64,
}

/// Searches everything against everything. `done` is told after each missing person.
#[must_use]
pub fn search(assembled: &Assembled, done: &(impl Fn() + Sync)) -> Outcome {
    let case = &assembled.case;
    let pairwise = Pairwise::compute(case, done);
    let joint: Joint = joint(case, &pairwise.with_doubt(case, FALSE_RELATION), JointOptions::of_region(case));
    let offsets = case.offsets();
    let mut found = Vec::new();
    for (r, row) in joint.pairs.iter().enumerate() {
        for (m, posterior) in row.iter().filter(|(_, p)| **p >= REPORTED) {
            let column = offsets[m.family] + m.position;
            let dna = pairwise.ln_lr[column][r];
            found.push(Found {
                remains: case.remains[r].id.clone(),
                missing: case.missing_id(*m).to_owned(),
                log10_lr_dna: dna / LN_10,
                log10_lr: (dna + case.ln_other[r][column]) / LN_10,
                posterior: *posterior,
            });
        }
    }
    found.sort_by(|a, b| {
        b.posterior
            .total_cmp(&a.posterior)
            .then_with(|| b.log10_lr.total_cmp(&a.log10_lr))
            .then_with(|| (&a.remains, &a.missing).cmp(&(&b.remains, &b.missing)))
    });
    Outcome {
        found,
        missing: case.missing().count(),
        remains: case.remains.len(),
        outside: assembled.outside,
        dropped_mass: joint.dropped_mass,
        standard_error: joint.standard_error,
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
    let by_member: Vec<Vec<Option<Genotype>>> =
        pedigree.members().iter().map(|m| genotypes(&loci, relatives.get(&m.id), m.sex)).collect();
    let compared = loci
        .iter()
        .enumerate()
        .filter(|(l, _)| found[*l].is_some())
        .map(|(l, locus)| (locus, by_member.iter().map(|m| m[l]).collect::<Vec<_>>(), found[l]));
    LikelihoodRatio::compute(pedigree, missing, compared, settings.theta)
}
