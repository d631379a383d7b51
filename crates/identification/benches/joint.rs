//! Joint posteriors that other programs refuse, or take minutes for. Run by `cargo xtask bench`.

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use kintrace_identification::joint::joint;
use kintrace_identification::{Case, JointOptions, Pairwise};
use kintrace_interchange::reference_cases::dvi_cases;

#[path = "../tests/casebook/ten_siblings.rs"]
mod ten_siblings;

fn main() {
    divan::main();
}

fn solve(case: &Case) -> f64 {
    let pairwise = Pairwise::compute(case, &|| ());
    joint(case, &pairwise, JointOptions::EXACT).none.iter().sum()
}

/// Ten missing brothers and sisters with one typed sibling, and ten remains.
#[divan::bench(args = ["proportional", "stepwise"], sample_count = 10)]
fn ten_missing_siblings(bencher: Bencher, model: &str) {
    let case = ten_siblings::case(model);
    bencher.bench(|| black_box(solve(&case)));
}

/// Others' data, where it is.
fn published(id: &str) -> Option<Case> {
    let folder = std::env::var_os("KINTRACE_REFERENCE").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join("dvi-published.json")).ok()?;
    dvi_cases("dvi-published.json", &text)
        .ok()?
        .into_iter()
        .find(|(name, _)| name == id)
        .map(|(_, case)| case)
}

#[divan::bench(args = ["planecrash", "exclusionExample", "KETPchap484"], sample_count = 10)]
fn published_case(bencher: Bencher, id: &str) {
    let Some(case) = published(id) else {
        eprintln!("LEFT OUT: {id} is not here");
        return;
    };
    bencher.bench(|| black_box(solve(&case)));
}
