//! `kintrace link`: who is on two lists of people.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use kintrace_interchange::Faults;
use kintrace_interchange::detect::Source;
use kintrace_interchange::lists::PersonList;
use kintrace_linkage::{Linked, Settings, link};
use kintrace_service::linking::{Common, common};

#[derive(clap::Args)]
#[command(after_help = "Example: kintrace link our-list.csv their-list.xlsx --out pairs.csv --reasons\n\
                        Columns are recognised by their headers in four languages; other columns are \
                        compared as text where both lists have them.")]
pub(crate) struct Arguments {
    /// The first list: CSV or a workbook.
    first: PathBuf,
    /// The second list.
    second: PathBuf,
    /// Where to write the pairs: columns a, b, probability.
    #[arg(long, value_name = "PAIRS.csv")]
    out: PathBuf,
    /// Pairs of a smaller probability are left out.
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    least: f64,
    /// A column that is not compared; may be given several times.
    #[arg(long, value_name = "HEADER")]
    ignore: Vec<String>,
    /// A list may hold somebody several times: pairs don't exclude each other.
    #[arg(long)]
    several: bool,
    /// Where to write, with --several, which rows of both lists are one person: columns person, list, id.
    #[arg(long, value_name = "PERSONS.csv", requires = "several")]
    clusters: Option<PathBuf>,
    /// Writes a column of reasons, too.
    #[arg(long)]
    reasons: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if !(0.0..=1.0).contains(&arguments.least) {
        anyhow::bail!("--least {}: a probability between 0 and 1 was expected", arguments.least);
    }
    let (first, second) = (read(&arguments.first)?, read(&arguments.second)?);
    let both = common(&first, &second, &arguments.ignore);
    if both.columns.is_empty() {
        let headers = format!("no column in common with {}", second.file);
        return Err(Faults::of_file(&first.file, headers).into());
    }
    let settings = Settings { least: arguments.least, one_to_one: !arguments.several };
    let linked = link(&both.columns, &both.first, &both.second, settings);
    write(&arguments.out, |out| pairs(out, arguments, &first, &second, &both, &linked))?;
    if let Some(path) = &arguments.clusters {
        write(path, |out| persons(out, &first, &second, &both, &linked))?;
    }
    let names: Vec<&str> = both.columns.iter().map(|c| c.name.as_str()).collect();
    eprintln!("compared by {}", names.join(", "));
    eprintln!(
        "{} pairs among {} and {} rows; {} pairs of rows compared in {} kinds of blocks, which lose {:.1} % of \
         the matches",
        linked.pairs.len(),
        first.rows.len(),
        second.rows.len(),
        linked.compared,
        linked.keys.len(),
        100.0 * linked.blocking_loss
    );
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<PersonList> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Faults::of_file(&name, format!("can't be read: {e}")))?;
    Ok(PersonList::read(&Source { name, bytes })?)
}

/// Writes a file beside its place first, so that a crash leaves none that is half.
fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    fill(&mut bytes)?;
    let beside = path.with_extension("part");
    std::fs::write(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, path))
        .with_context(|| format!("{} can't be written", path.display()))
}

fn pairs(
    out: &mut dyn Write,
    arguments: &Arguments,
    first: &PersonList,
    second: &PersonList,
    both: &Common,
    linked: &Linked,
) -> anyhow::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    if arguments.reasons {
        csv.write_record(["a", "b", "probability", "reasons"])?;
    } else {
        csv.write_record(["a", "b", "probability"])?;
    }
    for pair in &linked.pairs {
        let mut row = vec![first.id(pair.a), second.id(pair.b), pair.probability.to_string()];
        if arguments.reasons {
            let reasons: Vec<String> = linked
                .reasons(pair.a, pair.b)
                .iter()
                .map(|r| {
                    let column = r.column.map_or(String::new(), |c| format!("{}: ", both.columns[c].name));
                    format!("{column}{} ({:+.1})", r.agreement, r.log10_lr)
                })
                .collect();
            row.push(reasons.join("; "));
        }
        csv.write_record(row)?;
    }
    csv.flush()?;
    Ok(())
}

/// Rows of both lists in groups, one a person; pairs within one list are looked for, too.
fn persons(
    out: &mut dyn Write,
    first: &PersonList,
    second: &PersonList,
    both: &Common,
    linked: &Linked,
) -> anyhow::Result<()> {
    let offset = first.rows.len();
    let row = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut known: Vec<(u32, u32, f64)> =
        linked.candidates.iter().map(|p| (row(p.a), row(offset + p.b), p.ln_odds)).collect();
    for (list, offset) in [(&both.first, 0), (&both.second, offset)] {
        let within = kintrace_linkage::link::within(&both.columns, list);
        known.extend(within.into_iter().map(|(x, y, ln)| (row(offset + x), row(offset + y), ln)));
    }
    let groups = kintrace_linkage::cluster::clusters(offset + second.rows.len(), &known);
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["person", "list", "id"])?;
    for (person, group) in groups.iter().enumerate() {
        for &member in group {
            let member = member as usize;
            let (list, id) =
                if member < offset { ("a", first.id(member)) } else { ("b", second.id(member - offset)) };
            csv.write_record([(person + 1).to_string().as_str(), list, &id])?;
        }
    }
    csv.flush()?;
    Ok(())
}
