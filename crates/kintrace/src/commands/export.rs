//! `kintrace export`: everything as open files.

use std::path::PathBuf;

use kintrace_service::package::export;

use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace export --data region region-export\n\nThe folder is a Frictionless data package: CSV tables and a datapackage.json. `kintrace import` of it into an empty registry gives the same one. It holds everything but accounts, keys and the record (a backup has these), unencrypted."
)]
pub(crate) struct Arguments {
    /// The folder to write to; made if it isn't there, and empty if it is.
    folder: PathBuf,
    #[command(flatten)]
    data: DataArguments,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    block_on(async {
        let store = arguments.data.open().await?;
        let files = export(&store, &arguments.data.originals()?, &arguments.folder).await?;
        println!("{}: {} files; they hold personal data", arguments.folder.display(), files.len());
        Ok(())
    })
}
