//! What the lines of evidence say of each pair, kept from one search to the next.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::reference::Reference;
use super::{AnteMortem, Conclusion, Lines, Others, PostMortem};

/// The ln LR of all lines together, of each pair, and what that was computed from. What is asked of the same people again,
/// against the same [`Reference`], is not computed again; what is not equal any more is.
#[derive(Debug, Default)]
pub struct Rows {
    reference: Option<Arc<Reference>>,
    /// By id, in the order of the rows.
    missing: Vec<(String, AnteMortem)>,
    remains: Vec<Row>,
    /// By remains and missing person.
    ln_other: Vec<Vec<f64>>,
}

#[derive(Debug)]
struct Row {
    id: String,
    found: PostMortem,
    /// Conclusions, by missing person's id.
    concluded: Vec<(String, Vec<Conclusion>)>,
    others: Arc<Others>,
}

impl Rows {
    /// What lines say, by remains and missing person, whose ids these are. Of examiners' conclusions those count that the
    /// lines hold.
    #[must_use]
    pub fn weigh(mut self, lines: &mut Lines, missing: &[&str], remains: &[&str]) -> Self {
        let concluded = concluded(lines, missing);
        let is_same = self.reference.as_ref().is_some_and(|reference| *reference == lines.reference);
        if !is_same || self.ln_other.len() != self.remains.len() {
            self = Self::default();
        }
        // Whose column is taken over.
        let columns: HashMap<&str, usize> =
            self.missing.iter().enumerate().map(|(i, (id, _))| (id.as_str(), i)).collect();
        let of_missing = |(id, stated): (&&str, &AnteMortem)| {
            columns.get(id).copied().filter(|column| self.missing[*column].1 == *stated)
        };
        let from: Vec<Option<usize>> = missing.iter().zip(&lines.missing).map(of_missing).collect();
        let as_it_was =
            from.len() == self.missing.len() && from.iter().enumerate().all(|(i, from)| *from == Some(i));
        let mut before: HashMap<String, (Row, Vec<f64>)> = self
            .remains
            .into_iter()
            .zip(self.ln_other)
            .map(|(row, ln)| (row.id.clone(), (row, ln)))
            .collect();
        let kept: Vec<Option<(Row, Vec<f64>)>> = remains
            .iter()
            .enumerate()
            .map(|(r, id)| {
                let (row, ln) = before.remove(*id)?;
                let is_same = row.found == lines.remains[r] && row.concluded == concluded[r];
                is_same.then(|| {
                    lines.others[r] = OnceLock::from(Arc::clone(&row.others));
                    (row, ln)
                })
            })
            .collect();
        let lines = &*lines;
        let row = |(r, kept): (usize, Option<(Row, Vec<f64>)>)| {
            let of = lines.of(r);
            let ln = match kept {
                Some((_, ln)) if as_it_was => ln,
                Some((_, ln)) => from
                    .iter()
                    .enumerate()
                    .map(|(m, from)| from.map_or_else(|| of.sum(m), |from| ln[from]))
                    .collect(),
                None => of.row(),
            };
            let row = Row {
                id: remains[r].to_owned(),
                found: lines.remains[r].clone(),
                concluded: concluded[r].clone(),
                others: Arc::clone(of.others),
            };
            (row, ln)
        };
        let (remains, ln_other) = kept.into_par_iter().enumerate().map(row).unzip();
        Self {
            reference: Some(Arc::clone(&lines.reference)),
            missing: missing.iter().map(|id| (*id).to_owned()).zip(lines.missing.iter().cloned()).collect(),
            remains,
            ln_other,
        }
    }

    /// Gives the rows away, until [`Self::take_back`]: a case has them meanwhile.
    #[must_use]
    pub fn give(&mut self) -> Vec<Vec<f64>> {
        std::mem::take(&mut self.ln_other)
    }

    /// Takes them back.
    pub fn take_back(&mut self, ln_other: Vec<Vec<f64>>) {
        self.ln_other = ln_other;
    }
}

/// By remains, what examiners concluded, by missing person's id.
fn concluded(lines: &Lines, missing: &[&str]) -> Vec<Vec<(String, Vec<Conclusion>)>> {
    let mut concluded = vec![Vec::new(); lines.remains.len()];
    for (&(r, m), conclusions) in &lines.conclusions {
        concluded[r].push((missing[m].to_owned(), conclusions.clone()));
    }
    concluded
}
