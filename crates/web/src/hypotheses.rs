//! `/hypotheses`: the list, and the page of one: these remains, that missing person.

use std::collections::BTreeMap;

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse, Response};
use kintrace_casework::registry::{MissingPerson, Remains, Subject};
use kintrace_casework::{Noun, Reference, Registry};
use kintrace_identification::lines::place::Shares;
use kintrace_interchange::kinship_case::Written;
use kintrace_kinship::{FrequencyTable, LN_10, LikelihoodRatio, LocusResult, Pedigree, Profile};
use kintrace_language::{Language, numbers};
use kintrace_matching::{
    Degraded, ENGINE, LearnedOf, LineReading, LinkedLoci, Settings, frequencies, linkage_matters, linked,
    loci, of_one_line, pair,
};
use kintrace_policy::{Action, Kind};
use kintrace_report::{pedigree_drawing, plots, words};
use kintrace_service::body::{Joined, joined_remains};
use kintrace_service::left_out::LeftOut;
use kintrace_service::mergers::joined_file;
use kintrace_store::documents::Filter;
use kintrace_store::hypotheses::{Hypothesis, Of, Search};
use kintrace_store::missing_persons::File;
use kintrace_store::{Store, StoreError};
use serde::Deserialize;
use serde_json::json;
use tokio::task::spawn_blocking;
use tokio::try_join;

use crate::App;
use crate::documents::DocumentRow;
use crate::doubts::{self, DoubtRow};
use crate::haplotypes::{self, HaplotypeRow};
use crate::lines::{self, LineRow};
use crate::missing_persons::{marks, pedigree};
use crate::page::{Frame, Moment, PageError, Pages, html};
use crate::reconciliation::Reconciliation;
use crate::search_task::Status;
use crate::session::{Office, SignedIn};

const PAGE: u64 = 50;
/// Hypotheses of a smaller posterior are not kept.
pub(crate) const LEAST_SHOWN: f64 = 0.001;
/// Above every posterior.
pub(crate) const EXCLUSIVE: f64 = 1.5;

/// A hypothesis on the page of one of its sides.
pub(crate) struct Candidate {
    pub(crate) hypothesis: Hypothesis,
    /// The missing person's name.
    pub(crate) name: String,
    pub(crate) posterior: String,
    pub(crate) chance: String,
    pub(crate) lr: String,
    pub(crate) support: String,
}

/// Hypotheses, ready to be listed.
pub(crate) async fn candidates(
    language: Language,
    store: &Store,
    found: Vec<Hypothesis>,
) -> Result<Vec<Candidate>, StoreError> {
    let names = store.missing_names(found.iter().map(|h| h.missing.clone()).collect()).await?;
    Ok(found
        .into_iter()
        .map(|h| Candidate {
            name: names.get(&h.missing).cloned().unwrap_or_else(|| h.missing.clone()),
            posterior: words::digits(language, h.posterior),
            chance: words::posterior(language, h.posterior),
            lr: words::power(language, h.log10_lr),
            support: words::support(language, h.log10_lr),
            hypothesis: h,
        })
        .collect())
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct ListQuery {
    page: u64,
}

#[derive(Template)]
#[template(path = "hypotheses.html")]
struct ListPage {
    frame: Frame,
    status: Status,
    rows: Vec<Candidate>,
    pages: Pages,
    /// The last comparison, in words.
    search: Option<String>,
}

/// `GET /hypotheses`
pub(crate) async fn list(
    Office(app): Office,
    user: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    let (found, total) = app.store.hypotheses(Of::All, 0.0, query.page, PAGE).await?;
    let language = user.language;
    html(&ListPage {
        status: app.search.status(),
        rows: candidates(language, &app.store, found).await?,
        pages: Pages { page: query.page, size: PAGE, total },
        search: app.store.last_search().await?.map(|(s, at)| search_in_words(language, &s, at)),
        frame: Frame::new(language.say("hypotheses"), "hypotheses", user),
    })
}

/// What was compared, how, and how far its numbers may be off.
fn search_in_words(language: Language, search: &Search, at: i64) -> String {
    let small = |p: f64| if p == 0.0 { "0".to_owned() } else { format!("{p:.1e}") };
    language
        .say("search-was")
        .with("moment", Moment::new(language, at).shown)
        .with("missing", search.missing)
        .with("remains", search.remains)
        .with("outside", search.outside.round())
        .with("theta", search.theta)
        .with("dropped", small(search.dropped_mass))
        .with("error", small(search.standard_error))
        .with("engine", search.engine.as_str())
        .to_string()
}

#[derive(Template)]
#[template(path = "hypothesis.html")]
struct HypothesisPage {
    frame: Frame,
    missing: MissingPerson,
    remains: Remains,
    /// All parts of the body of which these are one, if there are several.
    body: Vec<String>,
    sides: Reconciliation,
    /// What was proposed or signed of these remains.
    identified: Vec<DocumentRow>,
    stored: Option<Candidate>,
    /// What each line of evidence says, if a search has said it.
    lines: Vec<LineRow>,
    /// The posterior from four points of view.
    views: Vec<(String, String)>,
    /// Lines that an examiner left out: which, why, who and when.
    left_out: Vec<(String, String, String)>,
    /// What is doubtful about the family's samples and the remains', for whoever may know.
    doubts: Vec<DoubtRow>,
    dna: String,
    dna_words: String,
    dna_support: String,
    scale: String,
    parts: String,
    part_rows: Vec<(String, String)>,
    pedigree: String,
    merged: Vec<MissingPerson>,
    strip: String,
    loci: Vec<LocusRow>,
    surprising: usize,
    /// What is said of a panel.
    panel: Option<String>,
    /// What is said of loci that are not quite independent.
    linked: Vec<String>,
    /// What is handed down one line only.
    haplotypes: Vec<HaplotypeRow>,
    other_missing: Vec<Candidate>,
    other_remains: Vec<Candidate>,
    /// What the numbers rest on.
    basis: Vec<(String, String)>,
}

struct LocusRow {
    locus: String,
    remains: String,
    relatives: String,
    log10_lr: String,
    surprising: bool,
}

/// Remains and a missing person, compared.
pub(crate) struct Compared {
    pub(crate) file: File,
    /// Other reports of the same person, whose relatives are in the file's family.
    merged: Vec<MissingPerson>,
    pub(crate) found: Joined,
    /// As the family stated it.
    stated: Pedigree,
    /// As it is compared.
    pedigree: Pedigree,
    profile: Profile,
    /// Profiles of relatives, by their ids.
    relatives: BTreeMap<String, Profile>,
    result: LikelihoodRatio,
    table: FrequencyTable,
    pub(crate) frequency_source: String,
}

/// The frequency table that counts.
pub(crate) async fn frequency_table(store: &Store) -> Result<FrequencyTable, StoreError> {
    Ok(frequencies(&Registry { frequencies: store.frequencies().await?, ..Registry::default() }))
}

/// Compares remains with a missing person as the search does it.
pub(crate) async fn compared(app: &App, remains_id: &str, missing_id: &str) -> Result<Compared, PageError> {
    let (joined, found, table) = try_join!(
        joined_file(&app.store, missing_id),
        joined_remains(&app.store, remains_id, &app.settings),
        frequency_table(&app.store)
    )?;
    let joined = joined.ok_or(PageError::NotFound)?;
    let file = joined.file;
    let found = found.ok_or(PageError::NotFound)?;
    let left_out = LeftOut::of_file(&app.store, &file).await?;
    // Drawn as the family stated it, compared as an examiner decided.
    let stated = pedigree(&file)?;
    let persons = left_out.compared(&file.persons);
    let pedigree =
        if persons == file.persons { stated.clone() } else { pedigree(&File { persons, ..file.clone() })? };
    let member = pedigree.find(&file.missing.person).ok_or(PageError::NotFound)?;
    // The two sides' samples, merged as the search merges them.
    let relatives = of_family(&file).profiles_of_persons(|_| true);
    let subject = Subject::Remains(found.goes_by.clone());
    let profile =
        found.registry.profiles_of(|s| *s == subject).into_values().next().unwrap_or_default().into_owned();
    let settings = app.settings.clone();
    let compared = spawn_blocking(move || {
        let result = pair(&table, &pedigree, member, &relatives, &profile, &settings);
        Compared {
            file,
            merged: joined.merged,
            found,
            stated,
            pedigree,
            profile,
            relatives,
            result,
            frequency_source: table.source.clone(),
            table,
        }
    });
    compared.await.map_err(|e| PageError::Broken(e.to_string()))
}

impl Compared {
    /// The family as a drawing, with the remains in the missing person's place.
    pub(crate) fn drawing(&self, language: Language, remains: &str) -> String {
        let marks = marks(&self.file, &self.stated, Some(remains));
        pedigree_drawing::draw(language, &self.stated, &marks)
    }

    /// What was read of the missing person's lines.
    fn of_one_line(&self) -> Vec<LineReading> {
        let missing = self.pedigree.find(&self.file.missing.person);
        missing.map_or_else(Vec::new, |missing| {
            of_one_line(&self.pedigree, missing, &self.relatives, &self.profile)
        })
    }

    /// Loci that are not quite independent for these relatives.
    fn linked(&self) -> Vec<LinkedLoci> {
        let missing = self.pedigree.find(&self.file.missing.person);
        missing
            .map_or_else(Vec::new, |missing| linked(&self.pedigree, missing, &self.relatives, &self.result))
    }

    /// What is said of a panel of so many loci that not all of them are listed.
    pub(crate) fn panel(&self, language: Language) -> Option<String> {
        let compared = self.result.loci.len();
        (compared > MOST_LOCI).then(|| {
            let listed =
                language.say("panel-of-loci").with("count", compared).with("shown", MOST_LOCI).to_string();
            let missing = self.pedigree.find(&self.file.missing.person);
            let matters = missing.is_some_and(|m| linkage_matters(&self.pedigree, m, &self.relatives));
            let linked = matters.then(|| language.say("panel-of-linked-loci").to_string());
            [Some(listed), linked].into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
    }

    /// Relatives who gave DNA, and locus by locus: name, alleles of the remains, those of the relatives by their
    /// numbers, log₁₀ LR; then what is handed down one line, without a number for each locus.
    pub(crate) fn loci(&self, language: Language) -> (Vec<String>, Vec<[String; 4]>) {
        let names = self.relatives.keys().map(|id| name_in(&self.file, id)).collect();
        let rows = listed(&self.result).into_iter().map(|l| {
            let relatives: Vec<String> = self
                .relatives
                .values()
                .enumerate()
                .filter_map(|(i, p)| alleles(p, &l.locus).map(|shown| format!("{}: {shown}", i + 1)))
                .collect();
            let remains = alleles(&self.profile, &l.locus).unwrap_or_default();
            [l.locus.clone(), remains, relatives.join("; "), words::power(language, l.ln_lr() / LN_10)]
        });
        let number = |id: &str| self.relatives.keys().position(|r| r == id).map_or(0, |i| i + 1);
        let of_lines = self.of_one_line().into_iter().map(|reading| {
            let relatives = reading.relatives.iter();
            let relatives: Vec<String> = relatives
                .map(|(id, pair)| format!("{}: {}", number(id), haplotypes::alleles(pair)))
                .collect();
            let remains = reading.remains.as_ref().map(haplotypes::alleles).unwrap_or_default();
            [reading.locus, remains, relatives.join("; "), String::new()]
        });
        let rows = rows.chain(of_lines);
        (names, rows.collect())
    }
}

/// So many loci are listed at most.
const MOST_LOCI: usize = 100;
/// So many of a panel are drawn as bars: the names of more can't be read.
const MOST_BARS: usize = 40;

/// The loci that are listed: all in their order, or of a panel those that speak most against the pair.
fn listed(result: &LikelihoodRatio) -> Vec<&LocusResult> {
    let mut loci: Vec<&LocusResult> = result.loci.iter().collect();
    if loci.len() > MOST_LOCI {
        loci.sort_by(|a, b| a.ln_lr().total_cmp(&b.ln_lr()));
        loci.truncate(MOST_LOCI);
    }
    loci
}

/// The alleles of a profile at a locus; `?` for one that was not seen.
fn alleles(profile: &Profile, locus: &str) -> Option<String> {
    profile.get(locus).map(|pair| {
        let alleles: Vec<&str> = pair.alleles().collect();
        let unseen = if pair.second.is_none() { ", ?" } else { "" };
        format!("{}{unseen}", alleles.join(", "))
    })
}

/// A member's name, or the id where none is known.
pub(crate) fn name_in(file: &File, id: &str) -> String {
    let person = file.persons.iter().find(|p| p.id == id);
    person.filter(|p| !p.name.is_empty()).map_or_else(|| id.to_owned(), |p| p.name.clone())
}

fn linked_in_words(language: Language, pair: &LinkedLoci) -> String {
    language
        .say("linked-loci")
        .with("one", pair.loci.0.as_str())
        .with("other", pair.loci.1.as_str())
        .with("more", pair.more.as_str())
        .with("lr", words::power(language, pair.ln_lr_without / LN_10))
        .to_string()
}

/// What the numbers of a comparison rest on: name and value.
pub(crate) fn basis(
    language: Language,
    settings: &Settings,
    search: Option<&Search>,
    frequency_source: &str,
) -> Vec<(String, String)> {
    let say = |id: &'static str| language.say(id).to_string();
    let mutation = language
        .say("mutation-model")
        .with("mothers", settings.mutation_female)
        .with("fathers", settings.mutation_male);
    let threshold = numbers::number(language, settings.analytical_threshold);
    let drop_out = if settings.drop_out {
        language.say("drop-out-allowed").with("threshold", threshold).to_string()
    } else {
        say("drop-out-not-allowed")
    };
    let mut rows = vec![
        (say("allele-frequencies"), frequency_source.to_owned()),
        (say("mutation"), mutation.to_string()),
        ("θ".to_owned(), numbers::number(language, settings.theta)),
        (say("drop-out-in-remains"), drop_out),
    ];
    if !settings.mutation_models.is_empty() {
        let loci: Vec<&str> = settings.mutation_models.keys().map(String::as_str).collect();
        rows.insert(2, (say("mutation-models"), loci.join(", ")));
    }
    let (male, maternal) = (settings.population.male.len(), settings.population.maternal.len());
    if male + maternal > 0 {
        let counted = language.say("population-haplotypes").with("male", male).with("maternal", maternal);
        rows.push((say("haplotypes-of-population"), counted.to_string()));
    }
    for (label, rate) in [
        ("silent-alleles", settings.silent),
        ("drop-in-of-remains", settings.drop_in),
        ("contamination-of-remains", settings.contamination),
        ("theta-of-lineages", settings.lineage_theta),
    ] {
        if rate > 0.0 {
            rows.push((say(label), numbers::number(language, rate)));
        }
    }
    if let Some(search) = search {
        rows.push((say("prior"), prior_in_words(language, search)));
        if let Ok(LearnedOf { places, missing, remains }) = serde_json::from_value(search.places.clone()) {
            if missing > 0 {
                let people =
                    language.say("learned-of-people").with("missing", missing).with("remains", remains);
                rows.push((say("learned-of"), people.to_string()));
            }
            let Shares { near, taken, anywhere, pairs, together, pairs_together } = places;
            let percent = |share: f64| (100.0 * share).round();
            let learned = language
                .say("places-learned")
                .with("near", percent(near))
                .with("taken", percent(taken))
                .with("anywhere", percent(anywhere))
                .with("pairs", pairs);
            rows.push((say("how-the-dead-lie"), learned.to_string()));
            if pairs_together > 0 {
                let learned = language
                    .say("places-together")
                    .with("together", percent(together))
                    .with("pairs", pairs_together);
                rows.push((say("who-lies-together"), learned.to_string()));
            }
        }
        rows.push((say("engine"), search.engine.clone()));
    }
    rows
}

/// What was believed before the evidence.
pub(crate) fn prior_in_words(language: Language, search: &Search) -> String {
    language.say("prior-outside").with("outside", search.outside.round()).to_string()
}

/// `GET /hypotheses/{remains}/{missing}`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    Path((remains_id, missing_id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let language = user.language;
    // What has been found before is read while the DNA is compared.
    let known = async {
        let (of_remains, of_missing, search, left_out) = try_join!(
            app.store.hypotheses(Of::Remains(&remains_id), 0.0, 0, 20),
            app.store.hypotheses(Of::Missing(&missing_id), 0.0, 0, 20),
            app.store.last_search(),
            lines::left_out(language, &app.store, &remains_id, &missing_id)
        )?;
        Ok((of_remains.0, of_missing.0, search, left_out))
    };
    let (both, (by_remains, by_missing, search, left_out)) =
        try_join!(compared(&app, &remains_id, &missing_id), known)?;
    let drawing = both.drawing(language, &remains_id);
    let haplotypes = haplotypes::rows(&both.of_one_line(), &both.file);
    let linked = both.linked().iter().map(|pair| linked_in_words(language, pair)).collect();
    let panel = both.panel(language);
    let Compared { file, merged, found, profile, relatives, result, frequency_source, .. } = both;
    let stored = by_remains.iter().find(|h| h.missing == missing_id).cloned();
    let parts = parts(language, stored.as_ref(), &by_remains, &missing_id);
    let log10_dna = result.ln_lr() / LN_10;
    let loci = locus_rows(language, &result, &profile, &relatives, &file);
    let bars = if panel.is_some() { MOST_BARS } else { loci.len() };
    let strip: Vec<(String, f64)> =
        listed(&result).into_iter().take(bars).map(|l| (l.locus.clone(), l.ln_lr() / LN_10)).collect();
    let desk = user.desk(&app);
    let of_remains = Filter { about: Some(Reference::new(Noun::Remains, &remains_id)), ..Filter::default() };
    // These remains and others for the person, and this person and others for the remains.
    let is_this = |h: &Hypothesis| (&h.remains, &h.missing) == (&remains_id, &missing_id);
    let listed = by_remains.into_iter().chain(by_missing.into_iter().filter(|h| !is_this(h)));
    let (sides, (identified, _), doubts, listed) = try_join!(
        Reconciliation::of(&app, &user, &file, &found),
        async { Ok(desk.list(Noun::Identification, &of_remains, 0, 8).await?) },
        async {
            if user.may(Action::Read, Kind::Doubt) {
                doubts::about(language, &app.store, &remains_id, &missing_id).await
            } else {
                Ok(Vec::new())
            }
        },
        async { Ok(candidates(language, &app.store, listed.collect()).await?) }
    )?;
    let (this, others): (Vec<_>, Vec<_>) = listed.into_iter().partition(|c| is_this(&c.hypothesis));
    let (other_missing, other_remains) = others.into_iter().partition(|c| c.hypothesis.remains == remains_id);
    let identified = identified.iter().map(|d| DocumentRow::new(language, d)).collect();
    html(&HypothesisPage {
        frame: Frame::new(
            language
                .say("remains-and-person")
                .with("remains", remains_id.as_str())
                .with("name", file.missing.name.as_str()),
            "hypotheses",
            user,
        ),
        sides,
        identified,
        left_out,
        doubts,
        lines: stored.as_ref().map(|h| lines::rows(language, h)).unwrap_or_default(),
        views: stored.as_ref().map(|h| lines::views(language, h)).unwrap_or_default(),
        dna: words::power(language, log10_dna),
        dna_words: words::times(language, log10_dna),
        dna_support: words::support(language, log10_dna),
        scale: plots::likelihood_scale(language, log10_dna),
        part_rows: parts.iter().map(|(label, p)| (label.clone(), words::digits(language, *p))).collect(),
        parts: plots::parts(language, &parts),
        pedigree: drawing,
        merged,
        strip: plots::locus_strip(language, &strip),
        panel,
        linked,
        haplotypes,
        surprising: loci.iter().filter(|l| l.surprising).count(),
        loci,
        other_missing,
        other_remains,
        stored: this.into_iter().next(),
        basis: basis(language, &app.settings, search.map(|(search, _)| search).as_ref(), &frequency_source),
        missing: file.missing,
        remains: found.file.remains,
        body: found.parts,
    })
}

/// `GET /hypotheses/{remains}/{missing}/file`: everything that the numbers follow from, as a case that `kintrace lr`
/// and other programs compute again; beside it what the other lines said, the prior and the posterior.
pub(crate) async fn file(
    Office(app): Office,
    Path((remains_id, missing_id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let both = compared(&app, &remains_id, &missing_id).await?;
    let missing = both.pedigree.find(&both.file.missing.person).ok_or(PageError::NotFound)?;
    let loci = loci(&both.table, &app.settings);
    let degraded = Degraded::of(&both.profile, &loci, &app.settings);
    let written = Written {
        id: &format!("{remains_id} {missing_id}"),
        pedigree: &both.pedigree,
        missing,
        drop_out: &degraded.drop_out,
        drop_in: degraded.drop_in,
        likelier: &degraded.likelier,
        loci: &loci,
        relatives: &both.relatives,
        remains: &both.profile,
        theta: app.settings.theta,
        contamination: app.settings.contamination,
    };
    let found = app.store.hypotheses(Of::Remains(&remains_id), 0.0, 0, 1000).await?.0;
    let stored = found.into_iter().find(|h| h.missing == missing_id);
    let search = app.store.last_search().await?.map(|(search, _)| search);
    let said = json!({
        "frequency_source": both.frequency_source,
        "haplotypes": haplotypes::json(&both.of_one_line()),
        "linked_loci": both.linked().iter().map(|pair| json!([pair.loci.0, pair.loci.1])).collect::<Vec<_>>(),
        "lineage_theta": app.settings.lineage_theta,
        "log10_lr_dna": both.result.ln_lr() / LN_10,
        "lines": stored.as_ref().map(|h| h.lines.clone()),
        "log10_lr": stored.as_ref().map(|h| h.log10_lr),
        "posterior": stored.as_ref().map(|h| h.posterior),
        "outside": search.as_ref().map(|s| s.outside),
        "dropped_mass": search.as_ref().map(|s| s.dropped_mass),
        "engine": search.map_or_else(|| ENGINE.to_owned(), |s| s.engine),
    });
    let more = said.as_object().cloned().unwrap_or_default();
    let name = format!("attachment; filename=\"{remains_id}-{missing_id}.json\"");
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    Ok(([(CONTENT_DISPOSITION, name)], Json(written.json(more))).into_response())
}

/// A registry of a family's samples only.
pub(crate) fn of_family(file: &File) -> Registry {
    let mut registry = Registry::default();
    for (sample, profile) in &file.samples {
        registry.samples.insert(sample.id.clone(), sample.clone());
        registry.profiles.insert(sample.id.clone(), profile.clone());
    }
    registry
}

/// The posterior of the remains as parts of a whole.
fn parts(
    language: Language,
    stored: Option<&Hypothesis>,
    by_remains: &[Hypothesis],
    missing: &str,
) -> Vec<(String, f64)> {
    let this = stored.map_or(0.0, |h| h.posterior);
    let others: f64 = by_remains.iter().filter(|h| h.missing != missing).map(|h| h.posterior).sum();
    let none = (1.0 - this - others).max(0.0);
    vec![
        (language.say("part-this-person").to_string(), this),
        (language.say("part-others").to_string(), others),
        (language.say("part-nobody").with("least", LEAST_SHOWN).to_string(), none),
    ]
}

fn locus_rows(
    language: Language,
    result: &LikelihoodRatio,
    remains: &Profile,
    relatives: &BTreeMap<String, Profile>,
    file: &File,
) -> Vec<LocusRow> {
    listed(result)
        .into_iter()
        .map(|l| {
            let log10_lr = l.ln_lr() / LN_10;
            let relatives: Vec<String> = relatives
                .iter()
                .filter_map(|(id, p)| alleles(p, &l.locus).map(|a| format!("{} ({a})", name_in(file, id))))
                .collect();
            LocusRow {
                remains: alleles(remains, &l.locus).unwrap_or_default(),
                relatives: relatives.join("; "),
                log10_lr: words::power(language, log10_lr),
                surprising: plots::is_surprising(log10_lr),
                locus: l.locus.clone(),
            }
        })
        .collect()
}
