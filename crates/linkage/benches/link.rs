//! Linking lists: time, memory, and how much of the truth is found.

use std::collections::BTreeSet;
use std::time::Instant;

use kintrace_interchange::detect::Source;
use kintrace_interchange::lists::PersonList;
use kintrace_linkage::{Settings, link};
use kintrace_service::linking::common;
use kintrace_simulation::lists::{Scale, two_lists};

fn main() {
    let test = std::env::args().any(|a| a == "--test");
    let sizes: &[(usize, usize, usize)] = if test {
        &[(400, 300, 200)]
    } else {
        &[(4_000, 3_250, 30), (4_000, 3_250, 300), (100_000, 100_000, 300), (100_000, 100_000, 5_000)]
    };
    for &(first, second, names) in sizes {
        let lists = two_lists(Scale { first, second, both: second * 2 / 3, names, slips: 0.06, seed: 4 });
        let start = Instant::now();
        let read = |name: &str, text: &str| {
            PersonList::read(&Source { name: name.to_owned(), bytes: text.as_bytes().to_vec() })
                .expect("a list that was just written")
        };
        let (a, b) = (read("a.csv", &lists.first), read("b.csv", &lists.second));
        let both = common(&a, &b, &[]);
        let linked = link(&both.columns, &both.first, &both.second, Settings::default());
        let seconds = start.elapsed().as_secs_f64();
        let truth: BTreeSet<(String, String)> = lists.truth.into_iter().collect();
        let right = linked.pairs.iter().filter(|p| truth.contains(&(a.id(p.a), b.id(p.b)))).count() as f64;
        let (precision, recall) = (right / linked.pairs.len() as f64, right / truth.len() as f64);
        println!(
            "{first} × {second}, {names} names: {seconds:.2} s, F1 {:.4} (precision {precision:.4}, recall \
             {recall:.4}), {:.1} million pairs compared in {} blocks, loss {:.4}, peak memory {} MB",
            2.0 * precision * recall / (precision + recall),
            linked.compared as f64 / 1e6,
            linked.keys.len(),
            linked.blocking_loss,
            peak_memory() / 1_000_000
        );
    }
}

/// Most memory that was ever resident, bytes, where the system tells.
fn peak_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<usize>().ok()).map_or(0, |kib| kib * 1024)
}
