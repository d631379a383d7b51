//! `kintrace power`: how well families' DNA would find or exclude the missing person.

use std::path::PathBuf;

use anyhow::bail;
use kintrace_identification::power::{Draws, Power};
use kintrace_interchange::reference_cases::power_cases;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{Cases, read_cases};
use crate::output::{number, print};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace power cases.json --draws 10000")]
pub(crate) struct Arguments {
    /// A file of power-cases/1 (JSON).
    cases: PathBuf,
    /// How many profiles of the missing person are drawn for a case.
    #[arg(long, default_value_t = 1000, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    draws: u32,
    /// Same seed, same draws.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Likelihood ratios that count as found, as powers of ten.
const THRESHOLDS: [(&str, f64); 3] = [("1e2", 2.0), ("1e4", 4.0), ("1e6", 6.0)];

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (name, cases) = read_cases(&arguments.cases)?;
    let Cases::Json(text) = cases else { bail!("{name}: power-cases/1 (JSON) was expected") };
    let cases = power_cases(&name, &text)?;
    let powers = THRESHOLDS.map(|(_, power)| power);
    let results: Vec<(String, Power, Draws)> = cases
        .into_par_iter()
        .map(|case| {
            let loci = case.loci.iter().map(|(locus, genotypes, _)| (locus, genotypes.clone()));
            let power = Power::compute(&case.pedigree, case.missing, loci, case.theta);
            let draws = power.draw(arguments.draws as usize, &powers, arguments.seed);
            (case.id, power, draws)
        })
        .collect();
    if arguments.json {
        let rows: Vec<Value> = results.iter().map(|(id, power, draws)| row(id, power, draws)).collect();
        return print(&json!({ "cases": rows }));
    }
    for (id, power, draws) in &results {
        let (mean, sd) = power.log10_lr();
        let shares: Vec<String> = THRESHOLDS
            .iter()
            .zip(&draws.inclusion)
            .map(|((threshold, _), share)| format!("{:.1} % at {threshold}", share * 100.0))
            .collect();
        println!(
            "{id}: excludes somebody unrelated with {:.6}, at {:.1} loci on average; the missing person's log10 LR \
             is {mean:.2} ± {sd:.2}; found: {}",
            power.exclusion(),
            power.expected_mismatches(),
            shares.join(", ")
        );
    }
    Ok(())
}

fn row(id: &str, power: &Power, draws: &Draws) -> Value {
    let per_locus: Map<String, Value> =
        power.loci.iter().map(|l| (l.locus.clone(), number(l.exclusion))).collect();
    let inclusion: Map<String, Value> = THRESHOLDS
        .iter()
        .zip(&draws.inclusion)
        .map(|((threshold, _), share)| ((*threshold).to_owned(), number(*share)))
        .collect();
    json!({
        "id": id,
        "exclusion_power_per_locus": per_locus,
        "exclusion_power": number(power.exclusion()),
        "expected_mismatching_loci": number(power.expected_mismatches()),
        "simulated": {
            "n": draws.n,
            "mean_log10_lr": number(draws.mean_log10_lr),
            "sd_log10_lr": number(draws.sd_log10_lr),
            "inclusion_power": inclusion,
        },
    })
}
