//! `kintrace names`: how probable it is that two names are one.

use std::path::PathBuf;

use kintrace_interchange::{Faults, encoding};
use kintrace_names::romanise::romanise;
use kintrace_names::{Name, compare};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::output::{number, print};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace names name-pairs.json --json\n\
                        The score is log10 of the likelihood ratio of one name written twice against two \
                        people's names.")]
pub(crate) struct Arguments {
    /// A file of name-pairs/1 (JSON): its format, and pairs of names under "same" and "different".
    pairs: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Deserialize)]
struct Pairs {
    format: String,
    #[serde(default)]
    same: Vec<[String; 2]>,
    #[serde(default)]
    different: Vec<[String; 2]>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let file = arguments.pairs.display().to_string();
    let bytes =
        std::fs::read(&arguments.pairs).map_err(|e| Faults::of_file(&file, format!("can't be read: {e}")))?;
    let pairs: Pairs = serde_json::from_str(&encoding::decode(&bytes))
        .map_err(|e| Faults::of_file(&file, format!("name-pairs/1 was expected: {e}")))?;
    if pairs.format != "name-pairs/1" {
        let expected = format!("format {:?}; name-pairs/1 was expected", pairs.format);
        return Err(Faults::of_file(&file, expected).into());
    }
    if arguments.json {
        let scores = |pairs: &[[String; 2]]| -> Vec<Value> {
            let scores: Vec<f64> = pairs.par_iter().map(|[a, b]| score(a, b)).collect();
            scores.into_iter().map(number).collect()
        };
        return print(&json!({ "same": scores(&pairs.same), "different": scores(&pairs.different) }));
    }
    for (what, pairs) in [("same", &pairs.same), ("different", &pairs.different)] {
        for [a, b] in pairs {
            let (x, y) = (Name::read(a), Name::read(b));
            let comparison = compare(&x, &y);
            println!("{what}: {a} ({}) / {b} ({}): {:.2}", romanise(a), romanise(b), comparison.log10_lr);
            for aligned in &comparison.aligned {
                let word = |name: &Name, at: Option<usize>| {
                    at.map_or("—".to_owned(), |at| name.tokens[at].written.clone())
                };
                let how = aligned.agreement.map_or("only here".to_owned(), |a| a.to_string());
                println!(
                    "  {} / {}: {how}, {:+.2}",
                    word(&x, aligned.left),
                    word(&y, aligned.right),
                    aligned.log10_lr
                );
            }
        }
    }
    Ok(())
}

fn score(a: &str, b: &str) -> f64 {
    compare(&Name::read(a), &Name::read(b)).log10_lr
}
