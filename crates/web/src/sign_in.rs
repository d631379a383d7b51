//! `/sign-in`, `/sign-out`: a password, then a second factor where the account has one. (A passkey is both; see
//! `passkeys`. Institutions let their own staff in; see `institutions`.)

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kintrace_service::institutions::Institution;
use kintrace_service::passkeys::PASSKEY;
use kintrace_service::second_factors::CODE;
use kintrace_service::secrets::{kept, secret};
use kintrace_service::{accounts, second_factors};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::App;
use crate::cookies;
use crate::language::Reader;
use crate::page::{PageError, PublicFrame, html};
use crate::resume;
use crate::session::{SignedIn, now};

/// How often somebody may try.
///
/// A device on which the account's owner has signed in before has a quota of its own. So whoever tries a
/// thousand passwords from elsewhere slows down nobody but others who come from elsewhere, and no account is
/// ever locked.
pub(crate) struct Attempts {
    devices: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<(IpAddr, String)>,
    accounts: DefaultKeyedRateLimiter<String>,
    strangers: DefaultKeyedRateLimiter<(IpAddr, String)>,
}

impl Default for Attempts {
    fn default() -> Self {
        let times = |n: u32| Quota::per_minute(NonZeroU32::MIN.saturating_add(n - 1));
        Self {
            devices: RateLimiter::keyed(times(10)),
            addresses: RateLimiter::keyed(times(10)),
            accounts: RateLimiter::keyed(times(30)),
            strangers: RateLimiter::keyed(times(30)),
        }
    }
}

impl Attempts {
    /// Whether an address may do something once more that needs no account. One address slows down itself.
    pub(crate) fn allow_from(&self, from: IpAddr, what: &str) -> bool {
        self.strangers.check_key(&(from, what.to_owned())).is_ok()
    }

    /// Whether there may be one more attempt at something secret of an account.
    pub(crate) fn allow(&self, from: IpAddr, name: &str, known_device: Option<&str>) -> bool {
        let name = name.to_lowercase();
        match known_device {
            Some(device) => self.devices.check_key(&device.to_owned()).is_ok(),
            None => {
                self.addresses.check_key(&(from, name.clone())).is_ok()
                    && self.accounts.check_key(&name).is_ok()
            }
        }
    }
}

/// The cookie of a device on which somebody has signed in; `__Host-` would be refused over plain HTTP on a
/// laptop.
const DEVICE_COOKIE: &str = "device";
/// What the browser says that it is.
fn described(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// Begins a session, remembers the device, and goes to where the account begins; `owes`: before anything else,
/// its owner has to add a second factor.
pub(crate) async fn begin(
    app: &App,
    session: &Session,
    headers: &HeaderMap,
    account: &str,
    owes: bool,
) -> Result<Response, PageError> {
    SignedIn::begin(session, account, &described(headers), owes).await?;
    let held = cookies::read(headers, DEVICE_COOKIE).unwrap_or_else(secret);
    app.store.remember_device(&kept(&held), account).await?;
    // Whoever was sent here in the middle of a form goes on with it.
    let next = if resume::waits(session).await? { "/resume" } else { "/" };
    let mut response = Redirect::to(next).into_response();
    cookies::keep(&mut response, DEVICE_COOKIE, &held, "Strict");
    Ok(response)
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: PublicFrame,
    name: String,
    /// Why it was refused; empty if it was not.
    message: String,
    has_passkeys: bool,
    institutions: Vec<Institution>,
}

/// The page that asks who somebody is.
pub(crate) fn page(
    app: &App,
    reader: Reader,
    name: &str,
    refused: Option<(StatusCode, &'static str)>,
) -> Result<Response, PageError> {
    let frame = PublicFrame::new("sign-in", reader);
    let message = refused.map_or_else(String::new, |(_, id)| frame.say(id).to_string());
    let ways_in = &app.services.ways_in;
    let page = SignInPage {
        frame,
        name: name.to_owned(),
        message,
        has_passkeys: ways_in.passkeys.is_some(),
        institutions: ways_in.institutions.clone(),
    };
    let page = page.render()?;
    Ok((refused.map_or(StatusCode::OK, |(status, _)| status), Html(page)).into_response())
}

/// `GET /sign-in`
pub(crate) async fn show(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    page(&app, reader, "", None)
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
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response, PageError> {
    let name = form.name.trim();
    let mut device = cookies::read(&headers, DEVICE_COOKIE).map(|held| kept(&held));
    if let Some(id) = &device
        && !app.store.knows_device(id, name).await?
    {
        device = None;
    }
    if !app.attempts.allow(from.ip(), name, device.as_deref()) {
        return page(&app, reader, name, Some((StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often")));
    }
    let Some(account) = accounts::verify(&app.store, name, &form.password).await? else {
        return page(&app, reader, name, Some((StatusCode::UNAUTHORIZED, "sign-in-wrong")));
    };
    if !second_factors::any(&app.store.second_factors(&account.name).await?) {
        let owes = app.services.ways_in.owes(&account);
        return begin(&app, &session, &headers, &account.name, owes).await;
    }
    half_way(&session, &account.name).await?;
    Ok(Redirect::to("/sign-in/second").into_response())
}

/// Somebody has shown the first factor, and is asked for the second.
pub(crate) async fn half_way(session: &Session, account: &str) -> Result<(), PageError> {
    session.cycle_id().await?;
    Ok(session.insert(HALF, Half { account: account.to_owned(), until: now() + HALF_STAYS }).await?)
}

/// Where a session keeps who has given the password, and not yet the second factor.
const HALF: &str = "half-signed-in";
/// For how long, in seconds.
const HALF_STAYS: i64 = 5 * 60;

#[derive(Serialize, Deserialize)]
struct Half {
    account: String,
    until: i64,
}

/// Who has given the password in this session, a moment ago.
async fn half(session: &Session) -> Result<String, PageError> {
    let half: Option<Half> = session.get(HALF).await?;
    half.filter(|h| h.until > now()).map(|h| h.account).ok_or(PageError::SignInFirst)
}

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactorPage {
    frame: PublicFrame,
    message: String,
    has_codes: bool,
    has_passkeys: bool,
}

impl SecondFactorPage {
    async fn new(app: &App, reader: Reader, account: &str, message: &'static str) -> Result<Self, PageError> {
        let frame = PublicFrame::new("second-factor", reader);
        let factors = app.store.second_factors(account).await?;
        let has = |kind: &str| factors.iter().any(|f| f.kind == kind);
        let message = if message.is_empty() { String::new() } else { frame.say(message).to_string() };
        Ok(Self { message, has_codes: has(CODE), has_passkeys: has(PASSKEY), frame })
    }
}

/// `GET /sign-in/second`
pub(crate) async fn second(
    State(app): State<App>,
    session: Session,
    reader: Reader,
) -> Result<Response, PageError> {
    html(&SecondFactorPage::new(&app, reader, &half(&session).await?, "").await?)
}

#[derive(Deserialize)]
pub(crate) struct CodeForm {
    code: String,
}

/// `POST /sign-in/second`
pub(crate) async fn sign_in_second(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    session: Session,
    reader: Reader,
    headers: HeaderMap,
    Form(form): Form<CodeForm>,
) -> Result<Response, PageError> {
    let account = half(&session).await?;
    let refuse = async |status: StatusCode, id: &'static str| -> Result<Response, PageError> {
        let page = SecondFactorPage::new(&app, reader, &account, id).await?.render()?;
        Ok((status, Html(page)).into_response())
    };
    // Of six digits, one guess in a million is right: a few a minute, whoever guesses.
    if !app.attempts.allow(from.ip(), &format!("code of {account}"), None) {
        return refuse(StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often").await;
    }
    let key = &app.services.second_factors;
    let right = second_factors::accepts(&app.store, key, &account, &form.code).await;
    if !right.map_err(|e| PageError::Broken(e.to_string()))? {
        return refuse(StatusCode::UNAUTHORIZED, "code-wrong").await;
    }
    session.remove::<Half>(HALF).await?;
    begin(&app, &session, &headers, &account, false).await
}

#[derive(Deserialize)]
pub(crate) struct TokenForm {
    pub(crate) token: String,
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
