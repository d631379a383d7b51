//! What holds for all names.

use kintrace_names::edit::model;
use kintrace_names::sound::{COUNT, Sounds};
use kintrace_names::{Name, compare, keys};
use proptest::prelude::*;

fn sounds(longest: usize) -> impl Strategy<Value = Sounds> {
    prop::collection::vec(0..u8::try_from(COUNT).unwrap(), 1..longest).prop_map(|s| {
        Sounds::from_letters(
            &s.iter().map(|i| kintrace_names::sound::LETTERS[usize::from(*i)]).collect::<String>(),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Anything that can be typed is read, and two names compare the same either way round.
    #[test]
    fn comparing_is_symmetric_and_never_fails(a in "\\PC{0,40}", b in "\\PC{0,40}") {
        let (a, b) = (Name::read(&a), Name::read(&b));
        let (there, back) = (compare(&a, &b).log10_lr, compare(&b, &a).log10_lr);
        prop_assert!(there.is_finite());
        prop_assert!((there - back).abs() < 1e-9, "{} {}", there, back);
    }

    /// The reasons add up to the score.
    #[test]
    fn reasons_add_up(a in "[A-Zəüşğ]{2,8} [a-zəüşğ]{2,8}", b in "[А-Я]{2,8} [а-я]{2,8}") {
        let c = compare(&Name::read(&a), &Name::read(&b));
        let sum: f64 = c.aligned.iter().map(|x| x.log10_lr).sum::<f64>() + c.gender;
        prop_assert!((sum - c.log10_lr).abs() < 1e-9);
    }

    /// One sound more, less or other: the names still share a key.
    #[test]
    fn one_error_leaves_a_shared_key(word in sounds(9), at in 0usize..8, other in 0u8..34, what in 0u8..3) {
        prop_assume!(word.len() >= 4);
        let mut letters: Vec<char> = word.to_string().chars().collect();
        let at = at % letters.len();
        let other = kintrace_names::sound::LETTERS[usize::from(other)];
        match what {
            0 => { letters.remove(at); }
            1 => letters.insert(at, other),
            _ => letters[at] = other,
        }
        let changed = Sounds::from_letters(&letters.iter().collect::<String>());
        let (a, b) = (keys::of_sounds(&word), keys::of_sounds(&changed));
        // i beside y is one class, which an error may part or join.
        let joined = |s: &Sounds| s.to_string().chars().collect::<Vec<_>>().windows(2).any(|w| w.iter().all(|c| "iıy".contains(*c)));
        prop_assume!(!joined(&word) && !joined(&changed));
        prop_assert!(a.iter().any(|k| b.contains(k)), "{:?} {:?}", word, changed);
    }
}

/// P(y | x) adds up to one over all y: checked on all strings of up to two sounds, and bounded beyond.
#[test]
fn probabilities_add_up() {
    let word = |s: &[u8]| {
        Sounds::from_letters(
            &s.iter().map(|i| kintrace_names::sound::LETTERS[usize::from(*i)]).collect::<String>(),
        )
    };
    let all = u8::try_from(COUNT).unwrap();
    let model = model(false);
    for x in ["a", "g", "v"] {
        let x = Sounds::from_letters(x);
        let mut total = model.probability(&x, &word(&[]));
        for i in 0..all {
            total += model.probability(&x, &word(&[i]));
            for j in 0..all {
                total += model.probability(&x, &word(&[i, j]));
            }
        }
        // What is known to sound the same is given a little more than sound by sound.
        assert!((0.98..1.02).contains(&total), "{x:?} {total}");
    }
}
