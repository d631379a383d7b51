//! `kintrace worker`: takes tiles of searches from the registry's queue, one after another.

use std::net::SocketAddr;

use kintrace_jobs::work;
use kintrace_web::{Operators, stopped, tile_done};

use super::r#match::SettingArguments;
use super::serve::bind;
use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace worker --database-url postgres://registry@db.example/kintrace\n\nAny number of workers, on any number of machines, work on what `kintrace jobs start` has planned. Told to stop, a worker finishes its tile first; the tile of one that dies is given to another."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    settings: SettingArguments,
    /// What it is called among all workers; by default its machine and a number.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// End when nothing is left to do.
    #[arg(long)]
    until_done: bool,
    /// Address and port for whoever runs it: `/metrics` (Prometheus' text format) and `/health`.
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    block_on(async move {
        let store = arguments.data.open().await?;
        let settings = arguments.settings.settings(&store).await?;
        if let Some(address) = arguments.metrics {
            let listener = bind(address).await?;
            println!("http://{}/metrics", listener.local_addr()?);
            Operators::on(listener)?.spawn(store.clone());
        }
        let name = arguments.name.unwrap_or_else(own_name);
        println!("{name}");
        work(&store, &settings, &name, arguments.until_done, stopped(), tile_done).await?;
        store.settle().await?;
        Ok(())
    })
}

/// The machine's name, the process's number, and one by which it is not mistaken for an earlier one.
fn own_name() -> String {
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let machine = machine.trim();
    let machine = if machine.is_empty() { "worker" } else { machine };
    format!("{machine}-{}-{:08x}", std::process::id(), rand::random::<u32>())
}
