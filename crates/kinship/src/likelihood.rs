//! The probability of profiles on a pedigree, at one locus.

use std::borrow::Cow;
use std::sync::Arc;

use crate::elimination::{Eliminated, Weight};
use crate::locus::{Genotype, Inheritance, Locus};
pub use crate::network::Wanted;
use crate::network::{self, Drawn, Lumping, Question};
use crate::pedigree::{Pedigree, Sex};
use crate::polynomial::Polynomial;
use crate::subpopulation::Subpopulation;

/// ln P(genotypes | pedigree), natural logarithm; minus infinity if they are impossible.
///
/// * `genotypes[i]` is what was read from member i of the pedigree, `None` if nothing was.
/// * `unrelated` are the genotypes of people outside the pedigree; with `theta` 0 their
///   probabilities simply multiply, otherwise they share the family's subpopulation.
/// * `theta` is the coancestry coefficient of Balding & Nichols (1994), 0 ≤ θ < 1.
///
/// # Panics
/// If `genotypes` is not as long as the pedigree has members.
#[must_use]
pub fn ln_likelihood(
    pedigree: &Pedigree,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    unrelated: &[Genotype],
    theta: f64,
) -> f64 {
    assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
    let lumping = lumping(locus, genotypes.iter().flatten().chain(unrelated));
    let genotypes = in_classes(genotypes, &lumping);
    let unrelated: Vec<Genotype> = unrelated.iter().map(|g| g.map(|a| lumping.class[a])).collect();
    if theta == 0.0 {
        let (value, ln_scale) = sum::<f64>(pedigree, locus, &lumping, &genotypes, &unrelated);
        value.ln() + ln_scale
    } else {
        let (value, ln_scale) = sum::<Polynomial>(pedigree, locus, &lumping, &genotypes, &unrelated);
        value.expectation(&lumping.frequencies, theta).ln() + ln_scale
    }
}

fn sum<W: Drawn>(
    pedigree: &Pedigree,
    locus: &Locus,
    lumping: &Lumping<'_>,
    genotypes: &[Option<Genotype>],
    unrelated: &[Genotype],
) -> (W, f64) {
    let more = unrelated
        .iter()
        .fold(W::one(), |more, &genotype| more.times(&network::unrelated(genotype, &lumping.frequencies)));
    let inheritance = locus.inheritance();
    let question =
        Question { pedigree, inheritance, lumping, genotypes, asked: &[], wanted: Wanted::Probabilities };
    let Eliminated { values, ln_scale } = network::eliminate(question, &more);
    (values[0].clone(), ln_scale)
}

pub(crate) fn lumping<'a, 'l>(
    locus: &'l Locus,
    genotypes: impl Iterator<Item = &'a Genotype>,
) -> Lumping<'l> {
    let mut seen = vec![false; locus.labels().len()];
    for genotype in genotypes {
        for allele in genotype.alleles() {
            seen[allele] = true;
        }
    }
    // It mutates otherwise than those that nobody shows here.
    if let Some(silent) = locus.silent() {
        seen[silent] = true;
    }
    Lumping::new(locus, &seen)
}

pub(crate) fn in_classes(genotypes: &[Option<Genotype>], lumping: &Lumping<'_>) -> Vec<Option<Genotype>> {
    genotypes.iter().map(|g| g.map(|g| g.map(|a| lumping.class[a]))).collect()
}

impl Genotype {
    /// The same with every allele replaced.
    #[must_use]
    pub fn map(self, f: impl Fn(usize) -> usize) -> Self {
        match self {
            Self::Pair(a, b) => Self::pair(f(a), f(b)),
            Self::Partial { allele, hidden, silent } => {
                Self::Partial { allele: f(allele), hidden, silent: silent.map(|(s, weight)| (f(s), weight)) }
            }
            Self::Hemizygous(a) => Self::Hemizygous(f(a)),
            Self::DroppedIn { alleles: (a, b), alone, hidden, silent } => {
                let (x, y) = (f(a), f(b));
                let alone = if x <= y { alone } else { (alone.1, alone.0) };
                let silent = silent.map(|(s, weight)| (f(s), weight));
                Self::DroppedIn { alleles: (x.min(y), x.max(y)), alone, hidden, silent }
            }
        }
    }
}

/// For one member, the probability of each genotype they could have, together with everything that
/// is known of the family; and the same for somebody unrelated. From this one table follow the
/// likelihood ratios of all remains against this member.
///
/// Values share the factor `exp(ln_scale)`, which a ratio doesn't need.
#[derive(Debug, Clone)]
pub struct GenotypeTable {
    alleles: usize,
    hemizygous: bool,
    /// P(family, member has the genotype), upper triangle row by row, or by allele.
    member: Vec<f64>,
    /// P(unrelated person has the genotype), in the same order, and P(family), with which it is multiplied.
    unrelated: Arc<[f64]>,
    family: f64,
    ln_scale: f64,
}

/// The table of a member of the pedigree; what was read from that member itself is left out.
///
/// # Panics
/// If `genotypes` is not as long as the pedigree has members.
#[must_use]
pub fn genotype_table(
    pedigree: &Pedigree,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    member: usize,
    theta: f64,
) -> GenotypeTable {
    table(pedigree, locus, genotypes, member, theta, Wanted::Probabilities)
}

/// The same, or up to a factor that likelihood ratios do not need.
///
/// # Panics
/// If `genotypes` is not as long as the pedigree has members.
#[must_use]
pub fn table(
    pedigree: &Pedigree,
    locus: &Locus,
    genotypes: &[Option<Genotype>],
    member: usize,
    theta: f64,
    wanted: Wanted,
) -> GenotypeTable {
    assert_eq!(genotypes.len(), pedigree.members().len(), "one genotype or None for each member");
    let classes = (theta == 0.0).then(|| TableClasses::new(locus, genotypes)).flatten();
    let lumping = Lumping::none(locus);
    let inheritance = locus.inheritance();
    let hemizygous = inheritance == Inheritance::XChromosomal && pedigree.members()[member].sex == Sex::Male;
    let n = locus.labels().len();
    let p = locus.frequencies();
    let table = |member: Vec<f64>, unrelated: Arc<[f64]>, family: f64, ln_scale: f64| GenotypeTable {
        alleles: n,
        hemizygous,
        member,
        unrelated,
        family,
        ln_scale,
    };
    if theta == 0.0 {
        let lumping = classes.as_ref().map_or(&lumping, |classes| &classes.lumping);
        let classed = classes.as_ref().map(|classes| in_classes(genotypes, &classes.lumping));
        let genotypes = classed.as_deref().unwrap_or(genotypes);
        let question = Question { pedigree, inheritance, lumping, genotypes, asked: &[member], wanted };
        let Eliminated { values, ln_scale } = network::eliminate(question, &1.0);
        let values = match &classes {
            None => Cow::Borrowed(&values[..]),
            Some(classes) if hemizygous => Cow::Owned(classes.of_alleles(p, &values)),
            Some(classes) => Cow::Owned(classes.of_pairs(p, &values)),
        };
        let total = f64::total(&values);
        if hemizygous {
            return table(values.into_owned(), p.into(), total, ln_scale);
        }
        let mut cells = Vec::with_capacity(n * (n + 1) / 2);
        for (a, row) in values.chunks_exact(n).enumerate() {
            // What is in the column as well is either way round.
            let column = values[a..].iter().skip(n * (a + 1)).step_by(n);
            cells.push(row[a]);
            cells.extend(row[a + 1..].iter().zip(column).map(|(one, other)| one + other));
        }
        table(cells, locus.genotype_frequencies(), total, ln_scale)
    } else {
        // Founders who share a subpopulation all say something of each other.
        let wanted = Wanted::Probabilities;
        let question =
            Question { pedigree, inheritance, lumping: &lumping, genotypes, asked: &[member], wanted };
        let Eliminated { values, ln_scale } = network::eliminate(question, &Polynomial::one());
        let mut total = Polynomial::zero();
        for value in values.iter() {
            total.add(value);
        }
        let cell = |a: usize, b: usize| {
            let mut value = values[a * n + b].clone();
            if a != b {
                value.add(&values[b * n + a]);
            }
            value.expectation(p, theta)
        };
        let stranger =
            |genotype: Genotype| total.times(&network::unrelated(genotype, p)).expectation(p, theta);
        if hemizygous {
            table(
                values.iter().map(|v| v.expectation(p, theta)).collect(),
                (0..n).map(|a| stranger(Genotype::Hemizygous(a))).collect(),
                1.0,
                ln_scale,
            )
        } else {
            // A stranger of the subpopulation depends on the family: it is in the table already.
            let strangers = fold(n, |a, b| stranger(Genotype::Pair(a, b)));
            table(fold(n, cell), strangers.into(), 1.0, ln_scale)
        }
    }
}

/// Classes of alleles for a table over all genotypes of a member, where alleles change to what is drawn from the
/// population, or not at all. Then it does not matter which of those that nobody shows an allele is: with frequencies
/// p, two different ones are the member's with a probability in proportion to p(x) p(y), and twice the same with
/// A p(x)² + B p(x), where B is that both come from one ancestor's. So one of them by itself, and all others together,
/// say everything.
struct TableClasses<'a> {
    lumping: Lumping<'a>,
    /// The one, and the class of the others.
    one: usize,
    others: usize,
}

impl<'a> TableClasses<'a> {
    /// `None` where it is not so, or where it would save nothing.
    fn new(locus: &'a Locus, genotypes: &[Option<Genotype>]) -> Option<Self> {
        if !locus.changes_to_what_is_drawn() {
            return None;
        }
        let p = locus.frequencies();
        let mut apart = vec![false; p.len()];
        genotypes.iter().flatten().flat_map(|g| g.alleles()).for_each(|allele| apart[allele] = true);
        let unseen = (0..p.len()).filter(|&a| !apart[a]);
        let one = unseen.max_by(|&a, &b| p[a].total_cmp(&p[b]))?;
        apart[one] = true;
        let others = (0..p.len()).filter(|&a| !apart[a]);
        let (count, share) = others.fold((0, 0.0), |(count, share), a| (count + 1, share + p[a]));
        if count < 2 || share <= 0.0 || p[one] <= 0.0 {
            return None;
        }
        let lumping = Lumping::new(locus, &apart);
        Some(Self { one: lumping.class[one], others: lumping.frequencies.len() - 1, lumping })
    }

    /// Which share of the others an allele is; 1 if it is none of them.
    fn share(&self, p: &[f64], allele: usize) -> f64 {
        let class = self.lumping.class[allele];
        if class == self.others { p[allele] / self.lumping.frequencies[class] } else { 1.0 }
    }

    /// From a table over classes one over alleles.
    fn of_alleles(&self, p: &[f64], values: &[f64]) -> Vec<f64> {
        (0..p.len()).map(|a| values[self.lumping.class[a]] * self.share(p, a)).collect()
    }

    /// From a table over pairs of classes one over pairs of alleles.
    fn of_pairs(&self, p: &[f64], values: &[f64]) -> Vec<f64> {
        let (class, q) = (&self.lumping.class, &self.lumping.frequencies);
        let at = |i: usize, j: usize| values[i * q.len() + j];
        let (one, others) = (self.one, self.others);
        let different = at(one, others) / (q[one] * q[others]);
        let same = (at(one, one) / q[one] - different * q[one]).max(0.0);
        let mut pairs = Vec::with_capacity(p.len() * p.len());
        for a in 0..p.len() {
            let of_a = self.share(p, a);
            pairs.extend((0..p.len()).map(|b| match (class[a], class[b]) {
                (i, j) if i != others || j != others => at(i, j) * of_a * self.share(p, b),
                _ if a == b => (different * p[a] + same) * p[a],
                _ => different * p[a] * p[b],
            }));
        }
        pairs
    }
}

/// The upper triangle of a table over unordered pairs.
pub(crate) fn fold(n: usize, cell: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let mut cells = Vec::with_capacity(n * (n + 1) / 2);
    for a in 0..n {
        cells.extend((a..n).map(|b| cell(a, b)));
    }
    cells
}

/// Sums over what a reading may mean.
fn sum_of_meanings(reading: Genotype, mut of: impl FnMut(Genotype) -> (f64, f64)) -> (f64, f64) {
    reading.meanings().fold((0.0, 0.0), |sum, (weight, meaning)| {
        let (member, unrelated) = of(meaning);
        (sum.0 + weight * member, sum.1 + weight * unrelated)
    })
}

/// Which cell of a table over so many alleles is that of two of them.
fn cell(alleles: usize, a: usize, b: usize) -> usize {
    let (a, b) = (a.min(b), a.max(b));
    a * alleles - a * (a + 1) / 2 + b
}

/// Readings of a locus, sorted by how they are looked up in a [`GenotypeTable`], for many of them.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    readings: Vec<Genotype>,
    /// Those of two alleles: which reading it is, and the cell.
    pairs: Vec<(usize, usize)>,
    /// Those of one allele beside which another may have dropped out.
    partial: Vec<OneAllele>,
    /// Which readings are neither.
    others: Vec<usize>,
}

/// A reading of one allele.
#[derive(Debug, Clone)]
struct OneAllele {
    /// Which reading it is.
    reading: usize,
    allele: usize,
    /// The cell of the allele twice.
    twice: usize,
    /// How probably another one does not show.
    hidden: f64,
}

impl Lookup {
    /// Of a locus with so many alleles.
    #[must_use]
    pub fn new(alleles: usize, readings: &[Genotype]) -> Self {
        let mut lookup = Self { readings: readings.to_vec(), ..Self::default() };
        for (number, reading) in readings.iter().enumerate() {
            match *reading {
                Genotype::Pair(a, b) => lookup.pairs.push((number, cell(alleles, a, b))),
                Genotype::Partial { allele, hidden, silent: None } => {
                    let twice = cell(alleles, allele, allele);
                    lookup.partial.push(OneAllele { reading: number, allele, twice, hidden });
                }
                _ => lookup.others.push(number),
            }
        }
        lookup
    }

    /// The readings, in the order in which they were given.
    #[must_use]
    pub fn readings(&self) -> &[Genotype] {
        &self.readings
    }
}

/// A member of a family who has nothing of it less often than so does not have it of strangers, but by mutation.
const MUTATED: f64 = 0.02;

impl GenotypeTable {
    /// How many bytes it takes, about; what tables of a locus may share is counted with each.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&self.member[..]) + size_of_val(&self.unrelated[..])
    }

    /// Has those whose two alleles both come from nobody of the family have them as strangers of its subpopulation have,
    /// with these probabilities by genotype: see [`crate::subpopulation`].
    pub(crate) fn correlate(&mut self, drawn: Vec<f64>) {
        let family = self.family;
        let ratios = self.member.iter().zip(&*self.unrelated).filter(|(_, unrelated)| **unrelated > 0.0);
        let least = ratios.map(|(member, unrelated)| member / (family * unrelated)).fold(1.0, f64::min);
        let strange = if least < MUTATED { 0.0 } else { least };
        let total = self.total();
        for ((member, unrelated), drawn) in self.member.iter_mut().zip(&*self.unrelated).zip(&drawn) {
            *member = (*member - strange * family * unrelated).max(0.0) + strange * total * drawn;
        }
        (self.unrelated, self.family) = (drawn.into(), total);
    }

    /// P(family, somebody unrelated has any genotype).
    fn total(&self) -> f64 {
        self.family * self.unrelated.iter().sum::<f64>()
    }

    /// The same against a stranger of another subpopulation: of one in which others were read as well.
    #[must_use]
    pub fn against(mut self, subpopulation: &Subpopulation) -> Self {
        let drawn = if self.hemizygous { subpopulation.frequencies() } else { subpopulation.genotypes() };
        (self.unrelated, self.family) = (drawn.into(), self.total());
        self
    }

    fn index(&self, a: usize, b: usize) -> usize {
        cell(self.alleles, a, b)
    }

    /// The likelihood ratio of each of many readings of somebody in whose family one of several things is so: by
    /// tables of the same member at the same locus, each with the weight of what it was computed under. What was read of a
    /// relative with an allele that may have dropped out is such a mixture of all genotypes that the relative may have.
    ///
    /// # Panics
    /// If there is no table, or they are of different sizes.
    #[must_use]
    pub fn look_up_mixture(parts: &[(f64, &Self)], lookup: &Lookup) -> Vec<f64> {
        let ln_scale = parts.iter().map(|(_, part)| part.ln_scale).fold(f64::NEG_INFINITY, f64::max);
        let by: Vec<(f64, &Self)> =
            parts.iter().map(|&(weight, part)| (weight * (part.ln_scale - ln_scale).exp(), part)).collect();
        // Of a few readings fewer cells are looked at than all tables have.
        if lookup.readings.len() < parts[0].1.alleles / 2 {
            let ratio = |&reading: &Genotype| {
                let (member, unrelated) = by.iter().fold((0.0, 0.0), |sum: (f64, f64), (by, part)| {
                    let of_part = part.sums(reading);
                    (sum.0 + by * of_part.0, sum.1 + by * of_part.1)
                });
                member / unrelated
            };
            return lookup.readings.iter().map(ratio).collect();
        }
        let first = parts[0].1;
        let sum = |of: fn(&Self) -> (&[f64], f64)| {
            let mut sums = vec![0.0; first.member.len()];
            for (by, part) in &by {
                let (cells, times) = of(part);
                assert_eq!(cells.len(), sums.len(), "tables of one member at one locus");
                sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += by * times * cell);
            }
            sums
        };
        let member = sum(|part| (&part.member, 1.0));
        let unrelated = sum(|part| (&part.unrelated, part.family)).into();
        Self { member, unrelated, family: 1.0, ln_scale, ..*first }.look_up(lookup)
    }

    /// Sums of the cells that agree with what was read: (member, unrelated), both to be multiplied
    /// by `exp(ln_scale)`.
    fn sums(&self, genotype: Genotype) -> (f64, f64) {
        match genotype {
            Genotype::Hemizygous(a)
            | Genotype::Partial { allele: a, .. }
            | Genotype::Pair(a, _)
            | Genotype::DroppedIn { alleles: (a, _), .. }
                if self.hemizygous =>
            {
                self.at(a)
            }
            Genotype::Pair(a, b) => self.at(self.index(a, b)),
            Genotype::Hemizygous(a) => self.sums(Genotype::one_allele(a)),
            Genotype::Partial { allele: a, hidden, silent } => {
                self.partial(a, hidden, silent, self.with_others(a, silent.map(|s| s.0)))
            }
            Genotype::DroppedIn { .. } => sum_of_meanings(genotype, |meaning| self.sums(meaning)),
        }
    }

    fn at(&self, cell: usize) -> (f64, f64) {
        (self.member[cell], self.family * self.unrelated[cell])
    }

    /// Sums over all heterozygotes with an allele, but that with the silent one.
    fn with_others(&self, a: usize, silent: Option<usize>) -> (f64, f64) {
        let others = (0..self.alleles).filter(|&b| b != a && Some(b) != silent);
        others
            .map(|b| self.at(self.index(a, b)))
            .fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1))
    }

    /// The same of each allele.
    fn with_others_of_each(&self, silent: Option<usize>) -> Vec<(f64, f64)> {
        let mut sums = vec![(0.0, 0.0); self.alleles];
        let mut begin = 0;
        for a in 0..self.alleles {
            // From the heterozygote with the next allele on.
            let cells = begin + 1..begin + self.alleles - a;
            begin = cells.end;
            let (member, unrelated) = (&self.member[cells.clone()], &self.unrelated[cells]);
            let (of_a, of_others) = sums[a..].split_at_mut(1);
            let mut sum = of_a[0];
            for (b, ((other, member), unrelated)) in
                of_others.iter_mut().zip(member).zip(unrelated).enumerate()
            {
                if silent.is_none_or(|silent| silent != a + 1 + b) {
                    sum = (sum.0 + member, sum.1 + unrelated);
                }
                if silent != Some(a) {
                    *other = (other.0 + member, other.1 + unrelated);
                }
            }
            of_a[0] = sum;
        }
        sums.iter_mut().for_each(|(_, unrelated)| *unrelated *= self.family);
        sums
    }

    /// Sums for a reading of one allele; `others` is [`Self::with_others`]'s.
    fn partial(&self, a: usize, hidden: f64, silent: Option<(usize, f64)>, others: (f64, f64)) -> (f64, f64) {
        let twice = self.at(self.index(a, a));
        let (silent, weight) = silent
            .filter(|(silent, _)| *silent != a)
            .map_or(((0.0, 0.0), 0.0), |(silent, weight)| (self.at(self.index(a, silent)), weight));
        (twice.0 + weight * silent.0 + hidden * others.0, twice.1 + weight * silent.1 + hidden * others.1)
    }

    /// The likelihood ratio of each of many readings: what those of one allele share is summed once.
    #[must_use]
    pub fn likelihood_ratios(&self, readings: &[Genotype]) -> Vec<f64> {
        self.look_up(&Lookup::new(self.alleles, readings))
    }

    /// The same of readings that are looked up in many tables.
    #[must_use]
    pub fn look_up(&self, lookup: &Lookup) -> Vec<f64> {
        let ratio = |(member, unrelated): (f64, f64)| member / unrelated;
        if self.hemizygous {
            return lookup.readings.iter().map(|&reading| ratio(self.sums(reading))).collect();
        }
        let mut lrs = vec![0.0; lookup.readings.len()];
        for &(reading, cell) in &lookup.pairs {
            lrs[reading] = ratio(self.at(cell));
        }
        if !lookup.partial.is_empty() {
            let others = self.with_others_of_each(None);
            for &OneAllele { reading, allele, twice, hidden } in &lookup.partial {
                let (twice, others) = (self.at(twice), others[allele]);
                lrs[reading] = ratio((twice.0 + hidden * others.0, twice.1 + hidden * others.1));
            }
        }
        if lookup.others.is_empty() {
            return lrs;
        }
        let mut known: [Option<Vec<(f64, f64)>>; 2] = [None, None];
        let mut sums = |reading: Genotype| match reading {
            Genotype::Partial { allele: a, hidden, silent } => {
                let others = known[usize::from(silent.is_some())]
                    .get_or_insert_with(|| self.with_others_of_each(silent.map(|s| s.0)));
                self.partial(a, hidden, silent, others[a])
            }
            _ => self.sums(reading),
        };
        for &number in &lookup.others {
            lrs[number] = ratio(match lookup.readings[number] {
                reading @ Genotype::DroppedIn { .. } => sum_of_meanings(reading, &mut sums),
                reading => sums(reading),
            });
        }
        lrs
    }

    /// P(family, the member has this genotype) and P(family) P(somebody unrelated has it), both up to one
    /// factor that all genotypes share.
    #[must_use]
    pub fn probabilities(&self, genotype: Genotype) -> (f64, f64) {
        self.sums(genotype)
    }

    /// The likelihood ratio of remains with this genotype: member against somebody unrelated.
    #[must_use]
    pub fn likelihood_ratio(&self, genotype: Genotype) -> f64 {
        let (member, unrelated) = self.sums(genotype);
        member / unrelated
    }

    /// ln P(family): the likelihood of the relatives' profiles alone.
    #[must_use]
    pub fn ln_reference(&self) -> f64 {
        self.member.iter().sum::<f64>().ln() + self.ln_scale
    }

    /// ln P(family, the member has this genotype).
    #[must_use]
    pub fn ln_joint(&self, genotype: Genotype) -> f64 {
        self.sums(genotype).0.ln() + self.ln_scale
    }

    /// ln (P(family) P(somebody unrelated has this genotype)).
    #[must_use]
    pub fn ln_unrelated(&self, genotype: Genotype) -> f64 {
        self.sums(genotype).1.ln() + self.ln_scale
    }
}
