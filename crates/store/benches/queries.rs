//! What the pages ask of the database, with 100,000 cases, on both databases.

use std::time::{Duration, Instant};

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::information_request::{InformationRequest, LegalGround};
use kintrace_casework::registry::{MissingPerson, Person, Remains};
use kintrace_casework::{DateInterval, Day, Document, Noun, Reference, Registry, Sound};
use kintrace_kinship::Sex;
use kintrace_simulation::hands::{Hand, slip};
use kintrace_simulation::lists::people;
use kintrace_store::Store;
use kintrace_store::documents::Filter as Documents;
use kintrace_store::hypotheses::{Hypothesis, Of, Search};
use kintrace_store::missing_persons::{Filter, Sort};
use kintrace_store::record::Kind as Thing;
use kintrace_test_postgres::{Cluster, is_installed};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

/// How often each is asked.
const TIMES: usize = 200;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let count = if std::env::args().any(|a| a == "--test") { 200 } else { 100_000 };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let mut places = vec![("SQLite", format!("sqlite://{}/k.sqlite", folder.path().display()))];
        if is_installed() {
            places.push(("PostgreSQL", Cluster::shared().database()));
        }
        for (name, url) in places {
            let store = Store::connect(&url).await.expect("opened");
            let start = Instant::now();
            let names = fill(&store, count).await;
            println!("{name}: {count} cases written in {:.1?}", start.elapsed());
            if name == "PostgreSQL" {
                // As autovacuum does within a minute.
                Cluster::shared().psql(&url, "VACUUM (ANALYZE)").expect("analysed");
            }
            queries(name, &store, &names).await;
        }
    });
}

/// An invented registry; the names in it.
async fn fill(store: &Store, count: usize) -> Vec<String> {
    const HANDS: [Hand; 4] = [Hand::Azerbaijani, Hand::Russian, Hand::Armenian, Hand::English];
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut registry = Registry::default();
    let mut changes = Vec::new();
    let mut names = Vec::with_capacity(count);
    let mut found = Vec::new();
    for (i, someone) in people(&mut rng, count, [600, 8_000]).iter().enumerate() {
        let hand = HANDS.choose(&mut rng).copied().unwrap_or(Hand::English);
        let [given, patronymic, surname] = someone.written(&mut rng, hand);
        let name = format!("{surname} {given} {patronymic}");
        let (id, family) = (format!("M{i:06}"), format!("F{:05}", i / 2));
        names.push(format!("{given} {surname}"));
        for (person, relation) in [(format!("{id}-0"), ""), (format!("{id}-1"), "full brother")] {
            registry.persons.insert(
                person.clone(),
                Person {
                    id: person.clone(),
                    family: family.clone(),
                    father: None,
                    mother: None,
                    sex: if someone.female { Sex::Female } else { Sex::Male },
                    name: String::new(),
                    relation: relation.to_owned(),
                    born: None,
                    other: std::collections::BTreeMap::new(),
                },
            );
            changes.push(Change { kind: Kind::Person, id: person, is_new: true });
        }
        registry.missing.insert(
            id.clone(),
            MissingPerson {
                id: id.clone(),
                family,
                person: format!("{id}-0"),
                name,
                born: DateInterval::parse(&format!("{}", rng.random_range(1925..1985))).ok(),
                last_seen: DateInterval::parse(&format!(
                    "199{}-0{}",
                    rng.random_range(1..5),
                    rng.random_range(1..10)
                ))
                .ok(),
                place: ["Yuxarı Bulaq", "Վերին Գետ", "Каменка"]
                    .choose(&mut rng)
                    .copied()
                    .unwrap_or("")
                    .to_owned(),
                ..MissingPerson::default()
            },
        );
        changes.push(Change { kind: Kind::MissingPerson, id: id.clone(), is_new: true });
        if i % 2 == 0 {
            let remains = format!("B{i:06}");
            registry.remains.insert(
                remains.clone(),
                Remains {
                    id: remains.clone(),
                    site: format!("S{}", i % 300),
                    position: None,
                    sex: Sex::Unknown,
                    age: None,
                    stature_cm: None,
                    found: "2024".to_owned(),
                    bones: "femur".to_owned(),
                    description: String::new(),
                    party: String::new(),
                    other: std::collections::BTreeMap::new(),
                },
            );
            changes.push(Change { kind: Kind::Remains, id: remains.clone(), is_new: true });
            let posterior = rng.random::<f64>();
            found.push(Hypothesis {
                remains,
                missing: id,
                log10_lr_dna: 4.0,
                log10_lr: 5.0,
                posterior,
                lines: Value::Null,
                views: Value::Null,
            });
        }
    }
    let work = store.begin("registrar").await.expect("begun");
    work.apply(&registry, &changes).await.expect("written");
    let requests: Vec<Document> = (0..count).map(request).collect();
    for some in requests.chunks(10_000) {
        work.put(some).await.expect("written");
    }
    let search = Search {
        engine: "bench".to_owned(),
        missing: count as u64,
        remains: count as u64 / 2,
        outside: 1.0,
        theta: 0.0,
        dropped_mass: 0.0,
        standard_error: 0.0,
        places: Value::Null,
        people: Value::Null,
        lineages: Value::Null,
        seconds: 1.0,
        leaves: None,
    };
    work.replace_hypotheses(&search, &found).await.expect("written");
    work.commit().await.expect("committed");
    names
}

/// A request for information from one party to the other; half are not sent yet.
fn request(number: usize) -> Document {
    let sent = Day::new(2024 + i32::try_from(number % 2).unwrap_or(0), 1, 15);
    let request = InformationRequest {
        id: format!("IR{number:06}"),
        party: ["north", "south"][number / 50 % 2].to_owned(),
        to: if number.is_multiple_of(50) { ["south", "north"][number / 50 % 2] } else { "archive" }
            .to_owned(),
        about: vec![Reference::new(Noun::MissingPerson, format!("M{number:06}"))],
        grounds: vec![LegalGround::Customary117],
        text: "What is known of the last days, and of where the grave is? ".repeat(10),
        sent: (number % 4 < 2).then_some(sent),
        due: (number % 4 < 2).then_some(Day::new(2026, 3, 1)),
        ..InformationRequest::default()
    };
    Document::of(&Sound::new(request).expect("sound"))
}

async fn queries(name: &str, store: &Store, names: &[String]) {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let deep = (names.len() as u64 / 50).saturating_sub(1);
    let filter = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    macro_rules! measure {
        ($what:expr, $query:expr) => {{
            let mut times = Vec::new();
            for _ in 0..TIMES {
                let start = Instant::now();
                let done = $query;
                times.push(start.elapsed());
                done.expect("answered");
            }
            report(name, $what, times);
        }};
    }
    measure!("list, first page", store.list_missing(&filter(""), 0, 50).await);
    measure!("list, last page", store.list_missing(&filter(""), deep, 50).await);
    measure!(
        "list by date, in the middle",
        store.list_missing(&Filter { sort: Sort::LastSeen, ..filter("") }, deep / 2, 50).await
    );
    measure!(
        "list of women with candidates",
        store
            .list_missing(&Filter { sex: Some(Sex::Female), has_candidate: Some(true), ..filter("") }, 0, 50)
            .await
    );
    measure!("list by a place", store.list_missing(&filter("Каменка"), 0, 50).await);
    measure!("list by an id", store.list_missing(&filter("M000123"), 0, 50).await);
    for slips in [0, 1] {
        let mut found = 0;
        measure!(["name, as written", "name with a typing error"][slips], {
            let at = rng.random_range(0..names.len());
            let mut name = names[at].clone();
            for _ in 0..slips {
                name = slip(&mut rng, &name);
            }
            let named = store.named(&name, 200).await;
            let id = format!("M{at:06}");
            found += usize::from(named.as_ref().is_ok_and(|n| n.iter().any(|n| n.missing == id)));
            named
        });
        println!("{name}: found in {found} of {TIMES}, among 200 at most");
    }
    measure!(
        "list by a name",
        store.list_missing(&filter(names.choose(&mut rng).expect("names")), 0, 50).await
    );
    measure!("a file", store.missing_file(&format!("M{:06}", rng.random_range(0..names.len()))).await);
    measure!("remains, last page", store.list_remains("", deep / 2, 50).await);
    let listed = |status: Option<&str>, due_only: bool| Documents {
        status: status.map(str::to_owned),
        due_only,
        ..Documents::default()
    };
    let requests = Noun::InformationRequest;
    measure!("documents, last page", store.documents(requests, &listed(None, false), deep, 50).await);
    measure!(
        "documents of a status",
        store.documents(requests, &listed(Some("waiting"), false), 3, 50).await
    );
    measure!("documents that are due", store.documents(requests, &listed(None, true), 0, 50).await);
    let north = store.seen_by("north");
    measure!("documents that a party sees", north.documents(requests, &listed(None, false), 3, 50).await);
    measure!("hypotheses, first page", store.hypotheses(Of::All, 0.0, 0, 50).await);
    measure!(
        "a thing's history",
        store.history(Thing::MissingPerson, &format!("M{:06}", rng.random_range(0..names.len()))).await
    );
    measure!("counts", store.count_missing().await);
}

fn report(name: &str, what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let of_hundred = |n: usize| times[(times.len() * n / 100).min(times.len() - 1)];
    let late = if of_hundred(99) > Duration::from_millis(20) { "   more than 20 ms" } else { "" };
    println!("{name}, {what}: median {:.1?}, p99 {:.1?}{late}", of_hundred(50), of_hundred(99));
}
