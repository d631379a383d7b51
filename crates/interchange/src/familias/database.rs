//! The database: loci, alleles, frequencies, mutation models.

use kintrace_casework::Faults;
use kintrace_kinship::{Mutation, MutationModel, allele};

use super::DatabaseLocus;
use super::reader::Reader;

/// Reads the database: loci, θ, and what was read otherwise than written.
pub(crate) fn read(r: &mut Reader<'_>) -> Result<(Vec<DatabaseLocus>, f64, Vec<String>), Faults> {
    let mut notes = Vec::new();
    let head = r.line("the line with Theta/Kinship/Fst")?;
    if head.starts_with("#TRUE#") {
        return Err(r.fault("precomputed probabilities can't be read; save the file without them"));
    }
    let theta = head
        .split_once("Fst:")
        .and_then(|(_, rest)| rest.trim_matches([' ', ')']).replace(',', ".").parse::<f64>().ok())
        .unwrap_or(0.0);
    if !(0.0..1.0).contains(&theta) {
        return Err(r.fault("a theta from 0 to below 1 was expected"));
    }
    let count = r.count("number of loci")?;
    if r.line("#TRUE# or #FALSE#")? == "#TRUE#" {
        r.skip(1, "name of the database")?;
    }
    let loci = (0..count).map(|_| locus(r, &mut notes)).collect::<Result<_, Faults>>()?;
    Ok((loci, theta, notes))
}

fn locus(r: &mut Reader<'_>, notes: &mut Vec<String>) -> Result<DatabaseLocus, Faults> {
    let name = r.line("name of a locus")?;
    let line = r.row();
    let rates = [r.number("female mutation rate")?, r.number("male mutation rate")?];
    let codes = [r.count("female mutation model, 0 to 4")?, r.count("male mutation model, 0 to 4")?];
    r.skip(1, "number of alleles")?;
    let ranges = [r.number("female mutation range")?, r.number("male mutation range")?];
    let rates2 = [r.number("female second mutation rate")?, r.number("male second mutation rate")?];
    let silent = r.line("whether there is a silent allele")?;
    let silent_frequency = r.number("frequency of the silent allele")?;
    if silent == "#TRUE#" && silent_frequency > 0.0 {
        return Err(r.fault(format!("locus {name}: silent alleles can't be computed yet")));
    }
    let info = r.line("number of alleles")?;
    let alleles = r.parse_count(info.split(['\t', ' ']).next().unwrap_or(""), "number of alleles")?;
    let mut list = Vec::with_capacity(alleles.min(1000));
    for _ in 0..alleles {
        let label = r.line("an allele")?;
        let label = allele::normalize(&label).unwrap_or(label);
        list.push((label, r.number("a frequency")?));
    }
    let numeric = list.iter().all(|(label, _)| allele::tenths(label).is_some());
    let mut model = |i: usize| -> Result<MutationModel, Faults> {
        let rate = rates[i];
        Ok(match codes[i] {
            _ if rate == 0.0 && (codes[i] < 2 || rates2[i] == 0.0) => MutationModel::None,
            0 => MutationModel::Equal { rate },
            1 => MutationModel::Proportional { rate },
            // The stepwise models need numbers; as pedFamilias does, the locus falls back to "equal".
            2 | 4 if !numeric => {
                let note = format!(
                    "locus {name}: an allele is no number, so mutations are \"equal\" instead of stepwise"
                );
                if !notes.contains(&note) {
                    notes.push(note);
                }
                MutationModel::Equal { rate }
            }
            2 | 4 => MutationModel::Stepwise { rate, range: ranges[i], rate2: rates2[i] },
            3 => {
                return Err(r.fault(format!(
                    "locus {name}: the stationary stepwise model can't be computed; equal, proportional or \
                     extended stepwise was expected"
                )));
            }
            other => {
                return Err(r.fault(format!("locus {name}: mutation model {other}; 0 to 4 was expected")));
            }
        })
    };
    let mutation = Mutation { female: model(0)?, male: model(1)? };
    Ok(DatabaseLocus { name, line, alleles: list, mutation })
}
