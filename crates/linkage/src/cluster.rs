//! Lists that hold somebody several times: groups of rows that are one person.
//!
//! Rows are put together from the most probable pair up, as long as the mean of ln odds over all pairs
//! between two groups stays above zero (average linkage; Hassanzadeh et al. 2009, *PVLDB* 2:1282). A
//! pair that no block held counts as much against: one strong pair does not chain two groups that
//! otherwise disagree.

use foldhash::{HashMap, HashMapExt};

/// ln odds of a pair that was not looked at.
const NOT_COMPARED: f64 = -6.0;

/// Groups of `rows` rows by pairs (row, row, ln odds): each group's rows ascending, groups by their
/// first row; rows that are alone are groups of one.
#[must_use]
pub fn clusters(rows: usize, pairs: &[(u32, u32, f64)]) -> Vec<Vec<u32>> {
    let mut group_of: Vec<usize> = (0..rows).collect();
    let mut groups: Vec<Vec<u32>> = (0..rows).map(|r| vec![u32::try_from(r).unwrap_or(u32::MAX)]).collect();
    let known: HashMap<(u32, u32), f64> = pairs.iter().map(|(x, y, ln)| ((*x.min(y), *x.max(y)), *ln)).fold(
        HashMap::new(),
        |mut all, (pair, ln)| {
            let most: &mut f64 = all.entry(pair).or_insert(ln);
            *most = most.max(ln);
            all
        },
    );
    let mut order: Vec<(u32, u32, f64)> = known.iter().map(|((x, y), ln)| (*x, *y, *ln)).collect();
    order.sort_by(|p, q| q.2.total_cmp(&p.2).then((p.0, p.1).cmp(&(q.0, q.1))));
    for (x, y, ln) in order {
        let (g, h) = (group_of[x as usize], group_of[y as usize]);
        if ln <= 0.0 {
            break;
        }
        if g == h {
            continue;
        }
        let between: f64 = groups[g]
            .iter()
            .flat_map(|x| groups[h].iter().map(move |y| (*x.min(y), *x.max(y))))
            .map(|pair| known.get(&pair).copied().unwrap_or(NOT_COMPARED))
            .sum();
        if between > 0.0 {
            let moved = std::mem::take(&mut groups[h]);
            moved.iter().for_each(|r| group_of[*r as usize] = g);
            groups[g].extend(moved);
        }
    }
    let mut groups: Vec<Vec<u32>> = groups.into_iter().filter(|g| !g.is_empty()).collect();
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort_unstable();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_strong_pair_does_not_chain_two_groups() {
        let pairs = [(0, 1, 8.0), (2, 3, 8.0), (1, 2, 5.0)];
        assert_eq!(clusters(5, &pairs), [vec![0, 1], vec![2, 3], vec![4]]);
        let pairs = [(0, 1, 8.0), (0, 2, 4.0), (1, 2, 5.0)];
        assert_eq!(clusters(3, &pairs), [vec![0, 1, 2]]);
    }
}
