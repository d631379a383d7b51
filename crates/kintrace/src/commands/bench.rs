//! `kintrace bench`: how fast the search is on this machine.

mod incremental;

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use kintrace_identification::pairwise::ln_lrs;
use kintrace_identification::readings::Readings;
use kintrace_identification::search::{Coded, Found, Level, Preparation, Target, search};
use kintrace_kinship::{Inheritance, LN_10, Locus, builtin};
use kintrace_matching::{Settings, drop_out, loci};
use kintrace_simulation::crowd::{Crowd, CrowdFamily};
use rayon::prelude::*;
use serde_json::json;

use crate::output::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// The DNA of all families against that of all remains; prints JSON.
    Search(SearchArguments),
    /// One sample more against all families, and one family more against all remains; prints JSON.
    Incremental(incremental::IncrementalArguments),
}

/// Families and remains.
#[derive(clap::Args)]
struct Crowded {
    /// How many families, one missing person each.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    families: u32,
    /// How many sets of remains.
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    remains: u32,
    /// How many loci of the built-in table.
    #[arg(long, value_name = "L", default_value_t = 23)]
    loci: usize,
    /// Which pairs are found: log10 of the likelihood ratio.
    #[arg(long, value_name = "LOG10", default_value_t = 4.0)]
    threshold: f64,
    /// Same seed, same families and remains.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Crowded {
    /// So many autosomal loci.
    fn loci(&self) -> anyhow::Result<Vec<Locus>> {
        let mut loci = loci(&builtin::frequencies(), &Settings::default());
        loci.retain(|locus| locus.inheritance() == Inheritance::Autosomal);
        if self.loci == 0 || self.loci > loci.len() {
            bail!("--loci {}: 1 to {} were expected", self.loci, loci.len());
        }
        loci.truncate(self.loci);
        Ok(loci)
    }
}

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace bench search --families 20000 --remains 200000 --loci 23")]
struct SearchArguments {
    #[command(flatten)]
    crowded: Crowded,
    /// Compare every pair exactly, too, not those of some families only.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match &arguments.what {
        What::Search(arguments) => run_search(arguments),
        What::Incremental(arguments) => incremental::run(arguments),
    }
}

/// Pairs that are compared exactly, without `--check`.
const CHECKED: u64 = 20_000_000;
/// Pairs by which each way of screening is timed.
const TIMED: u64 = 400_000_000;
/// Remains that are made at once.
const MADE: usize = 50_000;

fn run_search(arguments: &SearchArguments) -> anyhow::Result<()> {
    let Crowded { threshold, seed, .. } = arguments.crowded;
    let loci = arguments.crowded.loci()?;
    let (families, of) = (arguments.crowded.families as usize, arguments.crowded.remains as usize);
    let crowd = Crowd::new(&loci, families, seed);
    let ln_threshold = threshold * LN_10;
    let readings = made(&crowd, of, loci.len());

    let start = Instant::now();
    let remains = Coded::new(readings);
    let bench = Bench { loci: &loci, crowd: &crowd, remains: &remains, ln_threshold };
    let (found, preparing) = bench.search(families, Level::best());
    let seconds = start.elapsed().as_secs_f64();
    let pairs = families as u64 * of as u64;
    let missed = bench.missed(&found, families, arguments.check);

    let mut levels = BTreeMap::new();
    let some = families_of(TIMED, of, families);
    for level in Level::available() {
        let start = Instant::now();
        let (_, preparing) = bench.search(some, level);
        let screening = start.elapsed().saturating_sub(preparing).as_secs_f64();
        levels.insert(level.text(), (some as f64 * of as f64 / screening).round());
    }
    print(&json!({
        "pairs_per_second": (pairs as f64 / seconds).round(),
        "seconds": seconds,
        "prepare_seconds": preparing.as_secs_f64(),
        "peak_memory_bytes": peak_memory(),
        "survivors": found.survivors.len(),
        "threads": rayon::current_num_threads(),
        "missed": missed,
        "summed": found.summed,
        "screen_pairs_per_second": levels,
    }))
}

/// Readings of all remains.
fn made(crowd: &Crowd<'_>, of: usize, loci: usize) -> Readings {
    let mut readings = Readings::new(loci);
    for first in (0..of).step_by(MADE) {
        let numbers = first..of.min(first + MADE);
        let made: Vec<_> = numbers.into_par_iter().map(|r| crowd.remains(r, of, drop_out)).collect();
        made.iter().for_each(|genotypes| readings.push(genotypes));
    }
    readings
}

/// How many families make so many pairs with the remains; one at least.
fn families_of(pairs: u64, remains: usize, families: usize) -> usize {
    usize::try_from(pairs / remains as u64).unwrap_or(families).clamp(1, families)
}

struct Bench<'a> {
    loci: &'a [Locus],
    crowd: &'a Crowd<'a>,
    remains: &'a Coded,
    ln_threshold: f64,
}

impl Bench<'_> {
    /// The tables of a family's missing person, by themselves.
    fn target(&self, family: &CrowdFamily<'_>, ln_threshold: f64) -> Option<Target> {
        let readings = self.remains.readings();
        let entries = ln_lrs(family.pedigree, family.missing, self.loci, &family.genotypes, 0.0, readings);
        Target::new(entries, self.remains, ln_threshold)
    }

    /// Searches the first families; what was found, and how long tables were made (a thread's share).
    fn search(&self, families: usize, level: Level) -> (Found, Duration) {
        let preparing = AtomicU64::new(0);
        let preparation = Preparation::new(self.loci, 0.0, self.remains, self.ln_threshold);
        let prepare = |number: usize| {
            let family = self.crowd.family(number);
            let start = Instant::now();
            let target = preparation.target(family.pedigree, family.missing, &family.genotypes);
            let nanoseconds = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
            preparing.fetch_add(nanoseconds, Ordering::Relaxed);
            target
        };
        let found = search(families, &prepare, self.remains, self.ln_threshold, level);
        let threads = rayon::current_num_threads().max(1) as u64;
        (found, Duration::from_nanos(preparing.into_inner() / threads))
    }

    /// How many pairs above the threshold the search did not find, among all or those of some families.
    fn missed(&self, found: &Found, families: usize, all: bool) -> usize {
        let known: HashSet<(usize, usize)> = found.survivors.iter().map(|s| (s.missing, s.remains)).collect();
        let of = self.remains.readings().remains();
        let every = if all { 1 } else { families / families_of(CHECKED, of, families) };
        let numbers: Vec<usize> = (0..families).step_by(every).collect();
        numbers
            .par_iter()
            .map(|&number| {
                let target = self.target(&self.crowd.family(number), f64::NEG_INFINITY);
                let Some(target) = target else { return 0 };
                let reaches = |r: &usize| target.ln_lr(self.remains, *r) >= self.ln_threshold;
                (0..of).filter(reaches).filter(|r| !known.contains(&(number, *r))).count()
            })
            .sum()
    }
}

/// The most memory that this process has used so far, as Linux tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
