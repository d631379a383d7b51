//! `kinship-cases/1`, `power-cases/1` and `dvi-cases/1`: cases as JSON, for comparing Kintrace with other programs.
//!
//! All hold `frequencies` (locus → allele → frequency, adding up to 1) and `cases`. A case names its
//! `loci`, `mutation` and `theta`; pedigree members have `id`, `father`, `mother`, `sex`, and founders of whose ancestors
//! something is known `inbreeding`, or `related_to` and `kinship_coefficient`; profiles map a locus to two alleles, an
//! X-chromosomal locus of a man to one.
//!
//! An allele that is typed but has no frequency gets [`MINIMUM_FREQUENCY`], the others being scaled.
//!
//! Members of a case that matter to one format only:
//! * kinship: `missing` (always a member's id), `profiles.remains`, and `silent_allele_frequency`, of an allele at each
//!   locus that is never seen, `drop_out`, how often an allele of the remains fails to show (a number, or one a locus),
//!   `drop_in`, how often one that is not theirs is read at a locus, with `likelier_dropped_in` (locus → allele → factor, 1
//!   if not given), by how much its peak is likelier of such a one, and `contamination`, how often what was read of them
//!   at a locus is somebody else's (each 0 if not given);
//! * power: as kinship, without remains, `mutation` and `theta`;
//! * DVI: `remains` (with `id`, `sex`, `profile`) and `families` (with `missing` ids).

use std::collections::BTreeMap;

use kintrace_identification::{Case, Family, Prior, Remains};
use kintrace_kinship::frequency::MINIMUM_FREQUENCY;
use kintrace_kinship::pedigree::{Founder, Row};
use kintrace_kinship::{
    AllelePair, FrequencyTable, Genotype, Inheritance, LikelihoodRatio, Locus, LocusResult, Pedigree, Sex,
    allele, polynomial,
};
use serde::Deserialize;

use kintrace_casework::Faults;

use crate::mutation_models::MutationJson;

/// A kinship case: remains against one missing person.
#[derive(Debug, Clone)]
pub struct KinshipCase {
    /// The case's id.
    pub id: String,
    /// Pedigree of the family.
    pub pedigree: Pedigree,
    /// The missing person, as a member of the pedigree.
    pub missing: usize,
    /// Loci with the genotypes of the members and that of the remains.
    pub loci: Vec<(Locus, Vec<Option<Genotype>>, Option<Genotype>)>,
    /// Coancestry coefficient θ.
    pub theta: f64,
    /// P(what was read of the remains at a locus is somebody else's).
    pub contamination: f64,
}

impl KinshipCase {
    /// The likelihood ratio, locus by locus: exact but for [`Self::expected`].
    #[must_use]
    pub fn likelihood_ratio(&self) -> LikelihoodRatio {
        let (pedigree, missing, theta) = (&self.pedigree, self.missing, self.theta);
        let of_locus = |(locus, genotypes, remains): &(Locus, Vec<Option<Genotype>>, Option<Genotype>)| {
            if self.is_within_reach(locus, genotypes, *remains) {
                LocusResult::compute(pedigree, missing, locus, genotypes.clone(), *remains, theta)
            } else {
                LocusResult::in_subpopulation(pedigree, missing, locus, genotypes.clone(), *remains, theta)
            }
        };
        let ratio = LikelihoodRatio { loci: self.loci.iter().map(of_locus).collect() };
        ratio.contaminated(self.contamination)
    }

    /// The loci at which the sum with θ is out of reach: there the subpopulation's frequencies are taken as expected
    /// ([`kintrace_kinship::subpopulation`]), as a search takes them everywhere.
    #[must_use]
    pub fn expected(&self) -> Vec<&str> {
        let out_of_reach =
            self.loci.iter().filter(|(l, read, remains)| !self.is_within_reach(l, read, *remains));
        out_of_reach.map(|(locus, ..)| locus.name()).collect()
    }

    fn is_within_reach(
        &self,
        locus: &Locus,
        genotypes: &[Option<Genotype>],
        remains: Option<Genotype>,
    ) -> bool {
        let mut joint = genotypes.to_vec();
        joint[self.missing] = remains;
        self.theta == 0.0 || polynomial::is_within_reach(&self.pedigree, locus, &joint)
    }
}

type Alleles = BTreeMap<String, f64>;
type Typed = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
struct File<C> {
    format: String,
    #[serde(default)]
    frequencies: BTreeMap<String, Alleles>,
    #[serde(default)]
    x_chromosomal: Vec<String>,
    cases: Vec<C>,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: String,
}

/// One or several names: a case with a single locus may give it without brackets.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// One model for all loci, or one for each.
#[derive(Deserialize)]
#[serde(untagged)]
enum MutationOfCase {
    All(MutationJson),
    ByLocus(BTreeMap<String, MutationJson>),
}

#[derive(Deserialize)]
struct MemberJson {
    id: String,
    father: Option<String>,
    mother: Option<String>,
    sex: String,
    inbreeding: Option<f64>,
    related_to: Option<String>,
    kinship_coefficient: Option<f64>,
}

#[derive(Deserialize)]
struct KinshipJson {
    id: String,
    mutation: Option<MutationOfCase>,
    #[serde(default)]
    theta: f64,
    loci: OneOrMany,
    pedigree: Vec<MemberJson>,
    missing: String,
    profiles: BTreeMap<String, Typed>,
    #[serde(default)]
    silent_allele_frequency: f64,
    #[serde(default)]
    drop_out: DropOut,
    #[serde(default)]
    drop_in: f64,
    #[serde(default)]
    likelier_dropped_in: BTreeMap<String, BTreeMap<String, f64>>,
    #[serde(default)]
    contamination: f64,
}

/// How often an allele of the remains fails to show: at each locus, or by locus (0 at those that are not named).
#[derive(Deserialize)]
#[serde(untagged)]
enum DropOut {
    Everywhere(f64),
    ByLocus(BTreeMap<String, f64>),
}

impl Default for DropOut {
    fn default() -> Self {
        Self::Everywhere(0.0)
    }
}

impl DropOut {
    fn at(&self, locus: &str) -> f64 {
        match self {
            Self::Everywhere(d) => *d,
            Self::ByLocus(by_locus) => by_locus.get(locus).copied().unwrap_or(0.0),
        }
    }
}

#[derive(Deserialize)]
struct DviJson {
    id: String,
    mutation: MutationOfCase,
    #[serde(default)]
    theta: f64,
    loci: OneOrMany,
    #[serde(default)]
    frequencies: BTreeMap<String, Alleles>,
    remains: Vec<RemainsJson>,
    families: Vec<FamilyJson>,
}

#[derive(Deserialize)]
struct RemainsJson {
    id: String,
    sex: String,
    profile: Typed,
}

#[derive(Deserialize)]
struct FamilyJson {
    id: String,
    missing: OneOrMany,
    pedigree: Vec<MemberJson>,
    #[serde(default)]
    profiles: BTreeMap<String, Typed>,
}

/// Where in the file we are, for faults.
struct At<'a> {
    file: &'a str,
    case: &'a str,
}

impl At<'_> {
    fn fault(&self, field: &str, expected: impl Into<String>) -> Faults {
        let mut faults = Faults::of_file(self.file, expected);
        faults.0[0].column = format!("case {}, {field}", self.case);
        faults
    }
}

/// The `format` of a JSON text, if it says one.
#[must_use]
pub fn format(text: &str) -> Option<String> {
    serde_json::from_str::<FormatOnly>(text).ok().map(|f| f.format)
}

/// Reads `kinship-cases/1`.
///
/// # Errors
/// A fault with line and field, or case and field.
pub fn kinship_cases(file: &str, text: &str) -> Result<Vec<KinshipCase>, Faults> {
    cases(file, text, "kinship-cases/1")
}

/// Reads `power-cases/1`: families whose missing person has not been found. There is no mutation in them, so
/// a genotype that the relatives don't allow is impossible.
///
/// # Errors
/// A fault with line and field, or case and field.
pub fn power_cases(file: &str, text: &str) -> Result<Vec<KinshipCase>, Faults> {
    cases(file, text, "power-cases/1")
}

fn cases(file: &str, text: &str, format: &str) -> Result<Vec<KinshipCase>, Faults> {
    let json: File<KinshipJson> = parse(file, text, format)?;
    let none = MutationOfCase::All(MutationJson::none());
    json.cases
        .iter()
        .map(|case| {
            let at = At { file, case: &case.id };
            let typed: Vec<&Typed> = case.profiles.values().collect();
            let table = Table {
                frequencies: &json.frequencies,
                x_chromosomal: &json.x_chromosomal,
                silent: case.silent_allele_frequency,
            };
            let mutation = match &case.mutation {
                Some(mutation) => mutation,
                None if format == "power-cases/1" => &none,
                None => return Err(at.fault("mutation", "this was expected")),
            };
            let loci = loci(&at, &table, &case.loci, mutation, &typed)?;
            let pedigree = pedigree(&at, "pedigree", &case.pedigree)?;
            let missing = pedigree
                .find(&case.missing)
                .ok_or_else(|| at.fault("missing", format!("{:?} is not in the pedigree", case.missing)))?;
            if let Some(id) = case.profiles.keys().find(|id| *id != "remains" && pedigree.find(id).is_none())
            {
                return Err(at.fault("profiles", format!("{id:?} is not in the pedigree")));
            }
            let sex = pedigree.members()[missing].sex;
            let loci = loci
                .into_iter()
                .map(|locus| {
                    let genotypes = member_genotypes(&at, &pedigree, &locus, &case.profiles)?;
                    let remains = case.profiles.get("remains");
                    let remains = remains.map_or(Ok(None), |t| genotype(&at, "remains", &locus, sex, t))?;
                    let drop_out = probability(&at, "drop_out", case.drop_out.at(locus.name()))?;
                    let drop_in = probability(&at, "drop_in", case.drop_in)?;
                    let likelier = case.likelier_dropped_in.get(locus.name());
                    let likelier = likelier_of(&at, &locus, likelier, remains)?;
                    let remains = remains
                        .map(|g| g.with_drop_out(drop_out).with_drop_in(&locus, drop_in, drop_out, likelier));
                    Ok((locus, genotypes, remains))
                })
                .collect::<Result<_, Faults>>()?;
            let theta = probability(&at, "theta", case.theta)?;
            let contamination = probability(&at, "contamination", case.contamination)?;
            Ok(KinshipCase { id: case.id.clone(), pedigree, missing, loci, theta, contamination })
        })
        .collect()
}

/// By how much the peaks of what was read are likelier of an allele that dropped in: 1 where the case says nothing.
fn likelier_of(
    at: &At<'_>,
    locus: &Locus,
    stated: Option<&BTreeMap<String, f64>>,
    read: Option<Genotype>,
) -> Result<(f64, f64), Faults> {
    let Some(Genotype::Pair(a, b)) = read else { return Ok((1.0, 1.0)) };
    let of = |allele: usize| {
        let label = &locus.labels()[allele];
        let factor = stated.and_then(|stated| stated.get(label)).copied().unwrap_or(1.0);
        let is_sound = factor.is_finite() && factor >= 0.0;
        is_sound.then_some(factor).ok_or_else(|| {
            at.fault(&format!("likelier_dropped_in, {}, {label}", locus.name()), "a factor of 0 or more")
        })
    };
    Ok((of(a)?, of(b)?))
}

/// Reads `dvi-cases/1`: each case's id, and the case with a flat prior and pairs of different sex
/// excluded.
///
/// # Errors
/// A fault with line and field, or case and field.
pub fn dvi_cases(file: &str, text: &str) -> Result<Vec<(String, Case)>, Faults> {
    let json: File<DviJson> = parse(file, text, "dvi-cases/1")?;
    json.cases
        .iter()
        .map(|case| {
            let at = At { file, case: &case.id };
            let frequencies = if case.frequencies.is_empty() { &json.frequencies } else { &case.frequencies };
            let typed: Vec<&Typed> = case
                .families
                .iter()
                .flat_map(|f| f.profiles.values())
                .chain(case.remains.iter().map(|r| &r.profile))
                .collect();
            let table = Table { frequencies, x_chromosomal: &json.x_chromosomal, silent: 0.0 };
            let loci = loci(&at, &table, &case.loci, &case.mutation, &typed)?;
            let families = case
                .families
                .iter()
                .map(|f| family(&at, &loci, f))
                .collect::<Result<Vec<Family>, Faults>>()?;
            let remains = case
                .remains
                .iter()
                .map(|r| {
                    let sex = sex(&at, &r.id, &r.sex)?;
                    let genotypes = loci
                        .iter()
                        .map(|locus| genotype(&at, &r.id, locus, sex, &r.profile))
                        .collect::<Result<_, Faults>>()?;
                    Ok(Remains { id: r.id.clone(), sex, genotypes })
                })
                .collect::<Result<Vec<Remains>, Faults>>()?;
            let mut built = Case {
                loci,
                families,
                remains,
                ln_other: Vec::new(),
                prior: Prior::Flat,
                theta: probability(&at, "theta", case.theta)?,
                contamination: 0.0,
                alike: Vec::new(),
            };
            built.ln_other = built.excluded_by_sex();
            Ok((case.id.clone(), built))
        })
        .collect()
}

fn parse<C: for<'a> Deserialize<'a>>(file: &str, text: &str, wanted: &str) -> Result<File<C>, Faults> {
    let json: File<C> = serde_json::from_str(text).map_err(|e| {
        let mut faults = Faults::of_file(file, format!("not {wanted} JSON: {e}"));
        faults.0[0].row = e.line();
        faults
    })?;
    if json.format != wanted {
        let mut faults = Faults::of_file(file, format!("{wanted:?} was expected"));
        "format".clone_into(&mut faults.0[0].column);
        faults.0[0].value = json.format;
        return Err(faults);
    }
    Ok(json)
}

fn probability(at: &At<'_>, field: &str, value: f64) -> Result<f64, Faults> {
    if (0.0..1.0).contains(&value) {
        Ok(value)
    } else {
        Err(at.fault(field, format!("{value} is not between 0 and 1")))
    }
}

/// What is known of loci.
struct Table<'a> {
    frequencies: &'a BTreeMap<String, Alleles>,
    x_chromosomal: &'a [String],
    /// Frequency of a silent allele at each of them.
    silent: f64,
}

fn loci(
    at: &At<'_>,
    known: &Table<'_>,
    names: &OneOrMany,
    mutation: &MutationOfCase,
    typed: &[&Typed],
) -> Result<Vec<Locus>, Faults> {
    let names = match names {
        OneOrMany::One(name) => std::slice::from_ref(name),
        OneOrMany::Many(names) => names.as_slice(),
    };
    names
        .iter()
        .map(|name| {
            let alleles = known
                .frequencies
                .get(name)
                .ok_or_else(|| at.fault("loci", format!("no frequencies for locus {name:?}")))?;
            let mut table = FrequencyTable::default();
            table
                .insert(name, alleles.iter().map(|(a, f)| (a.clone(), *f)).collect())
                .map_err(|e| at.fault("frequencies", e.to_string()))?;
            for label in typed.iter().filter_map(|t| t.get(name)).flatten() {
                if let Ok(label) = allele::normalize(label) {
                    table.add_rare_allele(name, &label, MINIMUM_FREQUENCY);
                }
            }
            let model = match mutation {
                MutationOfCase::All(model) => Some(model),
                MutationOfCase::ByLocus(models) => models.get(name),
            };
            let model =
                model.ok_or_else(|| at.fault("mutation", format!("no mutation model for {name:?}")))?;
            let model = model.stated().map_err(|e| at.fault("mutation", format!("locus {name}: {e}")))?;
            let inheritance = if known.x_chromosomal.contains(name) {
                Inheritance::XChromosomal
            } else {
                Inheritance::Autosomal
            };
            let alleles = table.locus(name).unwrap_or(&[]);
            let labels: Vec<&str> = alleles.iter().map(|(label, _)| label.as_str()).collect();
            Locus::with_silent(name, inheritance, alleles, known.silent, model.for_alleles(&labels))
                .map_err(|e| at.fault("mutation", format!("locus {name}: {e}")))
        })
        .collect()
}

fn sex(at: &At<'_>, id: &str, text: &str) -> Result<Sex, Faults> {
    match text {
        "male" => Ok(Sex::Male),
        "female" => Ok(Sex::Female),
        "unknown" => Ok(Sex::Unknown),
        other => Err(at.fault("sex", format!("{id}: {other:?}; male, female or unknown was expected"))),
    }
}

fn pedigree(at: &At<'_>, field: &str, members: &[MemberJson]) -> Result<Pedigree, Faults> {
    let rows = members
        .iter()
        .map(|m| {
            Ok(Row {
                id: m.id.clone(),
                father: m.father.clone(),
                mother: m.mother.clone(),
                sex: sex(at, &m.id, &m.sex)?,
            })
        })
        .collect::<Result<Vec<Row>, Faults>>()?;
    let founders: Vec<Founder> = members
        .iter()
        .filter_map(|m| Founder::stated(&m.id, m.inbreeding, m.related_to.as_deref(), m.kinship_coefficient))
        .collect();
    Pedigree::new(&rows)
        .and_then(|pedigree| pedigree.with_founders(&founders))
        .map_err(|faults| Faults(faults.iter().flat_map(|f| at.fault(field, f.to_string()).0).collect()))
}

fn family(at: &At<'_>, loci: &[Locus], json: &FamilyJson) -> Result<Family, Faults> {
    let pedigree = pedigree(at, &format!("family {}", json.id), &json.pedigree)?;
    let missing_ids = match &json.missing {
        OneOrMany::One(id) => vec![id.clone()],
        OneOrMany::Many(ids) => ids.clone(),
    };
    let missing = missing_ids
        .iter()
        .map(|id| {
            pedigree
                .find(id)
                .ok_or_else(|| at.fault("missing", format!("{id:?} is not in family {}", json.id)))
        })
        .collect::<Result<_, Faults>>()?;
    if let Some(id) = json.profiles.keys().find(|id| pedigree.find(id).is_none()) {
        return Err(at.fault("profiles", format!("{id:?} is not in family {}", json.id)));
    }
    let genotypes = loci
        .iter()
        .map(|locus| member_genotypes(at, &pedigree, locus, &json.profiles))
        .collect::<Result<_, Faults>>()?;
    Ok(Family { id: json.id.clone(), pedigree, missing, missing_ids, genotypes })
}

fn member_genotypes(
    at: &At<'_>,
    pedigree: &Pedigree,
    locus: &Locus,
    profiles: &BTreeMap<String, Typed>,
) -> Result<Vec<Option<Genotype>>, Faults> {
    pedigree
        .members()
        .iter()
        .map(|m| profiles.get(&m.id).map_or(Ok(None), |typed| genotype(at, &m.id, locus, m.sex, typed)))
        .collect()
}

fn genotype(
    at: &At<'_>,
    id: &str,
    locus: &Locus,
    sex: Sex,
    typed: &Typed,
) -> Result<Option<Genotype>, Faults> {
    let Some(alleles) = typed.get(locus.name()) else { return Ok(None) };
    let labels = alleles
        .iter()
        .map(|a| allele::normalize(a).or_else(|e| locus.allele(a).map(|_| a.clone()).map_err(|_| e)))
        .collect::<Result<Vec<String>, _>>()
        .map_err(|e| at.fault("profiles", format!("{id}, {}: {e}", locus.name())))?;
    let pair = match labels.as_slice() {
        [] => return Ok(None),
        [one] => AllelePair::one(one),
        [one, two] => AllelePair::new(one, two),
        _ => {
            return Err(at.fault(
                "profiles",
                format!("{id}, {}: {} alleles; two were expected", locus.name(), labels.len()),
            ));
        }
    };
    locus.genotype(&pair, sex).map(Some).map_err(|e| at.fault("profiles", format!("{id}: {e}")))
}
