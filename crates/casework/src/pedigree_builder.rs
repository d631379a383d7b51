//! A family put together from statements such as "R3 is the son of the missing person's sister".
//!
//! Statements come in any order and from several people, so a person may first be "the father of M1"
//! and get a name later. Places in the pedigree are unified when two statements mean the same one.

use kintrace_kinship::Sex;

/// A place in the pedigree under construction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(usize);

#[derive(Debug, Clone)]
struct Place {
    id: Option<String>,
    sex: Sex,
    father: Option<Node>,
    mother: Option<Node>,
    /// Where this place went when it was unified with another.
    merged: Option<Node>,
}

/// Statements that can't all be true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// Two people in one place.
    #[error("{0} and {1} would be the same person")]
    TwoPeople(String, String),
    /// Somebody of two sexes.
    #[error("{0} would be both male and female")]
    TwoSexes(String),
}

/// A family under construction.
#[derive(Debug, Clone, Default)]
pub struct PedigreeBuilder {
    places: Vec<Place>,
}

/// A finished member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Id, given or made from a child's ("father of M1").
    pub id: String,
    /// Father's id.
    pub father: Option<String>,
    /// Mother's id.
    pub mother: Option<String>,
    /// Sex.
    pub sex: Sex,
}

impl PedigreeBuilder {
    /// A new place, named or not.
    pub fn person(&mut self, id: Option<&str>, sex: Sex) -> Node {
        self.places.push(Place { id: id.map(str::to_owned), sex, father: None, mother: None, merged: None });
        Node(self.places.len() - 1)
    }

    /// The place of a named person, if there is one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Node> {
        let at = self.places.iter().position(|p| p.merged.is_none() && p.id.as_deref() == Some(id))?;
        Some(Node(at))
    }

    fn root(&self, mut node: Node) -> Node {
        while let Some(next) = self.places[node.0].merged {
            node = next;
        }
        node
    }

    /// The parent of a person, made if not there yet.
    pub fn parent(&mut self, child: Node, sex: Sex) -> Node {
        let child = self.root(child);
        let known = if sex == Sex::Male { self.places[child.0].father } else { self.places[child.0].mother };
        if let Some(parent) = known {
            return self.root(parent);
        }
        let parent = self.person(None, sex);
        let place = &mut self.places[child.0];
        if sex == Sex::Male {
            place.father = Some(parent);
        } else {
            place.mother = Some(parent);
        }
        parent
    }

    /// Says that two places are the same person.
    ///
    /// # Errors
    /// [`Contradiction`] if they are known to be two people, or of two sexes.
    pub fn unify(&mut self, a: Node, b: Node) -> Result<Node, Contradiction> {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return Ok(a);
        }
        let (x, y) = (self.places[a.0].clone(), self.places[b.0].clone());
        let id = match (x.id, y.id) {
            (Some(x), Some(y)) if x != y => return Err(Contradiction::TwoPeople(x, y)),
            (x, y) => x.or(y),
        };
        let sex = match (x.sex, y.sex) {
            (Sex::Unknown, s) | (s, Sex::Unknown) => s,
            (s, t) if s == t => s,
            _ => return Err(Contradiction::TwoSexes(id.unwrap_or_else(|| "somebody".to_owned()))),
        };
        self.places[b.0].merged = Some(a);
        self.places[a.0].id = id;
        self.places[a.0].sex = sex;
        for (is_father, p, q) in [(true, x.father, y.father), (false, x.mother, y.mother)] {
            let parent = match (p, q) {
                (Some(p), Some(q)) => Some(self.unify(p, q)?),
                (p, q) => p.or(q),
            };
            let a = self.root(a);
            if is_father {
                self.places[a.0].father = parent;
            } else {
                self.places[a.0].mother = parent;
            }
        }
        Ok(self.root(a))
    }

    /// The sex of a place.
    #[must_use]
    pub fn sex(&self, node: Node) -> Sex {
        self.places[self.root(node).0].sex
    }

    /// Says of which sex somebody is.
    ///
    /// # Errors
    /// [`Contradiction`] if they are known to be of the other.
    pub fn set_sex(&mut self, node: Node, sex: Sex) -> Result<(), Contradiction> {
        let other = self.person(None, sex);
        self.unify(node, other).map(|_| ())
    }

    /// All members. Whoever has no name gets one from a child or parent ("father of M1"), beginning
    /// with `prefix`.
    #[must_use]
    pub fn build(&self, prefix: &str) -> Vec<Built> {
        let alive: Vec<usize> = (0..self.places.len()).filter(|&i| self.places[i].merged.is_none()).collect();
        let mut names: Vec<Option<String>> = self.places.iter().map(|p| p.id.clone()).collect();
        // Names spread from children to parents, then from parents to children.
        let mut unnamed = 0;
        while let Some(&i) = alive.iter().find(|&&i| names[i].is_none()) {
            let role = |p: &Place| {
                let is = |n: Option<Node>| n.is_some_and(|n| self.root(n).0 == i);
                if is(p.father) { Some("father") } else { is(p.mother).then_some("mother") }
            };
            let of_child = alive.iter().find_map(|&c| {
                let role = role(&self.places[c])?;
                names[c].as_ref().map(|name| format!("{role} of {name}"))
            });
            let mut name = of_child.unwrap_or_else(|| {
                unnamed += 1;
                format!("relative {unnamed}")
            });
            if !name.starts_with(prefix) && self.places[i].id.is_none() && !name.contains(prefix) {
                name = format!("{prefix}: {name}");
            }
            while names.iter().flatten().any(|n| *n == name) {
                name.push('\'');
            }
            names[i] = Some(name);
        }
        let name = |node: Node| names[self.root(node).0].clone();
        alive
            .iter()
            .map(|&i| {
                let place = &self.places[i];
                Built {
                    id: names[i].clone().unwrap_or_default(),
                    father: place.father.and_then(name),
                    mother: place.mother.and_then(name),
                    sex: place.sex,
                }
            })
            .collect()
    }
}
