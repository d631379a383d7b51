//! A locus ready for computing: alleles as indices, frequencies, transition matrices.

use std::collections::HashMap;
use std::sync::Arc;

use crate::likelihood;
use crate::mutation::{Mutation, MutationError, MutationModel};
use crate::pedigree::Sex;
use crate::profile::AllelePair;
use crate::transmission::Transmission;

/// Where a locus lies, and so how it is inherited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Inheritance {
    /// One allele from each parent.
    Autosomal,
    /// A woman has two alleles, a man the one of his mother.
    XChromosomal,
}

/// A locus with everything a likelihood needs. Built once, used for every pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Locus {
    name: String,
    inheritance: Inheritance,
    labels: Vec<String>,
    frequencies: Vec<f64>,
    index: HashMap<String, usize>,
    mutation: Mutation,
    /// What a mother, and a father, passes on.
    pub(crate) transmissions: [Transmission<'static>; 2],
    /// The allele that no kit shows, if the locus has one.
    silent: Option<usize>,
    /// P(a person with two alleles, drawn at random, has a genotype), by genotype.
    genotype_frequencies: Arc<[f64]>,
}

/// What the silent allele is called among a locus' labels. It is never read, so no profile names it.
pub const SILENT: &str = "silent";

/// What was read at a locus, alleles as indices into [`Locus::labels`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Genotype {
    /// Two alleles, the smaller index first.
    Pair(usize, usize),
    /// One allele was read, and a second may have gone unseen.
    Partial {
        /// The allele that was read.
        allele: usize,
        /// P(this reading | a given heterozygote with the allele) / P(this reading | homozygote):
        /// 1 where the second allele is simply unknown, less where it may have dropped out, 0 where it can't.
        hidden: f64,
        /// The locus' silent allele, and the same ratio where it is the other one: it is never seen, so 1
        /// unless drop-out is allowed for. `None`: it counts as any other.
        silent: Option<(usize, f64)>,
    },
    /// The only allele of a man at an X-chromosomal locus.
    Hemizygous(usize),
    /// Two different alleles were read, of which one may have dropped in ([`Genotype::with_drop_in`]).
    DroppedIn {
        /// The alleles, the smaller index first.
        alleles: (usize, usize),
        /// P(this reading | the first allele twice) / P(this reading | both alleles), and the same of the second;
        /// 1 at most.
        alone: (f64, f64),
        /// As in [`Genotype::Partial`], of the allele that is the person's.
        hidden: f64,
        /// As in [`Genotype::Partial`].
        silent: Option<(usize, f64)>,
    },
}

/// An allele that a locus does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("locus {locus} has no allele {allele:?} in the frequency table")]
pub struct UnknownAllele {
    /// Locus name.
    pub locus: String,
    /// The label that was asked for.
    pub allele: String,
}

impl Locus {
    /// A locus from its alleles with frequencies.
    ///
    /// # Errors
    /// [`MutationError`] if the mutation model can't be had for these alleles.
    pub fn new(
        name: impl Into<String>,
        inheritance: Inheritance,
        alleles: &[(String, f64)],
        mutation: Mutation,
    ) -> Result<Self, MutationError> {
        let labels: Vec<String> = alleles.iter().map(|a| a.0.clone()).collect();
        let frequencies: Vec<f64> = alleles.iter().map(|a| a.1).collect();
        let matrix = |model: &crate::MutationModel| {
            let m = model.matrix(&labels, &frequencies)?;
            let n = labels.len();
            // A row that keeps everything to itself is exactly that: its entries are 1 and 0.
            let identity = (0..n).all(|i| m[i * n + i] >= 1.0);
            Ok((!identity).then_some(m))
        };
        let [female, male] = [matrix(&mutation.female)?, matrix(&mutation.male)?];
        let transmissions = [female, male].map(|matrix| Transmission::new(&frequencies, matrix));
        let index = labels.iter().enumerate().map(|(i, l)| (l.clone(), i)).collect();
        let (silent, genotype_frequencies) = (None, genotype_frequencies(&frequencies));
        Ok(Self {
            name: name.into(),
            inheritance,
            labels,
            frequencies,
            index,
            mutation,
            transmissions,
            silent,
            genotype_frequencies,
        })
    }

    /// A locus at which an allele of frequency `silent` is never seen, because the kit's primer does not bind
    /// there (Kling et al. 2014, *FSI: Genetics* 13:121): the others' frequencies are scaled by 1 − `silent`. What
    /// looks homozygous may hide it; a person who has it twice counts as not typed. The others mutate into each
    /// other, at the same overall rate, and it neither comes of a mutation nor mutates, as in Familias. With
    /// `silent` 0 the locus is [`Locus::new`]'s.
    ///
    /// # Errors
    /// [`MutationError`] if the frequency is none, or the mutation model can't be had for the others.
    pub fn with_silent(
        name: impl Into<String>,
        inheritance: Inheritance,
        alleles: &[(String, f64)],
        silent: f64,
        mutation: Mutation,
    ) -> Result<Self, MutationError> {
        if silent == 0.0 {
            return Self::new(name, inheritance, alleles, mutation);
        }
        if !(0.0..1.0).contains(&silent) {
            return Err(MutationError::Silent(silent));
        }
        let seen = 1.0 - silent;
        // Of all alleles so many mutate: of those that can, more.
        let among_seen = |model: &MutationModel| match model {
            MutationModel::Proportional { rate } => MutationModel::Proportional { rate: rate / seen },
            other => other.clone(),
        };
        let models = Mutation { female: among_seen(&mutation.female), male: among_seen(&mutation.male) };
        let mut locus = Self::new(name, inheritance, alleles, models)?;
        let n = alleles.len();
        let with_one_more = |matrix: &[f64]| {
            let mut larger = vec![0.0; (n + 1) * (n + 1)];
            for (row, old) in larger.chunks_mut(n + 1).zip(matrix.chunks(n)) {
                row[..n].copy_from_slice(old);
            }
            larger[(n + 1) * (n + 1) - 1] = 1.0;
            larger
        };
        locus.frequencies.iter_mut().for_each(|p| *p *= seen);
        locus.frequencies.push(silent);
        locus.genotype_frequencies = genotype_frequencies(&locus.frequencies);
        let of = &locus.frequencies;
        locus.transmissions =
            locus.transmissions.map(|of_seen| Transmission::new(of, of_seen.matrix().map(with_one_more)));
        locus.labels.push(SILENT.to_owned());
        locus.silent = Some(n);
        locus.mutation = mutation;
        Ok(locus)
    }

    /// The same without mutation.
    #[must_use]
    pub fn without_mutation(&self) -> Self {
        let transmissions = [None, None].map(|matrix| Transmission::new(&self.frequencies, matrix));
        Self { mutation: Mutation::none(), transmissions, ..self.clone() }
    }

    /// The same in a population of these allele frequencies, in the order of the labels; alleles mutate as before.
    pub(crate) fn with_frequencies(&self, frequencies: Vec<f64>) -> Self {
        let with = |of: &Transmission<'_>| Transmission::new(&frequencies, of.matrix().map(<[f64]>::to_vec));
        let transmissions = [with(&self.transmissions[0]), with(&self.transmissions[1])];
        let genotype_frequencies = genotype_frequencies(&frequencies);
        Self { frequencies, transmissions, genotype_frequencies, ..self.clone() }
    }

    /// The index of the silent allele, if there is one.
    #[must_use]
    pub fn silent(&self) -> Option<usize> {
        self.silent
    }

    /// The locus' name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it is inherited.
    #[must_use]
    pub fn inheritance(&self) -> Inheritance {
        self.inheritance
    }

    /// Allele labels; a genotype's indices point into this.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Allele frequencies, in the order of the labels.
    #[must_use]
    pub fn frequencies(&self) -> &[f64] {
        &self.frequencies
    }

    /// P(a person with two alleles, drawn at random, has a genotype) in Hardy–Weinberg proportions, by genotype: the upper
    /// triangle over the alleles, row by row. All tables of the locus share it.
    pub(crate) fn genotype_frequencies(&self) -> Arc<[f64]> {
        Arc::clone(&self.genotype_frequencies)
    }

    /// Its mutation models.
    #[must_use]
    pub fn mutation(&self) -> &Mutation {
        &self.mutation
    }

    /// Whether alleles that nobody shows can be treated as one without changing the likelihood.
    pub(crate) fn lumps_exactly(&self) -> bool {
        let models = [&self.mutation.female, &self.mutation.male];
        let lumps =
            |(of, model): (&Transmission<'_>, &MutationModel)| of.matrix().is_none() || model.lumps_exactly();
        self.transmissions.iter().zip(models).all(lumps)
    }

    /// Whether an allele that changes becomes what is drawn from the population, be it itself.
    pub(crate) fn changes_to_what_is_drawn(&self) -> bool {
        let drawn =
            |model: &MutationModel| matches!(model, MutationModel::None | MutationModel::Proportional { .. });
        self.silent.is_none() && drawn(&self.mutation.female) && drawn(&self.mutation.male)
    }

    /// The index of an allele.
    ///
    /// # Errors
    /// [`UnknownAllele`] if the frequency table lacks it.
    pub fn allele(&self, label: &str) -> Result<usize, UnknownAllele> {
        self.index
            .get(label)
            .copied()
            .ok_or_else(|| UnknownAllele { locus: self.name.clone(), allele: label.to_owned() })
    }

    /// Everything that can be read here of a person of this sex who is typed at all.
    #[must_use]
    pub fn readings(&self, sex: Sex) -> Vec<Genotype> {
        let seen = || (0..self.labels.len()).filter(|a| self.silent != Some(*a));
        if self.inheritance == Inheritance::XChromosomal && sex == Sex::Male {
            return seen().map(Genotype::Hemizygous).collect();
        }
        let twice = |a: usize| match self.silent {
            Some(s) => Genotype::Partial { allele: a, hidden: 0.0, silent: Some((s, 1.0)) },
            None => Genotype::Pair(a, a),
        };
        seen()
            .flat_map(|a| seen().filter(move |b| *b >= a).map(move |b| (a, b)))
            .map(|(a, b)| if a == b { twice(a) } else { Genotype::Pair(a, b) })
            .collect()
    }

    /// What a pair of labels means for a person of this sex at this locus: a man has one allele at
    /// an X-chromosomal locus, written once or twice.
    ///
    /// # Errors
    /// [`UnknownAllele`] if the frequency table lacks one of them.
    pub fn genotype(&self, pair: &AllelePair, sex: Sex) -> Result<Genotype, UnknownAllele> {
        let first = self.allele(&pair.first)?;
        let second = pair.second.as_deref().map(|s| self.allele(s)).transpose()?;
        Ok(match (self.inheritance, sex, second) {
            (Inheritance::XChromosomal, Sex::Male, _) => Genotype::Hemizygous(first),
            (_, _, Some(second)) if first == second && self.silent.is_some() => {
                Genotype::Partial { allele: first, hidden: 0.0, silent: self.silent.map(|s| (s, 1.0)) }
            }
            (_, _, Some(second)) => Genotype::pair(first, second),
            (_, _, None) => Genotype::one_allele(first),
        })
    }
}

/// What [`Locus::genotype_frequencies`] are with these frequencies of the alleles.
fn genotype_frequencies(p: &[f64]) -> Arc<[f64]> {
    likelihood::fold(p.len(), |a, b| if a == b { p[a] * p[a] } else { 2.0 * p[a] * p[b] }).into()
}

impl Genotype {
    /// A genotype of two alleles in any order.
    #[must_use]
    pub fn pair(a: usize, b: usize) -> Self {
        Self::Pair(a.min(b), a.max(b))
    }

    /// One allele was read; nothing is known of the other.
    #[must_use]
    pub fn one_allele(allele: usize) -> Self {
        Self::Partial { allele, hidden: 1.0, silent: None }
    }

    /// What may have been read of the person: itself, or, where an allele may have dropped in, both alleles or either
    /// alone. P(this reading | alleles of a person) is their sum, each with its weight, of 0 or more. None of them is a
    /// [`Self::DroppedIn`].
    pub fn meanings(self) -> impl Iterator<Item = (f64, Self)> {
        let meanings = match self {
            Self::DroppedIn { alleles: (a, b), alone, hidden, silent } => {
                let of = |allele: usize| Self::Partial { allele, hidden, silent };
                // Whoever has both alleles is counted with either; altogether as often as 1.
                let both = (1.0 - hidden * (alone.0 + alone.1)).max(0.0);
                [Some((both, Self::Pair(a, b))), Some((alone.0, of(a))), Some((alone.1, of(b)))]
            }
            other => [Some((1.0, other)), None, None],
        };
        meanings.into_iter().flatten()
    }

    /// P(this reading | a person has these two alleles, in any order), up to a factor that all alleles share: what was read
    /// itself has 1.
    #[must_use]
    pub fn weight_of(self, a: usize, b: usize) -> f64 {
        let is = |yes: bool| f64::from(u8::from(yes));
        match self {
            Self::Pair(x, y) => is((a.min(b), a.max(b)) == (x, y)),
            Self::Hemizygous(x) => is(a == x && b == x),
            Self::Partial { allele, hidden, silent } => {
                let beside = |other: usize| match silent {
                    Some((silent, weight)) if silent == other => weight,
                    _ => hidden,
                };
                match (a == allele, b == allele) {
                    (true, true) => 1.0,
                    (true, false) => beside(b),
                    (false, true) => beside(a),
                    (false, false) => 0.0,
                }
            }
            Self::DroppedIn { .. } => {
                self.meanings().map(|(weight, meaning)| weight * meaning.weight_of(a, b)).sum()
            }
        }
    }

    /// The genotypes of so many alleles that may be behind it, each with its [`Self::weight_of`].
    pub fn behind(self, alleles: usize) -> impl Iterator<Item = (f64, Self)> {
        let all = (0..alleles).flat_map(move |a| (a..alleles).map(move |b| (a, b)));
        all.map(move |(a, b)| (self.weight_of(a, b), Self::Pair(a, b))).filter(|(weight, _)| *weight > 0.0)
    }

    /// Whether it says which alleles the person has: no other could have gone unseen, or dropped in.
    #[must_use]
    pub fn is_sure(self) -> bool {
        matches!(self, Self::Pair(..) | Self::Hemizygous(_))
    }

    /// The same reading from a degraded sample, where each copy of an allele fails to show with
    /// probability `drop_out`, independently (Balding & Buckleton 2009, *FSI: Genetics* 4:1, without
    /// drop-in): what looks homozygous may hide a second allele, or a silent one. Other readings stay as they are.
    #[must_use]
    pub fn with_drop_out(self, drop_out: f64) -> Self {
        // d(1-d) against 1-d²: one copy lost, against not both lost; for a silent allele only the other copy has
        // to be seen, 1-d.
        let hidden = drop_out / (1.0 + drop_out);
        match self {
            Self::Pair(a, b) if a == b && drop_out > 0.0 => Self::Partial { allele: a, hidden, silent: None },
            Self::Partial { allele, hidden: 0.0, silent: Some((silent, _)) } => {
                Self::Partial { allele, hidden, silent: Some((silent, 1.0 / (1.0 + drop_out))) }
            }
            _ => self,
        }
    }

    /// The same reading of two different alleles from a sample in which an allele that is not the person's may be read:
    /// it drops in with probability `rate` at the locus, of all alleles by their frequencies, and each copy of the
    /// person's own fails to show with probability `drop_out` (Balding & Buckleton 2009, *FSI: Genetics* 4:1; Haned et
    /// al. 2012, *FSI: Genetics* 6:762). `likelier` says by how much the peak of the first allele, and that of the
    /// second, is likelier of one that dropped in than of the person's: 1 where nothing is known of it. Other readings stay
    /// as they are: that all of a person's alleles dropped out where one dropped in is rarer than that a locus is somebody
    /// else's.
    #[must_use]
    pub fn with_drop_in(self, locus: &Locus, rate: f64, drop_out: f64, likelier: (f64, f64)) -> Self {
        let Self::Pair(a, b) = self else { return self };
        if a == b || rate == 0.0 {
            return self;
        }
        // One allele was seen, 1 - d² of it twice, and the other dropped in; against both seen, (1 - d)².
        let seen = rate / (1.0 - rate) * (1.0 + drop_out) / (1.0 - drop_out);
        let alone = |other: usize, likelier: f64| (seen * locus.frequencies[other] * likelier).min(1.0);
        Self::DroppedIn {
            alleles: (a, b),
            alone: (alone(b, likelier.1), alone(a, likelier.0)),
            hidden: drop_out / (1.0 + drop_out),
            silent: locus.silent.map(|silent| (silent, 1.0 / (1.0 + drop_out))),
        }
    }

    /// The alleles that were read.
    pub fn alleles(self) -> impl Iterator<Item = usize> {
        let (a, b) = match self {
            Self::Pair(a, b) | Self::DroppedIn { alleles: (a, b), .. } => (a, Some(b)),
            Self::Partial { allele: a, .. } | Self::Hemizygous(a) => (a, None),
        };
        std::iter::once(a).chain(b)
    }

    /// ln P(genotype) of a person drawn at random from a population in Hardy–Weinberg proportions.
    #[must_use]
    pub fn ln_population(self, frequencies: &[f64]) -> f64 {
        match self {
            Self::Pair(a, b) if a == b => 2.0 * frequencies[a].ln(),
            Self::Pair(a, b) => (2.0 * frequencies[a] * frequencies[b]).ln(),
            Self::Partial { allele: a, hidden, silent } => {
                let p = frequencies[a];
                let (s, weight) = silent.map_or((0.0, 0.0), |(s, weight)| (frequencies[s], weight));
                (p * (p + 2.0 * (hidden * (1.0 - p - s) + weight * s))).ln()
            }
            Self::Hemizygous(a) => frequencies[a].ln(),
            Self::DroppedIn { .. } => {
                let of = |(weight, meaning): (f64, Self)| weight * meaning.ln_population(frequencies).exp();
                self.meanings().map(of).sum::<f64>().ln()
            }
        }
    }
}
