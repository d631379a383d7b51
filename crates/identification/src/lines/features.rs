//! What a body or its things can be recognised by: old fractures, operations and implants; clothing and effects.
//!
//! A feature is what it is (`fracture`, `watch`) and where on the body it is, both as keys that are the same in every
//! language; its description as words.
//!
//! **Medical findings.** Of what a family knows, remains show a share ([`Medical::SHOWN`]): bones are missing, old
//! fractures heal without a trace. Of what bones show, families knew a share ([`Medical::KNOWN`]). f is how frequent a
//! feature is, counted over all that is described in the registry, on top of a default as if of [`ADDED`] people. For
//! each stated feature: LR = (d + (1 − d)·f) / f if the remains show it, 1 − d if not; for each that only the remains
//! show: 1 − k, where the family named anything.
//!
//! **Clothing and effects.** For each kind of thing that a family named: LR = (d + (1 − d)·f) / f if such a thing lay
//! with the remains, 1 − d if not: clothes were changed, taken or have rotted ([`Effects::SHOWN`]). f is the share of
//! remains with such a thing. Where both descriptions share a word: d / w besides, w being the share of such things
//! that are described so. Things lend, copy and mislead: all of it counts no more than a factor of 100 either way.

use std::collections::{BTreeMap, BTreeSet};

/// So many people's worth of the default is added to what is counted.
pub const ADDED: f64 = 20.0;

/// Something that could be recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature {
    /// What: a key.
    pub what: String,
    /// Where on the body: a key; empty: not said.
    pub at: String,
    /// Words of its description.
    pub words: BTreeSet<String>,
}

impl Feature {
    fn same(&self, other: &Self) -> bool {
        self.what == other.what && (self.at == other.at || self.at.is_empty() || other.at.is_empty())
    }
}

/// How frequent features are: counted over what is described of people or remains, each thing once a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frequencies {
    described: usize,
    kinds: BTreeMap<String, usize>,
    places: BTreeMap<(String, String), usize>,
    words: BTreeMap<(String, String), usize>,
    default: f64,
}

impl Frequencies {
    /// Counts features; `default` is the share of people who have one, before anybody was counted.
    #[must_use]
    pub fn count<'a>(of_persons: impl IntoIterator<Item = &'a [Feature]>, default: f64) -> Self {
        let mut counted = Self { default, ..Self::default() };
        for features in of_persons.into_iter().filter(|f| !f.is_empty()) {
            counted.described += 1;
            let kinds: BTreeSet<&String> = features.iter().map(|f| &f.what).collect();
            for kind in kinds {
                *counted.kinds.entry(kind.clone()).or_default() += 1;
            }
            let places: BTreeSet<(&String, &String)> =
                features.iter().filter(|f| !f.at.is_empty()).map(|f| (&f.what, &f.at)).collect();
            for (what, at) in places {
                *counted.places.entry((what.clone(), at.clone())).or_default() += 1;
            }
            let words: BTreeSet<(&String, &String)> =
                features.iter().flat_map(|f| f.words.iter().map(move |w| (&f.what, w))).collect();
            for (what, word) in words {
                *counted.words.entry((what.clone(), word.clone())).or_default() += 1;
            }
        }
        counted
    }

    /// The share of people who have a feature, there if it is said where.
    #[must_use]
    pub fn of(&self, feature: &Feature) -> f64 {
        let count = if feature.at.is_empty() {
            self.kinds.get(&feature.what)
        } else {
            self.places.get(&(feature.what.clone(), feature.at.clone()))
        };
        (count.copied().unwrap_or(0) as f64 + ADDED * self.default) / (self.described as f64 + ADDED)
    }

    /// The share of things of a kind that are described with a word.
    fn of_word(&self, what: &str, word: &str) -> f64 {
        let kind = self.kinds.get(what).copied().unwrap_or(0) as f64;
        let word = self.words.get(&(what.to_owned(), word.to_owned())).copied().unwrap_or(0) as f64;
        // As if of two more things, one of which is described so.
        ((word + 1.0) / (kind + 2.0)).min(1.0)
    }
}

/// What the comparison of features gave.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Compared {
    /// ln LR.
    pub ln_lr: f64,
    /// How many are on both sides.
    pub on_both: usize,
    /// How many only the family named.
    pub only_stated: usize,
    /// How many only the remains show.
    pub only_found: usize,
}

/// Fractures, operations, implants, marks.
#[derive(Debug, Clone, Copy)]
pub struct Medical;

impl Medical {
    /// Remains show such a share of what a family knows. Our own choice.
    pub const SHOWN: f64 = 0.6;
    /// A family knows such a share of what bones show. Our own choice.
    pub const KNOWN: f64 = 0.5;
    /// Before anybody was counted, such a share of people have a feature.
    pub const DEFAULT: f64 = 0.02;

    /// Compares what a family named with what an examination found.
    #[must_use]
    pub fn compare(stated: &[Feature], found: &[Feature], frequencies: &Frequencies) -> Compared {
        let mut compared = Compared::default();
        for feature in stated {
            if let Some(seen) = found.iter().find(|f| f.same(feature)) {
                // Whichever of both says where.
                let f = frequencies.of(if feature.at.is_empty() { feature } else { seen });
                compared.ln_lr += ((Self::SHOWN + (1.0 - Self::SHOWN) * f) / f).ln();
                compared.on_both += 1;
            } else {
                compared.ln_lr += (1.0 - Self::SHOWN).ln();
                compared.only_stated += 1;
            }
        }
        if !stated.is_empty() {
            compared.only_found = found.iter().filter(|f| !stated.iter().any(|s| s.same(f))).count();
            compared.ln_lr += compared.only_found as f64 * (1.0 - Self::KNOWN).ln();
        }
        compared
    }
}

/// Clothing and effects.
#[derive(Debug, Clone, Copy)]
pub struct Effects;

impl Effects {
    /// With remains lies such a share of what somebody wore and carried when last seen. Our own choice.
    pub const SHOWN: f64 = 0.4;
    /// Before anything was counted, such a share of remains have a thing.
    pub const DEFAULT: f64 = 0.1;
    /// All effects together weigh no more, as ln LR either way.
    pub const MOST: f64 = 2.0 * std::f64::consts::LN_10;

    /// Compares what somebody wore and carried with what lay with remains.
    #[must_use]
    pub fn compare(stated: &[Feature], found: &[Feature], frequencies: &Frequencies) -> Compared {
        let mut compared = Compared::default();
        for feature in stated {
            let mut seen = found.iter().filter(|f| f.what == feature.what).peekable();
            if seen.peek().is_none() {
                compared.ln_lr += (1.0 - Self::SHOWN).ln();
                compared.only_stated += 1;
                continue;
            }
            let f = frequencies.of(&Feature { what: feature.what.clone(), ..Feature::default() });
            compared.ln_lr += ((Self::SHOWN + (1.0 - Self::SHOWN) * f) / f).ln();
            compared.on_both += 1;
            // The rarest word that both descriptions have: words of one description hang together.
            let rarest = seen
                .flat_map(|s| s.words.intersection(&feature.words))
                .map(|word| frequencies.of_word(&feature.what, word))
                .min_by(f64::total_cmp);
            if let Some(w) = rarest {
                compared.ln_lr += ((Self::SHOWN + (1.0 - Self::SHOWN) * w) / w).ln();
            }
        }
        compared.only_found = found.iter().filter(|f| !stated.iter().any(|s| s.what == f.what)).count();
        compared.ln_lr = compared.ln_lr.clamp(-Self::MOST, Self::MOST);
        compared
    }
}
