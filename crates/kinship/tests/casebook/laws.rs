//! Laws of probability, on random pedigrees.

use kintrace_kinship::arrangement::{Arrangement, Kind, Kinds};
use kintrace_kinship::likelihood::{self, Wanted, genotype_table, ln_likelihood};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::sibship::Sibship;
use kintrace_kinship::{AllelePair, Genotype, Inheritance, Locus, Mutation, MutationModel, Pedigree, Sex};
use proptest::prelude::*;

/// A random pedigree of up to nine members with loops, half siblings and several partners; genotypes
/// of some; a locus of four alleles.
#[derive(Debug, Clone)]
struct Drawn {
    rows: Vec<Row>,
    genotypes: Vec<Option<(usize, usize)>>,
    frequencies: Vec<f64>,
    mutation: Mutation,
    theta: f64,
}

const ALLELES: [&str; 4] = ["8", "9", "9.3", "10"];

fn drawn() -> impl Strategy<Value = Drawn> {
    let members = prop::collection::vec((any::<bool>(), any::<u8>(), any::<u8>(), any::<bool>()), 3..=9);
    let genotypes = prop::collection::vec(prop::option::weighted(0.5, (0_usize..4, 0_usize..4)), 9);
    let frequencies = prop::collection::vec(0.05_f64..1.0, 4);
    let mutation = (0_u8..4, 0.001_f64..0.05, 0.001_f64..0.05);
    (members, genotypes, frequencies, mutation, prop::sample::select(vec![0.0, 0.0, 0.02])).prop_map(
        |(members, genotypes, frequencies, (model, female, male), theta)| {
            let mut rows: Vec<Row> = Vec::new();
            for (i, (is_male, f, m, has_parents)) in members.into_iter().enumerate() {
                let pick = |sex: Sex, by: u8| {
                    let of: Vec<&Row> = rows.iter().filter(|r| r.sex == sex).collect();
                    (!of.is_empty()).then(|| of[usize::from(by) % of.len()].id.clone())
                };
                let parents = match (pick(Sex::Male, f), pick(Sex::Female, m)) {
                    (Some(f), Some(m)) if has_parents || i > 4 => (Some(f), Some(m)),
                    _ => (None, None),
                };
                // The first two are a couple, so that children can follow.
                let sex = if i == 0 || (i > 1 && is_male) { Sex::Male } else { Sex::Female };
                rows.push(Row { id: format!("p{i}"), father: parents.0, mother: parents.1, sex });
            }
            let total: f64 = frequencies.iter().sum();
            let model = |rate: f64| match model {
                0 => MutationModel::None,
                1 => MutationModel::Equal { rate },
                2 => MutationModel::Proportional { rate },
                _ => MutationModel::Stepwise { rate, range: 0.2, rate2: 1e-3 },
            };
            Drawn {
                genotypes: genotypes.into_iter().take(rows.len()).collect(),
                rows,
                frequencies: frequencies.iter().map(|p| p / total).collect(),
                mutation: Mutation { female: model(female), male: model(male) },
                theta,
            }
        },
    )
}

impl Drawn {
    fn locus(&self, inheritance: Inheritance, order: [usize; 4]) -> Locus {
        let alleles: Vec<(String, f64)> =
            order.iter().map(|&i| (ALLELES[i].to_owned(), self.frequencies[i])).collect();
        Locus::new("L", inheritance, &alleles, self.mutation.clone()).expect("a locus")
    }

    /// The same with a silent allele.
    fn silent_locus(&self, inheritance: Inheritance, silent: f64) -> Locus {
        let alleles: Vec<(String, f64)> =
            ORDER.iter().map(|&i| (ALLELES[i].to_owned(), self.frequencies[i])).collect();
        Locus::with_silent("L", inheritance, &alleles, silent, self.mutation.clone()).expect("a locus")
    }

    /// Genotypes in the order of the pedigree's members.
    fn genotypes(&self, pedigree: &Pedigree, locus: &Locus) -> Vec<Option<Genotype>> {
        pedigree
            .members()
            .iter()
            .map(|m| {
                let i = self.rows.iter().position(|r| r.id == m.id)?;
                self.genotypes[i].map(|(a, b)| Self::genotype(locus, m.sex, a, b))
            })
            .collect()
    }

    fn genotype(locus: &Locus, sex: Sex, a: usize, b: usize) -> Genotype {
        locus.genotype(&AllelePair::new(ALLELES[a], ALLELES[b]), sex).expect("alleles of the locus")
    }
}

const ORDER: [usize; 4] = [0, 1, 2, 3];

fn close(a: f64, b: f64) -> bool {
    // Two minus infinities are the same, too.
    a.total_cmp(&b).is_eq() || (a - b).abs() < 1e-9 * (1.0 + b.abs())
}

fn all_genotypes(hemizygous: bool) -> Vec<Genotype> {
    if hemizygous {
        (0..4).map(Genotype::Hemizygous).collect()
    } else {
        (0..4).flat_map(|a| (a..4).map(move |b| Genotype::Pair(a, b))).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// The likelihoods over all genotypes of an untyped member add up to the likelihood without them;
    /// the table of all genotypes says the same; and the LR of an unrelated person averages to 1.
    #[test]
    fn genotypes_of_a_member_add_up(case in drawn(), who in any::<prop::sample::Index>(), x in any::<bool>()) {
        let inheritance = if x { Inheritance::XChromosomal } else { Inheritance::Autosomal };
        let (pedigree, locus) = (Pedigree::new(&case.rows).expect("pedigree"), case.locus(inheritance, ORDER));
        let mut genotypes = case.genotypes(&pedigree, &locus);
        let member = who.index(genotypes.len());
        genotypes[member] = None;
        let without = ln_likelihood(&pedigree, &locus, &genotypes, &[], case.theta);
        let hemizygous = x && pedigree.members()[member].sex == Sex::Male;
        let table = genotype_table(&pedigree, &locus, &genotypes, member, case.theta);
        prop_assert!(close(table.ln_reference(), without));
        let ratios = likelihood::table(&pedigree, &locus, &genotypes, member, case.theta, Wanted::Ratios);
        // Those alone who matter, in an order of their own, say the same of the member.
        let kinds: Kinds = genotypes.iter().map(|genotype| Kind::of(*genotype)).collect();
        let arranged = Arrangement::new(&pedigree, member, &kinds);
        let shown = arranged.genotypes(&genotypes);
        let of_those =
            likelihood::table(&arranged.pedigree, &locus, &shown, arranged.member, 0.0, Wanted::Ratios);
        let of_all = genotype_table(&pedigree, &locus, &genotypes, member, 0.0);
        // Many readings at once, and each by itself.
        let sure = all_genotypes(hemizygous);
        let unsure = sure.iter().map(|genotype| genotype.with_drop_out(0.1));
        let readings: Vec<Genotype> = sure.iter().copied().chain(unsure).collect();
        for (lr, reading) in table.likelihood_ratios(&readings).into_iter().zip(readings) {
            let alone = table.likelihood_ratio(reading);
            prop_assert!(close(lr, alone) || without == f64::NEG_INFINITY, "{reading:?} {lr} {alone}");
        }
        let (mut sum, mut average) = (0.0, 0.0);
        for genotype in all_genotypes(hemizygous) {
            let (of_those, of_all) = (of_those.likelihood_ratio(genotype), of_all.likelihood_ratio(genotype));
            prop_assert!(close(of_those, of_all) || without == f64::NEG_INFINITY, "{of_those} {of_all}");
            genotypes[member] = Some(genotype);
            let with = ln_likelihood(&pedigree, &locus, &genotypes, &[], case.theta);
            genotypes[member] = None;
            let unrelated = ln_likelihood(&pedigree, &locus, &genotypes, &[genotype], case.theta);
            prop_assert!(close(table.ln_joint(genotype), with), "{genotype:?}");
            prop_assert!(close(table.likelihood_ratio(genotype), (with - unrelated).exp()) || without == f64::NEG_INFINITY);
            let (ratio, same) = (table.likelihood_ratio(genotype), ratios.likelihood_ratio(genotype));
            prop_assert!(close(ratio, same) || without == f64::NEG_INFINITY, "{ratio} {same}");
            sum += with.exp();
            average += (unrelated - without).exp() * (with - unrelated).exp();
        }
        prop_assert!(close(sum, without.exp()), "{sum} {}", without.exp());
        prop_assert!(close(average, 1.0) || without == f64::NEG_INFINITY, "{average}");
    }

    /// With many alleles that nobody shows a table is computed in classes: the same mutations as a matrix, which no
    /// class may replace, give the same table.
    #[test]
    fn alleles_that_nobody_shows_are_told_apart_in_the_end(
        case in drawn(),
        who in any::<prop::sample::Index>(),
        x in any::<bool>(),
        more in prop::collection::vec(0.01_f64..1.0, 3..8),
        rates in prop::option::of((0.001_f64..0.05, 0.001_f64..0.05)),
    ) {
        let inheritance = if x { Inheritance::XChromosomal } else { Inheritance::Autosomal };
        let pedigree = Pedigree::new(&case.rows).expect("pedigree");
        let of_more = more.iter().enumerate().map(|(i, p)| (format!("{}", 11 + i), *p));
        let first = ALLELES.iter().zip(&case.frequencies).map(|(label, p)| ((*label).to_owned(), *p));
        let mut alleles: Vec<(String, f64)> = first.chain(of_more).collect();
        let total: f64 = alleles.iter().map(|a| a.1).sum();
        alleles.iter_mut().for_each(|a| a.1 /= total);
        let labels: Vec<String> = alleles.iter().map(|a| a.0.clone()).collect();
        let frequencies: Vec<f64> = alleles.iter().map(|a| a.1).collect();
        let model = |rate: Option<f64>| rate.map_or(MutationModel::None, |rate| MutationModel::Proportional { rate });
        let mutation =
            Mutation { female: model(rates.map(|r| r.0)), male: model(rates.map(|r| r.1)) };
        let matrix = |of: &MutationModel| MutationModel::Matrix(of.matrix(&labels, &frequencies).expect("a matrix"));
        let as_matrix = Mutation { female: matrix(&mutation.female), male: matrix(&mutation.male) };
        let locus = Locus::new("L", inheritance, &alleles, mutation).expect("a locus");
        let other = Locus::new("L", inheritance, &alleles, as_matrix).expect("a locus");
        let mut genotypes = case.genotypes(&pedigree, &locus);
        let member = who.index(genotypes.len());
        genotypes[member] = None;
        let table = genotype_table(&pedigree, &locus, &genotypes, member, 0.0);
        let whole = genotype_table(&pedigree, &other, &genotypes, member, 0.0);
        prop_assert!(close(table.ln_reference(), whole.ln_reference()));
        for reading in locus.readings(pedigree.members()[member].sex) {
            let (a, b) = (table.ln_joint(reading), whole.ln_joint(reading));
            // What is impossible in one is nothing but a rounding error in the other.
            let impossible = |ln: f64| ln < whole.ln_reference() - 30.0;
            prop_assert!(close(a, b) || impossible(a) && impossible(b), "{reading:?}: {a} {b}");
        }
    }

    /// The order of members and of alleles changes nothing.
    #[test]
    fn names_and_orders_change_nothing(case in drawn(), shuffled in Just(ORDER.to_vec()).prop_shuffle(), x in any::<bool>()) {
        let inheritance = if x { Inheritance::XChromosomal } else { Inheritance::Autosomal };
        let (pedigree, locus) = (Pedigree::new(&case.rows).expect("pedigree"), case.locus(inheritance, ORDER));
        let ln = ln_likelihood(&pedigree, &locus, &case.genotypes(&pedigree, &locus), &[], case.theta);
        let mut rows = case.rows.clone();
        rows.reverse();
        let backwards = Pedigree::new(&rows).expect("pedigree");
        let order = [shuffled[0], shuffled[1], shuffled[2], shuffled[3]];
        let other = case.locus(inheritance, order);
        let again = ln_likelihood(&backwards, &other, &case.genotypes(&backwards, &other), &[], case.theta);
        prop_assert!(close(again, ln), "{again} {ln}");
    }

    /// What looks homozygous at a locus with a silent allele is what it is, or hides that one; with drop-out, any.
    #[test]
    fn a_silent_allele_is_a_sum_too(case in drawn(), who in any::<prop::sample::Index>(), allele in 0_usize..4, silent in 0.001_f64..0.2, drop_out in 0.0_f64..0.5) {
        let pedigree = Pedigree::new(&case.rows).expect("pedigree");
        let locus = case.silent_locus(Inheritance::Autosomal, silent);
        let hides = locus.silent().expect("a silent allele");
        let mut genotypes = case.genotypes(&pedigree, &locus);
        let member = who.index(genotypes.len());
        let mut with = |genotype: Genotype| {
            genotypes[member] = Some(genotype);
            ln_likelihood(&pedigree, &locus, &genotypes, &[], case.theta).exp()
        };
        let label = ALLELES[allele];
        let pair = AllelePair::new(label, label);
        let read = locus.genotype(&pair, Sex::Female).expect("a genotype");
        let (same, hidden) = (with(Genotype::Pair(allele, allele)), with(Genotype::pair(allele, hides)));
        prop_assert!(close(with(read), same + hidden));
        let others: f64 = (0..4).filter(|&b| b != allele).map(|b| with(Genotype::pair(allele, b))).sum();
        if drop_out > 0.0 {
            // P(one copy seen) against P(not both lost).
            let (one, both) = (drop_out * (1.0 - drop_out), 1.0 - drop_out * drop_out);
            let sum = same + hidden * (1.0 - drop_out) / both + others * one / both;
            prop_assert!(close(with(read.with_drop_out(drop_out)), sum));
        }
    }

    /// A reading of one allele is the sum over what the other may be.
    #[test]
    fn a_partial_reading_is_a_sum(case in drawn(), who in any::<prop::sample::Index>(), allele in 0_usize..4, drop_out in 0.0_f64..0.5) {
        let (pedigree, locus) = (Pedigree::new(&case.rows).expect("pedigree"), case.locus(Inheritance::Autosomal, ORDER));
        let mut genotypes = case.genotypes(&pedigree, &locus);
        let member = who.index(genotypes.len());
        let mut with = |genotype: Genotype| {
            genotypes[member] = Some(genotype);
            ln_likelihood(&pedigree, &locus, &genotypes, &[], case.theta).exp()
        };
        let same = with(Genotype::Pair(allele, allele));
        let others: f64 = (0..4).filter(|&b| b != allele).map(|b| with(Genotype::pair(allele, b))).sum();
        prop_assert!(close(with(Genotype::one_allele(allele)), same + others));
        let hidden = drop_out / (1.0 + drop_out);
        let read = Genotype::Pair(allele, allele).with_drop_out(drop_out);
        prop_assert!(close(with(read), same + hidden * others));
    }
}

/// 40 loci and 100 members: ten couples with eight children each, everybody of them typed.
#[test]
fn a_hundred_members_at_forty_loci_do_not_underflow() {
    let mut rows = Vec::new();
    let row = |id: String, father: Option<String>, mother: Option<String>, sex: Sex| Row {
        id,
        father,
        mother,
        sex,
    };
    for c in 0..10 {
        // Each couple's man is a child of the couple before.
        let father = if c == 0 { "f0".to_owned() } else { format!("c{}-0", c - 1) };
        if c == 0 {
            rows.push(row(father.clone(), None, None, Sex::Male));
        }
        let mother = format!("m{c}");
        rows.push(row(mother.clone(), None, None, Sex::Female));
        for k in 0..9 {
            let sex = if k % 2 == 0 { Sex::Male } else { Sex::Female };
            rows.push(row(format!("c{c}-{k}"), Some(father.clone()), Some(mother.clone()), sex));
        }
    }
    let pedigree = Pedigree::new(&rows).expect("pedigree");
    assert_eq!(pedigree.members().len(), 101);
    let alleles: Vec<(String, f64)> = (8..20).map(|a| (a.to_string(), 1.0 / 12.0)).collect();
    let locus =
        Locus::new("L", Inheritance::Autosomal, &alleles, Mutation::stepwise(0.001, 0.002)).expect("locus");
    let genotypes: Vec<Option<Genotype>> = pedigree
        .members()
        .iter()
        .map(|m| {
            m.father
                .is_some()
                .then(|| Genotype::pair(m.id.len() % 12, m.id.bytes().map(usize::from).sum::<usize>() % 12))
        })
        .collect();
    let one = ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0);
    assert!(one.is_finite() && one < -300.0, "{one}");
    let total: f64 = (0..40).map(|_| one).sum();
    assert!(total.is_finite());
}

/// Two couples of cousins, with half siblings and many typed children, at a locus of so many alleles.
fn cousins(n: usize) -> (Pedigree, Locus, Vec<Option<Genotype>>) {
    let couples: [(&str, &str, &[&str]); 6] = [
        ("A", "B", &["C", "D"]),
        ("C", "E", &["F", "M"]),
        ("D", "G", &["H", "N"]),
        ("M", "N", &["m1", "m2", "m3"]),
        ("F", "H", &["k1", "k2", "k3", "k4", "k5", "k6"]),
        ("F", "I", &["h1", "h2"]),
    ];
    let women = ["B", "E", "G", "H", "I", "N"];
    let mut rows: Vec<Row> = Vec::new();
    for (father, mother, children) in couples {
        let parents = (Some(father.to_owned()), Some(mother.to_owned()));
        let mut family = vec![(father, (None, None)), (mother, (None, None))];
        family.extend(children.iter().map(|child| (*child, parents.clone())));
        for (id, (father, mother)) in family {
            if rows.iter().all(|row| row.id != id) {
                let sex = if women.contains(&id) { Sex::Female } else { Sex::Male };
                rows.push(Row { id: id.to_owned(), father, mother, sex });
            }
        }
    }
    let pedigree = Pedigree::new(&rows).expect("pedigree");
    let alleles: Vec<(String, f64)> = (0..n).map(|i| (format!("{}", 8 + i), 1.0 / n as f64)).collect();
    let model = MutationModel::Stepwise { rate: 0.01, range: 0.1, rate2: 1e-4 };
    let mutation = Mutation { female: model.clone(), male: model };
    let locus = Locus::new("L", Inheritance::Autosomal, &alleles, mutation).expect("locus");
    let mut genotypes = vec![None; pedigree.members().len()];
    let read = [
        ("k1", 2, 5),
        ("k2", 5, 5),
        ("k3", 2, 2),
        ("k4", 2, 9),
        ("k5", 9, 9),
        ("h1", 5, 7),
        ("h2", 7, 7),
        ("m1", 2, 2),
        ("m2", 2, 7),
        ("m3", 9, 7),
    ];
    for (id, a, b) in read {
        genotypes[pedigree.find(id).expect("a member")] = Some(Genotype::pair(a, b));
    }
    (pedigree, locus, genotypes)
}

/// The order in which sums are done is that of the locus at which nobody looks homozygous, and says the same as a table
/// that does not know the member.
#[test]
fn homozygotes_of_a_large_family() {
    let n = 14;
    let (pedigree, locus, mut genotypes) = cousins(n);
    let member = pedigree.find("k6").expect("a member");
    let table = genotype_table(&pedigree, &locus, &genotypes, member, 0.0);
    for (a, b) in (0..n).map(|a| (a, a)).chain([(2, 5), (2, 9), (5, 9), (3, 4)]) {
        genotypes[member] = Some(Genotype::pair(a, b));
        let with = ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0);
        assert!(close(table.ln_joint(Genotype::pair(a, b)), with), "{a} {b}: {with}");
    }
}

/// A thread remembers orders: what it has worked out before changes no bit.
#[test]
fn the_same_bits_whatever_came_before() {
    let one = |homozygous: &str, n: usize| {
        let (pedigree, locus, mut genotypes) = cousins(n);
        genotypes[pedigree.find(homozygous).expect("a member")] = Some(Genotype::pair(4, 4));
        ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0).to_bits()
    };
    let cases = ["k1", "k4", "h1", "m2", "k6"].into_iter().flat_map(|id| [(id, 14), (id, 12), (id, 20)]);
    let by_itself =
        |(id, n): (&'static str, usize)| std::thread::spawn(move || one(id, n)).join().expect("done");
    let apart: Vec<u64> = cases.clone().map(by_itself).collect();
    let mut backwards: Vec<u64> =
        cases.collect::<Vec<_>>().into_iter().rev().map(|(id, n)| one(id, n)).collect();
    backwards.reverse();
    assert_eq!(apart, backwards);
}

/// Parents who are cousins, many children and a locus of many alleles: where a table would be too large to be written,
/// two variables are summed out at once, and its cells are still what they are one by one.
#[test]
fn a_table_too_large_to_write() {
    let row = Row::new;
    let mut rows = ["A", "G", "H"].map(|id| row(id, None, Sex::Male)).to_vec();
    rows.extend(["B", "N", "O"].map(|id| row(id, None, Sex::Female)));
    rows.push(row("uncle", Some(("A", "B")), Sex::Male));
    rows.push(row("aunt", Some(("A", "B")), Sex::Female));
    rows.push(row("father", Some(("uncle", "N")), Sex::Male));
    rows.push(row("mother", Some(("H", "aunt")), Sex::Female));
    let couple = Some(("father", "mother"));
    rows.extend(["missing", "C1", "C2", "C3"].map(|id| row(id, couple, Sex::Male)));
    rows.push(row("sister", couple, Sex::Female));
    rows.extend(["D1", "D2"].map(|id| row(id, Some(("G", "sister")), Sex::Female)));
    let pedigree = Pedigree::new(&rows).expect("pedigree");
    let alleles: Vec<(String, f64)> = (0..40).map(|i| (format!("{}", 10 + i), 1.0 / 40.0)).collect();
    let locus =
        Locus::new("L", Inheritance::Autosomal, &alleles, Mutation::stepwise(0.001, 0.003)).expect("locus");
    let find = |id: &str| pedigree.find(id).expect("member");
    let mut genotypes = vec![None; pedigree.members().len()];
    let read = [("C1", (3, 20)), ("C2", (7, 20)), ("C3", (3, 31)), ("D1", (7, 12)), ("D2", (12, 31))];
    for (id, (a, b)) in read {
        genotypes[find(id)] = Some(Genotype::pair(a, b));
    }
    let missing = find("missing");
    let table = genotype_table(&pedigree, &locus, &genotypes, missing, 0.0);
    for (a, b) in [(7, 31), (3, 20), (3, 3), (4, 20), (0, 39)] {
        genotypes[missing] = Some(Genotype::pair(a, b));
        let with = ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0);
        assert!(close(table.ln_joint(Genotype::pair(a, b)), with), "{a} {b}: {with}");
    }
}

fn three_alleles(mutation: Mutation) -> Locus {
    let alleles = [("8", 0.2), ("9", 0.3), ("10", 0.5)].map(|(label, p)| (label.to_owned(), p));
    Locus::new("L", Inheritance::Autosomal, &alleles, mutation).expect("a locus")
}

/// Where everybody has two alleles, a parent of whom one was read may have any as the other.
#[test]
fn one_allele_of_a_parent() {
    let rows = [
        Row::new("father", None, Sex::Male),
        Row::new("mother", None, Sex::Female),
        Row::new("child", Some(("father", "mother")), Sex::Male),
        Row::new("other", Some(("father", "mother")), Sex::Male),
    ];
    let pedigree = Pedigree::new(&rows).expect("a pedigree");
    let locus = three_alleles(Mutation::stepwise(0.01, 0.02));
    let found = [Genotype::Hemizygous(0), Genotype::one_allele(0)].map(|of_father| {
        let genotypes =
            [Some(of_father), None, Some(Genotype::pair(1, 2)), Some(Genotype::pair(0, 1))].to_vec();
        ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0)
    });
    assert!((found[0] - found[1]).abs() < 1e-12, "{found:?}");
}

/// LR of a missing person who shows the first two of three alleles, of whose sister they were read as well, by what was read of
/// her husband and her children; alleles never change.
fn lr_of_missing(husband: Option<Genotype>, children: &[Option<Genotype>]) -> f64 {
    let ids: Vec<String> = (0..children.len()).map(|child| format!("child {child}")).collect();
    let mut rows = vec![
        Row::new("father", None, Sex::Male),
        Row::new("mother", None, Sex::Female),
        Row::new("missing", Some(("father", "mother")), Sex::Male),
        Row::new("sister", Some(("father", "mother")), Sex::Female),
        Row::new("husband", None, Sex::Male),
    ];
    rows.extend(ids.iter().map(|id| Row::new(id, Some(("husband", "sister")), Sex::Female)));
    let pedigree = Pedigree::new(&rows).expect("a pedigree");
    let find = |id: &str| pedigree.find(id).expect("a member");
    let mut genotypes = vec![None; rows.len()];
    (genotypes[find("sister")], genotypes[find("husband")]) = (Some(Genotype::pair(0, 1)), husband);
    ids.iter().zip(children).for_each(|(id, child)| genotypes[find(id)] = *child);
    let locus = three_alleles(Mutation::none());
    let table = likelihood::table(&pedigree, &locus, &genotypes, find("missing"), 0.0, Wanted::Ratios);
    table.likelihood_ratio(Genotype::pair(0, 1))
}

/// What cannot be among relatives behind somebody who was typed does not tell where only ratios are wanted.
#[test]
fn what_is_impossible_behind_somebody_typed() {
    let alone = lr_of_missing(None, &[]);
    assert!(alone > 1.0, "his sister says something of him: {alone}");
    let lr = lr_of_missing(Some(Genotype::pair(0, 0)), &[Some(Genotype::pair(2, 2))]);
    assert!((lr - alone).abs() < 1e-12, "{lr} is not {alone}");
    // The father of two was not read, and nobody else has anything of him.
    for children in [[(2, 2), (0, 2)], [(0, 2), (2, 2)], [(0, 2), (1, 2)]] {
        let lr = lr_of_missing(None, &children.map(|(a, b)| Some(Genotype::pair(a, b))));
        assert!((lr - alone).abs() < 1e-12, "{children:?}: {lr} is not {alone}");
    }
}

/// Father and child share an allele: LR = 1/(4p) for a heterozygous father, worked by hand.
#[test]
fn a_paternity_by_hand() {
    let row = |id: &str, father: Option<&str>, mother: Option<&str>, sex| Row {
        id: id.into(),
        father: father.map(Into::into),
        mother: mother.map(Into::into),
        sex,
    };
    let pedigree = Pedigree::new(&[
        row("F", None, None, Sex::Male),
        row("M", None, None, Sex::Female),
        row("C", Some("F"), Some("M"), Sex::Male),
    ])
    .expect("pedigree");
    let alleles = [("8".to_owned(), 0.1), ("9".to_owned(), 0.3), ("10".to_owned(), 0.6)];
    let locus = Locus::new("L", Inheritance::Autosomal, &alleles, Mutation::none()).expect("locus");
    let genotypes = vec![Some(Genotype::Pair(0, 2)), None, None];
    let table = genotype_table(&pedigree, &locus, &genotypes, 2, 0.0);
    assert!(close(table.likelihood_ratio(Genotype::Pair(0, 1)), 1.0 / (4.0 * 0.1)));
    assert!(close(table.likelihood_ratio(Genotype::Pair(1, 1)), 0.0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Sets of siblings at once are what each set is by itself; with lone parents, and with a grandparent.
    #[test]
    fn sets_of_siblings_at_once(case in drawn(), typed in prop::collection::vec((0_usize..4, 0_usize..4), 4), with_grandparent in any::<bool>(), x in any::<bool>(), silent in prop::sample::select(vec![0.0, 0.05])) {
        let inheritance = if x { Inheritance::XChromosomal } else { Inheritance::Autosomal };
        let locus = if silent > 0.0 { case.silent_locus(inheritance, silent) } else { case.locus(inheritance, ORDER) };
        let row = Row::new;
        let couple = Some(("F", "M"));
        let mut rows = vec![row("G", None, Sex::Male), row("H", None, Sex::Female), row("F", None, Sex::Male)];
        rows.push(row("M", with_grandparent.then_some(("G", "H")), Sex::Female));
        rows.extend(["R", "S1", "S2", "S3"].map(|id| row(id, couple, Sex::Female)));
        let pedigree = Pedigree::new(&rows).expect("pedigree");
        let find = |id: &str| pedigree.find(id).expect("member");
        let mut genotypes = vec![None; pedigree.members().len()];
        let pair = |i: usize| Drawn::genotype(&locus, Sex::Female, typed[i].0, typed[i].1);
        genotypes[find("R")] = Some(pair(0));
        if with_grandparent {
            genotypes[find("H")] = Some(pair(1));
        }
        let candidates = [Some(pair(1)), Some(pair(2).with_drop_out(0.1)), Some(pair(3))];
        let sibship = Sibship::new(&pedigree, &locus, &genotypes, find("S1"), &candidates).expect("siblings");
        let reference = ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0);
        for (set, ln_lr) in Sibship::sets(3, 3).iter().zip(sibship.ln_lrs(3)) {
            let mut genotypes = genotypes.clone();
            let mut unrelated = reference;
            for (slot, &i) in ["S1", "S2", "S3"].iter().zip(set) {
                genotypes[find(slot)] = candidates[i];
                unrelated += candidates[i].expect("typed").ln_population(locus.frequencies());
            }
            let expected = ln_likelihood(&pedigree, &locus, &genotypes, &[], 0.0) - unrelated;
            prop_assert!(close(ln_lr, expected) || reference == f64::NEG_INFINITY, "{set:?}: {ln_lr} {expected}");
        }
    }
}
