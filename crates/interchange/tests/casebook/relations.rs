//! Families from relations in words.

use insta::assert_snapshot;
use kintrace_casework::Registry;

use crate::{file, import, refused};

fn family(relatives: &str) -> Registry {
    let missing = "missing,name,sex\nM1,A,male\n";
    let table = format!("missing,person,relation\n{relatives}");
    import(&[file("m.csv", missing), file("r.csv", table)])
        .unwrap_or_else(|e| panic!("{relatives}\n{e}"))
        .registry
}

/// The family as "person: father, mother".
fn drawn(registry: &Registry) -> String {
    let rows = registry.persons.values().map(|p| {
        let parent = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
        format!("{}: {}, {}", p.id, parent(&p.father), parent(&p.mother))
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_closest() {
    assert_snapshot!(drawn(&family(
        "M1,R1,mother\nM1,R2,brother\nM1,R3,half-brother on the father's side\nM1,R4,wife\nM1,R5,son\nM1,R6,daughter with R4\n"
    )));
}

#[test]
fn further_away() {
    assert_snapshot!(drawn(&family(
        "M1,R1,nephew by a sister\nM1,R2,niece by a sister\nM1,R3,paternal uncle\nM1,R4,cousin by the mother's brother\nM1,R5,maternal grandmother\n"
    )));
}

#[test]
fn through_a_named_person_and_in_other_languages() {
    assert_snapshot!(drawn(&family(
        "M1,R1,сестра\nM1,R2,son of R1\nM1,R3,ana\nM1,R4,mother's sister's daughter\n"
    )));
}

#[test]
fn a_cousin_marriage_joins_two_branches() {
    let missing = "missing,name,sex\nM1,A,male\n";
    let relatives = "missing,person,relation\nM1,F,father\nM1,M,mother\nM1,G1,father's father\nM1,G2,mother's father\nM1,GG,father of G1\nM1,GG,father of G2\n";
    // One person in two rows has two relations.
    let registry = import(&[file("m.csv", missing), file("r.csv", relatives)]).expect("imported").registry;
    assert_snapshot!(drawn(&registry));
}

#[test]
fn what_is_not_understood_or_contradicts() {
    let missing = "missing,name,sex\nM1,A,male\n";
    let relatives = "missing,person,relation,sex\nM1,R1,uncle,\nM1,R2,friend,\nM1,R3,mother,\nM1,R4,mother,\nM1,R5,brother,female\nM9,R6,brother,\nM1,R7,son of R99,\n";
    assert_snapshot!(refused(&[file("m.csv", missing), file("r.csv", relatives)]));
}
