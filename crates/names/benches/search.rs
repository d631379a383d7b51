//! Comparing names, and finding one among a million: time, recall and memory.

use std::time::Instant;

use kintrace_names::index::Builder;
use kintrace_names::{Name, compare};
use kintrace_simulation::hands::{Hand, slip};
use kintrace_simulation::lists::people;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let test = std::env::args().any(|a| a == "--test");
    search(if test { 2_000 } else { 1_000_000 });
    if !test {
        divan::main();
    }
}

#[divan::bench]
fn read(bencher: divan::Bencher) {
    bencher.bench(|| Name::read(divan::black_box("Гусейнов Эльчин Алиевич")));
}

#[divan::bench]
fn compare_two(bencher: divan::Bencher) {
    let a = Name::read("Hüseynov Elçin Əli oğlu");
    let b = Name::read("Гусейнов Эльчин Алиевич");
    bencher.bench(|| compare(divan::black_box(&a), divan::black_box(&b)));
}

/// Resident memory, bytes, where the system tells.
fn memory() -> usize {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|s| {
            let line = s.lines().find(|l| l.starts_with("VmRSS"))?.to_owned();
            line.split_whitespace().nth(1)?.parse::<usize>().ok()
        })
        .map_or(0, |kib| kib * 1024)
}

fn search(count: usize) {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let hands = [Hand::Azerbaijani, Hand::Russian, Hand::Armenian, Hand::English, Hand::Georgian];
    let people = people(&mut rng, count, [(count / 500).max(50), count / 20]);
    let before = memory();
    let start = Instant::now();
    let mut builder = Builder::new();
    for (i, person) in people.iter().enumerate() {
        let hand = hands.choose(&mut rng).copied().unwrap_or(Hand::English);
        let [given, patronymic, surname] = person.written(&mut rng, hand);
        builder.add(i as u64, Name::from_parts(&given, &patronymic, &surname));
    }
    let index = builder.build();
    println!(
        "index of {count} names: built in {:.1} s, {} MB",
        start.elapsed().as_secs_f64(),
        (memory() - before) / 1_000_000
    );
    for (what, patronymic, slips) in [
        ("as written by another hand", true, 0),
        ("one typing error", true, 1),
        ("no patronymic", false, 0),
        ("one typing error, no patronymic", false, 1),
    ] {
        let queries = 5_000.min(count);
        let mut times = Vec::with_capacity(queries);
        let (mut right, mut asked) = (0, 0);
        while asked < queries {
            let at = rng.random_range(0..people.len());
            let hand = hands.choose(&mut rng).copied().unwrap_or(Hand::English);
            let mut parts = people[at].written(&mut rng, hand);
            for _ in 0..slips {
                let which = rng.random_range(0..2) * 2;
                parts[which] = slip(&mut rng, &parts[which]);
            }
            let text = if patronymic {
                format!("{} {} {}", parts[2], parts[0], parts[1])
            } else {
                format!("{} {}", parts[0], parts[2])
            };
            let start = Instant::now();
            let found = index.search(&Name::read(&text), 10);
            times.push(start.elapsed());
            asked += 1;
            // Namesakes are right answers to the question that was asked.
            let namesake = |id: u64| {
                let p = &people[usize::try_from(id).unwrap_or(0)];
                p.given == people[at].given
                    && p.surname == people[at].surname
                    && (!patronymic || p.father == people[at].father)
            };
            right += usize::from(found.iter().any(|f| namesake(f.id)));
        }
        times.sort_unstable();
        println!(
            "search, {what}: recall in the first ten {:.4}, median {:.2?}, p99 {:.2?}, worst {:.2?}",
            right as f64 / asked as f64,
            times[asked / 2],
            times[asked * 99 / 100],
            times[asked - 1]
        );
    }
}
