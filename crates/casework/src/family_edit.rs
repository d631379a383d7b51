//! A family's pedigree as somebody edits it, one step at a time: members come in, are put right, and go.
//!
//! What is named nowhere else may go; who is missing, gave DNA or has children in the pedigree stays, and is put
//! right instead. After each step the pedigree is one: nobody descends from themselves, and no mother is male
//! ([`PedigreeError`]). Several partners, partners who are related (a cousin marriage) and half
//! siblings follow from who the parents are.

use std::collections::BTreeSet;

use kintrace_kinship::Sex;
use kintrace_kinship::pedigree::PedigreeError;

use crate::date::DateInterval;
use crate::registry::{FamilyView, Other, Person};
use crate::thing::Problems;

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A member's parents that are not known yet.
    AddParents {
        /// Whose.
        of: String,
    },
    /// A child of a member and another one, or of a new partner.
    AddChild {
        /// Whose.
        of: String,
        /// The other parent; `None`: somebody new.
        with: Option<String>,
        /// The child's sex.
        sex: Sex,
    },
    /// A full sibling; parents are added if they are not known.
    AddSibling {
        /// Whose.
        of: String,
        /// The sibling's sex.
        sex: Sex,
    },
    /// What is known of a member.
    Change {
        /// Who.
        id: String,
        /// Name.
        name: String,
        /// Sex.
        sex: Sex,
        /// Born, as typed; empty: not known.
        born: String,
        /// Father; `None`: not known.
        father: Option<String>,
        /// Mother; `None`: not known.
        mother: Option<String>,
    },
    /// Somebody who does not belong in it.
    Remove {
        /// Who.
        id: String,
    },
}

/// A family's members after a step.
///
/// `stay`: those who are missing or gave a sample. `new_id` gives ids that nobody has.
///
/// # Errors
/// Why the step can't be taken, by field; the family is as it was.
pub fn edit(
    members: &[Person],
    stay: &BTreeSet<String>,
    step: &Edit,
    new_id: &mut dyn FnMut() -> String,
) -> Result<Vec<Person>, Problems> {
    let mut family = Family { members: members.to_vec(), new_id };
    let mut problems = Problems::default();
    match step {
        Edit::AddParents { of } => family.add_parents(of),
        Edit::AddSibling { of, sex } => {
            family.add_parents(of);
            if let Some((father, mother)) = family.parents(of) {
                family.add(*sex, Some(father), Some(mother));
            }
        }
        Edit::AddChild { of, with, sex } => {
            let own = family.sex(of);
            let with = with.clone().unwrap_or_else(|| family.add(other(own), None, None));
            let (father, mother) = match (own, family.sex(&with)) {
                (Sex::Male, Sex::Female | Sex::Unknown) | (Sex::Unknown, Sex::Female) => (of.clone(), with),
                (Sex::Female, Sex::Male | Sex::Unknown) | (Sex::Unknown, Sex::Male) => (with, of.clone()),
                _ => {
                    problems.add("with", "a father and a mother were expected");
                    return Err(problems);
                }
            };
            family.add(*sex, Some(father), Some(mother));
        }
        Edit::Change { id, name, sex, born, father, mother } => {
            let born = match born.trim() {
                "" => None,
                text => match DateInterval::parse(text) {
                    Ok(date) => Some(date),
                    Err(e) => {
                        problems.add("born", e.to_string());
                        None
                    }
                },
            };
            if let Some(member) = family.members.iter_mut().find(|m| m.id == *id) {
                name.trim().clone_into(&mut member.name);
                member.sex = *sex;
                member.born = born;
                member.father.clone_from(father);
                member.mother.clone_from(mother);
            }
        }
        Edit::Remove { id } => {
            let is_parent = |m: &Person| [&m.father, &m.mother].into_iter().flatten().any(|p| p == id);
            problems.expect(!family.members.iter().any(is_parent), "id", "who has children here stays");
            problems.expect(!stay.contains(id), "id", "who is missing or gave DNA stays");
            family.members.retain(|m| m.id != *id);
        }
    }
    let named = match step {
        Edit::AddParents { of } | Edit::AddSibling { of, .. } | Edit::AddChild { of, .. } => of,
        Edit::Change { id, .. } | Edit::Remove { id } => id,
    };
    problems.expect(members.iter().any(|m| m.id == *named), "id", "a member of the family was expected");
    let family = family.members;
    let view = FamilyView { id: "", persons: family.iter().collect(), missing: Vec::new() };
    if let Err(faults) = view.pedigree() {
        for fault in faults {
            let problem = match fault {
                PedigreeError::OwnAncestor { .. } => {
                    "nobody can descend from themselves; other parents were expected"
                }
                PedigreeError::ParentSex { .. } => "a man as father and a woman as mother were expected",
                PedigreeError::NotFounder { .. } => {
                    "what is said of relatives with unknown ancestors was expected to stay true of founders only"
                }
                _ => "parents of the same family were expected",
            };
            problems.add("parents", problem);
        }
    }
    if problems.0.is_empty() { Ok(family) } else { Err(problems) }
}

/// The other sex, for a partner of whom nothing is known.
fn other(sex: Sex) -> Sex {
    match sex {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
        Sex::Unknown => Sex::Unknown,
    }
}

struct Family<'a> {
    members: Vec<Person>,
    new_id: &'a mut dyn FnMut() -> String,
}

impl Family<'_> {
    fn sex(&self, id: &str) -> Sex {
        self.members.iter().find(|m| m.id == id).map_or(Sex::Unknown, |m| m.sex)
    }

    fn parents(&self, id: &str) -> Option<(String, String)> {
        let member = self.members.iter().find(|m| m.id == id)?;
        Some((member.father.clone()?, member.mother.clone()?))
    }

    /// Somebody new, of whom no name is known.
    fn add(&mut self, sex: Sex, father: Option<String>, mother: Option<String>) -> String {
        let id = (self.new_id)();
        self.members.push(Person {
            id: id.clone(),
            family: self.members.first().map(|m| m.family.clone()).unwrap_or_default(),
            father,
            mother,
            sex,
            name: String::new(),
            relation: String::new(),
            born: None,
            other: Other::default(),
        });
        id
    }

    fn add_parents(&mut self, of: &str) {
        let Some(at) = self.members.iter().position(|m| m.id == of) else { return };
        if self.members[at].father.is_none() {
            self.members[at].father = Some(self.add(Sex::Male, None, None));
        }
        if self.members[at].mother.is_none() {
            self.members[at].mother = Some(self.add(Sex::Female, None, None));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person(id: &str, sex: Sex) -> Person {
        Person {
            id: id.to_owned(),
            family: "F1".to_owned(),
            father: None,
            mother: None,
            sex,
            name: String::new(),
            relation: String::new(),
            born: None,
            other: Other::default(),
        }
    }

    /// Takes steps one after the other.
    fn taken(steps: &[Edit]) -> Result<Vec<Person>, Problems> {
        let mut next = 0;
        let mut new_id = || {
            next += 1;
            format!("N{next}")
        };
        let stay = BTreeSet::from(["A".to_owned()]);
        steps
            .iter()
            .try_fold(vec![person("A", Sex::Male)], |family, step| edit(&family, &stay, step, &mut new_id))
    }

    fn child(of: &str, with: Option<&str>, sex: Sex) -> Edit {
        Edit::AddChild { of: of.to_owned(), with: with.map(str::to_owned), sex }
    }

    #[test]
    fn two_partners_make_half_siblings() {
        let steps =
            [child("A", None, Sex::Female), child("A", None, Sex::Male), child("A", Some("N1"), Sex::Male)];
        let family = taken(&steps).expect("a family");
        let parents = |id: &str| {
            let p = family.iter().find(|p| p.id == id).expect("there");
            (p.father.as_deref(), p.mother.as_deref())
        };
        assert_eq!(parents("N2"), (Some("A"), Some("N1")));
        assert_eq!(parents("N4"), (Some("A"), Some("N3")));
        assert_eq!(parents("N5"), (Some("A"), Some("N1")));
    }

    #[test]
    fn cousins_may_marry() {
        let steps = [
            Edit::AddSibling { of: "A".to_owned(), sex: Sex::Female },
            child("A", None, Sex::Male),
            child("N3", None, Sex::Female),
            child("N5", Some("N7"), Sex::Male),
        ];
        let family = taken(&steps).expect("a family");
        let last = family.last().expect("a child");
        assert_eq!((last.father.as_deref(), last.mother.as_deref()), (Some("N5"), Some("N7")));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |steps: &[Edit]| taken(steps).expect_err("refused").to_string();
        let remove = |id: &str| Edit::Remove { id: id.to_owned() };
        assert!(refused(&[remove("A")]).contains("gave DNA"));
        let parents = Edit::AddParents { of: "A".to_owned() };
        assert!(refused(&[parents.clone(), remove("N1")]).contains("has children here"));
        assert!(refused(&[remove("somebody")]).contains("a member of the family"));
        let own = Edit::Change {
            id: "N1".to_owned(),
            name: String::new(),
            sex: Sex::Male,
            born: String::new(),
            father: Some("A".to_owned()),
            mother: None,
        };
        assert!(refused(&[parents, own]).contains("descend from themselves"));
        assert!(refused(&[child("A", Some("A"), Sex::Male)]).contains("a father and a mother"));
    }

    proptest! {
        /// Whatever is done, the family stays a pedigree, and who stays is there.
        #[test]
        fn any_steps_leave_a_pedigree(steps in proptest::collection::vec((0u8..5, 0usize..6, 0usize..6), 0..12)) {
            let stay = BTreeSet::from(["A".to_owned()]);
            let mut family = vec![person("A", Sex::Male)];
            let mut next = 0;
            for (what, who, whom) in steps {
                let id = |n: usize| family[n % family.len()].id.clone();
                let sex = if whom % 2 == 0 { Sex::Male } else { Sex::Female };
                let step = match what {
                    0 => Edit::AddParents { of: id(who) },
                    1 => Edit::AddChild { of: id(who), with: Some(id(whom)), sex },
                    2 => Edit::AddSibling { of: id(who), sex },
                    3 => Edit::Change {
                        id: id(who),
                        name: "N".to_owned(),
                        sex,
                        born: "1950~".to_owned(),
                        father: Some(id(whom)),
                        mother: None,
                    },
                    _ => Edit::Remove { id: id(who) },
                };
                let mut new_id = || {
                    next += 1;
                    format!("N{next}")
                };
                if let Ok(after) = edit(&family, &stay, &step, &mut new_id) {
                    family = after;
                }
                let view = FamilyView { id: "", persons: family.iter().collect(), missing: Vec::new() };
                prop_assert!(view.pedigree().is_ok());
                prop_assert!(family.iter().any(|p| p.id == "A"));
            }
        }
    }
}
