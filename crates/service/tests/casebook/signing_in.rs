//! Second factors, and accounts that are given back.

use kintrace_policy::{Account, Role};
use kintrace_service::accounts::{self, AccountError, add, verify};
use kintrace_service::recovery::{self, RecoveryError};
use kintrace_service::sealing::{SECOND_FACTORS, SealingKey};
use kintrace_service::second_factors::{self, SecondFactorError};
use kintrace_store::Store;

const PASSWORD: &str = "a long enough password";

async fn office() -> (Store, SealingKey, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::open(folder.path()).await.expect("opened");
    for (name, role) in
        [("sona", Role::Registrar), ("first", Role::Supervisor), ("second", Role::Administrator)]
    {
        add(&store, &Account::new(name, role), PASSWORD).await.expect("added");
    }
    let key = SealingKey::in_folder(&folder.path().join("keys"), SECOND_FACTORS).expect("a key");
    (store, key, folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_once_and_its_secret_is_sealed() {
    let (store, key, _folder) = office().await;
    let secret = second_factors::new_secret();
    let wrong = second_factors::add_codes(&store, &key, "sona", &secret, "000 000").await;
    // One code in a million is right by chance.
    assert!(matches!(wrong, Err(SecondFactorError::Wrong)));
    let code = second_factors::code_of_now(&secret).expect("a code");
    second_factors::add_codes(&store, &key, "sona", &secret, &code).await.expect("added");
    let kept = store.second_factors("sona").await.expect("read");
    assert!(kept.len() == 1 && !kept[0].secret.contains(&secret), "the secret is not in the database");
    let again = second_factors::accepts(&store, &key, "sona", &code).await.expect("asked");
    assert!(!again, "the code that turned it on is used up");
    assert!(!second_factors::accepts(&store, &key, "first", &code).await.expect("asked"), "nobody else's");
    assert!(second_factors::remove(&store, "sona", &kept[0].id).await.expect("asked"));
    assert!(store.second_factors("sona").await.expect("read").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_given_back_by_two() {
    let (store, key, _folder) = office().await;
    let [first, second] = [("first", Role::Supervisor), ("second", Role::Administrator)]
        .map(|(name, role)| Account::new(name, role));
    let secret = second_factors::new_secret();
    let code = second_factors::code_of_now(&secret).expect("a code");
    second_factors::add_codes(&store, &key, "sona", &secret, &code).await.expect("added");
    let own = recovery::ask(&store, &first, "first").await;
    assert!(matches!(own, Err(RecoveryError::Same)), "nobody recovers the own account");
    recovery::ask(&store, &first, "sona").await.expect("asked");
    let alone = recovery::confirm(&store, &first, "sona").await;
    assert!(matches!(alone, Err(RecoveryError::Same)), "one is not two");
    let elsewhere = Account { party: "south".to_owned(), ..Account::new("other", Role::Supervisor) };
    assert!(matches!(recovery::confirm(&store, &elsewhere, "sona").await, Err(RecoveryError::Absent)));
    let sent = recovery::confirm(&store, &second, "sona").await.expect("confirmed");
    let new = "another long password";
    assert!(!recovery::recover(&store, &sent.link, "wrong-code", new).await.expect("asked"));
    let short = recovery::recover(&store, &sent.link, &sent.code, "short").await;
    assert!(matches!(short, Err(AccountError::Short)), "and the link is still good");
    assert!(recovery::recover(&store, &sent.link, &sent.code, new).await.expect("asked"));
    assert!(!recovery::recover(&store, &sent.link, &sent.code, new).await.expect("asked"), "once");
    assert!(verify(&store, "sona", PASSWORD).await.expect("asked").is_none());
    assert!(verify(&store, "sona", new).await.expect("asked").is_some());
    assert!(store.second_factors("sona").await.expect("read").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_make_an_account_and_one_ends_it() {
    let (store, _key, _folder) = office().await;
    let [first, second] = ["first", "second"].map(|name| Account::new(name, Role::Administrator));
    let new = Account::new("leyla", Role::Analyst);
    let elsewhere = Account { party: "north".to_owned(), ..first.clone() };
    let theirs = recovery::propose(&store, &elsewhere, &new).await;
    assert!(matches!(theirs, Err(AccountError::Absent(_))), "a party makes accounts of its own: {theirs:?}");
    let relative = Account::new("aynur", Role::FamilyMember);
    assert!(matches!(recovery::propose(&store, &first, &relative).await, Err(AccountError::Cases)));
    recovery::propose(&store, &first, &new).await.expect("proposed");
    let again = recovery::propose(&store, &second, &new).await;
    assert!(matches!(again, Err(AccountError::Taken(_))), "{again:?}");
    for guess in ["", "leyla", PASSWORD] {
        assert_eq!(
            accounts::verify(&store, "leyla", guess).await.expect("asked"),
            None,
            "not yet: {guess:?}"
        );
    }
    let alone = recovery::confirm(&store, &first, "leyla").await;
    assert!(matches!(alone, Err(RecoveryError::Same)), "{alone:?}");
    let sent = recovery::confirm(&store, &second, "leyla").await.expect("confirmed");
    assert!(recovery::recover(&store, &sent.link, &sent.code, PASSWORD).await.expect("asked"));
    let found = accounts::verify(&store, "leyla", PASSWORD).await.expect("asked");
    assert_eq!(found.map(|a| a.role), Some(Role::Analyst));

    let own = recovery::end(&store, &first, "first").await;
    assert!(matches!(own, Err(RecoveryError::Same)), "{own:?}");
    assert!(matches!(recovery::end(&store, &elsewhere, "leyla").await, Err(RecoveryError::Absent)));
    recovery::end(&store, &first, "leyla").await.expect("ended");
    assert_eq!(accounts::verify(&store, "leyla", PASSWORD).await.expect("asked"), None);
    let taken = accounts::join(&store, "leyla", PASSWORD, "").await;
    assert!(matches!(taken, Err(AccountError::Taken(_))), "its name stays its own: {taken:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_can_be_taken_once() {
    let (store, ..) = office().await;
    let taken = accounts::join(&store, "sona", PASSWORD, "").await;
    assert!(matches!(taken, Err(AccountError::Taken(_))), "{taken:?}");
    let nowhere = accounts::join(&store, "aynur", PASSWORD, "nowhere").await;
    assert!(matches!(nowhere, Err(AccountError::Absent(_))), "{nowhere:?}");
    for name in ["", "with blank", "<script>", &"a".repeat(65)] {
        assert!(
            matches!(accounts::join(&store, name, PASSWORD, "").await, Err(AccountError::Name(_))),
            "{name}"
        );
    }
}
