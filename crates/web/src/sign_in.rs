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
use crate::page::{PageError, html};
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
    name: String,
    message: &'static str,
}

/// `GET /sign-in`
pub(crate) async fn show() -> Result<Response, PageError> {
    html(&SignInPage { name: String::new(), message: "" })
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
    Form(form): Form<SignInForm>,
) -> Result<Response, PageError> {
    let name = form.name.trim().to_owned();
    let refuse = |status: StatusCode, message: &'static str| -> Result<Response, PageError> {
        let page = SignInPage { name: name.clone(), message }.render()?;
        Ok((status, Html(page)).into_response())
    };
    if app.attempts.0.check_key(&(from.ip(), name.to_lowercase())).is_err() {
        return refuse(StatusCode::TOO_MANY_REQUESTS, "Too many attempts. Wait a minute, then try again.");
    }
    match accounts::verify(&app.store, &name, &form.password).await? {
        Some(user) => {
            SignedIn::begin(&session, user).await?;
            Ok(Redirect::to("/").into_response())
        }
        None => refuse(
            StatusCode::UNAUTHORIZED,
            "Account name and password don't fit together. Check both; capital letters matter.",
        ),
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
