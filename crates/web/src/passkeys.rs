//! Passkeys: added at `/account`, used at `/sign-in/passkey`.
//!
//! A challenge is kept in the session until the browser answers, and counts once.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use kintrace_service::passkeys::{Challenge, PasskeyError, Passkeys};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::App;
use crate::account::{self, PasswordForm, Said};
use crate::language::Reader;
use crate::page::PageError;
use crate::session::{SignedIn, now};
use crate::sign_in;

/// Where the session keeps the challenge of a passkey that is being added.
const NEW: &str = "new-passkey";
/// Where it keeps the challenge of somebody who signs in.
const ASKED: &str = "asked-passkey";
/// A browser may take this long, in seconds.
const STAYS: i64 = 5 * 60;

#[derive(Serialize, Deserialize)]
struct Kept {
    asked: String,
    state: String,
    until: i64,
}

async fn keep(session: &Session, key: &str, challenge: &Challenge) -> Result<(), PageError> {
    let (asked, state) = (challenge.asked.to_string(), challenge.state.clone());
    Ok(session.insert(key, Kept { asked, state, until: now() + STAYS }).await?)
}

/// The state of a challenge that is not too old, which counts once.
async fn take(session: &Session, key: &str) -> Result<Option<String>, PageError> {
    let kept: Option<Kept> = session.remove(key).await?;
    Ok(kept.filter(|k| k.until > now()).map(|k| k.state))
}

/// What the browser is asked for a passkey that is being added, if one is.
pub(crate) async fn being_added(session: &Session) -> Result<Option<String>, PageError> {
    let kept: Option<Kept> = session.get(NEW).await?;
    Ok(kept.filter(|k| k.until > now()).map(|k| k.asked))
}

impl From<PasskeyError> for PageError {
    fn from(e: PasskeyError) -> Self {
        Self::Broken(e.to_string())
    }
}

fn passkeys(app: &App) -> Result<&Passkeys, PageError> {
    app.services.ways_in.passkeys.as_ref().ok_or(PageError::NotFound)
}

/// `POST /account/passkeys/new`: what the browser is to be asked.
pub(crate) async fn begin_adding(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageError> {
    if !form.is_owner(&app, &user).await? {
        return account::page(&app, user, &session, Said::Refused("password-wrong")).await;
    }
    let challenge = passkeys(&app)?.begin_adding(&app.store, &user.account.name).await?;
    keep(&session, NEW, &challenge).await?;
    account::page(&app, user, &session, Said::Nothing).await
}

#[derive(Deserialize)]
pub(crate) struct AddForm {
    token: String,
    name: String,
    credential: String,
}

/// `POST /account/passkeys`: the browser's answer.
pub(crate) async fn add(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<AddForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let wrong = Said::Refused("passkey-wrong");
    let Some(state) = take(&session, NEW).await? else {
        return account::page(&app, user, &session, wrong).await;
    };
    let name = &user.account.name;
    let added = passkeys(&app)?.add(&app.store, name, &form.name, &state, &form.credential).await;
    match added {
        Ok(()) => account::added(&app, user, &session, "passkey-added").await,
        Err(PasskeyError::Wrong) => account::page(&app, user, &session, wrong).await,
        Err(e) => Err(e.into()),
    }
}

/// `POST /sign-in/passkey/challenge`: what the browser is to be asked, as JSON.
pub(crate) async fn challenge(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    session: Session,
) -> Result<Response, PageError> {
    let passkeys = passkeys(&app)?;
    if !app.attempts.allow_from(from.ip(), "passkey") {
        return Ok(StatusCode::TOO_MANY_REQUESTS.into_response());
    }
    let challenge = passkeys.begin()?;
    keep(&session, ASKED, &challenge).await?;
    Ok(Json(challenge.asked).into_response())
}

#[derive(Deserialize)]
pub(crate) struct CredentialForm {
    credential: String,
}

/// `POST /sign-in/passkey`: the browser's answer. A passkey is both factors.
pub(crate) async fn sign_in(
    State(app): State<App>,
    session: Session,
    reader: Reader,
    headers: HeaderMap,
    Form(form): Form<CredentialForm>,
) -> Result<Response, PageError> {
    let passkeys = passkeys(&app)?;
    let found = match take(&session, ASKED).await? {
        Some(state) => passkeys.who(&app.store, &state, &form.credential).await,
        None => Err(PasskeyError::Wrong),
    };
    match found {
        Ok(account) => sign_in::begin(&app, &session, &headers, &account, false).await,
        Err(PasskeyError::Wrong) => {
            sign_in::page(&app, reader, "", Some((StatusCode::UNAUTHORIZED, "passkey-wrong")))
        }
        Err(e) => Err(e.into()),
    }
}
