//! `/lists`: lists of others, kept as received; which of their rows are missing persons of the registry
//! is worked out, and decided by a person.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_casework::DateInterval;
use kintrace_language::Message;
use kintrace_report::{dates, words};
use kintrace_service::ServiceError;
use kintrace_service::lists::receive;
use kintrace_store::lists::{Link, ListedLink, Progress, ReceivedList, ReceivedRow, Status};
use kintrace_store::record::Kind;
use serde::Deserialize;

use crate::App;
use crate::faults;
use crate::history::{HistoryRow, history};
use crate::missing_persons::{romanised, sex};
use crate::page::{Frame, Moment, PageError, Pages, html};
use crate::session::{Office, SignedIn};
use crate::upload::Upload;

const PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "lists.html")]
struct ListsPage {
    frame: Frame,
    lists: Vec<ListLine>,
    faults: Vec<String>,
    title: String,
}

struct ListLine {
    list: ReceivedList,
    progress: Progress,
    received: Moment,
}

/// `GET /lists`
pub(crate) async fn index(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    page(&app, user, Vec::new(), String::new()).await
}

async fn page(app: &App, user: SignedIn, faults: Vec<String>, title: String) -> Result<Response, PageError> {
    let mut lists = Vec::new();
    for list in app.store.lists().await? {
        let progress = app.store.progress(&list.id).await?;
        lists.push(ListLine { received: Moment::new(user.language, list.received), progress, list });
    }
    html(&ListsPage {
        frame: Frame::new(user.language.say("lists-of-others"), "lists", user),
        lists,
        faults,
        title,
    })
}

/// `POST /lists`: receives a list.
pub(crate) async fn upload(
    Office(app): Office,
    user: SignedIn,
    form: Multipart,
) -> Result<Response, PageError> {
    let mut upload = Upload::read(form).await?;
    user.check(upload.text("token"))?;
    let title = upload.text("title").to_owned();
    let Some(source) = upload.files.pop() else {
        let fault = user.language.say("choose-a-file").to_string();
        return page(&app, user, vec![fault], title).await;
    };
    match receive(&app.store, source, &title, Some(&user.account)).await {
        Ok(id) => Ok(Redirect::to(&format!("/lists/{id}")).into_response()),
        Err(ServiceError::Faults(faults)) => {
            let told = faults::told(user.language, &faults);
            page(&app, user, told, title).await
        }
        Err(e) => Err(e.into()),
    }
}

/// Which links are shown, and which page of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    status: String,
    page: u64,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    frame: Frame,
    list: ReceivedList,
    received: Moment,
    progress: Progress,
    status: &'static str,
    rows: Vec<LinkLine>,
    pages: Pages,
    history: Vec<HistoryRow>,
}

struct LinkLine {
    listed: ListedLink,
    romanised: String,
    probability: String,
}

fn status(text: &str) -> (Status, &'static str) {
    match text {
        "confirmed" => (Status::Confirmed, "confirmed"),
        "rejected" => (Status::Rejected, "rejected"),
        _ => (Status::Open, "open"),
    }
}

/// `GET /lists/{id}`
pub(crate) async fn show(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, PageError> {
    let list = app.store.list(&id).await?.ok_or(PageError::NotFound)?;
    let (wanted, name) = status(&which.status);
    let (found, total) = app.store.links(&id, wanted, which.page, PAGE).await?;
    let rows = found
        .into_iter()
        .map(|listed| LinkLine {
            romanised: romanised(&listed.row.1),
            probability: words::digits(user.language, listed.link.probability),
            listed,
        })
        .collect();
    html(&ListPage {
        received: Moment::new(user.language, list.received),
        progress: app.store.progress(&id).await?,
        status: name,
        rows,
        pages: Pages { page: which.page, size: PAGE, total },
        history: history(user.language, &app.store, Kind::List, &id).await?,
        frame: Frame::new(list.title.clone(), "lists", user),
        list,
    })
}

/// `GET /lists/{id}/file`: the file, byte for byte as it was received.
pub(crate) async fn file(
    Office(app): Office,
    user: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (_, content) = app.store.list_file(&id).await?.ok_or(PageError::NotFound)?;
    // A whole list of people leaves the house: that stays on record.
    let work = app.store.begin(&user.account.name).await?;
    work.record_read(Kind::List, &id);
    work.commit().await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        // The file's own name may name people; the list's id does not.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{id}\"")),
    ];
    Ok((headers, content).into_response())
}

#[derive(Template)]
#[template(path = "list_row.html")]
struct RowPage {
    frame: Frame,
    list: ReceivedList,
    row: ReceivedRow,
    romanised: String,
    cells: Vec<(String, String)>,
    candidates: Vec<Side>,
    /// The candidate who is confirmed, if there is one.
    confirmed: Option<String>,
    refused: bool,
}

/// A candidate, side by side with the row.
struct Side {
    link: Link,
    name: String,
    romanised: String,
    facts: Vec<(String, String)>,
    probability: String,
    reasons: Vec<ReasonLine>,
}

struct ReasonLine {
    what: String,
    agreement: String,
    weight: String,
}

/// `GET /lists/{id}/rows/{row}`
pub(crate) async fn row(
    Office(app): Office,
    user: SignedIn,
    Path((id, row)): Path<(String, u64)>,
) -> Result<Response, PageError> {
    row_page(&app, user, &id, row, false).await
}

async fn row_page(
    app: &App,
    user: SignedIn,
    id: &str,
    row: u64,
    refused: bool,
) -> Result<Response, PageError> {
    let language = user.language;
    let list = app.store.list(id).await?.ok_or(PageError::NotFound)?;
    let row = app.store.list_row(id, row).await?.ok_or(PageError::NotFound)?;
    let links = app.store.links_of_row(id, row.row).await?;
    let confirmed = links.iter().find(|l| l.status == Status::Confirmed).map(|l| l.missing.clone());
    let mut candidates = Vec::new();
    for link in links {
        let Some(listed) = app.store.listed(&link.missing).await? else { continue };
        let date = |d: Option<DateInterval>| d.map_or_else(String::new, |d| dates::known(language, &d));
        let m = listed.missing;
        let facts = [
            ("sex", sex(language, listed.sex)),
            ("born", date(m.born)),
            ("last-seen", date(m.last_seen)),
            ("where", m.place),
        ];
        let reasons = link
            .reasons
            .iter()
            .map(|r| ReasonLine {
                what: if r.column.is_empty() {
                    language.say("reason-together").to_string()
                } else {
                    r.column.clone()
                },
                agreement: r.agreement.clone(),
                weight: words::weight(language, r.log10_lr),
            })
            .collect();
        candidates.push(Side {
            probability: words::digits(language, link.probability),
            romanised: romanised(&m.name),
            name: m.name,
            facts: facts
                .into_iter()
                .filter(|(_, v)| !v.is_empty())
                .map(|(k, v)| (language.say(k).to_string(), v))
                .collect(),
            reasons,
            link,
        });
    }
    let cells = list
        .header
        .iter()
        .zip(&row.cells)
        .filter(|(_, c)| !c.is_empty())
        .map(|(h, c)| (h.clone(), c.clone()))
        .collect();
    html(&RowPage {
        frame: Frame::new(
            language.say("list-and-row").with("list", list.title.as_str()).with("row", row.label.as_str()),
            "lists",
            user,
        ),
        romanised: romanised(&row.name),
        list,
        row,
        cells,
        candidates,
        confirmed,
        refused,
    })
}

#[derive(Deserialize)]
pub(crate) struct Decision {
    token: String,
    missing: String,
    #[serde(rename = "decision")]
    choice: String,
}

/// `POST /lists/{id}/rows/{row}`: a person confirms, rejects, or takes a decision back.
pub(crate) async fn decide(
    Office(app): Office,
    user: SignedIn,
    Path((id, row)): Path<(String, u64)>,
    Form(form): Form<Decision>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let (status, what) = match form.choice.as_str() {
        "confirm" => (Status::Confirmed, "diary-row-confirmed"),
        "reject" => (Status::Rejected, "diary-row-rejected"),
        "reopen" => (Status::Open, "diary-row-reopened"),
        _ => return Err(PageError::Unreadable(Message::new("error-unreadable-text"))),
    };
    // Of a link that the account may not see, nothing is decided.
    if !app.store.links_of_row(&id, row).await?.iter().any(|l| l.missing == form.missing) {
        return row_page(&app, user, &id, row, true).await;
    }
    let work = app.store.begin(&user.account.name).await?;
    if !work.decide(&id, row, &form.missing, status).await? {
        return row_page(&app, user, &id, row, true).await;
    }
    let what = Message::new(what)
        .with("row", (row + 1).to_string())
        .with("list", id.as_str())
        .with("missing", form.missing.as_str());
    work.event("list", &what).await?;
    work.commit().await?;
    Ok(Redirect::to(&format!("/lists/{id}/rows/{row}")).into_response())
}
