//! Everything as lines, and back, into either database.

use kintrace_language::Message;
use kintrace_store::backup::BackupError;

use crate::fixture::{Place, filled, registry};

pub(crate) async fn a_backup_is_restored_into_either_database(place: Place) {
    let store = filled(&place).await;
    let work = store.begin("registrar").await.expect("begun");
    work.event("import", &Message::new("something")).await.expect("written");
    work.commit().await.expect("committed");
    let mut file = Vec::new();
    let header = store.back_up(&mut file).await.expect("written");
    assert_eq!(header.leaves, 12);
    for other in [Place::sqlite(), Place::postgres()] {
        let empty = other.open().await;
        let (again, verified) = empty.restore(&mut &file[..]).await.expect("restored");
        assert_eq!((again, verified.findings.len()), (header.clone(), 0));
        assert_eq!(empty.registry().await.expect("read"), registry());
        assert_eq!(empty.named("Gornov Elchin", 10).await.expect("searched")[0].missing, "M1");
        // The record goes on where it was.
        let work = empty.begin("registrar").await.expect("begun");
        work.event("import", &Message::new("something more")).await.expect("written");
        assert_eq!(work.commit().await.expect("committed").leaves, 12..13);
        assert!(empty.verify(&[]).await.expect("verified").findings.is_empty());
        // What comes back is what went in.
        assert!(matches!(empty.restore(&mut &file[..]).await, Err(BackupError::NotEmpty)));
    }
}

pub(crate) async fn a_backup_that_was_cut_or_changed_is_refused(place: Place) {
    let store = filled(&place).await;
    let mut file = Vec::new();
    store.back_up(&mut file).await.expect("written");
    let text = String::from_utf8(file).expect("text");
    let cut = text.lines().take(9).collect::<Vec<_>>().join("\n");
    let changed = text.replacen("Эльчин", "Эльдар", 1);
    let forged = text.replacen("\"leaves\":11", "\"leaves\":12", 1);
    let other = Place::sqlite();
    let empty = other.open().await;
    for (bad, expected) in [
        (cut.as_str(), "the backup was cut"),
        (changed.as_str(), "missing person M1: its row was changed behind the program's back: name"),
        (forged.as_str(), "its leaves are not those of its first line"),
        ("hello\n", "the header of a backup was expected"),
        (&text.replacen("m0003_record", "m0009_later", 1), "another version"),
    ] {
        let told = empty.restore(&mut bad.as_bytes()).await.expect_err("refused").to_string();
        assert!(told.contains(expected), "{told}");
        assert_eq!(empty.record_size().await.expect("counted"), 0);
    }
    empty.restore(&mut text.as_bytes()).await.expect("restored after all");
}
