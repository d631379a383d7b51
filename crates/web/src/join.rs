//! `/join`: a relative opens an account, by an invitation (link and code) or without being asked.

use std::net::SocketAddr;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kintrace_casework::party::{Party, PartyKind};
use kintrace_language::Language;
use kintrace_service::accounts::{AccountError, SHORTEST_PASSWORD, join};
use kintrace_service::invitations::{self, accept};
use kintrace_store::Store;
use serde::Deserialize;
use tower_sessions::Session;

use crate::App;
use crate::accounts::sent_page;
use crate::language::Reader;
use crate::page::{PageError, PublicFrame, html};
use crate::session::{Office, SignedIn};
use crate::sign_in::begin;

/// A party as readers see it.
pub(crate) struct PartyLine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: PartyKind,
}

/// The parties, by their names in a language, or the first that they have.
pub(crate) async fn parties(store: &Store, language: Language) -> Result<Vec<PartyLine>, PageError> {
    let found = store.every_document(kintrace_casework::Noun::Party).await?;
    let parties = found.iter().filter_map(|d| d.thing::<Party>().ok()).map(|party| {
        let named = party.names.iter().find(|n| n.language == language.tag()).or(party.names.first());
        PartyLine {
            name: named.map_or_else(|| party.id.clone(), |n| n.text.clone()),
            kind: party.kind,
            id: party.id.clone(),
        }
    });
    Ok(parties.collect())
}

#[derive(Template)]
#[template(path = "join.html")]
struct JoinPage {
    frame: PublicFrame,
    /// Of an invitation; empty: nobody asked.
    link: String,
    /// Offices that families can turn to.
    offices: Vec<PartyLine>,
    form: JoinForm,
    message: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct JoinForm {
    code: String,
    name: String,
    password: String,
    office: String,
}

async fn page(
    app: &App,
    reader: Reader,
    link: &str,
    form: JoinForm,
    message: Option<&'static str>,
) -> Result<Response, PageError> {
    let frame = PublicFrame::new("join", reader);
    let offices = if link.is_empty() { parties(&app.store, reader.0).await? } else { Vec::new() };
    let message =
        message.map_or_else(String::new, |id| frame.say(id).with("least", SHORTEST_PASSWORD).to_string());
    html(&JoinPage {
        link: link.to_owned(),
        offices: offices.into_iter().filter(|o| o.kind == PartyKind::Authority).collect(),
        form,
        message,
        frame,
    })
}

/// `GET /join`
pub(crate) async fn show(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    page(&app, reader, "", JoinForm::default(), None).await
}

/// `GET /join/{link}`
pub(crate) async fn show_invited(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
) -> Result<Response, PageError> {
    // Whether a link is good is not said before its code: nobody learns of invitations by trying.
    page(&app, reader, &link, JoinForm::default(), None).await
}

/// `POST /join`
pub(crate) async fn open(
    state: State<App>,
    from: ConnectInfo<SocketAddr>,
    session: Session,
    reader: Reader,
    headers: HeaderMap,
    form: Form<JoinForm>,
) -> Result<Response, PageError> {
    made(state, from, session, reader, headers, String::new(), form).await
}

/// `POST /join/{link}`
pub(crate) async fn open_invited(
    state: State<App>,
    from: ConnectInfo<SocketAddr>,
    session: Session,
    reader: Reader,
    headers: HeaderMap,
    Path(link): Path<String>,
    form: Form<JoinForm>,
) -> Result<Response, PageError> {
    made(state, from, session, reader, headers, link, form).await
}

async fn made(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    session: Session,
    reader: Reader,
    headers: HeaderMap,
    link: String,
    Form(form): Form<JoinForm>,
) -> Result<Response, PageError> {
    if !app.attempts.allow_from(from.ip(), "link") {
        return page(&app, reader, &link, form, Some("sign-in-too-often")).await;
    }
    let name = form.name.trim();
    let made = if link.is_empty() {
        join(&app.store, name, &form.password, &form.office).await.map(Some)
    } else {
        accept(&app.store, &link, &form.code, name, &form.password).await
    };
    let refused = match made {
        Ok(Some(account)) => return begin(&app, &session, &headers, &account.name, false).await,
        Ok(None) => "link-and-code-wrong",
        Err(AccountError::Taken(_)) => "name-taken",
        Err(AccountError::Name(_)) => "name-not-possible",
        Err(AccountError::Short) => "password-short",
        Err(e) => return Err(PageError::Broken(e.to_string())),
    };
    page(&app, reader, &link, form, Some(refused)).await
}

#[derive(Deserialize)]
pub(crate) struct InviteForm {
    token: String,
    person: String,
}

/// `POST /missing-persons/{id}/invitations`: invites a relative; link and code are shown once.
pub(crate) async fn invite(
    Office(app): Office,
    user: SignedIn,
    headers: HeaderMap,
    Path(id): Path<String>,
    Form(form): Form<InviteForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    match invitations::invite(&app.store, &user.account, &id, &form.person).await {
        Ok(sent) => sent_page(&headers, user, "join", &sent),
        Err(AccountError::Absent(_)) => Err(PageError::NotFound),
        Err(e) => Err(PageError::Broken(e.to_string())),
    }
}
