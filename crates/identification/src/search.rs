//! Which pairs of all remains and all missing persons are worth a look: a search that leaves no one out.
//!
//! For each missing person and locus there is a table: what each reading that remains may show says of the pair, as a
//! ln likelihood ratio ([`crate::pairwise::ln_lrs`]). A pair's ln LR is a sum of such entries, one a locus. Of thousands
//! of millions of pairs few reach a threshold; the others are put aside by a *screen* that adds eight-bit numbers, and
//! what passes it is summed exactly.
//!
//! # Why nobody is missed
//! Readings of a locus fall into at most [`CODES`] *codes* ([`Coded`]). For a missing person let m(l) be the largest
//! entry of locus l, or 0 if that is larger (remains without a result there), and B = Σ m(l) − ln t for the
//! threshold t. If B < 0, no remains can reach the threshold. Otherwise the step is s = B / 254, and the *deficit* of a
//! code c at locus l is
//!
//! > d(l, c) = ⌊(m(l) − the largest entry of a reading of code c) / s⌋, 255 at most.
//!
//! A pair with readings of codes c(l) has ln LR ≤ Σ m(l) − s Σ d(l, c(l)): each entry is at most the largest of its
//! code, and rounding a deficit down, or cutting it at 255, only raises the bound. The screen adds deficits and stays
//! at 255 once it is there; it puts a pair aside at 255 only. Then Σ d ≥ 255, so ln LR ≤ Σ m(l) − 255 s < Σ m(l) − B =
//! ln t. Deficits are lowered by a millionth of a step before they are rounded, which is more than the error of
//! computing them.
//!
//! So a pair that is put aside does not reach the threshold, and what is left is decided by its exact sum. That only
//! few are left is a law as well: for remains of somebody unrelated P(LR ≥ t) ≤ 1/t.
//!
//! # How it is fast
//! Deficits of 64 remains are looked up by one instruction where a processor has AVX-512 VBMI ([`screen`]); loci come in
//! the order in which they tell most, and once all of a group of remains are at 255, the rest is not asked. Remains lie
//! in blocks, locus by locus, so that a block and the tables of a few missing persons stay in the caches. Tables live as
//! long as the chunk of missing persons that they are of: memory does not grow with their number. Families that show the
//! same at a locus share what is made of it ([`Preparation`]), up to half a gigabyte.

mod codes;
#[expect(unsafe_code, reason = "instructions for many numbers at once")]
pub mod screen;
mod shared;
mod standing;
mod target;

use rayon::prelude::*;

pub use codes::Coded;
pub use screen::{CODES, LANES, Level};
pub use shared::{KeptTables, Preparation};
pub use standing::Standing;
pub use target::Target;

/// A pair that reaches the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Survivor {
    /// Index of the missing person.
    pub missing: usize,
    /// Index of the remains.
    pub remains: usize,
    /// ln LR of the DNA.
    pub ln_lr: f64,
}

/// What a search gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Every pair that reaches the threshold, by missing person and remains.
    pub survivors: Vec<Survivor>,
    /// How many pairs passed the screen and were summed exactly.
    pub summed: u64,
}

/// Missing persons whose tables are in memory at once, for each thread.
const CHUNK: usize = 64;

/// Finds every pair of ln LR ≥ `ln_threshold` among `missing` missing persons and all remains. `prepare` makes the
/// tables of a missing person when they are needed, with the same threshold; `None` if no remains could reach it.
/// In parallel; the result does not depend on the number of threads, nor on `level`.
#[must_use]
pub fn search(
    missing: usize,
    prepare: &(impl Fn(usize) -> Option<Target> + Sync),
    remains: &Coded,
    ln_threshold: f64,
    level: Level,
) -> Found {
    let chunks: Vec<usize> = (0..missing).step_by(CHUNK).collect();
    let found: Vec<Found> = chunks
        .par_iter()
        .map(|&first| {
            let targets: Vec<(usize, Target)> = (first..missing.min(first + CHUNK))
                .filter_map(|m| prepare(m).map(|target| (m, target)))
                .collect();
            let mut found = Found::default();
            for block in 0..remains.blocks() {
                for (m, target) in &targets {
                    for r in target.passing(remains, block, level) {
                        found.summed += 1;
                        let ln_lr = target.ln_lr(remains, r);
                        if ln_lr >= ln_threshold {
                            found.survivors.push(Survivor { missing: *m, remains: r, ln_lr });
                        }
                    }
                }
            }
            found.survivors.sort_unstable_by_key(|s| (s.missing, s.remains));
            found
        })
        .collect();
    let mut all = Found::default();
    for found in found {
        all.survivors.extend(found.survivors);
        all.summed += found.summed;
    }
    all
}
