//! `kintrace lr`: likelihood ratios of kinship cases, or of the pedigrees of a Familias file.

use std::path::PathBuf;

use kintrace_interchange::familias::paternity::compare;
use kintrace_interchange::reference_cases::kinship_cases;
use kintrace_kinship::{LN_10, LikelihoodRatio};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::{Cases, read_cases};
use crate::output::{log10, print, shown};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace lr paternity.fam --reference H2 --json")]
pub(crate) struct Arguments {
    /// A file of kinship-cases/1 (JSON), or a Familias file.
    cases: PathBuf,
    /// Of a Familias file, the pedigree that the others are compared with; the last if not given.
    #[arg(long, value_name = "NAME")]
    reference: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (name, cases) = read_cases(&arguments.cases)?;
    match cases {
        Cases::Familias(file) => {
            file.notes.iter().for_each(|note| eprintln!("{name}: {note}"));
            let pedigrees = compare(&name, &file, arguments.reference.as_deref())?;
            let total = |p: &kintrace_interchange::familias::paternity::Comparison| {
                p.ln_lr.iter().map(|(_, ln)| ln).sum::<f64>()
            };
            if arguments.json {
                let rows: Vec<Value> = pedigrees
                    .iter()
                    .map(|p| {
                        let per_locus: Map<String, Value> =
                            p.ln_lr.iter().map(|(locus, ln)| (locus.clone(), log10(*ln))).collect();
                        json!({ "name": p.name, "log10_lr": log10(total(p)), "per_locus_log10_lr": per_locus })
                    })
                    .collect();
                return print(&json!({ "pedigrees": rows }));
            }
            for p in &pedigrees {
                println!("{}: LR {} (log10 {})", p.name, ratio(total(p)), shown(total(p)));
                for (locus, ln) in &p.ln_lr {
                    println!("  {locus:12} {}", ratio(*ln));
                }
            }
        }
        Cases::Json(text) => {
            let cases = kinship_cases(&name, &text)?;
            let results: Vec<(String, LikelihoodRatio)> = cases
                .into_par_iter()
                .map(|case| {
                    let ratio = case.likelihood_ratio();
                    let expected = case.expected();
                    if !expected.is_empty() {
                        eprintln!(
                            "{}: with θ the exact sum is out of reach at {}; the subpopulation's frequencies are taken \
                             as expected there, as a search takes them",
                            case.id,
                            expected.join(", ")
                        );
                    }
                    (case.id, ratio)
                })
                .collect();
            if arguments.json {
                let rows: Vec<Value> = results.iter().map(|(id, result)| case_json(id, result)).collect();
                return print(&json!({ "cases": rows }));
            }
            for (id, result) in &results {
                println!("{id}: LR {} (log10 {})", ratio(result.ln_lr()), shown(result.ln_lr()));
            }
        }
    }
    Ok(())
}

fn ratio(ln: f64) -> String {
    let log10 = ln / LN_10;
    if (-4.0..7.0).contains(&log10) { format!("{:.4}", ln.exp()) } else { format!("10^{log10:.2}") }
}

fn case_json(id: &str, result: &LikelihoodRatio) -> Value {
    let by_locus =
        |value: &dyn Fn(&kintrace_kinship::likelihood_ratio::LocusResult) -> f64| -> Map<String, Value> {
            result.loci.iter().map(|l| (l.locus.clone(), log10(value(l)))).collect()
        };
    json!({
        "id": id,
        "reference_log10_likelihood": by_locus(&|l| l.ln_reference),
        "joint_log10_likelihood": by_locus(&|l| l.ln_joint),
        "per_locus_log10_lr": by_locus(&|l| l.ln_lr()),
        "log10_lr": log10(result.ln_lr()),
    })
}
