//! Families of one kind are arranged alike, however they were listed.

use kintrace_kinship::arrangement::{Arrangement, Kind, Kinds};
use kintrace_kinship::pedigree::{Founder, Row};
use kintrace_kinship::{Genotype, Pedigree, Sex};

/// Two brothers with a child each, the mother of one of them, and somebody of whom nothing follows.
fn rows(elder: &str, younger: &str) -> Vec<Row> {
    vec![
        Row::new("father", None, Sex::Male),
        Row::new("mother", None, Sex::Female),
        Row::new("wife", None, Sex::Female),
        Row::new("widow", None, Sex::Female),
        Row::new(elder, Some(("father", "mother")), Sex::Male),
        Row::new(younger, Some(("father", "mother")), Sex::Male),
        Row::new("sister", Some(("father", "mother")), Sex::Female),
        Row::new("nephew", Some((younger, "wife")), Sex::Male),
        Row::new("daughter", Some((elder, "widow")), Sex::Female),
    ]
}

const READ: [&str; 3] = ["nephew", "daughter", "widow"];

/// Of those in `read` both alleles were read.
fn arranged_by(pedigree: &Pedigree, missing: &str, read: &[&str]) -> Arrangement {
    let kind = |id: &str| if read.contains(&id) { Kind::Pair } else { Kind::Nothing };
    let kinds: Kinds = pedigree.members().iter().map(|member| kind(&member.id)).collect();
    Arrangement::new(pedigree, pedigree.find(missing).expect("there"), &kinds)
}

fn arranged(pedigree: &Pedigree, missing: &str) -> Arrangement {
    arranged_by(pedigree, missing, &READ)
}

#[test]
fn the_order_of_a_list_does_not_matter() {
    let listed = arranged(&Pedigree::new(&rows("elder", "younger")).expect("a pedigree"), "elder");
    let mut rows = rows("younger", "elder");
    for _ in 0..rows.len() {
        rows.rotate_left(1);
        rows.swap(0, 4);
        let pedigree = Pedigree::new(&rows).expect("a pedigree");
        let again = arranged(&pedigree, "younger");
        assert_eq!((&again.pedigree, again.member), (&listed.pedigree, listed.member));
        // Somebody else is asked about.
        assert_ne!(arranged(&pedigree, "elder").pedigree, listed.pedigree);
    }
}

#[test]
fn who_does_not_matter_is_left_out_and_what_was_read_stays_whose_it_is() {
    let couple = Founder { id: "wife".into(), inbreeding: 0.0, related: Some(("widow".into(), 0.0625)) };
    let pedigree = Pedigree::new(&rows("elder", "younger")).expect("a pedigree");
    let pedigree = pedigree.with_founders(&[couple]).expect("founders");
    let arranged = arranged(&pedigree, "elder");
    // All but the sister.
    assert_eq!(arranged.pedigree.members().len(), pedigree.members().len() - 1);
    let own = |i: usize| Some(Genotype::pair(i, i));
    let shown = arranged.genotypes(&(0..pedigree.members().len()).map(own).collect::<Vec<_>>());
    let of = |i: usize| {
        let read = shown[i].expect("read").alleles().next().expect("an allele");
        &pedigree.members()[read]
    };
    assert_eq!(of(arranged.member).id, "elder");
    for (i, member) in arranged.pedigree.members().iter().enumerate() {
        let parents = [(member.father, of(i).father), (member.mother, of(i).mother)];
        for (found, expected) in parents {
            assert_eq!(found.map(|p| &of(p).id), expected.map(|p| &pedigree.members()[p].id));
        }
        assert_eq!(member.sex, of(i).sex);
    }
    let related: Vec<Founder> = arranged.pedigree.founders();
    assert_eq!(related.len(), pedigree.founders().len(), "relatives stay relatives");
}

/// Whoever was read stands between his relatives and his children, and for his mother between her and his father.
#[test]
fn who_says_no_more_than_somebody_who_was_read_is_left_out() {
    let pedigree = Pedigree::new(&rows("elder", "younger")).expect("a pedigree");
    let number =
        |missing: &str, read: &[&str]| arranged_by(&pedigree, missing, read).pedigree.members().len();
    // The nephew by his father who was read, and the sister by both parents: the widow's husband is asked about.
    assert_eq!(number("elder", &["father", "mother", "sister", "younger", "nephew"]), 3);
    // The nephew's father and mother are between him and his uncle.
    assert_eq!(number("elder", &["nephew"]), 6);
    // What the daughter has of her mother is read of the mother; the father's brother says of both grandparents.
    assert_eq!(number("elder", &["daughter", "widow", "younger", "nephew"]), 6);
    // A child's father is asked about, and of the mother there are the parents of her own.
    assert_eq!(number("widow", &["daughter", "sister"]), 6);
    assert_eq!(number("widow", &["daughter", "elder", "sister"]), 3);
}
