//! The lines of evidence besides the DNA of both parents: what each says about a pair, and all together.
//!
//! Each line is a module with its model, its defaults and where they come from: [`sex`], [`age`], [`stature`],
//! [`category`] (hair, eyes, blood group), [`teeth`], [`features`] (fractures and implants; clothing and effects),
//! [`place`] (company and time), [`male_line`] and [`maternal_line`] (what is handed down one line of DNA only). Each gives
//! a likelihood ratio: how many times more probable what was found is if the remains are the missing person, than if they
//! are somebody else of the registry. What an examiner concludes from fingerprints, teeth or a serial number enters with
//! the weight that the examiner gives it.
//!
//! **Dependence.** Ratios are multiplied, so no fact may count twice:
//! * stature and age are compared with people of the sex that the remains show;
//! * teeth with people of the age that the remains show;
//! * where an examiner has concluded from something, what is computed from the same is left out ([`Weight::counts`]);
//! * clothing and effects together are limited.
//!
//! What is left: people who vanished together were often of similar age and sex. That is known by place alone here.

pub mod age;
pub mod category;
pub mod features;
pub mod lineage;
pub mod male_line;
pub mod maternal_line;
pub mod place;
pub mod reference;
pub mod rows;
pub mod sex;
pub mod stature;
pub mod teeth;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use kintrace_kinship::{MitochondrialHaplotype, Sex, YHaplotype};
use serde::{Deserialize, Serialize};

use features::{Compared, Effects, Feature, Medical};
use lineage::Database;
use male_line::{MaleLine, MaleLines};
use maternal_line::{MaternalLine, MaternalLines};
use place::{Company, Point, Shares};
use reference::{Mean, Person, Reference};
use teeth::Chart;

/// An interval of numbers: at least, at most.
pub type Range = (f64, f64);

/// A line of evidence besides DNA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// The Y chromosome: the male line.
    MaleLine,
    /// Mitochondrial DNA: the maternal line.
    MaternalLine,
    /// Sex.
    Sex,
    /// Age.
    Age,
    /// Stature.
    Stature,
    /// Colour of hair.
    Hair,
    /// Colour of eyes.
    Eyes,
    /// Blood group.
    BloodGroup,
    /// Teeth.
    Teeth,
    /// Old fractures, operations, implants.
    Medical,
    /// Scars, tattoos: by an examiner's conclusion alone.
    Marks,
    /// Clothing and effects.
    Effects,
    /// Where.
    Place,
    /// When.
    Time,
    /// Fingerprints: by an examiner's conclusion alone.
    Fingerprint,
    /// A serial number on an implant: by an examiner's conclusion alone.
    SerialNumber,
}

impl Line {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 16] = [
        Self::MaleLine,
        Self::MaternalLine,
        Self::Sex,
        Self::Age,
        Self::Stature,
        Self::Hair,
        Self::Eyes,
        Self::BloodGroup,
        Self::Teeth,
        Self::Medical,
        Self::Marks,
        Self::Effects,
        Self::Place,
        Self::Time,
        Self::Fingerprint,
        Self::SerialNumber,
    ];

    /// What it is called: the end of a message's name, and its text in JSON.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::MaleLine => "male-line",
            Self::MaternalLine => "maternal-line",
            Self::Sex => "sex",
            Self::Age => "age",
            Self::Stature => "stature",
            Self::Hair => "hair",
            Self::Eyes => "eyes",
            Self::BloodGroup => "blood-group",
            Self::Teeth => "teeth",
            Self::Medical => "medical",
            Self::Marks => "marks",
            Self::Effects => "effects",
            Self::Place => "place",
            Self::Time => "time",
            Self::Fingerprint => "fingerprint",
            Self::SerialNumber => "serial-number",
        }
    }
}

/// What is known of a missing person from before death.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnteMortem {
    /// Sex.
    pub sex: Sex,
    /// Age when last seen, years.
    pub age: Option<Range>,
    /// Stature, cm.
    pub stature_cm: Option<Range>,
    /// Hair, as an index of [`category::HAIR`].
    pub hair: Option<usize>,
    /// Eyes, as an index of [`category::EYES`].
    pub eyes: Option<usize>,
    /// Blood group: indices of [`category::ABO`] and, if known, [`category::RHESUS`].
    pub blood_group: Option<(usize, Option<usize>)>,
    /// Teeth.
    pub teeth: Chart,
    /// Old fractures, operations, implants.
    pub medical: Vec<Feature>,
    /// What the person wore and carried.
    pub effects: Vec<Feature>,
    /// Where last seen.
    pub place: Option<Point>,
    /// The groups with which the person vanished, by name.
    pub groups: Vec<String>,
    /// When last seen: years.
    pub last_seen: Option<Range>,
    /// What was read of the Y chromosome of his male line.
    pub male_line: Option<MaleLine>,
    /// What was read of the mitochondrial DNA of the maternal line.
    pub maternal_line: Option<MaternalLine>,
}

/// What remains show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PostMortem {
    /// Sex.
    pub sex: sex::Finding,
    /// Age at death, years.
    pub age: Option<Range>,
    /// Stature, cm.
    pub stature_cm: Option<Range>,
    /// Hair, as an index of [`category::HAIR`].
    pub hair: Option<usize>,
    /// Eyes, as an index of [`category::EYES`].
    pub eyes: Option<usize>,
    /// Blood group, as in [`AnteMortem`].
    pub blood_group: Option<(usize, Option<usize>)>,
    /// Teeth.
    pub teeth: Chart,
    /// Old fractures, operations, implants; `None`: nobody looked.
    pub medical: Option<Vec<Feature>>,
    /// What lay with them; `None`: nobody looked.
    pub effects: Option<Vec<Feature>>,
    /// Where they were found.
    pub place: Option<Point>,
    /// The year in which they were found.
    pub found: Option<f64>,
    /// What was read of their Y chromosome.
    pub y_haplotype: Option<YHaplotype>,
    /// What was read of their mitochondrial DNA.
    pub mitochondrial: Option<MitochondrialHaplotype>,
}

impl AnteMortem {
    /// Forgets what a line compares. What examiners conclude stands elsewhere.
    pub fn leave_out(&mut self, line: Line) {
        match line {
            Line::Sex => self.sex = Sex::Unknown,
            Line::Age => self.age = None,
            Line::Stature => self.stature_cm = None,
            Line::Hair => self.hair = None,
            Line::Eyes => self.eyes = None,
            Line::BloodGroup => self.blood_group = None,
            Line::Teeth => self.teeth.clear(),
            Line::Medical => self.medical.clear(),
            Line::Effects => self.effects.clear(),
            Line::Place => {
                self.place = None;
                self.groups.clear();
            }
            Line::Time => self.last_seen = None,
            Line::MaleLine => self.male_line = None,
            Line::MaternalLine => self.maternal_line = None,
            Line::Marks | Line::Fingerprint | Line::SerialNumber => {}
        }
    }
}

impl PostMortem {
    /// Forgets what a line compares. What examiners conclude stands elsewhere.
    pub fn leave_out(&mut self, line: Line) {
        match line {
            Line::Sex => self.sex = sex::Finding::default(),
            Line::Age => self.age = None,
            Line::Stature => self.stature_cm = None,
            Line::Hair => self.hair = None,
            Line::Eyes => self.eyes = None,
            Line::BloodGroup => self.blood_group = None,
            Line::Teeth => self.teeth.clear(),
            Line::Medical => self.medical = None,
            Line::Effects => self.effects = None,
            Line::Place => self.place = None,
            Line::Time => self.found = None,
            Line::MaleLine => self.y_haplotype = None,
            Line::MaternalLine => self.mitochondrial = None,
            Line::Marks | Line::Fingerprint | Line::SerialNumber => {}
        }
    }
}

/// The numbers behind a weight.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Sex: found and stated are the same, or not; how often such a finding is wrong.
    Sex {
        /// Whether both are the same.
        same: bool,
        /// How often such a finding is wrong.
        error_rate: f64,
    },
    /// Two intervals: of the remains, and of the missing person.
    Ranges {
        /// Estimated.
        found: Range,
        /// Stated.
        stated: Range,
    },
    /// Two categories.
    Category {
        /// Whether both are the same.
        same: bool,
        /// How frequent what was found is.
        frequency: f64,
    },
    /// Teeth of both charts: how many are the same, changed as teeth do, or can't have changed so.
    Teeth {
        /// The same.
        same: usize,
        /// As teeth change in life.
        changed: usize,
        /// What does not change back.
        contradicting: usize,
    },
    /// Features.
    Features {
        /// On both sides.
        on_both: usize,
        /// Named by the family alone.
        only_stated: usize,
        /// Seen on the remains alone.
        only_found: usize,
    },
    /// A distance, km.
    Distance(f64),
    /// The same, and where those lie with whom the person vanished.
    Company {
        /// From where the person was last seen, km, if that is known.
        km: Option<f64>,
        /// How many others of the person's groups are settled by DNA.
        others: usize,
        /// How many of them lie within [`place::BESIDE_KM`].
        beside: usize,
    },
    /// Years: found, last seen.
    Years {
        /// Found.
        found: f64,
        /// Last seen.
        last_seen: Range,
    },
    /// Y haplotypes of the remains and of the male line.
    MaleLine {
        /// At how many loci both were read.
        loci: u32,
        /// At how many of them the nearest relative has the same.
        same: u32,
        /// How many meioses that one is away.
        meioses: u32,
        /// How many other lines have what the remains have.
        count: usize,
        /// Of how many that were read at these loci.
        of: usize,
    },
    /// Mitochondrial haplotypes of the remains and of the maternal line.
    MaternalLine {
        /// How many bases were read of both.
        bases: u32,
        /// At how many places they differ.
        differences: u32,
        /// How many meioses the nearest relative is away.
        meioses: u32,
        /// How many other lines differ from the remains at no more places.
        count: usize,
        /// Of how many that were read there.
        of: usize,
    },
    /// As an examiner concluded.
    Concluded,
}

/// What a line says about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weight {
    /// The line.
    pub line: Line,
    /// ln LR.
    pub ln_lr: f64,
    /// The numbers behind it.
    pub why: Why,
    /// Whether it is multiplied with the others; `false` where an examiner concluded from the same.
    pub counts: bool,
}

/// An examiner's conclusion: the line that it is of, and its ln LR.
pub type Conclusion = (Line, f64);

/// Everything that is known besides the DNA of both parents, ready to be weighed.
#[derive(Debug, Clone)]
pub struct Lines {
    missing: Vec<AnteMortem>,
    remains: Vec<PostMortem>,
    /// By remains and missing person.
    conclusions: BTreeMap<(usize, usize), Vec<Conclusion>>,
    left_out: Vec<Line>,
    /// What all are compared with.
    reference: Arc<Reference>,
    /// By missing person: as the reference has them.
    persons: Vec<Person>,
    /// By remains: which of the reference's they are.
    known_remains: Vec<Option<usize>>,
    /// By remains, how dense the dead lie at their site ([`place::Anywhere`]).
    anywhere: Vec<f64>,
    /// By remains, once they have been asked for.
    others: Vec<OnceLock<Arc<Others>>>,
    lineages: Option<Arc<Lineages>>,
}

/// Which of a reference's missing persons and remains those are that are compared; nobody: who came later.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// By missing person.
    pub missing: Vec<Option<usize>>,
    /// By remains.
    pub remains: Vec<Option<usize>>,
}

/// Lines of descent, ready to be compared: the same whatever else is left out.
#[derive(Debug)]
struct Lineages {
    male: MaleLines,
    maternal: MaternalLines,
}

/// What remains show, for somebody else of the registry.
#[derive(Debug, Clone)]
pub(crate) struct Others {
    age: Mean,
    stature: Mean,
    place: Mean,
    /// By group of the missing: where those of it lie who are settled, these remains themselves not counted.
    companies: Vec<Company>,
}

/// Remains, ready to be compared with any missing person.
#[derive(Debug, Clone)]
pub struct OfRemains<'a> {
    lines: &'a Lines,
    remains: usize,
    others: &'a Arc<Others>,
}

impl OfRemains<'_> {
    /// The ln LR of all lines together, for each missing person.
    #[must_use]
    pub fn row(&self) -> Vec<f64> {
        (0..self.lines.missing.len()).map(|m| self.sum(m)).collect()
    }

    /// What each line says of a missing person, by index; lines of which one side is not known are left out. The last
    /// conclusion of a line is what counts.
    #[must_use]
    pub fn pair(&self, missing: usize) -> Vec<Weight> {
        let mut weights = Vec::new();
        self.lines.weigh(self.remains, missing, self.others, |weight| weights.push(weight));
        weights.sort_by_key(|w| w.line);
        weights
    }

    /// The ln LR of each of some lines, of a missing person; 0 if it says nothing or is not multiplied.
    #[must_use]
    pub fn of_each(&self, missing: usize, lines: &[Line]) -> Vec<f64> {
        let mut of_each = vec![0.0; lines.len()];
        self.lines.weigh(self.remains, missing, self.others, |weight| {
            let line = lines.iter().position(|line| *line == weight.line);
            if let Some(line) = line.filter(|_| weight.counts) {
                of_each[line] += weight.ln_lr;
            }
        });
        of_each
    }

    /// The ln LR of all lines together that are multiplied, of a missing person.
    #[must_use]
    pub fn sum(&self, missing: usize) -> f64 {
        let mut sum = 0.0;
        self.lines.weigh(self.remains, missing, self.others, |weight| {
            if weight.counts {
                sum += weight.ln_lr;
            }
        });
        sum
    }
}

impl Lines {
    /// Counts what has to be counted among the missing and the remains. Conclusions are by indices of remains and
    /// missing person. Lines of descent say nothing before [`Self::with_lineages`].
    #[must_use]
    pub fn new(
        missing: Vec<AnteMortem>,
        remains: Vec<PostMortem>,
        conclusions: BTreeMap<(usize, usize), Vec<Conclusion>>,
    ) -> Self {
        let reference = Arc::new(Reference::count(&missing, &remains));
        let known = (0..missing.len()).map(Some).collect();
        let known_remains = (0..remains.len()).map(Some).collect();
        Self::against(
            &reference,
            Known { missing: known, remains: known_remains },
            missing,
            remains,
            conclusions,
        )
    }

    /// The same against what was learned of everybody before, some of whom these are.
    ///
    /// # Panics
    /// If `known` is of other numbers of people.
    #[must_use]
    pub fn against(
        reference: &Arc<Reference>,
        known: Known,
        missing: Vec<AnteMortem>,
        remains: Vec<PostMortem>,
        conclusions: BTreeMap<(usize, usize), Vec<Conclusion>>,
    ) -> Self {
        assert_eq!((known.missing.len(), known.remains.len()), (missing.len(), remains.len()));
        let persons =
            missing.iter().zip(known.missing).map(|(m, known)| reference.person(m, known)).collect();
        let anywhere =
            remains.iter().zip(&known.remains).map(|(r, known)| reference.anywhere(r, *known)).collect();
        Self {
            others: vec![OnceLock::new(); remains.len()],
            missing,
            remains,
            conclusions,
            left_out: Vec::new(),
            reference: Arc::clone(reference),
            persons,
            known_remains: known.remains,
            anywhere,
            lineages: None,
        }
    }

    /// What all are compared with.
    #[must_use]
    pub fn reference(&self) -> &Arc<Reference> {
        &self.reference
    }

    /// The same with lines of descent, which are counted among those of a database.
    #[must_use]
    pub fn with_lineages(self, database: &Database, options: lineage::Options) -> Self {
        let lineages = Lineages {
            male: MaleLines::new(
                self.missing.iter().map(|m| m.male_line.as_ref()),
                self.remains.iter().map(|r| r.y_haplotype.as_ref()),
                database,
                options,
            ),
            maternal: MaternalLines::new(
                self.missing.iter().map(|m| m.maternal_line.as_ref()),
                self.remains.iter().map(|r| r.mitochondrial.as_ref()),
                database,
                options,
            ),
        };
        Self { lineages: Some(Arc::new(lineages)), ..self }
    }

    /// Learns from pairs (remains and missing person, by index of the reference's) that something else than place has
    /// settled how the dead lie.
    pub fn learn_places(&mut self, settled: &[(usize, usize)]) {
        Arc::make_mut(&mut self.reference).learn_places(settled);
        self.others.iter_mut().for_each(|others| *others = OnceLock::new());
    }

    /// How the dead lie.
    #[must_use]
    pub fn places(&self) -> Shares {
        self.reference.places()
    }

    /// The same without some lines.
    #[must_use]
    pub fn without(&self, lines: &[Line]) -> Self {
        let left_out = self.left_out.iter().chain(lines).copied().collect();
        Self { left_out, ..self.clone() }
    }

    /// Lines that say something of somebody.
    #[must_use]
    pub fn known(&self) -> Vec<Line> {
        let missing = |has: fn(&AnteMortem) -> bool| self.missing.iter().any(has);
        let remains = |has: fn(&PostMortem) -> bool| self.remains.iter().any(has);
        let has = |line: &Line| match line {
            Line::Sex => missing(|m| m.sex != Sex::Unknown) && remains(|r| r.sex.sex != Sex::Unknown),
            Line::Age => missing(|m| m.age.is_some()) && remains(|r| r.age.is_some()),
            Line::Stature => missing(|m| m.stature_cm.is_some()) && remains(|r| r.stature_cm.is_some()),
            Line::Hair => missing(|m| m.hair.is_some()) && remains(|r| r.hair.is_some()),
            Line::Eyes => missing(|m| m.eyes.is_some()) && remains(|r| r.eyes.is_some()),
            Line::BloodGroup => missing(|m| m.blood_group.is_some()) && remains(|r| r.blood_group.is_some()),
            Line::Teeth => missing(|m| !m.teeth.is_empty()) && remains(|r| !r.teeth.is_empty()),
            Line::Medical => missing(|m| !m.medical.is_empty()) && remains(|r| r.medical.is_some()),
            Line::Effects => missing(|m| !m.effects.is_empty()) && remains(|r| r.effects.is_some()),
            Line::Place => missing(|m| m.place.is_some()) && remains(|r| r.place.is_some()),
            Line::Time => missing(|m| m.last_seen.is_some()) && remains(|r| r.found.is_some()),
            Line::MaleLine => missing(|m| m.male_line.is_some()) && remains(|r| r.y_haplotype.is_some()),
            Line::MaternalLine => {
                missing(|m| m.maternal_line.is_some()) && remains(|r| r.mitochondrial.is_some())
            }
            Line::Marks | Line::Fingerprint | Line::SerialNumber => false,
        };
        let concluded = |line: &Line| self.conclusions.values().flatten().any(|(l, _)| l == line);
        let known = |line: &Line| !self.left_out.contains(line) && (has(line) || concluded(line));
        Line::ALL.into_iter().filter(known).collect()
    }

    /// Remains by their index, ready to be compared: the missing of the reference are gone through once.
    #[must_use]
    pub fn of(&self, remains: usize) -> OfRemains<'_> {
        let others = self.others[remains].get_or_init(|| {
            let (found, known) = (&self.remains[remains], self.known_remains[remains]);
            Arc::new(self.reference.others(found, known, self.anywhere[remains]))
        });
        OfRemains { lines: self, remains, others }
    }

    /// Tells of each line that both sides have.
    fn weigh(&self, remains: usize, missing: usize, others: &Others, mut tell: impl FnMut(Weight)) {
        let (found, stated) = (&self.remains[remains], &self.missing[missing]);
        let (reference, person) = (&*self.reference, &self.persons[missing]);
        // Whoever is not among those of whom the mean is, is one more of them.
        let among = |others: Mean, weight: &dyn Fn() -> f64, likelihood: f64| {
            let mean = if person.is_counted { others } else { others.and(weight(), likelihood) };
            mean.value().map_or(0.0, |mean| (likelihood / mean).ln())
        };
        let concluded = self.conclusions.get(&(remains, missing)).map_or(&[][..], |c| &c[..]);
        let mut say = |line: Line, ln_lr: f64, why: Why| {
            if !self.left_out.contains(&line) {
                let counts = !concluded.iter().any(|(l, _)| *l == line);
                tell(Weight { line, ln_lr, why, counts });
            }
        };
        if let Some(lineages) = &self.lineages {
            if let Some((ln_lr, why)) = lineages.male.weigh(remains, missing) {
                say(Line::MaleLine, ln_lr, why);
            }
            if let Some((ln_lr, why)) = lineages.maternal.weigh(remains, missing) {
                say(Line::MaternalLine, ln_lr, why);
            }
        }
        if found.sex.sex != Sex::Unknown && stated.sex != Sex::Unknown {
            let why = Why::Sex { same: found.sex.sex == stated.sex, error_rate: found.sex.error_rate };
            say(Line::Sex, found.sex.ln_lr(stated.sex, reference.male_share), why);
        }
        let weight = || reference.weight(found, stated);
        if let (Some(found), Some(stated)) = (found.age, stated.age) {
            let likelihood = age::likelihood(found, stated);
            say(Line::Age, among(others.age, &weight, likelihood), Why::Ranges { found, stated });
        }
        if let (Some(found), Some(stated)) = (found.stature_cm, stated.stature_cm) {
            let likelihood = stature::likelihood(found, stated);
            say(Line::Stature, among(others.stature, &weight, likelihood), Why::Ranges { found, stated });
        }
        for (line, category, found, stated, frequencies) in [
            (Line::Hair, category::HAIR, found.hair, stated.hair, &reference.hair),
            (Line::Eyes, category::EYES, found.eyes, stated.eyes, &reference.eyes),
        ] {
            if let (Some(found), Some(stated)) = (found, stated) {
                let why = Why::Category { same: found == stated, frequency: frequencies[found] };
                say(line, category.ln_lr(found, stated, frequencies), why);
            }
        }
        if let (Some((abo, rhesus)), Some((stated, stated_rhesus))) = (found.blood_group, stated.blood_group)
        {
            let mut ln_lr = category::ABO.ln_lr(abo, stated, &reference.abo);
            let (mut same, mut frequency) = (abo == stated, reference.abo[abo]);
            if let (Some(found), Some(stated)) = (rhesus, stated_rhesus) {
                ln_lr += category::RHESUS.ln_lr(found, stated, &reference.rhesus);
                same &= found == stated;
                frequency *= reference.rhesus[found];
            }
            say(Line::BloodGroup, ln_lr, Why::Category { same, frequency });
        }
        if let Some((ln_lr, why)) = teeth_of(found, stated) {
            say(Line::Teeth, ln_lr, why);
        }
        let of = |c: Compared| Why::Features {
            on_both: c.on_both,
            only_stated: c.only_stated,
            only_found: c.only_found,
        };
        if let Some(found) = found.medical.as_deref().filter(|_| !stated.medical.is_empty()) {
            let compared = Medical::compare(&stated.medical, found, &reference.medical);
            say(Line::Medical, compared.ln_lr, of(compared));
        }
        if let Some(found) = found.effects.as_deref().filter(|_| !stated.effects.is_empty()) {
            let compared = Effects::compare(&stated.effects, found, &reference.effects);
            say(Line::Effects, compared.ln_lr, of(compared));
        }
        if let Some(site) = &found.place {
            let known = self.known_remains[remains];
            let company = reference.company(&others.companies, site, known, person);
            let seen = stated.place.as_ref();
            let km = seen.map(|seen| site.distance_km(seen));
            let alone = seen
                .map(|seen| reference.places().density(place::densities(site, seen, self.anywhere[remains])));
            // Of whom it is not known where he or she was last seen, a place is as probable as of others.
            if let (Some(density), Some(alone)) = (company.density(), alone.or(others.place.value())) {
                let together = reference.places().with_company(alone, density);
                let ln_lr = among(others.place, &|| 1.0, together);
                let Company { others, beside, .. } = company;
                say(Line::Place, ln_lr, Why::Company { km, others, beside });
            } else if let (Some(km), Some(alone)) = (km, alone) {
                say(Line::Place, among(others.place, &|| 1.0, alone), Why::Distance(km));
            }
        }
        if let (Some(found), Some(last_seen)) = (found.found, stated.last_seen) {
            let ln_lr = place::ln_lr_time(found, last_seen);
            if ln_lr < 0.0 {
                say(Line::Time, ln_lr, Why::Years { found, last_seen });
            }
        }
        for (i, (line, ln_lr)) in concluded.iter().enumerate() {
            let counts = !concluded[i + 1..].iter().any(|(l, _)| l == line);
            if !self.left_out.contains(line) {
                tell(Weight { line: *line, ln_lr: *ln_lr, why: Why::Concluded, counts });
            }
        }
    }
}

fn teeth_of(found: &PostMortem, stated: &AnteMortem) -> Option<(f64, Why)> {
    use teeth::State::{Carious, Sound};
    let (mut same, mut changed, mut contradicting) = (0, 0, 0);
    for (tooth, after) in &found.teeth {
        let Some((_, before)) = stated.teeth.iter().find(|(t, _)| t == tooth) else { continue };
        match (*before as usize).cmp(&(*after as usize)) {
            std::cmp::Ordering::Equal => same += 1,
            std::cmp::Ordering::Less => changed += 1,
            // A small decay is seen by one dentist and not by another.
            std::cmp::Ordering::Greater if (*before, *after) == (Carious, Sound) => changed += 1,
            std::cmp::Ordering::Greater => contradicting += 1,
        }
    }
    (same + changed + contradicting > 0).then(|| {
        let ln_lr = teeth::ln_lr(&stated.teeth, &found.teeth, found.age);
        (ln_lr, Why::Teeth { same, changed, contradicting })
    })
}
