//! Accounts: passwords are kept as Argon2id hashes (RFC 9106; parameters of OWASP's recommendation).

use std::collections::BTreeSet;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use kintrace_casework::{Noun, Reference};
use kintrace_language::{Message, word};
use kintrace_policy::{Account, Role};
use kintrace_store::users::User;
use kintrace_store::{Store, StoreError};
use rand::Rng;

/// Passwords shorter than this are refused (NIST SP 800-63B, 3.1.1.2).
pub const SHORTEST_PASSWORD: usize = 12;

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name is in use.
    #[error("the account {0:?} exists already")]
    Taken(String),
    /// The name is empty or has blanks.
    #[error("{0:?} is no account name; letters, digits, points and hyphens were expected")]
    Name(String),
    /// Too short.
    #[error("a password of at least {SHORTEST_PASSWORD} characters was expected")]
    Short,
    /// It is to be of a party or about a missing person that is not there.
    #[error("{0}: there is no such thing in the registry")]
    Absent(String),
    /// A family member's account without a missing person, or another's with one.
    #[error("a family member's account is about a missing person, and no other account is")]
    Cases,
    /// The password could not be hashed.
    #[error("the password can't be hashed: {0}")]
    Hash(String),
    /// The store's refusal.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds an account, in a role; of a party and of a relative as well, where it is one's.
///
/// # Errors
/// [`AccountError`]; nothing was changed.
pub async fn add(store: &Store, account: &Account, password: &str) -> Result<(), AccountError> {
    let name = &account.name;
    let named =
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@'));
    if !named {
        return Err(AccountError::Name(name.clone()));
    }
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(AccountError::Short);
    }
    let work = store.begin("").await?;
    let mut wanted: BTreeSet<Reference> =
        account.cases.iter().map(|id| Reference::new(Noun::MissingPerson, id)).collect();
    if !account.party.is_empty() {
        wanted.insert(Reference::new(Noun::Party, &account.party));
    }
    let there = work.existing(&wanted).await?;
    if let Some(absent) = wanted.difference(&there).next() {
        return Err(AccountError::Absent(absent.to_string()));
    }
    if (account.role == Role::FamilyMember) == account.cases.is_empty() {
        return Err(AccountError::Cases);
    }
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|e| AccountError::Hash(e.to_string()))?
        .to_string();
    let user = User {
        name: name.clone(),
        password_hash: hash,
        role: account.role.text().to_owned(),
        party: account.party.clone(),
        cases: account.cases.clone(),
    };
    if !work.add_user(&user).await? {
        return Err(AccountError::Taken(name.clone()));
    }
    let role = word(account.role.text());
    work.event("user", &Message::new("diary-account-added").with("role", role)).await?;
    work.commit().await?;
    Ok(())
}

/// The account, if name and password are right. Takes as long for a name that does not exist.
///
/// # Errors
/// The store's refusal.
pub async fn verify(store: &Store, name: &str, password: &str) -> Result<Option<Account>, StoreError> {
    let user = store.user(name).await?;
    let hash = user.as_ref().map_or_else(|| NOBODY.to_owned(), |u| u.password_hash.clone());
    let password = password.to_owned();
    // Argon2 takes tens of milliseconds of a core: not on a thread that serves others.
    let right = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
    })
    .await
    .unwrap_or(false);
    // An account whose role this version does not know may do nothing.
    Ok(user.filter(|_| right).and_then(|u| {
        Some(Account { role: Role::read(&u.role)?, name: u.name, party: u.party, cases: u.cases })
    }))
}

/// A hash of a password that nobody has, so that an unknown name is not told by the time it takes.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3XjUKOzpZXMUoNcDx0ScgAz9HtEC2OXxqGBhzIZEG0E";

/// A password that is easy to read out: four groups of four letters and digits that are not mistaken
/// for each other.
#[must_use]
pub fn random_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut rng = rand::rng();
    let group = |rng: &mut rand::rngs::ThreadRng| -> String {
        (0..4).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect()
    };
    (0..4).map(|_| group(&mut rng)).collect::<Vec<_>>().join("-")
}
