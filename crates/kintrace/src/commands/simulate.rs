//! `kintrace simulate`: an invented region with known truth.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use kintrace_casework::import::{MergeOptions, merge};
use kintrace_casework::registry::Subject;
use kintrace_casework::review::{Decision, Review, Reviews};
use kintrace_casework::{Document, Registry};
use kintrace_identification::reassociation::NOT_SIBLINGS;
use kintrace_identification::{Pairwise, Tables};
use kintrace_interchange::detect::{Source, read_all};
use kintrace_interchange::documents::tables;
use kintrace_kinship::builtin;
use kintrace_language::Language;
use kintrace_matching::bodies::{bodies, join};
use kintrace_matching::doubts::{Doubt, What, doubts};
use kintrace_matching::{Assembled, Described, FALSE_RELATION, Outcome, Settings, case, conclude};
use kintrace_report::calibration_plot::{self, Point};
use kintrace_simulation::evaluation::{self, Evaluation, Statement, evaluate};
use kintrace_simulation::{Scale, World, island};

use crate::output::progress;

#[derive(clap::Args)]
#[command(
    after_help = "Example: kintrace simulate --missing 400 --remains 250 --seed 7 --out region --evaluate"
)]
pub(crate) struct Arguments {
    /// How many missing persons.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    missing: u32,
    /// How many sets of remains.
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    remains: u32,
    /// This share of the bodies, 0 to 1, fell apart or was moved: each is found as two to four sets of remains.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    scattered: f64,
    /// Of this share of the families and of the remains, 0 to 1, Y chromosomes and mitochondrial DNA were read as well.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    lineages: f64,
    /// Those who vanished at this share of the events, 0 to 1, were taken away together, and lie anywhere.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    taken: f64,
    /// Same seed, same files.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder to write to; made if it isn't there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Search the world and say how well it was solved. Doubts and parts of one body that are as good as certain are
    /// decided as the numbers say.
    #[arg(long)]
    evaluate: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let scale = Scale {
        missing: arguments.missing as usize,
        remains: arguments.remains as usize,
        seed: arguments.seed,
    };
    let mut world = World::scattered(scale, arguments.scattered, &builtin::frequencies());
    if arguments.taken > 0.0 {
        world = world.taken_away(arguments.seed, arguments.taken);
    }
    if arguments.lineages > 0.0 {
        world = world.with_lineages(arguments.seed, arguments.lineages);
    }
    let tables = write(&world, arguments.seed, &arguments.out)?;
    // Protected witnesses are left out: what would seal their identities is a registry's.
    let records = write_records(&world.records(&|_| None)?, &arguments.out.join("records"))?;
    println!(
        "{}: {} missing, {} remains, {} relatives' samples",
        arguments.out.display(),
        arguments.missing,
        world.remains.len(),
        world.donors.len()
    );
    if arguments.evaluate {
        evaluate_all(&world, &tables, &records, &arguments.out)?;
    }
    Ok(())
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "a number was expected".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("0 to 1 was expected".to_owned()) }
}

/// Searches the world with and without each line of evidence, and says how well it was solved.
fn evaluate_all(world: &World, tables: &[Source], records: &[Source], folder: &Path) -> anyhow::Result<()> {
    // The files go the way of any other: read, checked, searched.
    let mut registry =
        merge(&Registry::default(), &read_all(tables)?, &builtin::frequencies(), MergeOptions::default())?
            .registry;
    let mut described = Described::default();
    for row in read_all(records)?.documents {
        described.add(&Document::read(row.noun, row.state)?);
    }
    let stated = registry.clone();
    put_together(world, &mut registry, &mut described);
    let cut = cut(&relations(world, &stated, &described));
    println!("Of these {} are as good as certain ({CERTAIN}), and what is doubted is left out", cut.len());
    let mut reviews = Reviews::default();
    cut.into_iter().for_each(|review| reviews.add(review));
    reviews.apply(&mut registry);
    let mut assembled = case(&registry, &described, &Settings::default());
    let start = Instant::now();
    let bar = progress(assembled.case.missing().count(), "comparing");
    let of_families = Tables::kept(&assembled.case);
    let pairwise = Pairwise::by(&of_families, &assembled.case, &|| bar.inc(1));
    bar.finish_and_clear();
    assembled.learn(&pairwise);
    let doubtful = pairwise.with_doubt(&of_families, &assembled.case, FALSE_RELATION);
    println!("DNA compared in {:.1} s", start.elapsed().as_secs_f64());
    let judged = |assembled: &Assembled| {
        evaluation(&conclude(assembled, &of_families, &pairwise, &doubtful, false), world)
    };
    let start = Instant::now();
    let all = judged(&assembled);
    println!("Joint posterior in {:.1} s", start.elapsed().as_secs_f64());
    let places = assembled.lines.places();
    println!(
        "Of {} pairs settled by DNA alone: near {:.3}, taken {:.3}, anywhere {:.3}; with others of their group {:.3}, of {}",
        places.pairs, places.near, places.taken, places.anywhere, places.together, places.pairs_together
    );
    show(&all);
    println!(
        "\n{:>22} {:>8} {:>8} {:>8} {:>10} {:>10}",
        "", "rightly", "wrongly", "said", "Brier", "log loss"
    );
    let row = |name: &str, e: &Evaluation| {
        let said: usize = e.reliability.iter().map(|bin| bin.said).sum();
        println!(
            "{name:>22} {:>8} {:>8} {said:>8} {:>10.5} {:>10.5}",
            e.named.0, e.named.1, e.brier, e.log_loss
        );
    };
    row("all lines", &all);
    let known = assembled.lines.known();
    row("DNA alone", &judged(&assembled.without(&known)));
    for line in known {
        row(&format!("without {}", line.text()), &judged(&assembled.without(&[line])));
    }
    let points: Vec<Point> = all
        .reliability
        .iter()
        .map(|bin| Point { said: bin.mean, right: bin.share(), interval: bin.interval(), count: bin.said })
        .collect();
    // In a folder of its own, as it is not to be imported.
    let plot = folder.join("evaluation").join("calibration.svg");
    plot.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(&plot, calibration_plot::draw(Language::English, &points)))
        .with_context(|| format!("{} can't be written", plot.display()))?;
    println!("\nAs a plot: {}", plot.display());
    Ok(())
}

/// Puts parts together that are of one person, as an examiner would who looks at nothing but the numbers, and says how often
/// that is right.
fn put_together(world: &World, registry: &mut Registry, described: &mut Described) {
    let settings = Settings::default();
    let start = Instant::now();
    let found = bodies(registry, described, &settings);
    let seconds = start.elapsed().as_secs_f64();
    let truth: HashMap<String, usize> = world.bodies().collect();
    let id = |s: &usize| found.samples[*s].as_str();
    let clusters = found.reassociation.clusters.iter();
    let clusters: Vec<(Vec<&str>, f64)> =
        clusters.map(|c| (c.samples.iter().map(id).collect(), c.together)).collect();
    let joined = evaluation::joined(&clusters, &truth);
    let people = &found.people;
    println!(
        "Bones put together in {seconds:.1} s: {} samples of {} remains, of {} people; said {:.1} ({} to {}), {} at least by bones",
        people.samples, people.remains, joined.people, people.mean, people.from, people.to, people.by_bones
    );
    println!(
        "Of {} pairs of samples of one person {} were put together, {} with {} and above; and {} of two people, {} with {}",
        joined.pairs,
        joined.right.0,
        joined.right.1,
        evaluation::JOINED,
        joined.wrong.0,
        joined.wrong.1,
        evaluation::JOINED,
    );
    let sure = found.proposed.iter().filter(|doubt| match &doubt.what {
        What::OneBody(body) => {
            body.together >= evaluation::JOINED
                && body.log10_siblings >= NOT_SIBLINGS
                && body.second.is_empty()
                && !body.both_sexes
        }
        _ => false,
    });
    for doubt in sure {
        described.reviews.add(Review {
            id: doubt.id.clone(),
            decision: Decision::OnePerson,
            remains: doubt.remains.clone(),
            samples: doubt.samples.clone(),
            ..Review::default()
        });
    }
    // Of remains with two people's bones the sample that was taken first counts.
    let bodies = described.reviews.bodies();
    let mut clusters: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (i, cluster) in found.reassociation.clusters.iter().enumerate() {
        clusters.extend(cluster.samples.iter().map(|s| (found.samples[*s].as_str(), i)).filter_map(
            |(id, i)| {
                let Subject::Remains(remains) = &registry.samples.get(id)?.subject else { return None };
                Some((id, (remains.as_str(), i)))
            },
        ));
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (sample, (remains, cluster)) in &clusters {
        let is_other = first.entry(remains).or_insert(*cluster) != cluster;
        if is_other && !bodies.iter().any(|b| b.has(remains, sample)) {
            described.reviews.add(Review {
                id: format!("set aside {sample}"),
                decision: Decision::SetAside,
                samples: vec![(*sample).to_owned()],
                ..Review::default()
            });
        }
    }
    described.reviews.apply(registry);
    described.alike = found.alike(registry, &described.reviews);
    join(registry, described, &settings);
}

/// Doubts about stated relations; says how many of the families of whom one is false are doubted, and how many others.
fn relations(world: &World, registry: &Registry, described: &Described) -> Vec<Doubt> {
    let start = Instant::now();
    let mut found = doubts(registry, &[], &described.reviews, &Settings::default());
    found.retain(|doubt| matches!(doubt.what, What::Relation { .. }));
    let doubted: BTreeSet<&str> = found.iter().filter_map(|d| d.id.strip_prefix("relation ")).collect();
    let there: BTreeSet<&str> = world.false_relations.iter().map(String::as_str).collect();
    println!(
        "Stated relations looked at in {:.1} s: {} of {} families with a false one are doubted, and {} others",
        start.elapsed().as_secs_f64(),
        there.intersection(&doubted).count(),
        there.len(),
        doubted.difference(&there).count()
    );
    found
}

/// Of so probable a reading nobody would go on with what was stated.
const CERTAIN: f64 = 0.999;

/// What a geneticist decides of doubtful relations who looks at nothing but the numbers.
fn cut(doubtful: &[Doubt]) -> Vec<Review> {
    let best = doubtful.iter().filter_map(|doubt| match &doubt.what {
        What::Relation { readings, .. } => readings.first().filter(|r| r.posterior >= CERTAIN),
        _ => None,
    });
    let review = best.map(|reading| {
        let decision = match reading.reading.as_str() {
            "other-father" => Decision::FatherCut,
            "other-mother" => Decision::MotherCut,
            "other-parents" => Decision::ParentsCut,
            _ => Decision::SetAside,
        };
        Review {
            decision,
            samples: if decision == Decision::SetAside { reading.samples.clone() } else { Vec::new() },
            persons: if decision == Decision::SetAside { Vec::new() } else { reading.persons.clone() },
            ..Review::default()
        }
    });
    review.collect()
}

/// Another office's list of the missing.
pub(crate) const OTHER_LIST: &str = "list-of-another-office.csv";

/// Writes the world's tables and gives them as sources.
pub(crate) fn write(world: &World, seed: u64, folder: &Path) -> anyhow::Result<Vec<Source>> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} can't be made", folder.display()))?;
    // Beside the tables, in a folder of its own: it is not imported, but received as a list.
    let lists = folder.join("lists");
    std::fs::create_dir_all(&lists)
        .and_then(|()| std::fs::write(lists.join(OTHER_LIST), world.other_list(seed)))
        .with_context(|| format!("{} can't be written", lists.display()))?;
    let map = island_in(folder);
    map.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(&map, island::map()))
        .with_context(|| format!("{} can't be written", map.display()))?;
    world
        .tables()
        .into_iter()
        .map(|(name, content)| {
            let path = folder.join(name);
            std::fs::write(&path, &content)
                .with_context(|| format!("{} can't be written", path.display()))?;
            Ok(Source { name: name.to_owned(), bytes: content.into_bytes() })
        })
        .collect()
}

/// Where the map of the invented region is, among its files.
pub(crate) fn island_in(folder: &Path) -> PathBuf {
    folder.join("map").join("island.geojson")
}

/// What the search said, against the world's truth.
pub(crate) fn evaluation(outcome: &Outcome, world: &World) -> Evaluation {
    let truth: HashMap<&str, Option<&str>> = world.truth().collect();
    let statements = outcome.found.iter().map(|f| Statement {
        remains: &f.remains,
        missing: &f.missing,
        posterior: f.posterior,
    });
    evaluate(statements, &truth)
}

pub(crate) fn show(e: &Evaluation) {
    println!("{} of the remains are of somebody in the registry", e.findable);
    println!(
        "{:>18} {:>7} {:>7} {:>10} {:>10} {:>18}",
        "posterior", "said", "true", "share", "mean said", "95 % of share"
    );
    for bin in e.reliability.iter().rev() {
        let (share, interval) = if bin.said == 0 {
            (String::new(), String::new())
        } else {
            let (low, high) = bin.interval();
            (format!("{:.4}", bin.share()), format!("{low:.4} to {high:.4}"))
        };
        println!(
            "{:>8} to {:<7} {:>6} {:>7} {share:>10} {:>10.4} {interval:>18}",
            bin.from, bin.to, bin.said, bin.right, bin.mean
        );
    }
    println!(
        "at {} and above: {} named rightly, {} wrongly; Brier score {:.4}, log loss {:.4}",
        e.threshold, e.named.0, e.named.1, e.brier, e.log_loss
    );
}

/// Writes documents as tables, one a kind, and gives them as sources.
pub(crate) fn write_records(documents: &[Document], folder: &Path) -> anyhow::Result<Vec<Source>> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} can't be made", folder.display()))?;
    tables(documents)
        .into_iter()
        .map(|(name, content)| {
            let path = folder.join(&name);
            std::fs::write(&path, &content)
                .with_context(|| format!("{} can't be written", path.display()))?;
            Ok(Source { name, bytes: content.into_bytes() })
        })
        .collect()
}
