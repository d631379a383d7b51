//! Nobody is twice on a list: candidates exclude each other.
//!
//! With odds w for each pair, a one-to-one matching M has probability proportional to the product of
//! the odds of its pairs. The marginal of a pair is the sum over all matchings that hold it, which is
//! a permanent; belief propagation gives it to a few per cent on dense graphs and exactly where there
//! are no cycles, which is nearly everywhere (Huang & Jebara 2009, arXiv:0908.1769; Vontobel 2013,
//! *IEEE Trans. Inf. Theory* 59:1866). A pair of marginal above one half excludes all others of its
//! rows, so that taking pairs from the most probable down is the assignment.

use foldhash::{HashMap, HashMapExt};

/// Rounds of messages at most.
const ROUNDS: usize = 100;
const STILL: f64 = 1e-7;

/// A candidate pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Row of the first list.
    pub a: u32,
    /// Row of the second list.
    pub b: u32,
    /// ln of the odds that it is a match, others left aside.
    pub ln_odds: f64,
}

/// Marginal probabilities of the pairs, in their order.
#[must_use]
pub fn marginals(edges: &[Edge]) -> Vec<f64> {
    let odds: Vec<f64> = edges.iter().map(|e| e.ln_odds.clamp(-60.0, 60.0).exp()).collect();
    // to_b[e]: what a row of the first list tells its candidate; to_a[e] the reverse.
    let (mut to_a, mut to_b) = (odds.clone(), odds.clone());
    let group = |key: fn(&Edge) -> u32| {
        let mut groups: HashMap<u32, Vec<usize>> = HashMap::new();
        for (i, e) in edges.iter().enumerate() {
            groups.entry(key(e)).or_default().push(i);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.sort_unstable();
        groups
    };
    let (by_a, by_b) = (group(|e| e.a), group(|e| e.b));
    // What the rows on one side tell the other, from what came to them; how far that moved.
    let send = |groups: &[Vec<usize>], coming: &[f64], going: &mut [f64]| {
        let mut moved: f64 = 0.0;
        for rows in groups {
            let total: f64 = rows.iter().map(|i| coming[*i]).sum();
            for i in rows {
                let new = odds[*i] / (1.0 + (total - coming[*i]).max(0.0));
                // Half a step: messages around a cycle may swing.
                let next = (going[*i] * new).sqrt();
                moved = moved.max((next - going[*i]).abs() / (1.0 + going[*i]));
                going[*i] = next;
            }
        }
        moved
    };
    for _ in 0..ROUNDS {
        let moved = send(&by_a, &to_a, &mut to_b).max(send(&by_b, &to_b, &mut to_a));
        if moved < STILL {
            break;
        }
    }
    (0..edges.len())
        .map(|i| {
            let product = to_a[i] * to_b[i] / odds[i];
            product / (1.0 + product)
        })
        .collect()
}

/// Takes pairs from the most probable down, each row once: indices of the edges, ascending.
#[must_use]
pub fn assign(edges: &[Edge], marginals: &[f64], least: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..edges.len()).filter(|i| marginals[*i] >= least).collect();
    order.sort_by(|i, j| {
        marginals[*j]
            .total_cmp(&marginals[*i])
            .then(edges[*i].a.cmp(&edges[*j].a))
            .then(edges[*i].b.cmp(&edges[*j].b))
    });
    let mut taken = [foldhash::HashSet::default(), foldhash::HashSet::default()];
    let mut chosen: Vec<usize> = order
        .into_iter()
        .filter(|i| {
            let e = edges[*i];
            if taken[0].contains(&e.a) || taken[1].contains(&e.b) {
                return false;
            }
            taken[0].insert(e.a);
            taken[1].insert(e.b);
            true
        })
        .collect();
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums over all matchings.
    fn exact(edges: &[Edge]) -> Vec<f64> {
        let (mut total, mut with) = (0.0, vec![0.0; edges.len()]);
        for set in 0_u32..1 << edges.len() {
            let held: Vec<usize> = (0..edges.len()).filter(|i| set >> i & 1 == 1).collect();
            let apart = held.iter().enumerate().all(|(k, i)| {
                held[k + 1..].iter().all(|j| edges[*i].a != edges[*j].a && edges[*i].b != edges[*j].b)
            });
            if apart {
                let weight: f64 = held.iter().map(|i| edges[*i].ln_odds.exp()).product();
                total += weight;
                held.iter().for_each(|i| with[*i] += weight);
            }
        }
        with.iter().map(|w| w / total).collect()
    }

    #[test]
    fn is_exact_without_cycles_and_near_with_them() {
        let edge = |a, b, ln_odds| Edge { a, b, ln_odds };
        let tree = [edge(0, 0, 2.0), edge(0, 1, 1.0), edge(1, 1, 3.0), edge(2, 2, -1.0)];
        for (p, q) in marginals(&tree).iter().zip(exact(&tree)) {
            assert!((p - q).abs() < 1e-5, "{p} {q}");
        }
        let cycle = [edge(0, 0, 2.0), edge(0, 1, 1.0), edge(1, 1, 3.0), edge(1, 0, 1.5), edge(2, 1, 0.0)];
        for (p, q) in marginals(&cycle).iter().zip(exact(&cycle)) {
            assert!((p - q).abs() < 0.05, "{p} {q}");
        }
    }

    #[test]
    fn each_row_once() {
        let edges = [
            Edge { a: 0, b: 0, ln_odds: 2.0 },
            Edge { a: 0, b: 1, ln_odds: 3.0 },
            Edge { a: 1, b: 1, ln_odds: 2.5 },
        ];
        let p = marginals(&edges);
        assert_eq!(assign(&edges, &p, 0.3), [0, 2]);
        assert!(p[1] < 0.5);
    }
}
