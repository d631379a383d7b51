//! What several readings at one locus say of whether they are of one person.

use kintrace_kinship::{AllelePair, Genotype, Locus};

/// Stands for all alleles that no reading shows.
const REST: usize = usize::MAX;

/// A reading of one sample at one locus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    genotype: Genotype,
    /// P(it) for anybody.
    anybody: f64,
}

impl Reading {
    /// P(it) for anybody.
    pub(super) fn anybody(&self) -> f64 {
        self.anybody
    }

    /// The alleles; `None` is one that may be another than what was read.
    pub(super) fn shown(&self) -> (Option<usize>, Option<usize>) {
        match self.genotype {
            Genotype::Pair(a, b) => (Some(a), Some(b)),
            Genotype::Hemizygous(a) => (Some(a), Some(a)),
            Genotype::Partial { allele, .. } => (Some(allele), None),
            Genotype::DroppedIn { .. } => (None, None),
        }
    }
}

/// A locus with what its frequencies are reckoned by.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    frequencies: &'a [f64],
    theta: f64,
    contamination: f64,
}

/// Two alleles, of which [`REST`] may be one or both, and how probable they are together.
type Candidate = (usize, usize, f64);

impl<'a> At<'a> {
    pub(super) fn new(locus: &'a Locus, theta: f64, contamination: f64) -> Self {
        Self { frequencies: locus.frequencies(), theta, contamination }
    }

    /// A reading; `None` where it says nothing, or can't be had of anybody.
    pub(super) fn reading(&self, genotype: Genotype) -> Option<Reading> {
        let candidates = self.candidates([genotype].iter());
        let anybody = candidates.iter().map(|&(a, b, p)| p * genotype.weight_of(a, b)).sum();
        (anybody > 0.0).then_some(Reading { genotype, anybody })
    }

    /// All genotypes that matter to readings, with P(genotype | somebody of the subpopulation has the same): NRC II
    /// 1996, formula 4.10. Without θ they are those of Hardy and Weinberg.
    fn candidates<'g>(&self, readings: impl Iterator<Item = &'g Genotype>) -> Vec<Candidate> {
        let mut alleles: Vec<usize> = Vec::new();
        for reading in readings {
            let silent = match reading {
                Genotype::Partial { silent: Some((silent, _)), .. }
                | Genotype::DroppedIn { silent: Some((silent, _)), .. } => Some(*silent),
                _ => None,
            };
            alleles.extend(reading.alleles().chain(silent));
        }
        alleles.sort_unstable();
        alleles.dedup();
        let theta = self.theta;
        let scale = 1.0 / ((1.0 + theta) * (1.0 + 2.0 * theta));
        let drawn = |p: f64| (1.0 - theta) * p;
        let seen: f64 = alleles.iter().map(|a| self.frequencies[*a]).sum();
        let unseen = (self.frequencies.len() - alleles.len()) as f64;
        let rest = unseen * theta + drawn((1.0 - seen).max(0.0));
        let mut found = Vec::with_capacity((alleles.len() + 1) * (alleles.len() + 2) / 2);
        for (i, &a) in alleles.iter().enumerate() {
            let p = drawn(self.frequencies[a]);
            found.push((a, a, (2.0 * theta + p) * (3.0 * theta + p) * scale));
            for &b in &alleles[i + 1..] {
                found.push((a, b, 2.0 * (theta + p) * (theta + drawn(self.frequencies[b])) * scale));
            }
            found.push((a, REST, 2.0 * (theta + p) * rest * scale));
        }
        let others: f64 = found.iter().map(|c| c.2).sum();
        found.push((REST, REST, (1.0 - others).max(0.0)));
        found
    }

    /// P(reading | genotype) / P(reading | anybody), by the candidates.
    fn ratio(&self, reading: &Reading, a: usize, b: usize) -> f64 {
        (1.0 - self.contamination) * reading.genotype.weight_of(a, b) / reading.anybody + self.contamination
    }

    /// P(readings | one person) / Π P(reading | anybody).
    pub(super) fn of_one(&self, readings: &[Reading]) -> f64 {
        if readings.len() < 2 {
            return 1.0;
        }
        let candidates = self.candidates(readings.iter().map(|r| &r.genotype));
        let of = |&(a, b, p): &Candidate| p * readings.iter().map(|r| self.ratio(r, a, b)).product::<f64>();
        candidates.iter().map(of).sum()
    }

    /// P(reading | of the person of whom the others are) / P(reading | of a full sibling of that person). `others` are not
    /// empty.
    pub(super) fn against_sibling(&self, reading: &Reading, others: &[Reading]) -> f64 {
        let genotypes = others.iter().chain([reading]).map(|r| &r.genotype);
        let candidates = self.candidates(genotypes);
        let mut alleles: Vec<(usize, f64)> = candidates
            .iter()
            .filter(|(a, b, _)| a == b && *a != REST)
            .map(|c| (c.0, self.frequencies[c.0]))
            .collect();
        let seen: f64 = alleles.iter().map(|a| a.1).sum();
        alleles.push((REST, (1.0 - seen).max(0.0)));
        // The reading, of somebody who has one allele from the same parent.
        let sharing = |allele: usize| {
            alleles.iter().map(|(x, p)| p * reading.genotype.weight_of(allele, *x)).sum::<f64>()
        };
        let (mut same, mut sibling) = (0.0, 0.0);
        for (a, b, p) in candidates {
            let p = p * others.iter().map(|r| self.ratio(r, a, b)).product::<f64>();
            let share = 0.25 * (sharing(a) + sharing(b)) / reading.anybody;
            let both = reading.genotype.weight_of(a, b) / reading.anybody;
            let c = self.contamination;
            same += p * ((1.0 - c) * both + c);
            sibling += p * ((1.0 - c) * (0.25 * both + share + 0.25) + c);
        }
        same / sibling
    }

    /// Genotypes with their probabilities, given all readings.
    fn given(&self, readings: &[Reading]) -> Vec<Candidate> {
        let mut candidates = self.candidates(readings.iter().map(|r| &r.genotype));
        for (a, b, p) in &mut candidates {
            *p *= readings.iter().map(|r| self.ratio(r, *a, *b)).product::<f64>();
        }
        let sum: f64 = candidates.iter().map(|c| c.2).sum();
        candidates.iter_mut().for_each(|c| c.2 /= sum);
        candidates
    }
}

/// What one person's samples show together at a locus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consensus {
    /// Nothing was read.
    Untyped,
    /// This.
    Read(AllelePair),
    /// Readings contradict each other, and it can't be said which is right.
    Contradiction,
}

/// A genotype is taken for a person's where it is at least so probable.
const SURE: f64 = 0.99;

/// What samples of one person show together at a locus: the genotype, where it is sure; what all of them read, where they
/// agree; one allele, where it is sure that the person has it.
#[must_use]
pub fn consensus(locus: &Locus, readings: &[Genotype], theta: f64, contamination: f64) -> Consensus {
    let at = At::new(locus, theta, contamination);
    let known: Vec<Reading> = readings.iter().filter_map(|g| at.reading(*g)).collect();
    if known.is_empty() {
        return Consensus::Untyped;
    }
    let label = |a: usize| locus.labels()[a].clone();
    let pair = |a: usize, b: Option<usize>| {
        Consensus::Read(AllelePair { first: label(a), second: b.map(label), more: Vec::new() })
    };
    let given = at.given(&known);
    let is_named = |c: &&Candidate| c.1 != REST && Some(c.0) != locus.silent() && Some(c.1) != locus.silent();
    if let Some(sure) = given.iter().filter(is_named).find(|c| c.2 >= SURE) {
        return pair(sure.0, Some(sure.1));
    }
    let shown: Vec<Vec<usize>> = known.iter().map(|r| r.genotype.alleles().collect()).collect();
    let first = shown[0][0];
    if let [a, b] = shown[0][..]
        && a != b
        && shown.iter().all(|alleles| *alleles == [a, b])
    {
        return pair(a, Some(b));
    }
    if shown.iter().flatten().all(|a| *a == first) {
        // Of some of them the other allele may be unknown altogether.
        let twice =
            known.iter().any(|r| !matches!(r.genotype, Genotype::Partial { hidden, .. } if hidden >= 1.0));
        return pair(first, twice.then_some(first));
    }
    let has = |a: usize| given.iter().filter(|c| c.0 == a || c.1 == a).map(|c| c.2).sum::<f64>();
    let sure = shown.iter().flatten().find(|a| has(**a) >= SURE);
    sure.map_or(Consensus::Contradiction, |a| pair(*a, None))
}

#[cfg(test)]
mod tests {
    use kintrace_kinship::{Inheritance, LikelihoodRatio, Mutation, Pedigree, Sex, pedigree::Row};

    use super::*;

    fn locus() -> Locus {
        let alleles: Vec<(String, f64)> =
            [("8", 0.1), ("9", 0.2), ("10", 0.3), ("11", 0.4)].map(|(a, p)| (a.to_owned(), p)).into();
        Locus::new("L", Inheritance::Autosomal, &alleles, Mutation::none()).unwrap()
    }

    #[test]
    fn of_two_whole_readings_as_worked_out_by_hand() {
        let locus = locus();
        let of_one = |at: At<'_>, x, y| at.of_one(&[at.reading(x).unwrap(), at.reading(y).unwrap()]);
        let (het, hom) = (Genotype::pair(0, 1), Genotype::pair(0, 0));
        let close = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-12, "{a} {b}");
        close(of_one(At::new(&locus, 0.0, 0.0), het, het), 1.0 / 0.04);
        close(of_one(At::new(&locus, 0.0, 0.0), hom, hom), 1.0 / 0.01);
        close(of_one(At::new(&locus, 0.0, 0.0), het, hom) + 1.0, 1.0);
        // One of both is somebody else's: nothing is known of the person by it.
        let c = 0.1;
        close(of_one(At::new(&locus, 0.0, c), het, het), 0.81 / 0.04 + 0.18 + 0.01);
        close(of_one(At::new(&locus, 0.0, c), het, hom), 0.18 + 0.01);
        // NRC II, formulae 4.10a and b.
        let theta = 0.03;
        let d = 1.03 * 1.06;
        close(of_one(At::new(&locus, theta, 0.0), hom, hom), d / ((0.06 + 0.097) * (0.09 + 0.097)));
        close(of_one(At::new(&locus, theta, 0.0), het, het), d / (2.0 * (0.03 + 0.097) * (0.03 + 0.194)));
    }

    #[test]
    fn an_allele_may_have_dropped_out() {
        let locus = locus();
        let at = At::new(&locus, 0.0, 0.0);
        let d = 0.2;
        let (het, hom) = (Genotype::pair(0, 1), Genotype::pair(0, 0).with_drop_out(d));
        // P(only 8 shows | 8/9) = d (1 − d), of 8/8 it is 1 − d², and 8/x shows it by d (1 − d).
        let shown = 0.01 * (1.0 - d * d) + 0.18 * d * (1.0 - d);
        let expected = 0.04 * d * (1.0 - d) / (0.04 * shown);
        let ours = at.of_one(&[at.reading(het).unwrap(), at.reading(hom).unwrap()]);
        assert!((ours / expected - 1.0).abs() < 1e-12, "{ours} {expected}");
    }

    #[test]
    fn against_a_sibling_as_the_pedigree_says() {
        let locus = locus();
        let at = At::new(&locus, 0.0, 0.0);
        let row = |id: &str, parents: bool| Row {
            id: id.to_owned(),
            father: parents.then(|| "father".to_owned()),
            mother: parents.then(|| "mother".to_owned()),
            sex: match id {
                "father" => Sex::Male,
                "mother" => Sex::Female,
                _ => Sex::Unknown,
            },
        };
        let rows = [row("father", false), row("mother", false), row("one", true), row("other", true)];
        let pedigree = Pedigree::new(&rows).unwrap();
        let of = |id| pedigree.find(id).unwrap();
        let readings = [
            Genotype::pair(0, 1),
            Genotype::pair(1, 1),
            Genotype::pair(0, 0).with_drop_out(0.1),
            Genotype::pair(2, 3),
            Genotype::one_allele(1),
            Genotype::pair(0, 1).with_drop_in(&locus, 0.1, 0.2, (1.0, 3.0)),
        ];
        for x in readings {
            for y in readings {
                let mut genotypes = vec![None; 4];
                genotypes[of("one")] = Some(y);
                let sibling =
                    LikelihoodRatio::compute(&pedigree, of("other"), [(&locus, genotypes, Some(x))], 0.0);
                let (a, b) = (at.reading(x).unwrap(), at.reading(y).unwrap());
                let expected = at.of_one(&[a, b]) / sibling.ln_lr().exp();
                let ours = at.against_sibling(&a, &[b]);
                assert!(
                    (ours - expected).abs() < 1e-12 * expected.max(1.0),
                    "{x:?} {y:?}: {ours} {expected}"
                );
            }
        }
    }

    #[test]
    fn a_profile_of_several() {
        let locus = locus();
        let with = |read: &[Genotype]| consensus(&locus, read, 0.0, 0.003);
        let pair = |a: &str, b: Option<&str>| {
            let (first, second) = (a.to_owned(), b.map(str::to_owned));
            Consensus::Read(AllelePair { first, second, more: Vec::new() })
        };
        let (a, b) = (Genotype::pair(0, 0).with_drop_out(0.1), Genotype::pair(1, 1).with_drop_out(0.1));
        let het = Genotype::pair(0, 1);
        assert_eq!(with(&[]), Consensus::Untyped);
        assert_eq!(with(&[a]), pair("8", Some("8")), "as it was read");
        assert_eq!(with(&[Genotype::one_allele(0)]), pair("8", None));
        assert_eq!(with(&[a, het]), pair("8", Some("9")), "the other dropped out");
        assert_eq!(with(&[a, b]), Consensus::Contradiction, "both may have lost one, or one is another's");
        assert_eq!(with(&[a, b, a, b, a, b]), pair("8", Some("9")));
        assert_eq!(with(&[het, Genotype::pair(2, 3)]), Consensus::Contradiction);
        // An allele may have dropped in: it is seen in one of several.
        let in_one = het.with_drop_in(&locus, 0.05, 0.1, (1.0, 1.0));
        assert_eq!(with(&[in_one]), pair("8", Some("9")), "as it was read");
        assert_eq!(with(&[in_one, a, a, a]), pair("8", None), "9 dropped in, or out each time");
        assert_eq!(with(&[in_one, in_one, a]), pair("8", Some("9")), "8 was seen alone");
        assert_eq!(with(&[het, het, Genotype::pair(2, 3)]), pair("8", Some("9")), "one is another's");
    }
}
