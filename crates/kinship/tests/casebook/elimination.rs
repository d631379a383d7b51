//! Summing variables out gives what listing all their values gives.

use kintrace_kinship::elimination::{Eliminated, Gate, Network, Shape, order};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

/// A factor: which bit opens it with which value, its variables, and where its values begin among random numbers.
type Drawn = (Option<(usize, usize)>, Vec<usize>, usize);

const VARIABLES: usize = 7;
const NUMBERS: usize = 64;

/// The variables from this one on are bits.
const BITS: usize = 4;

/// Of all lengths that rows are written in: one by one, by four, by eight, and by more.
fn card(variable: usize) -> usize {
    [3, 5, 9, 18, 2, 2, 2][variable]
}

fn factors() -> impl Strategy<Value = Vec<Drawn>> {
    let scope = btree_set(0..VARIABLES, 1..4);
    let gate = proptest::option::of((BITS..VARIABLES, 0..2_usize));
    let factor = (gate, scope, 0..NUMBERS).prop_map(|(gate, scope, from)| {
        // What opens a factor is none of its variables.
        let gate = gate.filter(|(bit, _)| !scope.contains(bit));
        (gate, scope.into_iter().collect(), from)
    });
    vec(factor, 1..9)
}

/// The value of a factor's cell: by position, so that no symmetry hides an exchange.
fn cell(numbers: &[f64], from: usize, digits: &[usize]) -> f64 {
    let at = digits.iter().fold(from, |at, digit| at * 3 + digit);
    numbers[at % NUMBERS]
}

fn value(numbers: &[f64], factors: &[Drawn], values: &[usize]) -> f64 {
    factors
        .iter()
        .filter(|(gate, ..)| gate.is_none_or(|(bit, open)| values[bit] == open))
        .map(|(_, scope, from)| cell(numbers, *from, &scope.iter().map(|&v| values[v]).collect::<Vec<_>>()))
        .product()
}

proptest! {
    #[test]
    fn an_order_changes_no_sum(
        factors in factors(),
        numbers in vec(prop_oneof![4 => 0.01..1.0_f64, 1 => Just(0.0)], NUMBERS),
        keep in btree_set(0..VARIABLES, 0..3),
        // Tables run along their last variable: a long one, or a bit.
        are_bits_first in any::<bool>(),
    ) {
        let number = |v: usize| if are_bits_first { VARIABLES - 1 - v } else { v };
        let mut keep: Vec<usize> = keep.into_iter().map(number).collect();
        keep.sort_unstable();
        let mut network: Network<f64> = Network::default();
        (0..VARIABLES).for_each(|v| assert_eq!(network.variable(card(number(v))), v));
        network.constant(&0.25);
        for (gate, scope, from) in &factors {
            let gate = gate.map(|(bit, value)| Gate { bit: number(bit), value });
            let of = |digits: &[usize]| cell(&numbers, *from, digits);
            match scope[..] {
                [a] => network.factor(gate, [a].map(number), |d| of(&d)),
                [a, b] => network.factor(gate, [a, b].map(number), |d| of(&d)),
                [a, b, c] => network.factor(gate, [a, b, c].map(number), |d| of(&d)),
                _ => unreachable!("one to three variables"),
            }
        }
        let Eliminated { values, ln_scale } = network.eliminate(&keep);
        let size: usize = keep.iter().map(|&v| card(number(v))).product();
        let mut listed = vec![0.0; size];
        let all: usize = (0..VARIABLES).map(card).product();
        for all_values in 0..all {
            let mut rest = all_values;
            let assigned: Vec<usize> = (0..VARIABLES)
                .map(|v| {
                    let digit = rest % card(v);
                    rest /= card(v);
                    digit
                })
                .collect();
            let at = keep.iter().map(|&v| number(v)).fold(0, |at, v| at * card(v) + assigned[v]);
            listed[at] += 0.25 * value(&numbers, &factors, &assigned);
        }
        prop_assert_eq!(values.len(), size);
        for (summed, listed) in values.iter().zip(listed) {
            let summed = summed * ln_scale.exp();
            prop_assert!((summed - listed).abs() <= 1e-10 * listed.max(1e-12), "{} is {}", summed, listed);
        }
    }
}

/// What only the same factors mention is summed out in one step, and nothing that opens a gate or stays.
#[test]
fn variables_that_occur_together_are_summed_together() {
    let shape = |gate, scope: &[usize]| Shape {
        gate,
        scope: scope.iter().map(|&v| u16::try_from(v).expect("few")).collect(),
    };
    let gate = Some(Gate { bit: 4, value: 1 });
    let shapes = [shape(None, &[0, 1, 2]), shape(None, &[0, 1, 3]), shape(gate, &[0, 1])];
    let plan = order::find(&[2, 16, 16, 16, 2], &shapes, &[2, 3]);
    let mut summed: Vec<usize> =
        plan.iter().flat_map(|step| step.variables.iter().copied().map(usize::from)).collect();
    summed.sort_unstable();
    assert_eq!(summed, [0, 1, 4], "each once");
    assert!(plan.iter().any(|step| step.variables[..] == [0, 1]), "{plan:?}");
}

/// Sets of variables have as many words as they need.
#[test]
fn long_chains_are_summed() {
    for number in [60, 70, 200, 600, 5000] {
        let mut network: Network<f64> = Network::default();
        (0..number).for_each(|v| assert_eq!(network.variable(3), v));
        network.factor(None, [0], |[a]| [0.5, 0.3, 0.2][a]);
        for v in 1..number {
            network.factor(None, [v - 1, v], |[a, b]| if a == b { 0.8 } else { 0.1 });
        }
        let Eliminated { values, ln_scale } = network.eliminate(&[number - 1]);
        let stay = 0.7_f64.powi(i32::try_from(number - 1).expect("few"));
        for (value, first) in values.iter().zip([0.5, 0.3, 0.2]) {
            let expected = (1.0 - stay) / 3.0 + stay * first;
            assert!((value * ln_scale.exp() - expected).abs() < 1e-12, "{number}: {value}");
        }
    }
}

/// A parent's allele, and children of whom each says something that depends on bits of its own: whichever of the bits
/// these are, each cell is the sum for its own values of all.
#[test]
fn cells_of_bits_are_those_of_their_values() {
    const VALUES: usize = 7;
    // What each child depends on: a bit by which its cells differ, and one that opens its gate.
    for children in [[(0, None), (1, Some(2)), (3, Some(4))], [(3, Some(0)), (2, None), (1, Some(4))]] {
        let mut network: Network<f64> = Network::default();
        (0..5).for_each(|bit| assert_eq!(network.variable(2), bit));
        let allele = network.variable(VALUES);
        let of_parent = |x: usize| 1.0 + x as f64;
        let says = |child: usize, bit: usize, x: usize| 1.0 / (2 + child + 3 * bit + x * x) as f64;
        network.factor(None, [allele], |[x]| of_parent(x));
        for (child, (bit, gate)) in children.into_iter().enumerate() {
            let gate = gate.map(|bit| Gate { bit, value: 1 });
            network.factor(gate, [bit, allele], |[bit, x]| says(child, bit, x));
        }
        let Eliminated { values, ln_scale } = network.eliminate(&[0, 1, 2, 3, 4]);
        assert_eq!(values.len(), 32);
        for (cell, value) in values.iter().enumerate() {
            let is = |bit: usize| cell >> (4 - bit) & 1;
            let product = |x: usize| -> f64 {
                let counts =
                    |(_, (_, gate)): &(usize, (usize, Option<usize>))| gate.is_none_or(|bit| is(bit) == 1);
                let open = children.into_iter().enumerate().filter(counts);
                open.map(|(child, (bit, _))| says(child, is(bit), x)).product::<f64>() * of_parent(x)
            };
            let listed: f64 = (0..VALUES).map(product).sum();
            assert!((value * ln_scale.exp() - listed).abs() < 1e-12 * listed, "cell {cell}");
        }
    }
}

/// Large tables may be added up by wider instructions than small ones: each cell is the same sum in the same order, to
/// the last bit, so that whoever checks a result on another machine finds the same.
#[test]
fn cells_of_all_sizes_are_the_same_sums_in_the_same_order() {
    let one = |a: usize, x: usize| 1.0 / (3 + 2 * a + x) as f64;
    let other = |x: usize, b: usize| (1 + x) as f64 / (7 + x * b) as f64;
    for values in [2, 3, 5, 7, 8, 9, 15, 16, 17, 23, 24, 31, 32, 33, 40] {
        let mut network: Network<f64> = Network::default();
        let [a, x, b] = std::array::from_fn(|_| network.variable(values));
        network.factor(None, [a, x], |[a, x]| one(a, x));
        network.factor(None, [x, b], |[x, b]| other(x, b));
        let Eliminated { values: cells, ln_scale } = network.eliminate(&[a, b]);
        assert_eq!((cells.len(), ln_scale), (values * values, 0.0));
        for (cell, found) in cells.iter().enumerate() {
            let (a, b) = (cell / values, cell % values);
            let mut sum = 0.0;
            (0..values).for_each(|x| sum += one(a, x) * other(x, b));
            assert_eq!(found.to_bits(), f64::to_bits(sum), "{values} values, {a} and {b}");
        }
    }
}

/// Many rare, or many heavy, things meet in one step: a founder of whom many branches of a family descend.
#[test]
fn many_tables_meet_and_none_vanishes_or_overflows() {
    const BRANCHES: u32 = 60;
    for size in [1e-11, 1e11] {
        let mut network: Network<f64> = Network::default();
        let founder = network.variable(3);
        for _ in 0..BRANCHES {
            let of_branch = network.variable(3);
            network.factor(None, [founder, of_branch], |[a, b]| if a == b { 2.0 * size } else { size });
        }
        let Eliminated { values, ln_scale } = network.eliminate(&[]);
        let expected = 3.0_f64.ln() + f64::from(BRANCHES) * (4.0 * size).ln();
        let found = values[0].ln() + ln_scale;
        assert!((found - expected).abs() < 1e-9 * expected.abs(), "{values:?} {ln_scale}");
    }
}
