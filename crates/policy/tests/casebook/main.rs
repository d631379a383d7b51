//! The casebook of policies.

use cedar_policy::{PolicySet, Schema, ValidationMode, Validator};
use kintrace_casework::Noun;
use kintrace_policy::{Account, Action, Kind, POLICIES, Role, SCHEMA, Thing};

#[test]
fn the_policies_keep_to_their_schema() {
    let policies: PolicySet = POLICIES.parse().expect("policies");
    let (schema, warnings) = Schema::from_cedarschema_str(SCHEMA).expect("a schema");
    assert_eq!(warnings.count(), 0);
    let result = Validator::new(schema).validate(&policies, ValidationMode::Strict);
    assert!(result.validation_passed(), "{result}");
    // A name that is in no policy of ours, or one that policies have and we don't, is a slip.
    let known = |text: &str| {
        Kind::read(text).is_some()
            || Role::read(text).is_some()
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
        let account = Account::new("somebody", role);
        for action in Action::ALL {
            let kinds: Vec<&str> = Kind::all().filter(|k| account.may(action, *k)).map(Kind::text).collect();
            if !kinds.is_empty() {
                table += &[role.text(), ": ", action.text(), " ", &kinds.join(", "), "\n"].concat();
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn least_knowledge() {
    let may = |role, action, kind| Account::new("somebody", role).may(action, kind);
    let of_cases = [Kind::MissingPerson, Kind::Person, Kind::Hypothesis, Kind::Remains, Kind::List];
    let of_people =
        [Noun::Case, Noun::Report, Noun::Statement, Noun::Witness, Noun::Consent].map(Kind::Document);
    for kind in of_cases.into_iter().chain(of_people) {
        for role in
            [Role::Laboratory, Role::Administrator, Role::FamilyMember, Role::WitnessOperator, Role::Liaison]
        {
            assert!(!may(role, Action::Read, kind), "{role:?} {kind:?}");
        }
    }
    assert!(!may(Role::Supervisor, Action::Create, Kind::User));
    for action in [Action::Create, Action::Import, Action::Decide, Action::Compute, Action::Open] {
        for role in [Role::FamilyMember, Role::Liaison, Role::WitnessOperator] {
            // But for the own account, and a family's own pages.
            let own = [Kind::Account, Kind::Portal];
            assert!(Kind::all().all(|k| own.contains(&k) || !may(role, action, k)), "{role:?}");
        }
    }
}

/// Whatever the role: another party's is seen only where it was shared, and changed by nobody else.
#[test]
fn the_same_role_of_the_other_party() {
    for role in Role::ALL {
        let of = |party: &str| Account { party: party.to_owned(), ..Account::new("somebody", role) };
        for kind in Kind::all() {
            let own = Thing::held_by(kind, "north");
            let shared = Thing { shared_with: vec!["south".to_owned()], ..own.clone() };
            for action in Action::ALL {
                let (north, south) = (of("north"), of("south"));
                assert!(!south.may_to(action, &own), "{role:?} {action:?} {kind:?}");
                let looks = matches!(action, Action::Read | Action::Reply);
                assert_eq!(
                    south.may_to(action, &shared),
                    looks && north.may_to(action, &shared),
                    "{role:?} {action:?} {kind:?}"
                );
                // Everybody's is for both, and the body that keeps the registry does as the role may.
                let everybodys = Thing::held_by(kind, "");
                let may = north.may_to(action, &everybodys);
                assert_eq!((south.may_to(action, &everybodys), of("").may_to(action, &own)), (may, may));
            }
        }
    }
}

/// A relative has pages about the own person, and reads no document: from one, a death could be read before
/// somebody came and told it.
#[test]
fn a_relative() {
    let relative = Account { cases: ["M1".to_owned()].into(), ..Account::new("ana", Role::FamilyMember) };
    let about = |kind: Kind, missing: &str| Thing {
        about: [missing.to_owned()].into(),
        ..Thing::held_by(kind, "north")
    };
    for action in [Action::Read, Action::Create] {
        assert!(relative.may_to(action, &about(Kind::Portal, "M1")));
        assert!(!relative.may_to(action, &about(Kind::Portal, "M2")));
        for kind in Kind::all().filter(|k| matches!(k, Kind::Document(_))) {
            assert!(!relative.may_to(action, &about(kind, "M1")), "{kind:?}");
        }
    }
}

#[test]
fn a_sealed_identity_opens_to_those_named() {
    let sealed =
        Thing { readers: vec!["aygun".to_owned()], ..Thing::held_by(Kind::Document(Noun::Witness), "north") };
    for role in Role::ALL {
        let named = Account { party: "north".to_owned(), ..Account::new("aygun", role) };
        assert!(named.may_to(Action::Open, &sealed), "{role:?}");
        let other = Account { name: "hayk".to_owned(), ..named.clone() };
        assert!(!other.may_to(Action::Open, &sealed), "{role:?}");
        let elsewhere = Account { party: "south".to_owned(), ..named };
        assert!(!elsewhere.may_to(Action::Open, &sealed), "{role:?}");
    }
}
