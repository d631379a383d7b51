//! The registry as a whole: loaded for an import or a search, and changed by an import.

use std::collections::BTreeMap;

use kintrace_casework::Registry;
use kintrace_casework::import::{Change, Kind};
use kintrace_casework::registry::Person;
use kintrace_kinship::{FrequencyTable, Sex};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Set,
};
use serde::Serialize;

use crate::entities::{frequency, genotype, missing_person, person, remains, sample, setting};
use crate::record::{self, Touch};
use crate::{Store, StoreError, UnitOfWork, positions, rows, words};

const FREQUENCY_SOURCE: &str = "frequency_source";
/// Rows a statement: `SQLite` takes 32,766 parameters in one.
const CHUNK: usize = 1000;

impl Store {
    /// Reads everything.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn registry(&self) -> Result<Registry, StoreError> {
        load(&self.db).await
    }

    /// The office's frequency table; empty if it has given none.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn frequencies(&self) -> Result<FrequencyTable, StoreError> {
        frequencies(&self.db).await
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
        rows::read_into(registry.profiles.entry(row.sample.clone()).or_default(), row);
    }
    registry.frequencies = frequencies(db).await?;
    Ok(registry)
}

pub(crate) async fn frequencies(db: &impl ConnectionTrait) -> Result<FrequencyTable, StoreError> {
    let source = setting::Entity::find_by_id(FREQUENCY_SOURCE.to_owned()).one(db).await?;
    let mut table = FrequencyTable::new(source.map(|s| s.value).unwrap_or_default());
    for row in frequency::Entity::find().all(db).await? {
        let alleles = rows::frequencies(&row)?.into_iter().collect();
        table.insert(&row.locus, alleles).map_err(|e| StoreError::Damaged {
            table: "frequencies",
            id: row.locus.clone(),
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

    /// The members of a family, in order of id, as this transaction sees them.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn family(&self, family: &str) -> Result<Vec<Person>, StoreError> {
        let members = person::Entity::find().filter(person::Column::Family.eq(family));
        let found = members.order_by_asc(person::Column::Id).all(&self.tx).await?;
        found.into_iter().map(rows::person).collect()
    }

    /// Takes a member out of a family: one who was put in by mistake. Whoever is named elsewhere is not taken
    /// out but erased ([`UnitOfWork::erase_person`]).
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn remove_person(&self, id: &str) -> Result<(), StoreError> {
        self.forget_words(record::Kind::Person, &[id]).await?;
        person::Entity::delete_by_id(id.to_owned()).exec(&self.tx).await?;
        self.touch(record::Kind::Person, id, Touch::Written);
        Ok(())
    }

    /// Writes what an import changed: `changes` name the things, `after` holds them.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn apply(&self, after: &Registry, changes: &[Change]) -> Result<(), StoreError> {
        let how = |change: &Change| if change.is_new { Touch::New } else { Touch::Written };
        // What is several rows is read when all of them are written.
        let several = |kind: Kind| matches!(kind, Kind::Profile | Kind::Locus | Kind::Document(_));
        for change in changes.iter().filter(|c| several(c.kind)) {
            self.touch(recorded(change.kind), change.id.as_str(), how(change));
        }
        let rows = Rows::new(after, changes);
        let of = |kind: Kind| -> BTreeMap<&str, Touch> {
            changes.iter().filter(|c| c.kind == kind).map(|c| (c.id.as_str(), how(c))).collect()
        };
        self.put_rows(
            &of(Kind::MissingPerson),
            record::Kind::MissingPerson,
            rows.missing,
            missing_person::Column::Id,
            |m| &m.id,
        )
        .await?;
        for change in changes.iter().filter(|c| c.kind == Kind::MissingPerson && !c.is_new) {
            self.forget_names(&change.id, "").await?;
        }
        let named = changes
            .iter()
            .filter(|c| c.kind == Kind::MissingPerson)
            .filter_map(|c| after.missing.get(&c.id).map(|m| (m.id.as_str(), m.name.as_str())));
        self.remember_names("", named).await?;
        let (new, old) = ids_of(changes, Kind::MissingPerson);
        let words =
            new.iter().chain(&old).filter_map(|id| Some((*id, words::of_missing(after.missing.get(*id)?))));
        self.remember_words(record::Kind::MissingPerson, &old, words).await?;
        let seen = new.iter().chain(&old).filter_map(|id| positions::of_missing(after.missing.get(*id)?));
        self.remember_positions(record::Kind::MissingPerson, &old, seen).await?;
        let (new, old) = ids_of(changes, Kind::Remains);
        let words =
            new.iter().chain(&old).filter_map(|id| Some((*id, words::of_remains(after.remains.get(*id)?))));
        self.remember_words(record::Kind::Remains, &old, words).await?;
        let (new, old) = ids_of(changes, Kind::Person);
        let words =
            new.iter().chain(&old).filter_map(|id| Some((*id, words::of_person(after.persons.get(*id)?))));
        self.remember_words(record::Kind::Person, &old, words).await?;
        self.put_rows(&of(Kind::Person), record::Kind::Person, rows.persons, person::Column::Id, |p| &p.id)
            .await?;
        self.put_rows(&of(Kind::Remains), record::Kind::Remains, rows.remains, remains::Column::Id, |r| {
            &r.id
        })
        .await?;
        self.put_rows(&of(Kind::Sample), record::Kind::Sample, rows.samples, sample::Column::Id, |s| &s.id)
            .await?;
        // A profile is replaced as a whole: loci that it no longer has must go.
        for change in changes.iter().filter(|c| !c.is_new && c.kind == Kind::Profile) {
            let old = genotype::Entity::delete_many().filter(genotype::Column::Sample.eq(&change.id));
            old.exec(&self.tx).await?;
        }
        upsert::<genotype::Entity, _>(
            self,
            rows.genotypes,
            &[genotype::Column::Sample, genotype::Column::Locus],
        )
        .await?;
        let (new, old) = ids_of(changes, Kind::Profile);
        self.mark_typed(&[new, old].concat()).await?;
        if !rows.frequencies.is_empty() {
            let source = setting::ActiveModel {
                name: Set(FREQUENCY_SOURCE.to_owned()),
                value: Set(after.frequencies.source.clone()),
            };
            upsert::<setting::Entity, _>(self, vec![source], &[setting::Column::Name]).await?;
            self.touch(record::Kind::Setting, FREQUENCY_SOURCE, Touch::Written);
        }
        upsert::<frequency::Entity, _>(self, rows.frequencies, &[frequency::Column::Locus]).await
    }
}

impl UnitOfWork {
    /// Marks samples as typed that have a genotype, and others as not.
    async fn mark_typed(&self, samples: &[&str]) -> Result<(), StoreError> {
        for chunk in samples.chunks(1000) {
            let ids = || chunk.iter().copied();
            let mut read = genotype::Entity::find().select_only().column(genotype::Column::Sample);
            read = read.filter(genotype::Column::Sample.is_in(ids()));
            for typed in [true, false] {
                let id = sample::Column::Id;
                let query = read.clone().into_query();
                let which = if typed { id.in_subquery(query) } else { id.not_in_subquery(query) };
                sample::Entity::update_many()
                    .col_expr(sample::Column::Typed, Expr::value(typed))
                    .filter(id.is_in(ids()))
                    .filter(which)
                    .filter(sample::Column::Typed.eq(!typed))
                    .exec(&self.tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Inserts or replaces things of a kind that is a row each, and records them as the database then has
    /// them. `how` says of each id whether it is new.
    async fn put_rows<E, A>(
        &self,
        how: &BTreeMap<&str, Touch>,
        kind: record::Kind,
        rows: Vec<A>,
        key: E::Column,
        id: impl Fn(&E::Model) -> &str,
    ) -> Result<(), StoreError>
    where
        E: EntityTrait,
        A: ActiveModelTrait<Entity = E> + Send,
        E::Model: IntoActiveModel<A> + Serialize,
    {
        let on_conflict = replacing(&rows, &[key]);
        for chunk in chunks(rows) {
            let insert = E::insert_many(chunk).on_conflict(on_conflict.clone());
            let written = insert.exec_with_returning(&self.tx).await?;
            let touched = written.iter().map(|row| {
                let id = id(row);
                (
                    id,
                    how.get(id).copied().unwrap_or(Touch::Written),
                    serde_json::to_value(row).unwrap_or_default(),
                )
            });
            self.touch_all(kind, touched);
        }
        Ok(())
    }
}

/// What the record calls a kind of an import.
fn recorded(kind: Kind) -> record::Kind {
    match kind {
        Kind::MissingPerson => record::Kind::MissingPerson,
        Kind::Person => record::Kind::Person,
        Kind::Remains => record::Kind::Remains,
        Kind::Sample => record::Kind::Sample,
        Kind::Profile => record::Kind::Profile,
        Kind::Locus => record::Kind::Locus,
        Kind::Document(noun) => record::Kind::Document(noun),
    }
}

/// Ids of what is new of a kind, and of what was there before.
fn ids_of(changes: &[Change], kind: Kind) -> (Vec<&str>, Vec<&str>) {
    let of_kind = || changes.iter().filter(move |c| c.kind == kind);
    let ids = |new: bool| of_kind().filter(move |c| c.is_new == new).map(|c| c.id.as_str()).collect();
    (ids(true), ids(false))
}

/// What changed, as rows.
struct Rows {
    missing: Vec<missing_person::ActiveModel>,
    persons: Vec<person::ActiveModel>,
    remains: Vec<remains::ActiveModel>,
    samples: Vec<sample::ActiveModel>,
    genotypes: Vec<genotype::ActiveModel>,
    frequencies: Vec<frequency::ActiveModel>,
}

impl Rows {
    fn new(after: &Registry, changes: &[Change]) -> Self {
        let ids = |kind: Kind| changes.iter().filter(move |c| c.kind == kind).map(|c| c.id.as_str());
        let sex = |person: &str| after.persons.get(person).map_or(Sex::Unknown, |p| p.sex);
        Self {
            missing: ids(Kind::MissingPerson)
                .filter_map(|id| after.missing.get(id))
                .map(|m| rows::missing_row(m, sex(&m.person)))
                .collect(),
            persons: ids(Kind::Person).filter_map(|id| after.persons.get(id)).map(rows::person_row).collect(),
            remains: ids(Kind::Remains)
                .filter_map(|id| after.remains.get(id))
                .map(rows::remains_row)
                .collect(),
            samples: ids(Kind::Sample).filter_map(|id| after.samples.get(id)).map(rows::sample_row).collect(),
            genotypes: ids(Kind::Profile)
                .filter_map(|id| after.profiles.get(id).map(|p| (id, p)))
                .flat_map(|(id, p)| {
                    p.iter().map(move |(locus, pair)| rows::genotype_row(id, locus, pair, p.peaks(locus)))
                })
                .collect(),
            frequencies: ids(Kind::Locus)
                .filter_map(|locus| after.frequencies.locus(locus).map(|alleles| (locus, alleles)))
                .map(|(locus, alleles)| rows::locus(locus, &alleles.iter().cloned().collect()))
                .collect(),
        }
    }
}

/// Inserts rows, replacing those that have the same key; a column that the rows leave out stays as it is.
pub(crate) async fn upsert<E, A>(work: &UnitOfWork, rows: Vec<A>, key: &[E::Column]) -> Result<(), StoreError>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
    E::Model: IntoActiveModel<A>,
{
    let on_conflict = replacing(&rows, key);
    for chunk in chunks(rows) {
        E::insert_many(chunk).on_conflict(on_conflict.clone()).exec_without_returning(&work.tx).await?;
    }
    Ok(())
}

/// What becomes of a row that is there already: it gets the columns that the new rows give.
fn replacing<E, A>(rows: &[A], key: &[E::Column]) -> OnConflict
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E>,
{
    let is_key = |c: &E::Column| key.iter().any(|k| format!("{k:?}") == format!("{c:?}"));
    let is_given = |c: &E::Column| rows.first().is_some_and(|row| !row.get(*c).is_not_set());
    let rest: Vec<E::Column> = E::Column::iter().filter(|c| !is_key(c) && is_given(c)).collect();
    let mut on_conflict = OnConflict::columns(key.iter().copied());
    // A row that is all key is there already.
    if rest.is_empty() {
        on_conflict.do_nothing()
    } else {
        on_conflict.update_columns(rest)
    };
    on_conflict
}

/// Rows for one statement each.
pub(crate) fn chunks<T>(rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<T> = rows.by_ref().take(CHUNK).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}
