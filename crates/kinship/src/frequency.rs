//! How common each allele is in a population.

use std::collections::BTreeMap;

use crate::allele;

/// Allele frequencies by locus. Loci are sorted by name, alleles by size.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrequencyTable {
    /// Where the numbers come from, to be cited in reports.
    pub source: String,
    loci: BTreeMap<String, Vec<(String, f64)>>,
}

/// Why frequencies can't be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FrequencyError {
    /// A frequency outside 0 to 1.
    #[error("locus {locus}, allele {allele}: frequency {value} is not between 0 and 1")]
    OutOfRange {
        /// Locus name.
        locus: String,
        /// Allele label.
        allele: String,
        /// The value given.
        value: f64,
    },
    /// The frequencies of a locus do not add up to 1 within 1 %.
    #[error("locus {locus}: the frequencies add up to {sum}, 1 was expected")]
    Sum {
        /// Locus name.
        locus: String,
        /// Their sum.
        sum: f64,
    },
    /// An allele twice.
    #[error("locus {locus}: allele {allele} is given twice")]
    Duplicate {
        /// Locus name.
        locus: String,
        /// Allele label.
        allele: String,
    },
}

/// Published tables round to four digits; a sum further from 1 than this is a mistake, not rounding.
pub const SUM_TOLERANCE: f64 = 0.01;

/// The frequency given to an allele that a table lacks, unless the user sets another: 5/(2N) with
/// N of about 500, as the second NRC report recommends (NRC 1996, *The Evaluation of Forensic DNA
/// Evidence*, p. 148).
pub const MINIMUM_FREQUENCY: f64 = 0.005;

impl FrequencyTable {
    /// An empty table from the named source.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), loci: BTreeMap::new() }
    }

    /// Adds a locus and scales its frequencies to add up to exactly 1.
    ///
    /// # Errors
    /// [`FrequencyError`] if a value is out of range, an allele appears twice, or the sum is off by
    /// more than [`SUM_TOLERANCE`].
    pub fn insert(&mut self, locus: &str, mut alleles: Vec<(String, f64)>) -> Result<(), FrequencyError> {
        alleles.sort_by(|a, b| allele::compare(&a.0, &b.0));
        for pair in alleles.windows(2) {
            if pair[0].0 == pair[1].0 {
                return Err(FrequencyError::Duplicate { locus: locus.to_owned(), allele: pair[0].0.clone() });
            }
        }
        if let Some((label, value)) = alleles.iter().find(|(_, f)| !(0.0..=1.0).contains(f)) {
            return Err(FrequencyError::OutOfRange {
                locus: locus.to_owned(),
                allele: label.clone(),
                value: *value,
            });
        }
        let sum: f64 = alleles.iter().map(|a| a.1).sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(FrequencyError::Sum { locus: locus.to_owned(), sum });
        }
        // Scaling what is scaled already would change the last digit each time.
        if (sum - 1.0).abs() > 1e-12 {
            for entry in &mut alleles {
                entry.1 /= sum;
            }
        }
        self.loci.insert(locus.to_owned(), alleles);
        Ok(())
    }

    /// Adds an allele that the table lacks at `frequency`, scaling the others down.
    /// Does nothing if the locus is unknown or has the allele.
    pub fn add_rare_allele(&mut self, locus: &str, label: &str, frequency: f64) {
        if let Some(alleles) = self.loci.get_mut(locus)
            && !alleles.iter().any(|a| a.0 == label)
        {
            for entry in alleles.iter_mut() {
                entry.1 *= 1.0 - frequency;
            }
            alleles.push((label.to_owned(), frequency));
            alleles.sort_by(|a, b| allele::compare(&a.0, &b.0));
        }
    }

    /// Alleles and frequencies of a locus.
    #[must_use]
    pub fn locus(&self, name: &str) -> Option<&[(String, f64)]> {
        self.loci.get(name).map(Vec::as_slice)
    }

    /// All loci with their alleles.
    pub fn loci(&self) -> impl Iterator<Item = (&str, &[(String, f64)])> {
        self.loci.iter().map(|(name, alleles)| (name.as_str(), alleles.as_slice()))
    }

    /// Whether there is no locus.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.loci.is_empty()
    }
}
