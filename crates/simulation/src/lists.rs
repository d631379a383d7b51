//! Two offices' lists of the missing, with known truth: the same people, written by different hands.
//!
//! Each office writes in its own scripts, loses patronymics, remembers only the year, swaps columns
//! and mistypes. Names are partly common, partly invented.

use std::fmt::Write;

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::hands::{Hand, invent, slip, write};

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Rows of the first list.
    pub first: usize,
    /// Rows of the second list.
    pub second: usize,
    /// People who are on both.
    pub both: usize,
    /// How many different given names, and surnames; few of them make people hard to tell apart.
    pub names: usize,
    /// Probability of a slip in each name.
    pub slips: f64,
    /// Seed.
    pub seed: u64,
}

/// Two lists as CSV, and who is on both, by ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoLists {
    /// The first list.
    pub first: String,
    /// The second list.
    pub second: String,
    /// Pairs of ids.
    pub truth: Vec<(String, String)>,
}

/// A person as the family knows them; names as they sound.
#[derive(Debug, Clone)]
pub struct Person {
    /// Given name.
    pub given: String,
    /// Father's given name.
    pub father: String,
    /// Surname's stem.
    pub surname: String,
    /// Surname's ending for a man.
    pub ending: &'static str,
    /// Whether a woman.
    pub female: bool,
    birth: (u32, u32, u32),
    place: usize,
    seen: (u32, u32),
}

const PLACES: [&str; 16] = [
    "ağbulaq",
    "qoʃaʧay",
    "gölyeri",
    "sarıtəpə",
    "arpalıq",
    "daʃkənd",
    "ʤraʃen",
    "nor aygi",
    "karmir sar",
    "verin bak",
    "üʧtəpə",
    "yenikıʃlaq",
    "ʦaxkut",
    "narlıdağ",
    "baxʧalı",
    "ʃuʃanlar",
];

fn names(rng: &mut ChaCha8Rng, count: usize) -> Vec<String> {
    let mut names: Vec<String> = (0..count * 2).map(|_| invent(rng)).collect();
    names.sort_unstable();
    names.dedup();
    names.shuffle(rng);
    names.truncate(count);
    names
}

/// Draws from a list in which the first are the most common (Zipf & Mandelbrot: the commonest ten are
/// about equally common, some two per cent each).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
fn zipf<'a>(rng: &mut ChaCha8Rng, names: &'a [String]) -> &'a str {
    let u: f64 = rng.random();
    let at = (((names.len() as f64 / 10.0 + 1.0).powf(u) - 1.0) * 10.0) as usize;
    &names[at.min(names.len() - 1)]
}

/// People with names from a stock of so many given names and surnames.
#[must_use]
pub fn people(rng: &mut ChaCha8Rng, count: usize, stock: [usize; 2]) -> Vec<Person> {
    let [given, surnames] = stock.map(|stock| names(rng, stock));
    (0..count)
        .map(|_| Person {
            given: zipf(rng, &given).to_owned(),
            father: zipf(rng, &given).to_owned(),
            surname: zipf(rng, &surnames).to_owned(),
            ending: ["ov", "yan", "lı", "zadə", "ov", "yan"].choose(rng).copied().unwrap_or("ov"),
            female: rng.random_bool(0.12),
            birth: (rng.random_range(1925..1985), rng.random_range(1..13), rng.random_range(1..29)),
            place: rng.random_range(0..PLACES.len()),
            seen: (rng.random_range(1991..1995), rng.random_range(1..13)),
        })
        .collect()
}

impl Person {
    /// Given name, patronymic and surname as this clerk writes them.
    #[must_use]
    pub fn written(&self, rng: &mut ChaCha8Rng, hand: Hand) -> [String; 3] {
        let given = write(rng, &self.given, hand);
        let mut surname = format!("{}{}", self.surname, self.ending);
        if self.female && self.ending == "ov" {
            surname.push('a');
        }
        let father = write(rng, &self.father, hand);
        let patronymic = match (hand, self.female) {
            (Hand::Azerbaijani, false) => format!("{father} oğlu"),
            (Hand::Azerbaijani, true) => format!("{father} qızı"),
            (Hand::AzerbaijaniCyrillic, false) => format!("{father} оғлу"),
            (Hand::AzerbaijaniCyrillic, true) => format!("{father} гызы"),
            (Hand::Russian, false) if self.ending == "ov" => format!("{father} оглы"),
            (Hand::Russian, true) if self.ending == "ov" => format!("{father} кызы"),
            (Hand::Russian, false) => format!("{father}ович"),
            (Hand::Russian, true) => format!("{father}овна"),
            (Hand::Armenian, _) => format!("{father}ի"),
            (Hand::Georgian, false) => format!("{father}ის ძე"),
            (Hand::Georgian, true) => format!("{father}ის ასული"),
            (Hand::English, _) => father,
        };
        [given, patronymic, write(rng, &surname, hand)]
    }

    fn row(&self, rng: &mut ChaCha8Rng, id: &str, hand: Hand, slips: f64) -> String {
        let [mut given, mut patronymic, mut surname] = self.written(rng, hand);
        for name in [&mut given, &mut patronymic, &mut surname] {
            if rng.random_bool(slips) {
                *name = slip(rng, name);
            }
        }
        if rng.random_bool(0.3) {
            patronymic = String::new();
        }
        if rng.random_bool(0.02) {
            (given, surname) = (surname, given);
        }
        let (year, month, day) = self.birth;
        let birth = match rng.random_range(0..20) {
            0..4 => format!("{year}"),
            4 => format!("{year}-{day:02}-{month:02}").replace("-00", "-01"),
            5 => format!("{}", year + 1),
            6 => String::new(),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        // A day that is no month can't be swapped into one.
        let birth = if birth.len() == 10 && birth[5..7] > *"12" {
            format!("{year}-{month:02}-{day:02}")
        } else {
            birth
        };
        let place = if rng.random_bool(0.1) {
            String::new()
        } else {
            PLACES[self.place].split(' ').map(|w| write(rng, w, hand)).collect::<Vec<_>>().join(" ")
        };
        let (year, month) = self.seen;
        let seen = if rng.random_bool(0.3) { format!("{year}") } else { format!("{year}-{month:02}") };
        let sex = match (rng.random_bool(0.05), self.female) {
            (true, _) => "",
            (_, true) => "female",
            _ => "male",
        };
        format!("{id},{given},{patronymic},{surname},{sex},{birth},{place},{seen}")
    }
}

/// Makes two lists.
#[must_use]
pub fn two_lists(scale: Scale) -> TwoLists {
    let mut rng = ChaCha8Rng::seed_from_u64(scale.seed);
    let people = people(&mut rng, scale.first + scale.second - scale.both, [scale.names, scale.names]);
    let header = "id,given_name,patronymic,surname,sex,birth,residence,last_seen";
    let mut second: Vec<usize> = (0..scale.both).chain(scale.first..people.len()).collect();
    let mut first: Vec<usize> = (0..scale.first).collect();
    first.shuffle(&mut rng);
    second.shuffle(&mut rng);
    let mut table = |order: &[usize], letter: char, hands: &[Hand]| {
        let mut text = format!("{header}\n");
        let mut ids = vec![String::new(); people.len()];
        for (row, &person) in order.iter().enumerate() {
            let id = format!("{letter}{}", row + 1);
            let hand = hands.choose(&mut rng).copied().unwrap_or(Hand::English);
            let _ = writeln!(text, "{}", people[person].row(&mut rng, &id, hand, scale.slips));
            ids[person] = id;
        }
        (text, ids)
    };
    let (first, a) = table(&first, 'a', &[Hand::Azerbaijani, Hand::Armenian, Hand::Russian]);
    let (second, b) = table(&second, 'b', &[Hand::Russian, Hand::English, Hand::AzerbaijaniCyrillic]);
    let truth = (0..scale.both).map(|p| (a[p].clone(), b[p].clone())).collect();
    TwoLists { first, second, truth }
}
