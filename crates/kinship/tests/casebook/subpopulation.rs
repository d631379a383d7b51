//! θ for whole families, against the exact sum.

use kintrace_kinship::likelihood::{Wanted, genotype_table};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::subpopulation::Subpopulation;
use kintrace_kinship::{Genotype, Inheritance, Locus, Mutation, MutationModel, Pedigree, Sex};
use proptest::prelude::*;

fn locus(inheritance: Inheritance, mutation: Mutation) -> Locus {
    let alleles = [("8", 0.1), ("9", 0.2), ("10", 0.3), ("11", 0.35), ("12", 0.05)];
    Locus::new("L", inheritance, &alleles.map(|(l, p)| (l.to_owned(), p)), mutation).expect("a locus")
}

/// Three generations: a missing man, his parents, brother and half-brother, uncle, cousin, wife and two children.
fn family() -> Pedigree {
    let row = Row::new;
    Pedigree::new(&[
        row("grandfather", None, Sex::Male),
        row("grandmother", None, Sex::Female),
        row("father", Some(("grandfather", "grandmother")), Sex::Male),
        row("uncle", Some(("grandfather", "grandmother")), Sex::Male),
        row("aunt", None, Sex::Female),
        row("cousin", Some(("uncle", "aunt")), Sex::Female),
        row("mother", None, Sex::Female),
        row("stepmother", None, Sex::Female),
        row("missing", Some(("father", "mother")), Sex::Male),
        row("brother", Some(("father", "mother")), Sex::Male),
        row("half", Some(("father", "stepmother")), Sex::Female),
        row("wife", None, Sex::Female),
        row("son", Some(("missing", "wife")), Sex::Male),
        row("daughter", Some(("missing", "wife")), Sex::Female),
    ])
    .expect("a pedigree")
}

const RELATIVES: [&str; 10] =
    ["grandfather", "father", "uncle", "cousin", "mother", "brother", "half", "wife", "son", "daughter"];

/// ln LRs of all genotypes: as the search computes them, and by the exact sum.
fn both(locus: &Locus, read: &[(&str, Genotype)], theta: f64) -> [Vec<f64>; 2] {
    let pedigree = family();
    let missing = pedigree.find("missing").expect("there");
    let mut genotypes = vec![None; pedigree.members().len()];
    for (id, genotype) in read {
        genotypes[pedigree.find(id).expect("there")] = Some(*genotype);
    }
    let asked = locus.readings(Sex::Male);
    let table = Subpopulation::table(&pedigree, locus, &genotypes, missing, theta, Wanted::Probabilities);
    let exact = genotype_table(&pedigree, locus, &genotypes, missing, theta);
    [table, exact].map(|table| table.likelihood_ratios(&asked).into_iter().map(f64::ln).collect())
}

#[test]
fn one_relative_is_exact() {
    let locus = locus(Inheritance::Autosomal, Mutation::none());
    for id in RELATIVES {
        for (theta, (a, b)) in
            [0.01, 0.03, 0.2].into_iter().flat_map(|t| [(0, 0), (1, 4), (2, 3)].map(|g| (t, g)))
        {
            let [found, expected] = both(&locus, &[(id, Genotype::pair(a, b))], theta);
            for (found, expected) in found.iter().zip(&expected) {
                assert!((found.exp() - expected.exp()).abs() < 1e-9, "{id} {a},{b}: {found} {expected}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Several relatives who inherited what they show, with mutation in the model: near the exact sum, and somebody
    /// unrelated has an LR of 1 on the mean.
    #[test]
    fn several_relatives_are_nearly_exact(
        founders in prop::collection::vec((0_usize..20, 0_usize..20), 14),
        passed in prop::collection::vec(any::<[bool; 2]>(), 14),
        who in prop::collection::vec(any::<(bool, bool)>(), RELATIVES.len()),
        theta in prop::sample::select(vec![0.01, 0.03]),
    ) {
        let model = |rate| MutationModel::Proportional { rate };
        let locus = locus(Inheritance::Autosomal, Mutation { female: model(0.001), male: model(0.003) });
        let pedigree = family();
        // In proportion to the frequencies.
        let drawn = |twentieth: usize| [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4][twentieth];
        let mut has: Vec<[usize; 2]> = Vec::new();
        for (i, member) in pedigree.members().iter().enumerate() {
            has.push(match (member.father, member.mother) {
                (Some(f), Some(m)) => [has[f][usize::from(passed[i][0])], has[m][usize::from(passed[i][1])]],
                _ => [drawn(founders[i].0), drawn(founders[i].1)],
            });
        }
        let read: Vec<(&str, Genotype)> = RELATIVES
            .iter()
            .zip(&who)
            .filter(|(_, (is_read, _))| *is_read)
            .map(|(id, (_, drops))| {
                let [a, b] = has[pedigree.find(id).expect("there")];
                let genotype = Genotype::pair(a, b);
                (*id, if *drops { genotype.with_drop_out(0.1) } else { genotype })
            })
            .take(4)
            .collect();
        let [found, expected] = both(&locus, &read, theta);
        for (found, expected) in found.iter().zip(&expected) {
            // What only a mutation would explain is a weaker match, and what two would is none either way.
            let near = if *expected > -1.5 { 0.4 } else if *expected > -3.0 { 0.6 } else { 1.0 };
            prop_assert!((found - expected).abs() < near, "{read:?}: {found} {expected}");
        }
        let missing = pedigree.find("missing").expect("there");
        let mut genotypes = vec![None; pedigree.members().len()];
        read.iter().for_each(|(id, genotype)| genotypes[pedigree.find(id).expect("there")] = Some(*genotype));
        let table = Subpopulation::table(&pedigree, &locus, &genotypes, missing, theta, Wanted::Probabilities);
        let sums = locus.readings(Sex::Male).into_iter().map(|g| table.probabilities(g));
        let (member, unrelated) = sums.fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
        prop_assert!((member / unrelated - 1.0).abs() < 1e-9, "{member} {unrelated}");
    }
}
