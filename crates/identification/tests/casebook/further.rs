//! Whose DNA would help most.

use kintrace_identification::further::{now, with_each, with_loci};
use kintrace_identification::power::Power;
use kintrace_kinship::likelihood::genotype_table;
use kintrace_kinship::pedigree::Row;
use kintrace_kinship::{Genotype, Locus, Pedigree, Sex};

use crate::loci;

/// A missing man with parents, a brother, an aunt by the mother, a son and the son's mother.
fn pedigree() -> Pedigree {
    let row = Row::new;
    Pedigree::new(&[
        row("grandfather", None, Sex::Male),
        row("grandmother", None, Sex::Female),
        row("mother", Some(("grandfather", "grandmother")), Sex::Female),
        row("aunt", Some(("grandfather", "grandmother")), Sex::Female),
        row("father", None, Sex::Male),
        row("missing", Some(("father", "mother")), Sex::Male),
        row("brother", Some(("father", "mother")), Sex::Male),
        row("wife", None, Sex::Female),
        row("son", Some(("missing", "wife")), Sex::Male),
    ])
    .expect("a pedigree")
}

fn typed(pedigree: &Pedigree, loci: &[Locus], who: &[&str]) -> Vec<Vec<Option<Genotype>>> {
    let of_locus = |(l, locus): (usize, &Locus)| {
        let mut row = vec![None; pedigree.members().len()];
        for (k, id) in who.iter().enumerate() {
            let n = locus.labels().len();
            let common = |i: usize| (n / 2 + i) % n;
            row[pedigree.find(id).expect("there")] = Some(Genotype::pair(common(l % 2), common(k % 3)));
        }
        row
    };
    loci.iter().enumerate().map(of_locus).collect()
}

#[test]
fn closer_relatives_help_more_and_one_who_says_nothing_new_helps_nothing() {
    let (loci, pedigree) = (loci(), pedigree());
    let find = |id: &str| pedigree.find(id).expect("there");
    let missing = find("missing");
    let read = typed(&pedigree, &loci, &["brother"]);
    let before = now(&pedigree, missing, &loci, &read);
    let members = ["father", "son", "aunt", "wife"].map(find);
    let [father, son, aunt, wife] = with_each(&pedigree, missing, &loci, &read, &members)[..] else {
        panic!("one each")
    };
    assert!(father.mean_log10_lr > aunt.mean_log10_lr + 1.0, "{father:?} {aunt:?}");
    assert!(son.mean_log10_lr > aunt.mean_log10_lr + 1.0, "{son:?} {aunt:?}");
    assert!(aunt.mean_log10_lr > before.mean_log10_lr, "{aunt:?} {before:?}");
    // Without the son the wife says nothing of the husband.
    assert!((wife.mean_log10_lr - before.mean_log10_lr).abs() < 1e-6, "{wife:?} {before:?}");
    let with_son = typed(&pedigree, &loci, &["brother", "son"]);
    let both = with_each(&pedigree, missing, &loci, &with_son, &[find("wife")])[0];
    assert!(both.mean_log10_lr > now(&pedigree, missing, &loci, &with_son).mean_log10_lr + 0.5);
    assert!(father.reaches(4.0) > before.reaches(4.0));
}

#[test]
fn brothers_without_children_would_say_the_same() {
    let (loci, pedigree) = (loci(), pedigree());
    let row = |m: usize| {
        let member = &pedigree.members()[m];
        let id = |p: Option<usize>| p.map(|p| pedigree.members()[p].id.clone());
        Row { id: member.id.clone(), father: id(member.father), mother: id(member.mother), sex: member.sex }
    };
    let mut rows: Vec<Row> = (0..pedigree.members().len()).map(row).collect();
    rows.push(Row {
        id: "second".into(),
        father: Some("father".into()),
        mother: Some("mother".into()),
        sex: Sex::Male,
    });
    let larger = Pedigree::new(&rows).expect("a pedigree");
    let find = |id: &str| larger.find(id).expect("there");
    let read = typed(&larger, &loci, &["aunt"]);
    let members = ["second", "father", "brother"].map(find);
    let chances = with_each(&larger, find("missing"), &loci, &read, &members);
    assert_eq!(chances.len(), 3);
    assert_eq!(chances[0], chances[2]);
    assert!(chances[1].mean_log10_lr > chances[0].mean_log10_lr);
}

#[test]
fn steps_of_probability_come_near_to_all_genotypes() {
    let (loci, pedigree) = (loci(), pedigree());
    let (missing, aunt) = (pedigree.find("missing").expect("there"), pedigree.find("aunt").expect("there"));
    let father = pedigree.find("father").expect("there");
    let read = typed(&pedigree, &loci, &["brother"]);
    for member in [aunt, father] {
        let mut exact = 0.0;
        for (locus, row) in loci.iter().zip(&read) {
            let table = genotype_table(&pedigree, locus, row, member, 0.0);
            let cells: Vec<(f64, Genotype)> =
                locus.readings(Sex::Female).into_iter().map(|g| (table.probabilities(g).0, g)).collect();
            let total: f64 = cells.iter().map(|c| c.0).sum();
            for (p, genotype) in cells.iter().filter(|c| c.0 > 0.0) {
                let mut row = row.clone();
                row[member] = Some(*genotype);
                exact += p / total * Power::compute(&pedigree, missing, [(locus, row)], 0.0).log10_lr().0;
            }
        }
        let found = with_each(&pedigree, missing, &loci, &read, &[member])[0].mean_log10_lr;
        assert!((found - exact).abs() < 0.05 * exact, "{found} {exact}");
    }
}

/// What a father will show at further loci is drawn; the sum over all that he may show is near.
#[test]
fn further_loci_are_worth_what_the_relatives_may_show_there() {
    let (loci, pedigree) = (loci(), pedigree());
    let find = |id: &str| pedigree.find(id).expect("there");
    let (missing, father) = (find("missing"), find("father"));
    let nothing = vec![None; pedigree.members().len()];
    let (mut mean, mut variance) = (0.0, 0.0);
    for locus in &loci {
        let table = genotype_table(&pedigree, locus, &nothing, father, 0.0);
        let (mut of_locus, mut squares) = (0.0, 0.0);
        for genotype in locus.readings(Sex::Male) {
            let p = table.probabilities(genotype).0;
            let mut row = nothing.clone();
            row[father] = Some(genotype);
            let (m, sd) = Power::compute(&pedigree, missing, [(locus, row)], 0.0).log10_lr();
            of_locus += p * m;
            squares += p * (m * m + sd * sd);
        }
        mean += of_locus;
        variance += squares - of_locus * of_locus;
    }
    let found = with_loci(&pedigree, missing, &loci, &[father]);
    assert!((found.mean_log10_lr - mean).abs() < 0.1 * mean, "{found:?} {mean}");
    assert!((found.sd_log10_lr - variance.sqrt()).abs() < 0.15 * variance.sqrt(), "{found:?} {variance}");
    // Two relatives say more than one, and nobody says nothing.
    let both = with_loci(&pedigree, missing, &loci, &[father, find("brother")]);
    assert!(both.mean_log10_lr > found.mean_log10_lr + 0.5, "{both:?} {found:?}");
    // (Mutation makes a child's alleles a little other than the population's.)
    assert!(with_loci(&pedigree, missing, &loci, &[]).mean_log10_lr.abs() < 1e-3);
    assert_eq!(with_loci(&pedigree, missing, &loci, &[father]), found);
}
