//! Everything as open files, and back in, the same.

use kintrace_casework::Noun;
use kintrace_casework::import::MergeOptions;
use kintrace_interchange::detect::Source;
use kintrace_matching::Settings;
use kintrace_policy::Role;
use kintrace_record::Change;
use kintrace_service::imports::import;
use kintrace_service::originals::verify;
use kintrace_service::package::export;
use kintrace_service::{lists, search};
use kintrace_store::Store;
use kintrace_store::lists::Status;
use kintrace_store::originals::Originals;
use kintrace_store::record::Kind;

use crate::world::{Region, sources};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_exported_and_imported_is_the_same() {
    let region = Region::new().await;
    let store = &region.store;
    // What makes it hard: unknown columns with the names of known ones, quotes, lines, blanks, other scripts.
    let files = sources(vec![
        (
            "missing.csv",
            "missing,name,обувь,sample,born,party\nN1,\"О\"\"Нил, \n Зураб\",\"43; \"\"чёрная\"\"\",x,1950~,north\n".to_owned(),
        ),
        ("relatives.csv", "missing,person,relation,name,contact\nN1,N1-a,sister,Ծաղիկ,\"+374 \n 10\"\n".to_owned()),
    ]);
    import(store, files, MergeOptions::default(), false, None, None).await.expect("imported");
    search(store, Settings::default(), "", |_| {}, || {}).await.expect("searched");
    let list = Source { name: "Список.csv".to_owned(), bytes: region.world.other_list(3).into_bytes() };
    let id = lists::receive(store, list, "A list", None).await.expect("received");
    let (links, _) = store.links(&id, Status::Open, 0, 2).await.expect("read");
    for (link, status) in links.iter().zip([Status::Confirmed, Status::Rejected]) {
        let work = store.begin("aygun").await.expect("begun");
        assert!(work.decide(&id, link.link.row, &link.link.missing, status).await.expect("decided"));
        work.commit().await.expect("committed");
    }

    let folder = tempfile::tempdir().expect("folder");
    let originals = Originals::in_folder(&folder.path().join("originals")).expect("a folder");
    let others = Originals::in_folder(&folder.path().join("others")).expect("a folder");
    // A paper of a party, with its file.
    let paper = &region.one(Noun::Evidence, |d| d.party == "north").reference.id;
    let desk = region.desk("x", Role::Investigator, "north");
    let png = b"\x89PNG\r\n\x1a\n and more".to_vec();
    desk.keep_original(paper, "лист 40.png", png.clone(), &originals).await.expect("kept");
    assert!(
        desk.keep_original(paper, "another", b"x".to_vec(), &originals).await.is_err(),
        "an original stays"
    );
    let south = region.desk("x", Role::Investigator, "south");
    assert!(south.original(paper, &originals).await.is_err(), "another party's");
    let (original, bytes) = desk.original(paper, &originals).await.expect("given");
    assert_eq!(
        (original.media_type.as_str(), original.name.as_str(), &bytes),
        ("image/png", "лист 40.png", &png)
    );
    let history = store.history(Kind::Document(Noun::Evidence), paper).await.expect("read");
    assert_eq!(history[0].change, Change::Read, "that it left the house is on record");
    assert!(verify(store, &originals).await.expect("verified").is_empty());
    let first = folder.path().join("first");
    let files = export(store, &originals, &first).await.expect("exported");
    assert!(files.len() > 30, "{}", files.len());
    let empty = Store::open(&folder.path().join("empty")).await.expect("opened");
    let sources = Source::read(&[&first]).expect("read");
    import(&empty, sources, MergeOptions::default(), false, None, Some(&others)).await.expect("imported");
    assert_eq!(empty.registry().await.expect("read"), store.registry().await.expect("read"));
    let again = export(&empty, &others, &folder.path().join("again")).await.expect("exported");
    for (one, other) in files.iter().zip(&again) {
        assert_eq!(one.path, other.path);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(one == other, "{}:\n{}\n{}", one.path, text(&one.bytes), text(&other.bytes));
    }
    assert_eq!(files.len(), again.len());
    assert!(empty.verify(&[]).await.expect("verified").findings.is_empty());
    assert_eq!(others.get(&original.sha256).await.expect("read"), Some(png));
    // An original that is gone is found out.
    let none = Originals::in_folder(&folder.path().join("none")).expect("a folder");
    let found = verify(store, &none).await.expect("verified");
    assert_eq!(found[0].about, format!("evidence {paper}"));
    // Once more changes nothing.
    let sources = Source::read(&[&first]).expect("read");
    let merged = import(&empty, sources, MergeOptions::default(), false, None, None).await.expect("imported");
    assert!(merged.changes.is_empty(), "{:?}", merged.changes);

    // A file that was changed on the way is told, and nothing is taken.
    let statements = first.join("statements.csv");
    let text = std::fs::read_to_string(&statements).expect("read");
    std::fs::write(&statements, text.replace("orchard", "forest")).expect("written");
    std::fs::remove_file(first.join("sites.csv")).expect("removed");
    let other = Store::open(&folder.path().join("other")).await.expect("opened");
    let refused = Source::read(&[&first]).expect_err("a file is missing").to_string();
    assert!(refused.contains("sites.csv"), "{refused}");
    std::fs::write(first.join("sites.csv"), "site\n").expect("written");
    let sources = Source::read(&[&first]).expect("read");
    let refused = import(&other, sources, MergeOptions::default(), false, None, None)
        .await
        .expect_err("refused")
        .to_string();
    assert!(refused.contains("statements.csv: this file was changed since the export"), "{refused}");
    assert!(refused.contains("sites.csv: this file was changed since the export"), "{refused}");
    assert!(other.registry().await.expect("read").missing.is_empty());
    assert!(export(store, &originals, &first).await.is_err(), "a folder that is not empty");
}
