//! Sessions, devices, drafts and links, on either database.

use kintrace_store::invitations::Invitation;
use kintrace_store::second_factors::SecondFactor;
use kintrace_store::sessions::Session;

use crate::fixture::{Place, filled};

fn session(id: &str, account: &str, expires: i64) -> Session {
    Session {
        id: id.to_owned(),
        account: account.to_owned(),
        device: "a telephone".to_owned(),
        data: "{}".to_owned(),
        began: 0,
        seen: i64::MAX / 2,
        expires,
    }
}

pub(crate) async fn sessions_are_listed_and_ended(place: Place) {
    let store = filled(&place).await;
    let later = 1 << 40;
    for (id, account, expires) in
        [("a", "sona", later), ("b", "sona", later), ("c", "vera", later), ("d", "sona", 1)]
    {
        store.keep_session(session(id, account, expires)).await.expect("kept");
    }
    assert!(store.session("d", 60).await.expect("read").is_none(), "it is over");
    assert_eq!(store.sessions_of("sona").await.expect("read").len(), 2);
    let changed = Session { data: "{\"x\":1}".to_owned(), ..session("a", "sona", later) };
    store.keep_session(changed).await.expect("kept");
    assert_eq!(store.session("a", 60).await.expect("read").expect("there").data, "{\"x\":1}");
    store.end_sessions_of("vera", Some("a"), "").await.expect("asked");
    assert!(store.session("a", 60).await.expect("read").is_some(), "it is not hers to end");
    store.end_sessions_of("sona", None, "a").await.expect("ended");
    assert!(store.session("b", 60).await.expect("read").is_none());
    assert!(store.session("a", 60).await.expect("read").is_some());
    store.remember_device("device", "sona").await.expect("kept");
    store.remember_device("device", "vera").await.expect("kept");
    assert!(store.knows_device("device", "vera").await.expect("asked"));
    assert!(!store.knows_device("device", "sona").await.expect("asked"), "who used it last");
}

pub(crate) async fn what_is_typed_is_kept_for_its_account_alone(place: Place) {
    let store = filled(&place).await;
    let typed = |text: &str| serde_json::Map::from_iter([("name".to_owned(), text.into())]);
    store.keep_draft("sona", "report", &typed("one")).await.expect("kept");
    store.keep_draft("sona", "report", &typed("two")).await.expect("kept");
    assert_eq!(store.draft("sona", "report").await.expect("read"), typed("two"));
    assert!(store.draft("vera", "report").await.expect("read").is_empty());
    store.forget_draft("sona", "report").await.expect("forgotten");
    assert!(store.draft("sona", "report").await.expect("read").is_empty());
    // What is typed about somebody who is erased goes as well, and nothing else does.
    store.keep_draft("vera", "statements/new/", &typed("M1")).await.expect("kept");
    store.keep_draft("vera", "sites/new/", &typed("M11")).await.expect("kept");
    let work = store.begin("registrar").await.expect("begun");
    assert!(work.erase_missing("M1").await.expect("erased"));
    work.commit().await.expect("committed");
    let left = store.drafts("vera").await.expect("read");
    assert_eq!(left.into_iter().map(|d| d.form).collect::<Vec<_>>(), ["sites/new/"]);
}

pub(crate) async fn a_link_and_a_code_are_used_once(place: Place) {
    let store = filled(&place).await;
    let work = store.begin("registrar").await.expect("begun");
    let invitation = Invitation {
        id: "hash".to_owned(),
        code: "hash".to_owned(),
        missing: "M1".to_owned(),
        person: "P1".to_owned(),
        party: String::new(),
        by: "registrar".to_owned(),
        account: String::new(),
        made: 0,
        expires: 1 << 40,
        tries: 0,
    };
    work.invite(invitation).await.expect("kept");
    let factor = SecondFactor {
        account: "sona".to_owned(),
        kind: "code".to_owned(),
        id: "1".to_owned(),
        name: String::new(),
        secret: "sealed".to_owned(),
        added: 0,
        used: 7,
    };
    work.add_second_factor(factor.clone()).await.expect("kept");
    work.commit().await.expect("committed");
    store.count_wrong_code("hash").await.expect("counted");
    assert_eq!(store.invitation("hash").await.expect("read").expect("there").tries, 1);
    assert!(!store.use_second_factor(&factor, 7, None).await.expect("asked"), "the same step");
    assert!(store.use_second_factor(&factor, 8, None).await.expect("asked"));
    assert!(!store.use_second_factor(&factor, 8, None).await.expect("asked"), "somebody was quicker");
    let work = store.begin("").await.expect("begun");
    assert!(work.accept_invitation("hash", "sona").await.expect("asked"));
    assert!(!work.accept_invitation("hash", "vera").await.expect("asked"));
    work.commit().await.expect("committed");
    assert!(store.invitation("hash").await.expect("read").is_none());
}
