//! `/missing-persons/{id}/whom-to-ask`: whose DNA would help most to find somebody.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kintrace_casework::registry::MissingPerson;
use kintrace_identification::further::Chance;
use kintrace_language::{Language, numbers};
use kintrace_matching::{needed_log10_lr, whom_to_ask};
use kintrace_report::words;
use kintrace_service::left_out::LeftOut;
use kintrace_service::mergers::joined_file;
use kintrace_service::work::READY;
use kintrace_store::missing_persons::File;

use crate::hypotheses::{frequency_table, name_in, of_family};
use crate::missing_persons::pedigree;
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

/// What DNA can do, in words.
struct ChanceRow {
    id: String,
    name: String,
    relation: String,
    /// Expected LR of the missing person's own profile.
    times: String,
    /// How probable it is that a whole profile is enough.
    enough: String,
}

#[derive(Template)]
#[template(path = "whom_to_ask.html")]
struct AskPage {
    frame: Frame,
    missing: MissingPerson,
    now: Option<ChanceRow>,
    rows: Vec<ChanceRow>,
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
    let outside = app.store.last_search().await?.map_or(1000.0, |(search, _)| search.outside);
    let needed = needed_log10_lr(READY, outside);
    let settings = app.settings;
    let found = tokio::task::spawn_blocking(move || {
        whom_to_ask(&table, &pedigree, member, &relatives, &may_give, &settings)
    });
    let found = found.await.map_err(|e| PageError::Broken(e.to_string()))?;
    let language = user.language;
    let row = |id: &str, chance: Chance| {
        let relation = file.persons.iter().find(|p| p.id == id).map(|p| p.relation.clone());
        ChanceRow {
            id: id.to_owned(),
            name: name_in(&file, id),
            relation: relation.unwrap_or_default(),
            times: words::times(language, chance.mean_log10_lr),
            enough: percent(language, chance.reaches(needed)),
        }
    };
    let rows: Vec<ChanceRow> = found.with.iter().map(|(id, chance)| row(id, *chance)).collect();
    html(&AskPage {
        related: rows.iter().any(|r| !r.relation.is_empty()),
        now: found.now.map(|chance| row("", chance)),
        rows,
        needed: words::times(language, needed),
        frame: Frame::new(language.say("whom-to-ask"), "missing-persons", user),
        missing: file.missing,
    })
}

/// A probability in percent, without decimals.
fn percent(language: Language, p: f64) -> String {
    format!("{} %", numbers::number(language, (100.0 * p).round()))
}
