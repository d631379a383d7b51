//! `/find`: everything that somebody may see, by words in any script, by numbers and by barcodes. Words come
//! in the body of a form and never stand in an address.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::Noun;
use kintrace_service::finding::{Found, find, of_kind};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::documents::{named, path, several_called};
use crate::missing_persons::romanised;
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn, WhichFilter};

/// Where the session keeps what was searched for.
const FILTER: &str = "find";
/// At most this many of each kind.
const LISTED: u64 = 12;
/// At most this many are suggested while somebody types.
const SUGGESTED: u64 = 8;

/// What is searched for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FindForm {
    token: String,
    words: String,
}

struct Group {
    title: String,
    found: Vec<FoundRow>,
    more: u64,
}

struct FoundRow {
    path: String,
    title: String,
    name: String,
    romanised: String,
}

#[derive(Template)]
#[template(path = "find.html")]
struct FindPage {
    frame: Frame,
    words: String,
    groups: Vec<Group>,
}

/// `GET /find`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    session: Session,
    Query(which): Query<WhichFilter>,
) -> Result<Response, PageError> {
    let form: FindForm = which.get(&session, FILTER).await?;
    let language = user.language;
    let found = find(&user.desk(&app), &form.words, LISTED).await?;
    let groups = found.into_iter().map(|of_kind| Group {
        title: several_called(language, of_kind.noun),
        more: of_kind.total.saturating_sub(of_kind.first.len() as u64),
        found: of_kind
            .first
            .into_iter()
            .map(|f| FoundRow {
                path: path(&f.on),
                title: named(language, &f.thing),
                romanised: romanised(&f.name),
                name: f.name,
            })
            .collect(),
    });
    html(&FindPage {
        groups: groups.collect(),
        words: form.words,
        frame: Frame::new(language.say("find"), "find", user),
    })
}

/// `POST /find`: a barcode or an id that is only one thing's leads to its page at once.
pub(crate) async fn search(
    Office(app): Office,
    user: SignedIn,
    session: Session,
    Form(form): Form<FindForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let found = find(&user.desk(&app), &form.words, 2).await?;
    let scanned = form.words.trim();
    let mut exactly = found.iter().flat_map(|of_kind| &of_kind.first).filter(|f| f.thing.id == scanned);
    if let (Some(Found { on, .. }), None) = (exactly.next(), exactly.next()) {
        return Ok(Redirect::to(&path(on)).into_response());
    }
    session.insert(FILTER, form).await?;
    Ok(Redirect::to("/find?filter=kept").into_response())
}

#[derive(Template)]
#[template(path = "suggestions.html")]
struct Suggestions {
    found: Vec<(String, String)>,
}

/// `POST /find/{kind}`: ids to choose from while somebody types one, with names.
pub(crate) async fn suggest(
    Office(app): Office,
    user: SignedIn,
    Path(kind): Path<String>,
    Form(form): Form<FindForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let noun = Noun::read(&kind).ok_or(PageError::NotFound)?;
    let found = of_kind(&user.desk(&app), noun, &form.words, SUGGESTED).await?.first;
    html(&Suggestions { found: found.into_iter().map(|f| (f.thing.id, f.name)).collect() })
}
