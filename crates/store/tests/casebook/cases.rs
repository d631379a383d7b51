//! What is written is found again.

use std::collections::BTreeMap;

use kintrace_casework::Registry;
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::inclusion_power::Reach;
use kintrace_casework::registry::{MissingPerson, Remains};
use kintrace_kinship::{AllelePair, Profile, Sex};
use kintrace_store::Store;
use kintrace_store::hypotheses::{Hypothesis, Of, Search};
use kintrace_store::inclusion_powers::InclusionPower;
use kintrace_store::missing_persons::{Filter, Sort};
use serde_json::json;

use crate::fixture::{Place, filled, registry};

pub(crate) async fn what_is_written_is_read_again_by_another_process(place: Place) {
    drop(filled(&place).await);
    let again = place.open().await;
    assert_eq!(again.registry().await.expect("read"), registry());
}

pub(crate) async fn without_commit_nothing_is_written(place: Place) {
    let store = filled(&place).await;
    let mut changed = registry();
    "Somebody else".clone_into(&mut changed.missing.get_mut("M1").expect("there").name);
    let work = store.begin("aygun").await.expect("begun");
    work.apply(&changed, &[Change { kind: Kind::MissingPerson, id: "M1".to_owned(), is_new: false }])
        .await
        .expect("written");
    drop(work);
    assert_eq!(store.registry().await.expect("read"), registry());
}

pub(crate) async fn a_profile_is_replaced_as_a_whole(place: Place) {
    let store = filled(&place).await;
    let mut changed = registry();
    let mut profile = Profile::default();
    profile.insert("TH01", AllelePair::new("7", "7"));
    changed.profiles.insert("S1".to_owned(), profile);
    let work = store.begin("aygun").await.expect("begun");
    work.apply(&changed, &[Change { kind: Kind::Profile, id: "S1".to_owned(), is_new: false }])
        .await
        .expect("written");
    work.commit().await.expect("committed");
    assert_eq!(store.registry().await.expect("read"), changed);
}

pub(crate) async fn a_kept_registry_becomes_what_is_read_anew(place: Place) {
    let store = filled(&place).await;
    let kept = store.registry_since(None).await.expect("read");
    assert_eq!(*kept.registry(), store.registry().await.expect("read"));
    // Each kind changed, and something new.
    let mut changed = registry();
    let mut profile = Profile::default();
    profile.insert("TH01", AllelePair::new("7", "7"));
    changed.profiles.insert("S1".to_owned(), profile);
    let mut changes = vec![Change { kind: Kind::Profile, id: "S1".to_owned(), is_new: false }];
    let (id, missing) = changed.missing.iter_mut().next().expect("somebody");
    "E9".clone_into(&mut missing.event);
    changes.push(Change { kind: Kind::MissingPerson, id: id.clone(), is_new: false });
    let (id, person) = changed.persons.iter_mut().next().expect("somebody");
    person.other.insert("note".to_owned(), "changed".to_owned());
    changes.push(Change { kind: Kind::Person, id: id.clone(), is_new: false });
    let first = changed.remains.values().next().expect("some").clone();
    changed.remains.insert("B9".to_owned(), Remains { id: "B9".to_owned(), ..first });
    changes.push(Change { kind: Kind::Remains, id: "B9".to_owned(), is_new: true });
    changed.frequencies.insert("NEW1", vec![("9".to_owned(), 1.0)]).expect("a locus");
    changes.push(Change { kind: Kind::Locus, id: "NEW1".to_owned(), is_new: true });
    let work = store.begin("aygun").await.expect("begun");
    work.apply(&changed, &changes).await.expect("written");
    work.commit().await.expect("committed");
    let kept = store.registry_since(Some(kept)).await.expect("read");
    assert_eq!(*kept.registry(), store.registry().await.expect("read"));
    assert_eq!(*kept.registry(), changed);
    // Nothing changed.
    let kept = store.registry_since(Some(kept)).await.expect("read");
    assert_eq!(*kept.registry(), changed);
    // Somebody is erased: the record does not say who.
    let gone = changed.missing.keys().next().expect("somebody").clone();
    let work = store.begin("aygun").await.expect("begun");
    work.erase_missing(&gone).await.expect("erased");
    work.commit().await.expect("committed");
    let kept = store.registry_since(Some(kept)).await.expect("read");
    assert!(!kept.registry().missing.contains_key(&gone));
    assert_eq!(*kept.registry(), store.registry().await.expect("read"));
}

pub(crate) async fn lists_are_searched_in_any_script_filtered_and_sorted(place: Place) {
    let store = filled(&place).await;
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

pub(crate) async fn a_search_replaces_the_hypotheses_of_the_one_before(place: Place) {
    let store = filled(&place).await;
    let search = searched();
    let hypothesis = |missing: &str, posterior: f64| Hypothesis {
        remains: "B1".to_owned(),
        missing: missing.to_owned(),
        log10_lr_dna: f64::NEG_INFINITY,
        log10_lr: 2.0,
        posterior,
        lines: json!([{"line": "age", "ln_lr": posterior}]),
        views: json!({"pair": posterior, "remains": posterior, "missing": posterior}),
    };
    for found in [vec![hypothesis("M0", 0.4), hypothesis("M1", 0.6)], vec![hypothesis("M2", 0.9)]] {
        let work = store.begin("aygun").await.expect("begun");
        work.replace_hypotheses(&search, &found).await.expect("written");
        work.commit().await.expect("committed");
        let (stored, total) = store.hypotheses(Of::All, 0.0, 0, 10).await.expect("read");
        let mut expected = found.clone();
        expected.sort_by(|a, b| b.posterior.total_cmp(&a.posterior));
        assert_eq!((stored, total), (expected, found.len() as u64));
    }
    assert_eq!(store.last_search().await.expect("read").map(|(search, _)| search), Some(search));
    let with = Filter { has_candidate: Some(true), ..Filter::default() };
    let (rows, _) = store.list_missing(&with, 0, 10).await.expect("listed");
    assert_eq!(rows[0].missing.id, "M2");
    assert_eq!(rows[0].best, Some(0.9));
}

/// A folder is one program's; of a PostgreSQL database there may be several.
pub(crate) async fn one_program_searches_at_a_time(place: Place) {
    let (store, other) = (filled(&place).await, place.open().await);
    let turn = async |store: &Store| store.search_turn().await.expect("asked");
    let mine = turn(&store).await.expect("nobody searches");
    let theirs = turn(&other).await;
    assert_eq!(theirs.is_none(), place.file().is_none());
    // What is written meanwhile waits for nobody.
    let work = other.begin("aygun").await.expect("begun");
    work.replace_hypotheses(&searched(), &[]).await.expect("written");
    work.commit().await.expect("committed");
    mine.end().await.expect("over");
    if let Some(turn) = theirs {
        turn.end().await.expect("over");
    }
    let theirs = turn(&other).await.expect("nobody searches any more");
    // A program that ends without a word has no turn.
    drop(theirs);
    drop(other);
    for _ in 0..100 {
        if turn(&store).await.is_some() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the turn of a program that has ended was not given back");
}

pub(crate) async fn what_dna_can_do_is_listed_for_who_is_looked_for(place: Place) {
    let store = filled(&place).await;
    let power = |missing: &str, now: Option<f64>, best: Option<&str>, gain: f64| InclusionPower {
        missing: missing.to_owned(),
        now: now.map(|enough| (10.0 * enough, 1.5)),
        enough: now.unwrap_or_default(),
        best: best.map(|person| (person.to_owned(), (9.0, 1.0))),
        gain,
    };
    let person = registry().missing["M1"].person.clone();
    let powers = [
        power("M0", Some(0.5), None, 0.0),
        power("M1", Some(0.01), Some("aunt"), 0.2),
        power("M2", Some(0.02), Some(&person), 0.9),
    ];
    let keep = async |powers: &[InclusionPower]| {
        let work = store.begin("aygun").await.expect("begun");
        work.replace_inclusion_powers(powers).await.expect("written");
        work.commit().await.expect("committed");
    };
    // Again takes the place of what was before.
    keep(&powers[..1]).await;
    keep(&powers).await;
    let counted = async || store.count_inclusion_powers().await.expect("counted");
    assert_eq!(counted().await, BTreeMap::from([(Reach::NotEnough, 2), (Reach::Perhaps, 1)]));
    let listed = async |reach, page| store.inclusion_powers(reach, page, 1).await.expect("listed");
    assert_eq!(listed(Reach::NotEnough, 0).await, (vec![powers[2].clone()], 2));
    assert_eq!(listed(Reach::NotEnough, 1).await, (vec![powers[1].clone()], 2));
    assert_eq!(listed(Reach::NoDna, 0).await, (Vec::new(), 0));
    let persons = store.persons_by_id(vec![person.clone(), "nobody".to_owned()]).await.expect("read");
    assert_eq!(persons.into_keys().collect::<Vec<_>>(), [person]);
    // Whoever has a candidate needs no further relative.
    let found = Hypothesis {
        remains: "B1".to_owned(),
        missing: "M2".to_owned(),
        log10_lr_dna: 9.0,
        log10_lr: 9.0,
        posterior: 0.99,
        lines: serde_json::Value::Null,
        views: serde_json::Value::Null,
    };
    let work = store.begin("aygun").await.expect("begun");
    work.replace_hypotheses(&searched(), &[found]).await.expect("written");
    work.commit().await.expect("committed");
    assert_eq!(listed(Reach::NotEnough, 0).await, (vec![powers[1].clone()], 1));
    // Whoever is erased is erased here as well, asked or asked for.
    let work = store.begin("aygun").await.expect("begun");
    assert!(work.erase_missing("M1").await.expect("erased"));
    work.commit().await.expect("committed");
    // What is gone with M1 names the person who was to be asked for M2 as well.
    let work = store.begin("aygun").await.expect("begun");
    work.replace_hypotheses(&searched(), &[]).await.expect("written");
    work.commit().await.expect("committed");
    assert_eq!(counted().await, BTreeMap::from([(Reach::Perhaps, 1)]));
}

fn searched() -> Search {
    Search {
        engine: "test".to_owned(),
        missing: 3,
        remains: 1,
        outside: 3.0,
        theta: 0.0,
        dropped_mass: 0.0,
        standard_error: 0.0,
        places: serde_json::Value::Null,
        people: serde_json::Value::Null,
        lineages: json!({"male": {"lines": 3, "mean_log10_lr": 0.5, "variance": 0.1}}),
        seconds: 0.1,
        leaves: None,
    }
}

/// Any script to any script, typing errors included; the nearest first.
pub(crate) async fn people_are_found_by_name_in_any_script(place: Place) {
    let store = filled(&place).await;
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

/// Where every word is a common name, whoever has all of them is found among thousands, one of them misspelt as well.
pub(crate) async fn who_has_common_names_only_is_found(place: Place) {
    let store = place.open().await;
    let mut registry = Registry::default();
    let mut add = |i: usize, name: &str| {
        let id = format!("M{i:05}");
        let missing = MissingPerson {
            id: id.clone(),
            family: format!("F{i}"),
            person: format!("P{i}"),
            name: name.to_owned(),
            ..MissingPerson::default()
        };
        registry.missing.insert(id, missing);
    };
    for i in 0..1100 {
        add(i, "Gornov Elchin Hayk");
        add(1100 + i, "Lernean Zaur Murad");
    }
    add(2200, "Gornov Elchin Zaur");
    let changes: Vec<Change> = registry
        .missing
        .keys()
        .map(|id| Change { kind: Kind::MissingPerson, id: id.clone(), is_new: true })
        .collect();
    let work = store.begin("aygun").await.expect("begun");
    work.apply(&registry, &changes).await.expect("written");
    work.commit().await.expect("committed");
    for words in ["Gornov Elchin Zaur", "Zaur Elçin Qornov", "Горнов Эльчин Заурк"] {
        let found = store.named(words, 10).await.expect("searched");
        assert_eq!(found.first().map(|n| n.missing.as_str()), Some("M02200"), "{words}");
    }
    // What is no name is looked for as well, and does no harm.
    let page = "Горнов Эльчин пишет, что на станции стояли два поезда. ".repeat(200);
    store.named(&page, 10).await.expect("searched");
}

pub(crate) async fn a_row_of_a_list_is_decided_and_taken_back(place: Place) {
    use kintrace_store::lists::{Link, Reason, ReceivedList, ReceivedRow, Status};
    let store = filled(&place).await;
    let list = ReceivedList {
        id: "L1".to_owned(),
        title: "A list of 1993".to_owned(),
        file: "list.csv".to_owned(),
        header: vec!["name".to_owned()],
        rows: 1,
        received: 0,
        by: "aygun".to_owned(),
        party: String::new(),
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
        decided: None,
    };
    let work = store.begin("aygun").await.expect("begun");
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
        let work = store.begin("aygun").await.expect("begun");
        let done = work.decide("L1", 0, missing, status).await.expect("decided");
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
