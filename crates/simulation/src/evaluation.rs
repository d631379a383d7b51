//! How well a world was solved: what was said with which probability, and how often it was right.
//!
//! The measures are the usual ones of probability forecasts: a reliability table, the Brier score
//! (Brier 1950, *Mon Weather Rev* 78:1) and the mean log loss.

use std::collections::HashMap;
use std::hash::BuildHasher;

/// A statement: these remains are that missing person, with this probability.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// Remains id.
    pub remains: &'a str,
    /// Missing person's id.
    pub missing: &'a str,
    /// Posterior.
    pub posterior: f64,
}

/// Statements of similar probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Least posterior.
    pub from: f64,
    /// Posterior below which statements fall (the last bin includes 1).
    pub to: f64,
    /// How many statements.
    pub said: usize,
    /// How many of them are true.
    pub right: usize,
    /// Their mean posterior.
    pub mean: f64,
}

impl Bin {
    /// The share that is true.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.right as f64 / self.said.max(1) as f64
    }

    /// Where the true share lies with 95 % (Wilson 1927, *J Am Stat Assoc* 22:209).
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        let (n, z) = (self.said.max(1) as f64, 1.96_f64);
        let (share, z2) = (self.share(), z * z);
        let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }
}

/// The evaluation of a search on a world with known truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Remains that are of somebody in the registry.
    pub findable: usize,
    /// Statements by probability.
    pub reliability: Vec<Bin>,
    /// Mean squared difference of probability and truth, over all statements.
    pub brier: f64,
    /// Mean of −ln of the probability given to what was true, over all statements.
    pub log_loss: f64,
    /// At the threshold: how many are named rightly, and wrongly.
    pub named: (usize, usize),
    /// The threshold.
    pub threshold: f64,
}

/// The posterior at which the office may identify, unless it chooses another.
pub const THRESHOLD: f64 = 0.9999;

const EDGES: [f64; 8] = [0.001, 0.1, 0.5, 0.9, 0.99, 0.999, THRESHOLD, 1.0];

/// Compares statements with the truth (remains → missing person, `None` for strangers).
#[must_use]
pub fn evaluate<'a, S: BuildHasher>(
    statements: impl IntoIterator<Item = Statement<'a>>,
    truth: &HashMap<&str, Option<&str>, S>,
) -> Evaluation {
    let mut bins: Vec<Bin> =
        EDGES.windows(2).map(|e| Bin { from: e[0], to: e[1], said: 0, right: 0, mean: 0.0 }).collect();
    let (mut brier, mut log_loss, mut count) = (0.0, 0.0, 0_usize);
    let mut named = (0, 0);
    for s in statements {
        let right = truth.get(s.remains).copied().flatten() == Some(s.missing);
        count += 1;
        let outcome = if right { 1.0 } else { 0.0 };
        brier += (s.posterior - outcome).powi(2);
        let given = if right { s.posterior } else { 1.0 - s.posterior };
        log_loss -= given.max(1e-12).ln();
        let last = bins.len() - 1;
        if let Some(bin) =
            bins.iter_mut().enumerate().find(|(i, b)| s.posterior < b.to || *i == last).map(|(_, b)| b)
        {
            bin.said += 1;
            bin.right += usize::from(right);
            bin.mean += s.posterior;
        }
        if s.posterior >= THRESHOLD {
            if right { named.0 += 1 } else { named.1 += 1 }
        }
    }
    for bin in &mut bins {
        bin.mean /= bin.said.max(1) as f64;
    }
    let statements = count.max(1) as f64;
    Evaluation {
        findable: truth.values().flatten().count(),
        reliability: bins,
        brier: brier / statements,
        log_loss: log_loss / statements,
        named,
        threshold: THRESHOLD,
    }
}

/// From this probability on, parts are put together without looking further.
pub const JOINED: f64 = 0.999;

/// How well parts were put together: pairs of samples.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joined {
    /// People whose samples there are.
    pub people: usize,
    /// Pairs of samples of one person.
    pub pairs: usize,
    /// Of those, in one cluster; and in one that is [`JOINED`].
    pub right: (usize, usize),
    /// Pairs of samples of two people in one cluster; and in one that is [`JOINED`].
    pub wrong: (usize, usize),
}

/// Compares clusters (samples, and P(they are of one person)) with the truth (sample → whose).
#[must_use]
pub fn joined<S: BuildHasher>(clusters: &[(Vec<&str>, f64)], truth: &HashMap<String, usize, S>) -> Joined {
    let mut all: HashMap<usize, usize> = HashMap::new();
    let mut joined = Joined::default();
    for (samples, together) in clusters {
        let mut here: HashMap<usize, usize> = HashMap::new();
        for whose in samples.iter().filter_map(|s| truth.get(*s)) {
            *here.entry(*whose).or_default() += 1;
            *all.entry(*whose).or_default() += 1;
        }
        let surely = usize::from(*together >= JOINED);
        let right: usize = here.values().map(|n| pairs(*n)).sum();
        let wrong = pairs(here.values().sum()) - right;
        joined.right = (joined.right.0 + right, joined.right.1 + surely * right);
        joined.wrong = (joined.wrong.0 + wrong, joined.wrong.1 + surely * wrong);
    }
    Joined { people: all.len(), pairs: all.values().map(|n| pairs(*n)).sum(), ..joined }
}

/// How many pairs there are of `n`.
fn pairs(n: usize) -> usize {
    n * n.saturating_sub(1) / 2
}
