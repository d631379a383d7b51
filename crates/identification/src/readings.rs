//! What remains show, each reading once a locus: of thousands of remains a few hundred readings differ.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};
use kintrace_kinship::Genotype;

/// Readings of remains by locus, as small numbers.
#[derive(Debug, Clone)]
pub struct Readings {
    remains: usize,
    /// By locus.
    distinct: Vec<Vec<Genotype>>,
    known: Vec<HashMap<Key, u32>>,
    /// By locus and remains: which of them; [`UNTYPED`] where nothing was read.
    of: Vec<Vec<u32>>,
    contamination: f64,
}

/// What stands for no reading.
pub const UNTYPED: u32 = u32::MAX;

/// What tells readings apart.
pub(crate) type Key = (usize, usize, [u64; 4]);

impl Readings {
    /// No remains yet, at so many loci.
    #[must_use]
    pub fn new(loci: usize) -> Self {
        let (distinct, known, of) =
            (vec![Vec::new(); loci], vec![HashMap::new(); loci], vec![Vec::new(); loci]);
        Self { remains: 0, distinct, known, of, contamination: 0.0 }
    }

    /// The same, each reading with this probability somebody else's.
    #[must_use]
    pub fn contaminated(self, contamination: f64) -> Self {
        Self { contamination, ..self }
    }

    /// P(a reading is somebody else's).
    #[must_use]
    pub fn contamination(&self) -> f64 {
        self.contamination
    }

    /// Adds remains by what was read at each locus.
    ///
    /// # Panics
    /// If it is not one reading or `None` for each locus.
    pub fn push(&mut self, genotypes: &[Option<Genotype>]) {
        let read = self.number(genotypes);
        self.push_numbered(&read);
    }

    /// The numbers of what was read at each locus, new ones for what no remains showed so far.
    pub(crate) fn number(&mut self, genotypes: &[Option<Genotype>]) -> Vec<u32> {
        assert_eq!(genotypes.len(), self.of.len(), "a reading or None for each locus");
        let number = |(l, genotype): (usize, &Option<Genotype>)| {
            let distinct = &mut self.distinct[l];
            genotype.map_or(UNTYPED, |genotype| {
                *self.known[l].entry(key(genotype)).or_insert_with(|| {
                    distinct.push(genotype);
                    u32::try_from(distinct.len() - 1).unwrap_or(UNTYPED)
                })
            })
        };
        genotypes.iter().enumerate().map(number).collect()
    }

    /// Adds remains by [`Self::number`]'s.
    pub(crate) fn push_numbered(&mut self, read: &[u32]) {
        self.remains += 1;
        self.of.iter_mut().zip(read).for_each(|(of, reading)| of.push(*reading));
    }

    /// Forgets what some remains show; they keep their number.
    pub(crate) fn forget(&mut self, remains: usize) {
        self.of.iter_mut().for_each(|of| of[remains] = UNTYPED);
    }

    /// How many remains there are.
    #[must_use]
    pub fn remains(&self) -> usize {
        self.remains
    }

    /// How many loci there are.
    #[must_use]
    pub fn loci(&self) -> usize {
        self.of.len()
    }

    /// All different readings of a locus.
    #[must_use]
    pub fn distinct(&self, locus: usize) -> &[Genotype] {
        &self.distinct[locus]
    }

    /// Which of a locus' readings each remains show, or [`UNTYPED`].
    #[must_use]
    pub fn at(&self, locus: usize) -> &[u32] {
        &self.of[locus]
    }

    /// All different readings of a locus that remains from a number on show, in the order of their numbers.
    pub(crate) fn from(&self, locus: usize, first: usize) -> Vec<Genotype> {
        let numbers = self.numbers_from(locus, first);
        numbers.iter().map(|&reading| self.distinct[locus][reading as usize]).collect()
    }

    /// Their numbers, ascending.
    fn numbers_from(&self, locus: usize, first: usize) -> Vec<u32> {
        let of = self.of[locus][first..].iter();
        let mut shown: Vec<u32> = of.copied().filter(|reading| *reading != UNTYPED).collect();
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    /// Adds what readings of some loci say, in the order of [`Self::from`], to all remains from that number on that show
    /// them.
    pub(crate) fn add(&self, first: usize, said: &[(usize, Rc<[f64]>)], row: &mut [f64]) {
        for (locus, ln_lrs) in said {
            let numbers = self.numbers_from(*locus, first);
            for (cell, reading) in row[first..].iter_mut().zip(&self.of[*locus][first..]) {
                if let Ok(at) = numbers.binary_search(reading) {
                    add(cell, ln_lrs[at]);
                }
            }
        }
    }

    /// The sum for some remains of what their readings say; `ln_lrs` gives it by locus, and nothing where a locus says
    /// nothing.
    pub(crate) fn sum<'a>(&self, ln_lrs: impl Fn(usize) -> &'a [f64], remains: usize) -> f64 {
        let mut sum = 0.0;
        for (l, of) in self.of.iter().enumerate() {
            let ln_lrs = ln_lrs(l);
            if !ln_lrs.is_empty() && of[remains] != UNTYPED {
                add(&mut sum, ln_lrs[of[remains] as usize]);
            }
        }
        sum
    }
}

/// Adds what a reading says. What is impossible already stays so.
pub(crate) fn add(ln_lr: &mut f64, more: f64) {
    let sum = *ln_lr + more;
    *ln_lr = if *ln_lr > f64::NEG_INFINITY { sum } else { *ln_lr };
}

/// What tells a reading from all others.
pub(crate) fn key(genotype: Genotype) -> Key {
    // No weight is so large.
    const NONE: u64 = u64::MAX;
    let of_silent = |silent: Option<(usize, f64)>| silent.map_or(NONE, |(_, weight)| weight.to_bits());
    match genotype {
        Genotype::Pair(a, b) => (a, b, [NONE; 4]),
        Genotype::Partial { allele, hidden, silent } => {
            (allele, usize::MAX, [hidden.to_bits(), of_silent(silent), NONE, NONE])
        }
        Genotype::Hemizygous(a) => (a, usize::MAX - 1, [NONE; 4]),
        Genotype::DroppedIn { alleles: (a, b), alone, hidden, silent } => {
            (a, b, [hidden.to_bits(), of_silent(silent), alone.0.to_bits(), alone.1.to_bits()])
        }
    }
}
