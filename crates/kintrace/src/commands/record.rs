//! `kintrace record`: the log's key, checkpoints, receipts.

use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;
use kintrace_record::checkpoint::Checkpoint;
use kintrace_record::hex;
use kintrace_service::record::{Answer, Recorder, key};
use kintrace_store::record::{Kind, rfc3339};
use serde_json::json;

use super::{DataArguments, block_on};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The log's public key; made if there is none.
    #[command(after_help = "Example: kintrace record key --data region --name kintrace.example/region")]
    Key {
        #[command(flatten)]
        data: DataArguments,
        /// The log's name (its origin), for a new key: an address without its scheme is usual.
        #[arg(long)]
        name: Option<String>,
    },
    /// Signs the log as it is now and asks the witnesses of the policy; prints the checkpoint.
    #[command(after_help = "Example: kintrace record checkpoint --data region")]
    Checkpoint {
        #[command(flatten)]
        data: DataArguments,
    },
    /// The receipt for the last change of a thing.
    #[command(after_help = "Example: kintrace record receipt --data region \"missing person\" M0001")]
    Receipt {
        #[command(flatten)]
        data: DataArguments,
        /// Kind of thing: missing person, person, remains, sample, profile …
        kind: String,
        /// Its id.
        id: String,
    },
    /// Asks a timestamping authority (RFC 3161) since when the log has been as it is now.
    #[command(
        after_help = "Example: kintrace record timestamp https://tsa.example/tsr --data region --out timestamps\n\nThe authority gets a hash of the checkpoint. With --out, all timestamps so far are written as files; of each, `openssl ts -verify -data SIZE.txt -in SIZE-N.tsr -CAfile authority.pem` says whether the authority signed it."
    )]
    Timestamp {
        /// The authority's address.
        authority: String,
        #[command(flatten)]
        data: DataArguments,
        /// A folder for all timestamps: SIZE.txt, what was stamped, and SIZE-N.tsr, the replies.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// What was recorded of a thing, with what opens each commitment, as JSON.
    #[command(after_help = "Example: kintrace record history --data region sample S0001")]
    History {
        #[command(flatten)]
        data: DataArguments,
        /// Kind of thing.
        kind: String,
        /// Its id.
        id: String,
    },
}

/// The kind of thing of a name.
pub(crate) fn kind(text: &str) -> anyhow::Result<Kind> {
    let names = || Kind::all().map(Kind::text).collect::<Vec<_>>().join(", ");
    Kind::read(text)
        .ok_or_else(|| anyhow::anyhow!("{text:?} is no kind of thing; one of {} was expected", names()))
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    match arguments.command {
        Command::Key { data, name } => {
            println!("{}", key(&data.keys(), name.as_deref())?.public());
            Ok(())
        }
        Command::Checkpoint { data } => block_on(async move {
            let recorder = Recorder::open(data.open().await?, &data.keys())?;
            let published = recorder.publish().await?;
            print!("{}", published.checkpoint);
            for (name, answer) in &published.answers {
                match answer {
                    Answer::Signed => {}
                    Answer::LogIsBehind(seen) => {
                        eprintln!("{name} has signed a log of {seen} leaves: this one was set back");
                    }
                    Answer::Refused(why) => eprintln!("{name} does not sign: {why}"),
                    Answer::Silent(why) => eprintln!("{name} can't be reached: {why}"),
                }
            }
            published.quorum?;
            Ok(())
        }),
        Command::Receipt { data, kind: of, id } => block_on(async move {
            let of = kind(&of)?;
            let store = data.open().await?;
            let last = store.history(of, &id).await?.into_iter().next();
            let last = last.ok_or_else(|| anyhow::anyhow!("nothing was recorded of {} {id}", of.text()))?;
            let recorder = Recorder::open(store, &data.keys())?;
            let receipt = recorder.receipt(last.sequence).await?;
            print!("{}", receipt.ok_or_else(|| anyhow::anyhow!("leaf {} is not there", last.sequence))?);
            Ok(())
        }),
        Command::Timestamp { authority, data, out } => block_on(async move {
            let store = data.open().await?;
            let recorder = Recorder::open(store.clone(), &data.keys())?;
            let (size, time) = recorder.timestamp(&authority).await?;
            println!("{size} leaves, {}", rfc3339(time.cast_signed()));
            if let Some(folder) = out {
                std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
                for (number, timestamp) in store.timestamps().await?.into_iter().enumerate() {
                    let size = timestamp.size;
                    for (name, bytes) in [
                        (format!("{size}.txt"), timestamp.text.into_bytes()),
                        (format!("{size}-{}.tsr", number + 1), timestamp.reply),
                    ] {
                        let file = folder.join(name);
                        std::fs::write(&file, bytes).with_context(|| file.display().to_string())?;
                    }
                }
            }
            Ok(())
        }),
        Command::History { data, kind: of, id } => block_on(async move {
            for version in data.open().await?.history(kind(&of)?, &id).await? {
                println!(
                    "{}",
                    json!({
                        "version": version.version,
                        "change": version.change,
                        "sequence": version.sequence,
                        "time": version.time,
                        "by": version.by,
                        "nonce": hex(&version.nonce),
                        "state": version.state,
                    })
                );
            }
            Ok(())
        }),
    }
}

/// The head of a checkpoint in one line.
pub(crate) fn head(checkpoint: &Checkpoint) -> String {
    format!("{}: {} leaves", checkpoint.head.origin(), checkpoint.head.size())
}
