//! The registry as it was read, brought up to date by what the record says has changed since.
//!
//! Every change leaves a leaf ([`crate::record`]), so that a search after a search reads what has changed and not
//! everything: of a region with 300,000 readings that saves a second.

use std::collections::{BTreeMap, BTreeSet};

use kintrace_casework::Registry;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QuerySelect};

use crate::entities::{genotype, missing_person, person, record_leaf, remains, sample};
use crate::record::{self, Kind, signed};
use crate::registry::{frequencies, load};
use crate::{Store, StoreError, rows};

/// A registry, and how many leaves the record had when it was read.
#[derive(Debug)]
pub struct KeptRegistry {
    registry: Registry,
    leaves: u64,
}

/// With more leaves than this since, everything is read again: that is no slower.
const MOST_LEAVES: u64 = 20_000;
/// Ids a statement.
const CHUNK: usize = 1000;

impl KeptRegistry {
    /// What a registry is made of.
    pub const KINDS: [Kind; 7] = [
        Kind::MissingPerson,
        Kind::Person,
        Kind::Remains,
        Kind::Sample,
        Kind::Profile,
        Kind::Locus,
        Kind::Setting,
    ];

    /// What was read.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// How many leaves the record had.
    #[must_use]
    pub fn leaves(&self) -> u64 {
        self.leaves
    }
}

impl Store {
    /// The registry as it is now; what `before` holds is not read again where the record says that it has not changed.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn registry_since(&self, before: Option<KeptRegistry>) -> Result<KeptRegistry, StoreError> {
        // What is written while this reads is read twice.
        let leaves = record::size(&self.db).await?;
        if let Some(mut kept) =
            before.filter(|kept| (kept.leaves..=kept.leaves + MOST_LEAVES).contains(&leaves))
            && let Some(changed) = changed_since(&self.db, kept.leaves).await?
        {
            renew(&self.db, &mut kept.registry, &changed).await?;
            return Ok(KeptRegistry { leaves, ..kept });
        }
        Ok(KeptRegistry { registry: load(&self.db).await?, leaves })
    }
}

impl Store {
    /// Whether anything of these kinds has changed, come or gone since the record had so many leaves.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn has_changed(&self, leaves: u64, kinds: &[Kind]) -> Result<bool, StoreError> {
        let kinds = kinds.iter().map(|kind| kind.text());
        let since = record_leaf::Entity::find()
            .select_only()
            .column(record_leaf::Column::Sequence)
            .filter(record_leaf::Column::Sequence.gte(signed(leaves)))
            .filter(record_leaf::Column::Kind.is_in(kinds));
        Ok(since.into_tuple::<i64>().one(&self.db).await?.is_some())
    }
}

/// Things of which there are leaves since the record had so many; `None` where something of the registry was erased: the
/// record does not say what.
async fn changed_since(
    db: &impl ConnectionTrait,
    leaves: u64,
) -> Result<Option<BTreeMap<Kind, BTreeSet<String>>>, StoreError> {
    let since: Vec<(String, Option<String>)> = record_leaf::Entity::find()
        .select_only()
        .column(record_leaf::Column::Kind)
        .column(record_leaf::Column::Thing)
        .filter(record_leaf::Column::Sequence.gte(signed(leaves)))
        .into_tuple()
        .all(db)
        .await?;
    let mut changed: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
    for (kind, thing) in since {
        let Some(kind) = Kind::read(&kind).filter(|kind| KeptRegistry::KINDS.contains(kind)) else {
            continue;
        };
        let Some(thing) = thing else { return Ok(None) };
        changed.entry(kind).or_default().insert(thing);
    }
    Ok(Some(changed))
}

async fn renew(
    db: &impl ConnectionTrait,
    registry: &mut Registry,
    changed: &BTreeMap<Kind, BTreeSet<String>>,
) -> Result<(), StoreError> {
    let of = |kind: Kind| -> Vec<String> { changed.get(&kind).into_iter().flatten().cloned().collect() };
    let missing = of(Kind::MissingPerson);
    replace(db, &mut registry.missing, &missing, missing_person::Column::Id, rows::missing, |m| &m.id)
        .await?;
    let persons = of(Kind::Person);
    replace(db, &mut registry.persons, &persons, person::Column::Id, rows::person, |p| &p.id).await?;
    let remains = of(Kind::Remains);
    replace(db, &mut registry.remains, &remains, remains::Column::Id, rows::remains, |r| &r.id).await?;
    let samples = of(Kind::Sample);
    replace(db, &mut registry.samples, &samples, sample::Column::Id, rows::sample, |s| &s.id).await?;
    let profiles = of(Kind::Profile);
    profiles.iter().for_each(|id| {
        registry.profiles.remove(id);
    });
    for ids in profiles.chunks(CHUNK) {
        let found = genotype::Entity::find().filter(genotype::Column::Sample.is_in(ids));
        for row in found.all(db).await? {
            rows::read_into(registry.profiles.entry(row.sample.clone()).or_default(), row);
        }
    }
    if changed.contains_key(&Kind::Locus) || changed.contains_key(&Kind::Setting) {
        registry.frequencies = frequencies(db).await?;
    }
    Ok(())
}

/// Puts the rows with these ids into a table in place of what it has of them.
async fn replace<E: ModelTrait, T>(
    db: &impl ConnectionTrait,
    table: &mut BTreeMap<String, T>,
    ids: &[String],
    id: impl ColumnTrait,
    read: fn(E) -> Result<T, StoreError>,
    id_of: fn(&T) -> &String,
) -> Result<(), StoreError>
where
    E::Entity: EntityTrait<Model = E>,
{
    ids.iter().for_each(|id| {
        table.remove(id);
    });
    for ids in ids.chunks(CHUNK) {
        for row in E::Entity::find().filter(id.is_in(ids)).all(db).await? {
            let thing = read(row)?;
            table.insert(id_of(&thing).clone(), thing);
        }
    }
    Ok(())
}
