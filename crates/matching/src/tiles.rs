//! A tile of a search: some missing persons against some remains, by their DNA alone. What is found does not depend on how a
//! registry is cut, nor on where a tile is computed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kintrace_casework::registry::{Registry, Subject};
use kintrace_identification::Family;
use kintrace_identification::readings::Readings;
use kintrace_identification::search::{Coded, Level, Preparation, Survivor, search};
use kintrace_kinship::{LN_10, Locus};
use rayon::prelude::*;

use crate::{Described, Settings, family, frequencies, loci, of_person, remains_genotypes};

/// What was found in a tile.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// Pairs of a missing person and remains of which something was read.
    pub compared: u64,
    /// Pairs that passed the screen and were summed exactly.
    pub summed: u64,
    /// Missing person, remains and ln LR of each pair that reaches the threshold, by missing person.
    pub pairs: Vec<(String, String, f64)>,
}

/// Remains of a tile, ready to be compared with one family after another.
#[derive(Debug)]
pub struct TileRemains {
    loci: Vec<Locus>,
    theta: f64,
    /// Of which something was read.
    ids: Vec<String>,
    coded: Coded,
}

impl TileRemains {
    /// Reads some remains of a registry, which may hold no more than these. Of what offices wrote down examinations of the
    /// remains count, for the sex that they found.
    #[must_use]
    pub fn read(
        registry: &Registry,
        described: &Described,
        settings: &Settings,
        remains: &BTreeSet<String>,
    ) -> Self {
        let loci = loci(&frequencies(registry), settings);
        let profiles = registry.profiles_by_subject();
        let mut ids = Vec::new();
        let mut readings = Readings::new(loci.len()).contaminated(settings.contamination);
        for r in registry.remains.values().filter(|r| remains.contains(&r.id)) {
            let profile = profiles.get(&Subject::Remains(r.id.clone())).map(Cow::as_ref);
            let sex = described.after(r, profile).sex.sex;
            let genotypes = remains_genotypes(&loci, profile, sex, settings);
            if genotypes.iter().any(Option::is_some) {
                readings.push(&genotypes);
                ids.push(r.id.clone());
            }
        }
        Self { loci, theta: settings.theta, ids, coded: Coded::new(readings) }
    }

    /// Compares them with some missing persons of a registry, which may hold no more than their families: pairs whose LR of
    /// the DNA is 10^`log10_threshold` or more, everybody else unidentified, are found, and no others. In parallel.
    #[must_use]
    pub fn compare(&self, registry: &Registry, missing: &BTreeSet<String>, log10_threshold: f64) -> Found {
        let Self { loci, theta, ids, coded } = self;
        let profiles = registry.profiles_by_subject();
        let of_person = |id: &str| of_person(&profiles, id);
        let views = registry.families();
        let families: Vec<Family> =
            views.par_iter().filter_map(|view| family(view, loci, of_person)).collect();
        let wanted: Vec<(&Family, usize, &String)> = families
            .iter()
            .flat_map(|family| {
                let members = family.missing.iter().zip(&family.missing_ids);
                members.map(move |(member, id)| (family, *member, id))
            })
            .filter(|(_, _, id)| missing.contains(*id))
            .collect();
        let ln_threshold = log10_threshold * LN_10;
        let preparation = Preparation::new(loci, *theta, coded, ln_threshold);
        let prepare = |m: usize| {
            let (family, member, _) = wanted[m];
            preparation.target(&family.pedigree, member, &family.genotypes)
        };
        let all = search(wanted.len(), &prepare, coded, ln_threshold, Level::best());
        let pair = |s: &Survivor| (wanted[s.missing].2.clone(), ids[s.remains].clone(), s.ln_lr);
        Found {
            compared: wanted.len() as u64 * ids.len() as u64,
            summed: all.summed,
            pairs: all.survivors.iter().map(pair).collect(),
        }
    }
}
