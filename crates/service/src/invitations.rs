//! Relatives who are invited: a link, sent by any way, and a code that is told by another (on paper, by
//! telephone). Neither is of use alone.

use std::collections::BTreeSet;

use kintrace_casework::{Noun, Reference};
use kintrace_language::Message;
use kintrace_policy::{Account, Role};
use kintrace_store::invitations::Invitation;
use kintrace_store::users::User;
use kintrace_store::{Store, StoreError};

use crate::accounts::{self, AccountError, random_password};
use crate::now;
use crate::secrets::{kept, secret};

/// An invitation is good for this long, in seconds: two weeks.
pub const GOOD_FOR: i64 = 14 * 24 * 60 * 60;
/// Wrong codes after which a link is worth nothing.
pub const MOST_TRIES: i64 = 8;

/// A link's secret and the code that belongs to it: known to nobody afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// What the link ends with.
    pub link: String,
    /// The code that is told besides.
    pub code: String,
}

/// Invites a relative to a missing person's case.
///
/// # Errors
/// [`AccountError::Absent`] if there is no such case or relative; the store's refusal.
pub async fn invite(store: &Store, by: &Account, missing: &str, person: &str) -> Result<Sent, AccountError> {
    let sent = Sent { link: secret(), code: random_password() };
    let code = accounts::hash(&sent.code).await?;
    let file = store.seen_by(&by.party).missing_file(missing).await?;
    let file = file.ok_or_else(|| AccountError::Absent(missing.to_owned()))?;
    if !person.is_empty() && !file.persons.iter().any(|p| p.id == person) {
        return Err(AccountError::Absent(Reference::new(Noun::Person, person).to_string()));
    }
    let work = store.begin(&by.name).await?;
    work.invite(Invitation {
        id: kept(&sent.link),
        code,
        missing: missing.to_owned(),
        person: person.to_owned(),
        party: file.missing.party,
        by: by.name.clone(),
        account: String::new(),
        made: now(),
        expires: now() + GOOD_FOR,
        tries: 0,
    })
    .await?;
    work.event("user", &Message::new("diary-relative-invited").with("missing", missing)).await?;
    work.commit().await?;
    Ok(sent)
}

/// An invitation that is still good, by its link.
///
/// # Errors
/// The store's refusal.
pub async fn open(store: &Store, link: &str) -> Result<Option<Invitation>, StoreError> {
    let found = store.invitation(&kept(link)).await?;
    Ok(found.filter(|i| i.tries < MOST_TRIES))
}

/// Makes the account of whoever was invited; `None` if link and code don't belong together (that is
/// counted), or the invitation is no longer good.
///
/// # Errors
/// [`AccountError`]; nothing was changed, and the invitation is still good.
pub async fn accept(
    store: &Store,
    link: &str,
    code: &str,
    name: &str,
    password: &str,
) -> Result<Option<Account>, AccountError> {
    let Some(invitation) = open(store, link).await? else { return Ok(None) };
    let code = code.trim().to_lowercase();
    if !accounts::is_right(&code, invitation.code.clone()).await {
        store.count_wrong_code(&invitation.id).await?;
        return Ok(None);
    }
    accounts::check_name(name)?;
    let account = Account {
        name: name.to_owned(),
        role: Role::FamilyMember,
        party: invitation.party.clone(),
        cases: BTreeSet::from([invitation.missing.clone()]),
    };
    let user = User {
        password_hash: accounts::hash(password).await?,
        ..accounts::user(&account, &invitation.person)
    };
    let work = store.begin(name).await?;
    if !work.accept_invitation(&invitation.id, name).await? {
        return Ok(None);
    }
    accounts::added(&work, &user).await?;
    work.commit().await?;
    Ok(Some(account))
}
