//! Who is signed in, and whether a form comes from our own page.

use std::collections::HashMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kintrace_language::Language;
use kintrace_policy::{Account, Action, Kind};
use kintrace_service::accounts::account;
use kintrace_service::desk::Desk;
use kintrace_service::secrets::secret;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions::Session;

use crate::App;
use crate::language::Reader;
use crate::page::PageError;

const KEY: &str = "signed-in";

/// Which filter a list shows: `?filter=kept` the one last sent, which the session keeps. (Names are
/// personal data, so words come in the body of a form and never stand in an address.)
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WhichFilter {
    filter: String,
}

impl WhichFilter {
    /// The kept filter, or an empty one.
    pub(crate) async fn get<F: Default + DeserializeOwned>(
        &self,
        session: &Session,
        key: &str,
    ) -> Result<F, PageError> {
        let kept = if self.filter == "kept" { session.get(key).await? } else { None };
        Ok(kept.unwrap_or_default())
    }
}

/// What the browser says that it is, kept in the session so that its owner knows it again in a list.
pub(crate) const DEVICE: &str = "device";

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// What a session holds of whoever is signed in.
#[derive(Serialize, Deserialize)]
struct Kept {
    account: String,
    token: String,
    /// Whether a second factor has to be added before anything else.
    #[serde(default)]
    owes: bool,
}

/// The account of a session's data.
pub(crate) fn account_of(data: &HashMap<String, Value>) -> Option<String> {
    Some(data.get(KEY)?.get("account")?.as_str()?.to_owned())
}

/// Whoever is signed in; as an argument of a handler it sends everybody else to the sign-in page.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Who, as the account stands now: a role that was taken away a moment ago is gone.
    pub(crate) account: Account,
    /// The token that forms must carry.
    pub(crate) token: String,
    /// The language that pages speak.
    pub(crate) language: Language,
    /// Whether a second factor has to be added before anything else.
    pub(crate) owes: bool,
}

impl SignedIn {
    /// Begins a session for an account, on a device that says so of itself. The session's id changes, so
    /// that one planted before is worthless.
    pub(crate) async fn begin(
        session: &Session,
        account: &str,
        device: &str,
        owes: bool,
    ) -> Result<(), PageError> {
        session.cycle_id().await?;
        session.insert(DEVICE, device.chars().take(200).collect::<String>()).await?;
        session.insert(KEY, Kept { account: account.to_owned(), token: secret(), owes }).await?;
        Ok(())
    }

    /// The second factor has been added.
    pub(crate) async fn no_longer_owes(&mut self, session: &Session) -> Result<(), PageError> {
        self.owes = false;
        let (account, token) = (self.account.name.clone(), self.token.clone());
        Ok(session.insert(KEY, Kept { account, token, owes: false }).await?)
    }

    /// Whether the account may do something to a kind of thing.
    pub(crate) fn may(&self, action: Action, kind: Kind) -> bool {
        self.account.may(action, kind)
    }

    /// The account at its desk.
    pub(crate) fn desk(&self, app: &App) -> Desk {
        Desk::new(&app.store, self.account.clone())
    }

    /// Checks the token of a form.
    pub(crate) fn check(&self, token: &str) -> Result<(), PageError> {
        // Constant time: every byte is looked at.
        let same = token.len() == self.token.len()
            && token.bytes().zip(self.token.bytes()).fold(0, |d, (a, b)| d | (a ^ b)) == 0;
        if same { Ok(()) } else { Err(PageError::ForeignForm) }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let session = Session::from_request_parts(parts, app)
            .await
            .map_err(|(_, message)| PageError::Broken(message.to_owned()))?;
        let kept: Kept = session.get(KEY).await?.ok_or(PageError::SignInFirst)?;
        let account = account(&app.store, &kept.account).await?.ok_or(PageError::SignInFirst)?;
        let Reader(language) = Reader::of(&parts.headers);
        let found = Self { account, token: kept.token, language, owes: kept.owes };
        // Asked for once a request: guard, store and handler all want to know.
        parts.extensions.insert(found.clone());
        Ok(found)
    }
}

/// What handlers share, with the store as whoever is signed in may see it: the cases, remains, lists and
/// hypotheses of another party are not there.
pub(crate) struct Office(pub(crate) App);

impl FromRequestParts<App> for Office {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let user = SignedIn::from_request_parts(parts, app).await?;
        Ok(Self(App { store: app.store.seen_by(&user.account.party), ..app.clone() }))
    }
}
