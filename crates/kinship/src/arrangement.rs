//! A family as it matters for one of its members at a locus, in an order that does not depend on how it was listed.
//!
//! Of a thousand families hundreds are alike: three brothers and a mother who were typed, a fourth brother who is missing.
//! What is worked out for one of them ([`crate::elimination`]) serves them all, if they are listed alike. So members are
//! put in an order that follows from who they are to each other: each is told apart by what is known of it, then
//! by what its parents and children are told apart by, and so on (colour refinement; Weisfeiler & Leman 1968, *NTI* 2(9):12).
//! Who is still alike then is nearly always alike in truth; if not, something is worked out once more.
//!
//! They are more alike if those are left out who say nothing of the member. Where two alleles were read of somebody, his
//! parents, brothers and sisters say nothing more of his children than he does (d-separation; Pearl 1988, *Probabilistic
//! Reasoning in Intelligent Systems*, ch. 3): he counts as a founder then.

use smallvec::SmallVec;

use crate::locus::Genotype;
use crate::network::{self, ByMember};
use crate::pedigree::{Pedigree, Sex};

/// Those of a family who matter for a member at a locus: he, whoever says something of him, and who stands between.
///
/// What they say of his genotypes is what the family says, up to a factor that all genotypes share.
#[derive(Debug, Clone)]
pub struct Arrangement {
    /// They alone. They have no ids.
    pub pedigree: Pedigree,
    /// The member, in this pedigree.
    pub member: usize,
    /// By member of this pedigree, which of the family it is.
    of: Vec<usize>,
}

/// What was read of a member at a locus, as far as it matters for how the others' likelihood is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing.
    Nothing,
    /// Two alleles, and there are no others ([`Genotype::Pair`]).
    Pair,
    /// One, of somebody who has one ([`Genotype::Hemizygous`]).
    Hemizygous,
    /// One of several genotypes.
    Unsure,
}

impl Kind {
    /// Of a reading.
    #[must_use]
    pub fn of(genotype: Option<Genotype>) -> Self {
        match genotype {
            None => Self::Nothing,
            Some(Genotype::Pair(..)) => Self::Pair,
            Some(Genotype::Hemizygous(_)) => Self::Hemizygous,
            Some(Genotype::Partial { .. } | Genotype::DroppedIn { .. }) => Self::Unsure,
        }
    }
}

/// By member, of which kind what was read is.
pub type Kinds = SmallVec<[Kind; 32]>;

/// Members are told apart by relatives so many steps away.
const STEPS: usize = 4;

impl Arrangement {
    /// For a member of a family, by what was read at a locus; what was read of himself does not count.
    ///
    /// # Panics
    /// If it is not a kind for each member.
    #[must_use]
    pub fn new(family: &Pedigree, member: usize, kinds: &[Kind]) -> Self {
        assert_eq!(kinds.len(), family.members().len(), "of which kind what was read of each member is");
        let kin = Kin::new(family, member, kinds);
        let number = kinds.len();
        let mut generations: ByMember<usize> = SmallVec::from_elem(0, number);
        for i in 0..number {
            let of_parents = kin.parents(i).into_iter().flatten().map(|parent| generations[parent] + 1);
            generations[i] = of_parents.max().unwrap_or(0);
        }
        let colours = kin.colours();
        let mut of: Vec<usize> = Vec::with_capacity(number);
        for generation in 0..=generations.iter().copied().max().unwrap_or(0) {
            let mut those: Vec<usize> =
                (0..number).filter(|&i| kin.matters[i] && generations[i] == generation).collect();
            let place = |i: Option<usize>| of.iter().position(|&of| Some(of) == i);
            // Whose parents come first comes first among those who are alike.
            those.sort_by_cached_key(|&i| {
                (colours[i], kin.parents(i).map(place), family.members()[i].sex == Sex::Male)
            });
            of.extend(those);
        }
        let place = |i: usize| of.iter().position(|&of| of == i).unwrap_or(0);
        Self { pedigree: family.of_those(&of, |i| kin.is_child[i]), member: place(member), of }
    }

    /// Of each of them what there is of each member of the family.
    #[must_use]
    pub fn genotypes(&self, of_family: &[Option<Genotype>]) -> Vec<Option<Genotype>> {
        self.of.iter().map(|&i| of_family[i]).collect()
    }
}

/// A family as one of its members sees it.
struct Kin<'a> {
    family: &'a Pedigree,
    member: usize,
    kinds: &'a [Kind],
    /// By member, whether he matters.
    matters: ByMember<bool>,
    /// By member, whether his parents matter as such; if not, he counts as a founder.
    is_child: ByMember<bool>,
}

impl<'a> Kin<'a> {
    fn new(family: &'a Pedigree, member: usize, kinds: &'a [Kind]) -> Self {
        let members = family.members();
        let number = members.len();
        let is_read = |i: usize| i != member && kinds[i] != Kind::Nothing;
        let in_question = network::with_ancestors(family, |i| i == member || is_read(i));
        let parents = |i: usize| [members[i].father, members[i].mother].into_iter().flatten();
        // Of a relative's relative it matters which of both alleles is whose, even if they were read.
        let is_known = |i: usize| i != member && kinds[i] == Kind::Pair && family.origin(i).kin.is_none();
        // Of whom something unknown has to do with the member's alleles.
        let mut connected: ByMember<bool> = SmallVec::from_elem(false, number);
        connected[member] = true;
        let mut is_changed = true;
        while is_changed {
            is_changed = false;
            for i in (0..number).filter(|&i| in_question[i]) {
                // Of parents whose child was read, one has passed on the one allele, and one the other.
                let himself = (!is_known(i)).then_some(i);
                let kin = family.origin(i).kin.map(|(other, _)| other).filter(|&other| in_question[other]);
                let all = parents(i).chain(kin).filter(|&other| !is_known(other)).chain(himself);
                let those: SmallVec<[usize; 4]> = all.collect();
                if those.iter().any(|&i| connected[i]) && those.iter().any(|&i| !connected[i]) {
                    those.into_iter().for_each(|i| connected[i] = true);
                    is_changed = true;
                }
            }
        }
        let is_child: ByMember<bool> = (0..number)
            .map(|i| in_question[i] && (connected[i] || parents(i).any(|parent| connected[parent])))
            .collect();
        let mut matters = connected;
        for i in (0..number).filter(|&i| is_child[i]) {
            matters[i] = true;
            parents(i).for_each(|parent| matters[parent] = true);
        }
        Self { family, member, kinds, matters, is_child }
    }

    /// A member's father and mother, as far as they matter.
    fn parents(&self, i: usize) -> [Option<usize>; 2] {
        let of = &self.family.members()[i];
        if self.is_child[i] { [of.father, of.mother] } else { [None; 2] }
    }

    /// By member, a number that those who are alike have in common: of whom what was read is of one kind, and whose relatives
    /// are alike.
    fn colours(&self) -> Vec<u64> {
        let number = self.kinds.len();
        let own = |i: usize| {
            let kind = if i == self.member { 0 } else { 1 + self.kinds[i] as u64 };
            kind + 8 * u64::from(self.family.origin(i).inbreeding > 0.0)
        };
        let mut colours: Vec<u64> = (0..number).map(|i| mixed(own(i), 1)).collect();
        for _ in 0..STEPS {
            let of = |i: Option<usize>| i.map_or(0, |i| colours[i]);
            let with_ancestors = |i: usize| {
                let [father, mother] = self.parents(i).map(of);
                let kin = self.family.origin(i).kin.map(|(other, _)| other);
                mixed(mixed(mixed(colours[i], father), mother), of(kin))
            };
            let mut next: Vec<u64> = (0..number).map(with_ancestors).collect();
            for i in (0..number).filter(|&i| self.matters[i]) {
                for (parent, role) in self.parents(i).into_iter().zip([2, 3]) {
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
}

/// A number that differs if one of two does, or if they are the other way round.
fn mixed(one: u64, other: u64) -> u64 {
    let mixed =
        (one ^ other.rotate_left(32).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}
