//! `kintrace verify-receipt`: whether a receipt holds, without asking anybody.

use std::path::PathBuf;

use anyhow::Context;
use kintrace_record::{Receipt, unhex};
use kintrace_service::record::policy;
use serde_json::json;

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace verify-receipt receipt-12.tlog-proof --policy policy.txt")]
pub(crate) struct Arguments {
    /// The receipt.
    file: PathBuf,
    /// The log's key and whose cosignatures are needed (C2SP tlog-policy), as one trusts them.
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// What was said, byte for byte: whether the receipt is for it.
    #[arg(long, value_name = "FILE", requires = "nonce")]
    state: Option<PathBuf>,
    /// The number that opens the commitment, hexadecimal.
    #[arg(long, value_name = "HEX")]
    nonce: Option<String>,
    /// JSON on standard output.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let policy = policy(&arguments.policy)?;
    let name = arguments.file.display().to_string();
    let text = std::fs::read_to_string(&arguments.file).with_context(|| format!("{name} can't be read"))?;
    let receipt = Receipt::parse(&text.replace("\r\n", "\n")).with_context(|| name.clone())?;
    let (leaf, signed) = receipt.check(&policy).with_context(|| name.clone())?;
    if let (Some(state), Some(nonce)) = (&arguments.state, &arguments.nonce) {
        let state =
            std::fs::read_to_string(state).with_context(|| format!("{} can't be read", state.display()))?;
        let nonce = unhex(nonce.trim()).context("--nonce: hexadecimal digits were expected")?;
        receipt.check_state(&nonce, state.trim_end_matches(['\r', '\n'])).with_context(|| name.clone())?;
    }
    let head = &receipt.checkpoint.head;
    if arguments.json {
        println!(
            "{}",
            json!({
                "log": head.origin(),
                "sequence": leaf.sequence,
                "time": leaf.time,
                "kind": leaf.kind,
                "change": leaf.change,
                "version": leaf.version,
                "leaves": head.size(),
                "witnesses": signed,
            })
        );
    } else {
        println!("The receipt holds.");
        println!("record:     {}", head.origin());
        println!("entry:      {} of {}", leaf.sequence, head.size());
        println!("recorded:   {}", leaf.time);
        println!("what:       {} {:?}, version {}", leaf.kind, leaf.change, leaf.version);
        println!("witnesses:  {}", if signed.is_empty() { "none".to_owned() } else { signed.join(", ") });
    }
    Ok(())
}
