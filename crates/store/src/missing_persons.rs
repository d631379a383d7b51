//! Lists and files of missing persons.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use futures_util::future::try_join;
use kintrace_casework::registry::{MissingPerson, Person, Sample};
use kintrace_kinship::{Profile, Sex};
use kintrace_names::search_words::has_digit;
use sea_orm::sea_query::NullOrdering;
use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    SelectGetableTuple, Selector,
};

use crate::entities::{genotype, hypothesis, missing_person, person, sample};
use crate::hypotheses::with_candidate;
use crate::record::Kind;
use crate::{Store, StoreError, UnitOfWork, rows};

/// What a list of missing persons is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// By date of birth, earliest first.
    Born,
    /// By when they were last seen, earliest first.
    LastSeen,
    /// By id.
    Id,
}

/// Which missing persons to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A name in any script, or the beginnings of words of id, name, place or family. If given, the names that are
    /// nearest come first, whatever the order asked for.
    pub words: String,
    /// Only of this sex.
    pub sex: Option<Sex>,
    /// Only those with (true) or without (false) a hypothesis of at least [`CANDIDATE`].
    pub has_candidate: Option<bool>,
    /// Order.
    pub sort: Sort,
}

/// A posterior from which a hypothesis counts as a candidate in lists.
pub const CANDIDATE: f64 = 0.5;

/// No more people are found by their name.
const MOST_NAMED: usize = 200;

/// Pages that begin before this row are read from the start, while the rows are counted.
const NEAR_THE_START: u64 = 1000;

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The missing person.
    pub missing: MissingPerson,
    /// Sex.
    pub sex: Sex,
    /// The best hypothesis' posterior, if there is one.
    pub best: Option<f64>,
}

/// A missing person with the family.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// The missing person.
    pub missing: MissingPerson,
    /// All members of the family.
    pub persons: Vec<Person>,
    /// All missing of the family.
    pub missing_of_family: Vec<MissingPerson>,
    /// The family's samples, with their profiles.
    pub samples: Vec<(Sample, Profile)>,
}

/// Ids of a query's rows.
fn ids(query: Select<missing_person::Entity>) -> Selector<SelectGetableTuple<String>> {
    query.select_only().column(missing_person::Column::Id).into_tuple()
}

/// What a filter asks for besides words, among the missing persons that a store's party may see.
pub(crate) fn restricted(store: &Store, filter: &Filter) -> Select<missing_person::Entity> {
    let mut query = store.visible_missing();
    if let Some(sex) = filter.sex {
        query = query.filter(missing_person::Column::Sex.eq(sex.text()));
    }
    match filter.has_candidate {
        None => {}
        Some(wanted) if store.party().is_none() => {
            query = query.filter(missing_person::Column::Candidate.eq(wanted));
        }
        // A candidate of which the party may not see the remains is none for it.
        Some(wanted) => {
            let with = with_candidate(store.visible_hypotheses());
            let id = missing_person::Column::Id;
            query = query.filter(if wanted { id.in_subquery(with) } else { id.not_in_subquery(with) });
        }
    }
    query
}

impl Store {
    /// Missing persons that this store's party may see.
    pub(crate) fn visible_missing(&self) -> Select<missing_person::Entity> {
        let query = missing_person::Entity::find();
        match self.party() {
            Some(party) => query.filter(missing_person::Column::Party.is_in(["", party])),
            None => query,
        }
    }

    /// How many missing persons there are.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_missing(&self) -> Result<u64, StoreError> {
        Ok(self.visible_missing().count(&self.db).await?)
    }

    /// Names of missing persons by id.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn missing_names(&self, ids: Vec<String>) -> Result<BTreeMap<String, String>, StoreError> {
        let found =
            self.visible_missing().filter(missing_person::Column::Id.is_in(ids)).all(&self.db).await?;
        Ok(found.into_iter().map(|m| (m.id, m.name)).collect())
    }

    /// Ids of those who may have the name that was typed, the nearest first; nobody, if a number was typed.
    async fn named_so(&self, typed: &str) -> Result<Vec<String>, StoreError> {
        if typed.trim().is_empty() || has_digit(typed) {
            return Ok(Vec::new());
        }
        Ok(self.named(typed, MOST_NAMED).await?.into_iter().map(|n| n.missing).collect())
    }

    /// A page of the list (from 0), and how many there are in all.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn list_missing(
        &self,
        filter: &Filter,
        page: u64,
        size: u64,
    ) -> Result<(Vec<Listed>, u64), StoreError> {
        let having = self.having(Kind::MissingPerson, &filter.words);
        let (named, having) = try_join(self.named_so(&filter.words), having).await?;
        let all = restricted(self, filter);
        // The nearest names first, as far as the rest of the filter lets them through.
        let mut nearest = named.clone();
        let mut others = all.clone().filter(having.condition(missing_person::Entity));
        let mut twice = 0;
        if !named.is_empty() {
            let by_name = all.clone().filter(missing_person::Column::Id.is_in(named.clone()));
            let through: BTreeSet<String> = ids(by_name).all(&self.db).await?.into_iter().collect();
            nearest.retain(|id| through.contains(id));
            twice = self.among(nearest.clone(), &having).await?.len() as u64;
            others = others.filter(missing_person::Column::Id.is_not_in(named.clone()));
        }
        let count = async {
            let only_words = filter.sex.is_none() && filter.has_candidate.is_none();
            let counted = self.count_having(&having, all, only_words).await?;
            Ok::<u64, StoreError>(counted.saturating_sub(twice))
        };
        let first = nearest.len() as u64;
        let (from, to) = (page.saturating_mul(size), page.saturating_add(1).saturating_mul(size));
        let mut shown: Vec<String> = nearest
            .into_iter()
            .skip(usize::try_from(from).unwrap_or(usize::MAX))
            .take(usize::try_from(size).unwrap_or(usize::MAX))
            .collect();
        let range = from.saturating_sub(first)..to.saturating_sub(first);
        let rest = if range.start < NEAR_THE_START {
            let page = self.in_order(others, filter.sort, range, None);
            let (rest, page) = try_join(count, page).await?;
            shown.extend(page);
            rest
        } else {
            let rest = count.await?;
            shown.extend(
                self.in_order(others, filter.sort, range.start..range.end.min(rest), Some(rest)).await?,
            );
            rest
        };
        let rows = missing_person::Entity::find().filter(missing_person::Column::Id.is_in(shown.clone()));
        let mut rows: BTreeMap<String, missing_person::Model> =
            rows.all(&self.db).await?.into_iter().map(|m| (m.id.clone(), m)).collect();
        let found = shown.iter().filter_map(|id| rows.remove(id)).collect();
        Ok((self.as_listed(found).await?, first + rest))
    }

    /// Ids of some of a query's rows, in order. Ids alone are in the indexes; beyond the middle of the
    /// `total`, they are counted from the end.
    async fn in_order(
        &self,
        query: Select<missing_person::Entity>,
        sort: Sort,
        range: Range<u64>,
        total: Option<u64>,
    ) -> Result<Vec<String>, StoreError> {
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let column = match sort {
            Sort::Name => missing_person::Column::NameOrder,
            Sort::Born => missing_person::Column::BornFrom,
            Sort::LastSeen => missing_person::Column::LastSeenFrom,
            Sort::Id => missing_person::Column::Id,
        };
        let from_end =
            total.filter(|total| range.start > total / 2).map(|total| total.saturating_sub(range.end));
        let backwards = from_end.is_some();
        let order = if backwards { Order::Desc } else { Order::Asc };
        let offset = from_end.unwrap_or(range.start);
        // What is not known comes last, on both databases.
        let nulls = if backwards { NullOrdering::First } else { NullOrdering::Last };
        let query = query.order_by_with_nulls(column, order.clone(), nulls);
        let query = query.order_by(missing_person::Column::Id, order);
        let mut found = ids(query.offset(offset).limit(range.end - range.start)).all(&self.db).await?;
        if backwards {
            found.reverse();
        }
        Ok(found)
    }

    /// A missing person as lists show them, or `None` if nobody has the id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn listed(&self, id: &str) -> Result<Option<Listed>, StoreError> {
        let found = self.visible_missing().filter(missing_person::Column::Id.eq(id));
        let Some(row) = found.one(&self.db).await? else {
            return Ok(None);
        };
        Ok(self.as_listed(vec![row]).await?.pop())
    }

    /// Those missing persons that have one of these ids, as lists show them.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn listed_by_id(&self, ids: Vec<String>) -> Result<BTreeMap<String, Listed>, StoreError> {
        let found =
            self.visible_missing().filter(missing_person::Column::Id.is_in(ids)).all(&self.db).await?;
        let listed = self.as_listed(found).await?;
        Ok(listed.into_iter().map(|l| (l.missing.id.clone(), l)).collect())
    }

    /// Rows as lists show them, in their order.
    async fn as_listed(&self, found: Vec<missing_person::Model>) -> Result<Vec<Listed>, StoreError> {
        let ids: Vec<String> = found.iter().map(|m| m.id.clone()).collect();
        let best = self.best_posteriors(hypothesis::Column::Missing, ids).await?;
        found
            .into_iter()
            .map(|m| {
                Ok(Listed {
                    best: best.get(&m.id).copied(),
                    sex: rows::sex(&m.sex),
                    missing: rows::missing(m)?,
                })
            })
            .collect()
    }

    /// A missing person's file, or `None` if nobody has the id.
    ///
    /// # Errors
    /// The database's refusal, or a damaged row.
    pub async fn missing_file(&self, id: &str) -> Result<Option<File>, StoreError> {
        let found = self.visible_missing().filter(missing_person::Column::Id.eq(id));
        let Some(row) = found.one(&self.db).await? else {
            return Ok(None);
        };
        let missing = rows::missing(row)?;
        let persons = person::Entity::find()
            .filter(person::Column::Family.eq(&missing.family))
            .order_by_asc(person::Column::Id)
            .all(&self.db)
            .await?
            .into_iter()
            .map(rows::person)
            .collect::<Result<Vec<_>, _>>()?;
        let missing_of_family = self
            .visible_missing()
            .filter(missing_person::Column::Family.eq(&missing.family))
            .order_by_asc(missing_person::Column::Id)
            .all(&self.db)
            .await?
            .into_iter()
            .map(rows::missing)
            .collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<String> = persons.iter().map(|p| p.id.clone()).collect();
        let samples = self.samples_of("person", ids).await?;
        Ok(Some(File { missing, persons, missing_of_family, samples }))
    }

    /// Samples of the given subjects, with their profiles.
    pub(crate) async fn samples_of(
        &self,
        kind: &str,
        ids: Vec<String>,
    ) -> Result<Vec<(Sample, Profile)>, StoreError> {
        let found = sample::Entity::find()
            .filter(sample::Column::SubjectKind.eq(kind))
            .filter(sample::Column::Subject.is_in(ids))
            .order_by_asc(sample::Column::Id)
            .all(&self.db)
            .await?;
        let ids: Vec<String> = found.iter().map(|s| s.id.clone()).collect();
        let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
        for g in genotype::Entity::find().filter(genotype::Column::Sample.is_in(ids)).all(&self.db).await? {
            rows::read_into(profiles.entry(g.sample.clone()).or_default(), g);
        }
        found
            .into_iter()
            .map(|s| {
                let profile = profiles.remove(&s.id).unwrap_or_default();
                Ok((rows::sample(s)?, profile))
            })
            .collect()
    }
}

impl UnitOfWork {
    /// How many missing persons there are, whoever holds them.
    ///
    /// # Errors
    /// The database's refusal.
    pub async fn count_missing(&self) -> Result<u64, StoreError> {
        Ok(missing_person::Entity::find().count(&self.tx).await?)
    }
}
