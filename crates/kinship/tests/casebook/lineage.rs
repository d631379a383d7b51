//! What is handed down one line: Y haplotypes and mitochondrial ones.

use kintrace_kinship::lineage::{Descent, Lines};
use kintrace_kinship::mitochondrial::{Haplotype, MitochondrialError, bases, hypervariable_bases};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::y_haplotype::{Predicted, YHaplotype, mutation_rate};
use kintrace_kinship::{AllelePair, Pedigree, Sex};
use proptest::prelude::*;

fn row(id: &str, father: &str, mother: &str, sex: Sex) -> Row {
    let parent = |id: &str| Some(id.to_owned()).filter(|id| !id.is_empty());
    Row { id: id.to_owned(), father: parent(father), mother: parent(mother), sex }
}

/// Grandparents, their sons (`missing`, `uncle`) and daughter, the uncle's son and the daughter's two children.
fn family() -> Pedigree {
    use Sex::{Female, Male};
    Pedigree::new(&[
        row("grandfather", "", "", Male),
        row("grandmother", "", "", Female),
        row("missing", "grandfather", "grandmother", Male),
        row("uncle", "grandfather", "grandmother", Male),
        row("daughter", "grandfather", "grandmother", Female),
        row("wife", "", "", Female),
        row("nephew", "uncle", "wife", Male),
        row("husband", "", "", Male),
        row("sisters son", "husband", "daughter", Male),
        row("sisters daughter", "husband", "daughter", Female),
    ])
    .expect("a possible family")
}

#[test]
fn lines_part_where_the_other_parent_counts() {
    let family = family();
    let at = |id: &str| family.find(id).expect("a member");
    let (male, maternal) = (Lines::new(&family, Descent::Paternal), Lines::new(&family, Descent::Maternal));
    for (member, by_fathers, by_mothers) in [
        ("uncle", Some(2), Some(2)),
        ("nephew", Some(3), None),
        ("grandfather", Some(1), None),
        ("grandmother", None, Some(1)),
        ("sisters son", None, Some(3)),
        ("sisters daughter", None, Some(3)),
        ("daughter", None, Some(2)),
    ] {
        assert_eq!(male.meioses(at("missing"), at(member)), by_fathers, "{member}, male line");
        assert_eq!(maternal.meioses(at("missing"), at(member)), by_mothers, "{member}, maternal line");
    }
}

fn haplotype(readings: &[(&str, &[&str])]) -> YHaplotype {
    let pairs: Vec<(&str, AllelePair)> = readings
        .iter()
        .map(|(locus, alleles)| {
            let mut alleles = alleles.iter().map(|a| (*a).to_owned());
            let first = alleles.next().unwrap_or_default();
            (*locus, AllelePair { first, second: alleles.next(), more: alleles.collect() })
        })
        .collect();
    YHaplotype::new(pairs.iter().map(|(locus, pair)| (*locus, pair)))
}

#[test]
fn what_is_read_of_a_y_chromosome() {
    let read = haplotype(&[
        ("DYS19", &["14", "14"]),
        ("DYS385", &["14", "11"]),
        ("DYS389I", &["13"]),
        ("DYS389II", &["29"]),
        // A copy too many says nothing that could be compared.
        ("DYS390", &["23", "24"]),
        ("DYS458", &["17.2"]),
    ]);
    let expected = [
        ("DYS19", (140, 0)),
        ("DYS385", (110, 140)),
        ("DYS389B", (160, 0)),
        ("DYS389I", (130, 0)),
        ("DYS458", (172, 0)),
    ];
    assert_eq!(read.iter().collect::<Vec<_>>(), expected);
    assert!(haplotype(&[("DYS389II", &["29"])]).is_empty(), "of which 13 may be DYS389I's, or 12");
    let other = haplotype(&[("DYS19", &["15"]), ("DYS385", &["11", "13"]), ("DYS458", &["17"])]);
    assert_eq!(read.steps(&other), (1 + 1 + 4, 3));
}

/// Worked by hand: a brother is two meioses away. With one step a meiosis at rate μ, and two steps at one in 84.
#[test]
fn a_brothers_haplotype_predicts() {
    let family = family();
    let lines = Lines::new(&family, Descent::Paternal);
    let of = |id: &str| family.find(id).expect("a member");
    let uncle = haplotype(&[("DYS390", &["24"])]);
    let mut read = vec![None; family.members().len()];
    read[of("uncle")] = Some(&uncle);
    let predicted = Predicted::new(&lines, of("missing"), &read);
    let (_, locus) = predicted.iter().next().expect("the locus");
    let rate = mutation_rate("DYS390");
    let (one, two) = (rate / 2.0 * 83.0 / 84.0, rate / 2.0 / 84.0);
    let stays = 1.0 - rate;
    let same = stays * stays + 2.0 * one * one + 2.0 * two * two;
    let next = 2.0 * stays * one + 2.0 * one * two;
    assert!((locus.probability((240, 0)) - same).abs() < 1e-12);
    assert!((locus.probability((250, 0)) - next).abs() < 1e-12);
    assert!(locus.probability((242, 0)) == 0.0 && locus.probability((250, 10)) == 0.0);
}

/// Two brothers who differ by a step: the missing man is as likely like one as like the other.
#[test]
fn a_mutation_in_the_family_is_no_mutation_of_the_missing() {
    let family = family();
    let lines = Lines::new(&family, Descent::Paternal);
    let of = |id: &str| family.find(id).expect("a member");
    let (father, nephew) = (haplotype(&[("DYS390", &["24"])]), haplotype(&[("DYS390", &["25"])]));
    let mut read = vec![None; family.members().len()];
    read[of("grandfather")] = Some(&father);
    read[of("nephew")] = Some(&nephew);
    let predicted = Predicted::new(&lines, of("missing"), &read);
    let (_, locus) = predicted.iter().next().expect("the locus");
    assert!(locus.probability((240, 0)) > 0.99, "his father's");
    read[of("grandfather")] = None;
    let uncle = haplotype(&[("DYS390", &["24"])]);
    read[of("uncle")] = Some(&uncle);
    let predicted = Predicted::new(&lines, of("missing"), &read);
    let (_, locus) = predicted.iter().next().expect("the locus");
    assert!(
        locus.probability((240, 0)) > 0.99,
        "the step is the nephew's own: two meioses, but one between him and his father"
    );
}

proptest! {
    /// Probabilities of all readings add up to one, whoever was read, and with two copies as well.
    #[test]
    fn predictions_are_probabilities(a in 9_u16..15, b in 9_u16..15, c in 9_u16..15, d in 9_u16..15) {
        let family = family();
        let lines = Lines::new(&family, Descent::Paternal);
        let of = |id: &str| family.find(id).expect("a member");
        let text = |n: u16| n.to_string();
        let uncle = haplotype(&[("DYS390", &[&text(a)]), ("DYS385", &[&text(a), &text(b)])]);
        let nephew = haplotype(&[("DYS390", &[&text(c)]), ("DYS385", &[&text(c), &text(d)])]);
        let mut read = vec![None; family.members().len()];
        read[of("uncle")] = Some(&uncle);
        read[of("nephew")] = Some(&nephew);
        for (locus, predicted) in Predicted::new(&lines, of("missing"), &read).iter() {
            let all = 1_u16..40;
            let sum: f64 = if locus == "DYS385" {
                all.clone().flat_map(|x| (x..40).map(move |y| (10 * x, 10 * y))).map(|r| predicted.probability(r)).sum()
            } else {
                all.map(|x| predicted.probability((10 * x, 0))).sum()
            };
            prop_assert!((sum - 1.0).abs() < 1e-9, "{locus}: {sum}");
        }
    }
}

fn read(text: &str) -> Haplotype {
    Haplotype::parse(text, None).unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn mitochondrial_haplotypes_as_laboratories_write_them() {
    for (written, canonical) in [
        ("16024-16365 73-340: 16126C 263G 315.1C", "73-340 16024-16365: 263G 315.1C 16126C"),
        ("HV1 HVS-II: T16126C, A263G", "73-340 16024-16365: 263G 16126C"),
        ("CR: 16519C", "1-576 16024-16569: 16519C"),
        ("16024-576: rCRS", "1-576 16024-16569: rCRS"),
        ("HV2: 249del 309.1CC", "73-340: 249del 309.1C 309.2C"),
        ("HV2: 249d 146y", "73-340: 146Y 249del"),
    ] {
        assert_eq!(read(written).to_string(), canonical, "{written}");
        assert_eq!(read(canonical).to_string(), canonical, "and again");
    }
    let with_range = Haplotype::parse("16126C", Some("HV1")).expect("a haplotype");
    assert_eq!(with_range.to_string(), "16024-16365: 16126C");
}

#[test]
fn what_is_no_mitochondrial_haplotype_is_told() {
    use MitochondrialError as E;
    let text = || "HV1: 16126T".to_owned();
    for (written, expected) in [
        ("16126C", E::NoRange),
        (&text(), E::Reference { text: "16126T".to_owned(), reference: 'T' }),
        ("HV1: A16126C", E::Reference { text: "A16126C".to_owned(), reference: 'T' }),
        ("HV1: 263G", E::Outside("263G".to_owned())),
        ("HV9: 263G", E::NotARange("HV9".to_owned())),
        ("HV2: 263", E::NotADifference("263".to_owned())),
        ("HV2: 263Q", E::NotADifference("263Q".to_owned())),
        ("HV2: 263G 263C", E::Twice("263C".to_owned())),
    ] {
        assert_eq!(Haplotype::parse(written, None), Err(expected), "{written}");
    }
}

#[test]
fn mitochondrial_haplotypes_compared() {
    for (a, b, differences) in [
        ("HV1 HV2: 16126C 263G", "HV1 HV2: 16126C 263G", 0),
        // What was not read is not compared.
        ("HV1 HV2: 16126C 263G", "HV1: 16126C", 0),
        ("HV1: 16126C", "HV1: rCRS", 1),
        // Heteroplasmy: C and T.
        ("HV1: 16093Y", "HV1: 16093C", 0),
        ("HV1: 16093Y", "HV1: rCRS", 0),
        ("HV1: 16093R", "HV1: 16093C", 1),
        // Lengths of tracts that are miscounted.
        ("HV2: 263G 309.1C 315.1C", "HV2: 263G 309.1C 309.2C 315.1C", 0),
        // Two bases missing side by side went together.
        ("438-574: 523del 524del", "438-574: rCRS", 1),
        ("HV1: 16126C 16294T", "HV1: 16189C", 3),
        ("HV1: 16126C", "HV1: 16126G", 1),
    ] {
        assert_eq!(read(a).differences(&read(b)), differences, "{a} / {b}");
        assert_eq!(read(b).differences(&read(a)), differences, "{b} / {a}");
    }
    let common = read("HV1 HV2: 263G").common(&read("16024-16400: 16390A"));
    assert_eq!((bases(&common), hypervariable_bases(&common)), (342, 342));
    let common = read("CR: rCRS").common(&read("complete: rCRS"));
    assert_eq!((bases(&common), hypervariable_bases(&common)), (1122, 342 + 268));
}

#[test]
fn readings_of_two_ranges_are_one_haplotype() {
    let joined = read("HV1: 16126C").joined(&read("HV2: 263G")).map(|h| h.to_string());
    assert_eq!(joined.as_deref(), Some("73-340 16024-16365: 263G 16126C"));
    assert_eq!(read("HV1: 16126C").joined(&read("HV1: rCRS")), None, "they contradict each other");
}
