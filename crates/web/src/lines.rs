//! The lines of evidence of a hypothesis, as its page says them.

use kintrace_casework::review::{Decision, Review};
use kintrace_casework::{Noun, Reference};
use kintrace_identification::joint::Views;
use kintrace_identification::lines::place::BESIDE_KM;
use kintrace_identification::lines::{Line, Range, Weight, Why};
use kintrace_kinship::LN_10;
use kintrace_language::Language;
use kintrace_matching::{Contribution, compared};
use kintrace_report::{dates, words};
use kintrace_store::hypotheses::Hypothesis;
use kintrace_store::{Store, StoreError};

use crate::reconciliation::range;

/// A line of evidence.
pub(crate) struct LineRow {
    pub(crate) name: String,
    /// What was compared.
    pub(crate) why: String,
    /// How much more probable that is.
    pub(crate) times: String,
    pub(crate) log10_lr: String,
    /// The posterior without the line; empty for the DNA.
    pub(crate) posterior_without: String,
    /// Why it is not multiplied, if it is not.
    pub(crate) left_out: String,
}

/// The DNA, then each other line that says something.
pub(crate) fn rows(language: Language, hypothesis: &Hypothesis) -> Vec<LineRow> {
    let say = |id: &'static str| language.say(id).to_string();
    let dna = LineRow {
        name: say("line-dna"),
        why: say("dna-by-locus"),
        times: words::times(language, hypothesis.log10_lr_dna),
        log10_lr: words::power(language, hypothesis.log10_lr_dna),
        posterior_without: String::new(),
        left_out: String::new(),
    };
    // Whoever wrote the row had another version of the program, if this can't be read.
    let lines: Vec<Contribution> = serde_json::from_value(hypothesis.lines.clone()).unwrap_or_default();
    let others = lines.into_iter().map(|Contribution { weight, posterior_without }| {
        let log10_lr = weight.ln_lr / LN_10;
        LineRow {
            name: language.say(format!("line-{}", weight.line.text())).to_string(),
            why: why(language, &weight),
            times: words::times(language, log10_lr),
            log10_lr: words::power(language, log10_lr),
            posterior_without: words::digits(language, posterior_without),
            left_out: if weight.counts { String::new() } else { say("line-left-out") },
        }
    });
    std::iter::once(dna).chain(others).collect()
}

/// The posterior as it looks from the pair alone, from its remains, from its missing person, and from all together.
pub(crate) fn views(language: Language, hypothesis: &Hypothesis) -> Vec<(String, String)> {
    // What an earlier version of the program found has none.
    let Ok(views) = serde_json::from_value::<Views>(hypothesis.views.clone()) else { return Vec::new() };
    let rows = [
        (language.say("view-pair"), views.pair),
        (language.say("view-remains"), views.remains),
        (language.say("view-missing"), views.missing),
        (language.say("view-joint"), hypothesis.posterior),
    ];
    rows.into_iter().map(|(name, p)| (name.to_string(), words::digits(language, p))).collect()
}

/// The lines that an examiner left out of these remains' side or of the missing person's: which, why, who and when.
pub(crate) async fn left_out(
    language: Language,
    store: &Store,
    remains: &str,
    missing: &str,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let mut found = Vec::new();
    for (kind, id) in [(Noun::Remains, remains), (Noun::MissingPerson, missing)] {
        let about = store.documents_of_kind_about(Noun::Review, &Reference::new(kind, id)).await?;
        let reviews = about.iter().filter_map(|d| d.thing::<Review>().ok());
        for review in reviews.filter(|r| r.decision == Decision::LinesLeftOut) {
            let names = review.lines.iter().map(|l| language.say(format!("line-{}", compared(*l).text())));
            let names: Vec<String> = names.map(|said| said.to_string()).collect();
            let on = review.on.map(|on| dates::day(language, on)).unwrap_or_default();
            found.push((names.join(", "), review.reason.clone(), format!("{}, {on}", review.by)));
        }
    }
    Ok(found)
}

/// What was compared, and with whom.
fn why(language: Language, weight: &Weight) -> String {
    let compared = match weight.why {
        Why::Sex { same, error_rate } => {
            let id = if same { "why-sex-same" } else { "why-sex-other" };
            language.say(id).with("percent", 100.0 * error_rate).to_string()
        }
        Why::Ranges { found, stated } => {
            let id = if weight.line == Line::Age { "why-age" } else { "why-stature" };
            let shown = |(from, to): Range| range(language, Some((from.floor(), to.floor())));
            language.say(id).with("found", shown(found)).with("stated", shown(stated)).to_string()
        }
        Why::Category { same, frequency } => {
            let id = if same { "why-category-same" } else { "why-category-other" };
            language.say(id).with("percent", (100.0 * frequency).round()).to_string()
        }
        Why::Teeth { same, changed, contradicting } => language
            .say("why-teeth")
            .with("same", same)
            .with("changed", changed)
            .with("contradicting", contradicting)
            .to_string(),
        Why::Features { on_both, only_stated, only_found } => language
            .say("why-features")
            .with("both", on_both)
            .with("stated", only_stated)
            .with("found", only_found)
            .to_string(),
        Why::Distance(km) => language.say("why-distance").with("km", km.round()).to_string(),
        Why::Company { km, others, beside } => {
            let of_company = language
                .say("why-company")
                .with("others", others)
                .with("beside", beside)
                .with("km", BESIDE_KM)
                .to_string();
            match km {
                Some(km) => {
                    let distance = language.say("why-distance").with("km", km.round());
                    format!("{distance} {of_company}")
                }
                None => of_company,
            }
        }
        Why::Years { .. } => language.say("why-years").to_string(),
        Why::MaleLine { loci, same, meioses, count, of } => language
            .say("why-male-line")
            .with("loci", loci)
            .with("same", same)
            .with("meioses", meioses)
            .with("count", count)
            .with("of", of)
            .to_string(),
        Why::MaternalLine { bases, differences, meioses, count, of } => language
            .say("why-maternal-line")
            .with("bases", bases)
            .with("differences", differences)
            .with("meioses", meioses)
            .with("count", count)
            .with("of", of)
            .to_string(),
        Why::Concluded => return language.say("why-concluded").to_string(),
    };
    let note = match weight.line {
        Line::Age | Line::Stature => "compared-within-sex",
        Line::Teeth => "compared-within-age",
        Line::Effects => "effects-are-limited",
        _ => return compared,
    };
    format!("{compared} {}", language.say(note))
}
