//! Accounts: passwords are kept as Argon2id hashes (RFC 9106; parameters of OWASP's recommendation).

use std::collections::BTreeSet;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use kintrace_casework::{Noun, Reference};
use kintrace_language::{Message, word};
use kintrace_policy::{Account, Role};
use kintrace_store::users::User;
use kintrace_store::{Store, StoreError, UnitOfWork};
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
    check_name(&account.name)?;
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(AccountError::Short);
    }
    let work = store.begin("").await?;
    check_there(&work, account).await?;
    if (account.role == Role::FamilyMember) == account.cases.is_empty() {
        return Err(AccountError::Cases);
    }
    let user = User { password_hash: hash(password).await?, ..user(account, "") };
    added(&work, &user).await?;
    work.commit().await?;
    Ok(())
}

/// Whether the party and the missing persons of an account are there.
pub(crate) async fn check_there(work: &UnitOfWork, account: &Account) -> Result<(), AccountError> {
    let mut wanted: BTreeSet<Reference> =
        account.cases.iter().map(|id| Reference::new(Noun::MissingPerson, id)).collect();
    if !account.party.is_empty() {
        wanted.insert(Reference::new(Noun::Party, &account.party));
    }
    let there = work.existing(&wanted).await?;
    let absent = wanted.difference(&there).next();
    absent.map_or(Ok(()), |absent| Err(AccountError::Absent(absent.to_string())))
}

/// The row of an account that has no password yet; `person`: who of a family it is.
pub(crate) fn user(account: &Account, person: &str) -> User {
    User {
        name: account.name.clone(),
        password_hash: String::new(),
        role: account.role.text().to_owned(),
        party: account.party.clone(),
        cases: account.cases.clone(),
        person: person.to_owned(),
    }
}

/// Adds the row of an account, and says so in the diary.
pub(crate) async fn added(work: &UnitOfWork, user: &User) -> Result<(), AccountError> {
    if !work.add_user(user).await? {
        return Err(AccountError::Taken(user.name.clone()));
    }
    work.event("user", &Message::new("diary-account-added").with("role", word(&user.role))).await?;
    Ok(())
}

/// The hash of a password or code, as a PHC string.
///
/// # Errors
/// [`AccountError::Short`], [`AccountError::Hash`].
pub(crate) async fn hash(password: &str) -> Result<String, AccountError> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(AccountError::Short);
    }
    let password = password.to_owned();
    // Argon2 takes tens of milliseconds of a core: not on a thread that serves others.
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
    });
    let hashed = hashed.await.map_err(|e| AccountError::Hash(e.to_string()))?;
    hashed.map_err(|e| AccountError::Hash(e.to_string()))
}

/// Whether a password or code is the one of a hash.
pub(crate) async fn is_right(password: &str, hash: String) -> bool {
    let password = password.to_owned();
    let checked = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
    });
    checked.await.unwrap_or(false)
}

/// Whether this can be the name of an account.
pub(crate) fn check_name(name: &str) -> Result<(), AccountError> {
    let named = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    if !name.is_empty() && name.chars().count() <= 64 && name.chars().all(named) {
        Ok(())
    } else {
        Err(AccountError::Name(name.to_owned()))
    }
}

/// A relative opens an account without being asked to: it has no case until its owner reports somebody.
///
/// # Errors
/// [`AccountError`]; nothing was changed.
pub async fn join(store: &Store, name: &str, password: &str, party: &str) -> Result<Account, AccountError> {
    check_name(name)?;
    let account = Account { party: party.to_owned(), ..Account::new(name, Role::FamilyMember) };
    let row = User { password_hash: hash(password).await?, ..user(&account, "") };
    let work = store.begin(name).await?;
    let wanted = BTreeSet::from([Reference::new(Noun::Party, party)]);
    if !party.is_empty() && work.existing(&wanted).await?.is_empty() {
        return Err(AccountError::Absent(party.to_owned()));
    }
    added(&work, &row).await?;
    work.commit().await?;
    Ok(account)
}

/// Gives an account another password.
///
/// # Errors
/// [`AccountError`]; nothing was changed.
pub async fn change_password(store: &Store, name: &str, password: &str) -> Result<(), AccountError> {
    let hash = hash(password).await?;
    let work = store.begin(name).await?;
    let user = work.user(name).await?.ok_or_else(|| AccountError::Absent(name.to_owned()))?;
    work.change_user(&User { password_hash: hash, ..user }).await?;
    work.commit().await?;
    Ok(())
}

/// The account of a name, as it stands now; `None` if it is no more, or has a role that this version does
/// not know: such an account may do nothing.
///
/// # Errors
/// The store's refusal.
pub async fn account(store: &Store, name: &str) -> Result<Option<Account>, StoreError> {
    Ok(store.user(name).await?.and_then(known))
}

fn known(user: User) -> Option<Account> {
    Some(Account { role: Role::read(&user.role)?, name: user.name, party: user.party, cases: user.cases })
}

/// The account, if name and password are right. Takes as long for a name that does not exist,
/// or has no password.
///
/// # Errors
/// The store's refusal.
pub async fn verify(store: &Store, name: &str, password: &str) -> Result<Option<Account>, StoreError> {
    let user = store.user(name).await?;
    let hash = user.as_ref().map(|u| u.password_hash.clone()).filter(|hash| !hash.is_empty());
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let right = is_right(password, hash).await;
    Ok(user.filter(|_| right).and_then(known))
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
