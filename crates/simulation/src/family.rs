//! Families, as they are thirty years later.

use std::collections::HashMap;

use kintrace_kinship::{FrequencyTable, Sex};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use crate::genes::{self, Genomes};
use crate::graves::Event;
use crate::island::{LATITUDES, LONGITUDES};
use crate::names::{self, Script};
use crate::{Disappearance, Person, Place};

/// The year in which relatives give DNA.
const TODAY: f64 = 2024.0;

struct Growing<'a> {
    rng: &'a mut ChaCha8Rng,
    persons: &'a mut Vec<Person>,
    family: &'a str,
    script: Script,
    /// Given names of the family's members, from which patronymics are made.
    given: HashMap<usize, &'static str>,
    next: usize,
}

impl Growing<'_> {
    fn add(&mut self, sex: Sex, born: f64, parents: Option<(usize, usize)>, surname: &str) -> usize {
        self.next += 1;
        let given = names::given(self.rng, self.script, sex);
        let father = parents.and_then(|(f, _)| self.given.get(&f).copied());
        self.given.insert(self.persons.len(), given);
        self.persons.push(Person {
            id: format!("{}-{:02}", self.family, self.next),
            family: self.family.to_owned(),
            father: parents.map(|p| p.0),
            mother: parents.map(|p| p.1),
            sex,
            name: names::full(self.script, surname, given, father, sex),
            born,
            missing: None,
            donor: false,
        });
        self.persons.len() - 1
    }

    fn sex(&mut self) -> Sex {
        if self.rng.random() { Sex::Male } else { Sex::Female }
    }

    /// A child with a partner from outside.
    fn child_of(&mut self, parent: usize, partner: usize, born: f64, surname: &str) -> usize {
        let sex = self.sex();
        let parents =
            if self.persons[parent].sex == Sex::Male { (parent, partner) } else { (partner, parent) };
        self.add(sex, born, Some(parents), surname)
    }

    /// Whether somebody of that age is alive, and gives a sample.
    fn gives(&mut self, person: usize, willing: f64) {
        let age = TODAY - self.persons[person].born;
        let alive = match age {
            ..60.0 => 0.95,
            60.0..70.0 => 0.8,
            70.0..80.0 => 0.55,
            80.0..90.0 => 0.25,
            _ => 0.05,
        };
        if self.persons[person].missing.is_none() && self.rng.random::<f64>() < alive * willing {
            self.persons[person].donor = true;
        }
    }
}

/// Grows one family with at least one and at most `room` missing; gives their number. `before` are
/// missing already.
pub(crate) fn grow(
    rng: &mut ChaCha8Rng,
    family: &str,
    persons: &mut Vec<Person>,
    events: &[Event],
    before: usize,
    room: usize,
) -> usize {
    let script = Script::draw(rng);
    let first = persons.len();
    let mut g = Growing { rng, persons, family, script, given: HashMap::new(), next: 0 };
    let surname = names::surname(g.rng, script);
    let parents_born = g.rng.random_range(1915.0..1950.0);
    // Cousins married in about one family in twelve: their fathers were brothers.
    let (father, mother) = if g.rng.random::<f64>() < 0.08 {
        let grandfather = g.add(Sex::Male, parents_born - 55.0, None, surname);
        let grandmother = g.add(Sex::Female, parents_born - 50.0, None, surname);
        let mut branch = |sex: Sex| {
            let uncle = g.add(Sex::Male, parents_born - 27.0, Some((grandfather, grandmother)), surname);
            let wife = g.add(Sex::Female, parents_born - 25.0, None, surname);
            g.add(sex, parents_born, Some((uncle, wife)), surname)
        };
        (branch(Sex::Male), branch(Sex::Female))
    } else {
        (g.add(Sex::Male, parents_born, None, surname), g.add(Sex::Female, parents_born + 3.0, None, surname))
    };
    let count = g.rng.random_range(2..=6);
    let mut siblings = Vec::new();
    for i in 0..count {
        let sex = g.sex();
        let born = parents_born + 22.0 + 2.6 * f64::from(i) + g.rng.random_range(0.0..2.0);
        siblings.push(g.add(sex, born, Some((father, mother)), surname));
    }
    // A half sibling by the father's earlier wife, now and then.
    if g.rng.random::<f64>() < 0.06 {
        let wife = g.add(Sex::Female, parents_born, None, surname);
        let sex = g.sex();
        let half = g.add(sex, parents_born + 20.0, Some((father, wife)), surname);
        siblings.push(half);
    }
    let missing = choose_missing(&mut g, father, &siblings, events, before, room);
    for &s in &siblings {
        let born = g.persons[s].born;
        let vanished = g.persons[s].missing.is_some();
        let old_enough = !vanished || g.persons[s].missing.as_ref().is_some_and(|m| m.when - born > 22.0);
        if old_enough && g.rng.random::<f64>() < if vanished { 0.6 } else { 0.35 } {
            let partner_sex = if g.persons[s].sex == Sex::Male { Sex::Female } else { Sex::Male };
            let partner = g.add(partner_sex, born + 1.0, None, surname);
            for i in 0..g.rng.random_range(1..=3) {
                let child = g.child_of(s, partner, born + 22.0 + 2.0 * f64::from(i), surname);
                g.gives(child, if vanished { 0.8 } else { 0.3 });
            }
            if vanished {
                g.gives(partner, 0.5);
            }
        }
        g.gives(s, 0.65);
    }
    g.gives(father, 0.9);
    g.gives(mother, 0.9);
    // An office registers a family with nobody's DNA, too, but seldom.
    let donors = persons[first..].iter().any(|p| p.donor);
    if !donors && rng.random::<f64>() < 0.8 {
        let candidate = siblings.iter().copied().find(|&s| persons[s].missing.is_none());
        if let Some(s) = candidate {
            persons[s].donor = true;
        }
    }
    missing
}

/// Who of the family vanished: a brother or sister, sometimes several, sometimes the father with a
/// son.
fn choose_missing(
    g: &mut Growing<'_>,
    father: usize,
    siblings: &[usize],
    events: &[Event],
    before: usize,
    room: usize,
) -> usize {
    let wanted = match g.rng.random_range(0..100) {
        0..78 => 1,
        78..93 => 2,
        _ => 3,
    };
    let event = (g.rng.random::<f64>() < 0.75).then(|| g.rng.random_range(0..events.len()));
    let mut who: Vec<usize> = Vec::new();
    if wanted > 1 && g.rng.random::<f64>() < 0.3 {
        who.push(father);
    }
    // Three in four of the missing are men.
    let mut order: Vec<usize> = siblings.to_vec();
    order.sort_by_cached_key(|&s| {
        let men_first = if g.persons[s].sex == Sex::Male { 0 } else { 1_400_000 };
        men_first + g.rng.random_range(0..2_000_000)
    });
    who.extend(order);
    who.truncate(wanted.min(room));
    let mut missing = 0;
    for person in who {
        let when = event.map_or_else(|| g.rng.random_range(1991.5..1994.3), |e| events[e].when);
        if when - g.persons[person].born < 3.0 {
            continue;
        }
        let (latitude, longitude) = match event {
            Some(e) => (events[e].place.latitude, events[e].place.longitude),
            None => (g.rng.random_range(LATITUDES), g.rng.random_range(LONGITUDES)),
        };
        let spread = 0.08;
        let mean = if g.persons[person].sex == Sex::Female { 160.0 } else { 172.0 };
        let place = Place {
            name: names::place(g.rng, g.script).to_owned(),
            latitude: latitude + g.rng.random_range(-spread..spread),
            longitude: longitude + g.rng.random_range(-spread..spread),
        };
        let stature_cm = (mean + g.rng.random_range(-12.0..12.0_f64)).round();
        missing += 1;
        let id = format!("M{:05}", before + missing);
        g.persons[person].missing = Some(Disappearance { id, event, when, place, stature_cm });
    }
    missing
}

/// Makes a few stated relations false: the donor is a child of another father. Gives the donors.
pub(crate) fn falsify(
    rng: &mut ChaCha8Rng,
    persons: &[Person],
    genomes: &mut Genomes,
    frequencies: &FrequencyTable,
) -> Vec<usize> {
    let mut donors = Vec::new();
    for (i, _) in persons.iter().enumerate().filter(|(_, p)| p.donor && p.father.is_some()) {
        if rng.random::<f64>() >= 0.01 {
            continue;
        }
        let stranger = genes::draw_founder(rng, frequencies);
        for (own, other) in genomes.shown[i].iter_mut().zip(stranger) {
            // The mother is the mother; the father is another.
            own.0 = other.0;
        }
        donors.push(i);
    }
    donors
}
