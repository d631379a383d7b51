//! What a parent passes on, at a locus.

use std::borrow::Cow;

/// How often a mother, or a father, passes on which allele, by the allele that it was.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Transmission<'a> {
    /// Matrices by the parent's allele and the child's, and by the child's and the parent's; `None` where alleles never
    /// change.
    matrices: Option<[Cow<'a, [f64]>; 2]>,
    /// What comes of an allele of the population.
    drawn: Cow<'a, [f64]>,
    /// What two children have of somebody of whom nothing is known, by the allele of one and of the other: the same either
    /// way round.
    shared: Cow<'a, [f64]>,
}

impl Transmission<'static> {
    /// With these frequencies of the population; `matrix` row by row, by the parent's allele, or `None` where alleles never
    /// change.
    pub(crate) fn new(frequencies: &[f64], matrix: Option<Vec<f64>>) -> Self {
        let n = frequencies.len();
        let Some(matrix) = matrix else {
            let mut shared: Vec<f64> = both_drawn(frequencies);
            (0..n).for_each(|a| shared[a * n + a] += 0.5 * frequencies[a]);
            return Self {
                matrices: None,
                drawn: Cow::Owned(frequencies.to_vec()),
                shared: Cow::Owned(shared),
            };
        };
        let mut drawn = vec![0.0; n];
        for (frequency, row) in frequencies.iter().zip(matrix.chunks_exact(n)) {
            drawn.iter_mut().zip(row).for_each(|(drawn, passes)| *drawn += frequency * passes);
        }
        let mut shared = both_drawn(&drawn);
        for (frequency, row) in frequencies.iter().zip(matrix.chunks_exact(n)) {
            for (passes, cells) in row.iter().zip(shared.chunks_exact_mut(n)) {
                let by = 0.5 * frequency * passes;
                cells.iter_mut().zip(row).for_each(|(cell, passes)| *cell += by * passes);
            }
        }
        let (drawn, shared) = (Cow::Owned(drawn), Cow::Owned(shared));
        Self { matrices: Some(both_ways(matrix, n)), drawn, shared }
    }
}

/// Half of how often two alleles are so that come each of one of the population: two children of somebody have as often the
/// same allele as not.
fn both_drawn(drawn: &[f64]) -> Vec<f64> {
    drawn.iter().flat_map(|a| drawn.iter().map(move |b| 0.5 * a * b)).collect()
}

/// A square matrix, and its transpose.
fn both_ways(matrix: Vec<f64>, n: usize) -> [Cow<'static, [f64]>; 2] {
    let turned = (0..n).flat_map(|column| matrix[column..].iter().step_by(n).copied()).collect();
    [Cow::Owned(matrix), Cow::Owned(turned)]
}

impl<'a> Transmission<'a> {
    /// The same, without a copy.
    pub(crate) fn lent(&'a self) -> Self {
        let lent = |[by_parent, by_child]: &'a [Cow<'a, [f64]>; 2]| {
            [Cow::Borrowed(&by_parent[..]), Cow::Borrowed(&by_child[..])]
        };
        let matrices = self.matrices.as_ref().map(lent);
        Self { matrices, drawn: Cow::Borrowed(&self.drawn), shared: Cow::Borrowed(&self.shared) }
    }

    /// By the parent's allele, row by row, and the child's; `None` where alleles never change.
    pub(crate) fn matrix(&self) -> Option<&[f64]> {
        self.matrices().map(|[by_parent, _]| by_parent)
    }

    /// The same, and the other way round.
    pub(crate) fn matrices(&self) -> Option<[&[f64]; 2]> {
        self.matrices.as_ref().map(|matrices| matrices.each_ref().map(|matrix| &matrix[..]))
    }

    /// P(an allele is passed on as another).
    pub(crate) fn passes(&self, from: usize, to: usize) -> f64 {
        self.matrix().map_or(f64::from(u8::from(from == to)), |matrix| matrix[from * self.drawn.len() + to])
    }

    /// P(one of two alleles, each as often, is passed on as another).
    pub(crate) fn passes_either(&self, (a, b): (usize, usize), to: usize) -> f64 {
        0.5 * (self.passes(a, to) + self.passes(b, to))
    }

    /// P(an allele is passed on as this one), by the allele that it was.
    pub(crate) fn to(&self, allele: usize) -> Cow<'_, [f64]> {
        let n = self.drawn.len();
        match &self.matrices {
            Some([_, by_child]) => Cow::Borrowed(&by_child[allele * n..(allele + 1) * n]),
            None => Cow::Owned((0..n).map(|from| self.passes(from, allele)).collect()),
        }
    }

    /// P(somebody of whom nothing is known passes an allele on), by the allele.
    pub(crate) fn drawn(&self) -> &[f64] {
        &self.drawn
    }

    /// P(two children have these alleles of somebody of whom nothing is known), row by row; the same either way round.
    pub(crate) fn shared(&self) -> &[f64] {
        &self.shared
    }
}
