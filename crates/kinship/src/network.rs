//! From a pedigree at one locus to a network of variables and factors.
//!
//! Variables: the two inherited alleles of each untyped member; one bit for the phase of a typed
//! heterozygote; one bit a meiosis for which of an untyped parent's alleles was passed on. A member
//! without typed descendants is left out: everything about them sums to one.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::elimination::{Eliminated, Gate, Like, Network, Signature, Weight, class};
use crate::locus::{Genotype, Inheritance, Locus};
use crate::pedigree::{Origin, Pedigree, Sex};

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

/// The alleles of a member: two, or the mother's only (a man at an X-chromosomal locus).
#[derive(Debug, Clone, Copy)]
enum Slots {
    Two { paternal: Slot, maternal: Slot },
    MaternalOnly(Slot),
}

/// Alleles with those that nobody shows put together, where that changes nothing.
pub(crate) struct Lumping<'a> {
    /// Allele → class.
    pub(crate) class: Vec<usize>,
    /// Frequencies of the classes.
    pub(crate) frequencies: Cow<'a, [f64]>,
    female: Option<Cow<'a, [f64]>>,
    male: Option<Cow<'a, [f64]>>,
}

impl<'a> Lumping<'a> {
    /// Every allele by itself.
    pub(crate) fn none(locus: &'a Locus) -> Self {
        Self {
            class: (0..locus.labels().len()).collect(),
            frequencies: Cow::Borrowed(locus.frequencies()),
            female: locus.female.as_deref().map(Cow::Borrowed),
            male: locus.male.as_deref().map(Cow::Borrowed),
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
        let lump = |matrix: &Option<Vec<f64>>| {
            matrix.as_ref().map(|m| {
                let mut lumped = vec![0.0; k * k];
                for (from, &r) in representative.iter().enumerate() {
                    for (to, &c) in class.iter().enumerate() {
                        lumped[from * k + c] += m[r * n + to];
                    }
                }
                Cow::Owned(lumped)
            })
        };
        Self {
            female: lump(&locus.female),
            male: lump(&locus.male),
            class,
            frequencies: Cow::Owned(frequencies),
        }
    }

    /// What a father (or mother) passes on, row by row: from, to; `None` where alleles never change.
    fn matrix(&self, is_father: bool) -> Option<&[f64]> {
        if is_father { self.male.as_deref() } else { self.female.as_deref() }
    }

    /// P(a father (or mother) passes `from` on as `to`), in classes.
    pub(crate) fn passes(&self, is_father: bool, from: usize, to: usize) -> f64 {
        match self.matrix(is_father) {
            Some(m) => m[from * self.frequencies.len() + to],
            None => f64::from(u8::from(from == to)),
        }
    }
}

/// A network over one locus, and the variables of the member who was asked about.
struct Built<W> {
    network: Network<W>,
    /// Variables of the member's alleles: paternal and maternal, or the maternal only.
    asked: Vec<usize>,
    /// What each variable stands for.
    names: Vec<Name>,
}

/// What a variable stands for: the member, and which of the member's bits and alleles.
type Name = (usize, Of);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Phase,
    /// From the father, or from the mother.
    Which(usize),
    Allele(usize),
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

/// The probability of everything that was read, over the alleles of the members who are asked about, times `more`.
/// `founder` gives the weight of drawing an allele.
pub(crate) fn eliminate<W: Weight>(
    question: Question<'_>,
    founder: &impl Fn(usize) -> W,
    more: &W,
) -> Eliminated<W> {
    let Built { mut network, asked: keep, names } = build(question, founder).only(question.wanted);
    network.constant(more);
    network.eliminate_known(&keep, question.signature(), || like(question, &names))
}

impl<W: Weight> Built<W> {
    /// What is needed of it.
    fn only(self, wanted: Wanted) -> Self {
        if wanted == Wanted::Probabilities {
            return self;
        }
        let Self { network, asked, names } = self;
        let (network, numbers) = network.connected(&asked);
        let asked = asked.into_iter().filter_map(|v| numbers[v]).collect();
        let names = names.into_iter().zip(numbers).filter(|(_, number)| number.is_some());
        Self { network, asked, names: names.map(|(name, _)| name).collect() }
    }
}

impl Question<'_> {
    /// Everything that the shapes of its network, and the classes of their numbers of values, follow from.
    fn signature(&self) -> Signature {
        let &Self { pedigree, inheritance, lumping, genotypes, asked, wanted } = self;
        let members = pedigree.members();
        let relevant = relevant(pedigree, genotypes, asked);
        let x_chromosomal = inheritance == Inheritance::XChromosomal;
        let mut signature = Signature::new();
        let mut put = |number: usize| signature.push(u32::try_from(number).unwrap_or(u32::MAX));
        put(usize::from(x_chromosomal) + 2 * usize::from(wanted == Wanted::Ratios));
        put(class(lumping.frequencies.len()));
        // Those who don't matter have no number.
        let mut numbers = vec![0; members.len()];
        for (number, (i, member)) in members.iter().enumerate().filter(|(i, _)| relevant[*i]).enumerate() {
            numbers[i] = number + 1;
            let Origin { inbreeding, kin } = origin(pedigree, inheritance, i);
            let read = match genotypes[i] {
                _ if asked.contains(&i) => 0,
                None => 1,
                Some(Genotype::Pair(a, b)) if a != b && is_ordered(pedigree, inheritance, i) => 2,
                Some(Genotype::Pair(..)) => 3,
                Some(Genotype::Hemizygous(_)) => 4,
                Some(Genotype::Partial { .. } | Genotype::DroppedIn { .. }) => 5,
            };
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

/// The network of the locus at which nobody looks homozygous. The loci of a family differ in who does, and so has no
/// phase; otherwise they are one network, and a good order for this one is good for all. `None` if it is the locus's own.
fn like(question: Question<'_>, names: &[Name]) -> Option<Like> {
    let Question { pedigree, inheritance, lumping, genotypes, asked, wanted } = question;
    let hides = |i: usize, g: Genotype| {
        matches!(g, Genotype::Pair(a, b) if a == b) && is_ordered(pedigree, inheritance, i)
    };
    if !genotypes.iter().enumerate().any(|(i, g)| g.is_some_and(|g| !asked.contains(&i) && hides(i, g))) {
        return None;
    }
    // Which alleles they are, and how many there are, changes no factor's variables: two do.
    let heterozygous = |g: Genotype| match g {
        Genotype::Pair(..) => Genotype::Pair(0, 1),
        other => other.map(|_| 0),
    };
    let genotypes: Vec<Option<Genotype>> = genotypes.iter().map(|g| g.map(heterozygous)).collect();
    let signature = Question { genotypes: &genotypes, ..question }.signature();
    let two = Lumping { class: vec![0, 1], frequencies: Cow::Owned(vec![0.5; 2]), female: None, male: None };
    let of_two = Question { lumping: &two, genotypes: &genotypes, ..question };
    let wide = build(of_two, &|_| 0.5).only(wanted);
    let own: HashMap<Name, usize> = names.iter().enumerate().map(|(v, &name)| (name, v)).collect();
    let own = wide.names.iter().map(|name| own.get(name).copied()).collect();
    let is_allele = wide.names.iter().map(|(_, of)| matches!(of, Of::Allele(_))).collect();
    Some(wide.network.like(signature, lumping.frequencies.len(), wide.asked, is_allele, own))
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
pub(crate) fn relevant(pedigree: &Pedigree, genotypes: &[Option<Genotype>], asked: &[usize]) -> Vec<bool> {
    let members = pedigree.members();
    let mut relevant: Vec<bool> =
        (0..members.len()).map(|i| genotypes[i].is_some() || asked.contains(&i)).collect();
    for i in (0..members.len()).rev().filter(|&i| members[i].father.is_some()) {
        if relevant[i] {
            members[i].father.into_iter().chain(members[i].mother).for_each(|p| relevant[p] = true);
        }
    }
    relevant
}

/// Whether one allele of a founder matters, and the other adds up to one: nothing was read of him, and one child of his
/// matters, whose allele is the first then.
pub(crate) fn is_halved(
    pedigree: &Pedigree,
    relevant: &[bool],
    founder: usize,
    genotype: Option<Genotype>,
) -> bool {
    genotype.is_none()
        && pedigree.members()[founder].father.is_none()
        && pedigree.origin(founder) == Origin::default()
        && pedigree.children(founder).filter(|&c| relevant[c]).count() == 1
}

fn build<W: Weight>(question: Question<'_>, founder: &impl Fn(usize) -> W) -> Built<W> {
    let Question { pedigree, inheritance, lumping, genotypes, asked, .. } = question;
    let members = pedigree.members();
    let relevant = relevant(pedigree, genotypes, asked);
    let x_chromosomal = inheritance == Inheritance::XChromosomal;
    let is_ordered = |i: usize| is_ordered(pedigree, inheritance, i);
    // For each founder the child whose meiosis is fixed to the founder's first allele: a founder's two
    // alleles are exchangeable, so one bit can be saved. It saves most where the child's own allele is
    // free.
    let mut fixed: Vec<Option<usize>> = vec![None; members.len()];
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
        bits: Vec::new(),
        names: Vec::new(),
    };
    // Bits first: the last variable of a table runs innermost, and should be a long one.
    for (i, member) in members.iter().enumerate() {
        let mut own = Bits::default();
        if relevant[i] && !asked.contains(&i) {
            let hidden = matches!(genotypes[i], Some(Genotype::Pair(a, b)) if a != b);
            if hidden && is_ordered(i) {
                own.phase = Some(builder.variable(2, (i, Of::Phase)));
            }
        }
        if relevant[i] {
            for (role, parent) in [member.father, member.mother].into_iter().enumerate() {
                let Some(p) = parent else { continue };
                let haploid_parent = x_chromosomal && role == 0;
                let no_slot = role == 0 && x_chromosomal && member.sex == Sex::Male;
                let known = !asked.contains(&p) && genotypes[p].is_some_and(Genotype::is_sure);
                if !haploid_parent && !no_slot && !known && fixed[p] != Some(i) {
                    own.which[role] = Some(builder.variable(2, (i, Of::Which(role))));
                }
            }
        }
        builder.bits.push(own);
    }
    let mut slots: Vec<Option<Slots>> = vec![None; members.len()];
    let mut variables = Vec::new();
    for (i, member) in members.iter().enumerate().filter(|(i, _)| relevant[*i]) {
        let haploid = x_chromosomal && member.sex == Sex::Male;
        let genotype = if asked.contains(&i) { None } else { genotypes[i] };
        let haploid = haploid || !asked.contains(&i) && is_halved(pedigree, &relevant, i, genotype);
        let own = if haploid {
            Slots::MaternalOnly(match genotype {
                Some(g) => Slot::Known(g.alleles().next().unwrap_or(0)),
                None => builder.free(i, 1),
            })
        } else {
            builder.diploid(i, genotype, is_ordered(i))
        };
        slots[i] = Some(own);
        if asked.contains(&i) {
            for slot in own.all() {
                if let Slot::Free(v) = slot {
                    variables.push(v);
                }
            }
        }
        if member.father.is_none() {
            let Origin { inbreeding, kin } = origin(pedigree, inheritance, i);
            // Of two who are related the second is drawn given the first; members come in this order.
            let first =
                kin.filter(|(other, _)| *other < i).and_then(|(other, shared)| Some((slots[other]?, shared)));
            builder.founder(own, inbreeding, first, founder);
            continue;
        }
        if let Slots::Two { paternal, .. } = own {
            builder.transmission(member.father, &slots, true, i, paternal);
        }
        builder.transmission(member.mother, &slots, false, i, own.maternal());
    }
    Built { network: builder.network, asked: variables, names: builder.names }
}

/// The weight of the genotype of somebody unrelated to everybody else.
pub(crate) fn unrelated<W: Weight>(genotype: Genotype, classes: usize, founder: &impl Fn(usize) -> W) -> W {
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
            for b in (0..classes).filter(|&b| b != a) {
                let mut other = two(a, b);
                other.scale(genotype.weight_of(a, b));
                sum.add(&other);
            }
            sum
        }
        Genotype::DroppedIn { .. } => {
            let mut sum = W::zero();
            for (weight, meaning) in genotype.meanings() {
                let mut of = unrelated(meaning, classes, founder);
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
            Self::MaternalOnly(maternal) => maternal,
        }
    }

    fn maternal(self) -> Slot {
        match self {
            Self::Two { maternal, .. } | Self::MaternalOnly(maternal) => maternal,
        }
    }

    fn all(self) -> impl Iterator<Item = Slot> {
        let (a, b) = match self {
            Self::Two { paternal, maternal } => (paternal, Some(maternal)),
            Self::MaternalOnly(maternal) => (maternal, None),
        };
        std::iter::once(a).chain(b)
    }
}

struct Builder<'a, W> {
    network: Network<W>,
    lumping: &'a Lumping<'a>,
    classes: usize,
    bits: Vec<Bits>,
    /// What each variable of the network stands for.
    names: Vec<Name>,
}

/// The bits that belong to a member.
#[derive(Debug, Clone, Default)]
struct Bits {
    /// Which of the two alleles that were read came from the father.
    phase: Option<usize>,
    /// Which of the father's, and of the mother's, alleles was passed on.
    which: [Option<usize>; 2],
}

impl<W: Weight> Builder<'_, W> {
    fn variable(&mut self, card: usize, name: Name) -> usize {
        self.names.push(name);
        self.network.variable(card)
    }

    /// A member's allele from the father (0) or the mother (1): any.
    fn free(&mut self, member: usize, from: usize) -> Slot {
        Slot::Free(self.variable(self.classes, (member, Of::Allele(from))))
    }

    /// The two alleles of a member; `is_ordered`: it matters which is which.
    fn diploid(&mut self, member: usize, genotype: Option<Genotype>, is_ordered: bool) -> Slots {
        match genotype {
            Some(Genotype::Pair(a, b)) if a == b || !is_ordered => {
                Slots::Two { paternal: Slot::Known(a), maternal: Slot::Known(b) }
            }
            Some(Genotype::Pair(a, b)) => {
                let known = self.bits[member].phase;
                let phase = known.unwrap_or_else(|| self.variable(2, (member, Of::Phase)));
                Slots::Two { paternal: Slot::Phase(phase, [a, b]), maternal: Slot::Phase(phase, [b, a]) }
            }
            // Two alleles where only one was written: the other is unknown.
            Some(Genotype::Hemizygous(a)) => self.diploid(member, Some(Genotype::one_allele(a)), is_ordered),
            Some(unsure @ (Genotype::Partial { .. } | Genotype::DroppedIn { .. })) => {
                let [x, y] = [0, 1].map(|from| self.variable(self.classes, (member, Of::Allele(from))));
                self.network.factor(None, [x, y], |[p, m]| W::constant(unsure.weight_of(p, m)));
                Slots::Two { paternal: Slot::Free(x), maternal: Slot::Free(y) }
            }
            None => Slots::Two { paternal: self.free(member, 0), maternal: self.free(member, 1) },
        }
    }

    /// A founder's alleles are drawn from the population, but that the second may be a copy of the same ancestor's
    /// allele as the first (`inbreeding`), and the first of the same as the first of another founder, with this
    /// probability.
    fn founder(
        &mut self,
        slots: Slots,
        inbreeding: f64,
        related: Option<(Slots, f64)>,
        founder: &impl Fn(usize) -> W,
    ) {
        let copied = |probability: f64, from: usize, to: usize| {
            let mut weight = founder(to);
            weight.scale(1.0 - probability);
            if from == to {
                weight.add(&W::constant(probability));
            }
            weight
        };
        let first = slots.first();
        match related {
            Some((other, shared)) => self.pair(other.first(), first, |a, b| copied(shared, a, b)),
            None => self.pair(first, first, |a, _| founder(a)),
        }
        let Slots::Two { paternal, maternal } = slots else { return };
        if inbreeding > 0.0 {
            self.pair(paternal, maternal, |a, b| copied(inbreeding, a, b));
        } else {
            self.pair(maternal, maternal, |a, _| founder(a));
        }
        if let (Slot::Known(a), Slot::Known(b)) = (paternal, maternal)
            && a != b
        {
            self.network.constant(&W::constant(2.0));
        }
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
    fn transmission(
        &mut self,
        parent: Option<usize>,
        slots: &[Option<Slots>],
        is_father: bool,
        child_index: usize,
        child: Slot,
    ) {
        let Some(own) = parent.and_then(|p| slots[p]) else { return };
        let lumping = self.lumping;
        let passes = |from: usize, to: usize| lumping.passes(is_father, from, to);
        let known = |slot: Slot| match slot {
            // Which of two known alleles came from which grandparent doesn't matter here.
            Slot::Known(a) | Slot::Phase(_, [a, _]) => Some(a),
            Slot::Free(_) => None,
        };
        match own {
            Slots::MaternalOnly(Slot::Free(x)) => self.pass_from(x, None, child, is_father),
            Slots::MaternalOnly(slot) => {
                if let Some(a) = known(slot) {
                    self.pass_known(child, |c| passes(a, c));
                }
            }
            Slots::Two { paternal: Slot::Free(x), maternal: Slot::Free(y) } => {
                let Some(which) = self.bits[child_index].which[usize::from(!is_father)] else {
                    return self.pass_from(x, None, child, is_father);
                };
                self.network.constant(&W::constant(0.5));
                self.pass_from(x, Some((which, 0)), child, is_father);
                self.pass_from(y, Some((which, 1)), child, is_father);
            }
            Slots::Two { paternal, maternal } => {
                if let (Some(a), Some(b)) = (known(paternal), known(maternal)) {
                    self.pass_known(child, |c| 0.5 * (passes(a, c) + passes(b, c)));
                }
            }
        }
    }

    /// The child's allele comes from a parent whose alleles are known.
    fn pass_known(&mut self, child: Slot, probability: impl Fn(usize) -> f64) {
        match child {
            Slot::Known(c) => self.network.constant(&W::constant(probability(c))),
            Slot::Phase(h, alleles) => {
                self.network.factor(None, [h], |[i]| W::constant(probability(alleles[i])));
            }
            Slot::Free(c) => self.network.factor(None, [c], |[c]| W::constant(probability(c))),
        }
    }

    /// The child's allele comes from variable `x`, if the bit `which` has the given value.
    fn pass_from(&mut self, x: usize, which: Option<(usize, usize)>, child: Slot, is_father: bool) {
        let (network, lumping) = (&mut self.network, self.lumping);
        let passes = |from: usize, to: usize| W::constant(lumping.passes(is_father, from, to));
        let gate = which.map(|(bit, value)| Gate { bit, value });
        match (child, lumping.matrix(is_father)) {
            (Slot::Known(c), _) => network.factor(gate, [x], |[a]| passes(a, c)),
            (Slot::Phase(h, alleles), _) => network.factor(gate, [x, h], |[a, i]| passes(a, alleles[i])),
            // Parents' variables come before their children's.
            (Slot::Free(c), Some(matrix)) => {
                network.table(gate, [x, c], matrix.iter().copied().map(W::constant));
            }
            (Slot::Free(c), None) => network.factor(gate, [x, c], |[a, c]| passes(a, c)),
        }
    }
}
