//! `/resume`: a form that was sent when the session had ended is not lost. It waits, in the browser's new
//! session, until somebody has signed in, and is shown to be sent once more.

use std::net::SocketAddr;

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::App;
use crate::forms::field_label;
use crate::page::{Frame, PageError, html};
use crate::session::{SignedIn, now};

/// Where the session keeps the form.
const KEY: &str = "to-be-resumed";
/// For how long, in seconds.
const STAYS: i64 = 30 * 60;
/// Longer forms are not kept: nobody types so much, and files are chosen once more.
const LONGEST: usize = 64 * 1024;

#[derive(Serialize, Deserialize)]
struct Waiting {
    path: String,
    fields: Vec<(String, String)>,
    until: i64,
}

/// Keeps what a request without a session sends, if it is a form, and asks to sign in.
pub(crate) async fn keep(app: &App, session: &Session, request: Request) -> Response {
    let ask = PageError::SignInFirst.into_response();
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    let may = from.is_some_and(|ip| app.attempts.allow_from(ip, "resume"));
    if request.method() != Method::POST || !is_form || !may {
        return ask;
    }
    let path = request.uri().path().to_owned();
    let Ok(body) = to_bytes(request.into_body(), LONGEST).await else { return ask };
    let Ok(fields) = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body) else { return ask };
    // What a page keeps by itself while somebody types comes again by itself.
    if fields.is_empty() || fields.iter().any(|(name, _)| name == "keep") {
        return ask;
    }
    // A witness's identity is kept nowhere but sealed.
    let kept = |name: &str| name != "token" && name != "sealed_identity";
    let fields = fields.into_iter().filter(|(name, _)| kept(name)).collect();
    match session.insert(KEY, Waiting { path, fields, until: now() + STAYS }).await {
        Ok(()) => ask,
        Err(e) => PageError::from(e).into_response(),
    }
}

/// Whether a form waits in this session.
pub(crate) async fn waits(session: &Session) -> Result<bool, PageError> {
    Ok(session.get::<Waiting>(KEY).await?.is_some_and(|w| w.until > now()))
}

#[derive(Template)]
#[template(path = "resume.html")]
struct ResumePage {
    frame: Frame,
    path: String,
    fields: Vec<(String, String)>,
    /// What somebody typed, with what the fields are called.
    typed: Vec<(String, String)>,
}

/// Fields that a page fills in, and nobody types.
const OF_THE_PAGE: [&str; 6] = ["seen", "step", "go", "about", "member", "deed"];

/// `GET /resume`
pub(crate) async fn show(user: SignedIn, session: Session) -> Result<Response, PageError> {
    let waiting: Option<Waiting> = session.remove(KEY).await?;
    let waiting = waiting.filter(|w| w.until > now()).ok_or(PageError::NotFound)?;
    let is_typed = |name: &str, value: &str| !value.is_empty() && !OF_THE_PAGE.contains(&name);
    let typed = waiting.fields.iter().filter(|(name, value)| is_typed(name, value));
    html(&ResumePage {
        typed: typed.map(|(name, value)| (field_label(user.language, name), value.clone())).collect(),
        frame: Frame::new(user.language.say("resume"), "", user),
        path: waiting.path,
        fields: waiting.fields,
    })
}
