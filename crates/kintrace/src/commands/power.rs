//! `kintrace power`: how well families' DNA would find or exclude the missing person; of cases in a file, or of everybody in
//! a registry who is still looked for.

use std::path::{Path, PathBuf};

use anyhow::bail;
use kintrace_casework::inclusion_power::Reach;
use kintrace_identification::power::{Draws, Power};
use kintrace_interchange::reference_cases::power_cases;
use kintrace_service::inclusion_powers::work_out;
use kintrace_store::inclusion_powers::InclusionPower;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::r#match::SettingArguments;
use super::{Cases, DataArguments, block_on, read_cases};
use crate::output::{number, print, progress};

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace power --data region\n         kintrace power cases.json --draws 10000"
)]
pub(crate) struct Arguments {
    /// A file of power-cases/1 (JSON); without it, the registry.
    cases: Option<PathBuf>,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    settings: SettingArguments,
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
    match &arguments.cases {
        Some(cases) => of_cases(arguments, cases),
        None => block_on(of_registry(arguments)),
    }
}

/// Of everybody in a registry, whoever would be helped most by a further relative first.
async fn of_registry(arguments: &Arguments) -> anyhow::Result<()> {
    let store = arguments.data.open().await?;
    let bar = progress(0, "families' DNA");
    let (start, step) = (bar.clone(), bar.clone());
    let settings = arguments.settings.settings(&store).await?;
    let started = move |n| start.set_length(n as u64);
    let mut powers = work_out(&store, settings, "", started, move || step.inc(1)).await?;
    bar.finish_and_clear();
    powers.sort_by(|a, b| b.gain.total_cmp(&a.gain).then_with(|| a.missing.cmp(&b.missing)));
    if arguments.json {
        let rows: Vec<Value> = powers.iter().map(of_missing).collect();
        return print(&json!({ "missing": rows }));
    }
    println!(
        "{:<16} {:>12} {:>8}  {:<16} {:>12} {:>8}",
        "missing", "log10 LR", "enough", "ask", "log10 LR", "enough"
    );
    for p in &powers {
        let (now, enough) = match p.now {
            Some((mean, sd)) => (format!("{mean:.1} ± {sd:.1}"), format!("{:.1} %", 100.0 * p.enough)),
            None => ("no DNA".to_owned(), String::new()),
        };
        let (ask, with, enough_with) = match &p.best {
            Some((id, (mean, sd))) => {
                let enough = 100.0 * (p.enough + p.gain);
                (id.as_str(), format!("{mean:.1} ± {sd:.1}"), format!("{enough:.1} %"))
            }
            None => ("nobody", String::new(), String::new()),
        };
        println!("{:<16} {now:>12} {enough:>8}  {ask:<16} {with:>12} {enough_with:>8}", p.missing);
    }
    for reach in Reach::ALL {
        let n = powers.iter().filter(|p| p.reach() == *reach).count();
        println!("{}: {n}", reach.text());
    }
    Ok(())
}

fn of_missing(power: &InclusionPower) -> Value {
    let chance = |(mean, sd): (f64, f64), enough: f64| json!({ "mean_log10_lr": number(mean), "sd_log10_lr": number(sd), "enough": number(enough) });
    json!({
        "missing": power.missing,
        "reach": power.reach(),
        "now": power.now.map(|now| chance(now, power.enough)),
        "ask": power.best.as_ref().map(|(person, with)| {
            let mut ask = chance(*with, power.enough + power.gain);
            ask["person"] = json!(person);
            ask
        }),
    })
}

fn of_cases(arguments: &Arguments, cases: &Path) -> anyhow::Result<()> {
    let (name, cases) = read_cases(cases)?;
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
