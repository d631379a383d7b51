//! `/sign-in/with/{institution}`: signing in with an account at an institution; and connecting it.
//!
//! The way leads over another site, and browsers send no `SameSite=Strict` cookie with what comes from there:
//! what has to be kept meanwhile has a cookie of its own, good for one way and a few minutes, and the answer is
//! a page that goes on by itself, so that the next request comes from here.

use std::net::SocketAddr;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kintrace_service::accounts::account;
use kintrace_service::institutions::{Ceremony, Institution, InstitutionError};
use kintrace_service::second_factors;
use kintrace_service::secrets::{kept, secret};
use kintrace_store::sessions::Session as Row;
use serde::Deserialize;
use tower_sessions::Session;

use crate::account::{self as account_page, PasswordForm, Said};
use crate::language::Reader;
use crate::page::{Frame, PageError, PublicFrame, html};
use crate::session::{SignedIn, now};
use crate::{App, cookies, sign_in};

/// The cookie of a way that leads over an institution.
const WAY: &str = "way";
/// How long somebody may take there, in seconds.
const STAYS: i64 = 10 * 60;

/// The address that an institution sends people back to.
fn back(app: &App) -> String {
    format!("{}/sign-in/back", app.services.ways_in.address)
}

fn institution<'a>(app: &'a App, id: &str) -> Result<&'a Institution, PageError> {
    app.services.ways_in.institutions.iter().find(|i| i.id == id).ok_or(PageError::NotFound)
}

/// Begins a way: where to go, and the cookie that finds the ceremony again.
async fn begin(app: &App, id: &str, connects: &str) -> Result<Option<(String, String)>, PageError> {
    let (url, ceremony) = match institution(app, id)?.begin(&back(app), connects).await {
        Ok(begun) => begun,
        Err(e) => {
            tracing::warn!("institution {id}: {e}");
            return Ok(None);
        }
    };
    let held = secret();
    let data = serde_json::to_string(&ceremony).map_err(|e| PageError::Broken(e.to_string()))?;
    let row = Row {
        id: kept(&held),
        account: String::new(),
        device: String::new(),
        data,
        began: now(),
        seen: now(),
        expires: now() + STAYS,
    };
    app.store.keep_session(row).await?;
    Ok(Some((url, held)))
}

/// What was kept of a way; it is gone then.
async fn take(app: &App, headers: &HeaderMap) -> Result<Option<Ceremony>, PageError> {
    let Some(held) = cookies::read(headers, WAY) else { return Ok(None) };
    let found = app.store.session(&kept(&held), STAYS).await?;
    app.store.end_session(&kept(&held)).await?;
    Ok(found.and_then(|row| serde_json::from_str(&row.data).ok()))
}

/// `GET /sign-in/with/{institution}`
pub(crate) async fn go(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    if !app.attempts.allow_from(from.ip(), "institution") {
        return sign_in::page(&app, reader, "", Some((StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often")));
    }
    let Some((url, held)) = begin(&app, &id, "").await? else {
        return sign_in::page(&app, reader, "", Some((StatusCode::BAD_GATEWAY, "institution-silent")));
    };
    let mut response = Redirect::to(&url).into_response();
    cookies::keep_for(&mut response, WAY, &held, "Lax", STAYS);
    Ok(response)
}

#[derive(Template)]
#[template(path = "institution.html")]
struct ConnectPage {
    frame: Frame,
    name: String,
    url: String,
}

/// `POST /account/institutions/{institution}`: the owner of an account connects it; a form can't lead to
/// another site, so the page has a link that does.
pub(crate) async fn connect(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageError> {
    if !form.is_owner(&app, &user).await? {
        return account_page::page(&app, user, &session, Said::Refused("password-wrong")).await;
    }
    let Some((url, held)) = begin(&app, &id, &user.account.name).await? else {
        return account_page::page(&app, user, &session, Said::Refused("institution-silent")).await;
    };
    let name = institution(&app, &id)?.name.clone();
    let title = user.language.say("institution-connect").with("institution", name.as_str());
    let mut response = html(&ConnectPage { frame: Frame::new(title, "account", user), name, url })?;
    cookies::keep_for(&mut response, WAY, &held, "Lax", STAYS);
    Ok(response)
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Brought {
    state: String,
    code: String,
}

#[derive(Template)]
#[template(path = "go_on.html")]
struct GoOnPage {
    frame: PublicFrame,
    to: String,
}

/// A page that goes on by itself.
fn go_on(reader: Reader, begun: &Response, to: &str) -> Result<Response, PageError> {
    let mut page = html(&GoOnPage { frame: PublicFrame::new("signed-in-go-on", reader), to: to.to_owned() })?;
    let cookies: Vec<_> = begun.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    for cookie in cookies {
        page.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(page)
}

/// `GET /sign-in/back`: somebody comes back from an institution.
pub(crate) async fn come_back(
    State(app): State<App>,
    session: Session,
    reader: Reader,
    headers: HeaderMap,
    Query(brought): Query<Brought>,
) -> Result<Response, PageError> {
    let refuse = |id: &'static str| sign_in::page(&app, reader, "", Some((StatusCode::UNAUTHORIZED, id)));
    let Some(ceremony) = take(&app, &headers).await? else { return refuse("institution-again") };
    let institution = institution(&app, &ceremony.institution)?;
    let connects = ceremony.connects.clone();
    let subject = match institution.finish(&back(&app), ceremony, &brought.state, &brought.code).await {
        Ok(subject) => subject,
        Err(e) => {
            tracing::warn!("institution {}: {e}", institution.id);
            return refuse("institution-again");
        }
    };
    if !connects.is_empty() {
        return match institution.connect(&app.store, &connects, &subject).await {
            Ok(()) => go_on(reader, &Response::default(), "/account"),
            Err(InstitutionError::Unknown) => refuse("institution-other-account"),
            Err(e) => Err(PageError::Broken(e.to_string())),
        };
    }
    let name = match institution.account(&app.store, &subject).await {
        Ok(name) => name,
        Err(InstitutionError::Unknown) => return refuse("institution-unknown"),
        Err(e) => return Err(PageError::Broken(e.to_string())),
    };
    let Some(account) = account(&app.store, &name).await? else { return refuse("institution-unknown") };
    let factors = app.store.second_factors(&name).await?;
    if !subject.by_several_factors && second_factors::any(&factors) {
        // The institution has asked for a password and nothing else.
        sign_in::half_way(&session, &name).await?;
        return go_on(reader, &Response::default(), "/sign-in/second");
    }
    let owes = app.services.ways_in.owes(&account) && !subject.by_several_factors;
    let begun = sign_in::begin(&app, &session, &headers, &name, owes).await?;
    go_on(reader, &begun, "/")
}
