//! What recording costs: writes a second in groups, and the record's share of them, on both databases.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use kintrace_casework::case::{Case, Status, Step};
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::{MissingPerson, Person};
use kintrace_casework::{DateInterval, Day, Document, Noun, Registry, Sound};
use kintrace_kinship::Sex;
use kintrace_store::{Store, record};
use kintrace_test_postgres::{Cluster, is_installed};

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let test = std::env::args().any(|a| a == "--test");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let mut places = vec![("SQLite", format!("sqlite://{}/k.sqlite", folder.path().display()))];
        if is_installed() {
            places.push(("PostgreSQL", Cluster::shared().database()));
        }
        for (name, url) in places {
            let store = Store::connect(&url).await.expect("opened");
            for what in [What::Person, What::MissingPerson, What::Document] {
                let groups: &[usize] =
                    if matches!(what, What::Document) { &[1] } else { &[1, 10, 100, 10_000] };
                for group in groups {
                    let times = if test { 1 } else { (20_000 / group).clamp(1, 1_000) };
                    measure(name, &store, what, *group, times).await;
                }
            }
            let start = Instant::now();
            let verified = store.verify(&[]).await.expect("verified");
            assert!(verified.findings.is_empty(), "{:?}", verified.findings);
            println!("{name}: {} leaves verified in {:.2?}", verified.leaves, start.elapsed());
        }
    });
}

/// What is written.
#[derive(Debug, Clone, Copy)]
enum What {
    /// One row and nothing else.
    Person,
    /// A row, with what the person is found by: some twenty-five rows more.
    MissingPerson,
    /// A new version of a document, after its version was compared with the one that was seen.
    Document,
}

impl What {
    fn text(self) -> &'static str {
        match self {
            Self::Person => "members of families",
            Self::MissingPerson => "missing persons",
            Self::Document => "new versions of documents",
        }
    }
}

async fn measure(name: &str, store: &Store, what: What, group: usize, groups: usize) {
    let (mut total, mut recording) = (Duration::ZERO, Duration::ZERO);
    for number in 0..groups {
        let ids: Vec<String> = (0..group).map(|i| format!("{group}-{number}-{i}")).collect();
        let start = Instant::now();
        let work = store.begin("registrar").await.expect("begun");
        match what {
            What::Document => {
                // The same things again and again, each time with one step more.
                let written: Vec<Document> = (0..group).map(|i| case(i, number)).collect();
                for document in &written {
                    let kind = record::Kind::Document(Noun::Case);
                    work.version(kind, &document.reference.id).await.expect("compared");
                }
                work.put(&written).await.expect("written");
            }
            What::Person | What::MissingPerson => {
                let (after, changes) = registry(what, &ids);
                work.apply(&after, &changes).await.expect("written");
            }
        }
        recording += work.commit().await.expect("committed").recording;
        total += start.elapsed();
    }
    let writes = (group * groups) as f64;
    println!(
        "{name}, {group} {} a transaction: {:.0} recorded writes a second, {:.1} % of the time for the record",
        what.text(),
        writes / total.as_secs_f64(),
        100.0 * recording.as_secs_f64() / total.as_secs_f64(),
    );
}

fn registry(what: What, ids: &[String]) -> (Registry, Vec<Change>) {
    let mut after = Registry::default();
    let mut changes = Vec::with_capacity(ids.len());
    for id in ids {
        let kind = if matches!(what, What::Person) {
            let person = Person {
                id: id.clone(),
                family: "F1".to_owned(),
                father: Some("P1".to_owned()),
                mother: Some("P2".to_owned()),
                sex: Sex::Male,
                name: "Hüseynov Elçin Əli oğlu".to_owned(),
                relation: "full brother".to_owned(),
                born: None,
                other: BTreeMap::from([("address".to_owned(), "Dağlı küçəsi 12, Yuxarı Bulaq".to_owned())]),
            };
            after.persons.insert(id.clone(), person);
            Kind::Person
        } else {
            let missing = MissingPerson {
                id: id.clone(),
                family: "F1".to_owned(),
                person: "P1".to_owned(),
                name: "Hüseynov Elçin Əli oğlu".to_owned(),
                born: DateInterval::parse("1968").ok(),
                last_seen: DateInterval::parse("1992-08").ok(),
                place: "Yuxarı Bulaq".to_owned(),
                ..MissingPerson::default()
            };
            after.missing.insert(id.clone(), missing);
            Kind::MissingPerson
        };
        changes.push(Change { kind, id: id.clone(), is_new: true });
    }
    (after, changes)
}

/// A case's file with some notes in it.
fn case(number: usize, version: usize) -> Document {
    let case = Case {
        id: format!("C{number}"),
        circumstances: format!("Son görülən yer: Yuxarı Bulaq, körpünün yanı. Qeyd {version}."),
        steps: vec![Step {
            to: Status::Registered,
            on: Day::new(2026, 3, 1),
            by: "registrar".to_owned(),
            reason: String::new(),
            into: String::new(),
        }],
        ..Case::default()
    };
    Document::of(&Sound::new(case).expect("sound"))
}
