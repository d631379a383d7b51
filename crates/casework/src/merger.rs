//! Two reports of one person: which cases were merged into which, and their families compared as one.
//!
//! A merger is a step of a case ([`Status::Merged`]) and changes neither person, family nor sample: it is undone
//! by another step, and loses nothing. What it means for the search is worked out anew each time
//! ([`join`]): both pedigrees become one, in which the two missing persons are the same member, and with them
//! their fathers and their mothers, and whoever else gave the same DNA in both. A relative who gave DNA for
//! one report then counts for the other as well.
//!
//! Where two members would have to be one person and can't be (their DNA or their sex differs, or somebody
//! would descend from themselves), that merger is left aside and both families stay as they are
//! ([`Apart`]): a wrong merger must not move anybody's result.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_kinship::{Profile, Sex};

use crate::case::{Case, Status};
use crate::registry::{MissingPerson, Person, RELATED_TO, Registry, Subject, pedigree_of};

/// Loci at which two profiles have to be alike for two members to be taken for one person.
const ENOUGH_LOCI: usize = 10;

/// Which cases are merged into which, as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mergers(BTreeMap<String, String>);

impl Mergers {
    /// Of cases: those whose last step is a merger.
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let last = cases.into_iter().filter_map(|case| Some((case, case.steps.last()?)));
        let merged = last.filter(|(_, step)| step.to == Status::Merged);
        Self(merged.map(|(case, step)| (case.id.clone(), step.into.clone())).collect())
    }

    /// Whether nothing is merged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The case in which a case goes on: its own, unless it was merged.
    #[must_use]
    pub fn goes_on_as<'a>(&'a self, id: &'a str) -> &'a str {
        let mut now = id;
        // A case that was merged takes no other (`rules`), so this ends; data from elsewhere may not keep to it.
        for _ in 0..=self.0.len() {
            match self.0.get(now) {
                Some(next) => now = next,
                None => return now,
            }
        }
        id
    }

    /// The merged cases, each with the one in which it goes on.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.keys().map(|id| (id.as_str(), self.goes_on_as(id))).filter(|(id, into)| id != into)
    }
}

/// Why two reports can't be of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Apart {
    /// Two members who would be one person are of different sex: their ids.
    Sex(String, String),
    /// Two members who would be one person have different DNA: their ids, at how many loci it differs, and
    /// how many were read of both.
    Dna(String, String, usize, usize),
    /// The family would be impossible: somebody descends from themselves, or has two fathers.
    Pedigree,
}

/// What two reports have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Members who are one person: the id that goes on, and the other.
    pub same: Vec<(String, String)>,
}

/// Joins the families of all mergers in a registry; the merged missing persons are in it no more. Gives what was
/// left aside: the merged case, and why.
///
/// A registry of *n* things and *k* mergers takes *O*(*n* + *k* · size of a family); none without mergers.
pub fn join(registry: &mut Registry, mergers: &Mergers) -> Vec<(String, Apart)> {
    if mergers.is_empty() {
        return Vec::new();
    }
    // Everybody's family, kept up as families are joined.
    let mut members: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let concerned: BTreeSet<String> = mergers
        .iter()
        .flat_map(|(id, into)| [id, into])
        .filter_map(|id| registry.missing.get(id).map(|m| m.family.clone()))
        .collect();
    for person in registry.persons.values().filter(|p| concerned.contains(&p.family)) {
        members.entry(person.family.clone()).or_default().push(person.id.clone());
    }
    let mut missing_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for missing in registry.missing.values().filter(|m| concerned.contains(&m.family)) {
        missing_of.entry(missing.family.clone()).or_default().push(missing.id.clone());
    }
    let of_concerned = |id: &str| registry.persons.get(id).is_some_and(|p| concerned.contains(&p.family));
    let mut profiles = registry.profiles_of_persons(of_concerned);
    let mut left_aside = Vec::new();
    let mut now: BTreeMap<String, String> = BTreeMap::new();
    for (id, into) in mergers.iter() {
        let (Some(one), Some(other)) = (registry.missing.get(into), registry.missing.get(id)) else {
            continue;
        };
        let family: Vec<Person> = [&one.family, &other.family]
            .into_iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .flat_map(|family| members.get(family).into_iter().flatten())
            .filter_map(|id| registry.persons.get(id).cloned())
            .collect();
        match one_family(&family, one, other, &profiles) {
            Err(apart) => left_aside.push((id.to_owned(), apart)),
            Ok(joined) => {
                let (family, was) = (one.family.clone(), other.family.clone());
                let gone: BTreeMap<&str, &str> =
                    joined.same.iter().map(|(kept, gone)| (gone.as_str(), kept.as_str())).collect();
                let persons = unified(&registry.persons, members.get(&family), members.get(&was), &gone);
                for person in members.remove(&was).into_iter().chain(members.remove(&family)).flatten() {
                    registry.persons.remove(&person);
                }
                for mut person in persons {
                    person.family.clone_from(&family);
                    members.entry(family.clone()).or_default().push(person.id.clone());
                    registry.persons.insert(person.id.clone(), person);
                }
                for (kept, gone) in &joined.same {
                    if let Some(more) = profiles.remove(gone) {
                        let profile = profiles.entry(kept.clone()).or_default();
                        for (locus, pair) in
                            more.iter().filter(|(locus, _)| profile.get(locus).is_none()).collect::<Vec<_>>()
                        {
                            profile.insert(locus, pair.clone());
                        }
                    }
                    now.insert(gone.clone(), kept.clone());
                }
                registry.missing.remove(id);
                let others = missing_of.remove(&was).into_iter().chain(missing_of.remove(&family));
                let others: Vec<String> = others.flatten().filter(|other| other != id).collect();
                for other in &others {
                    let Some(missing) = registry.missing.get_mut(other) else { continue };
                    missing.family.clone_from(&family);
                    if let Some(kept) = gone.get(missing.person.as_str()) {
                        (*kept).clone_into(&mut missing.person);
                    }
                }
                missing_of.insert(family, others);
            }
        }
    }
    for sample in registry.samples.values_mut() {
        if let Subject::Person(id) = &mut sample.subject {
            // Who was joined with somebody may have been joined again.
            while let Some(kept) = now.get(id.as_str()) {
                id.clone_from(kept);
            }
        }
    }
    left_aside
}

/// What two missing persons' families have in common, if both are one person. `members` are those of both
/// families, `profiles` what is known of their DNA, by their ids.
///
/// # Errors
/// Why they can't be.
pub fn one_family(
    members: &[Person],
    one: &MissingPerson,
    other: &MissingPerson,
    profiles: &BTreeMap<String, Profile>,
) -> Result<Joined, Apart> {
    let mut union = Union { known: members.iter().map(|p| (p.id.as_str(), p)).collect(), ..Union::default() };
    union.merge(&one.person, &other.person, profiles)?;
    if one.family != other.family {
        // Whoever gave the same DNA for both reports.
        let of = |family: &str| -> Vec<(&Person, &Profile)> {
            let typed = members.iter().filter(|p| p.family == family);
            typed.filter_map(|p| Some((p, profiles.get(&p.id)?))).collect()
        };
        let others = of(&other.family);
        for (a, own) in of(&one.family) {
            for (b, theirs) in &others {
                let (differ, read) = differing(own, theirs);
                if read >= ENOUGH_LOCI && differ == 0 && a.sex == b.sex {
                    union.merge(&a.id, &b.id, profiles)?;
                }
            }
        }
    }
    let gone: BTreeMap<&str, &str> =
        members.iter().map(|p| (p.id.as_str(), union.find(&p.id))).filter(|(id, kept)| id != kept).collect();
    let known: BTreeMap<String, Person> = members.iter().map(|p| (p.id.clone(), p.clone())).collect();
    let ids: Vec<String> = members.iter().map(|p| p.id.clone()).collect();
    pedigree_of(&unified(&known, Some(&ids), None, &gone)).map_err(|_| Apart::Pedigree)?;
    Ok(Joined { same: gone.into_iter().map(|(gone, kept)| (kept.to_owned(), gone.to_owned())).collect() })
}

/// At how many loci two profiles differ, of how many that both have.
fn differing(a: &Profile, b: &Profile) -> (usize, usize) {
    let sorted = |pair: &kintrace_kinship::AllelePair| {
        let second = pair.second.clone().unwrap_or_else(|| pair.first.clone());
        let mut both = [pair.first.clone(), second];
        both.sort();
        both
    };
    let shared = a.iter().filter_map(|(locus, pair)| Some((pair, b.get(locus)?)));
    shared.fold((0, 0), |(differ, read), (x, y)| (differ + usize::from(sorted(x) != sorted(y)), read + 1))
}

/// Members of whom it has been said that they are one person.
#[derive(Default)]
struct Union<'a> {
    known: BTreeMap<&'a str, &'a Person>,
    /// Of somebody: the member with whom they are one, nearer to the one that goes on.
    to: BTreeMap<&'a str, &'a str>,
}

impl<'a> Union<'a> {
    fn find(&self, id: &'a str) -> &'a str {
        let mut now = id;
        while let Some(next) = self.to.get(now) {
            now = next;
        }
        now
    }

    fn all(&self, root: &str) -> impl Iterator<Item = &'a Person> {
        let of: Vec<&Person> =
            self.known.values().copied().filter(|p| self.find(p.id.as_str()) == root).collect();
        of.into_iter()
    }

    /// Says that two members are one person, and so are their fathers and mothers. The first goes on.
    fn merge(&mut self, a: &str, b: &str, profiles: &BTreeMap<String, Profile>) -> Result<(), Apart> {
        let mut queue = vec![(a.to_owned(), b.to_owned())];
        while let Some((a, b)) = queue.pop() {
            let known = |id: &str| self.known.get(id).map(|p| p.id.as_str());
            // Somebody of whom nothing is written down is nobody's other self.
            let (Some(a), Some(b)) = (known(&a), known(&b)) else { continue };
            let (a, b) = (self.find(a), self.find(b));
            if a == b {
                continue;
            }
            let (these, those): (Vec<&Person>, Vec<&Person>) = (self.all(a).collect(), self.all(b).collect());
            for x in &these {
                for y in &those {
                    if x.sex != y.sex && x.sex != Sex::Unknown && y.sex != Sex::Unknown {
                        return Err(Apart::Sex(x.id.clone(), y.id.clone()));
                    }
                    if let (Some(own), Some(theirs)) = (profiles.get(&x.id), profiles.get(&y.id)) {
                        let (differ, read) = differing(own, theirs);
                        // One locus in ten may have been misread, or an allele not seen.
                        if differ * 10 > read {
                            return Err(Apart::Dna(x.id.clone(), y.id.clone(), differ, read));
                        }
                    }
                }
            }
            let parent = |of: &[&Person], which: fn(&Person) -> &Option<String>| {
                of.iter().find_map(|p| which(p).clone())
            };
            for which in [(|p| &p.father) as fn(&Person) -> &Option<String>, |p| &p.mother] {
                if let (Some(x), Some(y)) = (parent(&these, which), parent(&those, which)) {
                    queue.push((x, y));
                }
            }
            self.to.insert(b, a);
        }
        Ok(())
    }
}

/// The members of two families as one, with the ids of `gone` replaced by those who go on; what is not known of
/// one is taken from the other.
fn unified(
    known: &BTreeMap<String, Person>,
    first: Option<&Vec<String>>,
    second: Option<&Vec<String>>,
    gone: &BTreeMap<&str, &str>,
) -> Vec<Person> {
    let renamed =
        |id: &Option<String>| id.as_deref().map(|id| gone.get(id).copied().unwrap_or(id).to_owned());
    let mut persons: BTreeMap<String, Person> = BTreeMap::new();
    let ids: BTreeSet<&String> = first.into_iter().chain(second).flatten().collect();
    // Those who go on come first, so that what is known of them stands.
    let (go, stay): (Vec<&String>, Vec<&String>) =
        ids.into_iter().partition(|id| gone.contains_key(id.as_str()));
    for person in stay.into_iter().chain(go).filter_map(|id| known.get(id)) {
        let id = gone.get(person.id.as_str()).copied().unwrap_or(&person.id);
        let (father, mother) = (renamed(&person.father), renamed(&person.mother));
        let one =
            persons.entry(id.to_owned()).or_insert_with(|| Person { id: id.to_owned(), ..person.clone() });
        if one.sex == Sex::Unknown {
            one.sex = person.sex;
        }
        if one.name.is_empty() {
            one.name.clone_from(&person.name);
        }
        if let Some(related) = one.other.get_mut(RELATED_TO)
            && let Some(kept) = gone.get(related.as_str())
        {
            (*kept).clone_into(related);
        }
        if one.id == person.id {
            (one.father, one.mother) = (father, mother);
        } else {
            one.father = one.father.take().or(father);
            one.mother = one.mother.take().or(mother);
        }
    }
    persons.into_values().collect()
}
