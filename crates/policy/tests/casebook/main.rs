//! The casebook of policies.

use cedar_policy::{PolicySet, Schema, ValidationMode, Validator};
use kintrace_policy::{Action, Kind, POLICIES, Role, SCHEMA, may};

#[test]
fn the_policies_keep_to_their_schema() {
    let policies: PolicySet = POLICIES.parse().expect("policies");
    let (schema, warnings) = Schema::from_cedarschema_str(SCHEMA).expect("a schema");
    assert_eq!(warnings.count(), 0);
    let result = Validator::new(schema).validate(&policies, ValidationMode::Strict);
    assert!(result.validation_passed(), "{result}");
    // A name that is in no policy of ours, or one that policies have and we don't, is a slip.
    let known = |text: &str| {
        Kind::ALL.iter().any(|k| k.text() == text)
            || Role::ALL.iter().any(|r| r.text() == text)
            || Action::ALL.iter().any(|a| a.text() == text)
    };
    for name in POLICIES.split("::\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(known(name), "{name:?}");
    }
}

/// Who may do what, in one table: a change of it is a decision, and shows here.
#[test]
fn the_whole_table() {
    let mut table = String::new();
    for role in Role::ALL {
        for action in Action::ALL {
            let kinds: Vec<&str> =
                Kind::ALL.into_iter().filter(|k| may("somebody", role, action, *k)).map(Kind::text).collect();
            if !kinds.is_empty() {
                table += &[role.text(), ": ", action.text(), " ", &kinds.join(", "), "\n"].concat();
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn least_knowledge() {
    let may = |role, action, kind| may("somebody", role, action, kind);
    for kind in [Kind::MissingPerson, Kind::Person, Kind::Hypothesis, Kind::Remains, Kind::List] {
        assert!(!may(Role::Laboratory, Action::Read, kind), "{kind:?}");
        assert!(!may(Role::Administrator, Action::Read, kind), "{kind:?}");
    }
    for role in [Role::FamilyMember, Role::Liaison, Role::WitnessOperator] {
        for action in Action::ALL {
            assert!(Kind::ALL.into_iter().all(|k| !may(role, action, k)), "{role:?}");
        }
    }
    assert!(!may(Role::Supervisor, Action::Create, Kind::User));
}
