//! What a parent passes on, at a locus.

use std::borrow::Cow;

/// How often a mother, or a father, passes on which allele, by the allele that it was.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Transmission<'a> {
    /// Matrices by the parent's allele and the child's, and by the child's and the parent's; `None` where alleles never
    /// change.
    matrices: Option<[Cow<'a, [f64]>; 2]>,
    /// The same of a parent who passes this allele on, or as often one of the population.
    or_drawn: Option<[Cow<'a, [f64]>; 2]>,
    /// What comes of an allele of the population.
    drawn: Cow<'a, [f64]>,
}

impl Transmission<'static> {
    /// With these frequencies of the population; `matrix` row by row, by the parent's allele, or `None` where alleles never
    /// change.
    pub(crate) fn new(frequencies: &[f64], matrix: Option<Vec<f64>>) -> Self {
        let Some(matrix) = matrix else {
            return Self { matrices: None, or_drawn: None, drawn: Cow::Owned(frequencies.to_vec()) };
        };
        let n = frequencies.len();
        let mut drawn = vec![0.0; n];
        for (frequency, row) in frequencies.iter().zip(matrix.chunks_exact(n)) {
            drawn.iter_mut().zip(row).for_each(|(drawn, passes)| *drawn += frequency * passes);
        }
        let rows = matrix.chunks_exact(n);
        let or_drawn =
            rows.flat_map(|row| row.iter().zip(&drawn).map(|(passes, drawn)| 0.5 * (passes + drawn)));
        let (or_drawn, matrices) = (both_ways(or_drawn.collect(), n), both_ways(matrix, n));
        Self { matrices: Some(matrices), or_drawn: Some(or_drawn), drawn: Cow::Owned(drawn) }
    }
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
        let [matrices, or_drawn] = [&self.matrices, &self.or_drawn].map(|both| both.as_ref().map(lent));
        Self { matrices, or_drawn, drawn: Cow::Borrowed(&self.drawn) }
    }

    /// By the parent's allele, row by row, and the child's; `None` where alleles never change.
    pub(crate) fn matrix(&self) -> Option<&[f64]> {
        self.matrices().map(|[by_parent, _]| by_parent)
    }

    /// The same, and the other way round.
    pub(crate) fn matrices(&self) -> Option<[&[f64]; 2]> {
        self.matrices.as_ref().map(|matrices| matrices.each_ref().map(|matrix| &matrix[..]))
    }

    /// [`Self::matrices`] of a parent who passes this allele on, or as often one of the population, changed or not.
    pub(crate) fn matrices_or_drawn(&self) -> Option<[&[f64]; 2]> {
        self.or_drawn.as_ref().map(|matrices| matrices.each_ref().map(|matrix| &matrix[..]))
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
}
