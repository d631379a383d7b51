//! `/imports`: files are uploaded, shown as what they would change, and imported when a person says
//! so. Then the search runs.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::import::{Change, Kind, MergeOptions};
use kintrace_interchange::detect::Source;
use kintrace_language::{Language, Message};
use kintrace_policy::{Action, Kind as Access};
use kintrace_service::imports::import;
use kintrace_service::{ServiceError, counts, noun};
use rand::Rng;
use serde::Deserialize;

use crate::App;
use crate::events::{self, Entry};
use crate::faults;
use crate::page::{Frame, PageError, html};
use crate::search_task::SearchTask;
use crate::session::{Office, SignedIn};
use crate::upload::Upload;

/// Uploads that wait for a person to confirm them, by a number nobody can guess.
#[derive(Default)]
pub(crate) struct Pending(Mutex<HashMap<String, Waiting>>);

#[derive(Clone)]
struct Waiting {
    by: String,
    at: Instant,
    sources: Vec<Source>,
    options: MergeOptions,
}

/// Uploads that nobody confirms are forgotten after this time.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(1);
/// No more uploads wait than this; the oldest goes first.
const MOST_WAITING: usize = 8;

impl Pending {
    fn put(&self, upload: Waiting) -> String {
        let key: u128 = rand::rng().random();
        let key = format!("{key:032x}");
        if let Ok(mut waiting) = self.0.lock() {
            waiting.retain(|_, u| u.at.elapsed() < FORGOTTEN_AFTER);
            while waiting.len() >= MOST_WAITING {
                let Some(oldest) = waiting.iter().min_by_key(|(_, u)| u.at).map(|(k, _)| k.clone()) else {
                    break;
                };
                waiting.remove(&oldest);
            }
            waiting.insert(key.clone(), upload);
        }
        key
    }

    fn get(&self, key: &str, by: &str) -> Option<Waiting> {
        self.0.lock().ok()?.get(key).filter(|u| u.by == by).cloned()
    }

    fn remove(&self, key: &str) {
        if let Ok(mut waiting) = self.0.lock() {
            waiting.remove(key);
        }
    }
}

#[derive(Template)]
#[template(path = "imports.html")]
struct ImportsPage {
    frame: Frame,
    preview: Option<Preview>,
    faults: Vec<String>,
    entries: Vec<Entry>,
}

struct Preview {
    key: String,
    files: Vec<String>,
    counts: Vec<(String, usize, usize)>,
    changed: Vec<String>,
    notes: Vec<String>,
}

/// `GET /imports`
pub(crate) async fn show(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    page(&app, user, None, Vec::new()).await
}

async fn page(
    app: &App,
    user: SignedIn,
    preview: Option<Preview>,
    faults: Vec<String>,
) -> Result<Response, PageError> {
    let entries = if user.may(Action::Read, Access::MissingPerson) {
        events::latest(user.language, &app.store, 12).await?
    } else {
        Vec::new()
    };
    let frame = Frame::new(user.language.say("import"), "imports", user);
    html(&ImportsPage { frame, preview, faults, entries })
}

/// `POST /imports`: takes the files; what they would change is shown next.
pub(crate) async fn upload(
    Office(app): Office,
    user: SignedIn,
    form: Multipart,
) -> Result<Response, PageError> {
    let language = user.language;
    let sent = Upload::read(form).await?;
    user.check(sent.text("token"))?;
    let options = MergeOptions { accept_rare_alleles: !sent.text("accept_rare_alleles").is_empty() };
    let sources = sent.files;
    if sources.is_empty() {
        return page(&app, user, None, vec![language.say("choose-a-file").to_string()]).await;
    }
    let key =
        app.pending.put(Waiting { by: user.account.name.clone(), at: Instant::now(), sources, options });
    Ok(Redirect::to(&format!("/imports/{key}")).into_response())
}

/// `GET /imports/{key}`: what an upload would change, or what is wrong with it.
pub(crate) async fn preview(
    Office(app): Office,
    user: SignedIn,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let language = user.language;
    let Some(upload) = app.pending.get(&key, &user.account.name) else {
        return page(&app, user, None, vec![language.say("upload-gone").to_string()]).await;
    };
    let files = upload.sources.iter().map(|s| s.name.clone()).collect();
    match import(&app.store, upload.sources, upload.options, true, Some(&user.account), None).await {
        Ok(merged) => {
            let preview = Preview {
                files,
                key,
                counts: counts(&merged.changes)
                    .into_iter()
                    .map(|(kind, new, changed)| (said(language, &noun(kind, true)), new, changed))
                    .collect(),
                changed: merged
                    .changes
                    .iter()
                    .filter(|c| !c.is_new)
                    .take(200)
                    .map(|c| named(language, c))
                    .collect(),
                notes: merged.notes.iter().map(|note| language.problem(note)).collect(),
            };
            page(&app, user, Some(preview), Vec::new()).await
        }
        Err(ServiceError::Faults(faults)) => page(&app, user, None, faults::told(language, &faults)).await,
        Err(ServiceError::Forbidden(kinds)) => page(&app, user, None, forbidden(language, &kinds)).await,
        Err(e) => Err(e.into()),
    }
}

/// What is said of files that somebody else has to import.
fn forbidden(language: Language, kinds: &[Kind]) -> Vec<String> {
    let kinds: Vec<Message> = kinds.iter().map(|kind| noun(*kind, true)).collect();
    vec![language.say("files-hold-others").with("kinds", kinds).to_string()]
}

fn said(language: Language, noun: &Message) -> String {
    language.capitalised(&language.tell(noun))
}

fn named(language: Language, change: &Change) -> String {
    format!("{} {}", said(language, &noun(change.kind, false)), change.id)
}

#[derive(Deserialize)]
pub(crate) struct ConfirmForm {
    token: String,
    key: String,
}

/// `POST /imports/confirm`: imports what was shown, and searches.
pub(crate) async fn confirm(
    Office(app): Office,
    user: SignedIn,
    Form(form): Form<ConfirmForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let language = user.language;
    let Some(upload) = app.pending.get(&form.key, &user.account.name) else {
        return page(&app, user, None, vec![language.say("upload-gone").to_string()]).await;
    };
    // Checked again: somebody else may have changed the registry since the preview.
    match import(&app.store, upload.sources, upload.options, false, Some(&user.account), None).await {
        Ok(_) => {
            app.pending.remove(&form.key);
            SearchTask::start(&app, Some(&user.account.name));
            let next = if user.may(Action::Read, Access::Hypothesis) { "/hypotheses" } else { "/imports" };
            Ok(Redirect::to(next).into_response())
        }
        Err(ServiceError::Faults(faults)) => page(&app, user, None, faults::told(language, &faults)).await,
        Err(ServiceError::Forbidden(kinds)) => page(&app, user, None, forbidden(language, &kinds)).await,
        Err(e) => Err(e.into()),
    }
}
