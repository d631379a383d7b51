//! `kintrace doubts`: samples and stated relations that should be looked at.

use kintrace_service::doubts;
use serde_json::json;

use super::{DataArguments, block_on};
use crate::output::print;

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace doubts --data region --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    block_on(async {
        let store = arguments.data.open().await?;
        let found = doubts::all(&store).await?;
        if arguments.json {
            return print(&json!({ "doubts": found }));
        }
        for doubt in &found {
            let stands = if doubt.standing.is_empty() { "" } else { " (looked at, stands)" };
            println!("{:<14} {}{stands}", doubt.what.text(), doubt.samples.join(", "));
        }
        println!("{} in all, as the last search found them", found.len());
        Ok(())
    })
}
