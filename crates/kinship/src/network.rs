//! From a pedigree at one locus to a network of variables and factors.
//!
//! Variables: the two inherited alleles of each untyped member; one bit for the phase of a typed
//! member, of one value if both alleles are the same; one bit a meiosis for which of an untyped parent's
//! alleles was passed on. A member without typed descendants is left out: everything about them sums to one.
//!
//! What needs no variable has none. An unrelated founder with one child, of whom nothing was read, passes on an allele of
//! the population, changed or not: how often which is known for the locus. So is how often two children have which two
//! alleles of such a founder: that is one factor over what they have. And if what one parent of somebody typed passes on
//! is known, or was read, the two phases are added up where the factors of the other are written. (Of both it is a table by
//! phase, apart from all others, so that it is scaled as they are, and left out as they are.)

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::arrangement::Kind;
use crate::elimination::{Eliminated, Gate, Network, Signature, Weight};
use crate::locus::{Genotype, Inheritance, Locus};
use crate::pedigree::{Origin, Pedigree, Sex};
use crate::transmission::Transmission;

/// An allele that a member inherited, as far as it is known.
#[derive(Debug, Clone, Copy)]
enum Slot {
    /// It is this one.
    Known(usize),
    /// One of two, by the phase bit.
    Phase(usize, [usize; 2]),
    /// Any: a variable over all alleles.
    Free(usize),
}

/// The alleles of a member: two, or one, which is the mother's (of a man at an X-chromosomal locus), or a founder's first.
#[derive(Debug, Clone, Copy)]
enum Slots {
    Two { paternal: Slot, maternal: Slot },
    One(Slot),
}

/// What a child has of a parent.
#[derive(Debug, Clone, Copy)]
enum Meiosis {
    /// How often which allele is known.
    Known(Passed),
    /// How often which is known of two children of this parent together.
    Shared { parent: usize, is_father: bool },
    /// It is the allele of this variable, or as often another.
    Of { variable: usize, or: Option<Other>, is_father: bool },
}

/// The other of a parent's alleles, of which nothing was read.
#[derive(Debug, Clone, Copy)]
enum Other {
    /// Of a variable, and passed on if a bit is 1.
    IfBit(usize, usize),
    /// Of a variable; nothing else depends on which of both was passed on.
    Either(usize),
}

/// Which of a parent's two alleles, of which nothing was read, is passed on, if it is not always the first.
#[derive(Debug, Clone, Copy)]
enum Which {
    /// The second if this bit is 1.
    Bit(usize),
    /// Either: nothing else depends on which.
    Either,
}

/// What nothing more need be known of to say how often it is which allele.
#[derive(Debug, Clone, Copy)]
struct Passed {
    /// Those that were read of the parent; if nothing was, the population's.
    of: Option<(usize, usize)>,
    is_father: bool,
}

impl Passed {
    /// The weight of an allele of the child's.
    fn weight<W: Drawn>(self, lumping: &Lumping<'_>, allele: usize) -> W {
        match self.of {
            None => W::passed(lumping, self.is_father, allele),
            Some(read) => W::constant(lumping.transmission(self.is_father).passes_either(read, allele)),
        }
    }
}

/// Alleles with those that nobody shows put together, where that changes nothing.
pub(crate) struct Lumping<'a> {
    /// Allele → class.
    pub(crate) class: Vec<usize>,
    /// Frequencies of the classes.
    pub(crate) frequencies: Cow<'a, [f64]>,
    /// What a mother, and a father, passes on, in classes.
    transmissions: [Transmission<'a>; 2],
}

impl<'a> Lumping<'a> {
    /// Every allele by itself.
    pub(crate) fn none(locus: &'a Locus) -> Self {
        Self {
            class: (0..locus.labels().len()).collect(),
            frequencies: Cow::Borrowed(locus.frequencies()),
            transmissions: [locus.transmissions[0].lent(), locus.transmissions[1].lent()],
        }
    }

    /// Classes for a locus at which only the alleles marked in `seen` must stay apart.
    pub(crate) fn new(locus: &'a Locus, seen: &[bool]) -> Self {
        let n = seen.len();
        let unseen = seen.iter().filter(|s| !**s).count();
        if unseen < 2 || !locus.lumps_exactly() {
            return Self::none(locus);
        }
        let k = n - unseen + 1;
        let mut class = vec![k - 1; n];
        let mut representative = vec![0; k];
        let mut next = 0;
        for allele in 0..n {
            if seen[allele] {
                class[allele] = next;
                next += 1;
            }
            representative[class[allele]] = allele;
        }
        let mut frequencies = vec![0.0; k];
        for (allele, &c) in class.iter().enumerate() {
            frequencies[c] += locus.frequencies()[allele];
        }
        let lump = |of: &Transmission<'_>| {
            let lumped = of.matrix().map(|m| {
                let mut lumped = vec![0.0; k * k];
                for (from, &r) in representative.iter().enumerate() {
                    for (to, &c) in class.iter().enumerate() {
                        lumped[from * k + c] += m[r * n + to];
                    }
                }
                lumped
            });
            Transmission::new(&frequencies, lumped)
        };
        let transmissions = [lump(&locus.transmissions[0]), lump(&locus.transmissions[1])];
        Self { class, frequencies: Cow::Owned(frequencies), transmissions }
    }

    /// What a father (or mother) passes on.
    pub(crate) fn transmission(&self, is_father: bool) -> &Transmission<'a> {
        &self.transmissions[usize::from(is_father)]
    }
}

/// A network over one locus, and the variables of the member who was asked about.
struct Built<'a, W> {
    network: Network<'a, W>,
    /// Variables of the member's alleles: paternal and maternal, or the maternal only.
    asked: Vec<usize>,
}

/// What is wanted of the members who are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// P(everything that was read, their alleles).
    Probabilities,
    /// The same up to a factor that all their alleles share: relatives who say nothing of them, since somebody who was
    /// typed stands between, are left out. Where what was read of those is impossible, it does not tell.
    Ratios,
}

/// What is asked of a family at a locus.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) pedigree: &'a Pedigree,
    pub(crate) inheritance: Inheritance,
    pub(crate) lumping: &'a Lumping<'a>,
    /// By member, in classes; those of `asked` don't count.
    pub(crate) genotypes: &'a [Option<Genotype>],
    /// Over whose alleles the answer is: paternal and maternal each, or the maternal only.
    pub(crate) asked: &'a [usize],
    pub(crate) wanted: Wanted,
}

/// What an allele weighs that a founder has of the population.
pub(crate) trait Drawn: Weight {
    /// Whether it is a number: the frequency itself.
    const IS_KNOWN: bool;

    /// Of an allele, or a class of them, with these frequencies of all.
    fn drawn(frequencies: &[f64], allele: usize) -> Self;

    /// The same after it was passed on by a father (or mother).
    fn passed(lumping: &Lumping<'_>, is_father: bool, allele: usize) -> Self;

    /// Of the alleles that two children have of one father (or mother).
    fn shared(lumping: &Lumping<'_>, is_father: bool, alleles: [usize; 2]) -> Self;
}

impl Drawn for f64 {
    const IS_KNOWN: bool = true;

    fn drawn(frequencies: &[f64], allele: usize) -> Self {
        frequencies[allele]
    }

    fn passed(lumping: &Lumping<'_>, is_father: bool, allele: usize) -> Self {
        lumping.transmission(is_father).drawn()[allele]
    }

    fn shared(lumping: &Lumping<'_>, is_father: bool, [a, b]: [usize; 2]) -> Self {
        lumping.transmission(is_father).shared()[a * lumping.frequencies.len() + b]
    }
}

/// The probability of everything that was read, over the alleles of the members who are asked about, times `more`.
pub(crate) fn eliminate<W: Drawn>(question: Question<'_>, more: &W) -> Eliminated<W> {
    let relevant = relevant(question.pedigree, question.genotypes, question.asked);
    let Built { mut network, asked } = build(question, &relevant);
    network.constant(more);
    let signature = |class| question.signature(class, &relevant);
    network.eliminate_known(&asked, question.wanted == Wanted::Ratios, signature)
}

impl Question<'_> {
    /// Everything that the shapes of its network follow from, and the class of the number of alleles.
    fn signature(&self, class: usize, relevant: &[bool]) -> Signature {
        let &Self { pedigree, inheritance, genotypes, asked, wanted, .. } = self;
        let members = pedigree.members();
        let x_chromosomal = inheritance == Inheritance::XChromosomal;
        let mut signature = Signature::new();
        let mut put = |number: usize| signature.push(u32::try_from(number).unwrap_or(u32::MAX));
        put(usize::from(x_chromosomal) + 2 * usize::from(wanted == Wanted::Ratios));
        put(class);
        // Those who don't matter have no number.
        let mut numbers: ByMember<usize> = SmallVec::from_elem(0, members.len());
        for (number, (i, member)) in members.iter().enumerate().filter(|(i, _)| relevant[*i]).enumerate() {
            numbers[i] = number + 1;
            let Origin { inbreeding, kin } = origin(pedigree, inheritance, i);
            let read = if asked.contains(&i) { 0 } else { 1 + Kind::of(genotypes[i]) as usize };
            let is_man = x_chromosomal && member.sex == Sex::Male;
            put(read + 8 * usize::from(is_man) + 16 * usize::from(inbreeding > 0.0));
            put(member.father.map_or(0, |father| numbers[father]));
            put(member.mother.map_or(0, |mother| numbers[mother]));
            // Whoever has one is ordered, even if the other comes later or does not matter.
            put(kin.map_or(0, |(other, _)| 1 + numbers[other]));
        }
        signature
    }
}

/// What is known of a founder's ancestors; at X-chromosomal loci it is not used.
fn origin(pedigree: &Pedigree, inheritance: Inheritance, founder: usize) -> Origin {
    match inheritance {
        Inheritance::Autosomal => pedigree.origin(founder),
        Inheritance::XChromosomal => Origin::default(),
    }
}

/// Whether it matters which of a member's alleles is which: one is the father's, or the first may be one ancestor's with
/// that of a founder who is related.
fn is_ordered(pedigree: &Pedigree, inheritance: Inheritance, member: usize) -> bool {
    pedigree.members()[member].father.is_some() || origin(pedigree, inheritance, member).kin.is_some()
}

/// Who was read or is asked about, and their ancestors: nobody else matters.
pub(crate) fn relevant(
    pedigree: &Pedigree,
    genotypes: &[Option<Genotype>],
    asked: &[usize],
) -> ByMember<bool> {
    with_ancestors(pedigree, |i| genotypes[i].is_some() || asked.contains(&i))
}

/// Some members, and their ancestors.
pub(crate) fn with_ancestors(pedigree: &Pedigree, those: impl Fn(usize) -> bool) -> ByMember<bool> {
    let members = pedigree.members();
    let mut all: ByMember<bool> = (0..members.len()).map(those).collect();
    for i in (0..members.len()).rev() {
        if all[i] {
            members[i].father.into_iter().chain(members[i].mother).for_each(|parent| all[parent] = true);
        }
    }
    all
}

/// Whether one allele of a founder matters, and the other adds up to one: nothing was read of him, and one child of his
/// matters, whose allele is the first then.
pub(crate) fn is_halved(
    pedigree: &Pedigree,
    relevant: &[bool],
    founder: usize,
    genotype: Option<Genotype>,
) -> bool {
    children_of_unknown(pedigree, relevant, founder, genotype) == Some(1)
}

/// How many children of a founder matter, of whom nothing is known, nor of his ancestors.
fn children_of_unknown(
    pedigree: &Pedigree,
    relevant: &[bool],
    founder: usize,
    genotype: Option<Genotype>,
) -> Option<usize> {
    let is_unknown = genotype.is_none()
        && pedigree.members()[founder].father.is_none()
        && pedigree.origin(founder) == Origin::default();
    is_unknown.then(|| pedigree.children(founder).filter(|&c| relevant[c]).count())
}

fn build<'a, W: Drawn>(question: Question<'a>, relevant: &[bool]) -> Built<'a, W> {
    let Question { pedigree, inheritance, lumping, genotypes, asked, .. } = question;
    let members = pedigree.members();
    let x_chromosomal = inheritance == Inheritance::XChromosomal;
    let is_ordered = |i: usize| is_ordered(pedigree, inheritance, i);
    // For each founder the child whose meiosis is fixed to the founder's first allele: a founder's two
    // alleles are exchangeable, so one bit can be saved. It saves most where the child's own allele is
    // free.
    let mut fixed: ByMember<Option<usize>> = SmallVec::from_elem(None, members.len());
    let freedom = |c: usize| if asked.contains(&c) { 2 } else { u8::from(genotypes[c].is_none()) };
    for (c, child) in members.iter().enumerate().filter(|(c, _)| relevant[*c]) {
        for p in [child.father, child.mother].into_iter().flatten().filter(|&p| !is_ordered(p)) {
            if fixed[p].is_none_or(|other| freedom(other) < freedom(c)) {
                fixed[p] = Some(c);
            }
        }
    }
    let mut builder = Builder {
        network: Network::default(),
        lumping,
        classes: lumping.frequencies.len(),
        bits: SmallVec::new(),
        either: SmallVec::new(),
        shared: SmallVec::new(),
    };
    let haploid = |i: usize| x_chromosomal && members[i].sex == Sex::Male;
    let read = |i: usize| if asked.contains(&i) { None } else { genotypes[i] };
    // What somebody has to pass on, if it was read.
    let known = |i: usize| match read(i)? {
        Genotype::Pair(a, b) if !haploid(i) => Some((a, b)),
        one if haploid(i) => one.alleles().next().map(|allele| (allele, allele)),
        _ => None,
    };
    // Of founders of whom nothing is known or asked.
    let own_children = |i: usize| {
        if asked.contains(&i) { None } else { children_of_unknown(pedigree, relevant, i, genotypes[i]) }
    };
    let children: ByMember<Option<usize>> = (0..members.len()).map(own_children).collect();
    let drawn = |i: usize| children[i] == Some(1);
    let needs_no_variable = |p: usize| known(p).is_some() || drawn(p);
    // What two children have of such a founder is a factor over both.
    let is_shared = |p: usize| children[p] == Some(2) && !haploid(p);
    // Two alleles were read, and what just one parent passes on is known: which is whose is added up at once.
    let is_unordered = |i: usize| {
        let parents = [members[i].father, members[i].mother].into_iter().flatten();
        matches!(read(i), Some(Genotype::Pair(..)))
            && !haploid(i)
            && parents.filter(|&p| needs_no_variable(p)).count() == 1
    };
    // Bits first: the last variable of a table runs innermost, and should be a long one.
    for (i, member) in members.iter().enumerate() {
        let mut own = Bits::default();
        if let Some(Genotype::Pair(a, b)) = read(i)
            && is_ordered(i)
            && !haploid(i)
            && !is_unordered(i)
        {
            // Of somebody who looks homozygous it has one value, so that all loci of a family are one network.
            own.phase = Some(builder.network.variable(if a == b { 1 } else { 2 }));
        }
        if relevant[i] {
            for (role, parent) in [member.father, member.mother].into_iter().enumerate() {
                let Some(p) = parent else { continue };
                let no_slot = role == 0 && haploid(i);
                let is_of_variable = !needs_no_variable(p) && !is_shared(p);
                if !haploid(p) && !no_slot && is_of_variable && fixed[p] != Some(i) {
                    own.which[role] = Some(if asked.contains(&p) && is_unordered(i) {
                        Which::Either
                    } else {
                        Which::Bit(builder.network.variable(2))
                    });
                }
            }
        }
        builder.bits.push(own);
    }
    let mut slots: ByMember<Option<Slots>> = SmallVec::from_elem(None, members.len());
    let mut variables = Vec::new();
    for (i, member) in members.iter().enumerate().filter(|(i, _)| relevant[*i]) {
        if drawn(i) || is_shared(i) {
            continue;
        }
        let own = if haploid(i) {
            Slots::One(match read(i) {
                Some(g) => Slot::Known(g.alleles().next().unwrap_or(0)),
                None => builder.free(),
            })
        } else {
            builder.diploid(i, read(i))
        };
        slots[i] = Some(own);
        if asked.contains(&i) {
            variables.extend(own.free());
        }
        let (Some(father), Some(mother)) = (member.father, member.mother) else {
            let Origin { inbreeding, kin } = origin(pedigree, inheritance, i);
            // Of two who are related the second is drawn given the first; members come in this order.
            let first =
                kin.filter(|(other, _)| *other < i).and_then(|(other, shared)| Some((slots[other]?, shared)));
            builder.founder(own, inbreeding, first);
            continue;
        };
        let meiosis = |parent: usize, is_father: bool| {
            if is_shared(parent) {
                return Meiosis::Shared { parent, is_father };
            }
            let which = builder.bits[i].which[usize::from(!is_father)];
            let mut free = slots[parent].into_iter().flat_map(Slots::free);
            let (Some(variable), other) = (free.next(), free.next()) else {
                return Meiosis::Known(Passed { of: known(parent), is_father });
            };
            let or = which.and_then(|which| match which {
                Which::Bit(bit) => other.map(|other| Other::IfBit(other, bit)),
                Which::Either => other.map(Other::Either),
            });
            Meiosis::Of { variable, or, is_father }
        };
        let (from_father, from_mother) = (meiosis(father, true), meiosis(mother, false));
        if let Slots::Two { paternal: Slot::Known(a), maternal: Slot::Known(b) } = own
            && let (Meiosis::Known(passed), other) | (other, Meiosis::Known(passed)) =
                (from_father, from_mother)
        {
            builder.unordered(passed, other, (a, b));
            continue;
        }
        match own {
            Slots::Two { paternal, maternal } => {
                builder.transmission(from_father, paternal);
                builder.transmission(from_mother, maternal);
            }
            Slots::One(maternal) => builder.transmission(from_mother, maternal),
        }
    }
    builder.multiply_either();
    Built { network: builder.network, asked: variables }
}

/// The weight of the genotype of somebody unrelated to everybody else.
pub(crate) fn unrelated<W: Drawn>(genotype: Genotype, frequencies: &[f64]) -> W {
    let founder = |allele| W::drawn(frequencies, allele);
    let two = |a: usize, b: usize| {
        let mut w = founder(a).times(&founder(b));
        if a != b {
            w.scale(2.0);
        }
        w
    };
    match genotype {
        Genotype::Pair(a, b) => two(a, b),
        Genotype::Hemizygous(a) => founder(a),
        Genotype::Partial { allele: a, .. } => {
            let mut sum = two(a, a);
            for b in (0..frequencies.len()).filter(|&b| b != a) {
                let mut other = two(a, b);
                other.scale(genotype.weight_of(a, b));
                sum.add(&other);
            }
            sum
        }
        Genotype::DroppedIn { .. } => {
            let mut sum = W::zero();
            for (weight, meaning) in genotype.meanings() {
                let mut of: W = unrelated(meaning, frequencies);
                of.scale(weight);
                sum.add(&of);
            }
            sum
        }
    }
}

impl Slots {
    /// The father's, or the only one.
    fn first(self) -> Slot {
        match self {
            Self::Two { paternal, .. } => paternal,
            Self::One(one) => one,
        }
    }

    /// Variables of alleles that may be any.
    fn free(self) -> impl Iterator<Item = usize> {
        let (a, b) = match self {
            Self::Two { paternal, maternal } => (paternal, Some(maternal)),
            Self::One(one) => (one, None),
        };
        std::iter::once(a).chain(b).filter_map(|slot| match slot {
            Slot::Free(variable) => Some(variable),
            Slot::Known(_) | Slot::Phase(..) => None,
        })
    }
}

struct Builder<'a, W> {
    network: Network<'a, W>,
    lumping: &'a Lumping<'a>,
    classes: usize,
    bits: ByMember<Bits>,
    /// What children say of either of two variables, whichever they have their allele of.
    either: SmallVec<[(usize, usize, Vec<W>); 4]>,
    /// By parent, what the first of two children has of him, until the second comes.
    shared: SmallVec<[(usize, Half<W>); 4]>,
}

/// What somebody has of one parent.
#[derive(Debug, Clone)]
enum Half<W> {
    /// What is in this slot.
    Slot(Slot),
    /// This allele or that, each with the weight of what the other parent passes on then; the same one once, or the only one
    /// that there is.
    Either(SmallVec<[(usize, W); 2]>),
}

/// Something of each member.
pub(crate) type ByMember<T> = SmallVec<[T; 32]>;

/// The sum over some alleles of their weights, each times that of another thing given it.
fn sum_of<W: Weight>(alleles: &[(usize, W)], of: impl Fn(usize) -> W) -> W {
    let mut sum = W::zero();
    alleles.iter().for_each(|(allele, weight)| sum.add_product(weight, &of(*allele)));
    sum
}

/// The bits that belong to a member.
#[derive(Debug, Clone, Default)]
struct Bits {
    /// Which of the two alleles that were read came from the father, where that matters.
    phase: Option<usize>,
    /// Which of the father's, and of the mother's, alleles was passed on.
    which: [Option<Which>; 2],
}

impl<'a, W: Drawn> Builder<'a, W> {
    /// An allele: any.
    fn free(&mut self) -> Slot {
        Slot::Free(self.network.variable(self.classes))
    }

    /// The two alleles of a member.
    fn diploid(&mut self, member: usize, genotype: Option<Genotype>) -> Slots {
        match genotype {
            Some(Genotype::Pair(a, b)) => match self.bits[member].phase {
                Some(phase) => {
                    Slots::Two { paternal: Slot::Phase(phase, [a, b]), maternal: Slot::Phase(phase, [b, a]) }
                }
                // It does not matter which is which.
                None => Slots::Two { paternal: Slot::Known(a), maternal: Slot::Known(b) },
            },
            // Two alleles where only one was written: the other is unknown.
            Some(Genotype::Hemizygous(a)) => self.diploid(member, Some(Genotype::one_allele(a))),
            Some(unsure @ (Genotype::Partial { .. } | Genotype::DroppedIn { .. })) => {
                let [x, y] = [self.classes; 2].map(|classes| self.network.variable(classes));
                self.network.factor(None, [x, y], |[p, m]| W::constant(unsure.weight_of(p, m)));
                Slots::Two { paternal: Slot::Free(x), maternal: Slot::Free(y) }
            }
            None => Slots::Two { paternal: self.free(), maternal: self.free() },
        }
    }

    /// A founder's alleles are drawn from the population, but that the second may be a copy of the same ancestor's
    /// allele as the first (`inbreeding`), and the first of the same as the first of another founder, with this
    /// probability.
    fn founder(&mut self, slots: Slots, inbreeding: f64, related: Option<(Slots, f64)>) {
        let frequencies = &self.lumping.frequencies[..];
        let copied = |probability: f64, from: usize, to: usize| {
            let mut weight = W::drawn(frequencies, to);
            weight.scale(1.0 - probability);
            if from == to {
                weight.add(&W::constant(probability));
            }
            weight
        };
        let first = slots.first();
        match related {
            Some((other, shared)) => self.pair(other.first(), first, |a, b| copied(shared, a, b)),
            None => self.drawn(first),
        }
        let Slots::Two { paternal, maternal } = slots else { return };
        if inbreeding > 0.0 {
            self.pair(paternal, maternal, |a, b| copied(inbreeding, a, b));
        } else {
            self.drawn(maternal);
        }
        if let (Slot::Known(a), Slot::Known(b)) = (paternal, maternal)
            && a != b
        {
            self.network.constant(&W::constant(2.0));
        }
    }

    /// What a slot is comes from the population.
    fn drawn(&mut self, slot: Slot) {
        let frequencies = &self.lumping.frequencies[..];
        if let Slot::Free(variable) = slot
            && W::IS_KNOWN
        {
            return self.network.table(None, &[variable], frequencies, None);
        }
        self.pair(slot, slot, |a, _| W::drawn(frequencies, a));
    }

    /// A factor over what two slots are.
    fn pair(&mut self, one: Slot, other: Slot, weight: impl Fn(usize, usize) -> W) {
        let variable = |slot: Slot| match slot {
            Slot::Known(_) => None,
            Slot::Phase(v, _) | Slot::Free(v) => Some(v),
        };
        let allele = |slot: Slot, value: usize| match slot {
            Slot::Known(a) => a,
            Slot::Phase(_, alleles) => alleles[value],
            Slot::Free(_) => value,
        };
        match (variable(one), variable(other)) {
            (None, None) => self.network.constant(&weight(allele(one, 0), allele(other, 0))),
            (Some(v), None) => self.network.factor(None, [v], |[i]| weight(allele(one, i), allele(other, 0))),
            (None, Some(v)) => self.network.factor(None, [v], |[i]| weight(allele(one, 0), allele(other, i))),
            (Some(v), Some(w)) if v == w => {
                self.network.factor(None, [v], |[i]| weight(allele(one, i), allele(other, i)));
            }
            (Some(v), Some(w)) => {
                self.network.factor(None, [v, w], |[i, k]| weight(allele(one, i), allele(other, k)));
            }
        }
    }

    /// A parent passes an allele on to a child's slot.
    fn transmission(&mut self, meiosis: Meiosis, child: Slot) {
        let lumping = self.lumping;
        match meiosis {
            Meiosis::Known(passed) => self.pair(child, child, |c, _| passed.weight(lumping, c)),
            Meiosis::Shared { parent, is_father } => self.half(parent, is_father, Half::Slot(child)),
            Meiosis::Of { variable, or: Some(Other::IfBit(other, bit)), is_father } => {
                self.network.constant(&W::constant(0.5));
                self.pass_from(variable, Some(Gate { bit, value: 0 }), child, is_father);
                self.pass_from(other, Some(Gate { bit, value: 1 }), child, is_father);
            }
            Meiosis::Of { variable, is_father, .. } => self.pass_from(variable, None, child, is_father),
        }
    }

    /// Somebody in whom two alleles were read has one of each parent. What one of them passes on is known; the other's is of
    /// the other.
    fn unordered(&mut self, passed: Passed, other: Meiosis, (a, b): (usize, usize)) {
        let lumping = self.lumping;
        // Whatever the one passes on, the other allele is of the other.
        let mut either: SmallVec<[(usize, W); 2]> = SmallVec::new();
        either.push((b, passed.weight(lumping, a)));
        if a != b {
            either.push((a, passed.weight(lumping, b)));
        }
        let (variable, or, is_father) = match other {
            Meiosis::Of { variable, or, is_father } => (variable, or, is_father),
            Meiosis::Shared { parent, is_father } => {
                return self.half(parent, is_father, Half::Either(either));
            }
            Meiosis::Known(other) => {
                let weight = sum_of(&either, |allele| other.weight(lumping, allele));
                return self.apart(weight);
            }
        };
        let of = lumping.transmission(is_father);
        let to: SmallVec<[Cow<'_, [f64]>; 2]> = either.iter().map(|(allele, _)| of.to(*allele)).collect();
        let weights = (0..self.classes).map(|parent| {
            let mut sum = W::zero();
            for ((_, weight), to) in either.iter().zip(&to) {
                sum.add_product(weight, &W::constant(to[parent]));
            }
            sum
        });
        if or.is_some() {
            self.network.constant(&W::constant(0.5));
        }
        match or {
            None => self.network.cells(None, [variable], weights),
            Some(Other::IfBit(other, bit)) => {
                self.network.cells(Some(Gate { bit, value: 0 }), [variable], weights);
                self.network.again(Some(Gate { bit, value: 1 }), [other]);
            }
            Some(Other::Either(other)) => {
                self.either.push((variable, other, weights.collect()));
            }
        }
    }

    /// One of two children of a parent of whom nothing was read has this of him. When both are known, it is a factor over
    /// what they have.
    fn half(&mut self, parent: usize, is_father: bool, half: Half<W>) {
        let half = match half {
            Half::Slot(Slot::Known(allele)) => Half::Either(SmallVec::from_iter([(allele, W::one())])),
            half => half,
        };
        let Some(at) = self.shared.iter().position(|(of, _)| *of == parent) else {
            return self.shared.push((parent, half));
        };
        let lumping = self.lumping;
        let shared = |a: usize, b: usize| W::shared(lumping, is_father, [a, b]);
        match (self.shared.swap_remove(at).1, half) {
            (Half::Slot(one), Half::Slot(other)) => self.share(one, other, is_father),
            (Half::Slot(slot), Half::Either(either)) | (Half::Either(either), Half::Slot(slot)) => {
                self.pair(slot, slot, |c, _| sum_of(&either, |allele| shared(allele, c)));
            }
            (Half::Either(either), Half::Either(others)) => {
                let weight = sum_of(&either, |a| sum_of(&others, |b| shared(a, b)));
                self.apart(weight);
            }
        }
    }

    /// A number as a factor of its own, which is scaled as others are, and left out as those are with which nobody who is
    /// asked about has to do.
    fn apart(&mut self, weight: W) {
        let variable = self.network.variable(1);
        self.network.cells(None, [variable], std::iter::once(weight));
    }

    /// Two children have what is in these slots of one parent, of whom nothing was read.
    fn share(&mut self, one: Slot, other: Slot, is_father: bool) {
        let lumping = self.lumping;
        let with_variable = match (one, other) {
            (Slot::Free(x), Slot::Free(y)) => Some((x.min(y), Slot::Free(x.max(y)))),
            (Slot::Free(x), child) | (child, Slot::Free(x)) => Some((x, child)),
            _ => None,
        };
        if let Some((x, child)) = with_variable.filter(|_| W::IS_KNOWN) {
            // It is the same either way round.
            return self.pass(x, None, child, [lumping.transmission(is_father).shared(); 2]);
        }
        self.pair(one, other, |a, b| W::shared(lumping, is_father, [a, b]));
    }

    /// Writes a factor of what the children of two variables say of them.
    fn multiply_either(&mut self) {
        let either = std::mem::take(&mut self.either);
        for of_one in either.chunk_by(|one, next| one.0 == next.0) {
            let (one, other, _) = of_one[0];
            let cells = self.network.ones([one, other]);
            for (_, _, weights) in of_one {
                for (row, weight) in cells.chunks_exact_mut(weights.len()).zip(weights) {
                    for (cell, more) in row.iter_mut().zip(weights) {
                        let mut sum = weight.clone();
                        sum.add(more);
                        *cell = cell.times(&sum);
                    }
                }
            }
        }
    }

    /// The child's allele comes from variable `x`, where the gate is open.
    fn pass_from(&mut self, x: usize, gate: Option<Gate>, child: Slot, is_father: bool) {
        let of = self.lumping.transmission(is_father);
        if let Some(matrices) = of.matrices() {
            return self.pass(x, gate, child, matrices);
        }
        self.pass_by(x, gate, child, |a, c| W::constant(of.passes(a, c)));
    }

    /// The child's allele is that of variable `x`, or what it becomes: with this weight, by the parent's and the child's.
    fn pass_by(&mut self, x: usize, gate: Option<Gate>, child: Slot, weight: impl Fn(usize, usize) -> W) {
        match child {
            Slot::Known(c) => self.network.factor(gate, [x], |[a]| weight(a, c)),
            Slot::Phase(h, alleles) => self.network.factor(gate, [h, x], |[h, a]| weight(a, alleles[h])),
            Slot::Free(c) => self.network.factor(gate, [x, c], |[a, c]| weight(a, c)),
        }
    }

    /// The same with numbers as weights, by the parent's allele and the child's, and the other way round; a variable of the
    /// child's comes after the parent's.
    fn pass(&mut self, x: usize, gate: Option<Gate>, child: Slot, [by_parent, by_child]: [&'a [f64]; 2]) {
        let to = |allele: usize| &by_child[allele * self.classes..(allele + 1) * self.classes];
        match child {
            Slot::Known(c) => self.network.table(gate, &[x], to(c), None),
            // Bits come first.
            Slot::Phase(h, [a, b]) if a == b => self.network.table(gate, &[h, x], to(a), None),
            Slot::Phase(h, [a, b]) => {
                let cells = to(a).iter().chain(to(b)).map(|p| W::constant(*p));
                self.network.cells(gate, [h, x], cells);
            }
            Slot::Free(c) => self.network.table(gate, &[x, c], by_parent, Some(by_child)),
        }
    }
}
