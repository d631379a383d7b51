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
pub mod sex;
pub mod stature;
pub mod teeth;

use std::collections::BTreeMap;
use std::sync::Arc;

use kintrace_kinship::{MitochondrialHaplotype, Sex, YHaplotype};
use serde::{Deserialize, Serialize};

use features::{Compared, Effects, Feature, Frequencies, Medical};
use lineage::Database;
use male_line::{MaleLine, MaleLines};
use maternal_line::{MaternalLine, MaternalLines};
use place::{Company, Point, Shares};
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
    /// The groups with which the person vanished, by number.
    pub groups: Vec<usize>,
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
    male_share: f64,
    /// By remains, how dense the dead lie at their site ([`place::anywhere`]).
    anywhere: Vec<f64>,
    places: Shares,
    /// By missing person the remains that something else than place has settled to be this person's.
    settled: Vec<Option<usize>>,
    hair: Vec<f64>,
    eyes: Vec<f64>,
    abo: Vec<f64>,
    rhesus: Vec<f64>,
    medical: Frequencies,
    effects: Frequencies,
    lineages: Option<Arc<Lineages>>,
}

/// Lines of descent, ready to be compared: the same whatever else is left out.
#[derive(Debug)]
struct Lineages {
    male: MaleLines,
    maternal: MaternalLines,
}

/// What remains show, for somebody else of the registry.
#[derive(Debug, Clone)]
struct Others {
    age: f64,
    stature: f64,
    place: f64,
    /// By group of the missing: where those of it lie who are settled, these remains themselves not counted.
    companies: Vec<Company>,
}

/// Remains, ready to be compared with any missing person.
#[derive(Debug, Clone)]
pub struct OfRemains<'a> {
    lines: &'a Lines,
    remains: usize,
    others: Others,
}

impl OfRemains<'_> {
    /// The ln LR of all lines together, for each missing person.
    #[must_use]
    pub fn row(&self) -> Vec<f64> {
        (0..self.lines.missing.len()).map(|m| self.sum(m, |_| true)).collect()
    }

    /// What each line says of a missing person, by index; lines of which one side is not known are left out. The last
    /// conclusion of a line is what counts.
    #[must_use]
    pub fn pair(&self, missing: usize) -> Vec<Weight> {
        let mut weights = Vec::new();
        self.lines.weigh(self.remains, missing, &self.others, |weight| weights.push(weight));
        weights.sort_by_key(|w| w.line);
        weights
    }

    /// What a line contributes, as ln LR.
    #[must_use]
    pub fn contribution(&self, missing: usize, line: Line) -> f64 {
        self.sum(missing, |of| of == line)
    }

    /// The ln LR of those lines together that are multiplied.
    fn sum(&self, missing: usize, wanted: impl Fn(Line) -> bool) -> f64 {
        let mut sum = 0.0;
        self.lines.weigh(self.remains, missing, &self.others, |weight| {
            if weight.counts && wanted(weight.line) {
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
        let of = |sex: Sex| missing.iter().filter(|m| m.sex == sex).count() as f64;
        let (men, women) = (of(Sex::Male), of(Sex::Female));
        let places = missing.iter().filter_map(|m| m.place.as_ref());
        let region = place::region(places.chain(remains.iter().filter_map(|r| r.place.as_ref())));
        let sites: Vec<Option<Point>> = remains.iter().map(|r| r.place).collect();
        let anywhere = place::anywhere(&sites, region);
        let hair = category::HAIR.frequencies(missing.iter().filter_map(|m| m.hair));
        let eyes = category::EYES.frequencies(missing.iter().filter_map(|m| m.eyes));
        let groups = || missing.iter().filter_map(|m| m.blood_group);
        let abo = category::ABO.frequencies(groups().map(|g| g.0));
        let rhesus = category::RHESUS.frequencies(groups().filter_map(|g| g.1));
        let seen = remains.iter().filter_map(|r| r.medical.as_deref());
        let medical =
            Frequencies::count(missing.iter().map(|m| &m.medical[..]).chain(seen), Medical::DEFAULT);
        let effects =
            Frequencies::count(remains.iter().filter_map(|r| r.effects.as_deref()), Effects::DEFAULT);
        // As if one man and one woman more were missing: nobody is impossible.
        let male_share = (men + 1.0) / (men + women + 2.0);
        Self {
            missing,
            remains,
            conclusions,
            left_out: Vec::new(),
            male_share,
            anywhere,
            places: Shares::default(),
            settled: Vec::new(),
            hair,
            eyes,
            abo,
            rhesus,
            medical,
            effects,
            lineages: None,
        }
    }

    /// The same with lines of descent, which are counted among those of a database.
    #[must_use]
    pub fn with_lineages(self, database: &Database, options: lineage::Options) -> Self {
        let lineages = Lineages {
            male: MaleLines::new(
                self.missing.iter().map(|m| m.male_line.as_ref()),
                self.remains.iter().map(|r| r.y_haplotype.as_ref()),
                &database.male,
                options,
            ),
            maternal: MaternalLines::new(
                self.missing.iter().map(|m| m.maternal_line.as_ref()),
                self.remains.iter().map(|r| r.mitochondrial.as_ref()),
                &database.maternal,
                options,
            ),
        };
        Self { lineages: Some(Arc::new(lineages)), ..self }
    }

    /// Learns from pairs (remains and missing person, by index) that something else than place has settled how the dead
    /// lie.
    pub fn learn_places(&mut self, settled: &[(usize, usize)]) {
        self.settled = vec![None; self.missing.len()];
        for &(r, m) in settled {
            self.settled[m] = Some(r);
        }
        let pairs = settled.iter().filter_map(|&(r, m)| {
            let (site, seen) = (self.remains[r].place.as_ref()?, self.missing[m].place.as_ref()?);
            let companies = self.companies(r);
            Some(place::Settled {
                densities: place::densities(site, seen, self.anywhere[r]),
                company: self.company(&companies, r, m).density(),
            })
        });
        let pairs: Vec<place::Settled> = pairs.collect();
        self.places = Shares::learn(&pairs);
    }

    /// By group, where those of it lie who are settled, as seen from remains, themselves not counted.
    fn companies(&self, remains: usize) -> Vec<Company> {
        let mut companies: Vec<Company> = Vec::new();
        let Some(site) = &self.remains[remains].place else { return companies };
        for (m, r) in self.settled.iter().enumerate() {
            let Some(r) = r.filter(|r| *r != remains) else { continue };
            let Some(other) = &self.remains[r].place else { continue };
            for &group in &self.missing[m].groups {
                if companies.len() <= group {
                    companies.resize(group + 1, Company::default());
                }
                companies[group].add(site, other);
            }
        }
        companies
    }

    /// The company of a missing person, as seen from remains: those of all groups, the person not counted.
    fn company(&self, companies: &[Company], remains: usize, missing: usize) -> Company {
        let groups = &self.missing[missing].groups;
        let of_groups = groups.iter().filter_map(|group| companies.get(*group));
        let all = of_groups.fold(Company::default(), |all, one| all.and(*one));
        let own = self.settled.get(missing).copied().flatten().filter(|r| *r != remains);
        let sites =
            self.remains[remains].place.as_ref().zip(own.and_then(|r| self.remains[r].place.as_ref()));
        sites.map_or(all, |(site, other)| groups.iter().fold(all, |all, _| all.without(site, other)))
    }

    /// How the dead lie.
    #[must_use]
    pub fn places(&self) -> Shares {
        self.places
    }

    /// The density of the site of remains for somebody who was last seen at a place, alone.
    fn density(&self, remains: usize, site: &Point, last_seen: &Point) -> f64 {
        self.places.density(place::densities(site, last_seen, self.anywhere[remains]))
    }

    /// The density of the site of remains for a missing person, as far as it is known where both were.
    fn density_for(&self, companies: &[Company], remains: usize, missing: usize) -> Option<f64> {
        let site = self.remains[remains].place.as_ref()?;
        let alone = self.density(remains, site, self.missing[missing].place.as_ref()?);
        let company = self.company(companies, remains, missing).density();
        Some(company.map_or(alone, |company| self.places.with_company(alone, company)))
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

    /// Remains by their index, ready to be compared: the missing are gone through once.
    #[must_use]
    pub fn of(&self, remains: usize) -> OfRemains<'_> {
        OfRemains { lines: self, remains, others: self.others(remains) }
    }

    fn others(&self, remains: usize) -> Others {
        let found = &self.remains[remains];
        // Of somebody else, so probable is the sex that remains show.
        let of_others = found.sex.of_others(self.male_share);
        let weight = |m: &AnteMortem| if m.sex == Sex::Unknown { of_others } else { found.sex.given(m.sex) };
        let mean = |of: &dyn Fn(&AnteMortem) -> Option<f64>, weight: &dyn Fn(&AnteMortem) -> f64| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for m in &self.missing {
                if let Some(p) = of(m) {
                    sum += weight(m) * p;
                    weights += weight(m);
                }
            }
            sum / weights
        };
        let companies = self.companies(remains);
        let of_place =
            self.missing.iter().enumerate().filter_map(|(m, _)| self.density_for(&companies, remains, m));
        let (sum, n) = of_place.fold((0.0, 0.0), |(sum, n), density| (sum + density, n + 1.0));
        Others {
            age: mean(&|m| found.age.zip(m.age).map(|(found, age)| age::likelihood(found, age)), &weight),
            stature: mean(
                &|m| found.stature_cm.zip(m.stature_cm).map(|(found, cm)| stature::likelihood(found, cm)),
                &weight,
            ),
            place: sum / n,
            companies,
        }
    }

    /// Tells of each line that both sides have.
    fn weigh(&self, remains: usize, missing: usize, others: &Others, mut tell: impl FnMut(Weight)) {
        let (found, stated) = (&self.remains[remains], &self.missing[missing]);
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
            say(Line::Sex, found.sex.ln_lr(stated.sex, self.male_share), why);
        }
        if let (Some(found), Some(stated)) = (found.age, stated.age) {
            let ln_lr = (age::likelihood(found, stated) / others.age).ln();
            say(Line::Age, ln_lr, Why::Ranges { found, stated });
        }
        if let (Some(found), Some(stated)) = (found.stature_cm, stated.stature_cm) {
            let ln_lr = (stature::likelihood(found, stated) / others.stature).ln();
            say(Line::Stature, ln_lr, Why::Ranges { found, stated });
        }
        for (line, category, found, stated, frequencies) in [
            (Line::Hair, category::HAIR, found.hair, stated.hair, &self.hair),
            (Line::Eyes, category::EYES, found.eyes, stated.eyes, &self.eyes),
        ] {
            if let (Some(found), Some(stated)) = (found, stated) {
                let why = Why::Category { same: found == stated, frequency: frequencies[found] };
                say(line, category.ln_lr(found, stated, frequencies), why);
            }
        }
        if let (Some((abo, rhesus)), Some((stated, stated_rhesus))) = (found.blood_group, stated.blood_group)
        {
            let mut ln_lr = category::ABO.ln_lr(abo, stated, &self.abo);
            let (mut same, mut frequency) = (abo == stated, self.abo[abo]);
            if let (Some(found), Some(stated)) = (rhesus, stated_rhesus) {
                ln_lr += category::RHESUS.ln_lr(found, stated, &self.rhesus);
                same &= found == stated;
                frequency *= self.rhesus[found];
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
            let compared = Medical::compare(&stated.medical, found, &self.medical);
            say(Line::Medical, compared.ln_lr, of(compared));
        }
        if let Some(found) = found.effects.as_deref().filter(|_| !stated.effects.is_empty()) {
            let compared = Effects::compare(&stated.effects, found, &self.effects);
            say(Line::Effects, compared.ln_lr, of(compared));
        }
        if let Some(site) = &found.place {
            let company = self.company(&others.companies, remains, missing);
            let seen = stated.place.as_ref();
            let km = seen.map(|seen| site.distance_km(seen));
            // Of whom it is not known where he or she was last seen, a place is as probable as of others.
            let alone = seen.map_or(others.place, |seen| self.density(remains, site, seen));
            if let Some(density) = company.density() {
                let ln_lr = (self.places.with_company(alone, density) / others.place).ln();
                let Company { others, beside, .. } = company;
                say(Line::Place, ln_lr, Why::Company { km, others, beside });
            } else if let Some(km) = km {
                say(Line::Place, (alone / others.place).ln(), Why::Distance(km));
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
