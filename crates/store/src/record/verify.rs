//! Whether what the tables hold is what the record says.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_record::tree::Edge;
use kintrace_record::{Change, Hash, Leaf, commitment};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use super::findable::findable;
use super::{Kind, read_checkpoint, signed, unsigned};
use crate::entities::{record_checkpoint, record_leaf, record_tile};
use crate::{Store, StoreError};

/// Leaves at a time.
const PAGE: u64 = 10_000;

/// Something that is not as the record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about: a thing, by kind and id; or a part of the record itself.
    pub about: String,
    /// What is wrong.
    pub problem: String,
}

/// What was verified, and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    /// Leaves.
    pub leaves: u64,
    /// Root of the tree over them.
    pub root: Hash,
    /// Roots at the sizes that were asked for, where the log is as long.
    pub roots: BTreeMap<u64, Hash>,
    /// Things that were compared with their last state.
    pub things: u64,
    /// Things that were erased.
    pub erased: u64,
    /// What is wrong; empty if all is well.
    pub findings: Vec<Finding>,
}

/// What the leaves say of one thing.
struct Handle {
    kind: String,
    version: u64,
    erased: bool,
}

/// The last that was recorded of a thing.
struct Last {
    sequence: u64,
    state: Option<String>,
}

impl Store {
    /// Compares the whole registry with its record: leaves with the tree, states with the leaves, rows
    /// with their last state, what people are found by with the rows, and the checkpoints that were kept with
    /// the tree. `sizes`: of which earlier
    /// trees the root is wanted.
    ///
    /// Cost: everything is read once; memory some 300 bytes a leaf.
    ///
    /// # Errors
    /// The database's refusal. What was tampered with is no error, but a finding.
    pub async fn verify(&self, sizes: &[u64]) -> Result<Verified, StoreError> {
        verify(&self.snapshot().await?, sizes).await
    }
}

/// [`Store::verify`] in a transaction.
pub(crate) async fn verify(tx: &DatabaseTransaction, sizes: &[u64]) -> Result<Verified, StoreError> {
    let mut findings = Vec::new();
    let mut found = |about: String, problem: String| findings.push(Finding { about, problem });

    let checkpoints =
        record_checkpoint::Entity::find().order_by_asc(record_checkpoint::Column::Size).all(tx).await?;
    let mut wanted: Vec<u64> =
        checkpoints.iter().map(|c| unsigned(c.size)).chain(sizes.iter().copied()).collect();
    wanted.sort_unstable();
    wanted.dedup();

    // Leaves, in order.
    let mut edge = Edge::default();
    let mut complete = Vec::new();
    let mut roots = BTreeMap::new();
    let mut handles: BTreeMap<String, Handle> = BTreeMap::new();
    let mut last: BTreeMap<(String, String), Last> = BTreeMap::new();
    // Leaves whose state is nowhere: they should be of something that was erased.
    let mut without: Vec<(u64, Leaf)> = Vec::new();
    // Who wrote the leaves of the transaction that is being read.
    let mut author: Option<(i64, String)> = None;
    if wanted.first() == Some(&0) {
        roots.insert(0, edge.root());
    }
    'all: loop {
        let from = edge.size();
        let rows = record_leaf::Entity::find()
            .filter(record_leaf::Column::Sequence.gte(signed(from)))
            .order_by_asc(record_leaf::Column::Sequence)
            .limit(PAGE)
            .all(tx)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let sequence = edge.size();
            let about = format!("leaf {sequence}");
            if unsigned(row.sequence) != sequence {
                found(about, "it is not in the record".to_owned());
                break 'all;
            }
            edge.push(&row.leaf);
            if wanted.binary_search(&edge.size()).is_ok() {
                roots.insert(edge.size(), edge.root());
            }
            let leaf = match Leaf::parse(&row.leaf) {
                Ok(leaf) => leaf,
                Err(e) => {
                    found(about, e.to_string());
                    continue;
                }
            };
            if let (Some(by), Some(nonce)) = (&row.by, &row.by_nonce) {
                author = Some((row.sequence, commitment(nonce, by)));
            }
            let by = author.as_ref().filter(|(first, _)| *first == row.first).map(|(_, by)| by);
            if leaf.sequence != sequence || by != Some(&leaf.actor) {
                found(about.clone(), "who wrote it is not as the leaf says".to_owned());
            }
            let known = handles.get(&leaf.thing);
            let (version, gone) = known.map_or((0, false), |h| (h.version, h.erased));
            let expected = version + u64::from(leaf.change != Change::Read);
            if leaf.version != expected || gone || known.is_some_and(|h| h.kind != leaf.kind) {
                let problem =
                    format!("version {} of a {} follows version {version}", leaf.version, leaf.kind);
                found(about.clone(), problem);
            }
            if leaf.change == Change::Read {
                continue;
            }
            let erased = leaf.change == Change::Erased;
            let handle = Handle { kind: leaf.kind.clone(), version: leaf.version, erased };
            handles.insert(leaf.thing.clone(), handle);
            if erased {
                continue;
            }
            let Some(thing) = row.thing else {
                without.push((sequence, leaf));
                continue;
            };
            let committed = row.state.as_ref().map(|s| commitment(&row.nonce.unwrap_or_default(), s));
            if committed != leaf.commitment || row.kind != leaf.kind {
                let problem = format!(
                    "version {} is not what leaf {sequence} committed to: the state that was recorded was changed",
                    leaf.version
                );
                found(format!("{} {thing}", leaf.kind), problem);
            }
            last.insert((leaf.kind, thing), Last { sequence, state: row.state });
        }
        complete.append(&mut edge.take_complete());
    }
    complete.append(&mut edge.take_complete());
    for (sequence, leaf) in without {
        if handles.get(&leaf.thing).is_none_or(|h| !h.erased) {
            let problem =
                format!("version {} of a {} is not kept, and was not erased", leaf.version, leaf.kind);
            found(format!("leaf {sequence}"), problem);
        }
    }

    // Tiles.
    complete.extend(edge.incomplete().into_iter().filter(|((level, _), _)| *level > 0));
    let mut stored: BTreeMap<(i16, i64), Vec<u8>> = record_tile::Entity::find()
        .all(tx)
        .await?
        .into_iter()
        .map(|t| ((t.level, t.number), t.hashes))
        .collect();
    for ((level, number), hashes) in complete {
        if stored.remove(&(i16::from(level), signed(number))).as_ref() != Some(&hashes) {
            let problem = "it is not the tree over the leaves: a leaf was changed, dropped or put in";
            found(format!("tile {level}/{number}"), problem.to_owned());
        }
    }
    for (level, number) in stored.into_keys() {
        let problem = "there are no leaves for it: leaves were dropped at the end";
        found(format!("tile {level}/{number}"), problem.to_owned());
    }

    // Checkpoints.
    for row in &checkpoints {
        let size = unsigned(row.size);
        let about = format!("checkpoint of {size} leaves");
        match (read_checkpoint(row), roots.get(&size)) {
            (Err(e), _) => found(about, e.to_string()),
            (Ok(_), None) => found(about, format!("the log has only {} leaves", edge.size())),
            (Ok(c), Some(root)) if c.head.size() != size || c.head.hash() != root => {
                found(about, "the leaves up to it are not those that were signed".to_owned());
            }
            _ => {}
        }
    }

    // Rows, kind by kind, with the last state of each.
    let things = last.len() as u64;
    for kind in Kind::all() {
        let mut states = kind.states(tx, None).await?;
        let ours = last.extract_if(.., |(of, _), _| of == kind.text());
        for ((_, thing), recorded) in ours {
            let about = format!("{} {thing}", kind.text());
            match (states.remove(&thing), recorded.state) {
                (None, Some(_)) => {
                    found(about, "its row is gone, and the record does not say so".to_owned());
                }
                (Some(_), None) => {
                    let problem = format!("leaf {} removed it, and its row is there", recorded.sequence);
                    found(about, problem);
                }
                (Some(now), Some(then)) if now != then => found(about, difference(&then, &now)),
                (None, None) | (Some(_), Some(_)) => {}
            }
        }
        for thing in states.into_keys() {
            found(format!("{} {thing}", kind.text()), "its row is not in the record".to_owned());
        }
    }
    for (kind, thing) in last.into_keys() {
        found(format!("{kind} {thing}"), "a kind that this version of the program does not know".to_owned());
    }
    // What a changed row is found by is not named again.
    let changed: BTreeSet<String> = findings.iter().map(|f| f.about.clone()).collect();
    findings.extend(findable(tx).await?.into_iter().filter(|f| !changed.contains(&f.about)));
    let erased = handles.values().filter(|h| h.erased).count() as u64;
    Ok(Verified { leaves: edge.size(), root: edge.root(), roots, things, erased, findings })
}

/// Which members of a state were changed.
fn difference(recorded: &str, now: &str) -> String {
    let members = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default();
    let (recorded, now) = (members(recorded), members(now));
    let mut changed: Vec<&str> = recorded
        .iter()
        .filter(|(name, value)| now.get(*name) != Some(value))
        .map(|(name, _)| name.as_str())
        .chain(now.keys().filter(|name| !recorded.contains_key(*name)).map(String::as_str))
        .collect();
    changed.sort_unstable();
    format!("its row was changed behind the program's back: {}", changed.join(", "))
}
