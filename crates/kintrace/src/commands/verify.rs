//! `kintrace verify`: whether the registry is what the record says.

use std::path::PathBuf;

use anyhow::Context;
use base64::prelude::{BASE64_STANDARD, Engine};
use kintrace_record::checkpoint::Checkpoint;
use kintrace_record::{Hash, Policy, timestamp};
use kintrace_service::originals;
use kintrace_service::record::policy;
use kintrace_store::record::{Timestamp, rfc3339};
use serde_json::json;

use super::{DataArguments, block_on};

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace verify --data region --policy policy.txt --checkpoint from-the-witness.txt"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    data: DataArguments,
    /// Whose signatures are needed (C2SP tlog-policy); the last checkpoint that was kept must have them.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// A checkpoint that somebody else has, a witness for instance: the log must still begin with it.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// JSON on standard output.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let policy = arguments.policy.as_deref().map(policy).transpose()?;
    let mut given = Vec::new();
    for file in &arguments.checkpoint {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("{name} can't be read"))?;
        given.push((name.clone(), Checkpoint::parse(&text).with_context(|| name)?));
    }
    let (verified, kept, timestamps) = block_on(async {
        let store = arguments.data.open().await?;
        let timestamps = store.timestamps().await?;
        let sizes = given.iter().map(|(_, c)| c.head.size()).chain(timestamps.iter().map(|t| t.size));
        let mut verified = store.verify(&sizes.collect::<Vec<_>>()).await?;
        verified.findings.extend(originals::verify(&store, &arguments.data.originals()?).await?);
        Ok((verified, store.checkpoint().await?, timestamps))
    })?;
    let mut findings: Vec<(String, String)> =
        verified.findings.into_iter().map(|f| (f.about, f.problem)).collect();
    for (name, checkpoint) in &given {
        // One witness's checkpoint has one witness's signature: what counts is that the log signed it.
        if let Some(policy) = &policy {
            let origin = checkpoint.head.origin();
            match policy.logs.iter().find(|l| l.name == origin).map(|l| checkpoint.check_log(l)) {
                None => findings.push((name.clone(), format!("the log {origin:?} is not in the policy"))),
                Some(Err(e)) => findings.push((name.clone(), e.to_string())),
                Some(Ok(())) => {}
            }
        }
        let size = checkpoint.head.size();
        match verified.roots.get(&size) {
            None => findings
                .push((name.clone(), format!("it has {size} leaves, the log only {}", verified.leaves))),
            Some(root) if root != checkpoint.head.hash() => {
                findings.push((
                    name.clone(),
                    "the log does not begin with it: it was forked or changed".to_owned(),
                ));
            }
            Some(_) => {}
        }
    }
    let mut stamped = None;
    for timestamp in &timestamps {
        match since_when(timestamp, verified.roots.get(&timestamp.size)) {
            Ok(time) => stamped = Some((timestamp.size, time)),
            Err(problem) => findings.push((format!("timestamp of {} leaves", timestamp.size), problem)),
        }
    }
    let signed = last_signed(policy.as_ref(), kept.as_ref().map(|(c, _)| c), &mut findings);
    if arguments.json {
        let list: Vec<_> =
            findings.iter().map(|(about, problem)| json!({"about": about, "problem": problem})).collect();
        println!(
            "{}",
            json!({
                "leaves": verified.leaves,
                "root": BASE64_STANDARD.encode(verified.root.0),
                "things": verified.things,
                "erased": verified.erased,
                "signed_leaves": kept.as_ref().map(|(c, _)| c.head.size()),
                "witnesses": signed,
                "timestamped_leaves": stamped.map(|(size, _)| size),
                "timestamp": stamped.map(|(_, time)| rfc3339(time.cast_signed())),
                "findings": list,
            })
        );
    } else {
        println!(
            "{} leaves, {} things compared with their rows, {} erased",
            verified.leaves, verified.things, verified.erased
        );
        match &kept {
            Some((c, _)) => println!(
                "last checkpoint: {} leaves; witnesses that signed: {}",
                c.head.size(),
                if signed.is_empty() { "none that were asked about".to_owned() } else { signed.join(", ") }
            ),
            None => println!("no checkpoint was signed yet"),
        }
        if let Some((size, time)) = stamped {
            println!("last timestamp: {size} leaves, {}", rfc3339(time.cast_signed()));
        }
        for (about, problem) in &findings {
            println!("{about}: {problem}");
        }
    }
    match findings.len() {
        0 => {
            if !arguments.json {
                println!("Everything is as recorded.");
            }
            Ok(())
        }
        n => anyhow::bail!("{n} {} not as recorded", if n == 1 { "thing is" } else { "things are" }),
    }
}

/// Since when the log's first leaves have been what they are, by a timestamp: seconds since 1970.
fn since_when(timestamp: &Timestamp, root: Option<&Hash>) -> Result<u64, String> {
    let head = Checkpoint::parse_text(&timestamp.text).map_err(|e| e.to_string())?;
    if head.size() != timestamp.size || root != Some(head.hash()) {
        return Err("the log does not begin with what was stamped: it was cut, forked or changed".to_owned());
    }
    timestamp::read(&timestamp.reply, timestamp.text.as_bytes(), None).map_err(|e| e.to_string())
}

/// Whether the last checkpoint has the policy's signatures; whose it has.
fn last_signed(
    policy: Option<&Policy>,
    kept: Option<&Checkpoint>,
    findings: &mut Vec<(String, String)>,
) -> Vec<String> {
    let Some(policy) = policy else { return Vec::new() };
    match kept.map(|checkpoint| policy.check(checkpoint)) {
        Some(Ok(signed)) => signed,
        Some(Err(e)) => {
            findings.push(("the last checkpoint".to_owned(), e.to_string()));
            Vec::new()
        }
        None => {
            findings.push(("the last checkpoint".to_owned(), "there is none".to_owned()));
            Vec::new()
        }
    }
}
