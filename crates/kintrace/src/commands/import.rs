//! `kintrace import`: files into the registry, all or nothing.

use std::path::PathBuf;

use kintrace_casework::import::{MergeOptions, Merged};
use kintrace_interchange::detect::Source;
use kintrace_service::imports::import;
use kintrace_service::{noun, summary};

use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace import --data region missing.csv pedigree.csv profiles.xlsx --dry-run"
)]
pub(crate) struct Arguments {
    /// Tables (CSV, XLSX), Familias files, or folders of them.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArguments,
    /// Show what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Accept alleles that the frequency table lacks, at frequency 0.005.
    #[arg(long)]
    accept_rare_alleles: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let sources = Source::read(&arguments.files)?;
    let options = MergeOptions { accept_rare_alleles: arguments.accept_rare_alleles };
    block_on(async {
        let store = arguments.data.open().await?;
        let originals = arguments.data.originals()?;
        let merged = import(&store, sources, options, arguments.dry_run, None, Some(&originals)).await?;
        report(&merged, arguments.dry_run);
        Ok(())
    })
}

fn report(merged: &Merged, dry_run: bool) {
    merged.notes.iter().for_each(|note| println!("note: {note}"));
    if dry_run {
        for change in &merged.changes {
            let state = if change.is_new { "new" } else { "changed" };
            println!("{state} {} {}", noun(change.kind, false), change.id);
        }
        println!("would import: {}; nothing was changed", summary(&merged.changes));
    } else {
        println!("imported: {}", summary(&merged.changes));
    }
}
