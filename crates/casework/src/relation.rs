//! How a relative is related to the missing person, in words.
//!
//! A relation is a walk through the family: "nephew by a sister" is *sister*, then *son*;
//! "mother's brother" is *mother*, then *brother*. The words may be joined by 's, "of", "by", "on the
//! … side", and stand in English; the closest relatives also in Azerbaijani, Armenian and Russian.
//!
//! What is not said: a "brother" is a full brother. Children are by the one spouse who is named in
//! the family, or by one unnamed partner; "son with R7" names the other parent. Nephews "by a sister"
//! are of one sister; "by sister R4" names her.

use kintrace_kinship::Sex;

use crate::pedigree_builder::{Contradiction, Node, PedigreeBuilder};

/// One step of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To a parent.
    Parent(Sex),
    /// To a full brother or sister.
    Sibling(Sex),
    /// To a half sibling, by the parent both have.
    HalfSibling {
        /// The half sibling's sex.
        sex: Sex,
        /// Sex of the parent they share.
        by: Sex,
    },
    /// To a child; with whom, by id, if it was said.
    Child {
        /// The child's sex.
        sex: Sex,
        /// The other parent's id.
        with: Option<String>,
    },
    /// To a husband, wife or partner.
    Spouse(Sex),
    /// To a named person, instead of an unnamed one just reached.
    Named(String),
}

/// A relation that isn't understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a relation was expected, such as mother, brother, half sister by the father, son with <id>, \
     nephew by a sister, mother's brother or cousin by the mother's brother"
)]
pub struct NotARelation;

const MALE: Sex = Sex::Male;
const FEMALE: Sex = Sex::Female;

/// Reads a relation.
///
/// # Errors
/// [`NotARelation`] if a word is unknown, or the relation leaves open through whom it goes (an
/// "uncle" is the father's or the mother's brother).
pub fn parse(text: &str) -> Result<Vec<Step>, NotARelation> {
    let text = text.trim();
    let lower = text.to_lowercase();
    if let Some(step) = in_other_languages(&lower) {
        return Ok(vec![step]);
    }
    // "son of R3" begins at R3 instead of the missing person.
    let lower = lower.replace("half-", "half ").replace("step-", "step ");
    let original: Vec<&str> = text.split_whitespace().collect();
    let words: Vec<String> = lower
        .split_whitespace()
        .map(|w| w.trim_matches([',', '.', '(', ')']).to_owned())
        .filter(|w| !w.is_empty())
        .collect();
    if let Some(at) = words.iter().position(|w| w == "of")
        && at + 1 < words.len()
    {
        let after = words[at + 1..].join(" ");
        let mut steps = if let Ok(steps) = parse(&after) {
            steps
        } else {
            // Ids keep their case.
            let id = original.iter().skip_while(|w| w.to_lowercase() != "of").nth(1).ok_or(NotARelation)?;
            if !id.chars().any(|c| c.is_ascii_digit()) || at + 2 != words.len() {
                return Err(NotARelation);
            }
            vec![Step::Named((*id).to_owned())]
        };
        steps.extend(parse(&words[..at].join(" "))?);
        return Ok(steps);
    }
    // "mother's brother's son"
    if let Some(at) = words.iter().position(|w| w.ends_with("'s") || w.ends_with("’s"))
        && !words[..at].iter().any(|w| matches!(w.as_str(), "by" | "on" | "through" | "with"))
        && at + 1 < words.len()
    {
        let head = words[..=at].join(" ");
        let mut steps = parse(head.trim_end_matches("'s").trim_end_matches("’s"))?;
        steps.extend(parse(&words[at + 1..].join(" "))?);
        return Ok(steps);
    }
    let id_after = |word: &str| {
        original
            .iter()
            .skip_while(|w| w.to_lowercase() != word)
            .skip(1)
            .map(|w| w.trim_matches([',', '.', '(', ')']))
            .find(|w| w.chars().any(|c| c.is_ascii_digit()))
            .map(str::to_owned)
    };
    let cut = words.iter().position(|w| matches!(w.as_str(), "by" | "on" | "through" | "with" | "from"));
    let (head, tail) = words.split_at(cut.unwrap_or(words.len()));
    let tail: Vec<&str> = tail
        .iter()
        .skip(1)
        .map(String::as_str)
        .filter(|w| !matches!(*w, "the" | "a" | "an" | "side" | "his" | "her"))
        .collect();
    let head: Vec<&str> = head
        .iter()
        .map(String::as_str)
        .filter(|w| !matches!(*w, "the" | "a" | "full" | "own" | "biological"))
        .collect();
    let side = |word: &str| match word {
        "paternal" => Some(MALE),
        "maternal" => Some(FEMALE),
        _ => None,
    };
    let parent_word = |w: &str| match w.trim_end_matches("'s").trim_end_matches("’s") {
        "father" | "paternal" => Some(MALE),
        "mother" | "maternal" => Some(FEMALE),
        _ => None,
    };
    let prefix_side = head.iter().find_map(|w| side(w));
    let noun: String = head.iter().filter(|w| side(w).is_none()).copied().collect::<Vec<_>>().join(" ");
    let through = tail.first().and_then(|w| parent_word(w)).or(prefix_side);
    let simple = |step: Step| Ok(vec![step]);
    match noun.as_str() {
        "father" => simple(Step::Parent(MALE)),
        "mother" => simple(Step::Parent(FEMALE)),
        "brother" | "full brother" => simple(Step::Sibling(MALE)),
        "sister" | "full sister" => simple(Step::Sibling(FEMALE)),
        "sibling" | "full sibling" => simple(Step::Sibling(Sex::Unknown)),
        "half brother" | "half sister" | "half sibling" => {
            let sex = sex_of(noun.rsplit(' ').next().unwrap_or(""));
            simple(Step::HalfSibling { sex, by: through.ok_or(NotARelation)? })
        }
        "son" | "daughter" | "child" => {
            let with = (cut.is_some()).then(|| id_after("with").or_else(|| id_after("by"))).flatten();
            if cut.is_some() && with.is_none() {
                return Err(NotARelation);
            }
            simple(Step::Child { sex: sex_of(&noun), with })
        }
        "husband" => simple(Step::Spouse(MALE)),
        "wife" => simple(Step::Spouse(FEMALE)),
        "spouse" | "partner" => simple(Step::Spouse(Sex::Unknown)),
        "grandfather" | "grandmother" => {
            let sex = if noun == "grandfather" { MALE } else { FEMALE };
            Ok(vec![Step::Parent(through.ok_or(NotARelation)?), Step::Parent(sex)])
        }
        "uncle" | "aunt" => {
            let sex = if noun == "uncle" { MALE } else { FEMALE };
            Ok(vec![Step::Parent(through.ok_or(NotARelation)?), Step::Sibling(sex)])
        }
        "grandson" | "granddaughter" | "grandchild" => {
            let link = link_child(tail.first().copied().ok_or(NotARelation)?)?;
            let mut steps = vec![link];
            steps.extend(id_after("by").map(Step::Named));
            steps.push(Step::Child { sex: sex_of(noun.trim_start_matches("grand")), with: None });
            Ok(steps)
        }
        "nephew" | "niece" => {
            let link = link_sibling(tail.first().copied().ok_or(NotARelation)?)?;
            let mut steps = vec![link];
            steps.extend(id_after("by").map(Step::Named));
            let sex = if noun == "nephew" { MALE } else { FEMALE };
            steps.push(Step::Child { sex, with: None });
            Ok(steps)
        }
        "cousin" | "first cousin" | "male cousin" | "female cousin" => {
            let link = match tail[..] {
                ["uncle" | "brother", ..] if prefix_side.is_some() => Step::Sibling(MALE),
                ["aunt" | "sister", ..] if prefix_side.is_some() => Step::Sibling(FEMALE),
                [_, sibling, ..] => link_sibling(sibling)?,
                _ => return Err(NotARelation),
            };
            let sex = if noun.starts_with("male") {
                MALE
            } else if noun.starts_with("female") {
                FEMALE
            } else {
                Sex::Unknown
            };
            Ok(vec![
                Step::Parent(prefix_side.or(through).ok_or(NotARelation)?),
                link,
                Step::Child { sex, with: None },
            ])
        }
        _ => Err(NotARelation),
    }
}

fn sex_of(word: &str) -> Sex {
    match word {
        "brother" | "son" => MALE,
        "sister" | "daughter" => FEMALE,
        _ => Sex::Unknown,
    }
}

fn link_sibling(word: &str) -> Result<Step, NotARelation> {
    match word {
        "brother" => Ok(Step::Sibling(MALE)),
        "sister" => Ok(Step::Sibling(FEMALE)),
        "sibling" => Ok(Step::Sibling(Sex::Unknown)),
        _ => Err(NotARelation),
    }
}

fn link_child(word: &str) -> Result<Step, NotARelation> {
    match word {
        "son" | "daughter" | "child" => Ok(Step::Child { sex: sex_of(word), with: None }),
        _ => Err(NotARelation),
    }
}

fn in_other_languages(word: &str) -> Option<Step> {
    Some(match word {
        "отец" | "ata" | "հայր" => Step::Parent(MALE),
        "мать" | "ana" | "մայր" => Step::Parent(FEMALE),
        "брат" | "родной брат" | "qardaş" | "եղբայր" => Step::Sibling(MALE),
        "сестра" | "родная сестра" | "bacı" | "քույր" => Step::Sibling(FEMALE),
        "сын" | "oğul" | "oğlu" | "որդի" => Step::Child { sex: MALE, with: None },
        "дочь" | "qız" | "qızı" | "դուստր" => Step::Child { sex: FEMALE, with: None },
        "муж" | "ər" | "əri" | "ամուսին" => Step::Spouse(MALE),
        "жена" | "arvad" | "həyat yoldaşı" | "կին" => Step::Spouse(FEMALE),
        "единокровный брат" => Step::HalfSibling { sex: MALE, by: MALE },
        "единокровная сестра" => Step::HalfSibling { sex: FEMALE, by: MALE },
        "единоутробный брат" => Step::HalfSibling { sex: MALE, by: FEMALE },
        "единоутробная сестра" => Step::HalfSibling { sex: FEMALE, by: FEMALE },
        _ => return None,
    })
}

/// A walk that can't be walked in this family.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WalkError {
    /// A person named in the relation is not in the family.
    #[error("{0} is not in this family")]
    Unknown(String),
    /// It contradicts what was said before.
    #[error(transparent)]
    Contradiction(#[from] Contradiction),
}

/// Unnamed people on the way, shared by all relations of a family that go through them.
pub type Waypoints = std::collections::BTreeMap<String, Node>;

/// Walks from `start` and says that `relative` is who is reached.
///
/// # Errors
/// [`WalkError`] if the walk names somebody unknown or contradicts what the family already says.
pub fn place(
    family: &mut PedigreeBuilder,
    waypoints: &mut Waypoints,
    start: Node,
    steps: &[Step],
    relative: Node,
) -> Result<(), WalkError> {
    let mut at = start;
    let mut path = format!("{start:?}");
    for (i, step) in steps.iter().enumerate() {
        let last = i + 1 == steps.len();
        path = format!("{path}/{step:?}");
        at = match step {
            Step::Parent(sex) => {
                let parent = family.parent(at, *sex);
                if last { family.unify(parent, relative)? } else { parent }
            }
            Step::Named(id) => {
                let named = family.find(id).ok_or_else(|| WalkError::Unknown(id.clone()))?;
                if i == 0 || last { named } else { family.unify(at, named)? }
            }
            _ => {
                let named_next = matches!(steps.get(i + 1), Some(Step::Named(_)));
                let reached = if last {
                    relative
                } else if named_next {
                    family.person(None, Sex::Unknown)
                } else {
                    *waypoints.entry(path.clone()).or_insert_with(|| family.person(None, Sex::Unknown))
                };
                reach(family, waypoints, at, step, reached)?;
                reached
            }
        };
    }
    Ok(())
}

/// Says that `reached` is the sibling, child or spouse of `from`.
fn reach(
    family: &mut PedigreeBuilder,
    waypoints: &mut Waypoints,
    from: Node,
    step: &Step,
    reached: Node,
) -> Result<(), WalkError> {
    match step {
        Step::Sibling(sex) => {
            family.set_sex(reached, *sex)?;
            for parent_sex in [MALE, FEMALE] {
                let (mine, theirs) = (family.parent(from, parent_sex), family.parent(reached, parent_sex));
                family.unify(mine, theirs)?;
            }
        }
        Step::HalfSibling { sex, by } => {
            family.set_sex(reached, *sex)?;
            let (mine, theirs) = (family.parent(from, *by), family.parent(reached, *by));
            family.unify(mine, theirs)?;
            let other = if *by == MALE { FEMALE } else { MALE };
            family.parent(reached, other);
        }
        Step::Child { sex, with } => {
            family.set_sex(reached, *sex)?;
            let own = family.sex(from);
            // Of a parent whose sex nobody said, the mother's side is as good as the father's.
            let own = if own == Sex::Unknown { FEMALE } else { own };
            let other = if own == MALE { FEMALE } else { MALE };
            let parent = family.parent(reached, own);
            family.unify(parent, from)?;
            let partner = match with {
                Some(id) => family.find(id).ok_or_else(|| WalkError::Unknown(id.clone()))?,
                None => *waypoints
                    .entry(format!("partner of {from:?}"))
                    .or_insert_with(|| family.person(None, other)),
            };
            let parent = family.parent(reached, other);
            family.unify(parent, partner)?;
        }
        Step::Spouse(sex) => {
            family.set_sex(reached, *sex)?;
            // The first spouse who is named is the parent of children of whom nothing else is said.
            let partner = waypoints.entry(format!("partner of {from:?}")).or_insert(reached);
            let partner = *partner;
            if family.unify(partner, reached).is_err() {
                // A second husband or wife stands beside.
            }
        }
        Step::Parent(_) | Step::Named(_) => {}
    }
    Ok(())
}
