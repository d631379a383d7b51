//! The table of confusions is what is learnt from the dictionary, and nothing else.

use kintrace_names::dictionary::dictionary;
use kintrace_names::edit::learn::edits_csv;
use kintrace_names::edit::model;
use kintrace_names::sound::Sounds;

/// If this fails after names were added: `cargo run --release -p kintrace-names --example learn`.
#[test]
fn the_table_in_the_repository_is_what_is_learnt() {
    let kept = include_str!("../../data/edits.csv");
    let learnt = edits_csv(dictionary());
    let table = |text: &str| -> Vec<(String, f64)> {
        text.lines()
            .skip(1)
            .map(|l| {
                let (key, p) = l.rsplit_once(',').unwrap();
                (key.to_owned(), p.parse().unwrap())
            })
            .collect()
    };
    let (kept, learnt) = (table(kept), table(&learnt));
    assert_eq!(kept.len(), learnt.len());
    for ((key, p), (other, q)) in kept.iter().zip(&learnt) {
        assert_eq!(key, other);
        assert!((p - q).abs() < 2e-4, "{key}: {p} in the repository, {q} learnt");
    }
}

/// What the region's clerks confuse: Russian г for h, Georgian p for f.
#[test]
fn known_confusions_were_learnt() {
    let p = |abjad: bool, x: &str, y: &str| {
        model(abjad).probability(&Sounds::from_letters(x), &Sounds::from_letters(y))
    };
    assert!(p(false, "həsən", "gasan") > 30.0 * p(false, "həsən", "dasan"));
    assert!(p(false, "fuad", "puad") > 5.0 * p(false, "fuad", "kuad"));
    assert!(p(true, "həmid", "hmid") > 5.0 * p(false, "həmid", "hmid"));
}
