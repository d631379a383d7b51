//! `kintrace backup` and `kintrace restore`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use kintrace_service::backup::{self, Lock, Opener};

use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace backup --data region --recipient age1… region-2026-11-24.age")]
pub(crate) struct BackupArguments {
    #[command(flatten)]
    data: DataArguments,
    /// The file to make.
    file: PathBuf,
    /// A public key of age (age1…): whoever has its secret key can open the backup; any number.
    #[arg(long, value_name = "KEY", required_unless_present = "passphrase_file")]
    recipient: Vec<String>,
    /// A file with a passphrase in its first line, instead of recipients.
    #[arg(long, value_name = "FILE", conflicts_with = "recipient")]
    passphrase_file: Option<PathBuf>,
}

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace restore --data new-region --identity key.txt region-2026-11-24.age"
)]
pub(crate) struct RestoreArguments {
    #[command(flatten)]
    data: DataArguments,
    /// The backup.
    file: PathBuf,
    /// A file with secret keys, as age-keygen makes it.
    #[arg(long, value_name = "FILE", required_unless_present = "passphrase_file")]
    identity: Option<PathBuf>,
    /// A file with the passphrase in its first line.
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
}

fn passphrase(file: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let first = text.lines().next().unwrap_or_default().to_owned();
    anyhow::ensure!(
        first.chars().count() >= 16,
        "{}: a passphrase of at least 16 characters was expected",
        file.display()
    );
    Ok(first)
}

pub(crate) fn back_up(arguments: BackupArguments) -> anyhow::Result<()> {
    let lock = match &arguments.passphrase_file {
        Some(file) => Lock::Passphrase(passphrase(file)?),
        None => Lock::Recipients(arguments.recipient),
    };
    block_on(async move {
        let store = arguments.data.open().await?;
        let (keys, originals) = (arguments.data.keys(), arguments.data.originals()?);
        let header = backup::back_up(&store, &keys, &originals, &arguments.file, &lock).await?;
        println!("{}: a registry with {} leaves in its record", arguments.file.display(), header.leaves);
        Ok(())
    })
}

pub(crate) fn restore(arguments: RestoreArguments) -> anyhow::Result<()> {
    let opener = match (&arguments.passphrase_file, arguments.identity) {
        (Some(file), _) => Opener::Passphrase(passphrase(file)?),
        (None, Some(file)) => Opener::Identities(file),
        (None, None) => anyhow::bail!("--identity or --passphrase-file was expected"),
    };
    block_on(async move {
        let store = arguments.data.open().await?;
        let (keys, originals) = (arguments.data.keys(), arguments.data.originals()?);
        let (header, verified) = backup::restore(&store, &keys, &originals, &arguments.file, &opener).await?;
        println!(
            "Restored and verified: {} leaves, {} things compared with their rows.",
            header.leaves, verified.things
        );
        println!("If witnesses have signed a later checkpoint, they will say so at the next one.");
        Ok(())
    })
}
