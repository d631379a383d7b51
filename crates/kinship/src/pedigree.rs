//! Who descends from whom.
//!
//! A pedigree here is always possible: a father is male, a mother female, nobody is their own
//! ancestor, and whoever has one parent has two (an unknown one is added as a founder).

use std::collections::HashMap;

/// Sex as it matters for inheritance. `Unknown` can't be a parent and carries two X alleles only if
/// that is what was typed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not known.
    #[default]
    Unknown,
}

impl Sex {
    /// How it is written in files and in the database: `female`, `male`, `unknown`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Unknown => "unknown",
        }
    }
}

/// A person in a pedigree. Parents are indices into [`Pedigree::members`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person's id, unique in the pedigree.
    pub id: String,
    /// Father, `None` in a founder.
    pub father: Option<usize>,
    /// Mother, `None` in a founder.
    pub mother: Option<usize>,
    /// Sex.
    pub sex: Sex,
}

/// A checked pedigree; parents come before their children.
#[derive(Debug, Clone, PartialEq)]
pub struct Pedigree {
    members: Vec<Member>,
    index: HashMap<String, usize>,
    /// By member; of those with parents nothing is said, it follows from them.
    origins: Vec<Origin>,
}

/// What is known of a founder's own ancestors, without knowing who they were.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Origin {
    /// The coefficient of inbreeding F: P(the founder's two alleles are copies of one ancestor's).
    pub(crate) inbreeding: f64,
    /// Another founder, and P(the first allele of both is a copy of one ancestor's).
    pub(crate) kin: Option<(usize, f64)>,
}

/// What is known of a founder's own ancestors: that his or her parents were related, or that he or she is related to
/// another founder, where nobody can say by whom. (Where they can, the pedigree should name them: then all of it is
/// exact.)
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Founder {
    /// The founder's id.
    pub id: String,
    /// The coefficient of inbreeding F, 0 to 1: P(the founder's two alleles are copies of one ancestor's). A child of
    /// first cousins has 1/16.
    pub inbreeding: f64,
    /// The id of one other founder and the coefficient of kinship φ, 0 to 1/4: P(an allele of the one and an allele of
    /// the other, each drawn at random, are copies of one ancestor's). Uncle and niece, and half-siblings, have 1/8, first
    /// cousins 1/16. They share at most one allele, as such relatives do; for full siblings, who may share two, the
    /// pedigree names the parents. It is enough to say it of one of the two.
    pub related: Option<(String, f64)>,
}

impl Founder {
    /// From what a file says of a person: nothing if neither an inbreeding but 0 nor a relative is given. A relative
    /// without a coefficient gets one that no pedigree takes.
    #[must_use]
    pub fn stated(
        id: &str,
        inbreeding: Option<f64>,
        related_to: Option<&str>,
        coefficient: Option<f64>,
    ) -> Option<Self> {
        let inbreeding = inbreeding.filter(|coefficient| *coefficient != 0.0);
        (inbreeding.is_some() || related_to.is_some()).then(|| Self {
            id: id.to_owned(),
            inbreeding: inbreeding.unwrap_or(0.0),
            related: related_to.map(|id| (id.to_owned(), coefficient.unwrap_or(f64::NAN))),
        })
    }
}

/// A row of a pedigree table: parents by id, `None` where there is none or none is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The person's id.
    pub id: String,
    /// Father's id.
    pub father: Option<String>,
    /// Mother's id.
    pub mother: Option<String>,
    /// Sex.
    pub sex: Sex,
}

impl Row {
    /// A person of both parents, father first, or of none who are known.
    #[must_use]
    pub fn new(id: &str, parents: Option<(&str, &str)>, sex: Sex) -> Self {
        Self {
            id: id.to_owned(),
            father: parents.map(|(father, _)| father.to_owned()),
            mother: parents.map(|(_, mother)| mother.to_owned()),
            sex,
        }
    }
}

/// What is impossible about a pedigree; each names the person (`id`).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PedigreeError {
    /// The same id twice.
    #[error("{id} is listed twice")]
    Duplicate {
        /// The person.
        id: String,
    },
    /// A parent who is not in the pedigree.
    #[error("{id}: {role} {parent:?} is not in the pedigree")]
    UnknownParent {
        /// The child.
        id: String,
        /// "father" or "mother".
        role: &'static str,
        /// The parent's id.
        parent: String,
    },
    /// A female father or a male mother.
    #[error("{id}: the {role} {parent} is {sex}")]
    ParentSex {
        /// The child.
        id: String,
        /// "father" or "mother".
        role: &'static str,
        /// The parent's id.
        parent: String,
        /// The parent's sex as given.
        sex: &'static str,
    },
    /// Somebody descends from themselves.
    #[error("{id} is their own ancestor")]
    OwnAncestor {
        /// The person.
        id: String,
    },
    /// Something is said of the ancestors of somebody who has parents in the pedigree, or is not in it: see [`Founder`].
    #[error(
        "{id}: {other} is not a founder of this family: kinship of those whose parents are there follows from them"
    )]
    NotFounder {
        /// Of whom it is said.
        id: String,
        /// Who is no founder.
        other: String,
    },
    /// A coefficient out of range.
    #[error("{id}: a coefficient of {name} is a number from 0 to {most}, not {value}")]
    Coefficient {
        /// The founder.
        id: String,
        /// "inbreeding" or "kinship".
        name: &'static str,
        /// The largest possible.
        most: f64,
        /// What was given.
        value: f64,
    },
    /// A founder who is related to himself, or to more than one other.
    #[error(
        "{id}: a founder can be related to one other founder; name the common ancestors of more in the pedigree"
    )]
    RelatedToSeveral {
        /// The founder.
        id: String,
    },
}

impl PedigreeError {
    /// The person the fault was found at.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Duplicate { id }
            | Self::UnknownParent { id, .. }
            | Self::ParentSex { id, .. }
            | Self::OwnAncestor { id }
            | Self::NotFounder { id, .. }
            | Self::Coefficient { id, .. }
            | Self::RelatedToSeveral { id } => id,
        }
    }
}

impl Pedigree {
    /// Checks and builds a pedigree from rows in any order.
    ///
    /// A person with only one parent gets the other as an unnamed founder; a parent of unknown sex
    /// gets the sex of the role.
    ///
    /// # Errors
    /// All faults found, in the order of the rows.
    pub fn new(rows: &[Row]) -> Result<Self, Vec<PedigreeError>> {
        let mut faults = Vec::new();
        let mut index: HashMap<&str, usize> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            if index.insert(&row.id, i).is_some() {
                faults.push(PedigreeError::Duplicate { id: row.id.clone() });
            }
        }
        let mut sexes: Vec<Sex> = rows.iter().map(|r| r.sex).collect();
        let mut parents = vec![[None; 2]; rows.len()];
        for (i, row) in rows.iter().enumerate() {
            let roles = [("father", &row.father, Sex::Male), ("mother", &row.mother, Sex::Female)];
            for (k, (role, parent, wanted)) in roles.into_iter().enumerate() {
                let Some(parent) = parent else { continue };
                match index.get(parent.as_str()) {
                    None => faults.push(PedigreeError::UnknownParent {
                        id: row.id.clone(),
                        role,
                        parent: parent.clone(),
                    }),
                    Some(&p) => {
                        if sexes[p] == Sex::Unknown {
                            sexes[p] = wanted;
                        }
                        if sexes[p] != wanted {
                            faults.push(PedigreeError::ParentSex {
                                id: row.id.clone(),
                                role,
                                parent: parent.clone(),
                                sex: if wanted == Sex::Male { "female" } else { "male" },
                            });
                        }
                        parents[i][k] = Some(p);
                    }
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let order = match ancestors_first(&parents) {
            Ok(order) => order,
            Err(stuck) => {
                return Err(vec![PedigreeError::OwnAncestor { id: rows[stuck].id.clone() }]);
            }
        };
        let mut members: Vec<Member> = Vec::with_capacity(rows.len());
        let mut place = vec![0; rows.len()];
        for i in order {
            let mut found = parents[i].map(|p| p.map(|p: usize| place[p]));
            if found.iter().flatten().count() == 1 {
                for (k, (role, sex)) in [("father", Sex::Male), ("mother", Sex::Female)].iter().enumerate() {
                    if found[k].is_none() {
                        found[k] = Some(members.len());
                        members.push(Member {
                            id: unused_id(&format!("{} of {}", role, rows[i].id), &index, &members),
                            father: None,
                            mother: None,
                            sex: *sex,
                        });
                    }
                }
            }
            place[i] = members.len();
            members.push(Member {
                id: rows[i].id.clone(),
                father: found[0],
                mother: found[1],
                sex: sexes[i],
            });
        }
        let index = members.iter().enumerate().map(|(i, m)| (m.id.clone(), i)).collect();
        let origins = vec![Origin::default(); members.len()];
        Ok(Self { members, index, origins })
    }

    /// The same with founders of whose ancestors something is known. At X-chromosomal loci it is not used: the
    /// coefficients there depend on who the ancestors were.
    ///
    /// # Errors
    /// Somebody who is no founder, a coefficient out of range, a founder with two others as relatives.
    pub fn with_founders(mut self, founders: &[Founder]) -> Result<Self, Vec<PedigreeError>> {
        let mut faults = Vec::new();
        let mut kin: Vec<(usize, usize, f64)> = Vec::new();
        for founder in founders {
            let id = || founder.id.clone();
            let is_founder = |id: &str| self.find(id).filter(|&i| self.members[i].father.is_none());
            let Some(own) = is_founder(&founder.id) else {
                faults.push(PedigreeError::NotFounder { id: id(), other: id() });
                continue;
            };
            let kinship = founder.related.as_ref().map(|related| ("kinship", related.1, 0.25));
            for (name, value, most) in [("inbreeding", founder.inbreeding, 1.0)].into_iter().chain(kinship) {
                if !(0.0..=most).contains(&value) {
                    faults.push(PedigreeError::Coefficient { id: id(), name, most, value });
                }
            }
            if let Some((relative, coefficient)) = &founder.related {
                let Some(other) = is_founder(relative) else {
                    faults.push(PedigreeError::NotFounder { id: id(), other: relative.clone() });
                    continue;
                };
                let pair = (own.min(other), own.max(other), *coefficient);
                let is_another = |k: &(usize, usize, f64)| {
                    *k != pair && [k.0, k.1].iter().any(|i| [pair.0, pair.1].contains(i))
                };
                if own == other || kin.iter().any(is_another) {
                    faults.push(PedigreeError::RelatedToSeveral { id: id() });
                } else if !kin.contains(&pair) {
                    kin.push(pair);
                }
            }
            self.origins[own].inbreeding = founder.inbreeding;
        }
        for (a, b, coefficient) in kin {
            // φ = ¼ c (1 + F) (1 + F'): a second allele is a copy of the first as often as its bearer is inbred.
            let inbred = (1.0 + self.origins[a].inbreeding) * (1.0 + self.origins[b].inbreeding);
            let shared = 4.0 * coefficient / inbred;
            if shared > 0.0 {
                self.origins[a].kin = Some((b, shared));
                self.origins[b].kin = Some((a, shared));
            }
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }

    /// What is known of the ancestors of founders, for a pedigree with the same founders: see
    /// [`Self::with_founders`].
    #[must_use]
    pub fn founders(&self) -> Vec<Founder> {
        let with_origin = self.origins.iter().enumerate().filter(|(_, o)| **o != Origin::default());
        let founder = |(i, origin): (usize, &Origin)| Founder {
            id: self.members[i].id.clone(),
            inbreeding: origin.inbreeding,
            related: origin.kin.map(|(other, shared)| {
                let inbred = (1.0 + origin.inbreeding) * (1.0 + self.origins[other].inbreeding);
                (self.members[other].id.clone(), shared * inbred / 4.0)
            }),
        };
        with_origin.map(founder).collect()
    }

    pub(crate) fn origin(&self, member: usize) -> Origin {
        self.origins[member]
    }

    /// Some members alone, without their ids and in another order: ancestors first, with the parents of everybody who
    /// `is_child`; who is not is a founder. Somebody who is related to a founder who is left out is so no more.
    pub(crate) fn of_those(&self, those: &[usize], is_child: impl Fn(usize) -> bool) -> Self {
        let place = |i: usize| those.iter().position(|&of| of == i);
        let member = |&i: &usize| {
            let Member { father, mother, sex, .. } = self.members[i];
            let [father, mother] =
                [father, mother].map(|parent| parent.filter(|_| is_child(i)).and_then(place));
            Member { id: String::new(), father, mother, sex }
        };
        let origin = |&i: &usize| {
            let Origin { inbreeding, kin } = self.origins[i];
            Origin { inbreeding, kin: kin.and_then(|(other, shared)| Some((place(other)?, shared))) }
        };
        Self {
            members: those.iter().map(member).collect(),
            index: HashMap::new(),
            origins: those.iter().map(origin).collect(),
        }
    }

    /// Members, ancestors first.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The index of a member.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Children of a member.
    pub fn children(&self, member: usize) -> impl Iterator<Item = usize> {
        self.members
            .iter()
            .enumerate()
            .filter(move |(_, m)| m.father == Some(member) || m.mother == Some(member))
            .map(|(i, _)| i)
    }
}

/// `base`, or `base` with a number if somebody already has that id.
fn unused_id(base: &str, rows: &HashMap<&str, usize>, members: &[Member]) -> String {
    let taken = |id: &str| rows.contains_key(id) || members.iter().any(|m| m.id == id);
    let mut id = base.to_owned();
    let mut n = 2;
    while taken(&id) {
        id = format!("{base} {n}");
        n += 1;
    }
    id
}

/// An order in which parents precede children, or somebody who is their own ancestor.
fn ancestors_first(parents: &[[Option<usize>; 2]]) -> Result<Vec<usize>, usize> {
    let n = parents.len();
    let mut children = vec![Vec::new(); n];
    let mut waiting = vec![0_u8; n];
    for (i, pair) in parents.iter().enumerate() {
        for p in pair.iter().flatten() {
            children[*p].push(i);
            waiting[i] += 1;
        }
    }
    let mut order: Vec<usize> = (0..n).filter(|&i| waiting[i] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        for &c in &children[order[next]] {
            waiting[c] -= 1;
            if waiting[c] == 0 {
                order.push(c);
            }
        }
        next += 1;
    }
    if order.len() == n {
        return Ok(order);
    }
    // Walking up from a person who waits for ever ends in the loop itself, not below it.
    let mut at = (0..n).find(|&i| waiting[i] > 0).unwrap_or(0);
    for _ in 0..n {
        at = parents[at].iter().flatten().copied().find(|&p| waiting[p] > 0).unwrap_or(at);
    }
    Err(at)
}
