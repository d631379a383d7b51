//! Things that are kept as documents.

use kintrace_casework::case::{Case, Status, Step};
use kintrace_casework::consent::{Consent, ConsentStep, Decision, Purpose};
use kintrace_casework::import::{Change, Kind as Imported};
use kintrace_casework::information_request::{InformationRequest, LegalGround};
use kintrace_casework::party::Wording;
use kintrace_casework::report::{Report, Reporter};
use kintrace_casework::site::Site;
use kintrace_casework::statement::{Protection, Statement};
use kintrace_casework::{Day, Document, Noun, Reference, Sound, Thing};
use kintrace_store::Store;
use kintrace_store::documents::Filter;
use kintrace_store::hypotheses::{Hypothesis, Of, Search};
use kintrace_store::missing_persons::Filter as Missing;
use kintrace_store::record::Kind;
use serde_json::Value;

use crate::fixture::{Place, filled, registry};

const NAME: &str = "Zzyzyx Unmistakable";

fn document<T: Thing>(thing: T) -> Document {
    Document::of(&Sound::new(thing).expect("its rules hold"))
}

fn site(id: &str, party: &str) -> Document {
    let names = vec![Wording { language: "en".to_owned(), text: "Orchard".to_owned() }];
    document(Site { id: id.to_owned(), party: party.to_owned(), names, ..Site::default() })
}

fn request(id: &str, about: &str, due: Day) -> Document {
    document(InformationRequest {
        id: id.to_owned(),
        party: "north".to_owned(),
        to: "south".to_owned(),
        about: vec![Reference::new(Noun::MissingPerson, about)],
        grounds: vec![LegalGround::Customary117],
        text: "What is known?".to_owned(),
        sent: Some(Day::new(2025, 1, 15)),
        due: Some(due),
        ..InformationRequest::default()
    })
}

async fn put(store: &Store, documents: &[Document]) {
    let work = store.begin("registrar").await.expect("begun");
    work.put(documents).await.expect("written");
    work.commit().await.expect("committed");
}

async fn findings(store: &Store) -> Vec<String> {
    let verified = store.verify(&[]).await.expect("verified");
    verified.findings.into_iter().map(|f| format!("{}: {}", f.about, f.problem)).collect()
}

pub(crate) async fn things_are_read_again_listed_and_found_by_what_they_refer_to(place: Place) {
    let store = filled(&place).await;
    let late = request("IR1", "M1", Day::new(2026, 3, 1));
    let soon = request("IR2", "M2", Day::new(2025, 7, 1));
    put(&store, &[late.clone(), soon.clone(), site("SG1", "north")]).await;
    assert_eq!(store.document(Noun::InformationRequest, "IR1").await.expect("read"), Some(late.clone()));
    let typed = store.find::<InformationRequest>("IR2").await.expect("read").expect("there");
    assert_eq!(Document::of(&typed), soon);
    assert_eq!(store.find::<InformationRequest>("nothing").await.expect("read"), None);
    let list = async |filter: Filter| {
        let (found, total) = store.documents(Noun::InformationRequest, &filter, 0, 10).await.expect("listed");
        assert_eq!(found.len() as u64, total);
        found.into_iter().map(|d| d.reference.id).collect::<Vec<_>>()
    };
    assert_eq!(list(Filter::default()).await, ["IR1", "IR2"]);
    assert_eq!(list(Filter { due_only: true, ..Filter::default() }).await, ["IR2", "IR1"]);
    assert_eq!(list(Filter { status: Some("draft".to_owned()), ..Filter::default() }).await, [""; 0]);
    let about = Reference::new(Noun::MissingPerson, "M1");
    assert_eq!(list(Filter { about: Some(about.clone()), ..Filter::default() }).await, ["IR1"]);
    assert_eq!(store.documents_about(&about).await.expect("read"), [late]);
    // Of very many only the first of each kind are read.
    let many: Vec<Document> =
        (0..600).map(|i| request(&format!("IR{i:04}"), "M9", Day::new(2026, 3, 1))).collect();
    put(&store, &many).await;
    let of_many = Reference::new(Noun::MissingPerson, "M9");
    let first = store.first_documents_about(&of_many, 3).await.expect("read");
    assert_eq!(first, many[..3]);
    assert_eq!(store.documents_about(&of_many).await.expect("read"), many);
    // A new version has other links, and the old ones are gone.
    put(&store, &[request("IR1", "M2", Day::new(2026, 3, 1))]).await;
    assert!(store.documents_about(&about).await.expect("read").is_empty());
    assert_eq!(store.version(Kind::Document(Noun::InformationRequest), "IR1").await.expect("read"), 2);
    assert_eq!(findings(&store).await, [""; 0]);
}

/// Every method of a store that a party sees.
/// In any script; of protected statements and withheld places nothing; of who is erased nothing.
pub(crate) async fn words_find_what_they_may(place: Place) {
    let store = filled(&place).await;
    let statement = |id: &str, protection: Protection| {
        document(Statement {
            id: id.to_owned(),
            party: "north".to_owned(),
            witness: "W1".to_owned(),
            protection,
            taken_by: "interviewer".to_owned(),
            taken: Some(Day::new(2026, 1, 2)),
            text: "Gəldilər və onu Bulaq kəndinə apardılar".to_owned(),
            ..Statement::default()
        })
    };
    let withheld = document(Site {
        id: "SG9".to_owned(),
        party: "north".to_owned(),
        names: vec![Wording { language: "en".to_owned(), text: "Orchard".to_owned() }],
        access: "Behind the Unmistakable mill".to_owned(),
        withheld_to: vec!["aygun".to_owned()],
        ..Site::default()
    });
    let open = statement("ST1", Protection::Open);
    put(&store, &[open, statement("ST2", Protection::Protected), withheld, site("SG1", "north")]).await;
    let found = async |store: &Store, noun: Noun, words: &str| {
        let filter = Filter { words: words.to_owned(), ..Filter::default() };
        let (found, total) = store.documents(noun, &filter, 0, 10).await.expect("found");
        assert_eq!(found.len() as u64, total);
        found.into_iter().map(|d| d.reference.id).collect::<Vec<_>>()
    };
    assert_eq!(found(&store, Noun::Statement, "булаг").await, ["ST1"]);
    assert_eq!(found(&store, Noun::Statement, "ST2").await, ["ST2"]);
    assert_eq!(found(&store, Noun::Site, "orch").await, ["SG1"]);
    assert_eq!(found(&store, Noun::Site, "SG9").await, ["SG9"]);
    assert_eq!(found(&store, Noun::Site, "unmistakable").await, [""; 0]);
    assert_eq!(found(&store.seen_by("south"), Noun::Statement, "булаг").await, [""; 0]);
    put(&store, &[statement("ST1", Protection::Protected)]).await;
    assert_eq!(found(&store, Noun::Statement, "булаг").await, [""; 0]);
    // Members of families, on the page of one of the missing; samples by barcode.
    let registry = registry();
    let relative = registry.persons.values().find(|p| !p.name.is_empty()).expect("somebody");
    let (persons, total) = store.find_persons(&relative.name, 10).await.expect("found");
    assert!(total > 0 && persons.iter().any(|p| p.id == relative.id), "{persons:?}");
    assert!(registry.missing.contains_key(&persons[0].missing));
    let sample = registry.samples.keys().next().expect("a sample");
    let samples = store.find_samples(&sample[..1], 10).await.expect("found");
    assert!(samples.iter().any(|(id, _)| id == sample), "{samples:?}");
    let work = store.begin("registrar").await.expect("begun");
    assert!(work.erase_person(&relative.id).await.expect("erased"));
    work.commit().await.expect("committed");
    let (persons, _) = store.find_persons(&relative.name, 10).await.expect("found");
    assert!(persons.iter().all(|p| p.id != relative.id), "{persons:?}");
    assert_eq!(findings(&store).await, [""; 0]);
}

pub(crate) async fn a_party_sees_its_own_and_what_is_shared_with_it(place: Place) {
    let store = filled(&place).await;
    // M0 is everybody's, M1 north's, M2 south's; so are the remains B1, B2 and B3.
    let mut registry = registry();
    let mut changes = Vec::new();
    for (missing, remains, party) in [("M1", "B2", "north"), ("M2", "B3", "south")] {
        party.clone_into(&mut registry.missing.get_mut(missing).expect("there").party);
        let mut bones = registry.remains["B1"].clone();
        remains.clone_into(&mut bones.id);
        party.clone_into(&mut bones.party);
        registry.remains.insert(remains.to_owned(), bones);
        changes.push(Change { kind: Imported::MissingPerson, id: missing.to_owned(), is_new: false });
        changes.push(Change { kind: Imported::Remains, id: remains.to_owned(), is_new: true });
    }
    "south".clone_into(&mut registry.samples.get_mut("S1").expect("there").laboratory);
    changes.push(Change { kind: Imported::Sample, id: "S1".to_owned(), is_new: false });
    let pair = |remains: &str, missing: &str| Hypothesis {
        remains: remains.to_owned(),
        missing: missing.to_owned(),
        log10_lr_dna: 1.0,
        log10_lr: 1.0,
        posterior: 0.5,
        lines: Value::Null,
        views: Value::Null,
    };
    let search = Search {
        engine: String::new(),
        missing: 3,
        remains: 3,
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
    let work = store.begin("registrar").await.expect("begun");
    work.apply(&registry, &changes).await.expect("written");
    let pairs = [pair("B1", "M0"), pair("B2", "M1"), pair("B3", "M1"), pair("B3", "M2")];
    work.replace_hypotheses(&search, &pairs).await.expect("written");
    work.put(&[site("SG0", ""), site("SG1", "north"), site("SG2", "south")]).await.expect("written");
    // North asks south: both see it.
    work.put(&[request("IR1", "M1", Day::new(2026, 3, 1))]).await.expect("written");
    work.commit().await.expect("committed");

    for (party, missing, remains, sites, requests, samples) in [
        ("", &["M0", "M1", "M2"][..], &["B1", "B2", "B3"][..], &["SG0", "SG1", "SG2"][..], 1, 1),
        ("north", &["M0", "M1"], &["B1", "B2"], &["SG0", "SG1"], 1, 0),
        ("south", &["M0", "M2"], &["B1", "B3"], &["SG0", "SG2"], 1, 1),
        ("another", &["M0"], &["B1"], &["SG0"], 0, 0),
    ] {
        let seen = store.seen_by(party);
        let (listed, total) = seen.list_missing(&Missing::default(), 0, 10).await.expect("listed");
        let mut ids: Vec<String> = listed.into_iter().map(|l| l.missing.id).collect();
        ids.sort();
        assert_eq!((ids, total), (missing.iter().map(|m| (*m).to_owned()).collect(), missing.len() as u64));
        assert_eq!(seen.count_missing().await.expect("counted"), missing.len() as u64);
        assert_eq!(seen.count_remains().await.expect("counted"), remains.len() as u64);
        let (listed, _) = seen.list_remains("", 0, 10).await.expect("listed");
        assert_eq!(listed.into_iter().map(|l| l.remains.id).collect::<Vec<_>>(), remains, "{party}");
        for id in ["M0", "M1", "M2"] {
            let there = missing.contains(&id);
            assert_eq!(seen.missing_file(id).await.expect("read").is_some(), there, "{party} {id}");
            assert_eq!(seen.listed(id).await.expect("read").is_some(), there, "{party} {id}");
            assert_eq!(
                seen.missing_names(vec![id.to_owned()]).await.expect("read").len(),
                usize::from(there)
            );
        }
        for id in ["B1", "B2", "B3"] {
            assert_eq!(
                seen.remains_file(id).await.expect("read").is_some(),
                remains.contains(&id),
                "{party} {id}"
            );
        }
        let named = seen.named("Elçin", 10).await.expect("searched");
        assert!(named.iter().all(|n| missing.contains(&n.missing.as_str())), "{party}: {named:?}");
        let expected: Vec<&Hypothesis> = pairs
            .iter()
            .filter(|p| missing.contains(&p.missing.as_str()) && remains.contains(&p.remains.as_str()))
            .collect();
        let (found, total) = seen.hypotheses(Of::All, 0.0, 0, 10).await.expect("read");
        assert_eq!(
            (found.iter().collect::<Vec<_>>(), total),
            (expected.clone(), expected.len() as u64),
            "{party}"
        );
        let counted = seen.count_hypotheses(&[(0.0, 1.0), (1.0, 2.0)]).await.expect("counted");
        assert_eq!(counted, [expected.len() as u64, 0]);
        let (found, total) = seen.documents(Noun::Site, &Filter::default(), 0, 10).await.expect("listed");
        assert_eq!(found.iter().map(|d| d.reference.id.as_str()).collect::<Vec<_>>(), sites, "{party}");
        assert_eq!(total, sites.len() as u64);
        for id in ["SG0", "SG1", "SG2"] {
            assert_eq!(seen.document(Noun::Site, id).await.expect("read").is_some(), sites.contains(&id));
        }
        let about = Reference::new(Noun::MissingPerson, "M1");
        assert_eq!(seen.documents_about(&about).await.expect("read").len(), requests, "{party}");
        assert_eq!(seen.laboratory_samples(0, 10).await.expect("listed").1, samples, "{party}");
        assert_eq!(seen.events(10).await.expect("read").len(), 0);
    }
}

pub(crate) async fn documents_changed_behind_its_back_are_named(place: Place) {
    let store = filled(&place).await;
    put(&store, &[request("IR1", "M1", Day::new(2026, 3, 1)), site("SG1", "north"), site("SG2", "north")])
        .await;
    place.sql(
        "UPDATE information_requests SET state = replace(state, 'What is', 'Nothing is') WHERE id = 'IR1'",
    );
    place.sql("UPDATE sites SET status = 'suspected grave, nothing found' WHERE id = 'SG1'");
    place.sql("DELETE FROM links WHERE kind = 'information request' AND to_kind = 'missing person'");
    place.sql("INSERT INTO shares (kind, id, party) VALUES ('site', 'SG2', 'south')");
    let mut found = findings(&store).await;
    found.sort();
    assert_eq!(
        found,
        [
            "information request IR1: its row was changed behind the program's back: document, links",
            "site SG1: its row was changed behind the program's back: status",
            "site SG2: its row was changed behind the program's back: shared with",
        ]
    );
    // What can't be is damaged, and is not shown as if it were so.
    place.sql("UPDATE sites SET state = '{\"id\":\"SG1\",\"kind\":\"palace\"}' WHERE id = 'SG1'");
    let told = store.document(Noun::Site, "SG1").await.expect_err("damaged").to_string();
    assert!(told.contains("site/SG1") && told.contains("palace"), "{told}");
}

pub(crate) async fn what_was_recorded_about_who_is_erased_goes_as_well(place: Place) {
    let store = filled(&place).await;
    let step = Step {
        to: Status::Reported,
        on: Day::new(2019, 3, 4),
        by: "registrar".to_owned(),
        reason: NAME.to_owned(),
        into: String::new(),
    };
    let case = document(Case { id: "M1".to_owned(), steps: vec![step], ..Case::default() });
    let report = |id: &str, missing: &str, person: &str| {
        document(Report {
            id: id.to_owned(),
            missing: missing.to_owned(),
            reporter: Reporter { name: NAME.to_owned(), person: person.to_owned(), ..Reporter::default() },
            received: Some(Day::new(2019, 3, 4)),
            text: "Not seen since.".to_owned(),
            ..Report::default()
        })
    };
    let consent = document(Consent {
        id: "C1".to_owned(),
        person: "P1".to_owned(),
        steps: vec![ConsentStep {
            purpose: Purpose::Search,
            with: String::new(),
            decision: Decision::Given,
            on: Day::new(2019, 3, 4),
            how: NAME.to_owned(),
            limits: String::new(),
        }],
        ..Consent::default()
    });
    // P1 reported on another case as well.
    put(&store, &[case, report("R1", "M1", ""), report("R2", "M2", "P1"), consent]).await;
    put(&store, &[request("IR1", "M1", Day::new(2026, 3, 1))]).await;
    let work = store.begin("administrator").await.expect("begun");
    assert!(work.erase_missing("M1").await.expect("erased"));
    work.commit().await.expect("committed");
    store.purge().await.expect("purged");
    assert_eq!(findings(&store).await, [""; 0]);
    for (noun, id) in [(Noun::Case, "M1"), (Noun::Report, "R1"), (Noun::Consent, "C1")] {
        assert_eq!(store.document(noun, id).await.expect("read"), None, "{id}");
        assert!(store.history(Kind::Document(noun), id).await.expect("read").is_empty(), "{id}");
    }
    let kept = store.find::<Report>("R2").await.expect("read").expect("of another case");
    assert_eq!((kept.reporter.name.as_str(), kept.text.as_str()), ("", "Not seen since."));
    // A request tells of others, too, and stays.
    assert!(store.document(Noun::InformationRequest, "IR1").await.expect("read").is_some());
    if let Some(file) = place.file() {
        for end in ["", "-wal"] {
            let bytes = std::fs::read(format!("{}{end}", file.display())).unwrap_or_default();
            assert!(!bytes.windows(6).any(|w| w == b"Zzyzyx"), "{end}");
        }
    }
}

pub(crate) async fn documents_are_in_a_backup(place: Place) {
    let store = filled(&place).await;
    let documents = [request("IR1", "M1", Day::new(2026, 3, 1)), site("SG1", "north")];
    put(&store, &documents).await;
    let mut file = Vec::new();
    store.back_up(&mut file).await.expect("written");
    for other in [Place::sqlite(), Place::postgres()] {
        let empty = other.open().await;
        empty.restore(&mut &file[..]).await.expect("restored");
        for document in &documents {
            let Reference { kind, id } = &document.reference;
            assert_eq!(empty.document(*kind, id).await.expect("read").as_ref(), Some(document));
        }
        assert_eq!(
            empty
                .seen_by("south")
                .documents(Noun::InformationRequest, &Filter::default(), 0, 5)
                .await
                .expect("listed")
                .1,
            1
        );
    }
}
