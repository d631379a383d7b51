//! Finding people among many, by the index in memory.

use kintrace_names::Name;
use kintrace_names::index::Builder;
use kintrace_simulation::hands::{Hand, slip};
use kintrace_simulation::lists::people;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn in_four_scripts_by_hand() {
    let mut builder = Builder::new();
    let names = [
        "Hüseynov Elçin Əli oğlu",
        "Սամվել Գագիկի Սարգսյան",
        "Гахраман Теймур оглы Оруджев",
        "გიორგი ბერიძე",
        "محمد حسینی",
        "Hovhannes Ghukasyan",
    ];
    for (id, name) in names.iter().enumerate() {
        builder.add(id as u64, Name::read(name));
    }
    let index = builder.build();
    for (query, id) in [
        ("Гусейнов Эльчин", 0),
        ("Huseynov Elchn", 0),
        ("Самвел Саркисян", 1),
        ("Sargsyan", 1),
        ("Qəhrəman Orucov", 2),
        ("Beridze Giorgi", 3),
        ("Məhəmməd Hüseyni", 4),
        ("Оганес Гукасян", 5),
        ("Гукасян О.", 5),
    ] {
        let found = index.search(&Name::read(query), 3);
        assert_eq!(found.first().map(|f| f.id), Some(id), "{query}: {found:?}");
    }
    assert!(index.search(&Name::read("Zzzz"), 3).is_empty());
    assert!(index.search(&Name::read(""), 3).is_empty());
}

/// The figure of the benchmark at a twentieth of its size.
#[test]
fn with_a_typing_error_and_without_a_patronymic() {
    const HANDS: [Hand; 4] = [Hand::Azerbaijani, Hand::Russian, Hand::Armenian, Hand::English];
    let mut rng = ChaCha8Rng::seed_from_u64(21);
    let people = people(&mut rng, 50_000, [500, 5_000]);
    let mut builder = Builder::new();
    for (id, person) in people.iter().enumerate() {
        let hand = *HANDS.choose(&mut rng).unwrap();
        let [given, patronymic, surname] = person.written(&mut rng, hand);
        builder.add(id as u64, Name::from_parts(&given, &patronymic, &surname));
    }
    let index = builder.build();
    let asked = 1_000;
    let right = (0..asked)
        .filter(|_| {
            let person = people.choose(&mut rng).unwrap();
            let hand = *HANDS.choose(&mut rng).unwrap();
            let [mut given, _, mut surname] = person.written(&mut rng, hand);
            let mistyped = if rng.random_bool(0.5) { &mut given } else { &mut surname };
            *mistyped = slip(&mut rng, mistyped);
            let found = index.search(&Name::read(&format!("{given} {surname}")), 10);
            // Namesakes are right answers to the question that was asked.
            found.iter().any(|f| {
                let p = &people[usize::try_from(f.id).unwrap()];
                p.given == person.given && p.surname == person.surname
            })
        })
        .count();
    let recall = right as f64 / f64::from(asked);
    assert!(recall >= 0.98, "recall {recall}");
}
