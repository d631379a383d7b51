//! Getting back into an account whose password or second factor is lost: two members of the staff ask for it
//! together, so that nobody takes over an account alone.
//!
//! The first asks, the second confirms and is told a link and a code for whoever it is for; with them a new
//! password is chosen. All second factors are taken away and all sessions end. A new account begins in the same
//! way, so that nobody makes one alone and looks in with it.

use kintrace_language::Message;
use kintrace_policy::{Account, Role};
use kintrace_store::invitations::Recovery;
use kintrace_store::users::User;
use kintrace_store::{Store, StoreError};

use crate::accounts::{self, AccountError, random_password};
use crate::invitations::{MOST_TRIES, Sent};
use crate::now;
use crate::secrets::{kept, secret};

/// Both have to act, and the link has to be used, within this time, in seconds: three days.
pub const GOOD_FOR: i64 = 3 * 24 * 60 * 60;

/// Why a recovery was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// Nobody asks for one, or it is too old.
    #[error("there is nothing here")]
    Absent,
    /// Whoever asked can't confirm, and nobody recovers the own account.
    #[error("another member of the staff was expected")]
    Same,
    /// The account's or the store's refusal.
    #[error(transparent)]
    Account(#[from] AccountError),
}

impl From<StoreError> for RecoveryError {
    fn from(e: StoreError) -> Self {
        Self::Account(e.into())
    }
}

fn is_good(recovery: &Recovery) -> bool {
    recovery.made + GOOD_FOR > now() && recovery.tries < MOST_TRIES
}

/// Recoveries under way among the accounts that somebody sees.
///
/// # Errors
/// The store's refusal.
pub async fn under_way(store: &Store) -> Result<Vec<Recovery>, StoreError> {
    Ok(store.recoveries().await?.into_iter().filter(is_good).collect())
}

/// A first member of the staff asks.
///
/// # Errors
/// [`RecoveryError::Absent`] if there is no such account, [`RecoveryError::Same`] for the own one.
pub async fn ask(store: &Store, by: &Account, account: &str) -> Result<(), RecoveryError> {
    if by.name == account {
        return Err(RecoveryError::Same);
    }
    let user = store.user(account).await?.ok_or(RecoveryError::Absent)?;
    if !by.party.is_empty() && by.party != user.party {
        return Err(RecoveryError::Absent);
    }
    let work = store.begin(&by.name).await?;
    work.keep_recovery(asked(by, account)).await?;
    work.event("user", &Message::new("diary-recovery-asked").with("account", account)).await?;
    work.commit().await?;
    Ok(())
}

/// A first member of the staff proposes a new account: it can't be used before another has confirmed it, and
/// whoever it is for has set a password, both as when an account is given back.
///
/// # Errors
/// [`AccountError`]; nothing was changed.
pub async fn propose(store: &Store, by: &Account, account: &Account) -> Result<(), AccountError> {
    accounts::check_name(&account.name)?;
    if account.role == Role::FamilyMember || !account.cases.is_empty() {
        return Err(AccountError::Cases);
    }
    if !by.party.is_empty() && by.party != account.party {
        return Err(AccountError::Absent(account.party.clone()));
    }
    let work = store.begin(&by.name).await?;
    accounts::check_there(&work, account).await?;
    accounts::added(&work, &accounts::user(account, "")).await?;
    work.keep_recovery(asked(by, &account.name)).await?;
    work.commit().await?;
    Ok(())
}

fn asked(by: &Account, account: &str) -> Recovery {
    Recovery {
        id: kept(&secret()),
        account: account.to_owned(),
        asked_by: by.name.clone(),
        confirmed_by: String::new(),
        code: String::new(),
        made: now(),
        tries: 0,
    }
}

/// Ends an account: nobody signs in with it any more. What it did stays what it did, and its name is nobody
/// else's; two members of the staff can give it back.
///
/// # Errors
/// [`RecoveryError::Absent`] if there is no such account, [`RecoveryError::Same`] for the own one.
pub async fn end(store: &Store, by: &Account, account: &str) -> Result<(), RecoveryError> {
    if by.name == account {
        return Err(RecoveryError::Same);
    }
    let work = store.begin(&by.name).await?;
    let user = work.user(account).await?.filter(|u| by.party.is_empty() || by.party == u.party);
    let user = user.ok_or(RecoveryError::Absent)?;
    work.change_user(&User { password_hash: String::new(), ..user }).await?;
    work.remove_second_factors(account, None).await?;
    work.forget_recoveries(account).await?;
    work.event("user", &Message::new("diary-account-ended").with("account", account)).await?;
    work.commit().await?;
    store.end_sessions_of(account, None, "").await?;
    Ok(())
}

/// A second member of the staff confirms; gives what whoever it is for needs.
///
/// # Errors
/// [`RecoveryError`]; nothing was changed.
pub async fn confirm(store: &Store, by: &Account, account: &str) -> Result<Sent, RecoveryError> {
    let asked = under_way(store).await?.into_iter().find(|r| r.account == account);
    let asked = asked.ok_or(RecoveryError::Absent)?;
    let user = store.user(account).await?.ok_or(RecoveryError::Absent)?;
    if !by.party.is_empty() && by.party != user.party {
        return Err(RecoveryError::Absent);
    }
    if by.name == asked.asked_by || by.name == account {
        return Err(RecoveryError::Same);
    }
    let sent = Sent { link: secret(), code: random_password() };
    let code = accounts::hash(&sent.code).await?;
    let work = store.begin(&by.name).await?;
    work.keep_recovery(Recovery { id: kept(&sent.link), confirmed_by: by.name.clone(), code, ..asked })
        .await?;
    work.event("user", &Message::new("diary-recovery-confirmed").with("account", account)).await?;
    work.commit().await?;
    Ok(sent)
}

/// A new password, with link and code; `false` if they don't belong together (that is counted), or are no
/// longer good.
///
/// # Errors
/// [`AccountError`]; nothing was changed.
pub async fn recover(store: &Store, link: &str, code: &str, password: &str) -> Result<bool, AccountError> {
    let found = store.recovery(&kept(link)).await?;
    let Some(recovery) = found.filter(|r| is_good(r) && !r.confirmed_by.is_empty()) else {
        return Ok(false);
    };
    if !accounts::is_right(&code.trim().to_lowercase(), recovery.code.clone()).await {
        store.count_wrong_code(&recovery.id).await?;
        return Ok(false);
    }
    let hash = accounts::hash(password).await?;
    let work = store.begin(&recovery.account).await?;
    let Some(user) = work.user(&recovery.account).await? else { return Ok(false) };
    if work.forget_recoveries(&recovery.account).await? == 0 {
        return Ok(false);
    }
    work.change_user(&User { password_hash: hash, ..user }).await?;
    work.remove_second_factors(&recovery.account, None).await?;
    work.event("user", &Message::new("diary-recovered").with("account", recovery.account.as_str())).await?;
    work.commit().await?;
    store.end_sessions_of(&recovery.account, None, "").await?;
    Ok(true)
}
