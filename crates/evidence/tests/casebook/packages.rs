//! A package holds; whatever is changed in it, taken out of it or put into it is found.

use std::io::{Cursor, Read, Write};

use kintrace_evidence::sealed::{Content, PackageError, Version, check, seal};
use kintrace_record::checkpoint::{Checkpoint, SecretKey, Use};
use kintrace_record::tree::{Edge, Question, Tiles};
use kintrace_record::{Change, Leaf, Policy, Receipt, commitment};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const ORIGINAL: &[u8] = b"\xff\xd8 a photograph";
/// SHA-256 of the photograph, as `sha256sum` prints it.
fn original_hash() -> String {
    use sha2::{Digest, Sha256};
    kintrace_record::hex(&Sha256::digest(ORIGINAL))
}

fn log(seed: u8) -> SecretKey {
    SecretKey::new("kintrace.example/region", Use::Log, &[seed; 32]).expect("a key")
}

fn witness() -> SecretKey {
    SecretKey::new("aid.example", Use::Witness, &[9; 32]).expect("a key")
}

fn policy(log: &SecretKey) -> Policy {
    let text = format!("log {}\nwitness aid {}\nquorum aid\n", log.public(), witness().public());
    Policy::parse(&text).expect("a policy")
}

/// Versions of things, recorded in a log of their own: (kind, id, handle, state).
fn recorded(things: &[(&str, &str, &str, Option<String>)], log: &SecretKey) -> Vec<Version> {
    let mut edge = Edge::default();
    let mut leaves = Vec::new();
    for (at, (kind, _, handle, state)) in things.iter().enumerate() {
        let version = things[..=at].iter().filter(|t| t.2 == *handle).count() as u64;
        let leaf = Leaf {
            actor: commitment(&[8; 32], "registrar"),
            change: if state.is_none() {
                Change::Removed
            } else if version == 1 {
                Change::Created
            } else {
                Change::Changed
            },
            commitment: state.as_ref().map(|state| commitment(&[u8::try_from(at).expect("few"); 32], state)),
            kind: (*kind).to_owned(),
            sequence: at as u64,
            thing: (*handle).to_owned(),
            time: "2026-11-24T10:00:00Z".to_owned(),
            version,
        };
        let text = leaf.canonical();
        edge.push(&text);
        leaves.push(text);
    }
    let mut checkpoint = Checkpoint::sign(log, edge.size(), edge.root()).expect("signed");
    let line = checkpoint.cosign(&witness(), 1_700_000_000).expect("signed");
    assert_eq!(checkpoint.add_signatures(&line, &[witness().public().clone()]), 1);
    let note = checkpoint.to_string();
    let tiles = Tiles(edge.incomplete().into_iter().collect());
    leaves
        .into_iter()
        .zip(things)
        .enumerate()
        .map(|(at, (leaf, (kind, id, _, state)))| Version {
            kind: (*kind).to_owned(),
            id: (*id).to_owned(),
            nonce: vec![u8::try_from(at).expect("few"); 32],
            state: state.clone(),
            receipt: Receipt {
                leaf,
                index: at as u64,
                proof: Question::Inclusion { size: edge.size(), index: at as u64 }
                    .answer(&tiles)
                    .expect("tiles"),
                checkpoint: Checkpoint::parse(&note).expect("a checkpoint"),
            },
        })
        .collect()
}

fn content(log: &SecretKey) -> Content {
    let case = |place: &str| Some(format!(r#"{{"id":"M17","name":"Elçin Dağlı","place":"{place}"}}"#));
    let evidence = format!(r#"{{"document":{{"original":{{"sha256":"{}"}}}},"id":"EV1"}}"#, original_hash());
    let things = [
        ("missing person", "M17", "aa", case("Yuxarı Bulaq")),
        ("evidence", "EV1", "bb", Some(evidence)),
        ("missing person", "M17", "aa", case("Վերին Գետ")),
        ("claim", "CL1", "cc", Some(r#"{"id":"CL1","text":"<script>alert(1)</script>"}"#.to_owned())),
        ("claim", "CL1", "cc", None),
    ];
    Content {
        title: "missing person M17".to_owned(),
        made: "2026-11-25T08:00:00Z".to_owned(),
        log: log.public().name.clone(),
        policy: policy(log).to_string(),
        versions: recorded(&things, log),
        originals: vec![("../photo graph.JPG".to_owned(), ORIGINAL.to_vec())],
    }
}

fn findings(archive: &[u8], policy: &Policy) -> Vec<String> {
    match check(archive, policy) {
        Ok(checked) => checked.findings,
        Err(e) => vec![e.to_string()],
    }
}

/// The files of an archive.
fn unzipped(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("read");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, SimpleFileOptions::default()).expect("started");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

#[test]
fn a_package_holds_and_is_readable() {
    let log = log(1);
    let archive = seal("M17", &content(&log), &log).expect("sealed");
    let checked = check(&archive, &policy(&log)).expect("a package");
    assert_eq!(checked.findings, [""; 0]);
    assert_eq!((checked.entries.len(), checked.originals), (5, 1));
    assert_eq!(
        (checked.log.as_str(), checked.witnesses),
        ("kintrace.example/region", vec!["aid".to_owned()])
    );
    let files = unzipped(&archive);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&format!("M17/data/originals/{}.jpg", original_hash()).as_str()), "{names:?}");
    assert!(names.iter().all(|name| name.starts_with("M17/") && !name.contains("..")), "{names:?}");
    let page = &files.iter().find(|(name, _)| name.ends_with("index.html")).expect("a page").1;
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("Elçin Dağlı") && page.contains("&lt;script&gt;") && !page.contains("<script>"));
    // The same again: nothing in it depends on chance or the clock.
    assert_eq!(seal("M17", &content(&log), &log).expect("sealed"), archive);
}

#[test]
fn every_change_of_every_file_is_found() {
    let log = log(1);
    let policy = policy(&log);
    let files = unzipped(&seal("M17", &content(&log), &log).expect("sealed"));
    for at in 0..files.len() {
        let name = &files[at].0;
        let mut changed = files.clone();
        let middle = changed[at].1.len() / 2;
        changed[at].1[middle] ^= 1;
        assert_ne!(findings(&zipped(&changed), &policy), [""; 0], "{name} changed");
        let mut without = files.clone();
        without.remove(at);
        assert_ne!(findings(&zipped(&without), &policy), [""; 0], "{name} taken out");
    }
    let mut more = files.clone();
    more.push(("M17/data/states/0009.json".to_owned(), b"{}".to_vec()));
    assert_eq!(
        findings(&zipped(&more), &policy),
        ["data/states/0009.json: it does not belong to the package"]
    );
    let mut elsewhere = files;
    elsewhere.push(("other/file".to_owned(), Vec::new()));
    assert!(findings(&zipped(&elsewhere), &policy)[0].contains("one folder"));
}

/// Whoever makes a package anew, lists and all, needs the record's key; and who has the record's key still
/// needs what was recorded.
#[test]
fn a_forged_package_is_found() {
    let log = log(1);
    let policy = policy(&log);
    let stranger = self::log(2);
    let archive = seal("M17", &content(&log), &stranger).expect("sealed");
    let found = findings(&archive, &policy);
    assert!(found[0].contains("not signed by a record of the policy"), "{found:?}");
    let archive = seal("M17", &content(&stranger), &stranger).expect("sealed");
    assert!(findings(&archive, &policy).len() > 5);

    // The office itself leaves out a version, or says that one thing is another.
    let mut less = content(&log);
    less.versions.remove(0);
    let archive = seal("M17", &less, &log).expect("sealed");
    assert_eq!(findings(&archive, &policy), ["missing person M17: a version is missing"]);
    let mut renamed = content(&log);
    renamed.versions[1].id = "EV2".to_owned();
    let archive = seal("M17", &renamed, &log).expect("sealed");
    assert!(findings(&archive, &policy)[0].contains("not of the thing"));
    let mut original = content(&log);
    original.originals[0].1.push(0);
    let archive = seal("M17", &original, &log).expect("sealed");
    assert_eq!(findings(&archive, &policy).len(), 2);
    // A state that was not recorded is not even packed.
    let mut other = content(&log);
    other.versions[0].state = Some(r#"{"id":"M17"}"#.to_owned());
    assert!(matches!(seal("M17", &other, &log), Err(PackageError::Receipt(_))));
}

#[test]
fn what_is_no_package_is_said() {
    let policy = policy(&log(1));
    assert!(matches!(check(b"Dear Sir or Madam", &policy), Err(PackageError::Zip(_))));
    let other = zipped(&[("M17/letter.txt".to_owned(), b"Dear".to_vec())]);
    assert!(matches!(check(&other, &policy), Err(PackageError::Malformed(_))));
}
