//! How two dates agree, with the slips that people make: day and month swapped, a digit, a year off.

use crate::record::Date;

/// What the levels are called. Levels that know the same about both dates form a group: within it the
/// probabilities add up to one, so that a missing day says nothing either way.
pub(crate) const LEVELS: [&str; 15] = [
    // Both to the day.
    "the same day",
    "day and month swapped, or one digit",
    "the same year",
    "a year apart",
    "up to five years apart",
    "other years",
    // One of them to the month.
    "the same month",
    "the same year, another month",
    "a year apart",
    "up to five years apart",
    "other years",
    // Only years.
    "the same year, as far as it is known",
    "a year apart",
    "up to five years apart",
    "other years",
];

/// The group of each level.
pub(crate) const GROUPS: [u8; 15] = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2];

/// How two dates agree.
pub(crate) fn level(a: Date, b: Date) -> u8 {
    let apart = (a.from - b.to).max(b.from - a.to).max(0);
    let years = |first: u8| match apart {
        0 => first,
        1 => first + 1,
        2..=5 => first + 2,
        _ => first + 3,
    };
    match ((a.month, a.day), (b.month, b.day)) {
        ((Some(m), Some(d)), (Some(n), Some(e))) => {
            if a.from == b.from && m == n && d == e {
                0
            } else if slip(a.from, m, d, b.from, n, e) {
                1
            } else {
                years(2)
            }
        }
        ((Some(m), _), (Some(n), _)) => {
            if apart == 0 && m == n {
                6
            } else {
                years(7)
            }
        }
        _ => years(11),
    }
}

/// Day and month swapped, or one digit of the eight another.
fn slip(y: i32, m: u8, d: u8, z: i32, n: u8, e: u8) -> bool {
    if y == z && m == e && d == n {
        return true;
    }
    let digits = |y: i32, m: u8, d: u8| {
        let mut all = [0_u8; 8];
        let number = u32::try_from(y).unwrap_or(0) * 10_000 + u32::from(m) * 100 + u32::from(d);
        let mut rest = number;
        for digit in all.iter_mut().rev() {
            *digit = u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        all
    };
    let (a, b) = (digits(y, m, d), digits(z, n, e));
    let other: Vec<usize> = (0..8).filter(|i| a[*i] != b[*i]).collect();
    match other[..] {
        [_] => true,
        [i, j] => j == i + 1 && a[i] == b[j] && a[j] == b[i],
        _ => false,
    }
}
