//! `mutation-models/1`: how alleles mutate, locus by locus.
//!
//! ```json
//! {"format": "mutation-models/1",
//!  "loci": {
//!    "SE33": {"model": "stepwise", "rate_female": 0.0009, "rate_male": 0.0065, "range": 0.1, "rate2": 1e-6},
//!    "TH01": {"model": "equal", "rate_female": 0.0001, "rate_male": 0.0001},
//!    "D8S1179": {"model": "matrix", "alleles": ["12", "13"],
//!                "female": [[0.999, 0.001], [0.001, 0.999]], "male": [[0.998, 0.002], [0.002, 0.998]]}}}
//! ```
//!
//! Models are `none`, `equal`, `proportional`, `stepwise` (extended; `range` 0.1 and `rate2` 0 if not given), as
//! [`kintrace_kinship::MutationModel`] defines them, and `matrix`: entry (i, j) is the probability that allele i is passed
//! on as j. The member `mutation` of a case has the same form.

use std::collections::BTreeMap;

use kintrace_casework::{Faults, locus_name};
use kintrace_kinship::mutation::LabelledMatrix;
use kintrace_kinship::{Mutation, MutationModel, StatedMutation, allele};
use serde::Deserialize;

/// A model as it stands in a file.
#[derive(Deserialize, Clone, Default)]
pub(crate) struct MutationJson {
    model: String,
    #[serde(default)]
    rate_female: f64,
    #[serde(default)]
    rate_male: f64,
    #[serde(default = "default_range")]
    range: f64,
    #[serde(default)]
    rate2: f64,
    /// Of a matrix: its alleles.
    #[serde(default)]
    alleles: Vec<String>,
    #[serde(default)]
    female: Vec<Vec<f64>>,
    #[serde(default)]
    male: Vec<Vec<f64>>,
}

fn default_range() -> f64 {
    0.1
}

impl MutationJson {
    /// No mutation.
    pub(crate) fn none() -> Self {
        Self { model: "none".to_owned(), ..Self::default() }
    }

    /// What it states, or what is wrong with it.
    pub(crate) fn stated(&self) -> Result<StatedMutation, String> {
        let model = |rate| match self.model.as_str() {
            "none" => Ok(MutationModel::None),
            "equal" => Ok(MutationModel::Equal { rate }),
            "proportional" => Ok(MutationModel::Proportional { rate }),
            "stepwise" => Ok(MutationModel::Stepwise { rate, range: self.range, rate2: self.rate2 }),
            other => Err(format!(
                "{other:?} is no model; none, equal, proportional, stepwise or matrix was expected"
            )),
        };
        if self.model == "matrix" {
            // Alleles that are no numbers are called as they are.
            let label = |label: &String| allele::normalize(label).unwrap_or_else(|_| label.clone());
            let labels: Vec<String> = self.alleles.iter().map(label).collect();
            let matrix = LabelledMatrix::new(labels, self.female.concat(), self.male.concat());
            return matrix.map(StatedMutation::Matrix).map_err(|e| e.to_string());
        }
        Ok(StatedMutation::Models(Mutation {
            female: model(self.rate_female)?,
            male: model(self.rate_male)?,
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    loci: BTreeMap<String, MutationJson>,
}

/// Reads models by their loci, by [`locus_name::key`].
///
/// # Errors
/// A fault with line and field, or with the locus.
pub fn mutation_models(file: &str, text: &str) -> Result<BTreeMap<String, StatedMutation>, Faults> {
    let read: File = serde_json::from_str(text).map_err(|e| Faults::of_file(file, e.to_string()))?;
    if read.format != "mutation-models/1" {
        return Err(Faults::of_file(file, format!("{:?}; mutation-models/1 was expected", read.format)));
    }
    let stated = read.loci.iter().map(|(name, model)| {
        let stated = model.stated().map_err(|problem| {
            let mut faults = Faults::of_file(file, problem);
            faults.0[0].column = format!("locus {name}");
            faults
        })?;
        Ok((locus_name::key(name), stated))
    });
    stated.collect()
}
