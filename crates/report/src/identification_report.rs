//! The report of an identification: every line of evidence, the family, the loci, the numbers and what they
//! rest on, who signed, and a code that proves what the record has (ISFG DVI recommendations, Prinz et al.
//! 2007; INTERPOL DVI guide, 2018).

use kintrace_casework::Day;
use kintrace_casework::identification::{Act, ContestOutcome, Identification};
use kintrace_language::{Language, numbers};

use crate::paper::{Block, Paper, standalone};
use crate::{dates, words};

/// What an identification report says besides the identification.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The missing person's name, as reported; in Latin letters as well, where that differs.
    pub name: String,
    /// The name of the party that makes it.
    pub party: String,
    /// The family with the remains in it, as SVG.
    pub pedigree: String,
    /// What stands on both sides: property, before death, remains, what it says.
    pub sides: Vec<[String; 4]>,
    /// Relatives who gave DNA, as the loci number them from 1.
    pub relatives: Vec<String>,
    /// Locus, alleles of the remains, those of relatives by their numbers, log₁₀ LR.
    pub loci: Vec<[String; 4]>,
    /// What the numbers rest on: name and value.
    pub basis: Vec<(String, String)>,
    /// The receipt of its last version as a code, SVG.
    pub receipt: Option<String>,
}

/// "by aygun, 3 May 2026: geneticist"
pub(crate) fn act(language: Language, act: &Act) -> String {
    let said = language
        .say("paper-act")
        .with("account", act.by.as_str())
        .with("day", dates::day(language, act.on))
        .to_string();
    if act.remark.is_empty() { said } else { format!("{said}: {}", act.remark) }
}

/// The report, as of a day.
#[must_use]
pub fn paper(language: Language, of: &Identification, sources: &Sources, date: Day) -> Paper {
    let say = |id: &'static str| language.say(id).to_string();
    let mut paper = Paper::new(language, say("paper-identification"), &of.id, date);
    let remains = of.remains.join(", ");
    let id = if of.withdrawn.is_some() {
        "paper-identification-withdrawn"
    } else if of.stands() {
        "paper-identified"
    } else {
        "paper-proposed"
    };
    paper.lead(language.say(id).with("remains", remains.as_str()).with("name", sources.name.as_str()));
    let posterior = of.posterior.map_or_else(String::new, |p| {
        format!("{} ({})", words::digits(language, p), words::posterior(language, p))
    });
    let lr = of.log10_lr.map_or_else(String::new, |lr| {
        format!("{} ({})", words::power(language, lr), words::support(language, lr))
    });
    paper.facts([
        (say("missing-person"), format!("{} ({})", sources.name, of.missing)),
        (say("remains"), remains),
        (say("held-by"), sources.party.clone()),
        (say("paper-lr-of-all"), lr),
        (say("prior"), of.prior.clone()),
        (say("posterior"), posterior),
        (say("engine"), of.engine.clone()),
    ]);
    paper.heading(say("step-findings"));
    let findings = of.findings.iter().map(|finding| {
        let lr = finding
            .log10_lr
            .map_or_else(String::new, |lr| numbers::number(language, (lr * 1e4).round() / 1e4));
        vec![
            language.capitalised(&language.word(finding.line.text())),
            finding.finding.clone(),
            lr,
            finding.examiner.clone(),
        ]
    });
    paper.table(
        &[
            (say("field-line"), 3),
            (say("field-finding"), 8),
            ("log10 LR".to_owned(), 2),
            (say("field-examiner"), 3),
        ],
        findings.collect(),
    );
    if !sources.sides.is_empty() {
        paper.heading(say("side-by-side"));
        paper.table(
            &[
                (say("property"), 3),
                (language.capitalised(&say("before-death")), 4),
                (say("remains"), 4),
                (say("what-it-says"), 4),
            ],
            sources.sides.iter().map(|row| row.to_vec()).collect(),
        );
    }
    if !sources.pedigree.is_empty() {
        paper.heading(say("remains-in-family"));
        paper.blocks.push(Block::Drawing {
            svg: standalone(&sources.pedigree),
            alt: say("pedigree-with-remains"),
            width: 100,
        });
    }
    if !sources.loci.is_empty() {
        paper.heading(say("locus-by-locus"));
        let numbered = sources.relatives.iter().enumerate();
        paper.facts(numbered.map(|(i, name)| ((i + 1).to_string(), name.clone())));
        paper.table(
            &[(say("locus"), 3), (say("remains"), 3), (say("relatives"), 8), ("log10 LR".to_owned(), 2)],
            sources.loci.iter().map(|row| row.to_vec()).collect(),
        );
    }
    paper.heading(say("what-the-numbers-rest-on"));
    paper.facts(sources.basis.iter().cloned());
    paper.heading(say("step-conclusion"));
    paper.paragraph(&of.conclusion);
    let mut acts: Vec<(String, String)> = Vec::new();
    acts.extend(of.proposed.iter().map(|a| (say("field-proposed"), act(language, a))));
    acts.extend(of.signatures.iter().map(|a| (say("paper-signed"), act(language, a))));
    acts.extend(of.family_informed.iter().map(|a| (say("field-family-informed"), act(language, a))));
    acts.extend(of.withdrawn.iter().map(|a| (say("field-withdrawn"), act(language, a))));
    paper.facts(acts);
    if !of.contests.is_empty() {
        paper.heading(say("step-contests"));
        for contest in &of.contests {
            paper.facts([
                (say("field-contests-grounds"), contest.grounds.clone()),
                (say("field-second-laboratory"), contest.second_laboratory.clone()),
                (say("field-second-opinion"), contest.second_opinion.clone()),
                (say("field-reply"), contest.reply.clone()),
                (
                    say("field-outcome"),
                    match contest.outcome {
                        ContestOutcome::Open => say("word-open"),
                        other => language.word(other.text()),
                    },
                ),
            ]);
        }
    }
    if of.signatures.is_empty() {
        paper.paragraph(say("paper-not-signed"));
    }
    paper
        .blocks
        .push(Block::Signatures { lines: vec![say("paper-first-signature"), say("paper-second-signature")] });
    if let Some(svg) = &sources.receipt {
        paper.blocks.push(Block::Code { svg: svg.clone(), text: say("paper-verify") });
    }
    paper
}
