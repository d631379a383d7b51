//! Every earlier version, with data in it.

use kintrace_casework::Noun;
use kintrace_casework::document::DOCUMENTS;
use kintrace_casework::import::{Change, Kind};
use kintrace_kinship::Profile;
use kintrace_store::documents::table_name;
use kintrace_store::hypotheses::{Hypothesis, Search};
use kintrace_store::missing_persons::Filter;
use serde_json::Value;

use crate::fixture::{Place, filled, registry};

/// The kinds of documents that step 5 made tables for.
fn documents() -> impl Iterator<Item = Noun> {
    DOCUMENTS.into_iter().filter(|noun| !matches!(noun, Noun::FamilyRequest | Noun::Review))
}

/// What a step made, unmade.
fn undone(step: u32) -> Vec<String> {
    let drop = |what: &str, name: &str| format!("DROP {what} {name}");
    let by_name = [&[][..], &["sex"], &["candidate"], &["sex", "candidate"]].map(|filters| {
        (
            [filters, &["name", "id"]].concat(),
            format!("missing_persons_{}", [filters, &["name_order", "id"]].concat().join("_")),
        )
    });
    match step {
        23 => ["tile_searches", "tiles", "tile_pairs"].map(|t| drop("TABLE", t)).to_vec(),
        22 => vec!["ALTER TABLE searches DROP COLUMN leaves".to_owned()],
        21 => vec!["ALTER TABLE genotypes DROP COLUMN peaks".to_owned()],
        20 => vec![drop("TABLE", "inclusion_powers"), "ALTER TABLE searches DROP COLUMN lineages".to_owned()],
        19 => vec!["ALTER TABLE searches DROP COLUMN people".to_owned()],
        18 => vec!["ALTER TABLE searches DROP COLUMN places".to_owned()],
        17 => vec![
            drop("TABLE", "frequencies"),
            "CREATE TABLE frequencies (locus TEXT NOT NULL, allele TEXT NOT NULL, \
             frequency DOUBLE PRECISION NOT NULL, PRIMARY KEY (locus, allele))"
                .to_owned(),
            "INSERT INTO frequencies VALUES ('TH01', '6', 0.25), ('TH01', '9.3', 0.75)".to_owned(),
        ],
        16 => vec![
            drop("INDEX", "positions_kind_x_y_party"),
            "CREATE INDEX positions_kind_party_x_y ON positions (kind, party, x, y)".to_owned(),
        ],
        15 => vec![
            drop("INDEX", "record_leaves_state"),
            drop("INDEX", "links_to_kind_to_id_kind_id"),
            "CREATE INDEX links_to_kind_to_id ON links (to_kind, to_id)".to_owned(),
        ],
        14 => vec![
            drop("TABLE", "doubts"),
            drop("TABLE", "reviews"),
            "ALTER TABLE genotypes DROP COLUMN more".to_owned(),
            "ALTER TABLE hypotheses DROP COLUMN views".to_owned(),
        ],
        13 => vec!["ALTER TABLE hypotheses DROP COLUMN lines".to_owned()],
        12 => by_name
            .iter()
            .map(|(_, new)| drop("INDEX", new))
            .chain(["ALTER TABLE missing_persons DROP COLUMN name_order".to_owned()])
            .chain(by_name.iter().map(|(old, _)| {
                let name = format!("missing_persons_{}", old.join("_"));
                format!("CREATE INDEX {name} ON missing_persons ({})", old.join(", "))
            }))
            .collect(),
        11 => vec![drop("INDEX", "samples_typed_id"), "ALTER TABLE samples DROP COLUMN typed".to_owned()],
        10 => vec![drop("TABLE", "positions")],
        9 => vec![drop("INDEX", "second_factors_kind_id")],
        8 => vec!["DELETE FROM search_words WHERE kind NOT IN ('missing person', 'remains')".to_owned()],
        7 => [
            "sessions",
            "second_factors",
            "devices",
            "invitations",
            "recoveries",
            "drafts",
            "family_requests",
        ]
        .map(|t| drop("TABLE", t))
        .into_iter()
        .chain(["ALTER TABLE users DROP COLUMN person".to_owned()])
        .collect(),
        6 => [
            "missing_persons_candidate_name_id",
            "missing_persons_sex_candidate_name_id",
            "shares_party_kind_id",
        ]
        .map(|i| drop("INDEX", i))
        .into_iter()
        .chain(documents().flat_map(|noun| {
            ["status", "party"].map(|c| drop("INDEX", &format!("{}_{c}_id", table_name(noun))))
        }))
        .chain(["ALTER TABLE missing_persons DROP COLUMN candidate".to_owned()])
        .chain(["search_words", "record_timestamps"].map(|t| drop("TABLE", t)))
        .collect(),
        5 => {
            let indexes = ["missing_persons_party_id", "remains_party_id"].map(|i| drop("INDEX", i));
            let columns = ["missing_persons", "remains", "lists", "users"]
                .map(|t| format!("ALTER TABLE {t} DROP COLUMN party"));
            let tables = documents().map(|noun| drop("TABLE", &table_name(noun)));
            indexes
                .into_iter()
                .chain(columns)
                .chain(["ALTER TABLE users DROP COLUMN cases".to_owned()])
                .chain(tables)
                .chain(["links", "shares"].map(|t| drop("TABLE", t)))
                .collect()
        }
        4 => [
            "missing_persons_name_id",
            "missing_persons_born_from_id",
            "missing_persons_last_seen_from_id",
            "missing_persons_sex_name_id",
            "hypotheses_missing_posterior",
            "hypotheses_remains_posterior",
        ]
        .map(|i| drop("INDEX", i))
        .to_vec(),
        3 => ["record_leaves", "record_tiles", "record_checkpoints"].map(|t| drop("TABLE", t)).to_vec(),
        2 => ["name_keys", "lists", "list_rows", "list_links"].map(|t| drop("TABLE", t)).to_vec(),
        _ => Vec::new(),
    }
}

pub(crate) async fn a_registry_of_every_earlier_version_is_brought_up_to_date(place: Place) {
    let store = filled(&place).await;
    let search = Search {
        engine: String::new(),
        missing: 3,
        remains: 1,
        outside: 1.0,
        theta: 0.0,
        dropped_mass: 0.0,
        standard_error: 0.0,
        places: Value::Null,
        people: Value::Null,
        lineages: Value::Null,
        seconds: 0.0,
        leaves: None,
    };
    let found = Hypothesis {
        remains: "B1".to_owned(),
        missing: "M1".to_owned(),
        log10_lr_dna: 1.0,
        log10_lr: 1.0,
        posterior: 0.9,
        lines: Value::Null,
        views: Value::Null,
    };
    // Earlier versions have no place for peaks.
    let mut registry = registry();
    registry.profiles.values_mut().for_each(Profile::forget_peaks);
    let work = store.begin("analyst").await.expect("begun");
    let corrected = Change { kind: Kind::Profile, id: "S1".to_owned(), is_new: false };
    work.apply(&registry, &[corrected]).await.expect("written");
    work.replace_hypotheses(&search, &[found]).await.expect("written");
    work.commit().await.expect("committed");
    drop(store);
    let steps: u32 = place.sql("SELECT count(*) FROM seaql_migrations").trim().parse().expect("a number");
    assert_eq!(steps, 23, "a new step needs its line in `undone`");
    for version in 1..steps {
        for step in (version + 1..=steps).rev() {
            undone(step).iter().for_each(|sql| drop(place.sql(sql)));
            place.sql(&format!("DELETE FROM seaql_migrations WHERE version LIKE 'm{step:04}%'"));
        }
        let store = place.open().await;
        assert_eq!(store.registry().await.expect("read"), registry, "from version {version}");
        let verified = store.verify(&[]).await.expect("verified");
        assert!(verified.findings.is_empty(), "from version {version}: {:?}", verified.findings);
        assert_eq!(store.named("Gornov Elchin", 10).await.expect("searched")[0].missing, "M1");
        let found = async |words: &str| {
            let filter = Filter { words: words.to_owned(), ..Filter::default() };
            store.list_missing(&filter, 0, 10).await.expect("listed").1
        };
        assert_eq!((found("m1").await, found("M9").await), (1, 0), "from version {version}");
        let candidates = Filter { has_candidate: Some(true), ..Filter::default() };
        let candidates = store.list_missing(&candidates, 0, 10).await.expect("listed").1;
        assert_eq!(candidates, 1, "from version {version}");
        assert!(verified.leaves >= 11, "from version {version}");
    }
}
