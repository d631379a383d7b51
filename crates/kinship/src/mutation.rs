//! How an allele may change on its way from parent to child.
//!
//! Definitions follow Familias (Egeland et al. 2000, *Forensic Sci Int* 110:47; Kling et al. 2014,
//! *FSI: Genetics* 13:121), so that numbers can be compared.

use crate::allele;

/// A mutation model for the transmissions of one sex.
#[derive(Debug, Clone, PartialEq)]
pub enum MutationModel {
    /// Alleles never change.
    None,
    /// A mutating allele becomes each other one with the same probability.
    Equal {
        /// Probability that a transmitted allele mutates.
        rate: f64,
    },
    /// A mutating allele becomes another in proportion to its frequency; stationary.
    Proportional {
        /// Overall probability that a transmitted allele mutates.
        rate: f64,
    },
    /// Extended stepwise: whole repeats are lost or gained, seldom a part of one.
    Stepwise {
        /// Probability of a change by a whole number of repeats.
        rate: f64,
        /// Ratio of the probabilities of a change by k + 1 and by k repeats.
        range: f64,
        /// Probability of a change to an allele that differs by a part of a repeat.
        rate2: f64,
    },
    /// Any matrix, row by row: entry (i, j) is the probability that allele i is passed on as j.
    Matrix(Vec<f64>),
}

/// The models of a locus for both parents.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutation {
    /// For what a mother passes on.
    pub female: MutationModel,
    /// For what a father passes on.
    pub male: MutationModel,
}

/// Why a model does not fit a locus.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MutationError {
    /// A rate that is no probability, or so large that some allele could not stay what it is.
    #[error("mutation rate {0} is impossible for this locus")]
    Rate(f64),
    /// The stepwise model needs numbers.
    #[error("the stepwise model needs numeric alleles, but one is called {0:?}")]
    NotNumeric(String),
    /// A silent allele with a frequency that is none.
    #[error("the frequency {0} of the silent allele is not between 0 and 1")]
    Silent(f64),
    /// A matrix of the wrong size, or with a row that is no distribution.
    #[error("row {row} of the mutation matrix is not a distribution over {alleles} alleles")]
    Matrix {
        /// Row, from 0.
        row: usize,
        /// Alleles of the locus.
        alleles: usize,
    },
}

impl Mutation {
    /// No mutations.
    #[must_use]
    pub fn none() -> Self {
        Self { female: MutationModel::None, male: MutationModel::None }
    }

    /// Extended stepwise with the given rates, range 0.1 and 10⁻⁶ for partial repeats.
    #[must_use]
    pub fn stepwise(rate_female: f64, rate_male: f64) -> Self {
        let model = |rate| MutationModel::Stepwise { rate, range: 0.1, rate2: 1e-6 };
        Self { female: model(rate_female), male: model(rate_male) }
    }
}

/// Models of a locus as a laboratory states them, whatever alleles a frequency table has.
#[derive(Debug, Clone, PartialEq)]
pub enum StatedMutation {
    /// Models that fit any alleles.
    Models(Mutation),
    /// Probabilities for alleles by their labels.
    Matrix(LabelledMatrix),
}

impl StatedMutation {
    /// The models for a locus with these alleles.
    #[must_use]
    pub fn for_alleles(&self, labels: &[&str]) -> Mutation {
        match self {
            Self::Models(models) => models.clone(),
            Self::Matrix(matrix) => matrix.for_alleles(labels),
        }
    }
}

/// A matrix for each sex, with the labels of its rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledMatrix {
    labels: Vec<String>,
    female: Vec<f64>,
    male: Vec<f64>,
}

impl LabelledMatrix {
    /// Of labels and row-major matrices over them: entry (i, j) is the probability that allele i is passed on as j.
    ///
    /// # Errors
    /// [`MutationError::Matrix`] if a matrix has another size, or a row that is no distribution.
    pub fn new(labels: Vec<String>, female: Vec<f64>, male: Vec<f64>) -> Result<Self, MutationError> {
        for matrix in [&female, &male] {
            MutationModel::Matrix(matrix.clone()).matrix(&labels, &[])?;
        }
        Ok(Self { labels, female, male })
    }

    /// The same over other alleles. One that the matrix does not have neither mutates nor comes of a mutation; what would
    /// become of one that the others do not have stays unchanged.
    #[must_use]
    pub fn for_alleles(&self, labels: &[&str]) -> Mutation {
        let known: Vec<Option<usize>> =
            labels.iter().map(|label| self.labels.iter().position(|l| l == label)).collect();
        let of = |matrix: &[f64]| {
            let (n, of) = (labels.len(), self.labels.len());
            let mut found = vec![0.0; n * n];
            for (i, row) in found.chunks_mut(n).enumerate() {
                for (j, cell) in row.iter_mut().enumerate().filter(|(j, _)| *j != i) {
                    *cell = known[i].zip(known[j]).map_or(0.0, |(from, to)| matrix[from * of + to]);
                }
                row[i] = 1.0 - row.iter().sum::<f64>();
            }
            MutationModel::Matrix(found)
        };
        Mutation { female: of(&self.female), male: of(&self.male) }
    }
}

impl MutationModel {
    /// Whether treating several alleles that nobody shows as one never changes a likelihood.
    #[must_use]
    pub fn lumps_exactly(&self) -> bool {
        !matches!(self, Self::Stepwise { .. } | Self::Matrix(_))
    }

    /// The transition matrix, row-major: entry `i * n + j` = P(passed on as j | allele i).
    ///
    /// # Errors
    /// [`MutationError`] if the model can't be had for these alleles.
    pub fn matrix(&self, labels: &[String], frequencies: &[f64]) -> Result<Vec<f64>, MutationError> {
        let n = labels.len();
        let check = |rate: f64| {
            if (0.0..=1.0).contains(&rate) { Ok(rate) } else { Err(MutationError::Rate(rate)) }
        };
        let mut m = vec![0.0; n * n];
        match self {
            Self::None => {
                for i in 0..n {
                    m[i * n + i] = 1.0;
                }
            }
            Self::Equal { rate } => {
                let rate = if n > 1 { check(*rate)? } else { 0.0 };
                for i in 0..n {
                    for j in 0..n {
                        m[i * n + j] = if i == j { 1.0 - rate } else { rate / (n - 1) as f64 };
                    }
                }
            }
            Self::Proportional { rate } => {
                let heterozygosity: f64 = frequencies.iter().map(|p| p * (1.0 - p)).sum();
                let alpha = if n > 1 && heterozygosity > 0.0 { check(*rate)? / heterozygosity } else { 0.0 };
                for i in 0..n {
                    let stay = 1.0 - alpha * (1.0 - frequencies[i]);
                    if stay < 0.0 {
                        return Err(MutationError::Rate(*rate));
                    }
                    for j in 0..n {
                        m[i * n + j] = if i == j { stay } else { alpha * frequencies[j] };
                    }
                }
            }
            Self::Stepwise { rate, range, rate2 } => {
                check(*rate)?;
                check(*rate2)?;
                if !range.is_finite() || *range <= 0.0 || rate + rate2 > 1.0 {
                    return Err(MutationError::Rate(*rate));
                }
                let tenths: Vec<i64> = labels
                    .iter()
                    .map(|l| allele::tenths(l).ok_or_else(|| MutationError::NotNumeric(l.clone())))
                    .collect::<Result<_, _>>()?;
                for i in 0..n {
                    stepwise_row(&mut m[i * n..(i + 1) * n], i, &tenths, *rate, *range, *rate2);
                }
            }
            Self::Matrix(given) => {
                for row in 0..n {
                    let valid = given.len() == n * n && {
                        let values = &given[row * n..(row + 1) * n];
                        values.iter().all(|v| (0.0..=1.0).contains(v))
                            && (values.iter().sum::<f64>() - 1.0).abs() < 1e-6
                    };
                    if !valid {
                        return Err(MutationError::Matrix { row, alleles: n });
                    }
                }
                m.clone_from(given);
            }
        }
        Ok(m)
    }
}

/// One row of the extended stepwise model; `tenths` are all alleles in tenths of a repeat.
fn stepwise_row(row: &mut [f64], i: usize, tenths: &[i64], rate: f64, range: f64, rate2: f64) {
    let whole = |j: usize| (tenths[j] - tenths[i]).rem_euclid(10) == 0;
    let weight = |j: usize| {
        let steps = (tenths[j] - tenths[i]).abs() / 10;
        range.powi(i32::try_from(steps).unwrap_or(i32::MAX))
    };
    let n = tenths.len();
    let total: f64 = (0..n).filter(|&j| j != i && whole(j)).map(weight).sum();
    let partial = (0..n).filter(|&j| !whole(j)).count();
    // Where an allele has no neighbour of one kind, that kind's probability stays with "unchanged".
    let whole_rate = if total > 0.0 { rate } else { 0.0 };
    let partial_rate = if partial > 0 { rate2 } else { 0.0 };
    for (j, cell) in row.iter_mut().enumerate() {
        *cell = if j == i {
            1.0 - whole_rate - partial_rate
        } else if whole(j) {
            whole_rate * weight(j) / total
        } else {
            partial_rate / partial as f64
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_is_taken_over_by_labels() {
        let labels = ["8", "9", "10"].map(str::to_owned).to_vec();
        let female = vec![0.9, 0.1, 0.0, 0.05, 0.9, 0.05, 0.0, 0.2, 0.8];
        let male = vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        let matrix = LabelledMatrix::new(labels, female, male).expect("distributions");
        // In another order, without 8, with an allele that it does not have.
        let found = StatedMutation::Matrix(matrix).for_alleles(&["10", "9.3", "9"]);
        let MutationModel::Matrix(found) = found.female else { panic!("a matrix") };
        let expected = [0.8, 0.0, 0.2, 0.0, 1.0, 0.0, 0.05, 0.0, 0.95];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
        let wrong = LabelledMatrix::new(vec!["8".into()], vec![0.9], vec![1.0]);
        assert_eq!(wrong, Err(MutationError::Matrix { row: 0, alleles: 1 }));
    }
}
