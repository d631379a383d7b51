//! Families and tubes that are not what they were said to be.

use kintrace_identification::doubts::alike::{Read, compare, pairs};
use kintrace_identification::doubts::relations::{Reading, as_stated, is_worth_weighing, weigh};
use kintrace_identification::{Case, Family, Pairwise, Prior, Remains, Tables};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Genotype, Locus, Pedigree, Sex};
use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::loci;

type Genome = Vec<(usize, usize)>;

fn founder(rng: &mut ChaCha8Rng, loci: &[Locus]) -> Genome {
    let mut draw = |locus: &Locus| {
        let mut u: f64 = rng.random();
        locus
            .frequencies()
            .iter()
            .position(|p| {
                u -= p;
                u < 0.0
            })
            .unwrap_or(0)
    };
    loci.iter().map(|locus| (draw(locus), draw(locus))).collect()
}

fn child(rng: &mut ChaCha8Rng, father: &Genome, mother: &Genome) -> Genome {
    let mut pass = |pair: (usize, usize)| if rng.random() { pair.0 } else { pair.1 };
    father.iter().zip(mother).map(|(f, m)| (pass(*f), pass(*m))).collect()
}

fn read(genome: &Genome) -> Vec<Option<Genotype>> {
    genome.iter().map(|(a, b)| Some(Genotype::pair(*a, *b))).collect()
}

/// Father, mother and three children.
fn pedigree() -> Pedigree {
    let row = |id: &str, parents: bool, sex| Row {
        id: id.into(),
        father: parents.then(|| "father".into()),
        mother: parents.then(|| "mother".into()),
        sex,
    };
    Pedigree::new(&[
        row("father", false, Sex::Male),
        row("mother", false, Sex::Female),
        row("son", true, Sex::Male),
        row("daughter", true, Sex::Female),
        row("youngest", true, Sex::Male),
    ])
    .expect("a pedigree")
}

/// What follows if the members show these genomes.
fn genotypes(pedigree: &Pedigree, loci: &[Locus], shown: &[(&str, &Genome)]) -> Vec<Vec<Option<Genotype>>> {
    (0..loci.len())
        .map(|l| {
            let mut row = vec![None; pedigree.members().len()];
            for (id, genome) in shown {
                row[pedigree.find(id).expect("a member")] = Some(Genotype::pair(genome[l].0, genome[l].1));
            }
            row
        })
        .collect()
}

fn weighed(pedigree: &Pedigree, loci: &[Locus], shown: &[(&str, &Genome)]) -> Vec<(Reading, f64)> {
    let genotypes = genotypes(pedigree, loci, shown);
    weigh(pedigree, loci, &genotypes, 0.0).into_iter().map(|w| (w.reading, w.posterior)).collect()
}

/// Families of a seed: parents, children, and a stranger.
struct Drawn {
    father: Genome,
    mother: Genome,
    children: [Genome; 3],
    stranger: Genome,
}

fn drawn(seed: u64, loci: &[Locus]) -> Drawn {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (father, mother) = (founder(&mut rng, loci), founder(&mut rng, loci));
    let children = [(); 3].map(|()| child(&mut rng, &father, &mother));
    Drawn { father, mother, children, stranger: founder(&mut rng, loci) }
}

#[test]
fn a_family_as_it_was_stated_is_not_doubted() {
    let (loci, pedigree) = (loci(), pedigree());
    for seed in 0..20 {
        let d = drawn(seed, &loci);
        let [son, daughter, youngest] = &d.children;
        for shown in [
            &[("father", &d.father), ("son", son), ("daughter", daughter)][..],
            &[("mother", &d.mother), ("youngest", youngest)],
            &[("son", son), ("daughter", daughter), ("youngest", youngest)],
        ] {
            let weighed = weighed(&pedigree, &loci, shown);
            let stated = weighed.iter().find(|(r, _)| *r == Reading::Stated).expect("weighed").1;
            assert!(stated > 0.5, "seed {seed}: {weighed:?}");
        }
    }
}

/// Without mutation it is told at once of most families that nothing is doubtful, and never of one that is doubted.
#[test]
fn families_that_are_not_weighed_would_not_be_doubted() {
    let (loci, pedigree) = (loci(), pedigree());
    let plain: Vec<Locus> = loci.iter().map(Locus::without_mutation).collect();
    let (mut weighed, mut doubted) = ([0, 0], 0);
    for (seed, at) in (0..40).zip((0..loci.len()).cycle()) {
        let d = drawn(seed, &loci);
        let mut rng = ChaCha8Rng::seed_from_u64(2000 + seed);
        let half = child(&mut rng, &d.stranger, &d.mother);
        let mut mutated = d.children[0].clone();
        mutated[at].0 += 1;
        for (is_false, son) in
            [(false, &d.children[0]), (false, &mutated), (true, &half), (true, &d.stranger)]
        {
            for others in [&["father"][..], &["daughter"], &["mother", "daughter"], &["daughter", "youngest"]]
            {
                let of = |id: &str| match id {
                    "father" => &d.father,
                    "mother" => &d.mother,
                    "daughter" => &d.children[1],
                    _ => &d.children[2],
                };
                let mut shown = vec![("son", son)];
                shown.extend(others.iter().map(|id| (*id, of(id))));
                let genotypes = genotypes(&pedigree, &loci, &shown);
                let is_doubted = as_stated(&weigh(&pedigree, &loci, &genotypes, 0.0)) < 0.5;
                let is_weighed = is_worth_weighing(&pedigree, &plain, &genotypes, 0.0);
                assert!(is_weighed || !is_doubted, "seed {seed}: {others:?}, false: {is_false}");
                doubted += usize::from(is_doubted);
                weighed[usize::from(is_false)] += usize::from(is_weighed);
            }
        }
    }
    assert!(doubted > 200, "{doubted}");
    // Of 320 true families half have a mutation, which their own parents show.
    assert!(weighed[0] < 100 && weighed[1] >= doubted - 5, "{weighed:?}");
}

#[test]
fn a_child_of_another_father_is_found() {
    let (loci, pedigree) = (loci(), pedigree());
    let mut found = 0;
    for seed in 0..20 {
        let d = drawn(seed, &loci);
        let mut rng = ChaCha8Rng::seed_from_u64(1000 + seed);
        let other = child(&mut rng, &d.stranger, &d.mother);
        let shown =
            [("father", &d.father), ("mother", &d.mother), ("son", &other), ("daughter", &d.children[1])];
        let weighed = weighed(&pedigree, &loci, &shown);
        found += usize::from(weighed[0].0 == Reading::OtherFather(pedigree.find("son").expect("there")));
    }
    assert_eq!(found, 20);
}

#[test]
fn half_siblings_who_were_stated_full_may_be_either_ones_other_father() {
    let (loci, pedigree) = (loci(), pedigree());
    let (mut either, mut doubted) = (0, 0);
    for seed in 0..20 {
        let d = drawn(seed, &loci);
        let mut rng = ChaCha8Rng::seed_from_u64(1000 + seed);
        let half = child(&mut rng, &d.stranger, &d.mother);
        let shown = [
            ("mother", &d.mother),
            ("son", &half),
            ("daughter", &d.children[1]),
            ("youngest", &d.children[2]),
        ];
        let weighed = weighed(&pedigree, &loci, &shown);
        let son = pedigree.find("son").expect("there");
        doubted += usize::from(weighed[0].0 != Reading::Stated);
        either += usize::from(weighed[0].0 == Reading::OtherFather(son));
    }
    // Two full siblings and a half one: that the third is the odd one is seen with so many loci nearly always.
    assert!(doubted >= 17 && either >= 15, "{doubted} doubted, {either} rightly");
}

#[test]
fn exchanged_tubes_and_another_ones_tube_are_told_apart() {
    let (loci, pedigree) = (loci(), pedigree());
    let at = |id: &str| pedigree.find(id).expect("there");
    let (mut exchanged, mut others) = (0, 0);
    for seed in 0..20 {
        let d = drawn(seed, &loci);
        let [son, daughter, _] = &d.children;
        // The father's tube and the son's.
        let shown = [("father", son), ("son", &d.father), ("mother", &d.mother), ("daughter", daughter)];
        let first = weighed(&pedigree, &loci, &shown)[0].0;
        let pair = (at("father").min(at("son")), at("father").max(at("son")));
        exchanged += usize::from(first == Reading::Exchanged(pair.0, pair.1));
        let shown = [("father", &d.father), ("son", son), ("mother", &d.mother), ("daughter", &d.stranger)];
        let first = weighed(&pedigree, &loci, &shown)[0].0;
        others += usize::from(first == Reading::OtherSample(at("daughter")));
    }
    assert_eq!((exchanged, others), (20, 20));
}

#[test]
fn one_typed_member_says_nothing_of_the_others() {
    let (loci, pedigree) = (loci(), pedigree());
    let d = drawn(1, &loci);
    assert!(weighed(&pedigree, &loci, &[("son", &d.children[0])]).is_empty());
    assert!((as_stated(&[]) - 1.0).abs() < f64::EPSILON);
}

#[test]
fn among_hundreds_of_profiles_only_those_of_one_person_are_told() {
    let loci = loci();
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut profiles: Vec<Read> = Vec::new();
    // A hundred families: siblings are alike, and are not one.
    for _ in 0..100 {
        let (father, mother) = (founder(&mut rng, &loci), founder(&mut rng, &loci));
        for _ in 0..4 {
            let genome = child(&mut rng, &father, &mother);
            profiles.push(Read { genotypes: read(&genome), drop_out: 0.01 });
        }
    }
    let again = |profiles: &[Read], of: usize| profiles[of].clone();
    // The same once more; the same with a locus misread and two lost; a degraded bone of the same.
    let exact = again(&profiles, 7);
    let mut misread = again(&profiles, 20);
    misread.genotypes[3] = Some(Genotype::pair(0, 1));
    misread.genotypes[10] = None;
    misread.genotypes[15] = None;
    let mut degraded = again(&profiles, 33);
    degraded.drop_out = 0.2;
    for (l, genotype) in degraded.genotypes.iter_mut().enumerate() {
        if l % 5 == 4 {
            *genotype = None;
        } else if l % 6 == 5
            && let Some(Genotype::Pair(a, _)) = *genotype
        {
            *genotype = Some(Genotype::pair(a, a).with_drop_out(0.2));
        }
    }
    profiles.extend([exact, misread, degraded]);
    let found: Vec<(usize, usize)> =
        pairs(&loci, &profiles, |_, _| true).into_iter().map(|(a, b, _)| (a, b)).collect();
    assert_eq!(found, [(7, 400), (20, 401), (33, 402)]);
    let none = pairs(&loci, &profiles, |a, b| (a, b) != (7, 400));
    assert_eq!(none.len(), 2, "pairs that do not matter are not told");
}

#[test]
fn two_samples_of_one_person_that_differ_are_more_probable_of_two() {
    let loci = loci();
    let d = drawn(3, &loci);
    let of = |genome: &Genome| Read { genotypes: read(genome), drop_out: 0.05 };
    assert!(compare(&loci, &of(&d.father), &of(&d.father)).log10_unrelated > 15.0);
    assert!(compare(&loci, &of(&d.father), &of(&d.stranger)).log10_unrelated < -5.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn readings_are_parts_of_a_whole_and_the_likeness_of_two_does_not_depend_on_their_order(
        seed in 0_u64..1_000_000,
        drop_a in 0.0..0.3_f64,
        drop_b in 0.0..0.3_f64,
    ) {
        let (loci, pedigree) = (loci(), pedigree());
        let d = drawn(seed, &loci);
        let shown = [("father", &d.father), ("son", &d.children[0]), ("daughter", &d.stranger)];
        let weighed = weighed(&pedigree, &loci, &shown);
        let sum: f64 = weighed.iter().map(|(_, p)| p).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9);
        let a = Read { genotypes: read(&d.father), drop_out: drop_a };
        let b = Read { genotypes: read(&d.children[0]), drop_out: drop_b };
        let (one, other) = (compare(&loci, &a, &b), compare(&loci, &b, &a));
        prop_assert!((one.log10_unrelated - other.log10_unrelated).abs() < 1e-9);
        prop_assert!((one.log10_siblings - other.log10_siblings).abs() < 1e-9);
    }
}

/// Two brothers are missing, one of them the father of two children, one of whom is another man's. A locus may be somebody
/// else's DNA, so that the false child does not exclude the father, and leaves a ratio that is small, but not tiny; his
/// brother, whom no child contradicts, must not be named for him.
#[test]
fn a_false_child_does_not_leave_the_remains_to_the_brother() {
    let row = Row::new;
    let (old, own) = (Some(("grandfather", "grandmother")), Some(("father", "wife")));
    let pedigree = Pedigree::new(&[
        row("grandfather", None, Sex::Male),
        row("grandmother", None, Sex::Female),
        row("father", old, Sex::Male),
        row("uncle", old, Sex::Male),
        row("aunt", old, Sex::Female),
        row("wife", None, Sex::Female),
        row("son", own, Sex::Male),
        row("daughter", own, Sex::Female),
    ])
    .expect("a family");
    let loci = loci();
    let mut small = 0;
    for seed in 0..20 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let [grandfather, grandmother, wife, another] = [(); 4].map(|()| founder(&mut rng, &loci));
        let [father, aunt] = [(); 2].map(|()| child(&mut rng, &grandfather, &grandmother));
        let son = child(&mut rng, &father, &wife);
        let daughter = child(&mut rng, &another, &wife);
        let typed = [("aunt", &aunt), ("son", &son), ("daughter", &daughter)].map(|(id, of)| (id, read(of)));
        let of = |member: &str, l: usize| typed.iter().find(|(id, _)| *id == member).and_then(|(_, g)| g[l]);
        let genotypes =
            (0..loci.len()).map(|l| pedigree.members().iter().map(|m| of(&m.id, l)).collect()).collect();
        let missing = ["father", "uncle"].map(|id| pedigree.find(id).expect("a member")).to_vec();
        let case = Case {
            loci: loci.clone(),
            families: vec![Family {
                id: "F".into(),
                pedigree: pedigree.clone(),
                missing_ids: vec!["father".into(), "uncle".into()],
                missing,
                genotypes,
            }],
            remains: vec![Remains { id: "R".into(), sex: Sex::Male, genotypes: read(&father) }],
            ln_other: Vec::new(),
            prior: Prior::Open { outside: 1000.0 },
            theta: 0.0,
            contamination: 0.003,
            alike: Vec::new(),
        };
        let stated = Pairwise::compute(&case, &|| ());
        let doubted = stated.with_doubt(&Tables::new(&case), &case, 0.01);
        let [of_father, of_uncle] = [0, 1].map(|m| stated.ln_lr[m][0]);
        if of_uncle > 100.0_f64.ln() && of_father < 0.0 {
            small += usize::from(of_father > 1e-3_f64.ln());
            assert!(doubted.ln_lr[0][0] > doubted.ln_lr[1][0], "seed {seed}: {of_father}, {of_uncle}");
        }
    }
    assert!(small > 0, "none of these families shows the fault");
}
