//! `kintrace package`: a case or a piece of evidence as one file that a court verifies by itself.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use kintrace_casework::Noun;
use kintrace_service::record::Recorder;
use kintrace_service::sealed::package;

use super::record::kind;
use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace package --data region \"missing person\" M0017 M0017.zip --without statement\n\nThe package holds every version of the thing and of what refers to it, with the proof that each stands in the record; whoever gets it checks it with `kintrace verify-package`. It holds personal data, unencrypted."
)]
pub(crate) struct Arguments {
    /// Kind of thing: missing person, remains, evidence …
    kind: String,
    /// Its id.
    id: String,
    /// The file to write; one that is there already is left alone.
    file: PathBuf,
    /// A kind of document to leave out: statement, request for information …; any number.
    #[arg(long, value_name = "KIND")]
    without: Vec<String>,
    #[command(flatten)]
    data: DataArguments,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let kind = kind(&arguments.kind)?;
    let without = arguments
        .without
        .iter()
        .map(|name| Noun::read(name).with_context(|| format!("--without {name:?}: no such kind of document")))
        .collect::<anyhow::Result<_>>()?;
    let shown = arguments.file.display().to_string();
    let archive = block_on(async {
        let store = arguments.data.open().await?;
        let recorder = Recorder::open(store.clone(), &arguments.data.keys())?;
        let originals = arguments.data.originals()?;
        Ok(package(&store, &recorder, &originals, (kind, &arguments.id), &without).await?)
    })?;
    let mut file = std::fs::File::create_new(&arguments.file).with_context(|| shown.clone())?;
    file.write_all(&archive).and_then(|()| file.sync_all()).with_context(|| shown.clone())?;
    println!("{shown}: {} bytes; it holds personal data", archive.len());
    Ok(())
}
