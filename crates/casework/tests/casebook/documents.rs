//! Any thing as a document.

use kintrace_casework::document::{DOCUMENTS, members, tidy};
use kintrace_casework::site::Site;
use kintrace_casework::{Document, Noun, Reference};
use serde_json::{Value, json};

/// Members of every kind, as files and forms have them: a promise to others.
#[test]
fn members_of_every_kind() {
    let mut table = String::new();
    for noun in DOCUMENTS {
        let members: Vec<String> = members(noun).keys().cloned().collect();
        table += &[noun.text(), ": ", &members.join(", "), "\n"].concat();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_fault_says_where_what_and_what_was_expected() {
    let told = |noun, value: Value| Document::read(noun, value).expect_err("refused").to_string();
    let names = json!([{"language": "en", "text": "Orchard"}]);
    assert_eq!(told(Noun::Site, json!({"names": names})), "id: this was expected");
    assert_eq!(
        told(Noun::Site, json!({"id": "S1", "names": names, "colour": "red"})),
        "colour: unknown field `colour`, expected one of `id`, `party`, `names`, `kind`, `status`, `position`, \
         `near`, `access`, `hazards`, `expected`, `withheld_to`, `sources`"
    );
    assert_eq!(
        told(Noun::Site, json!({"id": "S1", "names": names, "hazards": ["mines", "bears"]})),
        "hazards[1]: \"bears\"; expected one of: mines; unexploded ordnance; collapse; water; other"
    );
    assert_eq!(
        told(Noun::Site, json!({"id": "S1", "names": names, "sources": ["S2"]})),
        "sources[0]: \"S2\"; a kind and an id were expected, such as site/S-12"
    );
    assert!(told(Noun::MissingPerson, json!({"id": "M1"})).contains("not what was expected here"));
}

#[test]
fn a_document_is_what_it_was_read_from() {
    let state = json!({
        "id": "S1", "party": "north", "kind": "mass grave", "status": "confirmed",
        "names": [{"language": "az", "text": " Dağ "}], "access": "", "sources": ["statement/ST/1"],
    });
    let document = Document::read(Noun::Site, state).expect("its rules hold");
    // The default of what was not said is said in full; what is empty is left out; texts have no blanks
    // around.
    assert_eq!(
        document.state,
        json!({
            "id": "S1", "party": "north", "kind": "mass grave", "status": "confirmed",
            "names": [{"language": "az", "text": "Dağ"}], "sources": ["statement/ST/1"],
        })
    );
    assert_eq!(Document::read(Noun::Site, document.state.clone()), Ok(document.clone()));
    let site = document.thing::<Site>().expect("a site");
    assert_eq!(Document::of(&site), document);
    assert_eq!(document.links[0].to, Reference::new(Noun::Statement, "ST/1"), "ids may hold strokes");
    assert_eq!(
        tidy(json!({"a": {"b": [], "c": null}, "d": [" x "], "e": false})),
        json!({"d": ["x"], "e": false})
    );
}
