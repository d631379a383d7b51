//! Another office's list of the same missing, and of some whom the region's own office does not know.

use std::fmt::Write;

use kintrace_kinship::Sex;
use kintrace_names::romanise::romanise;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::World;
use crate::hands::{Hand, slip};
use crate::lists::people;

/// Share of the missing who are on the list.
const LISTED: f64 = 0.4;

impl World {
    /// The list as CSV; ids `K1`, `K2` …: names in Latin letters, some mistyped, births often as a year.
    #[must_use]
    pub fn other_list(&self, seed: u64) -> String {
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x11);
        let mut rows: Vec<[String; 5]> = Vec::new();
        for person in &self.persons {
            let Some(missing) = &person.missing else { continue };
            if !rng.random_bool(LISTED) {
                continue;
            }
            let mut name = romanise(&person.name);
            if rng.random_bool(0.15) {
                name = slip(&mut rng, &name);
            }
            let year = person.born.floor();
            let born = if rng.random_bool(0.6) { format!("{year}") } else { String::new() };
            let sex = match person.sex {
                Sex::Male => "male",
                Sex::Female => "female",
                Sex::Unknown => "",
            };
            let place = romanise(&missing.place.name);
            rows.push([name, sex.to_owned(), born, format!("{}", missing.when.floor()), place]);
        }
        let strangers = rows.len() / 3;
        for stranger in people(&mut rng, strangers, [60, 60]) {
            let [given, father, surname] = stranger.written(&mut rng, Hand::English);
            let sex = if stranger.female { "female" } else { "male" };
            let year = rng.random_range(1930..1978);
            let name = format!("{surname} {given} {father}");
            rows.push([name, sex.to_owned(), format!("{year}"), String::new(), String::new()]);
        }
        let mut text = String::from("no,name,sex,born,last seen,place\n");
        for (i, row) in rows.iter().enumerate() {
            let _ = writeln!(text, "K{},{}", i + 1, row.join(","));
        }
        text
    }
}
