//! Everything as open files, and back in, the same.

use kintrace_casework::import::MergeOptions;
use kintrace_interchange::detect::Source;
use kintrace_matching::Settings;
use kintrace_service::imports::import;
use kintrace_service::package::export;
use kintrace_service::{lists, search};
use kintrace_store::Store;
use kintrace_store::lists::Status;

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
    import(store, files, MergeOptions::default(), false, None).await.expect("imported");
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
    let first = folder.path().join("first");
    let files = export(store, &first).await.expect("exported");
    assert!(files.len() > 30, "{}", files.len());
    let empty = Store::open(&folder.path().join("empty")).await.expect("opened");
    let sources = Source::read(&[&first]).expect("read");
    import(&empty, sources, MergeOptions::default(), false, None).await.expect("imported");
    assert_eq!(empty.registry().await.expect("read"), store.registry().await.expect("read"));
    let again = export(&empty, &folder.path().join("again")).await.expect("exported");
    for (one, other) in files.iter().zip(&again) {
        assert_eq!(one.path, other.path);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(one == other, "{}:\n{}\n{}", one.path, text(&one.bytes), text(&other.bytes));
    }
    assert_eq!(files.len(), again.len());
    assert!(empty.verify(&[]).await.expect("verified").findings.is_empty());
    // Once more changes nothing.
    let sources = Source::read(&[&first]).expect("read");
    let merged = import(&empty, sources, MergeOptions::default(), false, None).await.expect("imported");
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
    let refused =
        import(&other, sources, MergeOptions::default(), false, None).await.expect_err("refused").to_string();
    assert!(refused.contains("statements.csv: this file was changed since the export"), "{refused}");
    assert!(refused.contains("sites.csv: this file was changed since the export"), "{refused}");
    assert!(other.registry().await.expect("read").missing.is_empty());
    assert!(export(store, &first).await.is_err(), "a folder that is not empty");
}
