//! What is handed down a single line: the Y chromosome from father to son, mitochondrial DNA from a mother to all her
//! children.
//!
//! Neither is shuffled on the way, so that a cousin's son or a great-niece can stand for somebody whose parents, brothers
//! and children are dead, as far as the line between them is unbroken.

use crate::{Pedigree, Sex};

/// Which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Descent {
    /// From father to son: the Y chromosome.
    Paternal,
    /// From a mother to her children: mitochondrial DNA.
    Maternal,
}

/// The lines of a pedigree: from whom each member has what is handed down so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// By member: the parent that it comes from.
    parents: Vec<Option<usize>>,
    /// By member: the first of the line, and how many meioses ago; `None` for a member who has none (a woman has no Y).
    first: Vec<Option<(usize, u32)>>,
}

impl Lines {
    /// The lines of a pedigree. Somebody of unknown sex is in no male line.
    #[must_use]
    pub fn new(pedigree: &Pedigree, descent: Descent) -> Self {
        let members = pedigree.members();
        let mut parents = Vec::with_capacity(members.len());
        let mut first: Vec<Option<(usize, u32)>> = Vec::with_capacity(members.len());
        for (i, member) in members.iter().enumerate() {
            let (has, parent) = match descent {
                Descent::Paternal => (member.sex == Sex::Male, member.father),
                Descent::Maternal => (true, member.mother),
            };
            let parent = parent.filter(|_| has);
            // Ancestors come before their descendants.
            let above = |p: usize| first[p].map(|(top, meioses)| (top, meioses + 1));
            first.push(if has { parent.and_then(above).or(Some((i, 0))) } else { None });
            parents.push(parent);
        }
        Self { parents, first }
    }

    /// Whose line a member is of: the same member for all of one line.
    #[must_use]
    pub fn first(&self, member: usize) -> Option<usize> {
        self.first[member].map(|(top, _)| top)
    }

    /// How many meioses lie between two members of one line; `None` if they are of two.
    #[must_use]
    pub fn meioses(&self, a: usize, b: usize) -> Option<u32> {
        let ((top_a, mut above_a), (top_b, mut above_b)) = (self.first[a]?, self.first[b]?);
        if top_a != top_b {
            return None;
        }
        let (mut a, mut b, mut meioses) = (a, b, 0);
        while a != b {
            // Whoever is further down goes up.
            if above_a >= above_b {
                (a, above_a) = (self.parents[a]?, above_a - 1);
            } else {
                (b, above_b) = (self.parents[b]?, above_b - 1);
            }
            meioses += 1;
        }
        Some(meioses)
    }

    /// The members that are one meiosis from a member: the parent of the line and the children who have it.
    pub(crate) fn next_to(&self, member: usize) -> impl Iterator<Item = usize> + '_ {
        let below = (0..self.parents.len()).filter(move |&i| self.parents[i] == Some(member));
        self.parents[member].into_iter().chain(below)
    }
}
