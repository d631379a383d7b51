//! `kintrace jobs`: searches in tiles, planned and watched.

use anyhow::bail;
use kintrace_jobs::{enqueue, set_up};
use kintrace_kinship::LN_10;
use kintrace_service::tiles::{Rate, plan};
use kintrace_store::tiles::{Tile, TileSearch};
use serde_json::{Value, json};

use super::r#match::SettingArguments;
use super::{DataArguments, block_on};
use crate::output::print;

#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Example: kintrace jobs --data region\n\nWithout a subcommand: how far all searches in tiles are, how fast, and what failed."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    show: ShowArguments,
}

#[derive(clap::Subcommand)]
enum What {
    /// Cuts a search of all families against all remains, by DNA, into tiles for workers.
    Start(StartArguments),
    /// The pairs that a search in tiles has found so far.
    Pairs(PairsArguments),
    /// Forgets a search with what it has found.
    Forget(ForgetArguments),
}

#[derive(clap::Args)]
struct ShowArguments {
    #[command(flatten)]
    data: DataArguments,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace jobs start --data region --threshold 4 --missing 1000 --remains 20000"
)]
struct StartArguments {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    settings: SettingArguments,
    /// Which pairs are found: log10 of the likelihood ratio of the DNA.
    #[arg(long, value_name = "LOG10", default_value_t = 4.0)]
    threshold: f64,
    /// How many missing persons a tile has.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    missing: u32,
    /// How many remains a tile has.
    #[arg(long, value_name = "M", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..))]
    remains: u32,
}

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace jobs pairs --data region --search 3 --json")]
struct PairsArguments {
    #[command(flatten)]
    data: DataArguments,
    /// Which search; the latest unless said.
    #[arg(long, value_name = "NUMBER")]
    search: Option<i64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace jobs forget --data region --search 3")]
struct ForgetArguments {
    #[command(flatten)]
    data: DataArguments,
    /// Which search.
    #[arg(long, value_name = "NUMBER")]
    search: i64,
}

const NO_SUCH: &str = "there is no such search in tiles: `kintrace jobs start` begins one";

/// So many tiles that failed are told of each search.
const FAILED: u64 = 100;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    block_on(async {
        match &arguments.what {
            None => show(&arguments.show).await,
            Some(What::Start(arguments)) => start(arguments).await,
            Some(What::Pairs(arguments)) => pairs(arguments).await,
            Some(What::Forget(arguments)) => forget(arguments).await,
        }
    })
}

async fn start(arguments: &StartArguments) -> anyhow::Result<()> {
    let store = arguments.data.open().await?;
    let settings = arguments.settings.settings(&store).await?;
    set_up(&store).await?;
    let of = (arguments.missing as usize, arguments.remains as usize);
    let search = plan(&store, &settings, arguments.threshold, of).await?;
    enqueue(&store, &settings).await?;
    println!("search {}: {} tiles", search.id, search.tiles);
    Ok(())
}

async fn show(arguments: &ShowArguments) -> anyhow::Result<()> {
    let store = arguments.data.open().await?;
    let mut rows = Vec::new();
    for search in store.tile_searches().await? {
        let failed = store.failed_tiles(search.id, FAILED).await?;
        if arguments.json {
            rows.push(row(&search, &failed));
            continue;
        }
        let Rate { pairs_per_second, per_worker } = Rate::of(&search);
        println!(
            "search {}: {} of {} tiles done, {} under way, {} failed, {} begun again",
            search.id, search.done, search.tiles, search.begun_tiles, search.failed, search.repeated
        );
        println!(
            "  {} pairs compared, {pairs_per_second:.3e} a second ({per_worker:.3e} a worker); {} of 10^{} or more",
            search.compared, search.found, search.log10_threshold
        );
        for tile in failed {
            let (worker, failure) = (tile.worker.unwrap_or_default(), tile.failure.unwrap_or_default());
            println!("  tile {}, begun {} times, last by {worker}: {failure}", tile.tile, tile.runs);
        }
    }
    if arguments.json {
        return print(&json!({ "searches": rows }));
    }
    Ok(())
}

fn row(search: &TileSearch, failed: &[Tile]) -> Value {
    let Rate { pairs_per_second, per_worker } = Rate::of(search);
    let failures: Vec<Value> = failed
        .iter()
        .map(|t| json!({"tile": t.tile, "runs": t.runs, "worker": t.worker, "failure": t.failure}))
        .collect();
    json!({
        "search": search.id,
        "begun": search.begun,
        "log10_threshold": search.log10_threshold,
        "tiles": search.tiles,
        "done": search.done,
        "under_way": search.begun_tiles,
        "failed": search.failed,
        "begun_again": search.repeated,
        "pairs": search.compared,
        "found": search.found,
        "pairs_per_second": pairs_per_second,
        "pairs_per_second_of_a_worker": per_worker,
        "failures": failures,
    })
}

async fn pairs(arguments: &PairsArguments) -> anyhow::Result<()> {
    let store = arguments.data.open().await?;
    let search = match arguments.search {
        Some(id) => store.tile_search(id).await?,
        None => store.tile_searches().await?.into_iter().next(),
    };
    let Some(search) = search else { bail!("{NO_SUCH}") };
    let found = store.tile_pairs(search.id).await?;
    if arguments.json {
        let pairs: Vec<Value> = found
            .iter()
            .map(|(missing, remains, ln_lr)| {
                json!({"missing": missing, "remains": remains, "log10_lr": ln_lr / LN_10})
            })
            .collect();
        return print(&json!({"search": search.id, "is_done": search.is_done(), "pairs": pairs}));
    }
    println!("{:<16} {:<16} {:>9}", "missing", "remains", "log10 LR");
    for (missing, remains, ln_lr) in found {
        println!("{missing:<16} {remains:<16} {:>9.2}", ln_lr / LN_10);
    }
    if !search.is_done() {
        eprintln!("search {}: {} of {} tiles are done", search.id, search.done, search.tiles);
    }
    Ok(())
}

async fn forget(arguments: &ForgetArguments) -> anyhow::Result<()> {
    if !arguments.data.open().await?.forget_tile_search(arguments.search).await? {
        bail!("{NO_SUCH}");
    }
    Ok(())
}
