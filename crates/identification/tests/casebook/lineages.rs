//! What the male line and the maternal line weigh, worked by hand.

use std::collections::{BTreeMap, HashMap};

use kintrace_identification::further::Chance;
use kintrace_identification::lines::lineage::{Database, Lineage, Options};
use kintrace_identification::lines::{
    AnteMortem, Line, Lines, PostMortem, Weight, Why, male_line, maternal_line,
};
use kintrace_kinship::lineage::{self, Descent};
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::y_haplotype::mutation_rate;
use kintrace_kinship::{AllelePair, MitochondrialHaplotype, Pedigree, Sex, YHaplotype};

const LOCI: [&str; 4] = ["DYS390", "DYS391", "DYS392", "DYS393"];

fn haplotype(repeats: [u32; 4]) -> YHaplotype {
    let pairs = repeats.map(|n| AllelePair::one(n.to_string()));
    YHaplotype::new(LOCI.into_iter().zip(&pairs))
}

fn mitochondrial(text: &str) -> MitochondrialHaplotype {
    MitochondrialHaplotype::parse(text, Some("HV1")).expect("a haplotype")
}

/// A father with two sons, `missing` and `brother`, and their mother.
fn brothers() -> Pedigree {
    let parents = || (Some("father".to_owned()), Some("mother".to_owned()));
    let row = |id: &str, parents: (Option<String>, Option<String>), sex| Row {
        id: id.to_owned(),
        father: parents.0,
        mother: parents.1,
        sex,
    };
    Pedigree::new(&[
        row("father", (None, None), Sex::Male),
        row("mother", (None, None), Sex::Female),
        row("missing", parents(), Sex::Male),
        row("brother", parents(), Sex::Male),
    ])
    .expect("a family")
}

const OPTIONS: Options = Options { theta: 0.01, contamination: 0.0 };

/// What a line says of remains and of a man whose father, mother and brother have these haplotypes, the first of a
/// database.
fn weigh(line: Line, before: AnteMortem, after: PostMortem, database: &Database, options: Options) -> Weight {
    let lines = Lines::new(vec![before], vec![after], BTreeMap::new()).with_lineages(database, options);
    let of_pair = lines.of(0).pair(0);
    *of_pair.iter().find(|w| w.line == line).expect("the line says something")
}

fn male(typed: &[(&str, YHaplotype)], found: YHaplotype, others: &[YHaplotype], options: Options) -> Weight {
    let family = brothers();
    let lines = lineage::Lines::new(&family, Descent::Paternal);
    let read: Vec<Option<&YHaplotype>> = family
        .members()
        .iter()
        .map(|m| typed.iter().find(|(id, _)| *id == m.id).map(|(_, haplotype)| haplotype))
        .collect();
    let missing = family.find("missing").expect("a member");
    let branches = male_line::branches(&lines, missing, &read);
    let before = AnteMortem {
        male_line: Some(Lineage { own: Some("own".into()), branches }),
        ..AnteMortem::default()
    };
    let after = PostMortem { y_haplotype: Some(found), ..PostMortem::default() };
    let male = [&[typed[0].1.clone()], others].concat();
    weigh(
        Line::MaleLine,
        before,
        after,
        &Database { male, male_places: HashMap::from([("own".into(), 0)]), ..Database::default() },
        options,
    )
}

/// Of 99 other lines one has the father's haplotype: LR = P(no mutation) / (θ + (1 − θ) · 2/100), but that one father in
/// a hundred is another.
#[test]
fn a_sons_haplotype_is_his_fathers() {
    let fathers = haplotype([24, 11, 13, 12]);
    let mut others = vec![haplotype([23, 10, 11, 13]); 98];
    others.push(fathers.clone());
    let weight = male(&[("father", fathers.clone())], fathers, &others, OPTIONS);
    let unchanged: f64 = LOCI.iter().map(|l| 1.0 - mutation_rate(l)).product();
    let lr = unchanged / (0.01 + 0.99 * 2.0 / 100.0);
    assert!((weight.ln_lr - (0.99 * lr + 0.01).ln()).abs() < 1e-12, "{weight:?}");
    assert_eq!(weight.why, Why::MaleLine { loci: 4, same: 4, meioses: 1, count: 1, of: 99 });
}

/// The same haplotype with one step more at one locus: a mutation, of a haplotype that nobody else has.
#[test]
fn one_step_is_a_mutation_and_four_are_another_line() {
    let fathers = haplotype([24, 11, 13, 12]);
    let others = vec![haplotype([23, 10, 11, 13]); 99];
    let weight = male(&[("father", fathers.clone())], haplotype([25, 11, 13, 12]), &others, OPTIONS);
    let unchanged: f64 = LOCI[1..].iter().map(|l| 1.0 - mutation_rate(l)).product();
    let step = mutation_rate("DYS390") / 2.0 * 83.0 / 84.0;
    let lr = unchanged * step / (0.01 + 0.99 / 100.0);
    assert!((weight.ln_lr - (0.99 * lr + 0.01).ln()).abs() < 1e-12, "{weight:?}");
    assert_eq!(weight.why, Why::MaleLine { loci: 4, same: 3, meioses: 1, count: 0, of: 99 });
    let weight = male(&[("father", fathers)], haplotype([25, 10, 11, 13]), &others, OPTIONS);
    assert!((weight.ln_lr - 0.01_f64.ln()).abs() < 1e-3, "what is left is another father: {weight:?}");
}

/// Father and brother contradict each other: one of two lines is not what it is said to be, and each counts by half.
#[test]
fn a_line_whose_relatives_contradict_each_other_counts_by_half() {
    let (fathers, brothers) = (haplotype([24, 11, 13, 12]), haplotype([21, 9, 11, 14]));
    let others = vec![haplotype([23, 10, 11, 13]); 99];
    let both = [("father", fathers.clone()), ("brother", brothers)];
    let weight = male(&both, fathers.clone(), &others, OPTIONS);
    let alone = male(&[("father", fathers.clone())], fathers, &others, OPTIONS);
    let of_brothers_line = 1.0 - 0.99_f64.powi(2);
    let expected = f64::midpoint(alone.ln_lr.exp(), of_brothers_line);
    assert!((weight.ln_lr.exp() - expected).abs() < 1e-6, "{weight:?}");
}

/// A locus may be another person's: it costs what that is worth, and does not exclude.
#[test]
fn a_locus_of_somebody_else_does_not_exclude() {
    let fathers = haplotype([24, 11, 13, 12]);
    let others = vec![haplotype([23, 10, 11, 13]); 999];
    let options = Options { theta: 0.0, contamination: 0.003 };
    let weight = male(&[("father", fathers.clone())], haplotype([24, 11, 13, 19]), &others, options);
    // Seven steps don't happen; 19 was seen of nobody, so it is one of five alleles thought of besides.
    let of_another = 0.003 * 1.0 / (1000.0 + 5.0);
    let others_read = |same: f64| 0.003 * (same + 1.0) / 1005.0;
    let fits: f64 = LOCI[..3].iter().map(|l| 0.997 * (1.0 - mutation_rate(l)) + others_read(1.0)).product();
    let lr = fits * of_another / (1.0 / 1000.0);
    assert!((weight.ln_lr - (0.99 * lr + 0.01).ln()).abs() < 1e-9, "{weight:?}");
}

fn maternal(relative: &str, found: &str, others: &[&str]) -> Weight {
    let family = brothers();
    let lines = lineage::Lines::new(&family, Descent::Maternal);
    let mothers = mitochondrial(relative);
    let read: Vec<Option<&MitochondrialHaplotype>> =
        family.members().iter().map(|m| (m.id == "mother").then_some(&mothers)).collect();
    let missing = family.find("missing").expect("a member");
    let branches = maternal_line::branches(&lines, missing, &read);
    let line = Some(Lineage { own: Some("own".into()), branches });
    let before = AnteMortem { maternal_line: line, ..AnteMortem::default() };
    let after = PostMortem { mitochondrial: Some(mitochondrial(found)), ..PostMortem::default() };
    let maternal = std::iter::once(relative).chain(others.iter().copied()).map(mitochondrial).collect();
    weigh(
        Line::MaternalLine,
        before,
        after,
        &Database { maternal, maternal_places: HashMap::from([("own".into(), 0)]), ..Database::default() },
        OPTIONS,
    )
}

/// 342 bases, one birth: e^(−342 · rate) for no difference; of 99 others three have the same.
#[test]
fn a_childs_mitochondrial_dna_is_the_mothers() {
    let mut others = vec!["16223T 16311C 16362C"; 96];
    others.extend(["16126C"; 3]);
    let weight = maternal("16126C", "16126C", &others);
    let lr = (-342.0 * maternal_line::RATE).exp() / (0.01 + 0.99 * 4.0 / 100.0);
    assert!((weight.ln_lr - (0.998 * lr + 0.002).ln()).abs() < 1e-12, "{weight:?}");
    let why = Why::MaternalLine { bases: 342, differences: 0, meioses: 1, count: 3, of: 99 };
    assert_eq!(weight.why, why);
}

/// One difference: of 99 others ten are as near. It is a little improbable of a mother and child, and does not exclude;
/// three differences do.
#[test]
fn one_difference_is_inconclusive_and_three_exclude() {
    let mut others = vec!["16223T 16311C 16362C"; 89];
    others.extend(["16126C"; 10]);
    let weight = maternal("16126C", "16126C 16172C", &others);
    let expected = 342.0 * maternal_line::RATE;
    let lr = expected * (-expected).exp() / (11.0 / 132.0);
    assert!((weight.ln_lr - (0.998 * lr + 0.002).ln()).abs() < 1e-12, "{weight:?}");
    // Where few others are so near, one difference still does not speak for the line.
    let rare = maternal("16126C", "16126C 16172C", &vec!["16223T 16311C 16362C"; 2000]);
    assert!(rare.ln_lr <= 0.0, "{rare:?}");
    let weight = maternal("16126C", "16223T 16311C", &others);
    assert!((weight.ln_lr - 0.002_f64.ln()).abs() < 0.01, "{weight:?}");
}

/// Of four male lines two have one haplotype: found again, that of the two is one of (1 + 1)/(3 + 1), another one of
/// (0 + 1)/(3 + 1). A line that was read at fewer loci is compared at those. A father who may be another costs.
#[test]
fn a_line_is_worth_as_much_as_it_is_rare() {
    let (a, b) = (haplotype([24, 10, 13, 13]), haplotype([23, 11, 13, 12]));
    let short = AllelePair::one("23");
    let short = YHaplotype::new([("DYS390", &short)]);
    let male = vec![a.clone(), a, b, short];
    let maternal = vec![mitochondrial("16129A"); 3];
    let worths = Database { male, maternal, ..Database::default() }.worth(0.0);
    // Three were read at all loci; where the short one was read, one of three others has the same.
    let log10_lrs = [3.0 / 2.0, 3.0 / 2.0, 3.0, 4.0 / 2.0].map(f64::log10);
    let mean = log10_lrs.iter().sum::<f64>() / 4.0;
    assert_eq!(worths.male.lines, 4);
    assert!((worths.male.mean_log10_lr - mean).abs() < 1e-12, "{worths:?}");
    let squares: f64 = log10_lrs.iter().map(|x| (x - mean).powi(2)).sum();
    assert!((worths.male.variance - squares / 4.0).abs() < 1e-12, "{worths:?}");
    // All the same: nothing is gained by them.
    assert!((worths.maternal.mean_log10_lr).abs() < 1e-12, "{worths:?}");
    let sure = worths.male.chance(2, 0.0);
    assert!((sure.mean_log10_lr - mean).abs() < 1e-12);
    let doubtful = worths.male.chance(1, 0.1);
    let found = (0.9 * 10_f64.powf(mean) + 0.1).log10();
    assert!((doubtful.mean_log10_lr - (0.9 * found - 0.1)).abs() < 1e-12, "{doubtful:?}");
    assert!(doubtful.sd_log10_lr > sure.sd_log10_lr);
    // Nobody was read: it says nothing, either way.
    assert_eq!(Database::default().worth(0.0).male.chance(1, 0.1), Chance::default());
}
