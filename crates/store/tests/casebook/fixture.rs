//! A small registry, and where it is kept.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::{MissingPerson, Person, Position, Remains, Sample, Subject};
use kintrace_casework::{DateInterval, Registry};
use kintrace_kinship::{AllelePair, Peak, Profile, Sex};
use kintrace_store::Store;
use kintrace_test_postgres::Cluster;

/// A database of one test.
pub(crate) enum Place {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().expect("folder"))
    }

    pub(crate) fn postgres() -> Self {
        Self::Postgres(Cluster::shared().database())
    }

    /// The database file, where it is one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Sqlite(folder) => Some(folder.path().join("kintrace.sqlite")),
            Self::Postgres(_) => None,
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite://{}/kintrace.sqlite", folder.path().display()),
            Self::Postgres(url) => url.clone(),
        }
    }

    /// The files of the database's tables and indexes on the server.
    pub(crate) fn data_files(&self) -> Vec<PathBuf> {
        let folder = Cluster::shared().folder().join("data/base");
        let oid = self.sql("SELECT oid FROM pg_database WHERE datname = current_database()");
        let files = std::fs::read_dir(folder.join(oid.trim())).expect("the database's folder");
        files.map(|f| f.expect("a file").path()).collect()
    }

    pub(crate) async fn open(&self) -> Store {
        Store::connect(&self.url()).await.expect("opened")
    }

    /// Runs SQL behind the program's back, with the database's own tool; what it prints.
    pub(crate) fn sql(&self, sql: &str) -> String {
        match self {
            Self::Sqlite(folder) => {
                // A pool that was dropped closes its connections a moment later.
                let done = Command::new("sqlite3")
                    .args(["-cmd", ".timeout 20000"])
                    .arg(folder.path().join("kintrace.sqlite"))
                    .arg(sql)
                    .output()
                    .expect("sqlite3: sudo apt-get install sqlite3");
                assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
                String::from_utf8_lossy(&done.stdout).into_owned()
            }
            Self::Postgres(url) => Cluster::shared().psql(url, sql).expect("psql"),
        }
    }
}

/// A registry with everything in it, in a database.
pub(crate) async fn filled(place: &Place) -> Store {
    let store = place.open().await;
    let registry = registry();
    let work = store.begin("registrar").await.expect("begun");
    work.apply(&registry, &all_new(&registry)).await.expect("written");
    work.commit().await.expect("committed");
    store
}

pub(crate) fn registry() -> Registry {
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
            party: String::new(),
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
    profile.insert("FGA", AllelePair::one("20"));
    profile.insert_peaks("TH01", vec![Peak::new(812.0, Some(162.31)), Peak::new(640.0, None)]);
    registry.profiles.insert("S1".to_owned(), profile);
    "a paper".clone_into(&mut registry.frequencies.source);
    registry.frequencies.insert("TH01", vec![("6".to_owned(), 0.25), ("9.3".to_owned(), 0.75)]).expect("sum");
    registry
}

pub(crate) fn all_new(registry: &Registry) -> Vec<Change> {
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
