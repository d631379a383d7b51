//! Forms over everything that an invented region's offices write down.

use kintrace_casework::form::fields::{compact, state_after, typed};
use kintrace_casework::form::steps;
use kintrace_casework::{Document, Problems};
use kintrace_kinship::builtin;
use kintrace_simulation::{Scale, World};
use serde_json::Value;

/// What is put into a form and taken out again is the same: a form that is opened and written down changes
/// nothing.
#[test]
fn a_form_that_nobody_changes_changes_nothing() {
    let scale = Scale { missing: 60, remains: 40, seed: 5 };
    let world = World::simulate(scale, &builtin::frequencies());
    let records = world.records(&|identity| Some(format!("-----BEGIN AGE ENCRYPTED FILE-----{identity}")));
    let records = records.expect("sound documents");
    assert!(records.len() > 200);
    for document in records {
        let before = document.state.as_object().expect("an object").clone();
        let mut after = before.clone();
        let mut problems = Problems::default();
        for step in steps(document.reference.kind) {
            let fields = typed(step.members, &before);
            assert_eq!(compact(step.members, &fields), fields, "{}", document.reference);
            after = state_after(step.members, &fields, &after, "somebody", &mut problems);
        }
        assert_eq!(problems, Problems::default(), "{}", document.reference);
        let after = Document::read(document.reference.kind, Value::Object(after)).expect("sound");
        assert_eq!(after, document);
    }
}
