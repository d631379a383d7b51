//! Lists of cases large enough that words are frequent, compared with a plain reading of everything.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::{MissingPerson, Person, Remains};
use kintrace_casework::{DateInterval, Registry};
use kintrace_kinship::Sex;
use kintrace_language::order;
use kintrace_names::search_words;
use kintrace_store::Store;
use kintrace_store::hypotheses::{Hypothesis, Search};
use kintrace_store::missing_persons::{Filter, Sort};
use serde_json::Value;

use crate::fixture::Place;

const PLACES: [&str; 4] = ["Yuxarı Bulaq", "Վերին Գետ", "Каменка", ""];
const NAMES: [&str; 5] =
    ["Гусейнов Эльчин Алиевич", "Hüseynova Leyla", "Սարգսյան Արամ", "Qasımov Rəşad", "Petrov Ivan"];

/// 2,600 missing persons and as many remains, of nobody and of two parties.
fn region() -> (Registry, Vec<Change>, Vec<Hypothesis>) {
    let mut registry = Registry::default();
    let mut changes = Vec::new();
    let mut hypotheses = Vec::new();
    for i in 0..2600_usize {
        let (id, body, person) = (format!("M{i:06}"), format!("B-{i}/2019"), format!("P{i}"));
        let party = ["", "north", "south"][i % 3].to_owned();
        registry.missing.insert(
            id.clone(),
            MissingPerson {
                id: id.clone(),
                family: format!("F{}", i / 2),
                person: person.clone(),
                name: NAMES[i % 5].to_owned(),
                born: (i % 7 != 0)
                    .then(|| DateInterval::parse(&format!("{}", 1930 + i % 50)).expect("a year")),
                place: PLACES[i / 5 % 4].to_owned(),
                party: party.clone(),
                ..MissingPerson::default()
            },
        );
        registry.persons.insert(
            person.clone(),
            Person {
                id: person.clone(),
                family: format!("F{}", i / 2),
                father: None,
                mother: None,
                sex: if i % 5 == 1 { Sex::Female } else { Sex::Male },
                name: String::new(),
                relation: String::new(),
                born: None,
                other: BTreeMap::new(),
            },
        );
        registry.remains.insert(
            body.clone(),
            Remains {
                id: body.clone(),
                site: format!("SG{}", i % 2),
                position: None,
                sex: Sex::Unknown,
                age: None,
                stature_cm: None,
                found: "2024".to_owned(),
                bones: if i % 100 == 0 { "femur, tibia" } else { "femur" }.to_owned(),
                description: String::new(),
                party: ["north", "south", ""][i % 3].to_owned(),
                other: BTreeMap::new(),
            },
        );
        for (kind, id) in [(Kind::MissingPerson, &id), (Kind::Person, &person), (Kind::Remains, &body)] {
            changes.push(Change { kind, id: id.clone(), is_new: true });
        }
        if i % 4 == 0 {
            let posterior = if i % 8 == 0 { 0.9 } else { 0.1 };
            hypotheses.push(Hypothesis {
                remains: body,
                missing: id,
                log10_lr_dna: 1.0,
                log10_lr: 1.0,
                posterior,
                lines: Value::Null,
                views: Value::Null,
            });
        }
    }
    (registry, changes, hypotheses)
}

/// Whose ids a filter leaves, in order; names sort as each database does, and are compared as a set.
fn plain(
    registry: &Registry,
    hypotheses: &[Hypothesis],
    party: &str,
    filter: &Filter,
    named: &[String],
) -> Vec<String> {
    let sees = |of: &str| party.is_empty() || of.is_empty() || of == party;
    let candidates: BTreeSet<&str> = hypotheses
        .iter()
        .filter(|h| h.posterior >= 0.5 && sees(&registry.remains[&h.remains].party))
        .map(|h| h.missing.as_str())
        .collect();
    let words = search_words::of_query(&filter.words);
    let nearness = |m: &MissingPerson| named.iter().position(|id| *id == m.id).unwrap_or(usize::MAX);
    let mut found: Vec<&MissingPerson> = registry
        .missing
        .values()
        .filter(|m| sees(&m.party))
        .filter(|m| filter.sex.is_none_or(|sex| registry.persons[&m.person].sex == sex))
        .filter(|m| filter.has_candidate.is_none_or(|wanted| candidates.contains(m.id.as_str()) == wanted))
        .filter(|m| {
            let has = search_words::of_text(&[&*m.id, &m.name, &m.place, &m.family].join(" "));
            named.contains(&m.id) || words.iter().all(|w| has.iter().any(|h| h.starts_with(w)))
        })
        .collect();
    let born = |m: &MissingPerson| m.born.as_ref().map_or(f64::INFINITY, |b| b.from);
    found.sort_by(|a, b| {
        let order = match filter.sort {
            Sort::Born => born(a).total_cmp(&born(b)),
            // As the letters of the names stand.
            Sort::Name => order::key(&a.name).cmp(&order::key(&b.name)),
            _ => std::cmp::Ordering::Equal,
        };
        nearness(a).cmp(&nearness(b)).then(order).then_with(|| a.id.cmp(&b.id))
    });
    found.into_iter().map(|m| m.id.clone()).collect()
}

async fn every_page(store: &Store, filter: &Filter, size: u64) -> Vec<String> {
    let mut all = Vec::new();
    for page in 0.. {
        let (rows, total) = store.list_missing(filter, page, size).await.expect("listed");
        all.extend(rows.into_iter().map(|r| r.missing.id));
        if (page + 1) * size >= total {
            assert_eq!(all.len() as u64, total, "{filter:?}");
            break;
        }
    }
    all
}

pub(crate) async fn large_lists_are_what_a_plain_reading_gives(place: Place) {
    let store = place.open().await;
    let (registry, changes, hypotheses) = region();
    let work = store.begin("registrar").await.expect("begun");
    work.apply(&registry, &changes).await.expect("written");
    let search = Search {
        engine: String::new(),
        missing: 2600,
        remains: 2600,
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
    work.replace_hypotheses(&search, &hypotheses).await.expect("written");
    work.commit().await.expect("committed");
    for (words, sex, has_candidate) in [
        ("", None, None),
        ("", Some(Sex::Female), Some(true)),
        ("", None, Some(false)),
        // Frequent words, each and together, in another script than they were typed in.
        ("F1", None, None),
        ("f1 Yuxari", None, Some(true)),
        ("Каменка", Some(Sex::Male), None),
        ("Կամենկա f", None, None),
        // A rare one, and one that nobody has.
        ("f17 bulaq", None, None),
        ("M000123", None, None),
        ("123", None, None),
        ("m9", None, None),
        // Names, whose nearest come first.
        ("Huseynova Leyla", None, None),
        ("Leyla", Some(Sex::Female), Some(false)),
    ] {
        for party in ["", "north"] {
            let store = store.seen_by(party);
            let named: Vec<String> = match words {
                w if w.is_empty() || search_words::has_digit(w) => Vec::new(),
                w => store.named(w, 200).await.expect("searched").into_iter().map(|n| n.missing).collect(),
            };
            for sort in [Sort::Id, Sort::Born, Sort::Name] {
                let filter = Filter { words: words.to_owned(), sex, has_candidate, sort };
                let listed = every_page(&store, &filter, 700).await;
                let expected = plain(&registry, &hypotheses, party, &filter, &named);
                assert_eq!(listed, expected, "{party:?} {filter:?}");
            }
        }
    }
    for (words, total) in
        [("", 2600), ("femur", 2600), ("sg1", 1300), ("tibia SG0", 26), ("B-17/2019", 1), ("rib", 0)]
    {
        assert_eq!(store.list_remains(words, 0, 10).await.expect("listed").1, total, "{words}");
    }
}
