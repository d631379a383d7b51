//! The score is a likelihood ratio: what it says comes true.
//!
//! People are drawn with names of the dictionary, by how common they are, and written by two hands. In
//! an equal number of pairs of one person and of two, a score of log₁₀ LR = x must be right in
//! 10ˣ/(1 + 10ˣ) of the cases.

use kintrace_names::{Name, compare};
use kintrace_simulation::hands::{Hand, slip, write};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const HANDS: [Hand; 6] = [
    Hand::Azerbaijani,
    Hand::Russian,
    Hand::English,
    Hand::Armenian,
    Hand::Georgian,
    Hand::AzerbaijaniCyrillic,
];

/// Given names and surnames of the dictionary as they sound, with their weights.
fn stock() -> [Vec<(String, f64)>; 2] {
    let mut stock = [Vec::new(), Vec::new()];
    for line in include_str!("../../data/names.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((head, forms)) = line.split_once('|') else { continue };
        let mut head = head.split_whitespace().skip(1).map(|w| w.parse::<f64>().unwrap());
        let name = Name::read(forms.split_whitespace().next().unwrap());
        for weights in &mut stock {
            let weight = head.next().unwrap();
            if weight > 0.0 {
                weights.push((name.tokens[0].stem.to_string(), weight));
            }
        }
    }
    stock
}

fn written(rng: &mut ChaCha8Rng, given: &str, surname: &str) -> String {
    let hand = *HANDS.choose(rng).unwrap();
    let mut parts = [write(rng, given, hand), write(rng, &format!("{surname}ov"), hand)];
    for part in &mut parts {
        if rng.random_bool(0.08) {
            *part = slip(rng, part);
        }
    }
    if rng.random_bool(0.3) {
        parts.swap(0, 1);
    }
    parts.join(" ")
}

/// Pairs of one person, and as many of two.
const PAIRS: usize = 20_000;

#[test]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "eight bins")]
fn what_it_says_comes_true() {
    let stock = stock();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let draw = |rng: &mut ChaCha8Rng| {
        stock.each_ref().map(|names| names.choose_weighted(rng, |(_, w)| *w).unwrap().0.clone())
    };
    // By log₁₀ LR in steps of one, from −3 to 3: pairs of two people, pairs of one.
    let mut counts = [[0.0_f64; 2]; 8];
    let mut count = |lr: f64, same: usize| counts[(lr + 4.0).floor().clamp(0.0, 7.0) as usize][same] += 1.0;
    for _ in 0..PAIRS {
        let [given, surname] = draw(&mut rng);
        let (a, b) = (written(&mut rng, &given, &surname), written(&mut rng, &given, &surname));
        count(compare(&Name::read(&a), &Name::read(&b)).log10_lr, 1);
        let [other_given, other_surname] = draw(&mut rng);
        let b = written(&mut rng, &other_given, &other_surname);
        count(compare(&Name::read(&a), &Name::read(&b)).log10_lr, 0);
    }
    for (bin, [different, same]) in counts.iter().enumerate() {
        let total = different + same;
        if total < 60.0 {
            continue;
        }
        let (from, to) = (bin as f64 - 4.0, bin as f64 - 3.0);
        let said = |lr: f64| 1.0 / (1.0 + 10_f64.powf(-lr));
        let (came, error) = (same / total, 3.0 * (0.25 / total).sqrt());
        // Bins at the ends hold everything beyond. Between, half a power of ten is allowed: the clerks
        // of the simulation are not those that the table was learnt from.
        let low = if bin == 0 { 0.0 } else { said(from - 0.7) };
        let high = if bin == 7 { 1.0 } else { said(to + 0.7) };
        assert!(
            came >= low - error && came <= high + error,
            "log10 LR {from} to {to}: {came:.3} of {total} were one name; {low:.3} to {high:.3} was expected"
        );
    }
}
