//! Through whose hands an item went, drawn as one line: whole, or broken where the chain is.

use kintrace_casework::Document;
use kintrace_casework::custody::{Custody, Flaw};
use kintrace_language::Language;
use kintrace_report::dates;

use crate::documents::label;

/// Somebody who had the item.
pub(crate) struct Stop {
    pub(crate) keeper: String,
    pub(crate) day: String,
    /// Seals that were found and put on, and what was noticed.
    pub(crate) notes: Vec<String>,
    /// What is wrong with how it came here.
    pub(crate) flaws: Vec<String>,
    /// Whether the line from whoever had it before is broken: nobody knows where it was.
    pub(crate) is_gap: bool,
}

/// What is said of a flaw.
pub(crate) fn told(language: Language, flaw: Flaw) -> String {
    let (id, transfer) = match flaw {
        Flaw::Gap(i) => ("custody-gap", i),
        Flaw::SealBroken(i) => ("custody-seal-broken", i),
        Flaw::SealDiffers(i) => ("custody-seal-differs", i),
        Flaw::Backwards(i) => ("custody-backwards", i),
    };
    language.say(id).with("number", transfer + 1).to_string()
}

/// The line of a chain of custody; nothing for other documents.
pub(crate) fn of(language: Language, document: &Document) -> Vec<Stop> {
    let Ok(custody) = document.thing::<Custody>() else { return Vec::new() };
    let flaws = custody.flaws();
    let noted =
        |member: &str, text: &str| (!text.is_empty()).then(|| format!("{}: {text}", label(language, member)));
    let stops = custody.transfers.iter().enumerate().map(|(i, transfer)| {
        let here = flaws.iter().filter(|flaw| {
            let (Flaw::Gap(at) | Flaw::SealBroken(at) | Flaw::SealDiffers(at) | Flaw::Backwards(at)) = flaw;
            *at == i
        });
        let is_gap = flaws.contains(&Flaw::Gap(i));
        // Who gave it is who had it, unless there is a gap.
        let from = noted("from", if is_gap { &transfer.from } else { "" });
        let found = noted("seal_found", &transfer.seal_found);
        let set = noted("seal_set", &transfer.seal_set);
        let remark = (!transfer.remark.is_empty()).then(|| transfer.remark.clone());
        Stop {
            keeper: transfer.to.clone(),
            day: dates::day(language, transfer.on),
            notes: [from, found, set, remark].into_iter().flatten().collect(),
            flaws: here.map(|flaw| told(language, *flaw)).collect(),
            is_gap,
        }
    });
    stops.collect()
}
