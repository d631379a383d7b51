//! The casebook of the store, on a real `SQLite` file.

use std::collections::BTreeMap;

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::{MissingPerson, Person, Position, Remains, Sample, Subject};
use kintrace_casework::{DateInterval, Registry};
use kintrace_kinship::{AllelePair, Profile, Sex};
use kintrace_store::Store;
use kintrace_store::hypotheses::{Hypothesis, Of, Search};
use kintrace_store::missing_persons::{Filter, Sort};

fn registry() -> Registry {
    let mut registry = Registry::default();
    for (i, name) in ["Հայկ Լեռնեան", "Эльчин Горнов", "Elçin Dağlızadə"].into_iter().enumerate()
    {
        let id = format!("M{i}");
        let position = Position { latitude: 39.5, longitude: 46.25, radius_km: Some(10.0) };
        registry.missing.insert(
            id.clone(),
            MissingPerson {
                id: id.clone(),
                family: format!("F{i}"),
                person: format!("P{i}"),
                name: name.to_owned(),
                born: DateInterval::parse("1971~").ok(),
                last_seen: DateInterval::parse(&format!("199{i}")).ok(),
                place: "Վերին".to_owned(),
                position: Some(position),
                other: BTreeMap::from([("обувь".to_owned(), "43".to_owned())]),
                ..MissingPerson::default()
            },
        );
        registry.persons.insert(
            format!("P{i}"),
            Person {
                id: format!("P{i}"),
                family: format!("F{i}"),
                father: None,
                mother: None,
                sex: if i == 0 { Sex::Female } else { Sex::Male },
                name: name.to_owned(),
                relation: String::new(),
                born: None,
                other: BTreeMap::new(),
            },
        );
    }
    registry.remains.insert(
        "B1".to_owned(),
        Remains {
            id: "B1".to_owned(),
            site: "E1-S1".to_owned(),
            position: None,
            sex: Sex::Unknown,
            age: Some((20.0, 35.0)),
            stature_cm: None,
            found: "2024".to_owned(),
            bones: "femur".to_owned(),
            description: String::new(),
            other: BTreeMap::new(),
        },
    );
    registry.samples.insert(
        "S1".to_owned(),
        Sample {
            id: "S1".to_owned(),
            subject: Subject::Remains("B1".to_owned()),
            kind: "tooth".to_owned(),
            taken: String::new(),
            laboratory: String::new(),
            seal: String::new(),
            other: BTreeMap::new(),
        },
    );
    let mut profile = Profile::default();
    profile.insert("TH01", AllelePair::new("6", "9.3"));
    profile.insert("FGA", AllelePair { first: "20".to_owned(), second: None });
    registry.profiles.insert("S1".to_owned(), profile);
    "a paper".clone_into(&mut registry.frequencies.source);
    registry.frequencies.insert("TH01", vec![("6".to_owned(), 0.25), ("9.3".to_owned(), 0.75)]).expect("sum");
    registry
}

fn all_new(registry: &Registry) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |kind: Kind, ids: Vec<String>| {
        changes.extend(ids.into_iter().map(|id| Change { kind, id, is_new: true }));
    };
    add(Kind::MissingPerson, registry.missing.keys().cloned().collect());
    add(Kind::Person, registry.persons.keys().cloned().collect());
    add(Kind::Remains, registry.remains.keys().cloned().collect());
    add(Kind::Sample, registry.samples.keys().cloned().collect());
    add(Kind::Profile, registry.profiles.keys().cloned().collect());
    add(Kind::Locus, vec!["TH01".to_owned()]);
    changes
}

async fn filled() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("folder");
    let store = Store::open(folder.path()).await.expect("opened");
    let registry = registry();
    let work = store.begin().await.expect("begun");
    work.apply(&registry, &all_new(&registry)).await.expect("written");
    work.commit().await.expect("committed");
    (folder, store)
}

#[tokio::test]
async fn what_is_written_is_read_again_by_another_process() {
    let (folder, store) = filled().await;
    drop(store);
    let again = Store::open(folder.path()).await.expect("opened again");
    assert_eq!(again.registry().await.expect("read"), registry());
}

#[tokio::test]
async fn without_commit_nothing_is_written() {
    let (_folder, store) = filled().await;
    let mut changed = registry();
    changed.missing.get_mut("M1").expect("there").name = "Somebody else".to_owned();
    let work = store.begin().await.expect("begun");
    work.apply(&changed, &[Change { kind: Kind::MissingPerson, id: "M1".to_owned(), is_new: false }])
        .await
        .expect("written");
    drop(work);
    assert_eq!(store.registry().await.expect("read"), registry());
}

#[tokio::test]
async fn a_profile_is_replaced_as_a_whole() {
    let (_folder, store) = filled().await;
    let mut changed = registry();
    let mut profile = Profile::default();
    profile.insert("TH01", AllelePair::new("7", "7"));
    changed.profiles.insert("S1".to_owned(), profile);
    let work = store.begin().await.expect("begun");
    work.apply(&changed, &[Change { kind: Kind::Profile, id: "S1".to_owned(), is_new: false }])
        .await
        .expect("written");
    work.commit().await.expect("committed");
    assert_eq!(store.registry().await.expect("read"), changed);
}

#[tokio::test]
async fn lists_are_searched_in_any_script_filtered_and_sorted() {
    let (_folder, store) = filled().await;
    let ids = async |filter: Filter| -> Vec<String> {
        let (rows, _) = store.list_missing(&filter, 0, 10).await.expect("listed");
        rows.into_iter().map(|r| r.missing.id).collect()
    };
    let words = |w: &str| Filter { words: w.to_owned(), ..Filter::default() };
    assert_eq!(ids(words("ГОРНОВ эль")).await, ["M1"]);
    assert_eq!(ids(words("ՀԱՅԿ")).await, ["M0"]);
    assert_eq!(ids(words("nobody")).await, [""; 0]);
    assert_eq!(ids(Filter { sex: Some(Sex::Female), ..Filter::default() }).await, ["M0"]);
    assert_eq!(ids(Filter { sort: Sort::LastSeen, ..Filter::default() }).await, ["M0", "M1", "M2"]);
    let (page, total) =
        store.list_missing(&Filter { sort: Sort::Id, ..Filter::default() }, 1, 2).await.expect("listed");
    assert_eq!((page.len(), total), (1, 3));
}

#[tokio::test]
async fn a_search_replaces_the_hypotheses_of_the_one_before() {
    let (_folder, store) = filled().await;
    let search = Search {
        engine: "test".to_owned(),
        missing: 3,
        remains: 1,
        outside: 3.0,
        theta: 0.0,
        dropped_mass: 0.0,
        standard_error: 0.0,
        seconds: 0.1,
    };
    let hypothesis = |missing: &str, posterior: f64| Hypothesis {
        remains: "B1".to_owned(),
        missing: missing.to_owned(),
        log10_lr_dna: f64::NEG_INFINITY,
        log10_lr: 2.0,
        posterior,
    };
    for found in [vec![hypothesis("M0", 0.4), hypothesis("M1", 0.6)], vec![hypothesis("M2", 0.9)]] {
        let work = store.begin().await.expect("begun");
        work.replace_hypotheses(&search, &found).await.expect("written");
        work.commit().await.expect("committed");
        let (stored, total) = store.hypotheses(Of::All, 0.0, 0, 10).await.expect("read");
        let mut expected = found.clone();
        expected.sort_by(|a, b| b.posterior.total_cmp(&a.posterior));
        assert_eq!((stored, total), (expected, found.len() as u64));
    }
    let with = Filter { has_candidate: Some(true), ..Filter::default() };
    let (rows, _) = store.list_missing(&with, 0, 10).await.expect("listed");
    assert_eq!(rows[0].missing.id, "M2");
    assert_eq!(rows[0].best, Some(0.9));
}

/// Any script to any script, typing errors included; the nearest first.
#[tokio::test]
async fn people_are_found_by_name_in_any_script() {
    let (_folder, store) = filled().await;
    let first = async |words: &str| {
        let found = store.named(words, 10).await.expect("searched");
        found.first().map(|n| n.missing.clone()).unwrap_or_default()
    };
    assert_eq!(first("Gornov Elchin").await, "M1");
    assert_eq!(first("Эльчин Даглызаде").await, "M2");
    assert_eq!(first("Hayk Lernean").await, "M0");
    assert_eq!(first("Hayk Lernan").await, "M0");
    assert_eq!(first("გორნოვი").await, "M1");
    assert_eq!(first("Zurab Beridze").await, "");
    // In the list, too, and the other filters still hold.
    let filter = Filter { words: "Elçin Gornov".to_owned(), ..Filter::default() };
    let (rows, _) = store.list_missing(&filter, 0, 10).await.expect("listed");
    assert_eq!(rows[0].missing.id, "M1");
    let women = Filter { sex: Some(Sex::Female), ..filter };
    assert_eq!(store.list_missing(&women, 0, 10).await.expect("listed").1, 0);
}

/// A registry made before names had keys: the step to them finds everybody.
#[tokio::test]
async fn names_of_an_earlier_version_are_found_after_its_migration() {
    use sea_orm::{ConnectionTrait, Database};
    let (folder, store) = filled().await;
    drop(store);
    let url = format!("sqlite://{}/kintrace.sqlite", folder.path().display());
    let db = Database::connect(&url).await.expect("opened");
    for table in ["name_keys", "lists", "list_rows", "list_links"] {
        db.execute_unprepared(&format!("DROP TABLE {table}")).await.expect("dropped");
    }
    db.execute_unprepared("DELETE FROM seaql_migrations WHERE version = 'm0002_lists'")
        .await
        .expect("forgotten");
    db.close().await.expect("closed");
    let store = Store::open(folder.path()).await.expect("opened again");
    assert_eq!(store.named("Gornov Elchin", 10).await.expect("searched")[0].missing, "M1");
    assert!(store.lists().await.expect("read").is_empty());
}

#[tokio::test]
async fn a_row_of_a_list_is_decided_and_taken_back() {
    use kintrace_store::lists::{Link, Reason, ReceivedList, ReceivedRow, Status};
    let (_folder, store) = filled().await;
    let list = ReceivedList {
        id: "L1".to_owned(),
        title: "A list of 1993".to_owned(),
        file: "list.csv".to_owned(),
        header: vec!["name".to_owned()],
        rows: 1,
        received: 0,
        by: "aygun".to_owned(),
    };
    let content = "name\nЭльчин Каменев\n".as_bytes().to_vec();
    let row = ReceivedRow {
        row: 0,
        label: "2".to_owned(),
        name: "Эльчин Каменев".to_owned(),
        cells: vec!["Эльчин Каменев".to_owned()],
    };
    let link = |missing: &str, probability: f64| Link {
        list: "L1".to_owned(),
        row: 0,
        missing: missing.to_owned(),
        probability,
        reasons: vec![Reason {
            column: "given name".to_owned(),
            agreement: "the same name".to_owned(),
            log10_lr: 1.5,
        }],
        status: Status::Open,
        decided_by: String::new(),
    };
    let work = store.begin().await.expect("begun");
    work.add_list(&list, content.clone(), std::slice::from_ref(&row)).await.expect("kept");
    work.add_links(&[link("M1", 0.6), link("M2", 0.3)]).await.expect("kept");
    work.commit().await.expect("committed");
    assert_eq!(store.list_file("L1").await.expect("read"), Some(("list.csv".to_owned(), content)));
    assert_eq!(store.list_row("L1", 0).await.expect("read"), Some(row));
    assert_eq!(store.links_of_row("L1", 0).await.expect("read"), [link("M1", 0.6), link("M2", 0.3)]);
    let found = async || {
        store.named("Kamenev Elchin", 10).await.expect("searched").first().map(|n| n.missing.clone())
    };
    let decide = async |missing: &str, status: Status| {
        let work = store.begin().await.expect("begun");
        let done = work.decide("L1", 0, missing, status, "aygun").await.expect("decided");
        if done {
            work.commit().await.expect("committed");
        }
        done
    };
    let before = found().await;
    assert!(decide("M1", Status::Confirmed).await);
    assert!(!decide("M2", Status::Confirmed).await, "a row is one person only");
    assert!(!decide("nobody", Status::Confirmed).await);
    assert_eq!(found().await, Some("M1".to_owned()), "found by the name on the list");
    assert_eq!(store.rows_of_missing("M1").await.expect("read").len(), 1);
    assert_eq!(store.progress("L1").await.expect("counted").confirmed, 1);
    assert!(decide("M1", Status::Open).await);
    assert_eq!(found().await, before, "taken back, nothing is left");
    assert!(store.rows_of_missing("M1").await.expect("read").is_empty());
    assert!(decide("M2", Status::Rejected).await);
    let (rejected, total) = store.links("L1", Status::Rejected, 0, 10).await.expect("read");
    assert_eq!(
        (rejected[0].link.missing.as_str(), rejected[0].link.decided_by.as_str(), total),
        ("M2", "aygun", 1)
    );
}
