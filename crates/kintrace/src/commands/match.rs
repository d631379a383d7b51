//! `kintrace match`: everything against everything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use kintrace_casework::locus_name::key;
use kintrace_identification::lines::lineage::Database;
use kintrace_interchange::detect::Source;
use kintrace_interchange::mutation_models::mutation_models;
use kintrace_interchange::population_haplotypes::population_haplotypes;
use kintrace_kinship::{LN_10, StatedMutation, builtin};
use kintrace_matching::{Contribution, Outcome, Settings, impossible_mutation, population};
use kintrace_service::{Seconds, search};
use kintrace_store::Store;
use serde_json::{Value, json};

use super::{DataArguments, block_on};
use crate::output::{number, print, progress};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace match --data region --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    settings: SettingArguments,
}

/// What a result depends on besides the data.
#[derive(clap::Args, Clone)]
pub(crate) struct SettingArguments {
    /// People outside the registry who could lie where remains are found, those already found not counted; estimated
    /// from the evidence if not given.
    #[arg(long, value_name = "N")]
    outside: Option<f64>,
    /// Coancestry coefficient.
    #[arg(long, default_value_t = 0.0, value_name = "THETA", value_parser = probability)]
    theta: f64,
    /// Mutation rate of mothers.
    #[arg(long, default_value_t = Settings::default().mutation_female, value_name = "RATE", value_parser = probability)]
    mutation_female: f64,
    /// Mutation rate of fathers.
    #[arg(long, default_value_t = Settings::default().mutation_male, value_name = "RATE", value_parser = probability)]
    mutation_male: f64,
    /// How alleles mutate at loci of which more is known: a file of mutation-models/1 (JSON).
    #[arg(long, value_name = "FILE")]
    mutation_models: Option<PathBuf>,
    /// Frequency of an allele at each locus that the kit does not show.
    #[arg(long, default_value_t = 0.0, value_name = "FREQUENCY", value_parser = probability)]
    silent: f64,
    /// Take homozygous readings of remains at face value.
    #[arg(long)]
    no_drop_out: bool,
    /// The lowest peak that the laboratory reads: where heights of peaks are known, it says how often one is lower.
    #[arg(long, default_value_t = Settings::default().analytical_threshold, value_name = "RFU", value_parser = rfu)]
    analytical_threshold: f64,
    /// How often an allele that is not the body's is read at a locus of remains, as the laboratory's negative controls say.
    #[arg(long, default_value_t = Settings::default().drop_in, value_name = "RATE", value_parser = probability)]
    drop_in: f64,
    /// How often what was read of remains at a locus is somebody else's.
    #[arg(long, default_value_t = Settings::default().contamination, value_name = "RATE", value_parser = probability)]
    contamination: f64,
    /// The share of people who are of the same male or maternal line without anybody's knowing it.
    #[arg(long, default_value_t = Settings::default().lineage_theta, value_name = "THETA", value_parser = probability)]
    lineage_theta: f64,
    /// Haplotypes of a population, besides those of the registry's families: a table with a row a person and columns for
    /// loci of the Y chromosome, or for mitochondrial DNA. May be given several times.
    #[arg(long, value_name = "FILE")]
    haplotypes: Vec<PathBuf>,
}

fn probability(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|p| (0.0..1.0).contains(p))
        .ok_or_else(|| "a number from 0 to below 1 was expected".to_owned())
}

impl SettingArguments {
    /// The settings for a registry's frequencies. Loci of the file that have none are told, since they may be misspelt.
    ///
    /// # Errors
    /// A file that can't be read, or a model that can't be had for a locus' alleles.
    pub(crate) async fn settings(&self, store: &Store) -> anyhow::Result<Settings> {
        let settings = Settings {
            mutation_models: Arc::new(self.read_models()?),
            population: Arc::new(self.read_haplotypes()?),
            ..self.numbers()
        };
        if let Some(file) = &self.mutation_models {
            let table = store.frequencies().await?;
            let table = if table.is_empty() { builtin::frequencies() } else { table };
            let wrong = impossible_mutation(&table, &settings);
            let wrong: Vec<String> =
                wrong.iter().map(|(locus, why)| format!("locus {locus}: {why}")).collect();
            if !wrong.is_empty() {
                bail!("{}: {}", file.display(), wrong.join("; "));
            }
            let known: BTreeSet<String> = table.loci().map(|(name, _)| key(name)).collect();
            let others: Vec<&str> =
                settings.mutation_models.keys().filter(|l| !known.contains(*l)).map(String::as_str).collect();
            if !others.is_empty() {
                eprintln!("{}: not used, no frequencies: {}", file.display(), others.join(", "));
            }
        }
        Ok(settings)
    }

    fn read_models(&self) -> anyhow::Result<BTreeMap<String, StatedMutation>> {
        let Some(file) = &self.mutation_models else { return Ok(BTreeMap::new()) };
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("{name}: can't be read"))?;
        Ok(mutation_models(&name, &text)?)
    }

    fn read_haplotypes(&self) -> anyhow::Result<Database> {
        let mut profiles = Vec::new();
        for source in Source::read(&self.haplotypes)? {
            profiles.extend(population_haplotypes(&source)?);
        }
        Ok(population(&profiles))
    }

    fn numbers(&self) -> Settings {
        Settings {
            mutation_female: self.mutation_female,
            mutation_male: self.mutation_male,
            mutation_models: Arc::default(),
            outside: self.outside,
            theta: self.theta,
            silent: self.silent,
            drop_out: !self.no_drop_out,
            analytical_threshold: self.analytical_threshold,
            drop_in: self.drop_in,
            contamination: self.contamination,
            lineage_theta: self.lineage_theta,
            population: Arc::default(),
        }
    }
}

/// A height of a peak.
fn rfu(text: &str) -> Result<f64, String> {
    let read = text.parse().ok().filter(|height: &f64| (1.0..=100_000.0).contains(height));
    read.ok_or_else(|| "a height from 1 to 100000 RFU was expected".to_owned())
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    block_on(async {
        let store = arguments.data.open().await?;
        let settings = arguments.settings.settings(&store).await?;
        let (outcome, seconds) = search_all(&store, &settings).await?;
        if arguments.json {
            return print(&json(&outcome, seconds));
        }
        show(&outcome, seconds);
        Ok(())
    })
}

/// Searches the registry with a progress bar, and stores what was found.
pub(crate) async fn search_all(store: &Store, settings: &Settings) -> anyhow::Result<(Outcome, Seconds)> {
    let bar = progress(0, "comparing");
    let (start, step) = (bar.clone(), bar.clone());
    let found =
        search(store, settings.clone(), "", move |n| start.set_length(n as u64), move || step.inc(1)).await?;
    bar.finish_and_clear();
    Ok(found)
}

fn json(outcome: &Outcome, seconds: Seconds) -> Value {
    let rows: Vec<Value> = outcome
        .found
        .iter()
        .map(|h| {
            json!({
                "remains": h.remains,
                "missing": h.missing,
                "log10_lr_dna": number(h.log10_lr_dna),
                "log10_lr": number(h.log10_lr),
                "posterior": number(h.posterior),
                "views": h.views,
                "lines": h.lines.iter().map(line).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "hypotheses": rows,
        "dropped_mass": number(outcome.dropped_mass),
        "standard_error": number(outcome.standard_error),
        "seconds": number(seconds.all),
        "dna_seconds": number(seconds.dna),
    })
}

/// A line of evidence besides DNA: what it says, whether it is multiplied, and the posterior without it.
fn line(contribution: &Contribution) -> Value {
    let Contribution { weight, posterior_without } = contribution;
    json!({
        "line": weight.line,
        "log10_lr": number(weight.ln_lr / LN_10),
        "counts": weight.counts,
        "posterior_without": number(*posterior_without),
    })
}

fn show(outcome: &Outcome, seconds: Seconds) {
    println!(
        "{:<16} {:<16} {:>12} {:>10} {:>10}",
        "remains", "missing", "log10 LR DNA", "log10 LR", "posterior"
    );
    for h in &outcome.found {
        println!(
            "{:<16} {:<16} {:>12.2} {:>10.2} {:>10.6}",
            h.remains, h.missing, h.log10_lr_dna, h.log10_lr, h.posterior
        );
    }
    println!(
        "{} missing against {} remains in {:.2} s, of which DNA {:.2}; prior: {:.0} people outside the registry; left \
         out at most {:.1e}; error at most {:.1e}",
        outcome.missing,
        outcome.remains,
        seconds.all,
        seconds.dna,
        outcome.outside,
        outcome.dropped_mass,
        outcome.standard_error
    );
}
