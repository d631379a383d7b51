//! One sample more against all families, and one family more against all remains, once tables are in memory.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use kintrace_identification::pairwise::ln_lrs;
use kintrace_identification::readings::Readings;
use kintrace_identification::search::{Coded, KeptTables, Level, Preparation, Standing, search};
use kintrace_kinship::{Genotype, LN_10};
use kintrace_matching::drop_out;
use kintrace_simulation::crowd::Crowd;
use rayon::prelude::*;
use serde_json::json;

use super::{Bench, Crowded, made, peak_memory};
use crate::output::print;

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace bench incremental --families 20000 --remains 200000 --loci 23")]
pub(super) struct IncrementalArguments {
    #[command(flatten)]
    crowded: Crowded,
    /// How many samples come later, and how many families, one after the other.
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    later: u32,
}

/// Families that are compared exactly with each sample.
const CHECKED: usize = 2_000;

pub(super) fn run(arguments: &IncrementalArguments) -> anyhow::Result<()> {
    let Crowded { threshold, seed, .. } = arguments.crowded;
    let loci = arguments.crowded.loci()?;
    let (families, of) = (arguments.crowded.families as usize, arguments.crowded.remains as usize);
    let (later, ln_threshold) = (arguments.later as usize, threshold * LN_10);
    let crowd = Crowd::new(&loci, families, seed);
    let remains = Coded::new(made(&crowd, of, loci.len()));
    let bench = Bench { loci: &loci, crowd: &crowd, remains: &remains, ln_threshold };
    // What the readings of a sample say, or those that any sample may have.
    let entries = |m: usize, readings: &Readings| {
        let family = crowd.family(m);
        ln_lrs(family.pedigree, family.missing, &loci, &family.genotypes, 0.0, readings)
    };

    let start = Instant::now();
    let readings = Standing::readings(&loci, 0.0);
    let target = |preparation: &Preparation<'_>, m: usize| {
        let family = crowd.family(m);
        preparation.target(family.pedigree, family.missing, &family.genotypes)
    };
    let standing = Standing::new(&loci, 0.0, &readings, families, ln_threshold, &target);
    let preparing = start.elapsed();
    let tables = KeptTables::new(&loci, 0.0, 0.0);

    let (mut of_samples, mut summed, mut survivors, mut missed) = (Vec::new(), 0, 0, 0);
    for number in (0..of).step_by((of / later).max(1)).take(later) {
        let read: Vec<Option<Genotype>> = crowd.remains(number, of, drop_out);
        let start = Instant::now();
        let asked = AtomicUsize::new(0);
        let exact = |m: usize| {
            asked.fetch_add(1, Ordering::Relaxed);
            let family = crowd.family(m);
            let (tables, read) = (&tables, &read);
            move |l: usize| -> f64 {
                let (pedigree, of_family) = (family.pedigree, &family.genotypes[l]);
                read[l].map_or(0.0, |reading| tables.ln_lr(pedigree, family.missing, l, of_family, reading))
            }
        };
        let found = standing.find(&read, &exact);
        of_samples.push(start.elapsed());
        summed += asked.into_inner();
        survivors += found.len();
        let known: HashSet<usize> = found.into_iter().map(|(m, _)| m).collect();
        let mut sample = Readings::new(loci.len());
        sample.push(&read);
        let reaches = |m: &usize| entries(*m, &sample).iter().flatten().sum::<f64>() >= ln_threshold;
        let some = (0..families).into_par_iter().step_by(families.div_ceil(CHECKED));
        missed += some.filter(|m| !known.contains(m)).filter(reaches).count();
    }
    let mut of_families = Vec::new();
    for number in families..families + later {
        let family = crowd.family(number);
        let start = Instant::now();
        let prepare = |_| bench.target(&family, ln_threshold);
        let found = search(1, &prepare, &remains, ln_threshold, Level::best());
        of_families.push(start.elapsed());
        survivors += found.survivors.len();
    }
    print(&json!({
        "sample_seconds": median(&mut of_samples),
        "sample_seconds_most": most(&of_samples),
        "family_seconds": median(&mut of_families),
        "family_seconds_most": most(&of_families),
        "prepare_seconds": preparing.as_secs_f64(),
        "tables_bytes": standing.bytes(),
        "peak_memory_bytes": peak_memory(),
        "survivors": survivors,
        "summed": summed,
        "missed": missed,
        "threads": rayon::current_num_threads(),
    }))
}

fn median(of: &mut [Duration]) -> f64 {
    of.sort_unstable();
    of.get(of.len() / 2).map_or(0.0, Duration::as_secs_f64)
}

fn most(of: &[Duration]) -> f64 {
    of.iter().max().map_or(0.0, Duration::as_secs_f64)
}
