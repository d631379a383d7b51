//! What recording costs: writes a second in groups, and the record's share of them, on both databases.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use kintrace_casework::Registry;
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::Person;
use kintrace_kinship::Sex;
use kintrace_store::Store;
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
            for group in [1, 10, 100, 10_000] {
                let groups = if test { 1 } else { (20_000 / group).clamp(1, 1_000) };
                measure(name, &store, group, groups).await;
            }
            let start = Instant::now();
            let verified = store.verify(&[]).await.expect("verified");
            assert!(verified.findings.is_empty(), "{:?}", verified.findings);
            println!("{name}: {} leaves verified in {:.2?}", verified.leaves, start.elapsed());
        }
    });
}

async fn measure(name: &str, store: &Store, group: usize, groups: usize) {
    let (mut total, mut recording) = (Duration::ZERO, Duration::ZERO);
    for number in 0..groups {
        let mut after = Registry::default();
        let mut changes = Vec::with_capacity(group);
        for i in 0..group {
            let id = format!("P{group}-{number}-{i}");
            let person = Person {
                id: id.clone(),
                family: format!("F{number}"),
                father: Some("P1".to_owned()),
                mother: Some("P2".to_owned()),
                sex: Sex::Male,
                name: "Hüseynov Elçin Əli oğlu".to_owned(),
                relation: "full brother".to_owned(),
                born: None,
                other: BTreeMap::from([("address".to_owned(), "Dağlı küçəsi 12, Yuxarı Bulaq".to_owned())]),
            };
            after.persons.insert(id.clone(), person);
            changes.push(Change { kind: Kind::Person, id, is_new: true });
        }
        let start = Instant::now();
        let work = store.begin("registrar").await.expect("begun");
        work.apply(&after, &changes).await.expect("written");
        recording += work.commit().await.expect("committed").recording;
        total += start.elapsed();
    }
    let writes = (group * groups) as f64;
    println!(
        "{name}, {group} writes a transaction: {:.0} recorded writes a second, {:.1} % of the time for the record",
        writes / total.as_secs_f64(),
        100.0 * recording.as_secs_f64() / total.as_secs_f64(),
    );
}
