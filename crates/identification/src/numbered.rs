//! Adding up, of all remains, what their readings say.
//!
//! It is done for each missing person: one addition for each locus of each pair, which is more than anything else is done.
//! At nearly all loci a byte says which of the readings remains show.

use std::rc::Rc;

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
    /// [`UNTYPED`] where nothing was read.
    Many(Vec<u32>),
}

/// What stands for no reading where there are few.
const NOTHING: u8 = u8::MAX;

/// What each of few readings says; what no remains show, and no reading, says nothing.
type OfFew = [f64; 1 << u8::BITS];

/// So many loci are added at a time, so that the row is not read and written for each.
const TOGETHER: usize = 4;

impl Numbered {
    /// Of all remains.
    pub(crate) fn new(readings: &Readings) -> Self {
        let of_locus = |l: usize| {
            let of = readings.at(l).iter();
            if readings.distinct(l).len() > usize::from(NOTHING) {
                return Numbers::Many(of.copied().collect());
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
        let mut few: Vec<(&[u8], OfFew)> = Vec::with_capacity(TOGETHER);
        for (locus, ln_lrs) in said {
            match &self.loci[*locus] {
                Numbers::Few(numbers) => {
                    let mut of_few = [0.0; 1 << u8::BITS];
                    of_few[..ln_lrs.len()].copy_from_slice(ln_lrs);
                    few.push((numbers, of_few));
                    if let Ok(all) = <&[_; TOGETHER]>::try_from(&few[..]) {
                        add_few(row, all.each_ref());
                        few.clear();
                    }
                }
                Numbers::Many(numbers) => {
                    add_rest(row, &mut few);
                    for (cell, reading) in
                        row.iter_mut().zip(numbers).filter(|(_, reading)| **reading != UNTYPED)
                    {
                        add(cell, ln_lrs[*reading as usize]);
                    }
                }
            }
        }
        add_rest(row, &mut few);
    }
}

/// Adds what readings say of fewer loci than are added at a time, and forgets them.
fn add_rest(row: &mut [f64], few: &mut Vec<(&[u8], OfFew)>) {
    match &few[..] {
        [a, b, c] => add_few(row, [a, b, c]),
        [a, b] => add_few(row, [a, b]),
        all => all.iter().for_each(|one| add_few(row, [one])),
    }
    few.clear();
}

/// Adds what readings of some loci say: by locus their numbers, and what each says.
fn add_few<const N: usize>(row: &mut [f64], said: [&(&[u8], OfFew); N]) {
    let said: [(&[u8], &OfFew); N] = said.map(|(numbers, of_few)| (&numbers[..row.len()], of_few));
    let has_infinite = said.iter().any(|(_, of_few)| of_few.contains(&f64::INFINITY));
    for (remains, cell) in row.iter_mut().enumerate() {
        let mut sum = *cell;
        for (numbers, of_few) in said {
            let more = of_few[usize::from(numbers[remains])];
            if has_infinite {
                add(&mut sum, more);
            } else {
                sum += more;
            }
        }
        *cell = sum;
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
