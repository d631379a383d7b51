//! A family's stated relations against its own DNA.
//!
//! Every reading of the family that could be so instead (a child has another father, a tube holds somebody else's DNA,
//! two tubes are exchanged) has a prior probability and, with the relatives' profiles, a likelihood; Bayes' theorem
//! gives what is probable. Mutation, silent alleles and θ are in the likelihoods, so a child who differs from his father
//! at one locus of twenty-three is no reason for doubt by itself.
//!
//! Several readings can explain the same: of two half-siblings who were stated to be full ones, either may be the child
//! of another father. They are all listed, each with its share.

use kintrace_kinship::likelihood::ln_likelihood;
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::subpopulation::Subpopulation;
use kintrace_kinship::{Genotype, Locus, Member, Pedigree, Sex};

/// Another reading of a family than the stated one. Members are indices of its pedigree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// As stated.
    Stated,
    /// The father of this member is a man outside the family.
    OtherFather(usize),
    /// The mother of this member is a woman outside the family.
    OtherMother(usize),
    /// Both parents of this member are outside the family: a foster child, or a step too many.
    OtherParents(usize),
    /// The sample that is said to be of this member is of somebody outside the family.
    OtherSample(usize),
    /// The samples of these two members are exchanged.
    Exchanged(usize, usize),
}

impl Reading {
    /// The probability of such a reading before the DNA, relative to the stated one.
    ///
    /// About one child in a hundred has another father than is believed (Anderson 2006, *Current Anthropology* 47:513).
    /// The others are our own choice: another mother, or foster parents of whom nobody knows, in two of a thousand;
    /// a tube of somebody else in three of a thousand, and two tubes exchanged in one of a thousand pairs, which is
    /// about what laboratories find that look for it.
    #[must_use]
    pub fn prior(self) -> f64 {
        match self {
            Self::Stated => 1.0,
            Self::OtherFather(_) => 0.01,
            Self::OtherMother(_) | Self::OtherParents(_) => 0.002,
            Self::OtherSample(_) => 0.003,
            Self::Exchanged(..) => 0.001,
        }
    }
}

/// A reading with what the DNA says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The reading.
    pub reading: Reading,
    /// ln of how many times more probable the profiles are under it than as stated.
    pub ln_lr: f64,
    /// Its posterior probability.
    pub posterior: f64,
}

/// Weighs all readings of a family, most probable first. `genotypes` are by locus and member. Fewer than two typed
/// members say nothing of each other: then the list is empty.
#[must_use]
pub fn weigh(
    pedigree: &Pedigree,
    loci: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
    theta: f64,
) -> Vec<Weighed> {
    let Some(family) = Trimmed::new(pedigree, genotypes) else { return Vec::new() };
    // All readings are compared with the frequencies that the stated relations let expect.
    let loci = &Subpopulation::loci(pedigree, loci, genotypes, theta);
    let stated = family.ln_likelihood(loci, genotypes, Reading::Stated);
    let mut weighed: Vec<Weighed> = family
        .readings()
        .into_iter()
        .map(|reading| {
            let ln = if reading == Reading::Stated {
                stated
            } else {
                family.ln_likelihood(loci, genotypes, reading)
            };
            Weighed { reading, ln_lr: ln - stated, posterior: ln + ln_prior(reading) }
        })
        .filter(|w| w.posterior > f64::NEG_INFINITY)
        .collect();
    let best = weighed.iter().map(|w| w.posterior).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = weighed.iter().map(|w| (w.posterior - best).exp()).sum();
    weighed.iter_mut().for_each(|w| w.posterior = (w.posterior - best).exp() / total);
    weighed.sort_by(|a, b| b.posterior.total_cmp(&a.posterior).then(a.reading.cmp(&b.reading)));
    weighed
}

/// Whether a family is worth being weighed: `false` where the stated relations are so much more probable than anything
/// else that [`weigh`] would not say otherwise.
///
/// Mutations make a table of twenty alleles of one of six, and decide nothing where the profiles are possible without
/// them: the readings are compared without mutation. As stated, each locus has to be possible so, and the stated
/// reading has to be nine times as probable as all others together. What mutations would add is far less than the
/// distance from there to a doubt: a few thousandths at each birth and locus, in all readings alike. `plain` are the loci
/// without mutation ([`Locus::without_mutation`]).
#[must_use]
pub fn is_worth_weighing(
    pedigree: &Pedigree,
    plain: &[Locus],
    genotypes: &[Vec<Option<Genotype>>],
    theta: f64,
) -> bool {
    let Some(family) = Trimmed::new(pedigree, genotypes) else { return false };
    let plain = &Subpopulation::loci(pedigree, plain, genotypes, theta);
    // A reading after the other: its loci share the ways in which they are summed.
    let Some(stated) = family.read_as(Reading::Stated) else { return true };
    let stated: Vec<f64> =
        plain.iter().zip(genotypes).map(|(locus, read)| stated.ln_likelihood(locus, read)).collect();
    if stated.contains(&f64::NEG_INFINITY) {
        return true;
    }
    let mut others = 0.0;
    for reading in family.readings().into_iter().filter(|r| *r != Reading::Stated) {
        let Some(read_as) = family.read_as(reading) else { continue };
        let mut ln = ln_prior(reading);
        for ((locus, read), as_stated) in plain.iter().zip(genotypes).zip(&stated) {
            ln += read_as.ln_likelihood(locus, read) - as_stated;
            if ln < DROPPED {
                break;
            }
        }
        others += ln.exp();
    }
    1.0 / (1.0 + others) < SURE
}

/// So probable a family has to be as it was stated not to be weighed.
const SURE: f64 = 0.9;

/// A reading that falls so far behind the stated one (ln) on the way through the loci is not looked at any more: it would
/// have to be a thousand times more probable by those that are left, and still no more than a hundredth.
const DROPPED: f64 = -12.0;

fn ln_prior(reading: Reading) -> f64 {
    reading.prior().ln()
}

/// How probable it is that the family is as it was stated; 1 where nothing was weighed. Where profiles are impossible
/// as stated, and possible otherwise, it is 0.
#[must_use]
pub fn as_stated(weighed: &[Weighed]) -> f64 {
    if weighed.is_empty() {
        return 1.0;
    }
    weighed.iter().find(|w| w.reading == Reading::Stated).map_or(0.0, |w| w.posterior)
}

/// The typed members of a family and their ancestors: nobody else matters to the likelihood.
struct Trimmed<'a> {
    pedigree: &'a Pedigree,
    typed: Vec<usize>,
    kept: Vec<bool>,
}

impl<'a> Trimmed<'a> {
    /// `None` where fewer than two members were read.
    fn new(pedigree: &'a Pedigree, genotypes: &[Vec<Option<Genotype>>]) -> Option<Self> {
        let members = pedigree.members();
        let is_typed = |m: &usize| genotypes.iter().any(|locus| locus[*m].is_some());
        let typed: Vec<usize> = (0..members.len()).filter(is_typed).collect();
        if typed.len() < 2 {
            return None;
        }
        let mut kept = vec![false; members.len()];
        typed.iter().for_each(|&t| kept[t] = true);
        // Parents come before their children.
        for m in (0..members.len()).rev().filter(|&m| members[m].father.is_some()) {
            if kept[m] {
                members[m].father.into_iter().chain(members[m].mother).for_each(|p| kept[p] = true);
            }
        }
        Some(Self { pedigree, typed, kept })
    }

    /// All readings that could make a difference.
    fn readings(&self) -> Vec<Reading> {
        let (members, typed) = (self.pedigree.members(), &self.typed);
        // A parent of whom nothing is known but this child might as well be somebody else.
        let matters = |parent: usize, child: usize| {
            typed.contains(&parent)
                || members[parent].father.is_some()
                || self.pedigree.children(parent).any(|c| c != child && self.kept[c])
        };
        let mut readings = vec![Reading::Stated];
        for (child, member) in members.iter().enumerate().filter(|(m, _)| self.kept[*m]) {
            let father = member.father.is_some_and(|f| matters(f, child));
            let mother = member.mother.is_some_and(|m| matters(m, child));
            if father {
                readings.push(Reading::OtherFather(child));
            }
            if mother {
                readings.push(Reading::OtherMother(child));
            }
            if father && mother {
                readings.push(Reading::OtherParents(child));
            }
        }
        readings.extend(typed.iter().map(|&t| Reading::OtherSample(t)));
        for (i, &a) in typed.iter().enumerate() {
            // A man's and a woman's tube show by their amelogenin.
            let alike = |b: usize| {
                members[a].sex == members[b].sex || [members[a].sex, members[b].sex].contains(&Sex::Unknown)
            };
            readings.extend(typed[i + 1..].iter().filter(|b| alike(**b)).map(|&b| Reading::Exchanged(a, b)));
        }
        readings
    }

    fn ln_likelihood(&self, loci: &[Locus], genotypes: &[Vec<Option<Genotype>>], reading: Reading) -> f64 {
        let Some(read_as) = self.read_as(reading) else { return f64::NEG_INFINITY };
        loci.iter().zip(genotypes).map(|(locus, read)| read_as.ln_likelihood(locus, read)).sum()
    }

    /// The family under a reading; `None` where that is impossible.
    fn read_as(&self, reading: Reading) -> Option<ReadAs> {
        let members = self.pedigree.members();
        let id = |m: usize| members[m].id.clone();
        let rows: Vec<Row> = members
            .iter()
            .enumerate()
            .filter(|(m, _)| self.kept[*m])
            .map(|(m, member)| {
                let cut_father =
                    matches!(reading, Reading::OtherFather(c) | Reading::OtherParents(c) if c == m);
                let cut_mother =
                    matches!(reading, Reading::OtherMother(c) | Reading::OtherParents(c) if c == m);
                Row {
                    id: member.id.clone(),
                    father: member.father.filter(|_| !cut_father).map(id),
                    mother: member.mother.filter(|_| !cut_mother).map(id),
                    sex: member.sex,
                }
            })
            .collect();
        // What is known of a founder's ancestors stays known, of those who are left.
        let mut founders = self.pedigree.founders();
        let is_kept = |id: &str| self.pedigree.find(id).is_some_and(|m| self.kept[m]);
        founders.retain(|founder| is_kept(&founder.id));
        for founder in &mut founders {
            founder.related.take_if(|(id, _)| !is_kept(id));
        }
        let pedigree = Pedigree::new(&rows).ok()?.with_founders(&founders).ok()?;
        let place = |(m, member): (usize, &Member)| pedigree.find(&member.id).filter(|_| self.kept[m]);
        let places = members.iter().enumerate().map(place).collect();
        Some(ReadAs { reading, pedigree, places })
    }
}

/// A family under a reading.
struct ReadAs {
    reading: Reading,
    pedigree: Pedigree,
    /// Where in the pedigree each member of the family stands.
    places: Vec<Option<usize>>,
}

impl ReadAs {
    /// The ln likelihood of what was read at a locus, by member of the family.
    fn ln_likelihood(&self, locus: &Locus, read: &[Option<Genotype>]) -> f64 {
        let mut placed = vec![None; self.pedigree.members().len()];
        let mut unrelated = Vec::new();
        for (member, place) in self.places.iter().enumerate().filter_map(|(m, p)| Some((m, (*p)?))) {
            match self.reading {
                Reading::OtherSample(other) if other == member => unrelated.extend(read[member]),
                Reading::Exchanged(a, b) if a == member => placed[place] = read[b],
                Reading::Exchanged(a, b) if b == member => placed[place] = read[a],
                _ => placed[place] = read[member],
            }
        }
        if placed.iter().all(Option::is_none) && unrelated.is_empty() {
            return 0.0;
        }
        ln_likelihood(&self.pedigree, locus, &placed, &unrelated, 0.0)
    }
}
