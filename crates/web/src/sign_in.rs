//! `/sign-in`, `/sign-out`

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kintrace_service::accounts;
use serde::Deserialize;
use tower_sessions::Session;

use crate::App;
use crate::language::Reader;
use crate::page::{PageError, PublicFrame, html};
use crate::session::SignedIn;

/// How often somebody may try to sign in: ten times at once from an address and to an account, then
/// once in six seconds.
pub(crate) struct Attempts(DefaultKeyedRateLimiter<(IpAddr, String)>);

impl Default for Attempts {
    fn default() -> Self {
        let ten = NonZeroU32::MIN.saturating_add(9);
        Self(RateLimiter::keyed(Quota::per_minute(ten)))
    }
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: PublicFrame,
    name: String,
    /// Why it was refused; empty if it was not.
    message: String,
}

/// `GET /sign-in`
pub(crate) async fn show(reader: Reader) -> Result<Response, PageError> {
    html(&SignInPage {
        frame: PublicFrame::new("sign-in", reader),
        name: String::new(),
        message: String::new(),
    })
}

#[derive(Deserialize)]
pub(crate) struct SignInForm {
    name: String,
    password: String,
}

/// `POST /sign-in`. The form has no token: there is no session yet, and the cookie that the answer
/// sets is sent by no other site's forms (`SameSite=Strict`).
pub(crate) async fn sign_in(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    session: Session,
    reader: Reader,
    Form(form): Form<SignInForm>,
) -> Result<Response, PageError> {
    let name = form.name.trim().to_owned();
    let refuse = |status: StatusCode, message: &'static str| -> Result<Response, PageError> {
        let frame = PublicFrame::new("sign-in", reader);
        let page =
            SignInPage { message: frame.say(message).to_string(), frame, name: name.clone() }.render()?;
        Ok((status, Html(page)).into_response())
    };
    if app.attempts.0.check_key(&(from.ip(), name.to_lowercase())).is_err() {
        return refuse(StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often");
    }
    match accounts::verify(&app.store, &name, &form.password).await? {
        Some(user) => {
            SignedIn::begin(&session, user).await?;
            Ok(Redirect::to("/").into_response())
        }
        None => refuse(StatusCode::UNAUTHORIZED, "sign-in-wrong"),
    }
}

#[derive(Deserialize)]
pub(crate) struct TokenForm {
    token: String,
}

/// `POST /sign-out`
pub(crate) async fn sign_out(
    user: SignedIn,
    session: Session,
    Form(form): Form<TokenForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.token)?;
    session.flush().await?;
    Ok(Redirect::to("/sign-in"))
}
