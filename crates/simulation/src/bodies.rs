//! What people looked like, wore and had lived through; what their families remember of it, and what examiners see
//! on their bones.
//!
//! Nothing here knows how such findings are weighed: errors, gaps and habits are those of life, and differ somewhat
//! from what the models take them to be.

use std::collections::BTreeMap;

use kintrace_casework::ante_mortem::{AnteMortem, Feature};
use kintrace_casework::dental::{Tooth, ToothState};
use kintrace_casework::examination::Examination;
use kintrace_kinship::Sex;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, LogNormal, Normal};

use crate::{Found, Person};

/// A word in English, Azerbaijani, Armenian, Russian.
type Word = [&'static str; 4];

/// Which of them examiners write.
const ENGLISH: usize = 0;

const HAIR: [(Word, f64); 5] = [
    (["black", "qara", "սև", "чёрные"], 0.45),
    (["brown", "şabalıdı", "շագանակագույն", "каштановые"], 0.32),
    (["fair", "sarışın", "շիկահեր", "белокурые"], 0.06),
    (["red", "kürən", "շեկ", "рыжие"], 0.02),
    (["grey", "ağ", "ալեհեր", "седые"], 0.15),
];

const EYES: [(Word, f64); 3] = [
    (["brown", "qəhvəyi", "շագանակագույն", "карие"], 0.8),
    (["green", "yaşıl", "կանաչ", "зелёные"], 0.1),
    (["blue", "mavi", "կապույտ", "голубые"], 0.1),
];

const BLOOD_GROUPS: [(&str, f64); 8] = [
    ("O+", 0.33),
    ("O-", 0.05),
    ("A+", 0.32),
    ("A-", 0.05),
    ("B+", 0.15),
    ("B-", 0.02),
    ("AB+", 0.07),
    ("AB-", 0.01),
];

/// What people wear and carry, and how many do.
const THINGS: [(Word, f64); 14] = [
    (["shoes", "ayaqqabı", "կոշիկ", "туфли"], 0.55),
    (["boots", "çəkmə", "երկարաճիտ կոշիկ", "сапоги"], 0.35),
    (["trousers", "şalvar", "տաբատ", "брюки"], 0.6),
    (["belt", "kəmər", "գոտի", "ремень"], 0.5),
    (["coat", "palto", "վերարկու", "пальто"], 0.3),
    (["jacket", "pencək", "պիջակ", "куртка"], 0.35),
    (["pullover", "sviter", "սվիտեր", "свитер"], 0.3),
    (["watch", "qol saatı", "ժամացույց", "часы"], 0.25),
    (["ring", "üzük", "մատանի", "кольцо"], 0.12),
    (["chain", "zəncir", "շղթա", "цепочка"], 0.08),
    (["lighter", "alışqan", "կրակայրիչ", "зажигалка"], 0.2),
    (["comb", "daraq", "սանր", "расчёска"], 0.15),
    (["keys", "açarlar", "բանալիներ", "ключи"], 0.2),
    (["spectacles", "eynək", "ակնոց", "очки"], 0.07),
];

/// How things are described.
const LOOKS: [Word; 12] = [
    ["black", "qara", "սև", "чёрный"],
    ["brown", "qəhvəyi", "դարչնագույն", "коричневый"],
    ["grey", "boz", "մոխրագույն", "серый"],
    ["dark blue", "tünd göy", "կապույտ", "синий"],
    ["green", "yaşıl", "կանաչ", "зелёный"],
    ["white", "ağ", "սպիտակ", "белый"],
    ["red", "qırmızı", "կարմիր", "красный"],
    ["leather", "dəri", "կաշվե", "кожаный"],
    ["wool", "yun", "բրդյա", "шерстяной"],
    ["silver", "gümüş", "արծաթ", "серебряный"],
    ["gold", "qızıl", "ոսկե", "золотой"],
    ["checked", "damalı", "վանդակավոր", "клетчатый"],
];

const FINDINGS: [(Word, f64); 3] = [
    (["healed fracture", "sınıq", "կոտրվածք", "перелом"], 0.9),
    (["plate with screws", "lövhə və vint", "թիթեղ պտուտակներով", "пластина с винтами"], 0.07),
    (["amputation", "amputasiya", "ամպուտացիա", "ампутация"], 0.03),
];

const BONES: [(Word, f64); 7] = [
    (["forearm", "bazuönü", "նախաբազուկ", "предплечье"], 0.3),
    (["collarbone", "körpücük", "անրակ", "ключица"], 0.15),
    (["lower leg", "baldır", "սրունք", "голень"], 0.2),
    (["thigh", "bud", "ազդր", "бедро"], 0.1),
    (["ribs", "qabırğa", "կող", "рёбра"], 0.1),
    (["hand", "əl", "ձեռք", "кисть"], 0.1),
    (["upper arm", "bazu", "բազուկ", "плечо"], 0.05),
];

const SIDES: [Word; 2] = [["left", "sol", "ձախ", "левый"], ["right", "sağ", "աջ", "правый"]];

/// One of several, by their shares.
fn draw<T: Copy>(rng: &mut ChaCha8Rng, from: &[(T, f64)]) -> T {
    let mut u = rng.random::<f64>() * from.iter().map(|(_, share)| share).sum::<f64>();
    for (what, share) in from {
        u -= share;
        if u < 0.0 {
            return *what;
        }
    }
    from[from.len() - 1].0
}

fn normal(rng: &mut ChaCha8Rng, deviation: f64) -> f64 {
    Normal::new(0.0, deviation).map_or(0.0, |n| n.sample(rng))
}

/// Something worn or carried, and how it looks.
type Worn = (Word, [Word; 2]);

/// Somebody's body and things, on the day of death.
struct Body {
    stature_cm: f64,
    hair: Word,
    eyes: Word,
    blood_group: &'static str,
    /// As a dentist charted them some years before, and at death.
    teeth: Vec<(u8, ToothState, ToothState)>,
    findings: Vec<Injury>,
    worn: Vec<Worn>,
}

impl Body {
    fn draw(rng: &mut ChaCha8Rng, age: f64, stature_cm: f64) -> Self {
        let has_finding = rng.random::<f64>() < 0.15;
        let findings = (0..u8::from(has_finding))
            .map(|_| (draw(rng, &FINDINGS), draw(rng, &BONES), SIDES[rng.random_range(0..2)]))
            .collect();
        let worn = THINGS
            .iter()
            .filter(|(_, share)| rng.random::<f64>() < *share)
            .map(|(what, _)| *what)
            .collect::<Vec<_>>()
            .into_iter()
            .map(|what| (what, [0, 1].map(|_| *LOOKS.choose(rng).unwrap_or(&LOOKS[0]))))
            .collect();
        Self {
            stature_cm,
            hair: draw(rng, &HAIR),
            eyes: draw(rng, &EYES),
            blood_group: draw(rng, &BLOOD_GROUPS),
            teeth: teeth(rng, age),
            findings,
            worn,
        }
    }

    /// What the family tells the office in its language; `None` where nobody came to tell.
    fn remembered(&self, rng: &mut ChaCha8Rng, language: usize) -> Option<AnteMortem> {
        if rng.random::<f64>() > 0.6 {
            return None;
        }
        let mut says = |share: f64| rng.random::<f64>() < share;
        let text = |says: bool, word: &str| if says { word.to_owned() } else { String::new() };
        let mut data = AnteMortem {
            hair: text(says(0.7), self.hair[language]),
            eyes: text(says(0.7), self.eyes[language]),
            blood_group: text(says(0.3), self.blood_group),
            ..AnteMortem::default()
        };
        if says(0.2) {
            data.teeth = self.teeth.iter().map(|(tooth, state, _)| charted(rng, *tooth, *state)).collect();
        }
        data.medical = findings(rng, &self.findings, 0.6, language);
        data.effects = things(rng, &self.worn, 0.5, language);
        Some(data)
    }

    /// What an examiner writes down of the remains.
    fn seen(&self, rng: &mut ChaCha8Rng, has_skull: bool) -> Examination {
        let mut sees = |share: f64| rng.random::<f64>() < share;
        let (hair, eyes, blood) = (sees(0.1), sees(0.05), sees(0.03));
        let mut seen = Examination::default();
        if hair {
            let changed = rng.random::<f64>() < 0.3;
            let hair = if changed { draw(rng, &HAIR) } else { self.hair };
            hair[ENGLISH].clone_into(&mut seen.hair);
        }
        if eyes {
            let wrong = rng.random::<f64>() < 0.1;
            let eyes = if wrong { draw(rng, &EYES) } else { self.eyes };
            eyes[ENGLISH].clone_into(&mut seen.eyes);
        }
        if blood {
            let wrong = rng.random::<f64>() < 0.1;
            let group = if wrong { draw(rng, &BLOOD_GROUPS) } else { self.blood_group };
            group.clone_into(&mut seen.blood_group);
        }
        if has_skull {
            seen.teeth = self
                .teeth
                .iter()
                .map(|(tooth, _, state)| {
                    let in_place = !matches!(state, ToothState::LostInLife | ToothState::Unerupted);
                    let fell_out = in_place && rng.random::<f64>() < 0.2;
                    charted(rng, *tooth, if fell_out { ToothState::LostAfterDeath } else { *state })
                })
                .collect();
        }
        seen.medical = findings(rng, &self.findings, 0.65, ENGLISH);
        seen.effects = things(rng, &self.worn, 0.4, ENGLISH);
        seen
    }
}

/// What was found on bones, where, on which side.
type Injury = (Word, Word, Word);

/// Some of the findings.
fn findings(rng: &mut ChaCha8Rng, all: &[Injury], share: f64, language: usize) -> Vec<Feature> {
    all.iter()
        .filter(|_| rng.random::<f64>() < share)
        .map(|(what, at, side)| Feature {
            what: what[language].to_owned(),
            at: format!("{} {}", side[language], at[language]),
            ..Feature::default()
        })
        .collect()
}

/// Some of the things, each with how it looks, or half of that.
fn things(rng: &mut ChaCha8Rng, worn: &[Worn], share: f64, language: usize) -> Vec<Feature> {
    worn.iter()
        .filter(|_| rng.random::<f64>() < share)
        .copied()
        .collect::<Vec<Worn>>()
        .into_iter()
        .map(|(what, looks)| Feature {
            what: what[language].to_owned(),
            description: looks[..=rng.random_range(0..2)]
                .iter()
                .map(|l| l[language])
                .collect::<Vec<_>>()
                .join(", "),
            ..Feature::default()
        })
        .collect()
}

/// A tooth as somebody charts it: in one of forty, another state.
fn charted(rng: &mut ChaCha8Rng, tooth: u8, state: ToothState) -> Tooth {
    let slip = rng.random::<f64>() < 0.025;
    let other = [ToothState::Sound, ToothState::Filled, ToothState::Carious, ToothState::LostInLife];
    let state = if slip { *other.choose(rng).unwrap_or(&state) } else { state };
    Tooth { tooth, state, detail: String::new() }
}

/// Everybody's teeth, some years before and at an age. Who has bad teeth has many of them.
fn teeth(rng: &mut ChaCha8Rng, age: f64) -> Vec<(u8, ToothState, ToothState)> {
    use ToothState::{Carious, Crown, Filled, LostInLife, RootFilled, Sound, Unerupted};
    let habits = LogNormal::new(-0.15, 0.6).map_or(1.0, |d| d.sample(rng));
    let before = rng.random_range(0.0..10.0_f64).min((age - 15.0).max(0.0));
    let mut chart = Vec::with_capacity(32);
    for tooth in (1..=4).flat_map(|quadrant| (1..=8).map(move |place| quadrant * 10 + place)) {
        let of_place = match tooth % 10 {
            1..=3 => 0.5,
            4 | 5 => 1.0,
            _ => 1.5,
        };
        let hazard = 0.017 * habits * of_place;
        let live = |rng: &mut ChaCha8Rng, mut state: ToothState, years: f64| {
            let mut left = years;
            while left > 0.0 {
                left -= 1.0;
                let u: f64 = rng.random();
                state = match state {
                    Sound if u < hazard => Carious,
                    Carious if u < 0.25 => Filled,
                    Carious if u < 0.33 => LostInLife,
                    Filled if u < 0.015 => RootFilled,
                    RootFilled if u < 0.05 => Crown,
                    Filled | RootFilled | Crown if u > 0.98 => LostInLife,
                    other => other,
                };
            }
            state
        };
        let first = if tooth % 10 == 8 && rng.random::<f64>() < 0.3 { Unerupted } else { Sound };
        let then = live(rng, first, (age - 8.0 - before).max(0.0));
        chart.push((tooth, then, live(rng, then, before)));
    }
    chart
}

/// What is known of everybody's body.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bodies {
    /// What families told, by missing person.
    pub(crate) remembered: BTreeMap<String, AnteMortem>,
    /// What examiners saw, by remains in order.
    pub(crate) seen: Vec<Examination>,
}

/// Gives everybody a body. Statures were those of the living: now they are what is remembered and estimated.
pub(crate) fn draw_all(seed: u64, persons: &mut [Person], remains: &mut [Found]) -> Bodies {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0xB0D1);
    let rng = &mut rng;
    let mut bodies = Bodies::default();
    let mut of_missing: BTreeMap<usize, Body> = BTreeMap::new();
    for (i, person) in persons.iter_mut().enumerate() {
        let Some(missing) = &mut person.missing else { continue };
        let body = Body::draw(rng, missing.when - person.born, missing.stature_cm);
        missing.stature_cm = (missing.stature_cm + normal(rng, 3.5)).round();
        if let Some(data) = body.remembered(rng, language(&person.name)) {
            bodies.remembered.insert(missing.id.clone(), data);
        }
        of_missing.insert(i, body);
    }
    for found in remains {
        let own = found.person.and_then(|p| of_missing.get(&p));
        let stranger;
        let body = if let Some(body) = own {
            body
        } else {
            let stature = found.stature_cm.unwrap_or(if found.sex == Sex::Female { 160.0 } else { 172.0 });
            let age = f64::midpoint(f64::from(found.age.0), f64::from(found.age.1));
            stranger = Body::draw(rng, age, stature);
            &stranger
        };
        found.stature_cm = found.stature_cm.map(|_| (body.stature_cm + normal(rng, 3.8)).round());
        let has_skull = found.bones.contains("skull") || found.bones.contains("skeleton");
        bodies.seen.push(body.seen(rng, has_skull));
    }
    bodies
}

/// In which language a family's office writes.
fn language(name: &str) -> usize {
    if name.chars().any(|c| ('\u{531}'..='\u{587}').contains(&c)) {
        2
    } else if name.chars().any(|c| ('\u{400}'..='\u{4FF}').contains(&c)) {
        3
    } else if name.is_ascii() {
        ENGLISH
    } else {
        1
    }
}
