//! What a family's DNA can do to find its missing person, and what would help most: whose DNA besides, and which loci.
//!
//! Everything that the search compares counts: the loci of both parents that have frequencies, the male line and the
//! maternal line as far as those of other families were read. What a relative or a locus will show is not known; the
//! numbers are expectations ([`kintrace_identification::further`]).

use std::collections::BTreeMap;

use kintrace_casework::kit::{KITS, Kit};
use kintrace_casework::locus_name;
use kintrace_casework::registry::{Registry, Subject};
use kintrace_identification::further;
pub use kintrace_identification::further::Chance;
use kintrace_identification::lines::lineage::Worth;
pub use kintrace_identification::lines::lineage::Worths;
use kintrace_identification::lines::{male_line, maternal_line};
use kintrace_kinship::likelihood::ln_likelihood;
use kintrace_kinship::lineage::{Descent, Lines};
use kintrace_kinship::{FrequencyTable, Genotype, Locus, Pedigree, Profile};
use rayon::prelude::*;

use crate::lineages::{mitochondrial_haplotype, y_haplotype};
use crate::{Settings, by_locus, frequencies, loci};

/// What can be read of samples that are there already.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Loci that nobody of the family was read at, by kits that have them.
    Kits {
        /// The kits.
        names: Vec<&'static str>,
        /// The loci.
        loci: Vec<String>,
        /// Loci of them that have no frequencies and say nothing therefore.
        without_frequencies: Vec<&'static str>,
    },
    /// The Y chromosome.
    YChromosome,
    /// Mitochondrial DNA.
    Mitochondrial,
}

/// What a family's DNA can do for its missing person, now and with more.
#[derive(Debug, Clone, PartialEq)]
pub struct WhomToAsk {
    /// With what was read; `None` if nobody of the family gave DNA.
    pub now: Option<Chance>,
    /// With each further relative besides, whoever helps most first.
    pub with: Vec<(String, Chance)>,
    /// If more were read of those who gave DNA, and of the remains; what helps most first.
    pub readings: Vec<(Reading, Chance)>,
}

/// A family and one of its missing, with what was read of the family.
struct Asked<'a> {
    pedigree: &'a Pedigree,
    missing: usize,
    loci: Vec<Locus>,
    read: Vec<Vec<Option<Genotype>>>,
    lines: [OfLine; 2],
}

/// A missing person's male or maternal line.
struct OfLine {
    descent: Descent,
    /// What lines of the registry say.
    worth: Worth,
    /// How often a parent of the line is another than is stated.
    false_parent: f64,
    /// By member, how many meioses away; `None`: of another line, or the missing person.
    meioses: Vec<Option<u32>>,
    /// Members of any line whose haplotype was read.
    read: Vec<usize>,
}

impl OfLine {
    fn new(
        descent: Descent,
        pedigree: &Pedigree,
        missing: usize,
        relatives: &BTreeMap<String, Profile>,
        worths: Worths,
    ) -> Self {
        let lines = Lines::new(pedigree, descent);
        let away = |m: usize| lines.meioses(missing, m).filter(|_| m != missing);
        let is_read = |profile: &Profile| match descent {
            Descent::Paternal => y_haplotype(profile).is_some(),
            Descent::Maternal => mitochondrial_haplotype(profile).is_some(),
        };
        let read = relatives.iter().filter(|(_, profile)| is_read(profile));
        let (worth, false_parent) = match descent {
            Descent::Paternal => (worths.male, male_line::FALSE_FATHER),
            Descent::Maternal => (worths.maternal, maternal_line::FALSE_MOTHER),
        };
        Self {
            descent,
            worth,
            false_parent,
            meioses: (0..pedigree.members().len()).map(away).collect(),
            read: read.filter_map(|(id, _)| pedigree.find(id)).collect(),
        }
    }

    /// How many meioses away the nearest of these members is.
    fn nearest(&self, members: impl IntoIterator<Item = usize>) -> Option<u32> {
        members.into_iter().filter_map(|m| self.meioses[m]).min()
    }

    /// What the line will say, with a further member's haplotype besides.
    fn chance(&self, further: Option<usize>) -> Chance {
        let nearest = self.nearest(self.read.iter().copied().chain(further));
        nearest.map_or_else(Chance::default, |meioses| self.worth.chance(meioses, self.false_parent))
    }
}

impl<'a> Asked<'a> {
    fn new(
        loci: &[Locus],
        pedigree: &'a Pedigree,
        missing: usize,
        relatives: &BTreeMap<String, Profile>,
        worths: Worths,
    ) -> Self {
        let read = by_locus(loci, pedigree, |id| relatives.get(id));
        // Mutations change what is expected by next to nothing, and cost most of the time: they count only where the
        // family shows one.
        let plain = |(locus, read): (&Locus, &Vec<Option<Genotype>>)| {
            let without = locus.without_mutation();
            let possible = ln_likelihood(pedigree, &without, read, &[], 0.0) > f64::NEG_INFINITY;
            if possible { without } else { locus.clone() }
        };
        let loci = loci.iter().zip(&read).map(plain).collect();
        let lines = [Descent::Paternal, Descent::Maternal]
            .map(|descent| OfLine::new(descent, pedigree, missing, relatives, worths));
        Self { pedigree, missing, loci, read, lines }
    }

    fn is_typed(&self, member: usize) -> bool {
        self.read.iter().any(|locus| locus[member].is_some())
    }

    /// Members of whom loci of both parents were read, but for the missing.
    fn typed(&self) -> Vec<usize> {
        (0..self.pedigree.members().len()).filter(|&m| m != self.missing && self.is_typed(m)).collect()
    }

    /// What both lines will say, with a further member's besides.
    fn lines(&self, further: Option<usize>) -> Chance {
        let [male, maternal] = &self.lines;
        male.chance(further).and(maternal.chance(further))
    }

    /// With what was read; `None` if nothing was.
    fn now(&self) -> Option<Chance> {
        let any = !self.typed().is_empty() || self.lines.iter().any(|line| !line.read.is_empty());
        let of_both = || further::now(self.pedigree, self.missing, &self.loci, &self.read);
        any.then(|| of_both().and(self.lines(None)))
    }

    /// With each of these members besides, whoever helps most first.
    fn with(&self, members: &[usize]) -> Vec<(String, Chance)> {
        let chances = further::with_each(self.pedigree, self.missing, &self.loci, &self.read, members);
        let of = |(&m, chance): (&usize, Chance)| {
            (self.pedigree.members()[m].id.clone(), chance.and(self.lines(Some(m))))
        };
        let mut with: Vec<(String, Chance)> = members.iter().zip(chances).map(of).collect();
        with.sort_by(|a, b| b.1.mean_log10_lr.total_cmp(&a.1.mean_log10_lr).then_with(|| a.0.cmp(&b.0)));
        with
    }

    /// If more were read of those who gave DNA. `lines` is how many families could be compared.
    fn readings(&self, now: Chance, lines: usize, theta: f64) -> Vec<(Reading, Chance)> {
        let typed = self.typed();
        let mut readings = self.kits(now, &typed);
        for line in &self.lines {
            // Of who has no such line nobody is any meioses away.
            let is_read = line.nearest(line.read.iter().copied()).is_some();
            if let Some(meioses) = line.nearest(typed.iter().copied()).filter(|_| !is_read) {
                let worth =
                    if line.worth.lines > 0 { line.worth } else { Worth::all_different(lines, theta) };
                let reading = match line.descent {
                    Descent::Paternal => Reading::YChromosome,
                    Descent::Maternal => Reading::Mitochondrial,
                };
                readings.push((reading, now.and(worth.chance(meioses, line.false_parent))));
            }
        }
        readings.sort_by(|a, b| b.1.mean_log10_lr.total_cmp(&a.1.mean_log10_lr));
        readings
    }

    /// With loci that kits have besides; kits that would add the same are one.
    fn kits(&self, now: Chance, typed: &[usize]) -> Vec<(Reading, Chance)> {
        let unread = |locus: &&Locus| {
            let of_locus = self.loci.iter().position(|l| l.name() == locus.name());
            of_locus.is_some_and(|l| typed.iter().all(|&m| self.read[l][m].is_none()))
        };
        let unread: Vec<&Locus> = self.loci.iter().filter(unread).collect();
        let of_kit = |kit: &Kit| -> Vec<usize> {
            let keys: Vec<String> = kit.loci.iter().map(|l| locus_name::key(l)).collect();
            (0..unread.len()).filter(|&l| keys.contains(&locus_name::key(unread[l].name()))).collect()
        };
        let mut by_loci: BTreeMap<Vec<usize>, Vec<&Kit>> = BTreeMap::new();
        for kit in &KITS {
            by_loci.entry(of_kit(kit)).or_default().push(kit);
        }
        by_loci.remove(&Vec::new());
        if typed.is_empty() || by_loci.is_empty() {
            return Vec::new();
        }
        let each: Vec<Chance> = unread
            .iter()
            .map(|locus| further::with_loci(self.pedigree, self.missing, std::slice::from_ref(*locus), typed))
            .collect();
        let known: Vec<String> = self.loci.iter().map(|l| locus_name::key(l.name())).collect();
        let reading = |(added, kits): (Vec<usize>, Vec<&Kit>)| {
            let mut without: Vec<&'static str> = kits
                .iter()
                .flat_map(|kit| kit.loci.iter().copied())
                .filter(|l| locus_name::descent(l).is_none() && !known.contains(&locus_name::key(l)))
                .collect();
            without.sort_unstable();
            without.dedup();
            let reading = Reading::Kits {
                names: kits.iter().map(|k| k.name).collect(),
                loci: added.iter().map(|&l| unread[l].name().to_owned()).collect(),
                without_frequencies: without,
            };
            (reading, added.iter().fold(now, |chance, &l| chance.and(each[l])))
        };
        by_loci.into_iter().map(reading).collect()
    }
}

/// What a family is compared with.
#[derive(Debug, Clone)]
pub struct Region {
    /// Frequencies of alleles.
    pub table: FrequencyTable,
    /// What lines of the registry say.
    pub worths: Worths,
    /// How many families could be compared by their lines.
    pub lines: usize,
    /// How it is compared.
    pub settings: Settings,
}

/// Works out what would help most to find a missing person: of the members that `may_give`, those who have no profile;
/// and what was not read of those who have one.
#[must_use]
pub fn whom_to_ask(
    region: &Region,
    pedigree: &Pedigree,
    missing: usize,
    relatives: &BTreeMap<String, Profile>,
    may_give: &[String],
) -> WhomToAsk {
    let loci = loci(&region.table, &region.settings);
    let asked = Asked::new(&loci, pedigree, missing, relatives, region.worths);
    let now = asked.now();
    let readings = |now| asked.readings(now, region.lines, region.settings.lineage_theta);
    WhomToAsk {
        now,
        with: asked.with(&further_members(&asked, may_give)),
        readings: now.map_or_else(Vec::new, readings),
    }
}

/// Members who may give DNA and have given none.
fn further_members(asked: &Asked<'_>, may_give: &[String]) -> Vec<usize> {
    let members = may_give.iter().filter_map(|id| asked.pedigree.find(id));
    members.filter(|&m| m != asked.missing && !asked.is_typed(m)).collect()
}

/// What a family's DNA can do for a missing person, and whom to ask first.
#[derive(Debug, Clone, PartialEq)]
pub struct InclusionPower {
    /// The missing person.
    pub missing: String,
    /// With what was read; `None` if nobody of the family gave DNA.
    pub now: Option<Chance>,
    /// Whoever of those who have given no DNA would help most, and with whom it would be so much.
    pub best: Option<(String, Chance)>,
}

/// Of each missing person of a registry what the family's DNA can do, and whose would help most. `done` is told after each.
#[must_use]
pub fn inclusion_powers(
    registry: &Registry,
    worths: Worths,
    settings: &Settings,
    done: &(impl Fn() + Sync),
) -> Vec<InclusionPower> {
    let loci = loci(&frequencies(registry), settings);
    let profiles = registry.profiles_by_subject();
    let families = registry.families();
    let of_family = families.par_iter().flat_map_iter(|view| {
        let pedigree = view.pedigree().ok();
        let relatives: BTreeMap<String, Profile> = view
            .persons
            .iter()
            .filter_map(|p| {
                Some((p.id.clone(), profiles.get(&Subject::Person(p.id.clone()))?.as_ref().clone()))
            })
            .collect();
        let may_give: Vec<String> = view
            .persons
            .iter()
            .filter(|p| view.missing.iter().all(|m| m.person != p.id))
            .map(|p| p.id.clone())
            .collect();
        let power = |person: &str, id: &str| {
            let pedigree = pedigree.as_ref()?;
            let asked = Asked::new(&loci, pedigree, pedigree.find(person)?, &relatives, worths);
            let best = asked.with(&further_members(&asked, &may_give)).into_iter().next();
            done();
            Some(InclusionPower { missing: id.to_owned(), now: asked.now(), best })
        };
        view.missing.iter().filter_map(|m| power(&m.person, &m.id)).collect::<Vec<_>>()
    });
    of_family.collect()
}

/// The log10 LR that a pair needs to reach a posterior by DNA alone, where so many people outside the registry could
/// be found.
#[must_use]
pub fn needed_log10_lr(posterior: f64, outside: f64) -> f64 {
    (posterior / (1.0 - posterior)).log10() + outside.max(1.0).log10()
}
