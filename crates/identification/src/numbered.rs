//! Adding up, of all remains, what their readings say.
//!
//! It is done for each missing person: one addition for each locus of each pair, which is more than anything else is done.
//! At nearly all loci a byte says which of the readings remains show.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::readings::{Readings, UNTYPED, add};

/// By locus, which of its readings each remains show.
#[derive(Debug)]
pub(crate) struct Numbered {
    loci: Vec<Numbers>,
}

/// Which of a locus's readings, by remains.
#[derive(Debug)]
enum Numbers {
    /// Of fewer than 256; [`NOTHING`] where nothing was read.
    Few(Vec<u8>),
    /// Of more; the number that comes after theirs where nothing was read.
    Many { numbers: Vec<u32>, distinct: usize },
}

/// What stands for no reading where there are few.
const NOTHING: u8 = u8::MAX;

/// What each of few readings says; of [`NOTHING`] it is nothing.
type OfFew = [f64; 1 << u8::BITS];

/// So many loci are added at a time, so that the row is not read and written for each.
const TOGETHER: usize = 4;

impl Numbered {
    /// Of all remains.
    pub(crate) fn new(readings: &Readings) -> Self {
        let of_locus = |l: usize| {
            let (of, distinct) = (readings.at(l).iter(), readings.distinct(l).len());
            if distinct > usize::from(NOTHING) {
                let nothing = u32::try_from(distinct).unwrap_or(UNTYPED);
                let numbers = of.map(|&reading| reading.min(nothing)).collect();
                return Numbers::Many { numbers, distinct };
            }
            Numbers::Few(of.map(|&reading| u8::try_from(reading).unwrap_or(NOTHING)).collect())
        };
        Self { loci: (0..readings.loci()).map(of_locus).collect() }
    }

    /// Adds what readings of some loci say, by number, to all remains that show them: locus after locus.
    ///
    /// # Panics
    /// If it is not a number for each reading, or for each remains.
    pub(crate) fn add(&self, said: &[(usize, Rc<[f64]>)], row: &mut [f64]) {
        let mut few: SmallVec<[&[u8]; TOGETHER]> = SmallVec::new();
        let mut says_few: [OfFew; TOGETHER] = [[0.0; 1 << u8::BITS]; TOGETHER];
        for (locus, ln_lrs) in said {
            match &self.loci[*locus] {
                Numbers::Few(numbers) => {
                    says_few[few.len()][..ln_lrs.len()].copy_from_slice(ln_lrs);
                    few.push(numbers);
                    if few.len() == TOGETHER {
                        add_few(row, &mut few, &says_few);
                    }
                }
                Numbers::Many { numbers, distinct } => {
                    add_few(row, &mut few, &says_few);
                    assert_eq!(ln_lrs.len(), *distinct, "a number for each reading");
                    let says: Vec<f64> = ln_lrs.iter().copied().chain([0.0]).collect();
                    add_together(row, [numbers], &[says], |says, number| says[number as usize]);
                }
            }
        }
        add_few(row, &mut few, &says_few);
    }
}

/// Adds what readings say of up to so many loci as are added at a time, and forgets which those are.
fn add_few(row: &mut [f64], few: &mut SmallVec<[&[u8]; TOGETHER]>, says: &[OfFew; TOGETHER]) {
    match few[..] {
        [a, b, c, d] => add_bytes(row, [a, b, c, d], says),
        [a, b, c] => add_bytes(row, [a, b, c], says),
        [a, b] => add_bytes(row, [a, b], says),
        [a] => add_bytes(row, [a], says),
        _ => {}
    }
    few.clear();
}

/// Adds what readings of `N` loci say, and the first `N` of the tables say of them. It is called, and not compiled where it
/// is: there are registers for one number of loci.
#[inline(never)]
fn add_bytes<const N: usize>(row: &mut [f64], numbers: [&[u8]; N], says: &[OfFew; TOGETHER]) {
    let says = says.first_chunk::<N>().expect("so many at most");
    add_together(row, numbers, says, |says, number| says[usize::from(number)]);
}

/// Adds what readings of some loci say: by locus their numbers, and what is said; and how to find there what one says.
#[expect(clippy::inline_always, reason = "what is asked of each number is one instruction")]
#[inline(always)]
fn add_together<const N: usize, I: Copy, S: AsRef<[f64]>>(
    row: &mut [f64],
    numbers: [&[I]; N],
    says: &[S; N],
    of: impl Fn(&S, I) -> f64,
) {
    let numbers = numbers.map(|numbers| &numbers[..row.len()]);
    let of_remains = |remains: usize| numbers.iter().zip(says).map(move |(n, says)| (says, n[remains]));
    if says.iter().any(|says| says.as_ref().contains(&f64::INFINITY)) {
        for (remains, cell) in row.iter_mut().enumerate() {
            of_remains(remains).for_each(|(says, number)| add(cell, of(says, number)));
        }
        return;
    }
    for (remains, cell) in row.iter_mut().enumerate() {
        *cell = of_remains(remains).fold(*cell, |sum, (says, number)| sum + of(says, number));
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use kintrace_kinship::Genotype;

    use super::Numbered;
    use crate::readings::{Readings, UNTYPED};

    /// Five loci with few readings and, in their midst, one with more than a byte can say; a reading here and there is
    /// missing, and one is impossible.
    #[test]
    fn everybody_gets_the_sum_of_what_was_read() {
        const ALLELES: [usize; 6] = [7, 9, 40, 5, 11, 8];
        let mut readings = Readings::new(ALLELES.len());
        for remains in 0..1000_usize {
            let genotype = |(l, alleles): (usize, &usize)| {
                let mixed = (remains * 7919 + l * 104_729) % 7321;
                (mixed % 13 > 0).then(|| Genotype::pair(mixed % alleles, mixed / alleles % alleles))
            };
            readings.push(&ALLELES.iter().enumerate().map(genotype).collect::<Vec<_>>());
        }
        assert!(readings.distinct(2).len() > 255 && readings.distinct(1).len() < 255);
        let says = |l: usize, reading: usize| {
            if (l, reading) == (1, 3) { f64::NEG_INFINITY } else { 0.1 * (l + reading) as f64 - 2.0 }
        };
        let said: Vec<(usize, Rc<[f64]>)> = (0..ALLELES.len())
            .map(|l| (l, (0..readings.distinct(l).len()).map(|reading| says(l, reading)).collect()))
            .collect();
        let mut row = vec![0.5; readings.remains()];
        Numbered::new(&readings).add(&said, &mut row);
        for (remains, sum) in row.iter().enumerate() {
            let read = (0..ALLELES.len()).filter(|&l| readings.at(l)[remains] != UNTYPED);
            let expected = read.fold(0.5, |sum, l| sum + says(l, readings.at(l)[remains] as usize));
            assert_eq!(sum.to_bits(), expected.to_bits(), "remains {remains}");
        }
    }
}
