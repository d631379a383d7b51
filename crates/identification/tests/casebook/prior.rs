//! What is believed beforehand, where the truth is known.

use kintrace_identification::joint::Weighed;
use kintrace_identification::{Case, Family, JointOptions, Pairwise, Prior, Remains, Tables};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Pedigree, Sex};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// So many are missing, so many more lie there whom nobody reported, and so many of all have been found.
const MISSING: usize = 100;
const OUTSIDE: usize = 40;
const FOUND: usize = 84;

/// A standard normal number (Box & Muller 1958).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let (u, v): (f64, f64) = (rng.random_range(f64::MIN_POSITIVE..1.0), rng.random());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// A region without DNA, whose evidence is of a known law: ln LR is normal with variance s² and a mean of s²/2 for a
/// person's own remains, −s²/2 for others'. That is what ratios do that keep their promise. Also who is who.
fn drawn(seed: u64, s: f64) -> (Case, Vec<Option<usize>>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut everybody: Vec<usize> = (0..MISSING + OUTSIDE).collect();
    everybody.shuffle(&mut rng);
    let truth: Vec<Option<usize>> =
        everybody.into_iter().take(FOUND).map(|p| (p < MISSING).then_some(p)).collect();
    let pedigree =
        Pedigree::new(&[Row { id: "P".into(), father: None, mother: None, sex: Sex::Male }]).expect("one");
    let families = (0..MISSING).map(|m| Family {
        id: format!("F{m}"),
        pedigree: pedigree.clone(),
        missing: vec![0],
        missing_ids: vec![format!("M{m}")],
        genotypes: Vec::new(),
    });
    let remains =
        (0..FOUND).map(|r| Remains { id: format!("B{r}"), sex: Sex::Unknown, genotypes: Vec::new() });
    let mut ln_lr = |own: bool| s * (normal(&mut rng) + if own { s / 2.0 } else { -s / 2.0 });
    let ln_other = truth.iter().map(|of| (0..MISSING).map(|m| ln_lr(*of == Some(m))).collect()).collect();
    let case = Case {
        loci: Vec::new(),
        families: families.collect(),
        remains: remains.collect(),
        ln_other,
        prior: Prior::Open { outside: 1000.0 },
        theta: 0.0,
        contamination: 0.0,
        alike: Vec::new(),
    };
    (case, truth)
}

/// Whoever has been found is taken, beyond the registry as well as in it: were those of whom something was found
/// counted among the people outside, what is improbable would be true more often than it is said to be.
#[test]
fn with_the_estimated_prior_what_is_said_is_true_as_often() {
    let (mut said, mut right, mut variance) = (0.0, 0.0, 0.0);
    let mut outside = Vec::new();
    for seed in 0..12 {
        let (case, truth) = drawn(seed, 3.0);
        let pairwise = Pairwise::compute(&case, &|| ());
        let weighed =
            Weighed::find(&Tables::new(&case), &case, &pairwise, &pairwise, JointOptions::of_region(&case));
        let estimate = weighed.outside();
        outside.push(estimate);
        let joint = weighed.with_outside(estimate).joint();
        for (pairs, of) in joint.pairs.iter().zip(&truth) {
            for (m, p) in pairs.iter().filter(|(_, p)| **p < 0.5) {
                said += p;
                variance += p * (1.0 - p);
                right += f64::from(u8::from(*of == Some(m.family)));
            }
        }
    }
    let z = (right - said) / variance.sqrt();
    assert!(z.abs() < 3.0, "{right} true, {said} said: {z}");
    // Of forty people outside twenty-four were found on average, as sixty of a hundred missing: sixteen are left.
    let mean = outside.iter().sum::<f64>() / outside.len() as f64;
    assert!((11.0..26.0).contains(&mean), "{outside:?}");
}
