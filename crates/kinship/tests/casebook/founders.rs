//! Founders who are inbred or related say the same as the ancestors that made them so.

use kintrace_kinship::likelihood::{genotype_table, ln_likelihood};
use kintrace_kinship::pedigree::{Founder, Row};
use kintrace_kinship::sibship::Sibship;
use kintrace_kinship::{Genotype, Inheritance, Locus, Mutation, Pedigree, Sex};
use proptest::prelude::*;

/// A couple with three children, a child of the first with a stranger, and the mother's child by another man.
fn family() -> Vec<Row> {
    let both = Some(("husband", "wife"));
    vec![
        Row::new("first", both, Sex::Male),
        Row::new("second", both, Sex::Female),
        Row::new("third", both, Sex::Male),
        Row::new("stranger", None, Sex::Female),
        Row::new("grandchild", Some(("first", "stranger")), Sex::Female),
        Row::new("other", None, Sex::Male),
        Row::new("half", Some(("other", "wife")), Sex::Male),
    ]
}

/// By what they are related, the ancestors who make them so, and the coefficients.
fn relations() -> Vec<(Vec<Row>, Vec<Founder>)> {
    let person = Row::new;
    let couple =
        |husband, wife| vec![person("husband", husband, Sex::Male), person("wife", wife, Sex::Female)];
    let kin = |coefficient: f64| {
        vec![Founder { id: "wife".into(), related: Some(("husband".into(), coefficient)), inbreeding: 0.0 }]
    };
    let top = || vec![person("g1", None, Sex::Male), person("g2", None, Sex::Female)];
    let half = [
        vec![person("g1", None, Sex::Male), person("w1", None, Sex::Female), person("w2", None, Sex::Female)],
        couple(Some(("g1", "w1")), Some(("g1", "w2"))),
    ];
    let niece = [
        top(),
        vec![person("brother", Some(("g1", "g2")), Sex::Male), person("w", None, Sex::Female)],
        couple(Some(("g1", "g2")), Some(("brother", "w"))),
    ];
    let cousins = || {
        vec![
            person("b1", Some(("g1", "g2")), Sex::Male),
            person("s2", Some(("g1", "g2")), Sex::Female),
            person("w1", None, Sex::Female),
            person("h2", None, Sex::Male),
            person("c1", Some(("b1", "w1")), Sex::Male),
            person("c2", Some(("h2", "s2")), Sex::Female),
        ]
    };
    let first_cousins = [top(), cousins(), couple(Some(("b1", "w1")), Some(("h2", "s2")))];
    // The husband's parents are first cousins.
    let inbred = [top(), cousins(), couple(Some(("c1", "c2")), None)];
    vec![
        (half.concat(), kin(1.0 / 8.0)),
        (niece.concat(), kin(1.0 / 8.0)),
        (first_cousins.concat(), kin(1.0 / 16.0)),
        (inbred.concat(), vec![Founder { id: "husband".into(), inbreeding: 1.0 / 16.0, related: None }]),
    ]
}

fn locus(mutation: Mutation) -> Locus {
    let alleles = [("8", 0.1), ("9", 0.2), ("9.3", 0.3), ("10", 0.4)].map(|(l, p)| (l.to_owned(), p));
    Locus::new("L", Inheritance::Autosomal, &alleles, mutation).expect("a locus")
}

fn pedigree(ancestors: &[Row]) -> Pedigree {
    Pedigree::new(&[ancestors.to_vec(), family()].concat()).expect("a pedigree")
}

fn with(founders: &[Founder]) -> Pedigree {
    let couple = [Row::new("husband", None, Sex::Male), Row::new("wife", None, Sex::Female)];
    pedigree(&couple).with_founders(founders).expect("founders")
}

const READ: [&str; 9] =
    ["husband", "wife", "first", "second", "third", "stranger", "grandchild", "other", "half"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn coefficients_say_what_the_ancestors_say(
        read in prop::collection::vec(prop::option::weighted(0.5, (0_usize..4, 0_usize..4, any::<bool>())), READ.len()),
        theta in prop::sample::select(vec![0.0, 0.0, 0.03]),
        who in 0_usize..READ.len(),
    ) {
        let locus = locus(Mutation::none());
        for (ancestors, founders) in relations() {
            let (stated, named) = (with(&founders), pedigree(&ancestors));
            let genotypes = |of: &Pedigree| -> Vec<Option<Genotype>> {
                let shown = |id: &str| {
                    let place = READ.iter().position(|r| *r == id)?;
                    read[place].map(|(a, b, drops)| {
                        let pair = Genotype::pair(a, b);
                        if drops { pair.with_drop_out(0.1) } else { pair }
                    })
                };
                of.members().iter().map(|m| shown(&m.id)).collect()
            };
            let ln = |of: &Pedigree| ln_likelihood(of, &locus, &genotypes(of), &[], theta);
            let (found, expected) = (ln(&stated), ln(&named));
            prop_assert!(found.total_cmp(&expected).is_eq() || (found - expected).abs() < 1e-9, "{found} {expected}");
            if expected == f64::NEG_INFINITY {
                continue;
            }
            // So do the tables of a member, and sets of brothers and sisters in one sweep.
            let table = |of: &Pedigree| {
                let mut genotypes = genotypes(of);
                let member = of.find(READ[who]).expect("there");
                genotypes[member] = None;
                genotype_table(of, &locus, &genotypes, member, theta)
            };
            let asked: Vec<Genotype> = locus.readings(Sex::Female);
            let both = [&stated, &named].map(|of| table(of).likelihood_ratios(&asked));
            for (found, expected) in both[0].iter().zip(&both[1]) {
                prop_assert!((found - expected).abs() < 1e-9 * (1.0 + expected));
            }
            let sweep = |of: &Pedigree| {
                let mut genotypes = genotypes(of);
                let third = of.find("third").expect("there");
                genotypes[third] = None;
                let found = [Some(Genotype::pair(0, 1)), Some(Genotype::pair(2, 2))];
                Sibship::new(of, &locus, &genotypes, third, &found).map(|s| s.ln_lrs(2))
            };
            if theta == 0.0 && let (Some(found), Some(expected)) = (sweep(&stated), sweep(&named)) {
                for (found, expected) in found.iter().zip(&expected) {
                    prop_assert!((found.exp() - expected.exp()).abs() < 1e-9 * (1.0 + expected.exp()));
                }
            }
        }
    }

    /// Whatever the coefficients, and with mutation, the genotypes of a member add up to the likelihood without him.
    #[test]
    fn genotypes_add_up(
        first in (0.0_f64..1.0, 0.0_f64..0.25),
        second in 0.0_f64..1.0,
        read in prop::collection::vec(prop::option::weighted(0.5, (0_usize..4, 0_usize..4)), READ.len()),
        who in 0_usize..READ.len(),
    ) {
        let locus = locus(Mutation::stepwise(0.01, 0.02));
        let founders = [
            Founder { id: "husband".into(), inbreeding: first.0, related: Some(("wife".into(), first.1)) },
            Founder { id: "wife".into(), inbreeding: second, related: None },
        ];
        // Both are inbred, so that a first allele is not oftener shared than the kinship says.
        let pedigree = with(&founders);
        let mut genotypes: Vec<Option<Genotype>> = pedigree
            .members()
            .iter()
            .map(|m| READ.iter().position(|r| *r == m.id).and_then(|i| read[i]).map(|(a, b)| Genotype::pair(a, b)))
            .collect();
        let member = pedigree.find(READ[who]).expect("there");
        genotypes[member] = None;
        let without = ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0);
        let sum: f64 = locus
            .readings(Sex::Female)
            .into_iter()
            .map(|genotype| {
                genotypes[member] = Some(genotype);
                ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0).exp()
            })
            .sum();
        prop_assert!((sum.ln() - without).abs() < 1e-9, "{sum} {without}");
    }
}

/// By hand: an inbred person's genotypes, and a child of two people with kinship φ, who is inbred by φ.
#[test]
fn genotypes_of_the_inbred() {
    let locus = locus(Mutation::none());
    let p = 0.2;
    let f = 0.05;
    let alone = Pedigree::new(&[Row::new("a", None, Sex::Female)]).expect("a pedigree");
    let inbred =
        alone.with_founders(&[Founder { id: "a".into(), inbreeding: f, related: None }]).expect("a founder");
    let ln =
        |of: &Pedigree, genotypes: &[Option<Genotype>]| ln_likelihood(of, &locus, genotypes, &[], 0.0).exp();
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    close(ln(&inbred, &[Some(Genotype::pair(1, 1))]), p * p + f * p * (1.0 - p));
    close(ln(&inbred, &[Some(Genotype::pair(1, 2))]), 2.0 * p * 0.3 * (1.0 - f));
    let couple = [Row::new("h", None, Sex::Male), Row::new("w", None, Sex::Female)];
    let rows = [&couple[..], &[Row::new("c", Some(("h", "w")), Sex::Male)]].concat();
    let founders = [
        Founder { id: "h".into(), inbreeding: 0.1, related: Some(("w".into(), f)) },
        Founder { id: "w".into(), inbreeding: 0.3, related: Some(("h".into(), f)) },
    ];
    let pedigree = Pedigree::new(&rows).expect("a pedigree").with_founders(&founders).expect("founders");
    let mut genotypes = vec![None; 3];
    genotypes[pedigree.find("c").expect("there")] = Some(Genotype::pair(1, 1));
    close(ln(&pedigree, &genotypes), p * p + f * p * (1.0 - p));
    assert_eq!(pedigree.founders(), founders, "they are what was said");
}

#[test]
fn what_cannot_be_is_refused() {
    let couple = [Row::new("husband", None, Sex::Male), Row::new("wife", None, Sex::Female)];
    let fault = |founder: &str, inbreeding: f64, related: Option<(&str, f64)>| {
        let related = related.map(|(id, coefficient)| (id.to_owned(), coefficient));
        let stated = [
            Founder { id: "wife".into(), inbreeding: 0.0, related: Some(("other".into(), 0.1)) },
            Founder { id: founder.to_owned(), inbreeding, related },
        ];
        let faults = pedigree(&couple).with_founders(&stated).expect_err("refused");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let no_founder =
        "is not a founder of this family: kinship of those whose parents are there follows from them";
    assert_eq!(fault("first", 0.1, None), format!("first: first {no_founder}"));
    assert_eq!(fault("nobody", 0.1, None), format!("nobody: nobody {no_founder}"));
    assert_eq!(fault("husband", 0.0, Some(("first", 0.1))), format!("husband: first {no_founder}"));
    let several = "husband: a founder can be related to one other founder; name the common ancestors of more in the \
                   pedigree";
    assert_eq!(fault("husband", 0.0, Some(("wife", 0.1))), several);
    assert_eq!(fault("husband", 0.0, Some(("husband", 0.1))), several);
    assert_eq!(
        fault("husband", 1.5, Some(("stranger", 0.3))),
        "husband: a coefficient of inbreeding is a number from 0 to 1, not 1.5; \
         husband: a coefficient of kinship is a number from 0 to 0.25, not 0.3"
    );
}
