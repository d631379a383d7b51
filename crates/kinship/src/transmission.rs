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
}

impl Transmission<'static> {
    /// With these frequencies of the population; `matrix` row by row, by the parent's allele, or `None` where alleles never
    /// change.
    pub(crate) fn new(frequencies: &[f64], matrix: Option<Vec<f64>>) -> Self {
        let Some(matrix) = matrix else {
            return Self { matrices: None, drawn: Cow::Owned(frequencies.to_vec()) };
        };
        let n = frequencies.len();
        let mut turned = vec![0.0; n * n];
        let mut drawn = vec![0.0; n];
        for (from, frequency) in frequencies.iter().enumerate() {
            for to in 0..n {
                turned[to * n + from] = matrix[from * n + to];
                drawn[to] += frequency * matrix[from * n + to];
            }
        }
        Self { matrices: Some([Cow::Owned(matrix), Cow::Owned(turned)]), drawn: Cow::Owned(drawn) }
    }
}

impl<'a> Transmission<'a> {
    /// The same, without a copy.
    pub(crate) fn lent(&'a self) -> Self {
        let lent = |[by_parent, by_child]: &'a [Cow<'a, [f64]>; 2]| {
            [Cow::Borrowed(&by_parent[..]), Cow::Borrowed(&by_child[..])]
        };
        Self { matrices: self.matrices.as_ref().map(lent), drawn: Cow::Borrowed(&self.drawn) }
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
}
