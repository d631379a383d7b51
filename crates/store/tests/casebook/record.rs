//! What was changed behind the program's back is named.

use kintrace_language::Message;
use kintrace_store::users::User;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::Person;
use kintrace_kinship::Sex;
use kintrace_record::checkpoint::{SecretKey, Use};
use kintrace_record::tree::{Question, extends};
use kintrace_record::{Change as LeafChange, Leaf, Policy, commitment};
use kintrace_store::record::{Finding, Kind as Thing, Version};
use kintrace_store::{Store, StoreError};

use crate::fixture::{Place, filled, registry};

async fn findings(store: &Store) -> Vec<String> {
    let verified = store.verify(&[]).await.expect("verified");
    verified.findings.into_iter().map(|Finding { about, problem }| format!("{about}: {problem}")).collect()
}

fn key() -> SecretKey {
    SecretKey::new("kintrace.example/test", Use::Log, &[3; 32]).expect("a key")
}

fn state(version: &Version) -> &str {
    version.state.as_deref().expect("a state")
}

async fn rename(store: &Store, name: &str) {
    let mut changed = store.registry().await.expect("read");
    name.clone_into(&mut changed.missing.get_mut("M1").expect("there").name);
    let work = store.begin("registrar").await.expect("begun");
    work.apply(&changed, &[Change { kind: Kind::MissingPerson, id: "M1".to_owned(), is_new: false }])
        .await
        .expect("written");
    work.commit().await.expect("committed");
}

pub(crate) async fn every_change_has_its_leaf(place: Place) {
    let store = filled(&place).await;
    assert_eq!(findings(&store).await, [""; 0]);
    // Three missing persons, three persons, remains, sample, profile, locus, the source of frequencies.
    assert_eq!(store.record_size().await.expect("counted"), 11);
    rename(&store, "Somebody else").await;
    // Written again as it was: nothing changed.
    rename(&store, "Somebody else").await;
    assert_eq!(store.record_size().await.expect("counted"), 12);
    let history = store.history(Thing::MissingPerson, "M1").await.expect("read");
    assert_eq!(history.iter().map(|v| v.version).collect::<Vec<_>>(), [2, 1]);
    assert!(state(&history[0]).contains("Somebody else") && state(&history[1]).contains("Горнов"));
    assert_eq!(history[0].by, "registrar");
    let leaves = store.leaves(11, 10).await.expect("read");
    let leaf = Leaf::parse(&leaves[0]).expect("a leaf");
    assert_eq!(leaf.commitment, Some(commitment(&history[0].nonce, state(&history[0]))));
    assert!(!leaves[0].contains("Somebody") && !leaves[0].contains("M1") && !leaves[0].contains("registrar"));
    // What was dropped before its commit leaves no leaf.
    let work = store.begin("registrar").await.expect("begun");
    work.event("import", &Message::new("nothing")).await.expect("written");
    drop(work);
    assert_eq!(store.record_size().await.expect("counted"), 12);
    assert_eq!(findings(&store).await, [""; 0]);
}

pub(crate) async fn rows_changed_behind_its_back_are_named(place: Place) {
    let store = filled(&place).await;
    place.sql("UPDATE missing_persons SET place = 'elsewhere' WHERE id = 'M1'");
    place.sql("UPDATE genotypes SET allele1 = '7' WHERE sample = 'S1' AND locus = 'TH01'");
    place.sql("DELETE FROM remains WHERE id = 'B1'");
    place.sql("INSERT INTO settings (name, value) VALUES ('outside', '3')");
    assert_eq!(
        findings(&store).await,
        [
            "missing person M1: its row was changed behind the program's back: place",
            "remains B1: its row is gone, and the record does not say so",
            "profile S1: its row was changed behind the program's back: loci",
            "setting outside: its row is not in the record",
        ]
    );
}

/// Who changes a name behind the program's back has not changed its search words.
const OTHER_WORDS: &str = "missing person M1: what it is found by was changed behind the program's back";

/// A case can be hidden without touching it.
pub(crate) async fn who_can_no_longer_be_found_is_named(place: Place) {
    let store = filled(&place).await;
    place.sql("DELETE FROM search_words WHERE kind = 'missing person' AND thing = 'M0' AND word = 'm0'");
    place.sql("UPDATE missing_persons SET candidate = TRUE WHERE id = 'M1'");
    place.sql("DELETE FROM name_keys WHERE missing = 'M2'");
    place.sql("INSERT INTO search_words (kind, word, thing) VALUES ('remains', 'ulna', 'B1')");
    place.sql("INSERT INTO search_words (kind, word, thing) VALUES ('remains', 'ulna', 'B9')");
    let problem = OTHER_WORDS.split_once(": ").expect("a problem").1;
    let named = ["missing person M0", "missing person M1", "missing person M2", "remains B1", "remains B9"];
    assert_eq!(findings(&store).await, named.map(|about| format!("{about}: {problem}")));
}

/// Whoever changes a row and covers it up in the states is found out by the leaf; whoever changes the
/// leaf, too, by the tree.
pub(crate) async fn covering_up_is_found(place: Place) {
    let store = filled(&place).await;
    store.keep_checkpoint(&store.sign_checkpoint(&key()).await.expect("signed")).await.expect("kept");
    place.sql("UPDATE missing_persons SET place = 'elsewhere' WHERE id = 'M1'");
    place.sql(
        "UPDATE record_leaves SET state = replace(state, 'Վերին', 'elsewhere') WHERE kind = 'missing person' AND thing = 'M1'",
    );
    let found = findings(&store).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("missing person M1: version 1 is not what leaf 1 committed to"),
        "{found:?}"
    );
    let history = store.history(Thing::MissingPerson, "M1").await.expect("read");
    let forged = commitment(&history[0].nonce, state(&history[0]));
    let leaf = Leaf::parse(&store.leaves(1, 1).await.expect("read")[0]).expect("a leaf");
    let old = leaf.commitment.expect("a state");
    place.sql(&format!(
        "UPDATE record_leaves SET leaf = replace(leaf, '{old}', '{forged}') WHERE sequence = 1"
    ));
    let found = findings(&store).await;
    let signed = "checkpoint of 11 leaves: the leaves up to it are not those that were signed";
    assert_eq!(found, [signed, OTHER_WORDS]);
}

pub(crate) async fn dropped_leaves_are_found(place: Place) {
    let store = filled(&place).await;
    // So many that tiles are complete.
    for i in 0..300 {
        rename(&store, &format!("Somebody {i}")).await;
    }
    assert_eq!(findings(&store).await, [""; 0]);
    let kept = place.sql("SELECT count(*) FROM record_leaves");
    assert_eq!(kept.trim(), "311");
    place.sql("DELETE FROM record_leaves WHERE sequence >= 250");
    let found = findings(&store).await;
    assert!(found.iter().any(|f| f.starts_with("tile 0/0: there are no leaves for it")), "{found:?}");
    assert!(
        found.iter().any(|f| f == "missing person M1: its row was changed behind the program's back: name"),
        "{found:?}"
    );
    place.sql("DELETE FROM record_leaves WHERE sequence = 4");
    let found = findings(&store).await;
    assert!(found.iter().any(|f| f == "leaf 4: it is not in the record"), "{found:?}");
}

pub(crate) async fn a_dropped_state_is_found(place: Place) {
    let store = filled(&place).await;
    rename(&store, "Somebody else").await;
    place.sql("UPDATE record_leaves SET state = NULL, nonce = NULL, thing = NULL WHERE sequence = 11");
    let found = findings(&store).await;
    assert!(found.iter().any(|f| f.starts_with("missing person M1: its row was changed")), "{found:?}");
    assert!(
        found.iter().any(|f| f.starts_with("leaf 11: version 2 of a missing person is not kept")),
        "{found:?}"
    );
}

/// The log is rolled back to yesterday, rows and all: a checkpoint of today shows it.
pub(crate) async fn a_log_that_was_cut_or_forked_contradicts_its_checkpoint(place: Place) {
    let store = filled(&place).await;
    let key = key();
    let first = store.sign_checkpoint(&key).await.expect("signed");
    store.keep_checkpoint(&first).await.expect("kept");
    rename(&store, "Somebody else").await;
    let second = store.sign_checkpoint(&key).await.expect("signed");
    store.keep_checkpoint(&second).await.expect("kept");
    assert_eq!(findings(&store).await, [""; 0]);
    let (old, size) = (first.head.size(), second.head.size());
    let proof = store.prove(Question::Consistency { size, old }).await.expect("proved");
    assert!(extends(&proof, size, *second.head.hash(), old, *first.head.hash()));

    let policy = Policy::parse(&format!("log {}\nquorum none\n", key.public())).expect("a policy");
    let receipt = store.receipt(11, second).await.expect("read").expect("there");
    let (leaf, _) = receipt.check(&policy).expect("holds");
    assert_eq!(leaf.sequence, 11);
    let history = store.history(Thing::MissingPerson, "M1").await.expect("read");
    receipt.check_state(&history[0].nonce, state(&history[0])).expect("of this state");
    assert_eq!(store.receipt(12, first).await.expect("read"), None);

    // Back to the first checkpoint, with care.
    place.sql("UPDATE missing_persons SET name = 'Эльчин Горнов' WHERE id = 'M1'");
    place.sql("DELETE FROM record_leaves WHERE sequence = 11");
    let cut = "checkpoint of 12 leaves: the log has only 11 leaves";
    assert_eq!(findings(&store).await, [cut, OTHER_WORDS]);
    // And another future: the tree is sound in itself, but it is not the one that was signed.
    rename(&store, "Another").await;
    assert_eq!(
        findings(&store).await,
        ["checkpoint of 12 leaves: the leaves up to it are not those that were signed"]
    );
}

pub(crate) async fn a_registry_older_than_its_record_is_taken_into_it(place: Place) {
    drop(filled(&place).await);
    for table in ["leaves", "tiles", "checkpoints"] {
        place.sql(&format!("DROP TABLE record_{table}"));
    }
    place.sql("DELETE FROM seaql_migrations WHERE version = 'm0003_record'");
    let store = place.open().await;
    assert_eq!(findings(&store).await, [""; 0]);
    assert_eq!(store.record_size().await.expect("counted"), 11);
    assert!(store.leaves(0, 1).await.expect("read")[0].contains("\"change\":\"adopted\""));
    assert_eq!(store.registry().await.expect("read"), registry());
}

/// Who read something protected stands in the record; what was read is as it was.
pub(crate) async fn a_protected_thing_is_read(place: Place) {
    let store = filled(&place).await;
    let work = store.begin("curious").await.expect("begun");
    work.record_read(Thing::Remains, "B1");
    let committed = work.commit().await.expect("committed");
    assert_eq!(committed.leaves, 11..12);
    let history = store.history(Thing::Remains, "B1").await.expect("read");
    assert_eq!(
        (history[0].change, history[0].by.as_str(), history[0].version),
        (LeafChange::Read, "curious", 1)
    );
    assert_eq!(store.version(Thing::Remains, "B1").await.expect("read"), 1);
    assert_eq!(findings(&store).await, [""; 0]);
    // Changed after that, it goes on from where it was.
    let mut changed = store.registry().await.expect("read");
    "another site".clone_into(&mut changed.remains.get_mut("B1").expect("there").site);
    let work = store.begin("registrar").await.expect("begun");
    let change = Change { kind: Kind::Remains, id: "B1".to_owned(), is_new: false };
    work.apply(&changed, &[change]).await.expect("written");
    work.commit().await.expect("committed");
    assert_eq!(store.version(Thing::Remains, "B1").await.expect("read"), 2);
    assert_eq!(findings(&store).await, [""; 0]);
    // Read again, and written as it is: nothing changed, and nothing is recorded.
    for _ in 0..3 {
        let work = store.begin("curious").await.expect("begun");
        work.record_read(Thing::Remains, "B1");
        work.commit().await.expect("committed");
    }
    let work = store.begin("registrar").await.expect("begun");
    let change = Change { kind: Kind::Remains, id: "B1".to_owned(), is_new: false };
    work.apply(&changed, &[change]).await.expect("written");
    assert!(work.commit().await.expect("committed").leaves.is_empty());
    assert_eq!(store.version(Thing::Remains, "B1").await.expect("read"), 2);
}

/// Two clerks have one case open.
pub(crate) async fn the_second_of_two_clerks_is_told(place: Place) {
    let store = filled(&place).await;
    let seen = store.version(Thing::MissingPerson, "M1").await.expect("read");
    rename(&store, "By the first clerk").await;
    let work = store.begin("second").await.expect("begun");
    let told = work.expect_version(Thing::MissingPerson, "M1", seen).await;
    assert!(matches!(told, Err(StoreError::Changed { seen: 1, now: 2, .. })), "{told:?}");
    let seen = work.version(Thing::MissingPerson, "M1").await.expect("read");
    work.expect_version(Thing::MissingPerson, "M1", seen).await.expect("as it is now");
}

pub(crate) async fn who_is_erased_is_gone_and_the_record_holds(place: Place) {
    const NAME: &str = "Zzyzyx Unmistakable";
    let store = filled(&place).await;
    rename(&store, NAME).await;
    // Whom it is about was in the middle of typing.
    let work = store.begin("").await.expect("begun");
    let user = User {
        name: "own".to_owned(),
        password_hash: String::new(),
        role: "family member".to_owned(),
        party: String::new(),
        cases: ["M1".to_owned()].into(),
        person: "P1".to_owned(),
    };
    assert!(work.add_user(&user).await.expect("added"));
    work.commit().await.expect("committed");
    let typed = serde_json::Map::from_iter([("name".to_owned(), NAME.into())]);
    store.keep_draft("own", "family-report", &typed).await.expect("kept");
    let before = store.record_size().await.expect("counted");
    // A database keeps values for its planner, too.
    place.sql("ANALYZE");
    let work = store.begin("administrator").await.expect("begun");
    assert!(work.erase_missing("M1").await.expect("erased"));
    assert!(!work.erase_missing("nobody").await.expect("looked"));
    work.commit().await.expect("committed");
    store.purge().await.expect("purged");
    assert_eq!(findings(&store).await, [""; 0]);
    // The case erased, the person erased, and a node without a name that is new.
    assert_eq!(store.record_size().await.expect("counted"), before + 3);
    assert!(store.draft("own", "family-report").await.expect("read").is_empty());
    assert!(store.history(Thing::MissingPerson, "M1").await.expect("read").is_empty());
    assert!(store.named(NAME, 5).await.expect("searched").iter().all(|n| n.missing != "M1"));
    assert_eq!(store.registry().await.expect("read").persons["P1"].name, "");
    let found_by =
        place.sql("SELECT count(*) FROM search_words WHERE kind = 'missing person' AND thing = 'M1'");
    assert_eq!(found_by.trim(), "0");
    let holds = |path: &std::path::Path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        ["Zzyzyx", "zzyzyx", "Эльчин Горнов", "эльчин горнов"]
            .iter()
            .any(|name| bytes.windows(name.len()).any(|w| w == name.as_bytes()))
    };
    if let Some(file) = place.file() {
        for end in ["", "-wal", "-journal"] {
            assert!(!holds(&std::path::PathBuf::from(format!("{}{end}", file.display()))), "{end}");
        }
    } else {
        place.sql("CHECKPOINT");
        for file in place.data_files() {
            let number = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let relation = || {
                place.sql(&format!(
                    "SELECT relname FROM pg_class WHERE pg_relation_filenode(oid) = '{number}'"
                ))
            };
            assert!(!holds(&file), "{number} {}", relation());
        }
    }
}

/// The process is killed while it writes, again and again: what it said was written is there, once, and
/// rows and record agree.
pub(crate) async fn killed_while_writing_nothing_is_lost(place: Place) {
    let times: u32 = if place.file().is_some() { 100 } else { 30 };
    drop(place.open().await);
    let mut acknowledged: BTreeSet<String> = BTreeSet::new();
    for round in 0..times {
        let mut writer = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "writer::writes_until_it_is_killed", "--nocapture"])
            .env("KINTRACE_TEST_WRITER", place.url())
            .env("KINTRACE_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let lines = BufReader::new(writer.stdout.take().expect("piped")).lines();
        // Anywhere between the first and the thirtieth group of writes.
        let mut left: u32 = (round * 7) % 30;
        for line in lines {
            let Ok(line) = line else { break };
            if let Some(id) = line.strip_prefix("written ") {
                acknowledged.insert(id.to_owned());
                if left == 0 {
                    // The next transaction is under way by now, or just committed.
                    std::thread::sleep(std::time::Duration::from_micros(u64::from(round % 10) * 300));
                    writer.kill().expect("killed");
                }
                left = left.saturating_sub(1);
            }
        }
        writer.wait().expect("ended");
    }
    let store = place.open().await;
    assert_eq!(findings(&store).await, [""; 0]);
    let there: BTreeSet<String> = store.registry().await.expect("read").persons.into_keys().collect();
    assert!(acknowledged.len() >= times as usize, "{}", acknowledged.len());
    assert!(acknowledged.is_subset(&there), "{:?}", acknowledged.difference(&there).collect::<Vec<_>>());
}

/// What [`killed_while_writing_nothing_is_lost`] kills: five persons in each transaction.
pub(crate) async fn write_for_ever(url: &str, round: &str) {
    let store = Store::connect(url).await.expect("opened");
    for group in 0.. {
        let mut after = kintrace_casework::Registry::default();
        let mut changes = Vec::new();
        for i in 0..5 {
            let id = format!("{round}-{group}-{i}");
            let person = Person {
                id: id.clone(),
                family: round.to_owned(),
                father: None,
                mother: None,
                sex: Sex::Unknown,
                name: "somebody".to_owned(),
                relation: String::new(),
                born: None,
                other: std::collections::BTreeMap::new(),
            };
            after.persons.insert(id.clone(), person);
            changes.push(Change { kind: Kind::Person, id, is_new: true });
        }
        let work = store.begin("writer").await.expect("begun");
        work.apply(&after, &changes).await.expect("written");
        work.commit().await.expect("committed");
        for change in changes {
            println!("written {}", change.id);
        }
    }
}
