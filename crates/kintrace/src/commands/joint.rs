//! `kintrace joint`: the joint posterior of DVI cases.

use std::path::PathBuf;
use std::time::Instant;

use kintrace_identification::joint::joint;
use kintrace_identification::{Case, Joint, JointOptions, Pairwise};
use kintrace_interchange::familias::dvi;
use kintrace_interchange::reference_cases::dvi_cases;
use serde_json::{Map, Value, json};

use super::{Cases, read_cases};
use crate::output::{log10, number, print, shown};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace joint dvi-cases.json --json")]
pub(crate) struct Arguments {
    /// A file of dvi-cases/1 (JSON), or a Familias file with a DVI section.
    cases: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let (name, cases) = read_cases(&arguments.cases)?;
    let cases = match cases {
        Cases::Json(text) => dvi_cases(&name, &text)?,
        Cases::Familias(file) => {
            file.notes.iter().for_each(|note| eprintln!("{name}: {note}"));
            let id = arguments.cases.file_name().map_or(name.clone(), |n| n.to_string_lossy().into_owned());
            vec![(id, dvi::case(&name, &file)?)]
        }
    };
    let mut rows = Vec::new();
    for (id, case) in &cases {
        let start = Instant::now();
        let pairwise = Pairwise::compute(case, &|| ());
        let result = joint(case, &pairwise, JointOptions::EXACT);
        let seconds = start.elapsed().as_secs_f64();
        if arguments.json {
            rows.push(case_json(id, case, &pairwise, &result, seconds));
        } else {
            show(id, case, &pairwise, &result, seconds);
        }
    }
    if arguments.json { print(&json!({ "cases": rows })) } else { Ok(()) }
}

/// The pairs that the sexes allow, remains by remains: the column of the missing person, and ln LR.
fn pairs(case: &Case, pairwise: &Pairwise) -> Vec<(usize, usize, f64)> {
    (0..case.remains.len())
        .flat_map(|r| (0..pairwise.ln_lr.len()).map(move |m| (r, m)))
        .filter(|&(r, m)| case.ln_other[r][m] > f64::NEG_INFINITY)
        .map(|(r, m)| (r, m, pairwise.ln_lr[m][r]))
        .collect()
}

fn case_json(id: &str, case: &Case, pairwise: &Pairwise, result: &Joint, seconds: f64) -> Value {
    let missing: Vec<_> = case.missing().collect();
    let pairwise_rows: Vec<Value> = pairs(case, pairwise)
        .into_iter()
        .map(|(r, m, ln)| {
            json!({ "remains": case.remains[r].id, "missing": case.missing_id(missing[m]), "log10_lr": log10(ln) })
        })
        .collect();
    let mut posterior_rows = Vec::new();
    for (r, remains) in case.remains.iter().enumerate() {
        posterior_rows
            .push(json!({ "remains": remains.id, "missing": null, "posterior": number(result.none[r]) }));
        for (m, p) in &result.pairs[r] {
            posterior_rows.push(
                json!({ "remains": remains.id, "missing": case.missing_id(*m), "posterior": number(*p) }),
            );
        }
    }
    let top: Vec<Value> = result
        .top
        .iter()
        .map(|t| {
            let assignment: Map<String, Value> = case
                .remains
                .iter()
                .zip(&t.missing)
                .map(|(r, m)| (r.id.clone(), json!(m.map_or("*", |m| case.missing_id(m)))))
                .collect();
            json!({ "assignment": assignment, "loglik": number(t.ln_likelihood), "posterior": number(t.posterior) })
        })
        .collect();
    json!({
        "id": id,
        "pairwise_log10_lr": pairwise_rows,
        "pairing_posterior": posterior_rows,
        "top": top,
        "dropped_mass": number(result.dropped_mass),
        "standard_error": number(result.standard_error),
        "seconds": number(seconds),
    })
}

fn show(id: &str, case: &Case, pairwise: &Pairwise, result: &Joint, seconds: f64) {
    println!("{id}: {} remains, {} missing, {seconds:.3} s", case.remains.len(), case.missing().count());
    let missing: Vec<_> = case.missing().collect();
    for (r, m, ln) in pairs(case, pairwise) {
        let posterior = result.pairs[r].get(&missing[m]).copied().unwrap_or(0.0);
        if posterior >= 1e-6 {
            println!(
                "  {:16} {:24} log10 LR {:>8}   posterior {posterior:.6}",
                case.remains[r].id,
                case.missing_id(missing[m]),
                shown(ln)
            );
        }
    }
    if result.dropped_mass > 0.0 {
        println!("  left out at most {:.1e}", result.dropped_mass);
    }
    if result.standard_error > 0.0 {
        println!("  too much for an exact sum: error at most {:.1e}", result.standard_error);
    }
}
