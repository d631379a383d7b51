//! The search's screen against a plain table of `f32`, in one run. Run by `cargo xtask bench`; the figures are pairs a
//! second of one thread.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use kintrace_identification::pairwise::ln_lrs;
use kintrace_identification::readings::{Readings, UNTYPED};
use kintrace_identification::search::{Coded, Level, Target, search};
use kintrace_kinship::{Inheritance, Locus, Mutation, builtin};
use kintrace_simulation::crowd::Crowd;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

const FAMILIES: usize = 32;
const REMAINS: usize = 60_000;
const LN_THRESHOLD: f64 = 9.21;

struct Prepared {
    remains: Coded,
    tables: Vec<Vec<Vec<f64>>>,
}

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
    let loci: Vec<Locus> = builtin::frequencies()
        .loci()
        .map(|(name, alleles)| {
            Locus::new(name, Inheritance::Autosomal, alleles, Mutation::stepwise(0.0005, 0.002))
                .expect("a locus")
        })
        .collect();
    let crowd = Crowd::new(&loci, FAMILIES, 1);
    let mut readings = Readings::new(loci.len());
    (0..REMAINS).for_each(|r| readings.push(&crowd.remains(r, REMAINS, |_, _| 0.02)));
    let tables = (0..FAMILIES)
        .map(|number| {
            let family = crowd.family(number);
            ln_lrs(family.pedigree, family.missing, &loci, &family.genotypes, 0.0, &readings)
        })
        .collect();
    Prepared { remains: Coded::new(readings), tables }
});

#[divan::bench(args = Level::available(), sample_count = 5)]
fn screen(bencher: Bencher, level: Level) {
    let Prepared { remains, tables } = &*PREPARED;
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let prepare = |m: usize| Target::new(tables[m].clone(), remains, LN_THRESHOLD);
    bencher
        .counter(ItemsCount::new(FAMILIES * REMAINS))
        .bench(|| one.install(|| black_box(search(FAMILIES, &prepare, remains, LN_THRESHOLD, level))));
}

/// For each pair the sum of an `f32` a locus, remains by remains.
#[expect(clippy::cast_possible_truncation, reason = "single precision is what is compared with")]
#[divan::bench(sample_count = 5)]
fn plain_table(bencher: Bencher) {
    let Prepared { remains, tables } = &*PREPARED;
    let readings = remains.readings();
    let loci = readings.loci();
    // By remains and locus, so that a pair's are side by side; nothing is one more entry of each table.
    let of: Vec<u32> =
        (0..REMAINS).flat_map(|r| (0..loci).map(move |l| (r, l))).map(|(r, l)| readings.at(l)[r]).collect();
    let entries: Vec<Vec<Vec<f32>>> = tables
        .iter()
        .map(|table| {
            let of_locus = |(l, entries): (usize, &Vec<f64>)| {
                let mut entries: Vec<f32> = entries.iter().map(|&e| e as f32).collect();
                entries.resize(readings.distinct(l).len() + 1, 0.0);
                entries
            };
            table.iter().enumerate().map(of_locus).collect()
        })
        .collect();
    bencher.counter(ItemsCount::new(FAMILIES * REMAINS)).bench(|| {
        let mut found = 0_usize;
        for table in &entries {
            for shown in of.chunks_exact(loci) {
                let sum: f32 = table
                    .iter()
                    .zip(shown)
                    .map(|(entries, &reading)| {
                        let nothing = entries.len() - 1;
                        entries[if reading == UNTYPED { nothing } else { reading as usize }]
                    })
                    .sum();
                found += usize::from(f64::from(sum) >= LN_THRESHOLD);
            }
        }
        black_box(found)
    });
}
