//! What the laboratory read from a sample.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The alleles read at one locus, as canonical labels (see [`crate::allele::normalize`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AllelePair {
    /// The first allele.
    pub first: String,
    /// The second; equal to the first in a homozygote, `None` where it is not known.
    pub second: Option<String>,
    /// What was read besides. Nobody has more than two alleles at most loci: the sample is of several people, or of one
    /// with a copy too many. Such a reading is kept and not compared.
    pub more: Vec<String>,
}

impl AllelePair {
    /// Two alleles.
    #[must_use]
    pub fn new(first: impl Into<String>, second: impl Into<String>) -> Self {
        Self { first: first.into(), second: Some(second.into()), more: Vec::new() }
    }

    /// One allele, of which it is not known whether there is another.
    #[must_use]
    pub fn one(first: impl Into<String>) -> Self {
        Self { first: first.into(), second: None, more: Vec::new() }
    }

    /// Everything that was read.
    pub fn alleles(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.first).chain(&self.second).chain(&self.more).map(String::as_str)
    }
}

/// The peak of an allele in an electropherogram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peak {
    /// Height in relative fluorescence units (RFU).
    pub height: u32,
    /// Length of the fragment in hundredths of a base pair, if it was given.
    pub size: Option<u32>,
}

impl Peak {
    /// A peak of a height in RFU and a length in base pairs, both rounded.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "they saturate")]
    pub fn new(height: f64, size: Option<f64>) -> Self {
        Self { height: height.round() as u32, size: size.map(|size| (size * 100.0).round() as u32) }
    }
}

/// A DNA profile: locus → alleles. A locus that is absent was not typed. A copy costs next to nothing, nor does it to see
/// that it is still the same: what was read is shared until one of them changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    read: Arc<Read>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Read {
    loci: BTreeMap<String, AllelePair>,
    /// By locus, in the order of its alleles; of loci whose heights were given.
    peaks: BTreeMap<String, Vec<Peak>>,
}

impl Profile {
    /// What was read at a locus.
    #[must_use]
    pub fn get(&self, locus: &str) -> Option<&AllelePair> {
        self.read.loci.get(locus)
    }

    /// Records what was read at a locus; gives back what was there before.
    pub fn insert(&mut self, locus: impl Into<String>, alleles: AllelePair) -> Option<AllelePair> {
        Arc::make_mut(&mut self.read).loci.insert(locus.into(), alleles)
    }

    /// The peaks of a locus, in the order of its alleles; none if they were not given.
    #[must_use]
    pub fn peaks(&self, locus: &str) -> &[Peak] {
        self.read.peaks.get(locus).map_or(&[], Vec::as_slice)
    }

    /// Records the peaks of a locus.
    pub fn insert_peaks(&mut self, locus: impl Into<String>, peaks: Vec<Peak>) {
        if !peaks.is_empty() {
            Arc::make_mut(&mut self.read).peaks.insert(locus.into(), peaks);
        }
    }

    /// The same without peaks: what was read of several samples is not of one height.
    pub fn forget_peaks(&mut self) {
        Arc::make_mut(&mut self.read).peaks.clear();
    }

    /// Typed loci in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &AllelePair)> {
        self.read.loci.iter().map(|(name, pair)| (name.as_str(), pair))
    }

    /// How many loci were typed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read.loci.len()
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.loci.is_empty()
    }
}

impl FromIterator<(String, AllelePair)> for Profile {
    fn from_iter<I: IntoIterator<Item = (String, AllelePair)>>(iter: I) -> Self {
        let read = Read { loci: iter.into_iter().collect(), peaks: BTreeMap::new() };
        Self { read: Arc::new(read) }
    }
}
