//! `/missing-persons/{id}/whom-to-ask`: whose DNA would help most to find somebody.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kintrace_casework::registry::{MissingPerson, Person};
use kintrace_identification::further::Chance;
use kintrace_language::{Language, numbers};
use kintrace_matching::power::{self, Reading, whom_to_ask};
use kintrace_report::words;
use kintrace_service::inclusion_powers::Region;
use kintrace_service::left_out::LeftOut;
use kintrace_service::mergers::joined_file;
use kintrace_store::missing_persons::File;

use crate::hypotheses::{frequency_table, of_family};
use crate::missing_persons::pedigree;
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

/// What DNA can do, in words.
pub(crate) struct ChanceRow {
    /// Whose, if it is somebody's.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) relation: String,
    /// Expected LR of the missing person's own profile.
    pub(crate) times: String,
    /// How probable it is that a whole profile is enough.
    pub(crate) enough: String,
}

/// What DNA can do, with that of a person if one is named.
pub(crate) fn chance_row(
    language: Language,
    person: Option<&Person>,
    chance: Chance,
    needed: f64,
) -> ChanceRow {
    ChanceRow {
        id: person.map(|p| p.id.clone()).unwrap_or_default(),
        name: person.map(|p| p.name.clone()).unwrap_or_default(),
        relation: person.map(|p| p.relation.clone()).unwrap_or_default(),
        times: words::times(language, chance.mean_log10_lr),
        enough: percent(language, chance.reaches(needed)),
    }
}

/// What may be read of samples that are there, and what it would do.
struct ReadingRow {
    what: String,
    /// Loci that it would add, and those that have no frequencies.
    loci: String,
    without_frequencies: String,
    chance: ChanceRow,
}

#[derive(Template)]
#[template(path = "whom_to_ask.html")]
struct AskPage {
    frame: Frame,
    missing: MissingPerson,
    now: Option<ChanceRow>,
    rows: Vec<ChanceRow>,
    readings: Vec<ReadingRow>,
    /// Whether it is said of somebody how they are related.
    related: bool,
    /// The LR that is needed, in words.
    needed: String,
}

/// `GET /missing-persons/{id}/whom-to-ask`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let file = joined_file(&app.store, &id).await?.ok_or(PageError::NotFound)?.file;
    let persons = LeftOut::of_file(&app.store, &file).await?.compared(&file.persons);
    let pedigree = pedigree(&File { persons, ..file.clone() })?;
    let member = pedigree.find(&file.missing.person).ok_or(PageError::NotFound)?;
    let table = frequency_table(&app.store).await?;
    let relatives = of_family(&file).profiles_of_persons(|_| true);
    // Whoever is missing too can give no DNA.
    let may_give: Vec<String> = file
        .persons
        .iter()
        .filter(|p| file.missing_of_family.iter().all(|m| m.person != p.id))
        .map(|p| p.id.clone())
        .collect();
    let Region { worths, missing, needed } = Region::of(&app.store).await?;
    let region = power::Region { table, worths, lines: missing, settings: app.settings };
    let found =
        tokio::task::spawn_blocking(move || whom_to_ask(&region, &pedigree, member, &relatives, &may_give));
    let found = found.await.map_err(|e| PageError::Broken(e.to_string()))?;
    let language = user.language;
    let person = |id: &str| file.persons.iter().find(|p| p.id == id);
    let row = |id: &str, chance: Chance| chance_row(language, person(id), chance, needed);
    let rows: Vec<ChanceRow> = found.with.iter().map(|(id, chance)| row(id, *chance)).collect();
    let reading = |(reading, chance): &(Reading, Chance)| {
        let (what, loci, without) = match reading {
            Reading::Kits { names, loci, without_frequencies } => {
                (names.join(", "), loci.join(", "), without_frequencies.join(", "))
            }
            Reading::YChromosome => {
                (language.say("line-male-line").to_string(), String::new(), String::new())
            }
            Reading::Mitochondrial => {
                (language.say("line-maternal-line").to_string(), String::new(), String::new())
            }
        };
        ReadingRow { what, loci, without_frequencies: without, chance: row("", *chance) }
    };
    html(&AskPage {
        related: rows.iter().any(|r| !r.relation.is_empty()),
        now: found.now.map(|chance| row("", chance)),
        rows,
        readings: found.readings.iter().map(reading).collect(),
        needed: words::times(language, needed),
        frame: Frame::new(language.say("whom-to-ask"), "missing-persons", user),
        missing: file.missing,
    })
}

/// A probability in percent, without decimals.
fn percent(language: Language, p: f64) -> String {
    format!("{} %", numbers::number(language, (100.0 * p).round()))
}
