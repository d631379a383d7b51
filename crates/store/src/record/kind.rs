//! The kinds of things that the record vouches for, and their states as the database has them.

use std::collections::BTreeMap;

use kintrace_casework::Noun;
use kintrace_casework::document::DOCUMENTS;
use kintrace_record::hex;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::entities::{
    event, frequency, genotype, hypothesis, list, list_link, list_row, missing_person, person, remains,
    sample, search, setting, user,
};
use crate::{StoreError, documents, rows};

/// A kind of thing that the record vouches for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A missing person.
    MissingPerson,
    /// A member of a family.
    Person,
    /// Remains.
    Remains,
    /// A sample.
    Sample,
    /// The profile of a sample.
    Profile,
    /// A locus of the frequency table.
    Locus,
    /// A setting.
    Setting,
    /// An account.
    User,
    /// A search.
    Search,
    /// What the last search found: one thing, `all`.
    Hypotheses,
    /// An event of the office's diary.
    Event,
    /// A list of others, with its file and rows.
    List,
    /// A row of a list and who it may be: `list/row/missing person`.
    ListLink,
    /// A thing that is kept as one document.
    Document(Noun),
}

impl Kind {
    /// Kinds with tables of their own.
    const TABLES: [Self; 13] = [
        Self::MissingPerson,
        Self::Person,
        Self::Remains,
        Self::Sample,
        Self::Profile,
        Self::Locus,
        Self::Setting,
        Self::User,
        Self::Search,
        Self::Hypotheses,
        Self::Event,
        Self::List,
        Self::ListLink,
    ];

    /// All kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLES.into_iter().chain(DOCUMENTS.map(Self::Document))
    }

    /// What leaves call it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::MissingPerson => "missing person",
            Self::Person => "person",
            Self::Remains => "remains",
            Self::Sample => "sample",
            Self::Profile => "profile",
            Self::Locus => "locus",
            Self::Setting => "setting",
            Self::User => "user",
            Self::Search => "search",
            Self::Hypotheses => "hypotheses",
            Self::Event => "event",
            Self::List => "list",
            Self::ListLink => "list link",
            Self::Document(noun) => noun.text(),
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::all().find(|k| k.text() == text)
    }

    /// The states of the things with these ids (all: `None`) as the tables have them now: canonical JSON
    /// of what their rows hold, empty cells left out (so that a new column changes no state).
    pub(crate) async fn states(
        self,
        db: &impl ConnectionTrait,
        ids: Option<&[String]>,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        match self {
            Self::MissingPerson => {
                rows::<missing_person::Entity, _>(db, missing_person::Column::Id, ids, |m| m.id.clone()).await
            }
            Self::Person => rows::<person::Entity, _>(db, person::Column::Id, ids, |m| m.id.clone()).await,
            Self::Remains => rows::<remains::Entity, _>(db, remains::Column::Id, ids, |m| m.id.clone()).await,
            Self::Sample => rows::<sample::Entity, _>(db, sample::Column::Id, ids, |m| m.id.clone()).await,
            Self::Setting => {
                rows::<setting::Entity, _>(db, setting::Column::Name, ids, |m| m.name.clone()).await
            }
            Self::Search => {
                rows::<search::Entity, _>(db, search::Column::Id, numbers(ids).as_deref(), |m| {
                    m.id.to_string()
                })
                .await
            }
            Self::Event => {
                rows::<event::Entity, _>(db, event::Column::Id, numbers(ids).as_deref(), |m| m.id.to_string())
                    .await
            }
            Self::Profile => profiles(db, ids).await,
            Self::Locus => loci(db, ids).await,
            Self::User => users(db, ids).await,
            Self::Hypotheses => hypotheses(db).await,
            Self::List => lists(db, ids).await,
            Self::ListLink => links(db, ids).await,
            Self::Document(noun) => {
                let found = documents::states(db, noun, ids).await?;
                Ok(found.into_iter().map(|(id, value)| (id, state(value))).collect())
            }
        }
    }
}

fn numbers(ids: Option<&[String]>) -> Option<Vec<i64>> {
    ids.map(|ids| ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Columns that follow from others, or from rows of other tables: the record vouches for those.
const DERIVED: [&str; 3] = ["candidate", "typed", "name_order"];

/// Canonical JSON of an object without its empty members.
pub(super) fn state(value: Value) -> String {
    let mut members = match value {
        Value::Object(members) => members,
        _ => Map::new(),
    };
    for derived in DERIVED {
        members.remove(derived);
    }
    let kept: BTreeMap<String, Value> =
        members.into_iter().filter(|(_, v)| !v.is_null() && v.as_str() != Some("")).collect();
    kintrace_record::canonical(&kept).unwrap_or_default()
}

fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn value<T: Serialize>(row: &T) -> Value {
    serde_json::to_value(row).unwrap_or_default()
}

/// Kinds that are a row each.
async fn rows<E, I>(
    db: &impl ConnectionTrait,
    key: E::Column,
    ids: Option<&[I]>,
    id: impl Fn(&E::Model) -> String,
) -> Result<BTreeMap<String, String>, StoreError>
where
    E: EntityTrait,
    E::Model: ModelTrait + Serialize,
    I: Clone + Into<sea_orm::Value>,
{
    let mut query = E::find();
    if let Some(ids) = ids {
        query = query.filter(key.is_in(ids.iter().cloned()));
    }
    Ok(query.all(db).await?.iter().map(|row| (id(row), state(value(row)))).collect())
}

/// Heights and lengths of the peaks of a locus.
type Peaks = Vec<(u32, Option<u32>)>;

async fn profiles(
    db: &impl ConnectionTrait,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = genotype::Entity::find();
    if let Some(ids) = ids {
        query = query.filter(genotype::Column::Sample.is_in(ids.iter().map(String::as_str)));
    }
    let mut loci: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let mut heights: BTreeMap<String, BTreeMap<String, Peaks>> = BTreeMap::new();
    for row in query.all(db).await? {
        let peaks = rows::peaks(&row);
        if !peaks.is_empty() {
            let peaks = peaks.iter().map(|peak| (peak.height, peak.size)).collect();
            heights.entry(row.sample.clone()).or_default().insert(row.locus.clone(), peaks);
        }
        let of_sample = loci.entry(row.sample.clone()).or_default();
        of_sample.insert(row.locus.clone(), rows::alleles(row).alleles().map(str::to_owned).collect());
    }
    Ok(loci
        .into_iter()
        .map(|(sample, loci)| {
            let mut held = json!({"sample": sample, "loci": loci});
            // Of those that have any: what was recorded before there were peaks stays as it is.
            if let Some(peaks) = heights.get(&sample) {
                held["peaks"] = json!(peaks);
            }
            (sample, state(held))
        })
        .collect())
}

async fn loci(
    db: &impl ConnectionTrait,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = frequency::Entity::find();
    if let Some(ids) = ids {
        query = query.filter(frequency::Column::Locus.is_in(ids.iter().map(String::as_str)));
    }
    let states = query.all(db).await?.into_iter().map(|row| {
        let alleles = rows::frequencies(&row)?;
        Ok((row.locus.clone(), state(json!({"locus": row.locus, "alleles": alleles}))))
    });
    states.collect()
}

/// A password's hash stands in no earlier state: only a digest of it does.
async fn users(
    db: &impl ConnectionTrait,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = user::Entity::find();
    if let Some(ids) = ids {
        query = query.filter(user::Column::Name.is_in(ids.iter().map(String::as_str)));
    }
    let users = query.all(db).await?.into_iter().map(|mut user| {
        user.password_hash = digest(user.password_hash.as_bytes());
        (user.name.clone(), state(value(&user)))
    });
    Ok(users.collect())
}

async fn hypotheses(db: &impl ConnectionTrait) -> Result<BTreeMap<String, String>, StoreError> {
    let mut found = hypothesis::Entity::find().all(db).await?;
    if found.is_empty() {
        return Ok(BTreeMap::new());
    }
    // The order of a database's texts is its own.
    found.sort_by(|a, b| (&a.remains, &a.missing).cmp(&(&b.remains, &b.missing)));
    let rows: Vec<String> = found.iter().map(|h| state(value(h))).collect();
    let text = state(json!({"count": rows.len(), "sha256": digest(rows.join("\n").as_bytes())}));
    Ok(BTreeMap::from([("all".to_owned(), text)]))
}

async fn lists(
    db: &impl ConnectionTrait,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = list::Entity::find().select_only().column(list::Column::Id);
    if let Some(ids) = ids {
        query = query.filter(list::Column::Id.is_in(ids.iter().map(String::as_str)));
    }
    let found: Vec<String> = query.into_tuple().all(db).await?;
    let mut states = BTreeMap::new();
    for id in found {
        // One at a time: a list's file may be large.
        let Some(mut list) = list::Entity::find_by_id(id.clone()).one(db).await? else { continue };
        let content = digest(&std::mem::take(&mut list.content));
        let mut hash = Sha256::new();
        let rows = list_row::Entity::find()
            .filter(list_row::Column::List.eq(&id))
            .order_by_asc(list_row::Column::Row)
            .all(db)
            .await?;
        for row in rows {
            hash.update(state(value(&row)));
            hash.update("\n");
        }
        let mut members = value(&list);
        members["content"] = content.into();
        members["rows_sha256"] = hex(&hash.finalize()).into();
        states.insert(id, state(members));
    }
    Ok(states)
}

/// The id of a list's link.
pub(crate) fn link_id(list: &str, row: i64, missing: &str) -> String {
    format!("{list}/{row}/{missing}")
}

async fn links(
    db: &impl ConnectionTrait,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = list_link::Entity::find();
    if let Some(ids) = ids {
        let mut lists: Vec<&str> = ids.iter().filter_map(|id| id.split('/').next()).collect();
        lists.sort_unstable();
        lists.dedup();
        query = query.filter(list_link::Column::List.is_in(lists));
        if let [id] = ids {
            let row: i64 = id.split('/').nth(1).and_then(|r| r.parse().ok()).unwrap_or(-1);
            query = query.filter(list_link::Column::Row.eq(row));
        }
    }
    let wanted: Option<std::collections::BTreeSet<&str>> =
        ids.map(|ids| ids.iter().map(String::as_str).collect());
    let mut states = BTreeMap::new();
    for link in query.all(db).await? {
        let id = link_id(&link.list, link.row, &link.missing);
        if wanted.as_ref().is_none_or(|w| w.contains(id.as_str())) {
            states.insert(id, state(value(&link)));
        }
    }
    Ok(states)
}
