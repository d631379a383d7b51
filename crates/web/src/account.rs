//! `/account`: the own password, second factor and sessions.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use kintrace_report::qr_code;
use kintrace_service::accounts::{AccountError, SHORTEST_PASSWORD, change_password, verify};
use kintrace_service::institutions::{INSTITUTION, Institution};
use kintrace_service::second_factors::{self, CODE, SecondFactorError};
use serde::Deserialize;
use tower_sessions::Session;

use crate::App;
use crate::page::{Frame, Moment, PageError};
use crate::passkeys;
use crate::session::SignedIn;
use crate::session_store::id_of;
use crate::sign_in::TokenForm;

/// Where the session keeps the secret of codes that are being added.
const NEW_CODES: &str = "new-codes";

struct SessionLine {
    id: String,
    device: String,
    seen: Moment,
    is_this: bool,
}

struct FactorLine {
    id: String,
    kind: String,
    /// What its owner calls a passkey; what an institution is called.
    name: String,
    added: Moment,
}

/// Codes that are being added: what the app is told.
struct NewCodes {
    secret: String,
    code: Option<String>,
}

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    sessions: Vec<SessionLine>,
    factors: Vec<FactorLine>,
    adding: Option<NewCodes>,
    /// Whether codes may be added: they are not on yet.
    no_codes: bool,
    /// Whether these pages can have passkeys at all.
    has_passkeys: bool,
    /// What the browser is to be asked, while one is being added.
    passkey: Option<String>,
    /// Institutions that the account may be connected with, and is not yet.
    institutions: Vec<Institution>,
    /// What was done, or why it was not.
    message: String,
    refused: bool,
}

/// What the page says about what was just asked for.
#[derive(Clone, Copy)]
pub(crate) enum Said {
    Nothing,
    Done(&'static str),
    Refused(&'static str),
}

/// The page, with what it says about what was just asked for.
pub(crate) async fn page(
    app: &App,
    user: SignedIn,
    session: &Session,
    said: Said,
) -> Result<Response, PageError> {
    let language = user.language;
    let this = id_of(session);
    let name = user.account.name.clone();
    let sessions = app.store.sessions_of(&name).await?.into_iter().map(|s| SessionLine {
        is_this: s.id == this,
        seen: Moment::new(language, s.seen),
        device: device(&s.device),
        id: s.id,
    });
    let factors = app.store.second_factors(&name).await?;
    let has = |kind: &str, name: &str| factors.iter().any(|f| f.kind == kind && f.name == name);
    let ways_in = &app.services.ways_in;
    let institutions =
        ways_in.institutions.iter().filter(|i| i.party == user.account.party && !has(INSTITUTION, &i.name));
    let institutions = institutions.cloned().collect();
    let no_codes = !has(CODE, "");
    let adding: Option<String> = session.get(NEW_CODES).await?;
    let message = match said {
        Said::Nothing if user.owes => language.say("second-factor-first").to_string(),
        Said::Nothing => String::new(),
        Said::Done(id) | Said::Refused(id) => language.say(id).with("least", SHORTEST_PASSWORD).to_string(),
    };
    let page = AccountPage {
        sessions: sessions.collect(),
        factors: factors
            .into_iter()
            .map(|f| FactorLine {
                added: Moment::new(language, f.added),
                id: f.id,
                kind: f.kind,
                name: f.name,
            })
            .collect(),
        no_codes,
        has_passkeys: ways_in.passkeys.is_some(),
        passkey: passkeys::being_added(session).await?,
        institutions,
        adding: adding.map(|secret| NewCodes {
            code: qr_code::draw(&second_factors::address(&name, &secret)),
            secret: secret.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" "),
        }),
        message,
        refused: matches!(said, Said::Refused(_)),
        frame: Frame::new(language.say("account"), "account", user),
    };
    let status = if page.refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

/// What a browser says of itself, as far as people know it: program and system.
fn device(agent: &str) -> String {
    let first = |names: &[&'static str]| names.iter().copied().find(|name| agent.contains(name));
    let program = first(&["Edg/", "OPR/", "Firefox", "Chrome", "Safari"]).map(|name| match name {
        "Edg/" => "Edge",
        "OPR/" => "Opera",
        other => other,
    });
    let system = first(&["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"]);
    let parts: Vec<&str> = [program, system].into_iter().flatten().collect();
    if parts.is_empty() { agent.chars().take(40).collect() } else { parts.join(", ") }
}

/// `GET /account`
pub(crate) async fn show(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
) -> Result<Response, PageError> {
    page(&app, user, &session, Said::Nothing).await
}

#[derive(Deserialize)]
pub(crate) struct PasswordForm {
    pub(crate) token: String,
    password: String,
    #[serde(default)]
    new: String,
}

impl PasswordForm {
    /// Whether the own password was given: what follows is asked for by the account's owner.
    pub(crate) async fn is_owner(&self, app: &App, user: &SignedIn) -> Result<bool, PageError> {
        user.check(&self.token)?;
        Ok(verify(&app.store, &user.account.name, &self.password).await?.is_some())
    }
}

/// `POST /account/password`: another password; all other sessions end.
pub(crate) async fn password(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageError> {
    let said = if form.is_owner(&app, &user).await? {
        match change_password(&app.store, &user.account.name, &form.new).await {
            Ok(()) => {
                let this = id_of(&session);
                app.store.end_sessions_of(&user.account.name, None, &this).await?;
                Said::Done("password-changed")
            }
            Err(AccountError::Short) => Said::Refused("password-short"),
            Err(e) => return Err(PageError::Broken(e.to_string())),
        }
    } else {
        Said::Refused("password-wrong")
    };
    page(&app, user, &session, said).await
}

/// `POST /account/codes/new`: a secret for an authenticator app.
pub(crate) async fn new_codes(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageError> {
    if !form.is_owner(&app, &user).await? {
        return page(&app, user, &session, Said::Refused("password-wrong")).await;
    }
    session.insert(NEW_CODES, second_factors::new_secret()).await?;
    page(&app, user, &session, Said::Nothing).await
}

#[derive(Deserialize)]
pub(crate) struct CodeForm {
    token: String,
    code: String,
}

/// `POST /account/codes`: the app's first code shows that it has the secret.
pub(crate) async fn add_codes(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<CodeForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let Some(secret) = session.get::<String>(NEW_CODES).await? else {
        return Ok(Redirect::to("/account").into_response());
    };
    let key = &app.services.second_factors;
    let added = second_factors::add_codes(&app.store, key, &user.account.name, &secret, &form.code).await;
    let said = match added {
        Ok(()) => {
            session.remove::<String>(NEW_CODES).await?;
            return self::added(&app, user, &session, "codes-added").await;
        }
        Err(SecondFactorError::Wrong) => Said::Refused("code-wrong"),
        Err(e) => return Err(PageError::Broken(e.to_string())),
    };
    page(&app, user, &session, said).await
}

/// A second factor has been added: whoever owed one goes on to where they wanted.
pub(crate) async fn added(
    app: &App,
    mut user: SignedIn,
    session: &Session,
    said: &'static str,
) -> Result<Response, PageError> {
    if user.owes {
        user.no_longer_owes(session).await?;
    }
    page(app, user, session, Said::Done(said)).await
}

#[derive(Deserialize)]
pub(crate) struct RemoveForm {
    #[serde(flatten)]
    owner: PasswordForm,
    factor: String,
}

/// `POST /account/factors/remove`: codes, a passkey, or the connection with an institution.
pub(crate) async fn remove_factor(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<RemoveForm>,
) -> Result<Response, PageError> {
    if !form.owner.is_owner(&app, &user).await? {
        return page(&app, user, &session, Said::Refused("password-wrong")).await;
    }
    let name = &user.account.name;
    let left: Vec<_> = app.store.second_factors(name).await?;
    let left: Vec<_> = left.into_iter().filter(|f| f.id != form.factor).collect();
    if !second_factors::any(&left) && app.services.ways_in.owes(&user.account) {
        return page(&app, user, &session, Said::Refused("second-factor-last")).await;
    }
    second_factors::remove(&app.store, name, &form.factor).await?;
    page(&app, user, &session, Said::Done("factor-removed")).await
}

#[derive(Deserialize)]
pub(crate) struct EndForm {
    #[serde(flatten)]
    form: TokenForm,
    /// Which session; empty: all but this one.
    session: String,
}

/// `POST /account/sessions/end`
pub(crate) async fn end_sessions(
    State(app): State<App>,
    user: SignedIn,
    session: Session,
    Form(form): Form<EndForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.form.token)?;
    let this = id_of(&session);
    let which = (!form.session.is_empty()).then_some(form.session.as_str());
    app.store.end_sessions_of(&user.account.name, which, &this).await?;
    Ok(Redirect::to("/account"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_as_its_owner_knows_it() {
        let chrome = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36";
        assert_eq!(device(chrome), "Chrome, Android");
        assert_eq!(
            device("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"),
            "Firefox, Linux"
        );
        assert_eq!(device("curl/8.0"), "curl/8.0");
        assert_eq!(device(""), "");
    }
}
