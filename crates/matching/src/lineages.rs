//! Male and maternal lines of families, and the haplotypes that profiles hold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kintrace_casework::locus_name;
use kintrace_identification::lines::lineage::{Database, Lineage};
use kintrace_identification::lines::{AnteMortem, Line, male_line, maternal_line};
use kintrace_kinship::lineage::{Descent, Lines};
use kintrace_kinship::mitochondrial;
use kintrace_kinship::{AllelePair, MitochondrialHaplotype, Pedigree, Profile, YHaplotype};

/// What was read of a Y chromosome, if anything was.
pub(crate) fn y_haplotype(profile: &Profile) -> Option<YHaplotype> {
    let of_y = profile.iter().filter(|(locus, _)| locus_name::descent(locus) == Some(Descent::Paternal));
    Some(YHaplotype::new(of_y)).filter(|h| !h.is_empty())
}

/// What was read of mitochondrial DNA, all ranges together. A range that contradicts another is left out.
pub(crate) fn mitochondrial_haplotype(profile: &Profile) -> Option<MitochondrialHaplotype> {
    let of_mothers =
        profile.iter().filter(|(locus, _)| locus_name::descent(locus) == Some(Descent::Maternal));
    // Whoever wrote it has been told what is no haplotype.
    let read = of_mothers.filter_map(|(_, pair)| MitochondrialHaplotype::parse(&pair.first, None).ok());
    read.reduce(|all, one| all.joined(&one).unwrap_or(all))
}

/// Lines of a population, a profile each.
#[must_use]
pub fn population<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Database {
    let mut database = Database::default();
    for profile in profiles {
        database.male.extend(y_haplotype(profile));
        database.maternal.extend(mitochondrial_haplotype(profile));
    }
    database
}

/// The lines of a family, of which somebody was read.
pub(crate) struct Lineages {
    male: Lines,
    maternal: Lines,
    y_haplotypes: Vec<Option<YHaplotype>>,
    mitochondrial: Vec<Option<MitochondrialHaplotype>>,
    /// Names of the lines of which somebody was read, by the first of a line.
    male_names: HashMap<usize, String>,
    maternal_names: HashMap<usize, String>,
}

impl Lineages {
    /// The lines of a family; profiles by the members' ids.
    pub(crate) fn read<'a>(
        family: &str,
        pedigree: &Pedigree,
        profile_of: impl Fn(&str) -> Option<&'a Profile>,
    ) -> Self {
        let profiles: Vec<Option<&Profile>> = pedigree.members().iter().map(|m| profile_of(&m.id)).collect();
        let male = Lines::new(pedigree, Descent::Paternal);
        let maternal = Lines::new(pedigree, Descent::Maternal);
        let y_haplotypes: Vec<_> = profiles.iter().map(|p| p.and_then(y_haplotype)).collect();
        let mitochondrial: Vec<_> = profiles.iter().map(|p| p.and_then(mitochondrial_haplotype)).collect();
        let name = |first: usize| format!("{family} {}", pedigree.members()[first].id);
        let male_names = names(&male, &y_haplotypes, name);
        let maternal_names = names(&maternal, &mitochondrial, name);
        Self { male, maternal, y_haplotypes, mitochondrial, male_names, maternal_names }
    }

    /// Puts each line into a database, once.
    pub(crate) fn enter(&self, database: &mut Database) {
        let known = (&mut database.male, &mut database.male_places);
        enter(&self.male, &self.y_haplotypes, &self.male_names, known, YHaplotype::len);
        let known = (&mut database.maternal, &mut database.maternal_places);
        enter(&self.maternal, &self.mitochondrial, &self.maternal_names, known, |h| h.bases() as usize);
    }

    /// Members of one line whose haplotypes can't be of one: the first that was read, and another.
    pub(crate) fn contradictions(&self) -> Vec<Contradiction> {
        let of_fathers = contradictions(&self.male, &self.y_haplotypes, |a, b| {
            let (steps, loci) = a.steps(b);
            (steps > male_line::OF_ONE_BRANCH).then_some((steps as usize, loci))
        });
        let of_mothers = contradictions(&self.maternal, &self.mitochondrial, |a, b| {
            let differences = a.differences(b);
            let read = || mitochondrial::bases(&a.common(b)) as usize;
            (differences > maternal_line::OF_ONE_LINE).then(|| (differences as usize, read()))
        });
        let of =
            |line: Line| move |(of, (different, compared))| Contradiction { line, of, different, compared };
        let of_fathers = of_fathers.into_iter().map(of(Line::MaleLine));
        of_fathers.chain(of_mothers.into_iter().map(of(Line::MaternalLine))).collect()
    }

    /// Says of a missing member what was read of his or her lines.
    pub(crate) fn tell(&self, member: usize, side: &mut AnteMortem) {
        let read: Vec<_> = self.y_haplotypes.iter().map(Option::as_ref).collect();
        side.male_line =
            lineage(&self.male, member, &self.male_names, male_line::branches(&self.male, member, &read));
        let read: Vec<_> = self.mitochondrial.iter().map(Option::as_ref).collect();
        let branches = maternal_line::branches(&self.maternal, member, &read);
        side.maternal_line = lineage(&self.maternal, member, &self.maternal_names, branches);
    }
}

/// Two members of one line whose haplotypes can't be of one.
pub(crate) struct Contradiction {
    pub(crate) line: Line,
    /// The members.
    pub(crate) of: (usize, usize),
    /// By how many steps of repeats, or bases.
    pub(crate) different: usize,
    /// Of how many loci, or bases.
    pub(crate) compared: usize,
}

/// Of each line the members that contradict the first who was read, one of each haplotype.
fn contradictions<Haplotype>(
    lines: &Lines,
    haplotypes: &[Option<Haplotype>],
    apart: impl Fn(&Haplotype, &Haplotype) -> Option<(usize, usize)>,
) -> Vec<((usize, usize), (usize, usize))> {
    let mut known: HashMap<usize, Vec<(usize, &Haplotype)>> = HashMap::new();
    let mut found = Vec::new();
    for (member, haplotype) in haplotypes.iter().enumerate() {
        let (Some(haplotype), Some(first)) = (haplotype, lines.first(member)) else { continue };
        let of_line = known.entry(first).or_default();
        if of_line.iter().any(|(_, other)| apart(other, haplotype).is_none()) {
            continue;
        }
        if let Some((other, of_other)) = of_line.first()
            && let Some(how) = apart(of_other, haplotype)
        {
            found.push(((*other, member), how));
        }
        of_line.push((member, haplotype));
    }
    found
}

/// What was read at one locus that is handed down one line only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineReading {
    /// The locus, or the range of mitochondrial DNA.
    pub locus: String,
    /// What was read of the remains.
    pub remains: Option<AllelePair>,
    /// Of relatives of the missing person's line, by id.
    pub relatives: Vec<(String, AllelePair)>,
}

/// What was read of a missing member's lines and of remains, the male line first, locus by locus; without loci of which
/// nothing was read of the line.
#[must_use]
pub fn of_one_line(
    pedigree: &Pedigree,
    missing: usize,
    relatives: &BTreeMap<String, Profile>,
    remains: &Profile,
) -> Vec<LineReading> {
    let mut readings = Vec::new();
    for descent in [Descent::Paternal, Descent::Maternal] {
        let lines = Lines::new(pedigree, descent);
        let of_line =
            pedigree.members().iter().enumerate().filter(|(i, _)| lines.meioses(missing, *i).is_some());
        let read: Vec<(&str, &Profile)> =
            of_line.filter_map(|(_, m)| Some((m.id.as_str(), relatives.get(&m.id)?))).collect();
        let loci: BTreeSet<&str> = read
            .iter()
            .flat_map(|(_, p)| p.iter())
            .map(|(locus, _)| locus)
            .filter(|l| locus_name::descent(l) == Some(descent))
            .collect();
        readings.extend(loci.into_iter().map(|locus| {
            LineReading {
                locus: locus.to_owned(),
                remains: remains.get(locus).cloned(),
                relatives: read
                    .iter()
                    .filter_map(|(id, profile)| Some(((*id).to_owned(), profile.get(locus)?.clone())))
                    .collect(),
            }
        }));
    }
    readings
}

fn lineage<Branch>(
    lines: &Lines,
    member: usize,
    names: &HashMap<usize, String>,
    branches: Vec<Branch>,
) -> Option<Lineage<Branch>> {
    let own = lines.first(member).and_then(|first| names.get(&first)).cloned();
    (!branches.is_empty()).then_some(Lineage { own, branches })
}

/// Names of the lines of which somebody was read.
fn names<Haplotype>(
    lines: &Lines,
    haplotypes: &[Option<Haplotype>],
    name: impl Fn(usize) -> String,
) -> HashMap<usize, String> {
    let read = haplotypes.iter().enumerate().filter(|(_, haplotype)| haplotype.is_some());
    read.filter_map(|(member, _)| lines.first(member)).map(|first| (first, name(first))).collect()
}

/// Puts the haplotype of each line into the database of which most was read.
fn enter<Haplotype: Clone>(
    lines: &Lines,
    haplotypes: &[Option<Haplotype>],
    names: &HashMap<usize, String>,
    (database, places): (&mut Vec<Haplotype>, &mut HashMap<String, usize>),
    read: impl Fn(&Haplotype) -> usize,
) {
    for (member, haplotype) in haplotypes.iter().enumerate() {
        let Some((haplotype, name)) =
            haplotype.as_ref().zip(lines.first(member).and_then(|first| names.get(&first)))
        else {
            continue;
        };
        let place = *places.entry(name.clone()).or_insert_with(|| {
            database.push(haplotype.clone());
            database.len() - 1
        });
        if read(haplotype) > read(&database[place]) {
            database[place] = haplotype.clone();
        }
    }
}
