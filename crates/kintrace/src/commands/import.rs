//! `kintrace import`: files into the registry, all or nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kintrace_casework::import::{Change, Kind, MergeOptions, Merged, merge};
use kintrace_interchange::detect::{Source, read_all};
use kintrace_kinship::builtin;
use kintrace_store::Store;

use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace import --data region missing.csv pedigree.csv profiles.xlsx --dry-run")]
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
        let merged = import(&store, &sources, options, arguments.dry_run).await?;
        report(&merged, arguments.dry_run);
        Ok(())
    })
}

/// Imports files in one transaction; with `dry_run` the transaction is given up.
pub(crate) async fn import(
    store: &Store,
    sources: &[Source],
    options: MergeOptions,
    dry_run: bool,
) -> anyhow::Result<Merged> {
    let batch = read_all(sources)?;
    let work = store.begin().await?;
    let registry = work.registry().await?;
    let merged = merge(&registry, &batch, &builtin::frequencies(), options)?;
    if !dry_run && !merged.changes.is_empty() {
        work.apply(&merged.registry, &merged.changes).await?;
        let names: Vec<&str> = sources.iter().map(|s| s.name.rsplit('/').next().unwrap_or(&s.name)).collect();
        let summary = format!("{} ({})", summary(&merged.changes), names.join(", "));
        work.event("import", "", &summary).await?;
        work.commit().await?;
    }
    Ok(merged)
}

/// Counts by kind: "40 missing persons, 3 changed".
pub(crate) fn summary(changes: &[Change]) -> String {
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for change in changes {
        let entry = counts.entry(change.kind).or_default();
        if change.is_new { entry.0 += 1 } else { entry.1 += 1 }
    }
    if counts.is_empty() {
        return "nothing new".to_owned();
    }
    let part = |(kind, (new, changed)): (&Kind, &(usize, usize))| {
        let what = match kind {
            Kind::MissingPerson => "missing persons",
            Kind::Person => "members of families",
            Kind::Remains => "remains",
            Kind::Sample => "samples",
            Kind::Profile => "profiles",
            Kind::Locus => "loci of the frequency table",
        };
        match (new, changed) {
            (n, 0) => format!("{n} new {what}"),
            (0, c) => format!("{c} changed {what}"),
            (n, c) => format!("{n} new and {c} changed {what}"),
        }
    };
    counts.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn report(merged: &Merged, dry_run: bool) {
    merged.notes.iter().for_each(|note| println!("note: {note}"));
    if dry_run {
        for change in &merged.changes {
            let what = match change.kind {
                Kind::MissingPerson => "missing person",
                Kind::Person => "person",
                Kind::Remains => "remains",
                Kind::Sample => "sample",
                Kind::Profile => "profile",
                Kind::Locus => "locus",
            };
            println!("{} {what} {}", if change.is_new { "new" } else { "changed" }, change.id);
        }
        println!("would import: {}; nothing was changed", summary(&merged.changes));
    } else {
        println!("imported: {}", summary(&merged.changes));
    }
}
