//! One comparison as `kinship-cases/1`, so that whoever doubts a number computes it again: with `kintrace lr`, or with
//! any program that reads pedigrees and frequencies.

use std::collections::BTreeMap;

use kintrace_kinship::locus::SILENT;
use kintrace_kinship::{Inheritance, Locus, Member, MutationModel, Pedigree, Profile};
use serde_json::{Map, Value, json};

/// Remains against one missing person.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// What the case is called.
    pub id: &'a str,
    /// The family's pedigree, as it is compared.
    pub pedigree: &'a Pedigree,
    /// The missing person, as a member of it.
    pub missing: usize,
    /// The loci that are compared.
    pub loci: &'a [Locus],
    /// Profiles of members, by their ids.
    pub relatives: &'a BTreeMap<String, Profile>,
    /// The profile of the remains.
    pub remains: &'a Profile,
    /// How often an allele of the remains fails to show, by locus.
    pub drop_out: &'a [f64],
    /// How often an allele that is not theirs is read at a locus.
    pub drop_in: f64,
    /// By locus, by how much the peaks of two alleles are likelier of one that dropped in, in the order of their indices
    /// ([`kintrace_kinship::Genotype::with_drop_in`]); empty where no heights are known.
    pub likelier: &'a [(f64, f64)],
    /// How often what was read of them at a locus is somebody else's.
    pub contamination: f64,
    /// Coancestry coefficient.
    pub theta: f64,
}

impl Written<'_> {
    /// The file: one case, with `more` members that say what else was considered. Ids stand in it, and no names.
    #[must_use]
    pub fn json(&self, more: Map<String, Value>) -> Value {
        let silent = self.loci.iter().find_map(|l| Some(l.frequencies()[l.silent()?])).unwrap_or(0.0);
        let frequencies: Map<String, Value> = self
            .loci
            .iter()
            .map(|locus| {
                // As they are without the silent allele: whoever reads them scales them again.
                let seen = 1.0 - locus.silent().map_or(0.0, |s| locus.frequencies()[s]);
                let alleles = locus.labels().iter().zip(locus.frequencies()).filter(|(l, _)| *l != SILENT);
                let alleles: Map<String, Value> =
                    alleles.map(|(l, p)| (l.clone(), json!(p / seen))).collect();
                (locus.name().to_owned(), Value::Object(alleles))
            })
            .collect();
        let names = |of: Inheritance| -> Vec<&str> {
            self.loci.iter().filter(|l| l.inheritance() == of).map(Locus::name).collect()
        };
        let loci: Vec<&str> = self.loci.iter().map(Locus::name).collect();
        let members = self.pedigree.members();
        let id = |member: Option<usize>| member.map(|m| members[m].id.as_str());
        let founders = self.pedigree.founders();
        let member = |m: &Member| {
            let mut member =
                json!({"id": m.id, "father": id(m.father), "mother": id(m.mother), "sex": m.sex.text()});
            if let Some(founder) = founders.iter().find(|f| f.id == m.id) {
                member["inbreeding"] = json!(founder.inbreeding);
                if let Some((other, coefficient)) = &founder.related {
                    member["related_to"] = json!(other);
                    member["kinship_coefficient"] = json!(coefficient);
                }
            }
            member
        };
        let pedigree: Vec<Value> = members.iter().map(member).collect();
        let typed = |profile: &Profile| -> Value {
            let read = self.loci.iter().filter_map(|locus| {
                let pair = profile.get(locus.name()).filter(|pair| pair.more.is_empty())?;
                Some((locus.name().to_owned(), json!(pair.alleles().collect::<Vec<_>>())))
            });
            Value::Object(read.collect())
        };
        let mut profiles: Map<String, Value> =
            members.iter().filter_map(|m| Some((m.id.clone(), typed(self.relatives.get(&m.id)?)))).collect();
        profiles.insert("remains".to_owned(), typed(self.remains));
        let mutation: Map<String, Value> =
            self.loci.iter().map(|locus| (locus.name().to_owned(), mutation(locus))).collect();
        let mut case = json!({
            "id": self.id,
            "mutation": mutation,
            "theta": self.theta,
            "silent_allele_frequency": silent,
            "drop_out": self.drop_out(),
            "drop_in": self.drop_in,
            "contamination": self.contamination,
            "loci": loci,
            "pedigree": pedigree,
            "missing": members[self.missing].id,
            "profiles": profiles,
        });
        if let Some(members) = case.as_object_mut() {
            if self.drop_in > 0.0 {
                members.insert("likelier_dropped_in".to_owned(), Value::Object(self.likelier()));
            }
            members.extend(more);
        }
        json!({
            "format": "kinship-cases/1",
            "frequencies": frequencies,
            "x_chromosomal": names(Inheritance::XChromosomal),
            "cases": [case],
        })
    }
}

impl Written<'_> {
    /// One number where it is that of all loci, and otherwise one a locus.
    fn drop_out(&self) -> Value {
        let first = self.drop_out.first().copied().unwrap_or(0.0);
        if self.drop_out.iter().all(|d| d.to_bits() == first.to_bits()) {
            return json!(first);
        }
        let of_loci = self.loci.iter().zip(self.drop_out);
        Value::Object(of_loci.map(|(locus, d)| (locus.name().to_owned(), json!(d))).collect())
    }
}

impl Written<'_> {
    /// By locus and allele, where heights say something.
    fn likelier(&self) -> Map<String, Value> {
        let of_locus = |(locus, (first, second)): (&Locus, &(f64, f64))| {
            let pair = self.remains.get(locus.name()).filter(|pair| pair.more.is_empty())?;
            let (a, b) = (locus.allele(&pair.first).ok()?, locus.allele(pair.second.as_ref()?).ok()?);
            let label = |allele: usize| locus.labels()[allele].clone();
            let by_allele = [(label(a.min(b)), json!(first)), (label(a.max(b)), json!(second))];
            let says = (*first, *second) != (1.0, 1.0) && a != b;
            says.then(|| (locus.name().to_owned(), Value::Object(by_allele.into_iter().collect())))
        };
        self.loci.iter().zip(self.likelier).filter_map(of_locus).collect()
    }
}

/// The models of a locus: the same of both sexes but for the rate.
fn mutation(locus: &Locus) -> Value {
    let rate = |model: &MutationModel| match model {
        MutationModel::None | MutationModel::Matrix(_) => 0.0,
        MutationModel::Equal { rate }
        | MutationModel::Proportional { rate }
        | MutationModel::Stepwise { rate, .. } => *rate,
    };
    let models = locus.mutation();
    let (female, male) = (rate(&models.female), rate(&models.male));
    match &models.female {
        MutationModel::None => json!({"model": "none"}),
        MutationModel::Matrix(female) => {
            let n = locus.labels().len() - usize::from(locus.silent().is_some());
            let rows = |matrix: &[f64]| matrix.chunks(n).map(<[f64]>::to_vec).collect::<Vec<_>>();
            let male = if let MutationModel::Matrix(male) = &models.male { male } else { female };
            json!({
                "model": "matrix",
                "alleles": &locus.labels()[..n],
                "female": rows(female),
                "male": rows(male),
            })
        }
        MutationModel::Equal { .. } => json!({"model": "equal", "rate_female": female, "rate_male": male}),
        MutationModel::Proportional { .. } => {
            json!({"model": "proportional", "rate_female": female, "rate_male": male})
        }
        MutationModel::Stepwise { range, rate2, .. } => {
            json!({
                "model": "stepwise",
                "rate_female": female,
                "rate_male": male,
                "range": range,
                "rate2": rate2,
            })
        }
    }
}
