//! The screen puts nobody aside whom the exact sum would keep.

use kintrace_identification::pairwise::ln_lrs;
use kintrace_identification::readings::{Readings, UNTYPED};
use kintrace_identification::search::{CODES, Coded, LANES, Level, Preparation, Survivor, Target, search};
use kintrace_kinship::pedigree::{Founder, Row};
use kintrace_kinship::{Genotype, Locus, Pedigree, Sex};
use kintrace_simulation::crowd::Crowd;
use proptest::collection::vec;
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::loci;

/// Every pair that reaches the threshold, one sum after the other.
fn plain(tables: &[Vec<Vec<f64>>], remains: &Coded, ln_threshold: f64) -> Vec<Survivor> {
    let readings = remains.readings();
    let mut found = Vec::new();
    for (missing, table) in tables.iter().enumerate() {
        for r in 0..readings.remains() {
            let mut ln_lr = 0.0;
            for (l, entries) in table.iter().enumerate().filter(|(_, entries)| !entries.is_empty()) {
                let reading = readings.at(l)[r];
                if reading != UNTYPED && ln_lr > f64::NEG_INFINITY {
                    ln_lr += entries[reading as usize];
                }
            }
            if ln_lr >= ln_threshold {
                found.push(Survivor { missing, remains: r, ln_lr });
            }
        }
    }
    found
}

/// The same survivors by every way that this processor has.
fn agrees(tables: &[Vec<Vec<f64>>], remains: &Coded, ln_threshold: f64) -> usize {
    let expected = plain(tables, remains, ln_threshold);
    let mut summed = None;
    for level in Level::available() {
        let prepare = |m: usize| Target::new(tables[m].clone(), remains, ln_threshold);
        let found = search(tables.len(), &prepare, remains, ln_threshold, level);
        assert_eq!(found.survivors, expected, "{}", level.text());
        assert_eq!(found.summed, *summed.get_or_insert(found.summed), "{}", level.text());
    }
    expected.len()
}

/// Readings of remains at some loci, drawn from so many alleles.
fn drawn(loci: usize, alleles: usize, remains: usize, seed: u64) -> Coded {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut readings = Readings::new(loci);
    for _ in 0..remains {
        let mut read = || {
            let (a, b) = (rng.random_range(0..alleles), rng.random_range(0..alleles));
            match rng.random_range(0..10) {
                0 | 1 => None,
                2 | 3 => Some(Genotype::pair(a, b).with_drop_out(0.1)),
                4 => Some(Genotype::one_allele(a)),
                5 => Some(Genotype::Hemizygous(a)),
                _ => Some(Genotype::pair(a, b)),
            }
        };
        let genotypes: Vec<Option<Genotype>> = (0..loci).map(|_| read()).collect();
        readings.push(&genotypes);
    }
    Coded::new(readings)
}

/// Entries of a table: mostly ordinary, now and then impossible, huge, or all but nothing.
fn entry() -> impl Strategy<Value = f64> {
    prop_oneof![
        8 => -12.0..4.0_f64,
        2 => -1e-9..1e-9_f64,
        1 => Just(f64::NEG_INFINITY),
        1 => Just(0.0),
        1 => -1e4..1e4_f64,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Random tables, from two alleles to more readings than there are codes.
    #[test]
    fn nobody_above_the_threshold_is_put_aside(
        (loci, alleles, remains, seed) in (1..9_usize, 2..40_usize, 1..1200_usize, any::<u64>()),
        numbers in vec(entry(), 500),
        shift in 0..500_usize,
        silent in 0..9_usize,
        threshold in prop_oneof![-30.0..30.0_f64, Just(f64::NEG_INFINITY), Just(0.0)],
    ) {
        let remains = drawn(loci, alleles, remains, seed);
        let tables: Vec<Vec<Vec<f64>>> = (0..5)
            .map(|m| {
                (0..loci)
                    .map(|l| {
                        // At one locus nobody of the family shows anything.
                        let count = if l == silent { 0 } else { remains.readings().distinct(l).len() };
                        let from = shift + 61 * m + 17 * l;
                        (0..count).map(|i| numbers[(from + 7 * i) % numbers.len()]).collect()
                    })
                    .collect()
            })
            .collect();
        agrees(&tables, &remains, threshold);
    }
}

/// Thresholds that are a pair's own sum, and just above and below it.
#[test]
fn a_pair_on_the_threshold_is_found() {
    let remains = drawn(6, 9, 700, 3);
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut table = || -> Vec<Vec<f64>> {
        (0..6)
            .map(|l| remains.readings().distinct(l).iter().map(|_| rng.random_range(-9.0..3.0)).collect())
            .collect()
    };
    let tables = [table(), table(), table()];
    let mut sums: Vec<f64> = plain(&tables, &remains, f64::NEG_INFINITY).iter().map(|s| s.ln_lr).collect();
    sums.sort_by(f64::total_cmp);
    let all = sums.len();
    for at in [0, 1, all / 2, all - 3, all - 2, all - 1] {
        assert_eq!(agrees(&tables, &remains, sums[at]), all - at);
        assert!(agrees(&tables, &remains, sums[at].next_up()) < all - at);
        assert!(agrees(&tables, &remains, sums[at].next_down()) >= all - at);
    }
    assert_eq!(agrees(&tables, &remains, sums[all - 1] + 1.0), 0);
}

/// Every step of quantisation: deficits from nothing to more than can be counted.
#[test]
fn the_last_step_before_the_threshold_counts() {
    let mut readings = Readings::new(2);
    for a in 0..CODES {
        for b in [0, 1, a] {
            readings.push(&[Some(Genotype::pair(a, a)), Some(Genotype::pair(b, b))]);
        }
    }
    let remains = Coded::new(readings);
    for scale in [1e-12, 1e-3, 1.0, 254.0 / 255.0, 255.0 / 254.0, 1e6] {
        let entries = |l: usize| -> Vec<f64> {
            (0..remains.readings().distinct(l).len()).map(|i| scale * (10.0 - i as f64)).collect()
        };
        for threshold in [20.0, 10.0, 0.0, -100.0, -200.0, -254.0, -255.0] {
            agrees(&[vec![entries(0), entries(1)]], &remains, scale * threshold);
        }
    }
}

/// Blocks that are full, not full, or one too many; and no remains at all.
#[test]
fn remains_at_the_edges_of_blocks_are_found() {
    for count in [0, 1, 63, 64, 65, LANES - 1, LANES, LANES + 1] {
        let mut readings = Readings::new(5);
        for r in 0..count {
            let fits = r == 0 || r + 1 == count;
            readings.push(&[Some(Genotype::pair(usize::from(!fits), 1)); 5]);
        }
        let remains = Coded::new(readings);
        let fits = |l: usize| -> Vec<f64> {
            let distinct = remains.readings().distinct(l).iter();
            distinct.map(|g| if *g == Genotype::pair(0, 1) { 3.0 } else { -3.0 }).collect()
        };
        let found = agrees(&[(0..5).map(fits).collect()], &remains, 10.0);
        assert_eq!(found, count.min(2));
    }
}

/// Families and bones: two brothers, one of them missing; full and partial profiles.
#[test]
fn families_are_searched_as_they_are_compared() {
    let loci: Vec<Locus> = loci();
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let draw = |rng: &mut ChaCha8Rng, locus: &Locus| {
        let mut u: f64 = rng.random();
        let found = locus.frequencies().iter().position(|p| {
            u -= p;
            u < 0.0
        });
        found.unwrap_or(0)
    };
    let row = |id: &str, parents: bool, sex| Row {
        id: id.into(),
        father: parents.then(|| "father".into()),
        mother: parents.then(|| "mother".into()),
        sex,
    };
    let pedigree = Pedigree::new(&[
        row("father", false, Sex::Male),
        row("mother", false, Sex::Female),
        row("brother", true, Sex::Male),
        row("missing", true, Sex::Male),
    ])
    .expect("a pedigree");
    let (mother, brother, missing) = (1, 2, 3);
    let mut readings = Readings::new(loci.len());
    let mut families = Vec::new();
    for _ in 0..12 {
        let parents: Vec<[usize; 4]> =
            loci.iter().map(|locus| std::array::from_fn(|_| draw(&mut rng, locus))).collect();
        let mut child = || -> Vec<Genotype> {
            let mut pass =
                |p: &[usize; 4]| Genotype::pair(p[rng.random_range(0..2)], p[rng.random_range(2..4)]);
            parents.iter().map(&mut pass).collect()
        };
        let (typed, lost) = (child(), child());
        let genotypes: Vec<Vec<Option<Genotype>>> = (0..loci.len())
            .map(|l| {
                let mut of_locus = vec![None; 4];
                of_locus[brother] = Some(typed[l]);
                of_locus[mother] = Some(Genotype::pair(parents[l][2], parents[l][3]));
                of_locus
            })
            .collect();
        families.push(genotypes);
        for loss in [0.0, 0.3, 0.7] {
            let read: Vec<Option<Genotype>> = lost
                .iter()
                .map(|g| (rng.random::<f64>() >= loss).then(|| g.with_drop_out(0.01 + loss / 4.0)))
                .collect();
            readings.push(&read);
        }
    }
    for _ in 0..3000 {
        let stranger: Vec<Option<Genotype>> =
            loci.iter().map(|l| Some(Genotype::pair(draw(&mut rng, l), draw(&mut rng, l)))).collect();
        readings.push(&stranger);
    }
    let remains = Coded::new(readings);
    let tables: Vec<Vec<Vec<f64>>> = families
        .iter()
        .map(|genotypes| ln_lrs(&pedigree, missing, &loci, genotypes, 0.0, remains.readings()))
        .collect();
    let found = agrees(&tables, &remains, 1e4_f64.ln());
    assert!((20..40).contains(&found), "{found} of 36 profiles of the missing are found");
    // All of a family's own pairs are in the list for a threshold that says nothing.
    assert_eq!(agrees(&tables, &remains, f64::NEG_INFINITY), 12 * 3036);
}

/// Families that show the same share what is made of it: of whichever family it was made, and in whatever order its
/// brothers are listed, it says what a family's own says.
#[test]
fn families_that_show_the_same_share_tables() {
    let loci = loci();
    let crowd = Crowd::new(&loci, 400, 7);
    let mut readings = Readings::new(loci.len()).contaminated(0.003);
    (0..300).for_each(|r| readings.push(&crowd.remains(r, 300, |_, _| 0.05)));
    let remains = Coded::new(readings);
    let preparation = Preparation::new(&loci, 0.0, &remains, f64::NEG_INFINITY);
    let compare = |pedigree: &Pedigree, member: usize, genotypes: &[Vec<Option<Genotype>>]| {
        let shared = preparation.target(pedigree, member, genotypes).expect("no threshold");
        let own = ln_lrs(pedigree, member, &loci, genotypes, 0.0, remains.readings());
        let own = Target::new(own, &remains, f64::NEG_INFINITY).expect("no threshold");
        for r in 0..300 {
            let (shared, own) = (shared.ln_lr(&remains, r), own.ln_lr(&remains, r));
            assert!((shared - own).abs() < 1e-9, "{r}: {shared} {own}");
        }
    };
    for number in 0..400 {
        let family = crowd.family(number);
        compare(family.pedigree, family.missing, &family.genotypes);
    }
    // Of whose founders something is known, a family shows more than its profiles.
    let families = (0..400).map(|number| crowd.family(number));
    for family in families.filter(|family| family.pedigree.members()[0].father.is_none()).take(40) {
        let inbred = Founder { id: family.pedigree.members()[0].id.clone(), inbreeding: 0.25, related: None };
        let pedigree = family.pedigree.clone().with_founders(&[inbred]).expect("a pedigree");
        compare(&pedigree, family.missing, &family.genotypes);
    }
}
