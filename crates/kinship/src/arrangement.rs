//! A family as it matters for one of its members, in an order that does not depend on how it was listed.
//!
//! Of a thousand families hundreds are alike: three brothers and a mother who were typed, a fourth brother who is missing.
//! What is worked out for one of them ([`crate::elimination`]) serves them all, if they are listed alike. So members are
//! put in an order that follows from who they are to each other: each is told apart by what is known of it, then
//! by what its parents and children are told apart by, and so on (colour refinement; Weisfeiler & Leman 1968, *NTI* 2(9):12).
//! Who is still alike then is nearly always alike in truth; if not, something is worked out once more.

use crate::locus::Genotype;
use crate::network;
use crate::pedigree::{Pedigree, Sex};

/// Those of a family who matter for a member: he, whoever was read, and their ancestors.
#[derive(Debug, Clone)]
pub struct Arrangement {
    /// They alone. They have no ids.
    pub pedigree: Pedigree,
    /// The member, in this pedigree.
    pub member: usize,
    /// By member of this pedigree, which of the family it is.
    of: Vec<usize>,
}

/// Members are told apart by relatives so many steps away.
const STEPS: usize = 4;

impl Arrangement {
    /// For a member of a family; `is_read` says of whom something was read.
    #[must_use]
    pub fn new(family: &Pedigree, member: usize, is_read: impl Fn(usize) -> bool) -> Self {
        let members = family.members();
        let number = members.len();
        let parents = |i: usize| members[i].father.into_iter().chain(members[i].mother);
        let matters = network::with_ancestors(family, |i| i == member || is_read(i));
        let mut generations = vec![0_usize; number];
        for i in 0..number {
            generations[i] = parents(i).map(|parent| generations[parent] + 1).max().unwrap_or(0);
        }
        let known = |i: usize| u64::from(i == member) + 2 * u64::from(is_read(i));
        let colours = colours(family, &matters, known);
        let mut of: Vec<usize> = Vec::with_capacity(number);
        for generation in 0..=generations.iter().copied().max().unwrap_or(0) {
            let mut those: Vec<usize> =
                (0..number).filter(|&i| matters[i] && generations[i] == generation).collect();
            let place = |i: Option<usize>| of.iter().position(|&of| Some(of) == i);
            let is_man = |i: usize| members[i].sex == Sex::Male;
            // Whose parents come first comes first among those who are alike.
            those.sort_by_cached_key(|&i| {
                (colours[i], place(members[i].father), place(members[i].mother), is_man(i))
            });
            of.extend(those);
        }
        let place = |i: usize| of.iter().position(|&of| of == i).unwrap_or(0);
        Self { pedigree: family.of_those(&of), member: place(member), of }
    }

    /// Of each of them what there is of each member of the family.
    #[must_use]
    pub fn genotypes(&self, of_family: &[Option<Genotype>]) -> Vec<Option<Genotype>> {
        self.of.iter().map(|&i| of_family[i]).collect()
    }
}

/// By member, a number that those who are alike have in common: who is `known` to be alike, and whose relatives are. Children
/// count who matter.
fn colours(family: &Pedigree, matters: &[bool], known: impl Fn(usize) -> u64) -> Vec<u64> {
    let members = family.members();
    let number = members.len();
    let own = |i: usize| known(i) + 4 * u64::from(family.origin(i).inbreeding > 0.0);
    let mut colours: Vec<u64> = (0..number).map(|i| mixed(own(i), 1)).collect();
    for _ in 0..STEPS {
        let of = |i: Option<usize>| i.map_or(0, |i| colours[i]);
        let with_ancestors = |i: usize| {
            let (father, mother) = (of(members[i].father), of(members[i].mother));
            let kin = family.origin(i).kin.map(|(other, _)| other);
            mixed(mixed(mixed(colours[i], father), mother), of(kin))
        };
        let mut next: Vec<u64> = (0..number).map(with_ancestors).collect();
        for i in (0..number).filter(|&i| matters[i]) {
            for (parent, role) in [(members[i].father, 2), (members[i].mother, 3)] {
                if let Some(parent) = parent {
                    // Children are in no order.
                    next[parent] = next[parent].wrapping_add(mixed(colours[i], role));
                }
            }
        }
        colours = next;
    }
    colours
}

/// A number that differs if one of two does, or if they are the other way round.
fn mixed(one: u64, other: u64) -> u64 {
    let mixed =
        (one ^ other.rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}
