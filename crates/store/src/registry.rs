//! The registry as a whole: loaded for an import or a search, and changed by an import.

use std::collections::BTreeMap;

use kintrace_casework::Registry;
use kintrace_casework::import::{Change, Kind};
use kintrace_kinship::{AllelePair, FrequencyTable, Profile};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, Set};

use crate::entities::{frequency, genotype, missing_person, person, remains, sample, setting};
use crate::{Store, StoreError, UnitOfWork, rows};

const FREQUENCY_SOURCE: &str = "frequency_source";
/// Rows a statement: SQLite takes 32,766 parameters in one.
const CHUNK: usize = 1000;

impl Store {
    /// Reads everything.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn registry(&self) -> Result<Registry, StoreError> {
        load(&self.db).await
    }
}

pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<Registry, StoreError> {
    let mut registry = Registry::default();
    for row in missing_person::Entity::find().all(db).await? {
        registry.missing.insert(row.id.clone(), rows::missing(row)?);
    }
    for row in person::Entity::find().all(db).await? {
        registry.persons.insert(row.id.clone(), rows::person(row)?);
    }
    for row in remains::Entity::find().all(db).await? {
        registry.remains.insert(row.id.clone(), rows::remains(row)?);
    }
    for row in sample::Entity::find().all(db).await? {
        registry.samples.insert(row.id.clone(), rows::sample(row)?);
    }
    for row in genotype::Entity::find().all(db).await? {
        let profile: &mut Profile = registry.profiles.entry(row.sample).or_default();
        profile.insert(row.locus, AllelePair { first: row.allele1, second: row.allele2 });
    }
    registry.frequencies = frequencies(db).await?;
    Ok(registry)
}

async fn frequencies(db: &impl ConnectionTrait) -> Result<FrequencyTable, StoreError> {
    let mut loci: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
    for row in frequency::Entity::find().all(db).await? {
        loci.entry(row.locus).or_default().push((row.allele, row.frequency));
    }
    let source = setting::Entity::find_by_id(FREQUENCY_SOURCE.to_owned()).one(db).await?;
    let mut table = FrequencyTable::new(source.map(|s| s.value).unwrap_or_default());
    for (locus, alleles) in loci {
        table.insert(&locus, alleles).map_err(|e| StoreError::Damaged {
            table: "frequencies",
            id: locus.clone(),
            problem: e.to_string(),
        })?;
    }
    Ok(table)
}

impl UnitOfWork {
    /// Reads everything as this transaction sees it.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn registry(&self) -> Result<Registry, StoreError> {
        load(&self.tx).await
    }

    /// Writes what an import changed: `changes` name the things, `after` holds them.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn apply(&self, after: &Registry, changes: &[Change]) -> Result<(), StoreError> {
        let ids = |kind: Kind| changes.iter().filter(move |c| c.kind == kind).map(|c| c.id.as_str());
        let missing = ids(Kind::MissingPerson).filter_map(|id| after.missing.get(id)).map(|m| {
            let sex = after.persons.get(&m.person).map_or(kintrace_kinship::Sex::Unknown, |p| p.sex);
            rows::missing_row(m, sex)
        });
        upsert::<missing_person::Entity, _>(self, missing, &[missing_person::Column::Id]).await?;
        let persons = ids(Kind::Person).filter_map(|id| after.persons.get(id)).map(rows::person_row);
        upsert::<person::Entity, _>(self, persons, &[person::Column::Id]).await?;
        let found = ids(Kind::Remains).filter_map(|id| after.remains.get(id)).map(rows::remains_row);
        upsert::<remains::Entity, _>(self, found, &[remains::Column::Id]).await?;
        let samples = ids(Kind::Sample).filter_map(|id| after.samples.get(id)).map(rows::sample_row);
        upsert::<sample::Entity, _>(self, samples, &[sample::Column::Id]).await?;
        // A profile or a locus is replaced as a whole: alleles that it no longer has must go.
        for id in changes.iter().filter(|c| c.kind == Kind::Profile && !c.is_new).map(|c| &c.id) {
            genotype::Entity::delete_many().filter(genotype::Column::Sample.eq(id)).exec(&self.tx).await?;
        }
        let genotypes = ids(Kind::Profile).filter_map(|id| after.profiles.get(id).map(|p| (id, p))).flat_map(|(id, p)| {
            p.iter().map(move |(locus, pair)| genotype::ActiveModel {
                sample: Set(id.to_owned()),
                locus: Set(locus.to_owned()),
                allele1: Set(pair.first.clone()),
                allele2: Set(pair.second.clone()),
            })
        });
        upsert::<genotype::Entity, _>(self, genotypes, &[genotype::Column::Sample, genotype::Column::Locus]).await?;
        for locus in ids(Kind::Locus) {
            frequency::Entity::delete_many().filter(frequency::Column::Locus.eq(locus)).exec(&self.tx).await?;
        }
        let alleles = ids(Kind::Locus).flat_map(|locus| {
            after.frequencies.locus(locus).unwrap_or(&[]).iter().map(move |(allele, value)| frequency::ActiveModel {
                locus: Set(locus.to_owned()),
                allele: Set(allele.clone()),
                frequency: Set(*value),
            })
        });
        upsert::<frequency::Entity, _>(self, alleles, &[frequency::Column::Locus, frequency::Column::Allele]).await?;
        if ids(Kind::Locus).next().is_some() {
            let source = setting::ActiveModel {
                name: Set(FREQUENCY_SOURCE.to_owned()),
                value: Set(after.frequencies.source.clone()),
            };
            upsert::<setting::Entity, _>(self, std::iter::once(source), &[setting::Column::Name]).await?;
        }
        Ok(())
    }
}

/// Inserts rows, replacing those that have the same key.
async fn upsert<E, A>(
    work: &UnitOfWork,
    rows: impl Iterator<Item = A>,
    key: &[E::Column],
) -> Result<(), StoreError>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
    E::Model: IntoActiveModel<A>,
{
    let rest: Vec<E::Column> =
        E::Column::iter().filter(|c| !key.iter().any(|k| format!("{k:?}") == format!("{c:?}"))).collect();
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(CHUNK).collect();
        E::insert_many(chunk)
            .on_conflict(OnConflict::columns(key.iter().copied()).update_columns(rest.clone()).to_owned())
            .exec_without_returning(&work.tx)
            .await?;
    }
    Ok(())
}
