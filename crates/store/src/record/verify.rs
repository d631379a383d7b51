//! Whether what the tables hold is what the record says.

use std::collections::BTreeMap;

use kintrace_record::tree::Edge;
use kintrace_record::{Change, Hash, Leaf, commitment};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TransactionTrait};
use serde_json::{Map, Value};

use super::{Kind, read_checkpoint, signed, unsigned};
use crate::entities::{record_author, record_checkpoint, record_leaf, record_tile, record_version};
use crate::{Store, StoreError};

/// Rows at a time.
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
    sequence: u64,
    erased: bool,
}

/// What a leaf commits to.
struct Said {
    handle: String,
    version: u64,
    commitment: Option<String>,
    /// Whether a state was seen that belongs to it.
    seen: bool,
    /// A leaf that has no state of its own.
    stateless: bool,
}

impl Store {
    /// Compares the whole registry with its record: leaves with the tree, states with the leaves, rows
    /// with their last state, and the checkpoints that were kept with the tree. `sizes`: of which earlier
    /// trees the root is wanted.
    ///
    /// Cost: everything is read once; memory some 300 bytes a leaf.
    ///
    /// # Errors
    /// The database's refusal. What was tampered with is no error, but a finding.
    pub async fn verify(&self, sizes: &[u64]) -> Result<Verified, StoreError> {
        // One moment's view of all tables: others go on writing.
        let tx = self
            .db
            .begin_with_config(
                Some(sea_orm::IsolationLevel::RepeatableRead),
                Some(sea_orm::AccessMode::ReadOnly),
            )
            .await?;
        let mut findings = Vec::new();
        let mut found = |about: String, problem: String| findings.push(Finding { about, problem });

        let checkpoints =
            record_checkpoint::Entity::find().order_by_asc(record_checkpoint::Column::Size).all(&tx).await?;
        let authors =
            record_author::Entity::find().order_by_asc(record_author::Column::Sequence).all(&tx).await?;
        let mut wanted: Vec<u64> =
            checkpoints.iter().map(|c| unsigned(c.size)).chain(sizes.iter().copied()).collect();
        wanted.sort_unstable();
        wanted.dedup();

        // Leaves, in order.
        let mut edge = Edge::default();
        let mut complete = Vec::new();
        let mut roots = BTreeMap::new();
        let mut handles: BTreeMap<String, Handle> = BTreeMap::new();
        let mut said: Vec<Said> = Vec::new();
        let mut author = 0;
        if wanted.first() == Some(&0) {
            roots.insert(0, edge.root());
        }
        loop {
            let from = edge.size();
            let rows = record_leaf::Entity::find()
                .filter(record_leaf::Column::Sequence.gte(signed(from)))
                .order_by_asc(record_leaf::Column::Sequence)
                .limit(PAGE)
                .all(&tx)
                .await?;
            if rows.is_empty() {
                break;
            }
            let mut gap = false;
            for row in rows {
                let sequence = edge.size();
                if unsigned(row.sequence) != sequence {
                    found(format!("leaf {sequence}"), "it is not in the record".to_owned());
                    gap = true;
                    break;
                }
                edge.push(&row.leaf);
                if wanted.contains(&edge.size()) {
                    roots.insert(edge.size(), edge.root());
                }
                let leaf = match Leaf::parse(&row.leaf) {
                    Ok(leaf) => leaf,
                    Err(e) => {
                        found(format!("leaf {sequence}"), e.to_string());
                        said.push(Said {
                            handle: String::new(),
                            version: 0,
                            commitment: None,
                            seen: true,
                            stateless: true,
                        });
                        continue;
                    }
                };
                while authors.get(author + 1).is_some_and(|a| unsigned(a.sequence) <= sequence) {
                    author += 1;
                }
                let by = authors.get(author).map(|a| commitment(&a.nonce, &a.by));
                if leaf.sequence != sequence || by.as_ref() != Some(&leaf.actor) {
                    found(format!("leaf {sequence}"), "who wrote it is not as the leaf says".to_owned());
                }
                let last = handles.get(&leaf.thing);
                let (version, erased) = last.map_or((0, false), |h| (h.version, h.erased));
                let expected = version + u64::from(leaf.change != Change::Read);
                if leaf.version != expected || erased || last.is_some_and(|h| h.kind != leaf.kind) {
                    let problem = format!(
                        "version {} of {} {} follows version {version}",
                        leaf.version, leaf.kind, leaf.thing
                    );
                    found(format!("leaf {sequence}"), problem);
                }
                if leaf.change != Change::Read {
                    let erased = leaf.change == Change::Erased;
                    handles.insert(
                        leaf.thing.clone(),
                        Handle { kind: leaf.kind, version: leaf.version, sequence, erased },
                    );
                }
                said.push(Said {
                    stateless: matches!(leaf.change, Change::Read | Change::Erased),
                    handle: leaf.thing,
                    version: leaf.version,
                    commitment: leaf.commitment,
                    seen: false,
                });
            }
            complete.append(&mut edge.take_complete());
            if gap {
                break;
            }
        }

        // Tiles.
        complete.append(&mut edge.incomplete());
        let mut stored: BTreeMap<(i16, i64), Vec<u8>> = record_tile::Entity::find()
            .all(&tx)
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

        // States, kind by kind.
        let mut things = 0;
        let known: Vec<String> = record_version::Entity::find()
            .select_only()
            .distinct()
            .column(record_version::Column::Kind)
            .into_tuple()
            .all(&tx)
            .await?;
        for kind in known.iter().filter(|k| Kind::read(k).is_none()) {
            found(kind.clone(), "a kind that this version of the program does not know".to_owned());
        }
        for kind in Kind::ALL {
            let mut last: BTreeMap<String, record_version::Model> = BTreeMap::new();
            let mut after = (String::new(), 0);
            loop {
                let page = record_version::Entity::find()
                    .filter(record_version::Column::Kind.eq(kind.text()))
                    .filter(
                        sea_orm::Condition::any().add(record_version::Column::Thing.gt(&after.0)).add(
                            sea_orm::Condition::all()
                                .add(record_version::Column::Thing.eq(&after.0))
                                .add(record_version::Column::Version.gt(after.1)),
                        ),
                    )
                    .order_by_asc(record_version::Column::Thing)
                    .order_by_asc(record_version::Column::Version)
                    .limit(PAGE)
                    .all(&tx)
                    .await?;
                let Some(end) = page.last() else { break };
                after = (end.thing.clone(), end.version);
                for row in page {
                    let leaf = usize::try_from(row.sequence).ok().and_then(|n| said.get_mut(n));
                    let committed = (!row.state.is_empty()).then(|| commitment(&row.nonce, &row.state));
                    let right = leaf.is_some_and(|leaf| {
                        leaf.seen = true;
                        leaf.handle == row.handle
                            && leaf.version == unsigned(row.version)
                            && leaf.commitment == committed
                    });
                    if !right {
                        let problem = format!(
                            "version {} is not what leaf {} committed to: the state that was recorded was changed",
                            row.version, row.sequence
                        );
                        found(format!("{} {}", kind.text(), row.thing), problem);
                    }
                    last.insert(row.thing.clone(), row);
                }
            }
            let mut states = kind.states(&tx, None).await?;
            for (thing, row) in last {
                things += 1;
                let about = format!("{} {thing}", kind.text());
                if handles.get(&row.handle).is_some_and(|h| h.sequence != unsigned(row.sequence)) {
                    found(about.clone(), "its last recorded state is missing".to_owned());
                }
                match states.remove(&thing) {
                    None if row.state.is_empty() => {}
                    None => found(about, "its row is gone, and the record does not say so".to_owned()),
                    Some(_) if row.state.is_empty() => {
                        found(about, "it was removed, and its row is there again".to_owned());
                    }
                    Some(now) if now != row.state => found(about, difference(&row.state, &now)),
                    Some(_) => {}
                }
            }
            for thing in states.into_keys() {
                found(format!("{} {thing}", kind.text()), "its row is not in the record".to_owned());
            }
        }

        // Leaves whose state is nowhere, though it was not erased.
        let mut erased = 0;
        for handle in handles.values() {
            erased += u64::from(handle.erased);
        }
        for (sequence, leaf) in said.iter().enumerate().filter(|(_, leaf)| !leaf.seen && !leaf.stateless) {
            if handles.get(&leaf.handle).is_none_or(|h| !h.erased) {
                let kind = handles.get(&leaf.handle).map_or("", |h| h.kind.as_str());
                let problem = format!("version {} of a {kind} is not kept, and was not erased", leaf.version);
                found(format!("leaf {sequence}"), problem);
            }
        }
        Ok(Verified { leaves: edge.size(), root: edge.root(), roots, things, erased, findings })
    }
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
