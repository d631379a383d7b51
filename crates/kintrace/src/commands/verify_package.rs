//! `kintrace verify-package`: whether a package holds, without asking anybody.

use std::path::PathBuf;

use anyhow::Context;
use kintrace_evidence::sealed::check;
use kintrace_service::record::policy;
use serde_json::json;

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace verify-package M0017.zip --policy policy.txt")]
pub(crate) struct Arguments {
    /// The package.
    file: PathBuf,
    /// The record's key and whose cosignatures are needed (C2SP tlog-policy), as one trusts them.
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// JSON on standard output.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let policy = policy(&arguments.policy)?;
    let name = arguments.file.display().to_string();
    let archive = std::fs::read(&arguments.file).with_context(|| format!("{name} can't be read"))?;
    let checked = check(&archive, &policy).with_context(|| name.clone())?;
    if arguments.json {
        println!(
            "{}",
            json!({
                "log": checked.log,
                "witnesses": checked.witnesses,
                "entries": checked.entries,
                "originals": checked.originals,
                "findings": checked.findings,
            })
        );
    } else {
        for entry in &checked.entries {
            println!(
                "{:>8}  {}  {} {}, version {}, {}",
                entry.sequence, entry.time, entry.kind, entry.id, entry.version, entry.change
            );
        }
        println!(
            "record: {}; witnesses that signed all of it: {}; originals: {}",
            checked.log,
            if checked.witnesses.is_empty() { "none".to_owned() } else { checked.witnesses.join(", ") },
            checked.originals
        );
        for finding in &checked.findings {
            println!("{finding}");
        }
    }
    match checked.findings.len() {
        0 => {
            if !arguments.json {
                println!("The package holds: everything in it was recorded so, and nothing was taken out.");
            }
            Ok(())
        }
        n => anyhow::bail!(
            "{name}: {n} {} not as it should be",
            if n == 1 { "thing is" } else { "things are" }
        ),
    }
}
