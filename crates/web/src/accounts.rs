//! `/accounts`: who has an account; how somebody new gets one, and how somebody who has lost the way in gets it
//! back, both by two members of the staff together; and how an account is ended.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kintrace_policy::{Account, Role};
use kintrace_report::qr_code;
use kintrace_service::accounts::AccountError;
use kintrace_service::invitations::Sent;
use kintrace_service::recovery::{self, RecoveryError};
use kintrace_store::users::User;
use serde::Deserialize;

use crate::App;
use crate::join::{self, PartyLine};
use crate::page::{Frame, PageError, html};
use crate::session::{Office, SignedIn};

struct AccountLine {
    user: User,
    role: String,
    /// Who asked that it be given back; empty: nobody.
    asked_by: String,
    /// Whether it waits for the reader to confirm.
    may_confirm: bool,
    /// Whether nobody can sign in with it: it is new, or it has been ended.
    is_closed: bool,
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    frame: Frame,
    accounts: Vec<AccountLine>,
    /// Roles that a new account may have.
    roles: Vec<(&'static str, String)>,
    /// Parties that it may be of.
    parties: Vec<PartyLine>,
    /// What was typed, and why it was refused.
    typed: ProposeForm,
    message: String,
}

/// `GET /accounts`
pub(crate) async fn list(Office(app): Office, user: SignedIn) -> Result<Response, PageError> {
    page(&app, user, ProposeForm::default(), String::new()).await
}

async fn page(app: &App, user: SignedIn, typed: ProposeForm, message: String) -> Result<Response, PageError> {
    let under_way = recovery::under_way(&app.store).await?;
    let accounts = app.store.users().await?.into_iter().map(|found| {
        let asked = under_way.iter().find(|r| r.account == found.name && r.confirmed_by.is_empty());
        AccountLine {
            role: user.language.word(&found.role),
            asked_by: asked.map(|r| r.asked_by.clone()).unwrap_or_default(),
            may_confirm: asked
                .is_some_and(|r| r.asked_by != user.account.name && found.name != user.account.name),
            is_closed: found.password_hash.is_empty(),
            user: found,
        }
    });
    let own = user.account.party.clone();
    let mut parties = join::parties(&app.store, user.language).await?;
    parties.retain(|p| own.is_empty() || p.id == own);
    let accounts = accounts.collect();
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::FamilyMember);
    let roles = roles.map(|role| (role.text(), user.language.word(role.text()))).collect();
    let status = if message.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = Frame::new(user.language.say("accounts"), "accounts", user);
    let page = AccountsPage { frame, accounts, roles, parties, typed, message }.render()?;
    Ok((status, Html(page)).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ProposeForm {
    token: String,
    name: String,
    role: String,
    party: String,
}

/// `POST /accounts`: a first member of the staff proposes a new account.
pub(crate) async fn propose(
    Office(app): Office,
    user: SignedIn,
    Form(form): Form<ProposeForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let Some(role) = Role::read(&form.role) else { return Err(PageError::NotFound) };
    let account = Account { party: form.party.clone(), ..Account::new(form.name.trim(), role) };
    let refused = match recovery::propose(&app.store, &user.account, &account).await {
        Ok(()) => return Ok(Redirect::to("/accounts").into_response()),
        Err(AccountError::Taken(_)) => "name-taken",
        Err(AccountError::Name(_)) => "name-not-possible",
        Err(AccountError::Absent(_) | AccountError::Cases) => return Err(PageError::NotFound),
        Err(e) => return Err(PageError::Broken(e.to_string())),
    };
    let message = user.language.say(refused).to_string();
    page(&app, user, form, message).await
}

/// `POST /accounts/end`: nobody signs in with an account any more.
pub(crate) async fn end(
    State(app): State<App>,
    user: SignedIn,
    Form(form): Form<RecoveryForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.token)?;
    recovery::end(&app.store, &user.account, &form.account).await?;
    Ok(Redirect::to("/accounts"))
}

#[derive(Deserialize)]
pub(crate) struct RecoveryForm {
    token: String,
    account: String,
}

impl From<RecoveryError> for PageError {
    fn from(e: RecoveryError) -> Self {
        match e {
            RecoveryError::Absent | RecoveryError::Same => Self::NotFound,
            RecoveryError::Account(e) => Self::Broken(e.to_string()),
        }
    }
}

/// `POST /accounts/recoveries`: the first asks.
pub(crate) async fn ask(
    State(app): State<App>,
    user: SignedIn,
    Form(form): Form<RecoveryForm>,
) -> Result<Redirect, PageError> {
    user.check(&form.token)?;
    recovery::ask(&app.store, &user.account, &form.account).await?;
    Ok(Redirect::to("/accounts"))
}

/// `POST /accounts/recoveries/confirm`: the second confirms, and is told link and code, once.
pub(crate) async fn confirm(
    State(app): State<App>,
    user: SignedIn,
    headers: HeaderMap,
    Form(form): Form<RecoveryForm>,
) -> Result<Response, PageError> {
    user.check(&form.token)?;
    let sent = recovery::confirm(&app.store, &user.account, &form.account).await?;
    sent_page(&headers, user, "recover", &sent)
}

#[derive(Template)]
#[template(path = "sent_link.html")]
struct SentPage {
    frame: Frame,
    is_invitation: bool,
    link: String,
    code: String,
    qr: Option<String>,
}

/// Link and code, to be given to whoever they are for. They are shown once.
pub(crate) fn sent_page(
    headers: &HeaderMap,
    user: SignedIn,
    path: &'static str,
    sent: &Sent,
) -> Result<Response, PageError> {
    let link = format!("{}/{path}/{}", origin(headers), sent.link);
    let is_invitation = path == "join";
    let title = if is_invitation { "invitation" } else { "recovery" };
    html(&SentPage {
        frame: Frame::new(user.language.say(title), "accounts", user),
        is_invitation,
        qr: qr_code::draw(&link),
        link,
        code: sent.code.clone(),
    })
}

/// Where the reader reaches these pages: for links that go on paper.
fn origin(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    // A form of ours says where it came from; behind a server with TLS, the address here is another one.
    text("origin").map_or_else(|| format!("https://{}", text("host").unwrap_or_default()), str::to_owned)
}
