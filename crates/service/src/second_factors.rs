//! What an account signs in with besides its password: time-based codes (RFC 6238), which any authenticator
//! app makes.
//!
//! The secret is sealed in the database; a code counts once.

use kintrace_language::Message;
use kintrace_store::second_factors::SecondFactor;
use kintrace_store::{Store, StoreError};
use rand::RngCore;
use totp_rs::{Builder, Secret, Totp};

use crate::institutions::INSTITUTION;
use crate::now;
use crate::sealing::{SealingError, SealingKey};

/// The kind of factors that are time-based codes.
pub const CODE: &str = "code";

/// Whether an account has a second factor besides its password. (An institution's account replaces the
/// password, and is no second.)
#[must_use]
pub fn any(factors: &[SecondFactor]) -> bool {
    factors.iter().any(|f| f.kind != INSTITUTION)
}

/// Why a second factor was not added or looked at.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    /// The code is not the one of now.
    #[error("another code was expected")]
    Wrong,
    /// The secret can't be read.
    #[error("the secret of a second factor can't be read: {0}")]
    Secret(String),
    /// It can't be sealed or opened.
    #[error(transparent)]
    Sealing(#[from] SealingError),
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn generator(secret: &str) -> Result<Totp, SecondFactorError> {
    let secret = Secret::try_from_base32(secret).map_err(|e| SecondFactorError::Secret(e.to_string()))?;
    // A clock may be a step off.
    let made = Builder::new().with_secret(secret).with_skew(1).build();
    made.map_err(|e| SecondFactorError::Secret(e.to_string()))
}

/// A new secret, in base 32: what an app is told.
#[must_use]
pub fn new_secret() -> String {
    let mut bytes = [0; 20];
    rand::rng().fill_bytes(&mut bytes);
    Secret::from(bytes.to_vec()).to_base32()
}

/// The address that an app reads from a QR code (Key Uri Format).
#[must_use]
pub fn address(account: &str, secret: &str) -> String {
    let account: String = account
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("otpauth://totp/Kintrace:{account}?secret={secret}&issuer=Kintrace")
}

/// Adds codes to an account, once a code shows that the app has the secret.
///
/// # Errors
/// [`SecondFactorError`]; nothing was changed.
pub async fn add_codes(
    store: &Store,
    key: &SealingKey,
    account: &str,
    secret: &str,
    code: &str,
) -> Result<(), SecondFactorError> {
    let step = checked(secret, code)?.ok_or(SecondFactorError::Wrong)?;
    let factor = SecondFactor {
        account: account.to_owned(),
        kind: CODE.to_owned(),
        id: format!("{:032x}", rand::random::<u128>()),
        name: String::new(),
        secret: key.seal(secret)?,
        added: now(),
        used: step,
    };
    let work = store.begin(account).await?;
    work.add_second_factor(factor).await?;
    work.event("user", &Message::new("diary-second-factor-added")).await?;
    work.commit().await?;
    Ok(())
}

/// The time step of which this is the code, if it is one.
fn checked(secret: &str, code: &str) -> Result<Option<i64>, SecondFactorError> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let time = u64::try_from(now()).unwrap_or(0);
    Ok(generator(secret)?.check(&digits, time).and_then(|step| i64::try_from(step).ok()))
}

/// Whether a code is one of an account's, of now, and was not used before.
///
/// # Errors
/// [`SecondFactorError`].
pub async fn accepts(
    store: &Store,
    key: &SealingKey,
    account: &str,
    code: &str,
) -> Result<bool, SecondFactorError> {
    for factor in store.second_factors(account).await?.into_iter().filter(|f| f.kind == CODE) {
        if let Some(step) = checked(&key.open(&factor.secret)?, code)? {
            return Ok(store.use_second_factor(&factor, step, None).await?);
        }
    }
    Ok(false)
}

/// Takes a second factor away from an account; `false` if it has none of this id.
///
/// # Errors
/// The store's refusal; nothing was changed.
pub async fn remove(store: &Store, account: &str, id: &str) -> Result<bool, StoreError> {
    let work = store.begin(account).await?;
    let removed = work.remove_second_factors(account, Some(id)).await? > 0;
    if removed {
        work.event("user", &Message::new("diary-second-factor-removed")).await?;
        work.commit().await?;
    }
    Ok(removed)
}

/// The code of now, for tests of those who sign in.
///
/// # Errors
/// [`SecondFactorError::Secret`].
pub fn code_of_now(secret: &str) -> Result<String, SecondFactorError> {
    let time = u64::try_from(now()).unwrap_or(0);
    Ok(generator(secret)?.generate(time).to_string())
}
